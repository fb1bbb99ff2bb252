"""Find a Chromium for the browser tests, or install one; ``python tests/browser/chromium.py``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import NoReturn

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MESSAGE = (
    "no Chromium for the browser tests: set TERUGBLIK_CHROMIUM to its path, or install one "
    "(Debian: apt-get install chromium; elsewhere: python -m playwright install chromium)"
)


def find() -> str | None:
    """Return the path of a Chromium that runs: TERUGBLIK_CHROMIUM, on PATH, or playwright's own."""
    named = os.environ.get("TERUGBLIK_CHROMIUM")
    if named:
        return named if _runs(named) else None
    places = [*map(shutil.which, NAMES), _playwrights_own()]
    return next((path for path in places if path and _runs(path)), None)


def find_or_install() -> str:
    """Return the path of a Chromium, after installing one when there is none.

    Root on a Debian takes the package, which brings the libraries that a browser needs; others
    take playwright's own (Ubuntu's package is an empty one, so that root there ends here too).

    Raises:
        RuntimeError: none is there and none can be installed; the message says what to do.
    """
    found = find()
    if found or os.environ.get("TERUGBLIK_CHROMIUM"):
        return found or _none()
    debian_root = shutil.which("apt-get") is not None and _is_root()
    if debian_root:
        _run(["apt-get", "update", "-qq"])
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])
        found = find()
    if not found:
        libraries = ["--with-deps"] if debian_root else []
        _run([sys.executable, "-m", "playwright", "install", *libraries, "chromium"])
        found = find()
    return found or _none()


def _none() -> NoReturn:
    raise RuntimeError(MESSAGE)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _runs(path: str) -> bool:
    """Tell whether a program starts: Ubuntu's chromium may be a stub that only says to use snap."""
    try:
        done = subprocess.run([path, "--version"], check=False, capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _playwrights_own() -> str:
    with sync_playwright() as playwright:
        return str(playwright.chromium.executable_path)


def _run(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, check=False, env=environment, timeout=900, stdout=sys.stderr)


if __name__ == "__main__":
    try:
        print(find_or_install())
    except RuntimeError as error:
        sys.exit(str(error))
