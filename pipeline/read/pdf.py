"""PDF files (.pdf): lines with their place and font become paragraphs and headings.

pypdf gives the strings of each page; which lines form a paragraph follows from the space between
them, a change of font and lines that end early (:mod:`pipeline.read.pdf_layout`).
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

import pypdf

from pipeline.errors import ReadError
from pipeline.read.draft import Draft, assemble
from pipeline.read.pdf_layout import PdfLine, paragraphs, without_furniture

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_LIGATURES = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}

# pypdf reports every irregularity of a file; what matters to the user becomes a problem instead.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes) -> Draft:
    """Return the draft of a PDF.

    Raises:
        ReadError: the file is corrupt or protected, or holds no text (a scan); Dutch message.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("pdf is beveiligd met een wachtwoord; sla een kopie zonder op")
        pages = [list(_page_lines(page, i)) for i, page in enumerate(reader.pages)]
        title, metadata = _document_information(reader)
    except ReadError:
        raise
    except Exception as error:  # pypdf raises many kinds on damaged files
        raise ReadError("pdf is beschadigd of geen pdf; maak of download het opnieuw") from error
    lines = without_furniture(pages)
    if not lines:
        raise ReadError(
            "pdf bevat geen tekst (waarschijnlijk een scan); maak er met tekstherkenning (OCR) "
            "een doorzoekbare pdf van"
        )
    text, pieces = assemble(paragraphs(lines))
    return Draft(text, pieces, title, metadata)


def _page_lines(page: Any, number: int) -> Iterator[PdfLine]:
    """Yield the visible lines of a page in reading order, with the place of their first string."""
    fragments: list[tuple[str, float, float, bool]] = []

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs(tm[3] * cm[3]) or abs(tm[1] * cm[2]) or 1.0
        bold = bool(font) and _BOLD.search(str(font.get("/BaseFont", ""))) is not None
        fragments.append((text, y, round(size * scale, 1), bold))

    page.extract_text(visitor_text=visit)
    open_line: list[tuple[str, float, float, bool]] = []
    for text, y, size, bold in fragments:
        for i, part in enumerate(text.split("\n")):
            if i:
                yield from _joined(open_line, number)
                open_line = []
            open_line.append((part, y, size, bold))
    yield from _joined(open_line, number)


def _joined(fragments: list[tuple[str, float, float, bool]], page: int) -> Iterator[PdfLine]:
    visible = [f for f in fragments if f[0].strip()]
    text = "".join(f[0] for f in fragments)
    for ligature, letters in _LIGATURES.items():
        text = text.replace(ligature, letters)
    text = re.sub(r"[ \t\r]+", " ", text).strip()
    if visible and text:
        _, y, size, _ = max(visible, key=lambda f: len(f[0]))
        yield PdfLine(text, visible[0][1] if y == 0 else y, size, all(f[3] for f in visible), page)


def _document_information(reader: pypdf.PdfReader) -> tuple[str, dict[str, str]]:
    """Return title and creation date; a damaged entry counts as absent."""
    try:
        information = reader.metadata
        title = str(information.title or "").strip() if information else ""
        made = information.creation_date if information else None
    except Exception:  # the entries are free text and often malformed
        return "", {}
    if re.search(r"(?i)\.(?:docx?|pdf|indd|pptx?)\Z|microsoft|untitled|naamloos", title):
        title = ""
    if made is None:
        return title, {}
    return title, {"date": made.date().isoformat(), "date_source": "document_metadata"}
