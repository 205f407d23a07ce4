"""A record of very many events: the page stays small, opens from the disk under the same policy, and says what it leaves out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from semaine_map import exports
from semaine_map.build import build
from semaine_map.history import dataset as joined
from semaine_map.history import days, density
from semaine_map.history.selection import events_of, select
from semaine_map.page import render
from tests.browser.pages import WINDOW_NAMES, WINDOWS, text_of
from tests.browser.test_everyone import AXE, complaints
from tests.conftest import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from playwright.sync_api import Page

    from semaine_map.history.dataset import Dataset


@pytest.fixture
def nine_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the nine events of the sound record count as very many."""
    monkeypatch.setattr(joined, "LARGE", 5)
    monkeypatch.setattr(render, "LARGEST_PLAIN", 1_000)


@pytest.mark.usefixtures("nine_are_many")
def test_a_large_record_is_read_like_any_other(sound: Dataset, tmp_path: Path, open_page: Callable[..., Page]) -> None:
    """Deflated data are inflated; day, list and card work; about says, in both languages, where the summaries are."""
    document = render.html(sound)
    assert "Paving stones close the square" not in document
    assert 'id="atlas-data" data-packed="deflate"' in document
    assert "unsafe" not in (re.findall(r'Content-Security-Policy" content="([^"]*)"', document) or ["unsafe"])[0]
    (tmp_path / "index.html").write_text(document, encoding="utf-8", newline="\n")
    page = open_page(tmp_path / "index.html", "#1871-05-22/square-barricade")
    card = page.locator("#card")
    expect(card).to_contain_text("Barricade of the square")
    expect(card).to_contain_text("Chronicler 1876")
    expect(card).not_to_contain_text("undefined")
    expect(card).not_to_contain_text("null")
    page.keyboard.press("Escape")
    page.click("#open-about")
    expect(page.locator("#about")).to_contain_text("The summaries of these 9 events are not in this page")
    page.keyboard.press("Escape")
    page.click("#switch-language")
    page.click("#open-about")
    expect(page.locator("#about")).to_contain_text("Les résumés de ces 9 événements ne sont pas dans cette page")


@pytest.mark.usefixtures("nine_are_many")
def test_a_large_build_makes_what_can_be_borne_and_keeps_every_word(tmp_path: Path) -> None:
    """No wall sheets, no documents to be read as one; the summaries are whole in the exports."""
    made = {one.path for one in build(SOUND, tmp_path)}
    assert {"index.html", "days/1871-05-28.html", "gis/events.geojson", "gis/parquet/events.parquet"} <= made
    assert not [path for path in made if path.startswith("sheets/") or path.endswith((".kmz", ".jsonld"))]
    assert "Paving stones close the square." in (tmp_path / "gis" / "events.geojson").read_text(encoding="utf-8")


def test_every_format_fits_a_record_of_the_usual_size(sound: Dataset) -> None:
    """Only a large one is cut short."""
    assert exports.default_formats(sound) == list(exports.FORMATS)


