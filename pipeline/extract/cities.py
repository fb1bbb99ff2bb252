"""Find cities, towns and villages of the register, as far as the context does not deny them.

A name of the register alone is weak evidence: ``Best``, ``Ede`` and ``Leer`` are words, ``Bergen``
and ``Goes`` surnames, ``Utrecht`` a province. So every hit gets a strength from its context, in
``span.id_``: ``register`` when nothing stands against it, ``register?`` when the name is
ambiguous and nothing speaks for it either.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Doc, Span, Token

from pipeline.extract.candidates import is_portfolio
from pipeline.extract.context import context_words, opens_sentence
from pipeline.extract.words import ordinary_words
from pipeline.registers import Place, RegisterSet
from pipeline.registers.spelling import place_key

MAX_TOKENS = 6
# In surnames these stand before an article (``Op den Camp``), never right before a place.
_PREPOSITIONS = frozenset({"in", "op", "aan", "bij", "uit", "onder", "over", "voor"})
STRONG, WEAK = "register", "register?"


def find_cities(doc: Doc, *, registers: RegisterSet) -> list[Span]:
    """Return the places of a Doc in order, longest first where they overlap, labelled CITY."""
    spans: list[Span] = []
    text = doc.text
    starts = first_words(registers)
    last = 0
    for token in doc:
        if token.i < last or not _can_start(token) or _first_key(token.text) not in starts:
            continue
        for end in range(min(len(doc), token.i + MAX_TOKENS), token.i, -1):
            place = _place(doc, text, token.i, end, registers)
            if place is None:
                continue
            strength = _strength(doc, token.i, end, place, registers)
            if strength:
                span = Span(doc, token.i, end, label="CITY")
                span.id_ = strength
                spans.append(span)
                last = end
            break
    return spans


@cache
def first_words(registers: RegisterSet) -> frozenset[str]:
    """Return the first words of all place names, as keys."""
    return frozenset(_first_key(form) for form, _ in registers.place_forms())


def _first_key(text: str) -> str:
    return place_key(text).partition(" ")[0]


def _can_start(token: Token) -> bool:
    text = token.text
    return text[0].isupper() or (text[0] in "'’‘" and len(text) > 1)


def _place(doc: Doc, text: str, start: int, end: int, registers: RegisterSet) -> Place | None:
    last = doc[end - 1]
    if not (last.text[-1].isalnum() or last.text[-1] == "."):
        return None
    if any(t.is_space and "\n" in t.text for t in doc[start:end]):
        return None
    if end - start > 1 and not last.text[0].isupper() and not last.text[0].isdigit():
        return None
    return registers.find_place(text[doc[start].idx : last.idx + len(last)])


def _strength(doc: Doc, start: int, end: int, place: Place, registers: RegisterSet) -> str:
    """Return how sure the context is that this is the city: strong, weak or ""."""
    words = context_words()
    before = _word_before(doc, start)
    after = _word_after(doc, end)
    if _inside_name(doc, start, registers):
        return ""
    if before in words.denied_before("CITY"):
        return ""
    if after in words.city_denied_after:
        return ""
    if before in words.city_words or (before == "(" and after in {")", ","}):
        return STRONG
    if place.ambiguity in {"region", "word"} or _is_word(doc, start, end):
        return WEAK
    if place.ambiguity and before not in words.city_before:
        return WEAK
    return WEAK if doc[start].text.isupper() and len(doc[start]) <= 4 else STRONG


def _is_word(doc: Doc, start: int, end: int) -> bool:
    return end - start == 1 and doc[start].lower_ in ordinary_words()


def _inside_name(doc: Doc, start: int, registers: RegisterSet) -> bool:
    """Say whether a capitalised word or a particle glues the place to a longer name."""
    if start < 1:
        return False
    if doc[start - 1].text in {"-", "&"} and not doc[start - 1].whitespace_:
        return start < 2 or not registers.is_place(doc[start - 2].text)
    particle = doc[start - 1].lower_
    if start < 2 or particle not in context_words().particles or particle in _PREPOSITIONS:
        return False
    before = doc[start - 2]
    if not before.text[0].isupper() or is_portfolio(doc, start - 2, start - 1, registers=registers):
        return False
    return not (opens_sentence(doc, start - 2) and before.lower_ in ordinary_words())


def _word_before(doc: Doc, start: int) -> str:
    return doc[start - 1].text.lower() if start else ""


def _word_after(doc: Doc, end: int) -> str:
    return doc[end].text.lower() if end < len(doc) else ""
