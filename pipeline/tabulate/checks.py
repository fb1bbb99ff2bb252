"""The check at the end of a run: every paragraph in is a row out or a listed problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.records import AnnotatedRecap
from pipeline.tabulate.rows import paragraph_blocks
from pipeline.tabulate.tables import ordered

# Column that refers, and the table and column where its value must be.
_REFERENCES = (
    ("paragraphs", ("doc_id",), "documents", ("doc_id",)),
    ("themes", ("doc_id", "paragraph"), "paragraphs", ("doc_id", "paragraph")),
    ("entities", ("doc_id",), "documents", ("doc_id",)),
    ("roles", ("doc_id",), "documents", ("doc_id",)),
    ("roles", ("person_id",), "people", ("person_id",)),
)
_ACTORS = (
    ("PER", "people", "person_id"),
    ("ORG", "organisations", "organisation_id"),
    ("CITY", "cities", "city_id"),
)


def balance(
    annotated: Sequence[AnnotatedRecap], tables: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    """Compare what went in with what came out, for run.json.

    Returns:
        documents_in, documents_out, paragraphs_in, paragraphs_out, paragraphs_left_out (those of
        recaps that were not analysed and have a row in ``problems``), mentions_in, mentions_out,
        broken (references between tables that lead nowhere, as text) and balanced: True when
        nothing is lost and nothing is broken.
    """
    items = ordered(annotated)
    listed = set(tables["problems"]["source"])
    documents = tables["documents"]
    unread = documents[(documents["status"] != "ok") & documents["source"].isin(listed)]
    counts = {
        "documents_in": len(items),
        "documents_out": len(documents),
        "paragraphs_in": sum(len(paragraph_blocks(item.recap)) for item in items),
        "paragraphs_out": len(tables["paragraphs"]),
        "paragraphs_left_out": int(unread["paragraphs"].sum()),
        "mentions_in": sum(len(item.mentions) for item in items if item.recap.status == "ok"),
        "mentions_out": len(tables["entities"]),
    }
    broken = broken_references(tables)
    kept = counts["paragraphs_out"] + counts["paragraphs_left_out"]
    balanced = (
        counts["documents_in"] == counts["documents_out"]
        and counts["paragraphs_in"] == kept
        and counts["mentions_in"] == counts["mentions_out"]
        and not broken
    )
    return {**counts, "broken": broken, "balanced": balanced}


def broken_references(tables: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return one line per kind of reference that leads nowhere, with a count and an example."""
    checks = [
        (f"{name}.{'+'.join(columns)}", _keys(tables[name], columns), _keys(tables[target], keys))
        for name, columns, target, keys in _REFERENCES
    ]
    entities = tables["entities"]
    checks += [
        (
            f"entities.entity_id ({label})",
            _keys(entities[entities["label"] == label], ("entity_id",)),
            _keys(tables[table], (column,)),
        )
        for label, table, column in _ACTORS
    ]
    return [
        f"{what}: {len(lost)} not found, for example {min(lost)}"
        for what, used, known in checks
        if (lost := used - known)
    ]


def _keys(frame: pd.DataFrame, columns: Sequence[str]) -> set[tuple[Any, ...]]:
    return set(frame[list(columns)].itertuples(index=False, name=None))
