"""Which theme in which city, and who speaks about it: themes against entities."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from pipeline.trends.counts import KEY, Tables, dated_paragraphs

Label = Literal["PER", "ORG", "CITY"]
LABELS: tuple[Label, ...] = ("PER", "ORG", "CITY")


def entity_paragraphs(tables: Tables, label: Label) -> pd.DataFrame:
    """Return the paragraphs that name each entity: entity_id, name, doc_id, paragraph, date.

    One row per entity and paragraph, however often it is named there. Mentions in headings are
    left out: a heading is no paragraph.
    """
    entities = tables["entities"]
    named = entities[(entities["label"] == label) & entities["entity_id"].notna()]
    named = named[[*KEY, "entity_id", "name"]].astype({"doc_id": str, "entity_id": str})
    named = named.drop_duplicates([*KEY, "entity_id"])
    return named.merge(dated_paragraphs(tables), on=KEY)[
        ["entity_id", "name", *KEY, "date"]
    ].reset_index(drop=True)


def themes_by_entity(tables: Tables, label: Label) -> pd.DataFrame:
    """Return how often each entity is named in paragraphs of each theme.

    Columns: entity_id, name, theme, paragraphs, share (of the paragraphs that name the entity,
    0-1). Sorted by entity (most paragraphs first), then by paragraphs. A share of few paragraphs
    says little; there is no test here.
    """
    named = entity_paragraphs(tables, label)
    totals = named.groupby("entity_id").size()
    themes = tables["themes"][[*KEY, "theme"]].drop_duplicates().astype({"doc_id": str})
    rows = named.merge(themes, on=KEY)
    counts = rows.groupby(["entity_id", "theme"], observed=True).agg(
        name=("name", "first"), paragraphs=("paragraph", "size")
    )
    result = counts.reset_index()
    result["total"] = result["entity_id"].map(totals)
    result["share"] = (result["paragraphs"] / result["total"]).round(6)
    result = result.sort_values(
        ["total", "entity_id", "paragraphs", "theme"], ascending=[False, True, False, True]
    )
    return result[["entity_id", "name", "theme", "paragraphs", "share"]].reset_index(drop=True)


def themes_by_city(tables: Tables) -> pd.DataFrame:
    """Return :func:`themes_by_entity` for cities."""
    return themes_by_entity(tables, "CITY")


def themes_by_actor(tables: Tables) -> pd.DataFrame:
    """Return :func:`themes_by_entity` for people and organisations, with a column ``label``."""
    people = themes_by_entity(tables, "PER").assign(label="PER")
    organisations = themes_by_entity(tables, "ORG").assign(label="ORG")
    return pd.concat([people, organisations], ignore_index=True)
