"""Planted recaps in, rows out: what stands where, in which order, and nothing lost."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import AnnotatedRecap, Entity, Problem
from pipeline.tabulate import balance, build_tables, ordered
from pipeline.tabulate.actors import best
from pipeline.tabulate.checks import broken_references
from tests.tabulate_samples import Candidate, Known, Towns, known, recap


def tables(*items: AnnotatedRecap, problems: tuple[Problem, ...] = ()) -> dict[str, pd.DataFrame]:
    return build_tables(items, problems, places=Towns(), identities=known(items))


def test_every_offset_gives_the_text_of_its_row() -> None:
    items = [recap(1), recap(2, body="’s Ochtends 😀 sprak Tineke Roos (Gouda) e\u0301n de VNG.")]
    made = tables(*items)
    texts = {item.recap.doc_id: item.recap.text for item in items}
    for name in ("entities", "paragraphs"):
        for row in made[name].itertuples():
            assert texts[row.doc_id][row.start : row.end] == row.text
    evidence = made["roles"].iloc[0]
    assert texts["recap-1"][evidence.start : evidence.end] == "Wethouder Tineke Roos (Gouda)"


def test_documents_say_what_was_read() -> None:
    row = tables(recap())["documents"].iloc[0]
    assert (row.words, row.paragraphs, row.status) == (20, 2, "ok")
    assert row.date == pd.Timestamp("2024-05-29")


def test_paragraphs_have_their_section_and_main_theme() -> None:
    first, second = tables(recap())["paragraphs"].itertuples()
    assert (first.section, first.theme, first.theme_confidence) == (
        "Roos over wonen",
        "wonen",
        0.8765,
    )
    assert (second.pillar, second.pillar_confidence) == ("overkoepelend", 0.4)
    assert pd.isna(second.theme)


def test_nested_headings_are_joined_from_outside_to_inside() -> None:
    item = recap()
    blocks = [*item.recap.blocks[:2], *(replace(b, headings=(0, 1)) for b in item.recap.blocks[2:])]
    nested = replace(item, recap=replace(item.recap, blocks=tuple(blocks)))
    section = tables(nested)["paragraphs"]["section"][0]
    assert section == "Netwerkdag in Gouda > Roos over wonen"


def test_themes_are_in_order_of_the_classifier_with_each_term_once() -> None:
    made = tables(recap())["themes"]
    assert list(made["theme"]) == ["wonen", "lobby"]
    assert made["evidence"][0] == "huur; bouw"


def test_names_in_headings_are_entities_of_the_heading() -> None:
    made = tables(recap())["entities"]
    assert list(made["paragraph"]) == [0, 1, 2, 2, 2, 2]
    assert made["name"][1] == "Tineke Roos"


def test_the_same_role_at_the_same_place_is_one_row() -> None:
    made = tables(recap())["roles"]
    assert len(made) == 1
    assert made["affiliation_id"][0] == "GM0513"


def test_actors_are_counted_over_documents_with_first_and_last_date() -> None:
    made = tables(recap(1), recap(2, date="2021-03-04"), recap(3, date=None))
    person = made["people"].iloc[0]
    assert (person["mentions"], person["documents"]) == (6, 3)
    assert str(person["first_seen"].date()) == "2021-03-04"
    assert str(person["last_seen"].date()) == "2024-05-29"
    assert list(made["organisations"]["abbreviation"]) == ["VNG"]


def test_cities_have_the_municipality_of_the_latest_date() -> None:
    towns = Towns()
    items = [recap(1), recap(2, date="2021-03-04")]
    made = build_tables(items, places=towns, identities=known(items))["cities"]
    assert set(towns.asked) == {("GM0513", "2024-05-29"), ("xx-brussel", "2024-05-29")}
    assert list(made["municipality_code"].fillna("-")) == ["GM0513", "-"]
    assert made["latitude"][0] == 52.01152


def test_an_entity_without_a_mention_is_no_actor() -> None:
    item = recap()
    extra = replace(item, entities=(*item.entities, Entity("p9", "PER", "Niemand")))
    assert len(tables(extra)["people"]) == 1


def test_the_fullest_name_wins_for_people_and_the_most_used_elsewhere() -> None:
    assert best(["J. Roos", "Roos", "Roos", "Tineke van der Roos"], fullest=True) == (
        "Tineke van der Roos"
    )
    assert best(["ministerie van EZ", "EZ", "EZ", ""]) == "EZ"
    assert best(["", ""]) == ""


def test_documents_are_in_order_of_date_with_undated_ones_last() -> None:
    made = tables(recap(1, date=None), recap(2), recap(3, date="2016-01-01"))
    order = ["recap-3", "recap-2", "recap-1"]
    assert list(made["documents"]["doc_id"]) == order
    for name in ("paragraphs", "themes", "entities", "roles"):
        assert list(dict.fromkeys(made[name]["doc_id"])) == order


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    items = [recap(n, date=f"202{n % 3}-01-01") for n in range(6)]
    items += [replace(items[0], recap=replace(items[0].recap, source="elders/recap 0.txt"))]
    problems = [Problem("a", "read", "info", "x"), Problem("b", "read", "error", "y")]
    expected = tables(*items, problems=tuple(problems))
    rng = random.Random(seed)
    rng.shuffle(items)
    rng.shuffle(problems)
    made = tables(*items, problems=tuple(problems))
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(made[name], frame)


def test_problems_come_from_run_reading_and_extraction_once() -> None:
    noted = Problem("map/recap 1.txt", "read", "info", "jaar geraden")
    item = replace(
        recap(problems=(noted,)), problems=(Problem("map/recap 1.txt", "link", "info", "?"),)
    )
    made = tables(item, problems=(noted, Problem("", "read", "error", "weg")))["problems"]
    assert list(made["message"]) == ["weg", "?", "jaar geraden"]
    assert made["source"][0] == "-"


def test_a_recap_that_was_left_out_is_listed_with_a_problem() -> None:
    made = tables(recap(1), recap(2, status="not_dutch"))
    assert list(made["documents"]["status"]) == ["ok", "not_dutch"]
    assert set(made["paragraphs"]["doc_id"]) == {"recap-1"}
    assert list(made["problems"]["message"]) == ["niet verwerkt: status not_dutch"]


def test_the_same_file_twice_counts_once_and_is_listed() -> None:
    made = tables(recap(1), recap(1))
    assert sorted(made["documents"]["doc_id"]) == ["recap-1", "recap-1-2"]
    assert set(made["documents"]["status"]) == {"ok", "duplicate"}
    assert len(made["paragraphs"]) == 2
    assert "telt één keer mee" in made["problems"]["message"][0]


def test_the_same_content_under_another_name_counts_once_and_is_listed() -> None:
    first = recap(1)
    copy = replace(first, recap=replace(first.recap, doc_id="kopie", source="map/z kopie.txt"))
    made = tables(copy, first)
    assert dict(zip(made["documents"]["doc_id"], made["documents"]["status"], strict=True)) == {
        "kopie": "duplicate",
        "recap-1": "ok",
    }
    assert list(made["problems"]["source"]) == ["map/z kopie.txt"]
    assert balance([copy, first], made)["balanced"]


def test_what_is_ordered_stays_as_it_is() -> None:
    once = ordered([recap(1), recap(2, date=None), recap(1), recap(3, status="empty")])
    assert ordered(once) == once


def test_two_empty_files_of_one_name_are_both_listed() -> None:
    made = tables(recap(1, status="empty"), recap(1, status="empty"))
    assert list(made["documents"]["doc_id"]) == ["recap-1", "recap-1-2"]


def test_no_recaps_at_all_gives_all_tables_empty() -> None:
    assert {len(frame) for frame in tables().values()} == {0}


def test_candidates_are_listed_the_most_alike_first() -> None:
    pairs = [
        Candidate("person", "a", "Gulden", "b", "Gülden", 91.0, "accent"),
        Candidate("person", "c", "Dijk", "d", "Dyk", 97.5, "ij/y"),
    ]
    made = build_tables([], places=Towns(), identities=Known({}, pairs))["merge_candidates"]
    assert list(made["score"]) == [97.5, 91.0]


def test_the_balance_holds_when_everything_is_a_row_or_a_problem() -> None:
    items = [recap(1), recap(1), recap(2, status="not_dutch")]
    checked = balance(items, tables(*items))
    assert checked["balanced"]
    assert checked["paragraphs_in"] == 6
    assert (checked["paragraphs_out"], checked["paragraphs_left_out"]) == (2, 4)


@pytest.mark.parametrize("name", ["paragraphs", "documents", "entities", "problems", "people"])
def test_the_balance_sees_a_lost_row(name: str) -> None:
    items = [recap(1), recap(2, status="not_dutch")]
    made = tables(*items)
    assert not balance(items, {**made, name: made[name].iloc[1:]})["balanced"]


def test_a_broken_reference_is_named() -> None:
    made = tables(recap())
    broken = broken_references({**made, "cities": made["cities"].iloc[:0]})
    assert broken == ["entities.entity_id (CITY): 2 not found, for example ('GM0513',)"]


def test_tabulating_needs_no_spacy() -> None:
    code = "import sys, pipeline.tabulate; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
