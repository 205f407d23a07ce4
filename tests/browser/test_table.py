"""The table sorts and can be taken away; the sheets of paper are led to where a build made them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from semaine_map.build import build
from semaine_map.page import render
from tests.browser.conftest import SOUND_RECORD
from tests.browser.pages import WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset


def cells(page: Page, number: int) -> list[str]:
    """Return the texts of a column, from above."""
    return page.evaluate(  # type: ignore[no-any-return]
        "n => [...document.querySelectorAll('#table-view tbody tr')].map(row => row.children[n].textContent)", number
    )


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_a_column_sorts_by_its_head(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """By keyboard: first up, then down, then as in the list; the head says which way, and keeps the focus."""
    french = window["locale"] == "fr-FR"
    page = open_page(atlas / "index.html", "#1871-05-21", **window)
    page.get_by_role("button", name="Tableau" if french else "Table", exact=True).click()
    as_listed = cells(page, 1)
    for number, name in ((1, "Événement" if french else "Event"), (3, "Où" if french else "Where")):
        head = page.get_by_role("columnheader", name=name, exact=True)
        assert head.get_attribute("aria-sort") == "none"
        head.get_by_role("button").focus()
        ways = []
        for _ in range(3):
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.dataset.sort") in ("event", "where")
            ways.append((head.get_attribute("aria-sort"), cells(page, number)))
        (up, first), (down, last), (none, again) = ways
        assert (up, down, none) == ("ascending", "descending", "none")
        language = "fr" if french else "en"
        assert first == page.evaluate(f"texts => texts.sort(new Intl.Collator('{language}', {{numeric: true}}).compare)", first)
        down_by = f"texts => texts.sort((a, b) => new Intl.Collator('{language}', {{numeric: true}}).compare(b, a))"
        assert last == page.evaluate(down_by, last)
        assert last[0] not in first  # the day has more rows than the table shows at a time
        assert again == cells(page, number)
    assert cells(page, 1) == as_listed
    sure = page.get_by_role("columnheader", name="Certitude" if french else "Certainty", exact=True)
    sure.get_by_role("button").click()
    order = ["certain", "moins certain", "incertain"] if french else ["certain", "less certain", "uncertain"]
    found = [order.index(text) for text in cells(page, 7)]
    while (more := page.locator("#table-view [data-more]")).is_enabled():
        more.click()
        found += [order.index(text) for text in cells(page, 7)]
    assert found == sorted(found)
    assert len(set(found)) == 3


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_rows_of_the_table_can_be_taken_away(atlas: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """A CSV has all of the table's rows, in the table's order, with latitude and longitude."""
    french = window["locale"] == "fr-FR"
    page = open_page(atlas / "index.html", "#1871-05-22", **window)
    page.get_by_role("button", name="Tableau" if french else "Table", exact=True).click()
    page.get_by_role("button", name="Événement" if french else "Event", exact=True).click()
    shown = page.locator("#table-view tr[data-id]").evaluate_all("rows => rows.map(row => row.dataset.id)")
    with page.expect_download() as download:
        page.get_by_role("button", name="Ces lignes en CSV" if french else "These rows as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";" if french else ","))
    assert [row["id"] for row in rows][: len(shown)] == shown
    assert len(rows) > len(shown)
    assert all(row["lat"] and row["lon"] for row in rows)


def test_sheets_are_led_to_where_they_lie(tmp_path: Path, sound: Dataset, open_page: Callable[..., Page]) -> None:
    """Atlas and day page of a build name sheets that are there, in the language shown; a page made alone names none."""
    build(SOUND_RECORD, tmp_path / "made")
    for file, view in (("index.html", "#1871-05-22?lang=fr"), ("days/1871-05-22.html", "?lang=en")):
        page = open_page(tmp_path / "made" / file, view)
        page.locator("#open-share").click()
        links = page.locator("#share .sheet-links a")
        addresses = links.evaluate_all("links => links.map(link => link.href.replace('file://', ''))")
        assert [address.rpartition("/")[2] for address in addresses] == ["1871-05-22.pdf", "week.pdf"]
        assert all((tmp_path / "made" / "sheets").as_posix() in address for address in addresses)
        for address in addresses:
            with open(address, "rb") as sheet:  # noqa: PTH123 - the path that a browser was given
                assert sheet.read(5) == b"%PDF-"
    (tmp_path / "alone.html").write_text(render.html(sound), encoding="utf-8")
    page = open_page(tmp_path / "alone.html", "#1871-05-22")
    page.locator("#open-share").click()
    assert page.locator("#share").get_by_text("PDF").count() == 0


@pytest.mark.parametrize("sheets", [True, False])
def test_the_story_offers_its_hand_out_where_there_is_one(
    tmp_path: Path, real: Dataset, open_page: Callable[..., Page], *, sheets: bool
) -> None:
    """No link to a file that is not there."""
    (tmp_path / "index.html").write_text(render.html(real, sheets=sheets), encoding="utf-8")
    page = open_page(tmp_path / "index.html", "#story/2?lang=fr")
    handout = page.get_by_role("link", name="Fiche à distribuer (PDF)")
    assert handout.count() == sheets
    if sheets:
        assert (handout.get_attribute("href") or "").endswith("sheets/fr/story.pdf")
