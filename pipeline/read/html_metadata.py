"""What a web page says about itself: its title, and when it was published or the event was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.read.dates import iso_date
from pipeline.read.rules import load_table

_SITE_SUFFIX = re.compile(r"\s+[|–—»·•]\s+[^|–—»·•]{1,60}\Z|\s+-\s+[^-]{1,40}\Z")


@cache
def _date_names() -> tuple[str, ...]:
    return tuple(load_table("html")["date_names"])


def page_title(page: Any) -> str:
    """Return the title of ``og:title`` or ``<title>``, without the name of the site behind it."""
    metas = _metas(page)
    found = metas.get("og:title") or metas.get("dcterms.title") or page.findtext(".//title") or ""
    title = " ".join(found.split())
    return _SITE_SUFFIX.sub("", title)


def page_metadata(page: Any) -> dict[str, str]:
    """Return ``date`` (ISO) with ``date_source``, and ``event_date`` when the page is an event."""
    found: dict[str, str] = {}
    linked = list(_linked_data(page))
    starts = [str(d["startDate"]) for d in linked if d.get("startDate")]
    if starts and (event_date := iso_date(starts[0])):
        found["event_date"] = event_date
    metas = _metas(page)
    values = [metas[name] for name in _date_names() if name in metas]
    values += [str(d["datePublished"]) for d in linked if d.get("datePublished")]
    values += [t.get("datetime") for t in page.iter("time") if t.get("datetime")]
    dates = (iso_date(value) for value in values)
    published = next((d for d in dates if d), None)
    if published:
        found |= {"date": published, "date_source": "html_metadata"}
    return found


def _metas(page: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and meta.get("content"):
            found.setdefault(name.lower(), meta.get("content"))
    return found


def _linked_data(page: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD; broken JSON is passed over."""
    for script in page.xpath(".//script[@type='application/ld+json']"):
        try:
            todo = [json.loads(script.text or "")]
        except (json.JSONDecodeError, RecursionError):
            continue
        while todo:
            value = todo.pop()
            if isinstance(value, list):
                todo.extend(value)
            elif isinstance(value, dict):
                yield value
                todo.extend(v for v in value.values() if isinstance(v, list | dict))
