"""The network: nodes, edges, both files readable again and the same every time."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pandas as pd
from corpus_tables import small_tables

from pipeline.tabulate.network import build_network, write_network


def test_nodes_are_people_organisations_cities_and_themes() -> None:
    graph = build_network(small_tables())
    kinds = sorted(data["type"] for _, data in graph.nodes(data=True))
    assert kinds == ["city", "organisation", "person", "theme", "theme"]
    assert graph.nodes["GM0988"]["municipality_code"] == "GM0988"


def test_edges_have_counts_and_dates() -> None:
    graph = build_network(small_tables())
    spoke = graph.edges["per-jet-van-aalst", "theme:wonen"]
    assert (spoke["relation"], spoke["weight"], spoke["documents"]) == ("spoke-on", 2, 2)
    assert (spoke["first_seen"], spoke["last_seen"]) == ("2020-05-01", "2021-05-01")
    tied = graph.edges["per-jet-van-aalst", "GM0988"]
    assert (tied["relation"], tied["roles"], tied["weight"]) == ("affiliated-with", "wethouder", 1)


def test_files_read_back_and_are_the_same_every_time(tmp_path: Path) -> None:
    tables = small_tables()
    paths = write_network(tables, tmp_path)
    first = [path.read_bytes() for path in paths]
    assert [path.name for path in paths] == ["network.graphml", "network.gexf"]
    graph = build_network(tables)
    for read, path in zip((nx.read_graphml, nx.read_gexf), paths, strict=True):
        again = read(path)
        assert set(again.nodes) == set(graph.nodes)
        assert again.number_of_edges() == graph.number_of_edges()
    assert [path.read_bytes() for path in write_network(tables, tmp_path)] == first


def test_hostile_names_are_written(tmp_path: Path) -> None:
    tables = dict(small_tables())
    people: pd.DataFrame = tables["people"].copy()
    people["name"] = 'a\x00<&">\ufffe\U0001f600'
    tables["people"] = people
    path = write_network(tables, tmp_path)[0]
    assert 'a<&">\U0001f600' in {d["label"] for _, d in nx.read_graphml(path).nodes(data=True)}


def test_empty_tables_give_an_empty_network(tmp_path: Path) -> None:
    tables = {name: table.head(0) for name, table in small_tables().items()}
    for path in write_network(tables, tmp_path):
        assert path.stat().st_size
    assert build_network(tables).number_of_nodes() == 0
