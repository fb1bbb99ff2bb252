"""The spans that every source proposes, brought into one shape and cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span

from pipeline.extract.context import context_words, opens_sentence
from pipeline.extract.words import ordinary_words
from pipeline.records import Label
from pipeline.registers import RegisterSet

MODEL_LABELS: dict[str, Label] = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "CITY": "CITY"}
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_ARTICLES = frozenset({"de", "het", "een", "onze", "ons"})
_LINKS = frozenset({"en", "van", "voor", "de", "het", "der", "in", "op", "aan", "met", "bij", "te"})
_ADJECTIVE = re.compile(r"[A-Z][a-zë]{3,}(?:se|sche)")
_ROAD = re.compile(r"[ANE]\d{1,3}")
_TRAILING = frozenset(".,;:?)(”“\"'’‘-–—>|•*_#")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed name: token indices (end exclusive), label, and the sources that propose it."""

    start: int
    end: int
    label: Label
    sources: frozenset[str]

    def overlaps(self, other: Candidate) -> bool:
        """Say whether two candidates share a token."""
        return self.start < other.end and other.start < self.end

    def same_span(self, other: Candidate) -> bool:
        """Say whether two candidates cover the same tokens."""
        return (self.start, self.end) == (other.start, other.end)

    def text(self, doc: Doc) -> str:
        """Return the words of the candidate."""
        return doc[self.start : self.end].text


def collect(doc: Doc, *, registers: RegisterSet) -> list[Candidate]:
    """Return all candidates of a Doc, one per (span, label), with their sources together."""
    found: dict[tuple[int, int, Label], set[str]] = {}
    for proposal in _proposals(doc, registers):
        candidate = _with_estate(doc, proposal)
        key = (candidate.start, candidate.end, candidate.label)
        found.setdefault(key, set()).update(candidate.sources)
    return [Candidate(s, e, label, frozenset(v)) for (s, e, label), v in sorted(found.items())]


def _with_estate(doc: Doc, candidate: Candidate) -> Candidate:
    """Take in the second half of a double name of the nobility: ``van Lynden tot Oldenaller``."""
    end = candidate.end
    if candidate.label != "PER" or end - candidate.start < 2 or end + 1 >= len(doc):
        return candidate
    estate = doc[end + 1]
    named = estate.is_title and estate.lower_ not in ordinary_words()
    if named and doc[end].text == "tot" and doc[end - 2].lower_ in context_words().particles:
        return replace(candidate, end=end + 2)
    return candidate


def _proposals(doc: Doc, registers: RegisterSet) -> Iterator[Candidate]:
    for span in doc.spans.get("model", ()):
        yield from _from_model(span, registers)
    labels: tuple[tuple[str, Label], ...] = (
        ("cities", "CITY"),
        ("organisations", "ORG"),
        ("people", "PER"),
    )
    for key, label in labels:
        for span in doc.spans.get(key, ()):
            if label == "PER" and span.text in context_words().never_names:
                continue
            yield Candidate(span.start, span.end, label, frozenset({span.id_}))


def _from_model(span: Span, registers: RegisterSet) -> Iterator[Candidate]:
    """Map a model's label to ours; places of other models count when the register has them."""
    label = MODEL_LABELS.get(span.label_)
    if label is None and span.label_ in PLACE_LABELS and registers.is_place(span.text):
        label = "CITY"
    if label is None:
        return
    unlisted = label == "CITY" and not registers.is_place(span.text)
    source = "model?" if unlisted else "model"
    candidate = Candidate(span.start, span.end, label, frozenset({source}))
    for part in _lines(span.doc, candidate):
        behind = _behind_portfolio(span.doc, part, registers)
        cleaned = clean(span.doc, behind, registers=registers) if behind else None
        if cleaned is not None and not _words_as_person(span.doc, cleaned, registers):
            yield _as_person(span.doc, cleaned, registers)


def _behind_portfolio(doc: Doc, candidate: Candidate, registers: RegisterSet) -> Candidate | None:
    """Cut off the field of a role that a model took into a name.

    ``wethouder [Financiën Philomène Graafland]`` names the person behind the field,
    ``wethouder [Jeugd van Hengelo]`` the city behind it; None when neither stands there.
    """
    if candidate.label == "CITY":
        return candidate
    start = candidate.start
    while (
        start < candidate.end
        and doc[start].is_title
        and is_portfolio(doc, start, start + 1, registers=registers)
    ):
        start += 1
        if start + 1 < candidate.end and doc[start].text in {"en", ","}:
            start += 1
    if start == candidate.start:
        return candidate
    of_whom = start < candidate.end and doc[start].lower_ == "van"
    city = replace(candidate, start=start + 1, label="CITY")
    if of_whom and registers.is_place(city.text(doc)):
        return city
    if candidate.label == "ORG":
        return candidate
    return None if of_whom or start == candidate.end else replace(candidate, start=start)


def _as_person(doc: Doc, candidate: Candidate, registers: RegisterSet) -> Candidate:
    """Call an organisation a person when it is shaped and introduced like one.

    ``Isaura Monteiro, programmadirecteur`` and ``Bregje van Overveld (Breda)``: two or more
    capitalised words, a listed name among them, and a role or a city behind them.
    """
    words = [t for t in doc[candidate.start : candidate.end] if t.text[0].isupper()]
    shaped = candidate.label == "ORG" and 2 <= len(words) <= 4 and all(t.is_title for t in words)
    if not shaped or candidate.end + 1 >= len(doc):
        return candidate
    listed = words[0].text in registers.given_names or words[-1].text in registers.surnames
    sign, after = doc[candidate.end].text, doc[candidate.end + 1].text
    introduced = (sign == "," and registers.find_role(after) is not None) or (
        sign == "(" and registers.is_place(after)
    )
    return replace(candidate, label="PER") if listed and introduced else candidate


