"""New names for old: lists with a held-out part, altered and made-up names of the same shape."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.extract.ner.lists import load_name_lists
from pipeline.extract.ner.names import (
    NameLists,
    NameMaker,
    capitalise_particle,
    glue,
    mutate,
    shape_of,
)

SEEDS = st.integers(0, 10_000)
WORDS = st.from_regex(r"[A-Z][a-zë]{0,11}(-[A-Z][a-z]{1,8})?", fullmatch=True)
DRAWS = 1500


def small_lists() -> NameLists:
    return NameLists(
        given=["Noor", "Pieter"],
        surnames=["van den Berg", "Hermsen", "de Wilde", "'t Hart"],
        surname_weights=[1, 2, 3, 4],
        cities=["Weert", "Ermelo"],
        large_cities=["Zwolle"],
        organisations=["VNG", "Platform Dertig", "Aedes", "stichting Buurtkracht"],
    )


def maker(seed: int = 1, *, novelty: float = 0.0) -> NameMaker:
    return NameMaker(small_lists(), random.Random(seed), novelty=novelty)


def draws(draw: Callable[[], str]) -> set[str]:
    return {draw() for _ in range(DRAWS)}


def test_no_name_is_in_both_parts() -> None:
    train, held_out = (load_name_lists(part=part) for part in ("train", "held_out"))
    assert len(train.given) > 4 * len(held_out.given) > 1000
    assert len(train.surnames) > 4 * len(held_out.surnames) > 5000
    assert not set(train.given) & set(held_out.given)
    assert not set(train.surnames) & set(held_out.surnames)


def test_weights_go_up_with_the_surnames() -> None:
    lists = load_name_lists(part="train")
    assert len(lists.surname_weights) == len(lists.surnames)
    assert list(lists.surname_weights) == sorted(lists.surname_weights)


def test_names_of_one_part_are_drawn_from_that_part_only() -> None:
    train, held_out = (load_name_lists(part=part) for part in ("train", "held_out"))
    drawing = NameMaker(train, random.Random(5), novelty=0.0)
    assert not draws(drawing.surname) & set(held_out.surnames)
    assert not draws(drawing.given) & set(held_out.given)


def test_an_unknown_part_is_told() -> None:
    with pytest.raises(ConfigError, match="'dev': choose 'train' or 'held_out'"):
        load_name_lists(part="dev")


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("VNG", "abbreviation"),
        ("G40", "abbreviation"),
        ("Aedes", "word"),
        ("werkt.nl", "word"),
        ("Tweede Kamer", "phrase"),
        ("ministerie van BZK", "ministerie"),
        ("Stichting Buurtkracht", "stichting"),
        ("Hogeschool Utrecht", "hogeschool"),
    ],
)
def test_shapes(name: str, shape: str) -> None:
    assert shape_of(name) == shape


@given(word=WORDS, seed=SEEDS)
def test_mutation_changes_at_most_one_place_and_never_the_capital(word: str, seed: int) -> None:
    new = mutate(word, random.Random(seed))
    assert new[0] == word[0]
    assert abs(len(new) - len(word)) <= 1
    assert " " not in new
    if len(word) < 4:
        assert new == word


@pytest.mark.parametrize("word", ["Ede", "VNG", "G40", "KLMN"])
def test_short_words_and_abbreviations_are_not_mutated(word: str) -> None:
    assert {mutate(word, random.Random(seed)) for seed in range(50)} == {word}


@given(first=WORDS, second=WORDS)
def test_glue_begins_as_the_first_and_ends_as_the_second(first: str, second: str) -> None:
    new = glue(first, second)
    assert new
    assert new[0] == first[0]
    assert new == first or new[-1] == second[-1].lower()


def test_glue_cuts_at_vowels() -> None:
    assert glue("Hermsen", "Bakker") == "Hermsakker"
    assert glue("van den Berg", "Bakker") == "van den Berg"
    assert glue("Brr", "Bakker") == "Brr"


@pytest.mark.parametrize(
    ("surname", "alone"),
    [("van den Berg", "Van den Berg"), ("Hermsen", "Hermsen"), ("'t Hart", "'t Hart")],
)
def test_a_particle_has_a_capital_without_a_given_name(surname: str, alone: str) -> None:
    assert capitalise_particle(surname) == alone


def test_without_novelty_names_are_those_of_the_lists() -> None:
    made = maker()
    singles = {name for name in draws(made.surname) if "-" not in name}
    assert singles == set(small_lists().surnames)
    assert draws(made.city) == {"Weert", "Ermelo", "Zwolle"}


def test_double_surnames_have_a_capital_behind_the_hyphen() -> None:
    doubles = {name for name in draws(maker().surname) if "-" in name}
    assert "Hermsen-Van den Berg" in doubles
    assert all(name.partition("-")[2][0] in "VHD'" for name in doubles)


def test_novelty_makes_names_that_no_list_has() -> None:
    made = maker(novelty=1.0)
    known = set(small_lists().surnames)
    assert len(draws(made.surname) - known) > 20


def test_particles_survive_alteration() -> None:
    made = NameMaker(
        NameLists(["Noor"], ["van den Berg"], [], ["Weert"], ["Zwolle"], []),
        random.Random(3),
        novelty=1.0,
    )
    assert all(name.startswith("van den B") for name in draws(made.surname))


@pytest.mark.parametrize("old", ["BZK", "Aedes", "Raad voor Cultuur", "ministerie van BZK"])
def test_a_new_organisation_can_stand_in_place_of_the_old(old: str) -> None:
    made = maker(7)
    new = draws(lambda: made.organisation(old))
    assert len(new) > 20
    assert all(name == name.strip() and (" " in name) == (" " in old) for name in new)


@pytest.mark.parametrize("old", ["stichting De Brug", "Vereniging Samen"])
def test_a_foundation_stays_a_foundation(old: str) -> None:
    made = maker(7)
    assert {shape_of(name) for name in draws(lambda: made.organisation(old))} == {shape_of(old)}


def test_a_shape_without_pattern_keeps_its_name() -> None:
    made = maker()
    assert draws(lambda: made.organisation("Universiteit Leiden")) == {"Universiteit Leiden"}


def test_same_seed_same_names() -> None:
    one, two = (maker(9, novelty=0.5) for _ in range(2))
    assert [one.surname() for _ in range(50)] == [two.surname() for _ in range(50)]
