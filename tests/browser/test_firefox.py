"""Firefox too: the address is the view, every reader gets in, and the page stays whole where other programs put it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.browser.firefox import Firefox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Window(NamedTuple):
    """A size, and what the reader asks for by ``?lang=``."""

    width: int
    height: int
    language: str


WINDOWS = [Window(1280, 800, "en"), Window(390, 844, "fr")]
NAMES = ["desktop-en", "phone-fr"]
TITLE = {"en": "The Hôtel de Ville burns", "fr": "L’Hôtel de Ville brûle"}
CARD = "document.querySelector('#card h2')?.textContent ?? ''"
ROWS = "[...document.querySelectorAll('li[data-event]')].map(row => row.dataset.event)"
SIGNS = """[...document.querySelectorAll('#marks [role="option"]')].map(one => {
  const { x, y } = one.getBoundingClientRect();
  return [one.textContent, Math.round(x), Math.round(y)];
})"""


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Start the system's Firefox once."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        pytest.skip("no Firefox on this machine: install it (Debian: apt-get install firefox-esr); `make readers` does so")
    firefox = Firefox(program, tmp_path_factory.mktemp("firefox") / "profile")
    yield firefox
    firefox.close()


@pytest.fixture
def firefox(started: Firefox) -> Iterator[Firefox]:
    """Return the browser; the test fails on any message in its console."""
    started.complaints.clear()
    yield started
    assert started.complaints == []


def address(atlas: Path, window: Window, fragment: str) -> str:
    """Return the address of a view of the atlas."""
    return f"{(atlas / 'index.html').as_uri()}?lang={window.language}{fragment}"


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_the_address_is_the_view(atlas: Path, firefox: Firefox, window: Window) -> None:
    """Day, event, filter and frame are in it; opened anew, every sign stands on the same pixel."""
    firefox.open(address(atlas, window, "#1871-05-24?witness=goncourt"), window.width, window.height)
    firefox.ask("void document.getElementById('zoom-in').click()")
    firefox.wait("location.hash.includes('at=')")
    firefox.ask("void document.getElementById('marks').focus()")
    firefox.wait("document.querySelector('#marks [aria-selected]') !== null")
    hash_, rows, signs = firefox.ask("location.hash"), firefox.ask(ROWS), firefox.ask(SIGNS)
    assert "witness=goncourt" in hash_
    firefox.open(address(atlas, window, hash_), window.width, window.height)
    assert firefox.ask(ROWS) == rows
    firefox.ask("void document.getElementById('marks').focus()")
    firefox.wait("document.querySelector('#marks [aria-selected]') !== null")
    assert firefox.ask(SIGNS) == signs
    assert firefox.ask("location.hash") == hash_


@pytest.mark.parametrize("fragment", ["#1871-05-24%2Fhotel-de-ville-fire", "#1871-05-24/hotel-de-ville-fire)."])
def test_a_mangled_link_still_opens(atlas: Path, firefox: Firefox, fragment: str) -> None:
    """As mail and chat make them."""
    window = WINDOWS[0]
    firefox.open(address(atlas, window, fragment), window.width, window.height)
    assert firefox.ask(CARD) == TITLE["en"]


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_the_keyboard_leads_past_header_and_list(atlas: Path, firefox: Firefox, window: Window) -> None:
    """An event by its name in five keystrokes; rows by the arrows; signs by the arrows, opened and left again."""
    firefox.open(address(atlas, window, "#1871-05-24"), window.width, window.height)
    firefox.press("Tab", "Enter")
    firefox.expect("document.activeElement.id", "search")
    firefox.press(TITLE[window.language], "Enter")
    firefox.wait(f"({CARD}) !== ''")
    firefox.expect(CARD, TITLE[window.language])
    firefox.ask("void document.querySelector('#card .close').click()")
    firefox.ask("void document.querySelector('[data-skip=\"list\"]').focus()")
    firefox.press("Enter")
    rows = firefox.ask(ROWS)
    at = "document.activeElement.closest('li')?.dataset.event ?? ''"
    first = rows.index(firefox.ask(at))
    firefox.press("ArrowDown", "ArrowDown")
    firefox.expect(at, rows[first + 2])
    assert firefox.ask("document.activeElement.querySelector('.sign-text').textContent.split(', ').length") >= 3
    firefox.ask("void document.querySelector('[data-skip=\"marks\"]').focus()")
    firefox.press("Enter", "Home", "ArrowRight")
    firefox.expect("document.activeElement.getAttribute('aria-activedescendant')", "mark-1")
    firefox.expect("document.getElementById('atlas').dataset.day", "1871-05-24")
    firefox.press("Enter")
    firefox.expect("document.activeElement.id", "card")
    firefox.press("Escape")
    firefox.expect("document.activeElement.id", "marks")


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_text_of_twice_the_size_keeps_map_and_list(atlas: Path, firefox: Firefox, window: Window) -> None:
    """What is typed is seen, nothing leaves the window sideways, and the map has room."""
    firefox.open(address(atlas, window, "#1871-05-24"), window.width, window.height)
    firefox.ask("void (document.documentElement.style.fontSize = '200%')")
    firefox.wait("document.getElementById('search').getBoundingClientRect().width >= 200")
    assert firefox.ask("document.documentElement.scrollWidth") <= window.width
    map_and_list = "['map', 'chronicle'].map(id => document.getElementById(id).getBoundingClientRect().y)"
    top, folded = firefox.ask(map_and_list)
    assert folded - top >= 150


def test_the_table_is_cards_on_a_phone(atlas: Path, firefox: Firefox) -> None:
    """Nothing scrolls sideways, and each cell stands under the name of its column."""
    window = WINDOWS[1]
    firefox.open(address(atlas, window, "#1871-05-24?view=table"), window.width, window.height)
    assert firefox.ask("(view => view.scrollWidth - view.clientWidth)(document.getElementById('table-view'))") <= 1
    cell = "document.querySelector('#table-view tbody td')"
    named = f"[getComputedStyle({cell}, '::before').content, {cell}.dataset.head]"
    assert firefox.ask(named) in (["attr(data-head)", "Quand"], ['"Quand"', "Quand"])


@pytest.mark.parametrize("window", WINDOWS, ids=NAMES)
def test_a_saved_page_is_a_whole_atlas(atlas: Path, firefox: Firefox, tmp_path: Path, window: Window) -> None:
    """The page as it stands, card open, written to a file and opened again: the same day, the same list, still working."""
    firefox.open(address(atlas, window, "#1871-05-24/hotel-de-ville-fire"), window.width, window.height)
    rows, markup = firefox.ask(ROWS), firefox.ask("document.documentElement.outerHTML")
    (tmp_path / "saved.html").write_text(f"<!DOCTYPE html>\n{markup}", encoding="utf-8")
    firefox.open(f"{(tmp_path / 'saved.html').as_uri()}?lang={window.language}#1871-05-24", window.width, window.height)
    # The page was saved ready, with its canvases: it is alive once its own map is made.
    firefox.wait("document.getElementById('map')._leaflet_id !== undefined")
    firefox.wait("document.getElementById('atlas').dataset.ready === 'true'")
    assert firefox.ask(ROWS) == rows
    firefox.ask("void document.querySelector('[data-goto=\"1871-05-25\"]').click()")
    assert firefox.ask("document.getElementById('atlas').dataset.day") == "1871-05-25"


def test_a_fold_that_opens_shows_the_whole_city(atlas: Path, firefox: Firefox, tmp_path: Path) -> None:
    """In a closed accordion the page has no size at first; when it has one, the city fits it."""
    frame = f'<iframe src="{(atlas / "index.html").as_uri()}#1871-05-24" width="800" height="600"></iframe>'
    host = f"<!DOCTYPE html><title>Host</title><details><summary>Map</summary>{frame}</details>"
    (tmp_path / "host.html").write_text(host, encoding="utf-8")
    firefox.open((tmp_path / "host.html").as_uri(), 1280, 800)
    firefox.ask("void (document.querySelector('details').open = true)")
    firefox.wait("document.getElementById('atlas')?.dataset.ready === 'true'", within=True)
    firefox.wait("JSON.parse(document.getElementById('atlas').dataset.drawn ?? '{}').full >= 10", within=True)


def test_marks_at_one_spot_are_each_reached_and_hints_go(atlas: Path, firefox: Firefox) -> None:
    """Of the events of one place each opens by a click on its sign; the hint that named it is gone once its card is open."""
    window = WINDOWS[0]
    fragment = "#1871-05-24?at=48.8564,2.3524,17"
    middles = """[...document.querySelectorAll('#marks [role="option"]')]
      .filter(one => one.textContent.includes(', Hôtel de Ville, '))
      .map(one => [one.textContent, one.getBoundingClientRect()])
      .map(([text, box]) => [text, box.x + box.width / 2, box.y + box.height / 2])"""
    firefox.open(address(atlas, window, fragment), window.width, window.height)
    firefox.ask("void document.getElementById('marks').focus()")
    firefox.wait("document.querySelector('#marks [aria-selected]') !== null")
    pile = firefox.ask(middles)
    assert len(pile) >= 4
    for text, x, y in pile[:4]:
        firefox.open(address(atlas, window, fragment), window.width, window.height)
        firefox.point(x, y)
        firefox.wait("!document.getElementById('hint').hidden")
        firefox.point(x, y, click=True)
        firefox.wait("!document.getElementById('card').hidden")
        assert text.startswith(firefox.ask(CARD))
        firefox.wait("document.getElementById('hint').hidden")
