"""Everyone: what a checker finds, what the keyboard reaches, what stays still, and the table as an equal way in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, PHONE, WINDOW_NAMES, WINDOWS, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def complaints(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands."""
    found = page.evaluate("tags => axe.run(document, { runOnly: tags, resultTypes: ['violations'] })", RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_axe_finds_nothing(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """At rest, and with card, key, page about the atlas, sharing, table and week open."""
    page = open_page(atlas / "index.html", "#1871-05-24?witness=goncourt", **window)
    # Evaluated, not injected as a tag: the page's own policy refuses strangers' scripts.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert complaints(page) == []
    page.evaluate("location.hash = '#1871-05-24/hotel-de-ville-fire?witness=goncourt'")
    expect(page.locator("#card")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#1871-05-24/house/rue-de-lille-53?witness=goncourt'")
    expect(page.locator("#card")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.locator("#open-menu").click()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    for dialog in ("about", "share"):
        page.locator(f"#open-{dialog}").click()
        expect(page.locator(f"#{dialog}")).to_be_visible()
        assert complaints(page) == []
        page.keyboard.press("Escape")
    page.locator("#open-table").click()
    assert complaints(page) == []
    page.locator("#week").click()
    assert complaints(page) == []


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_keyboard_reaches_everything_and_is_never_trapped(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]
) -> None:
    """Tab passes every control in sight once, of the rows one, each with a visible focus, and leaves the page again."""
    page = open_page(atlas / "index.html", "#1871-05-24/hotel-de-ville-fire?witness=goncourt", **window)
    reached, lost = set(), []
    for _ in range(160):
        page.keyboard.press("Tab")
        at, visible = page.evaluate(
            """() => {
              const now = document.activeElement;
              if (!now || now === document.body) return ['', true];
              now.dataset.visited = 'yes';
              const style = getComputedStyle(now);
              const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
              return [now.id || now.className || now.tagName, seen];
            }"""
        )
        if not at:
            break
        reached.add(at)
        if not visible:
            lost.append(at)
    else:
        pytest.fail("Tab never left the page")
    assert lost == []
    missed = page.evaluate(
        """() => [...document.querySelectorAll('button:not([tabindex="-1"]), a[href], input, select, [tabindex="0"]')]
          .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.dataset.visited)
          .map(one => one.id || one.outerHTML.slice(0, 80))"""
    )
    assert missed == []
    assert {"search", "open-menu", "map", "play", "switch-language"} <= reached


def test_an_event_is_read_by_keyboard_alone(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Enter on a row leads into its card, Escape back to the row."""
    page = open_page(atlas / "index.html", "#1871-05-24?witness=goncourt", **DESKTOP)
    row = page.locator("li[data-event] button").first
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(row).to_be_focused()
    page.locator("#open-about").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#open-about")).to_be_focused()


def test_the_day_is_announced(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A step is told to who cannot see it, in the language chosen."""
    page = open_page(atlas / "index.html", "#1871-05-24", locale="fr-FR")
    page.locator("body").press("ArrowRight")
    expect(page.get_by_role("status").first).to_contain_text("jeudi 25\u00a0mai 1871")


def test_who_wants_no_motion_gets_none(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The map jumps to what is chosen, and nothing slides."""
    page = open_page(atlas / "index.html", "#1871-05-24", reduced_motion="reduce", **DESKTOP)
    page.evaluate("location.hash = '#1871-05-24/hotel-de-ville-fire'")
    expect(page.locator("#card")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.leaflet-zoom-anim, .leaflet-pan-anim').length") == 0
    moving = page.evaluate(
        """() => [...document.querySelectorAll('#atlas *')]
          .filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"""
    )
    assert moving == 0


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_table_holds_what_the_list_holds(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Row by row, page after page, in the same order; a name in it opens the card."""
    page = open_page(atlas / "index.html", "#1871-05-23", **window)
    expected = listed(page)
    page.locator("#open-table").click()
    found: list[str] = []
    while True:
        found += page.locator("#table-view tr[data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")
        more = page.locator("#table-view [data-more]")
        if not more.count() or more.is_disabled():
            break
        more.click()
    assert found == expected
    page.locator("#table-view tbody th button").first.click()
    expect(page.locator("#card")).to_be_visible()


SMALL = """() => [...document.querySelectorAll('button:not([tabindex="-1"]), a[href], input, select, [role=option]')]
  .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.classList.contains('skip'))
  .map(one => [one, (one.closest('label.box') ?? one).getBoundingClientRect()])
  .filter(([, { width, height }]) => width && (width < 44 || height < 44))
  .map(([one]) => one.id || one.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_everything_is_large_enough_for_a_finger(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Whatever can be pressed is 44 px wide and high, in every view."""
    page = open_page(atlas / "index.html", "#1871-05-23/rue-de-lille-fire?witness=leighton", **window)
    expect(page.locator("#card")).to_be_visible()
    assert page.evaluate(SMALL) == []
    page.keyboard.press("Escape")
    for view in ("menu", "about", "share"):
        page.locator(f"#open-{view}").click()
        expect(page.locator(f"#{view}")).to_be_visible()
        assert page.evaluate(SMALL) == [], view
        page.keyboard.press("Escape")
    page.locator("#search").fill("rue de lille")
    assert page.evaluate(SMALL) == []


def test_nothing_is_lost_at_200_percent(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A window of 1280 by 800 at twice the size: every control is still there, and nothing scrolls sideways."""
    page = open_page(atlas / "index.html", "#1871-05-24", viewport={"width": 640, "height": 400}, device_scale_factor=2)
    tools = ["search", "open-menu", "open-table", "open-share", "open-about", "switch-language", "zoom-in", "sheet-handle"]
    for name in [*tools, "previous", "play", "next", "speed", "week", "hour"]:
        expect(page.locator(f"#{name}")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.locator("#sheet-handle").click()
    expect(page.locator("li[data-event]").first).to_be_visible()


def test_text_may_be_spaced_out(atlas: Path, open_page: Callable[..., Page]) -> None:
    """With the line, letter and word spacing of WCAG 1.4.12 no button's words leave it."""
    page = open_page(atlas / "index.html", "#1871-05-24/hotel-de-ville-fire", **DESKTOP)
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    cut = page.evaluate(
        """() => [...document.querySelectorAll('button, h1, h2, dd, #card p')]
          .filter(one => one.checkVisibility() && getComputedStyle(one).display !== 'inline')
          .filter(one => one.scrollWidth > one.clientWidth + 1)
          .map(one => one.id || one.textContent)"""
    )
    assert cut == []


def test_forced_colours_show_what_is_chosen(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The shown day and an open menu are marked by a line, and the map keeps its own paper under its ink."""
    page = open_page(atlas / "index.html", "#1871-05-24", forced_colors="active", color_scheme="dark", **DESKTOP)
    page.locator("#open-menu").click()
    for marked in ('[data-goto="1871-05-24"]', "#open-menu"):
        assert page.locator(marked).evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    assert page.locator("#map").evaluate("map => getComputedStyle(map).backgroundColor") == "rgb(246, 241, 231)"


def test_one_finger_scrolls_the_list_not_the_map(atlas: Path, open_page: Callable[..., Page]) -> None:
    """On a phone the open sheet scrolls by itself, and what is beyond its end does not move the page."""
    page = open_page(atlas / "index.html", "#1871-05-24", **PHONE)
    page.locator("#sheet-handle").click()
    page.wait_for_timeout(400)
    body = page.locator("#chronicle-body")
    box = body.bounding_box()
    assert box
    touch = page.context.new_cdp_session(page)
    for kind, up in (("touchStart", 0), ("touchMove", 20), ("touchMove", 70), ("touchMove", 120), ("touchEnd", 120)):
        points = [] if kind == "touchEnd" else [{"x": box["x"] + 100, "y": box["y"] + 220 - up}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    page.wait_for_timeout(300)
    assert body.evaluate("body => body.scrollTop") > 20
    assert page.get_attribute("#atlas", "data-day") == "1871-05-24"
    assert page.evaluate("scrollY") == 0
