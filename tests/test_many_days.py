"""A record of very many days: pages that lead into the atlas, one wall sheet, and each on request; all of it said in a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semaine_map.build import build
from semaine_map.record.bring.rows import Wishes
from semaine_map.record.bring.starter import starter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a record of five days, of which three have events, where four are already too many."""
    monkeypatch.setattr("semaine_map.history.dataset.MOST_SHEETS", 4)
    folder = tmp_path / "record"
    folder.mkdir()
    for name, text in starter("my-village", Wishes()).items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write("last_day = 1901-03-05\n")
    return folder


def test_pages_are_small_and_sheets_on_request(many: Path, tmp_path: Path) -> None:
    """Only days with events have a page, of a few lines; a sheet of each day is made when it is asked for."""
    told: list[str] = []
    build(many, tmp_path / "output", warn=told.append)
    pages = sorted((tmp_path / "output" / "days").iterdir())
    assert [page.name for page in pages] == [f"1901-03-0{day}.html" for day in (1, 2, 3)]
    assert all(page.stat().st_size < 1000 for page in pages)
    assert f"../index.html#{pages[0].stem}" in pages[0].read_text(encoding="utf-8")
    assert [sheet.name for sheet in (tmp_path / "output" / "sheets" / "en").glob("*.pdf")] == ["week.pdf"]
    assert [word for word in told if "5 days" in word and "--all-sheets" in word]
    told.clear()
    build(many, tmp_path / "output", warn=told.append, every_sheet=True)
    assert len(list((tmp_path / "output" / "sheets" / "en").glob("1901-*.pdf"))) == 5
    assert not [word for word in told if "--all-sheets" in word]
