"""A Dutch tokenizer that gives every name a boundary of its own.

spaCy's Dutch tokenizer keeps ``G40-wethouder``, ``G4/G40`` and ``SZW'er`` as one token, so that no
span can hold just the name. This one splits a hyphen, slash or apostrophe where a name ends, and
leaves alone the hyphens inside one name (``Sittard-Geleen``, ``Smits-Van den Berg``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
from spacy.util import compile_prefix_regex, compile_suffix_regex, registry

from pipeline.extract.context import context_words
from pipeline.registers import default_registers

HYPHENS = "-\u2010\u2011\u2012\u2013"
APOSTROPHES = "'\u2019\u2018`"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞİĶĹĻŁŃŅŇŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğıķĺļłńņňőœřśşšťūůűźżž"
_LETTER = _UPPER + _LOWER
_SLASH_OR_SENTENCE_END = re.compile(
    rf"[/+&](?=[{_LETTER}0-9])"
    rf"|(?<=[{_LOWER}]{{2}})[.?!:,;](?=[{_UPPER}][{_LOWER}])"
    rf"|(?<=[{_LETTER}0-9\)])[,;](?=[{_LETTER}\(])|(?<=[{_LOWER}])[\(](?=[{_LETTER}])"
    rf"|\u2026|\.\.+|[\u201c\u201d\u201e\"]|[\u2014]|--+"
)
_HYPHEN = re.compile(rf"[{HYPHENS}]")
_ABBREVIATION = re.compile(rf"[{_UPPER}0-9][{_UPPER}0-9&]+\d*$|[{_UPPER}]\d+$")
_APOSTROPHE = re.compile(rf"(?<=[{_UPPER}0-9])[{APOSTROPHES}](?=(?:er|ers|tje|tjes|en)$)")


def _is_place(text: str) -> bool:
    return text[:1].isupper() and default_registers().is_place(text)


def _splits(word: str, at: int) -> bool:
    """Say whether the hyphen at index ``at`` of ``word`` stands between a name and something else.

    It does after an abbreviation (``G40-wethouder``), before one (``oud-VNG-directeur``), between
    a capitalised word and a lower-case one (``Platform31-onderzoek``), and between two places
    that are not one place together (``Hengelo-Enschede``).
    """
    left, right = word[:at], word[at + 1 :]
    if not left or not right or word[:2] in {f"{a}s" for a in APOSTROPHES}:
        return False
    last = _HYPHEN.split(left)[-1]
    first = _HYPHEN.split(right)[0]
    if not last or not first:
        return False
    if _ABBREVIATION.fullmatch(last) and not last.isdigit():
        return True
    if _ABBREVIATION.fullmatch(first) and not first.isdigit():
        return True
    if last[0].isupper() and first[0].islower():
        return first not in context_words().particles and not _is_place(word)
    return _is_place(left) and (_is_place(right) or _is_district(right)) and not _is_place(word)


def _is_district(word: str) -> bool:
    return word.lower() in context_words().districts


def _ends_in_full_stop(text: str) -> bool:
    """Say whether one of spaCy's abbreviations is rather a name at the end of a sentence.

    ``IND.``, ``Best.`` and ``Max.`` are, ``Dr.`` is not.
    """
    word = text.removesuffix(".")
    if word == text or not word.isalpha():
        return False
    if word.isupper():
        return len(word) > 1
    if text.lower() in context_words().honorifics:
        return False
    registers = default_registers()
    return word[0].isupper() and (
        _is_place(word) or word in registers.given_names or word in registers.surnames
    )


class _InfixFinder:
    """Finds where a token is split; has the shape of a compiled regular expression."""

    pattern = _SLASH_OR_SENTENCE_END.pattern

    def finditer(self, word: str) -> Iterator[re.Match[str]]:
        if "@" in word or "://" in word or word.startswith("www."):
            return iter(())
        found = [*_SLASH_OR_SENTENCE_END.finditer(word), *_APOSTROPHE.finditer(word)]
        found += [m for m in _HYPHEN.finditer(word) if _splits(word, m.start())]
        return iter(sorted(found, key=lambda match: match.start()))


class DutchTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's rule-based tokenizer with the infix rules above; rebuilt from code when loaded."""

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Return nothing: the rules are code, not data."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> DutchTokenizer:
        """Return the tokenizer unchanged."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Write nothing: the rules are code, not data."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> DutchTokenizer:
        """Return the tokenizer unchanged."""
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle, (self.vocab,)


def _unpickle(vocab: Any) -> DutchTokenizer:
    nlp = spacy.blank("nl", vocab=vocab)
    return make_tokenizer(nlp)


def make_tokenizer(nlp: Language) -> DutchTokenizer:
    """Make the tokenizer for a Dutch pipeline; it shares the pipeline's vocabulary."""
    defaults = nlp.Defaults
    quotes = {"'", "\\'", *APOSTROPHES}
    prefixes = [p for p in defaults.prefixes or () if p not in quotes]
    prefixes += [rf"[{APOSTROPHES}](?!s-[{_UPPER}]|[stnk]$)", "\u2022", "@"]
    suffixes = [
        *(defaults.suffixes or ()),
        rf"(?<=[{_LETTER}0-9])[{APOSTROPHES}]s",
        rf"(?<=[{_LETTER}0-9\)])[{HYPHENS}]",
        rf"(?<=[{_LOWER}0-9])[!?:;,/]",
        rf"(?<=[{_LOWER}0-9&][{_UPPER}])\.",
        rf"(?<=[{_LETTER}][{HYPHENS}][{_UPPER}])\.",
    ]
    rules = {
        text: cases
        for text, cases in (defaults.tokenizer_exceptions or {}).items()
        if (not text.startswith("'") or len(text) <= 3) and not _ends_in_full_stop(text)
    }
    return DutchTokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=_InfixFinder().finditer,
        token_match=re.compile(rf"[{APOSTROPHES}]s-?[{_UPPER}][{_LOWER}-]+$").match,
    )


@registry.tokenizers("terugblik.Tokenizer.v1")  # type: ignore[untyped-decorator]
def create_tokenizer() -> Callable[[Language], DutchTokenizer]:
    """Return the maker of the tokenizer, for the ``[nlp.tokenizer]`` block of a config."""
    return make_tokenizer
