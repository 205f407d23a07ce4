"""Find the ways of the streets of ``ends.csv`` that are not drawn: ``python tools/streets/find.py OPEN_FOLDER [REFERENCE]``.

A street is the cheapest straight way, over ways that are nobody else's, between the two streets where it began and ended. Where
several ways join the two, the one that passes ``about`` is taken; without it the street is left open, and the ways are printed.
What is found is added to ``ways.csv``. A way is refused where REFERENCE has the middle of its street more than 25 m from it: the
list of 1888 tells which streets are looked for, checks and never chooses; what it refuses (``refused``) is not tried again.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import shapely
from drawing import City
from follow import points
from lines import is_parallel
from pyproj import Transformer

from semaine_map.history.names import simplify

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
RECORD = HERE.parent.parent / "geodata"

GATE = 25.0
"""Metres that the middle of a street may lie from its way."""

BESIDE = 10.0
"""Metres within which a way of today is taken to be a street that is drawn."""

AT = 16.0
"""Metres that the junction with a street may lie from its line."""

ABOUT = 110.0
"""Metres that a street may pass from where it is said to have lain."""

MOST = 5
"""Ways between the same two streets that are compared."""


class Found(NamedTuple):
    """A way through today's net: the numbers of its edges, and the line along them in metres."""

    edges: list[int]
    line: shapely.LineString


class Finder:
    """The net of today, and the streets by the names that they have or had."""

    def __init__(self, city: City) -> None:
        """Index the streets of ``city`` by name, and the ways that are theirs."""
        self.city = city
        self.named: dict[str, list[shapely.LineString]] = defaultdict(list)
        with (city.record / "streets.csv").open(encoding="utf-8", newline="") as file:
            self.rows = {row["street_id"]: row for row in csv.DictReader(file)}
        for street in city.streets.values():
            row = self.rows.get(street.id, {})
            for name in {street.name, row.get("name_today", ""), *row.get("variants", "").split("|")}:
                if name:
                    self.named[simplify(name)].append(street.line)
        self.taken: set[int] = set()
        for street in city.streets.values():
            self.take(street.line)

    def take(self, line: shapely.LineString) -> None:
        """Mark the ways that run along ``line`` as drawn."""
        for n in self.city.today.edges_near(line, BESIDE):
            if n not in self.taken:
                edge = self.city.today.edges[n].line
                if shapely.distance(points(edge, 5.0), line).max() <= BESIDE or (
                    edge.interpolate(0.5, normalized=True).distance(line) <= BESIDE and is_parallel(edge, line)
                ):
                    self.taken.add(n)

    def ways(self, start: str, end: str, arrondissement: int) -> list[Found]:
        """Return the ways between the streets ``start`` and ``end`` that lie in ``arrondissement``, the cheapest first."""
        net, area = self.city.today, self.city.areas[arrondissement].buffer(60)
        ends = []
        for name in (start, end):
            lines = [line for line in self.named.get(simplify(name), ()) if line.intersects(area)]
            ends.append({n: 0.0 for line in lines for n in net.nodes_near(line, AT)})
        if not all(ends):
            return []
        closed, found = set(self.taken), []
        for _ in range(MOST):
            costs = [math.inf if n in closed else length for n, length in enumerate(net.lengths)]
            way = net.way(ends[0], ends[1], costs.__getitem__, turning=60.0)
            if way is None or not way[1]:
                break
            line = net.joined(way[1])
            closed |= set(way[1])
            straight = math.dist(line.coords[0], line.coords[-1])
            if line.length >= 25 and line.length < 1.6 * straight + 40 and area.contains(line):
                found.append(Found(way[1], line))
        return found


