"""Say where the front of an evening may have run: its line in parts of equal precision, and the ground within that precision."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import shapely

from semaine_map.history.territory import CRS, carried_on

if TYPE_CHECKING:
    from collections.abc import Sequence

SIMPLIFIED_M = 12


class Part(NamedTuple):
    """A stretch of a front, degrees WGS 84, that is known to the same number of metres all along."""

    precision_m: int
    line: shapely.LineString


def parts(line: shapely.LineString, precisions: Sequence[int], city: shapely.Geometry) -> list[Part]:
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


def bands(
    line: shapely.LineString, precisions: Sequence[int], city: shapely.Geometry, shares: Sequence[float], metric_crs: str
) -> list[shapely.Geometry]:
    """Return, for each of ``shares``, the ground of ``city`` within that share of the precision of ``line``, degrees WGS 84.

    Widths are measured in the metres of ``metric_crs``.
    """
    line, precisions = _to_the_wall(line, precisions)
    metric = gpd.GeoSeries([line, city], crs=CRS).to_crs(metric_crs)
    points = shapely.points(metric.iloc[0].coords)
    found = []
    for share in shares:
        circles = [point.buffer(share * precision, quad_segs=6) for point, precision in zip(points, precisions, strict=True)]
        # Between two points the width runs evenly from the precision of the one to that of the other.
        swept = shapely.union_all([shapely.union(one, other).convex_hull for one, other in pairwise(circles)])
        inside = swept.intersection(metric.iloc[1]).simplify(SIMPLIFIED_M)
        found.append(gpd.GeoSeries([inside], crs=metric_crs).to_crs(CRS).iloc[0])
    return found


def _to_the_wall(line: shapely.LineString, precisions: Sequence[int]) -> tuple[shapely.LineString, list[int]]:
    longer = carried_on(line)
    extra = len(longer.coords) - len(line.coords)
    return longer, [precisions[0], *precisions, precisions[-1]] if extra else list(precisions)
