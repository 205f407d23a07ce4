"""A record of very many events: the page stays small, opens from the disk under the same policy, and says what it leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from semaine_map import chronicle as joined
from semaine_map import days, exports, maps
from semaine_map.build import build
from tests.conftest import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.chronicle import Chronicle


@pytest.fixture
def nine_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the nine events of the sound record count as very many."""
    monkeypatch.setattr(joined, "LARGE", 5)
    monkeypatch.setattr(maps, "LARGEST_PLAIN", 1_000)


@pytest.mark.usefixtures("nine_are_many")
def test_a_large_record_is_read_like_any_other(sound: Chronicle, tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """Deflated data are inflated; day, list and card work; about says, in both languages, where the summaries are."""
    document = maps.html(sound, days.states(sound))
    assert "Paving stones close the square" not in document
    assert 'id="semaine-data" data-packed="deflate"' in document
    assert "unsafe" not in (re.findall(r'Content-Security-Policy" content="([^"]*)"', document) or ["unsafe"])[0]
    (tmp_path / "index.html").write_text(document, encoding="utf-8", newline="\n")
    page = open_page(tmp_path / "index.html", "#1871-05-22/square-barricade")
    card = page.locator("#card")
    expect(card).to_contain_text("Barricade of the square")
    expect(card).to_contain_text("Chronicler 1876")
    expect(card).not_to_contain_text("undefined")
    expect(card).not_to_contain_text("null")
    page.keyboard.press("Escape")
    page.click("#open-about")
    expect(page.locator("#about")).to_contain_text("The summaries of these 9 events are not in this page")
    page.keyboard.press("Escape")
    page.click("#switch-language")
    page.click("#open-about")
    expect(page.locator("#about")).to_contain_text("Les résumés de ces 9 événements ne sont pas dans cette page")


@pytest.mark.usefixtures("nine_are_many")
def test_a_large_build_makes_what_can_be_borne_and_keeps_every_word(tmp_path: Path) -> None:
    """No wall sheets, no documents to be read as one; the summaries are whole in the exports."""
    made = {one.path for one in build(SOUND, tmp_path)}
    assert {"index.html", "days/1871-05-28.html", "gis/events.geojson", "gis/parquet/events.parquet"} <= made
    assert not [path for path in made if path.startswith("sheets/") or path.endswith((".kmz", ".jsonld"))]
    assert "Paving stones close the square." in (tmp_path / "gis" / "events.geojson").read_text(encoding="utf-8")


def test_every_format_fits_a_record_of_the_usual_size(sound: Chronicle) -> None:
    """Only a large one is cut short."""
    assert exports.fitting(sound) == list(exports.FORMATS)
