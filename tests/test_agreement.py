"""The tables of a record agree with each other, and one made before a table or a column came still reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semaine_map import errors
from semaine_map.build import load
from semaine_map.record import checks, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WITNESSES = "table,key,source_id,locator,stance,claim,claim_fr\n"
SCENES = "scene_id,seq,day,part_of_day,title_en,title_fr,text_en,text_fr,lon,lat,zoom\n"
NAMED = "scene_id,event_id,seq,words_en,words_fr\n"


def faults(folder: Path) -> list[str]:
    """Return what is wrong in ``folder``, a line a fault."""
    try:
        checks.check(reading.read(folder))
    except errors.RecordError as error:
        return str(error).splitlines()
    return []


def add_column(table: Path, name: str, values: dict[str, str]) -> None:
    """Give ``table`` a last column ``name``: ``values`` by the id that a row begins with, else empty."""
    header, *rows = table.read_text(encoding="utf-8").splitlines()
    lines = [f"{header},{name}", *(f"{row},{values.get(row.split(',')[0], '')}" for row in rows)]
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_column_that_came_later_may_be_missing(copy_record: Callable[..., Path]) -> None:
    """A table without it reads as if it were empty, and one that has it is read by it."""
    folder = copy_record()
    assert set(reading.read(folder).tables["events"].columns["seq"]) == {""}
    add_column(folder / "events.csv", "seq", {"gate-capture": "1"})
    assert faults(folder) == []
    assert reading.read(folder).tables["events"].columns["seq"][0] == "1"


def test_the_order_told_within_a_day_is_that_of_the_list(copy_record: Callable[..., Path]) -> None:
    """What comes first by ``seq`` is never listed after, though it has no hour and the other has one."""
    folder = copy_record()
    before = list(load(folder).events["id"])
    assert before.index("gate-capture") < before.index("fort-headquarters")
    add_column(folder / "events.csv", "seq", {"gate-capture": "2", "fort-headquarters": "1"})
    after = list(load(folder).events["id"])
    assert after.index("fort-headquarters") < after.index("gate-capture")


def test_a_code_that_came_later_has_words_without_the_record_s_own(copy_record: Callable[..., Path]) -> None:
    """A record made before there was damage has a word for it in both languages."""
    words = load(copy_record()).words
    assert (words["en"]["kind"]["damage"], words["fr"]["kind"]["damage"]) == ("Damage", "Dégâts")


def test_a_further_witness_speaks_of_a_row_that_is_there(copy_record: Callable[..., Path]) -> None:
    """The whole key names one row, the beginning of it several, anything else is a fault."""
    folder = copy_record()
    rows = "control,1871-05-21/1,visitor,list,supports,,\nfronts,1871-05-21/main,visitor,list,contradicts,elsewhere,ailleurs\n"
    (folder / "witnesses.csv").write_text(WITNESSES + rows, encoding="utf-8")
    assert faults(folder) == []
    (folder / "witnesses.csv").write_text(WITNESSES + "control,1871-05-21/9,visitor,list,supports,,\n", encoding="utf-8")
    assert "witnesses.csv:2:key: '1871-05-21/9' names no row of control.csv" in faults(folder)


def test_the_words_of_a_scene_stand_in_its_text(copy_record: Callable[..., Path]) -> None:
    """A link on words that the reader cannot find is reported, in each language."""
    folder = copy_record()
    scene = "one,1,1871-05-21,,The gate,La porte,The army enters by the gate.,L’armée entre par la porte.,2.31,48.86,15\n"
    (folder / "scenes.csv").write_text(SCENES + scene, encoding="utf-8")
    (folder / "scene_events.csv").write_text(NAMED + "one,gate-capture,1,The army enters,L’armée sort\n", encoding="utf-8")
    assert faults(folder)[0] == "scene_events.csv:2:words_fr: 'L’armée sort' is not in the text of the scene 'one'"


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"says_start": "1871-05-22", "says_end": "1871-05-21"}, "says_end: '1871-05-21' is before the start '1871-05-22'"),
        ({"says_killed_min": "9", "says_killed_max": "7"}, "says_killed_max: '7' is below says_killed_min '9'"),
        ({"says_place_id": "nowhere"}, "says_place_id: 'nowhere' is not in places.csv"),
    ],
)
def test_what_a_witness_says_is_in_order(columns: dict[str, str], reason: str, copy_record: Callable[..., Path]) -> None:
    """A claim that ends before it begins, falls below itself or names no place is a fault of its citation."""
    folder = copy_record()
    for name, value in columns.items():
        add_column(folder / "citations.csv", name, {"gate-capture": value})
    assert [fault for fault in faults(folder) if reason in fault]
