"""The week told: each scene of the record with the moment that it shows, the events that it names, and its frame on the map."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians
from typing import TYPE_CHECKING

from semaine_map.history import days
from semaine_map.record.tables import LANGUAGES, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.tables import Row

METRES_PER_DEGREE = 111_320.0
"""Of latitude, near enough for the frame of a map."""

LEAST_M = 350.0
"""A scene shows at least so far around each of its places."""

MOST_M = 500.0
"""A place known to no better than that does not widen the frame any further."""

WINDOW = (720, 500)
"""The window in pixels for which a record gives the zoom of a scene."""


@dataclass(frozen=True, slots=True)
class Named:
    """An event in a scene.

    ``event`` is its row in the dataset, ``words`` by language those of the text that name it. One ``to_come`` begins after the
    moment shown: it is told, and not yet seen.
    """

    event: int
    words: Mapping[str, str]
    to_come: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene of the story.

    Attributes:
        number: its place in the story, from 1.
        day, part: the moment shown; without a part the day as a whole.
        is_short: it belongs to the short version too.
        title, text: by language.
        named: the events that it tells, in the order of the telling.
        later: rows of the events that begin on its day after its part, as far as a text says so.
        evening: the day whose evening is the ground shown; None before the first.
        bounds: west, south, east and north of its frame, degrees WGS 84.
    """

    number: int
    scene_id: str
    day: str
    part: str
    is_short: bool
    title: Mapping[str, str]
    text: Mapping[str, str]
    named: Sequence[Named]
    later: Sequence[int]
    evening: str | None
    bounds: tuple[float, float, float, float]


def scenes(dataset: Dataset) -> list[Scene]:
    """Return the scenes of ``dataset`` in the order of the telling; none of a record that tells no story."""
    in_order = sorted(rows_of(dataset.tables["scenes"]), key=lambda row: (int(row["seq"]), row["scene_id"]))
    named: dict[str, list[Row]] = {}
    for row in sorted(rows_of(dataset.tables["scene_events"]), key=lambda row: int(row["seq"])):
        named.setdefault(row["scene_id"], []).append(row)
    numbers = {event: n for n, event in enumerate(dataset.tables["events"]["id"])}
    return [_scene(dataset, n, row, named.get(row["scene_id"], []), numbers) for n, row in enumerate(in_order, 1)]


def _scene(dataset: Dataset, number: int, row: Row, named: Sequence[Row], numbers: Mapping[str, int]) -> Scene:
    week, day, part = dataset.week, row["day"], row["part_of_day"]
    later = days.later_that_day(dataset, day, part)
    statuses = dataset.states[week.days.index(day)].statuses
    shown = [
        Named(event, _both(one, "words"), to_come=statuses[event] == days.NOT_YET or event in later)
        for one in named
        for event in (numbers[one["event_id"]],)
    ]
    return Scene(
        number=number,
        scene_id=row["scene_id"],
        day=day,
        part=part,
        is_short=row["short"] == "yes",
        title=_both(row, "title"),
        text=_both(row, "text"),
        named=shown,
        later=sorted(later),
        evening=days.ground_shown(week.days, day, part),
        bounds=_given(row) or _around(dataset, [one.event for one in shown]),
    )


def _both(row: Row, name: str) -> dict[str, str]:
    """Return a text by language; where the record has it in one alone, that one."""
    texts = {language: row[f"{name}_{language}"] for language in LANGUAGES}
    return {language: text or next(filter(None, texts.values()), "") for language, text in texts.items()}


def _given(row: Row) -> tuple[float, float, float, float] | None:
    """Return the frame that the record gives by its middle and its zoom (Web Mercator), if it does."""
    if not (row["lon"] and row["lat"] and row["zoom"]):
        return None
    lon, lat = float(row["lon"]), float(row["lat"])
    per_pixel = 360 / (256 * 2 ** float(row["zoom"]))
    east, north = WINDOW[0] / 2 * per_pixel, WINDOW[1] / 2 * per_pixel * cos(radians(lat))
    return lon - east, lat - north, lon + east, lat + north


def _around(dataset: Dataset, events: Sequence[int]) -> tuple[float, float, float, float]:
    """Return the frame around the places of ``events``; that of the record where there are none."""
    if not events:
        return dataset.week.bounds
    table = dataset.tables["events"]
    edges = []
    for event in events:
        point, metres = table["geometry"][event], min(max(float(table["uncertainty_m"][event]), LEAST_M), MOST_M)
        north = metres / METRES_PER_DEGREE
        east = north / cos(radians(point.y))
        edges.append((point.x - east, point.y - north, point.x + east, point.y + north))
    west, south, right, top = zip(*edges, strict=True)
    return min(west), min(south), max(right), max(top)
