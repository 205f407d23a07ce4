"""Add the house numbers of 1888 to ``street_anchors.csv``: ``python tools/streets/houses.py OPEN_FOLDER``."""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import opened
import shapely
from pyproj import Transformer

from semaine_map.history.names import simplify

RECORD = Path(__file__).parent.parent.parent / "geodata"

REACH = 40.0
"""Metres that a house may lie from the line of its street."""

PRECISION = 10
"""Metres within which a number of 1888 has its house."""

METHOD = "address 1888"

CORNER_PRECISION = 20
"""Metres within which a number at the end of a block has its house: it is given for the middle of the street, at the corner."""

CORNER = "corner 1888"
"""Method of a number that the plan of 1888 gives at the end of a block."""

NARROWEST = 2.5
"""Metres of front for each house: numbers of one side that stand closer are no houses (the rue Saint-Antoine runs on to 2118)."""


def main(open_folder: Path) -> None:
    """Replace the rows of an earlier run by those of today's lines; the first point of a number counts."""
    streets = _streets()
    found: dict[tuple[str, int], tuple[float, float]] = {}
    to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
    told = [(one, METHOD) for one in opened.numbers_of_1888(open_folder)]
    told += [(one, CORNER) for one in opened.corners_of_1888(open_folder)]
    methods: dict[tuple[str, int], str] = {}
    for (name, number, lon, lat), method in told:
        house = shapely.Point(to_metres.transform(lon, lat))
        near = [(line.distance(house), street) for street, line in streets.get(simplify(name), ())]
        if near and min(near)[0] <= REACH and (min(near)[1], number) not in found:
            found[min(near)[1], number] = (lon, lat)
            methods[min(near)[1], number] = method
    impossible = _impossible({one: to_metres.transform(*place) for one, place in found.items() if methods[one] == METHOD})
    found = {one: place for one, place in found.items() if one not in impossible}
    path = RECORD / "street_anchors.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = [row for row in reader if row["method"] not in {METHOD, CORNER}]
    for (street, number), (lon, lat) in sorted(found.items()):
        row = dict.fromkeys(columns, "")
        row |= {
            "street_id": street,
            "number": str(number),
            "lon": f"{lon:.5f}",
            "lat": f"{lat:.5f}",
            "at": f"n° {number} in 1888" if methods[street, number] == METHOD else f"n° {number} at a corner in 1888",
        }
        precision = PRECISION if methods[street, number] == METHOD else CORNER_PRECISION
        rows.append(row | {"precision_m": str(precision), "method": methods[street, number]})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    corners = sum(methods[one] == CORNER for one in found)
    print(f"{len(found)} house numbers in {len({street for street, _ in found})} streets, {corners} at corners,"  # noqa: T201 - a tool says what it did
          f" {len(impossible)} left out")  # fmt: skip


def _impossible(found: dict[tuple[str, int], tuple[float, float]]) -> set[tuple[str, int]]:
    """Return the numbers that stand closer to both neighbours of their side than any house is wide."""
    sides: dict[tuple[str, int], list[int]] = defaultdict(list)
    for street, number in sorted(found):
        sides[street, number % 2].append(number)
    narrow = set()
    for (street, _), numbers in sides.items():
        for at, number in enumerate(numbers):
            near = [other for other in numbers[max(0, at - 1) : at + 2] if other != number]
            gaps = [math.dist(found[street, number], found[street, other]) * 2 / abs(number - other) for other in near]
            if gaps and max(gaps) < NARROWEST:
                narrow.add((street, number))
    return narrow


def _streets() -> dict[str, list[tuple[str, shapely.LineString]]]:
    """Return the streets that have a line, with it in metres, by every name that they have."""
    to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
    lines = {}
    for layer in ("streets", "streets_osm"):
        for feature in json.loads((RECORD / "basemap" / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]:
            places = [to_metres.transform(*place) for place in feature["geometry"]["coordinates"]]
            lines[feature["properties"]["id"]] = shapely.LineString(places)
    named: dict[str, list[tuple[str, shapely.LineString]]] = defaultdict(list)
    with (RECORD / "streets.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["street_id"] in lines:
                for name in dict.fromkeys(map(simplify, (row["name_1871"], *row["variants"].split("|"), row["name_today"]))):
                    if name:
                        named[name].append((row["street_id"], lines[row["street_id"]]))
    return named


if __name__ == "__main__":
    main(Path(sys.argv[1]))
