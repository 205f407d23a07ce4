"""Which events a sheet shows, and where their signs stand so that none hides another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any

import shapely

from semaine_map.history import event as history
from semaine_map.history.days import NOT_YET, UNDATED
from semaine_map.portrayal import weight
from semaine_map.portrayal.mark import code
from semaine_map.portrayal.portrayal import palette
from semaine_map.sheets.boxes import Box
from semaine_map.sheets.lettering import SANS_STRONG, width
from semaine_map.sheets.operators import PAPER, apart, faded, fill, pen, rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.portrayal.portrayal import Look, Portrayal
    from semaine_map.sheets.boxes import Taken
    from semaine_map.sheets.viewport import Viewport

NUMBERED, TODAY, STANDING, PAST = 10.0, 8.2, 7.0, 5.2
"""Sizes of the signs in points: told in the dataset, of the day, still there, past."""

NUMBER_SIZE = 6.8
_REACH = {NUMBERED: 42.0, TODAY: 20.0, STANDING: 12.0, PAST: 5.0}
"""How far a sign may step aside from its place, points; what finds no room becomes a dot."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the map: one for all events of a kind at a place.

    ``outcome`` is what became of it, where that gives it a sign of its own. ``x``/``y`` is the place, ``at_x``/``at_y`` where the
    sign stands, all in points; ``size`` 0 is a dot.
    """

    kind: str
    outcome: str
    status: str
    certainty: str
    look: Look
    x: float
    y: float
    size: float
    rank: float
    strength: float = 1.0
    number: int = 0
    at_x: float = 0.0
    at_y: float = 0.0

    @property
    def box(self) -> Box:
        """Return the room that the sign and its number take."""
        beside = width(str(self.number), SANS_STRONG, NUMBER_SIZE) + 1 if self.number else 0.0
        rays = self.size * 0.3 if self.status == "fought" else 0.0
        return Box(
            self.at_x - self.size / 2 - 0.6,
            self.at_y - self.size / 2 - 0.6 - rays,
            self.size + beside + 1.2,
            self.size + 1.2 + 2 * rays,
        )


class Event(history.Event):
    """An event with what a sheet needs to know of it.

    ``x`` and ``y`` is its point on the page, ``shown`` whether that is on the map, ``weight`` how much it counts.
    """

    x: float
    y: float
    shown: bool
    weight: float


def listed(dataset: Dataset, viewport: Viewport) -> list[Event]:
    """Return the events as rows, with what a sheet needs to know of each."""
    events = dataset.tables["events"]
    points = viewport.points(shapely.get_coordinates(events["geometry"])).tolist()
    return [
        {**row, "x": x, "y": y, "shown": viewport.shows(x, y, inset=3), "weight": counts}
        for row, (x, y), counts in zip(history.rows(events), points, weight.of_events(dataset).tolist(), strict=True)
    ]


def of_day(
    events: Sequence[Event], state: DayState, numbers: dict[str, int], portrayal: Portrayal, *, housed: set[str]
) -> list[Mark]:
    """Return the marks of a day, not yet placed: for each place and kind the strongest event stands for the rest.

    A fire without a day that is in ``housed`` is left out: its house stands for it.
    """
    best: dict[tuple[str, str, int], Mark] = {}
    for event, status in zip(events, state.statuses, strict=True):
        if status == NOT_YET or not event["shown"] or (event["id"] in housed and event["undated"]):
            continue
        number = numbers.get(event["id"], 0)
        size, strength = _standing(event, status, state.day, number, portrayal)
        rank = event["weight"] + 3 * size + (200 if number else 0)
        mark = _mark(event, status, portrayal, size=size, rank=rank, strength=strength, number=number)
        key = (event["place_id"], event["kind"], number)
        if key not in best or best[key].rank < mark.rank:
            best[key] = mark
    numbered = {key[:2] for key in best if key[2]}  # a numbered sign speaks for its place and kind
    kept = [mark for key, mark in best.items() if key[2] or key[:2] not in numbered]
    return sorted(kept, key=lambda mark: (-mark.rank, mark.x, mark.y))


def _mark(event: Event, status: str, portrayal: Portrayal, **placed: Any) -> Mark:  # noqa: ANN401 - attributes of a mark
    """Return the mark of an event at its place, in its look."""
    kind, outcome, x, y = event["kind"], event["outcome"] or "", event["x"], event["y"]
    look = portrayal.look(kind, event["actor"], outcome=outcome, status=status)
    own = outcome if outcome in portrayal.kinds[kind].outcome else ""
    return Mark(kind, own, status, event["certainty"], look, x, y, at_x=x, at_y=y, **placed)


def _standing(event: Event, status: str, day: str, number: int, portrayal: Portrayal) -> tuple[float, float]:
    """Return size in points and strength of an event's sign on a day."""
    if number:
        return NUMBERED, 1.0
    if status == "earlier":
        return 0.0, 0.5
    if portrayal.statuses[status].past:
        return PAST, portrayal.statuses[status].strength
    if status == "fought" or (event["step"] == day and status != UNDATED):
        return TODAY, portrayal.statuses[status].strength
    return STANDING, portrayal.statuses[status].on(own_day=False)


