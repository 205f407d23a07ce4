"""How much an event counts where there is no room for all, and which are the main events of a day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from semaine_map.build import load
from semaine_map.page import payload
from semaine_map.portrayal import portrayal, weight
from tests.conftest import with_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset


def main_ids(dataset: Dataset, day: str) -> list[str]:
    """Return the ids of the main events of a day."""
    return [dataset.tables["events"]["id"][row] for row in weight.main(dataset, day)]


def test_every_day_of_the_week_has_its_main_events(real: Dataset) -> None:
    """There are eight to fifteen of them, in the order of the day, all begun on it, and none twice."""
    events = real.tables["events"]
    for state in real.states:
        rows = weight.main(real, state.day)
        assert 8 <= len(rows) <= 15
        assert rows == sorted(set(rows))
        assert {events["start"][row] for row in rows} == {state.day}
        assert not any(events["undated"][row] for row in rows)


def test_what_every_history_tells_is_among_them(real: Dataset) -> None:
    """The entry of the army, the hostages of the Roquette, the death of Delescluze, the last barricades."""
    named = real.tables["events"]["title_en"]
    titles = {state.day: {named[row] for row in weight.main(real, state.day)} for state in real.states}
    for day, word in (("21", "enters"), ("24", "archbishop"), ("25", "Delescluze dies"), ("26", "Haxo"), ("28", "Varlin")):
        assert any(word in title for title in titles[f"1871-05-{day}"]), day


def test_a_crowd_of_witnesses_outweighs_a_few(real: Dataset) -> None:
    """What more than ten sources tell is a main event of its day, also now that most events have four of them."""
    sources = real.citations.groupby("event_id")["source_id"].nunique()
    for day, event in (
        ("1871-05-23", "buttes-montmartre-capture"),
        ("1871-05-23", "palais-des-tuileries-fire"),
        ("1871-05-24", "hotel-de-ville-fire"),
        ("1871-05-27", "buttes-chaumont-capture"),
    ):
        assert event in main_ids(real, day), event
        assert sources[event] > 10, event


def test_a_weight_of_the_record_comes_first(sound: Dataset) -> None:
    """An event that the record weighs heavier than all is ranked first on its day, and one that it weighs lightest last."""
    day = "1871-05-24"
    ranked = weight.ranked(sound, day)
    assert len(ranked) > 1
    given = [""] * len(sound.tables["events"]["id"])
    given[ranked[-1]], given[ranked[0]] = "99", "-99"
    own = with_columns(sound, "events", weight=given)
    assert weight.ranked(own, day)[0] == ranked[-1]
    assert weight.ranked(own, day)[-1] == ranked[0]


def test_a_weight_may_stand_in_the_table(copy_record: Callable[..., Path]) -> None:
    """A record made with the column is read and joined."""
    folder = copy_record()
    lines = (folder / "events.csv").read_text(encoding="utf-8").splitlines()
    rows = [f"{lines[0]},weight", f"{lines[1]},12.5", *(f"{line}," for line in lines[2:])]
    (folder / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert weight.of_events(load(folder)).max() == pytest.approx(12.5)


def test_a_page_of_one_day_has_its_main_events(real: Dataset) -> None:
    """The rows that its payload names are those of the same events as in the whole atlas."""
    state = real.states[3]
    packed = payload._pack(real, state.day)  # noqa: SLF001 - as text it would have to be unfolded first
    assert [packed["events"]["id"][row] for row in packed["main"][state.day]] == main_ids(real, state.day)


def test_an_event_weighs_what_the_table_says(sound: Dataset) -> None:
    """Its certainty and kind, 0.6 a witness, 3 for the story, 0.4 for each power of ten of the dead, half a point for an hour."""
    events = sound.tables["events"]
    fire, capture = events["id"].index("street-fire"), events["id"].index("gate-capture")
    killed: list[int | None] = [None] * len(events["id"])
    plain = weight.of_events(with_columns(sound, "events", killed_max=killed))
    look = portrayal.of(sound.week)
    witnesses = {event: len(set(rows["source_id"])) for event, rows in sound.citations.groupby("event_id")}
    for row, hour in ((fire, 0.5 * bool(events["start_time"][fire])), (capture, 0.5)):
        event, kind, sure = (events[name][row] for name in ("id", "kind", "certainty"))
        assert plain[row] == pytest.approx(
            look.certainties[sure].weight + look.kinds[kind].weight + 0.6 * witnesses[event] + hour
        )
    killed[fire] = 99
    assert (weight.of_events(with_columns(sound, "events", killed_max=killed)) - plain)[fire] == pytest.approx(0.8)
    scenes = {"scene_id": ["one"], "event_id": ["street-fire"]}
    told = weight.of_events(replace(sound, tables={**sound.tables, "scene_events": scenes}))
    assert told[fire] == pytest.approx(weight.of_events(sound)[fire] + 3)


@pytest.mark.parametrize(
    ("column", "values", "less"),
    [
        ("place_id", ["p", "p", "q"], 1.4),
        ("moment", ["10:00", "10:00", "12:00"], 0.05),
        ("kind", ["fire", "fire", "fight"], 0.42),
    ],
)
def test_what_is_like_one_chosen_counts_a_little_less(sound: Dataset, column: str, values: list[str], less: float) -> None:
    """Of the same place, the same hour, or the same kind on the same ground: by so much, and by no more."""
    day = "1871-05-24"
    own = {
        "step": [day] * 3, "undated": np.zeros(3, dtype=bool), "arrondissement": np.ones(3, dtype=int), "id": ["a", "b", "c"],
        "place_id": ["p", "q", "r"], "kind": ["fire", "fight", "burial"], "moment": ["10:00", "11:00", "12:00"],
        "certainty": ["certain"] * 3, "killed_max": [None] * 3, "start_time": [None] * 3, column: values,
    }  # fmt: skip
    for ahead, order in ((less - 0.01, (0, 2, 1)), (less + 0.01, (0, 1, 2))):
        events = {**own, "weight": ["9", str(5 + ahead), "5"]}
        assert weight.ranked(replace(sound, tables={**sound.tables, "events": events}), day) == order


def test_what_lies_outside_a_city_counts_less_where_there_is_one(sound: Dataset) -> None:
    """One district is enough to be a city; of a record that draws none, nothing lies outside."""
    day = "1871-05-24"
    events = {
        "step": [day] * 2, "undated": np.zeros(2, dtype=bool), "arrondissement": np.array([0, 1]), "id": ["a", "b"],
        "place_id": ["p", "q"], "kind": ["fire", "fight"], "moment": ["10:00", "11:00"], "certainty": ["certain"] * 2,
        "killed_max": [None] * 2, "start_time": [None] * 2, "weight": ["5.5", "5"],
    }  # fmt: skip
    areas = sound.tables["arrondissements"]
    for count, order in ((1, (1, 0)), (0, (0, 1))):
        districts = {name: cells[:count] for name, cells in areas.items()}
        record = replace(sound, tables={**sound.tables, "events": events, "arrondissements": districts})
        assert weight.ranked(record, day) == order
    assert weight.ranked(record, "1871-05-21") == ()
