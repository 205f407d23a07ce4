"""Reading an event: list, card, witnesses, languages, strangers' text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from semaine_map.build import load
from tests.browser.conftest import SOUND_RECORD
from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS, middle_left_free, text_of, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

EVENT = "hotel-de-ville-fire"


def test_a_line_of_the_list_opens_the_card(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The card says what, where then and now, how sure, how precise, and on whose word; the address names the event."""
    page = open_page(atlas / "index.html", "#1871-05-24")
    page.click(f'li[data-event="{EVENT}"]')
    card = page.locator("#card")
    expect(card).to_be_visible()
    text = card.inner_text().replace("\u00a0", " ")
    for word in ("Hôtel de Ville", "24 May 1871", "certain", "within", "Lissagaray 1886", "ch. XXIX", "4th arrondissement"):
        assert word in text, word
    page.wait_for_url(f"**/*#1871-05-24/{EVENT}")
    assert page.get_attribute(f'li[data-event="{EVENT}"]', "aria-current") == "true"


def test_the_address_opens_day_and_event(atlas: Path, open_page: Callable[..., Page]) -> None:
    """A link to an event survives a reload."""
    page = open_page(atlas / "index.html", f"#1871-05-24/{EVENT}")
    expect(page.locator("#card")).to_be_visible()
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    expect(page.locator("#card")).to_be_visible()
    assert page.get_attribute("#atlas", "data-day") == "1871-05-24"