def main(open_folder: Path, reference: Path | None) -> None:
    """Find what can be found, round by round, as each street that is found names the ways beside it."""
    city = City(open_folder, RECORD, HERE)
    city.draw()
    finder = Finder(city)
    drawn = {(simplify(way["name"]), way["arrondissement"]) for way in city.ways() if way["name"]}
    ends = _rows(HERE / "ends.csv")
    wanted = [row for row in ends if not row["refused"] and (simplify(row["name"]), row["arrondissement"]) not in drawn]
    wanted = [row for row in wanted if not _is_drawn(city, row)]
    centres = _centres(reference)
    if reference is not None:
        wanted = [row for row in wanted if (simplify(row["name"]), row["arrondissement"]) in centres]
    new: list[dict[str, str]] = []
    refused: list[str] = []
    while True:
        before = len(new)
        for row in list(wanted):
            way = _only(finder, row)
            if way is None:
                continue
            wanted.remove(row)
            if _refused(row, way.line, centres):
                refused.append(row["name"])
                row["refused"] = "yes"
                continue
            names = {n: part for part, n in city.parts.items()}
            new.append(
                {
                    "name": row["name"],
                    "street_id": "",
                    "arrondissement": row["arrondissement"],
                    "ways": " ".join(names[n] for n in way.edges),
                    "dated": "yes" if _is_dated(finder, row) else "",
                    "evidence": "",
                }
            )
            finder.take(way.line)
            finder.named[simplify(row["name"])].append(way.line)
        if len(new) == before:
            break
    rows = _rows(HERE / "ways.csv")
    _write(HERE / "ways.csv", [*rows, *new])
    _write(HERE / "ends.csv", ends)
    print(f"{len(new)} found, {len(refused)} refused: {', '.join(refused)}")  # noqa: T201 - a tool says what it did
    for row in wanted:
        _tell(finder, row)


def _only(finder: Finder, row: dict[str, str]) -> Found | None:
    """Return the one way that the street of ``row`` can be, or None where there is none or more than one."""
    found = finder.ways(row["from"], row["to"], int(row["arrondissement"]))
    if row["through"]:
        crossed = finder.named.get(simplify(row["through"]), [])
        found = [one for one in found if any(one.line.distance(line) < AT for line in crossed)]
    if row["about"]:
        at = _point(row["about"])
        found = sorted((one for one in found if one.line.distance(at) < ABOUT), key=lambda one: one.line.distance(at))
        return found[0] if found else None
    return (
        found[0] if len(found) == 1 or (found and len(found) > 1 and found[1].line.length > 2.5 * found[0].line.length) else None
    )


def _point(about: str) -> shapely.Point:
    latitude, longitude = (float(part) for part in about.split(","))
    return shapely.Point(Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True).transform(longitude, latitude))


def _is_drawn(city: City, row: dict[str, str]) -> bool:
    key, area = simplify(row["name"]), city.areas[int(row["arrondissement"])].buffer(60)
    return any(simplify(street.name) == key and street.line.intersects(area) for street in city.streets.values())


def _is_dated(finder: Finder, row: dict[str, str]) -> bool:
    """Tell whether the record, or the dated names, know the street of ``row`` before June 1871."""
    key = simplify(row["name"])
    if any(simplify(one["name_1871"]) == key and one["existed_1871"] == "yes" for one in finder.rows.values()):
        return True
    return finder.city.stood(row["name"]) is True


def _centres(reference: Path | None) -> dict[tuple[str, str], list[shapely.Point]]:
    centres: dict[tuple[str, str], list[shapely.Point]] = defaultdict(list)
    if reference is not None:
        standing = (row for row in _rows(reference / "street_names_1888.csv") if row["later"] != "True")
        for row in standing:
            centres[simplify(row["street"]), row["arr"]].append(_point(f"{row['lat']},{row['lon']}"))
    return centres


def _refused(row: dict[str, str], line: shapely.LineString, centres: dict[tuple[str, str], list[shapely.Point]]) -> bool:
    near = [point.distance(line) for point in centres.get((simplify(row["name"]), row["arrondissement"]), ())]
    return bool(near) and min(near) > GATE


def _tell(finder: Finder, row: dict[str, str]) -> None:
    """Print the ways that a street may be that was left open, or which of its ends is not known."""
    unknown = [name for name in (row["from"], row["to"]) if simplify(name) not in finder.named]
    to_degrees = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)
    told = []
    for way in finder.ways(row["from"], row["to"], int(row["arrondissement"])) if not unknown else ():
        middle = way.line.interpolate(0.5, normalized=True)
        lon, lat = to_degrees.transform(middle.x, middle.y)
        told.append(f"{lat:.4f},{lon:.4f} ({way.line.length:.0f} m)")
    why = f"no street {unknown}" if unknown else "; ".join(told) or "no way"
    print(f"{row['name']} ({row['arrondissement']}), {row['from']} – {row['to']}: {why}")  # noqa: T201 - a tool says what it did


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Iterable[dict[str, str]]) -> None:
    rows = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
