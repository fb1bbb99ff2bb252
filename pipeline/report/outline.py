"""The Netherlands as a field of dots, from the coordinates of its own places.

The register of places (CC0; coordinates from 4pp, MIT) is all that is needed: a dot is set wherever
a Dutch place lies near, so that no border file with a licence of its own is taken along.
"""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib.resources import files

import numpy as np
from scipy.spatial import cKDTree

STEP_KM = 6.0
REACH_KM = 5.2
KM_PER_DEGREE = 111.2
MIDDLE_LATITUDE = 52.2


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return kilometres east and north of 0° E, 50° N, with distances right around 52.2° N."""
    east = longitude * KM_PER_DEGREE * math.cos(math.radians(MIDDLE_LATITUDE))
    return east, (latitude - 50) * KM_PER_DEGREE


@cache
def outline() -> list[tuple[float, float]]:
    """Return the dots, as :func:`project` gives points: a grid of 6 km over the country."""
    path = files("pipeline") / "resources" / "registers" / "places.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    places = np.array(
        [
            project(float(row["longitude"]), float(row["latitude"]))
            for row in rows
            if row["latitude"] and row["longitude"] and float(row["longitude"]) > 0
        ]
    )
    low, high = places.min(axis=0), places.max(axis=0)
    east = np.arange(low[0], high[0] + STEP_KM, STEP_KM)
    north = np.arange(low[1], high[1] + STEP_KM * 0.866, STEP_KM * 0.866)
    grid = np.array([(x + (row % 2) * STEP_KM / 2, y) for row, y in enumerate(north) for x in east])
    near = cKDTree(places).query(grid)[0] <= REACH_KM
    return [(round(float(x), 1), round(float(y), 1)) for x, y in grid[near]]


def inside(longitude: float, latitude: float) -> bool:
    """Tell whether a place lies on the map; False when its coordinates are not known."""
    if math.isnan(longitude) or math.isnan(latitude):
        return False
    dots = np.array(outline())
    east, north = project(longitude, latitude)
    low, high = dots.min(axis=0) - STEP_KM, dots.max(axis=0) + STEP_KM
    return bool(low[0] <= east <= high[0] and low[1] <= north <= high[1])
