"""Stepping through the week: by button, by key, by address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from semaine_map.history.days import later_that_day
from tests.browser.conftest import DAYS
from tests.browser.pages import DESKTOP, PHONE, WINDOW_NAMES, WINDOWS, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset


def shown_day(page: Page) -> str | None:
    """Return the day that the page says it shows."""
    return page.get_attribute("#atlas", "data-day")


def test_the_atlas_opens_on_the_first_day(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Without a day in the address it is Sunday, 21 May."""
    page = open_page(atlas / "index.html")
    assert shown_day(page) == DAYS[0]
    expect(page.locator("button[data-goto]")).to_have_count(8)


def test_each_day_by_its_button(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A click changes day, address and the pressed button together."""
    page = open_page(atlas / "index.html")
    for day in DAYS:
        page.click(f'button[data-goto="{day}"]')
        assert shown_day(page) == day
        page.wait_for_url(f"**/*#{day}")
        assert page.get_attribute(f'button[data-goto="{day}"]', "aria-pressed") == "true"
        assert page.locator('button[data-goto][aria-pressed="true"]').count() == 1


def test_each_day_by_key(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Right and left step, Home and End jump, and nothing happens beyond the ends."""
    page = open_page(atlas / "index.html")
    page.locator("body").press("Home")
    for day in DAYS[1:]:
        page.keyboard.press("ArrowRight")
        assert shown_day(page) == day
    page.keyboard.press("ArrowRight")
    assert shown_day(page) == DAYS[-1]
    page.keyboard.press("ArrowLeft")
    assert shown_day(page) == DAYS[-2]
    page.keyboard.press("Home")
    assert shown_day(page) == DAYS[0]
    page.keyboard.press("End")
    assert shown_day(page) == DAYS[-1]


def test_each_day_by_address_lists_exactly_its_events(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """The list of a day, page after page, is what the day's state says is to be seen: not one more, not one less."""
    for state in real.states:
        page = open_page(atlas / "index.html", f"#{state.day}")
        assert shown_day(page) == state.day
        expected = {event for event, status in zip(real.events["id"], state.statuses, strict=True) if status}
        assert page.locator("li[data-event]").count() <= 200
        assert set(listed(page)) == expected


def test_space_plays_and_stops(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Played, the days follow each other by themselves, until space is pressed again."""
    page = open_page(atlas / "index.html", "#1871-05-21")
    page.locator("body").press("Space")
    page.wait_for_selector('#atlas[data-day="1871-05-22"]', timeout=10_000)
    page.keyboard.press("Space")
    stopped = shown_day(page)
    page.wait_for_timeout(3_000)
    assert shown_day(page) == stopped


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Europe/Paris", "UTC"])
def test_the_days_are_the_same_in_every_time_zone(atlas: Path, open_page: Callable[..., Page], zone: str) -> None:
    """A date of 1871 is a name, not a moment: no zone moves it."""
    page = open_page(atlas / "index.html", "#1871-05-24", timezone_id=zone)
    assert shown_day(page) == "1871-05-24"
    assert "24\u00a0May" in page.inner_text("#day-title")


def test_back_and_forward_follow_the_reader(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The browser's history holds the days that were shown."""
    page = open_page(atlas / "index.html", "#1871-05-22")
    page.click('button[data-goto="1871-05-25"]')
    page.go_back()
    page.wait_for_selector('#atlas[data-day="1871-05-22"]')
    page.go_forward()
    page.wait_for_selector('#atlas[data-day="1871-05-25"]')


def test_a_nonsense_address_shows_the_first_day(atlas: Path, open_page: Callable[..., Page]) -> None:
    """An unknown day or event does no harm."""
    page = open_page(atlas / "index.html", "#1971-05-24/no-such-event")
    assert shown_day(page) == DAYS[0]


def test_every_day_page_opens_on_its_day(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The eight small files show one day each and link to the others."""
    for day in DAYS:
        page = open_page(atlas / "days" / f"{day}.html")
        assert shown_day(page) == day
        assert page.locator("li[data-event]").count() > 0
        others = page.locator("#days a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert {f"{other}.html" for other in DAYS if other != day} <= set(others)


@pytest.mark.parametrize("query", ["", "?certainty=certain&without=columns"])
def test_a_day_painted_ahead_is_the_day_itself(atlas: Path, open_page: Callable[..., Page], query: str) -> None:
    """After a rest a step may show pictures made beforehand: they are what the same address, opened afresh, paints."""
    page = open_page(atlas / "index.html", f"#1871-05-23{query}")
    page.wait_for_timeout(1_500)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1_500)
    page.keyboard.press("ArrowLeft")
    afresh = open_page(atlas / "index.html", f"#1871-05-24{query}")
    for pane in ("tint", "marks"):
        assert picture(page, pane) == picture(afresh, pane), pane


def picture(page: Page, pane: str) -> str:
    """Return what is painted in a pane, two frames from now."""
    frames = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    canvas = f"document.querySelector('.leaflet-{pane}-pane canvas:not(.kept)')"
    return str(page.evaluate(f"{frames}.then(() => {canvas}.toDataURL())"))


def test_the_parts_of_the_day_play_and_follow_each_other(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Part follows part, the list with them, and the day's end leads to the next day; it stops."""
    page = open_page(atlas / "index.html", "#1871-05-27?part=afternoon")
    for _ in range(2):
        page.click("#speed")
    page.get_by_role("button", name="Play through the parts of the day").click()
    page.wait_for_selector('#atlas[data-day="1871-05-28"]')
    page.get_by_role("button", name="Pause").click()
    stopped = page.locator("#hour").input_value()
    page.wait_for_timeout(900)
    assert page.locator("#hour").input_value() == stopped


def test_a_part_of_the_day_shows_nothing_later(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """At dawn of the 24th the Hôtel de Ville does not burn yet; what has no hour is counted."""
    page = open_page(atlas / "index.html", "#1871-05-24?part=dawn")
    shown = set(listed(page))
    assert "hotel-de-ville-fire" not in shown
    assert not shown & set(real.events["id"].iloc[sorted(later_that_day(real, "1871-05-24", "dawn"))])
    expect(page.locator("#filter-note")).to_contain_text(re.compile(r"At dawn and before; [1-9]\d+ without an hour"))
    page.locator("#hour").press("End")
    expect(page.locator('li[data-event="hotel-de-ville-fire"]')).to_have_count(1)


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_whole_week_is_a_ninth_view(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, window: dict[str, Any]
) -> None:
    """It has a button and an address, shows every event and a key of eight tints; a day's button leads out of it."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    french = window["locale"].startswith("fr")
    days, name = ("Jours de la semaine", "Toute la semaine") if french else ("Days of the week", "The whole week")
    week = page.get_by_role("group", name=days).get_by_role("button", name=name)
    week.click()
    expect(week).to_have_attribute("aria-pressed", "true")
    assert name in page.title()
    page.wait_for_url("**/*view=week*")
    expect(page.locator("#week-key li")).to_have_count(8)
    colours = page.locator("#week-key .swatch").evaluate_all("all => all.map(one => getComputedStyle(one).backgroundColor)")
    assert len(set(colours)) == 8
    first, *_ = (page.locator("#day-count").text_content() or "").split(" · ")
    assert re.sub(r"\D", "", first) == str(len(real.events))
    page.locator("button[data-goto]").nth(2).click()
    assert shown_day(page) == DAYS[2]
    expect(week).to_have_attribute("aria-pressed", "false")


def test_each_day_shows_its_weight_by_kind(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Of all days the 24th burned most; nothing burned before the 22nd."""
    page = open_page(atlas / "index.html", **DESKTOP)
    bars: list[list[float]] = page.locator("button[data-goto]").evaluate_all(
        "all => all.map(day => [...day.querySelectorAll('.weight rect')].map(bar => Number(bar.getAttribute('width'))))"
    )
    assert [len(day) for day in bars] == [3] * 8
    fires = [day[1] for day in bars]
    assert fires[0] == 0
    assert max(range(8), key=fires.__getitem__) == 3


def test_a_finger_steps_the_days(atlas: Path, open_page: Callable[..., Page]) -> None:
    """To the left is the next day, to the right the day before; up and down is scrolling, and steps nothing."""
    page = open_page(atlas / "index.html", "#1871-05-24", **PHONE)
    swipe = """([dx, dy]) => {
      const target = document.querySelector('[data-goto="1871-05-24"]');
      const touch = (x, y) => new Touch({ identifier: 1, target, clientX: x, clientY: y });
      const send = (type, x, y) => target.dispatchEvent(new TouchEvent(type, {
        bubbles: true, touches: type === 'touchend' ? [] : [touch(x, y)], changedTouches: [touch(x, y)] }));
      send('touchstart', 200, 400);
      send('touchend', 200 + dx, 400 + dy);
    }"""
    page.evaluate(swipe, [-120, 10])
    assert shown_day(page) == "1871-05-25"
    page.evaluate(swipe, [120, 10])
    assert shown_day(page) == "1871-05-24"
    page.evaluate(swipe, [-70, 200])
    assert shown_day(page) == "1871-05-24"