def of_week(events: Sequence[Event], portrayal: Portrayal, *, most: int = 330) -> list[Mark]:
    """Return the marks of the week, not yet placed: burnt buildings and what is best attested, ``most`` at the most."""
    best: dict[tuple[str, str], Mark] = {}
    for event in events:
        if event["certainty"] == "uncertain" or not portrayal.kinds[event["kind"]].week or not event["shown"]:
            continue
        ruin = event["kind"] == "fire" and event["outcome"] in ("burnt", "partly")
        mark = _mark(event, UNDATED if event["undated"] else "", portrayal, size=STANDING, rank=event["weight"] + 3 * ruin)
        key = (event["place_id"], event["kind"])
        if key not in best or best[key].rank < mark.rank:
            best[key] = mark
    return sorted(best.values(), key=lambda mark: (-mark.rank, mark.x, mark.y))[:most]


_SPIRAL = [(0.0, 0.0)] + [
    (ring * 2.2 * cos(2 * pi * k / (6 * ring)), ring * 2.2 * sin(2 * pi * k / (6 * ring)))
    for ring in range(1, 21)
    for k in range(6 * ring)
]
_SPIRALS = {reach: [(dx, dy) for dx, dy in _SPIRAL if hypot(dx, dy) <= reach] for reach in (*_REACH.values(), 12.0)}


def placed(marks: Iterable[Mark], taken: Taken, *, dots: bool = True) -> list[Mark]:
    """Return the marks where they stand: each at its place or the nearest free spot within its reach.

    What finds no room becomes a dot at its place, or nothing where ``dots`` is off. A numbered mark is never lost: in the last
    resort it stands on its place.
    """
    done = []
    for mark in marks:
        found = mark if mark.size == 0 else _nearest(mark, taken)
        if found is None and mark.number:
            found = mark
        if found is None and dots:
            found = replace(mark, size=0.0)
        if found is not None:
            if found.size:
                taken.take(found.box)
            done.append(found)
    return done


def _nearest(mark: Mark, taken: Taken) -> Mark | None:
    found = taken.first_free(mark.box, _SPIRALS[_REACH.get(mark.size, 12.0)])
    return None if found is None else replace(mark, at_x=mark.x + found[0], at_y=mark.y + found[1])


