"""The front of an evening: the line through its points, the ground held behind it, and where else it may have run."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from semaine_map.record import limits
from semaine_map.record.crs import transformer
from semaine_map.record.points import LINES, positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.reading import Record
    from semaine_map.record.tables import Columns

SIMPLIFIED_M = 12


class Part(NamedTuple):
    """A stretch of a front, degrees WGS 84, that is known to the same number of metres all along."""

    precision_m: int
    line: shapely.LineString


def lines_through(record: Record, table: str) -> Columns:
    """Draw the lines of ``table`` (one of ``LINES``) through their named points.

    Returns one row a line: the columns that tell it from others, ``precision_m`` (the worst along it; 0 where the table has
    none), ``precisions`` (that of each vertex, as text: ``"250 400 250"``), ``source_id`` and ``locator`` of its first row,
    ``licence`` of the streets that it follows, and the line in degrees WGS 84. A line needs two points; points that are in
    neither ``places.csv`` nor ``junctions.csv`` are faults of ``check``.
    """
    keys = LINES[table]
    rows = record.tables[table].columns
    points, (streets, licences) = positions(record), limits.streets_of(record)
    order = sorted(range(len(rows["seq"])), key=lambda row: (*(rows[key][row] for key in keys), int(rows["seq"][row])))
    rows_of_line: dict[tuple[str, ...], list[int]] = {}
    for row in order:
        rows_of_line.setdefault(tuple(rows[key][row] for key in keys), []).append(row)
    lines = {key: along for key, along in rows_of_line.items() if len(along) > 1}
    followed = [[rows["along"][row].split() for row in along[1:]] for along in lines.values()]
    ways = [
        limits.courses([points[rows["point_id"][row]] for row in along], names, streets)
        for along, names in zip(lines.values(), followed, strict=True)
    ]
    known = [[int(rows["precision_m"][row]) for row in along] if "precision_m" in rows else [] for along in lines.values()]
    drawn = [_joined(legs, metres or [0] * (len(legs) + 1)) for legs, metres in zip(ways, known, strict=True)]
    return {
        **{name: [key[n] for key in lines] for n, name in enumerate(keys)},
        "precision_m": np.array([max(metres, default=0) for metres in known], dtype=np.int64),
        "precisions": [" ".join(map(str, at)) if metres else "" for (_, at), metres in zip(drawn, known, strict=True)],
        "source_id": [rows["source_id"][along[0]] for along in lines.values()],
        "locator": [rows["locator"][along[0]] for along in lines.values()],
        "licence": [", ".join(sorted({licences[name] for names in legs for name in names} - {""})) for legs in followed],
        "geometry": np.array([shapely.LineString(at) for at, _ in drawn], dtype=object),
    }


def _joined(legs: Sequence[shapely.LineString], precisions: Sequence[int]) -> tuple[list[tuple[float, ...]], list[int]]:
    """Return the vertices of a line of ``legs`` and the precision of each: between two points that of the worse of them."""
    positions, known = [legs[0].coords[0]], [precisions[0]]
    for leg, (one, other) in zip(legs, pairwise(precisions), strict=True):
        inner = [max(one, other)] * (len(leg.coords) - 2)
        for position, metres in zip(leg.coords[1:], [*inner, other], strict=True):
            if position != positions[-1]:  # two points may lie at one crossing
                positions.append(position)
                known.append(metres)
    return positions, known


def held_by_the_army(days: Sequence[str], city: BaseGeometry, fronts: Columns) -> dict[str, BaseGeometry]:
    """Return the ground that the army held on each evening, by day, degrees WGS 84.

    Along each line of the front the army stands to its left. A line that ends inside the wall is carried on in its last
    direction to the wall. An evening without a line is as the one before it, the first being all the Commune's; an evening after
    the last line is all the army's. Ground once taken stays taken.
    """
    held: dict[str, BaseGeometry] = {}
    before: BaseGeometry = shapely.Polygon()
    last = max(fronts["day"], default="")
    for day in days:
        lines = [carried_on(line) for its_day, line in zip(fronts["day"], fronts["geometry"], strict=True) if its_day == day]
        if lines:
            before = shapely.union(before, _left_of(lines, city))
        elif day > last:
            before = city
        held[day] = before
    return held


def _left_of(lines: list[shapely.LineString], city: BaseGeometry) -> BaseGeometry:
    """Return the part of ``city`` to the left of ``lines``: each piece that they cut is judged by the lines along its edge."""
    cut = shapely.union_all([city.boundary, *lines])
    pieces = [piece for piece in shapely.get_parts(shapely.polygonize([cut])) if city.contains(piece.representative_point())]
    left, right = (np.vstack(beside) for beside in zip(*map(_beside, lines), strict=True))
    votes = [shapely.contains_xy(piece, left).sum() - shapely.contains_xy(piece, right).sum() for piece in pieces]
    return shapely.union_all([piece for piece, vote in zip(pieces, votes, strict=True) if vote > 0])


def _beside(line: shapely.LineString) -> tuple[np.ndarray, np.ndarray]:
    """Return positions five metres to the left of ``line`` and to its right, three along each of its stretches."""
    at = shapely.get_coordinates(line)
    way = np.diff(at, axis=0)
    step = np.column_stack((-way[:, 1], way[:, 0])) / np.hypot(way[:, 0], way[:, 1])[:, None] * 5e-5
    along = np.concatenate([at[:-1] + part * way for part in (0.25, 0.5, 0.75)])
    return along + np.tile(step, (3, 1)), along - np.tile(step, (3, 1))


def carried_on(line: shapely.LineString) -> shapely.LineString:
    """Return ``line`` with both ends carried on by some 1,500 metres, unless it closes on itself."""
    if line.is_closed:
        return line
    ends = []
    for end, inner in ((line.coords[0], line.coords[1]), (line.coords[-1], line.coords[-2])):
        dx, dy = end[0] - inner[0], end[1] - inner[1]
        length = float(np.hypot(dx, dy))
        ends.append((end[0] + dx / length * 0.02, end[1] + dy / length * 0.02))
    return shapely.LineString([ends[0], *line.coords, ends[1]])


def parts(line: shapely.LineString, precisions: Sequence[int], city: BaseGeometry) -> list[Part]:
    """Divide ``line`` by the precision of its points, and cut it off at the wall.

    A stretch between two points is known no better than the worse of them. A line that ends inside the wall is carried on to it.
    """
    line, precisions = _to_the_wall(line, precisions)
    stretches = [
        (max(one, other), start, end)
        for (one, other), (start, end) in zip(pairwise(precisions), pairwise(line.coords), strict=True)
    ]
    divided = []
    for precision, group in groupby(stretches, key=lambda stretch: stretch[0]):
        along = list(group)
        whole = shapely.LineString([along[0][1], *(end for _, _, end in along)])
        inside = shapely.line_merge(whole.intersection(city))
        divided += [Part(precision, part) for part in shapely.get_parts(inside) if part.geom_type == "LineString"]
    return divided


@lru_cache(maxsize=32)  # pages, and sheets in each language, draw the same
def around(dataset: Dataset, row: int) -> list[BaseGeometry]:
    """Return the ground of the city within the precision of a line of the table ``fronts``, and within half of it."""
    table = dataset.tables["fronts"]
    precisions = [int(precision) for precision in table["precisions"][row].split()]
    return bands(table["geometry"][row], precisions, dataset.city, (1, 0.5), dataset.week.metric_crs)


def bands(
    line: shapely.LineString, precisions: Sequence[int], city: BaseGeometry, shares: Sequence[float], metric_crs: str
) -> list[BaseGeometry]:
    """Return, for each of ``shares``, the ground of ``city`` within that share of the precision of ``line``, degrees WGS 84.

    Widths are measured in the metres of ``metric_crs``.
    """
    line, precisions = _to_the_wall(line, precisions)
    carry = transformer(metric_crs)

    def to_metres(degrees: np.ndarray) -> np.ndarray:
        return np.column_stack(carry.transform(degrees[:, 0], degrees[:, 1]))

    def to_degrees(metres: np.ndarray) -> np.ndarray:
        return np.column_stack(carry.transform(metres[:, 0], metres[:, 1], direction="INVERSE"))

    points = [shapely.Point(position) for position in to_metres(np.asarray(line.coords)).tolist()]
    metric_city = shapely.transform(city, to_metres)
    found = []
    for share in shares:
        circles = [point.buffer(share * precision, quad_segs=6) for point, precision in zip(points, precisions, strict=True)]
        # Between two points the width runs evenly from the precision of the one to that of the other.
        swept = shapely.union_all([shapely.union(one, other).convex_hull for one, other in pairwise(circles)])
        inside = swept.intersection(metric_city).simplify(SIMPLIFIED_M)
        found.append(shapely.transform(inside, to_degrees))
    return found


def _to_the_wall(line: shapely.LineString, precisions: Sequence[int]) -> tuple[shapely.LineString, list[int]]:
    longer = carried_on(line)
    extra = len(longer.coords) - len(line.coords)
    return longer, [precisions[0], *precisions, precisions[-1]] if extra else list(precisions)
