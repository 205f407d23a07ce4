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
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Transformer

from semaine_map.build import load
from semaine_map.history.gazetteer import Gazetteer
from semaine_map.history.streets import metres_between

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset

NARROWEST_M = 2.5
"""Two neighbours on one side that stand closer are no houses: rue Saint-Antoine runs to a number 2118 in the files."""

SURVEY = {"address 1888", "corner 1888"}
"""Methods of the anchors that this survey gave: none of them is left where it is held out."""
TOLD = {"corner told", "first number told", "last number told"}
"""Methods of the anchors that texts tell: they stay where the survey is held out."""
NEAR_M = 30.0
KNOWN_M = 45.0
"""Metres within which a number that a text tells is known: one that is placed farther off was not believed."""
RUN = 20
AREAS = {"fsa": "Faubourg Saint-Antoine", "bac": "Butte-aux-Cailles", "p5": "5e and 13e"}
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
            properties = feature["properties"]
            if "normalised" in properties:
                number, street = properties["numbers_va"], properties["normalised"]
            elif found := re.fullmatch(r"(\d+)\s+(.*)", properties["historical_name"] or ""):
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
    off: np.ndarray[tuple[int], np.dtype[np.float64]]
    radii: np.ndarray[tuple[int], np.dtype[np.float64]]

    @property
    def answered(self) -> float:
        """Share of the houses that are answered."""
        return 100 * len(self.off) / self.count

    @property
    def median(self) -> float:
        """Median error."""
        return float(np.median(self.off))

    @property
    def ninth(self) -> float:
        """Error that one answer in ten exceeds."""
        return float(np.percentile(self.off, 90))

    @property
    def far(self) -> float:
        """Share of the answers beyond 100 m."""
        return 100 * float(np.mean(self.off > 100))

    @property
    def held(self) -> float:
        """Share of the answers within their radius."""
        return 100 * float(np.mean(self.off <= self.radii))

    @property
    def radius(self) -> float:
        """Median of the stated radii."""
        return float(np.median(self.radii))


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
    return Measured(count, np.array(off, dtype=float), np.array(radii, dtype=float))


def held_by_others(areas: dict[str, Measured]) -> dict[str, float]:
    """Return for each area the share within its radii, these drawn as wide as 95 in 100 answers of the other areas need."""
    shares = {}
    for area, one in areas.items():
        others = np.concatenate([other.off / other.radii for name, other in areas.items() if name != area])
        shares[area] = 100 * float(np.mean(one.off <= np.percentile(others, 95) * one.radii))
    return shares


def told_off(dataset: Dataset, gazetteer: Gazetteer, *, surveyed: bool) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the metres along the street from each number that a text tells to where ``gazetteer`` has it.

    With ``surveyed`` only of numbers that the survey has, or their next neighbours on that side.
    """
    anchors, metres = dataset.tables["street_anchors"], Transformer.from_crs("EPSG:4326", dataset.week.metric_crs, always_xy=True)
    of_survey: dict[str, set[int]] = defaultdict(set)
    for street, number, method in zip(anchors["street_id"], anchors["number"], anchors["method"], strict=True):
        if method == "address 1888":
            of_survey[street].add(int(number))
    off = []
    for row, method in enumerate(anchors["method"]):
        number, street = int(anchors["number"][row]), gazetteer.streets.get(anchors["street_id"][row])
        if method not in TOLD or street is None or street.line is None or street.numbering is None:
            continue
        if surveyed and not {number - 2, number, number + 2} & of_survey[street.street_id]:
            continue
        place = shapely.Point(metres.transform(float(anchors["lon"][row]), float(anchors["lat"][row])))
        off.append(abs(street.line.project(place) - street.numbering.locate(number)[0]))
    return np.array(off, dtype=float)


def gazetteer_without(dataset: Dataset, kept: Callable[[str, int], bool]) -> Gazetteer:
    """Return the gazetteer of ``dataset`` with those anchors alone of which ``kept`` (method, number) says so."""
    anchors = dataset.tables["street_anchors"]
    rows = [row for row, method in enumerate(anchors["method"]) if kept(method, int(anchors["number"][row]))]
    fewer = {name: [values[row] for row in rows] for name, values in anchors.items()}
    return Gazetteer({**dataset.tables, "street_anchors": fewer}, dataset.drawings, dataset.week.metric_crs)


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
    by_method = list(zip(anchors["street_id"], anchors["method"], strict=True))
    told = {street for street, method in by_method if method in TOLD}
    booked = {street for street, method in by_method if method not in SURVEY} - told
    held_out = gazetteer_without(dataset, lambda method, _: method not in SURVEY)
    alternate = gazetteer_without(dataset, lambda method, number: method not in SURVEY or number // RUN % 2 == 0)
    of_runs = [house for house in wanted if house.number // RUN % 2]
    areas = {name: measure(held_out, [house for house in wanted if house.area == area]) for area, name in AREAS.items()}
    measured = {
        "whole streets held out": measure(held_out, wanted),
        "– of these, streets with corners told by texts": measure(held_out, wanted, told),
        "– of these, streets with other anchors only": measure(held_out, wanted, booked),
        "– of these, streets with no anchor at all": measure(held_out, wanted, set(held_out.streets) - booked - told),
        **{f"– of these, {name}": one for name, one in areas.items()},
        f"every other run of {RUN} numbers held out": measure(alternate, of_runs),
        "nothing held out (as in use)": measure(dataset.gazetteer, wanted),
    }
    asked = [f"{house.number} {house.street}" for house in wanted]
    begun = time.perf_counter()
    for query in asked:
        dataset.gazetteer.candidates(query, limit=1)
    spent = 1000 * (time.perf_counter() - begun) / len(asked)
    survey = told_off(dataset, gazetteer_without(dataset, lambda method, _: method in SURVEY), surveyed=True)
    in_use = told_off(dataset, dataset.gazetteer, surveyed=False)
    text = page(measured, areas, told=survey, in_use=in_use, dropped=dropped, spent=spent)
    print(text)
    if options.write:
        PAGE.write_text(text, encoding="utf-8")


def page(  # noqa: PLR0913 - all that was measured
    measured: dict[str, Measured],
    areas: dict[str, Measured],
    *,
    told: np.ndarray[tuple[int], np.dtype[np.float64]],
    in_use: np.ndarray[tuple[int], np.dtype[np.float64]],
    dropped: int,
    spent: float,
) -> str:
    """Return the page that tells what was measured, and which targets are met."""
    rows = [
        f"| {name} | {one.count:,} | {one.answered:.1f} % | {one.median:.1f} m | {one.ninth:.0f} m | {one.far:.1f} % |"
        f" {one.held:.1f} % | {one.radius:.0f} m |"
        for name, one in measured.items()
    ]
    whole = measured["whole streets held out"]
    targets = []
    for words, name, sign, wanted, unit in TARGETS:
        value = getattr(whole, name)
        met = value >= wanted if sign == "≥" else value <= wanted
        targets.append(f"| {words} {wanted:g} {unit} | {value:.1f} {unit} | {'met' if met else 'not met'} |")
    return TEXT.format(
        coverage=", ".join(f"{share:.1f} % ({name})" for name, share in held_by_others(areas).items()),
        told=len(told),
        all_told=len(in_use),
        refused=int(np.sum(in_use > KNOWN_M)),
        known=KNOWN_M,
        told_median=np.median(told),
        told_near=100 * np.mean(told <= NEAR_M),
        near=NEAR_M,
        near2=2 * NEAR_M,
        told_far=100 * np.mean(told > 2 * NEAR_M),
        dropped=dropped,
        spent=spent,
        run=RUN,
        rows="\n".join(rows),
        targets="\n".join(targets),
    )


TEXT = """# How far off the geocoder is

