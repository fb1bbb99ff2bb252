"""Scores against gold, on planted spans."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.evaluate.gold import GoldDocument, GoldSpan, read_gold
from pipeline.evaluate.links import score_links
from pipeline.evaluate.marked import convert
from pipeline.evaluate.names import bootstrap, compare_names, f1, score_names
from pipeline.evaluate.sources import score_sources
from pipeline.records import AnnotatedRecap, Entity, Mention, Recap, Role

ROOT = Path(__file__).parents[1]
TEXT = "Jet Hermsen van de VNG sprak in Weert met de Raad van Tienray."
MARKED = """% date 2022-05-18
% host_city Weert
% event bestuurlijke netwerkdag
% role Jet Hermsen | wethouder | Weert | CITY
% person Jet Hermsen = Jet Hermsen; Hermsen; Jet@2
% city Tienray = Horst aan de Maas

# Terugblik in [Weert](CITY)

@ wonen, ruimte | fysiek
Wethouder [Jet Hermsen](PER) van [Weert](CITY) kende [Jet](PER) uit [Tienray](CITY). \
[Hermsen](PER) lachte, [Jet](PER) ook, bij de [Raad van Nergens](ORG?).
"""


def span(text: str, label: str, *, optional: bool = False) -> GoldSpan:
    start = TEXT.index(text)
    return GoldSpan(start, start + len(text), text, label, optional)


def gold(*spans: GoldSpan) -> GoldDocument:
    return GoldDocument("a", Path("a.txt"), TEXT, (), spans, {}, None)


FIRM = (span("Jet Hermsen", "PER"), span("VNG", "ORG"), span("Weert", "CITY"))


def test_what_is_equal_is_right() -> None:
    counts = compare_names(gold(*FIRM), FIRM)
    assert counts.right == counts.found == counts.gold == {"PER": 1, "ORG": 1, "CITY": 1}
    assert counts.errors == ()


def test_boundary_and_label_errors_are_told_apart() -> None:
    found = (span("Hermsen", "PER"), span("VNG", "CITY"), span("Tienray", "CITY"))
    errors = {e.kind: e for e in compare_names(gold(*FIRM), found).errors}
    assert set(errors) == {"boundary", "label", "spurious", "missed"}
    assert errors["missed"].gold == (32, 37, "CITY")
    assert "[Hermsen]" in errors["boundary"].context
    assert errors["spurious"].gold is None


def test_optional_spans_are_neither_rewarded_nor_punished() -> None:
    document = gold(*FIRM, span("Raad van Tienray", "ORG", optional=True))
    for found in ((), (span("Raad van Tienray", "ORG"),), (span("Tienray", "CITY"),)):
        counts = compare_names(document, (*FIRM, *found))
        assert counts.found.total() == counts.gold.total() == 3
        assert counts.errors == ()


def test_a_firm_span_inside_an_optional_one_counts() -> None:
    document = gold(span("Tienray", "CITY"), span("Raad van Tienray", "ORG", optional=True))
    assert compare_names(document, [span("Tienray", "CITY")]).right == {"CITY": 1}


def test_scores_add_up_documents() -> None:
    counts = [compare_names(gold(*FIRM), FIRM), compare_names(gold(*FIRM), FIRM[:1])]
    scores = {s.label: s for s in score_names(counts, samples=200)}
    assert scores["all"].support == 6
    assert scores["all"].precision.value == 1
    assert scores["all"].recall.value == pytest.approx(4 / 6)
    assert scores["all"].recall.low == pytest.approx(2 / 6)
    assert scores["all"].recall.high == 1
    assert scores["ORG"].f1.value == pytest.approx(2 / 3)
    assert score_names(counts, samples=200) == list(scores.values())


def test_f1_and_bootstrap() -> None:
    assert f1(0, 0) == 0
    assert f1(0.5, 1) == pytest.approx(2 / 3)
    score = bootstrap(lambda index: sum(index) / len(index), 10, samples=400, seed=1)
    assert score.low < score.value == 4.5 < score.high


def test_sources_have_a_precision_each() -> None:
    named = [("rule", FIRM[0]), ("model", FIRM[1]), ("model", span("Tienray", "ORG"))]
    rule, *_ = [s for s in score_sources([(gold(*FIRM), named)]) if s.source == "rule"]
    assert (rule.label, rule.found, rule.right, rule.precision) == ("PER", 1, 1, 1.0)
    model = next(s for s in score_sources([(gold(*FIRM), named)]) if s.source == "model")
    assert (model.found, model.right, model.precision) == (2, 1, 0.5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Gold of one marked recap."""
    source = tmp_path / "bron.txt"
    source.write_text(MARKED, encoding="utf-8")
    text, data, links = convert(source)
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "bron.txt").write_text(text, encoding="utf-8")
    (tmp_path / "gold" / "bron.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "gold" / "bron.links.json").write_text(json.dumps(links), encoding="utf-8")
    return tmp_path / "gold"


def test_a_marked_recap_becomes_gold(folder: Path) -> None:
    (document,) = read_gold(folder)
    assert document.meta == {
        "date": "2022-05-18",
        "host_city": "Weert",
        "event": "bestuurlijke netwerkdag",
    }
    assert [s.text for s in document.spans if s.optional] == ["Raad van Nergens"]
    assert [b.kind for b in document.blocks] == ["heading", "paragraph"]
    assert document.blocks[1].themes == ("wonen", "ruimte")
    assert document.links is not None
    people = {p["name"]: len(p["mentions"]) for p in document.links["people"]}
    assert people == {"Jet Hermsen": 3, "Jet": 1}
    cities = {c["name"]: c["municipality"] for c in document.links["cities"]}
    assert cities == {"Weert": "Weert", "Tienray": "Horst aan de Maas"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("% rol x", "'% rol' is not known"),
        ("% role Jet | wethouder", "must be person"),
        ("% person X = Jet@9", "is marked 2 times"),
        ("zomaar een alinea", "is no heading, paragraph or fact"),
    ],
)
def test_wrong_marks_name_file_and_reason(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "fout.txt"
    path.write_text(f"{MARKED}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"fout\.txt") as error:
        convert(path)
    assert said in str(error.value)


def test_the_gold_of_the_repository_is_that_of_its_sources() -> None:
    sources = sorted((ROOT / "corpus" / "gold" / "source").glob("*.txt"))
    assert len(sources) >= 20
    for source in sources:
        text, data, links = convert(source)
        target = ROOT / "corpus" / "gold" / source.name
        assert target.read_text(encoding="utf-8") == text
        assert json.loads(target.with_suffix(".json").read_text(encoding="utf-8")) == data
        linked = target.with_suffix(".links.json").read_text(encoding="utf-8")
        assert json.loads(linked) == links


@pytest.mark.parametrize(
    "broken", ['{"blocks": []}', "{", "[]", '{"entities": [{}], "blocks": []}']
)
def test_gold_that_cannot_be_read_is_named(broken: str, folder: Path) -> None:
    (folder / "bron.json").write_text(broken, encoding="utf-8")
    with pytest.raises(InputError, match=r"bron\.json: cannot be read as gold"):
        read_gold(folder)


def test_an_offset_that_does_not_fit_is_named(folder: Path) -> None:
    text = (folder / "bron.txt").read_text(encoding="utf-8")
    (folder / "bron.txt").write_text("x" + text, encoding="utf-8")
    with pytest.raises(InputError, match="is not 'Weert' in the text"):
        read_gold(folder)


def found_for(document: GoldDocument) -> AnnotatedRecap:
    """Return an annotation that is right in everything."""
    assert document.links is not None
    mentions, entities = [], []
    for table, label in (("people", "PER"), ("organisations", "ORG"), ("cities", "CITY")):
        for place, entry in enumerate(document.links[table]):
            key = f"{table}{place}"
            register = {"Weert": "GM0988"}.get(entry["name"])
            entities.append(Entity(key, label, entry["name"], register_id=register))  # type: ignore[arg-type]
            mentions += [
                Mention(1, s, e, document.text[s:e], label, "model", key)  # type: ignore[arg-type]
                for s, e in entry["mentions"]
            ]
    role = Role(1, 0, 5, "people0", "Jet Hermsen", "wethouder", "Weert", "CITY", "cities0")
    recap = Recap("bron", "bron.txt", document.text)
    return AnnotatedRecap(recap, tuple(mentions), tuple(entities), (role,))


def test_links_and_roles(folder: Path) -> None:
    (document,) = read_gold(folder)
    found = found_for(document)
    scores = score_links([(document, found)])
    assert scores.people_b3 == scores.roles_f1 == 1
    assert (scores.city_mentions, scores.municipalities) == (3, pytest.approx(2 / 3))


def test_one_person_for_two_costs_precision(folder: Path) -> None:
    (document,) = read_gold(folder)
    found = found_for(document)
    lumped = tuple(replace(m, key="people0") if m.label == "PER" else m for m in found.mentions)
    scores = score_links([(document, replace(found, mentions=lumped))])
    assert scores.people_b3 == pytest.approx(f1((3 * 0.75 + 0.25) / 4, 1))


def test_a_wrong_role_is_missed_and_spurious(folder: Path) -> None:
    (document,) = read_gold(folder)
    found = found_for(document)
    wrong = (replace(found.roles[0], role="burgemeester"),)
    scores = score_links([(document, replace(found, roles=wrong))])
    assert scores.roles_f1 == 0
    assert [kind for _, kind, _ in scores.role_errors] == ["missed", "spurious"]
