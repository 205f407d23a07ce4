"""Add to ``street_anchors.csv`` the numbers that texts give at corners: ``python tools/streets/corners.py``.

``told.csv`` holds what texts say: the number of one street where another meets it, and at which street a street begins or ends.
A corner lies where our lines of the two streets meet; no position is taken from anywhere. A fact without ``year`` is of today.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import opened
import register
import shapely
from pyproj import Transformer

from semaine_map.history.names import Name, parse_name
from semaine_map.record.schema import STREET_LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
RECORD = HERE.parent.parent / "geodata"
ANCHORS = RECORD / "street_anchors.csv"

METHODS = {"corner": "corner told", "begin": "first number told", "end": "last number told"}
"""Methods of the anchors, by what a text says of a street: at a corner, where it begins, where it ends."""

NOT_OF_1871 = {*METHODS.values(), "address 1888", "corner 1888", register.METHOD}
TODAY = "number of today"
"""Anchors that say nothing of 1871 themselves: those of texts, those of a later survey, and by their note those of today."""

TELLING_NUMBERS, TELLING_M = 4, 20.0
"""Two known numbers that lie so far apart, and in so many metres, tell which way the numbers run."""

NARROW, WIDE = 4.0, 15.0
"""Metres of street for each number between which two numbers of one street agree."""

PRECISION = 45
"""Metres within which a number at a corner has its house: a text does not say on which side of the corner it stands."""

PRECISION_BEFORE = 100
"""The same of a year before 1871: many streets were numbered anew about 1850."""

MEETS = 25.0
"""Metres within which two lines meet."""

AT_END = 40.0
"""Metres from its end within which a line begins or ends at a street: else it has been cut or led on since."""

SPREAD = 60.0
"""Metres apart that two streets may meet: beyond, they meet twice, and the corner is not known."""

TO_HOUSE = 12.0
"""Metres from the middle of a crossing to the middle of the house at its corner."""


class Fact(NamedTuple):
    """What a text says of a street: at a corner, or at one of its ends."""

    street: str
    arrondissements: tuple[int, ...]
    at: str
    numbers: tuple[int, ...]
    met: str
    year: str
    source: str


class Line(NamedTuple):
    """A street of the record with its line in metres."""

    street_id: str
    name: str
    arrondissements: tuple[int, ...]
    line: shapely.LineString
    has_told_numbers: bool


def main() -> None:
    """Replace the rows of an earlier run by those of today's lines."""
    counts: Counter[str] = Counter()
    with ANCHORS.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(dict.fromkeys([*(reader.fieldnames or ()), "source"]))
        rows = [row for row in reader if row["method"] not in {*METHODS.values(), register.METHOD}]
    taken = {(row["street_id"], row["number"], row["at"]) for row in rows}
    found = Corners(RECORD).anchors(facts(HERE / "told.csv"), counts)
    found = [row for row in found if (row["street_id"], row["number"], row["at"]) not in taken]
    _write(columns, [*rows, *found])
    renumbered = register.unfitting(RECORD)
    counts["the register of 1871 counts farther"] = sum(row["street_id"] in renumbered for row in found)
    found = [row for row in found if row["street_id"] not in renumbered]
    _write(columns, [*rows, *found])
    registered = [row for of_street in register.unfitting(RECORD).values() for row in of_street]
    _write(columns, [*rows, *found, *registered])
    told = f"{len(found)} numbers in {len({row['street_id'] for row in found})} streets, {len(registered)} of the register"
    print(f"{told}; facts:", dict(counts))  # noqa: T201 - a tool says what it did


