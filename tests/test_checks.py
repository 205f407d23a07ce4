"""Every defect is found, with file, line, column and reason, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semaine_map import errors
from semaine_map.record import checks, edtf_dates, garbled, reading
from tests.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEFECTS = sorted(path.parent.name for path in DATA.glob("*/expected.txt"))


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_reported_with_its_line_and_reason(defect: str, copy_record: Callable[..., Path]) -> None:
    """The report of each broken record is, word for word, the one beside it."""
    with pytest.raises(errors.RecordError) as caught:
        checks.check(reading.read(copy_record(defect)))
    assert str(caught.value) + "\n" == (DATA / defect / "expected.txt").read_text(encoding="utf-8")


def test_the_sound_record_has_no_fault(copy_record: Callable[..., Path]) -> None:
    """A record without defects passes in silence."""
    checks.check(reading.read(copy_record()))


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(copy_record: Callable[..., Path]) -> None:
    """A table saved by a spreadsheet as “CSV UTF-8” reads like any other."""
    folder = copy_record()
    table = folder / "events.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    record = reading.read(folder)
    checks.check(record)
    assert record.tables["events"].columns["event_id"][0] == "gate-capture"


def test_a_line_break_inside_a_cell_does_not_shift_the_lines_reported(copy_record: Callable[..., Path]) -> None:
    """A fault after a cell of two lines is reported at the line where an editor shows it."""
    folder = copy_record("unknown-place")
    table = folder / "events.csv"
    text = table.read_text(encoding="utf-8")
    first, second, *rest = text.splitlines(keepends=True)
    moved = [first, rest[0].replace("The staff watches from the fort.", '"The staff watches\nfrom the fort."'), second, *rest[1:]]
    table.write_text("".join(moved), encoding="utf-8")
    with pytest.raises(errors.RecordError) as caught:
        checks.check(reading.read(folder))
    assert [fault.line for fault in caught.value.faults] == [4]


def test_what_stands_before_a_quote_left_open_is_judged_too(copy_record: Callable[..., Path]) -> None:
    """Rows are read many at a time: those read before the reader stumbles are not lost with it."""
    folder = copy_record()
    table = folder / "places.csv"
    first, second, *rest = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([first, second.replace(",2.", ",x2.", 1), *rest]).rstrip() + '\n"', encoding="utf-8")
    with pytest.raises(errors.RecordError) as caught:
        checks.check(reading.read(folder))
    assert [fault.column for fault in caught.value.faults] == ["lon", "file"]


def test_many_texts_are_judged_at_once_as_each_alone() -> None:
    """One wrong text among many sound ones is not passed over with them, wherever it stands."""
    sound = ["", "Rue Haxo", "deux\nlignes", "n° 5 # 7", "nothing"]
    assert garbled.is_plain(sound)
    for wrong in ("caf\u00c3\u00a9", "#REF!", "a\x07b", "NaN", "x" * (garbled.LONGEST_TEXT + 1), "l\ufffdtre"):
        assert not garbled.is_plain([*sound, wrong]), wrong
        assert not garbled.is_plain([wrong, *sound]), wrong


def test_a_usual_date_is_one_that_the_parser_reads() -> None:
    """What is passed without the parser of EDTF is never more than it would pass."""
    ends = ["1871-05-24", "1871-05-25?", "1871-05-26~", "1871-05-27%", "..", "1871-05-2X", "1871-05-32", "1871-05", ""]
    others = ["1871-02-30", "1871-13-2X", "1871-05-2X~", "0000-01-01"]
    found = {*ends, *others, *(f"{first}/{last}" for first in ends for last in ends)}
    found |= {"[1871-05-24..1871-05-29]", "[1871-05-24, 1871-05-26]", "[1871-05-24,1871-05-32]", "[1871-05-24..]"}
    usual = {value for value in found if edtf_dates.is_usual(value)}
    assert len(usual) == 6 + 1 + 5 * 5 + 2 * 5 + 1 + 2, "dates, a decade of days, intervals, those open on one side or both, sets"
    assert [value for value in usual if not edtf_dates.parses(value)] == []


@pytest.mark.parametrize(
    ("value", "inside", "outside"),
    [
        ("1871-21", "1871-03-20", "1872-05-01"),
        ("1871-03-18/", "1871-03-20", "1871-03-17"),
        ("/1871-03-18", "1871-03-18", "1871-03-19"),
        ("1871-03", "1871-03-31", "1871-04-01"),
        ("187X", "1879-12-31", "1880-01-01"),
        ("[1871-05-24..1871-05-29]", "1871-05-29", "1871-05-22"),
        ("[1871-05, 1871-07-02]", "1871-05-22", "1871-07-03"),
        ("..", "0001-01-01", None),
    ],
)
def test_a_date_in_edtf_holds_the_days_that_it_means(value: str, inside: str, outside: str | None) -> None:
    """A season, an end unknown or open, a month, a decade, one of a set."""
    assert edtf_dates.holds(value, inside)
    assert outside is None or not edtf_dates.holds(value, outside)


def test_what_the_parser_of_dates_trips_over_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    """A month of which a digit is unknown makes it fail inside, and print; so does an interval without a beginning or an end."""
    assert "is not EDTF" in (edtf_dates.reason("1871-1X") or "")
    assert "is not EDTF" in (edtf_dates.reason("/..") or "")
    assert capsys.readouterr().out == ""


def test_a_folder_that_is_none_is_a_plain_mistake(tmp_path: Path) -> None:
    """A wrong --geodata is named, without a traceback's detail."""
    with pytest.raises(errors.UsageError, match="is not a folder"):
        reading.read(tmp_path / "nowhere")
