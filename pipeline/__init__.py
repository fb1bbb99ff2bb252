"""terugblik: Dutch recap texts in, structured tables and a trend report out.

>>> import pipeline
>>> result = pipeline.run("corpus/recaps")          # doctest: +SKIP
>>> result.tables["entities"]                       # doctest: +SKIP
>>> nlp = pipeline.load()                           # doctest: +SKIP

The functions are imported when they are first used, so that ``import pipeline`` is fast.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.config import Config as Config
    from pipeline.config import load_config as load_config
    from pipeline.extract.load import load as load
    from pipeline.report import write_report as write_report
    from pipeline.run import Result as Result
    from pipeline.run import run as run
    from pipeline.tabulate import read_tables as read_tables

_PLACES = {
    "Config": "pipeline.config",
    "Result": "pipeline.run",
    "load": "pipeline.extract.load",
    "load_config": "pipeline.config",
    "read_tables": "pipeline.tabulate",
    "run": "pipeline.run",
    "write_report": "pipeline.report",
}
__all__ = [
    "Config",
    "Result",
    "load",
    "load_config",
    "read_tables",
    "run",
    "write_report",
]


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
    return getattr(import_module(_PLACES[name]), name)


class _Package(ModuleType):
    """Keeps ``pipeline.run`` the function, also once the module of that name is imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "run" and isinstance(value, ModuleType):
            value = value.run
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
