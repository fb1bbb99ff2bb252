"""Which city was the host of the meeting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from pipeline.read.dates import find_dates
from pipeline.read.sentences import Sentence, context_rules
from pipeline.registers import default_registers

IsCity = Callable[[str], bool]
_NAME = re.compile(
    r"(?:['’‘`´][st][ -])?(?<!\w)[A-ZÀ-Þ][\w'’-]*"
    r"(?:[ \xa0](?:a/d|aan|den|de|het|op|bij|en|van|der|['’][st]|[A-ZÀ-Þ][\w'’.-]*)){0,4}"
)
_WORD = re.compile(r"\S+")
_ENOUGH = 3.0


@cache
def is_city(name: str) -> bool:
    """Return whether the shipped register has a city of that name, and no region or word.

    A municipality counts although its name is also that of a province (Utrecht, Groningen).
    """
    place = default_registers().find_place(name)
    if place is None:
        return False
    return place.ambiguity not in {"region", "word"} or place.name == place.municipality


def find_host_city(
    found: Sequence[Sentence],
    *,
    title: str = "",
    file_name: str = "",
    is_city: IsCity = is_city,
) -> str | None:
    """Return the host's name as written, or None when no city stands out as one.

    Points per city, of all places it is named: 5 behind "in" in the title, 3 elsewhere in it,
    5 in a sentence that says who received whom ("te gast in", "gaststad X") or that opens with
    the city and a date ("Oss, 3 juni 2021"), 3 behind "in" in a sentence about the meeting or with
    a date, or behind its last comma, 2 in the file name, 1 behind "in" in the opening; 0 in
    sentences and under headings about another meeting. The highest wins from 3 points, the first
    named of equals.

    Args:
        found: the sentences of the document.
        title: its title.
        file_name: name of its file without suffix.
        is_city: says whether a name is a city.
    """
    written: dict[str, list[str]] = {}
    scores: defaultdict[str, float] = defaultdict(float)
    for name, points in (*_in_title(title, is_city), *_in_sentences(found, is_city)):
        written.setdefault(name.casefold(), []).append(name)
        scores[name.casefold()] += points
    for key in scores:
        scores[key] += 2.0 * (f"-{_slug(key)}-" in f"-{_slug(file_name)}-")
    best = max(scores, key=lambda key: scores[key], default=None)
    if best is None or scores[best] < _ENOUGH:
        return None
    return next((n for n in written[best] if not n.isupper()), written[best][0])


def _in_title(title: str, is_city: IsCity) -> Iterator[tuple[str, float]]:
    rules = context_rules()
    if rules["other"].search(title):
        return
    for start, end in city_names(title, is_city):
        placed = rules["host_place"].search(title[:start])
        yield title[start:end], 5.0 if placed else 3.0


def _in_sentences(found: Sequence[Sentence], is_city: IsCity) -> Iterator[tuple[str, float]]:
    for sentence in found:
        if not sentence.other:
            telling = sentence.meeting or (sentence.opening and bool(find_dates(sentence.text)))
            for start, end in city_names(sentence.text, is_city):
                yield sentence.text[start:end], _points(sentence, start, end, telling=telling)


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def _points(sentence: Sentence, start: int, end: int, *, telling: bool) -> float:
    rules = context_rules()
    before, after = sentence.text[max(0, start - 80) : start], sentence.text[end : end + 120]
    if sentence.heading and sentence.order == 0 and sentence.meeting:
        return 3.0
    placed = rules["host_place"].search(before) is not None
    early = 1.0 if sentence.opening else 0.4
    if rules["host_strong"].search(before) or _dateline(before, after):
        return 5.0 * early
    if sentence.meeting and sentence.opening and rules["host_after"].search(after):
        return 4.0
    if telling and (placed or (before.rstrip().endswith(",") and not after.strip(" .!"))):
        return 3.0 * early
    return 1.0 if placed and sentence.opening else 0.1


def _dateline(before: str, after: str) -> bool:
    """Say whether a sentence opens with the city and a date: ``Terneuzen, 11 oktober 2019``."""
    dates = [] if before.strip() else find_dates(after)
    return bool(dates) and after[: dates[0].start].strip() == ","


def city_names(text: str, is_city: IsCity) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the longest city names in a text."""
    position = 0
    while match := _NAME.search(text, position):
        ends = [match.end()]
        ends += [match.start() + m.start() for m in re.finditer(r"[ \xa0]", match[0])][::-1]
        whole = next((e for e in ends if is_city(text[match.start() : e].rstrip(".'’"))), None)
        if whole is None:
            first = _WORD.match(text, match.start())
            position = first.end() if first else match.end()
        else:
            stop = match.start() + len(text[match.start() : whole].rstrip(".'’"))
            yield match.start(), stop
            position = whole
