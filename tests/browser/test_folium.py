"""Maps for people who know folium: what they add shows, offline, and days step as days."""

from __future__ import annotations

import base64
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from folium import plugins
from playwright.sync_api import expect

import semaine_map
from semaine_map.build import load
from semaine_map.page import notebook
from semaine_map.page.inline import Verbatim
from semaine_map.page.notebook import RecordMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Route

    from semaine_map.exports import Kit

TILE = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
"""A tile of one point."""

ZONES = ("Pacific/Kiritimati", "America/Los_Angeles", "Europe/Paris")


def plain() -> folium.Map:
    """Return an ordinary folium map with Leaflet inside it, since the tests have no network."""
    page_map = folium.Map([48.855, 2.355], zoom_start=13, tiles=None)
    page_map.default_js, page_map.default_css = [], []
    figure: Any = page_map.get_root()
    figure.header.add_child(Verbatim(notebook._leaflet()))  # noqa: SLF001 - as our own maps have it
    return page_map


def seen(page: Page, page_map: folium.Map) -> list[float]:
    """Return the latitudes of the points that are on the map."""
    found: list[float] = page.evaluate(
        f"() => {{ const found = []; {page_map.get_name()}.eachLayer((one) => one instanceof L.CircleMarker "
        "&& found.push(one.getLatLng().lat)); return found.sort(); }"
    )
    return found


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that saves a map and opens it with the network cut; any request or complaint of the browser fails."""
    complaints: list[str] = []
    contexts = []

    def shown(page_map: folium.Map, **options: object) -> Page:
        file = tmp_path / "map.html"
        page_map.save(file)
        context = browser.new_context(viewport={"width": 1000, "height": 700}, **options)  # type: ignore[arg-type]  # passed on
        context.set_offline(True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda one: complaints.extend([one.url] * (not one.url.startswith(("file:", "data:")))))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(file.as_uri())
        page.wait_for_function("() => document.querySelector('.leaflet-pane')")
        return page

    yield shown
    for context in contexts:
        context.close()
    assert not complaints


def test_what_is_added_to_the_map_shows(kit: Kit, show: Callable[..., Page]) -> None:
    """A marker with its popup, GeoJSON, a circle and a list of layers, all without a network."""
    page_map = semaine_map.map("1871-05-24", kit)
    folium.Marker([48.8566, 2.3522], popup="a mark of mine", tooltip="mine").add_to(page_map)
    folium.GeoJson(kit.arrondissements[["name_1871", "geometry"]].head(3), name="mine too").add_to(page_map)
    folium.Circle([48.86, 2.33], radius=400).add_to(page_map)
    page_map.fit_bounds([[48.85, 2.34], [48.86, 2.36]])
    folium.LayerControl(collapsed=False).add_to(page_map)
    page = show(page_map)
    page.locator(".leaflet-marker-icon[src*='image/png']").click(force=True)
    expect(page.locator(".leaflet-popup-content")).to_have_text("a mark of mine")
    listed = page.locator(".leaflet-control-layers-overlays label").all_inner_texts()
    assert {"Barricade", "Fire", "Ground held", "mine too"} <= {one.strip() for one in listed}
    assert page.evaluate(f"{page_map.get_name()}.getZoom()") > 14


def test_a_kind_is_switched_off_in_the_list(kit: Kit, show: Callable[..., Page]) -> None:
    """Its signs go, those of the other kinds stay."""
    page_map = semaine_map.map("1871-05-24", kit)
    folium.LayerControl(collapsed=False).add_to(page_map)
    page = show(page_map)
    before = page.locator(".leaflet-marker-icon").count()
    page.get_by_label("Barricade").uncheck()
    after = page.locator(".leaflet-marker-icon").count()
    assert 0 < after < before


def test_plugins_and_tiles_are_in_the_page(kit: Kit) -> None:
    """Whatever asks for files of its own is there, with them, in a saved page and in Jupyter's frame."""
    page_map = semaine_map.map("1871-05-24", kit)
    plugins.HeatMap([[48.86, 2.35]]).add_to(page_map)  # type: ignore[no-untyped-call]  # folium has no types
    plugins.Draw().add_to(page_map)  # type: ignore[no-untyped-call]  # folium has no types
    plugins.MiniMap().add_to(page_map)  # type: ignore[no-untyped-call]  # folium has no types
    folium.TileLayer("OpenStreetMap").add_to(page_map)
    saved = page_map.get_root().render()
    for sign in ("L.heatLayer", "L.Control.Draw", "L.Control.MiniMap", "tile.openstreetmap.org"):
        assert sign in saved, sign
    assert "L.heatLayer" in page_map._repr_html_()
    figure = folium.Figure()
    figure.add_child(page_map)
    assert "L.heatLayer" in figure.render()
    assert "semaineMap" in figure.render()


