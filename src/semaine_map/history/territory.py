"""Turn the shared edges of the drawing into quartiers and arrondissements, and tell in which a position lies."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from semaine_map.errors import Fault, shown
from semaine_map.record import geometry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.reading import Record, Rows
    from semaine_map.record.tables import Columns

CRS = "EPSG:4326"

LINES = {"fronts": ("day", "line"), "columns": ("column_id", "corps", "day")}
"""The tables that draw lines through named points, each with the columns that tell one line from another."""


def quartiers(record: Record) -> Columns:
    """Polygonise the boundaries of ``record`` into its quartiers.

    Returns one row a quartier with ``quartier``, ``name``, ``arrondissement`` and its polygon, degrees WGS 84,
    sorted by number; none when the record draws no boundaries. A face belongs to the quartier that all of its
    edges name on that side.
    """
    drawing = record.drawings.get("boundaries")
    table = record.tables["quartiers"].columns
    numbers = map(int, table["quartier"])
    known = dict(zip(numbers, zip(table["name"], map(int, table["arrondissement"]), strict=True), strict=True))
    faces = sorted((number, face) for number, face in _faces(drawing).items() if number in known) if drawing and known else []
    return {
        "quartier": np.array([number for number, _ in faces], dtype=np.int64),
        "name": [known[number][0] for number, _ in faces],
        "arrondissement": np.array([known[number][1] for number, _ in faces], dtype=np.int64),
        "geometry": np.array([face for _, face in faces], dtype=object),
    }


def arrondissements(record: Record, parts: Columns) -> Columns:
    """Unite ``parts`` (the quartiers) into arrondissements.

    Returns one row each with ``arrondissement``, ``name`` and its polygon, degrees WGS 84, sorted by number.
    """
    table = record.tables["arrondissements"].columns
    names = dict(zip(map(int, table["arrondissement"]), table["name"], strict=True))
    numbers = np.array(sorted(set(parts["arrondissement"].tolist())), dtype=np.int64)
    areas = [shapely.union_all(parts["geometry"][parts["arrondissement"] == number]) for number in numbers]
    return {
        "arrondissement": numbers,
        "name": [names.get(number, "") for number in numbers.tolist()],
        "geometry": np.array(areas, dtype=object),
    }


def locate(points: np.ndarray, areas: Columns) -> np.ndarray:
    """Return the arrondissement in which each of ``points`` lies, 0 for none.

    A point on a shared edge belongs to the lower number, so that the answer does not depend on the order of rows.
    """
    found = np.zeros(len(points), dtype=np.int16)
    hits, zones = shapely.STRtree(areas["geometry"]).query(points, predicate="intersects")
    numbers = areas["arrondissement"][zones]
    for hit, number in sorted(zip(hits.tolist(), numbers.tolist(), strict=True), reverse=True):
        found[hit] = number
    return found


@lru_cache(maxsize=1)  # asked for once by the check, once to draw them
def _faces(drawing: Drawing) -> dict[int, shapely.Polygon]:
    """Return the face of each quartier number, judged by the ``left`` and ``right`` of the edges around it."""
    lines = [shape(feature["geometry"]) for feature in drawing.features]
    polygons = list(shapely.get_parts(shapely.polygonize(lines)))
    tree = shapely.STRtree(polygons)
    votes: list[dict[int, int]] = [{} for _ in polygons]
    for line, feature in zip(lines, drawing.features, strict=True):
        for offset, side in ((1e-6, "left"), (-1e-6, "right")):
            number = feature["properties"].get(side)
            # The middle of the edge, moved a tenth of a metre to that side, lies in the face on that side.
            probe = line.parallel_offset(offset, "left").interpolate(0.5, normalized=True) if number else None
            if probe is None or probe.is_empty:
                continue
            for face in tree.query(probe, predicate="within"):
                votes[face][number] = votes[face].get(number, 0) + 1
    return {max(vote, key=lambda n: (vote[n], -n)): face for face, vote in zip(polygons, votes, strict=True) if vote}


def lines_through(record: Record, table: str) -> Columns:
    """Draw the lines of ``table`` (one of ``LINES``) through their named points.

    Returns one row a line: the columns that tell it from others, ``precision_m`` (the worst along it; 0 where the table has
    none), ``precisions`` (that of each point, as text: ``"250 400 250"``), ``source_id`` and ``locator`` of its first row, and
    the line in degrees WGS 84. A line needs two points; points that are in neither ``places.csv`` nor ``junctions.csv`` are
    faults of ``check``.
    """
    keys = LINES[table]
    rows = record.tables[table].columns
    points = _points(record)
    order = sorted(range(len(rows["seq"])), key=lambda row: (*(rows[key][row] for key in keys), int(rows["seq"][row])))
    lines: dict[tuple[str, ...], list[int]] = {}
    for row in order:
        lines.setdefault(tuple(rows[key][row] for key in keys), []).append(row)
    drawn = {key: along for key, along in lines.items() if len(along) > 1}
    precisions = [[rows["precision_m"][row] for row in along] if "precision_m" in rows else [] for along in drawn.values()]
    ways = [shapely.LineString([points[rows["point_id"][row]] for row in along]) for along in drawn.values()]
    return {
        **{name: [key[n] for key in drawn] for n, name in enumerate(keys)},
        "precision_m": np.array([max(map(int, metres), default=0) for metres in precisions], dtype=np.int64),
        "precisions": [" ".join(metres) for metres in precisions],
        "source_id": [rows["source_id"][along[0]] for along in drawn.values()],
        "locator": [rows["locator"][along[0]] for along in drawn.values()],
        "geometry": np.array(ways, dtype=object),
    }


def held_by_the_army(days: Sequence[str], city: shapely.Geometry, fronts: Columns) -> dict[str, shapely.Geometry]:
    """Return the ground that the army held on each evening, by day, degrees WGS 84.

    Along each line of the front the army stands to its left. A line that ends inside the wall is carried on in its last
    direction to the wall. An evening without a line is as the one before it, the first being all the Commune's; an evening after
    the last line is all the army's. Ground once taken stays taken.
    """
    held: dict[str, shapely.Geometry] = {}
    before: shapely.Geometry = shapely.Polygon()
    last = max(fronts["day"], default="")
    for day in days:
        lines = [carried_on(line) for its_day, line in zip(fronts["day"], fronts["geometry"], strict=True) if its_day == day]
        if lines:
            before = shapely.union(before, _left_of(lines, city))
        elif day > last:
            before = city
        held[day] = before
    return held


def _left_of(lines: list[shapely.LineString], city: shapely.Geometry) -> shapely.Geometry:
    """Return the part of ``city`` to the left of ``lines``: each piece that they cut is judged by the lines along its edge."""
    cut = shapely.union_all([city.boundary, *lines])
    pieces = [piece for piece in shapely.get_parts(shapely.polygonize([cut])) if city.contains(piece.representative_point())]
    taken = []
    for piece in pieces:
        votes = 0
        for line in lines:
            for start, end in pairwise(line.coords):
                dx, dy = end[0] - start[0], end[1] - start[1]
                length = float(np.hypot(dx, dy))
                for part in (0.25, 0.5, 0.75):
                    x, y = start[0] + part * dx, start[1] + part * dy
                    # Five metres to either side of the line.
                    step = (-dy / length * 5e-5, dx / length * 5e-5)
                    votes += piece.contains(shapely.Point(x + step[0], y + step[1]))
                    votes -= piece.contains(shapely.Point(x - step[0], y - step[1]))
        if votes > 0:
            taken.append(piece)
    return shapely.union_all(taken)


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


def _points(record: Record) -> dict[str, tuple[float, float]]:
    """Return the position of every place and junction by id; a place comes before a junction of the same name."""
    return {**junctions(record), **_positions(record.tables["places"])}


def junctions(record: Record) -> dict[str, tuple[float, float]]:
    """Return the position of every junction by id, degrees WGS 84."""
    return _positions(record.tables["junctions"])


def _positions(rows: Rows) -> dict[str, tuple[float, float]]:
    """Return the positions of a table by id; those that are no numbers are left out, for they are reported as such."""
    positions = {}
    for name, lon, lat in zip(rows.columns[rows.table.key[0]], rows.columns["lon"], rows.columns["lat"], strict=True):
        try:
            positions[name] = (float(lon), float(lat))
        except ValueError:
            continue
    return positions


def vertices(geometry: dict[str, Any]) -> list[list[float]]:
    """Return the vertices that a ``through`` names: those of a line, or of the shell of a polygon."""
    along: list[list[float]] = geometry["coordinates"] if geometry["type"] == "LineString" else geometry["coordinates"][0]
    return along


def check(record: Record) -> Iterator[Fault]:
    """Find what is wrong in the drawings: geometry that is no geometry, edges that do not close, areas that overlap."""
    sound, points = True, junctions(record)
    known = set(record.tables["junctions"].columns["junction_id"])
    for name, drawing in record.drawings.items():
        for feature, line in zip(drawing.features, drawing.lines, strict=True):
            reason = geometry.reason(feature, name, record.week)
            if reason:
                sound = False
                yield Fault(drawing.file, line, "geometry", reason)
            elif reason := _through_reason(feature, points, known):
                yield Fault(drawing.file, line, "through", reason)
    if sound and record.drawings.get("boundaries") and record.drawings["boundaries"].features:
        yield from _check_topology(record)
    for table, keys in LINES.items():
        yield from _check_points(record, table)
        yield from _check_lines(record, table, keys)


def _check_points(record: Record, table: str) -> Iterator[Fault]:
    rows = record.tables[table]
    known = {*record.tables["places"].columns["place_id"], *record.tables["junctions"].columns["junction_id"]}
    if record.tables["places"].whole and record.tables["junctions"].whole:
        for row, name in enumerate(rows.columns["point_id"]):
            if name and name not in known:
                yield rows.fault(row, "point_id", f"{shown(name)} is neither in places.csv nor in junctions.csv")


def _check_lines(record: Record, table: str, keys: tuple[str, ...]) -> Iterator[Fault]:
    """A line needs two points at least, and leads from each to another."""
    rows = record.tables[table]
    columns, points = rows.columns, _points(record)
    lines: dict[tuple[str, ...], list[int]] = {}
    for row, seq in enumerate(columns["seq"]):
        if seq.isdecimal() and len(seq) < 12:
            lines.setdefault(tuple(columns[key][row] for key in keys), []).append(row)
    for along in lines.values():
        along.sort(key=lambda row: int(columns["seq"][row]))
        if len(along) == 1 and rows.whole:
            yield rows.fault(along[0], "point_id", "is the only point of its line; a line needs two")
        for before, row in pairwise(along):
            here = points.get(columns["point_id"][row])
            if here is not None and here == points.get(columns["point_id"][before]):
                yield rows.fault(row, "point_id", f"{shown(columns['point_id'][row])} lies where the point before it does")


def _through_reason(feature: dict[str, Any], points: dict[str, tuple[float, float]], known: set[str]) -> str | None:
    """A line runs through the junctions that it names, and so through the same point as every other line that names one."""
    names = feature["properties"].get("through")
    if names is None:
        return None
    along = vertices(feature["geometry"])
    if not isinstance(names, list) or len(names) != len(along):
        return f"names {len(names) if isinstance(names, list) else 0} junctions for {len(along)} vertices"
    for name, (x, y, *_) in zip(names, along, strict=True):
        if not isinstance(name, str) or name not in known:
            return f"{shown(str(name))} is not in junctions.csv"
        if name in points and max(abs(points[name][0] - x), abs(points[name][1] - y)) > 1.5e-5:
            return f"its vertex {name!r} is not where junctions.csv has it; `semaine-map redraw` moves the lines"
    return None


def _check_topology(record: Record) -> Iterator[Fault]:
    drawing, table = record.drawings["boundaries"], record.tables["quartiers"]
    lines = [shape(feature["geometry"]) for feature in drawing.features]
    faces, cuts, dangles, invalid = shapely.polygonize_full(lines)
    for left_over, reason in ((cuts, "does not separate anything"), (dangles, "ends in the open"), (invalid, "crosses itself")):
        for part in shapely.get_parts(left_over):
            number = int(np.argmin([line.distance(part.representative_point()) for line in lines]))
            yield Fault(drawing.file, drawing.lines[number], "geometry", f"the edge {reason}")
    expected = {int(number) for number in table.columns["quartier"] if number.isdecimal()}
    found = _faces(drawing)
    for number in sorted(expected - found.keys()):
        yield Fault(drawing.file, 1, "geometry", f"no face for quartier {number}: its edges do not close or name it wrongly")
    if len(shapely.get_parts(faces)) != len(found):
        yield Fault(
            drawing.file, 1, "geometry", f"the edges close {len(shapely.get_parts(faces))} faces for {len(found)} quartiers"
        )
