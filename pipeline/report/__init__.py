"""Report: tables -> one page that lobby staff open, and the same figures in other forms.

Only the tables and run.json are needed; spaCy is not imported.
"""

from pipeline.report.page import write_report

__all__ = ["write_report"]
