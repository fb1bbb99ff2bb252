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
    decoded = decode(data)
    draft = read_markdown(decoded.text) if suffix == ".md" else read_plain(decoded.text)
    return replace(draft, notes=(*decoded.notes, *draft.notes))
