"""Normal forms of names, so that spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´ʹ′＇"), "'")
_HYPHENS = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_SAINT = re.compile(r"\bst\b\.?")
_ON_THE = re.compile(r"\b(a/d|a\.d\.|aan den)(?= )")


def plain(text: str) -> str:
    """Return the text in NFC with straight apostrophes, plain hyphens and single spaces."""
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES).translate(_HYPHENS)
    return " ".join(text.replace("ĳ", "ij").replace("Ĳ", "IJ").replace("\u00ad", "").split())


@lru_cache(maxsize=20_000)
def place_key(name: str) -> str:
    """Return the key under which spellings of one place name meet.

    Case, accents, apostrophes and the difference between hyphen and space are dropped, ``St.`` is
    ``Sint`` and ``a/d`` is ``aan de(n)``: ``'s-Hertogenbosch``, ``’s Hertogenbosch`` and
    ``S-HERTOGENBOSCH`` are one.
    """
    text = plain(name).casefold().replace("'", "").replace("-", " ")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(_ON_THE.sub("aan de", _SAINT.sub("sint", text)).split())


@lru_cache(maxsize=50_000)
def name_key(name: str) -> str:
    """Return the key under which spellings of one organisation name meet.

    Case, accents, apostrophes, points, hyphens and ``&``/``en`` do not count.
    """
    text = plain(name).casefold().replace("&", " en ")
    text = re.sub(r"[.'\"“”„]", "", text)
    text = re.sub(r"[-/,():]", " ", text)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(text.split())
