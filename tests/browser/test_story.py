"""The week told: its scenes on the map, the first screen, the small key, and the story before a room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from semaine_map.history.scenes import scenes
from semaine_map.page import render
from tests.browser.pages import PHONE, WINDOW_NAMES, WINDOWS, text_of
from tests.browser.test_everyone import AXE, complaints

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

SETTLED = 1_700
"""Milliseconds after which the camera and the front have come to rest."""


def shown(page: Page) -> str | None:
    """Return the number of the scene that the page shows."""
    return page.locator("#story").get_attribute("data-scene")


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_a_first_visit_is_told_what_this_is(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The card says what, when, between whom and in how many scenes; once put away it does not come back by itself."""
    page = open_page(atlas / "index.html", first_visit=True, **window)
    card = page.locator("#welcome")
    expect(card).to_be_visible()
    said = text_of(page, "#welcome")
    french = window["locale"].startswith("fr")
    for part in ("28 mai 1871", "30 scènes", "Commune") if french else ("28 May 1871", "30 scenes", "Commune"):
        assert part in said
    card.get_by_role("button", name="Explorer la carte" if french else "Look around").click()
    expect(card).to_be_hidden()
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    expect(card).to_be_hidden()
    page.click("#open-about")
    page.get_by_role("button", name="Revoir la carte d’ouverture" if french else "Show the opening card again").click()
    expect(card).to_be_visible()


@pytest.mark.parametrize("fragment", ["#1871-05-24", "#1871-05-24/hotel-de-ville-fire", "#story/4"])
def test_no_card_lies_over_what_an_address_asks_for(atlas: Path, open_page: Callable[..., Page], fragment: str) -> None:
    """Who comes by an address sees what it names."""
    page = open_page(atlas / "index.html", fragment, first_visit=True)
    expect(page.locator("#welcome")).to_be_hidden()


def test_who_looks_for_an_address_is_greeted_no_more(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The card of what was found does not share the screen with the first card."""
    page = open_page(atlas / "index.html", first_visit=True)
    expect(page.locator("#welcome")).to_be_visible()
    page.fill("#search", "31 rue du Bac")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator("#welcome")).to_be_hidden()


def test_a_browser_that_remembers_nothing_still_greets(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Without local storage the card comes and goes all the same."""
    page = open_page(atlas / "index.html", "#story/1", first_visit=True)
    page.context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } })")
    page.goto((atlas / "index.html").as_uri())
    page.wait_for_selector('#atlas[data-ready="true"]')
    expect(page.locator("#welcome")).to_be_visible()
    page.locator("#welcome .close").click()
    expect(page.locator("#welcome")).to_be_hidden()


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_every_scene_is_reached_by_key_and_says_its_text(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, window: dict[str, Any]
) -> None:
    """From the first screen on, an arrow turns each page; each has its day, its words, its links and its address."""
    page = open_page(atlas / "index.html", reduced_motion="reduce", **window)
    language = window["locale"][:2]
    page.click("#begin-story")
    for scene in scenes(real):
        assert shown(page) == str(scene.number)
        assert page.get_attribute("#atlas", "data-day") == scene.day
        assert page.text_content("#story-text") == scene.text[language]
        assert page.locator("#story-text [data-named]").count() == len(scene.named)
        page.wait_for_function("address => location.hash === address", arg=f"#story/{scene.number}")
        page.keyboard.press("ArrowRight")
    assert shown(page) == str(len(scenes(real)))
    page.keyboard.press("Home")
    assert shown(page) == "1"


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
@pytest.mark.parametrize("number", [1, 12, 30])
def test_a_line_leads_from_each_named_thing_to_its_sign(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any], number: int
) -> None:
    """Each line begins at its words, in sight, and ends on the map; the marks of everything else are dimmed."""
    page = open_page(atlas / "index.html", f"#story/{number}", **window)
    page.wait_for_timeout(SETTLED)
    words = page.locator("#story-text [data-named]").count()
    lines = page.locator("[data-leader]")
    body = page.locator("#story-body").bounding_box()
    assert body
    in_sight = page.locator("#story-text [data-named]").evaluate_all(
        "(words, low) => words.filter(word => word.getClientRects()[0].bottom <= low).length", body["y"] + body["height"]
    )
    assert 0 < in_sight <= words
    assert lines.count() == in_sight
    frame = page.locator("#map").bounding_box()
    assert frame
    for way in lines.evaluate_all("lines => lines.map(line => line.getAttribute('d'))"):
        x, y = (float(one) for one in re.findall(r"[-\d.]+", way)[-2:])
        assert frame["x"] <= x <= frame["x"] + frame["width"]
        assert frame["y"] <= y <= frame["y"] + frame["height"]
    assert float(page.evaluate("getComputedStyle(document.querySelector('.leaflet-marks-pane')).opacity")) < 0.5


