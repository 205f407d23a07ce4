"""Pack the chronicle and its day states into the JSON that the page reads: columns, one letter a status, whole numbers."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import shapely

from semaine_map import __version__
from semaine_map.days import NOT_YET

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from semaine_map.chronicle import Chronicle
    from semaine_map.days import DayState

FORMAT = 1
ORIGIN = (2.2, 48.7)
UNITS_PER_DEGREE = 100_000
"""Coordinates travel as whole numbers of 1e-5 degree (about a metre) from ``ORIGIN``, each as the step from the one before."""

STATUS_LETTERS = {
    NOT_YET: ".",
    "standing": "s",
    "fought": "f",
    "taken": "t",
    "burning": "b",
    "ruined": "r",
    "today": "d",
    "earlier": "e",
}
LANDMARK_KINDS = (
    "square", "bridge", "gate", "station", "church", "palace", "ministry", "mairie", "theatre", "prison", "barracks", "hospital",
    "park", "cemetery", "fort", "island", "monument", "store",
)  # fmt: skip


def text(chronicle: Chronicle, states: Sequence[DayState], *, day: str | None = None) -> str:
    """Return the payload as JSON that may stand inside a ``<script>`` element.

    With ``day`` it holds that day alone: only what is to be seen on it.
    """
    packed = json.dumps(_pack(chronicle, states, day), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # No markup can begin inside a script element without these, and JavaScript ends a line at the last two.
    for letter in "<>&\u2028\u2029":
        packed = packed.replace(letter, f"\\u{ord(letter):04x}")
    return packed


def _pack(chronicle: Chronicle, states: Sequence[DayState], day: str | None) -> dict[str, Any]:
    week = chronicle.week
    shown = [state for state in states if day in (None, state.day)]
    chosen = np.array([any(state.statuses[n] != NOT_YET for state in shown) for n in range(len(chronicle.events))], dtype=bool)
    events = chronicle.events[chosen].reset_index(drop=True)
    citations = chronicle.citations[chronicle.citations["event_id"].isin(set(events["id"]))]
    west, south, east, north = week.bounds if chronicle.arrondissements.empty else chronicle.arrondissements.total_bounds
    return {
        "format": FORMAT,
        "version": __version__,
        "record_date": week.record_date,
        "title": week.title,
        "subtitle": week.subtitle,
        "page": "atlas" if day is None else "day",
        "siblings": list(week.days),
        "days": [state.day for state in shown],
        "bounds": [[round(float(south), 5), round(float(west), 5)], [round(float(north), 5), round(float(east), 5)]],
        "day_texts": {state.day: chronicle.day_texts[state.day] for state in shown if state.day in chronicle.day_texts},
        "texts": _texts(chronicle),
        "labels": chronicle.words,
        "kinds": week.kinds,
        "colours": week.colours,
        "places": _places(chronicle.places),
        "events": _events(events, chronicle.places),
        "citations": _citations(citations, events, chronicle.sources),
        "sources": {name.removeprefix("source_"): list(chronicle.sources[name]) for name in _SOURCE_COLUMNS},
        "status_letters": {letter: status for status, letter in STATUS_LETTERS.items()},
        "states": {
            state.day: "".join(STATUS_LETTERS[s] for s, kept in zip(state.statuses, chosen, strict=True) if kept)
            for state in shown
        },
        "control": {state.day: _control(state, chronicle) for state in shown},
        "sectors": {state.day: _sectors(state, chronicle) for state in shown if state.sectors},
        "fronts": {state.day: _lines(chronicle.fronts, "line", state.day) for state in shown},
        "columns": {state.day: _lines(chronicle.columns, "corps", state.day) for state in shown},
        "arrondissements": _arrondissements(chronicle, states),
        "ground": _ground(chronicle),
        "landmarks": _landmarks(chronicle.places),
        "damage": _damage(chronicle, events),
        "casualties": _casualties(chronicle),
    }


def _texts(chronicle: Chronicle) -> dict[str, dict[str, str]]:
    """Return the texts of the page, each replaced by the record's own (``interface`` in its vocabulary) where it has one."""
    ours = json.loads(files("semaine_map").joinpath("web/texts.json").read_text(encoding="utf-8"))
    return {tongue: texts | chronicle.words[tongue].get("interface", {}) for tongue, texts in ours.items()}


_SOURCE_COLUMNS = ("source_id", "author", "title", "year", "short", "viewpoint", "identifier", "edition", "licence")
_EVENT_COLUMNS = (
    "id", "kind", "outcome", "start", "end", "start_time", "end_time", "part_of_day", "edtf", "actor", "target",
    "title_en", "title_fr", "summary_en", "summary_fr", "killed_min", "killed_max", "certainty",
)  # fmt: skip


def _plain(values: pd.Series) -> list[Any]:
    """Return a column as JSON values: missing ones and empty text as null."""
    return [None if value is pd.NA or value is None or value == "" else value for value in values.tolist()]


