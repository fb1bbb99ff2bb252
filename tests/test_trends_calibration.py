"""Corpora with known trends: false alarms over all themes together, power, coverage."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.trends.counts import MeetingCounts, meeting_counts, unit_members
from pipeline.trends.intervals import design_effects, wilson
from pipeline.trends.significance import STABLE, p_values, rises, trend_labels
from tests.corpora import PILLARS, Share, flat, meeting_days, rising, seasonal, theme_tables


def simulate(shares: dict[str, Share], *, meetings: int, years: float, seed: int) -> MeetingCounts:
    days = meeting_days(meetings, years=years)
    return meeting_counts(unit_members(theme_tables(shares, days=days, seed=seed)))


def labels(counts: MeetingCounts, *, seed: int) -> list[str]:
    return trend_labels(p_values(counts, seed=seed, resamples=1_999), rises(counts))


@pytest.mark.parametrize("kind", [flat(0.08), seasonal(0.02, 0.16)], ids=["flat", "seasonal"])
def test_false_alarms_over_all_themes_together_stay_rare(kind):
    shares = dict.fromkeys(PILLARS, kind)
    alarms = 0
    for seed in range(20):
        counts = simulate(shares, meetings=20, years=4.6, seed=seed)
        alarms += any(
            label not in (STABLE, "te weinig gegevens") for label in labels(counts, seed=seed)
        )
    # With a true rate of 5 %, more than 4 alarms in 20 corpora has a chance below 1 %.
    assert alarms <= 4


def test_a_clear_rise_is_found_among_many_flat_themes():
    shares = dict.fromkeys(PILLARS, flat(0.06)) | {"wonen": rising(0.03, 0.35, years=5)}
    found = 0
    for seed in range(5):
        counts = simulate(shares, meetings=40, years=5, seed=seed)
        found += (
            labels(counts, seed=seed)[counts.units.index(("theme", "fysiek", "wonen"))]
            == "stijgend"
        )
    assert found >= 4


def test_intervals_cover_the_true_share_despite_clustered_paragraphs():
    rng = np.random.default_rng(7)
    covered = []
    for _ in range(100):
        totals = rng.integers(12, 26, size=6)
        chance = rng.beta(0.1 * 9, 0.9 * 9, size=(6, 22))
        counts = rng.binomial(totals[:, None], chance)
        pooled = _as_meetings(totals, counts)
        low, high = wilson(
            counts.sum(axis=0).astype(float),
            np.full(22, float(totals.sum())),
            design=design_effects(pooled),
        )
        covered.append(((low <= 0.1) & (high >= 0.1)).mean())
    assert np.mean(covered) >= 0.93


def _as_meetings(totals: np.ndarray, counts: np.ndarray) -> MeetingCounts:
    dates = pd.date_range("2025-01-10", periods=len(totals), freq="30D")
    units = tuple(("theme", "p", f"t{i}") for i in range(counts.shape[1]))
    return MeetingCounts(dates=dates, totals=totals, units=units, counts=counts)
