"""The paragraph browser's data: every paragraph with its labels, names and marked text.

Texts are cut into pieces here, so that the page never counts characters (JavaScript counts UTF-16
units, the tables count code points).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pipeline.report import dutch
from pipeline.report.corpus import Corpus
from pipeline.report.labels import NO_THEME
from pipeline.trends import PERIODS, period_of
from pipeline.trends.counts import KEY

MAX_TEXTS = 5_000
"""Paragraphs whose text is in the page; of the others only the labels are."""

Piece = str | list[Any]


def browser_data(corpus: Corpus, *, links: Mapping[str, str], max_texts: int = MAX_TEXTS) -> Any:
    """Return what the page's script needs, as plain lists and dicts for JSON.

    Args:
        corpus: the tidied tables.
        links: doc_id to the address of the source document, for those that have one.
        max_texts: the most paragraphs to give with their text; the strongest of each theme first.
    """
    documents = corpus.documents
    place = {str(doc): i for i, doc in enumerate(documents["doc_id"])}
    rows = corpus.tables["paragraphs"]
    rows = rows[rows["doc_id"].isin(place)]
    names, entities = _entities(corpus)
    themes = _themes(corpus)
    chosen = _strongest(rows, themes, max_texts)
    paragraphs = []
    order = rows.assign(order=rows["doc_id"].map(place)).sort_values(["order", "paragraph"])
    for row in order.to_dict("records"):
        key = (row["doc_id"], row["paragraph"])
        found = entities.get(key, [])
        item = {
            "d": place[row["doc_id"]],
            "n": int(row["paragraph"]),
            "p": row["pillar"],
            "t": [theme for theme, _, _ in themes.get(key, [])],
            "e": sorted({entity for _, _, entity in found}),
        }
        if key in chosen:
            terms = [term for _, _, evidence in themes.get(key, []) for term in evidence]
            item |= {"s": row["section"], "x": pieces(row["text"], row["start"], found, terms)}
        paragraphs.append(item)
    return {
        "documents": [_document(row, links) for row in documents.to_dict("records")],
        "pillars": {p: corpus.labels.pillar(p) for p in corpus.pillar_order()},
        "themes": {t: corpus.labels.theme(t) for t in corpus.theme_order()},
        "noTheme": NO_THEME,
        "entities": names,
        "paragraphs": paragraphs,
        "periods": {p: dutch.period_name(p) for p in sorted(set(corpus.trends["period"]))},
    }


def pieces(
    text: str, start: int, mentions: list[tuple[int, int, int]], terms: list[str]
) -> list[Piece]:
    """Cut a paragraph into plain strings, ``["e", text, entity]`` and ``["v", text]`` (evidence).

    Args:
        text: of the paragraph.
        start: offset of the paragraph in its document.
        mentions: (start, end, entity number) in the document.
        terms: evidence, found back regardless of case; names win where both overlap.
    """
    spans: list[tuple[int, int, Piece]] = []
    taken = [False] * len(text)
    for begin, end, entity in sorted(mentions):
        low, high = begin - start, end - start
        if 0 <= low < high <= len(text) and not any(taken[low:high]):
            taken[low:high] = [True] * (high - low)
            spans.append((low, high, ["e", text[low:high], entity]))
    for term in sorted(set(filter(None, terms)), key=lambda t: (-len(t), t)):
        for match in re.finditer(rf"(?<!\w){re.escape(term)}", text, flags=re.IGNORECASE):
            low, high = match.span()
            if not any(taken[low:high]):
                taken[low:high] = [True] * (high - low)
                spans.append((low, high, ["v", text[low:high]]))
    result: list[Piece] = []
    at = 0
    for low, high, piece in sorted(spans, key=lambda span: span[0]):
        result += [text[at:low], piece]
        at = high
    return [piece for piece in [*result, text[at:]] if piece]


def _document(row: Mapping[Any, Any], links: Mapping[str, str]) -> dict[str, Any]:
    day = row["date"]
    labels = [period_of(day, period=period) for period in PERIODS]
    return {
        "id": row["doc_id"],
        "title": row["title"] or row["source"],
        "date": dutch.date(day),
        "event": "" if row["event"] == "other" else row["event"],
        "city": row["host_city"],
        "source": row["source"],
        "href": links.get(str(row["doc_id"]), ""),
        "periods": sorted(set(labels)),
    }


def _entities(
    corpus: Corpus,
) -> tuple[list[list[str]], dict[tuple[str, int], list[tuple[int, int, int]]]]:
    """Number the entities; return [label, id, name] of each and the mentions per paragraph."""
    rows = corpus.tables["entities"]
    numbers: dict[tuple[str, str], int] = {}
    names: list[list[str]] = []
    mentions: dict[tuple[str, int], list[tuple[int, int, int]]] = defaultdict(list)
    columns = [*KEY, "start", "end", "label", "entity_id", "name"]
    for row in rows[columns].to_dict("records"):
        key = (row["label"], row["entity_id"])
        if key not in numbers:
            numbers[key] = len(names)
            names.append([row["label"], row["entity_id"], row["name"]])
        where = (row["doc_id"], row["paragraph"])
        mentions[where].append((int(row["start"]), int(row["end"]), numbers[key]))
    return names, mentions


def _themes(corpus: Corpus) -> dict[tuple[str, int], list[tuple[str, float, list[str]]]]:
    """Return (theme, confidence, evidence terms) of each paragraph, strongest first."""
    themes: dict[tuple[str, int], list[tuple[str, float, list[str]]]] = defaultdict(list)
    rows = corpus.tables["themes"].drop_duplicates([*KEY, "theme"])
    rows = rows.sort_values([*KEY, "confidence", "theme"], ascending=[True, True, False, True])
    for row in rows.to_dict("records"):
        terms = [term.strip() for term in row["evidence"].split(";")]
        themes[row["doc_id"], row["paragraph"]].append((row["theme"], row["confidence"], terms))
    return themes


def _strongest(
    rows: pd.DataFrame,
    themes: dict[tuple[str, int], list[tuple[str, float, list[str]]]],
    most: int,
) -> set[tuple[str, int]]:
    """Return the paragraphs to give with text: all, or in turn the strongest of each theme."""
    keys = list(rows[KEY].itertuples(index=False, name=None))
    if len(keys) <= most:
        return set(keys)
    ranks: dict[str, list[tuple[float, tuple[str, int]]]] = defaultdict(list)
    for key in keys:
        for theme, confidence, _ in themes.get(key, [("", 0.0, [])]):
            ranks[theme].append((-confidence, key))
    queue = sorted(
        (rank, key) for found in ranks.values() for rank, (_, key) in enumerate(sorted(found))
    )
    return set(list(dict.fromkeys(key for _, key in queue))[:most])
