"""Ctrl-P: what the page of a day and of the week holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page


def printed(page: Page) -> None:
    """Lay the page out as the printer would have it."""
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_a_day_too_full_for_a_page_tells_what_most_witnesses_tell(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]
) -> None:
    """From the morning's fire to the evening's hostages, in order of hours; how many more there are stands at the foot."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    printed(page)
    listed = page.locator(".printed-list li").all_inner_texts()
    assert 20 <= len(listed) <= 90
    french = window["locale"].startswith("fr")
    morning, evening = ("L’Hôtel de Ville brûle", "otages") if french else ("The Hôtel de Ville burns", "hostages")
    fire = next(n for n, text in enumerate(listed) if morning in text)
    hostages = next(n for n, text in enumerate(listed) if evening in text and "20" in text)
    assert fire < hostages
    assert page.locator(".printed-rest").inner_text()
    listed = page.locator(".printed-list").evaluate(
        "list => [list.scrollWidth - list.clientWidth, list.scrollHeight - list.clientHeight]"
    )
    assert max(listed) <= 2


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_week_prints_every_day_whole(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Eight days with their colour and story, none cut by the foot of the page."""
    page = open_page(atlas / "index.html", "#1871-05-24?view=week", **window)
    printed(page)
    assert page.locator(".printed-list li").count() == 8
    foot = page.locator("#printed footer").bounding_box()
    last = page.locator(".printed-list li").last.bounding_box()
    over = page.locator(".printed-list").evaluate("list => list.scrollWidth - list.clientWidth")
    assert foot
    assert last
    assert over <= 2
    assert last["y"] + last["height"] <= foot["y"] + 1


def test_what_is_filtered_is_told_on_paper(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A page of one witness's week must not pass for the whole."""
    page = open_page(atlas / "index.html", "#1871-05-24?witness=goncourt", **DESKTOP)
    printed(page)
    assert "Goncourt" in page.locator(".printed-filters").inner_text()