def _write(columns: list[str], rows: list[dict[str, str]]) -> None:
    with ANCHORS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def facts(path: Path) -> list[Fact]:
    """Return the facts of ``told.csv``."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Fact(
                row["street"],
                _numbers(row["arrondissements"]),
                row["at"],
                _numbers(row["numbers"]),
                row["met"],
                row["year"],
                row["source"],
            )
            for row in csv.DictReader(file)
        ]


class Corners:
    """The streets of the record by their names of today, and where they meet."""

    def __init__(self, record: Path) -> None:
        """Read the streets that have a line."""
        self._to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
        self._to_degrees = Transformer.from_crs(opened.METRES, opened.DEGREES, always_xy=True)
        lines = self._lines = dict[str, shapely.LineString]()
        for layer in STREET_LAYERS:
            for feature in json.loads((record / "basemap" / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]:
                if feature["geometry"]["type"] == "LineString":
                    places = [self._to_metres.transform(*place) for place in feature["geometry"]["coordinates"]]
                    lines[feature["properties"]["id"]] = shapely.LineString(places)
        with (record / "streets.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["street_id"] in lines]
        self._then: dict[str, list[dict[str, str]]] = defaultdict(list)
        with ANCHORS.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["method"] not in NOT_OF_1871 and TODAY not in row["note"]:
                    self._then[row["street_id"]].append(row)
        names = Counter(_bare(row["name_today"] or row["name_1871"]) for row in rows)
        self._named: dict[Name, list[Line]] = defaultdict(list)
        self._named_then: dict[Name, list[Line]] = defaultdict(list)
        for row in rows:
            today = row["name_today"] or row["name_1871"]
            bore_it = _bare(row["name_1871"]) == _bare(today)
            is_part = "part" in parse_name(today).qualifier.split()
            alone = names[_bare(today)] == 1
            line = Line(
                row["street_id"],
                row["name_1871"],
                _numbers(row["arrondissements"]),
                lines[row["street_id"]],
                # A street that took up others kept the numbers of the one whose name it has, if of any.
                not is_part and (alone or bore_it),
            )
            self._named[_bare(today)].append(line)
            for name in {_bare(one) for one in (row["name_1871"], *row["variants"].split("|")) if one.strip()}:
                self._named_then[name].append(line._replace(has_told_numbers=True))

    def anchors(self, told: list[Fact], counts: Counter[str]) -> list[dict[str, str]]:
        """Return the rows of the anchors that follow from ``told``; ``counts`` says what became of the facts."""
        rows: dict[tuple[str, int, str], dict[str, str]] = {}
        for fact in told:
            found = self._meeting(fact)
            if isinstance(found, str):
                counts[found] += 1
                continue
            street, met, along = found
            numbers = fact.numbers or ((1, 2) if fact.at == "begin" else ())
            counts["used" if numbers else "without a number"] += 1
            place = street.line.interpolate(along)
            lon, lat = self._to_degrees.transform(place.x, place.y)
            for number in numbers:
                at = f"{street.name} × {met.name}"
                rows.setdefault(
                    (street.street_id, number, at),
                    {
                        "street_id": street.street_id,
                        "number": str(number),
                        "lon": f"{lon:.5f}",
                        "lat": f"{lat:.5f}",
                        "at": at,
                        "precision_m": str(PRECISION_BEFORE if fact.year else PRECISION),
                        "method": METHODS[fact.at],
                        "source": fact.source,
                    },
                )
        return self._numbered_as_then(rows.values(), counts)

    def _numbered_as_then(self, rows: Iterable[dict[str, str]], counts: Counter[str]) -> list[dict[str, str]]:
        """Return the ``rows`` without those of streets that were numbered the other way in 1871, as the record has it."""
        of: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in rows:
            of[row["street_id"]].append(row)
        kept: list[dict[str, str]] = []
        for street, of_any_year in of.items():
            told = self._agreeing(street, of_any_year)
            counts["older, and against today's"] += len(of_any_year) - len(told)
            then = _rises(self._numbers_of(street, self._then.get(street, [])))
            if then is not None and _rises(self._numbers_of(street, told)) == (not then):
                counts["numbered the other way in 1871"] += len(told)
            else:
                kept += told
        return kept

    def _agreeing(self, street: str, told: list[dict[str, str]]) -> list[dict[str, str]]:
        """Return what is told of today, and of what is older that which agrees with it: streets were numbered anew about 1850."""
        numbers = self._numbers_of(street, told)
        today = [one for one, row in zip(numbers, told, strict=True) if row["precision_m"] == str(PRECISION)]
        return [
            row
            for (number, along), row in zip(numbers, told, strict=True)
            if row["precision_m"] == str(PRECISION)
            or all(
                NARROW * abs(number - other) - SPREAD <= abs(along - other_along) <= WIDE * abs(number - other) + SPREAD
                for other, other_along in today
            )
        ]

    def _numbers_of(self, street: str, rows: list[dict[str, str]]) -> list[tuple[int, float]]:
        """Return the numbers of ``rows`` with the metres to each along the line of ``street``."""
        places = [shapely.Point(self._to_metres.transform(float(row["lon"]), float(row["lat"]))) for row in rows]
        return [(int(row["number"]), float(self._lines[street].project(place))) for row, place in zip(rows, places, strict=True)]

    def _meeting(self, fact: Fact) -> tuple[Line, Line, float] | str:
        """Return the street meant, the one that it meets, and the metres along it to where; or why it is not known."""
        named = self._named_then if fact.year else self._named
        streets = [one for one in named.get(_bare(fact.street), ()) if _is_in(one, fact.arrondissements)]
        others = named.get(_bare(fact.met), ())
        if not streets or not others:
            return "no line"
        pairs = [
            (one, other) for one in streets for other in others if one is not other and one.line.distance(other.line) <= MEETS
        ]
        pairs = [pair for pair in pairs if pair[0].has_told_numbers] or pairs
        if not pairs:
            return "do not meet"
        if not pairs[0][0].has_told_numbers:
            return "numbered otherwise"
        if len({street.street_id for street, _ in pairs}) > 1:
            return "several streets"
        street = pairs[0][0]
        along = [one for _, other in pairs for one in _crossings(street.line, other.line)]
        if fact.at != "corner":
            along = [one for one in along if min(one, street.line.length - one) <= AT_END]
            if not along:
                return "not at an end"
        if max(along) - min(along) > SPREAD:
            return "meet twice"
        where = sum(along) / len(along)
        if fact.at != "corner":
            # The first house stands behind the corner, whichever end it is.
            where = max(where, TO_HOUSE) if where < street.line.length / 2 else min(where, street.line.length - TO_HOUSE)
        return street, pairs[0][1], where


def _rises(known: list[tuple[int, float]]) -> bool | None:
    """Tell whether numbers rise along a line; None where what is known of them does not say."""
    votes = [
        (number > other) == (along > other_along)
        for at, (number, along) in enumerate(known)
        for other, other_along in known[:at]
        if abs(number - other) >= TELLING_NUMBERS and abs(along - other_along) >= TELLING_M
    ]
    return None if not votes or sum(votes) * 2 == len(votes) else sum(votes) * 2 > len(votes)


def _crossings(line: shapely.LineString, other: shapely.LineString) -> list[float]:
    """Return the metres along ``line`` to where ``other`` crosses it, or comes nearest."""
    crossing = line.intersection(other)
    places = (
        shapely.get_coordinates(shapely.shortest_line(line, other))[:1]
        if crossing.is_empty
        else shapely.get_coordinates(crossing)
    )
    return [float(line.project(shapely.Point(place))) for place in places]


def _is_in(line: Line, arrondissements: tuple[int, ...]) -> bool:
    return not arrondissements or not line.arrondissements or bool({*line.arrondissements} & {*arrondissements})


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(one) for one in text.split() if one.isdecimal())


def _bare(name: str) -> Name:
    """Return a name without what tells it from others of that name."""
    found = parse_name(name)
    return Name(found.kind, found.core)


if __name__ == "__main__":
    main()
