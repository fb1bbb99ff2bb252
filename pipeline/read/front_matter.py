"""The front matter of a Markdown file (``---`` or ``+++`` lines): flat keys and values."""

from __future__ import annotations

import re

_FENCED = re.compile(
    r"\A(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<inner>.*?)^(?P=mark)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
_ENTRY = re.compile(r"^(?P<key>[\w -]{1,40}?)[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)", re.MULTILINE)
_KEYS = {
    "title": "title",
    "titel": "title",
    "date": "date",
    "datum": "date",
    "event_date": "date",
    "datum_bijeenkomst": "date",
    "event": "event",
    "bijeenkomst": "event",
    "soort": "event",
    "type": "event",
    "host_city": "host_city",
    "gaststad": "host_city",
    "gastgemeente": "host_city",
    "gastheer": "host_city",
    "plaats": "host_city",
    "locatie": "host_city",
    "location": "host_city",
    "stad": "host_city",
    "city": "host_city",
}


def split_front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the known keys of the front matter and the offset where the body begins.

    Keys are ``title``, ``date``, ``event`` and ``host_city``, Dutch and English spellings; of two
    spellings of one key the first counts. Without front matter: an empty dict and 0.
    """
    fenced = _FENCED.match(text)
    if fenced is None or not _ENTRY.search(fenced["inner"]):
        return {}, 0
    found: dict[str, str] = {}
    for entry in _ENTRY.finditer(fenced["inner"]):
        key = _KEYS.get(entry["key"].strip().lower().replace(" ", "_"))
        value = entry["value"].strip().strip("\"'").strip()
        if key and value:
            found.setdefault(key, value)
    if "date" in found:
        found["date_source"] = "front_matter"
    return found, fenced.end()
