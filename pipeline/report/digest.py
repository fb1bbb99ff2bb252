"""What is new since a day, as text or as an Atom feed (RFC 4287)."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date as Day
from typing import Any, Literal
from urllib.parse import quote

import pandas as pd

from pipeline.report import dutch
from pipeline.report.corpus import make_corpus
from pipeline.report.news import New, News, news
from pipeline.trends.counts import Tables

ATOM = "http://www.w3.org/2005/Atom"
HEADINGS = {
    "thema": "Nieuwe thema’s",
    "persoon": "Nieuwe mensen",
    "organisatie": "Nieuwe organisaties",
    "stad": "Nieuwe steden",
}


def digest(
    tables: Tables,
    run: Mapping[str, Any] | None = None,
    *,
    since: Day | str,
    form: Literal["text", "atom"] = "text",
) -> str:
    """Return what the recaps from ``since`` on have that no earlier recap has.

    Args:
        tables: all tables of the design but ``trends``.
        run: content of run.json, for the names of themes.
        since: first day that counts as new (a date or YYYY-MM-DD).
        form: ``text``, or ``atom`` for a feed with one entry per recap and per new thing.

    Raises:
        ValueError: ``since`` is no date, or ``form`` neither of the two.
    """
    if form not in ("text", "atom"):
        raise ValueError(f"unknown form {form!r}; choose text or atom")
    found = news(make_corpus(tables, run), since=pd.Timestamp(since).normalize())
    return _text(found) if form == "text" else _atom(found)


def _text(found: News) -> str:
    lines = [f"Nieuw sinds {dutch.date(found.since)}", ""]
    if found.documents.empty:
        return "\n".join([*lines, "Geen verslagen sinds die dag."]) + "\n"
    lines.append(dutch.counted(len(found.documents), "verslag", "verslagen") + ":")
    lines += [f"  {_document_line(row)}" for row in found.documents.to_dict("records")]
    for kind, heading in HEADINGS.items():
        items = found.of(kind)
        lines += ["", f"{heading}: {len(items) or 'geen'}"]
        lines += [f"  {_item_line(item)}" for item in items]
    return "\n".join(lines) + "\n"


def _document_line(row: Mapping[Any, Any]) -> str:
    return f"{dutch.date(row['date'])}  {' '.join(str(row['title'] or row['source']).split())}"


def _item_line(item: New) -> str:
    count = dutch.counted(item.paragraphs, "alinea", "alinea’s")
    return (
        f"{' '.join(item.name.split())} ({count}, voor het eerst op {dutch.date(item.first_seen)})"
    )


def _atom(found: News) -> str:
    feed = ET.Element("feed", {"xmlns": ATOM})
    last = found.documents["date"].max() if len(found.documents) else found.since
    _add(feed, "id", f"urn:terugblik:nieuw:{found.since:%Y-%m-%d}")
    _add(feed, "title", f"Terugblik: nieuw sinds {dutch.date(found.since)}")
    _add(feed, "updated", _stamp(last))
    author = ET.SubElement(feed, "author")
    _add(author, "name", "terugblik")
    for row in found.documents.to_dict("records"):
        title = str(row["title"] or row["source"])
        _entry(feed, f"verslag:{row['doc_id']}", title, row["date"], _document_line(row))
    for item in found.items:
        name = f"Nieuw{'' if item.kind == 'thema' else 'e'} {item.kind}: {item.name}"
        _entry(feed, f"{item.kind}:{item.id}", name, item.first_seen, _item_line(item))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _entry(feed: ET.Element, key: str, title: str, day: pd.Timestamp, text: str) -> None:
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", f"urn:terugblik:{quote(key)}")
    _add(entry, "title", title)
    _add(entry, "updated", _stamp(day))
    _add(entry, "summary", text)


def _add(parent: ET.Element, name: str, text: str) -> None:
    allowed = (c for c in text if c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF))
    ET.SubElement(parent, name).text = "".join(allowed)


def _stamp(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}T00:00:00Z"
