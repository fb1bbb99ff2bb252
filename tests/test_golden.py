"""Three recaps become exactly the tables beside them; ``make golden`` rewrites these."""

from pathlib import Path

import pytest

from tests.golden.regenerate import TABLES, expected_path, made_tables, recaps


@pytest.mark.parametrize("recap", recaps(), ids=lambda path: path.stem)
def test_a_recap_becomes_the_tables_beside_it(recap: Path, loaded_once: None) -> None:
    for table, content in made_tables(recap):
        made = content.decode("utf-8-sig").splitlines()
        expected = expected_path(recap, table).read_bytes().decode("utf-8-sig").splitlines()
        assert made == expected, f"{table} differs; when this is meant, run: make golden"


def test_there_are_three_with_all_their_tables() -> None:
    assert len(recaps()) == 3
    assert all(expected_path(recap, table).is_file() for recap in recaps() for table in TABLES)
