"""Every defect is found, with file, line, column and reason, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semaine_map import catalog, checks, errors
from tests.conftest import DATA

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DEFECTS = sorted(path.parent.name for path in DATA.glob("*/expected.txt"))


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_reported_with_its_line_and_reason(defect: str, copy_record: Callable[..., Path]) -> None:
    """The report of each broken record is, word for word, the one beside it."""
    with pytest.raises(errors.RecordError) as caught:
        checks.check(catalog.read(copy_record(defect)))
    assert str(caught.value) + "\n" == (DATA / defect / "expected.txt").read_text(encoding="utf-8")


def test_the_sound_record_has_no_fault(copy_record: Callable[..., Path]) -> None:
    """A record without defects passes in silence."""
    checks.check(catalog.read(copy_record()))


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault(copy_record: Callable[..., Path]) -> None:
    """A table saved by a spreadsheet as “CSV UTF-8” reads like any other."""
    folder = copy_record()
    table = folder / "events.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))
    record = catalog.read(folder)
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
        checks.check(catalog.read(folder))
    assert [fault.line for fault in caught.value.faults] == [4]


def test_a_folder_that_is_none_is_a_plain_mistake(tmp_path: Path) -> None:
    """A wrong --geodata is named, without a traceback's detail."""
    with pytest.raises(errors.UsageError, match="is not a folder"):
        catalog.read(tmp_path / "nowhere")
