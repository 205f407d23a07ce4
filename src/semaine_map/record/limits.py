"""Draw limits and roads along the lines that they follow: each the very line of a street, from corner to corner.

A feature of ``boundaries.geojson`` or ``wall.geojson`` names in ``along`` the streets that it follows, in order, and where it
leaves them the junctions that it passes. Their line is taken when the record is read and stands in no second file, since each
file of ``basemap/`` holds geometry of one family of licences.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise
from math import hypot
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.ops import nearest_points, substring

from semaine_map.errors import Fault, shown
from semaine_map.record.basemap import Drawing, shapes
from semaine_map.record.points import LINES, junctions, legs, positions
from semaine_map.record.schema import STREET_LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from semaine_map.record.reading import Record

FOLLOWING = {"boundaries", "wall"}
"""Layers whose lines may follow others."""

FOLLOWED = (*STREET_LAYERS, "railways")
"""Layers whose lines they may follow, by ``id``."""

REACH_M = 60
"""Metres from a drawn corner or line within which a street is taken for the one that is meant."""

_BESIDE_M = 15
"""Metres beside a street up to which a corner is reached aslant."""

_STRAIGHT_M = (0, 5, 10, 20, 40)
"""Metres from a corner within which limits that would cross there are made straight, the fewest that do."""

_SAME = 1e-7
"""Degrees, a centimetre, within which two vertices are one."""

_METRES_PER_DEGREE = 111_320
_REACH = REACH_M / _METRES_PER_DEGREE

Position = tuple[float, float]
Stop = shapely.LineString | shapely.Point
"""What a limit follows: a street, or a junction that it passes."""

_G = TypeVar("_G", bound=shapely.Geometry)


def drawings(record: Record) -> dict[str, Drawing]:
    """Return the drawings of ``record`` by layer, with every line that names others in ``along`` on the lines of these.

    What names none stays as it is drawn, but its ends go to where the streets of its neighbours meet. ``source`` and ``licence``
    of a line that follows streets are theirs, for so is its course.
    """
    lines = [record.drawings.get(layer) for layer in FOLLOWED]
    found = dict(record.drawings)
    for layer in FOLLOWING & found.keys():
        if names := _named([found[layer]]):
            places = junctions(record)
            found[layer] = _followed(found[layer], tuple((name, places[name]) for name in sorted(names & places.keys())), *lines)
    return found


def _named(drawings: Iterable[Drawing]) -> set[str]:
    """Return the ids of all that lines of ``drawings`` follow, as far as these are written as such."""
    alongs = (feature["properties"].get("along") for drawing in drawings for feature in drawing.features)
    return {name for along in alongs if isinstance(along, list) for name in along if isinstance(name, str)}


def check(record: Record) -> Iterator[Fault]:
    """Find lines that follow what is not drawn, or what lies elsewhere."""
    streets, _ = streets_of(record)
    yield from _check_courses(record, streets)
    places = junctions(record)
    stops: dict[str, Stop] = {name: shapely.Point(places[name]) for name in _named(record.drawings.values()) & places.keys()}
    stops |= streets
    for layer in sorted(FOLLOWING & record.drawings.keys()):
        drawing = record.drawings[layer]
        for feature, line, drawn in zip(drawing.features, drawing.lines, shapes(drawing).tolist(), strict=True):
            along = feature["properties"].get("along")
            if along is not None and (reason := _reason(along, drawn, stops)):
                yield Fault(drawing.file, line, "along", reason)


def _check_courses(record: Record, streets: Mapping[str, shapely.LineString]) -> Iterator[Fault]:
    """Find fronts and columns that come along what is not drawn, or lies elsewhere."""
    places = positions(record)
    for table in LINES:
        rows = record.tables[table]
        columns = rows.columns
        for before, row in legs(record, table):
            names = columns["along"][row].split()
            ends = [places.get(columns["point_id"][end]) for end in (before, row)]
            if unknown := [name for name in names if name not in streets]:
                yield rows.fault(row, "along", f"{shown(unknown[0])} is no street that is drawn")
            elif names:
                for name, end in zip((names[0], names[-1]), ends, strict=True):
                    metres = _off(streets[name], shapely.Point(end), end[1]) if end else 0.0
                    if metres > REACH_M:
                        yield rows.fault(row, "along", f"{shown(name)} lies {metres:.0f} m from where the line meets it")
                        break


def _off(one: shapely.Geometry, other: shapely.Geometry, latitude: float) -> float:
    """Return how far apart two geometries lie, metres."""
    return float(shapely.distance(_flat(one, latitude), _flat(other, latitude))) * _METRES_PER_DEGREE


def _reason(along: object, drawn: shapely.Geometry, stops: Mapping[str, Stop]) -> str | None:
    if not isinstance(drawn, shapely.LineString):
        return "only a line follows streets"
    if not isinstance(along, list) or not along or not all(isinstance(name, str) for name in along):
        return "is not a list of ids of streets and junctions"
    latitude = drawn.bounds[1]
    for name in along:
        if name not in stops:
            return f"{shown(name)} is neither a line that is drawn nor in junctions.csv"
        metres = _off(stops[name], drawn, latitude)
        if metres > REACH_M:
            return f"{shown(name)} lies {metres:.0f} m from the line that follows it; at most {REACH_M} m are bridged"
    return None


def courses(
    points: Sequence[Position], alongs: Sequence[Sequence[str]], streets: Mapping[str, shapely.LineString]
) -> list[shapely.LineString]:
    """Return the way from each of ``points`` to the next along the ``streets`` that ``alongs`` names for it, degrees WGS 84.

    A way without streets is straight. Where ways along streets meet, they meet where the streets do.
    """
    latitude = points[0][1]
    named = {name for along in alongs for name in along}
    flat: dict[str, Stop] = {name: _flat(streets[name], latitude) for name in named}  # once: two ways along one street share it
    ways = [
        _Limit.drawn(pair, [flat[name] for name in along], latitude) for pair, along in zip(pairwise(points), alongs, strict=True)
    ]
    return _settled(ways, latitude)


def streets_of(record: Record) -> tuple[Mapping[str, shapely.LineString], Mapping[str, str]]:
    """Return line and licence of everything that may be followed, by id."""
    return _streets(*(record.drawings.get(layer) for layer in FOLLOWED))


@lru_cache(maxsize=2 * len(FOLLOWING))  # asked for by the check, by the dataset and for the districts
def _followed(drawing: Drawing, places: tuple[tuple[str, Position], ...], *layers: Drawing | None) -> Drawing:
    streets, licences = _streets(*layers)
    latitude = float(np.mean([feature["geometry"]["coordinates"][0][1] for feature in drawing.features]))
    stops: dict[str, Stop] = {name: _flat(shapely.Point(position), latitude) for name, position in places}
    stops |= {name: _flat(streets[name], latitude) for name in sorted(_named([drawing]) & streets.keys())}
    limits = [
        _Limit.drawn(
            feature["geometry"]["coordinates"],
            [stops[name] for name in feature["properties"].get("along") or () if name in stops],
            latitude,
        )
        for feature in drawing.features
    ]
    features = []
    for feature, line in zip(drawing.features, _settled(limits, latitude), strict=True):
        properties = feature["properties"]
        if names := [name for name in properties.get("along") or () if name in streets]:
            own = f"; {properties['source']}" if properties.get("source") else ""
            given = ", ".join(sorted({licences[name] for name in names} - {""}))
            properties = properties | {"source": f"the lines of {', '.join(names)}{own}"} | ({"licence": given} if given else {})
        features.append(feature | {"properties": properties, "geometry": mapping(line)})
    return Drawing(drawing.file, features, drawing.lines)


@lru_cache(maxsize=1)  # as above, and for each table of lines
def _streets(*layers: Drawing | None) -> tuple[dict[str, shapely.LineString], dict[str, str]]:
    """Return line and licence of each street that has an id and is one line."""
    lines: dict[str, shapely.LineString] = {}
    licences: dict[str, str] = {}
    for drawing in layers:
        for feature, line in zip(drawing.features, shapes(drawing).tolist(), strict=True) if drawing else ():
            name = feature["properties"].get("id")
            if name and isinstance(line, shapely.LineString):
                lines[name] = line
                licences[name] = str(feature["properties"].get("licence") or "")
    return lines, licences


class _Limit(NamedTuple):
    """A limit as it is drawn, what it follows, and where its two ends are drawn."""

    way: list[Position]
    along: list[Stop]
    ends: tuple[Position, Position]

    @classmethod
    def drawn(cls, way: Iterable[Sequence[float]], along: list[Stop], latitude: float) -> _Limit:
        """Return the limit whose ``way`` is in degrees WGS 84, as ``along`` is in those of ``_flat``."""
        flat = np.array([position[:2] for position in way], dtype=float) * (np.cos(np.radians(latitude)), 1.0)
        at = [(x, y) for x, y in flat.tolist()]
        return cls(at, along, (at[0], at[-1]))

    def street_at(self, node: Position) -> list[shapely.LineString]:
        """Return the street along which it comes to ``node``, one of its ends; none where it comes there on no street."""
        stops = self.along[:1] if node == self.ends[0] else self.along[-1:]
        return [stop for stop in stops if isinstance(stop, shapely.LineString)]

    def line(self, nodes: Mapping[Position, shapely.Point]) -> shapely.LineString:
        """Return the line between its ``nodes``, straight where one street ends short of the next."""
        start, end = (nodes[at] for at in self.ends)
        last = _position(end, 0)
        if not self.along:
            return _line([_position(start, 0), *self.way[1:-1], last])
        way = _line(self.way)
        corners = [(start, start), *(_corner(one, other, way) for one, other in pairwise(self.along)), (end, end)]
        path = [position for stop, ((_, enters), (leaves, _)) in zip(self.along, pairwise(corners), strict=True)
                for position in _positions(stop if isinstance(stop, shapely.Point) else _part(stop, enters, leaves))]  # fmt: skip
        path = [_position(start, 0), *(at for at in path if _apart(at, last)), last]
        rest = [two for one, two in pairwise(path) if _apart(one, two)]
        return _line([path[0], *(rest or [last])])


def _corner(one: Stop, other: Stop, way: shapely.LineString) -> tuple[shapely.Point, shapely.Point]:
    """Return where a limit leaves what it followed, and where it enters what it follows next."""
    if one.intersects(other):
        point = min(_meetings(one, other), key=way.distance)
        return point, point
    leaves, enters = nearest_points(one, other)
    return leaves, enters


def _part(street: shapely.LineString, enters: shapely.Point, leaves: shapely.Point) -> Stop:
    """Return the part of ``street`` from near ``enters`` to near ``leaves``.

    A corner a few metres beside the street is reached aslant, so that the last step does not run along a street that crosses it.
    """
    first, last = street.project(enters), street.project(leaves)
    way = 1 if last > first else -1
    beside = [street.distance(point) for point in (enters, leaves)]
    cut, cut_last = (min(off, abs(last - first) / 3) if off * _METRES_PER_DEGREE < _BESIDE_M else 0.0 for off in beside)
    return substring(street, first + way * cut, last - way * cut_last)


def _settled(limits: Sequence[_Limit], latitude: float) -> list[shapely.LineString]:
    """Return the line of each limit, degrees WGS 84; those that are drawn to one corner meet where their streets do.

    Where streets miss each other by some metres, limits along them could cross again beside their corner: there the last
    metres of each lead straight to it.
    """
    at: dict[Position, list[int]] = {}
    for row, limit in enumerate(limits):
        for node in limit.ends:
            at.setdefault(node, []).append(row)
    nodes = {
        node: _corner_of(shapely.Point(node), [street for row in rows for street in limits[row].street_at(node)])
        for node, rows in at.items()
    }
    lines = [limit.line(nodes) for limit in limits]
    rounded = [_Rounded.of(line, latitude) for line in lines]
    for node, rows in at.items():
        for metres in _STRAIGHT_M:
            led = [_straightened(lines[row], nodes[node], metres / _METRES_PER_DEGREE) for row in rows]
            found = [
                rounded[row] if line is lines[row] else _Rounded.of(line, latitude) for row, line in zip(rows, led, strict=True)
            ]
            if not _cross(found):
                for row, line, its in zip(rows, led, found, strict=True):
                    lines[row], rounded[row] = line, its
                break
    return [one.line for one in rounded]


class _Rounded(NamedTuple):
    """A line in degrees WGS 84 as a record has it, where it begins and ends, and whether it crosses itself nowhere."""

    line: shapely.LineString
    ends: frozenset[Position]
    is_simple: bool

    @classmethod
    def of(cls, line: shapely.LineString, latitude: float) -> _Rounded:
        """Return what ``_flat`` made to five decimals as all lines of a record, no vertex twice."""
        degrees = np.round(shapely.get_coordinates(line) / (np.cos(np.radians(latitude)), 1.0), 5)
        kept = shapely.remove_repeated_points(_line(degrees))
        return cls(kept, frozenset((_position(kept, 0), _position(kept, -1))), bool(shapely.is_simple(kept)))


def _straightened(line: shapely.LineString, node: shapely.Point, radius: float) -> shapely.LineString:
    """Return ``line`` with its way out of the circle around ``node``, one of its ends, made straight."""
    edge = node.buffer(radius).boundary.intersection(line) if radius else None
    if edge is None or edge.is_empty:
        return line
    from_node = line if _position(line, 0) == _position(node, 0) else line.reverse()
    leaves = min(from_node.project(shapely.Point(_position(part, 0))) for part in shapely.get_parts(edge).tolist())
    rest = substring(from_node, leaves, from_node.length)
    straight = _line([_position(node, 0), *_positions(rest)])
    return straight if from_node is line else straight.reverse()


def _cross(lines: Sequence[_Rounded]) -> bool:
    """Tell whether one of ``lines`` crosses itself, or any two meet elsewhere than at an end of both."""
    if not all(line.is_simple for line in lines):
        return True
    for one, other in combinations(lines, 2):
        ends = one.ends & other.ends
        for part in shapely.get_parts(shapely.intersection(one.line, other.line)).tolist():
            if not isinstance(part, shapely.Point) or _position(part, 0) not in ends:
                return True
    return False


def _corner_of(drawn_at: shapely.Point, streets: list[shapely.LineString]) -> shapely.Point:
    """Return where limits that come along ``streets`` meet: on as many of them as it can be, near where it is drawn."""
    near = [street for street in streets if street.distance(drawn_at) < _REACH]
    if all(street is near[0] for street in near):
        # A street that ends here goes on to the corner; only one that passes by moves it.
        along = near[0].project(drawn_at) if near else 0.0
        return near[0].interpolate(along) if near and 0 < along < near[0].length else drawn_at
    pairs = [(one, other) for one, other in combinations(near, 2) if one is not other]
    found = [point for one, other in pairs for point in _meetings(one, other) if point.distance(drawn_at) < _REACH]
    return min(
        found or [drawn_at],
        key=lambda point: (round(sum(street.distance(point) for street in near), 9), point.distance(drawn_at)),
    )


def _meetings(one: Stop, other: Stop) -> list[shapely.Point]:
    """Return the points where two streets cross, or begin and end to run together; else those nearest to each other."""
    shared = one.intersection(other)
    if shared.is_empty:
        return list(nearest_points(one, other))
    return [shapely.Point(_position(part, end)) for part in shapely.get_parts(shared).tolist() for end in (0, -1)]


def _line(positions: Sequence[Sequence[float]] | np.ndarray) -> shapely.LineString:
    """Return the line through ``positions``; ``LineString`` itself looks at each of them, and takes four times as long."""
    line = shapely.linestrings(np.asarray(positions, dtype=float))
    assert isinstance(line, shapely.LineString)  # noqa: S101 - of one row of positions; this tells the type checker
    return line


def _positions(line: Stop) -> list[Position]:
    return [(x, y) for x, y in shapely.get_coordinates(line).tolist()]


def _position(line: Stop, vertex: int) -> Position:
    x, y = shapely.get_coordinates(line)[vertex].tolist()
    return x, y


def _apart(one: Sequence[float], other: Sequence[float]) -> bool:
    return hypot(one[0] - other[0], one[1] - other[1]) > _SAME


def _flat(geometry: _G, latitude: float) -> _G:
    """Return ``geometry`` with degrees of longitude as long as those of latitude."""
    return shapely.transform(geometry, lambda at: at * (np.cos(np.radians(latitude)), 1.0))
