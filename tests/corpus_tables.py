"""A small corpus as tables, for tests of what is made from tables."""

from __future__ import annotations

import pandas as pd

from pipeline.records import (
    AnnotatedRecap,
    Block,
    Entity,
    Labels,
    Mention,
    Recap,
    Role,
    Theme,
)
from pipeline.registers import default_registers
from pipeline.tabulate.identity import assign_ids
from pipeline.tabulate.tables import build_tables

JET = Entity("p1", "PER", "Jet van Aalst")
AEDES = Entity("o1", "ORG", "Ons Thuis & Co", abbreviation="OTC", kind="corporatie")
WEERT = Entity("c1", "CITY", "Weert", register_id="GM0988")


def _recap(doc_id: str, date: str | None, text: str, themes: tuple[str, ...]) -> AnnotatedRecap:
    entities = [(JET, "Jet van Aalst"), (AEDES, "OTC"), (WEERT, "Weert")]
    mentions = [
        Mention(0, at, at + len(form), form, entity.label, "model", entity.key)
        for entity, form in entities
        if (at := text.find(form)) >= 0
    ]
    roles = (Role(0, 0, 10, "p1", JET.name, "wethouder", "Weert", "CITY", "c1"),)
    kept = tuple(e for e, form in entities if form in text)
    return AnnotatedRecap(
        Recap(doc_id, f"{doc_id}.txt", text, (Block(0, "paragraph", 0, len(text)),), date=date),
        mentions=tuple(mentions),
        entities=kept,
        roles=roles if {JET, WEERT} <= set(kept) else (),
        labels=(Labels(0, "fysiek", 0.9, tuple(Theme(t, "fysiek", 0.8) for t in themes)),),
    )


def small_tables() -> dict[str, pd.DataFrame]:
    """Return the tables of three recaps about one person, one organisation and one city."""
    annotated = [
        _recap("d1", "2020-05-01", "Jet van Aalst, wethouder in Weert, sprak.", ("wonen",)),
        _recap("d2", "2021-05-01", "Jet van Aalst zag OTC.", ("wonen", "zorg")),
        _recap("d3", None, "In Weert bouwt OTC\x0b door.", ()),
    ]
    return build_tables(annotated, places=default_registers(), identities=assign_ids(annotated))
