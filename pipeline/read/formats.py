"""Which reader belongs to which suffix."""

from __future__ import annotations

from dataclasses import replace

from pipeline.read.draft import Draft
from pipeline.read.encoding import decode
from pipeline.read.markdown import read_markdown
from pipeline.read.plain import read_plain


def read_format(suffix: str, data: bytes) -> Draft:
    """Turn a file's bytes into a draft.

    Args:
        suffix: lower case with the dot; an unknown one is read as plain text.
        data: the file's content.

    Raises:
        ReadError: the content is corrupt, protected, binary or has no text (Dutch message).
    """
    if not data:
        return Draft("", ())
    # The libraries for these formats are loaded only when a file needs them.
    if suffix in (".html", ".htm"):
        from pipeline.read.html import read_html

        return read_html(data)
    if suffix == ".docx":
        from pipeline.read.word import read_word

        return read_word(data)
    if suffix == ".pdf":
        from pipeline.read.pdf import read_pdf

        return read_pdf(data)
    decoded = decode(data)
    draft = read_markdown(decoded.text) if suffix == ".md" else read_plain(decoded.text)
    return replace(draft, notes=(*decoded.notes, *draft.notes))
