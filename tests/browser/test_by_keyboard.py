"""By keyboard: ways past the header, one stop for the signs of the map and one for the list, an event by its name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, PHONE, WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

SKIPS = {
    "en": ["Skip to the search", "Skip to the signs on the map", "Skip to the list", "Skip to the days"],
    "fr": ["Aller à la recherche", "Aller aux signes de la carte", "Aller à la liste", "Aller aux jours"],
}
FOCUS = "document.activeElement.id || document.activeElement.closest('[data-event], [data-goto]')?.tagName || ''"


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_first_stops_lead_past_the_header(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Each leads where it says, on a phone into the unfolded list, and none of them changes the day."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    names = SKIPS[window["locale"][:2]]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=names[0])).to_be_focused()
    for stop, (name, found) in enumerate(zip(names, ["search", "marks", "LI", "BUTTON"], strict=True)):
        page.locator("[data-skip]").first.focus()
        for _ in range(stop):
            page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
        expect(page.get_by_role("button", name=name)).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUS) == found
    assert page.get_attribute("#atlas", "data-day") == "1871-05-24"


def test_tab_passes_the_list_in_one_stop(atlas: Path, open_page: Callable[..., Page]) -> None:
    """From the search to the days there are fewer than thirty stops, and the arrows lead to every row of the list."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    page.locator("#search").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.goto ?? ''"):
            break
    else:
        pytest.fail("thirty stops and no day bar")
    page.locator('#lists button[tabindex="0"]').first.focus()
    rows = page.locator("li[data-event] button")
    for key, at in (("ArrowDown", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("PageDown", 11), ("PageUp", 1)):
        page.keyboard.press(key)
        expect(rows.nth(at)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()


@pytest.mark.parametrize("language", ["en-GB", "fr-FR"])
def test_the_arrows_lead_from_sign_to_sign(atlas: Path, open_page: Callable[..., Page], language: str) -> None:
    """The signs in the frame are one stop; each can be reached, is named, ringed, and opened; Escape leads back to it."""
    page = open_page(atlas / "index.html", "#1871-05-24?at=48.8566,2.3522,15", **DESKTOP | {"locale": language})
    box = page.get_by_role("listbox", name="Signes de la carte" if language == "fr-FR" else "Signs on the map")
    box.focus()
    options = box.get_by_role("option")
    count = options.count()
    assert count > 20
    page.keyboard.press("Home")
    reached = []
    for _ in range(count):
        now = box.locator('[aria-selected="true"]')
        expect(now).to_have_count(1)
        assert box.get_attribute("aria-activedescendant") == now.get_attribute("id")
        reached.append(now.inner_text())
        page.keyboard.press("ArrowRight")
    assert len(set(reached)) > 0.9 * count, "an arrow leads twice to one sign"
    assert page.get_attribute("#atlas", "data-day") == "1871-05-24", "the arrows stepped the days"
    page.keyboard.press("ArrowUp")
    now = box.locator('[aria-selected="true"]')
    words = now.inner_text()
    title = words.split(", ")[0]
    expect(page.locator("#hint")).to_contain_text(title)
    expect(now).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    expect(page.locator("#card h2")).to_contain_text(title)
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    expect(box.locator('[aria-selected="true"]')).to_contain_text(title)
    page.keyboard.press("Tab")
    expect(options).to_have_count(0)


def test_up_and_down_lead_to_the_line_above_and_below(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A counted sign is among them, and opens as the list of its events."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    page.locator("#marks").focus()
    page.keyboard.press("Home")
    top = page.locator('#marks [aria-selected="true"]').bounding_box()
    page.keyboard.press("ArrowDown")
    below = page.locator('#marks [aria-selected="true"]').bounding_box()
    assert top
    assert below
    assert below["y"] > top["y"]
    for _ in range(200):
        if " events" in page.locator('#marks [aria-selected="true"]').inner_text():
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#card .group li").nth(3)).to_be_visible()


def test_no_sign_no_stop(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Where the map shows no signs, Tab does not stop at them."""
    page = open_page(atlas / "index.html", "#1871-05-24?view=week", **DESKTOP)
    expect(page.locator("#marks")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_any_named_event_is_five_keystrokes_away(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, language: str
) -> None:
    """Tab, Enter, its name, at most two arrows down, Enter: every twentieth event, by the title of each language."""
    page = open_page(atlas / "index.html", "#1871-05-21", **DESKTOP | {"locale": f"{language}-GB"})
    far = []
    for title in real.events[f"title_{language}"].iloc[::20]:
        page.locator("#search").fill(title)
        said = page.locator('#found [role="option"]:nth-child(-n + 3) .what span:first-child').all_inner_texts()
        if title not in said:
            far.append(title)
    assert far == []
    # In a street of many events too, of which weightier ones bear some of the words.
    crowded = str(real.events.set_index("id").loc["rue-de-rivoli-prieur-fire", f"title_{language}"])
    page.locator("#search").fill(crowded)
    assert crowded in page.locator('#found [role="option"]:nth-child(-n + 3) .what span:first-child').all_inner_texts()
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    for key in ("Tab", "Enter"):
        page.keyboard.press(key)
    page.keyboard.type(str(real.events.set_index("id").loc["hotel-de-ville-fire", f"title_{language}"]))
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_contain_text("Hôtel de Ville")


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_what_is_in_the_frame_has_a_list(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Beside the list of the day that of the frame: counted, true to the map as it moves, and in the address."""
    page = open_page(atlas / "index.html", "#1871-05-24?at=48.8566,2.3522,16", **window)
    if window is PHONE:
        page.locator("#sheet-handle").click()
    name = "Dans le cadre de la carte" if window is PHONE else "In the map’s frame"
    button = page.get_by_role("button", name=name)
    everything = page.locator("li[data-event]").count()
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    count = int(button.inner_text().rpartition("(")[2].rstrip(")"))
    expect(page.locator("li[data-event]")).to_have_count(count)
    assert 0 < count < everything
    assert "list=frame" in page.evaluate("location.hash")
    page.locator("#zoom-in").click()
    page.locator("#zoom-in").click()
    expect(page.locator("li[data-event]")).not_to_have_count(count)
    page.wait_for_function("() => !location.hash.includes(',16&')")
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    assert page.locator("li[data-event]").count() < count
    page.evaluate("document.querySelector('#which-list button').click()")
    expect(page.locator("li[data-event]")).to_have_count(everything)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_row_tells_what_its_sign_shows(atlas: Path, open_page: Callable[..., Page], language: str) -> None:
    """Kind, side and certainty are part of its name, though only the sign shows them."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP | {"locale": f"{language}-GB"})
    row = page.locator('li[data-event="hotel-de-ville-fire"] button')
    words = {
        "en": r"Hôtel de Ville.*10:00.*Fire, .*burning, .*certain",
        "fr": r"Hôtel de Ville.*10.h.*Incendie, .*en feu, .*certain",
    }
    expect(row).to_have_accessible_name(re.compile(words[language], re.DOTALL))