PACKAGES = Path(__file__).parents[2] / "node_modules"
PLUGINS = {
    "leaflet_heat.min.js": "leaflet.heat/dist/leaflet-heat.js",
    "leaflet.draw.js": "leaflet-draw/dist/leaflet.draw.js",
    "leaflet.draw.css": "leaflet-draw/dist/leaflet.draw.css",
    "Control.MiniMap.js": "leaflet-minimap/dist/Control.MiniMap.min.js",
    "Control.MiniMap.css": "leaflet-minimap/dist/Control.MiniMap.min.css",
}
"""What folium's plugins ask content networks for, and where the same files lie in packages."""


def answer(route: Route) -> None:
    """Stand in for the content networks and for a server of tiles."""
    name = route.request.url.rsplit("/", 1)[-1]
    if name in PLUGINS:
        route.fulfill(path=PACKAGES / PLUGINS[name])
    elif name.endswith(".png") and "tile" in route.request.url:
        route.fulfill(body=TILE, content_type="image/png")
    else:
        route.fulfill(body="")


@pytest.mark.parametrize("where", ["saved", "jupyter"])
def test_plugins_and_tiles_are_seen_where_there_is_a_network(kit: Kit, browser: Browser, tmp_path: Path, where: str) -> None:
    """Heat, tools to draw with, a small map and a layer of tiles, over our own signs; a shape drawn stands on the map."""
    page_map = semaine_map.map("1871-05-24", kit)
    plugins.HeatMap([[48.86, 2.35]] * 40).add_to(page_map)  # type: ignore[no-untyped-call]  # folium has no types
    plugins.Draw().add_to(page_map)  # type: ignore[no-untyped-call]  # folium has no types
    plugins.MiniMap().add_to(page_map)  # type: ignore[no-untyped-call]  # folium has no types
    folium.TileLayer("OpenStreetMap").add_to(page_map)
    file = tmp_path / "map.html"
    if where == "jupyter":
        file.write_text(f"<!doctype html><body>{page_map._repr_html_()}", encoding="utf-8")
    else:
        page_map.save(file)
    context = browser.new_context(viewport={"width": 1000, "height": 700})
    context.route(re.compile("^https?://"), answer)
    page = context.new_page()
    page.goto(file.as_uri())
    shown = page.frame_locator("iframe") if where == "jupyter" else page
    for sign in ("canvas.leaflet-heatmap-layer", ".leaflet-draw-toolbar", ".leaflet-control-minimap", ".leaflet-marker-icon"):
        expect(shown.locator(sign).first).to_be_visible()
    expect(shown.locator(".leaflet-tile-loaded").first).to_be_attached()
    shown.locator(".leaflet-draw-draw-circle").click()
    box = shown.locator(".leaflet-container").first.bounding_box()
    assert box
    x, y = box["x"] + 0.85 * box["width"], box["y"] + 0.1 * box["height"]  # beyond the city, where no sign is in the way
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.mouse.up()
    drawn = page.frames[-1].evaluate(
        "window[Object.keys(window).find((name) => name.startsWith('drawnItems'))].getLayers().length"
    )
    assert drawn == 1
    context.close()


