"""The rules that put a thing on a day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from semaine_map.build import load
from semaine_map.history import calendar, days

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

WEEK = [f"1871-05-{n}" for n in range(21, 29)]


def story(dataset: Dataset, event: str) -> str:
    """Return the statuses of an event through the week, a letter a day."""
    row = list(dataset.events["id"]).index(event)
    return "".join(state.statuses[row][:1] or "." for state in dataset.states)


@pytest.mark.parametrize(
    ("event", "expected", "why"),
    [
        ("gate-capture", "teeeeeee", "today, then earlier"),
        ("square-barricade", ".ssff" + "ttt", "fought on the day of a fight at its place and on the day it falls, then taken"),
        ("street-barricade", "..ss" + "tttt", "no fall is told: taken once the front has passed it, on the 25th"),
        ("street-fire", "...bbrrr", "burns from its first to its last day, then a ruin"),
        ("street-fire-saved", ".....tee", "what was saved is not shown burning, and leaves no ruin"),
        ("fort-headquarters", "tttttttt", "without a recorded end a headquarters lasts"),
        ("square-burial", ".......t", "what ends after the week is cut there"),
    ],
)
def test_an_event_has_the_right_status_on_each_day(sound: Dataset, event: str, expected: str, why: str) -> None:
    """The eight statuses of one event, by their first letters."""
    # A headquarters starts with the letter of "today", as a capture does.
    assert story(sound, event) == expected, why


def test_without_a_front_a_barricade_is_taken_with_its_arrondissement(copy_record: Callable[..., Path]) -> None:
    """A record that draws no front has its control table to go by: the arrondissement is the army's on the 26th."""
    folder = copy_record()
    (folder / "fronts.csv").unlink()
    assert story(load(folder), "street-barricade") == "..sss" + "ttt"


def test_the_week_has_eight_days_named_by_date(sound: Dataset) -> None:
    """21 to 28 May, by ISO date, whatever the time zone of the machine."""
    assert [state.day for state in sound.states] == WEEK


@pytest.mark.parametrize(("certainty", "edtf"), [("uncertain", ""), ("certain", "[1871-05-24..1871-05-25]")])
def test_a_fight_of_no_sure_day_does_not_make_a_barricade_fought(
    certainty: str, edtf: str, copy_record: Callable[..., Path]
) -> None:
    """What may have happened on another day, or not at all, says nothing about the barricade on one day."""
    folder = copy_record()
    assert story(load(folder), "square-barricade") == ".ssff" + "ttt"
    table = folder / "events.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    header = rows[0].split(",")
    for n, row in enumerate(rows):
        if row.startswith("square-fight,"):
            cells = row.split(",")
            cells[header.index("edtf")], cells[-1] = edtf, certainty
            rows[n] = ",".join(cells)
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert story(load(folder), "square-barricade") == ".sssf" + "ttt"
    doubtful = [("fight", certainty, bool(edtf), "1871-05-24", None, "old-square")]
    assert days.fight_spans(doubtful) == {}


UNDATED = [
    ("certain", "[1871-05-24..1871-05-29]", "1871-05-24", "1871-05-29", True),
    ("certain", "[1871-05-24, 1871-05-26]", "1871-05-24", "1871-05-26", True),
    ("certain", "1871-05-2X", "1871-05-21", None, True),
    ("uncertain", "1871-05", "1871-05-21", None, True),
    ("uncertain", "1871-05-24/1871-05-29", "1871-05-24", "1871-05-29", True),
    ("uncertain", "", "1871-05-24", "1871-05-29", True),
    ("certain", "1871-05-24/1871-05-29", "1871-05-24", "1871-05-29", False),
    ("certain", "{1871-05-24..1871-05-29}", "1871-05-24", "1871-05-29", False),
    ("uncertain", "", "1871-05-24", None, False),
    ("less-certain", "1871-05-24~", "1871-05-24", None, False),
]


@pytest.mark.parametrize(("certainty", "edtf", "start", "end", "undated"), UNDATED)
def test_one_unknown_day_among_several_is_undated(certainty: str, edtf: str, start: str, end: str | None, undated: bool) -> None:  # noqa: FBT001 - a value expected
    """One of a set, and a date coarser than a day; an interval means throughout, unless the event is uncertain."""
    assert days.is_undated(certainty, edtf, start, end) is undated


def test_what_may_have_happened_on_a_day_is_undated_on_it(copy_record: Callable[..., Path]) -> None:
    """A fire of one unknown day burns on none of them, and is a ruin when they are over."""
    folder = copy_record()
    table = folder / "events.csv"
    text = table.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("street-fire,"))
    assert story(load(folder), "street-fire") == "...bbrrr"
    cells = row.split(",")
    cells[text.splitlines()[0].split(",").index("edtf")] = "[1871-05-24..1871-05-25]"
    table.write_text(text.replace(row, ",".join(cells)), encoding="utf-8")
    assert story(load(folder), "street-fire") == "...uurrr"


