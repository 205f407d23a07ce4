"""Find the way through a network along a line that was drawn less exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from net import Network

STEP = 10.0
"""Metres between the points at which two lines are compared."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way through a network: its edges, the line along them, and how far that lies from the line that was followed."""

    edges: list[int]
    line: shapely.LineString
    median_m: float
    worst_m: float


def points(line: shapely.LineString, step: float = STEP) -> np.ndarray:
    """Return points along ``line`` every ``step`` metres, both ends included."""
    count = max(1, round(line.length / step))
    return shapely.line_interpolate_point(line, np.linspace(0, line.length, count + 1))


def follow(network: Network, guide: shapely.LineString, reach: float) -> Way | None:
    """Return the way through ``network`` that stays nearest to ``guide``, or None where none stays within ``reach`` metres.

    An edge costs its length, more the further it lies from the guide; the way may begin and end at any node within ``reach`` of
    the guide's ends. A way is refused that is much longer or shorter than the guide, or leaves it further than ``reach``.
    """
    first, last = shapely.Point(guide.coords[0]), shapely.Point(guide.coords[-1])
    reach = min(reach, max(15.0, guide.length / 2.5))
    near = network.edges_near(guide, reach)
    costs: dict[int, float] = {}
    for n in near:
        line = network.edges[n].line
        apart = shapely.distance(points(line), guide)
        if apart.max() > reach:
            continue
        costs[n] = line.length * (1 + float(np.mean(apart**2)) / (0.3 * reach) ** 2)

    def ends(at: shapely.Point) -> dict[int, float]:
        return {n: shapely.Point(network.nodes[n]).distance(at) * 1.5 for n in network.nodes_near(at, reach)}

    found = network.way(ends(first), ends(last), lambda n: costs.get(n, math.inf), turning=20.0)
    if found is None:
        return None
    line = network.joined(found[1])
    if first.distance(shapely.Point(line.coords[0])) + last.distance(shapely.Point(line.coords[-1])) > first.distance(
        shapely.Point(line.coords[-1])
    ) + last.distance(shapely.Point(line.coords[0])):
        line = line.reverse()
    there = shapely.distance(points(line), guide)
    back = shapely.distance(points(guide), line)
    if max(there.max(), back.max()) > reach * 1.05 or not 0.75 < line.length / guide.length < 1.3:
        return None
    return Way(found[1], line, float(np.median(back)), float(back.max()))


def covered(line: shapely.LineString, network: Network, metres: float) -> float:
    """Return the share of ``line`` that lies within ``metres`` of the network, along it."""
    along = points(line, 5.0)
    near = network.edges_near(line, metres)
    if not near:
        return 0.0
    union = shapely.union_all([network.edges[n].line for n in near])
    return float(np.mean(shapely.distance(along, union) <= metres))
