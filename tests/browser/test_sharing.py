"""Cite, share, take away, print."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, PHONE, WINDOW_NAMES, WINDOWS, listed, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FloatRect, Page

    from semaine_map.exports import Kit
    from semaine_map.history.dataset import Dataset

VIEW = "#1871-05-24?witness=lissagaray&kinds=fire.execution"


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_reference_names_version_and_date(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, window: dict[str, Any]
) -> None:
    """Day and event are cited with the version of the record, its date and the address of the view."""
    page = open_page(atlas / "index.html", "#1871-05-24/hotel-de-ville-fire", **window)
    french = window["locale"] == "fr-FR"
    day = int(real.week.record_date[-2:])
    month = {"11": "novembre" if french else "November"}.get(real.week.record_date[5:7], "")
    date = f"{day} {month}".strip()
    assert real.week.version in text_of(page, "#card .cite")
    assert date in text_of(page, "#card .cite")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Citer et partager" if french else "Cite and share").click()
    said = text_of(page, "#share")
    for word in (real.week.version, date, "#1871-05-24"):
        assert word in said, word
    address = page.get_by_label("Adresse de cette vue" if french else "Address of this view")
    expect(address).to_have_value(re.compile(r"index\.html#1871-05-24(\?at=48\.\d+,2\.\d+,14)?$"))


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_what_is_taken_away_is_what_is_shown_of_the_day(
    atlas: Path, open_page: Callable[..., Page], kit: Kit, window: dict[str, Any]
) -> None:
    """GeoJSON and CSV hold the day's events of the list under the chosen filters, no more and no less, each with its sources."""
    page = open_page(atlas / "index.html", VIEW, **window)
    shown = set(listed(page)) & set(kit.between("1871-05-24", "1871-05-24")["id"])
    assert 3 < len(shown) < 200
    page.locator("#open-share").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="GeoJSON").click()
    assert taken.value.suggested_filename == "semaine-sanglante-1871-05-24.geojson"
    collection = json.loads(Path(taken.value.path()).read_text(encoding="utf-8"))
    properties = [feature["properties"] for feature in collection["features"]]
    assert {one["id"] for one in properties} == shown
    assert all("Lissagaray 1886" in one["sources"] and one["kind"] in ("fire", "execution") for one in properties)
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV", exact=True).click()
    # A French spreadsheet parts columns at semicolons and writes decimals with a comma.
    french = window["locale"] == "fr-FR"
    table = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";" if french else ","))
    assert all(row["lat"].startswith("48,8" if french else "48.8") for row in rows)
    assert [row["id"] for row in rows] == [one["id"] for one in properties]
    assert [row["title_fr"] for row in rows] == [one["title_fr"] for one in properties]


@pytest.mark.parametrize(
    ("view", "window"),
    [
        ("#1871-05-24", DESKTOP),
        ("#1871-05-23", PHONE),
        ("#1871-05-24?view=week", DESKTOP),
        ("#1871-05-24/rue-de-rivoli-prieur-fire", PHONE),
        ("#1871-05-21/hotel-de-ville-fire", PHONE),
    ],
    ids=["day-en", "day-phone-fr", "week-en", "card-fr", "long-card-fr"],
)
def test_a_view_prints_on_one_page(
    atlas: Path, open_page: Callable[..., Page], tmp_path: Path, view: str, window: dict[str, Any]
) -> None:
    """Whatever is open on the screen, paper gets one A4 page; a card of very many witnesses as many as they take."""
    page = open_page(atlas / "index.html", view, **window)
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    (tmp_path / "page.pdf").write_bytes(printed)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))
    assert pages in ((2, 3) if view.endswith("hotel-de-ville-fire") else (1,))
    width, height = (float(size) for size in re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)[0])
    assert abs(width - 595) < 3
    assert abs(height - 842) < 3


def test_the_address_survives_reload_back_and_forward(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Day, event and filters are in the address; history leads back through them."""
    page = open_page(atlas / "index.html", VIEW, **DESKTOP)
    shown = listed(page)
    page.locator("li[data-event]").first.click()
    chosen = page.locator('li[aria-current="true"]').get_attribute("data-event")
    page.wait_for_url(re.compile(rf"/{chosen}\?"))
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    assert page.locator('li[aria-current="true"]').get_attribute("data-event") == chosen
    page.go_back()
    expect(page.locator("#card")).to_be_hidden()
    assert listed(page) == shown
    page.go_forward()
    expect(page.locator("#card")).to_be_visible()


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_frame_is_in_the_address(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Opened afresh, the address of a view that was zoomed and moved shows the same ground to a pixel."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    steps = page.evaluate("history.length")
    page.locator("#zoom-in").click()
    page.wait_for_url(re.compile("at="))
    page.locator("#map").focus()
    before = page.url
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("before => location.href !== before", arg=before)
    page.wait_for_timeout(800)
    assert page.evaluate("history.length") == steps
    afresh = open_page(atlas / "index.html", "#" + page.url.partition("#")[2], **window)
    for one in (page, afresh):
        one.locator("#search").focus()
        one.mouse.move(1, 1)
    afresh.wait_for_timeout(800)
    assert afresh.url == page.url
    frame = page.locator("#map").bounding_box()
    assert frame
    assert settled(page, frame) == settled(afresh, frame)


def settled(page: Page, frame: FloatRect) -> bytes:
    """Return a picture of the map once it has not changed for half a second: its layers come one after another."""
    shots = [b"", page.screenshot(clip=frame)]
    while shots[-1] != shots[-2]:
        assert len(shots) < 20, "the map does not come to rest"
        page.wait_for_timeout(500)
        shots.append(page.screenshot(clip=frame))
    return shots[-1]


def test_a_small_frame_in_another_page_is_mostly_map(atlas: Path, open_page: Callable[..., Page]) -> None:
    """With ?embed=1 a frame of 600 by 400 has days, key, map and a way to the whole; its code stands in the dialog."""
    page = open_page(atlas / "index.html", "?embed=1#1871-05-24", viewport={"width": 600, "height": 400})
    box = page.locator("#map").bounding_box()
    assert box
    assert box["width"] * box["height"] >= 0.75 * 600 * 400
    expect(page.locator("[data-key]")).to_be_visible()
    page.locator('button[data-goto="1871-05-25"]').click()
    expect(page.locator("#atlas")).to_have_attribute("data-day", "1871-05-25")
    whole = page.get_by_role("link", name="The whole atlas")
    whole.focus()
    expect(whole).to_have_attribute("href", "index.html#1871-05-25")
    outside = open_page(atlas / "index.html", "#1871-05-24?witness=lissagaray&kinds=fire")
    outside.locator("#open-share").click()
    code = outside.get_by_label("Code to show this view in another page").input_value()
    assert 'src="index.html?embed=1#1871-05-24?witness=lissagaray&amp;kinds=fire"' in code


def test_the_view_is_taken_away_as_a_figure(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """PNG of twice the size and SVG of the map in sight, with title, date, key, scale and citation."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    page.locator("#open-share").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="SVG").click()
    svg = Path(taken.value.path()).read_text(encoding="utf-8")
    for word in (real.week.title["en"], "24\u00a0May 1871", "Barricade", "km</text>", "#1871-05-24", "data:image/png;base64,"):
        assert word in svg, word
    with page.expect_download() as taken:
        page.get_by_role("button", name="PNG").click()
    head = Path(taken.value.path()).read_bytes()[:24]
    frame = page.locator("#map").bounding_box()
    assert frame
    assert head.startswith(b"\x89PNG")
    assert int.from_bytes(head[16:20], "big") == 2 * round(frame["width"])
