"""People: a card, a way from place to place, an index, and how a reader gets there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

WHO = "varlin"


def events_of(dataset: Dataset, person: str) -> list[str]:
    """Return the dated events of a person in the order of the record, then those of no known day."""
    events, parts = dataset.tables["events"], dataset.tables["participants"]
    its = {event for event, one in zip(parts["event_id"], parts["person_id"], strict=True) if one == person}
    rows = [row for row, event in enumerate(events["id"]) if event in its]
    return [events["id"][row] for row in sorted(rows, key=lambda row: bool(events["undated"][row]))]


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_a_person_has_a_card_under_an_address(
    atlas: Path, open_page: Callable[..., Any], real: Dataset, window: dict[str, Any]
) -> None:
    """Name, side, fate and every event in its order; the day is that of the first."""
    page = open_page(atlas / "index.html", f"#person/{WHO}", **window)
    card = page.locator("#card")
    expect(card.locator(f'[data-person="{WHO}"]')).to_have_text("Eugène Varlin")
    french = window["locale"].startswith("fr")
    expect(card.locator("dl")).to_contain_text("fusillé" if french else "shot")
    links = card.locator(".way a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert links == [f"#person/{WHO}/{event}" for event in events_of(real, WHO)]
    first = real.tables["events"]["start"][real.tables["events"]["id"].index(events_of(real, WHO)[0])]
    assert page.get_attribute("#atlas", "data-day") == first
    assert page.evaluate("location.hash").startswith(f"#person/{WHO}")


def test_a_person_is_followed_from_event_to_event(atlas: Path, open_page: Callable[..., Any], real: Dataset) -> None:
    """The way on leads through all events, each on its own day and under its own address; closing leads back to the person."""
    page = open_page(atlas / "index.html", f"#person/{WHO}")
    expect(page.locator("[data-follow]")).to_have_text("Follow Varlin")
    page.click("[data-follow]")
    way = events_of(real, WHO)
    for n, event in enumerate(way, 1):
        expect(page.locator(f'.way-bar[data-person="{WHO}"]')).to_contain_text(f"{n} of {len(way)}")
        page.wait_for_url(f"**/*#person/{WHO}/{event}*")
        expect(page.locator('li[aria-current="true"]')).to_have_attribute("data-event", event)
        if n < len(way):
            page.click('[data-way="1"]')
    expect(page.locator('[data-way="1"]')).to_be_disabled()
    page.keyboard.press("Escape")
    expect(page.locator("#card h2")).to_have_text("Eugène Varlin")
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.wait_for_function("() => !location.hash.includes('person')")  # written once the frame is painted


def test_the_week_is_walked_with_a_witness(atlas: Path, open_page: Callable[..., Any]) -> None:
    """Whoever is known by what he saw is walked with, not followed."""
    page = open_page(atlas / "index.html", "#person/vuillaume")
    expect(page.locator("[data-follow]")).to_have_text("The week as Vuillaume walked it")


def test_an_event_names_its_people(atlas: Path, open_page: Callable[..., Any], real: Dataset) -> None:
    """The card of an event leads to the card of each person in it, and an event of nobody's way leaves it."""
    event = events_of(real, WHO)[0]
    page = open_page(atlas / "index.html", f"#1871-05-23/{event}")
    page.click(f'#card [data-person-link="{WHO}"]')
    expect(page.locator("#card h2")).to_have_text("Eugène Varlin")
    page.click('button[data-goto="1871-05-25"]')
    expect(page.locator("#card")).to_be_hidden()


def test_a_person_is_found_by_name_and_by_index(atlas: Path, open_page: Callable[..., Any], real: Dataset) -> None:
    """The search box and the index both lead to the card; the index has everybody once."""
    page = open_page(atlas / "index.html", "#1871-05-22", **DESKTOP)
    page.fill("#search", "delescluze")
    expect(page.locator('#found [role="option"]').first).to_contain_text("Person")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_attribute("data-person", "delescluze")
    page.click("#open-people")
    named = page.locator("#people [data-person-link]").evaluate_all("links => links.map(one => one.dataset.personLink)")
    assert sorted(named) == sorted(set(real.tables["participants"]["person_id"]))
    page.click(f'#people [data-person-link="{WHO}"]')
    expect(page.locator("#people")).to_be_hidden()
    expect(page.locator("#card h2")).to_have_text("Eugène Varlin")


def test_the_way_is_drawn_and_the_rest_steps_back(atlas: Path, open_page: Callable[..., Any]) -> None:
    """With a person chosen the marks are another picture, and without again what they were."""
    page = open_page(atlas / "index.html", f"#person/{WHO}")
    page.wait_for_timeout(600)
    painted = "canvas => [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data].some(one => one > 200)"
    marks = page.locator(".leaflet-marks-pane canvas:not(.kept)")
    assert marks.evaluate(painted)
    with_way = marks.evaluate("canvas => canvas.toDataURL()")
    page.keyboard.press("Escape")
    page.wait_for_timeout(600)
    assert marks.evaluate("canvas => canvas.toDataURL()") != with_way


def test_a_record_without_people_offers_none(open_page: Callable[..., Any], tmp_path: Path, sound: Dataset) -> None:
    """No button for an index of nobody, and an address of a person falls back to the first day."""
    from semaine_map.page import render  # noqa: PLC0415 - this test alone needs it

    (tmp_path / "index.html").write_text(render.html(sound), encoding="utf-8")
    page = open_page(tmp_path / "index.html", "#person/nobody")
    expect(page.locator("#open-people")).to_be_hidden()
    assert page.get_attribute("#atlas", "data-day") == sound.week.days[0]
    assert re.match(r"#\d{4}-\d{2}-\d{2}", page.evaluate("location.hash"))
