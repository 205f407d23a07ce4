"""The atlas where other programs put it: saved by the browser, linked from mail and chat, in a frame, in a closed fold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

EVENT = "hotel-de-ville-fire"

SAVED = "'<!DOCTYPE html>' + document.documentElement.outerHTML"
"""What a browser writes to the disk when it saves a page: the document as it stands."""

COUNTS = """() => Object.fromEntries(
  ['button[data-goto]', '#week', 'canvas', '.leaflet-control-scale', '.leaflet-pane', '#lists > *', 'li[data-event]', '#card > *',
   'dialog[open]', '#menu > *', '#printed > *', '#small-key > *', '#story > *', '.in-story'].map(
     name => [name, document.querySelectorAll(name).length]))"""
"""How often each thing stands in the page that may stand in it twice."""


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_a_page_that_the_browser_saves_is_whole(
    atlas: Path, open_page: Callable[..., Page], tmp_path: Path, window: dict[str, Any]
) -> None:
    """Opened again it is the page that it was: each thing once, nothing open that was not, no complaint of the browser."""
    page = open_page(atlas / "index.html", f"#1871-05-24/{EVENT}", **window)
    counts, text = page.evaluate(COUNTS), page.inner_text("#atlas")
    page.locator("#open-menu").click()
    page.keyboard.press("Escape")
    page.locator("#open-menu").click()
    page.locator("#open-share").click()
    (tmp_path / "copy.html").write_text(page.evaluate(SAVED), encoding="utf-8")
    copy = open_page(tmp_path / "copy.html", f"#1871-05-24/{EVENT}", **window)
    assert copy.evaluate(COUNTS) == counts
    assert copy.inner_text("#atlas") == text
    expect(copy.locator("#open-menu")).to_have_attribute("aria-expanded", "false")
    copy.keyboard.press("ArrowRight")
    expect(copy.locator("#atlas")).to_have_attribute("data-day", "1871-05-25")


def test_a_page_saved_in_the_middle_of_the_story_starts_anew(atlas: Path, open_page: Callable[..., Page], tmp_path: Path) -> None:
    """Opened without an address it is the atlas as it is opened first; saved once more, it is so again."""
    first = open_page(atlas / "index.html")
    counts, text = first.evaluate(COUNTS), first.inner_text("#atlas")
    page = open_page(atlas / "index.html", "#story/3")
    for name in ("copy.html", "copy-of-a-copy.html"):
        (tmp_path / name).write_text(page.evaluate(SAVED), encoding="utf-8")
        page = open_page(tmp_path / name)
        assert page.evaluate(COUNTS) == counts
        assert page.inner_text("#atlas") == text


def test_a_saved_page_keeps_its_policy(atlas: Path, browser: Browser, tmp_path: Path) -> None:
    """A script that is not the page's own is refused in the page and in a copy of it."""
    file = atlas / "index.html"
    for copy in ("first.html", "second.html"):
        page = browser.new_page()
        page.goto(file.as_uri())
        page.wait_for_selector('#atlas[data-ready="true"]')
        refused = page.evaluate(
            """() => new Promise(resolve => {
              document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective), {once: true});
              const script = document.createElement('script');
              script.textContent = 'window.hacked = 1';
              document.body.append(script);
              script.remove();
              setTimeout(() => resolve(''), 2000);
            })"""
        )
        assert refused == "script-src-elem"
        assert page.evaluate("window.hacked") is None
        file = tmp_path / copy
        file.write_text(page.evaluate(SAVED), encoding="utf-8")
        page.close()


@pytest.mark.parametrize(
    "mangled",
    [
        f"#1871-05-24%2F{EVENT}",
        f"#/1871-05-24/{EVENT}",
        f"#1871-05-24/{EVENT})",
        f"#1871-05-24/{EVENT}.",
        f"#1871-05-24/{EVENT}/",
        f"#1871-05-24/{EVENT}?utm_source=letter",
        f"#1871-05-24%2F{EVENT}%3Fview%3Dmap",
    ],
)
def test_a_link_opens_as_mail_and_chat_hand_it_on(atlas: Path, open_page: Callable[..., Page], mangled: str) -> None:
    """The event is open on its day, and the address is put right."""
    page = open_page(atlas / "index.html", mangled)
    expect(page.locator("#atlas")).to_have_attribute("data-day", "1871-05-24")
    expect(page.locator("#card")).to_be_visible()
    expect(page).to_have_url(re.compile(f"#1871-05-24/{EVENT}$"))


def test_the_language_that_a_reader_chose_is_in_the_link(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Handed on, the page is in the language it was read in, whatever the browser of who opens it."""
    page = open_page(atlas / "index.html", "#1871-05-24")
    page.locator("#switch-language").click()
    expect(page).to_have_url(re.compile(r"#1871-05-24\?lang=fr$"))
    other = open_page(atlas / "index.html", "#1871-05-24?lang=fr")
    expect(other.locator("html")).to_have_attribute("lang", "fr")
    other.locator("#switch-language").click()
    expect(other).to_have_url(re.compile(r"#1871-05-24$"))


def hosted(folder: Path, atlas: Path, markup: str) -> Path:
    """Write a page of somebody else's that holds the atlas; return it."""
    host = folder / "host.html"
    frame = f'<iframe src="{(atlas / "index.html").as_uri()}#1871-05-22" width="900" height="600"></iframe>'
    host.write_text(f'<!DOCTYPE html><html lang="en"><title>A host</title>{markup.format(frame=frame)}</html>', encoding="utf-8")
    return host


def framed(browser: Browser, host: Path) -> tuple[Page, FrameLocator]:
    """Open a host and return it with the atlas in it."""
    page = browser.new_page()
    page.goto(host.as_uri())
    return page, page.frame_locator("iframe")


def test_in_a_frame_the_way_back_is_that_of_the_page_around_it(
    atlas: Path, browser: Browser, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    """Steps inside a frame add nothing to the history of the tab; on a page of its own each does, to be taken back."""
    page, frame = framed(browser, hosted(tmp_path, atlas, "{frame}"))
    expect(frame.locator("#atlas")).to_have_attribute("data-ready", "true")
    before = page.evaluate("history.length")
    for day in ("1871-05-23", "1871-05-24", "1871-05-25"):
        frame.locator(f'[data-goto="{day}"]').click()
        expect(frame.locator("#atlas")).to_have_attribute("data-day", day)
    (inner,) = page.frames[1:]
    inner.wait_for_url(re.compile("#1871-05-25$"))
    assert page.evaluate("history.length") == before
    page.close()
    own = open_page(atlas / "index.html", "#1871-05-22")
    own.keyboard.press("ArrowRight")
    expect(own).to_have_url(re.compile(r"#1871-05-23$"))
    own.go_back()
    expect(own.locator("#atlas")).to_have_attribute("data-day", "1871-05-22")


def test_a_page_that_had_no_room_shows_the_whole_city_when_it_appears(atlas: Path, browser: Browser, tmp_path: Path) -> None:
    """In a fold that was closed the ground is in the end the one of a page that was open from the start."""
    pictures = []
    for fold in ("<details open>", "<details>"):
        page, frame = framed(browser, hosted(tmp_path, atlas, f"{fold}<summary>Map</summary>{{frame}}</details>"))
        page.wait_for_timeout(700)
        if fold == "<details>":
            page.locator("summary").click()
        expect(frame.locator("#atlas")).to_have_attribute("data-ready", "true")
        page.wait_for_timeout(700)
        pictures.append(frame.locator("canvas").first.evaluate("canvas => canvas.toDataURL()"))
        page.close()
    assert pictures[0] == pictures[1]
