"""The page in a real browser, opened from disk."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pipeline.trends import trends
from tests.browser.conftest import Open
from tests.corpora import Tables
from tests.report_tables import HOSTILE

pytestmark = pytest.mark.browser


def shown(page: Page) -> set[tuple[str, int]]:
    """Return the paragraphs that the browser lists, all of them."""
    while page.locator("#meer").is_visible():
        page.locator("#meer").click()
    return {
        (str(doc), int(number))
        for doc, number in page.locator("#lijst > li").evaluate_all(
            "rows => rows.map((row) => [row.dataset.verslag, row.dataset.alinea])"
        )
    }


def of_theme(tables: Tables, theme: str, year: str) -> set[tuple[str, int]]:
    dates = tables["documents"].set_index("doc_id")["date"].dropna()
    in_year = set(dates[dates.dt.year == int(year)].index)
    rows = tables["themes"]
    rows = rows[(rows["theme"] == theme) & rows["doc_id"].isin(in_year)]
    return set(rows[["doc_id", "paragraph"]].itertuples(index=False, name=None))


def test_opens_without_requests_or_errors(open_page: Open, report: Path) -> None:
    page = open_page(report)
    expect(page.get_by_role("heading", name="Waar ging het over?")).to_be_visible()
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert took < 2_000


def test_every_point_of_a_trend_opens_exactly_its_paragraphs(
    open_page: Open, report: Path, tables: Tables
) -> None:
    page = open_page(report)
    table = trends(tables)
    points = page.locator("#thema-energie_klimaat svg a")
    rows = table[(table["theme"] == "energie_klimaat") & (table["period"] != "zonder datum")]
    assert points.count() == len(rows)
    for place, row in enumerate(rows.itertuples()):
        points.nth(place).click()
        expected = of_theme(tables, "energie_klimaat", str(row.period))
        assert shown(page) == expected
        assert len(expected) == row.paragraphs
        expect(page.locator("#aantal")).to_contain_text(f"{row.paragraphs} alinea")
        page.keyboard.press("Escape")
        expect(page.locator("#venster")).not_to_be_visible()


def test_every_link_to_paragraphs_opens_as_many_as_it_says(open_page: Open, report: Path) -> None:
    """All cells of the tables: the number that is shown is the number of paragraphs found."""
    page = open_page(report)
    wrong = page.evaluate(
        """() => [...document.querySelectorAll('figure td a[href^="#alineas"]')]
          .filter((a) => /^[\\d.]+$/.test(a.textContent))
          .filter((a) => {
            const keuze = Object.fromEntries(new URLSearchParams(a.hash.slice(9)));
            const vol = Object.fromEntries(FILTERS.map((naam) => [naam, keuze[naam] || ""]));
            return zoek(vol).length !== Number(a.textContent.replaceAll(".", ""));
          }).map((a) => a.outerHTML)"""
    )
    assert wrong == []


def test_filters_combine_and_the_address_can_be_shared(
    open_page: Open, report: Path, tables: Tables
) -> None:
    page = open_page(report)
    page.get_by_role("link", name="alle alinea’s doorzoeken").click()
    page.locator("#filters [name=periode]").select_option("2025")
    page.locator("#filters [name=thema]").select_option("wonen")
    page.locator("#filters [name=zoek]").fill("Deventer")
    expected = of_theme(tables, "wonen", "2025")
    texts = tables["paragraphs"].set_index(["doc_id", "paragraph"])["text"]
    expected = {key for key in expected if "deventer" in texts[key].lower()}
    assert expected
    assert shown(page) == expected
    assert "periode=2025&thema=wonen&zoek=Deventer" in page.url
    other = open_page(report, fragment=page.url[page.url.index("#") :])
    expect(other.locator("#venster")).to_be_visible()
    assert shown(other) == expected
    other.get_by_role("button", name="Wis filters").click()
    assert other.url.endswith("#alineas")


@pytest.mark.parametrize(("filter_name", "label"), [("stad", "CITY"), ("persoon", "PER")])
def test_filter_by_name(
    open_page: Open, report: Path, tables: Tables, filter_name: str, label: str
) -> None:
    entities = tables["entities"][tables["entities"]["label"] == label]
    entity = entities["entity_id"].value_counts().index[-1]
    rows = entities[entities["entity_id"] == entity]
    page = open_page(report, fragment=f"#alineas?{filter_name}={entity}")
    expected = set(rows[["doc_id", "paragraph"]].itertuples(index=False, name=None))
    assert shown(page) == expected
    names = page.locator("#lijst > li:first-child a.naam").all_text_contents()
    assert rows["text"].iloc[0] in names


def test_texts_are_whole_and_evidence_is_marked(
    open_page: Open, report: Path, tables: Tables
) -> None:
    page = open_page(report, fragment="#alineas?thema=wonen&periode=2024")
    row = page.locator("#lijst > li").first
    texts = tables["paragraphs"].set_index(["doc_id", "paragraph"])["text"]
    key = (row.get_attribute("data-verslag"), int(row.get_attribute("data-alinea") or 0))
    assert row.locator(".tekst").text_content() == texts[key]


def test_keyboard_only(open_page: Open, report: Path) -> None:
    page = open_page(report)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    first = page.locator("#thema-wonen svg a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    name = page.locator(":focus").get_attribute("aria-label") or ""
    assert name.startswith("Wonen en woningmarkt, 2022")
    page.keyboard.press("Enter")
    expect(page.locator("#venster-kop")).to_be_focused()
    assert "periode=2022&thema=wonen" in page.url
    page.keyboard.press("Tab")
    expect(page.locator("#sluit")).to_be_focused()
    page.keyboard.press("Escape")
    assert (page.locator(":focus").get_attribute("aria-label") or "") == name


@pytest.mark.parametrize("fragment", ["", "#alineas?thema=wonen"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_serious_accessibility_violations(
    open_page: Open, report: Path, fragment: str, width: int
) -> None:
    page = open_page(report, fragment=fragment, width=width)
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
    found = Axe().run(page).response["violations"]
    serious = [
        f"{v['id']}: {v['nodes'][0]['html']}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


@pytest.mark.parametrize("fragment", ["", "#alineas?thema=wonen"])
def test_fits_a_phone(open_page: Open, report: Path, fragment: str) -> None:
    page = open_page(report, fragment=fragment, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    if fragment:
        assert page.evaluate("document.getElementById('venster').scrollWidth") <= 390


def test_prints(open_page: Open, report: Path, tmp_path: Path) -> None:
    page = open_page(report)
    whole = page.pdf(format="A4")
    page.goto(page.url + "#alineas?thema=wonen&periode=2024")
    part = page.pdf(format="A4")
    assert whole.startswith(b"%PDF")
    assert b"%PDF" in part[:8]
    assert len(part) != len(whole)


@pytest.mark.parametrize("kind", ["csv", "svg", "png"])
def test_downloads(open_page: Open, report: Path, tables: Tables, kind: str) -> None:
    page = open_page(report)
    figure = page.locator("#thema-wonen")
    figure.locator("summary").click()
    with page.expect_download() as waiting:
        figure.get_by_role("button", name=kind.upper()).click()
    content = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == f"thema-wonen.{kind}"
    if kind == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 5_000
    elif kind == "svg":
        assert content.startswith(b"<svg")
    else:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        table = trends(tables)
        expected = table[table["theme"] == "wonen"]["paragraphs"]
        assert [int(row["Alinea’s"]) for row in rows] == expected.tolist()


def test_hostile_text_is_shown_as_text(open_page: Open, hostile_report: Path) -> None:
    page = open_page(hostile_report, fragment="#alineas")
    while page.locator("#meer").is_visible():
        page.locator("#meer").click()
    assert page.evaluate("window.gehackt") is None
    text = page.locator("#lijst").inner_text() + page.locator("main").text_content()
    for attack in HOSTILE[:4]:
        assert attack in text
    hrefs = page.evaluate("[...document.querySelectorAll('a')].map((a) => a.getAttribute('href'))")
    assert [h for h in hrefs if not h.startswith("#")] == []
    for href in [h for h in hrefs if "persoon=" in h][:3]:
        page.goto(page.url.partition("#")[0] + href)
        assert page.locator("#lijst > li").count() > 0, unquote(href)
    assert page.evaluate("window.gehackt") is None


def test_nothing_runs_that_the_policy_does_not_know(open_page: Open, report: Path) -> None:
    page = open_page(report, quiet=False)
    blocked = page.evaluate(
        """() => new Promise((done) => {
          document.addEventListener('securitypolicyviolation', (e) => done(e.effectiveDirective));
          const s = document.createElement('div');
          s.setAttribute('onclick', 'window.gehackt = 1');
          document.body.append(s); s.click();
          setTimeout(() => done('none'), 500);
        })"""
    )
    assert blocked.startswith("script-src")
    assert page.evaluate("window.gehackt") is None
