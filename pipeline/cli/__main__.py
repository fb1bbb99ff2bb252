"""``python -m pipeline.cli``: the same as ``terugblik``."""

from pipeline.cli import main

main()
