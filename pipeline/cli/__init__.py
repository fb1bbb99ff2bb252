"""The ``terugblik`` command: a skin over the functions of the package, the only code that prints.

Exit codes: 0 everything was read; 1 tables were written but some inputs had problems (see the
table ``problems``); 2 a wrong option, config, input or model, nothing was written.
"""

from __future__ import annotations

import sys

from pipeline.cli.app import app

OK, PROBLEMS, USAGE = 0, 1, 2


def main() -> None:
    """Run the command line; a mistake of the user is one line and exit code 2."""
    from pipeline.errors import TerugblikError

    try:
        app()
    except TerugblikError as error:
        print(f"terugblik: {error}", file=sys.stderr)
        raise SystemExit(USAGE) from None
    except KeyboardInterrupt:
        print("terugblik: stopped; the previous result is untouched", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:
        raise SystemExit(OK) from None
