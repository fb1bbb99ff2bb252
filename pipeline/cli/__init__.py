"""The ``terugblik`` command: a skin over the functions of the package, the only code that prints.

Exit codes:

- 0: every input was read and analysed;
- 1: the tables were written, but an input was left out or nothing could be read at all (the
  table ``problems`` says what and why; an INPUT folder without recaps counts too); ``who`` knows
  nobody of that name; ``evaluate`` and ``inspect``: a file could not be analysed;
- 2: a wrong option, path, config, register or model, nothing was written; also when every INPUT
  is a path that does not exist or a kind of file that is not read;
- 130: stopped with Ctrl-C, the previous result is untouched.
"""

from __future__ import annotations

import os
import sys

import typer

from pipeline.cli.app import app

OK, PROBLEMS, USAGE, STOPPED = 0, 1, 2, 130


def main() -> None:
    """Run the command line; a mistake of the user is one line and exit code 2."""
    raise SystemExit(_run())


def _run() -> int:
    from pipeline.errors import TerugblikError

    try:
        code = app(standalone_mode=False, prog_name="terugblik")
        sys.stdout.flush()
    except TerugblikError as error:
        return _usage(str(error))
    except typer.TyperException as error:
        return _usage(_one_line(error)) if error.format_message() else USAGE
    except BrokenPipeError:  # the reader, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except OSError as error:
        return _usage(f"'{error.filename or 'disk'}': {error.strerror or error}")
    except (KeyboardInterrupt, typer.Abort):
        print("terugblik: stopped; the previous result is untouched", file=sys.stderr)
        return STOPPED
    return code if isinstance(code, int) else OK


def _usage(message: str) -> int:
    print(f"terugblik: {message}", file=sys.stderr)
    return USAGE


def _one_line(error: typer.TyperException) -> str:
    """Say what is wrong with the options and where the right ones are listed."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "terugblik"
    return f"{error.format_message().rstrip('.')}; see '{command} --help'"
