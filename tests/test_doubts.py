"""What is allowed and looks wrong is told, one line a cell, and stops nothing."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from semaine_map.cli import main
from semaine_map.record import checks, reading
from semaine_map.record.doubts import doubts
from semaine_map.record.numbers import numbers, tells_hour
from tests.test_agreement import add_column

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PEOPLE = "person_id,name,role,side,fate,note_en,note_fr\n"
PARTICIPANTS = "event_id,person_id,part\n"


def change(table: Path, key: str, **cells: str) -> None:
    """Set ``cells`` in the row of ``table`` that begins with ``key``."""
    with table.open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    for row in rows:
        if next(iter(row.values())) == key:
            row.update(cells)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def found(folder: Path) -> list[str]:
    """Return what looks wrong in a record that is sound."""
    record = reading.read(folder)
    checks.check(record)
    return [str(doubt) for doubt in doubts(record)]


def test_the_sound_record_raises_no_doubt(copy_record: Callable[..., Path]) -> None:
    """A record made before witnesses had numbers of their own is not asked for them."""
    assert found(copy_record()) == []


@pytest.mark.parametrize(
    ("event", "cells", "reason"),
    [
        ("gate-capture", {"title_en": "one two three four five six seven eight nine"}, "title_en: has 9 words"),
        (
            "gate-capture",
            {"title_en": "Forty prisoners", "title_fr": "Quarante prisonniers"},
            "kind: prisoners are taken by an arrest",
        ),
        ("street-fire", {"title_en": "A house", "summary_en": "Shells break its front."}, "kind: no word of its texts in 'en'"),
        ("square-fight", {"kind": "battery"}, "kind: no word of its texts in 'en' tells that it is of the kind 'battery'"),
        ("gate-capture", {"summary_en": "It is said to be taken."}, "certainty: certain, though its summary tells it by hearsay"),
        (
            "gate-capture",
            {"edtf": "[1871-05-21..1871-05-23]"},
            "edtf: '[1871-05-21..1871-05-23]' ends on another day than the row",
        ),
        ("gate-capture", {"summary_en": "Forty men pass.", "summary_fr": "Trente hommes passent."}, "different numbers: 30, 40"),
    ],
)
def test_a_row_that_looks_wrong_is_named(
    event: str, cells: dict[str, str], reason: str, copy_record: Callable[..., Path]
) -> None:
    """Each pattern of a doubtful row is told with its line, its column and the reason."""
    folder = copy_record()
    change(folder / "events.csv", event, **cells)
    assert [line for line in found(folder) if reason in line]


def test_a_contradicted_event_is_not_certain(copy_record: Callable[..., Path]) -> None:
    """A witness against the event or its beginning leaves a doubt on the row that calls it certain."""
    folder = copy_record()
    change(
        folder / "citations.csv", "gate-capture", stance="contradicts", about="start", claim="at nine", claim_fr="à neuf heures"
    )
    assert any("certainty: certain, though a witness contradicts" in line for line in found(folder))


def test_a_contradiction_counts_for_the_other_row_of_the_same_thing(copy_record: Callable[..., Path]) -> None:
    """Who has the square taken on another day leaves a doubt on its other capture too, not on its barricade: that is its end."""
    folder = copy_record()
    change(folder / "events.csv", "square-fight", kind="capture", start="1871-05-23", certainty="less-certain")
    change(folder / "events.csv", "square-barricade", kind="capture", end="1871-05-23")
    change(folder / "citations.csv", "square-fight", stance="contradicts", about="start", claim="on Friday", claim_fr="vendredi")
    assert not any("of the same place" in line for line in found(folder))
    add_column(folder / "citations.csv", "says_start", {"square-fight": "1871-05-26"})
    reason = "events.csv:4:certainty: certain, though visitor contradicts 'square-fight', of the same place"
    assert [line for line in found(folder) if "of the same place" in line] == [reason]
    for day in ("1871-05-22", "1871-05-23"):
        change(folder / "citations.csv", "square-fight", says_start=day)
        assert not any("of the same place" in line for line in found(folder))
    change(folder / "events.csv", "square-fight", certainty="certain")
    change(folder / "citations.csv", "square-fight", about="event")
    assert [line for line in found(folder) if ":6:certainty:" in line] == [
        "events.csv:6:certainty: certain, though a witness contradicts the event or its start"
    ]
    assert reason in found(folder)
    change(folder / "events.csv", "square-barricade", kind="barricade")
    assert not any("of the same place" in line for line in found(folder))


def test_nobody_acts_for_certain_after_a_witness_has_them_dead(copy_record: Callable[..., Path]) -> None:
    """A death that one witness sets earlier leaves a doubt on what its victim does in between, not on other rows."""
    folder = copy_record()
    (folder / "people.csv").write_text(PEOPLE + "one,A. One,guard,commune,executed,,\n", encoding="utf-8")
    rows = "gate-capture,one,acts\nsquare-fight,one,arrested\nstreet-execution,one,killed\n"
    (folder / "participants.csv").write_text(PARTICIPANTS + rows, encoding="utf-8")
    change(folder / "citations.csv", "street-execution", stance="contradicts", about="start")
    add_column(folder / "citations.csv", "says_start", {"street-execution": "1871-05-23"})
    doubtful = [line for line in found(folder) if "dead by" in line]
    assert doubtful == ["events.csv:6:certainty: certain, though chronicler has 'one' dead by 1871-05-23"]
    change(folder / "citations.csv", "street-execution", says_start="1871-05-25")
    assert not any("dead by" in line for line in found(folder))


def test_a_day_that_no_text_gives_is_not_certain(copy_record: Callable[..., Path]) -> None:
    """Where a claim says that there is no day, another witness must give one."""
    folder = copy_record()
    change(folder / "citations.csv", "gate-capture", claim="no day; told with the square", claim_fr="sans jour ; avec la place")
    assert any("events.csv:2:certainty: certain, though its texts give no day" in line for line in found(folder))
    add_column(folder / "citations.csv", "says_start", {"gate-capture": "1871-05-21T15:00"})
    assert not any("give no day" in line for line in found(folder))


def test_the_numbers_of_a_row_are_those_of_its_witnesses(copy_record: Callable[..., Path]) -> None:
    """The lowest and the highest that any claims; none where all are silent."""
    folder = copy_record()
    add_column(folder / "citations.csv", "says_killed_min", {"square-fight": "4"})
    add_column(folder / "citations.csv", "says_killed_max", {"square-fight": "6"})
    assert any("killed_min: the witnesses claim 4 to 6, the row says otherwise" in line for line in found(folder))
    change(folder / "events.csv", "square-fight", killed_min="4", killed_max="6")
    assert not any("square-fight" in line or "4 to 6" in line for line in found(folder))


def test_a_row_stays_within_what_its_witnesses_say(copy_record: Callable[..., Path]) -> None:
    """A day and a place that no supporting witness gives are told, a date marked as doubtful is not."""
    folder = copy_record()
    add_column(folder / "citations.csv", "says_start", {"square-fight": "1871-05-25"})
    add_column(folder / "citations.csv", "says_place_id", {"square-fight": "west-gate"})
    doubtful = found(folder)
    assert any("start: '1871-05-24' is not a day that its witnesses give: 1871-05-25" in line for line in doubtful)
    assert any("place_id: its witnesses have it elsewhere: west-gate" in line for line in doubtful)
    change(folder / "events.csv", "square-fight", edtf="1871-05-24?")
    assert not any("is not a day" in line for line in found(folder))


def test_an_hour_in_a_claim_stands_in_the_witness_s_own_time(copy_record: Callable[..., Path]) -> None:
    """What a reader sees as an hour, a program reads as one."""
    folder = copy_record()
    add_column(folder / "citations.csv", "says_start", {"gate-capture": "1871-05-21"})
    change(
        folder / "citations.csv", "gate-capture", about="start", claim="at half past three", claim_fr="à trois heures et demie"
    )
    assert any("says_start: has no hour" in line for line in found(folder))
    change(folder / "citations.csv", "gate-capture", says_start="1871-05-21T15:30")
    assert not any("has no hour" in line for line in found(folder))


def test_an_hour_lies_in_its_part_of_the_day(copy_record: Callable[..., Path]) -> None:
    """Three in the afternoon is no morning; one o'clock is noon to some and afternoon to others."""
    folder = copy_record()
    change(folder / "events.csv", "gate-capture", start="1871-05-21T15:00", part_of_day="morning")
    assert any("part_of_day: is 'morning', but 15:00 is in the afternoon" in line for line in found(folder))
    for part, hour in {"noon": "13:00", "afternoon": "13:30", "dawn": "06:15", "night": "03:59", "evening": "22:30"}.items():
        change(folder / "events.csv", "gate-capture", start=f"1871-05-21T{hour}", part_of_day=part)
        assert not any("part_of_day" in line for line in found(folder)), (part, hour)


