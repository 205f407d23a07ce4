"""Names on the map: which are written, whole and beside each other, as the canvas was told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

LISTEN = """() => {
  window.written = [];
  const { fillText, clearRect } = CanvasRenderingContext2D.prototype;
  // Painted again, because the map has another size by then, the names are those of the last time.
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (this.canvas.closest('.leaflet-names-pane')) window.written = [];
    return clearRect.apply(this, box);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const { a, b, c, d, e, f } = this.getTransform();
    const w = this.measureText(text).width / 2;
    const at = (dx, dy) => [a * (x + dx) + c * (y + dy) + e, b * (x + dx) + d * (y + dy) + f];
    // A name stands centred on its point: where it begins, where it ends, and what it says.
    const box = this.canvas.getBoundingClientRect();
    const scale = box.width / this.canvas.width;
    const ends = [at(-w, 0), at(w, 0)].map(([px, py]) => [box.x + px * scale, box.y + py * scale]);
    window.written.push({ text, ends });
    return fillText.call(this, text, x, y);
  };
}"""


def written(page: Page) -> list[dict[str, Any]]:
    """Have the names written anew; return each text with its two ends on the screen."""
    page.wait_for_timeout(500)  # what the opening itself has written is done by then
    page.evaluate(LISTEN)
    page.locator("#switch-language").click()
    page.wait_for_timeout(500)
    page.wait_for_function("() => window.written.length > 20")
    return page.evaluate("window.written")  # type: ignore[no-any-return]


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
@pytest.mark.parametrize("view", ["#1871-05-24", "#1871-05-24?view=week"], ids=["day", "week"])
def test_every_arrondissement_has_its_number_once(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any], view: str
) -> None:
    """However crowded the day, all twenty are written, and none beneath the zoom buttons or over the edge."""
    page = open_page(atlas / "index.html", view, **window)
    names = [one for one in written(page) if re.fullmatch(r"\d+(er|e|st|nd|rd|th)", one["text"])]
    assert sorted(int(re.sub(r"\D", "", one["text"])) for one in names) == list(range(1, 21))
    frame, buttons = page.locator("#map").bounding_box(), page.locator(".zoom").bounding_box()
    assert frame
    assert buttons
    for name in names:
        for x, y in name["ends"]:
            assert frame["x"] <= x <= frame["x"] + frame["width"]
            assert not (x > buttons["x"] and buttons["y"] < y < buttons["y"] + buttons["height"])


def test_a_street_bears_its_name_of_today_beneath_that_of_1871(atlas: Path, open_page: Callable[..., Page]) -> None:
    """From near; without the table's remarks, and not where it is the same."""
    page = open_page(atlas / "index.html", "#1871-05-24/house/rue-de-lille-53", **DESKTOP)
    expect(page.locator("#card")).to_be_visible()
    letters = "".join(one["text"] for one in written(page) if len(one["text"]) == 1)
    assert re.search(r"Quai des TuileriesQuai des Tuileries / quai François-Mitterrand", letters)
    assert "Rue de LilleRue de Lille" not in letters
    assert not re.search(r"\((east|west|part|gone)", letters)


def test_no_name_of_a_street_is_cut_by_the_edge(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Its letters all stand within the map."""
    page = open_page(atlas / "index.html", "#1871-05-24/house/rue-de-lille-53", **DESKTOP)
    frame = page.locator("#map").bounding_box()
    assert frame
    for one in written(page):
        for x, y in one["ends"]:
            assert frame["x"] - 1 <= x <= frame["x"] + frame["width"] + 1
            assert frame["y"] - 1 <= y <= frame["y"] + frame["height"] + 1
