"""From files to annotated recaps, in this process or in several, always in the order given."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.config import Config
from pipeline.docs import annotated
from pipeline.errors import ConfigError, ModelError, TerugblikError
from pipeline.extract.load import load, make_doc
from pipeline.read import Input, read_file
from pipeline.records import AnnotatedRecap, Problem, Recap

if TYPE_CHECKING:
    from spacy.language import Language

MAX_CHARACTERS = 1_000_000
CHUNK = 4
_log = logging.getLogger(__name__)
_loaded: dict[str, Language | TerugblikError] = {}


def annotate_files(
    inputs: Sequence[Input], *, config: Config, jobs: int = 1
) -> Iterator[AnnotatedRecap]:
    """Read and annotate files; yields one record per file, in the order of ``inputs``.

    Args:
        inputs: the files.
        config: all settings.
        jobs: number of processes; the result does not depend on it.

    Raises:
        ConfigError, ModelError: the pipeline cannot be loaded.
        TerugblikError: a process was ended from outside.
    """
    if jobs <= 1 or len(inputs) < 2:
        nlp = load(config)
        for item in inputs:
            yield annotate_file(nlp, item, config=config)
        return
    workers = min(jobs, len(inputs))
    with ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(config, _log.getEffectiveLevel()),
    ) as pool:
        chunk = max(1, min(CHUNK, len(inputs) // workers))
        try:
            yield from pool.map(_work, inputs, [config] * len(inputs), chunksize=chunk)
        except BrokenProcessPool:
            raise TerugblikError(
                "a worker process was ended from outside, most often for lack of memory; "
                "run again with fewer --jobs"
            ) from None


def annotate_file(nlp: Language, item: Input, *, config: Config) -> AnnotatedRecap:
    """Read one file and annotate it when it can be analysed; never raises for bad content."""
    recap = read_file(item.path, source=item.source, max_megabytes=config.max_megabytes)
    return annotate_recap(nlp, recap)


def annotate_recap(nlp: Language, recap: Recap) -> AnnotatedRecap:
    """Run the pipeline over one recap.

    A recap that is not to be analysed (see its status) comes back as it is. One that is longer
    than ``MAX_CHARACTERS``, or that makes a component fail, gets the status ``unreadable`` and a
    problem: one document never stops a batch.

    Raises:
        ConfigError, ModelError: a register or the model is wrong, whatever the recap.
    """
    if recap.status != "ok":
        return AnnotatedRecap(recap)
    if len(recap.text) > MAX_CHARACTERS:
        return _left_out(
            recap,
            "read",
            f"tekst is te lang ({len(recap.text):,} tekens, grens {MAX_CHARACTERS:,}); "
            "splits het bestand in losse verslagen",
        )
    try:
        return annotated(nlp(make_doc(nlp, recap)))
    except (ConfigError, ModelError):  # wrong for every recap, not for this one
        raise
    except Exception as error:
        _log.exception("annotating %s failed", recap.source)
        message = f"onverwachte fout bij het ontleden ({type(error).__name__}: {error}); meld dit"
        return _left_out(recap, "extract", message)


def _left_out(recap: Recap, stage: str, message: str) -> AnnotatedRecap:
    problem = Problem(recap.source, stage, "error", " ".join(message.split()))
    return AnnotatedRecap(replace(recap, status="unreadable", problems=(*recap.problems, problem)))


def _start(config: Config, level: int) -> None:
    """Load the pipeline in a worker; what is wrong with it is told with the first file."""
    logging.basicConfig(level=level)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    try:
        _loaded["nlp"] = load(config)
    except TerugblikError as error:
        _loaded["nlp"] = error


def _work(item: Input, config: Config) -> AnnotatedRecap:
    nlp = _loaded["nlp"]
    if isinstance(nlp, TerugblikError):
        raise nlp
    return annotate_file(nlp, item, config=config)
