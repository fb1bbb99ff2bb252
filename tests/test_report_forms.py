"""The report in other forms: Word, Markdown, image files, what is new as text and Atom."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from docx import Document

from pipeline.errors import OutputError
from pipeline.report import digest, make_corpus, markdown, write_docx, write_markdown, write_plots
from pipeline.report.brief import theme_rows
from pipeline.report.markdown import escape
from pipeline.report.plot import all_charts, image, main_themes
from pipeline.report.summary import summary
from tests.report_tables import HOSTILE, RUN, hostile_tables, report_tables

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def tables():
    return report_tables(meetings=12, years=3.0)


@pytest.fixture(scope="module")
def corpus(tables):
    return make_corpus(tables, RUN)


def test_the_brief_has_summary_three_charts_and_table(corpus, tmp_path):
    document = Document(str(write_docx(corpus, tmp_path / "brief.docx")))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in summary(corpus):
        assert sentence.text in text
    assert len(document.inline_shapes) == 3
    cells = [tuple(cell.text for cell in row.cells) for row in document.tables[-1].rows][1:]
    assert cells == theme_rows(corpus)
    last = corpus.trends[(corpus.trends["period"] == "2024") & (corpus.trends["level"] == "theme")]
    assert cells[0][0] == corpus.labels.theme(last.sort_values("paragraphs")["theme"].iloc[-1])


def test_the_brief_holds_hostile_text_and_empty_corpora(tables, tmp_path):
    hostile, run = hostile_tables()
    hostile["problems"]["message"] += "\x00\x1b"
    assert write_docx(make_corpus(hostile, run), tmp_path / "a.docx").stat().st_size
    empty = make_corpus({name: rows.iloc[:0] for name, rows in tables.items()}, {})
    assert len(Document(str(write_docx(empty, tmp_path / "b.docx"))).inline_shapes) == 0


def test_markdown_has_the_figures_and_no_markup_from_recaps(corpus, tmp_path):
    path = write_markdown(corpus, tmp_path / "report.md")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Terugblik 2021–2024: waar ging het over?\n")
    assert "| Tineke Roos | wethouder, Deventer |" in text
    hostile = markdown(make_corpus(*hostile_tables()))
    assert "<script" not in hostile.replace("\\<script", "")
    assert all(
        line.count("|") % 2 or "\\|" in line or "|" not in line for line in hostile.splitlines()
    )


@pytest.mark.parametrize("text", [*HOSTILE, "- a | b", "# kop", "a\nb"])
def test_escape(text):
    line = escape(text)
    assert "\n" not in line
    assert not line.startswith(("-", "#", "+"))


def test_charts_become_files(corpus, tmp_path):
    names = [name for name, _ in all_charts(corpus)]
    assert {"pijlers", "bijeenkomsten", "steden", "thema-wonen", "pijler-fysiek"} <= set(names)
    assert len(names) == len(set(names))
    files = write_plots(corpus, tmp_path / "grafieken", formats=("svg",))
    assert [path.stem for path in files] == names
    assert all(path.read_text(encoding="utf-8").startswith("<svg") for path in files)
    assert image(dict(all_charts(corpus))["pijlers"], form="png").startswith(b"\x89PNG")
    with pytest.raises(OutputError, match="'gif' is no chart format"):
        write_plots(corpus, tmp_path, formats=("gif",))


def test_main_themes_are_the_trends_then_the_hints_then_the_largest(corpus):
    tests = corpus.tests[corpus.tests["level"] == "theme"].set_index("theme")
    order = main_themes(corpus, most=100)
    assert sorted(order) == sorted(tests.index)
    trend = tests["trend"].isin(["stijgend", "dalend"])
    ranks = [0 if trend[t] else 1 if tests["p"][t] < 0.05 else 2 for t in order]
    assert ranks == sorted(ranks)
    sizes = [int(tests["paragraphs"][t]) for t, rank in zip(order, ranks, strict=True) if rank == 2]
    assert sizes == sorted(sizes, reverse=True)


def test_digest_names_what_is_new_and_no_more(tables):
    everything = digest(tables, RUN, since="2021-01-01")
    assert everything.startswith("Nieuw sinds 1 januari 2021")
    assert "11\u00a0verslagen:" in everything
    for name in tables["people"]["name"]:
        assert name in everything
    nothing = digest(tables, RUN, since="2030-01-01")
    assert "Geen verslagen sinds die dag." in nothing
    with pytest.raises(ValueError, match="choose text or atom"):
        digest(tables, RUN, since="2021-01-01", form="rss")


def test_digest_as_atom(tables):
    feed = ET.fromstring(digest(tables, RUN, since="2021-01-01", form="atom"))
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids)) > 11
    assert all(entry.findtext(f"{ATOM}updated", "").endswith("Z") for entry in entries)
    hostile, run = hostile_tables()
    titles = ET.fromstring(digest(hostile, run, since="2021-01-01", form="atom")).iter(
        f"{ATOM}title"
    )
    assert any("<script>" in (title.text or "") for title in titles)
