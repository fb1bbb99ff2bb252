"""Is a text Dutch? Counted in function words, which no Dutch text of some length can do without."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipeline.read.rules import load_table

MIN_WORDS = 25
_SAMPLE = 200_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _function_words() -> dict[str, frozenset[str]]:
    table = load_table("function_words")
    return {language: frozenset(str(words).split()) for language, words in table.items()}


def detect_language(text: str) -> str:
    """Return ``nl``, another ISO 639-1 code, or ``und`` when the text is too short to tell.

    The share of words that are function words is compared between the languages of
    ``function_words.toml`` on the first 200,000 characters. Below 25 words the answer is ``und``;
    a longer text in which no language reaches 8 % is ``und`` as well (another language, or a list
    of names), and ``xx`` when most of its letters are not Latin.
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < MIN_WORDS:
        return "und"
    latin = sum(word[0] < "\u0250" or "\u1e00" <= word[0] < "\u1f00" for word in words)
    if latin < 0.5 * len(words):
        return "xx"
    counts = Counter(words)
    shares = {
        language: sum(counts[word] for word in known) / len(words)
        for language, known in _function_words().items()
    }
    best = max(shares, key=lambda language: shares[language])
    if shares[best] < 0.08:
        return "und"
    return "nl" if shares["nl"] >= 0.95 * shares[best] else best
