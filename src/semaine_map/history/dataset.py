"""Join places, events and citations into dated, located, cited events, and tell what ground the army held each evening.

Plain columns and shapely alone: a question to the terminal is answered without the half second that geopandas takes to load.
``chronicle`` makes frames of the same tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from semaine_map.history import territory
from semaine_map.record import codes
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from semaine_map.history.territory import Columns
    from semaine_map.record.reading import Record, Rows
    from semaine_map.record.settings import Week

PART_OF_DAY_ORDER = {
    "dawn": "04:30",
    "morning": "09:00",
    "noon": "12:00",
    "afternoon": "15:00",
    "evening": "19:00",
    "night": "22:00",
}
"""Where an event with only a part of the day stands among those with an hour: for the order of lists, never shown."""


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """What is told of each day: the events, and what they and the days depend on.

    Attributes:
        folder: where the record was read.
        week: its days and titles.
        events: one row an event in the order of the story: day, hour, id. ``start``/``end`` are ISO dates (``end`` None when not
            recorded), ``start_time``/``end_time`` are ``HH:MM`` or None; ``uncertainty_m`` is the radius of the place in metres;
            ``arrondissement`` is 0 outside the wall; ``geometry`` is a point in degrees WGS 84.
        places: one row a place (points), with ``arrondissement``.
        control: ``day, arrondissement, status, …``.
        arrondissements, quartiers: polygons, without rows when the record draws none.
        fronts: the front of each evening (lines).
        city: all quartiers together.
        held: day -> the ground that the army held that evening; empty when the record draws no fronts.
        words: ``words[tongue][list][term]``, the vocabulary in both languages.
        day_texts: ``day_texts[day][tongue]``, each day told in a few lines.
    """

    folder: Path
    week: Week
    events: Columns
    places: Columns
    control: Columns
    arrondissements: Columns
    quartiers: Columns
    fronts: Columns
    city: shapely.Geometry
    held: dict[str, shapely.Geometry]
    words: dict[str, dict[str, dict[str, str]]]
    day_texts: dict[str, dict[str, str]]


def outline(record: Record) -> Story:
    """Join what the story needs of ``record``, which must have passed ``checks.check``."""
    assert record.week is not None  # noqa: S101 - checks.check refuses a record without a week; this tells the type checker
    quartiers = territory.quartiers(record)
    arrondissements = territory.arrondissements(record, quartiers)
    places = _places(record.tables["places"], arrondissements)
    fronts = territory.lines_through(record, "fronts")
    city = shapely.union_all(quartiers["geometry"])
    drawn = len(fronts["geometry"]) and len(quartiers["geometry"])
    control = record.tables["control"].columns
    return Story(
        folder=record.folder,
        week=record.week,
        events=_events(record.tables["events"], places, _witnesses(record)),
        places=places,
        control={**control, "arrondissement": np.array(control["arrondissement"], dtype=np.int64)},
        arrondissements=arrondissements,
        quartiers=quartiers,
        fronts=fronts,
        city=city,
        held=territory.held_by_the_army(record.week.days, city, fronts) if drawn else {},
        words=_words(record.tables["vocabulary"]),
        day_texts=_day_texts(record.tables["days"]),
    )


def told(columns: Columns) -> Iterator[dict[str, Any]]:
    """Give each row of a table by the names of its columns."""
    return (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def _places(rows: Rows, areas: Columns) -> Columns:
    lon, lat = (np.array(rows.columns[axis], dtype=float) for axis in ("lon", "lat"))
    points = shapely.points(lon, lat)
    return {
        **{name: cells for name, cells in rows.columns.items() if name not in ("lon", "lat")},
        "precision_m": np.array(rows.columns["precision_m"], dtype=np.int32),
        "geometry": points,
        "arrondissement": territory.locate(points, areas),
    }


def _events(rows: Rows, places: Columns, witnesses: dict[str, str]) -> Columns:
    events: Columns = {"id" if name == "event_id" else name: cells for name, cells in rows.columns.items()}
    for edge in ("start", "end"):
        moments = [moment.partition("T") for moment in rows.columns[edge]]
        events[edge] = [day or None for day, _, _ in moments]
        events[f"{edge}_time"] = [time or None for _, _, time in moments]
    for number in ("killed_min", "killed_max", "seq"):
        events[number] = [int(text) if text else None for text in events[number]]
    row_of = {place: row for row, place in enumerate(places["place_id"])}
    at = [row_of[place] for place in events["place_id"]]
    for name in ("name_1871", "name_today", "arrondissement"):
        events[name] = _take(places[name], at)
    events["uncertainty_m"] = _take(places["precision_m"], at)
    dates = zip(events["edtf"], events["start"], events["end"], strict=True)
    events["edtf"] = [edtf or _interval(start, end) for edtf, start, end in dates]
    events["sources"] = [witnesses.get(event, "") for event in events["id"]]
    events["geometry"] = _take(places["geometry"], at)
    times = zip(events["start_time"], events["part_of_day"], strict=True)
    hours = [time or PART_OF_DAY_ORDER.get(part, "~") for time, part in times]
    hours = _in_sequence(events["start"], hours, events["seq"])
    last = max((seq for seq in events["seq"] if seq is not None), default=0) + 1
    places_in_day = [last if seq is None else seq for seq in events["seq"]]
    in_order = sorted(range(len(rows)), key=lambda row: (events["start"][row], hours[row], places_in_day[row], events["id"][row]))
    return {name: _take(values, in_order) for name, values in events.items()}


def _in_sequence(starts: Sequence[str], hours: Sequence[str], sequence: Sequence[int | None]) -> list[str]:
    """Return ``hours`` with those of each day's rows in ``sequence`` lowered to the next one's, so that none comes after it."""
    moved = list(hours)
    rows = [row for row, seq in enumerate(sequence) if seq is not None]
    for row, following in pairwise(sorted(rows, key=lambda row: (starts[row], sequence[row]), reverse=True)):
        if starts[row] == starts[following]:
            moved[following] = min(moved[following], moved[row])
    return moved


def _take(values: Any, rows: Sequence[int]) -> Any:  # noqa: ANN401 - a list, or an array, and the same again
    return values[rows] if isinstance(values, np.ndarray) else [values[row] for row in rows]


def _interval(start: str, end: str | None) -> str:
    """Return in EDTF what two ISO dates say."""
    return start if end is None or end == start else f"{start}/{end}"


def _witnesses(record: Record) -> dict[str, str]:
    """Return, by event id, its witnesses in one line: ``Lissagaray 1886, ch. XXIX; Leighton 1871, app. XIV``."""
    sources, citations = record.tables["sources"].columns, record.tables["citations"].columns
    short = dict(zip(sources["source_id"], sources["short"], strict=True))
    lines: dict[str, dict[str, None]] = {}
    for event, source, locator in zip(*(citations[name] for name in ("event_id", "source_id", "locator")), strict=True):
        lines.setdefault(event, {})[f"{short[source]}, {locator}"] = None
    return {event: "; ".join(its) for event, its in lines.items()}


def _words(rows: Rows) -> dict[str, dict[str, dict[str, str]]]:
    words: dict[str, dict[str, dict[str, str]]] = {}
    for tongue in LANGUAGES:
        lists = words.setdefault(tongue, {})
        for name, term, word in zip(rows.columns["list"], rows.columns["term"], rows.columns[tongue], strict=True):
            lists.setdefault(name, {})[term] = word
        for (name, term), added in codes.ADDED_WORDS.items():
            lists.setdefault(name, {}).setdefault(term, added[LANGUAGES.index(tongue)])
    return words


def _day_texts(rows: Rows) -> dict[str, dict[str, str]]:
    texts = zip(rows.columns["day"], rows.columns["text_en"], rows.columns["text_fr"], strict=True)
    return {day: {"en": english, "fr": french} for day, english, french in texts}
