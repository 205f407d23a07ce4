"""Draw the footprints of ``footprints.csv`` into ``buildings.geojson``: ``python tools/buildings OPEN_FOLDER`` (README.md)."""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely import affinity

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "streets"))

import opened  # noqa: E402 - a module of the neighbour folder

BASEMAP = HERE.parent.parent / "geodata" / "basemap"
SOURCE = "general knowledge (place, size and direction), set clear of the streets of 1836 (GeoHistoricalData) and 1888 (PEGAZUS)"

CLEAR = 4.0
"""Metres that a footprint stays clear of the middle of a street."""

FURTHEST = 40.0
"""Metres that a footprint may be moved to be clear of the streets of the two plans."""

BURNED = {"burnt": "yes", "partly": "partly"}
"""What a fire of the record says of the building in which it was."""

PRECISION = 40
"""Metres of a place that is told without its own precision."""


def main(open_folder: Path) -> None:
    """Replace the footprints of an earlier run; refuse those that would lie across a street, a water or another footprint."""
    to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
    to_degrees = Transformer.from_crs(opened.METRES, opened.DEGREES, always_xy=True)
    plans = [edge.line for net in (opened.of_1836(open_folder), opened.of_1888(open_folder)) for edge in net.edges]
    drawn = [_metres(one, to_metres) for layer in ("streets", "streets_osm") for one in _features(layer)]
    kept = [one for one in _features("buildings") if one["properties"]["source"] != SOURCE]
    closed = [_metres(one, to_metres) for one in kept] + [_metres(one, to_metres) for one in _features("water")]
    closed = [one for one in closed if one.geom_type.endswith("Polygon")]
    places = {row["place_id"]: row for row in _rows(HERE.parent.parent / "geodata" / "places.csv")}
    burned = {row["place_id"]: BURNED[row["outcome"]] for row in _rows(HERE.parent.parent / "geodata" / "events.csv")
              if row["kind"] == "fire" and row["outcome"] in BURNED}  # fmt: skip
    streets, plan = shapely.STRtree(drawn), shapely.STRtree(plans)
    # A street of the plans counts only where it still stood: where a street is drawn along it.
    refused = []
    for row in _rows(HERE / "footprints.csv"):
        place = places.get(row["place_id"], {})
        lon, lat = (float(row[name] or place[name]) for name in ("lon", "lat"))
        found = _footprint(to_metres.transform(lon, lat), row)
        near = [plans[n] for n in plan.query(found, predicate="dwithin", distance=60)]
        standing = [line for line in near if _is_drawn(line, [drawn[n] for n in streets.query(line, "dwithin", 9)])]
        found = _cleared(found, standing)
        across = any(drawn[n].intersection(found.buffer(-2)).length > 4 for n in streets.query(found))
        if across or any(one.intersection(found).area > 0.1 * found.area for one in closed):
            refused.append(row["place_id"])
            continue
        closed.append(found)
        ring = [[round(value, 5) for value in to_degrees.transform(x, y)] for x, y, *_ in found.exterior.coords]
        properties = {
            "id": row["place_id"], "name": row["name"] or place["name_1871"].split(",")[0], "kind": "building",
            "precision_m": max(PRECISION, int(place.get("precision_m") or PRECISION)), "source": SOURCE,
            "burned": burned.get(row["place_id"], "no"),
        }  # fmt: skip
        kept.append({"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    text = ",\n".join(json.dumps(one, ensure_ascii=False) for one in kept)
    (BASEMAP / "buildings.geojson").write_text(
        '{"type": "FeatureCollection", "features": [\n' + text + "\n]}\n", encoding="utf-8"
    )
    print(f"{len(kept)} footprints; refused: {', '.join(refused)}")  # noqa: T201 - a tool says what it did


def _footprint(centre: tuple[float, float], row: dict[str, str]) -> shapely.Polygon:
    x, y = centre
    half, side = float(row["long_m"]) / 2, float(row["wide_m"]) / 2
    upright = shapely.box(x - side, y - half, x + side, y + half, ccw=True)
    return affinity.rotate(upright, -float(row["azimuth"]), origin=(x, y))


def _is_drawn(line: shapely.LineString, streets: list[shapely.LineString]) -> bool:
    return any(street.distance(line.interpolate(0.5, normalized=True)) < 9 for street in streets)


def _cleared(found: shapely.Polygon, lines: list[shapely.LineString]) -> shapely.Polygon:
    """Return ``found``, moved as little as may be found in rings of growing width so that it is clear of ``lines``."""
    if not lines:
        return found
    union = shapely.union_all(lines)
    for reach in range(0, int(FURTHEST) + 1, 4):
        for turn in range(0, 360, 30 if reach else 360):
            moved = affinity.translate(found, reach * math.sin(math.radians(turn)), reach * math.cos(math.radians(turn)))
            if moved.distance(union) >= CLEAR:
                return moved
    return found


def _features(layer: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((BASEMAP / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]
    return features


def _metres(feature: dict[str, Any], to_metres: Transformer) -> BaseGeometry:
    shape = shapely.force_2d(shapely.geometry.shape(feature["geometry"]))
    return shapely.transform(shape, lambda xy: np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1])))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
