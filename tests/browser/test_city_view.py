"""The whole city on one screen: main events first, none hiding another, and what is many on one spot counted."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from semaine_map.portrayal import weight
from tests.browser.conftest import DAYS
from tests.browser.pages import DESKTOP, PHONE, WINDOW_NAMES, WINDOWS, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

WHOLE_DAY = "1871-05-24"


def counts(page: Page) -> dict[str, Any]:
    """Return what the map says that it has drawn."""
    return json.loads(page.get_attribute("#atlas", "data-drawn") or "{}")  # type: ignore[no-any-return]


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_no_full_sign_hides_another(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, window: dict[str, Any], language: str
) -> None:
    """On every day the main events stand as full signs, none of them hidden by more than three tenths."""
    page = open_page(atlas / "index.html", **{**window, "locale": language})
    for day in DAYS:
        page.evaluate("day => { location.hash = day; }", day)
        page.wait_for_function("day => document.querySelector('#atlas').dataset.day === day", arg=day)
        page.wait_for_timeout(150)
        counted = counts(page)
        assert 8 <= counted["full"] <= 15, (day, counted)
        assert counted["overlap"] <= 0.3, (day, counted)
        assert counted["full"] <= len(weight.main(real, day))


def test_from_nearer_more_signs_are_full(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Step by step towards the middle of the city the counts dissolve, and in the end every event has its sign."""
    page = open_page(atlas / "index.html", f"#{WHOLE_DAY}")
    before = counts(page)
    assert before["bubbles"] > 5
    for _ in range(4):
        page.click("#zoom-in")
        page.wait_for_timeout(450)
    after = counts(page)
    assert after["bubbles"] == 0
    assert after["full"] > 2 * before["full"]


def counted_sign(page: Page) -> tuple[int, int]:
    """Return where on the page a counted sign stands, found by its hint as a reader finds it."""
    frame = page.locator("#map").bounding_box()
    assert frame
    for y in range(int(frame["y"]) + 180, int(frame["y"] + frame["height"]) - 150, 9):
        for x in range(int(frame["x"] + frame["width"] * 0.4), int(frame["x"] + frame["width"] * 0.7), 9):
            page.mouse.move(x, y)
            hint = page.locator("#hint")
            if hint.is_visible() and re.fullmatch(r"\d+ events", hint.inner_text()):
                return x, y
    pytest.fail("no counted sign in the middle of the city")


def test_a_counted_sign_opens_into_its_list(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A click opens as many events as the sign counts; each leads to its own card, and Escape closes the list."""
    page = open_page(atlas / "index.html", f"#{WHOLE_DAY}")
    x, y = counted_sign(page)
    number = int(page.locator("#hint").inner_text().split()[0])
    page.mouse.click(x, y)
    links = page.locator("#card .group a")
    expect(links).to_have_count(number)
    expect(page.locator("#card h2")).to_have_text(f"{number} events")
    title = links.first.locator("span").first.inner_text()
    links.first.click()
    expect(page.locator("#card h2")).to_have_text(title)
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()


def test_the_list_begins_with_the_main_events(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """Its heading counts them, they are those of the record in their order, and no event is listed twice."""
    page = open_page(atlas / "index.html")
    for state in real.states:
        page.click(f'button[data-goto="{state.day}"]')
        main = page.locator('ol[data-list="main"] li[data-event]').evaluate_all("items => items.map(one => one.dataset.event)")
        assert main == [real.tables["events"]["id"][row] for row in weight.main(real, state.day)]
        assert text_of(page, "#lists h3:not([hidden])") == f"The main events ({len(main)})"
        every = page.locator("li[data-event]").evaluate_all("items => items.map(one => one.dataset.event)")
        assert len(every) == len(set(every)) <= 200


def test_the_rest_is_told_by_the_parts_of_the_day_and_the_undated_last(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The parts follow in the order of the day; what has no known day has a heading of its own, at the end, with its number."""
    page = open_page(atlas / "index.html", f"#{WHOLE_DAY}")
    seen: list[str] = []
    while True:
        shown = page.locator("#lists ol:not([hidden])").evaluate_all("lists => lists.map(one => one.dataset.list)")
        seen += [name for name in shown if name not in seen]
        undated = page.locator('#lists ol[data-list="undated"]:not([hidden]) li')
        if page.locator("[data-more]").is_disabled():
            break
        page.click("[data-more]")
    order = ["main", "small-hours", "dawn", "morning", "noon", "afternoon", "evening", "night", "untold", "ongoing", "undated"]
    assert seen == [name for name in order if name in seen]
    assert seen[-1] == "undated"
    assert {"main", "morning", "afternoon", "evening"} <= set(seen)
    heading = page.locator('#lists ol[data-list="undated"]').evaluate("list => list.previousElementSibling.textContent")
    number = int(re.sub(r"\D", "", heading))
    assert undated.count() <= number


@pytest.mark.parametrize("which", ["main", "late", "before"])
def test_opened_by_address_the_chosen_row_is_in_sight(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, which: str
) -> None:
    """Whether among the first rows, on another page of the list, or folded away with what came before."""
    events, state = real.tables["events"], real.states[3]
    row = {
        "main": weight.main(real, state.day)[-1],
        "late": max(n for n, one in enumerate(state.statuses) if one == "undated"),
        "before": next(n for n, one in enumerate(state.statuses) if one == "earlier" and events["start"][n] < state.day),
    }[which]
    page = open_page(atlas / "index.html", f"#{state.day}/{events['id'][row]}")
    chosen = page.locator('li[aria-current="true"]')
    expect(chosen).to_have_attribute("data-event", events["id"][row])
    expect(chosen).to_be_in_viewport()


def test_a_phone_shows_the_same_main_events(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The list in French begins with as many as the list in English."""
    phone = open_page(atlas / "index.html", f"#{WHOLE_DAY}", **PHONE)
    desk = open_page(atlas / "index.html", f"#{WHOLE_DAY}", **DESKTOP)
    rows = 'ol[data-list="main"] li[data-event]'
    assert phone.locator(rows).count() == desk.locator(rows).count()
    assert phone.locator("#lists h3:not([hidden])").first.text_content() == "Les événements principaux (12)"
