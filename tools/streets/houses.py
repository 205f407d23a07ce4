"""Add the house numbers of 1888 to ``street_anchors.csv``: ``python tools/streets/houses.py OPEN_FOLDER``."""

from __future__ import annotations

import csv
import json
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


def main(open_folder: Path) -> None:
    """Replace the rows of an earlier run by those of today's lines; the first point of a number counts."""
    streets = _streets()
    found: dict[tuple[str, int], tuple[float, float]] = {}
    to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
    for name, number, lon, lat in opened.numbers_of_1888(open_folder):
        house = shapely.Point(to_metres.transform(lon, lat))
        near = [(line.distance(house), street) for street, line in streets.get(simplify(name), ())]
        if near and min(near)[0] <= REACH:
            found.setdefault((min(near)[1], number), (lon, lat))
    path = RECORD / "street_anchors.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = [row for row in reader if row["method"] != METHOD]
    for (street, number), (lon, lat) in sorted(found.items()):
        row = dict.fromkeys(columns, "")
        row |= {
            "street_id": street,
            "number": str(number),
            "lon": f"{lon:.5f}",
            "lat": f"{lat:.5f}",
            "at": f"n° {number} in 1888",
        }
        rows.append(row | {"precision_m": str(PRECISION), "method": METHOD})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(found)} house numbers in {len({street for street, _ in found})} streets")  # noqa: T201 - a tool says what it did


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
