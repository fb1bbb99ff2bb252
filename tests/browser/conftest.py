"""A Chromium, and pages opened from disk that may ask for nothing and complain of nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.report import write_report
from tests.browser.chromium import find_or_install
from tests.corpora import Tables
from tests.report_tables import RUN, hostile_tables, report_tables

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_or_install()
    sandbox = [] if not hasattr(os, "geteuid") or os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tables() -> Tables:
    return report_tables(meetings=26)


@pytest.fixture(scope="session")
def report(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(tables, RUN, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="session")
def hostile_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "report.html"
    tables, run = hostile_tables()
    return write_report(tables, run, path)


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Open a file as a page; afterwards no request, error or dialog may have been seen."""
    seen: list[str] = []
    contexts = []

    def start(path: Path, *, fragment: str = "", width: int = 1280, quiet: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: _is_own(r.url, path) or seen.append(f"request {r.url}"))
        if quiet:
            page.on("console", lambda m: m.type in ("error", "warning") and seen.append(m.text))
        page.on("pageerror", lambda e: seen.append(str(e)))
        page.on("dialog", lambda d: (seen.append(f"dialog {d.message}"), d.dismiss()))
        page.goto(path.as_uri() + fragment)
        return page

    yield start
    for context in contexts:
        context.close()
    assert seen == []


def _is_own(url: str, path: Path) -> bool:
    return url.partition("#")[0] == path.as_uri() or url.startswith(("blob:", "data:"))
