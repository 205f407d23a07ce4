"""My street: the page places an address where the terminal does, and one card tells what happened round it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, PHONE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

ADDRESSES = [
    "31 rue du Bac",
    "52bis rue de Lille",
    "rue Haxo",
    "bd Voltaire",
    "12 r. de Charonne",
    "place de la République",
    "Place de l'Hôtel-de-Ville",
    "Rue La Fontaine",
    "rue de Rivoli, 120",
    "23 boulevard Malesherbes",
    "avenue Jean-Jaurès",
    "r. du fg St-Antoine 151",
    "quai d'Orsay",
    "Mur des Fédérés",
    "rue de la roquete",
    "Bac (rue du), 101",
    "4 rue de Lyon 75012 Paris",
    "rue des Rosiers, Montmartre",
    "carrefour de la Croix-Rouge",
    "5 place de la Bastille",
    "rue du 4 septembre",
    "Buttes-Chaumont",
    "à l’angle de la rue Haxo et de la rue de Belleville",
    "rue Ramponeau / rue de Tourtille, Paris",
]


def name_of(address: str) -> str:
    """Return the name of a street or place as the page writes it, without a house number."""
    return re.sub(r"^\d+ (bis )?", "", address).replace("'", "’")


def test_addresses_are_where_the_terminal_has_them(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """Addresses, corners, names and misspellings: the same name, within a few metres, the same radius."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    for asked in ADDRESSES:
        found = real.gazetteer.locate(asked)
        page.fill("#search", asked)
        option = page.locator('[role="option"][data-result="answer"]').first
        expect(option).to_be_visible()
        option.click()
        expect(page.locator("#card h2")).to_have_text(re.compile(f"{re.escape(name_of(found.name_1871))}$", re.IGNORECASE))
        text = text_of(page, "#card")
        lat, lon = (float(one) for one in re.findall(r"\d+\.\d{5}", text)[:2])
        radius = int(re.search(r"within ([\d,]+) m", text)[1].replace(",", ""))  # type: ignore[index]
        assert abs(lat - found.lat) < 4e-5, asked
        assert abs(lon - found.lon) < 6e-5, asked
        assert abs(radius - found.precision_m) <= 4, asked


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop-en", "phone-fr"])
def test_an_address_has_a_pin_and_a_card(atlas: Path, open_page: Callable[..., Page], window: dict[str, object]) -> None:
    """31 rue du Bac says 31 on the map and in the card, with what happened within 150 m; the address of the page leads back."""
    page = open_page(atlas / "index.html", "#1871-05-24", **window)
    page.fill("#search", "31 rue du Bac")
    page.keyboard.press("Enter")
    expect(page.locator("[data-pin]")).to_have_text("31")
    expect(page.locator("#card")).to_be_focused()
    assert "31, rue du Bac" in text_of(page, "#card")
    assert re.search(r"(Within|moins de) 150 m", text_of(page, "#card"))
    expect(page.locator("#card [data-round] a").first).to_be_visible()
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    expect(page.locator("[data-pin]")).to_have_text("31")
    page.locator("#card .close").click()
    expect(page.locator("[data-pin]")).to_have_count(0)


def test_a_house_shows_what_is_told_of_its_street(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The last barricade stood in the rue Ramponeau, nobody says at which number: a house there shows it, apart from its own."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    barricade = '#card [data-round] a[href*="rue-ramponeau-barricade"]'
    page.fill("#search", "15 rue Ramponeau")
    page.keyboard.press("Enter")
    expect(page.locator("#card h3").first).to_have_text("In this street, no text says where (1)")
    expect(page.locator("#card h3").nth(1)).to_have_text("Within 150 m, day by day (0)")
    expect(page.locator(barricade)).to_be_visible()
    page.fill("#search", "48 rue Lepic")
    page.keyboard.press("Enter")
    expect(page.locator("#card [data-round] h3 ~ ul").first).to_contain_text("48 rue Lepic")
    page.fill("#search", "rue Ramponneau")
    page.keyboard.press("Enter")
    expect(page.locator(barricade)).to_be_visible()
    assert "no text says where" not in text_of(page, "#card")


def test_a_street_shows_its_numbers_and_its_week(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Rue de Lille: its numbers, the burned houses, each event under its day; the hostages are among the first of rue Haxo."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    page.fill("#search", "rue Haxo")
    first = page.locator('[role="option"]').all_inner_texts()[:3]
    assert any("hostages" in one for one in first)
    page.fill("#search", "rue de Lille")
    page.keyboard.press("Enter")
    card = text_of(page, "#card")
    assert re.search(r"odd \d+–\d+, even \d+–\d+", card)
    assert "53, rue de Lille" in card
    assert page.locator("#card [data-round] h4").count() > 1


def test_common_words_lead_to_the_thing(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Words that are no name of the record: its table of aliases knows them."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    meanings = {"Communards' Wall": "Mur des Fédérés", "pétroleuses": "women|woman", "Louise Michel": "Louise Michel"}
    for words, meant in meanings.items():
        page.fill("#search", words)
        expect(page.locator('[role="option"][data-result]').first).to_contain_text(re.compile(meant))


def test_a_title_leads_to_its_event_before_the_street_it_names(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Who types or pastes a title whole means that event."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    for title in ("The call to arms, rue du Sommerard", "Six children dead, avenue d’Antin"):
        page.fill("#search", title)
        expect(page.locator('[role="option"][data-result]').first).to_contain_text(title)


def test_all_answers_can_be_seen(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Twelve at first, then all, by keyboard too."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    page.fill("#search", "rue de Rivoli")
    options = page.locator('[role="option"]')
    expect(options).to_have_count(13)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator('[role="option"][data-result]').nth(13)).to_be_attached()