def paint(marks: Sequence[Mark], portrayal: Portrayal) -> str:
    """Return the operators of the marks: dots, then threads to places, then signs, the strongest last."""
    parts = []
    for mark in marks:
        if mark.size == 0:
            past = mark.status == "earlier"
            parts.append(dot(mark.x, mark.y, 0.75 if past else 1.1, faded(mark.look.colour, 0.55 if past else 1.0)))
    for mark in marks:
        away = hypot(mark.at_x - mark.x, mark.at_y - mark.y)
        if mark.size and away > 2.5:
            colour = faded(mark.look.colour, mark.strength)
            parts += [
                pen(colour, 0.45),
                f"{mark.x:.2f} {mark.y:.2f} m {mark.at_x:.2f} {mark.at_y:.2f} l S",
                dot(mark.x, mark.y, 0.8, colour),
            ]
    for mark in sorted((mark for mark in marks if mark.size), key=lambda mark: mark.rank):
        status = portrayal.statuses.get(mark.status)
        sign = code(
            portrayal,
            mark.look,
            mark.size,
            certainty=mark.certainty,
            hollow=status is not None and status.hollow,
            halo=mark.size > PAST,
            strength=mark.strength,
        )
        manner = status.over if status else ""
        around = rays(mark.size, portrayal.advance, portrayal.defence) if manner == "rays" else ""
        over = stroke_through(mark.size, portrayal.advance) if manner == "stroke" else ""
        parts.append(f"q 1 0 0 1 {mark.at_x:.2f} {mark.at_y:.2f} cm\n{around}\n{sign}\n{over}\nQ")
    return apart(parts)


def dot(x: float, y: float, radius: float, colour: str) -> str:
    """Return the operators of a dot; a round pen put down once."""
    return f"{pen(colour, 2 * radius)} {x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S"


@lru_cache(maxsize=64)
def rays(size: float, above: str, below: str) -> str:
    """Return short strokes ``above`` and ``below`` what is fought over, in the inks of both sides."""
    parts = []
    for colour, up in ((above, 1), (below, -1)):
        parts.append(pen(colour, max(0.8, size / 10)))
        for turn in (-0.5, 0.0, 0.5):
            dx, dy = sin(turn), up * cos(turn)
            near, far = size * 0.42, size * 0.68
            parts.append(f"{dx * near:.2f} {dy * near:.2f} m {dx * far:.2f} {dy * far:.2f} l S")
    return "\n".join(parts)


def stroke_through(size: float, colour: str) -> str:
    """Return the stroke through a barricade that has fallen, in the ``colour`` of the side that took it."""
    half = size * 0.4
    return f"{pen(faded(colour, 0.8), max(0.7, size / 9))} {-half:.2f} {-half:.2f} m {half:.2f} {half:.2f} l S"


@dataclass(frozen=True, slots=True)
class House:
    """A damaged house: its point on the page, and the fire that it belongs to, empty where none is known."""

    x: float
    y: float
    burnt: bool
    event: str


def houses(dataset: Dataset, viewport: Viewport) -> list[House]:
    """Return the damaged houses that ``viewport`` shows."""
    damage = dataset.damage
    points = viewport.points(damage.get_coordinates().to_numpy()).tolist()
    found = [
        House(x, y, burnt=str(what).startswith(("burn", "destroy")), event=event)
        for (x, y), what, event in zip(points, damage["state"], damage["event_id"], strict=True)
    ]
    return [one for one in found if viewport.shows(one.x, one.y, inset=2)]


def paint_houses(known: Sequence[House], events: Sequence[Event], state: DayState, *, last: bool) -> str:
    """Return the operators of the houses damaged by the end of a day, each a small square.

    A house is full when burnt, hollow when only damaged, pale when no witness gives its day; one that belongs to no fire of
    the record shows on the ``last`` day alone.
    """
    begun = {event["id"]: (status != NOT_YET, event["undated"]) for event, status in zip(events, state.statuses, strict=True)}
    parts = []
    for one in known:
        seen, undated = begun.get(one.event, (last, True))
        if seen:
            parts.append(house(one.x, one.y, burnt=one.burnt, pale=undated))
    return apart(parts) if parts else ""


def house(x: float, y: float, *, burnt: bool, pale: bool) -> str:
    """Return the operators of one damaged house."""
    colours = palette()["colours"]
    colour = faded(colours["fire" if burnt else "damage"], 0.5 if pale else 1.0)
    side = 1.9
    shape = rectangle(x - side / 2, y - side / 2, side, side)
    return f"{fill(colour if burnt else PAPER)} {pen(colour, 0.4, join=0)} {shape} B"
