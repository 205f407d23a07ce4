"""Eyes of every kind: large text, much zoom, a dark screen, no colours; the table on a phone, and a card on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, PHONE, WINDOW_NAMES, WINDOWS
from tests.browser.test_everyone import AXE, complaints
from tests.browser.test_printing import printed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page


def area(page: Page, selector: str) -> tuple[float, float]:
    """Return width and height of what is in sight of an element."""
    box = page.locator(selector).bounding_box()
    assert box
    return box["width"], box["height"]


def free_map(page: Page) -> float:
    """Return the height of the map above the folded list."""
    stage, sheet = page.locator("#map").bounding_box(), page.locator("#chronicle").bounding_box()
    assert stage
    assert sheet
    covered = sheet["width"] > stage["width"] * 0.8
    return (sheet["y"] if covered else stage["y"] + stage["height"]) - stage["y"]


def out_of_frame(page: Page) -> list[str]:
    """Return the controls that a reader can neither see nor scroll to, and words that leave their button."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('button, input, select, a')]
          .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.classList.contains('skip'))
          .filter(one => !one.closest('.rows, #card'))
          .filter(one => {
            one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
            const { left, right, top, bottom } = one.getBoundingClientRect();
            const spills = one.localName === 'button' && one.scrollWidth > one.clientWidth + 2;
            return left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1 || spills;
          })
          .map(one => one.id || one.textContent)"""
    )
    return found


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_text_of_twice_the_size_keeps_map_and_list(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """What is typed is seen, nothing lies over anything, every control is in the window, and the map and the list have room."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= window["viewport"]["width"]
    assert area(page, "#search")[0] >= 200
    assert free_map(page) >= 200
    assert out_of_frame(page) == []
    page.locator("#sheet-handle").click()
    page.locator("#sheet-handle").click()
    expect(page.locator("#chronicle-body")).to_be_visible()
    page.wait_for_timeout(300)
    assert area(page, "#chronicle-body")[1] >= 150
    days = page.locator("#days [data-goto]").evaluate_all("days => days.map(day => day.getBoundingClientRect().toJSON())")
    for n, day in enumerate(days):
        for other in days[n + 1 :]:
            assert day["right"] <= other["left"] + 1 or day["bottom"] <= other["top"] + 1, "two days lie over each other"


@pytest.mark.parametrize("height", [256, 480])
def test_four_times_the_zoom_keeps_map_and_list(atlas: Path, open_page: Callable[..., Page], height: int) -> None:
    """A window of 1280 by 1024 at 400 %: half of it is map, and unfolded half of it is list."""
    page = open_page(atlas / "index.html", "#1871-05-24", viewport={"width": 320, "height": height})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert free_map(page) >= 0.45 * height
    assert out_of_frame(page) == []
    page.locator("#sheet-handle").click()
    page.locator("#sheet-handle").click()
    page.wait_for_timeout(300)
    assert area(page, "#chronicle-body")[1] >= 0.4 * height
    row = page.locator("li[data-event] button").first
    row.scroll_into_view_if_needed()
    row.click()
    expect(page.locator("#card h2")).to_be_in_viewport()


def test_the_table_is_cards_on_a_phone(atlas: Path, open_page: Callable[..., Page]) -> None:
    """No cell leaves the window, each stands under the name of its column, and it is still a table for who hears it."""
    page = open_page(atlas / "index.html", "#1871-05-24?view=table", **PHONE)
    table = page.get_by_role("table")
    expect(table.get_by_role("columnheader")).to_have_count(9)
    row = table.locator('tr[data-id="hotel-de-ville-fire"]')
    row.scroll_into_view_if_needed()
    for cell in row.get_by_role("cell").all():
        box = cell.bounding_box()
        if box:
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
    heads = row.locator("td").evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert heads[:3] == ['"Quand"', '"Genre"', '"Où"']
    expect(row.get_by_role("rowheader")).to_contain_text("Hôtel de Ville")
    assert page.locator("#table-view").evaluate("view => view.scrollWidth - view.clientWidth") <= 1
    page.set_viewport_size({"width": 1280, "height": 800})
    assert row.locator("td").first.evaluate("cell => getComputedStyle(cell, '::before').content") in {"none", "normal"}


def ink_reaches(canvas: Locator) -> tuple[float, float]:
    """Return the shares of a printed map's width and height over which the tints of the sides reach."""
    shares: list[float] = canvas.evaluate(
        """canvas => {
          const { width, height } = canvas;
          const dots = canvas.getContext('2d').getImageData(0, 0, width, height).data;
          const [xs, ys] = [new Set(), new Set()];
          for (let at = 0; at < dots.length; at += 4 * 7) {
            const [r, g, b] = [dots[at], dots[at + 1], dots[at + 2]];
            // The red of one side's ground and the blue of the other's.
            if (!(r - b > 30 && r > 215 && r - g > 18) && !(b - r >= 4 && r > 165 && r < 200)) continue;
            xs.add(Math.floor((at / 4) % width));
            ys.add(Math.floor(at / 4 / width));
          }
          const reach = (found) => [...found].sort((a, b) => a - b);
          const span = (found) => found[Math.floor(found.length * 0.98)] - found[Math.floor(found.length * 0.02)];
          return [span(reach(xs)) / width, span(reach(ys)) / height];
        }"""
    )
    return shares[0], shares[1]


