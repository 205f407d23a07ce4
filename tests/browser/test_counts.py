"""One thing has one number: the same count under the same name wherever a reader meets it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from semaine_map.cli import main
from semaine_map.history import counts
from semaine_map.sheets import page as sheet
from tests.browser.pages import DESKTOP, PHONE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset

WINDOWS: dict[str, dict[str, Any]] = {"en": DESKTOP, "fr": PHONE}
DAYS = ["1871-05-21", "1871-05-24", "1871-05-27"]


def plain(text: str) -> str:
    """Return ``text`` on one line, every space a plain one."""
    return " ".join(text.split())


def numbers(text: str) -> list[int]:
    """Return the whole numbers of a text, in either language."""
    return [int(re.sub(r"\D", "", one)) for one in re.findall(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+", text)]


def headings(page: Page) -> dict[str, int]:
    """Return how many events the headings of the lists say they hold, page after page, what came before unfolded."""
    found = page.evaluate(
        """() => {
          document.querySelector('#lists .before[aria-expanded="false"]')?.click();
          const found = {};
          for (;;) {
            for (const list of document.querySelectorAll('#lists ol'))
              if (!list.previousElementSibling.hidden) found[list.dataset.list] = list.previousElementSibling.textContent;
            const more = document.querySelector('#lists [data-more]');
            if (!more || more.disabled) return found;
            more.click();
          }
        }"""
    )
    return {name: numbers(heading)[-1] for name, heading in found.items()}


@pytest.fixture(scope="module")
def sheet_texts(real: Dataset) -> dict[tuple[str, str], tuple[str, int]]:
    """Return the text of the sheets of some days by day and language, and how many events their chronicle tells."""
    shared, found = sheet.prepare(real), {}
    for state in real.states:
        if state.day not in DAYS:
            continue
        layout = sheet.lay_out_day(shared, state)
        for language in ("en", "fr"):
            pdf = sheet.day_sheet(shared, layout, state, language)
            found[state.day, language] = plain(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()), len(layout.listed)
    return found


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_day_has_the_same_numbers_everywhere(  # noqa: PLR0913, PLR0917 - whatever says a number
    atlas: Path,
    real: Dataset,
    sheet_texts: dict[tuple[str, str], tuple[str, int]],
    open_page: Callable[..., Page],
    capsys: pytest.CaptureFixture[str],
    day: str,
    language: str,
) -> None:
    """Panel, headings, announcement, table, share, key, sheet and terminal say the counts of the day in the same words."""
    state = real.states[real.week.days.index(day)]
    counted = counts.count(real, state)
    line = plain(counts.in_words(real, language, counted))
    page = open_page(atlas / "index.html", f"#{day}?lang={language}", **WINDOWS[language])
    # The panel and what is told to who does not see it.
    assert plain(page.locator("#day-count").text_content() or "") == line
    assert plain(page.locator("#announcer").text_content() or "").endswith(line)
    # The headings of the lists.
    told = headings(page)
    sorts = {"ongoing": counted.ongoing, "before": counted.earlier, "undated": counted.undated}
    assert {name: told.pop(name, 0) for name in sorts} == sorts
    assert sum(told.values()) == counted.begun
    # The table has a row for each, and says how many of which sort.
    page.locator("#open-table").click()
    assert plain(page.locator("#table-view caption").text_content() or "").endswith(line)
    rows = page.evaluate(
        """() => { const found = new Set();
          for (;;) {
            for (const row of document.querySelectorAll('#table-view tr[data-id]')) found.add(row.dataset.id);
            const more = document.querySelector('#table-view [data-more]');
            if (!more || more.disabled) return found.size;
            more.click();
          } }"""
    )
    assert rows == sum(counted)
    page.locator("#open-table").click()
    # What can be taken away is of the day, or may be.
    page.locator("#open-share").click()
    taken = counts.in_words(real, language, counted._replace(earlier=0))
    assert plain(taken) in plain(page.locator("#share").text_content() or "")
    with page.expect_download() as download:
        page.locator("#share").get_by_role("button", name="GeoJSON").click()
    assert download.value.path().read_text(encoding="utf-8").count('"type": "Feature"') == sum(counted[:3])
    page.keyboard.press("Escape")
    # The key counts by kind.
    page.locator("#open-menu").click()
    by_kind = [numbers(text) for text in page.locator("#menu .kinds .count").all_text_contents()]
    assert sum(one[0] for one in by_kind) == counted.begun + counted.ongoing
    assert sum(one[1] for one in by_kind if len(one) > 1) == counted.undated
    # The sheet of the day, and what it leaves to the atlas.
    text, listed = sheet_texts[day, language]
    assert line in text
    rest = re.search(r"and (\d+) more that begin then|et (\d+) autres qui débutent alors", text)
    left = numbers(rest[0])[0] if rest else 0
    assert listed + left == counted.begun
    # The terminal.
    assert main(["day", day, "--language", language]) == 0
    assert line in plain(capsys.readouterr().out)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_bars_count_what_begins_and_no_fire_that_was_prevented(
    atlas: Path, real: Dataset, open_page: Callable[..., Page], language: str
) -> None:
    """Each bar is as many events of the list's own; its words give the numbers, in the story too."""
    page = open_page(atlas / "index.html", f"#story/3?lang={language}", **WINDOWS[language])
    events = real.tables["events"]
    kinds = {"fires": {"fire"}, "executions": {"execution", "tribunal", "death", "bodies"},
             "fighting": {"barricade", "battery", "fight", "capture"}}  # fmt: skip
    rows = list(zip(*(events[name] for name in ("kind", "outcome", "step", "undated")), strict=True))
    assert any(kind == "fire" and outcome == "saved" and not undated for kind, outcome, _, undated in rows)
    for day in real.week.days:
        button = page.locator(f'[data-goto="{day}"]')
        bars = {bar.get_attribute("data-bar"): int(bar.get_attribute("data-count") or 0) for bar in button.locator("rect").all()}
        wanted = {
            name: sum(
                kind in named and outcome != "saved" and step == day and not undated for kind, outcome, step, undated in rows
            )
            for name, named in kinds.items()
        }
        assert bars == wanted
        assert numbers(button.get_attribute("title") or "") == [bars[name] for name in ("fighting", "fires", "executions")]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_week_and_the_record_have_the_same_numbers_everywhere(
    atlas: Path, real: Dataset, open_page: Callable[..., Page], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    """The week's view, the button that shows all signs, About and the terminal agree; places are those of the events."""
    page = open_page(atlas / "index.html", f"#1871-05-24?view=week&lang={language}", **WINDOWS[language])
    events, places = len(real.events), real.events["place_id"].nunique()
    said = numbers(page.locator("#day-count").text_content() or "")
    assert said[0] == events == sum(said[1:])
    assert numbers(page.locator("#announcer").text_content() or "")[-len(said) :] == said
    assert events in numbers(page.locator("#week-tools").text_content() or "")
    assert headings(page) == {"undated": real.events["undated"].sum(), **({"after": said[3]} if len(said) > 3 else {})}
    page.locator("#open-about").click()
    about = numbers(page.locator("#about").text_content() or "")
    assert {events, places, len(real.citations), real.citations["source_id"].nunique()} <= set(about)
    assert main(["validate"]) == 0
    assert f"{events} events at {places} places, {len(real.citations)} citations" in capsys.readouterr().out
