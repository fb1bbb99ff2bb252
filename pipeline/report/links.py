"""Links from a figure to the paragraphs behind it: filters of the paragraph browser in the URL."""

from __future__ import annotations

from urllib.parse import quote, urlencode

ANCHOR = "#alineas"
PERIOD_GLUE = ","
"""Between several periods in the filter ``periode``; no period's label holds it."""
FILTERS = (
    "periode",
    "pijler",
    "thema",
    "stad",
    "persoon",
    "organisatie",
    "verslag",
    "zoek",
)
"""The filters, in the order in which they stand in the URL; the page's script knows the same."""


def browse(**filters: str) -> str:
    """Return the link that opens the paragraph browser with these filters.

    Values are percent-encoded, so that nothing from a recap can become another link.

    Raises:
        ValueError: a filter is not one of :data:`FILTERS`.
    """
    unknown = set(filters) - set(FILTERS)
    if unknown:
        raise ValueError(f"unknown filter {sorted(unknown)[0]!r}; known: {', '.join(FILTERS)}")
    chosen = {name: filters[name] for name in FILTERS if filters.get(name)}
    return f"{ANCHOR}?{urlencode(chosen, quote_via=quote)}" if chosen else ANCHOR
