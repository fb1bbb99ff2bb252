"""Annotated recaps in, tables out: the one place where the order of rows is decided.

Orders, the same for any order of the input:

- ``documents`` by date (undated last), then doc_id; ``paragraphs``, ``themes``, ``entities`` and
  ``roles`` in that order of documents, then in order of the text (``themes``: the main one first);
- ``people``, ``organisations``, ``cities`` by mentions, most first, then by id;
- ``problems`` by source, stage, severity and message; ``merge_candidates`` by score, highest
  first, then by kind and ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.records import AnnotatedRecap, Problem, Recap
from pipeline.tabulate import actors, rows
from pipeline.tabulate.rows import Row
from pipeline.tabulate.schema import SCHEMAS, conform

if TYPE_CHECKING:
    from pipeline.tabulate.identity import Identities

STAGE = "tabulate"


def build_tables(
    annotated: Sequence[AnnotatedRecap],
    problems: Sequence[Problem] = (),
    *,
    places: actors.Places,
    identities: Identities,
) -> dict[str, pd.DataFrame]:
    """Turn annotated recaps into all tables but ``trends``.

    Args:
        annotated: in any order; recaps that could not be read too (their status says why).
        problems: those of the run; those of the recaps are added here.
        places: the register that knows the municipality of a city id.
        identities: who is who over documents: ``assign_ids(ordered(annotated))``.

    Returns:
        Table name to frame, in the order of ``schema.SCHEMAS``, each with its schema.

    Raises:
        KeyError: a mention or role names an entity that its recap does not have.
        pandera.errors.SchemaError: a record holds a value that its column does not allow.
    """
    items = ordered(annotated)
    good = [item for item in items if item.recap.status == "ok"]
    ids = identities.ids
    found = actors.collect(good, ids)
    made: dict[str, Iterable[Row]] = {
        "documents": (rows.document_row(item.recap) for item in items),
        "paragraphs": _each(good, rows.paragraph_rows),
        "themes": _each(good, rows.theme_rows),
        "entities": _each(good, lambda item: rows.entity_rows(item, ids)),
        "people": actors.person_rows(found["PER"]),
        "organisations": actors.organisation_rows(found["ORG"]),
        "cities": actors.city_rows(found["CITY"], places),
        "roles": _each(good, lambda item: rows.role_rows(item, ids)),
        "problems": problem_rows(items, problems),
        "merge_candidates": candidate_rows(identities),
    }
    return {name: to_table(name, made[name]) for name in SCHEMAS if name in made}


def to_table(name: str, table_rows: Iterable[Row]) -> pd.DataFrame:
    """Return rows as the table of that name, see ``schema.conform``."""
    columns = list(SCHEMAS[name].columns)
    return conform(name, pd.DataFrame(list(table_rows), columns=columns, dtype=object))


def ordered(annotated: Iterable[AnnotatedRecap]) -> list[AnnotatedRecap]:
    """Sort recaps by date (undated last) and id; a second copy of a file becomes a duplicate.

    Files with the same content are one recap, so that nobody is counted twice: the first by source
    stays, the others keep only a row in ``documents``, with status ``duplicate`` and a problem.
    Where the file name is the same too, the id of a copy gets ``-2`` behind it.

    Call it before ``assign_ids``, for which a person in two copies is a person seen twice; what is
    ordered already stays as it is.
    """
    originals: dict[str, str] = {}
    ids: Counter[str] = Counter()
    items = []
    for item in sorted(annotated, key=_first_come):
        recap = item.recap
        content = recap.sha256 or recap.doc_id
        if recap.status == "ok":
            if content in originals:
                recap = _duplicate_of(originals[content], recap)
            originals.setdefault(content, recap.source)
        ids[recap.doc_id] += 1
        if ids[recap.doc_id] > 1:
            recap = replace(recap, doc_id=f"{recap.doc_id}-{ids[recap.doc_id]}")
        items.append(replace(item, recap=recap))
    return sorted(items, key=lambda item: (item.recap.date or "9999-99-99", item.recap.doc_id))


def problem_rows(items: Sequence[AnnotatedRecap], problems: Iterable[Problem]) -> list[Row]:
    """Return all problems once; a recap that was left out without a word gets one here."""
    everything = set(problems)
    for item in items:
        everything.update(item.recap.problems, item.problems)
    told = {problem.source for problem in everything}
    for item in items:
        if item.recap.status != "ok" and item.recap.source not in told:
            message = f"niet verwerkt: status {item.recap.status}"
            everything.add(Problem(item.recap.source, STAGE, "warning", message))
    order = sorted(everything, key=lambda p: (p.source, p.stage, p.severity, p.message))
    return [
        {"source": p.source or "-", "stage": p.stage, "severity": p.severity, "message": p.message}
        for p in order
    ]


def candidate_rows(identities: Identities) -> list[Row]:
    """Return the pairs that a human may want to merge, the most alike first."""
    columns = list(SCHEMAS["merge_candidates"].columns)
    made = [{name: getattr(pair, name) for name in columns} for pair in identities.candidates]
    return sorted(made, key=lambda row: (-row["score"], row["kind"], row["id_a"], row["id_b"]))


def _each(
    items: Iterable[AnnotatedRecap], make: Callable[[AnnotatedRecap], Iterator[Row]]
) -> Iterator[Row]:
    return (row for item in items for row in make(item))


def _first_come(item: AnnotatedRecap) -> tuple[bool, str, str, str]:
    recap = item.recap
    return recap.status != "ok", recap.source, recap.date or "", recap.text


def _duplicate_of(source: str, recap: Recap) -> Recap:
    message = f"zelfde inhoud als {source}: telt één keer mee"
    problem = Problem(recap.source, STAGE, "warning", message)
    return replace(recap, status="duplicate", problems=(*recap.problems, problem))