def test_explore_draws_on_the_map(kit: Kit, show: Callable[..., Page]) -> None:
    """GeoPandas adds its layer to a map that is there already, and it is seen."""
    page_map = semaine_map.map("1871-05-24", kit)
    before = len(page_map._children)  # noqa: SLF001 - folium counts them nowhere else
    kit.streets[["name_1871", "geometry"]].head(5).explore(m=page_map)
    assert len(page_map._children) > before  # noqa: SLF001 - the same
    assert kit.streets["name_1871"][0] in page_map.get_root().render()
    show(page_map)


def test_an_icon_of_folium_asks_for_its_pictures_and_stands_without_them(kit: Kit, browser: Browser, tmp_path: Path) -> None:
    """Its font comes from a network: without one a plain marker stands there, and all else shows."""
    page_map = semaine_map.map("1871-05-24", kit)
    folium.Marker([48.8566, 2.3522], icon=folium.Icon(color="red"), popup="mine").add_to(page_map)
    page_map.save(tmp_path / "map.html")
    context = browser.new_context()
    context.set_offline(True)
    page = context.new_page()
    page.goto((tmp_path / "map.html").as_uri(), wait_until="domcontentloaded")
    expect(page.locator(".leaflet-marker-icon[src*='image/png']")).to_have_count(1)
    context.close()


def test_folium_s_own_files_on_request(kit: Kit) -> None:
    """Then it loads them as any folium map does, and Leaflet is not inside."""
    asked = semaine_map.map("1871-05-24", kit, inline=False).get_root().render()
    assert "cdn.jsdelivr.net/npm/leaflet" in asked
    own = semaine_map.map("1871-05-24", kit).get_root().render()
    assert "cdn." not in own
    assert len(asked) < len(own) - 100_000


def test_strangers_text_is_text_on_the_map(copy_record: Callable[..., Path], show: Callable[..., Page]) -> None:
    """Markup, templates and the end of a script in titles, names and the words of a kind are shown as they are."""
    folder = copy_record("markup")
    words = (folder / "vocabulary.csv").read_text(encoding="utf-8")
    hostile = "{{7*7}}<img src=x onerror=window.hacked=3>"
    (folder / "vocabulary.csv").write_text(re.sub(r"(?m)^kind,capture,[^,]*", f"kind,capture,{hostile}", words), encoding="utf-8")
    page_map = RecordMap(load(folder), day="1871-05-21")
    folium.LayerControl(collapsed=False).add_to(page_map)
    page = show(page_map)
    assert hostile in [one.strip() for one in page.locator(".leaflet-control-layers-overlays label").all_inner_texts()]
    page.locator(".leaflet-marker-icon[alt*='hacked']").click(force=True)
    text = page.locator(".leaflet-popup-content").inner_text()
    assert "</script><img src=x onerror=window.hacked=2> {{7*7}} ${7*7} {% for x in y %}" in text
    assert page.evaluate("window.hacked") is None


def test_the_week_steps_through_its_days(kit: Kit, show: Callable[..., Page]) -> None:
    """A fire of the 24th is not there on the 21st; the control names the day."""
    page_map = semaine_map.map(kit=kit)
    page = show(page_map)
    fires = page.locator(".leaflet-marker-icon[alt='Fire at the Hôtel de Ville']")
    expect(page.locator(".semaine-days output")).to_have_text("Sunday 21\u00a0May\u00a01871")
    expect(fires).to_have_count(0)
    for _ in range(3):
        page.get_by_label("Next day").click()
    expect(page.locator(".semaine-days output")).to_have_text("Wednesday 24\u00a0May\u00a01871")
    expect(page.locator(".leaflet-marker-icon").first).to_be_visible()


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    ("first", "second"), [("0079-08-24", "0079-08-25"), ("1572-08-24", "1572-08-25"), ("1871-05-24", "1871-05-25"),
                          ("2024-02-28", "2024-02-29")],
)  # fmt: skip
def test_days_are_the_same_in_every_zone_and_year(first: str, second: str, zone: str, show: Callable[..., Page]) -> None:
    """On any folium map, a feature is there on its days and on no other, from antiquity to the last leap day."""
    frame = gpd.GeoDataFrame(
        {"name": ["one", "two"], "start": [first, second], "end": [first, second]},
        geometry=gpd.points_from_xy([2.35, 2.36], [48.85, 48.86]),
        crs=4326,
    )
    page_map = plain()
    semaine_map.DayControl(frame, tooltip="name").add_to(page_map)
    page = show(page_map, timezone_id=zone)
    output = page.locator(".semaine-days output")
    expect(output).to_have_text(first)
    assert seen(page, page_map) == [48.85]
    page.get_by_label("Next day").click()
    expect(output).to_have_text(second)
    assert seen(page, page_map) == [48.86]
    expect(page.get_by_label("Next day")).to_be_disabled()
    page.get_by_label("Day", exact=True).last.press("ArrowLeft")
    expect(output).to_have_text(first)


