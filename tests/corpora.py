"""Simulated tables with known trends, so that trends and report can be tested without a model."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]
Share = Callable[[float], float]
"""Chance of a theme in a paragraph, as a function of the time in years since the first day."""

PILLARS = {
    "wonen": "fysiek",
    "bouwen": "fysiek",
    "energie_klimaat": "fysiek",
    "ruimte": "fysiek",
    "mobiliteit": "fysiek",
    "bestaanszekerheid": "sociaal",
    "zorg_jeugd_onderwijs": "sociaal",
    "gezondheid": "sociaal",
    "wonen_zorg": "sociaal",
    "asiel_inburgering": "sociaal",
    "cultuur": "sociaal",
    "economie_mkb": "economie_en_werk",
    "arbeidsmarkt": "economie_en_werk",
    "binnenstad": "economie_en_werk",
    "digitalisering": "economie_en_werk",
    "migratie": "overkoepelend",
    "financien": "overkoepelend",
    "bestuur_samenwerking": "overkoepelend",
    "lobby": "overkoepelend",
    "veiligheid": "overkoepelend",
    "europa": "overkoepelend",
    "netwerk": "overkoepelend",
}


def flat(share: float) -> Share:
    """Return a theme that never changes."""
    return lambda _: share


def rising(start: float, end: float, *, years: float) -> Share:
    """Return a theme that goes in a straight line from ``start`` to ``end``."""
    return lambda t: start + (end - start) * t / years


def seasonal(low: float, high: float) -> Share:
    """Return a theme that is on the agenda in spring only."""
    return lambda t: high if t % 1 < 0.5 else low


def theme_tables(
    shares: dict[str, Share],
    *,
    days: list[str],
    paragraphs: tuple[int, int] = (12, 25),
    overdispersion: float = 0.05,
    seed: int = 0,
) -> Tables:
    """Simulate documents, paragraphs and themes: one recap a day, beta-binomial themes.

    Args:
        shares: chance of each theme over time.
        days: ISO dates of the meetings, ascending.
        paragraphs: fewest and most paragraphs of a recap.
        overdispersion: correlation of a theme between paragraphs of one recap (0 to below 1).
        seed: of the random numbers.
    """
    rng = np.random.default_rng(seed)
    first = pd.Timestamp(days[0])
    documents, rows, themes = [], [], []
    for number, day in enumerate(days):
        doc_id = f"doc{number:04d}"
        total = int(rng.integers(paragraphs[0], paragraphs[1] + 1))
        years = (pd.Timestamp(day) - first).days / 365.25
        has = {t: _beta_binomial(rng, s(years), overdispersion, total) for t, s in shares.items()}
        documents.append({"doc_id": doc_id, "date": day, "status": "ok"})
        for index in range(total):
            names = [theme for theme, flags in has.items() if flags[index]]
            pillar = PILLARS.get(names[0], "overkoepelend") if names else "overkoepelend"
            key = {"doc_id": doc_id, "paragraph": index + 1}
            rows.append({**key, "pillar": pillar, "theme": names[0] if names else None})
            themes += [
                {**key, "theme": t, "pillar": PILLARS.get(t, "overkoepelend")} for t in names
            ]
    return {
        "documents": pd.DataFrame(documents, columns=["doc_id", "date", "status"]),
        "paragraphs": pd.DataFrame(rows, columns=["doc_id", "paragraph", "pillar", "theme"]),
        "themes": pd.DataFrame(themes, columns=["doc_id", "paragraph", "theme", "pillar"]),
    }


def meeting_days(count: int, *, start: str = "2020-02-01", years: float = 5.0) -> list[str]:
    """Return ``count`` ISO dates spread evenly over ``years`` from ``start``."""
    first = pd.Timestamp(start)
    steps = np.linspace(0, years * 365.25, count)
    return [(first + pd.Timedelta(days=float(step))).strftime("%Y-%m-%d") for step in steps]


def _beta_binomial(
    rng: np.random.Generator, share: float, overdispersion: float, total: int
) -> np.ndarray:
    weight = 1 / overdispersion - 1
    chance = rng.beta(share * weight, (1 - share) * weight) if overdispersion > 0 else share
    return rng.random(total) < chance
