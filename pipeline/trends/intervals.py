"""Intervals around a share, wide enough for paragraphs that are not independent.

The interval is Wilson's (Wilson 1927, JASA 22:209-212; recommended for small counts by Brown, Cai
and DasGupta 2001, Statistical Science 16:101-133), as statsmodels computes it, over the
*effective* number of paragraphs: paragraphs divided by the design effect (Kish 1965, Survey
Sampling, ch. 5; Korn and Graubard 1998, Survey Methodology 24:193-201), because a theme that is
on the agenda fills several paragraphs of one meeting at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from statsmodels.stats.proportion import proportion_confint

from pipeline.trends.counts import MeetingCounts

PRIOR = 10
"""Degrees of freedom with which all themes together weigh in the design effect of one theme."""

Floats = NDArray[np.float64]


def wilson(count: Floats, total: Floats, *, design: Floats, level: float = 0.95) -> list[Floats]:
    """Return lower and upper bounds (shares, 0-1) for ``count`` of ``total`` paragraphs.

    ``design`` is the design effect (>= 1). Where ``total`` is 0 both bounds are nan.
    """
    effective = np.where(total > 0, total / design, np.nan)
    low, high = proportion_confint(count / design, effective, alpha=1 - level, method="wilson")
    return [np.clip(low, 0, 1), np.clip(high, 0, 1)]


def design_effects(counts: MeetingCounts) -> Floats:
    """Return the design effect of each unit (>= 1), shape (units,).

    It is Pearson's dispersion of the meetings' counts around the share of their year (McCullagh
    and Nelder 1989, section 4.5), drawn towards that of all units together, which counts for
    :data:`PRIOR` degrees of freedom. When no year has two meetings the spread is taken around the
    share of all years, which can only make intervals wider.
    """
    years = counts.dates.year.to_numpy()
    if len(np.unique(years)) == len(years):
        years = np.zeros_like(years)
    spread = np.zeros(len(counts.units))
    freedom = np.zeros(len(counts.units))
    for year in np.unique(years):
        rows = years == year
        totals = counts.totals[rows][:, None]
        share = counts.counts[rows].sum(axis=0) / totals.sum()
        known = (share > 0) & (share < 1)
        variance = np.where(known, totals * share * (1 - share), 1)
        residuals = (counts.counts[rows] - totals * share) ** 2 / variance
        spread += np.where(known, residuals.sum(axis=0), 0)
        freedom += np.where(known, rows.sum() - 1, 0)
    pooled = spread.sum() / freedom.sum() if freedom.sum() else 1.0
    return np.maximum(1.0, (spread + PRIOR * pooled) / (freedom + PRIOR))
