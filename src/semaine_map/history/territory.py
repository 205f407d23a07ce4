"""Districts and their parts as polygons, and in which of them a position lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from semaine_map.record import limits
from semaine_map.record.boundaries import faces, numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from semaine_map.record.reading import Record
    from semaine_map.record.tables import Columns


def quartiers(record: Record) -> Columns:
    """Polygonise the boundaries of ``record`` into its quartiers.

    Returns one row a quartier with ``quartier``, ``name``, ``arrondissement`` and its polygon, degrees WGS 84,
    sorted by number; none when the record draws no boundaries. A face belongs to the quartier that all of its
    edges name on that side.
    """
    drawing = limits.drawings(record).get("boundaries")
    table = record.tables["quartiers"].columns
    numbers = map(int, table["quartier"])
    known = dict(zip(numbers, zip(table["name"], map(int, table["arrondissement"]), strict=True), strict=True))
    areas = sorted((number, face) for number, face in faces(drawing).items() if number in known) if drawing and known else []
    return {
        "quartier": np.array([number for number, _ in areas], dtype=np.int64),
        "name": [known[number][0] for number, _ in areas],
        "arrondissement": np.array([known[number][1] for number, _ in areas], dtype=np.int64),
        "geometry": np.array([face for _, face in areas], dtype=object),
    }


def arrondissements(record: Record, parts: Columns) -> Columns:
    """Return the districts of ``record``: its polygons, or ``parts`` (the quartiers) united.

    Returns one row each with ``arrondissement``, ``name`` and its polygon, degrees WGS 84, sorted by number.
    """
    if drawing := record.drawings.get("districts"):
        rows = sorted(numbered(drawing), key=lambda row: row[0])
        return {
            "arrondissement": np.array([number for number, _, _ in rows], dtype=np.int64),
            "name": [name for _, name, _ in rows],
            "geometry": np.array([area for _, _, area in rows], dtype=object),
        }
    table = record.tables["arrondissements"].columns
    names = dict(zip(map(int, table["arrondissement"]), table["name"], strict=True))
    numbers = np.array(sorted(set(parts["arrondissement"].tolist())), dtype=np.int64)  # np.unique would load np.ma
    areas = [shapely.union_all(parts["geometry"][parts["arrondissement"] == number]) for number in numbers]
    return {
        "arrondissement": numbers,
        "name": [names.get(number, "") for number in numbers.tolist()],
        "geometry": np.array(areas, dtype=object),
    }


def ordinal(language: str, number: int) -> str:
    """Return the ordinal of a district: 1st, 12th; 1er, 12e."""
    if language == "fr":
        return f"{number}{'er' if number == 1 else 'e'}"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def locate(points: np.ndarray, areas: Columns) -> np.ndarray:
    """Return the arrondissement in which each of ``points`` lies, 0 for none.

    A point on a shared edge belongs to the lower number, so that the answer does not depend on the order of rows.
    """
    hits, zones = shapely.STRtree(areas["geometry"]).query(points, predicate="intersects")
    return _lowest(len(points), hits, areas["arrondissement"][zones])


def _lowest(count: int, rows: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Return for each of ``count`` rows the lowest of its ``numbers``, 0 for a row that has none."""
    found = np.zeros(count, dtype=np.int16)
    in_order = np.lexsort((-numbers.astype(np.int64), rows))  # what is written last stays: the lowest
    found[rows[in_order]] = numbers[in_order]
    return found


def locate_on_side(points: np.ndarray, areas: Columns, sides: Sequence[Sequence[str]]) -> np.ndarray:
    """Return the arrondissement of each of ``points``, held to those that its side of the street lies in.

    ``sides`` names the arrondissements that each may lie in, none where the street parts no two: an interpolated house number is
    less exact than the side it stands on. A point outside all of them belongs to the nearest.
    """
    found = locate(points, areas)
    numbers = areas["arrondissement"].tolist()
    for row, side in enumerate(sides):
        near = [at for at, number in enumerate(numbers) if str(number) in side]
        if near and str(found[row]) not in side:
            found[row] = numbers[near[int(np.argmin(shapely.distance(points[row], areas["geometry"][near])))]]
    return found


def quartier_of(points: np.ndarray, within: np.ndarray, parts: Columns) -> np.ndarray:
    """Return the quartier in which each of ``points`` lies, 0 for none.

    ``within`` is the arrondissement that each was found in; a point that is held to one it lies beside belongs to the nearest
    quartier of that one.
    """
    if not len(parts["quartier"]):
        return np.zeros(len(points), dtype=np.int16)
    hits, zones = shapely.STRtree(parts["geometry"]).query(points, predicate="intersects")
    own = parts["arrondissement"][zones] == within[hits]
    found = _lowest(len(points), hits[own], parts["quartier"][zones][own])
    for row in np.flatnonzero((found == 0) & (within > 0)):
        near = np.flatnonzero(parts["arrondissement"] == within[row])
        if len(near):
            found[row] = parts["quartier"][near[int(np.argmin(shapely.distance(points[row], parts["geometry"][near])))]]
    return found


WIDEST_GATE = 0.006
"""Degrees between two ends of a wall: where a river passes through it (at the Point-du-Jour some 220 m)."""


def within_wall(city: BaseGeometry, wall: Iterable[dict[str, Any]]) -> BaseGeometry:
    """Return the part of ``city`` within its ``wall``; all of it, unless lines of a wall close but for the gates of a river."""
    lines = [
        np.asarray(shapely.geometry.shape(one["geometry"]).coords)
        for one in wall
        if one["properties"].get("kind") == "wall" and one["geometry"]["type"] == "LineString"
    ]
    if city.is_empty or not lines:
        return city
    ring, rest = lines[0], lines[1:]
    while rest:
        ways = [(float(np.hypot(*(way[0] - ring[-1]))), n, way) for n, line in enumerate(rest) for way in (line, line[::-1])]
        gap, n, way = min(ways, key=lambda one: one[:2])
        if gap > WIDEST_GATE:
            return city
        ring = np.vstack([ring, way])
        rest.pop(n)
    if np.hypot(*(ring[-1] - ring[0])) > WIDEST_GATE:
        return city
    inside = shapely.Polygon(ring)
    return city.intersection(inside) if inside.is_valid and inside.area > city.area / 2 else city


def common_ground(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
    """Return what two grounds share, as polygons: edges along which they only touch are left out."""
    parts = shapely.get_parts(one.intersection(other))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])
