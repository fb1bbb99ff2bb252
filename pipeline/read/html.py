"""Web pages (.html, .htm): main content only, as text with the page's own headings and lists.

The main content is the ``<main>`` or only ``<article>`` that holds most of the page's text, without
navigation, asides, forms and share buttons; where a page has none, it is what trafilatura takes
for it (or the element around that, when it holds little more); where that finds less than a third
of the text, it is the whole body without those parts.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from pipeline.errors import ReadError
from pipeline.read.draft import Draft, Piece, assemble
from pipeline.read.encoding import decode
from pipeline.read.html_blocks import blocks_of, visible_text
from pipeline.read.html_metadata import page_metadata, page_title
from pipeline.read.rules import load_table

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(data: bytes) -> Draft:
    """Return the draft of a web page.

    Raises:
        ReadError: the page cannot be parsed or is binary (Dutch message).
    """
    markup, notes = _decode(data)
    if not markup.strip():
        return Draft("", ())
    try:
        page = lxml_html.document_fromstring(_DECLARATION.sub("", markup))
    except (etree.ParserError, ValueError) as error:
        raise ReadError(f"html is niet te lezen ({error}); sla de pagina opnieuw op") from error
    metadata = page_metadata(page)
    title = page_title(page)
    first = _first_heading(page, title)
    _prune(page)
    parts = list(blocks_of(_main_content(page, markup)))
    if first and not any(first == " ".join(text.split()) for text, _ in parts):
        parts.insert(0, (first, Piece(0, 0, "heading", 1)))
    text, pieces = assemble(parts)
    return Draft(text, pieces, title, metadata, notes)


def _decode(data: bytes) -> tuple[str, Any]:
    """Decode by byte-order mark or UTF-8; a declared other charset decides when UTF-8 fails."""
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared[1].decode("ascii").lower()
        encoding = "cp1252" if encoding in ("iso-8859-1", "latin1", "latin-1") else encoding
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return data.decode(encoding), ()
            except (LookupError, UnicodeDecodeError):
                pass
    decoded = decode(data)
    return decoded.text, decoded.notes


def _first_heading(page: Any, title: str) -> str:
    """Return the page's only h1 when the page's title confirms it; it may stand outside <main>."""
    found = [" ".join(visible_text(h).split()) for h in page.iter("h1")]
    found = [h for h in found if h]
    return found[0] if len(found) == 1 and found[0].lower() in title.lower() else ""


@cache
def _drop() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = load_table("html")
    words = frozenset(table["drop_words"])
    return frozenset(table["drop_tags"]), frozenset(table["drop_roles"]), words


def _is_furniture(element: Any) -> bool:
    """Whether an element is navigation, a share bar, a cookie notice or otherwise no content."""
    tags, roles, words = _drop()
    if not isinstance(element.tag, str) or element.tag in tags:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    if element.get("role") in roles or "display:none" in element.get("style", "").replace(" ", ""):
        return True
    if element.tag in ("html", "body", "main", "article", "h1"):
        return False
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    parts = set(re.split(r"[\s_]+|--", names)) | set(re.split(r"[\s_-]+", names))
    return bool(words & parts)


def _prune(page: Any) -> None:
    for element in list(page.iter()):
        outside = element.tag == "header" and not any(
            a.tag in ("main", "article") for a in element.iterancestors()
        )
        if element.getparent() is not None and (outside or _is_furniture(element)):
            element.drop_tree()


def _length(element: Any) -> int:
    return len("".join(visible_text(element).split()))


def _main_content(page: Any, markup: str) -> Any:
    body = page.find("body") if page.find("body") is not None else page
    whole = _length(body)
    for tag in ("main", "article"):
        found = list(body.iter(tag)) or body.xpath(f".//*[@role='{tag}']")
        if len(found) == 1 and _length(found[0]) >= 0.4 * whole:
            return found[0]
    taken = trafilatura.bare_extraction(
        markup,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        favor_recall=True,
    )
    tree = getattr(taken, "body", None)
    if tree is None or _length(tree) < 0.33 * whole:
        return body
    around = _common_ancestor(body, tree)
    return around if around is not None and _length(around) <= 1.5 * _length(tree) else tree


def _common_ancestor(body: Any, tree: Any) -> Any:
    """Return the lowest element of the page around all that trafilatura took.

    trafilatura drops headings of some layouts; the page itself still has them.
    """
    taken = {_key(element) for element in tree.iter("p", "head", "item", "quote", "cell")} - {""}
    found = [e for e in body.iter("p", "li", "td", "div", "h1", "h2", "h3") if _key(e) in taken]
    if not found:
        return None
    paths = [[*reversed(list(e.iterancestors())), e] for e in found]
    common = [level[0] for level in zip(*paths, strict=False) if len(set(level)) == 1]
    return common[-1] if common else None


def _key(element: Any) -> str:
    return "".join(visible_text(element).split())[:60]