@pytest.mark.parametrize(
    ("edtf", "time", "part", "expected"),
    [
        ("1871-05-24", "19:30", "evening", "hour"),
        ("1871-05-24", None, "evening", "part"),
        ("1871-05-24", None, "", "day"),
        ("1871-05-24~", None, "", "about"),
        ("1871-05-24/1871-05-25", None, "", "days"),
        ("[1871-05-24..1871-05-25]", None, "", "undated"),
    ],
)
def test_an_event_says_how_closely_it_is_dated(edtf: str, time: str | None, part: str, expected: str) -> None:
    """From the hour to one day of several, unknown which."""
    end = "1871-05-25" if expected in ("days", "undated") else None
    undated = days.is_undated("certain", edtf, "1871-05-24", end)
    assert days.dating(edtf, "1871-05-24", end, time, part, undated=undated) == expected


def test_no_day_of_the_real_week_is_empty(real: Dataset) -> None:
    """Each of the eight days has events that begin on it."""
    starts = set(real.events["start"])
    assert starts >= set(WEEK)
    for state in real.states:
        statuses = zip(real.events["start"], state.statuses, strict=True)
        assert any(days.is_of(state.day, start, one) for start, one in statuses), state.day


def test_what_has_begun_never_disappears(real: Dataset) -> None:
    """Once on the map, an event stays on it: it only changes its status."""
    for before, after in pairwise(real.states):
        lost = [
            event
            for event, was, now in zip(real.events["id"], before.statuses, after.statuses, strict=True)
            if was != days.NOT_YET and now == days.NOT_YET
        ]
        assert not lost


def test_the_army_never_gives_ground_back(real: Dataset) -> None:
    """An arrondissement goes from Commune to contested to army, and all are the army's at the end."""
    rank = {"commune": 0, "contested": 1, "versailles": 2}
    for before, after in pairwise(real.states):
        for number, holder in before.control.items():
            assert rank[after.control[number]] >= rank[holder], (after.day, number)
    assert set(real.states[-1].control.values()) == {"versailles"}
    assert sorted(real.states[0].control) == list(range(1, 21))


@pytest.mark.parametrize(
    ("status", "is_of_it"),
    [
        ("standing", True), ("fought", True), ("burning", True), ("today", True), ("undated", True),
        ("taken", False), ("ruined", False), ("earlier", False), (days.NOT_YET, False),
    ],
)  # fmt: skip
def test_a_day_counts_what_goes_on_or_may_have_happened_on_it(status: str, *, is_of_it: bool) -> None:
    """Of what is over, only what began on the day itself is of it."""
    assert days.is_of("1871-05-25", "1871-05-24", status) is is_of_it
    assert days.is_of("1871-05-24", "1871-05-24", status)


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        ("00:30", "small-hours"), ("03:59", "small-hours"), ("04:00", "dawn"), ("06:00", "morning"), ("11:59", "morning"),
        ("12:30", "noon"), ("13:00", "afternoon"), ("18:00", "evening"), ("22:59", "evening"), ("23:00", "night"), ("", ""),
    ],
)  # fmt: skip
def test_an_hour_is_in_a_part_of_the_day(hour: str, part: str) -> None:
    """Noon is the hour of twelve, and the night that a day begins with is not the one that ends it."""
    assert days.part_listed(hour, "") == part


def test_the_days_of_the_week_have_their_names() -> None:
    """From a Sunday to a Sunday, in both languages; a month has none."""
    named = {language: [calendar.weekday(language, f"1871-05-{day}") for day in range(21, 29)] for language in ("en", "fr")}
    assert named["en"] == ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert named["fr"] == ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
    assert calendar.weekday("en", "1871-05") == ""
    assert [calendar.month("en", f"1871-{number:02}")[:3] for number in range(1, 13)] == (
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    )
    assert [calendar.date_text("fr", f"1871-{number:02}-01") for number in (1, 2, 8, 12)] == (
        ["1er\u00a0janvier\u00a01871", "1er\u00a0février\u00a01871", "1er\u00a0août\u00a01871", "1er\u00a0décembre\u00a01871"]
    )


def test_a_text_of_days_has_its_like_for_months_and_years() -> None:
    """An atlas by months says what is said of months, where there is a text of its own, and nothing of years."""
    texts = {"next": "Next day", "next_month": "Next month", "next_year": "Next year", "play": "Play"}
    assert calendar.by_step(texts, "day") == {"next": "Next day", "play": "Play"}
    assert calendar.by_step(texts, "month") == {"next": "Next month", "play": "Play"}
    assert calendar.by_step(texts, "year") == {"next": "Next year", "play": "Play"}
