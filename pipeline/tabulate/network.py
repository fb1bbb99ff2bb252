"""The network of people, organisations, cities and themes, for Gephi, Cytoscape and networkx.

Nodes are people, organisations, cities (ids of the tables) and themes (``theme:wonen``). Edges are
``spoke-on`` (somebody or something is named in a paragraph on a theme) and ``affiliated-with`` (a
row of ``roles`` ties a person to an organisation or city). The graph is undirected and has at most
one edge between two nodes; the kinds of the nodes tell the relation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NODE_TABLES = {
    "people": ("person", "person_id"),
    "organisations": ("organisation", "organisation_id"),
    "cities": ("city", "city_id"),
}
_DETAILS = ("abbreviation", "kind", "municipality", "municipality_code", "province")
_ROLE_LIMIT = 200


def build_network(tables: Mapping[str, pd.DataFrame]) -> nx.Graph:
    """Build the graph from the tables ``people`` to ``roles`` and ``themes``.

    Nodes have ``label``, ``type`` (person, organisation, city, theme), ``mentions``,
    ``documents`` and the table's details; edges have ``relation``, ``weight`` (paragraphs, for
    ``spoke-on``; rows of ``roles``, for ``affiliated-with``), ``documents``, ``first_seen`` and
    ``last_seen`` (ISO dates, "" when unknown), and ``roles`` for affiliations.
    """
    graph = nx.Graph()
    for table, (kind, column) in _NODE_TABLES.items():
        for row in tables[table].to_dict("records"):
            graph.add_node(row[column], **_node(kind, row))
    dates = dict(zip(tables["documents"]["doc_id"], tables["documents"]["date"], strict=True))
    for edge in (_spoken(tables), _affiliated(tables)):
        for one, other, rows in edge:
            _add_edge(graph, one, other, rows, dates)
    return graph


def write_network(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Path]:
    """Write ``network.graphml`` and ``network.gexf`` to a folder; return the paths.

    The same tables give the same bytes: the date that GEXF writers put in is left out.
    """
    graph = build_network(tables)
    texts = {
        "network.graphml": "\n".join(nx.generate_graphml(graph)),
        "network.gexf": re.sub(
            r' lastmodifieddate="[^"]*"', "", "\n".join(nx.generate_gexf(graph))
        ),
    }
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def _node(kind: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    details = {f"{name}": _text(row[name]) for name in _DETAILS if name in row}
    return {
        "label": _text(row["name"]),
        "type": kind,
        "mentions": int(row["mentions"]),
        "documents": int(row["documents"]),
        **details,
    }


def _spoken(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield (entity id, theme node, its paragraphs) for all names in paragraphs on a theme."""
    named = tables["entities"][["doc_id", "paragraph", "entity_id"]].drop_duplicates()
    themes = tables["themes"][["doc_id", "paragraph", "theme"]]
    for (entity, theme), rows in named.merge(themes, on=["doc_id", "paragraph"]).groupby(
        ["entity_id", "theme"], sort=True
    ):
        yield str(entity), f"theme:{theme}", rows


def _affiliated(tables: Mapping[str, pd.DataFrame]) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """Yield (person id, organisation or city id, rows of ``roles``)."""
    roles = tables["roles"].dropna(subset=["affiliation_id"])
    for (person, affiliation), rows in roles.groupby(["person_id", "affiliation_id"], sort=True):
        yield str(person), str(affiliation), rows


def _add_edge(
    graph: nx.Graph, one: str, other: str, rows: pd.DataFrame, dates: Mapping[str, Any]
) -> None:
    if other.startswith("theme:") and other not in graph:
        graph.add_node(other, label=_text(other.removeprefix("theme:")), type="theme")
    if one not in graph or other not in graph:
        return
    documents = sorted(set(rows["doc_id"]))
    days = sorted(_day(dates.get(doc_id)) for doc_id in documents)
    known = [day for day in days if day]
    affiliated = "role" in rows
    graph.add_edge(
        one,
        other,
        relation="affiliated-with" if affiliated else "spoke-on",
        weight=len(rows),
        documents=len(documents),
        first_seen=known[0] if known else "",
        last_seen=known[-1] if known else "",
        roles=_roles(rows) if affiliated else "",
    )


def _roles(rows: pd.DataFrame) -> str:
    return _text("; ".join(sorted(set(rows["role"].dropna()))))[:_ROLE_LIMIT]


def _day(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)[:10]


def _text(value: Any) -> str:
    """Return text that XML can hold, "" for a missing value."""
    return "" if value is None or pd.isna(value) else _NOT_XML.sub("", str(value))