def points(**columns: object) -> gpd.GeoDataFrame:
    """Return points, one north of the other, with ``columns``."""
    count = len(next(iter(columns.values())))  # type: ignore[arg-type]  # lists
    return gpd.GeoDataFrame(
        columns, geometry=gpd.points_from_xy([2.35] * count, [48.84 + n / 100 for n in range(count)]), crs=4326
    )


@pytest.mark.parametrize(
    "day",
    [str, date.fromisoformat, np.datetime64, pd.Timestamp, lambda text: pd.Timestamp(f"{text}T19:30")],
    ids=["text", "date", "datetime64", "Timestamp", "moment"],
)
def test_dates_are_taken_as_people_have_them(day: Callable[[str], object]) -> None:
    """Text and the types of Python, NumPy and pandas mean the same days."""
    frame = points(start=[day("1871-05-22"), day("1871-05-24")], end=[None, day("1871-05-25")])
    assert semaine_map.DayControl(frame).days == ["1871-05-22", "1871-05-23", "1871-05-24", "1871-05-25"]


def test_a_row_without_an_end_stays_only_where_asked(show: Callable[..., Page]) -> None:
    """It is seen on its first day alone, or with `open_end` from then on; one without a start never, and that is said."""
    frame = points(start=["1871-05-22", "1871-05-23", None], end=[None, "1871-05-23", None])
    for open_end, left in ((False, [48.85]), (True, [48.84, 48.85])):
        page_map = plain()
        with pytest.warns(UserWarning, match="1 rows have no first day"):
            semaine_map.DayControl(frame, open_end=open_end).add_to(page_map)
        page = show(page_map)
        page.get_by_label("Next day").click()
        assert seen(page, page_map) == left


def test_a_long_time_steps_where_something_changes() -> None:
    """From antiquity to today there are not a million steps, but those on which something begins or is over."""
    frame = points(start=["0079-08-24", "1871-05-21"], end=["0079-08-25", "1871-05-28"])
    assert semaine_map.DayControl(frame).days == ["0079-08-24", "0079-08-26", "1871-05-21", "1871-05-28"]


def test_two_layers_step_together_and_others_are_told(show: Callable[..., Page]) -> None:
    """A second frame joins with `add`; the map tells whoever listens which day it is."""
    page_map = plain()
    control = semaine_map.DayControl(points(start=["1871-05-21"], end=["1871-05-21"]))
    control.add_to(page_map)
    control.add(points(start=["1871-05-22", "1871-05-22"], end=["1871-05-22", "1871-05-22"]))
    page = show(page_map)
    page.evaluate(f"{page_map.get_name()}.on('daychange', (step) => {{ window.stepped = step.day; }})")
    page.get_by_label("Next day").click()
    assert seen(page, page_map) == [48.84, 48.85]
    assert page.evaluate("window.stepped") == "1871-05-22"


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (points(start=["24 May"], end=[None]), "is not a date"),
        (points(begin=["1871-05-24"], end=[None]), "has no column 'start'"),
        (
            gpd.GeoDataFrame({"start": ["1871-05-24"], "end": [None]}, geometry=gpd.points_from_xy([2.35], [48.85])),
            "names no reference system",
        ),
    ],
    ids=["no date", "no column", "no crs"],
)
def test_what_cannot_be_stepped_is_refused(frame: gpd.GeoDataFrame, said: str) -> None:
    """With a sentence that says what is amiss."""
    with pytest.raises(semaine_map.SemaineError, match=said):
        semaine_map.DayControl(frame)
