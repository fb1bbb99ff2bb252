"""Make a document consistent: a name that is certain once is the same name elsewhere in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.extract.candidates import Candidate
from pipeline.extract.context import context_words
from pipeline.extract.words import ordinary_words
from pipeline.records import Label

CERTAIN = 0.9
CERTAIN_FULL_NAME = 0.8
MAJORITY = 0.5
Words = tuple[str, ...]


def consistent(
    doc: Doc, chosen: Sequence[Candidate], *, weigh: Callable[[Candidate], float]
) -> list[Candidate]:
    """Give every surface form one label, and find the other mentions of certain names."""
    voted = _one_label(doc, chosen, weigh)
    certain = _certain_forms(doc, voted, weigh)
    kept = [c for c in voted if not _inside_surname(doc, c, certain)]
    return [*kept, *_repeats(doc, kept, certain)]


def _inside_surname(doc: Doc, candidate: Candidate, forms: dict[Words, Label]) -> bool:
    """Say whether ``Breda`` stands in ``Van Breda``, the surname of a certain person."""
    if candidate.label == "PER" or candidate.start < 1 or candidate.end - candidate.start > 1:
        return False
    before = doc[candidate.start - 1].text
    return before[:1].isupper() and forms.get((before, doc[candidate.start].text)) == "PER"


def _one_label(
    doc: Doc, chosen: Sequence[Candidate], weigh: Callable[[Candidate], float]
) -> list[Candidate]:
    """Let the mentions of one form vote; a mention that two sources agree on keeps its label."""
    votes: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for candidate in chosen:
        votes[candidate.text(doc)][candidate.label] += weigh(candidate)
        if candidate.label == "PER" and candidate.end - candidate.start > 1:
            for form in _short_forms(_words(doc, candidate)):
                votes[" ".join(form)]["PER"] += weigh(candidate)
    result = []
    for candidate in chosen:
        tally = votes[candidate.text(doc)]
        best = max(tally, key=lambda label: (tally[label], label))
        lead = tally[best] - tally[candidate.label]
        if best != candidate.label and len(candidate.sources) == 1 and lead > MAJORITY:
            candidate = replace(candidate, label=best, sources=frozenset({"consistency"}))
        elif _surname_of_a_person(doc, candidate, tally["PER"]):
            candidate = replace(candidate, label="PER", sources=frozenset({"consistency"}))
        result.append(candidate)
    return result


def _surname_of_a_person(doc: Doc, candidate: Candidate, evidence: float) -> bool:
    """Say whether a place that only the register knows is a person who was named in full.

    Not so behind a word that a place follows: ``in Oosterwijk``, ``de gemeente Oosterwijk``.
    """
    if candidate.label != "CITY" or "model" in candidate.sources or evidence < CERTAIN_FULL_NAME:
        return False
    words = context_words()
    before = doc[candidate.start - 1].lower_ if candidate.start else ""
    return before not in words.city_before | words.city_words and before != "("


def _words(doc: Doc, candidate: Candidate) -> Words:
    return tuple(t.text for t in doc[candidate.start : candidate.end])


def _short_forms(name: Words) -> Iterable[Words]:
    """Yield the given name, the given names, and the surname of a full name."""
    at = next((i for i, word in enumerate(name[:-1]) if _opens_surname(word)), len(name) - 1)
    if at < 1:
        return
    if "." not in name[0]:
        yield name[:1]
        yield name[:at]
    surname = name[at:]
    yield surname
    yield (surname[0][:1].upper() + surname[0][1:], *surname[1:])
    if "tot" in surname[2:]:
        yield from _short_forms((*name[:at], *surname[: surname.index("tot")]))
    first = surname[0].partition("-")[0]
    if first != surname[0] and len(first) > 2:
        yield (first,)


def _opens_surname(word: str) -> bool:
    """Say whether a word is a particle or ends in one (``Smits-Van den Berg``)."""
    particles = context_words().particles
    return word.lower() in particles or word.rpartition("-")[2].lower() in particles


def _certain_forms(
    doc: Doc, chosen: Sequence[Candidate], weigh: Callable[[Candidate], float]
) -> dict[Words, Label]:
    forms: dict[Words, Label] = {}
    for candidate in sorted(chosen, key=weigh):
        words = _words(doc, candidate)
        full = candidate.label == "PER" and len(words) > 1
        if weigh(candidate) < (CERTAIN_FULL_NAME if full else CERTAIN):
            continue
        if candidate.label == "PER":
            forms.update((f, "PER") for f in _short_forms(words) if _distinct(f))
        if len(words) > 1 or _distinct(words):
            forms[words] = candidate.label
    return forms


def _distinct(words: Words) -> bool:
    """Say whether a form can hardly be anything but a name."""
    if len(words) > 1:
        return True
    word = words[0]
    return len(word) > 1 and word[:1].isupper() and word.lower() not in ordinary_words()


def _repeats(doc: Doc, chosen: Sequence[Candidate], forms: dict[Words, Label]) -> list[Candidate]:
    """Find the forms where nothing was found yet, longest first."""
    taken = {i for c in chosen for i in range(c.start, c.end)}
    first = defaultdict(list)
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        first[form[0]].append(form)
    found: list[Candidate] = []
    for token in doc:
        for form in first.get(token.text, ()):
            end = token.i + len(form)
            span = range(token.i, end)
            if end > len(doc) or taken & set(span):
                continue
            if tuple(t.text for t in doc[token.i : end]) == form and _stands_alone(doc, span):
                label = forms[form]
                found.append(Candidate(token.i, end, label, frozenset({"consistency"})))
                taken |= set(span)
                break
    return found


def _stands_alone(doc: Doc, span: range) -> bool:
    """Say whether no capitalised word or particle ties the form to a longer name."""
    before = doc[span.start - 1] if span.start else None
    after = doc[span.stop] if span.stop < len(doc) else None
    if before is not None and before.text[:1].isupper() and before.is_alpha:
        return before.lower_ in ordinary_words() or before.is_sent_start is True
    if before is not None and before.text in {"-", "/"} and not before.whitespace_:
        return False
    return after is None or not (after.text[:1].isupper() and after.is_alpha)
