"""What is seen while the page opens: the title before all else, and nothing that moves of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifted += one.value;
}).observe({type: 'layout-shift', buffered: true});"""


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_nothing_moves_by_itself(atlas: Path, browser: Browser, window: dict[str, Any]) -> None:
    """From the first picture on, what is shown stays where it is."""
    context = browser.new_context(**window)
    context.add_init_script(SHIFTS)
    page = context.new_page()
    page.goto((atlas / "index.html").as_uri())
    page.wait_for_selector('#atlas[data-ready="true"]')
    page.wait_for_timeout(600)
    assert page.evaluate("window.shifted") <= 0.02
    context.close()


def test_without_scripts_the_title_and_the_reason_are_read(atlas: Path, browser: Browser) -> None:
    """The record's name, and why there is no map; no empty buttons."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((atlas / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("The Bloody Week")
    expect(page.locator(".no-script")).to_contain_text("JavaScript")
    expect(page.get_by_role("button")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_an_address_is_shown_from_the_first_picture_on(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]
) -> None:
    """Once the page is ready the map does not fly any more, and every layer of it is painted."""
    page = open_page(atlas / "index.html", "#1871-05-24/hotel-de-ville-fire", **window)
    first = page.evaluate(
        "[document.querySelector('.leaflet-map-pane').style.transform, document.getElementById('atlas').dataset.drawn]"
    )
    page.wait_for_timeout(600)
    again = page.evaluate(
        "[document.querySelector('.leaflet-map-pane').style.transform, document.getElementById('atlas').dataset.drawn]"
    )
    assert first == again
    assert first[1]
