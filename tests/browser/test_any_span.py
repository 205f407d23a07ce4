"""Records of many days and of any ground: the bar scrolls, and the first view shows where the events are."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from semaine_map.build import load
from semaine_map.page import render
from tests.browser.pages import PHONE

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MARCH = Path(__file__).parents[2] / "examples" / "18-march-1871"
NARROW = {"viewport": {"width": 1024, "height": 720}}

FREE = """() => ['#days', '.hours', '.controls'].map(one => document.querySelector(one).getBoundingClientRect())
  .map(({left, right, top, bottom}) => ({left, right, top, bottom}))"""


def laid_over(one: dict[str, float], other: dict[str, float]) -> bool:
    """Tell whether two boxes share more than a line."""
    beside = min(one["right"], other["right"]) - max(one["left"], other["left"])
    return beside > 1 and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1


def drawn(page: Page) -> int:
    """Return how many signs the map says that it has drawn."""
    tally = json.loads(page.get_attribute("#atlas", "data-drawn") or "{}")
    return int(tally["full"] + tally["small"])


@pytest.fixture
def long_record(tmp_path: Path) -> Path:
    """Write the atlas of a record of sixty-three days, over three months."""
    folder = Path(shutil.copytree(MARCH, tmp_path / "record"))
    settings = (folder / "atlas.toml").read_text(encoding="utf-8")
    (folder / "atlas.toml").write_text(settings.replace("first_day = 1871-03-18", "first_day = 1871-01-25"), encoding="utf-8")
    html = tmp_path / "long.html"
    html.write_text(render.html(load(folder)), encoding="utf-8")
    return html


@pytest.mark.parametrize("window", [NARROW, PHONE], ids=["1024", "phone"])
def test_a_bar_of_many_days_scrolls(long_record: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The page is no wider than its window, no control lies over another, months are named, and the chosen day is in sight."""
    page = open_page(long_record, **window)
    days = page.locator("button[data-goto]")
    assert days.count() > 60
    width = window["viewport"]["width"]
    for key in ("Home", "End", "ArrowLeft"):
        page.locator("body").press(key)
        chosen = page.locator('button[data-goto][aria-pressed="true"]')
        expect(chosen).to_be_in_viewport(ratio=0.6)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    boxes = page.evaluate(FREE)
    assert not any(laid_over(one, other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
    months = page.locator("#days .span-name").all_text_contents()
    assert months == [f"{name} 1871" for name in (["janvier", "février", "mars"] if window is PHONE else ["January", "February", "March"])]
    map_box = page.locator("#map").bounding_box()
    assert map_box
    assert map_box["height"] > 150
    assert page.locator("#daybar").bounding_box()["height"] <= window["viewport"]["height"] / 4
    assert page.locator('#days [tabindex="0"]').count() == 1


@pytest.mark.parametrize("window", [NARROW, PHONE], ids=["1024", "phone"])
@pytest.mark.parametrize("spread", [0.01, 9.0, 120.0], ids=["village", "country", "world"])
def test_the_first_view_shows_where_the_events_are(
    tmp_path: Path, open_page: Callable[..., Page], window: dict[str, Any], spread: float
) -> None:
    """From a village to the world all places are within the map, and the way back to them works from near."""
    folder = Path(shutil.copytree(MARCH, tmp_path / "record"))
    with (folder / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for n, row in enumerate(rows):
        row["lon"] = f"{2.3 + spread * (n % 3 - 1) / 2:.5f}"
        row["lat"] = f"{45.0 + min(spread, 30.0) * (n % 5 - 2) / 4:.5f}"
    with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    shutil.rmtree(folder / "basemap")
    for name in ("control", "fronts", "columns", "junctions"):
        (folder / f"{name}.csv").unlink(missing_ok=True)
    settings = (folder / "atlas.toml").read_text(encoding="utf-8")
    kept, bounds = settings.partition("[bounds]")[::2]
    rest = bounds.partition("\n[")[2]
    west, east = 2.3 - spread / 2 - 0.001, 2.3 + spread / 2 + 0.001
    south, north = 45 - min(spread, 30) / 2 - 0.001, 45 + min(spread, 30) / 2 + 0.001
    frame = f"[bounds]\nwest = {west}\nsouth = {south}\neast = {east}\nnorth = {north}\n"
    (folder / "atlas.toml").write_text(f"{kept}{frame}" + (f"[{rest}" if rest else ""), encoding="utf-8")
    html = tmp_path / "ground.html"
    html.write_text(render.html(load(folder)), encoding="utf-8")
    page = open_page(html, **window)
    page.locator("body").press("End")
    page.wait_for_timeout(300)
    before = drawn(page)
    assert before > 10
    for _ in range(3):
        page.click("#zoom-in")
        page.wait_for_timeout(350)
    page.click("#zoom-fit")
    page.wait_for_timeout(600)
    assert drawn(page) == before
