"""Lines in metres: where they meet, which run beside each other, the longest way through some."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, cast

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from drawing import Street
    from net import Network

REACH = 40.0
"""Metres that an end is led on, in its own direction, to the street that it stops short of: from what today stands in between."""

WIDE_REACH = 42.0
"""The same where that street is wide: half a boulevard with its side alleys, or a square."""

BROADEST = {"avenue-de-l-imperatrice": 68.0}
"""The same of an avenue that is 140 m wide with its lawns."""

WIDE = {"boulevard", "avenue", "quay", "square"}
"""Kinds of street that are met from ``WIDE_REACH``."""

ASIDE = 26.0
"""Metres that an end may be led aside to meet a street of its own file; to meet one of the other file it is never led aside."""

SHORT = 18.0
"""Metres within which a street may be met at a slant: the half of a broad one."""

SLANT = 40
"""Degrees by which an end may turn to a street that it all but touches."""

LEAST = 14.0
"""Metres that an impasse or a court is led on to the street that it all but touches."""

OVERSHOOT = 12.0
"""Metres by which an end may run past the street that it meets."""

PAST = 30.0
"""The same where the end meets nothing beyond: the difference between two plans, or what a street was widened or shortened by."""

MEETS = 3.0
"""Metres within which an end meets a street."""

LONE = 10.0
"""Metres from any other street at which an end stands alone."""

OBLIQUE = 1.6
"""How many times further than the half of a wide street a lone end may be led on that comes upon it at a slant."""

JUNCTION = 1.0
"""Metres within which two junctions of one file are one: what five decimals of a degree can tell apart."""

CLOSED = ("impasse", "cité", "cour", "cul-de-sac", "villa")
"""How the name of a street begins that ends between houses: only an end that all but touches a street is led on to it."""

SAME = 12.0
"""Metres within which two lines are of one street."""


def join(streets: Sequence[Street]) -> None:
    """Lead each end on to the street that it stops short of, cut it where it runs past one, and give crossings a vertex.

    The first drawing stays as its junctions have it, but for an end that stands alone. A line of one file is never moved to meet
    one of the other: it is led on in the direction that it has, or cut where it ran past, or stays as it is.
    """
    tree = shapely.STRtree([street.line for street in streets])
    for n, street in enumerate(streets):
        if street.line.is_closed or (street.through and street.kind == "square"):
            continue
        found = tree.query(street.line, predicate="dwithin", distance=2 * WIDE_REACH)
        near = [streets[m] for m in sorted(found.tolist()) if m != n]
        line = street.line
        for _ in range(2):
            if not street.through or _is_lone(line, near):
                line = _joined(street, line, near)
            line = line.reverse()
        if not line.equals(street.line):
            street.line, street.through = line, None
    for _, together in groupby(sorted(streets, key=_file), key=_file):
        _cross(list(together))


def _file(street: Street) -> bool:
    """Tell which of the two files ``street`` is written to."""
    return street.origin == "today"


def _joined(street: Street, line: shapely.LineString, others: Sequence[Street]) -> shapely.LineString:
    """Return ``line`` of ``street`` with its last position on the nearest of ``others`` ahead, or cut where it runs past one."""
    end = shapely.Point(line.coords[-1])
    same = [other.line for other in others if _file(other) == _file(street)]
    start = max(0.0, line.length - OVERSHOOT)
    tail = shapely.ops.substring(line, start, line.length)
    crossed = [start + tail.project(point) for other in same for point in _points_of(tail.intersection(other))]
    if crossed and min(crossed) > SAME:
        # A stretch that has a length is a line.
        return cast("shapely.LineString", shapely.ops.substring(line, 0, min(crossed)))
    if any(other.line.distance(end) < 0.05 for other in others):
        return line
    x, y = _direction(line, end)
    met, lone = [], _is_lone(line, others)
    for other in others:
        half = BROADEST.get(other.id, WIDE_REACH) if other.kind in WIDE else 0.0
        reach = OBLIQUE * half if lone and other.line.distance(end) <= half else max(half, REACH)
        reach = LEAST if street.name.lower().startswith(CLOSED) else min(reach, 0.7 * line.length)
        ray = shapely.LineString([(end.x, end.y), (end.x + reach * x, end.y + reach * y)])
        met.extend(_points_of(ray.intersection(other.line)))
    if met:
        nearest = min(met, key=end.distance)
        return line if end.distance(nearest) < 0.05 else shapely.LineString([*line.coords, nearest.coords[0]])
    slanting = [point for other in others for point in _slanting(end, (x, y), other.line)]
    if slanting:
        return shapely.LineString([*line.coords, min(slanting, key=end.distance).coords[0]])
    if any(other.line.distance(end) < MEETS for other in others):
        return line
    passed = _passed(line, others) if lone else []
    if passed:
        return cast("shapely.LineString", shapely.ops.substring(line, 0, max(passed)))
    beside = LEAST if street.name.lower().startswith(CLOSED) else ASIDE
    spots = [shapely.ops.nearest_points(other, end)[0] for other in same if other.distance(end) <= beside]
    return shapely.LineString([*line.coords, min(spots, key=end.distance).coords[0]]) if spots else line


def _is_lone(line: shapely.LineString, others: Sequence[Street]) -> bool:
    """Tell whether the last position of ``line`` lies apart from all of ``others``."""
    end = shapely.Point(line.coords[-1])
    return all(other.line.distance(end) > LONE for other in others)


def _passed(line: shapely.LineString, others: Sequence[Street]) -> list[float]:
    """Return how far along ``line`` it crosses one of ``others`` in its last ``PAST`` metres, at most a third of it."""
    start = max(line.length - PAST, 2 * line.length / 3)
    tail = shapely.ops.substring(line, start, line.length)
    return [start + tail.project(point) for other in others for point in _points_of(tail.intersection(other.line))]


def _slanting(end: shapely.Point, direction: tuple[float, float], other: shapely.LineString) -> list[shapely.Point]:
    """Return where ``other`` is met from ``end`` within ``SHORT`` metres, at most ``SLANT`` degrees off ``direction``."""
    if other.distance(end) > SHORT:
        return []
    points = []
    for degrees in range(-SLANT, SLANT + 1, 10):
        turn = np.radians(degrees)
        x = direction[0] * np.cos(turn) - direction[1] * np.sin(turn)
        y = direction[0] * np.sin(turn) + direction[1] * np.cos(turn)
        points += _points_of(shapely.LineString([(end.x, end.y), (end.x + SHORT * x, end.y + SHORT * y)]).intersection(other))
    return points


def _cross(streets: Sequence[Street]) -> None:
    """Give the streets of one file a vertex where they cross or touch, the same in each, so that they share their junctions."""
    tree = shapely.STRtree([street.line for street in streets])
    found: list[list[shapely.Point]] = []
    for n, street in enumerate(streets):
        near = [streets[m].line for m in tree.query(street.line, predicate="dwithin", distance=0.05) if m != n]
        shared = [point for other in near for point in _points_of(street.line.intersection(other))]
        shared += [shapely.Point(place) for other in near for place in (other.coords[0], other.coords[-1])]
        found.append([point for point in shared if street.line.distance(point) < 0.05])
    one_of = _as_one([point for points in found for point in points])
    for street, points in zip(streets, found, strict=True):
        if not street.through:
            street.junctions = sorted({one_of[point.coords[0]] for point in points})


def _as_one(points: Sequence[shapely.Point]) -> dict[tuple[float, ...], tuple[float, ...]]:
    """Return for each position the one that stands for all within ``JUNCTION`` metres of it."""
    places = sorted({point.coords[0] for point in points})
    tree = shapely.STRtree([shapely.Point(place) for place in places])
    one_of: dict[tuple[float, ...], tuple[float, ...]] = {}
    for place in places:
        if place not in one_of:
            for m in tree.query(shapely.Point(place), predicate="dwithin", distance=JUNCTION).tolist():
                one_of.setdefault(places[m], place)
    return one_of


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
