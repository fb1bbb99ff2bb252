"""Tabulate: annotated recaps become tables with one schema, written in four formats."""