@pytest.fixture(scope="module")
def counted(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the atlas of the real record, counted as one of a million events would be."""
    path = tmp_path_factory.mktemp("counted") / "index.html"
    grid = density.count(real)
    path.write_text(render.html(real, grid=grid), encoding="utf-8", newline="\n")
    return path


def own(dataset: Dataset, state: days.DayState) -> list[int]:
    """Return the rows of the events of a day."""
    rows = enumerate(zip(dataset.events["start"], state.statuses, strict=True))
    return [n for n, (start, status) in rows if days.is_of(state.day, start, status)]


def test_a_counted_day_gives_its_numbers_in_words(counted: Path, real: Dataset, open_page: Callable[..., Page]) -> None:
    """Days step; the panel says how many, of how many, where the list is, and counts kinds and arrondissements."""
    page = open_page(counted, "#1871-05-23")
    for state in real.states[2:5]:
        expect(page.locator("#atlas")).to_have_attribute("data-day", state.day)
        rows = own(real, state)
        text = text_of(page, "#chronicle")
        assert f"{len(rows)} events on this day, those included that may be of it, of {len(real.events):,} in the record" in text
        assert f"gis/parquet/days/day={state.day}/" in text
        tables = page.locator("#lists table")
        for table in (tables.nth(0), tables.nth(1)):
            numbers = table.locator("td.number").all_inner_texts()
            assert sum(int(number.replace(",", "")) for number in numbers) == len(rows)
        page.keyboard.press("ArrowRight")
    page.click("#week")
    assert f"{len(real.events):,} events in the week" in text_of(page, "#chronicle")
    expect(page.locator("li[data-event]")).to_have_count(0)


def test_a_square_opens_by_pointer_list_and_keyboard(counted: Path, open_page: Callable[..., Page]) -> None:
    """Its card counts its kinds, names the file and the command that give the events, and leads to its neighbours."""
    page = open_page(counted, "#1871-05-24")
    first = page.locator("#densest button").first
    number = text_of(page, "#densest li:first-child .hour")
    first.focus()
    page.keyboard.press("Enter")
    card = page.locator("#card")
    expect(card).to_be_focused()
    expect(card.locator("h2")).to_have_text(number)
    expect(card).to_contain_text("gis/parquet/days/day=1871-05-24/")
    expect(card).to_contain_text("semaine-map export --day 1871-05-24 --bbox=2.3")
    kinds = card.locator("td.number").all_inner_texts()
    assert sum(map(int, kinds)) == int(number.split()[0])
    address = page.evaluate("location.hash")
    assert address.startswith("#1871-05-24/square/")
    card.get_by_role("button", name="East").click()
    expect(card.get_by_role("button", name="East")).to_be_focused()
    expect(page).not_to_have_url(re.compile(re.escape(address)))
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Square of ")
    page.evaluate("address => { location.hash = address; }", address)
    expect(card.locator("h2")).to_have_text(number)
    page.keyboard.press("ArrowRight")
    expect(card).to_contain_text("Thursday 25 May 1871")


def test_the_command_of_a_square_gives_as_many_events_as_it_counts(
    counted: Path, real: Dataset, open_page: Callable[..., Page]
) -> None:
    """Day, kinds and box, read from the card as a reader would copy them, select exactly the events counted."""
    page = open_page(counted, "#1871-05-24?kinds=fire.barricade")
    for n in range(3):
        page.locator("#densest button").nth(n).click()
        number = int(text_of(page, "#card h2").split()[0])
        words = re.findall(r"--(\w+)[ =](\S+)", text_of(page, "#card code"))
        options = {name: [value for other, value in words if other == name] for name, _ in words}
        wanted = select(**(options | {"bbox": options["bbox"][0]}))
        assert int(events_of(real, wanted).sum()) == number


def test_kinds_filter_the_counts_and_the_key_says_what_cannot(
    counted: Path, real: Dataset, open_page: Callable[..., Page]
) -> None:
    """With one kind switched off its events leave numbers, squares and command; no choice is offered that has no effect."""
    page = open_page(counted, "#1871-05-24?certainty=certain&witness=goncourt")
    page.click("#open-menu")
    menu = page.locator("#menu")
    expect(menu.locator("select, input[type=radio]")).to_have_count(0)
    expect(menu).to_contain_text("Certainty, witness, side, district and hour cannot")
    menu.locator("#kind-fire").uncheck()
    state = real.states[3]
    rest = [n for n in own(real, state) if real.events["kind"][n] != "fire"]
    assert f"{len(rest)} events on this day" in text_of(page, "#chronicle")
    assert "?kinds=" in page.evaluate("location.hash")
    page.click("#open-table")
    assert f"{len(rest)} events by arrondissement and kind" in text_of(page, "#table-view")
    expect(page.locator("#table-view thead")).not_to_contain_text("Fire")


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_axe_finds_nothing_where_events_are_counted(
    counted: Path, open_page: Callable[..., Page], window: dict[str, Any]
) -> None:
    """At rest, with a square, the key, the table, the week, the dialogs open; no part of the page stands empty."""
    page = open_page(counted, "#1871-05-24", **window)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert complaints(page) == []
    page.locator("#map").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_visible()
    assert complaints(page) == []
    page.keyboard.press("Escape")
    page.click("#open-menu")
    assert complaints(page) == []
    page.keyboard.press("Escape")
    for dialog in ("about", "share"):
        page.click(f"#open-{dialog}")
        expect(page.locator(f"#{dialog}")).to_be_visible()
        assert "{" not in page.inner_text(f"#{dialog}")
        assert complaints(page) == []
        page.keyboard.press("Escape")
    page.click("#open-table")
    assert complaints(page) == []
    page.click("#week")
    assert complaints(page) == []
    expect(page.locator(".hours")).to_be_hidden()


def test_the_squares_are_painted_and_change_with_the_day(counted: Path, open_page: Callable[..., Page]) -> None:
    """The picture of a day is not empty, differs from that of another, and is the same when one comes back."""
    page = open_page(counted, "#1871-05-24")
    picture = """async () => {
      await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
      return document.querySelector('.leaflet-marks-pane canvas:not(.kept)').toDataURL();
    }"""
    wednesday = page.evaluate(picture)
    page.keyboard.press("ArrowLeft")
    tuesday = page.evaluate(picture)
    page.keyboard.press("ArrowRight")
    assert len(wednesday) > 5_000
    assert tuesday != wednesday
    assert page.evaluate(picture) == wednesday


def test_a_build_says_what_it_will_do_with_very_many_events(tmp_path: Path) -> None:
    """In one sentence before it begins; the pages then hold counts, and the exports every event."""
    warnings: list[str] = []
    build(SOUND, tmp_path, warn=warnings.append, dense_from=8)
    assert len(warnings) == 1
    assert warnings[0].startswith("9 events are too many to draw or list one by one: the atlas will show, for each day,")
    for name in ("index.html", "days/1871-05-22.html"):
        assert "Paving stones close the square." not in (tmp_path / name).read_text(encoding="utf-8")
    assert "Paving stones close the square." in (tmp_path / "gis" / "events.geojson").read_text(encoding="utf-8")
