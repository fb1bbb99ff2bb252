"""Trends: tables -> shares per period, with the uncertainty they have.

Only the tables are needed; spaCy is not imported. ``trends`` makes the table of that name,
``trend_tests`` shows the test behind each label, ``themes_by_city`` and ``themes_by_actor`` say who
is named with what, ``undated_documents`` lists what could not be put in time.
"""

from pipeline.trends.counts import undated_documents
from pipeline.trends.periods import PERIODS, Period, period_of
from pipeline.trends.table import Analysis, analyse, trend_tests, trends, with_year_earlier
from pipeline.trends.who import themes_by_actor, themes_by_city

__all__ = [
    "PERIODS",
    "Analysis",
    "Period",
    "analyse",
    "period_of",
    "themes_by_actor",
    "themes_by_city",
    "trend_tests",
    "trends",
    "undated_documents",
    "with_year_earlier",
]
