"""Draw the streets of the record: ``python tools/streets OPEN_FOLDER`` (README.md of this folder says how they are found)."""

from __future__ import annotations

import csv
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import opened
import shapely
from drawing import EVIDENCE, LICENCES, TOLERANCE, UNDRAWN, City, Street
from pyproj import Transformer

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
RECORD = HERE.parent.parent / "geodata"


def main(open_folder: Path) -> None:
    """Write the two files of lines, and add to ``streets.csv`` what it lacks."""
    city = City(open_folder, RECORD, HERE)
    city.draw()
    streets = list(city.streets.values())
    _write(RECORD / "basemap" / "streets.geojson", [one for one in streets if one.origin != "today"])
    _write(RECORD / "basemap" / "streets_osm.geojson", [one for one in streets if one.origin == "today"])
    _tabulate(RECORD / "streets.csv", city)
    counts = {origin: sum(one.origin == origin for one in streets) for origin in LICENCES}
    print(f"{len(streets)} streets: {counts}")  # noqa: T201 - a tool says what it did


def _write(path: Path, streets: Iterable[Street]) -> None:
    to_degrees = Transformer.from_crs(opened.METRES, opened.DEGREES, always_xy=True)
    lines = []
    for street in streets:
        properties: dict[str, object] = {
            "id": street.id, "name": street.name, "kind": street.kind, "precision_m": street.precision, "source": street.source,
            "licence": LICENCES[street.origin],
        }  # fmt: skip
        if street.through:
            properties["through"] = street.through
        if not street.dated:
            properties["dated"] = False
        line = street.line if street.through else _simplified(street)
        places = [[round(value, 5) for value in to_degrees.transform(x, y)] for x, y, *_ in line.coords]
        geometry = {"type": "LineString", "coordinates": _distinct(places)}
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": geometry}, ensure_ascii=False))
    path.write_text('{"type": "FeatureCollection", "features": [\n' + ",\n".join(lines) + "\n]}\n", encoding="utf-8")


def _simplified(street: Street) -> shapely.LineString:
    """Return the line of ``street`` without what cannot be seen, but through the junctions that it shares."""
    line = street.line
    at = {line.project(shapely.Point(place)): place for place in street.junctions}
    stops = sorted({0.0, *at, line.length})
    places: list[tuple[float, ...]] = []
    for start, end in pairwise(stops):
        along = list(shapely.ops.substring(line, start, end).simplify(TOLERANCE).coords)
        places += [at.get(start, along[0]), *along[1:-1], at.get(end, along[-1])]
    if line.is_closed:
        places[-1] = places[0]
    return shapely.LineString(places)


def _distinct(places: list[list[float]]) -> list[list[float]]:
    kept = [place for n, place in enumerate(places) if n == 0 or place != places[n - 1]]
    return kept if len(kept) > 1 else places[:2]


def _tabulate(path: Path, city: City) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows = [row for row in reader if row["street_id"] in city.streets or not row["note"].startswith(EVIDENCE)]
    for row in rows:
        if row["street_id"] in city.streets:
            row["note"] = row["note"].removesuffix(UNDRAWN)
    told = {row["street_id"] for row in rows}
    for street in city.streets.values():
        if street.id in told:
            continue
        rows.append(dict.fromkeys(columns, "") | street.row | {"street_id": street.id})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
