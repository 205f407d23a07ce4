"""Measure the geocoder against house numbers of 1888: ``python benchmarks/geocoding.py OPEN_FOLDER [--write]``.

``OPEN_FOLDER`` holds the ``*_atlas_municipal_1888_adresses.geojson`` (projet PEGAZUS, Licence Ouverte 2.0). Streets are held out
whole: no house of 1888 of a street helps to place another of it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyproj import Transformer

from semaine_map.build import load
from semaine_map.history.gazetteer import Gazetteer
from semaine_map.history.streets import metres_between

NARROWEST_M = 2.5
"""Two neighbours on one side that stand closer are no houses: rue Saint-Antoine runs to a number 2118 in the files."""

SURVEY = "address 1888"
PAGE = Path(__file__).with_suffix(".md")
TARGETS = (
    ("answered, at least", "answered", "≥", 90.0, "%"),
    ("median error, at most", "median", "≤", 10.0, "m"),
    ("90th percentile, at most", "ninth", "≤", 35.0, "m"),
    ("beyond 100 m, at most", "far", "≤", 2.0, "%"),
    ("within the stated radius, at least", "held", "≥", 95.0, "%"),
    ("median stated radius, at most", "radius", "≤", 30.0, "m"),
)


@dataclass(frozen=True)
class House:
    """A house number of 1888 where the survey has it."""

    area: str
    street: str
    number: int
    lon: float
    lat: float


def houses(folder: Path) -> tuple[list[House], int]:
    """Return the house numbers of the survey that can be houses, and how many cannot."""
    degrees = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)
    sides: dict[tuple[str, str, int], dict[int, tuple[float, float]]] = defaultdict(dict)
    for path in sorted(folder.glob("*_atlas_municipal_1888_adresses.geojson")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            told = feature["properties"]
            if "normalised" in told:
                number, street = told["numbers_va"], told["normalised"]
            elif found := re.fullmatch(r"(\d+)\s+(.*)", told["historical_name"] or ""):
                number, street = int(found[1]), found[2]
            else:
                continue
            side = sides[path.name.split("_")[0], street, number % 2]
            side.setdefault(number, tuple(feature["geometry"]["coordinates"]))
    kept, dropped = [], 0
    for (area, street, _), side in sides.items():
        numbers = sorted(side)
        for at, number in enumerate(numbers):
            near = [other for other in numbers[max(0, at - 1) : at + 2] if other != number]
            gaps = [np.hypot(*np.subtract(side[number], side[other])) * 2 / abs(number - other) for other in near]
            if gaps and max(gaps) < NARROWEST_M:
                dropped += 1
                continue
            kept.append(House(area, street, number, *degrees.transform(*side[number])))
    return kept, dropped


@dataclass(frozen=True)
class Measured:
    """How a gazetteer answers for a set of houses; shares in per cent, lengths in metres."""

    count: int
    answered: float
    median: float
    ninth: float
    far: float
    held: float
    radius: float


def measure(gazetteer: Gazetteer, wanted: list[House], streets: set[str] | None = None) -> Measured:
    """Return how far the answers lie from the houses; of answers in ``streets`` alone, where they are given."""
    off, radii, count = [], [], 0
    for house in wanted:
        found = next(iter(gazetteer.candidates(f"{house.number} {house.street}")), None)
        is_answer = found is not None and found.score >= 0.7
        if streets is not None and not (found and is_answer and found.street_id in streets):
            continue
        count += 1
        if found is not None and is_answer:
            off.append(metres_between(found.lon, found.lat, house.lon, house.lat))
            radii.append(found.precision_m)
    distance, radius = np.array(off), np.array(radii)
    return Measured(
        count,
        100 * len(off) / count,
        float(np.median(distance)),
        float(np.percentile(distance, 90)),
        100 * float(np.mean(distance > 100)),
        100 * float(np.mean(distance <= radius)),
        float(np.median(radius)),
    )


def main() -> None:
    """Measure, print, and with ``--write`` publish the page."""
    parser = argparse.ArgumentParser(description="Measure the geocoder against house numbers of 1888.")
    parser.add_argument("folder", type=Path, metavar="OPEN_FOLDER")
    parser.add_argument("--geodata", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    options = parser.parse_args()
    dataset = load(options.geodata)
    wanted, dropped = houses(options.folder)
    anchors = dataset.tables["street_anchors"]
    kept = [row for row, method in enumerate(anchors["method"]) if method != SURVEY]
    without = {name: [values[row] for row in kept] for name, values in anchors.items()}
    surveyed = {street for street, method in zip(anchors["street_id"], anchors["method"], strict=True) if method == SURVEY}
    booked = set(without["street_id"])
    held_out = Gazetteer({**dataset.tables, "street_anchors": without}, dataset.drawings, dataset.week.metric_crs)
    measured = {
        "all streets, held out": measure(held_out, wanted),
        "of these, with other anchors": measure(held_out, wanted, booked),
        "of these, with no anchor at all": measure(held_out, wanted, set(held_out.streets) - booked),
        "nothing held out": measure(dataset.gazetteer, wanted),
    }
    for area in sorted({house.area for house in wanted}):
        measured[f"held out, {area}"] = measure(held_out, [house for house in wanted if house.area == area])
    asked = [f"{house.number} {house.street}" for house in wanted][:4_000]
    begun = time.perf_counter()
    for query in asked:
        dataset.gazetteer.candidates(query, limit=1)
    spent = 1000 * (time.perf_counter() - begun) / len(asked)
    for name, one in measured.items():
        print(
            f"{name:34} n {one.count:5} answered {one.answered:5.1f} % median {one.median:5.1f} p90 {one.ninth:5.0f}"
            f" far {one.far:4.1f} % held {one.held:5.1f} % radius {one.radius:4.0f}"
        )
    print(f"{spent:.2f} ms a name; {dropped} numbers of the files cannot be houses; {len(surveyed)} streets surveyed")


if __name__ == "__main__":
    main()
