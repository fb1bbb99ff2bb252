"""Plain text (.txt): the file's own text, decoded; offsets count in it, CRLF as two characters."""

from __future__ import annotations

from pipeline.read.draft import Draft
from pipeline.read.lines import plain_pieces


def read_plain(text: str) -> Draft:
    """Return the draft of a plain text; list marks stay part of the piece."""
    return Draft(text, plain_pieces(text))
