"""A result appears as a whole or not at all: files are made aside and swapped in at the end.

``staged(folder)`` gives a hidden folder inside the output folder (so on the same disk). When the
block ends well, that folder is renamed to ``.terugblik-ready``: from then on the new result
counts. Its files are then moved over the old ones one by one; if that is cut short, the next
``staged`` or ``read_tables`` on the folder finishes it (:func:`finish`). A run that is killed
before leaves the previous result as it was.

Files of the previous run (as its run.json lists them) that the new one does not have are removed;
nothing else in the folder is touched.
"""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import OutputError
from pipeline.tabulate.manifest import MANIFEST, listed_files

PREFIX = ".terugblik-"
READY = ".terugblik-ready"
DAY = 24 * 60 * 60


@contextlib.contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Make the output folder and give a folder to write into; swap its files in at the end.

    Nothing is swapped when the block raises.

    Raises:
        OutputError: the folder cannot be made or written, or a file in it is open elsewhere (an
            Excel on Windows holds its file).
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        finish(folder)
        _remove_leftovers(folder)
        stage = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    try:
        yield stage
        _commit(stage, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    finish(folder)


def finish(folder: Path) -> None:
    """Move the files of a result that is ready into place; do nothing when there is none.

    Raises:
        OutputError: a file cannot be replaced; calling it again goes on where it stopped.
    """
    ready = folder / READY
    if not ready.is_dir():
        return
    try:
        _remove_stale(ready, folder)
        for path in _swap_order(ready):
            target = folder / path.relative_to(ready)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
        shutil.rmtree(ready)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _commit(stage: Path, folder: Path) -> None:
    try:
        stage.chmod(0o755)
        stage.replace(folder / READY)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _swap_order(ready: Path) -> list[Path]:
    """All files, run.json last: until then it lists what the previous run made."""
    files = (path for path in ready.rglob("*") if path.is_file())
    return sorted(files, key=lambda path: (path == ready / MANIFEST, path))


def _remove_stale(ready: Path, folder: Path) -> None:
    if not (ready / MANIFEST).exists():
        return
    new = set(listed_files(ready))
    for name in listed_files(folder):
        path = folder / name
        if name not in new and path.is_file() and not path.is_symlink():
            path.unlink()
            _remove_empty(path.parent, folder)


def _remove_empty(path: Path, folder: Path) -> None:
    with contextlib.suppress(OSError):
        if path != folder:
            path.rmdir()


def _remove_leftovers(folder: Path) -> None:
    """Remove what killed runs left, a day later: a younger one may belong to a run that is on."""
    for path in folder.glob(f"{PREFIX}*"):
        if path.is_dir() and time.time() - path.stat().st_mtime > DAY:
            shutil.rmtree(path, ignore_errors=True)


def _cannot_write(folder: Path, error: OSError) -> OutputError:
    name = PurePosixPath(error.filename or str(folder)).name
    return OutputError(
        f"output {folder}: '{name}' cannot be written ({error.strerror}); "
        "close it in other programs or choose another --output"
    )
