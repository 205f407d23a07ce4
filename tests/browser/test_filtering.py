"""Doubt: filters hide what they say, in numbers, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from semaine_map.history.dataset import records
from tests.browser.pages import DESKTOP, WINDOW_NAMES, WINDOWS, listed, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

DAY = "1871-05-24"
OF_THE_DAY = {"today", "standing", "fought", "burning", "undated"}


@pytest.fixture
def seen(real: Dataset) -> list[dict[str, Any]]:
    """Return the events that are to be seen on 24 May, with their status."""
    (state,) = [one for one in real.states if one.day == DAY]
    rows = records(real.events.drop(columns="geometry"))
    return [row | {"status": status} for row, status in zip(rows, state.statuses, strict=True) if status]


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_each_choice_of_certainty_hides_the_number_it_names(
    atlas: Path, open_page: Callable[..., Page], seen: list[dict[str, Any]], window: dict[str, Any]
) -> None:
    """Beside each choice stands how many of the day it hides, and that may be of it; the list then lacks exactly those."""
    page = open_page(atlas / "index.html", f"#{DAY}", **window)
    french = window["locale"] == "fr-FR"
    page.get_by_role("button", name="Légende et filtres" if french else "Key and filters").click()
    choice = page.get_by_role("radio", name="Certains seulement" if french else "Certain only")
    hidden = [row for row in seen if row["certainty"] != "certain" and (row["start"] == DAY or row["status"] in OF_THE_DAY)]
    label = choice.locator("xpath=..").inner_text()
    undated = sum(row["status"] == "undated" for row in hidden)
    assert re.search(rf"\b{len(hidden) - undated}\s\+\s{undated}\b", label), label
    choice.check()
    assert set(listed(page)) == {row["id"] for row in seen if row["certainty"] == "certain"}
    note = "Certain seulement" if french else "Certain only"
    assert note in page.locator("#filter-note").evaluate("note => note.textContent")


def test_a_witness_tells_only_what_is_cited_from_him(
    atlas: Path, open_page: Callable[..., Page], real: Dataset, seen: list[dict[str, Any]]
) -> None:
    """The week as Goncourt tells it: the events with a citation of his, in the address too, until everything is asked for."""
    page = open_page(atlas / "index.html", f"#{DAY}", **DESKTOP)
    page.get_by_role("button", name="Key and filters").click()
    page.get_by_role("combobox", name="As told by").select_option("goncourt")
    his = set(real.citations["event_id"][real.citations["source_id"] == "goncourt"])
    assert set(listed(page)) == {row["id"] for row in seen} & his
    page.wait_for_url(re.compile("witness=goncourt"))
    page.reload()
    page.wait_for_selector('#atlas[data-ready="true"]')
    assert set(listed(page)) == {row["id"] for row in seen} & his
    assert "as goncourt" in text_of(page, "#filter-note").lower()
    page.locator("#filter-note").get_by_role("button", name="Show everything").click()
    assert set(listed(page)) == {row["id"] for row in seen}


def test_kind_actor_and_arrondissement(atlas: Path, open_page: Callable[..., Page], seen: list[dict[str, Any]]) -> None:
    """A sign of the key switches its kind off; actor and arrondissement narrow what is left."""
    page = open_page(atlas / "index.html", f"#{DAY}", **DESKTOP)
    page.get_by_role("button", name="Key and filters").click()
    page.get_by_role("checkbox", name="Fires", exact=True).uncheck()
    assert set(listed(page)) == {row["id"] for row in seen if row["kind"] not in ("fire", "explosion", "damage")}
    page.get_by_role("checkbox", name="Fires", exact=True).check()
    page.get_by_role("combobox", name="Who acts", exact=True).select_option("versailles")
    page.get_by_role("combobox", name="Where", exact=True).select_option("5")
    assert set(listed(page)) == {row["id"] for row in seen if row["actor"] == "versailles" and row["arrondissement"] == 5}


def test_the_key_explains_the_front_and_the_columns(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """It says to how many metres the front of this evening is known, and that the course of the columns is inferred."""
    page = open_page(atlas / "index.html", f"#{DAY}", **DESKTOP)
    page.get_by_role("button", name="Key and filters").click()
    line = real.fronts[real.fronts["day"] == DAY].iloc[0]
    known = sorted({int(metres) for metres in line["precisions"].split()})
    key = text_of(page, "#menu")
    assert f"known to ± {known[0]}–{known[-1]} m" in key
    assert "inferred" in key
    columns = page.get_by_role("checkbox", name="Columns of advance")
    expect(columns).to_be_checked()
    columns.uncheck()
    page.wait_for_url(re.compile("without=columns"))


def test_events_are_filtered_by_who_is_said_to_have_done_it(atlas: Path, open_page: Callable[..., Page], real: Dataset) -> None:
    """Of those on whose actor witnesses differ, each is shown with the rival claims apart; the choice is in the address."""
    page = open_page(atlas / "index.html", "#1871-05-24?view=week", **DESKTOP)
    page.locator("#open-menu").click()
    page.get_by_label("On whose word: who did it").select_option("differ")
    page.wait_for_url(re.compile("claimed=differ"))
    citations = real.citations
    expected = set(citations["event_id"][(citations["about"] == "actor") & (citations["stance"] == "contradicts")])
    assert set(listed(page)) == expected
    one = open_page(atlas / "index.html", f"#1871-05-24/{min(expected)}?claimed=differ", **DESKTOP)
    expect(one.locator("#card h4")).to_contain_text("Who says otherwise")