def test_witnesses_who_disagree_stand_side_by_side(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """The card of a disputed event shows what each witness claims, in the reader's language, and that one contradicts."""
    page = open_page(atlas / "index.html", f"#1871-05-24/{EVENT}")
    assert "contradicts" in page.locator("#card").inner_text()
    (claim,) = {*real.citations["claim"][(real.citations["event_id"] == EVENT) & (real.citations["stance"] == "contradicts")][:1]}
    french = str(real.citations["claim_fr"][real.citations["claim"] == claim].iloc[0])
    assert claim in text_of(page, "#card")
    page.click("#switch-language")
    expect(page.locator("#card").locator('.claim[lang="fr"]', has_text=french.split(" ;", maxsplit=1)[0])).to_be_visible()
    assert claim not in text_of(page, "#card")


def test_a_mark_on_the_map_can_be_clicked(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Chosen, a place stands in the middle of what the card leaves free, stays there while one zooms, and can be clicked."""
    page = open_page(atlas / "index.html", f"#1871-05-24/{EVENT}")
    page.wait_for_timeout(1000)
    for _ in range(2):
        page.click("#zoom-in")
        page.wait_for_timeout(600)
    x, y = middle_left_free(page)
    page.keyboard.press("Escape")
    expect(page.locator("#card")).to_be_hidden()
    page.mouse.click(x, y)
    expect(page.locator("#card")).to_be_visible()
    assert "Hôtel de Ville" in page.inner_text("#card")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_french_is_whole(atlas: Path, open_page: Callable[..., Page], size: tuple[int, int]) -> None:
    """Switched without a reload, the interface and the record speak French, and say so to screen readers."""
    page = open_page(atlas / "index.html", "#1871-05-24", viewport={"width": size[0], "height": size[1]})
    page.click("#switch-language")
    assert page.get_attribute("html", "lang") == "fr"
    expect(page.locator("#title")).to_have_text("La Semaine sanglante")
    # On a phone the day stands on the handle of the sheet.
    shown = "#day-title" if size[0] > 800 else "#sheet-title"
    assert "24\u00a0mai" in page.inner_text(shown)
    words = page.locator("#daybar").inner_text().lower()
    assert "mer" in words
    assert "wed" not in words


def test_a_reader_in_france_is_met_in_french(atlas: Path, open_page: Callable[..., Page]) -> None:
    """The first language is the browser's."""
    assert open_page(atlas / "index.html", locale="fr-FR").get_attribute("html", "lang") == "fr"


def test_strangers_text_is_shown_as_text(
    copy_record: Callable[..., Path], tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    """Markup, templates and quotes of a record run nowhere and read as they were written."""
    dataset = load(copy_record("markup"))
    write_pages(tmp_path / "output", dataset)
    page = open_page(tmp_path / "output" / "index.html", "#1871-05-21/gate-capture")
    card = page.locator("#card").inner_text()
    assert '<script>window.hacked=1</script> & "quotes" 🔥' in card
    assert "</script><img src=x onerror=window.hacked=2> {{7*7}} ${7*7} {% for x in y %}" in card
    assert page.evaluate("typeof window.hacked") == "undefined"
    assert page.locator("#card img").count() == 0


def test_another_record_makes_another_atlas(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The little record of the tests, with two arrondissements, is drawn by the same page."""
    dataset = load(SOUND_RECORD)
    write_pages(tmp_path / "output", dataset)
    page = open_page(tmp_path / "output" / "index.html", "#1871-05-24")
    page.click("#lists .before")
    shown = page.locator("li[data-event]").evaluate_all("items => items.map(item => item.dataset.event)")
    assert {"street-fire", "square-fight", "square-barricade", "street-barricade"} <= set(shown)


def test_another_record_does_not_speak_of_this_one(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The page about the atlas says of itself only what its own record says."""
    dataset = load(SOUND_RECORD)
    write_pages(tmp_path / "output", dataset)
    page = open_page(tmp_path / "output" / "index.html")
    page.get_by_role("button", name="About").click()
    said = page.inner_text("#about")
    assert "How it was made" in said
    assert "Leighton" not in said
    assert "Paris from the Commune" not in said


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_a_card_tells_all_that_the_record_knows(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, window: dict[str, Any]
) -> None:
    """When, by whom, how sure and where, with its radius; every witness, who disagrees last; what else happened there."""
    page = open_page(atlas / "index.html", f"#1871-05-24/{EVENT}", **window)
    french = window["locale"].startswith("fr")
    card = page.get_by_role("region", name="L’événement choisi" if french else "The chosen event")
    terms = card.get_by_role("term").all_inner_texts()
    wanted = (
        ["Quand", "Par", "Certitude", "Position", "Coordonnées"]
        if french
        else ["When", "By", "Certainty", "Position", "Coordinates"]
    )
    assert [term for term in terms if term in wanted] == wanted
    cited = real.citations[real.citations["event_id"] == EVENT]
    stances = card.locator(".witnesses li").evaluate_all("all => all.map(one => one.dataset.stance)")
    assert len(stances) == len(cited)
    assert stances == sorted(stances, key=lambda stance: stance == "contradicts")
    others = real.events[(real.events["place_id"] == "hotel-de-ville") & (real.events["id"] != EVENT)]
    assert card.locator(".others a").count() == len(others)
    books = real.sources[real.sources["source_id"].isin(cited["source_id"])]
    for title, title_fr in zip(books["title"], books["title_fr"], strict=True):
        assert (title_fr if french and title_fr else title) in text_of(page, "#card .witnesses")
    metres = real.places.set_index("place_id")["precision_m"]["hotel-de-ville"]
    assert (f"à {metres} m près" if french else f"within {metres} m") in text_of(page, "#card")
    close = card.get_by_role("button", name="Fermer" if french else "Close")
    card.evaluate("card => { card.scrollTop = card.scrollHeight; }")
    expect(close).to_be_in_viewport()
    close.click()
    expect(page.locator("#card")).to_be_hidden()


def test_a_line_lights_its_mark_and_a_mark_its_line(atlas: Path, open_page: Callable[..., Page]) -> None:
    """Pointed at in the list, an event stands out on the map; pointed at on the map, it is named and its line is lit."""
    page = open_page(atlas / "index.html", f"#1871-05-24/{EVENT}", **DESKTOP)
    page.wait_for_timeout(1000)
    card, frame = page.locator("#card").bounding_box(), page.locator("#map").bounding_box()
    assert card
    assert frame
    page.keyboard.press("Escape")
    x, y = (card["x"] + card["width"] + frame["x"] + frame["width"]) / 2, frame["y"] + frame["height"] / 2
    at_place: Any = {"clip": {"x": x - 40, "y": y - 40, "width": 80, "height": 80}}
    page.mouse.move(frame["x"] + 5, frame["y"] + 5)
    page.wait_for_timeout(300)
    before = page.screenshot(**at_place)
    page.locator(f'li[data-event="{EVENT}"]').hover()
    page.wait_for_timeout(300)
    assert page.screenshot(**at_place) != before
    page.mouse.move(x, y)
    expect(page.locator("#hint")).to_contain_text("Hôtel de Ville")
    expect(page.locator("#lists li.lit")).to_have_count(1)


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_numbers_dates_and_hours_follow_the_language(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Switched back and forth without a reload, with the event and the day kept."""
    page = open_page(atlas / "index.html", "#1871-05-24/prison-de-la-roquette-archbishop-execution", **window)
    seen = {}
    for _ in range(2):
        lang = page.get_attribute("html", "lang") or ""
        page.locator("#open-about").click()
        seen[lang] = text_of(page, "#card") + text_of(page, "#about")
        page.keyboard.press("Escape")
        expect(page.locator("#card")).to_be_visible()
        page.locator("#switch-language").click()
    assert page.get_attribute("html", "lang") == window["locale"][:2]
    for lang, words in {"en": ["24 May 1871, 20:00", "17,000"], "fr": ["24 mai 1871, 20 h", "17 000"]}.items():
        for word in words:
            assert word in seen[lang], word


def test_what_has_no_day_is_not_said_to_burn_on_one(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """A building damaged on some day of the week is uncertain in the card and the table, whatever day is shown."""
    spans = real.events[(real.events["kind"] == "fire") & (real.events["certainty"] == "uncertain")]
    event = spans[spans["edtf"].str.startswith("[1871-05-24..")]["id"].iloc[0]
    page = open_page(atlas / "index.html", f"#1871-05-24/{event}", **DESKTOP)
    assert "on some day between" in text_of(page, "#card")
    assert "burning" not in page.locator("#card .kind").inner_text()