def test_a_name_has_one_spelling(copy_record: Callable[..., Path]) -> None:
    """What the table of spellings says to avoid is found as a whole word."""
    folder = copy_record()
    (folder / "spelling.csv").write_text("avoid,use,note\narmy,Army,\n", encoding="utf-8")
    assert any("title_en: 'army' is spelt 'Army'" in line for line in found(folder))


def test_nobody_acts_after_death(copy_record: Callable[..., Path]) -> None:
    """Killed on the 21st and commanding on the 24th is told; being judged afterwards is not."""
    folder = copy_record()
    (folder / "people.csv").write_text(PEOPLE + "one,A. One,guard,commune,killed,,\n", encoding="utf-8")
    rows = "gate-capture,one,killed\nsquare-fight,one,commands\nsquare-burial,one,judged\n"
    (folder / "participants.csv").write_text(PARTICIPANTS + rows, encoding="utf-8")
    doubtful = [line for line in found(folder) if line.startswith("participants.csv")]
    assert doubtful == ["participants.csv:3:person_id: 'one' died by 1871-05-21, the event is of 1871-05-24"]


def test_a_doubt_stops_nothing(copy_record: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """``validate`` calls the record sound, and says what to look at."""
    folder = copy_record()
    change(folder / "events.csv", "gate-capture", title_en="The army enters by the gate in the west")
    assert main(["validate", "--geodata", str(folder)]) == 0
    printed = capsys.readouterr()
    assert "sound" in printed.out
    assert printed.err.splitlines()[-1] == "1 cell looks wrong, and may be right"


@pytest.mark.parametrize(
    ("english", "french", "value"),
    [
        ("forty-two men and three women", "quarante-deux hommes et trois femmes", {42, 3}),
        ("1,907 corpses", "1\u202f907 corps", {1907}),
        ("a hundred and fifty; three thousand six hundred", "cent cinquante ; trois mille six cents", {150, 3600}),
        ("ninety-seven, seventy-one and eighty", "quatre-vingt-dix-sept, soixante et onze et quatre-vingts", {97, 71, 80}),
        ("the 11th, about noon", "le XIe, vers midi", {11, 12}),
        ("the Pont-Neuf, by one or two", "le Pont-Neuf, par un ou deux", set()),
        ("a wall twenty feet high", "un mur haut de six mètres", None),
    ],
)
def test_numbers_are_read_alike_in_both_languages(english: str, french: str, value: set[int] | None) -> None:
    """Figures, words, dozens and ordinals in figures; measures are left alone."""
    assert numbers(english, "en") == value
    assert numbers(french, "fr") == value


@pytest.mark.parametrize(
    ("claim", "tells"),
    [
        ("towards nine", True),
        ("at half past two, by Douay", True),
        ("before four", False),
        ("at three points", False),
        ("on the 24th", False),
    ],
)
def test_an_hour_is_told_from_a_number(claim: str, tells: bool) -> None:  # noqa: FBT001 - a value expected
    """A clock time, not a count, and not a bound."""
    assert tells_hour(claim, "en") is tells
