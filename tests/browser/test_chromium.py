"""How a Chromium is found or installed, on machines that are only pretended."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field

import pytest

from tests.browser import chromium

OWN = "/cache/playwright/chrome"


@dataclass
class Machine:
    """What runs on it, what each command adds to that, and the commands that were given."""

    runs: set[str] = field(default_factory=set)
    gives: dict[str, str] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        if command[-1] == "--version":
            return subprocess.CompletedProcess(command, 0 if command[0] in self.runs else 1)
        line = " ".join(command)
        self.done.append(line[line.index("playwright") :] if "playwright" in line else line)
        self.runs |= {path for part, path in self.gives.items() if part in line}
        return subprocess.CompletedProcess(command, 0)

    def which(self, name: str) -> str | None:
        path = f"/usr/bin/{name}"
        return path if path in self.runs or (name == "apt-get" and "apt" in self.gives) else None


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine()
    monkeypatch.delenv("TERUGBLIK_CHROMIUM", raising=False)
    monkeypatch.setattr(chromium.subprocess, "run", made.run)
    monkeypatch.setattr(chromium.shutil, "which", made.which)
    monkeypatch.setattr(chromium, "_playwrights_own", lambda: OWN)
    monkeypatch.setattr(chromium, "_is_root", lambda: True)
    return made


def test_one_on_the_path_is_taken(machine: Machine) -> None:
    machine.runs = {"/usr/bin/google-chrome", OWN}
    assert chromium.find_or_install() == "/usr/bin/google-chrome"
    assert machine.done == []


def test_a_fresh_debian_installs_the_package(machine: Machine) -> None:
    machine.gives = {"apt": "", "apt-get install": "/usr/bin/chromium"}
    assert chromium.find_or_install() == "/usr/bin/chromium"
    assert [line.split()[:2] for line in machine.done] == [
        ["apt-get", "update"],
        ["apt-get", "install"],
    ]
    assert machine.done[1].endswith(" chromium")


def test_a_package_that_is_a_stub_is_not_enough(machine: Machine) -> None:
    machine.gives = {"apt": "", "playwright": OWN}
    assert chromium.find_or_install() == OWN
    assert machine.done[-1] == "playwright install --with-deps chromium"


def test_elsewhere_playwright_brings_one(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "_is_root", lambda: False)
    machine.gives = {"apt": "", "playwright": OWN}
    assert chromium.find_or_install() == OWN
    assert machine.done == ["playwright install chromium"]


def test_none_to_be_had_is_one_clear_line(machine: Machine) -> None:
    with pytest.raises(RuntimeError, match="set TERUGBLIK_CHROMIUM to its path") as raised:
        chromium.find_or_install()
    assert "\n" not in str(raised.value)


def test_a_named_one_must_run(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERUGBLIK_CHROMIUM", "/opt/chrome")
    with pytest.raises(RuntimeError):
        chromium.find_or_install()
    machine.runs = {"/opt/chrome"}
    assert chromium.find_or_install() == "/opt/chrome"
    assert machine.done == []
