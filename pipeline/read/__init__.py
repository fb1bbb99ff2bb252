"""Read: a file becomes text with blocks and context (title, date, event, host city)."""

from pipeline.read.files import Input, find_inputs
from pipeline.read.reader import read_file, recap_from_text

__all__ = ["Input", "find_inputs", "read_file", "recap_from_text"]
