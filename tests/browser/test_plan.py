"""The plan of today: the one thing that goes online, and only when it is switched on."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.pages import DESKTOP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

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
    page.wait_for_function("document.querySelectorAll('.leaflet-tile-loaded').length > 0")
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
