"""Report: tables -> one page that lobby staff open, and the same figures in other forms.

Only the tables and run.json are needed; spaCy is not imported. ``write_report`` makes the page;
``make_corpus`` gives what ``write_docx``, ``write_markdown`` and ``write_plots`` need; ``digest``
says what is new since a day.
"""

from pipeline.report.brief import write_docx
from pipeline.report.corpus import Corpus, make_corpus
from pipeline.report.digest import digest
from pipeline.report.markdown import markdown, write_markdown
from pipeline.report.page import write_report
from pipeline.report.plot import write_plots

__all__ = [
    "Corpus",
    "digest",
    "make_corpus",
    "markdown",
    "write_docx",
    "write_markdown",
    "write_plots",
    "write_report",
]
