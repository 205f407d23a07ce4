"""Records of many days and of any ground: the bar scrolls, and the first view shows where the events are."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

import semaine_map
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


def signs_counted(page: Page) -> int:
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
    assert months == [
        f"{name} 1871" for name in (["janvier", "février", "mars"] if window is PHONE else ["January", "February", "March"])
    ]
    map_box = page.locator("#map").bounding_box()
    assert map_box
    assert map_box["height"] > 150
    bar_box = page.locator("#daybar").bounding_box()
    assert bar_box
    assert bar_box["height"] <= window["viewport"]["height"] / 4
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
    before = signs_counted(page)
    assert before > 10
    for _ in range(3):
        page.click("#zoom-in")
        page.wait_for_timeout(350)
    page.click("#zoom-fit")
    page.wait_for_timeout(600)
    assert signs_counted(page) == before


def plain_record(folder: Path, steps: list[str], step: str = "day") -> Path:
    """Write the atlas of what a table of four columns gives: an event on each step, no sides, hours, streets or people."""
    places = [("north", 2.0, 46.0), ("south", 2.5, 42.0), ("east", 10.0, 43.0)]
    tables: dict[str, list[list[Any]]] = {
        "places.csv": [["place_id", "name", "lon", "lat"], *([name, name.title(), lon, lat] for name, lon, lat in places)],
        "sources.csv": [["source_id", "title"], ["table", "A table"]],
        "events.csv": [["event_id", "place_id", "kind", "start", "title"]],
        "citations.csv": [["event_id", "source_id", "locator"]],
    }
    for n, start in enumerate(steps):
        tables["events.csv"].append([f"e{n}", places[n % 3][0], "event", start, f"Bombardeig {n}"])
        tables["citations.csv"].append([f"e{n}", "table", f"line {n + 2}"])
    folder.mkdir()
    for name, rows in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    settings = f'title = "Bombes"\nlanguage = "ca"\nstep = "{step}"\nonly_days_with_events = true\n'
    (folder / "atlas.toml").write_text(settings, encoding="utf-8")
    html = folder / "index.html"
    html.write_text(render.html(load(folder)), encoding="utf-8")
    return html


@pytest.mark.parametrize("window", [NARROW, PHONE], ids=["1024", "phone"])
def test_two_thousand_days_are_all_in_reach(tmp_path: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Wheel, keys and buttons reach the last of them; Tab meets one day, not two thousand; every control can be pressed."""
    first = date(1936, 7, 20)
    html = plain_record(tmp_path / "record", [(first + timedelta(n)).isoformat() for n in range(2000)])
    page = open_page(html, **window)
    chosen = page.locator('button[data-goto][aria-pressed="true"]')
    page.locator("body").press("End")
    expect(chosen).to_be_in_viewport(ratio=0.9)
    assert page.get_attribute("#atlas", "data-day") == "1942-01-09"
    chosen.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator('[data-goto="1942-01-08"]')).to_be_focused()
    expect(page.locator('[data-goto="1942-01-08"]')).to_be_in_viewport(ratio=0.9)
    assert page.locator('#days [tabindex="0"]').count() == 1
    page.locator("body").press("Home")
    page.locator("#next").click(trial=True)
    page.locator("#play").click(trial=True)
    page.locator("#speed").click(trial=True)
    page.locator("#days").hover()
    page.mouse.wheel(0, 4000)
    expect(page.locator('[data-goto="1936-07-20"]')).not_to_be_in_viewport()
    page.locator("#week").click()
    assert page.get_attribute("#atlas", "data-view") == "week"
    bar = page.locator("#daybar").bounding_box()
    assert bar
    assert bar["height"] <= window["viewport"]["height"] / 4
    assert page.evaluate("document.documentElement.scrollWidth") <= window["viewport"]["width"]


