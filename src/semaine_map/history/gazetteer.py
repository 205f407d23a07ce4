"""From a name of 1871, a name of today or a street number to a position, with its precision."""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.errors import PlaceNotFoundError
from semaine_map.history import territory
from semaine_map.history.event import rows
from semaine_map.record.crs import transformer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.event import Event
    from semaine_map.record.basemap import Drawing
    from semaine_map.record.tables import Columns

HOUSE_SETBACK_M = 9.0
"""Metres from the middle of a street to the house fronts on either side: half the width of an ordinary street of the time."""

SPACING_DOUBT = 0.15
"""Part of the distance between two anchors by which a number between them may be off: houses are not equally wide."""

WIDEST_PLACE_M = 150
"""A place with a wider radius (a quarter, a long street) is not taken to be "at" a position inside it."""

_ABBREVIATIONS = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "boul": "boulevard",
    "fbg": "faubourg",
    "fg": "faubourg", "faub": "faubourg", "pl": "place", "r": "rue", "st": "saint", "ste": "sainte", "q": "quai",
    "pt": "pont", "pass": "passage", "imp": "impasse",
}  # fmt: skip
_LITTLE_WORDS = {"de", "du", "des", "la", "le", "les", "l", "d", "the", "of", "a", "au", "aux"}


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is: degrees WGS 84, a radius in metres that holds it, and how it was found."""

    name_1871: str
    name_today: str
    lon: float
    lat: float
    precision_m: int
    method: str
    kind: str = "address"
    place_id: str | None = None
    street_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Street:
    street_id: str
    name_1871: str
    name_today: str
    line: shapely.LineString  # metres, from the low numbers to the high
    anchors: tuple[tuple[int, float, float], ...]  # number, metres along the line, precision in metres


def simplify(name: str) -> str:
    """Return ``name`` as it is compared: no accents, brackets, hyphens, little words or abbreviations; lower case.

    >>> simplify("Bd. de l’Hôpital (13e)")
    'boulevard hopital'
    """
    name = re.sub(r"\(.*?\)", " ", name).replace("œ", "oe").replace("Œ", "OE").replace("’", " ")
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = [_ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)]
    kept = [word for word in words if word not in _LITTLE_WORDS]
    return " ".join(kept or words)


class Gazetteer:
    """The places and streets of a record, by every name they have."""

    def __init__(self, tables: Mapping[str, Columns], streets: Sequence[Drawing], metric_crs: str) -> None:
        """Index the places and streets of the ``tables`` of a record, with the lines of ``streets``.

        The record must have passed ``checks.check``; lengths are in the metres of ``metric_crs``.
        """
        self._places: dict[str, list[Position]] = {}
        self._streets: dict[str, list[_Street]] = {}
        self._by_id: dict[str, _Street] = {}
        self._by_place: dict[str, Position] = {}
        self._metres = transformer(metric_crs)
        self._index_places(tables["places"])
        if streets:
            self._index_streets(tables["streets"], tables["street_anchors"], streets)
        self._names = sorted({*self._places, *self._streets})

    def locate(self, query: str) -> Position:
        """Return the position of ``query``: a place, a street, or an address such as ``31 rue du Bac``.

        Names of 1871 come before names of today, a place before a street, and the more precise position before the less.

        Raises:
            PlaceNotFoundError: nothing has that name; it suggests names that come near.
        """
        number, name = split_address(query)
        wanted = simplify(name)
        streets = self._streets.get(wanted, [])
        if number is not None and streets:
            return self.address(streets[0].street_id, number)
        places = self._places.get(simplify(query)) or self._places.get(wanted)
        if places:
            return min(places, key=lambda place: (place.kind not in _OWN_NAME_KINDS, place.precision_m))
        if streets:
            return self.address(streets[0].street_id, None)
        raise PlaceNotFoundError(query, self._near(wanted))

    def address(self, street_id: str, number: int | None) -> Position:
        """Return the position of a house by interpolation between the anchors of its street, on its side of the street.

        Without a number, or in a street without two anchors, it is the middle of the street with a radius of half its length.
        The radius of an address is that of the worse of its two anchors, plus ``SPACING_DOUBT`` of the distance between them;
        beyond the last anchor it is the whole distance run past it.
        """
        street = self._by_id[street_id]
        if number is None or len({along for _, along, _ in street.anchors}) < 2:
            along, precision, method = street.line.length / 2, street.line.length / 2 + 20, "street"
        else:
            along, precision = _interpolate(street, number)
            method = "address"
        point = street.line.interpolate(along)
        if method == "address" and number is not None:
            point = _step_aside(street.line, along, left=number % 2 == 1)
        lon, lat = self._metres.transform(point.x, point.y, direction="INVERSE")
        shown = f"{number} " if number is not None else ""
        return Position(
            name_1871=f"{shown}{street.name_1871}",
            name_today=f"{shown}{street.name_today}",
            lon=round(lon, 5),
            lat=round(lat, 5),
            precision_m=max(15, round(precision)),
            method=method,
            kind="address" if number is not None else "street",
            street_id=street_id,
        )

    def place(self, place_id: str) -> Position:
        """Return the position of a place of the record by its id."""
        return self._by_place[place_id]

    def street_names(self) -> list[str]:
        """Return the names of 1871 of the streets that have a line."""
        return [street.name_1871 for street in self._by_id.values()]

    def _near(self, wanted: str) -> list[str]:
        near = difflib.get_close_matches(wanted, self._names, 3, 0.7)
        shown: list[str] = []
        for name in near:
            found = self._places.get(name) or self._streets.get(name) or []
            shown.extend(one.name_today if simplify(one.name_today) == name else one.name_1871 for one in found[:1])
        return shown

    def _index_places(self, columns: Columns) -> None:
        rows = zip(*(columns[name] for name in _PLACE_COLUMNS), strict=True)
        for place_id, name, today, lon, lat, precision, method, kind in rows:
            place = Position(name, today, float(lon), float(lat), int(precision), method, kind, place_id)
            self._by_place[place_id] = place
            for called in dict.fromkeys((simplify(name), simplify(today))):
                if called:
                    self._places.setdefault(called, []).append(place)

    def _in_metres(self, coordinates: list[list[float]]) -> shapely.LineString:
        lon, lat = zip(*coordinates, strict=True)
        return shapely.LineString(list(zip(*self._metres.transform(lon, lat), strict=True)))

    def _index_streets(self, streets: Columns, numbers: Columns, drawings: Sequence[Drawing]) -> None:
        lines = {
            feature["properties"]["id"]: self._in_metres(feature["geometry"]["coordinates"])
            for drawing in drawings
            for feature in drawing.features
            if feature["geometry"]["type"] == "LineString"
        }
        anchors: dict[str, list[tuple[int, float, float]]] = {}
        for street_id, number, lon, lat, precision in zip(
            *(numbers[name] for name in ("street_id", "number", "lon", "lat", "precision_m")), strict=True
        ):
            if street_id in lines:
                along = lines[street_id].project(shapely.Point(self._metres.transform(float(lon), float(lat))))
                anchors.setdefault(street_id, []).append((int(number), along, float(precision)))
        for street_id, name, variants, today in zip(
            *(streets[name] for name in ("street_id", "name_1871", "variants", "name_today")), strict=True
        ):
            if street_id not in lines:
                continue
            street = _Street(street_id, name, today or name, lines[street_id], tuple(sorted(anchors.get(street_id, []))))
            self._by_id[street_id] = street
            for called in dict.fromkeys(simplify(one) for one in (name, *variants.split("|"), today)):
                if called:
                    self._streets.setdefault(called, []).append(street)


def near(dataset: Dataset, position: Position) -> tuple[list[Event], int]:
    """Return the events that may have happened at ``position``, and its arrondissement (0 outside the wall).

    An event may have happened there when it has the same place, or when its circle and that of the position touch; circles
    wider than ``WIDEST_PLACE_M`` count for no more than that.
    """
    point = np.array([shapely.Point(position.lon, position.lat)])
    number = int(territory.locate(point, dataset.tables["arrondissements"])[0])
    events = dataset.tables["events"]
    metres = transformer(dataset.week.metric_crs)
    x, y = metres.transform(*shapely.get_coordinates(events["geometry"]).T)
    here_x, here_y = metres.transform(position.lon, position.lat)
    reach = np.minimum(events["uncertainty_m"], WIDEST_PLACE_M) + min(position.precision_m, WIDEST_PLACE_M)
    there = (np.hypot(x - here_x, y - here_y) <= reach) & (events["uncertainty_m"] <= WIDEST_PLACE_M)
    there |= np.array(events["place_id"], dtype=object) == position.place_id
    return [event for event, is_there in zip(rows(events), there, strict=True) if is_there], number


_PLACE_COLUMNS = ("place_id", "name_1871", "name_today", "lon", "lat", "precision_m", "method", "kind")
_OWN_NAME_KINDS = ("square", "street", "quay", "bridge", "gate", "park", "cemetery", "island", "district")
"""Kinds whose name of today is their own; a shop on a square may only be known by the square that it stood on."""


def split_address(query: str) -> tuple[int | None, str]:
    """Split a house number off an address: in front (``31, rue du Bac``) or behind (``rue du Bac, 31 bis``)."""
    found = re.fullmatch(r"\s*(?:no?\.?\s*|n°\s*)?(\d{1,3})\s*(?:bis|ter)?\s*,?\s+(.*\D.*)", query, re.IGNORECASE)
    if found:
        return int(found[1]), found[2]
    found = re.fullmatch(r"(.*[^\d\s,]),?\s+(?:no?\.?\s*|n°\s*)?(\d{1,3})\s*(?:bis|ter)?\s*", query, re.IGNORECASE)
    return (int(found[2]), found[1]) if found else (None, query)


def _interpolate(street: _Street, number: int) -> tuple[float, float]:
    """Return metres along the street and the precision of ``number``, between the nearest anchors of its side."""
    same_side = [anchor for anchor in street.anchors if anchor[0] % 2 == number % 2]
    anchors = same_side if len(same_side) > 1 else list(street.anchors)
    below = [anchor for anchor in anchors if anchor[0] <= number]
    above = [anchor for anchor in anchors if anchor[0] >= number]
    if below and above:
        (low, start, worse), (high, end, other) = below[-1], above[0]
        part = 0.0 if low == high else (number - low) / (high - low)
        return start + part * (end - start), max(worse, other) + SPACING_DOUBT * abs(end - start)
    known, along, precision = below[-1] if below else above[0]
    numbers = [anchor[0] for anchor in anchors]
    per_number = abs(anchors[-1][1] - anchors[0][1]) / max(1, max(numbers) - min(numbers))
    beyond = abs(number - known) * per_number
    step = beyond if below else -beyond
    return float(np.clip(along + step, 0, street.line.length)), precision + beyond


def _step_aside(line: shapely.LineString, along: float, *, left: bool) -> shapely.Point:
    """Return the point ``HOUSE_SETBACK_M`` beside ``line`` at ``along`` metres, to its left or right."""
    before, after = line.interpolate(max(0, along - 5)), line.interpolate(min(line.length, along + 5))
    here = line.interpolate(along)
    dx, dy = after.x - before.x, after.y - before.y
    length = float(np.hypot(dx, dy)) or 1.0
    side = HOUSE_SETBACK_M if left else -HOUSE_SETBACK_M
    return shapely.Point(here.x - dy / length * side, here.y + dx / length * side)