def test_nothing_on_the_map_is_later_than_the_scene(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """In the morning of the 24th the fires of its afternoon do not burn yet, and no evening front is drawn for it."""
    page = open_page(atlas / "index.html", "#story/15", reduced_motion="reduce")
    page.wait_for_timeout(600)
    morning = pictures(page)
    page.keyboard.press("Escape")
    assert shown(page) is None
    page.wait_for_timeout(600)
    evening = pictures(page)
    assert morning != evening
    scene = scenes(real)[14]
    assert (scene.part, scene.evening) == ("morning", "1871-05-23")
    starts = real.tables["events"]["start_time"]
    assert all(starts[row] is None or starts[row] >= "12" for row in scene.later)


def pictures(page: Page) -> list[str]:
    """Return what is painted of grounds and marks."""
    canvases = "['tint', 'marks'].map(pane => document.querySelector(`.leaflet-${pane}-pane canvas:not(.kept)`).toDataURL())"
    return list(page.evaluate(canvases))


@pytest.mark.parametrize("keys", [("PageDown", "PageUp"), (" ", "ArrowLeft"), ("ArrowDown", "ArrowUp")])
def test_a_clicker_turns_the_pages_before_a_room(atlas: Path, open_page: Callable[..., Page], keys: tuple[str, str]) -> None:
    """F shows the scene alone, in letters of 24 pixels and more; the keys of a clicker step it, Escape ends it."""
    page = open_page(atlas / "index.html", "#story/5", viewport={"width": 1920, "height": 1080}, locale="fr-FR")
    page.keyboard.press("f")
    page.wait_for_timeout(500)
    for selector in (".search", ".tools", "#daybar", "#small-key", ".zoom", "#story-ways", "#scene-on"):
        expect(page.locator(selector)).to_be_hidden()
    on, back = keys
    for key, number in ((on, "6"), (on, "7"), (back, "6")):
        page.keyboard.press(key)
        assert shown(page) == number
        page.wait_for_timeout(100)
    sizes = page.locator("#story :not(:has(*))").evaluate_all(
        """nodes => nodes
          .filter(node => node.offsetParent && node.textContent.trim())
          .map(node => parseFloat(getComputedStyle(node).fontSize))"""
    )
    assert sizes
    assert min(sizes) >= 24
    page.keyboard.press("Escape")
    expect(page.locator("#daybar")).to_be_visible()
    assert shown(page) == "6"


def test_no_text_is_cut_off_before_a_room(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """The longest scene fits the screen without scrolling, in either language."""
    for language in ("en", "fr"):
        longest = max(scenes(real), key=lambda scene: len(scene.text[language]))
        size = {"viewport": {"width": 1920, "height": 1080}, "locale": f"{language}-{language.upper()}"}
        page = open_page(atlas / "index.html", f"#story/{longest.number}", **size)
        page.keyboard.press("p")
        expect(page.locator("#atlas[data-presenting]")).to_be_visible()
        page.wait_for_timeout(400)
        assert page.evaluate(
            "(() => { const b = document.getElementById('story-body'); return b.scrollHeight <= b.clientHeight; })()"
        )
        assert page.evaluate("parseFloat(getComputedStyle(document.getElementById('story-text')).fontSize)") >= 24


def test_the_short_version_tells_its_scenes_alone(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """With "ten minutes" chosen the arrow leaves out the others, and the address says so."""
    page = open_page(atlas / "index.html", "#story/1", reduced_motion="reduce")
    page.check("#story-short")
    seen = ["1"]
    page.locator("#story-body").focus()
    for _ in scenes(real):
        page.keyboard.press("ArrowRight")
        seen.append(str(shown(page)))
    assert list(dict.fromkeys(seen)) == [str(scene.number) for scene in scenes(real) if scene.is_short]
    page.wait_for_function("() => location.hash.endsWith('?version=short')")


def test_play_waits_as_long_as_it_takes_to_read_aloud(atlas: Path, open_page: Callable[..., Page]) -> None:
    """At 150 words a minute a scene of fifty words rests for some twenty seconds, at 300 for half of that."""
    page = open_page(atlas / "index.html", "#story/2", reduced_motion="reduce")
    page.clock.install()
    words = len(page.inner_text("#story-text").split())
    page.click("#story-play")
    page.clock.run_for(words * 60_000 // 150 - 2_000)
    assert shown(page) == "2"
    page.clock.run_for(8_000)
    assert shown(page) == "3"
    page.select_option("#story-pace", "300")
    words = len(page.inner_text("#story-text").split())
    page.clock.run_for(words * 60_000 // 300 + 3_000)
    assert shown(page) == "4"
    page.click("#story-play")
    page.clock.run_for(60_000)
    assert shown(page) == "4"


def test_scrolling_moves_between_scenes_and_back_goes_back(atlas: Path, open_page: Callable[..., Page]) -> None:
    """One turn of the wheel over the text is one scene; the browser's own button returns."""
    page = open_page(atlas / "index.html", "#story/2", reduced_motion="reduce")
    box = page.locator("#story-text").bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.wheel(0, 120)
    expect(page.locator('[data-scene="3"]')).to_be_visible()
    page.wait_for_function("() => location.hash === '#story/3'")
    page.go_back()
    expect(page.locator('[data-scene="2"]')).to_be_visible()


def test_leaving_stays_at_the_day_and_place(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The reader goes on from where the story was: the same day, the same frame of the map, what he had filtered."""
    page = open_page(atlas / "index.html", "#1871-05-22?certainty=certain", reduced_motion="reduce")
    page.click("#begin-story")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    day = page.get_attribute("#atlas", "data-day")
    page.wait_for_timeout(300)
    scale = page.inner_text(".leaflet-control-scale-line")
    page.click("#leave-story")
    assert page.get_attribute("#atlas", "data-day") == day == "1871-05-23"
    assert page.inner_text(".leaflet-control-scale-line") == scale
    expect(page.locator("#chronicle")).to_be_visible()
    page.wait_for_url("**/*#1871-05-23*certainty=certain*")


def test_a_named_thing_opens_its_event(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The words lead to the card of the event with its witnesses, and the story goes on beside it."""
    page = open_page(atlas / "index.html", "#story/9", reduced_motion="reduce")
    page.click("#story-text [data-named='buttes-montmartre-capture']")
    expect(page.locator("#card")).to_be_visible()
    assert shown(page) == "9"


def test_cards_lie_under_the_map_of_a_phone(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The map keeps the upper part of the window, the text lies beneath it, and a swipe turns the page."""
    page = open_page(atlas / "index.html", "#story/3", **PHONE)
    frame, card = page.locator("#map").bounding_box(), page.locator("#story").bounding_box()
    assert frame
    assert card
    assert frame["height"] > 200
    assert card["y"] >= frame["y"] + frame["height"] - 1
    page.locator("#story-text").evaluate(
        """node => {
          const at = x => new Touch({ identifier: 1, target: node, clientX: x, clientY: 600 });
          const send = (type, x) => node.dispatchEvent(new TouchEvent(type, {
            bubbles: true, touches: type === 'touchend' ? [] : [at(x)], changedTouches: [at(x)],
          }));
          send('touchstart', 300);
          send('touchend', 120);
        }"""
    )
    assert shown(page) == "4"


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
@pytest.mark.parametrize("fragment", ["", "#1871-05-24/hotel-de-ville-fire", "#story/6"])
def test_the_small_key_is_always_there(
    atlas: Path, open_page: Callable[..., Page], window: dict[str, Any], fragment: str
) -> None:
    """Sides, fought-over ground, front, five signs, hollow and pale; from it the full key opens, whose ground it is first."""
    page = open_page(atlas / "index.html", fragment, **window)
    key = page.locator("[data-key]")
    expect(key).to_be_visible()
    assert key.locator(".swatch").count() == 3
    assert key.locator("svg.sign").count() == 1 + 5 + 2
    box, size = key.bounding_box(), page.viewport_size
    assert box
    assert size
    assert box["y"] + box["height"] <= size["height"]
    if not fragment:
        key.get_by_role("button").click()
        expect(page.locator("#menu .layer").first.locator(".tints li").first).to_contain_text("Commune")


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_title_and_controls_have_their_words(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The title is seen on a phone too; speed, hours and "fit" say in a word what they are."""
    page = open_page(atlas / "index.html", **window)
    french = window["locale"].startswith("fr")
    title = page.locator("#title").bounding_box()
    assert title
    assert title["width"] > 100
    for selector, word in (("#speed", "Vitesse" if french else "Speed"), ("#play-hours", "Heures" if french else "Hours"),
                           ("#zoom-fit", "Tout" if french else "Fit")):  # fmt: skip
        assert word in page.inner_text(selector)


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed (npm install)")
@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_axe_finds_nothing_in_the_story(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The first card, a scene and the scene before a room pass the rules of WCAG."""
    page = open_page(atlas / "index.html", first_visit=True, **window)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert complaints(page) == []
    page.locator("#welcome [data-story]").click()
    page.wait_for_timeout(SETTLED)
    assert complaints(page) == []
    page.keyboard.press("f")
    page.wait_for_timeout(400)
    assert complaints(page) == []


def test_a_record_without_scenes_starts_as_before(open_page: Callable[..., Page], sound: Dataset, tmp_path: Path) -> None:
    """No button, no card, no scene; an address of one shows the first day."""
    (tmp_path / "index.html").write_text(render.html(sound), encoding="utf-8")
    page = open_page(tmp_path / "index.html", "#story/1", first_visit=True)
    expect(page.locator("[data-story]").first).to_be_hidden()
    expect(page.locator("#welcome")).to_be_hidden()
    assert shown(page) is None
    expect(page.locator("[data-key]")).to_be_visible()
    assert page.get_attribute("#atlas", "data-day") == sound.week.days[0]
