"""Identity over recaps: who stays one person, who becomes two, and which ids never change."""

from __future__ import annotations

from itertools import count

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.records import AnnotatedRecap, Entity, Mention, Recap, Role
from pipeline.tabulate.identity import Identities, assign_ids, known_ids
from pipeline.tabulate.ids import slug

CITIES = {"Gouda": "GM0513", "Breda": "GM0758", "Weert": "GM0988"}


def recap(
    doc_id: str, date: str | None, *people: tuple[str, str | None, str | None]
) -> AnnotatedRecap:
    """Make a recap with people: (name, role, city or organisation)."""
    entities: dict[str, Entity] = {}
    roles, mentions, at = [], [], count(step=10)
    for name, role, place in people:
        key = "PER:" + name.casefold()
        entities[key] = Entity(key, "PER", name)
        start = next(at)
        mentions.append(Mention(0, start, start + 5, name, "PER", "model", key))
        if place is None:
            continue
        label = "CITY" if place in CITIES else "ORG"
        place_key = f"{label}:{place}"
        entities[place_key] = Entity(
            place_key,
            label,
            place,
            register_id=CITIES.get(place),  # type: ignore[arg-type]
        )
        roles.append(
            Role(0, start, start + 5, key, name, role, place, label, place_key)  # type: ignore[arg-type]
        )
    return AnnotatedRecap(
        Recap(doc_id, doc_id + ".txt", "x" * 500, date=date),
        mentions=tuple(mentions),
        entities=tuple(entities.values()),
        roles=tuple(roles),
    )


def person_ids(identities: Identities, name: str = "jan bos") -> list[str]:
    """Return the ids of a name by recap."""
    return [i for (_, key), i in sorted(identities.ids.items()) if key == "PER:" + name]


def ids_for(*recaps: AnnotatedRecap, name: str = "jan bos") -> list[str]:
    return person_ids(assign_ids(recaps), name)


WEERT, BREDA = ("Jan Bos", "wethouder", "Weert"), ("Jan Bos", "wethouder", "Breda")
PLAIN = ("Jan Bos", None, None)


def test_one_name_without_contradiction_is_one_person() -> None:
    found = ids_for(
        recap("a", "2020-01-01", PLAIN),
        recap("b", "2021-01-01", WEERT),
        recap("c", None, ("Jan Bos", "voorzitter", "G40")),
    )
    assert found == ["per-jan-bos"] * 3


def test_two_aldermen_of_one_name_in_one_year_are_two_people() -> None:
    found = ids_for(recap("a", "2020-01-01", WEERT), recap("b", "2020-09-01", BREDA))
    assert found == ["per-jan-bos", "per-jan-bos-gm0758"]


def test_who_moves_over_the_years_stays_one_person() -> None:
    found = ids_for(recap("a", "2018-01-01", WEERT), recap("b", "2022-01-01", BREDA))
    assert len(set(found)) == 1


def test_who_would_move_there_and_back_is_two_people() -> None:
    found = ids_for(
        recap("a", "2018-01-01", WEERT),
        recap("b", "2021-01-01", BREDA),
        recap("c", "2023-01-01", WEERT),
    )
    assert found[0] == found[1] != found[2]


def test_former_office_is_no_home() -> None:
    found = ids_for(
        recap("a", "2020-01-01", WEERT),
        recap("b", "2020-05-01", ("Jan Bos", "oud-wethouder", "Breda")),
    )
    assert len(set(found)) == 1


def test_plain_name_with_two_known_people_stays_alone_and_is_proposed() -> None:
    recaps = [recap("a", "2020-01-01", WEERT), recap("b", "2020-09-01", BREDA)]
    identities = assign_ids([*recaps, recap("c", "2020-10-01", PLAIN)])
    alone = person_ids(identities)[2]
    assert alone not in person_ids(identities)[:2]
    pairs = {frozenset((c.id_a, c.id_b)) for c in identities.candidates}
    assert {frozenset((alone, other)) for other in person_ids(identities)[:2]} <= pairs


def test_shared_organisation_decides_between_two_known_people() -> None:
    weert = recap("a", "2020-01-01", WEERT, ("Jan Bos", "voorzitter", "Aedes"))
    breda = recap("b", "2020-09-01", BREDA)
    later = recap("c", "2020-10-01", ("Jan Bos", None, "Aedes"))
    found = ids_for(weert, breda, later)
    assert found[2] == found[0] != found[1]


def test_surname_alone_meets_only_in_one_town() -> None:
    alone = [recap(d, "2020-01-01", ("Hermsen", None, None)) for d in "ab"]
    assert len(set(ids_for(*alone, name="hermsen"))) == 2
    local = [recap(d, "2020-01-01", ("Hermsen", "wethouder", "Gouda")) for d in "ab"]
    assert set(ids_for(*local, name="hermsen")) == {"per-hermsen-gm0513"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ömer Gülden", "Omer Gulden"),
        ("Thijs de Bruijn", "Thijs de Bruyn"),
        ("Karin Hendriks", "Karin Hendricks"),
        ("Willemijn Oosterhuis", "Willemijn Oosterhius"),
        ("J. van Dijk", "Jan van Dijk"),
        ("Anna Smits", "Anna Smits-Van den Berg"),
        ("Jan-Willem Bos", "Jan Willem Bos"),
    ],
)
def test_variants_are_proposed_and_never_merged(one: str, other: str) -> None:
    identities = assign_ids(
        [recap("a", "2020-01-01", (one, None, None)), recap("b", "2020-02-01", (other, None, None))]
    )
    assert len(set(identities.ids.values())) == 2
    (candidate,) = identities.candidates
    assert {candidate.name_a, candidate.name_b} == {one, other}
    assert candidate.kind == "person" and candidate.score >= 85 and candidate.evidence


