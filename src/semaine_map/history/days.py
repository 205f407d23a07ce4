"""What stands, burns and happens on each day: every rule that puts a thing on a day, and nothing else.

A day is a civil day of the place, or a month or a year where a record steps by these, and counts as its number among the steps of
the record: no clock, time zone or epoch is needed. Intervals include both of their ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np
import shapely

from semaine_map.history import territory
from semaine_map.record import edtf_dates
from semaine_map.record.codes import DAWN, PART_ENDS, PARTS_OF_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.settings import Week

Step = TypeVar("Step", int, str)
"""A day among others: its number, or its ISO date, which compares as text in the order of the calendar after the year 0."""

NOT_YET = ""
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class DayState:
    """One day of the atlas.

    Attributes:
        day: its ISO date.
        statuses: one status an event, in the order of ``Dataset.events``; ``NOT_YET`` for what is still to come.
        control: number of the arrondissement -> the code of a side, or contested, at the end of the day.
        sectors: the codes of the two sides at the front, and contested -> the ground inside the wall that each
            held; empty where no front is drawn.
    """

    day: str
    statuses: tuple[str, ...]
    control: Mapping[int, str]
    sectors: Mapping[str, BaseGeometry]


def states(dataset: Dataset) -> tuple[DayState, ...]:
    """Return the state of every day of the week, in order."""
    events = dataset.tables["events"]
    place_of, geometry = events["place_id"], np.asarray(events["geometry"], dtype=object)
    cells = (events[name] for name in ("kind", "outcome", "edtf", "start", "end", "certainty"))
    sorts, sort_of = distinct(*cells, np.asarray(events["undated"]).tolist())
    dates = [_dates(dataset.week, sort) for sort in sorts]
    barricades, fights = _rows_of(dates, sort_of, "barricade"), _rows_of(dates, sort_of, "fight", "capture")
    spans = fight_spans(
        (one.kind, one.certainty, one.undated, one.start, one.end, place)
        for one, place in ((dates[sort_of[row]], place_of[row]) for row in fights)
    )
    at_barricades = {place: spans[place] for place in {place_of[row] for row in barricades} & spans.keys()}
    held = _held(dataset)
    sides = (dataset.week.advancing, dataset.week.defending)
    week, before = [], None
    for n, day in enumerate(dataset.week.days):
        army = dataset.held.get(day)
        # Of very many events most are alike in what counts here: each sort is judged once, and each barricade by its place.
        judged = [_status_of(n, one) for one in dates]
        statuses = [judged[sort] for sort in sort_of]
        behind = _behind_the_lines(dataset, army, held[day], barricades, geometry)
        for row, lost in zip(barricades, behind, strict=True):
            one = dates[sort_of[row]]
            fought = any(first <= n <= last for first, last in at_barricades.get(place_of[row], ()))
            if one.window is None:
                statuses[row] = barricade_status(n, one.start, one.end, fought=fought, behind_the_lines=lost)
        shared = sectors(dataset.city, before, army, sides)
        within = {side: territory.common_ground(area, dataset.walled) for side, area in shared.items()}
        week.append(DayState(day, tuple(statuses), held[day], within))
        before = army
    return tuple(week)


class _Dates(NamedTuple):
    """What the rules ask of an event, but for its place: days are numbers among the steps of the record."""

    kind: str
    outcome: str
    certainty: str
    undated: bool
    start: int
    end: int | None
    window: tuple[int, int] | None


def _dates(week: Week, sort: tuple[Any, ...]) -> _Dates:
    """Return what the rules ask of the events whose cells are ``sort``."""
    kind, outcome, edtf, start, end, certainty, undated = sort
    first, last = edtf_dates.window(edtf, start, end) if undated else ("", "")
    window = (week.at(first), week.at(last)) if undated else None
    # A kind of the record's own follows the rules of the kind that it is like.
    like = week.kinds.get(kind, kind)
    return _Dates(like, outcome, certainty, undated, week.at(start), week.at(end) if end else None, window)


def distinct(*columns: Iterable[Any]) -> tuple[list[tuple[Any, ...]], list[int]]:
    """Return the different rows of ``columns``, in the order in which they come, and the number among them of each row."""
    numbers: dict[tuple[Any, ...], int] = {}
    which = [numbers.setdefault(row, len(numbers)) for row in zip(*columns, strict=True)]
    return list(numbers), which


def _rows_of(dates: Sequence[_Dates], sort_of: Sequence[int], *kinds: str) -> list[int]:
    """Return the rows whose sort is of one of ``kinds``."""
    wanted = [one.kind in kinds for one in dates]
    return [row for row, sort in enumerate(sort_of) if wanted[sort]]


def _status_of(day: int, one: _Dates) -> str:
    """Return the status on ``day`` of what needs no place to be judged: a dated barricade does."""
    if one.window:
        return undated_status(day, one.kind, one.outcome, one.window)
    return NOT_YET if one.kind == "barricade" else status(day, one.kind, one.outcome, one.start, one.end)


def sectors(
    city: BaseGeometry, evening_before: BaseGeometry | None, evening: BaseGeometry | None, sides: tuple[str, str]
) -> dict[str, BaseGeometry]:
    """Divide the city on an evening, given what the side that advances held then and the evening before.

    ``sides`` are its code and that of the side that it meets. What it held already the evening before is its own, what it took in
    the course of the day ``contested``, and the rest the other's. Without two sides nobody holds any.
    """
    advancing, defending = sides
    if evening is None or not (advancing and defending):
        return {}
    if evening_before is None:
        return {"contested": evening, defending: city.difference(evening)}
    return {
        advancing: evening_before,
        "contested": evening.difference(evening_before),
        defending: city.difference(evening),
    }


def barricade_status(day: Step, start: Step, end: Step | None, *, fought: bool, behind_the_lines: bool) -> str:
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
def status(day: Step, kind: str, outcome: str, start: Step, end: Step | None) -> str:
    """Return the status on ``day`` of any event but a barricade.

    A fire is ``burning`` from its first to its last day, on its first alone when no source tells the last; then the building is
    ``ruined`` if it was burnt in whole or part, and the fire is ``earlier`` if its outcome is untold. A fire that was put out
    or prevented is ``today`` on its days, one of shells alone too: no text says how long it burned, or that it did.
    A headquarters without a recorded end lasts for the rest of the week. Everything else is ``today`` from its first to its
    last day, and ``earlier`` ever after.
    """
    if day < start:
        return NOT_YET
    if kind == "headquarters" and end is None:
        return "today"
    going_on = day <= (start if end is None else end)
    if kind == "fire" and outcome not in ("saved", "shelled"):
        if going_on:
            return "burning"
        return "ruined" if outcome in ("burnt", "partly") else "earlier"
    return "today" if going_on else "earlier"


def undated_status(day: Step, kind: str, outcome: str, open_days: tuple[Step, Step]) -> str:
    """Return the status on ``day`` of an event known only to be of one of ``open_days``, the first and last of them.

    It is ``undated`` on each of them; afterwards it is over, as any other event would be.
    """
    first, last = open_days
    if day < first:
        return NOT_YET
    if day <= last:
        return UNDATED
    return "taken" if kind == "barricade" else status(day, kind, outcome, first, last)


def is_undated(certainty: str, edtf: str, start: str, end: str | None) -> bool:
    """Tell whether an event is known only to be of one day among several.

    So says EDTF by one of a set (``[1871-05-24..1871-05-29]``) and by a date that is coarser than a day (``1871-05``,
    ``1871-05-2X``). An interval means throughout; only of an ``uncertain`` event it is one of its days, as its window from
    ``start`` to ``end`` is where ``edtf`` is empty.
    """
    if edtf_dates.is_every_one(edtf):
        return False
    if edtf_dates.is_interval(edtf) or not edtf:
        first, last = edtf_dates.window(edtf, start, end)
        return certainty == "uncertain" and first < last
    first, last = edtf_dates.span(edtf)
    return first < last


def dating(edtf: str, start: str, end: str | None, time: str | None, part_of_day: str, *, undated: bool) -> str:  # noqa: PLR0913 - a date
    """Return how closely an event is dated, from the hour to not at all.

    One of ``hour``, ``part`` (of the day), ``day``, ``about`` (a day), ``days`` (several, all meant) and ``undated`` (one day of
    several, unknown which).
    """
    if undated:
        return UNDATED
    if edtf_dates.is_about(edtf):
        return "about"
    if time:
        return "hour"
    if part_of_day:
        return "part"
    return "days" if (end or start) > start else "day"


def later_that_day(dataset: Dataset, day: str, part: str) -> set[int]:
    """Return the rows of the events that begin on ``day`` after its ``part``, as far as a text says so; none without a part.

    What has neither an hour nor a part of the day may have begun, and is not among them; nor is what is undated.
    """
    if not part:
        return set()
    after = PARTS_OF_DAY[PARTS_OF_DAY.index(part) + 1 :]
    return {row for row, time, its_part in _begin_on(dataset, day) if (time >= PART_ENDS[part] if time else its_part in after)}


@lru_cache(maxsize=1)
def _begin_on(dataset: Dataset, day: str) -> list[tuple[int, str | None, str]]:
    """Return row, hour and part of the day of the dated events that begin on ``day``: asked for once a part of each day."""
    events = dataset.tables["events"]
    times = zip(*(events[name] for name in ("step", "start_time", "part_of_day", "undated")), strict=True)
    return [(row, time, its_part) for row, (start, time, its_part, undated) in enumerate(times) if start == day and not undated]


def ground_shown(week: Sequence[str], day: str, part: str) -> str | None:
    """Return the day whose evening is the ground held at a ``part`` of ``day``: that of the day before until the evening.

    None before the first evening.
    """
    if part in ("", "evening", "night"):
        return day
    before = week.index(day) - 1
    return week[before] if before >= 0 else None


SMALL_HOURS = "small-hours"
"""The night that a day begins with, in a list of its parts; ``night`` is the one that ends it."""

_PARTS_FROM = dict(zip(["00", DAWN, *PART_ENDS.values()], [SMALL_HOURS, *PART_ENDS], strict=False))


def part_listed(moment: str, part_of_day: str) -> str:
    """Return the part of the day under which a list has an event, by its place in the order of the day; none if untold."""
    if part_of_day == "night" and moment < "12":
        return SMALL_HOURS
    return part_of_day or next((part for hour, part in reversed(_PARTS_FROM.items()) if moment and moment >= hour), "")


def _behind_the_lines(
    dataset: Dataset, army: BaseGeometry | None, control: Mapping[int, str], rows: Sequence[int], geometry: np.ndarray
) -> list[bool]:
    """Tell of each of ``rows`` whether its place was the army's that evening: by the front, or by whole districts without one."""
    if army is not None:
        inside: list[bool] = shapely.contains_xy(army, shapely.get_coordinates(geometry[rows])).tolist() if rows else []
        return inside
    numbers = dataset.tables["events"]["arrondissement"]
    return [control.get(numbers[row]) == dataset.week.advancing for row in rows]