House numbers of 1888 (projet PEGAZUS, LASTIG and IGN, Licence Ouverte 2.0: Faubourg Saint-Antoine to the Arsenal, Butte-aux-
Cailles, south of the 5e and north of the 13e) are looked up as `number street` and compared with where that survey has them.
The survey itself sets most numbers at equal steps between the ends of a block. {dropped:,} of its numbers are left out because
no house is that narrow: its rue Saint-Antoine runs on to number 2118. Written by `python benchmarks/geocoding.py OPEN_FOLDER
--write`.

| held out | numbers | answered | median error | 90th percentile | beyond 100 m | within the stated radius | median radius |
|---|--:|--:|--:|--:|--:|--:|--:|
{rows}

A name takes {spent:.2f} ms on the machine that wrote this page, the dataset in hand.

## Targets, on whole streets that gave no anchor

| target | measured | |
|---|--:|---|
{targets}

A street of which no house is known has its line; the numbers that texts give at corners ("it begins at 147, rue du
Faubourg-Saint-Antoine": so 147 lies where the two streets meet); the first and last numbers that books tell; and else the rule
of 1805: numbers begin at the Seine or run down its flow, in a blind alley at its open end, odd ones on the left. Between known
numbers positions are kriged along the street, each side for itself: houses are not equally wide, hospitals and gardens take a
hundred metres of a number, and the two sides of a street wander apart by tens of metres. An error of ten metres needs a known
number every ten or so on each side: every other run of {run} numbers, held out, comes near it.

The texts tell numbers of today (Wikipedia's pages of the streets) or 1910 (Rochegude), and those of 1844 (Lazare) that agree
with them. Of {told} that lie in surveyed streets half are within {told_median:.0f} m of the survey and {told_near:.0f} %
within {near:.0f} m; {told_far:.0f} % are more than {near2:.0f} m off: streets numbered anew since, or cut. A number that the
others of its street put elsewhere is not believed: of all {all_told:,} in use {refused} are placed more than {known:.0f} m
from the corner told. Where the survey is held out only their own disagreement does so. Streets whose numbers ran the other
way in 1871 are left out (`tools/streets/corners.py`).

How the radius is set: from the standard deviation that kriging gives, widened where that is large, so that of the numbers of
streets held out whole some 95 in 100 lie within it; where nothing but the rule is known, 40 m and as much again as the number
should lie from its end if that end is plainly the nearer to the river, or the open one of a blind alley, else the whole street.
Tested by area, with radii drawn as wide as 95 in 100 answers of the two other areas need, the share within is {coverage}.
Errors come in streets, not in single numbers, and a hundred streets are few.

The numbers that the survey gives at the ends of blocks (`corner 1888`) are anchors too, and held out with the others. What is
not answered are mostly streets that opened after May 1871 (rue Faidherbe, rue Jean-Macé), which a geocoder of 1871 must not
know. The errors beyond 100 m with nothing held out are numbers of another stretch of a name: avenue Ledru-Rollin was avenue
Lacuée in 1871, and only in part.
"""


if __name__ == "__main__":
    main()
