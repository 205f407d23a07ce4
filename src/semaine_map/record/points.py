"""Named points, places and junctions, and the lines that run through them: where they are, and what is wrong with them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from semaine_map.errors import Fault, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.record.reading import Record, Rows

LINES = {"fronts": ("day", "line"), "columns": ("column_id", "corps", "day")}
"""The tables that draw lines through named points, each with the columns that tell one line from another."""


def positions(record: Record) -> dict[str, tuple[float, float]]:
    """Return the position of every place and junction by id; a place comes before a junction of the same name."""
    return {**junctions(record), **_positions(record.tables["places"])}


def junctions(record: Record) -> dict[str, tuple[float, float]]:
    """Return the position of every junction by id, degrees WGS 84."""
    return _positions(record.tables["junctions"])


def _positions(rows: Rows) -> dict[str, tuple[float, float]]:
    """Return the positions of a table by id; those that are no numbers are left out, for they are reported as such."""
    found = {}
    for name, lon, lat in zip(rows.columns[rows.table.key[0]], rows.columns["lon"], rows.columns["lat"], strict=True):
        try:
            found[name] = (float(lon), float(lat))
        except ValueError:
            continue
    return found


def vertices(geometry: dict[str, Any]) -> list[list[float]]:
    """Return the vertices that a ``through`` names: those of a line, or of the shell of a polygon."""
    along: list[list[float]] = geometry["coordinates"] if geometry["type"] == "LineString" else geometry["coordinates"][0]
    return along


def check(record: Record) -> Iterator[Fault]:
    """Find what is wrong in the tables that draw lines: points that are nowhere, lines of one point."""
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
    columns, points = rows.columns, positions(record)
    for along in _in_order(rows, keys):
        if len(along) == 1 and rows.whole:
            yield rows.fault(along[0], "point_id", "is the only point of its line; a line needs two")
        for before, row in pairwise(along):
            here = points.get(columns["point_id"][row])
            if here is not None and here == points.get(columns["point_id"][before]):
                yield rows.fault(row, "point_id", f"{shown(columns['point_id'][row])} lies where the point before it does")


def legs(record: Record, table: str) -> Iterator[tuple[int, int]]:
    """Give each stretch of the lines of ``table`` as its two rows, in their order."""
    for along in _in_order(record.tables[table], LINES[table]):
        yield from pairwise(along)


def _in_order(rows: Rows, keys: tuple[str, ...]) -> Iterator[list[int]]:
    """Give the rows of each line in their order, without those whose ``seq`` is no number: they are reported as such."""
    columns = rows.columns
    lines: dict[tuple[str, ...], list[int]] = {}
    for row, seq in enumerate(columns["seq"]):
        if seq.isdecimal() and len(seq) < 12:
            lines.setdefault(tuple(columns[key][row] for key in keys), []).append(row)
    for along in lines.values():
        yield sorted(along, key=lambda row: int(columns["seq"][row]))


def through_reason(feature: dict[str, Any], points: dict[str, tuple[float, float]], known: set[str]) -> str | None:
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
