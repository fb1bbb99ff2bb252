"""Variants of a marked text: names and words change, the offsets stay right."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.ner.augment import (
    alter_words,
    capitals,
    join,
    refill,
    sentences,
    split_name,
    typography,
)
from pipeline.extract.ner.names import NameLists, NameMaker
from pipeline.training import MarkedSpan, MarkedText, parse_marks

LISTS = NameLists(
    given=["Noor", "Ümit", "Pieter"],
    surnames=["van den Berg", "Hermsen", "el Khattabi", "'t Hart"],
    surname_weights=[],
    cities=["Weert", "’s-Gravenhage"],
    large_cities=["Zwolle"],
    organisations=["VNG", "Raad voor Cultuur", "Aedes"],
)
WORDS = ["woningen", "samen", "straks", "fiets"]
SEEDS = st.integers(0, 10_000)
NAMES = st.sampled_from(
    [
        ("Jan de Wilde", "PER"),
        ("De Wilde", "PER"),
        ("Jan", "PER"),
        ("J.P. de Wilde", "PER"),
        ("Smits-Van den Berg", "PER"),
        ("Fatima el Khattabi", "PER"),
        ("Ede", "CITY"),
        ("'s-Hertogenbosch", "CITY"),
        ("VNG", "ORG"),
        ("Werkt!", "ORG"),
        ("Straß & Co. Groep", "ORG"),
        ("ministerie van BZK", "ORG"),
    ]
)
BETWEEN = st.text(alphabet="abZ ß.!?'’“”\"-\n(1", max_size=12)


@st.composite
def marked_texts(draw: st.DrawFn) -> MarkedText:
    """Any text with any names in it, also side by side and at the ends."""
    text, spans = draw(BETWEEN), []
    for name, label in draw(st.lists(NAMES, max_size=6)):
        spans.append(MarkedSpan(len(text), len(text) + len(name), label))
        text += name + draw(BETWEEN)
    return MarkedText(text, tuple(spans))


def maker(seed: int = 1) -> NameMaker:
    return NameMaker(LISTS, random.Random(seed), novelty=0.3)


def names(text: MarkedText) -> list[tuple[str, str]]:
    return [(text.text[s.start : s.end], s.label) for s in text.spans]


def between(text: MarkedText) -> list[str]:
    """The text outside the names, piece by piece."""
    edges = [0, *(edge for s in text.spans for edge in (s.start, s.end)), len(text.text)]
    return [text.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


def refilled(*marked: str, seed: int) -> list[list[str]]:
    """The new names per text."""
    texts = refill([parse_marks(m) for m in marked], maker(seed), rate=1.0)
    return [[name for name, _ in names(text)] for text in texts]


@given(texts=st.lists(marked_texts(), max_size=3), seed=SEEDS, rate=st.floats(0, 1))
def test_refill_leaves_all_but_the_names(
    texts: Sequence[MarkedText], seed: int, rate: float
) -> None:
    for old, new in zip(texts, refill(texts, maker(seed), rate=rate), strict=True):
        assert between(new) == between(old)
        assert [label for _, label in names(new)] == [label for _, label in names(old)]
        assert all(name.strip() == name != "" for name, _ in names(new))


@given(texts=st.lists(marked_texts(), max_size=2), seed=SEEDS)
def test_the_same_name_gets_the_same_new_name(texts: Sequence[MarkedText], seed: int) -> None:
    chosen: dict[tuple[str, str], str] = {}
    for old, new in zip(texts, refill(texts, maker(seed), rate=0.7), strict=True):
        for before, (after, _) in zip(names(old), names(new), strict=True):
            assert chosen.setdefault(before, after) == after


def test_rate_zero_changes_nothing() -> None:
    text = parse_marks("[Jan Bakker](PER) van de [VNG](ORG) in [Ede](CITY).")
    assert refill([text], maker(), rate=0.0) == [text]


@pytest.mark.parametrize("seed", range(25))
def test_a_person_keeps_full_name_surname_and_given_name(seed: int) -> None:
    [heading], [full, surname, first] = refilled(
        "Gesprek met [De Wilde](PER)",
        "[Jan de Wilde](PER) sprak, [De Wilde](PER) lachte, [Jan](PER) ging.",
        seed=seed,
    )
    assert full.startswith(first + " ")
    rest = full.removeprefix(first + " ")
    assert surname == heading == rest[:1].upper() + rest[1:]
    assert rest[:1].islower() or not rest.startswith(("Van ", "El "))


@pytest.mark.parametrize("seed", range(25))
def test_a_double_surname_with_particles_is_one_surname(seed: int) -> None:
    [[full, surname]] = refilled(
        "[Anna Smits-Van den Berg](PER) sprak. [Smits-Van den Berg](PER) lachte.", seed=seed
    )
    assert full.casefold().endswith(" " + surname.casefold())


def test_initials_stay_initials() -> None:
    for seed in range(25):
        [[full, surname]] = refilled("[J.P. van Dijk](PER), [Van Dijk](PER)", seed=seed)
        initials, _, rest = full.partition(" ")
        assert initials.endswith(".")
        assert surname.casefold() == rest.casefold()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Jan Peter van der Berg", ("Jan Peter", "van der Berg")),
        ("De Wilde", ("", "De Wilde")),
        ("Hermsen", ("", "Hermsen")),
        ("Jan Hermsen", ("Jan", "Hermsen")),
        ("Fatima el Khattabi", ("Fatima", "el Khattabi")),
        ("Anna Smits-Van den Berg", ("Anna", "Smits-Van den Berg")),
        ("Smits-Van den Berg", ("", "Smits-Van den Berg")),
        ("J.P. van Dijk", ("J.P.", "van Dijk")),
        ("Jan in 't Veld", ("Jan", "in 't Veld")),
    ],
)
def test_split_name(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@given(text=marked_texts(), seed=SEEDS)
def test_typography_keeps_the_length(text: MarkedText, seed: int) -> None:
    new = typography(text, random.Random(seed))
    assert len(new.text) == len(text.text)
    assert new.spans == text.spans


@given(text=marked_texts())
def test_capitals_keep_the_length(text: MarkedText) -> None:
    new = capitals(text)
    assert len(new.text) == len(text.text)
    assert new.spans == text.spans
    assert new.text.replace("ß", "") == text.text.replace("ß", "").upper()


@given(text=marked_texts(), seed=SEEDS, rate=st.floats(0, 1), openers=st.floats(0, 1))
def test_altered_words_are_never_names(
    text: MarkedText, seed: int, rate: float, openers: float
) -> None:
    new = alter_words(text, random.Random(seed), rate=rate, openers=openers, words=WORDS)
    assert names(new) == names(text)
    assert len(between(new)) == len(between(text))


def test_opening_words_are_replaced_with_a_capital() -> None:
    text = parse_marks("Vandaag sprak [Jan](PER). Morgen gaan wij naar [Ede](CITY).")
    new = alter_words(text, random.Random(2), rate=0.0, openers=1.0, words=["fiets"])
    assert new.text.startswith("Fiets ")
    assert ". Fiets " in new.text


@given(text=marked_texts())
def test_sentences_lose_no_name_and_keep_offsets(text: MarkedText) -> None:
    parts = sentences(text)
    assert [name for part in parts for name in names(part)] == names(text)
    assert "".join("".join(p.text.split()) for p in parts) == "".join(text.text.split())


def test_a_name_is_not_cut_at_its_full_stop() -> None:
    parts = sentences(parse_marks("Dat zei [Co. Groep](ORG) ook. Daarna [Noor](PER)! Koffie."))
    assert [part.text for part in parts] == ["Dat zei Co. Groep ook.", "Daarna Noor!", "Koffie."]


@given(texts=st.lists(marked_texts(), max_size=4), separator=st.sampled_from([" ", "\n", "\n\n"]))
def test_join_shifts_the_names(texts: Sequence[MarkedText], separator: str) -> None:
    joined = join(texts, separator)
    assert names(joined) == [name for text in texts for name in names(text)]
    assert all(a.end <= b.start for a, b in pairwise(joined.spans))


def test_sentences_and_join_are_each_other_s_inverse() -> None:
    text = parse_marks("[Jan](PER) ging. Hij zag [Ede](CITY)! En toen [Noor](PER)?")
    assert join(sentences(text), " ") == text
