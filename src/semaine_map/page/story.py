"""Pack the story into what the page reads: finished scenes, events by their rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from semaine_map.history import days
from semaine_map.history.scenes import scenes
from semaine_map.record.codes import PARTS_OF_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.scenes import Scene


class PackedName(TypedDict):
    """An event in a scene: its row, the words that name it, and whether it is yet to come."""

    event: int
    words: Mapping[str, str]
    to_come: bool


class PackedMoment(TypedDict):
    """What begins after a part of a day, by the first and last of each run; the evening of the ground shown."""

    later: list[int]
    evening: str | None


class PackedScene(PackedMoment):
    """A scene (``Scene`` in ``types.d.ts``)."""

    day: str
    part: str
    short: bool
    title: Mapping[str, str]
    text: Mapping[str, str]
    named: list[PackedName]
    bounds: list[list[float]]


def pack(dataset: Dataset) -> list[PackedScene]:
    """Return the scenes of ``dataset`` for its page, whose events are numbered alike."""
    return [_scene(scene) for scene in scenes(dataset)]


def moments(dataset: Dataset, day: str, row_of: Mapping[int, int]) -> dict[str, PackedMoment]:
    """Return for each part of ``day`` the events that begin later, by their rows in the page, and the evening of its ground."""
    return {
        part: {
            "later": [edge for run in _runs(sorted(row_of[row] for row in later)) for edge in run],
            "evening": days.ground_shown(dataset.week.days, day, part),
        }
        for part in PARTS_OF_DAY
        for later in (days.later_that_day(dataset, day, part),)
    }


def _scene(scene: Scene) -> PackedScene:
    west, south, east, north = (round(degrees, 5) for degrees in scene.bounds)
    return {
        "day": scene.day,
        "part": scene.part,
        "short": scene.is_short,
        "title": scene.title,
        "text": scene.text,
        "named": [{"event": one.event, "words": one.words, "to_come": one.to_come} for one in scene.named],
        "later": [edge for run in _runs(scene.later) for edge in run],
        "evening": scene.evening,
        "bounds": [[south, west], [north, east]],
    }


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the first and last of each run of numbers that follow each other: the events of a day stand in its order."""
    breaks = [n for n, (row, following) in enumerate(pairwise(rows), 1) if following != row + 1]
    for first, after in pairwise([0, *breaks, len(rows)] if rows else []):
        yield rows[first], rows[after - 1]
