"""An HTML or trafilatura tree to blocks: headings, paragraphs, list items and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.read.draft import Piece
from pipeline.records import BlockKind

Part = tuple[str, Piece]

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_ITEMS = {"li", "item", "dd", "dt"}
_ROWS = {"tr", "row"}
_CAPTIONS = {"figcaption", "caption"}
_BREAKS = {"br", "lb"}
_BLOCKS = {
    *_HEADINGS,
    *_ITEMS,
    *_ROWS,
    *_CAPTIONS,
    "head",
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "ul",
    "ol",
    "dl",
    "list",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "blockquote",
    "quote",
    "figure",
    "graphic",
    "pre",
    "address",
    "hr",
    "body",
    "details",
    "summary",
    "center",
    "fieldset",
}
_BOLD = {"b", "strong"}
_SPACE = re.compile(r"[ \t\r\n\f]+")


def visible_text(element: Any) -> str:
    """Return the text inside an element, white space collapsed, ``<br>`` as a line break."""
    return _tidy("".join(_inline(element)))


def blocks_of(tree: Any) -> Iterator[Part]:
    """Yield text and piece (offsets 0) of every block in a tree, in reading order."""
    yield from _walk(tree)


def _walk(element: Any) -> Iterator[Part]:
    tag = element.tag
    if tag in _HEADINGS or tag == "head":
        level = _HEADINGS.get(tag) or _HEADINGS.get(element.get("rend", ""), 2)
        yield visible_text(element).replace("\n", " "), Piece(0, 0, "heading", level)
        return
    if tag in _ROWS:
        cells = [visible_text(cell).replace("\n", " ") for cell in element]
        yield " | ".join(cell for cell in cells if cell), Piece(0, 0, "paragraph", item=True)
        return
    kind: BlockKind | None = "paragraph" if tag in _CAPTIONS else None
    piece = Piece(0, 0, kind, item=tag in _ITEMS)
    run: list[Any] = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS or any(d.tag in _BLOCKS for d in child.iterdescendants()):
            yield from _paragraphs(run, piece)
            run = []
            yield from _walk(child)
        elif isinstance(child.tag, str):
            run.append(child)
        run.append(child.tail or "")
    yield from _paragraphs(run, piece)


def _paragraphs(run: list[Any], piece: Piece) -> Iterator[Part]:
    """Yield the paragraphs of a run of strings and inline elements.

    Two ``<br>`` part them, and so does one behind a first line in bold: a glued heading.
    """
    text = _tidy("".join(part if isinstance(part, str) else "".join(_whole(part)) for part in run))
    bold = "".join(_bold_text(part) for part in run if not isinstance(part, str))
    emphasis = bool(bold) and _letters(bold) == _letters(text)
    first, _, rest = text.partition("\n")
    if rest and not piece.item and bold and _letters(bold) == _letters(first):
        yield first, Piece(0, 0, piece.kind, emphasis=True)
        text = rest
    for paragraph in re.split(r"\n[ \xa0]*(?:\n[ \xa0]*)+", text):
        yield paragraph, Piece(0, 0, piece.kind, item=piece.item, emphasis=emphasis)


def _whole(element: Any) -> Iterator[str]:
    if element.tag in _BREAKS:
        yield "\0"
    else:
        yield from _inline(element)


def _inline(element: Any) -> Iterator[str]:
    """Yield the strings inside an element; a zero character stands for a line break."""
    yield element.text or ""
    for child in element:
        if child.tag in _BREAKS:
            yield "\0"
        elif isinstance(child.tag, str):
            space = " " if child.tag in _BLOCKS else ""
            yield space
            yield from _inline(child)
            yield space
        yield child.tail or ""


def _tidy(text: str) -> str:
    lines = _SPACE.sub(" ", text).split("\0")
    return "\n".join(line.strip(" ") for line in lines).strip("\n ")


def _bold_text(element: Any) -> str:
    if element.tag in _BOLD or (element.tag == "hi" and element.get("rend") == "#b"):
        return visible_text(element)
    return "".join(_bold_text(child) for child in element if isinstance(child.tag, str))


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
