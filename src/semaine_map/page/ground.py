"""Pack the ground of the page: who held it, fronts and columns, the drawing of the city; coordinates as whole steps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NotRequired, TypedDict

import numpy as np
import shapely

from semaine_map.history import citing
from semaine_map.history import fronts as fronts_
from semaine_map.history.dataset import records
from semaine_map.page import testimony
from semaine_map.portrayal.portrayal import street_metres
from semaine_map.record.tables import LANGUAGES, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.record.tables import Row

ORIGIN = (2.2, 48.7)
UNITS_PER_DEGREE = 100_000
"""Coordinates travel as whole numbers of 1e-5 degree (about a metre) from ``ORIGIN``, each as the step from the one before."""


Steps = list[int]
"""A line as steps of whole units: ``[x0, y0, dx1, dy1, …]``."""


class PackedArea(TypedDict):
    """An arrondissement (``Arrondissement`` in ``types.d.ts``, as the next ones stand there too)."""

    number: int
    name: str
    label: list[float]
    retaken: str | None
    polygons: list[list[Steps]]


class PackedSector(TypedDict):
    """The ground of a side."""

    status: str
    rings: list[Steps]


class PackedPart(TypedDict):
    """A part of a front that is known equally well."""

    precision_m: int
    line: Steps


class PackedFront(TypedDict):
    """A line of the front, and the ground within its precision and within half of that."""

    witness: dict[str, str]
    parts: list[PackedPart]
    bands: list[list[Steps]]


class PackedColumn(TypedDict):
    """The advance of a column."""

    name: dict[str, str]
    witness: dict[str, str]
    line: Steps


class PackedFeature(TypedDict):
    """A feature of the city: name, kind, geometry; of some the name of today and the width in metres."""

    n: str
    k: str
    t: NotRequired[str]
    w: NotRequired[int]
    g: NotRequired[str]
    c: NotRequired[list[Steps] | list[list[Steps]]]


class PackedBasemap(TypedDict):
    """The drawing of the city."""

    origin: list[float]
    layers: dict[str, list[PackedFeature]]


class PackedQuartiers(TypedDict):
    """The quartiers by columns."""

    name: list[str]
    lon: list[float]
    lat: list[float]


UNSEEN = 0.000_006
"""Degrees by which the line of a street may be simpler on the page: half a metre, and most junctions lie on a straight line."""


def control(state: DayState, dataset: Dataset) -> list[str | None]:
    """Return who held each arrondissement, at the index of its number."""
    count = max(state.control, default=0)
    if not dataset.arrondissements.empty:
        count = max(count, int(dataset.arrondissements["arrondissement"].max()))
    return [state.control.get(number) for number in range(count + 1)]


@lru_cache(maxsize=1)  # the atlas and its pages show the same
def arrondissements(dataset: Dataset) -> list[PackedArea]:
    """Return the arrondissements, each with its number, name, room for both, and the day on which it changed hands."""
    areas = dataset.arrondissements
    packed: list[PackedArea] = []
    for number, name, area in zip(areas["arrondissement"], areas["name"], areas.geometry, strict=True):
        retaken = next((state.day for state in dataset.states if state.control.get(number) == dataset.week.advancing), None)
        label = _middle(area)
        polygons = [rings(part) for part in shapely.get_parts(area)]
        packed.append(
            {
                "number": int(number),
                "name": name,
                "label": [round(value, 5) for value in label],
                "retaken": retaken,
                "polygons": polygons,
            }
        )
    return packed


def sectors(state: DayState) -> list[PackedSector]:
    """Return the ground of each side on an evening."""
    return [{"status": status, "rings": rings(area)} for status, area in state.sectors.items() if not area.is_empty]


NUMBERED_GROUND = 250
"""Ground taken on a day bears its number where a circle of so many metres finds room in it."""

_METRES_PER_DEGREE = 111_320


def zones(dataset: Dataset) -> dict[str, list[list[float]]]:
    """Return, by day, where on the ground taken on it there is most room for its number: longitude, latitude, metres around."""
    found: dict[str, list[list[float]]] = {}
    for state in dataset.states:
        spots = []
        for part in shapely.get_parts(_taken(dataset, state)):
            if isinstance(part, shapely.Polygon) and not part.is_empty:
                circle = shapely.maximum_inscribed_circle(part, tolerance=0.0005)
                lon, lat = circle.coords[0]
                metres = circle.length * _METRES_PER_DEGREE * float(np.cos(np.radians(lat)))
                if metres >= NUMBERED_GROUND:
                    spots.append([round(lon, 5), round(lat, 5), float(round(metres))])
        if spots:
            found[state.day] = sorted(spots, key=lambda spot: -spot[2])[:2]
    return found


def _taken(dataset: Dataset, state: DayState) -> BaseGeometry:
    """Return the ground that changed hands on a day: by its front where one is drawn, else by arrondissements."""
    if state.sectors:
        return state.sectors.get("contested", shapely.Polygon())
    areas, advancing = dataset.arrondissements, dataset.week.advancing
    before = next((one for one in reversed(dataset.states) if one.day < state.day), None)
    now = [
        state.control.get(number) == advancing and (before is None or before.control.get(number) != advancing)
        for number in areas["arrondissement"]
    ]
    return shapely.union_all(areas.geometry.to_numpy()[np.array(now, dtype=bool)])


def fronts(dataset: Dataset, days: Sequence[str]) -> dict[str, list[PackedFront]]:
    """Return, by day, each line of the front in parts of equal precision, and the ground within that and within half of it."""
    city = dataset.city
    packed: dict[str, list[PackedFront]] = {day: [] for day in days}
    for row, line in enumerate(rows_of(dataset.tables["fronts"])):
        if line["day"] not in packed:
            continue
        precisions = [int(precision) for precision in line["precisions"].split()]
        packed[line["day"]].append(
            {
                "witness": testimony.passage(dataset, line["source_id"], line["locator"]),
                "parts": [
                    {"precision_m": part.precision_m, "line": ring(part.line)}
                    for part in fronts_.parts(line["geometry"], precisions, city)
                ],
                "bands": [rings(area) for area in fronts_.around(dataset, row)],
            }
        )
    return packed


def columns(dataset: Dataset, day: str) -> list[PackedColumn]:
    """Return the advance of the army's columns on ``day``."""
    return [
        {
            "name": {language: citing.corps(dataset, language, line["corps"]) for language in LANGUAGES},
            "witness": testimony.passage(dataset, line["source_id"], line["locator"]),
            "line": ring(line["geometry"]),
        }
        for line in rows_of(dataset.tables["columns"])
        if line["day"] == day
    ]


