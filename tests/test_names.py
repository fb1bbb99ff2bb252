"""Dutch personal names: parts, normal forms, and which short form fits which full name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.names import (
    Fit,
    fit,
    fold,
    gender_of,
    is_initials,
    is_particle,
    name_key,
    parse_name,
    surname_parts,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Jan de Wilde", ("jan",), ("de", "wilde")),
        ("De Wilde", (), ("de", "wilde")),
        ("Hermsen", (), ("hermsen",)),
        ("Peter Hein van Muiden", ("peter", "hein"), ("van", "muiden")),
        ("J.P. van ’t Hoff", ("j.p.",), ("van", "'t", "hoff")),
        ("Anna Smits-Van den Berg", ("anna",), ("smits-van", "den", "berg")),
        ("prof. dr. Ad Vos", ("ad",), ("vos",)),
        ("Soraya El Khattabi", ("soraya",), ("el", "khattabi")),
    ],
)
def test_parts(text: str, first: tuple[str, ...], last: tuple[str, ...]) -> None:
    name = parse_name(text)
    assert (name.given, name.surname) == (first, last)
    assert name.full == bool(first)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("Els Hermsen", "Els Hermsen", Fit.SAME),
        ("els  hermsen", "Els Hermsen", Fit.SAME),
        ("Hermsen", "Els Hermsen", Fit.PART),
        ("De Wilde", "Jan de Wilde", Fit.PART),
        ("J. van Dijk", "Jan van Dijk", Fit.PART),
        ("J.P. van Dijk", "Jan Peter van Dijk", Fit.PART),
        ("Peter Hein", "Peter Hein van Muiden", Fit.PART),
        ("Peter van Muiden", "Peter Hein van Muiden", Fit.PART),
        ("Smits", "Anna Smits-Van den Berg", Fit.PIECE),
        ("Van den Berg", "Anna Smits-Van den Berg", Fit.PIECE),
        ("Meulen", "Karin van der Meulen", Fit.PIECE),
        ("Gulden", "Ömer Gülden", Fit.SPELLING),
        ("Jan-Willem", "Jan Willem Bos", Fit.SPELLING),
        ("Hermsens", "Els Hermsen", Fit.GENITIVE),
        ("Piet de Wilde", "Jan de Wilde", Fit.NONE),
        ("J. Bos", "Piet Bos", Fit.NONE),
        ("Van", "Jan van Dijk", Fit.NONE),
        ("Wild", "Jan de Wilde", Fit.NONE),
        ("De Boer", "Jan de Wilde", Fit.NONE),
    ],
)
def test_fit(short: str, full: str, expected: Fit) -> None:
    assert fit(parse_name(short), parse_name(full)) is expected


def test_words_before_and_in_names() -> None:
    assert words_of("mevrouw Tineke’s") == ("tineke",)
    assert is_initials("j.p.") and is_initials("th.") and not is_initials("jan")
    assert is_particle("Van") and not is_particle("Vos")
    assert (gender_of("Mevr."), gender_of("dhr."), gender_of("drs.")) == ("f", "m", "")
    assert surname_parts(("smits-van", "den", "berg")) == [("smits",), ("van", "den", "berg")]


def test_keys_keep_accents_and_folding_drops_them() -> None:
    assert name_key("Gülden") != name_key("Gulden")
    assert fold("Gülden") == fold("GULDEN")
    assert name_key("Jan van ‘t  Hof") == name_key("jan Van 't Hof")


NAMES = st.text(alphabet="abÉé'’-. ijJvVan", min_size=1, max_size=25).filter(str.strip)


@settings(deadline=None)
@given(NAMES)
def test_every_name_fits_itself_and_its_key_is_stable(text: str) -> None:
    name = parse_name(text)
    assert fit(name, name) is Fit.SAME
    assert name.words == words_of(text)
    assert name_key(text) == " ".join(name.words)


@settings(deadline=None)
@given(NAMES, NAMES)
def test_fit_never_fails(one: str, other: str) -> None:
    assert fit(parse_name(one), parse_name(other)) in Fit
