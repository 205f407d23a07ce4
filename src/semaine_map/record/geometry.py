"""Say what is wrong with one feature of the drawing, before anything is drawn or counted with it."""

from __future__ import annotations

import math
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from semaine_map.record.basemap import is_flat, shapes
from semaine_map.record.schema import STREET_LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.settings import Week

POLYGON_LAYERS = {"land", "districts", "water", "islands", "green", "buildings"}
PLAIN_LAYERS = {"land", "districts"}
"""Drawings that as a rule reach beyond the atlas."""
EDGE_LAYERS = {"boundaries"}
_DEPTH = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around the positions of a geometry."""

_OF_SHAPELY = (ShapelyError, ValueError, TypeError, IndexError, KeyError, OverflowError, AttributeError)
"""What shapely raises of positions that make no geometry."""


def reason(feature: dict[str, Any], layer: str, week: Week | None) -> str | None:
    """Return what is wrong with ``feature`` of ``layer``, or None."""
    return _form_reason(feature, layer) or _shape_reason(feature["geometry"], None if layer in PLAIN_LAYERS else week)


def reasons(drawing: Drawing, layer: str, week: Week | None) -> Iterator[str | None]:
    """Give what is wrong with each feature of ``drawing``, or None: at once where all have the form that they should."""
    sound = np.zeros(len(drawing.features), dtype=bool)
    if not any(_form_reason(feature, layer) for feature in drawing.features):
        with suppress(*_OF_SHAPELY):
            geometries = shapes(drawing)
            bounds = shapely.bounds(geometries).tolist()
            within = [not _place_reason(one, None if layer in PLAIN_LAYERS else week) for one in bounds]
            sound = shapely.is_valid(geometries) & ~shapely.is_empty(geometries) & within
    for feature, is_sound in zip(drawing.features, sound.tolist(), strict=True):
        yield None if is_sound else reason(feature, layer, week)


def has_positions(feature: dict[str, Any], layer: str) -> bool:
    """Tell whether ``feature`` has properties and positions at all, be they right or wrong."""
    return _form_reason(feature, layer) is None


def _form_reason(feature: dict[str, Any], layer: str) -> str | None:
    geometry = feature.get("geometry")
    if geometry is None:
        return "has no geometry; delete the feature, or draw it"
    wanted = _wanted(layer)
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str) or geometry["type"] not in wanted:
        return f"is not a {' or '.join(sorted(wanted))}"
    kind = geometry["type"]
    if nesting := _nesting_reason(geometry.get("coordinates"), _DEPTH[kind], closed="Polygon" in kind):
        return f"is not a valid {kind}: {nesting}"
    return _properties_reason(feature.get("properties"), layer)


def _wanted(layer: str) -> set[str]:
    if layer in EDGE_LAYERS:
        return {"LineString"}
    return {"Polygon", "MultiPolygon"} if layer in POLYGON_LAYERS else {"LineString", "MultiLineString", "Polygon"}


def _properties_reason(properties: object, layer: str) -> str | None:
    if not isinstance(properties, dict):
        return "the feature has no properties"
    if "geometry" in properties:
        return "a property may not be called geometry"
    if layer in EDGE_LAYERS:
        for side in ("left", "right"):
            number = properties.get(side)
            if number is not None and type(number) is not int:
                return f"{side} is not the number of a district, nor null"
    number = properties.get("number") if layer == "districts" else None
    if number is not None and not (type(number) is int and 0 < number < 10_000):
        return "the number is not a whole number from 1 to 9999"
    if layer in STREET_LAYERS and not isinstance(properties.get("id", ""), str):
        return "the id is not text"
    return None


def _shape_reason(geometry: dict[str, Any], week: Week | None) -> str | None:
    kind = geometry["type"]
    try:
        parsed = shape(geometry)
    except _OF_SHAPELY as problem:
        return f"is not a valid {kind}: {str(problem).strip()}"
    if parsed.is_empty:
        return "is empty"
    if where := _place_reason(parsed.bounds, week):
        return where
    if not parsed.is_valid:
        return f"is not valid: {shapely.is_valid_reason(parsed)}"
    return None


def _nesting_reason(coordinates: object, depth: int, *, closed: bool) -> str | None:
    """Say where ``coordinates`` are not lists of ``depth`` levels around positions of two or three numbers."""
    if not isinstance(coordinates, list):
        return "the coordinates are not a list"
    if depth > 1:
        return next(filter(None, (_nesting_reason(part, depth - 1, closed=closed) for part in coordinates)), None)
    plain = is_flat(coordinates) and max(map(abs, chain.from_iterable(coordinates))) <= 1e9
    for position in coordinates if not plain else ():
        if not isinstance(position, list) or len(position) not in (2, 3):
            return "a position is not a pair of numbers; are the coordinates nested as deeply as the type asks?"
        if not all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in position):
            return "a position is not a pair of numbers; are the coordinates nested as deeply as the type asks?"
        if not all(isinstance(number, int) or math.isfinite(number) for number in position) or max(map(abs, position)) > 1e9:
            return "a position lies beyond all bounds; positions are WGS 84 longitude and latitude"
    if closed and coordinates and coordinates[0] != coordinates[-1]:
        return "a ring is not closed; repeat its first position at its end"
    return None


def _place_reason(bounds: tuple[float, float, float, float], week: Week | None) -> str | None:
    west, south, east, north = bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        return "is not in degrees; positions are WGS 84 longitude and latitude"
    if week is None or not week.has_bounds or _meet(bounds, week.bounds):
        return None
    if _meet((south, west, north, east), week.bounds):
        return "longitude and latitude look swapped"
    return "lies outside the atlas"


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
