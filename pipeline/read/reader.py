"""From a file or a string to a :class:`~pipeline.records.Recap`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path, PurePosixPath

from pipeline.errors import ReadError
from pipeline.read.context import find_context
from pipeline.read.draft import Draft
from pipeline.read.formats import read_format
from pipeline.read.headings import decide_kinds
from pipeline.read.language import detect_language
from pipeline.read.plain import read_plain
from pipeline.read.sections import build_blocks
from pipeline.records import Problem, Recap, Severity, Status

_STAGE = "read"


def read_file(path: Path, *, source: str = "", max_megabytes: float = 50) -> Recap:
    """Read one recap; never raises for bad content.

    Args:
        path: a .txt, .md, .html, .htm, .docx or .pdf file; other suffixes are read as plain text.
        source: name of the document in the tables; the file name when empty.
        max_megabytes: size (10^6 bytes) above which the file is left out.

    Returns:
        The recap. ``status`` is ``unreadable`` (missing, no permission, too large, corrupt, no
        text), ``empty`` or ``not_dutch`` when it is not to be analysed; ``problems`` says why and
        what to do, in Dutch.
    """
    source = source or path.name
    try:
        data = _load(path, max_megabytes)
    except ReadError as error:
        return _failed(source, b"", str(error))
    try:
        draft = read_format(path.suffix.lower(), data)
    except ReadError as error:
        return _failed(source, data, str(error))
    return _to_recap(draft, source, hashlib.sha256(data).hexdigest())


def recap_from_text(text: str, *, source: str = "text") -> Recap:
    """Make a recap of a plain string; ``Recap.text`` is exactly ``text``."""
    digest = hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest()
    return _to_recap(read_plain(text), source, digest)


def _load(path: Path, max_megabytes: float) -> bytes:
    try:
        size = path.stat().st_size
        if size > max_megabytes * 1_000_000:
            raise ReadError(
                f"bestand is te groot ({size / 1_000_000:.0f} MB, grens {max_megabytes:g} MB); "
                "splits het of verhoog max_megabytes in de instellingen"
            )
        return path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"bestand kan niet worden gelezen ({error.strerror or error}); "
            "controleer pad en rechten"
        ) from error


def _failed(source: str, data: bytes, message: str) -> Recap:
    digest = hashlib.sha256(data).hexdigest()
    problem = Problem(source, _STAGE, "error", message)
    return Recap(
        _doc_id(source, digest),
        source,
        "",
        language="und",
        sha256=digest,
        status="unreadable",
        problems=(problem,),
    )


def _doc_id(source: str, digest: str) -> str:
    """File name without suffix in plain letters, and eight digits of the content's hash."""
    stem = unicodedata.normalize("NFKD", PurePosixPath(source).stem)
    slug = re.sub(r"[^a-z0-9]+", "-", stem.encode("ascii", "ignore").decode().lower()).strip("-")
    return f"{slug[:48] or 'recap'}-{digest[:8]}"


def _to_recap(draft: Draft, source: str, digest: str) -> Recap:
    pieces = decide_kinds(draft.text, draft.pieces)
    blocks = build_blocks(draft.text, pieces)
    language = detect_language(draft.text)
    status, notes = _judge(bool(blocks), language)
    context = find_context(draft, blocks, source=source)
    if status == "ok":
        notes += context.notes
    problems = tuple(Problem(source, _STAGE, s, m) for s, m in (*draft.notes, *notes))
    return Recap(
        doc_id=_doc_id(source, digest),
        source=source,
        text=draft.text,
        blocks=blocks,
        title=context.title,
        date=context.date,
        date_source=context.date_source,
        event=context.event,
        host_city=context.host_city,
        language=language,
        sha256=digest,
        status=status,
        problems=problems,
    )


def _judge(has_blocks: bool, language: str) -> tuple[Status, tuple[tuple[Severity, str], ...]]:
    if not has_blocks:
        return "empty", (("error", "document bevat geen tekst; vul het of haal het weg"),)
    if language not in ("nl", "und"):
        message = (
            f"tekst is niet Nederlands (herkend als {language}); het document staat in de lijst, "
            "maar is niet geanalyseerd"
        )
        return "not_dutch", (("error", message),)
    return "ok", ()
