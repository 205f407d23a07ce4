"""What several tests of the page do with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaine_map.page import render

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

DESKTOP = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}
PHONE = {"viewport": {"width": 390, "height": 844}, "locale": "fr-FR", "has_touch": True}
WINDOWS = [DESKTOP, PHONE]
"""An English desktop and a French phone."""

WINDOW_NAMES = ["desktop-en", "phone-fr"]


def listed(page: Page) -> list[str]:
    """Return the events of the list in its order, what came before unfolded and every page turned (a phone may hide the list)."""
    return page.evaluate(  # type: ignore[no-any-return]
        """() => {
          const fold = document.querySelector('#lists .before[aria-expanded="false"]');
          if (fold) fold.click();
          const found = [];
          for (;;) {
            found.push(...[...document.querySelectorAll('li[data-event]')].map(item => item.dataset.event));
            const more = document.querySelector('[data-more]');
            if (!more || more.disabled) return found;
            more.click();
          }
        }"""
    )


def text_of(page: Page, selector: str) -> str:
    """Return the text of an element with plain spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", page.inner_text(selector))


def write_pages(folder: Path, dataset: Dataset) -> Path:
    """Write the atlas and its day pages into ``folder``, as a build does."""
    (folder / "days").mkdir(parents=True)
    (folder / "index.html").write_text(render.html(dataset, sheets=True), encoding="utf-8")
    for state in dataset.states:
        page = render.html(dataset, day=state.day, sheets=True)
        (folder / "days" / f"{state.day}.html").write_text(page, encoding="utf-8")
    return folder


def middle_left_free(page: Page) -> tuple[float, float]:
    """Return the middle of what the open card leaves free of the map, where the chosen mark stands."""
    card, frame = page.locator("#card").bounding_box(), page.locator("#map").bounding_box()
    assert card
    assert frame
    return (card["x"] + card["width"] + frame["x"] + frame["width"]) / 2, frame["y"] + frame["height"] / 2
