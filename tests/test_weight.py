"""How much an event counts where there is no room for all, and which are the main events of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semaine_map.build import load
from semaine_map.page import payload
from semaine_map.portrayal import weight
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