def _places(places: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    return {
        "id": list(places["place_id"]),
        "name_1871": list(places["name_1871"]),
        "name_today": list(places["name_today"]),
        "kind": list(places["kind"]),
        "lon": places.geometry.x.round(5).tolist(),
        "lat": places.geometry.y.round(5).tolist(),
        "precision_m": places["precision_m"].tolist(),
        "method": list(places["method"]),
        "arrondissement": [number or None for number in places["arrondissement"].tolist()],
        "note": list(places["note"]),
    }


def _events(events: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    position = {place: n for n, place in enumerate(places["place_id"])}
    columns = {name: _plain(events[name]) for name in _EVENT_COLUMNS}
    return {"id": columns.pop("id"), "place": [position[place] for place in events["place_id"]], **columns}


def _citations(citations: pd.DataFrame, events: gpd.GeoDataFrame, sources: pd.DataFrame) -> dict[str, list[Any]]:
    event = {name: n for n, name in enumerate(events["id"])}
    source = {name: n for n, name in enumerate(sources["source_id"])}
    return {
        "event": [event[name] for name in citations["event_id"]],
        "source": [source[name] for name in citations["source_id"]],
        **{name: _plain(citations[name]) for name in ("locator", "stance", "about", "claim")},
    }


def _control(state: DayState, chronicle: Chronicle) -> list[str | None]:
    """Return who held each arrondissement, at the index of its number."""
    count = max(state.control, default=0)
    if not chronicle.arrondissements.empty:
        count = max(count, int(chronicle.arrondissements["arrondissement"].max()))
    return [state.control.get(number) for number in range(count + 1)]


def _arrondissements(chronicle: Chronicle, states: Sequence[DayState]) -> list[dict[str, Any]]:
    areas = chronicle.arrondissements
    packed = []
    for number, name, area in zip(areas["arrondissement"], areas["name"], areas.geometry, strict=True):
        retaken = next((state.day for state in states if state.control.get(number) == "versailles"), None)
        label = shapely.maximum_inscribed_circle(area, tolerance=0.0005).coords[0]
        polygons = [[ring(r) for r in (part.exterior, *part.interiors)] for part in shapely.get_parts(area)]
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


def _sectors(state: DayState, chronicle: Chronicle) -> list[dict[str, Any]]:
    fronts = chronicle.fronts
    precision = int(fronts["precision_m"][fronts["day"] == state.day].max()) if (fronts["day"] == state.day).any() else 0
    return [
        {
            "status": status,
            "precision_m": precision,
            "rings": [ring(r) for part in shapely.get_parts(area) for r in (part.exterior, *part.interiors)],
        }
        for status, area in state.sectors.items()
        if not area.is_empty
    ]


def _lines(lines: gpd.GeoDataFrame, name: str, day: str) -> list[dict[str, Any]]:
    shown = lines[lines["day"] == day]
    return [
        {"name": label, "precision_m": int(precision), "line": ring(line)}
        for label, precision, line in zip(shown[name], shown["precision_m"], shown.geometry, strict=True)
    ]


def ring(line: shapely.LineString) -> list[int]:
    """Return the coordinates of ``line`` as steps of whole units: ``[x0, y0, dx1, dy1, …]``."""
    units = np.rint((np.asarray(line.coords)[:, :2] - ORIGIN) * UNITS_PER_DEGREE).astype(int)
    steps = np.vstack([units[:1], np.diff(units, axis=0)])
    moved = np.any(steps != 0, axis=1)
    moved[0] = True
    flat: list[int] = steps[moved].ravel().tolist()
    return flat


def _ground(chronicle: Chronicle) -> dict[str, Any]:
    """Return the drawing of the city, layer by layer; the quartiers are lines, since only their edges are drawn."""
    layers: dict[str, list[dict[str, Any]]] = {}
    for name, drawing in chronicle.drawings.items():
        layers[name] = [
            _feature(properties, geometry)
            for properties, geometry in zip(drawing.drop(columns="geometry").to_dict("records"), drawing.geometry, strict=True)
        ]
    return {"origin": list(ORIGIN), "layers": layers}


def _feature(properties: dict[str, Any], geometry: shapely.Geometry) -> dict[str, Any]:
    parts = shapely.get_parts(geometry)
    name, kind = (value if isinstance(value := properties.get(key), str) else "" for key in ("name", "kind"))
    feature: dict[str, Any] = {"n": name, "k": kind}
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return feature | {"g": "polygon", "c": [[ring(r) for r in (part.exterior, *part.interiors)] for part in parts]}
    return feature | {"g": "line", "c": [ring(part) for part in parts]}


def _damage(chronicle: Chronicle, events: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    """Return the damaged houses; ``start`` is the first day of the fire that a house belongs to, null where none is known."""
    damage = chronicle.damage
    event = {name: n for n, name in enumerate(events["id"])}
    start = dict(zip(events["id"], events["start"], strict=True))
    return {
        "name": list(damage["name_1871"]),
        "lon": damage.geometry.x.round(5).tolist(),
        "lat": damage.geometry.y.round(5).tolist(),
        "status": list(damage["state"]),
        "start": [start.get(name) for name in damage["event_id"]],
        "event": [event.get(name) for name in damage["event_id"]],
        "uncertainty_m": damage["uncertainty_m"].tolist(),
        "named": _plain(damage["named"]),
        "flag": _plain(damage["flag"]),
    }


def _casualties(chronicle: Chronicle) -> list[dict[str, Any]]:
    """Return the rival numbers of the dead, each with its author and the text that reports it."""
    short = dict(zip(chronicle.sources["source_id"], chronicle.sources["short"], strict=True))
    return [
        {
            "low": int(row["low"]) if row["low"] else None,
            "high": int(row["high"]) if row["high"] else None,
            "author": row["author"],
            "what": {"en": row["scope_en"], "fr": row["scope_fr"]},
            "locator": f"{short[row['reported_by']]}, {row['locator']}",
        }
        for row in chronicle.casualties.to_dict("records")
    ]


def _landmarks(places: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    seen = places[places["kind"].isin(LANDMARK_KINDS)]
    return {
        "name": list(seen["name_1871"]),
        "kind": list(seen["kind"]),
        "lon": seen.geometry.x.round(5).tolist(),
        "lat": seen.geometry.y.round(5).tolist(),
    }
