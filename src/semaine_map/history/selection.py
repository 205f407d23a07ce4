"""Choose a part of the record: the same words on the command line, in Python and in the atlas.

A value of a field is one of several that will do; different fields must all fit. Events are chosen by every field. Places and
damaged houses are those that the chosen events name when events are chosen by what they are, else those that lie in the ground
chosen. Ground, fronts and columns are chosen by day, and all that has a position by ``bbox``.
"""

from __future__ import annotations

import difflib
import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from semaine_map.errors import UsageError
from semaine_map.history.days import is_of
from semaine_map.record import codes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import geopandas as gpd

    from semaine_map.history.days import DayState
    from semaine_map.history.frames import Chronicle

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted; an empty field wants everything.

    Attributes:
        day: ISO days; an event is of a day on which it begins, stands, burns, is fought over or happens.
        kind: kinds of events.
        arrondissement: numbers, as of 1860; 0 is outside the wall.
        certainty: certain, less-certain, uncertain.
        source: ids of sources; an event that any of them speaks of.
        actor: who does or holds it.
        bbox: west, south, east, north in degrees WGS 84; what touches it.
        hour: 1 to 24, with one day; of what begins on it at a known hour, only what begins before this one.
    """

    day: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    arrondissement: tuple[int, ...] = ()
    certainty: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    bbox: Box | None = None
    hour: int | None = None

    @property
    def by_nature(self) -> bool:
        """Tell whether events are chosen by what they are, and not by where they are alone."""
        return bool(self.day or self.kind or self.certainty or self.source or self.actor)


WHOLE = Selection()


def select(**wanted: object) -> Selection:
    """Return a selection from loose values: one value or several a field, ``bbox`` as four numbers or ``"W,S,E,N"``.

    >>> select(day="1871-05-24", arrondissement=[11, 20])
    Selection(day=('1871-05-24',), kind=(), arrondissement=(11, 20), certainty=(), source=(), actor=(), bbox=None, hour=None)

    Raises:
        UsageError: there is no such field, or a value is not of its type.
    """
    known = [one.name for one in fields(Selection)]
    values: dict[str, object] = {}
    for name, value in wanted.items():
        if name not in known:
            raise UsageError(f"nothing can be chosen by {name!r}: choose by {', '.join(known)}")
        if value is None or (isinstance(value, (list, tuple)) and not value):
            continue
        if name == "bbox":
            values[name] = _box(value)
        elif name == "hour":
            values[name] = _hour(value, _several(wanted.get("day") or []))
        elif name == "arrondissement":
            values[name] = tuple(_number(one) for one in _several(value))
        else:
            values[name] = tuple(str(one) for one in _several(value))
    return Selection(**values)  # type: ignore[arg-type]  # each field was given its type above


def choose(chronicle: Chronicle, states: Sequence[DayState], selection: Selection) -> tuple[Chronicle, Sequence[DayState]]:
    """Return the chronicle and the day states of what ``selection`` wants.

    Statuses are those of the whole record: a barricade does not change its day of fall because the fight there was not chosen.

    Raises:
        UsageError: the selection names what the record does not have, or no event fits it.
    """
    _check(chronicle, selection)
    days = selection.day or chronicle.week.days
    kept = events_of(chronicle, states, selection)
    if not kept.any():
        raise UsageError(f"no event fits {_shown(selection)}; nothing was written")
    events = chronicle.events[kept].reset_index(drop=True)
    ids = set(events["id"])
    chosen_states = tuple(
        replace(state, statuses=tuple(one for one, keep in zip(state.statuses, kept, strict=True) if keep))
        for state in states
        if state.day in days
    )
    citations = chronicle.citations
    if selection != WHOLE:
        citations = citations[citations["event_id"].isin(ids)].reset_index(drop=True)
    damage = _here(chronicle.damage, selection)
    places = _here(chronicle.places, selection)
    if selection.by_nature:
        damage = damage[damage["event_id"].isin(ids)].reset_index(drop=True)
        places = places[places["place_id"].isin(set(events["place_id"]))].reset_index(drop=True)
    return (
        replace(
            chronicle,
            events=events,
            citations=citations,
            places=places,
            damage=damage,
            arrondissements=_here(chronicle.arrondissements, selection),
            quartiers=_here(chronicle.quartiers, selection),
            fronts=_within(chronicle.fronts, selection.bbox),
            columns=_within(chronicle.columns, selection.bbox),
            drawings={name: _within(drawing, selection.bbox) for name, drawing in chronicle.drawings.items()},
        ),
        chosen_states,
    )


def events_of(chronicle: Chronicle, states: Sequence[DayState], selection: Selection) -> np.ndarray:
    """Return which of the events fit, as an array of truth values in the order of ``chronicle.events``."""
    events = chronicle.events
    kept = np.ones(len(events), dtype=bool)
    for name in ("kind", "arrondissement", "certainty", "actor"):
        wanted = getattr(selection, name)
        if wanted:
            kept &= events[name].isin(wanted).to_numpy()
    if selection.source:
        told = chronicle.citations["event_id"][chronicle.citations["source_id"].isin(selection.source)]
        kept &= events["id"].isin(set(told)).to_numpy()
    if selection.day:
        chosen = [state for state in states if state.day in selection.day]
        going_on = [
            [is_of(state.day, start, status) for start, status in zip(events["start"], state.statuses, strict=True)]
            for state in chosen
        ]
        kept &= np.any(np.array(going_on, dtype=bool).reshape(len(chosen), len(events)), axis=0)
    if selection.hour is not None:
        later = [time is not None and int(time[:2]) >= selection.hour for time in events["start_time"]]
        kept &= ~(np.array(later, dtype=bool) & events["start"].isin(selection.day).to_numpy())
    if selection.bbox:
        kept &= _touches(events, selection.bbox)
    return kept


def _here(frame: gpd.GeoDataFrame, selection: Selection) -> gpd.GeoDataFrame:
    """Return what lies in the arrondissements and the box of ``selection``."""
    if selection.arrondissement:
        frame = frame[frame["arrondissement"].isin(selection.arrondissement)].reset_index(drop=True)
    return _within(frame, selection.bbox)


def _within(frame: gpd.GeoDataFrame, bbox: Box | None) -> gpd.GeoDataFrame:
    return frame if bbox is None or frame.empty else frame[_touches(frame, bbox)].reset_index(drop=True)


def _touches(frame: gpd.GeoDataFrame, bbox: Box) -> np.ndarray:
    """Return which rows have a box that touches ``bbox``."""
    west, south, east, north = bbox
    bounds = frame.geometry.bounds
    inside = (bounds["minx"] <= east) & (bounds["maxx"] >= west) & (bounds["miny"] <= north) & (bounds["maxy"] >= south)
    touching: np.ndarray = inside.to_numpy()
    return touching


def _check(chronicle: Chronicle, selection: Selection) -> None:
    for day in selection.day:
        chronicle.week.day(day)
    _known("kind", selection.kind, dict.fromkeys([*codes.EVENT_KINDS, *chronicle.events["kind"].unique()]))
    _known("certainty", selection.certainty, codes.CERTAINTIES)
    _known("actor", selection.actor, codes.of(codes.ACTORS, chronicle.week))
    _known("source", selection.source, chronicle.sources["source_id"])
    numbers = chronicle.arrondissements["arrondissement"].tolist()
    for number in selection.arrondissement:
        if number != 0 and number not in numbers:
            raise UsageError(f"{number} is not an arrondissement of this record: choose from {min(numbers, default=0)} to "
                             f"{max(numbers, default=0)}, or 0 for outside the wall")  # fmt: skip


def _known(name: str, wanted: Iterable[str], known: Iterable[str]) -> None:
    choices = list(known)
    for value in wanted:
        if value not in choices:
            near = difflib.get_close_matches(value, choices, 1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(choices)}"
            raise UsageError(f"{value!r} is not {'an' if name == 'actor' else 'a'} {name} of this record; {hint}")


def _several(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple, set, frozenset, np.ndarray, pd.Series)) else [value]


def _number(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise UsageError(f"{value!r} is not the number of an arrondissement") from None


def _hour(value: object, days: Sequence[object]) -> int:
    text = str(value)
    if not (text.isdecimal() and 1 <= int(text) <= 24):
        raise UsageError(f"{value!r} is not an hour from 1 to 24")
    if len(days) != 1:
        raise UsageError(f"the hour {text} needs one day that it is of")
    return int(text)


def _box(value: object) -> Box:
    parts = value.split(",") if isinstance(value, str) else value
    try:
        west, south, east, north = (float(part) for part in parts)  # type: ignore[attr-defined]  # what cannot be run through is refused
    except (TypeError, ValueError):
        raise UsageError(f"{value!r} is not a box: write W,S,E,N in degrees, for example 2.37,48.85,2.40,48.87") from None
    if not all(map(math.isfinite, (west, south, east, north))) or west > east or south > north:
        raise UsageError(f"{value!r} is not a box: west must come before east and south before north, in degrees")
    return west, south, east, north


def _shown(selection: Selection) -> str:
    said = []
    for one in fields(Selection):
        value = getattr(selection, one.name)
        if value:
            said.append(f"--{one.name} {','.join(map(str, value)) if isinstance(value, tuple) else value}")
    return " ".join(said) or "the record"
