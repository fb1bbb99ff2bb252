"""What is expensive is made once: the pipeline, and the run over the sample recaps."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language

import pipeline
from pipeline import cli
from pipeline.config import Config
from pipeline.extract.load import load
from pipeline.run import Result

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "recaps"


@cache
def load_once(config: Config | None = None, *, model: str | None = None) -> Language:
    """Load a pipeline the first time it is asked for."""
    return load(config or Config(), model=model)


@pytest.fixture(scope="session")
def loaded_once() -> Iterator[None]:
    """Let all of the package share the pipelines that were loaded."""
    with pytest.MonkeyPatch.context() as patch:
        for place in ("pipeline.workers", "pipeline.evaluate.evaluation", "pipeline.extract.load"):
            patch.setattr(f"{place}.load", load_once)
        yield


@pytest.fixture(scope="session")
def nlp(loaded_once: None) -> Language:
    """The shipped pipeline."""
    return load_once(Config())


@pytest.fixture(scope="session")
def sample_run(loaded_once: None, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The result of the main job on the sample recaps, written to a folder."""
    return pipeline.run(SAMPLES, output=tmp_path_factory.mktemp("samples"))


@dataclass(frozen=True)
class Called:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str


Terugblik = Callable[..., Called]


@pytest.fixture
def terugblik(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], loaded_once: None
) -> Terugblik:
    """Call the command line as ``terugblik("run", path)``."""

    def call(*args: object) -> Called:
        monkeypatch.setattr(sys, "argv", ["terugblik", *map(str, args)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return Called(int(str(left.value.code)), out, err)

    return call
