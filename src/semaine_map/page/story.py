"""Pack the story into what the page reads: finished scenes, events by their rows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from semaine_map.history.scenes import scenes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.scenes import Scene


def pack(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the scenes of ``dataset`` for its page, whose events are numbered alike."""
    return [_scene(scene) for scene in scenes(dataset)]


def _scene(scene: Scene) -> dict[str, Any]:
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
