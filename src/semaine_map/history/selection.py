"""Choose a part of the record: the same words on the command line, in Python and in the atlas.

A value of a field is one of several that will do; different fields must all fit. Events are chosen by every field. Places and
damaged houses are those that the chosen events name when events are chosen by what they are, else those that lie in the ground
chosen. Ground, fronts and columns are chosen by day, and all that has a position by ``bbox``.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.errors import UsageError
from semaine_map.history.dataset import take
from semaine_map.history.days import is_of_day, later_that_day
from semaine_map.record import codes
from semaine_map.record.settings import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.tables import Columns

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
        part: a part of the day, with one day; of what begins on it, nothing of which a text says that it began after this part.
    """

    day: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    arrondissement: tuple[int, ...] = ()
    certainty: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    bbox: Box | None = None
    hour: int | None = None
    part: str | None = None

    @property
    def by_nature(self) -> bool:
        """Tell whether events are chosen by what they are, and not by where they are alone."""
        return bool(self.day or self.kind or self.certainty or self.source or self.actor)


WHOLE = Selection()


def select(**wanted: object) -> Selection:
    """Return a selection from loose values: one value or several a field, ``bbox`` as four numbers or ``"W,S,E,N"``.

    >>> select(day="1871-05-24", arrondissement=[11, 20]).arrondissement
    (11, 20)

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
        elif name == "part":
            values[name] = _part(value, _several(wanted.get("day") or []))
        elif name == "day":
            values[name] = tuple(iso(one) for one in _several(value))  # type: ignore[arg-type]  # whatever it is, it has a text
        elif name == "arrondissement":
            values[name] = tuple(_number(one) for one in _several(value))
        else:
            values[name] = tuple(str(one) for one in _several(value))
    return Selection(**values)  # type: ignore[arg-type]  # each field was given its type above


def choose(dataset: Dataset, selection: Selection) -> Dataset:
    """Return the part of ``dataset`` that ``selection`` wants.

    Statuses are those of the whole record: a barricade does not change its day of fall because the fight there was not chosen.

    Raises:
        UsageError: the selection names what the record does not have, or no event fits it.
    """
    _check(dataset, selection)
    fits = events_of(dataset, selection)
    if not fits.any():
        raise UsageError(f"no event fits {_shown(selection)}; nothing was written")
    tables, damage = dataset.tables, dataset.damage
    kept = {name: _here(tables[name], selection) for name in ("places", "arrondissements", "quartiers")}
    kept |= {name: _touches(tables[name]["geometry"], selection.bbox) for name in ("fronts", "columns")}
    kept |= {f"basemap_{name}": _touches(layer.geometry.to_numpy(), selection.bbox) for name, layer in dataset.basemap.items()}
    kept |= {"events": fits, "damage": _here(damage, selection)}
    chosen = take(tables["events"], np.flatnonzero(fits))
    if selection != WHOLE:
        kept |= {name: _is_in(tables[name]["event_id"], chosen["id"]) for name in ("citations", "participants", "scene_events")}
    if selection.by_nature:
        kept["damage"] &= _is_in(damage["event_id"], chosen["id"])
        kept["places"] &= _is_in(tables["places"]["place_id"], chosen["place_id"])
    states = [
        replace(state, statuses=tuple(one for one, keep in zip(state.statuses, fits, strict=True) if keep))
        for state in dataset.states
        if not selection.day or state.day in selection.day
    ]
    return dataset.part(kept, states)


def events_of(dataset: Dataset, selection: Selection) -> np.ndarray:
    """Return which of the events fit, as an array of truth values in the order of the table."""
    events = dataset.tables["events"]
    kept = np.ones(len(events["id"]), dtype=bool)
    for name in ("kind", "arrondissement", "certainty", "actor"):
        wanted = getattr(selection, name)
        if wanted:
            kept &= _is_in(events[name], wanted)
    if selection.source:
        citations = dataset.tables["citations"]
        speaks = zip(citations["event_id"], citations["source_id"], strict=True)
        kept &= _is_in(events["id"], [event for event, source in speaks if source in selection.source])
    if selection.day:
        chosen = [state for state in dataset.states if state.day in selection.day]
        going_on = [is_of_day(state, events["step"]) for state in chosen]
        kept &= np.any(np.array(going_on, dtype=bool).reshape(len(chosen), len(kept)), axis=0)
    if selection.hour is not None:
        later = [time is not None and int(time[:2]) >= selection.hour for time in events["start_time"]]
        kept &= ~(np.array(later, dtype=bool) & _is_in(events["step"], selection.day))
    if selection.part is not None:
        kept[list(later_that_day(dataset, selection.day[0], selection.part))] = False
    kept &= _touches(events["geometry"], selection.bbox)
    return kept


def _is_in(values: Iterable[object], wanted: Iterable[object]) -> np.ndarray:
    """Return which of ``values`` are among those ``wanted``."""
    chosen = set(wanted)
    return np.array([value in chosen for value in values], dtype=bool)


def _here(table: Columns | gpd.GeoDataFrame, selection: Selection) -> np.ndarray:
    """Return which rows lie in the arrondissements and the box of ``selection``."""
    inside = _touches(np.asarray(table["geometry"], dtype=object), selection.bbox)
    return inside & _is_in(table["arrondissement"], selection.arrondissement) if selection.arrondissement else inside


def _touches(geometry: np.ndarray, bbox: Box | None) -> np.ndarray:
    """Return which shapes have a box that touches ``bbox``; all without one."""
    if bbox is None:
        return np.ones(len(geometry), dtype=bool)
    west, south, east, north = bbox
    left, lower, right, upper = shapely.bounds(geometry).reshape(-1, 4).T
    inside: np.ndarray = (left <= east) & (right >= west) & (lower <= north) & (upper >= south)
    return inside


def _check(dataset: Dataset, selection: Selection) -> None:
    for day in selection.day:
        dataset.week.day(day)
    _known("kind", selection.kind, dict.fromkeys([*codes.EVENT_KINDS, *dataset.tables["events"]["kind"]]))
    _known("certainty", selection.certainty, codes.CERTAINTIES)
    _known("actor", selection.actor, dict.fromkeys((*codes.of(codes.ACTORS, dataset.week), *dataset.tables["events"]["actor"])))
    _known("source", selection.source, dataset.tables["sources"]["source_id"])
    numbers = dataset.tables["arrondissements"]["arrondissement"].tolist()
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
    return list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]


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


def _part(value: object, days: Sequence[object]) -> str:
    text = str(value)
    _known("part", [text], codes.PARTS_OF_DAY)
    if len(days) != 1:
        raise UsageError(f"the part {text} needs one day that it is of")
    return text


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
