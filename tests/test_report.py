"""The page as text: its figures, its safety, its size; the browser tests look at how it works."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from markupsafe import escape

from pipeline.report import Corpus, dutch, make_corpus, write_report
from pipeline.report.figures import heat_figure, pillar_figure, theme_figures
from pipeline.report.labels import read_labels
from pipeline.report.links import browse
from pipeline.report.news import last_meeting, news
from pipeline.report.page import json_block, policy, render
from pipeline.report.paragraphs import browser_data, pieces
from pipeline.report.summary import summary
from pipeline.trends import trends
from tests.corpora import Tables
from tests.report_tables import HOSTILE, RUN, hostile_tables, report_tables


@pytest.fixture(scope="module")
def tables() -> Tables:
    return report_tables(meetings=12, years=3.0)


@pytest.fixture(scope="module")
def corpus(tables: Tables) -> Corpus:
    return make_corpus(tables, RUN)


@pytest.fixture(scope="module")
def html_page(corpus: Corpus) -> str:
    return render(corpus)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the charts out, for tests of what stands around them."""
    monkeypatch.setattr("pipeline.report.figures._draw", lambda build, title: "")


def data_of(text: str) -> dict:
    return json.loads(re.search(r'id="gegevens">(.*?)</script>', text, re.DOTALL).group(1))


def test_every_cell_of_every_theme_figure_is_in_the_trends_table(tables, corpus, undrawn):
    table = trends(tables)
    seen = 0
    for group in theme_figures(corpus):
        for figure in group.figures:
            kind, _, unit = figure.id.partition("-")
            level = "theme" if kind == "thema" else "pillar"
            rows = table[(table["level"] == level) & (table[level] == unit)].set_index("period")
            assert [row[0].text for row in figure.rows] == list(rows.index)
            for cells in figure.rows:
                row = rows.loc[cells[0].text]
                assert cells[1].text == str(row["paragraphs"])
                assert cells[3].text == dutch.percent(row["share"])
                assert cells[4].text == dutch.interval(row["low"], row["high"])
                assert cells[5].text == dutch.points(row["change"])
                seen += 1
            assert figure.trend == rows["trend"].iloc[0]
    assert seen == (table["level"].isin(["theme", "pillar"])).sum()


def test_pillars_and_heat_map_have_every_row(tables, corpus):
    table = trends(tables)
    pillar_rows = table[table["level"] == "pillar"]
    assert (
        sum(int(row[2].text) for row in pillar_figure(corpus).rows)
        == pillar_rows["paragraphs"].sum()
    )
    meetings = trends(tables, period="meeting").query("level == 'theme' and paragraphs > 0")
    heat = heat_figure(corpus)
    assert sum(int(row[2].text) for row in heat.rows) == meetings["paragraphs"].sum()
    assert heat.svg.count("<a ") == (meetings["period"] != "zonder datum").sum()


def test_names_are_counted_by_paragraph(tables, html_page):
    entities = tables["entities"]
    for _, person in tables["people"].iterrows():
        rows = entities[entities["entity_id"] == person["person_id"]]
        count = len(rows[["doc_id", "paragraph"]].drop_duplicates())
        assert (
            f'<a href="{html.escape(browse(persoon=person["person_id"]))}">{count}</a>' in html_page
        )


def test_summary_says_what_the_table_says(tables, corpus):
    sentences = [sentence.text for sentence in summary(corpus)]
    count = len(tables["paragraphs"])
    assert sentences[0].startswith(
        f"Gelezen: 12\u00a0verslagen met {count}\u00a0alinea’s, van 11 maart 2021"
    )
    assert "1\u00a0verslag heeft geen datum en telt niet mee in de trends" in sentences[0]
    table = trends(tables)
    last = table[(table["period"] == "2024") & (table["level"] == "theme")]
    largest = last.sort_values(["paragraphs", "theme"], ascending=[False, True]).iloc[0]
    assert dutch.percent(largest["share"]) in next(
        s for s in sentences if s.startswith("Het meest")
    )