@pytest.mark.parametrize(
    ("steps", "shown"),
    [(["1937-12", "1938-01", "1938-08"], "1937 Dec 1938 Jan Aug"), (["-0043", "0014", "1871"], "44 BC 14 1871")],
    ids=["month", "year"],
)
def test_months_and_years_are_said_as_such(
    tmp_path: Path, open_page: Callable[..., Page], request: pytest.FixtureRequest, steps: list[str], shown: str
) -> None:
    """The bar names months under their years, and years before the first; each has the events that begin in it."""
    step = request.node.callspec.id
    page = open_page(plain_record(tmp_path / "record", steps, step))
    said = page.locator("#days .span-name, #days .number").all_text_contents()
    assert " ".join(filter(None, said)).replace("\u00a0", " ") == shown
    page.locator("body").press("End")
    assert page.inner_text("#day-title").replace("\u00a0", " ") == {"month": "August 1938", "year": "1871"}[step]
    assert page.inner_text("#week") == f"All {step}s"
    assert page.get_attribute("#previous", "aria-label") == f"Previous {step}"
    assert f"This {step} (1)" in page.inner_text("#lists")
    assert page.locator("#lists li[data-event]").evaluate_all("all => all.map(one => one.dataset.event)") == ["e2"]


@pytest.mark.parametrize(("step", "steps"), [("month", ["1937-12", "1938-02", "1938-08"]), ("year", ["-0043", "0014", "1871"])])
def test_a_download_ends_a_month_or_a_year_as_the_export_does(
    tmp_path: Path, open_page: Callable[..., Page], step: str, steps: list[str]
) -> None:
    """Its rows are seen to the last day of the step, in the page's file as in the kit's."""
    html = plain_record(tmp_path / "record", steps, step)
    semaine_map.export(tmp_path / "kit", semaine_map.load(html.parent), formats="geojson")
    page = open_page(html, "#?view=week")
    page.locator("#open-share").click()
    with page.expect_download() as file:
        page.get_by_role("button", name="GeoJSON", exact=True).click()
    written = (file.value.path(), tmp_path / "kit" / "events.geojson")
    features = [json.loads(path.read_text(encoding="utf-8"))["features"] for path in written]
    taken, exported = (
        {one["properties"]["id"]: (one["properties"]["start_at"], one["properties"]["end_at"]) for one in several}
        for several in features
    )
    assert taken == exported
    if step == "month":
        assert taken["e1"][1] == "1938-02-28T23:59:59"


def test_what_a_record_has_not_is_not_offered(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """Without sides, hours, streets, people or districts neither key, menu, bar nor search speaks of them."""
    page = open_page(plain_record(tmp_path / "record", ["1938-01-01", "1938-01-25"]))
    assert page.locator("#small-key li").count() == 0
    expect(page.locator(".hours")).to_be_hidden()
    assert page.locator("#days .weight").count() == 0
    assert page.get_attribute("#search", "placeholder") == "Place, event…"
    page.click("#open-menu")
    assert page.locator("#menu input[name=layer]").evaluate_all("all => all.map(one => one.value)") == ["others"]
    assert page.locator("#choose-actor, #choose-claimed, #choose-arrondissement").count() == 0
    page.keyboard.press("Escape")
    page.click("#week")
    expect(page.locator("#week-key")).to_be_hidden()
    expect(page.locator("#day-text")).to_be_hidden()


def test_the_texts_of_a_record_have_its_language(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """A Catalan record in an English page: titles and places are marked as Catalan, whichever way they are written."""
    page = open_page(plain_record(tmp_path / "record", ["1938-01-01"]), "#1938-01-01/e0")
    assert page.get_attribute("html", "lang") == "en"
    for place in ("#title", "#lists .event-title", "#lists .where", "#card h2", "#card .then"):
        assert page.locator(place).first.get_attribute("lang") == "ca", place
        assert page.locator(place).first.get_attribute("dir") == "auto", place
    assert page.locator('#atlas [lang="fr"]:not(#switch-language)').count() == 0


def test_the_page_of_one_of_many_days_leads_into_the_atlas(long_record: Path, open_page: Callable[..., Page]) -> None:
    """It is a few lines, opens the atlas on its day from the disk, and a day on which nothing happens has none."""
    dataset = load(long_record.parent / "record")
    assert "1871-01-26" not in dataset.days_with_pages
    assert set(dataset.tables["events"]["step"]) <= {*dataset.days_with_pages}
    shutil.copy(long_record, long_record.parent / "index.html")
    days = long_record.parent / "days"
    days.mkdir()
    text = render.pointer(dataset, "1871-03-22")
    assert len(text) < 1000
    (days / "1871-03-22.html").write_text(text, encoding="utf-8")
    page = open_page(days / "1871-03-22.html")
    page.wait_for_url("**/index.html#1871-03-22")
    expect(page.locator("#atlas")).to_have_attribute("data-day", "1871-03-22")