def rings(area: BaseGeometry) -> list[Steps]:
    """Return all rings of ``area``, packed; what is inside and outside follows by the even-odd rule."""
    return [ring(r) for part in shapely.get_parts(area) for r in (part.exterior, *part.interiors)]


def ring(line: shapely.LineString) -> Steps:
    """Return the coordinates of ``line`` as steps of whole units: ``[x0, y0, dx1, dy1, …]``."""
    units = np.rint((np.asarray(line.coords)[:, :2] - ORIGIN) * UNITS_PER_DEGREE).astype(int)
    steps = np.vstack([units[:1], np.diff(units, axis=0)])
    moved = np.any(steps != 0, axis=1)
    moved[0] = True
    flat: Steps = steps[moved].ravel().tolist()
    return flat


@lru_cache(maxsize=1)  # as above
def basemap(dataset: Dataset) -> PackedBasemap:
    """Return the drawing of the city, layer by layer; the quartiers are lines, since only their edges are drawn."""
    layers: dict[str, list[PackedFeature]] = {}
    for name, drawing in dataset.basemap.items():
        layers[name] = [
            _feature(properties, geometry, wide=name in ("streets", "bridges"))
            for properties, geometry in zip(records(drawing.drop(columns="geometry")), drawing.geometry, strict=True)
        ]
    return {"origin": list(ORIGIN), "layers": layers}


def _feature(properties: Row, geometry: BaseGeometry, *, wide: bool) -> PackedFeature:
    parts = shapely.get_parts(geometry.simplify(UNSEEN) if wide else geometry)
    name, kind = (value if isinstance(value := properties.get(key), str) else "" for key in ("name", "kind"))
    feature: PackedFeature = {"n": name, "k": kind}
    today = properties.get("name_today")
    if isinstance(today, str) and today not in ("", name):
        feature["t"] = today
    if wide:
        feature["w"] = street_metres(name, kind, properties.get("dated"))
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        feature["g"], feature["c"] = "polygon", [rings(part) for part in parts]
    else:
        feature["g"], feature["c"] = "line", [ring(part) for part in parts]
    return feature


def _middle(area: BaseGeometry) -> tuple[float, float]:
    """Return where in ``area`` there is most room for a name."""
    polygon = shapely.MultiPolygon([part for part in shapely.get_parts(area) if isinstance(part, shapely.Polygon)])
    lon, lat = shapely.maximum_inscribed_circle(polygon, tolerance=0.0005).coords[0]
    return lon, lat


@lru_cache(maxsize=1)  # as above
def quartiers(dataset: Dataset) -> PackedQuartiers:
    """Return the names of the quartiers, and where in each there is most room for it."""
    areas = dataset.quartiers
    middles = [_middle(area) for area in areas.geometry]
    return {
        "name": list(areas["name"]),
        "lon": [round(lon, 5) for lon, _ in middles],
        "lat": [round(lat, 5) for _, lat in middles],
    }
