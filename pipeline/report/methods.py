"""The methods box: what was read, what was left out and why, with what, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.report import dutch
from pipeline.report.corpus import Corpus
from pipeline.report.links import browse
from pipeline.trends import undated_documents

SEVERITIES = {"error": "Niet gelukt", "warning": "Let op", "info": "Goed om te weten"}
STATUSES = {
    "not_dutch": "niet in het Nederlands",
    "empty": "leeg",
    "unreadable": "niet te lezen",
    "duplicate": "zelfde inhoud als een ander verslag",
}
NAMES = {"PER": "mensen", "ORG": "organisaties", "CITY": "steden"}
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A document as the methods box lists it; ``note`` says why it was not counted, if so."""

    title: str
    source: str
    date: str
    paragraphs: int
    href: str
    link: str
    note: str


@dataclass(frozen=True, slots=True)
class Methods:
    """What the methods box shows."""

    sources: tuple[Source, ...]
    undated: tuple[str, ...]
    problems: tuple[tuple[str, str, str], ...]
    problems_total: int
    facts: tuple[tuple[str, str], ...]
    tests: tuple[tuple[str, ...], ...]


def methods(corpus: Corpus, *, links: Mapping[str, str]) -> Methods:
    """Collect what the methods box shows; ``links`` is doc_id to the address of its source."""
    documents = corpus.tables["documents"].sort_values(["date", "doc_id"])
    problems = corpus.tables["problems"]
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    ranked = problems.assign(order=problems["severity"].map(order)).sort_values(
        ["order", "source", "message"]
    )
    return Methods(
        sources=tuple(_source(row, links) for row in documents.to_dict("records")),
        undated=tuple(
            str(row["title"] or row["source"])
            for row in undated_documents(corpus.tables).to_dict("records")
        ),
        problems=tuple(
            (SEVERITIES[row["severity"]], str(row["source"]), str(row["message"]))
            for row in ranked.head(MOST_PROBLEMS).to_dict("records")
        ),
        problems_total=len(problems),
        facts=tuple(_facts(corpus.run)),
        tests=tuple(_test(corpus, row) for _, row in corpus.tests.iterrows()),
    )


def _source(row: Mapping[Any, Any], links: Mapping[str, str]) -> Source:
    return Source(
        title=row["title"] or row["source"],
        source=row["source"],
        date=dutch.date(row["date"]),
        paragraphs=int(row["paragraphs"]),
        href=browse(verslag=str(row["doc_id"])),
        link=links.get(str(row["doc_id"]), ""),
        note="" if row["status"] == "ok" else STATUSES.get(row["status"], str(row["status"])),
    )


def _facts(run: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what run.json says about version, model and measured accuracy, flattened."""
    facts = []
    if run.get("terugblik"):
        facts.append(("Versie", f"terugblik {run['terugblik']}"))
    if run.get("finished"):
        facts.append(("Gemaakt", dutch.date(pd.Timestamp(str(run["finished"])[:10]))))
    if run.get("inputs"):
        facts.append(("Invoer", ", ".join(map(str, run["inputs"]))))
    model = run.get("model")
    return facts + _model_facts(model if isinstance(model, dict) else {})


def _model_facts(model: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the model's name and version, and how well it finds names by its own measure."""
    known = [str(model[key]) for key in ("name", "version") if model.get(key)]
    digest = str(model.get("sha256", ""))[:12]
    facts = [("Model", " ".join(known) + (f" ({digest})" if digest else ""))] if known else []
    scores = model.get("scores")
    per_label = scores.get("ents_per_type") if isinstance(scores, dict) else None
    for label, name in NAMES.items():
        found = per_label.get(label) if isinstance(per_label, dict) else None
        if isinstance(found, dict) and {"p", "r"} <= set(found):
            right, complete = dutch.percent(float(found["p"])), dutch.percent(float(found["r"]))
            text = f"{right} van wat het model vindt klopt, {complete} van wat er staat vindt het"
            facts.append((f"Herkenning van {name}", text))
    if len(facts) > 1:
        text = "op teksten waar het model niet van leerde; registers en regels komen daar nog bij"
        facts.append(("Gemeten", text))
    return facts


def _test(corpus: Corpus, row: pd.Series[Any]) -> tuple[str, ...]:
    names = {
        "theme": corpus.labels.theme(row["theme"]),
        "pillar": f"Pijler {corpus.labels.pillar(row['pillar'])}",
        "none": "Zonder thema",
    }
    known = not pd.isna(row["p"])
    return (
        names[row["level"]],
        dutch.number(int(row["paragraphs"])),
        dutch.number(int(row["meetings"])),
        f"{dutch.percent(row['first'])} → {dutch.percent(row['last'])}" if known else "–",
        _odds(row) if known else "–",
        _p(row["p"]) if known else "–",
        row["trend"],
    )


def _odds(row: pd.Series[Any]) -> str:
    values = [f"{row[name]:.2f}".replace(".", ",") for name in ("odds_ratio", "low", "high")]
    return f"× {values[0]} ({values[1]}–{values[2]})"


def _p(value: float) -> str:
    return "< 0,001" if value < 0.001 else f"{value:.3f}".replace(".", ",")
