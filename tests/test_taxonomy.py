from pathlib import Path

import pytest

from pipeline.classify.mapping import load_mapping
from pipeline.errors import ConfigError
from pipeline.taxonomy import SHIPPED, load_taxonomy

GOOD = """[[pillars]]
id = "groen"
label = "Groen"

[[themes]]
id = "bijen"
label = "Bijen"
pillar = "groen"
terms = ["bijen*", "honing*"]

[[themes]]
id = "bomen"
label = "Bomen"
pillar = "groen"
terms = ["boom*"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_taxonomy_is_that_of_the_guidelines() -> None:
    taxonomy = load_taxonomy()
    assert len(taxonomy.theme_ids) == 22
    assert taxonomy.pillar_ids == ("sociaal", "fysiek", "economie_en_werk", "overkoepelend")
    assert taxonomy.labels["financien"] == "Gemeentefinanciën"
    assert all(len(theme.terms) >= 150 for theme in taxonomy.themes)


def test_a_users_own_taxonomy_keeps_its_order(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(write(tmp_path, GOOD))
    assert taxonomy.theme_ids == ("bijen", "bomen")
    assert taxonomy.pillar_of == {"bijen": "groen", "bomen": "groen"}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('pillar = "groen"\nterms = ["boom*"]', 'pillar = "rood"\nterms = ["boom*"]', 14, "rood"),
        ('terms = ["boom*"]', 'terms = ["bo*"]', 15, "at least 3 letters"),
        ('terms = ["boom*"]', 'terms = ["bo*men"]', 15, "star inside"),
        ('terms = ["boom*"]', "terms = []", 12, "needs 'terms'"),
        ('terms = ["boom*"]', 'words = ["boom*"]', 15, "unknown key"),
        ('id = "bomen"', 'id = "bijen"', 12, "used twice"),
        ('id = "bomen"', 'id = "De Bomen"', 12, "pattern"),
        ('id = "groen"', "id = 3", 2, "string"),
    ],
)
def test_errors_name_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    path = write(tmp_path, GOOD.replace(old, new))
    with pytest.raises(ConfigError, match=rf"mine\.toml, line {line}: .*{message}"):
        load_taxonomy(path)


@pytest.mark.parametrize("text", ["", "themes = 3", "[[themes]\n", "colour = 'red'"])
def test_a_file_that_is_no_taxonomy_is_one_clear_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match=r"mine\.toml"):
        load_taxonomy(write(tmp_path, text))


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_taxonomy(tmp_path / "none.toml")


def test_the_cap_mapping_covers_every_shipped_theme() -> None:
    folder = SHIPPED.parent / "mappings"
    cap = load_taxonomy(folder / "cap_taxonomy.toml")
    known = load_taxonomy().theme_ids
    mapping = load_mapping(folder / "cap.toml", taxonomy=cap, known=known)
    assert len(cap.theme_ids) == 21
    assert set(mapping) == set(known)


def test_a_wrong_mapping_names_its_line(tmp_path: Path) -> None:
    taxonomy = load_taxonomy(write(tmp_path, GOOD))
    path = tmp_path / "map.toml"
    path.write_text('[themes]\nwonen = "bijen"\nruimte = "vissen"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"map\.toml, line 3: unknown theme 'vissen'"):
        load_mapping(path, taxonomy=taxonomy, known=load_taxonomy().theme_ids)
