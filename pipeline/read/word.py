"""Word documents (.docx): paragraphs, lists and tables in order, headings by their styles.

Text comes from the XML, so that content controls and inserted text (tracked changes) are in it and
deleted text is not. Headers, footers, footnotes and text boxes are left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import docx
from docx.oxml.ns import qn

from pipeline.errors import ReadError
from pipeline.read.draft import Draft, Piece, assemble

_HEADING_STYLE = re.compile(
    r"(?:heading|kop|koptekst|titre|überschrift)\s*([1-6])\b", re.IGNORECASE
)
_TITLE_STYLE = re.compile(r"(?:title|titel|documenttitel)\Z", re.IGNORECASE)
_CAPTION_STYLE = re.compile(r"(?:caption|bijschrift)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:list|lijst|opsomming)", re.IGNORECASE)
_HIDDEN = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pict"), qn("w:drawing")}
# The date that python-docx's template carries; it says nothing.
_TEMPLATE_DATE = date(2013, 12, 23)


def read_word(data: bytes) -> Draft:
    """Return the draft of a Word document.

    Raises:
        ReadError: the file is no .docx, is corrupt or is protected (Dutch message).
    """
    try:
        document = docx.Document(io.BytesIO(data))
        styles = {style.style_id: style for style in document.styles}
        text, pieces = assemble(_blocks(document.element.body, styles))
    except Exception as error:  # zip, XML and python-docx raise many kinds on damaged files
        raise ReadError(
            "docx is beschadigd, beveiligd of geen Word-bestand; open het in Word en sla het "
            "opnieuw op als .docx"
        ) from error
    return Draft(text, pieces, _title(document), _metadata(document))


def _blocks(parent: Any, styles: dict[str, Any]) -> Iterator[tuple[str, Piece]]:
    for element in parent:
        if element.tag == qn("w:p"):
            yield from _paragraph(element, styles)
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                yield _row(row), Piece(0, 0, "paragraph", item=True)
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(element, styles)


def _paragraph(element: Any, styles: dict[str, Any]) -> Iterator[tuple[str, Piece]]:
    text = "".join(_texts(element))
    names = list(_style_names(element, styles))
    level = _heading_level(element, names)
    if level:
        yield text.replace("\n", " "), Piece(0, 0, "heading", level)
        return
    listed = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    item = listed or any(_LIST_STYLE.match(name) for name in names)
    if any(_CAPTION_STYLE.match(name) for name in names):
        yield text, Piece(0, 0, "paragraph", item=True)
    else:
        yield text, Piece(0, 0, item=item, emphasis=_is_bold(element))


def _row(row: Any) -> str:
    """Return the cells of a table row, joined by `` | ``."""
    cells = [
        " ".join("".join(_texts(p)) for p in cell.iter(qn("w:p"))).strip()
        for cell in row.iterchildren(qn("w:tc"))
    ]
    return " | ".join(" ".join(cell.split()) for cell in cells if cell)


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _HIDDEN:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:tab"):
            yield "" if element.tag == qn("w:tabs") else "\t"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag != qn("w:pPr"):
            yield from _texts(child)


def _style_names(element: Any, styles: dict[str, Any]) -> Iterator[str]:
    """Yield the names of a paragraph's style and of the styles it is based on."""
    style_id = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    style = styles.get(style_id.get(qn("w:val"))) if style_id is not None else None
    for _ in range(10):
        if style is None:
            return
        yield style.name or ""
        style = getattr(style, "base_style", None)


def _heading_level(element: Any, names: list[str]) -> int:
    for name in names:
        if _TITLE_STYLE.match(name):
            return 1
        if found := _HEADING_STYLE.match(name):
            return int(found[1])
    outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    level = int(outline.get(qn("w:val"))) + 1 if outline is not None else 0
    return level if level <= 6 else 0


def _is_bold(element: Any) -> bool:
    """Whether every run with text is bold."""
    runs = [r for r in element.iter(qn("w:r")) if "".join(_texts(r)).strip()]
    bold = [r.find(f"{qn('w:rPr')}/{qn('w:b')}") for r in runs]
    return bool(runs) and all(
        b is not None and b.get(qn("w:val")) not in ("0", "false") for b in bold
    )


def _title(document: Any) -> str:
    title = (document.core_properties.title or "").strip()
    return (
        "" if re.match(r"(?i)(?:microsoft word|word[- ]document|document\d*\Z)", title) else title
    )


def _metadata(document: Any) -> dict[str, str]:
    try:
        made = document.core_properties.created
    except ValueError:
        return {}
    if not isinstance(made, datetime) or made.date() == _TEMPLATE_DATE:
        return {}
    return {"date": made.date().isoformat(), "date_source": "document_metadata"}
