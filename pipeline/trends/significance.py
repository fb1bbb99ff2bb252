"""Does the share of a theme rise or fall? One test per theme, corrected for testing many.

The counts per meeting are fitted over time by a logistic regression (statsmodels GLM, binomial
with Pearson dispersion: quasi-binomial), which gives the size of the change. Whether it is more
than chance is decided by a permutation test of that regression's score statistic (Fisher 1935;
scipy.stats.permutation_test): whole meetings are dealt again over the dates, so that paragraphs of
one meeting stay together and no distribution has to be assumed. Holm's correction (Holm 1979,
Scandinavian Journal of Statistics 6:65-70) keeps the chance of even one false label over all
themes and pillars together at 5 %.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
import statsmodels.api as sm
from numpy.typing import NDArray
from scipy import stats
from statsmodels.stats.multitest import multipletests

from pipeline.trends.counts import MeetingCounts

RISING, FALLING, STABLE, TOO_LITTLE = "stijgend", "dalend", "stabiel", "te weinig gegevens"
ALPHA = 0.04
"""Family-wise level: 5 %, less a margin for the chance in the permutations themselves."""
HINT = 0.05
"""A p-value below this, before correction, is too much to call a theme stable."""
MIN_MEETINGS = 8
MIN_DAYS = 548
MIN_PARAGRAPHS = 10
MIN_WITH_THEME = 5
RESAMPLES = 19_999

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted shares at the first and the last meeting, and the change with its interval.

    ``odds_ratio`` is per year; ``low`` and ``high`` bound it (95 %, t distribution). All nan when
    there is too little to fit.
    """

    first: float
    last: float
    odds_ratio: float
    low: float
    high: float


NO_FIT = Fit(*[float("nan")] * 5)


def enough(counts: MeetingCounts) -> NDArray[np.bool_]:
    """Tell for each unit whether there is enough to speak of a trend at all, shape (units,).

    At least 8 meetings over 18 months, and 10 paragraphs of the unit in 5 different meetings
    (for a unit that most paragraphs have: 10 paragraphs without it, in 5 meetings).
    """
    dates = counts.dates
    if len(dates) < MIN_MEETINGS or (dates[-1] - dates[0]).days < MIN_DAYS:
        return np.zeros(len(counts.units), dtype=bool)
    without = counts.totals[:, None] - counts.counts
    often = np.minimum(counts.counts.sum(axis=0), without.sum(axis=0)) >= MIN_PARAGRAPHS
    spread = np.minimum((counts.counts > 0).sum(axis=0), (without > 0).sum(axis=0))
    return np.asarray(often & (spread >= MIN_WITH_THEME))


def p_values(counts: MeetingCounts, *, seed: int = 0, resamples: int = RESAMPLES) -> Floats:
    """Return the two-sided p-value of each unit that has :func:`enough`, else nan."""
    tested = enough(counts)
    result = np.full(len(counts.units), np.nan)
    if not tested.any():
        return result
    residuals = (counts.counts - _expected(counts))[:, tested].T
    time = np.broadcast_to(_years(counts), residuals.shape)

    def score(dealt: Floats, axis: int) -> Floats:
        return np.asarray(np.sum(dealt * residuals, axis=axis))

    test = stats.permutation_test(
        (time,),
        score,
        permutation_type="pairings",
        n_resamples=resamples,
        vectorized=True,
        axis=-1,
        batch=500,
        rng=np.random.default_rng(seed),
    )
    result[tested] = test.pvalue
    return result


def rises(counts: MeetingCounts) -> NDArray[np.bool_]:
    """Tell for each unit whether it goes up: the sign of the score, which is that of the slope."""
    if not len(counts.dates):
        return np.zeros(len(counts.units), dtype=bool)
    residuals = counts.counts - _expected(counts)
    return np.asarray(_years(counts) @ residuals > 0)


def trend_labels(p: Floats, rising: NDArray[np.bool_]) -> list[str]:
    """Return the label of each unit after Holm's correction over all tested units.

    ``rising`` is the direction of each, as of :func:`rises`.

    A unit that would be a trend on its own but not among all the others is not called stable:
    there is too little to tell.
    """
    labels = [TOO_LITTLE] * len(p)
    tested = np.flatnonzero(~np.isnan(p))
    if not len(tested):
        return labels
    significant = multipletests(p[tested], alpha=ALPHA, method="holm")[0]
    for unit, is_trend in zip(tested, significant, strict=True):
        direction = RISING if rising[unit] else FALLING
        if is_trend:
            labels[unit] = direction
        elif p[unit] >= HINT:
            labels[unit] = STABLE
    return labels


def fits(counts: MeetingCounts) -> list[Fit]:
    """Fit the quasi-binomial regression of each unit that has :func:`enough`."""
    tested = enough(counts)
    if not tested.any():
        return [NO_FIT] * len(counts.units)
    years = _years(counts)
    return [
        _fit(counts.counts[:, unit], counts.totals, years) if ok else NO_FIT
        for unit, ok in enumerate(tested)
    ]


def _years(counts: MeetingCounts) -> Floats:
    """Return the time of each meeting in years, centred on their mean."""
    days = (counts.dates - pd.Timestamp(1970, 1, 1)).days.to_numpy(dtype=float) / 365.25
    return np.asarray(days - days.mean())


def _expected(counts: MeetingCounts) -> Floats:
    """Return the counts expected without a trend: the unit's share over all meetings."""
    share = counts.counts.sum(axis=0) / counts.totals.sum()
    return np.asarray(counts.totals[:, None] * share)


def _fit(count: NDArray[np.int64], total: NDArray[np.int64], years: Floats) -> Fit:
    outcome = np.column_stack([count, total - count])
    design = sm.add_constant(years)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GLM(outcome, design, family=sm.families.Binomial()).fit()
    width = np.sqrt(max(1.0, model.pearson_chi2 / model.df_resid)) * model.bse[1]
    margin = stats.t.ppf(0.975, model.df_resid) * width
    first, last = model.predict(design[[0, -1]])
    slope = model.params[1]
    odds = np.exp(np.clip([slope, slope - margin, slope + margin], -50, 50))
    return Fit(float(first), float(last), *map(float, odds))
