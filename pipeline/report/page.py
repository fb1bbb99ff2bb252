"""The report as one HTML file that needs nothing else: no network, no second file, no eval.

Recap text is hostile input. It reaches the page in two ways only: through jinja2 with
autoescaping, and as JSON in a data block in which no ``<``, ``>`` or ``&`` is left. The
Content-Security-Policy allows the page's own script and style by their hash and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.report import actors, dutch, figures
from pipeline.report.corpus import Corpus, make_corpus
from pipeline.report.links import browse
from pipeline.report.methods import methods
from pipeline.report.news import last_meeting, news
from pipeline.report.paragraphs import MAX_TEXTS, browser_data
from pipeline.report.summary import summary
from pipeline.trends import Period
from pipeline.trends.counts import Tables

MOST_ROWS = 300
"""Rows of people, organisations and cities in the page; the tables have all."""
SCRIPTS = ("browser.js", "figures.js")
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def write_report(
    tables: Tables, run: Mapping[str, Any], path: Path, *, period: Period = "year"
) -> Path:
    """Write the report page and return its path.

    Args:
        tables: all tables of the design (``trends`` is computed anew for ``period``).
        run: content of run.json; its ``links`` (doc_id to an address relative to the page) make
            the sources clickable.
        path: the HTML file to write.
        period: kind of period that shares are given for.
    """
    corpus = make_corpus(tables, run, period=period)
    path.write_bytes(render(corpus).encode("utf-8", errors="replace"))
    return path


def render(corpus: Corpus, *, max_texts: int = MAX_TEXTS) -> str:
    """Return the page as text; ``max_texts`` as in ``pipeline.report.paragraphs``."""
    static = files("pipeline") / "report" / "static"
    style = (static / "report.css").read_text(encoding="utf-8")
    script = "\n".join((static / name).read_text(encoding="utf-8") for name in SCRIPTS)
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"svg": Markup, "number": dutch.number, "date": dutch.date}
    return environment.get_template("report.html").render(
        **_context(corpus, max_texts),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style=style, script=script),
        data=Markup(json_block(browser_data(corpus, links=_links(corpus), max_texts=max_texts))),
    )


def policy(*, style: str, script: str) -> str:
    """Return the Content-Security-Policy: only this script and this style, no connections."""
    return (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def json_block(data: Any) -> str:
    """Return JSON that can stand inside ``<script type="application/json">`` whatever it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    return text


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")


def _template(name: str) -> str:
    folder = files("pipeline") / "report" / "templates"
    return (folder / f"{name}.j2").read_text(encoding="utf-8")


def _links(corpus: Corpus) -> dict[str, str]:
    """Return the links of run.json that are relative or to a file; others are left out."""
    given = corpus.run.get("links")
    links = given if isinstance(given, dict) else {}
    return {
        str(doc): str(href)
        for doc, href in links.items()
        if str(href).partition(":")[0] == "file" or ":" not in str(href)
    }


def _context(corpus: Corpus, max_texts: int) -> dict[str, Any]:
    people, organisations = actors.people(corpus), actors.organisations(corpus)
    cities = actors.cities(corpus)
    day = last_meeting(corpus)
    fresh = news(corpus, since=day) if day is not None else None
    total = len(corpus.tables["paragraphs"])
    return {
        "title": _title(corpus),
        "corpus": corpus,
        "sentences": summary(corpus),
        "news": fresh if fresh is not None and fresh.earlier else None,
        "pillars": figures.theme_figures(corpus),
        "pillar_figure": figures.pillar_figure(corpus),
        "heat_figure": figures.heat_figure(corpus),
        "city_figure": figures.city_figure(cities[:MOST_ROWS]),
        "people": people[:MOST_ROWS],
        "people_total": len(people),
        "kinds": _by_kind(organisations[:MOST_ROWS]),
        "organisations": organisations[:MOST_ROWS],
        "organisations_total": len(organisations),
        "cities_total": len(cities),
        "methods": methods(corpus, links=_links(corpus)),
        "left_out": max(0, total - max_texts),
        "max_texts": max_texts,
        "all_paragraphs": browse(),
        "browse": browse,
        "dutch": dutch,
        "actor_rows": figures.actor_rows,
    }


def _by_kind(organisations: list[actors.Actor]) -> list[tuple[str, list[actors.Actor]]]:
    """Group organisations by kind, the kind with most paragraphs first, unknown kinds last."""
    kinds: dict[str, list[actors.Actor]] = {}
    for organisation in organisations:
        kinds.setdefault(organisation.detail, []).append(organisation)
    weight = {kind: -sum(o.paragraphs for o in found) for kind, found in kinds.items()}
    return [
        (k or "overige", kinds[k]) for k in sorted(kinds, key=lambda k: (k == "", weight[k], k))
    ]


def _title(corpus: Corpus) -> str:
    years = sorted({day.year for day in corpus.documents["date"].dropna()})
    if not years:
        return "Terugblik"
    return f"Terugblik {years[0]}" + (f"–{years[-1]}" if len(years) > 1 else "")
