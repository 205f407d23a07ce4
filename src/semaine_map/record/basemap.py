"""Read one GeoJSON file of the drawing, with the line where each of its features starts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from shapely.geometry import shape

from semaine_map.errors import Fault, UsageError
from semaine_map.record.files import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """The features of one GeoJSON file of ``basemap/``, each with the line where it starts."""

    file: str
    features: list[dict[str, Any]]
    lines: list[int]


@lru_cache(maxsize=32)  # asked for by the checks, by the limits that follow streets and by what is drawn of them
def shapes(drawing: Drawing) -> np.ndarray:
    """Return the geometry of each feature of ``drawing``, which has positions where its type asks for them.

    Raises:
        ShapelyError: the positions make no geometry of that type; so may ``ValueError`` and others say that shapely raises.
    """
    geometries = [feature["geometry"] for feature in drawing.features]
    made = np.empty(len(geometries), dtype=object)
    lines = [n for n, one in enumerate(geometries) if one["type"] == "LineString" and is_flat(one["coordinates"])]
    if lines:
        counts = [len(geometries[n]["coordinates"]) for n in lines]
        positions = np.array(list(chain.from_iterable(geometries[n]["coordinates"] for n in lines)), dtype=float)
        made[lines] = shapely.linestrings(positions, indices=np.repeat(np.arange(len(lines)), counts))
    for n in np.flatnonzero(made == None):  # noqa: E711 - of each element
        made[n] = shape(geometries[n])
    return made


def is_flat(coordinates: object) -> bool:
    """Tell whether ``coordinates`` are a list of pairs of plain numbers, told at once for all of them."""
    if not isinstance(coordinates, list) or set(map(type, coordinates)) != {list} or set(map(len, coordinates)) != {2}:
        return False
    return set(map(type, chain.from_iterable(coordinates))) <= {int, float}


def read(path: Path, file: str) -> tuple[Drawing, list[Fault]]:
    """Read ``path``; return its drawing and what stands in the way of reading it."""
    drawing = Drawing(file, [], [])
    raw = read_bytes(path, file)
    if isinstance(raw, Fault):
        return drawing, [raw]
    text = raw.decode("utf-8")
    if not text.strip():
        return drawing, [Fault(file, 1, "file", "the file is empty; delete it if there is nothing to draw")]
    try:
        collection = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as problem:
        return drawing, [Fault(file, problem.lineno, "file", f"is not JSON: {problem.msg}")]
    except ValueError as problem:
        return drawing, [Fault(file, 1, "file", f"is not JSON: {problem}")]
    except RecursionError:
        return drawing, [Fault(file, 1, "file", "is nested too deeply for a drawing")]
    kind = collection.get("type") if isinstance(collection, dict) else None
    features = collection.get("features") if isinstance(collection, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        found = f"; it is a {kind}: put it into one" if isinstance(kind, str) and kind.isalpha() and len(kind) < 30 else ""
        return drawing, [Fault(file, 1, "features", f"is not a GeoJSON FeatureCollection{found}")]
    if not features:
        return drawing, [Fault(file, 1, "features", "the drawing is empty; delete the file if there is nothing to draw")]
    lines = list(_feature_lines(text))
    faults = [
        Fault(file, line, "features", "is not a GeoJSON Feature")
        for feature, line in zip(features, lines, strict=True)
        if not isinstance(feature, dict) or feature.get("type") != "Feature"
    ]
    if not faults and (reason := _flatten(features, collection.get("crs"))):
        faults = [Fault(file, 1, "crs", reason)]
    if not faults:
        drawing.features.extend(map(_with_properties, features))
        drawing.lines.extend(lines)
    return drawing, faults


def _with_properties(feature: dict[str, Any]) -> dict[str, Any]:
    """Return ``feature`` with an empty object where its properties are null, as RFC 7946 allows."""
    return feature | {"properties": {}} if feature.get("properties", "") is None else feature


def _flatten(features: list[dict[str, Any]], system: object) -> str | None:
    """Leave the heights out of ``features`` and bring them into degrees WGS 84 from the ``crs`` member; say why that fails."""
    properties = system.get("properties") if isinstance(system, dict) else None
    code = properties.get("name") if isinstance(properties, dict) else None
    if system is not None and not isinstance(code, str):
        return 'names no system; leave it out for WGS 84, or write {"type": "name", "properties": {"name": "EPSG:2154"}}'
    carry: Callable[[list[Any]], list[Any]] = _level
    if code is not None and not code.endswith(("CRS84", ":4326")):
        from semaine_map.record.bring.positions import carried  # noqa: PLC0415 - few drawings need it

        try:
            places = carried([(0.0, 0.0)], code)
        except UsageError as problem:
            return str(problem)
        assert places  # noqa: S101 - the system is known

        def carry(position: list[Any]) -> list[Any]:
            at = carried([(position[0], position[1])], code)[0]
            return position if at is None else [round(at[0], 7), round(at[1], 7)]

    try:
        for feature in features:
            geometry = feature.get("geometry")
            if not isinstance(geometry, dict) or "coordinates" not in geometry:
                continue
            if carry is not _level or not is_flat(geometry["coordinates"]):
                geometry["coordinates"] = _each(geometry["coordinates"], carry)
    except RecursionError:
        return "is nested too deeply for a drawing"
    return None


def _level(position: list[Any]) -> list[Any]:
    return position[:2] if len(position) == 3 else position


def _each(coordinates: Any, carry: Callable[[list[Any]], list[Any]]) -> Any:  # noqa: ANN401 - lists nested as deeply as they come
    """Return nested coordinates with each position carried over; what is no position stays for the checks to judge."""
    if not isinstance(coordinates, list):
        return coordinates
    if coordinates and all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in coordinates):
        return carry(coordinates) if len(coordinates) in (2, 3) else coordinates
    return [_each(one, carry) for one in coordinates]


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _feature_lines(text: str) -> list[int]:
    """Return the line where each feature of a collection starts; ``text`` is known to be one."""
    decoder = json.JSONDecoder()
    lines: list[int] = []
    position = text.index("{") + 1
    while True:
        position = _skip(text, position, ",")
        if text[position] == "}":
            return lines
        name, position = decoder.raw_decode(text, position)
        position = _skip(text, position, ":")
        if name != "features":
            _, position = decoder.raw_decode(text, position)
            continue
        starts, position = _starts(text, position, decoder)
        lines = list(_lines_of(text, starts))  # of the last member of that name, as the parser takes it


def _starts(text: str, position: int, decoder: json.JSONDecoder) -> tuple[list[int], int]:
    """Return where each value of the array at ``position`` starts, and where the array ends."""
    if text[position] != "[":
        return [], decoder.raw_decode(text, position)[1]
    starts: list[int] = []
    position = _skip(text, position + 1, ",")
    while text[position] != "]":
        starts.append(position)
        position = _skip(text, decoder.raw_decode(text, position)[1], ",")
    return starts, position + 1


def _lines_of(text: str, starts: list[int]) -> Iterator[int]:
    line, seen = 1, 0
    for start in starts:
        line += text.count("\n", seen, start)
        seen = start
        yield line


def _skip(text: str, position: int, mark: str) -> int:
    """Return the position behind space and ``mark``."""
    while text[position] in _SPACE or text[position] == mark:
        position += 1
    return position
