"""Counting instead of drawing: every event is counted once where it lies, on each of its days, and the squares add up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from semaine_map.history import days, density
from semaine_map.history.dataset import take
from semaine_map.page import render
from tests.conftest import with_columns

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def numbers(text: str) -> list[int]:
    """Read back what ``density.letters`` wrote."""
    found, value = [], 0
    for letter in text:
        digit = DIGITS.index(letter)
        value = value * 32 + digit % 32
        if digit < 32:
            found.append(value)
            value = 0
    return found


def test_each_day_counts_the_events_of_that_day(real: Dataset) -> None:
    """As many as are of it by the rules of ``days``, counted in three ways; the week has each once."""
    grid = density.count(real)
    kinds = real.events["kind"].to_numpy()
    for state in real.states:
        layer = grid.days[state.day]
        own = [days.is_of(state.day, start, status) for start, status in zip(real.events["start"], state.statuses, strict=True)]
        assert layer.total == layer.table.sum() == sum(own)
        for n, kind in enumerate(grid.kinds):
            expected = int((kinds[own] == kind).sum())
            assert layer.counts[layer.kinds == n].sum() == layer.table[:, n].sum() == expected
        inside = real.events["arrondissement"].to_numpy()[own]
        assert layer.table.sum(axis=1).tolist() == np.bincount(inside, minlength=21).tolist()
    assert grid.week.total == grid.week.table.sum() == len(real.events)


def test_an_event_is_counted_in_the_square_that_holds_it(sound: Dataset) -> None:
    """The edges of each square, turned back into degrees, hold the places counted in it."""
    grid = density.count(sound)
    size = 2.0**grid.level
    held = 0
    for square in set(grid.week.squares.tolist()):
        row, column = divmod(square, grid.columns)
        west, east = ((grid.west + column + n) / size * 360 - 180 for n in (0, 1))
        north, south = (np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (grid.north + row + n) / size)))) for n in (0, 1))
        points = sound.events.geometry
        inside = int(((points.x >= west) & (points.x < east) & (points.y > south) & (points.y <= north)).sum())
        assert inside == grid.week.counts[grid.week.squares == square].sum()
        held += inside
    assert held == len(sound.events)


def test_squares_grow_where_the_page_would(real: Dataset) -> None:
    """With room for fewer entries than the smallest squares need, the counts stay whole in larger squares."""
    fine = density.count(real)
    entries = sum(len(layer.counts) for layer in (*fine.days.values(), fine.week))
    coarse = density.count(real, most_entries=entries - 1)
    assert fine.level == density.FINEST
    assert coarse.level < fine.level
    assert [layer.total for layer in coarse.days.values()] == [layer.total for layer in fine.days.values()]


@pytest.mark.parametrize("most", [density.MOST_ENTRIES, 1500, 300])
def test_parts_add_up_to_the_whole(real: Dataset, most: int) -> None:
    """Tallies of thirds of the record, each with larger squares where it has too many, make the same grid."""
    place = np.unique(real.tables["events"]["place_id"], return_inverse=True)[1]
    rows = [np.flatnonzero(place % 3 == n) for n in range(3)]
    thirds = [replace(real, tables={**real.tables, "events": take(real.tables["events"], own)}) for own in rows]
    parts = [density.summed(density.tally(third), most_entries=most) for third in thirds]
    assert max((part["fact"] == density.SQUARE).sum() for part in parts) <= most
    areas, holdings = real.tables["arrondissements"], density.count(real).holdings
    added = density.assemble(pd.concat(parts), [state.day for state in real.states], areas, holdings, most_entries=most)
    whole = density.count(real, most_entries=most)
    assert (added.level, added.west, added.north, added.columns, added.kinds) == (
        whole.level,
        whole.west,
        whole.north,
        whole.columns,
        whole.kinds,
    )
    for one, other in zip((*added.days.values(), added.week), (*whole.days.values(), whole.week), strict=True):
        assert all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("squares", "kinds", "counts", "table"))


def test_a_record_of_a_whole_country_has_larger_squares(sound: Dataset) -> None:
    """A few events far apart would else make a grid that no page can hold."""
    points = sound.events.geometry.to_crs(4326).scale(400, 400, origin=(2.3, 48.8)).translate(0, -0.5)
    spread = with_columns(sound, "events", geometry=points.to_numpy())
    grid = density.count(spread)
    assert grid.level < density.FINEST
    assert 1 < grid.columns * grid.rows <= density.MOST_SQUARES
    assert grid.week.total == len(sound.events)


def test_what_is_packed_can_be_read_back(real: Dataset) -> None:
    """Numbers of any length, square by square, with steps of the scale that rise from one."""
    values = np.array([0, 1, 31, 32, 1023, 1024, 32**5, 7])
    assert numbers(density.letters(values)) == values.tolist()
    assert density.letters(np.array([], dtype=int)) == ""
    grid = density.count(real)
    packed = density.pack(grid, real, ["1871-05-24"])
    assert set(packed["layers"]) == {"1871-05-24"}
    assert set(density.pack(grid, real, list(grid.days))["layers"]) == {*grid.days, "week"}
    layer = packed["layers"]["1871-05-24"]
    assert np.cumsum(numbers(layer["squares"])).tolist() == grid.days["1871-05-24"].squares.tolist()
    assert sum(numbers(layer["counts"])) == grid.days["1871-05-24"].total
    for steps in packed["steps"] + packed["week_steps"]:
        assert steps[0] == 1
        assert steps == sorted(set(steps))
        assert len(steps) <= 6


def test_a_counted_page_is_the_same_each_time_and_names_no_event(sound: Dataset) -> None:
    """Same bytes twice; no title of an event, no witness; and it says what it leaves out in both languages."""
    document = render.html(sound, grid=density.count(sound))
    assert document == render.html(sound, grid=density.count(sound))
    assert "Barricade of the square" not in document
    assert "This record has {events} events" in document
    assert "Cette base compte {events} événements" in document


def test_a_record_of_the_usual_size_is_drawn_event_by_event(sound: Dataset) -> None:
    """Only very many events are counted."""
    assert density.count_if_dense(sound) is None
    assert density.count_if_dense(sound, dense_from=8) is not None


def test_a_record_without_arrondissements_is_counted_too(sound: Dataset) -> None:
    """Everything is then outside."""
    bare = with_columns(sound, "events", arrondissement=np.zeros(len(sound.events), dtype=np.int16))
    bare = with_columns(bare, "arrondissements", arrondissement=np.array([], dtype=np.int64), name=[], geometry=np.array([]))
    grid = density.count(bare)
    assert grid.week.table.tolist() == [np.bincount(np.unique(bare.events["kind"], return_inverse=True)[1]).tolist()]


@pytest.mark.parametrize(
    ("events", "step"),
    [(1, 1), (2, 2), (3, 3), (5, 5), (7, 8), (9, 10), (12, 15), (23, 25), (26, 30), (45, 50), (61, 80), (130, 150), (901, 1000)],
)
def test_the_scale_has_numbers_that_are_easy_to_read(sound: Dataset, events: int, step: int) -> None:
    """Where all squares hold as many events, the scale has one, and the next round number that is not less."""
    kinds, counts = np.zeros(40, dtype=int), np.full(40, events)
    week = density.Layer(np.arange(40), kinds, counts, np.array([[40 * events]]))
    grid = replace(density.count(sound), columns=40, rows=1, days={}, week=week)
    assert density.pack(grid, sound, [])["week_steps"][0] == sorted({1, step})
