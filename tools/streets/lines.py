"""Lines in metres: where they meet, which run beside each other, the longest way through some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drawing import Street
    from net import Network

REACH = 24.0
"""Metres that an end is led on to the street that it stops short of: half a wide street."""

OVERSHOOT = 12.0
"""Metres by which an end may run past the street that it meets."""

SAME = 12.0
"""Metres within which two lines are of one street."""


def join(streets: Sequence[Street]) -> None:
    """Lead each end on to the street of the same file that it stops short of, or cut it where it runs past one.

    The first drawing stays as its junctions have it.
    """
    tree = shapely.STRtree([street.line for street in streets])
    for n, street in enumerate(streets):
        if street.through:
            continue
        near = [streets[m].line for m in tree.query(street.line, predicate="dwithin", distance=REACH) if m != n]
        line = street.line
        for _ in range(2):
            line = _joined(line, near).reverse()
        street.line = line


def _joined(line: shapely.LineString, others: Sequence[shapely.LineString]) -> shapely.LineString:
    """Return ``line`` with its last position on the nearest of ``others`` that lies ahead of it, or behind by an overshoot."""
    end = shapely.Point(line.coords[-1])
    ahead = [other for other in others if other.distance(end) <= REACH]
    if not ahead or line.length < 2 * REACH:
        return line
    x, y = _direction(line, end)
    ray = shapely.LineString([end, (end.x + REACH * x, end.y + REACH * y)])
    tail = shapely.ops.substring(line, line.length - OVERSHOOT, line.length)
    start = line.length - OVERSHOOT
    crossed = [start + tail.project(point) for other in ahead for point in _points_of(tail.intersection(other))]
    if crossed:
        return shapely.ops.substring(line, 0, min(crossed))
    met = [point for other in ahead for point in _points_of(ray.intersection(other))]
    if met:
        nearest = min(met, key=end.distance)
        return line if end.distance(nearest) < 0.05 else shapely.LineString([*line.coords, nearest.coords[0]])
    spot = min((shapely.ops.nearest_points(other, end)[0] for other in ahead), key=end.distance)
    if 0.05 < end.distance(spot) <= OVERSHOOT:
        return shapely.LineString([*line.coords, spot.coords[0]])
    return line


def _points_of(shape: shapely.Geometry) -> list[shapely.Point]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Point"]


def longest(net: Network, edges: Iterable[int]) -> shapely.LineString:
    """Return the longest way through ``edges`` of ``net`` that runs over none twice."""
    allowed = set(edges)
    best = max(((net.edges[n].line, net.lengths[n]) for n in allowed), key=lambda one: one[1])[0]
    nodes = sorted({node for n in allowed for node in (net.edges[n].start, net.edges[n].end)})
    for start in nodes:
        for end in nodes:
            if start < end:
                found = net.way({start: 0.0}, {end: 0.0}, lambda n: net.lengths[n] if n in allowed else np.inf)
                if found and found[0] > best.length:
                    best = net.joined(found[1])
    return best


def overlap(one: shapely.LineString, other: shapely.LineString) -> bool:
    """Tell whether two lines run beside each other for 20 metres or more: a crossing is no overlap."""
    beside = other.intersection(one.buffer(SAME, cap_style="flat"))
    return bool(beside.length > 2.6 * SAME)


def is_parallel(one: shapely.LineString, other: shapely.LineString) -> bool:
    """Tell whether ``one`` runs the way that ``other`` runs beside its middle, to about 20 degrees."""
    middle = other.project(one.interpolate(0.5, normalized=True))
    start, end = other.interpolate(max(0.0, middle - 10)), other.interpolate(middle + 10)
    x, y = end.x - start.x, end.y - start.y
    u, v = one.coords[-1][0] - one.coords[0][0], one.coords[-1][1] - one.coords[0][1]
    return abs(x * u + y * v) > 0.93 * float(np.hypot(x, y) * np.hypot(u, v) + 1e-9)


def _direction(line: shapely.LineString, point: shapely.Point) -> tuple[float, float]:
    along = line.project(point)
    start, end = line.interpolate(max(0.0, along - 12)), line.interpolate(min(line.length, along + 12))
    length = float(np.hypot(end.x - start.x, end.y - start.y)) or 1.0
    return (end.x - start.x) / length, (end.y - start.y) / length


def side_of(line: shapely.LineString, point: shapely.Point, other: shapely.Point) -> float:
    """Return 1 where ``other`` lies to the left of ``line`` at ``point``, -1 to the right."""
    x, y = _direction(line, point)
    return 1.0 if x * (other.y - point.y) - y * (other.x - point.x) > 0 else -1.0


def aside(line: shapely.LineString, point: shapely.Point, left: float) -> tuple[float, float]:
    """Return the position ``left`` metres to the left of ``line`` at ``point``."""
    x, y = _direction(line, point)
    return point.x - y * left, point.y + x * left


def like(line: shapely.LineString, guide: shapely.LineString) -> shapely.LineString:
    """Return ``line`` in the direction of ``guide``."""
    first, last = shapely.Point(guide.coords[0]), shapely.Point(guide.coords[-1])
    start, end = shapely.Point(line.coords[0]), shapely.Point(line.coords[-1])
    return line if first.distance(start) + last.distance(end) <= first.distance(end) + last.distance(start) else line.reverse()
