"""Find: one box for names of then and now, addresses, people and events, with accents and slips of the pen forgiven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import DESKTOP, PHONE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

QUERIES = [
    ("Hôtel de Ville", "Hôtel de Ville"),
    ("hotel de vile", "Hôtel de Ville"),
    ("chateau d'eau", "Château-d’Eau"),
    ("place de la republique", "Place du Château-d’Eau"),
    ("avenue Jean-Jaurès", "Rue d’Allemagne"),
    ("rue de la roquete", "Rue de la Roquette"),
    ("dombrovski", "Dombrowski"),
    ("53 rue de lille", "53, rue de Lille"),
    ("petit saint thomas", "Petit-Saint-Thomas"),
]


@pytest.mark.parametrize("window", [DESKTOP, PHONE], ids=["desktop-en", "phone-fr"])
def test_names_of_then_and_now_are_found(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """The first answer to each query is the one meant."""
    page = open_page(atlas / "index.html", **window)
    box = page.get_by_role("combobox")
    for query, meant in QUERIES:
        box.fill(query)
        expect(page.get_by_role("option").first).to_contain_text(meant)


def test_a_found_place_is_gone_to_by_keyboard(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Arrow, Enter: the card of the first thing that happened there opens and has the focus."""
    page = open_page(atlas / "index.html", "#1871-05-24", **DESKTOP)
    page.get_by_role("combobox").fill("hotel de ville")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("option").first.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    assert "Hôtel de Ville" in page.inner_text("#card")


def test_nothing_found_is_said(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A name that is nowhere gets an answer in words."""
    page = open_page(atlas / "index.html", locale="fr-FR")
    page.get_by_role("combobox").fill("xyzzyx")
    expect(page.get_by_role("option")).to_have_text("Rien de ce nom")
    expect(page.get_by_role("status").first).to_have_text("Rien de ce nom")
    page.get_by_role("combobox").fill("varlin")
    expect(page.get_by_role("status").first).to_contain_text("Résultats")


def test_what_came_after_the_week_is_found_and_shown_in_the_week(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The surrender of Vincennes on the 29th is on no day; the search says so and opens it in the view of the whole week."""
    page = open_page(atlas / "index.html", "#1871-05-23", **DESKTOP)
    page.get_by_role("combobox").fill("fort de vincennes surrenders")
    expect(page.get_by_role("option").first).to_contain_text("after the last day")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_contain_text("The fort of Vincennes surrenders")
    assert page.get_attribute("#atlas", "data-view") == "week"
    assert "After the last day" in text_of(page, "#lists")
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    expect(page.locator("#card")).to_contain_text("29\u00a0May 1871")
    again = open_page(atlas / "index.html", "#1871-05-28/fort-de-vincennes-surrender", **DESKTOP)
    assert again.get_attribute("#atlas", "data-view") == "week"
