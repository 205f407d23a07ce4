"""Write the chronicle and its days as GeoJSON that a GIS loads without repair (RFC 7946)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

from semaine_map.days import NOT_YET
from semaine_map.territory import CRS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from semaine_map.chronicle import Chronicle
    from semaine_map.days import DayState

PROPERTIES = (
    "id", "kind", "name_1871", "name_today", "start", "end", "start_time", "end_time", "edtf", "day", "status", "outcome",
    "actor", "target", "certainty", "uncertainty_m", "arrondissement", "title_en", "title_fr", "summary_en", "summary_fr",
    "sources",
)  # fmt: skip
"""What every feature of every file carries, in this order; null where it does not apply."""

NUMBERS = ("uncertainty_m", "arrondissement")

EVENT_LAYERS = {"events": None, "barricades": "barricade", "fires": "fire", "executions": "execution"}
"""Layers of events: the name of the file, and the kind that it holds (None: all)."""


def on(chronicle: Chronicle, states: Sequence[DayState], day: str) -> gpd.GeoDataFrame:
    """Return what is to be seen on ``day``: events that go on or came before, each with its ``status``, and ``day``.

    Points in degrees WGS 84, columns as in ``PROPERTIES``.

    Raises:
        UsageError: ``day`` is not a day of the week.
    """
    state = states[chronicle.week.days.index(chronicle.week.day(day))]
    events = chronicle.events.assign(day=day, status=list(state.statuses))
    return _layer(events[events["status"] != NOT_YET])


def layers(chronicle: Chronicle, states: Sequence[DayState]) -> dict[str, gpd.GeoDataFrame]:
    """Return every layer of the whole week by name; each has the columns of ``PROPERTIES``.

    In a layer of events, ``day`` is the first day of the event and ``status`` its status on that day. In ``arrondissements`` and
    ``control`` there is a feature for each day, whose ``start`` and ``end`` are that day.
    """
    events = _first_days(chronicle, states)
    made = {name: _layer(events if kind is None else events[events["kind"] == kind]) for name, kind in EVENT_LAYERS.items()}
    made["places"] = _layer(chronicle.places.rename(columns={"place_id": "id", "precision_m": "uncertainty_m"}))
    made["damage"] = _damage(chronicle)
    made["arrondissements"] = _arrondissements(chronicle, states)
    made["control"] = _control(chronicle, states, made["arrondissements"])
    return made


def export(chronicle: Chronicle, states: Sequence[DayState], folder: Path) -> list[Path]:
    """Write all layers, and one file a day under ``days/``, into ``folder``; return the files, in order.

    Coordinates are degrees WGS 84 with five decimals; shells run counter-clockwise; dates are plain ISO dates.
    """
    (folder / "days").mkdir(parents=True, exist_ok=True)
    written = [write(frame, folder / f"{name}.geojson") for name, frame in layers(chronicle, states).items()]
    written += [write(on(chronicle, states, day), folder / "days" / f"{day}.geojson") for day in chronicle.week.days]
    return written


def write(frame: gpd.GeoDataFrame, path: Path) -> Path:
    """Write ``frame`` to ``path`` as RFC 7946 GeoJSON."""
    frame.to_file(path, driver="GeoJSON", engine="pyogrio", RFC7946="YES", COORDINATE_PRECISION=5, WRITE_NAME="NO")
    return path


def _layer(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return ``frame`` with exactly the columns of ``PROPERTIES``: empty text and 0 for "none" become null."""
    columns: dict[str, pd.Series] = {}
    for name in PROPERTIES:
        values = frame[name] if name in frame else pd.Series([None] * len(frame), index=frame.index, dtype=object)
        if name in NUMBERS:
            columns[name] = pd.to_numeric(values).astype("Int32").replace(0, pd.NA)
        else:
            columns[name] = values.astype(object).where(values.notna() & (values != ""), None)
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=CRS).reset_index(drop=True)


def _damage(chronicle: Chronicle) -> gpd.GeoDataFrame:
    """Return the damaged houses; each has the dates of the fire that it belongs to, if that is known."""
    dates = chronicle.events.set_index("id")[["start", "end", "edtf", "certainty"]]
    told = chronicle.damage.join(dates, on="event_id")
    return _layer(told.rename(columns={"damage_id": "id", "state": "outcome"}).assign(kind="damage", day=told["start"]))


def _first_days(chronicle: Chronicle, states: Sequence[DayState]) -> gpd.GeoDataFrame:
    events = chronicle.events
    days, statuses = [], []
    for n in range(len(events)):
        first = next((state for state in states if state.statuses[n] != NOT_YET), None)
        days.append(first.day if first else None)
        statuses.append(first.statuses[n] if first else None)
    return events.assign(day=days, status=statuses)


def _arrondissements(chronicle: Chronicle, states: Sequence[DayState]) -> gpd.GeoDataFrame:
    short = dict(zip(chronicle.sources["source_id"], chronicle.sources["short"], strict=True))
    told = {(row["day"], row["arrondissement"]): row for row in chronicle.control.to_dict("records")}
    areas = chronicle.arrondissements
    rows = []
    for state in states:
        for number, name, area in zip(areas["arrondissement"], areas["name"], areas.geometry, strict=True):
            row = told.get((state.day, number), {})
            rows.append(
                {
                    "id": f"arrondissement-{number:02}-{state.day}",
                    "kind": "arrondissement",
                    "name_1871": f"{number}{'er' if number == 1 else 'e'} arrondissement, {name}",
                    **_one_day(state.day),
                    "status": state.control.get(number),
                    "certainty": row.get("certainty"),
                    "arrondissement": number,
                    "sources": f"{short[row['source_id']]}, {row['locator']}" if row else None,
                    "geometry": area,
                }
            )
    return _areas(rows)


def _control(chronicle: Chronicle, states: Sequence[DayState], arrondissements: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return who held what ground each evening: by the front where it is drawn, else by whole arrondissements."""
    ground = [(state.day, status, area) for state in states for status, area in state.sectors.items() if not area.is_empty]
    if not ground:
        held = arrondissements[arrondissements["status"].notna()]
        united = (
            held[["day", "status", "geometry"]].dissolve(by=["day", "status"]) if len(held) else held.set_index(["day", "status"])
        )
        ground = [(day, status, area) for (day, status), area in united.geometry.items()]
    precision = chronicle.fronts.groupby("day")["precision_m"].max()
    short = dict(zip(chronicle.sources["source_id"], chronicle.sources["short"], strict=True))
    told = {
        day: f"{short[s]}, {where}" for day, s, where in chronicle.fronts[["day", "source_id", "locator"]].itertuples(index=False)
    }
    return _areas(
        [
            {
                "id": f"control-{day}-{status}",
                "kind": "control",
                **_one_day(day),
                "status": status,
                "actor": "both" if status == "contested" else status,
                "uncertainty_m": precision.get(day),
                "sources": told.get(day),
                "geometry": area,
            }
            for day, status, area in ground
        ]
    )


def _one_day(day: str) -> dict[str, str]:
    return {"start": day, "end": day, "edtf": day, "day": day}


def _areas(rows: list[dict[str, object]]) -> gpd.GeoDataFrame:
    return _layer(gpd.GeoDataFrame(rows, columns=[*PROPERTIES, "geometry"], geometry="geometry", crs=CRS))