def test_a_name_only_the_model_saw_and_only_once_is_no_news(tables):
    entities = tables["entities"].copy()
    dates = entities["doc_id"].map(tables["documents"].set_index("doc_id")["date"])
    entities.loc[dates.idxmax(), ["entity_id", "name", "source"]] = ["x", "Eritrese", "model"]
    corpus = make_corpus({**tables, "entities": entities}, RUN)
    found = news(corpus, since=last_meeting(corpus))
    assert found.unsure == 1
    assert "x" not in {item.id for item in found.items}


def test_nothing_leaves_the_page(html_page):
    assert not re.search(
        r'(?:src|href|action|url)\s*[=(]\s*["\']?\s*(?:https?:|//|data:text)', html_page
    )
    assert not re.search(r"<(?:link|iframe|object|embed|base|img|form[^>]*action)\b", html_page)
    assert not re.search(r'\sstyle="|\son\w+="', html_page)
    assert "default-src &#39;none&#39;" in html_page
    assert "unsafe" not in policy(style="", script="")


def test_the_policy_names_the_script_and_style_that_are_there(html_page):
    style = re.search(r"<style>(.*?)</style>", html_page, re.DOTALL).group(1)
    script = re.findall(r"<script>(.*?)</script>", html_page, re.DOTALL)
    assert len(script) == 1
    assert str(escape(policy(style=style, script=script[0]))) in html_page


def test_hostile_text_stays_text():
    tables, run = hostile_tables()
    page = render(make_corpus(tables, run))
    assert len(re.findall(r"<script\b", page)) == 2
    assert page.count("</script>") == 2
    assert "<img" not in page
    assert 'href="javascript:' not in page.lower()
    assert "7*7" in page
    assert HOSTILE[1] in "".join(
        piece if isinstance(piece, str) else piece[1]
        for paragraph in data_of(page)["paragraphs"]
        for piece in paragraph["x"]
    )


def test_json_block_survives_everything():
    text = "".join(HOSTILE) + "\u2028\ud83d\ude00"
    block = json_block({"x": text})
    assert not set(block) & set("<>&\u2028\u2029")
    assert json.loads(block) == {"x": text}


def test_pieces_give_back_the_text_and_its_names():
    text = "😀 In Deventer en Almelo ging het over woningbouw en woningen."
    start = 100
    begin = text.index("Deventer")
    found = pieces(
        text, start, [(start + begin, start + begin + 8, 3), (0, 5, 9)], ["woning", "deventer", ""]
    )
    assert "".join(p if isinstance(p, str) else p[1] for p in found) == text
    assert ["e", "Deventer", 3] in found
    assert [p for p in found if p[0] == "v"] == [["v", "woning"], ["v", "woning"]]


def test_large_corpora_keep_figures_and_the_strongest_paragraphs(tables, corpus, undrawn):
    data = browser_data(corpus, links={}, max_texts=30)
    assert len(data["paragraphs"]) == len(tables["paragraphs"])
    kept = [p for p in data["paragraphs"] if "x" in p]
    assert len(kept) == 30
    docs = [d["id"] for d in data["documents"]]
    themes = tables["themes"].sort_values("confidence", ascending=False).drop_duplicates("theme")
    strongest = set(themes[["doc_id", "paragraph"]].itertuples(index=False, name=None))
    assert strongest <= {(docs[p["d"]], p["n"]) for p in kept}
    page = render(corpus, max_texts=30)
    assert "30 sterkste alinea’s" in page
    assert '<a href="paragraphs.csv">' in page


def test_a_hundred_recaps_stay_under_five_megabytes(tmp_path):
    tables = report_tables(meetings=100, years=10.0)
    tables["paragraphs"]["text"] += " " + "Hier staat nog wat er verder werd gezegd. " * 12
    path = write_report(tables, RUN, tmp_path / "report.html", period="half-year")
    assert 200_000 < path.stat().st_size < 5_000_000


@pytest.mark.parametrize("meetings", [1, 2])
def test_tiny_corpora(meetings, undrawn):
    page = render(make_corpus(report_tables(meetings=meetings, years=1.0), {}))
    assert "nog te weinig gegevens" in page
    assert ("Nieuw op de laatste bijeenkomst" in page) == (meetings == 2)


