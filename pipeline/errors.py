"""The errors that terugblik raises on purpose.

Each message is one line that names the value, the choices and the next step, so that the command
line can print it as it is.
"""

from __future__ import annotations


class TerugblikError(Exception):
    """Base of all errors raised on purpose; the command line prints it and exits with 2."""


class ConfigError(TerugblikError):
    """A config file, option or resource file is wrong: unknown key, bad value, missing file."""


class InputError(TerugblikError):
    """An INPUT path does not exist or holds nothing that can be read."""


class ModelError(TerugblikError):
    """The asked spaCy pipeline is missing or has no named-entity recogniser."""


class ReadError(TerugblikError):
    """One file cannot be turned into text; becomes a row in ``problems``, never stops a batch."""


class OutputError(TerugblikError):
    """The output folder or a file in it cannot be written, or does not hold what it should."""
