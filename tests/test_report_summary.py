"""The summary on top of the report: what its sentences say and link to."""

import pandas as pd

from pipeline.report import dutch, make_corpus
from pipeline.report.summary import since, summary
from tests.report_tables import RUN, report_tables


def test_a_trend_sentence_links_each_share_to_its_paragraphs():
    tables = report_tables(meetings=40, seed=5)
    corpus = make_corpus(tables, RUN)
    sentence = next(s for s in summary(corpus) if s.trend == "stijgend")
    row = corpus.rows("theme", theme="energie_klimaat").iloc[-1]
    assert sentence.text.startswith("Energie, klimaat en duurzaamheid kwam in 2026 in ")
    assert f"(95 %-interval {dutch.interval(row['low'], row['high'])})" in sentence.text
    assert ": stijgend" in sentence.text
    links = [part.href for part in sentence.parts if part.href]
    assert links[:2] == [
        "#alineas?periode=2026&thema=energie_klimaat",
        "#alineas?periode=2025&thema=energie_klimaat",
    ]


def test_a_fall_that_the_last_two_periods_hide_names_early_and_late():
    tables = report_tables(meetings=40, seed=5)
    themes, dates = tables["themes"], tables["documents"].set_index("doc_id")["date"]
    years = themes["doc_id"].map(dates).dt.year
    tables["themes"] = themes[(themes["theme"] != "migratie") | (years < 2024)]
    sentence = next(s for s in summary(make_corpus(tables, RUN)) if s.trend == "dalend")
    assert " is dalend: " in sentence.text
    assert ", daarna 0\u00a0% in 2024–2026 (0 van de " in sentence.text
    links = [part.href for part in sentence.parts if part.href]
    assert links[1] == "#alineas?periode=2024%2C2025%2C2026&thema=migratie"


def test_the_pillar_sentence_says_which_pillar_rises_or_falls():
    tables = report_tables(meetings=40, seed=5)
    paragraphs, dates = tables["paragraphs"], tables["documents"].set_index("doc_id")["date"]
    early = paragraphs["doc_id"].map(dates).dt.year < 2024
    paragraphs.loc[early & (paragraphs["paragraph"] % 3 == 0), "pillar"] = "economie_en_werk"
    corpus = make_corpus(tables, RUN)
    sentence = next(s for s in summary(corpus) if s.text.startswith("De pijlers in 2026: "))
    for pillar in ("fysiek", "sociaal", "overkoepelend", "economie_en_werk"):
        rows = corpus.rows("pillar", pillar=pillar)
        trend, first = rows.iloc[-1]["trend"], rows.iloc[0]
        said = f"({trend}; {dutch.percent(first['share'])} in {first['period']})"
        assert (said in sentence.text) == (trend in ("stijgend", "dalend"))
    assert "(dalend; " in sentence.text


def test_since_when():
    rows = pd.DataFrame(
        {
            "period": ["2021", "2022", "2023", "2024"],
            "paragraphs": [5, 1, 20, 25],
            "total": [100] * 4,
            "share": [0.05, 0.01, 0.2, 0.25],
        }
    )
    assert since(rows, rising=True) == "2023"
    assert since(rows, rising=False) is None