def _words_as_person(doc: Doc, candidate: Candidate, registers: RegisterSet) -> bool:
    """Say whether a person starts with an ordinary word and has no listed name in it.

    So ``wethouder Jeugd van Hengelo`` and ``bij Oude Bekenden`` name no person.
    """
    if candidate.label != "PER" or doc[candidate.start].lower_ not in ordinary_words():
        return False
    words = [t.text for t in doc[candidate.start : candidate.end] if t.text[0].isupper()]
    listed = (registers.given_names, registers.surnames)
    return not any(
        word in names for word in words for names in listed if not registers.is_place(word)
    )


def _lines(doc: Doc, candidate: Candidate) -> Iterable[Candidate]:
    """Cut a candidate at line breaks; only its first line can be the name."""
    for i in range(candidate.start, candidate.end):
        if doc[i].is_space and "\n" in doc[i].text:
            return [replace(candidate, end=i)] if i > candidate.start else []
    return [candidate]


def clean(doc: Doc, candidate: Candidate, *, registers: RegisterSet) -> Candidate | None:
    """Trim articles, titles and punctuation from a candidate; None when no name is left."""
    start, end = candidate.start, candidate.end
    while start < end and _trim_first(doc, start, end, candidate.label, registers):
        start += 1
    while end > start and _trim_last(doc, start, end, candidate.label):
        end -= 1
    if start >= end or not plausible(doc, start, end, candidate.label):
        return None
    if candidate.label != "CITY" and is_portfolio(doc, start, end, registers=registers):
        return None
    return replace(candidate, start=start, end=end)


def _trim_last(doc: Doc, start: int, end: int, label: str) -> bool:
    last = doc[end - 1]
    if last.text == ")":
        return not any(t.text == "(" for t in doc[start : end - 1])
    if last.is_space or last.text in _TRAILING:
        return True
    return label == "ORG" and end - start > 1 and last.lower_ in _LINKS and last.text.islower()


def _trim_first(doc: Doc, start: int, end: int, label: str, registers: RegisterSet) -> bool:
    token = doc[start]
    if token.is_space or token.text in _TRAILING - {"'", "’", "‘"}:
        return True
    if end - start < 2:
        return False
    if token.lower_ in _ARTICLES and label != "PER":
        return token.text.islower() or doc[start + 1].text.islower()
    if label == "ORG" and opens_sentence(doc, start) and token.is_title:
        return token.lower_.endswith(tuple(context_words().named_by_head)) and (
            doc[start + 1].text[0].isupper() and token.lower_ not in context_words().capital_heads
        )
    if label == "ORG" and token.text.islower() and token.is_alpha:
        return token.lower_ not in context_words().head_inside and token.lower_ in ordinary_words()
    if label == "PER":
        return token.lower_ in context_words().honorifics or (
            token.text not in registers.given_names
            and (registers.find_role(token.text) is not None or _opening_word(doc, start))
        )
    return False


def _opening_word(doc: Doc, start: int) -> bool:
    """``Deurwaarder Bouali`` at the start of a sentence: the first word is no name."""
    word = doc[start].lower_
    return (
        opens_sentence(doc, start)
        and word in ordinary_words()
        and word not in context_words().particles
    )


def plausible(doc: Doc, start: int, end: int, label: str) -> bool:
    """Say whether the tokens can be a name at all."""
    text = doc[start:end].text
    if len(text) < 2 or len(text) > 120 or text in context_words().never_names:
        return False
    if not any(c.isupper() for c in text):
        return label == "ORG" and ("." in text or "!" in text or not _all_ordinary(doc, start, end))
    if text.isupper() and len(text) > 4 and _all_ordinary(doc, start, end):
        return False
    denied = context_words().denied_before(label)
    if start and doc[start - 1].lower_ in denied:
        return False
    if label == "PER" and (any(c.isdigit() for c in text) or "/" in text):
        return False
    if label != "PER" and (_ADJECTIVE.fullmatch(text) or _ROAD.fullmatch(text)):
        return False
    if end - start > 1 or not opens_sentence(doc, start):
        return True
    return not text[1:].islower() or text.lower() not in ordinary_words()


def is_portfolio(doc: Doc, start: int, end: int, *, registers: RegisterSet) -> bool:
    """Say whether capitalised ordinary words behind a role are its field, no name.

    ``wethouder Financiën``, ``directeur Bestuur en Financiën``, ``directeur-generaal Bouwen``.
    """
    if not _all_ordinary(doc, start, end):
        return False
    i = start - 1
    while i >= max(0, start - 5) and (
        doc[i].lower_ in {"en", ","} or (doc[i].is_title and doc[i].lower_ in ordinary_words())
    ):
        if registers.find_role(doc[i].text) is not None:
            return True
        i -= 1
    return i >= 0 and registers.find_role(_hyphenated(doc, i)) is not None


def _hyphenated(doc: Doc, index: int) -> str:
    """Return a word with what a hyphen ties to it: ``directeur-generaal``."""
    start = index
    while start >= 2 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_:
        start -= 2
    return doc[start : index + 1].text


def _all_ordinary(doc: Doc, start: int, end: int) -> bool:
    return all(t.lower_ in ordinary_words() for t in doc[start:end] if t.is_alpha)
