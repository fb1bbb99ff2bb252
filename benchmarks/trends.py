"""False alarms and power of the trend labels: ``python -m benchmarks.trends``.

Every corpus has 22 themes (and the four pillars and "no theme", which are tested with them), one
recap per meeting of 12-25 paragraphs, and themes that cluster within a recap (correlation 0.05;
0.15 in the "clustered" rows). A false alarm is a corpus in which any label says stijgend or dalend
although nothing changes; power is the share of corpora in which a theme that goes from 5 % to the
given share is labelled stijgend.
"""

from __future__ import annotations

import argparse

from pipeline.trends.counts import meeting_counts, unit_members
from pipeline.trends.significance import RISING, STABLE, TOO_LITTLE, p_values, rises, trend_labels
from tests.corpora import PILLARS, Share, flat, meeting_days, rising, seasonal, theme_tables


def labels(
    shares: dict[str, Share], *, meetings: int, years: float, overdispersion: float, seed: int
) -> dict[tuple[str, str, str], str]:
    tables = theme_tables(
        shares,
        days=meeting_days(meetings, years=years),
        overdispersion=overdispersion,
        seed=seed,
    )
    counts = meeting_counts(unit_members(tables))
    names = trend_labels(p_values(counts, seed=seed, resamples=9_999), rises(counts))
    return dict(zip(counts.units, names, strict=True))


def false_alarm_rate(
    theme: Share, *, corpora: int, meetings: int, years: float, overdispersion: float
) -> float:
    alarms = 0
    for seed in range(corpora):
        found = labels(
            dict.fromkeys(PILLARS, theme),
            meetings=meetings,
            years=years,
            overdispersion=overdispersion,
            seed=seed,
        )
        alarms += bool(set(found.values()) - {STABLE, TOO_LITTLE})
    return alarms / corpora


def power(end: float, *, corpora: int, meetings: int, years: float) -> float:
    shares = dict.fromkeys(PILLARS, flat(0.06)) | {"wonen": rising(0.05, end, years=years)}
    hits = 0
    for seed in range(corpora):
        found = labels(shares, meetings=meetings, years=years, overdispersion=0.05, seed=seed)
        hits += found[("theme", "fysiek", "wonen")] == RISING
    return hits / corpora


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=int, default=200, help="simulated corpora per line")
    parser.add_argument("--only", default="", help="lines that hold this text")
    options = parser.parse_args()
    corpora = options.corpora
    print("false alarms (share of corpora with any), limit 0.05")
    for name, theme, spread in (
        ("flat 6 %", flat(0.06), 0.05),
        ("flat 6 %, clustered", flat(0.06), 0.15),
        ("spring only 2/16 %", seasonal(0.02, 0.16), 0.05),
    ):
        for meetings, years in ((8, 3.0), (20, 4.6), (60, 8.0)):
            line = f"{name}, {meetings} meetings in {years} years"
            if options.only in line:
                rate = false_alarm_rate(
                    theme, corpora=corpora, meetings=meetings, years=years, overdispersion=spread
                )
                print(f"  {line}: {rate:.3f}", flush=True)
    print("power for a theme that rises from 5 %")
    for meetings, years in ((12, 3.0), (24, 5.0), (48, 6.0), (96, 8.0)):
        for end in (0.15, 0.25, 0.4):
            line = f"to {end:.0%} over {meetings} meetings in {years} years"
            if options.only in line:
                rate = power(end, corpora=max(50, corpora // 4), meetings=meetings, years=years)
                print(f"  {line}: {rate:.2f}", flush=True)


if __name__ == "__main__":
    main()
