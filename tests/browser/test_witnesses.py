"""On whose word, in the reader's language, with a way to the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pages import DESKTOP, PHONE, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEEN: dict[str, tuple[dict[str, Any], list[str], list[str]]] = {
    "en": (DESKTOP, ["scan 401", "§ 24 May", "letter of 24 May"], ["vue ", " mai ", "lettre du"]),
    "fr": (PHONE, ["vue 401", "§ 24 mai", "lettre du 24 mai"], ["scan ", "djvu", " May", "letter of", "Wikipedia contributors"]),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_card_cites_in_the_language_of_its_reader(atlas: Path, open_page: Callable[..., Any], language: str) -> None:
    """The Hôtel de Ville: scans, sections and letters in words of the language, a page of the facsimile one click away."""
    window, wanted, foreign = SEEN[language]
    page = open_page(atlas / "index.html", f"#1871-05-24/hotel-de-ville-fire?lang={language}", **window)
    card = re.sub(r"[\u00a0\u202f]", " ", " ".join(page.locator("#card .witnesses li").all_inner_texts()))
    for text in wanted:
        assert text in card
    for text in foreign:
        assert text not in re.sub("«.*?»|“.*?”", "", card)
    link = page.locator("#card .witnesses").get_by_role("link", name=wanted[0])
    assert link.get_attribute("href") == "https://fr.wikisource.org/wiki/Page:Vésinier_-_Histoire_de_la_Commune_de_Paris.djvu/401"
    assert "noopener" in (link.get_attribute("rel") or "")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_about_names_authors_and_editions_in_the_language(atlas: Path, open_page: Callable[..., Any], language: str) -> None:
    """Rival numbers and the list of sources speak one language."""
    page = open_page(atlas / "index.html", f"#1871-05-24?lang={language}", **SEEN[language][0])
    page.locator("#open-about").click()
    about = text_of(page, "#about")
    own = {
        "en": ["Other historians, unnamed", "the page of the Wikisource facsimile"],
        "fr": ["D’autres historiens, sans nom", "la page du fac-similé"],
    }
    for which, texts in own.items():
        for text in texts:
            assert (text in about) == (which == language), text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_names_of_today_and_people_are_told_in_the_language(atlas: Path, open_page: Callable[..., Any], language: str) -> None:
    """The ordinal of an arrondissement, a general's rank on the map, what is said beside a person's name."""
    page = open_page(atlas / "index.html", f"#1871-05-24/hotel-de-ville-fire?lang={language}", **SEEN[language][0])
    assert text_of(page, "#card .now") == {"en": "Hôtel de Ville (4th)", "fr": "Hôtel de Ville (4e)"}[language]
    page.evaluate("location.hash = '#person/dombrowski-frere'")
    page.locator("#card [data-person]").wait_for()
    assert text_of(page, "#card h2") == {"en": "Dombrowski (the brother)", "fr": "Dombrowski (le frère)"}[language]
