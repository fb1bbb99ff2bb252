"""Find a Chromium for the browser tests, or install one; ``python tests/browser/chromium.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MESSAGE = (
    "no Chromium for the browser tests: set TERUGBLIK_CHROMIUM to its path, or install one "
    "(Debian: apt-get install chromium; elsewhere: python -m playwright install chromium)"
)


def find() -> str | None:
    """Return the path of a Chromium: TERUGBLIK_CHROMIUM, one on PATH, or playwright's own."""
    named = os.environ.get("TERUGBLIK_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or _playwrights_own()


def find_or_install() -> str:
    """Return the path of a Chromium, after installing one when there is none.

    Raises:
        RuntimeError: none is there and none can be installed; the message says what to do.
    """
    found = find()
    if found is None and not os.environ.get("TERUGBLIK_CHROMIUM"):
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
        found = find()
        if found is None and shutil.which("apt-get") and os.geteuid() == 0:
            _run(["apt-get", "update", "-qq"])
            _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
            found = find()
    if found is None:
        raise RuntimeError(MESSAGE)
    return found


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, env=environment, timeout=900, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    try:
        print(find_or_install())
    except RuntimeError as error:
        sys.exit(str(error))