def fight_spans(events: Iterable[tuple[str, str, bool, Step, Step | None, str]]) -> dict[str, list[tuple[Step, Step]]]:
    """Return, by place, the first and last days of its dated fights and captures; uncertain and undated ones do not count.

    An event is given as its kind, its certainty, whether it is undated, start, end and place.
    """
    spans: dict[str, list[tuple[Step, Step]]] = {}
    for kind, certainty, undated, start, end, place in events:
        if kind in ("fight", "capture") and certainty != "uncertain" and not undated:
            spans.setdefault(place, []).append((start, start if end is None else end))
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


def is_of_day(state: DayState, steps: Sequence[str]) -> np.ndarray:
    """Tell by ``is_of`` which events are of the day of ``state``; ``steps`` are those in which they begin."""
    by_status = {one for one in set(state.statuses) if is_of(state.day, "", one)}
    begins = np.fromiter(map(state.day.__eq__, steps), dtype=bool, count=len(steps))
    may: np.ndarray = begins | np.fromiter(map(by_status.__contains__, state.statuses), dtype=bool, count=len(steps))
    return may


def is_of(day: str, start: str, one: str) -> bool:
    """Tell whether an event with the status ``one`` on ``day`` is of it: it belongs to it, begins (and falls) on it, or may."""
    return start == day or belongs(one) or one == UNDATED