def test_different_people_are_not_proposed() -> None:
    people = ["Jan Bos", "Piet Bos", "Jan de Wit", "Fatima Aziz", "Kim Tan", "Tim Kan"]
    identities = assign_ids([recap("a", "2020-01-01", *((p, None, None) for p in people))])
    assert identities.candidates == ()


def test_unregistered_organisations() -> None:
    def organisation(doc_id: str, name: str, abbreviation: str = "") -> AnnotatedRecap:
        entity = Entity("ORG:x", "ORG", name, abbreviation=abbreviation)
        return AnnotatedRecap(Recap(doc_id, doc_id, ""), entities=(entity,))

    identities = assign_ids(
        [
            organisation("a", "Stichting Buurtkracht Zuid"),
            organisation("b", "buurtkracht-Zuid"),
            organisation("c", "Bureau Buurtkracht Zuid"),
            organisation("d", "Landelijk Overleg Stadsgrond"),
            organisation("e", "LOS"),
        ]
    )
    ids = [identities.ids[d, "ORG:x"] for d in "abcde"]
    assert ids[0] == ids[1] == "org-buurtkracht-zuid"
    assert len(set(ids)) == 4
    pairs = {frozenset((c.id_a, c.id_b)) for c in identities.candidates}
    assert pairs == {frozenset((ids[0], ids[2])), frozenset((ids[3], ids[4]))}


def test_slugs_of_different_names_differ() -> None:
    names = ["jan bos", "jan-bos", "jan bós", "j. bos", "j bos", "王", "李"]
    assert len({slug(name) for name in names}) == len(names)
    assert slug("jan de bos") == "jan-de-bos"


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Jan Bos", "Piet Vos", "Jan de Bos", "Bos"]),
        st.sampled_from([None, "wethouder", "voorzitter"]),
        st.sampled_from([None, "Gouda", "Breda", "Weert", "Aedes"]),
    ),
    max_size=3,
    unique_by=lambda person: person[0],
)
DATES = st.one_of(st.none(), st.dates(pd.Timestamp("2015-01-01").date()).map(str))
CORPUS = st.lists(st.tuples(DATES, PEOPLE), max_size=17).map(
    lambda rows: [recap(f"d{n}", date, *people) for n, (date, people) in enumerate(rows)]
)


def _table(annotated: list[AnnotatedRecap], identities: Identities) -> pd.DataFrame:
    rows = [
        (item.recap.doc_id, m.start, m.label, identities.ids[item.recap.doc_id, m.key])
        for item in annotated
        for m in item.mentions
    ]
    return pd.DataFrame(rows, columns=["doc_id", "start", "label", "entity_id"])


@settings(deadline=None)
@given(CORPUS, st.randoms(use_true_random=False), st.integers(0, 17))
def test_adding_recaps_changes_no_id_that_was_given(corpus, random, size) -> None:  # type: ignore[no-untyped-def]
    random.shuffle(corpus)
    first = corpus[:size]
    before = assign_ids(first)
    after = assign_ids(corpus, known=known_ids(_table(first, before)))
    assert before.ids.items() <= after.ids.items()


@settings(deadline=None)
@given(CORPUS, st.randoms(use_true_random=False))
def test_order_of_recaps_makes_no_difference(corpus, random) -> None:  # type: ignore[no-untyped-def]
    before = assign_ids(corpus)
    random.shuffle(corpus)
    assert assign_ids(corpus) == before


@settings(deadline=None)
@given(CORPUS, st.integers(0, 17))
def test_later_recaps_change_no_id_even_from_scratch(corpus, size) -> None:  # type: ignore[no-untyped-def]
    corpus.sort(key=lambda item: (item.recap.date or "9999-99-99", item.recap.doc_id))
    before = assign_ids(corpus[:size])
    assert before.ids.items() <= assign_ids(corpus).ids.items()


@settings(deadline=None)
@given(CORPUS, st.randoms(use_true_random=False), st.integers(0, 17))
def test_recaps_that_contradict_nobody_change_no_id_in_any_order(corpus, random, size) -> None:  # type: ignore[no-untyped-def]
    one_home = [
        AnnotatedRecap(
            item.recap,
            mentions=item.mentions,
            entities=item.entities,
            roles=tuple(r for r in item.roles if r.affiliation in ("Gouda", "Aedes")),
        )
        for item in corpus
    ]
    random.shuffle(one_home)
    before = assign_ids(one_home[:size])
    assert before.ids.items() <= assign_ids(one_home).ids.items()


@settings(deadline=None)
@given(CORPUS)
def test_two_people_of_one_recap_never_share_an_id(corpus) -> None:  # type: ignore[no-untyped-def]
    identities = assign_ids(corpus)
    for item in corpus:
        keys = [e.key for e in item.entities if e.label == "PER"]
        assert len({identities.ids[item.recap.doc_id, key] for key in keys}) == len(keys)
