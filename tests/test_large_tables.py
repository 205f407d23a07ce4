"""The texts of large tables lie in Arrow's room instead of Python's: nobody who reads or writes them sees a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semaine_map import errors
from semaine_map.build import load
from semaine_map.exports import gather, write
from semaine_map.history.days import NOT_YET
from semaine_map.record import checks, reading
from semaine_map.record.texts import LARGE_BYTES, Texts
from tests.conftest import DATA, SOUND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORMATS = ("geojson", "gpkg", "kmz", "parquet", "fgb", "csv", "jsonld")


@pytest.fixture
def every_table_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any file count as large, and pack its texts two at a time, so that each column is put together of several parts."""
    monkeypatch.setattr("semaine_map.record.reading.LARGE_BYTES", 0)
    monkeypatch.setattr(reading, "_PACKED", 1)
    monkeypatch.setattr(reading, "_BATCH", 2)


def test_the_same_files_come_of_a_table_however_it_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format has the same bytes, empty texts being null in both."""
    for name, most in (("small", LARGE_BYTES), ("large", 0)):
        monkeypatch.setattr("semaine_map.record.reading.LARGE_BYTES", most)
        kit = gather(load(SOUND))
        assert isinstance(kit.dataset.tables["events"]["summary_en"], Texts) == (name == "large")
        write(kit, tmp_path / name, FORMATS)
    small, large = ({path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
                    for folder in (tmp_path / "small", tmp_path / "large"))  # fmt: skip
    assert [path for path in small if small[path] != large.get(path)] == []
    assert small.keys() == large.keys()


@pytest.mark.usefixtures("every_table_is_large")
def test_a_defect_of_a_large_table_is_reported_as_that_of_a_small_one(copy_record: Callable[..., Path], tmp_path: Path) -> None:
    """What is read many rows at a time, and packed, is judged by the same rules, at the same lines."""
    seen = 0
    for expected in sorted(DATA.glob("*/expected.txt")):
        with pytest.raises(errors.RecordError) as caught:
            checks.check(reading.read(copy_record(expected.parent.name)))
        assert str(caught.value) + "\n" == expected.read_text(encoding="utf-8"), expected.parent.name
        (tmp_path / "record").rename(tmp_path / expected.parent.name)
        seen += 1
    assert seen


def test_layers_that_repeat_events_have_those_of_their_kind() -> None:
    """Barricades, fires and executions are made when asked for, of the very rows of the events."""
    kit = gather(load(SOUND))
    for name, kind in (("barricades", "barricade"), ("fires", "fire"), ("executions", "execution")):
        events = kit["events"]
        assert list(kit[name]["id"]) == list(events.loc[events["kind"] == kind, "id"])
        assert name not in kit.distinct


def test_to_ask_whether_there_is_a_layer_does_not_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a large record each would be a copy of its events."""
    text = gather(load(SOUND)).text
    monkeypatch.setattr(type(text), "__getitem__", lambda *_: pytest.fail("was made"))
    assert "fires" in text
    assert "no such layer" not in text


def test_the_states_by_day_are_those_of_the_days() -> None:
    """The table has each event on each day from its first on, in the order of days and events, with its status."""
    kit = gather(load(SOUND))
    ids = kit.dataset.tables["events"]["id"]
    wanted = [
        (event, state.day, status)
        for state in kit.dataset.states
        for event, status in zip(ids, state.statuses, strict=True)
        if status != NOT_YET
    ]
    table = kit["events_by_day"]
    assert list(zip(table["event_id"], table["day"].dt.strftime("%Y-%m-%d"), table["status"], strict=True)) == wanted
    assert set(table["is_of_day"]) == {"yes", "no"}


def test_texts_are_read_as_a_list() -> None:
    """Rows, slices and chosen rows are those of the list that they were made of."""
    words = ["un", "", "déjà", "quatre"]
    texts = Texts.joined([Texts.of(words[:1]), Texts.of(words[1:])])
    assert (list(texts), len(texts), texts[2], texts[-1], list(texts[1:3])) == (words, 4, "déjà", "quatre", ["", "déjà"])
    assert list(texts.take([3, 0])) == ["quatre", "un"]
    assert texts[1:].without_empty().to_pylist() == [None, "déjà", "quatre"]
