"""The atlas of another event steps through its own days."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from semaine_map.build import build, load
from semaine_map.page import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MARCH = Path(__file__).parents[2] / "examples" / "18-march-1871"
DAYS = [f"1871-03-{n}" for n in range(18, 29)]


def test_the_days_of_march_are_stepped_like_those_of_may(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """Every day opens by its button and shows its own date, story and events; then French, then a chosen event."""
    build(MARCH, tmp_path / "march")
    page = open_page(tmp_path / "march" / "index.html")
    assert page.title().endswith("The Eighteenth of March")
    assert page.locator("button[data-goto]").evaluate_all("all => all.map(one => one.dataset.goto)") == DAYS
    for day in DAYS:
        page.click(f'button[data-goto="{day}"]')
        assert page.get_attribute("#atlas", "data-day") == day
        assert f"{int(day[-2:])}\u00a0March 1871" in page.locator("h1, h2").all_inner_texts()[0] + page.title()
    page.click('button[data-goto="1871-03-26"]')
    assert page.locator('li[data-event="bastille-electors"]').count() == 1
    assert page.locator('li[data-event="rue-de-la-paix-shooting"]').count() == 0
    page.click('li[data-event="bastille-electors"]')
    assert "Election" in page.inner_text("#card")
    page.click("#switch-language")
    assert "Élection" in page.inner_text("#card")
    assert page.inner_text("#title") == "Le Dix-huit mars"


def test_a_record_in_one_language_is_shown_in_it(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """March told in French alone: an English browser gets it in French, and nothing offers what is not there."""
    folder = Path(shutil.copytree(MARCH, tmp_path / "record"))
    toml = folder / "atlas.toml"
    kept = [line for line in toml.read_text(encoding="utf-8").splitlines() if not line.startswith("en =")]
    toml.write_text("\n".join(kept), encoding="utf-8")
    dataset = load(folder)
    (tmp_path / "index.html").write_text(render.html(dataset), encoding="utf-8")
    page = open_page(tmp_path / "index.html", "#1871-03-26/bastille-electors", locale="en-GB")
    assert page.inner_text("#title") == "Le Dix-huit mars"
    assert page.get_attribute("html", "lang") == "fr"
    assert "Élection" in page.inner_text("#card")
    expect(page.locator("#switch-language")).to_be_hidden()


def test_a_kind_of_its_own_is_drawn_and_filed_like_the_known_one(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """An election is no kind of the Bloody Week: it has the sign of a decision, and a switch of its own in the menu."""
    build(MARCH, tmp_path / "march")
    page = open_page(tmp_path / "march" / "index.html", "#1871-03-26")
    kinds = "i => [...document.querySelectorAll(`#menu input[name=kind]`)].map(one => one.value)"
    page.get_by_role("button", name="Key and filters").click()
    assert {"election", "meeting"} <= set(page.evaluate(kinds))
    sign = page.locator("#menu label:has(input[value=election]) svg path").first.get_attribute("d")
    assert sign
    page.locator("#menu input[value=election]").uncheck()
    assert page.locator('li[data-event="bastille-electors"]').count() == 0


def test_a_record_without_a_story_is_skipped_through_too(tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """The first stops of Tab lead to a row and to the day, though no text of a scene is there to lead to."""
    (tmp_path / "index.html").write_text(render.html(load(MARCH)), encoding="utf-8")
    page = open_page(tmp_path / "index.html", "#1871-03-26")
    for name, target in (("list", "#lists li button"), ("days", 'button[data-goto="1871-03-26"]')):
        page.locator(f"[data-skip={name}]").focus()
        page.keyboard.press("Enter")
        expect(page.locator(f"{target}:focus")).to_have_count(1)
