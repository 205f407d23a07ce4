"""The streets of a record: their names, their lines, and where a house number lies along them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import cos, hypot, radians
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.history.names import RULES
from semaine_map.history.numbering import Anchor, Numbering, numbering
from semaine_map.record.schema import STREET_LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyproj import Transformer

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.tables import Columns

DEGREE_M = 111_195.0
"""Metres in a degree of latitude."""

MEETS_M = 12.0
"""Metres from the end of a street within which it meets another."""

HOUSE_METHODS = frozenset({"address 1888", "address"})
"""Methods of anchors that stand where the house is, not on the middle of the street."""


@dataclass(eq=False)
class Street:
    """A street with its line, or without one and then somewhere in its arrondissements."""

    street_id: str
    name_1871: str
    variants: tuple[str, ...]
    name_today: str
    renamed: str
    kind: str
    rule: str  # seine or flow, empty where the table does not say
    arrondissements: tuple[int, ...]
    places: list[list[float]]  # degrees, in the order of the line; empty without a line
    line: shapely.LineString | None  # metres
    anchors: list[Anchor]
    river: shapely.LineString | None
    circle: tuple[float, float, float] | None  # where it has no line: the circle that holds its arrondissements
    open_end: int | None = None  # 0 or -1: the one end of the line at which it meets another street
    parts: list[Street] = field(default_factory=list)

    @cached_property
    def numbering(self) -> Numbering | None:
        """Return the house numbers along the street; None where nothing is known of them."""
        return (
            numbering(self.line, self.kind, self.anchors, self.river, self.rule, open_end=self.open_end)
            if self.line is not None
            else None
        )

    @cached_property
    def _lengths(self) -> list[float]:
        """Return how far along the line each of its points lies, metres."""
        points = shapely.get_coordinates(self.line)
        return [0.0, *np.cumsum(np.hypot(*np.diff(points, axis=0).T)).tolist()]

    def locate(self, number: int | None) -> tuple[float, float, float, str]:
        """Return longitude, latitude, radius in metres and method of a house, or of the whole street."""
        if self.line is None:
            lon, lat, radius = self.circle or (0.0, 0.0, 0.0)
            return lon, lat, radius, "arrondissement"
        numbers = None if number is None else self.numbering
        if number is None or numbers is None:
            lon, lat = self.at(self._lengths[-1] / 2, 0.0)
            return lon, lat, self.reach_from(lon, lat) + RULES["beyond_street_m"], "whole-street"
        along, left, radius = numbers.locate(number)
        lon, lat = self.at(along, left)
        whole = self.reach_from(lon, lat) + RULES["beyond_street_m"]
        if numbers.is_estimated:
            near = RULES["estimated_m"] + RULES["estimated_share"] * number * numbers.spacing_m
            return lon, lat, min(near, whole) if numbers.is_sure_of_start else whole, "estimated"
        return lon, lat, min(radius, whole), "address"

    def reach_from(self, lon: float, lat: float) -> float:
        """Return the metres from a position to the farthest point of the street and of its other parts."""
        return max(metres_between(lon, lat, *place) for street in (self, *self.parts) for place in street.places)

    def at(self, along: float, left: float = 0.0) -> tuple[float, float]:
        """Return the position ``along`` metres on the line and ``left`` metres to its left."""
        lengths = self._lengths
        at = min(max(bisect_right(lengths, along) - 1, 0), len(lengths) - 2)
        run = lengths[at + 1] - lengths[at]
        part = (along - lengths[at]) / run if run else 0.0
        (west, south), (east, north) = self.places[at], self.places[at + 1]
        lon, lat = west + part * (east - west), south + part * (north - south)
        if left:
            wide = DEGREE_M * cos(radians(lat))
            dx, dy = (east - west) * wide, (north - south) * DEGREE_M
            length = hypot(dx, dy) or 1.0
            lon, lat = lon - dy / length * left / wide, lat + dx / length * left / DEGREE_M
        return lon, lat

    def distance_from(self, lon: float, lat: float) -> float:
        """Return the metres from a position to the street; infinite without a line."""
        wide = DEGREE_M * cos(radians(lat))
        least = float("inf")
        for (west, south), (east, north) in pairwise(self.places):
            ax, ay = (west - lon) * wide, (south - lat) * DEGREE_M
            dx, dy = (east - west) * wide, (north - south) * DEGREE_M
            part = min(1.0, max(0.0, -(ax * dx + ay * dy) / ((dx * dx + dy * dy) or 1.0)))
            least = min(least, hypot(ax + part * dx, ay + part * dy))
        return least


def metres_between(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """Return the distance of two positions of one city, metres."""
    return hypot((lon - other_lon) * DEGREE_M * cos(radians((lat + other_lat) / 2)), (lat - other_lat) * DEGREE_M)


def streets_of(tables: Mapping[str, Columns], drawings: Mapping[str, Drawing], metres: Transformer) -> dict[str, Street]:
    """Return the streets of a record by id, those without a line where their arrondissements are."""
    places = {
        feature["properties"]["id"]: feature["geometry"]["coordinates"]
        for layer in STREET_LAYERS
        if layer in drawings
        for feature in drawings[layer].features
        if feature["geometry"]["type"] == "LineString"
    }
    lines = _lines(places, metres)
    anchors = _anchors(tables["street_anchors"], metres)
    river = _river(drawings, metres)
    open_ends = _open_ends(lines)
    table = tables["streets"]
    circles = _Circles(tables["arrondissements"])
    streets: dict[str, Street] = {}
    for row in range(len(table["street_id"])):
        street = table["street_id"][row]
        numbers = tuple(int(number) for number in table["arrondissements"][row].split() if number.isdecimal())
        circle = None if street in lines else circles.of(numbers)
        if street not in lines and circle is None:
            continue
        name = table["name_1871"][row]
        streets[street] = Street(
            street_id=street,
            name_1871=name,
            variants=tuple(one.strip() for one in table["variants"][row].split("|") if one.strip()),
            name_today=table["name_today"][row] or name,
            renamed=table["renamed"][row],
            kind=table["kind"][row],
            rule=table["numbering"][row],
            arrondissements=numbers,
            places=places.get(street, []),
            line=lines.get(street),
            anchors=anchors.get(street, []),
            river=river,
            circle=circle,
            open_end=open_ends.get(street),
        )
    _join_parts(streets)
    return streets


def _lines(places: Mapping[str, list[list[float]]], metres: Transformer) -> dict[str, shapely.LineString]:
    """Return the lines in metres; all are carried over in one go."""
    if not places:
        return {}
    counts = [len(line) for line in places.values()]
    x, y = metres.transform(*np.concatenate([np.asarray(line, dtype=float)[:, :2] for line in places.values()]).T)
    parts = np.split(np.column_stack([x, y]), np.cumsum(counts)[:-1])
    return {street: shapely.LineString(part) for street, part in zip(places, parts, strict=True)}


def _open_ends(lines: Mapping[str, shapely.LineString]) -> dict[str, int]:
    """Return the streets that meet another at one end only, and which it is: 0 where the line begins, -1 where it ends."""
    if not lines:
        return {}
    names, tree = list(lines), shapely.STRtree(list(lines.values()))
    met: list[set[int]] = []
    for end in (0, -1):
        points = [shapely.get_point(line, end) for line in lines.values()]
        here, others = tree.query(points, predicate="dwithin", distance=MEETS_M)
        met.append({int(at) for at, other in zip(here, others, strict=True) if at != other})
    starts, ends = met
    return {names[at]: 0 for at in starts - ends} | {names[at]: -1 for at in ends - starts}


def _anchors(table: Columns, metres: Transformer) -> dict[str, list[Anchor]]:
    found: dict[str, list[Anchor]] = {}
    if not table["street_id"]:
        return found
    x, y = metres.transform([float(lon) for lon in table["lon"]], [float(lat) for lat in table["lat"]])
    points = shapely.points(x, y)
    columns = (table["street_id"], table["number"], points, table["precision_m"], table["method"])
    for street, number, point, precision, method in zip(*columns, strict=True):
        found.setdefault(street, []).append(Anchor(int(number), point, float(precision), method in HOUSE_METHODS))
    return found


def _river(drawings: Mapping[str, Drawing], metres: Transformer) -> shapely.LineString | None:
    """Return the axis of the river along its flow, in metres."""
    if "axes" not in drawings:
        return None
    coordinates = [
        place
        for feature in drawings["axes"].features
        if feature["properties"].get("kind") == "river" and feature["geometry"]["type"] == "LineString"
        for place in feature["geometry"]["coordinates"]
    ]
    if len(coordinates) < 2:
        return None
    lon, lat = zip(*(place[:2] for place in coordinates), strict=True)
    return shapely.LineString(list(zip(*metres.transform(lon, lat), strict=True)))


class _Circles:
    """The circles that hold arrondissements."""

    def __init__(self, areas: Columns) -> None:
        self._areas = dict(zip(np.asarray(areas["arrondissement"]).tolist(), areas["geometry"], strict=True))
        self._known: dict[tuple[int, ...], tuple[float, float, float] | None] = {}

    def of(self, numbers: tuple[int, ...]) -> tuple[float, float, float] | None:
        """Return longitude, latitude and radius in metres; None where nothing says which arrondissements are meant."""
        if numbers not in self._known:
            self._known[numbers] = self._circle([self._areas[number] for number in numbers if number in self._areas])
        return self._known[numbers]

    @staticmethod
    def _circle(areas: Sequence[shapely.Geometry]) -> tuple[float, float, float] | None:
        if not areas:
            return None
        corners = shapely.get_coordinates(areas)
        west, south, east, north = shapely.total_bounds(areas)
        # Of what the boxes of the areas hold, the middle; the radius then reaches the farthest corner.
        lon, lat = round(float(west + east) / 2, 5), round(float(south + north) / 2, 5)
        return lon, lat, max(metres_between(lon, lat, *corner) for corner in corners.tolist())


def _join_parts(streets: Mapping[str, Street]) -> None:
    """Find the streets that are drawn in several lines; different streets of one name are told apart in brackets."""
    named: dict[str, list[Street]] = {}
    for street in streets.values():
        if street.line is not None:
            named.setdefault(street.name_1871, []).append(street)
    for same in named.values():
        for street in same:
            street.parts = [other for other in same if other is not street]
