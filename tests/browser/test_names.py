"""Names on the map: which are written, whole and beside each other, as the canvas was told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

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
    // Where a name begins, where it ends, and what it says; most stand centred on their point.
    const aside = this.textAlign === 'left' ? w : this.textAlign === 'right' ? -w : 0;
    const box = document.querySelector('.leaflet-names-pane canvas:not(.kept)').getBoundingClientRect();
    const scale = box.width / this.canvas.width;
    const ends = [at(aside - w, 0), at(aside + w, 0)].map(([px, py]) => [box.x + px * scale, box.y + py * scale]);
    const size = parseFloat(/([\\d.]+)px/.exec(this.font)[1]) * Math.hypot(a, b) * scale;
    window.written.push({ text, ends, size, font: this.font, onNames: this.canvas.closest('.leaflet-names-pane') !== null });
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
@pytest.mark.parametrize(
    ("view", "least"), [("#1871-05-21", 16), ("#1871-05-24", 8), ("#1871-05-28", 10), ("#1871-05-24?view=week", 20)]
)
def test_an_arrondissement_has_its_number_where_it_can_be_read(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any], view: str, least: int
) -> None:
    """Once, on no name of an event, not beneath the zoom buttons nor over the edge; few are left out on the most crowded day."""
    page = open_page(atlas / "index.html", view, **window)
    texts = [one for one in written(page) if one["onNames"] and len(one["text"]) > 1]
    names = [one for one in texts if re.fullmatch(r"\d+(er|e|st|nd|rd|th)", one["text"])]
    numbers = [int(re.sub(r"\D", "", one["text"])) for one in names]
    assert len(numbers) == len(set(numbers)) >= least
    boxes = [(one["ends"][0][0], one["ends"][1][0], one["ends"][0][1], one["size"]) for one in texts if one not in names]
    for name in names:
        (left, y), (right, _) = name["ends"]
        for other_left, other_right, other_y, size in boxes:
            assert right <= other_left or other_right <= left or abs(y - other_y) >= 0.5 * size + 0.4 * name["size"], name["text"]
    frame, buttons = page.locator("#map").bounding_box(), page.locator(".zoom").bounding_box()
    assert frame
    assert buttons
    for name in names:
        for x, y in name["ends"]:
            assert frame["x"] <= x <= frame["x"] + frame["width"]
            assert not (x > buttons["x"] and buttons["y"] < y < buttons["y"] + buttons["height"])


def test_a_main_event_is_named_whole_or_not_at_all(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """In one line or two: its title, or its place; never a title or a name that breaks off."""
    page = open_page(atlas / "index.html", "#1871-05-24?at=48.85700,2.35100,14", **DESKTOP)
    lines = [one["text"] for one in written(page) if one["onNames"] and "600 11.5px" in one["font"]]
    whole = set(real.events["title_fr"])
    whole |= {re.split(r", | \(", name)[0] for name in real.places["name_1871"]}
    named = 0
    while lines:
        taken = next((n for n in (1, 2) if " ".join(lines[:n]) in whole), 0)
        assert taken, lines[:2]
        del lines[:taken]
        named += 1
    assert named > 15


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


@pytest.mark.parametrize("at", ["48.85700,2.35100,16", "48.85900,2.32600,17", "48.88400,2.34000,18"])
def test_no_name_of_a_street_lies_on_another(atlas: Path, open_page: Callable[..., Page], at: str) -> None:
    """From near too: a letter touches none of another name, along whichever street."""
    page = open_page(atlas / "index.html", f"#1871-05-24?at={at}", **DESKTOP)
    letters = [one for one in written(page) if one["onNames"] and len(one["text"].strip()) == 1]
    middles = np.array([np.mean(one["ends"], axis=0) for one in letters])
    sizes = np.array([one["size"] for one in letters])
    # A name is written letter by letter, each beside the one before.
    steps = np.hypot(*np.diff(middles, axis=0).T)
    names = np.concatenate([[0], np.cumsum(steps > 1.6 * sizes[1:])])
    assert names[-1] > 3
    apart = np.hypot(*(middles[:, None] - middles[None]).transpose(2, 0, 1))
    near = apart < 0.55 * np.minimum(sizes[:, None], sizes[None])
    assert not (near & (names[:, None] != names[None])).any()