def test_no_recaps_at_all(tables):
    page = render(make_corpus({name: rows.iloc[:0] for name, rows in tables.items()}, {}))
    assert "0\u00a0verslagen</a> met 0\u00a0alinea’s" in page


def test_no_dates(tables):
    undated = {**tables, "documents": tables["documents"].assign(date=None)}
    page = render(make_corpus(undated, RUN))
    assert "12\u00a0verslagen hebben geen datum" in page


@pytest.mark.parametrize("period", ["meeting", "quarter", "half-year"])
def test_other_periods(tables, period, undrawn):
    corpus = make_corpus(tables, RUN, period=period)
    assert len(theme_figures(corpus)[0].figures[0].rows) == corpus.trends["period"].nunique()
    assert summary(corpus)


def test_new_is_what_no_earlier_recap_had(tables, corpus):
    day = last_meeting(corpus)
    found = news(corpus, since=day)
    dates = tables["documents"].set_index("doc_id")["date"]
    entities = tables["entities"].assign(date=tables["entities"]["doc_id"].map(dates))
    first = entities.groupby("entity_id")["date"].min()
    expected = set(first[first >= day].index)
    assert {item.id for item in found.items if item.kind != "thema"} == expected
    assert found.earlier == (dates < day).sum()


def test_labels_come_from_the_taxonomy_of_the_run(tmp_path):
    own = tmp_path / "mine.toml"
    own.write_text(
        '[[pillars]]\nid = "groen"\nlabel = "Groen"\n[[themes]]\nid = "water"\n'
        'label = "Water & lucht"\n'
        'pillar = "groen"\n',
        encoding="utf-8",
    )
    labels = read_labels({"config": {"taxonomy": str(own)}})
    assert (labels.theme("water"), labels.pillar("groen")) == ("Water & lucht", "Groen")
    assert labels.theme("onbekend_thema") == "Onbekend thema"
    assert labels.colour("groen").startswith("#")
    assert (
        read_labels({"config": {"taxonomy": "/weg.toml"}}).theme("wonen") == "Wonen en woningmarkt"
    )


def test_links_to_sources_are_relative_or_files(tables, undrawn):
    doc = str(tables["documents"]["doc_id"].iloc[0])
    run = {**RUN, "links": {doc: "../corpus/recap%201.txt", "x": "javascript:alert(1)"}}
    page = render(make_corpus(tables, run))
    assert '<a href="../corpus/recap%201.txt">' in page
    assert "javascript:alert" not in page


def test_methods_say_with_what_and_what_was_left_out(html_page):
    assert "81\u00a0% van wat het model vindt klopt, 86\u00a0% van wat er staat" in html_page
    assert "geen geldig Word-bestand" in html_page
    assert "terugblik 0.1.0" in html_page


def test_browse_knows_its_filters():
    assert browse(thema="a&b", periode="2025") == "#alineas?periode=2025&thema=a%26b"
    with pytest.raises(ValueError, match="unknown filter 'kleur'"):
        browse(kleur="rood")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0\u00a0%"),
        (0.004, "0,4\u00a0%"),
        (0.145, "15\u00a0%"),
        (1.0, "100\u00a0%"),
        (float("nan"), "–"),
    ],
)
def test_percent(share, text):
    assert dutch.percent(share) == text


def test_dutch():
    assert dutch.points(-0.06) == "−6"
    assert dutch.points(0.001) == "0"
    assert dutch.interval(0.1, 0.19) == "10–19\u00a0%"
    assert dutch.number(12345) == "12.345"
    assert dutch.in_period("2025-Q2") == "in het tweede kwartaal van 2025"
    assert dutch.in_period("2025-05-29") == "op 29 mei 2025"
    assert dutch.short_date(pd.Timestamp(2021, 3, 11)) == "11 mrt ’21"
    assert dutch.lower_first("MKB en meer") == "MKB en meer"


def test_same_tables_same_page(tables, html_page, tmp_path):
    path = write_report(tables, RUN, tmp_path / "report.html")
    assert path.read_text(encoding="utf-8") == html_page
    assert Path(path).name == "report.html"