def test_a_phone_prints_the_whole_city_as_large_as_the_page_allows(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Not as small as it is between the fields above and below it on the phone; a frame that the reader chose is kept."""
    page = open_page(atlas / "index.html", "#1871-05-24", **PHONE)
    printed(page)
    assert ink_reaches(page.locator(".printed-map"))[1] > 0.85
    page.emulate_media(media="screen")
    page.goto((atlas / "index.html").as_uri() + "#1871-05-24?at=48.8566,2.3522,10.5")
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    printed(page)
    assert ink_reaches(page.locator(".printed-map"))[1] < 0.7


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_an_open_card_is_printed(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Its title, its facts and its witnesses in place of the day's list, without buttons, whole."""
    page = open_page(atlas / "index.html", "#1871-05-24/hotel-de-ville-fire", **window)
    printed(page)
    card = page.locator(".printed-card")
    expect(card).to_contain_text("Lissagaray")
    expect(card.locator("h2")).to_contain_text("Hôtel de Ville")
    expect(card).to_contain_text("48.85640, 2.35240")
    expect(card.locator("button")).to_have_count(0)
    expect(page.locator(".printed-list")).to_have_count(0)
    inside, outside = card.bounding_box(), page.locator("#printed").bounding_box()
    assert inside
    assert outside
    assert inside["x"] + inside["width"] <= outside["x"] + outside["width"] + 1
    assert card.evaluate("card => card.scrollHeight - card.clientHeight") <= 2
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    page.locator("#card .close").click()
    printed(page)
    expect(page.locator(".printed-list li").first).to_be_attached()


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_dark_scheme(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The page is dark where the system is, every contrast holds, signs and map keep their paper, and paper stays white."""
    page = open_page(atlas / "index.html", "#1871-05-24/hotel-de-ville-fire", color_scheme="dark", **window)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert complaints(page) == []
    page.keyboard.press("Escape")
    for opens in ("menu", "about", "share"):
        page.locator(f"#open-{opens}").click()
        assert complaints(page) == []
        page.keyboard.press("Escape")
    page.locator("#open-table").click()
    assert complaints(page) == []
    dark, light = "rgb(33, 29, 24)", "rgb(246, 241, 231)"
    background = "one => getComputedStyle(one).backgroundColor"
    assert page.locator(".top").evaluate(background) == dark
    assert page.locator("#small-key .sign").first.evaluate(background) == light
    assert page.locator("#map").evaluate(background) == light
    page.emulate_media(media="print")
    assert page.locator("body").evaluate(background) == "rgb(255, 255, 255)"


def test_grey_tells_the_sides_apart(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The ground of the army is ruled and that of the Commune is plain, on the map and in the key: seen without any colour."""
    page = open_page(atlas / "index.html", "#1871-05-24?without=arrondissements.columns", **DESKTOP)
    page.context.new_cdp_session(page).send("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
    swatches = page.locator("#small-key .sides .swatch")
    rough = [roughness(swatches.nth(n).screenshot()) for n in (0, 2)]
    assert rough[0] < 2 < rough[1]
    # Where the army and the Commune have stood for days, on the canvas that holds their tints alone.
    tints: list[list[int]] = page.evaluate(
        """() => {
          const canvas = document.querySelector('.leaflet-tint-pane canvas:not(.kept)');
          const { left, top } = canvas.getBoundingClientRect();
          const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          return [[300, 250], [690, 250]].map(([x, y]) => {
            const strength = (_, n) => data[((y - Math.round(top) + n) * width + x - Math.round(left)) * 4 + 3];
            return [...new Set(Array.from({ length: 24 }, strength))];
          });
        }"""
    )
    assert len(tints[0]) > 1
    assert len(tints[1]) == 1


def roughness(picture: bytes) -> float:
    """Return by how much the grey of a picture's inside varies from line to line."""
    grey = np.asarray(Image.open(io.BytesIO(picture)).convert("L"), dtype=float)
    return float(np.ptp(grey[3:-3, 4:-4].mean(axis=1)))


def test_a_button_that_leads_nowhere_can_be_read(atlas: Path, open_page: Callable[..., Page]) -> None:
    """On the first page of rows "Back" leads nowhere: its words stand out from the paper by 4.5 to 1."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    back = page.get_by_role("button", name="Back", exact=True)
    expect(back).to_be_disabled()
    ink, paper = back.evaluate(
        "one => [getComputedStyle(one).color, getComputedStyle(document.querySelector('#chronicle')).backgroundColor]"
    )
    assert contrast(ink, paper) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours of CSS, as WCAG has it."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour[4:-1].split(",")]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
