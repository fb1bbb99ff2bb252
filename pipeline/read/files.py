"""Which files are recaps: INPUT paths to a sorted list of files with their source names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.records import Problem

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
_STAGE = "read"
_NOT_RECAPS = {"readme", "license", "licence", "changelog"}


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read and its ``source``: the path relative to the INPUT it was found in."""

    path: Path
    source: str


def find_inputs(inputs: Sequence[Path]) -> tuple[list[Input], list[Problem]]:
    """Find the recap files in files and folders.

    Folders are searched through and through, in sorted order, for ``.txt .md .html .htm .docx
    .pdf``. Hidden files and folders, lock files (``~$x.docx``) and a README, LICENSE or CHANGELOG
    in a folder are skipped; a file that is named itself is always taken. A file that is reached
    twice is read once.

    Args:
        inputs: files and folders, in any order.

    Returns:
        The inputs in the order of ``inputs`` and then of their path, each with a unique source,
        and the problems (Dutch): missing paths, folders without recaps, other suffixes.

    Raises:
        InputError: there is not one file to read, nor a folder that might have held one.
    """
    found: list[tuple[Path, str, Path]] = []
    problems: list[Problem] = []
    seen: set[Path] = set()
    for given in inputs:
        try:
            files, problem = _in_input(given)
        except OSError as error:
            files, problem = [], _problem(given, f"kan niet worden geopend ({error.strerror})")
        if problem:
            problems.append(problem)
        for path, source in files:
            resolved = path.resolve()
            if resolved not in seen:
                seen.add(resolved)
                found.append((path, source, given))
    if not found and not any(given.is_dir() for given in inputs):
        raise InputError(_nothing_found(inputs))
    return _with_unique_sources(found), problems


def _in_input(given: Path) -> tuple[list[tuple[Path, str]], Problem | None]:
    if given.is_dir():
        files = [(path, path.relative_to(given).as_posix()) for path in _walk(given)]
        known = ", ".join(SUFFIXES)
        empty = _problem(given, f"map zonder verslagen; verwacht bestanden met {known}", "warning")
        return files, None if files else empty
    if not given.exists():
        return [], _problem(given, "bestaat niet; controleer het pad")
    if given.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        return [], _problem(given, f"soort bestand wordt niet gelezen; kies uit {known}")
    return [(given, given.name)], None


def _walk(folder: Path) -> Iterator[Path]:
    for name, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(names):
            path = Path(name, file)
            if file.startswith((".", "~$")) or path.suffix.lower() not in SUFFIXES:
                continue
            if path.stem.lower() not in _NOT_RECAPS:
                yield path


def _with_unique_sources(found: Sequence[tuple[Path, str, Path]]) -> list[Input]:
    """Put folder names before sources that occur twice, as few as needed."""
    sources = [source for _, source, _ in found]
    depth = 1
    while len(set(sources)) < len(sources):
        double = {source for source in sources if sources.count(source) > 1}
        for i, (path, source, given) in enumerate(found):
            if sources[i] in double:
                base = given.resolve() if given.is_dir() else given.resolve().parent
                above = [part for part in base.parts if part != base.anchor][-depth:]
                whole = path.resolve().as_posix()
                sources[i] = "/".join([*above, source]) if depth <= len(base.parts) else whole
        depth += 1
    return [Input(path, source) for (path, _, _), source in zip(found, sources, strict=True)]


def _problem(given: Path, message: str, severity: str = "error") -> Problem:
    return Problem(str(given), _STAGE, "warning" if severity == "warning" else "error", message)


def _nothing_found(inputs: Sequence[Path]) -> str:
    if not inputs:
        return "no INPUT given; name a file or a folder with recaps"
    known = ", ".join(SUFFIXES)
    reasons = (
        f"'{given}' is a kind of file that is not read (choose from {known})"
        if given.exists()
        else f"'{given}' does not exist"
        for given in inputs
    )
    return f"nothing to read: {'; '.join(reasons)}; give files or folders with recaps"
