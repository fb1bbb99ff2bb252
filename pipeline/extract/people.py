"""Find people by what stands before a name (role, honorific, given name) and by repetition.

``span.id_`` is ``rule`` when a role, an honorific or a known given name with a surname says
so, ``rule?`` when only a verb of speech after one capitalised word does.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc, Span, Token

from pipeline.extract.context import context_words
from pipeline.extract.words import ordinary_words
from pipeline.registers import RegisterSet

STRONG, WEAK = "rule", "rule?"
MAX_TOKENS = 7
_INITIAL = re.compile(r"(?:[A-Z][a-z]?\.-?)+$")
_NAME_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)*$")


def find_people(doc: Doc, *, registers: RegisterSet) -> list[Span]:
    """Return the people of a Doc in order, without overlaps, labelled PER."""
    spans: list[Span] = []
    last = 0
    for token in doc:
        if token.i < last:
            continue
        span = _person_at(doc, token.i, registers)
        if span is not None:
            spans.append(span)
            last = span.end
    return spans


def _person_at(doc: Doc, start: int, registers: RegisterSet) -> Span | None:
    first = doc[start]
    if first.lower_ in context_words().honorifics:
        return None
    initial = bool(_INITIAL.match(first.text))
    known = first.text in registers.given_names
    titled = _after_title(doc, start, registers)
    particle = titled and first.lower_ in context_words().particles and first.text[0].isupper()
    if not particle and not initial and not (_is_name_word(first) and (known or titled)):
        return None
    end, surname = _name_end(doc, start, registers, titled=titled)
    if not surname and not titled and not _introduced(doc, start, registers):
        return None
    if not titled and first.lower_ in ordinary_words() and not initial:
        return None
    if first.lower_ in ordinary_words() and not known and first.text not in registers.surnames:
        return None
    if end - start == 1 and first.is_upper:
        return None
    span = Span(doc, start, end, label="PER")
    span.id_ = STRONG
    return span


def _introduced(doc: Doc, index: int, registers: RegisterSet) -> bool:
    """Say whether a given name alone is surely a person: ``Stijn uit Heerlen``, ``aldus Els``."""
    name = doc[index].text
    if doc[index].lower_ in ordinary_words() or registers.is_place(name) or len(name) < 3:
        return False
    words = context_words()
    if index and doc[index - 1].lower_ in words.person_before:
        return True
    if index + 2 >= len(doc):
        return False
    after, second = doc[index + 1], doc[index + 2]
    if after.text == ",":
        return registers.find_role(second.text) is not None
    return after.lower_ in words.person_verbs or (
        after.lower_ == "uit" and registers.is_place(second.text)
    )


def _is_name_word(token: Token) -> bool:
    return bool(_NAME_WORD.match(token.text)) and not (token.is_upper and len(token) > 3)


def _name_end(doc: Doc, start: int, registers: RegisterSet, *, titled: bool) -> tuple[int, bool]:
    """Return the end of the name that starts here and whether it has a surname."""
    i, end, names, only_given = start, start, 0, True
    given = registers.given_names
    while i < min(len(doc), start + MAX_TOKENS):
        token = doc[i]
        initial = bool(_INITIAL.match(token.text))
        if initial or (_is_name_word(token) and not (i > start and _is_abbreviation(token))):
            only_given = only_given and (initial or token.text in given)
            names += 1
            end = i = i + 1
            if end < len(doc) and doc[end].text in {"(", ","}:
                break
        elif titled and names > 1 and _place_of_office(doc, i, registers):
            break
        elif _is_particle(doc, i, inside=only_given):
            i += 1
        else:
            break
    return end, names > 1 or (names == 1 and end - start > 1)


def _place_of_office(doc: Doc, index: int, registers: RegisterSet) -> bool:
    """Say whether ``van Gouda`` in ``wethouder Tineke Roos van Gouda`` tells of which city."""
    return (
        doc[index].text == "van"
        and index + 1 < len(doc)
        and doc[index - 1].text in registers.surnames
        and registers.is_place(doc[index + 1].text)
    )


def _is_abbreviation(token: Token) -> bool:
    return token.is_upper and len(token) > 1


def _is_particle(doc: Doc, index: int, *, inside: bool) -> bool:
    """Say whether a small word belongs to the surname that follows.

    Dutch ones do only right after given names (``Jan Peter van Wissen``): after a surname they
    tell where someone is from (``Jan Peter Bakker van Middelburg``). Prepositions other than
    *van* need an article behind them (``in 't Veld``).
    """
    word = doc[index].lower_
    if word in context_words().foreign_particles:
        return True
    if not inside or word not in context_words().particles or index + 1 >= len(doc):
        return False
    if word in {"in", "op", "aan", "bij", "uit", "onder", "over", "voor"}:
        return doc[index + 1].lower_ in {"de", "den", "der", "'t", "’t", "het"}
    return True


def _after_title(doc: Doc, start: int, registers: RegisterSet) -> bool:
    """Say whether a role or an honorific stands right before."""
    if start == 0 or doc[start - 1].is_space:
        return False
    before = doc[start - 1].text
    lower = before.lower()
    if lower in context_words().honorifics or lower.rstrip(".") + "." in context_words().honorifics:
        return True
    match = registers.find_role(before)
    return match is not None and not before.isupper()
