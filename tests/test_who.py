"""Everything about one name, from the tables."""

from __future__ import annotations

import pytest
from corpus_tables import small_tables

from pipeline.tabulate.who import who


@pytest.mark.parametrize(
    "name", ["Jet van Aalst", "JET VAN AALST", "per-jet-van-aalst", "Van Aalst", "J. van Aalst"]
)
def test_person_by_name_id_or_part(name: str) -> None:
    (dossier,) = who(small_tables(), name).dossiers
    assert (dossier.kind, dossier.name) == ("person", "Jet van Aalst")
    assert (dossier.mentions, dossier.documents) == (2, 2)
    assert (dossier.first_seen, dossier.last_seen) == ("2020-05-01", "2021-05-01")
    assert [(t.role, t.other, t.other_id, t.date) for t in dossier.ties] == [
        ("wethouder", "Weert", "GM0988", "2020-05-01")
    ]
    assert dossier.themes == (("wonen", 2), ("zorg", 1))
    assert [p.source for p in dossier.passages] == ["d1.txt", "d2.txt"]
    assert dossier.passages[0].text == "Jet van Aalst, wethouder in Weert, sprak."
    assert dossier.passages[1].forms == ("Jet van Aalst",)


def test_organisation_by_abbreviation() -> None:
    (dossier,) = who(small_tables(), "otc").dossiers
    assert (dossier.kind, dossier.name) == ("organisation", "Ons Thuis & Co")
    assert dossier.details["kind"] == "corporatie"
    assert dossier.passages[0].date == "" and len(dossier.passages) == 2


def test_city_shows_its_people() -> None:
    (dossier,) = who(small_tables(), "weert").dossiers
    assert [(tie.role, tie.other) for tie in dossier.ties] == [("wethouder", "Jet van Aalst")]
    assert dossier.details["municipality_code"] == "GM0988"


def test_misspelt_name_gets_suggestions() -> None:
    answer = who(small_tables(), "Jet van Alst")
    assert answer.dossiers == ()
    assert answer.suggestions[0] == "Jet van Aalst"


@pytest.mark.parametrize("name", ["", "  ", "Q7!"])
def test_unknown_name_gives_nothing(name: str) -> None:
    assert who(small_tables(), name).dossiers == ()
