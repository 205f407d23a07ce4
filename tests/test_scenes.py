"""The scenes of a record: their moments, their frames, what they name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from semaine_map.history import days
from semaine_map.history.scenes import scenes
from semaine_map.record import codes

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset


def test_the_week_is_told_in_order(real: Dataset) -> None:
    """Between 24 and 36 scenes, ten to fifteen of them short, and no scene goes back to an earlier day or part of it."""
    story = scenes(real)
    assert 24 <= len(story) <= 36
    assert 10 <= sum(scene.is_short for scene in story) <= 15
    moments = [(scene.day, codes.PARTS_OF_DAY.index(scene.part) if scene.part else 99) for scene in story]
    assert moments == sorted(moments)


def test_each_scene_can_be_said_in_half_a_minute(real: Dataset) -> None:
    """40 to 72 words in either language, naming one to six events in words of its own text."""
    for scene in scenes(real):
        for language in ("en", "fr"):
            words = len(re.findall(r"[^\s–]+", scene.text[language]))
            assert 38 <= words <= 75, (scene.scene_id, language, words)
            assert all(one.words[language] in scene.text[language] for one in scene.named)
        assert 1 <= len(scene.named) <= 6


def test_a_frame_holds_every_place_that_is_named(real: Dataset) -> None:
    """What a scene names lies within what it shows."""
    geometry = real.tables["events"]["geometry"]
    for scene in scenes(real):
        west, south, east, north = scene.bounds
        for one in scene.named:
            point = geometry[one.event]
            assert west <= point.x <= east, scene.scene_id
            assert south <= point.y <= north, scene.scene_id


def test_what_begins_later_in_the_day_is_still_to_come(real: Dataset) -> None:
    """At noon the evening's events have not begun; what has no hour may have."""
    events = real.tables["events"]
    later = days.later_that_day(real, "1871-05-24", "noon")
    for row, (start, part) in enumerate(zip(events["start"], events["part_of_day"], strict=True)):
        if start == "1871-05-24" and events["start_time"][row] is None and not events["undated"][row]:
            assert (row in later) == (part in ("afternoon", "evening", "night"))
    assert days.later_that_day(real, "1871-05-24", "") == set()


@pytest.mark.parametrize(
    ("part", "evening"), [("dawn", None), ("afternoon", None), ("evening", "1871-05-21"), ("", "1871-05-21")]
)
def test_until_the_evening_the_ground_is_that_of_the_day_before(real: Dataset, part: str, evening: str | None) -> None:
    """On the first afternoon no evening has yet been."""
    assert days.ground_shown(real.week.days, "1871-05-21", part) == evening


def test_a_record_without_scenes_has_none(sound: Dataset) -> None:
    """The story is an offer, never a duty."""
    assert scenes(sound) == []
