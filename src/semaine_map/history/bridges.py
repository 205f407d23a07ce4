"""Draw each bridge through its own point of ``places.csv``: the shortest way over the water there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import geopandas as gpd
import shapely
from shapely.affinity import scale
from shapely.ops import nearest_points

from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

SOURCE = "its point in places.csv"
_COLUMNS = ("id", "name", "name_today", "kind", "precision_m", "source")

METRES = 111_320
"""In a degree of latitude."""

REACH = 400
"""Metres either way in which the other bank must lie."""

ASTRAY = 60
"""Metres that a bridge's point may lie beside the water."""

LANDING = 45
"""Metres from the bank in which a bridge meets its quay."""


def bridges(places: gpd.GeoDataFrame, layers: Mapping[str, gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    """Return a line for each bridge of ``places`` over an area of water in ``layers``, from quay to quay.

    A bridge that stands on an island crosses the whole river; any other ends at the banks of its own arm. A part of a bridge
    ("Pont-Neuf, statue d’Henri IV") is none.
    """
    water = _areas(layers, "water")
    found = places[(places["kind"] == "bridge") & ~places["name_1871"].str.contains(",")]
    if water.is_empty or found.empty:
        return gpd.GeoDataFrame({name: [] for name in _COLUMNS}, geometry=[], crs=CRS)
    # On a plane of metres, true to angles: far from it a degree of longitude is shorter than one of latitude.
    x, y = METRES * math.cos(math.radians(found.geometry.y.mean())), METRES

    def to_plane(shape: BaseGeometry) -> BaseGeometry:
        return scale(shape, x, y, origin=(0, 0))

    river, islands = to_plane(water), to_plane(_areas(layers, "islands"))
    streets = layers.get("streets")
    quays = to_plane(shapely.union_all(streets.geometry)) if streets is not None else shapely.LineString()
    lines = [_crossing(shapely.Point(to_plane(point).coords[0]), river, islands, quays) for point in found.geometry]
    has_line = [line is not None for line in lines]
    geometry = [shapely.set_precision(scale(line, 1 / x, 1 / y, origin=(0, 0)), 1e-6) for line in lines if line is not None]
    crossed = found[has_line].rename(columns={"place_id": "id", "name_1871": "name"})
    given = {
        **{name: list(crossed[name]) for name in ("id", "name", "name_today", "precision_m")},
        "kind": "bridge",
        "source": SOURCE,
    }
    return gpd.GeoDataFrame(given, geometry=geometry, crs=CRS)[[*_COLUMNS, "geometry"]]


def _areas(layers: Mapping[str, gpd.GeoDataFrame], name: str) -> BaseGeometry:
    layer = layers.get(name)
    if layer is None:
        return shapely.Polygon()
    return shapely.union_all([one for one in layer.geometry if one.geom_type.endswith("Polygon")])


def _crossing(point: shapely.Point, river: BaseGeometry, islands: BaseGeometry, quays: BaseGeometry) -> shapely.LineString | None:
    """Return the shortest line through ``point`` from bank to bank, led on to the quays; None far from any water."""
    near_by = point.buffer(1.5 * REACH)
    islands = islands.intersection(near_by)
    water = river.intersection(near_by)
    water = water if islands.contains(point) else water.difference(islands)
    if water.is_empty:
        return None
    near = nearest_points(water, point)[0]
    if near.distance(point) > ASTRAY:
        return None
    if not water.contains(point):
        # A step on from the bank, so that the way over the water begins in it.
        step = 1 + 2 / max(1.0, near.distance(point))
        point = scale(near, step, step, origin=point)
    ways = [way for angle in range(0, 180, 3) if (way := _way(point, math.radians(angle), water)) is not None]
    if not ways:
        return None
    way = min(ways, key=lambda one: one.length)
    return shapely.LineString([_landing(way.coords[1], way.coords[0], quays), _landing(way.coords[0], way.coords[1], quays)])


def _way(point: shapely.Point, angle: float, water: BaseGeometry) -> shapely.LineString | None:
    """Return the part over the water of a line through ``point``."""
    dx, dy = REACH * math.cos(angle), REACH * math.sin(angle)
    ray = shapely.LineString([(point.x - dx, point.y - dy), (point.x + dx, point.y + dy)])
    parts = [part for part in shapely.get_parts(ray.intersection(water)) if part.distance(point) < 1]
    return parts[0] if parts and parts[0].length < 2 * REACH else None


def _landing(start: tuple[float, ...], end: tuple[float, ...], quays: BaseGeometry) -> tuple[float, float]:
    """Return where a bridge that comes from ``start`` meets a street beyond ``end``; a little way inland where none is near."""
    length = math.dist(start, end)
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    onward = shapely.LineString([end, (end[0] + LANDING * ux, end[1] + LANDING * uy)])
    met = onward.intersection(quays)
    far = 8.0 if met.is_empty else met.distance(shapely.Point(end))
    return end[0] + far * ux, end[1] + far * uy
