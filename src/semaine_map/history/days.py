"""What stands, burns and happens on each day: every rule that puts a thing on a day, and nothing else.

A day is a civil day of Paris, named by its ISO date; ISO dates compare as text in the order of the calendar, so no clock,
time zone or epoch is needed. Intervals include both of their ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from semaine_map.hidataset.dataset import Dataset

NOT_YET = ""


@dataclass(frozen=True, slots=True)
class DayState:
    """One day of the atlas.

    Attributes:
        day: its ISO date.
        statuses: one status an event, in the order of ``Dataset.events``; ``NOT_YET`` for what is still to come.
        control: number of the arrondissement -> commune, contested or versailles at the end of the day.
        sectors: commune, contested, versailles -> the ground inside the wall that it held; empty where no front is drawn.
    """

    day: str
    statuses: tuple[str, ...]
    control: Mapping[int, str]
    sectors: Mapping[str, shapely.Geometry]


def states(dataset: Dataset) -> tuple[DayState, ...]:
    """Return the state of every day of the week, in order."""
    events = dataset.tables["events"]
    # A kind of the record's own follows the rules of the kind that it is like.
    kinds = [dataset.week.kinds.get(kind, kind) for kind in events["kind"]]
    rows = list(zip(kinds, *(events[name] for name in ("outcome", "start", "end", "place_id")), strict=True))
    fights = fight_spans(zip(kinds, *(events[name] for name in ("certainty", "start", "end", "place_id")), strict=True))
    held = _held(dataset)
    week, before = [], None
    for day in dataset.week.days:
        army = dataset.held.get(day)
        fought = {place for place, spans in fights.items() if any(first <= day <= last for first, last in spans)}
        behind = _behind_the_lines(dataset, army, held[day])
        statuses = tuple(
            barricade_status(day, start, end, fought=place in fought, behind_the_lines=lost)
            if kind == "barricade"
            else status(day, kind, outcome, start, end)
            for (kind, outcome, start, end, place), lost in zip(rows, behind, strict=True)
        )
        week.append(DayState(day, statuses, held[day], sectors(dataset.city, before, army)))
        before = army
    return tuple(week)


def sectors(
    city: shapely.Geometry, evening_before: shapely.Geometry | None, evening: shapely.Geometry | None
) -> dict[str, shapely.Geometry]:
    """Divide the city on an evening, given what the army held then and the evening before.

    What the army held already the evening before is ``versailles``, what it took in the course of the day ``contested``, and
    the rest ``commune``.
    """
    if evening is None:
        return {}
    if evening_before is None:
        return {"contested": evening, "commune": city.difference(evening)}
    return {
        "versailles": evening_before,
        "contested": evening.difference(evening_before),
        "commune": city.difference(evening),
    }


def barricade_status(day: str, start: str, end: str | None, *, fought: bool, behind_the_lines: bool) -> str:
    """Return the status of a barricade on ``day``.

    It is ``standing`` from its first day, ``fought`` on the day it falls and on any day with a fight at its place, and
    ``taken`` from the day after its fall. Where no source tells its fall, it counts as taken from the first evening on
    which it lies ``behind_the_lines`` of the army.
    """
    if day < start:
        return NOT_YET
    if end is not None and day > end:
        return "taken"
    if fought or day == end:
        return "fought"
    if end is None and behind_the_lines:
        return "taken"
    return "standing"


@lru_cache(maxsize=65536)
def status(day: str, kind: str, outcome: str, start: str, end: str | None) -> str:
    """Return the status on ``day`` of any event but a barricade.

    A fire is ``burning`` from its first to its last day, on its first alone when no source tells the last; then the building is
    ``ruined`` if it was burnt in whole or part, and the fire is ``earlier`` if it was saved, only shelled, or left untold.
    A headquarters without a recorded end lasts for the rest of the week. Everything else is ``today`` from its first to its
    last day, and ``earlier`` ever after.
    """
    if day < start:
        return NOT_YET
    if kind == "headquarters" and end is None:
        return "today"
    going_on = day <= (end or start)
    if kind == "fire":
        if going_on:
            return "burning"
        return "ruined" if outcome in ("burnt", "partly") else "earlier"
    return "today" if going_on else "earlier"


def _behind_the_lines(dataset: Dataset, army: shapely.Geometry | None, control: Mapping[int, str]) -> list[bool]:
    """Tell of each event whether its place was the army's that evening: by the front, or by whole arrondissements without one."""
    if army is not None:
        inside: list[bool] = shapely.contains_xy(army, shapely.get_coordinates(dataset.tables["events"]["geometry"])).tolist()
        return inside
    return [control.get(number) == "versailles" for number in dataset.tables["events"]["arrondissement"]]


def fight_spans(events: Iterable[tuple[str, str, str, str | None, str]]) -> dict[str, list[tuple[str, str]]]:
    """Return, by place, the first and last days of its dated fights and captures; uncertain dates do not count.

    An event is given as its kind, certainty, start, end and place.
    """
    spans: dict[str, list[tuple[str, str]]] = {}
    for kind, certainty, start, end, place in events:
        if kind in ("fight", "capture") and certainty != "uncertain":
            spans.setdefault(place, []).append((start, end or start))
    return spans


def _held(dataset: Dataset) -> dict[str, dict[int, str]]:
    held: dict[str, dict[int, str]] = {day: {} for day in dataset.week.days}
    control = dataset.tables["control"]
    for day, number, holder in zip(control["day"], control["arrondissement"], control["status"], strict=True):
        held.setdefault(day, {})[int(number)] = holder
    return held


def belongs(one: str) -> bool:
    """Tell whether a status belongs to the day itself: the thing stands, burns, is fought over or happens on it."""
    return one in ("standing", "fought", "burning", "today")


def is_of(day: str, start: str, one: str) -> bool:
    """Tell whether an event with the status ``one`` on ``day`` is of it: it belongs to it, or begins (and falls) on it."""
    return start == day or belongs(one)
