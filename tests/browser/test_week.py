"""The whole week on one map, and its evenings side by side."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DAYS
from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

WEEK = "#1871-05-24?view=week"

KEEP_TEXT = """() => {
  const kept = window.keptText = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    kept.push(text);
    return write.call(this, text, ...rest);
  };
}"""


def counts(page: Page) -> dict[str, Any]:
    """Return what the map says that it has drawn."""
    return json.loads(page.get_attribute("#atlas", "data-drawn") or "{}")  # type: ignore[no-any-return]


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_week_bears_the_numbers_of_its_days(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The ground that each day took bears that day's number; on a phone those for which there is room."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    page.evaluate(f"({KEEP_TEXT})()")
    page.click("#week")
    page.wait_for_timeout(500)
    numbers = {text for text in page.evaluate("window.keptText") if re.fullmatch(r"2[1-8]", text)}
    expected = {day[-2:] for day in DAYS}
    assert numbers >= (expected if window is DESKTOP else expected - {"21"})


def test_signs_come_when_asked_for(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """The week opens without signs; the switch counts all events, shows them, and stands in the address."""
    page = open_page(atlas / "index.html", WEEK)
    assert counts(page)["full"] + counts(page)["small"] + counts(page)["bubbles"] == 0
    switch = page.locator("#week-signs")
    expect(switch).to_contain_text(f"{len(real.events):,}")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    page.wait_for_url("**/*signs=yes*")
    page.wait_for_function("() => JSON.parse(document.getElementById('atlas').dataset.drawn).full > 0")
    assert 8 <= counts(page)["full"] <= 15
    assert counts(page)["bubbles"] > 10
    again = open_page(atlas / "index.html", page.evaluate("location.hash"))
    assert counts(again)["bubbles"] > 10


def test_the_tints_of_the_days_are_told_apart_in_grey(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Each day of the key is darker than the one before, also where there is no colour."""
    page = open_page(atlas / "index.html", WEEK)
    tints = page.locator("#week-key .swatch").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    grey = [sum(w * int(n) for w, n in zip((0.299, 0.587, 0.114), re.findall(r"\d+", tint), strict=True)) for tint in tints]
    assert all(before - after >= 9 for before, after in itertools.pairwise(grey))


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_evenings_stand_side_by_side(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Eight small maps, all in sight on a desktop, each another picture, each leading to its day."""
    page = open_page(atlas / "index.html", WEEK, **window)
    if window is not DESKTOP:
        page.click("#sheet-handle")
        page.click("#sheet-handle")
    page.click("#week-evenings")
    maps = page.locator("#evenings [data-evening]")
    expect(maps).to_have_count(8)
    pictures = maps.locator("canvas").evaluate_all("all => all.map(one => one.toDataURL())")
    assert len(set(pictures)) == 8
    if window is DESKTOP:
        stage = page.locator("#map").bounding_box()
        assert stage
        for n in range(8):
            box = maps.nth(n).bounding_box()
            assert box
            assert box["x"] >= stage["x"]
            assert box["y"] >= stage["y"]
            assert box["x"] + box["width"] <= stage["x"] + stage["width"]
            assert box["y"] + box["height"] <= stage["y"] + stage["height"]
            assert box["width"] > 150
    page.wait_for_url("**/*view=evenings*")
    page.evaluate("document.querySelector('#atlas').dataset.sheet = 'peek'")
    maps.nth(4).click()
    expect(page.locator("#evenings")).to_be_hidden()
    assert page.get_attribute("#atlas", "data-day") == DAYS[4]


def test_the_evenings_print_on_one_page(atlas: Path, open_page: Callable[..., Page]) -> None:
    """All eight, in a document of one page."""
    page = open_page(atlas / "index.html", "#1871-05-24?view=evenings")
    expect(page.locator("#evenings [data-evening]")).to_have_count(8)
    document = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) == 1
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#printed .printed-evenings canvas")).to_have_count(8)
