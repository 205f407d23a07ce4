"""Houses of the register: a card each, on the map, in the search, and in the card of their fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, middle_left_free, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset


def test_a_house_has_a_card_and_an_address(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """It says its state, its radius, its fire as a link, and its witness; the view survives a reload."""
    page = open_page(atlas / "index.html", "#1871-05-24/house/rue-de-lille-53", locale="fr-FR")
    card = page.locator("#card")
    radius = int(real.damage["uncertainty_m"][real.damage["damage_id"] == "rue-de-lille-53"].iloc[0])
    for word in ("53, rue de Lille", "brûlée", "23 mai 1871", f"à {radius} m près", "Leighton 1871", "La rue de Lille brûle"):
        assert word in text_of(page, "#card"), word
    page.wait_for_url("**/*#1871-05-24/house/rue-de-lille-53*")
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    expect(card).to_contain_text("53, rue de Lille")
    card.get_by_role("link", name="La rue de Lille brûle").click()
    page.wait_for_url("**/*/rue-de-lille-fire*")
    page.go_back()
    expect(card.get_by_role("heading", level=2)).to_have_text("53, rue de Lille")


def test_the_card_of_a_fire_lists_its_houses(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """As many numbers as the register gives to that fire, each a link to its house."""
    page = open_page(atlas / "index.html", "#1871-05-23/rue-de-lille-fire", **DESKTOP)
    numbers = list(real.damage["number"][real.damage["event_id"] == "rue-de-lille-fire"])
    links = page.locator("#card .houses a")
    assert links.all_inner_texts() == numbers
    assert f"{len(numbers)} houses burned here" in text_of(page, "#card")
    links.first.click()
    expect(page.locator("#card").get_by_role("heading", level=2)).to_have_text(f"{numbers[0]}, rue de Lille")


def test_a_house_on_the_map_answers_the_pointer_until_its_layer_is_off(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Pointed at, it is named; clicked, its card opens; switched off in the key, it is not there."""
    page = open_page(atlas / "index.html", "#1871-05-24/house/rue-de-lille-43", **DESKTOP)
    page.wait_for_timeout(900)
    x, y = middle_left_free(page)
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.mouse.move(x, y)
    expect(page.locator("#hint")).to_contain_text("rue de Lille – burnt")
    page.mouse.click(x, y)
    expect(page.locator("#card")).to_contain_text("43, rue de Lille")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Key and filters").click()
    page.get_by_role("checkbox", name="Burned and damaged houses").uncheck()
    page.keyboard.press("Escape")
    page.mouse.click(x, y)
    expect(page.locator("#card")).to_be_hidden()


def test_a_burial_site_shows_its_rival_counts(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """Each count stands under the name of who made it, in the card and on the page about the atlas."""
    page = open_page(atlas / "index.html", "#1871-05-28/pere-lachaise-common-graves", **DESKTOP)
    place = real.events["place_id"][real.events["id"] == "pere-lachaise-common-graves"].iloc[0]
    authors = set(real.burials["author"][real.burials["place_id"] == place])
    assert authors
    shown = text_of(page, "#card .burials")
    for author in authors:
        assert author in shown
    page.get_by_role("button", name="About").click()
    rows = page.get_by_role("table", name="The buried, site by site").locator("tbody tr")
    expect(rows).to_have_count(len(real.burials))
    dead = page.get_by_role("table", name="The dead, by rival counts").locator("tbody tr")
    expect(dead).to_have_count(len(real.casualties))
