"""The plan of today: the one thing that goes online, and only when it is switched on."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from semaine_map.history.dataset import Dataset

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def test_nothing_is_asked_before_and_one_host_after(atlas: Path, browser: Browser) -> None:
    """Off by default, named as going online; switched on it asks data.geopf.fr for pictures, switched off nobody."""
    context = browser.new_context(**DESKTOP)  # type: ignore[arg-type]  # a window and a language
    asked: list[str] = []
    complaints: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body=PIXEL, content_type="image/png")

    context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), answer)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((atlas / "index.html").as_uri() + "#1871-05-24")
    page.wait_for_selector('#atlas[data-ready="true"]')
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Key and filters").click()
    switch = page.get_by_role("checkbox", name="Today’s plan beneath (asks the network)")
    expect(switch).not_to_be_checked()
    expect(page.locator("#menu")).to_contain_text("asks data.geopf.fr")
    page.wait_for_timeout(400)
    assert asked == []
    switch.check()
    page.wait_for_function("() => document.querySelectorAll('.leaflet-tile-loaded').length > 0")
    assert {urlsplit(url).hostname for url in asked} == {"data.geopf.fr"}
    assert all("PLANIGNV2" in url and "image/png" in url for url in asked)
    switch.uncheck()
    before = len(asked)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(600)
    assert len(asked) == before
    assert complaints == []
    context.close()


def test_the_net_of_degrees_is_off_until_asked_for(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Switched on in the menu, meridians and parallels are named in degrees; switched off, they are gone."""
    page = open_page(atlas / "index.html")
    assert page.locator(".degree").count() == 0
    page.get_by_role("button", name="Key and filters").click()
    net = page.get_by_role("checkbox", name="Net of meridians and parallels (WGS 84)")
    net.check()
    assert "2.34° E" in page.locator(".degree").all_inner_texts()
    assert "48.86° N" in page.locator(".degree").all_inner_texts()
    net.uncheck()
    expect(page.locator(".degree")).to_have_count(0)


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_without_a_network_that_is_said_once(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """No tile is asked for; the note says that the plan does not come and what of today is in the file; nothing fades away."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    french = window["locale"].startswith("fr")
    page.locator("#open-menu").click()
    expect(page.locator("#menu")).to_contain_text("Il faut un réseau" if french else "It needs a network")
    page.get_by_role("checkbox", name="Plan actuel" if french else "Today’s plan").check()
    page.keyboard.press("Escape")
    note = page.locator("#plan-state")
    expect(note).to_contain_text("ne vient pas" if french else "does not come")
    expect(note).to_contain_text(re.compile(r"d’aujourd’hui.* \d+ rues" if french else r"today’s names.* \d+ streets"))
    expect(page.get_by_role("status").first).to_contain_text(note.inner_text())
    expect(page.locator("#fade-range")).to_be_hidden()
    assert page.locator(".leaflet-names-pane").evaluate("pane => getComputedStyle(pane).opacity") == "1"
    box = page.locator("#fade").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= window["viewport"]["width"]


@pytest.fixture
def online(atlas: Path, browser: Browser) -> Iterator[Callable[[Callable[[Route], None]], Page]]:
    """Return a function that opens the atlas with a network on which ``answer`` answers for every tile."""
    context = browser.new_context(**DESKTOP)  # type: ignore[arg-type]  # a window and a language

    def opened(answer: Callable[[Route], None]) -> Page:
        context.route(lambda url: not url.startswith(("file:", "data:", "blob:")), answer)
        page = context.new_page()
        page.goto((atlas / "index.html").as_uri() + "#1871-05-24")
        page.wait_for_selector('#atlas[data-ready="true"]')
        page.locator("#open-menu").click()
        page.get_by_role("checkbox", name="Today’s plan").check()
        page.keyboard.press("Escape")
        return page

    yield opened
    context.close()


def test_a_slider_fades_from_then_to_now(online: Callable[[Callable[[Route], None]], Page]) -> None:
    """By keyboard too: at its end the plan alone is seen and its credit read, at its beginning only what was then."""
    page = online(lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    slider = page.get_by_role("slider", name="From 1871 to today’s plan")
    expect(page.locator("#plan-state")).to_have_text("Plan IGN v2, © IGN, Licence Ouverte")
    opacity = "pane => getComputedStyle(pane).opacity"
    slider.focus()
    for key, plan, names in (("End", "1", "0"), ("Home", "0", "1")):
        page.keyboard.press(key)
        assert page.locator(".leaflet-plan-pane .leaflet-layer").evaluate(opacity) == plan
        assert page.locator(".leaflet-names-pane").evaluate(opacity) == names
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "5 % today’s plan")
    assert page.get_attribute("#atlas", "data-day") == "1871-05-24", "the arrow stepped the day"
    page.get_by_role("button", name="Put today’s plan away").click()
    expect(page.locator("#fade")).to_be_hidden()
    assert page.locator(".leaflet-names-pane").evaluate(opacity) == "1"


def test_tiles_that_do_not_come_are_told_once(online: Callable[[Callable[[Route], None]], Page]) -> None:
    """Where none comes that is said, with the names that are there; where some come, that there are gaps."""
    fails = True

    def answer(route: Route) -> None:
        if fails:
            route.abort()
        else:
            route.fulfill(body=PIXEL, content_type="image/png")

    page = online(answer)
    page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => said.push(document.getElementById('announcer').textContent))
            .observe(document.getElementById('announcer'), { childList: true });
        }"""
    )
    note = page.locator("#plan-state")
    expect(note).to_contain_text("does not come")
    expect(note).to_contain_text("today’s names are in this file")
    fails = False
    page.locator("#open-menu").click()
    for turn in (False, True):
        page.get_by_role("checkbox", name="Today’s plan").set_checked(turn)
    page.keyboard.press("Escape")
    expect(note).to_have_text("Plan IGN v2, © IGN, Licence Ouverte")
    fails = True
    for _ in range(2):
        page.locator("#zoom-in").click()
        page.wait_for_timeout(400)
    expect(note).to_contain_text("Part of the plan")
    page.wait_for_timeout(400)
    said = page.evaluate("said")
    assert sum("Part of the plan" in one for one in said) == 1
    # The first failure may have been said before anybody listened; not twice.
    assert sum("does not come:" in one for one in said) <= 1


def test_a_record_without_a_plan_can_ask_nobody(open_page: Callable[..., Page], tmp_path: Path, sound: Dataset) -> None:
    """Its page names no host in its policy and offers no plan."""
    write_pages(tmp_path / "out", sound)
    page = open_page(tmp_path / "out" / "index.html")
    assert "https:" not in (page.locator("meta[name='Content-Security-Policy']").get_attribute("content") or "")
    page.locator("#open-menu").click()
    expect(page.get_by_role("checkbox", name="Today’s plan")).to_have_count(0)
