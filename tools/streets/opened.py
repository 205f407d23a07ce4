"""Read the open geometry, in metres (Lambert-93), and the dated names."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import geopandas as gpd
import shapely
from net import Network

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from pathlib import Path

METRES = "EPSG:2154"
DEGREES = "EPSG:4326"

CITY_1888 = ("fsa", "bac", "p5")
"""Faubourg Saint-Antoine, Butte-aux-Cailles, and the south of the 5e: the samples of the Atlas municipal of 1888."""

_TYPES = {
    "R": "Rue", "BD": "Boulevard", "AV": "Avenue", "PL": "Place", "PAS": "Passage", "IMP": "Impasse", "QU": "Quai",
    "ALL": "Allée", "COUR": "Cour", "RLE": "Ruelle",
}  # fmt: skip


def today(path: Path) -> tuple[Network, dict[str, str]]:
    """Return the unnamed net of today, and the class of each of its ways by ``osm_id``."""
    lines = gpd.read_file(path / "streets_today_osm.gpkg").to_crs(METRES)
    origins = [str(number) for number in lines["osm_id"]]
    return Network(_lines(lines), origins), dict(zip(origins, lines["highway"], strict=True))


def _lines(table: gpd.GeoDataFrame) -> list[shapely.LineString]:
    return cast("list[shapely.LineString]", list(table.geometry))


def of_1836(path: Path) -> Network:
    """Return the streets of Jacoubet's plan; the origin of an edge is its name."""
    lines = gpd.read_file(path / "streets_1836_jacoubet.gpkg").to_crs(METRES)
    return Network(_lines(lines), [name if isinstance(name, str) else "" for name in lines["nom_entier"]])


def of_1888(path: Path) -> Network:
    """Return the streets of the samples of 1888; the origin of an edge is its name."""
    lines: list[shapely.LineString] = []
    names: list[str] = []
    for sample in CITY_1888:
        table = gpd.read_file(path / f"{sample}_atlas_municipal_1888_voies.geojson").to_crs(METRES)
        for row in table.to_dict("records"):
            for part in shapely.get_parts(row["geometry"]):
                lines.append(shapely.force_2d(part))
                names.append(_name_of_1888(row))
    return Network(lines, names)


def _name_of_1888(row: Mapping[Hashable, Any]) -> str:
    told = row.get("nom_1888") if "nom_1888" in row else row.get("historical_name")
    if not isinstance(told, str):
        return ""
    told = told.replace(", Paris", "").strip()
    first, _, rest = told.partition(" ")
    return f"{_TYPES.get(first, first.capitalize())} {rest.title()}".strip()


@dataclass(frozen=True, slots=True)
class Dated:
    """A name of a street, alive from ``start`` to ``end`` (ISO; empty: not told), and the item of Wikidata that says so."""

    name: str
    start: str
    end: str
    item: str


def dated(path: Path) -> dict[str, list[Dated]]:
    """Return the dated names of Wikidata by item, each item's in the order of their beginnings."""
    begun: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    with (path / "wikidata_paris_thoroughfares.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            item = row["landmarkId"].rsplit("/", 1)[-1]
            begun[item, row["nomOff"]].setdefault(row["timeType"], _date(row["timeStamp"], row["timePrec"]))
    items: dict[str, list[Dated]] = defaultdict(list)
    for (item, name), times in begun.items():
        items[item].append(Dated(name, times.get("start", ""), times.get("end", ""), item))
    return {item: sorted(names, key=lambda one: (one.start, one.name)) for item, names in sorted(items.items())}


def _date(stamp: str, precision: str) -> str:
    """Return a date no closer than it is known: a year, a month or a day."""
    day = re.sub(r"T.*", "", stamp).lstrip("+")
    if int(precision) >= 11:
        return day
    return day[:7] if int(precision) == 10 else day[:4]


def numbers_of_1888(path: Path) -> Iterable[tuple[str, int, float, float]]:
    """Yield street, number and position (degrees) of each house number of 1888."""
    for sample in CITY_1888:
        table = gpd.read_file(path / f"{sample}_atlas_municipal_1888_adresses.geojson").to_crs(DEGREES)
        for row in table.to_dict("records"):
            if "numbers_va" in row:
                street, number = row["normalised"], row["numbers_va"]
            else:
                told = re.fullmatch(
                    r"(\d+)\D* (rue|avenue|boulevard|place|passage|impasse|quai|cité|cour|ruelle)(.*)", row["historical_name"]
                )
                if not told:
                    continue
                street, number = told[2] + told[3], told[1]
            point = row["geometry"]
            if isinstance(street, str) and str(number).isdecimal() and 0 < int(number) < 500:
                yield street, int(number), round(point.x, 5), round(point.y, 5)


def corners_of_1888(path: Path) -> Iterable[tuple[str, int, float, float]]:
    """Yield street, number and position (degrees) of each number that the plan of 1888 gives at an end of a block."""
    for sample in CITY_1888:
        table = gpd.read_file(path / f"{sample}_atlas_municipal_1888_voies.geojson").to_crs(DEGREES)
        if "adr_dg88" not in table:
            continue
        for row in table.to_dict("records"):
            parts = shapely.get_parts(row["geometry"])
            name = _name_of_1888(row)
            for side in ("g", "d"):
                for end, place in (("d", parts[0].coords[0]), ("f", parts[-1].coords[-1])):
                    number = str(row[f"adr_{end}{side}88"])
                    if name and number.isdecimal() and 0 < int(number) < 500:
                        yield name, int(number), round(place[0], 5), round(place[1], 5)
