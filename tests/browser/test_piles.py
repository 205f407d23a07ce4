"""Marks at one spot: each of them can be reached by the pointer."""

from __future__ import annotations

import csv
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from semaine_map.build import load
from semaine_map.page import render
from tests.browser.pages import WINDOW_NAMES, WINDOWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PILE = {"gate-capture", "square-barricade", "square-fight", "street-barricade", "street-fire"}
"""The events of 24 May, and of before, at three places that lie on one point here, as they do for many a gazetteer."""

HINTS = """() => {
  const map = document.querySelector('#map'), hint = document.querySelector('#hint');
  const scan = (left, top, right, bottom, step) => {
    const seen = [];
    for (let y = top; y < bottom; y += step) for (let x = left; x < right; x += step) {
      if (!map.contains(document.elementFromPoint(x, y))) continue;
      map.dispatchEvent(new MouseEvent('mousemove', {bubbles: true, clientX: x, clientY: y}));
      if (!hint.hidden && / – (Porte|Place|Grande-Rue)/.test(hint.textContent)) seen.push([x, y, hint.textContent]);
    }
    return seen;
  };
  const {left, top, right, bottom} = map.getBoundingClientRect();
  const [xs, ys] = [0, 1].map(k => scan(left, top, right, bottom, 18).map(point => point[k]));
  const room = [Math.min(...xs) - 40, Math.min(...ys) - 40, Math.max(...xs) + 40, Math.max(...ys) + 40];
  const found = {};
  for (const [x, y, text] of scan(...room, 4)) (found[text] ??= []).push([x, y]);
  return found;
}"""
"""The points on which the pointer is told an event of the pile, by what it is told."""


@pytest.fixture
def pile(copy_record: Callable[..., Path], tmp_path: Path) -> Path:
    """Write the atlas of a record with three places on one point."""
    folder = copy_record()
    places = folder / "places.csv"
    with places.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[:3]:
        row |= {"lon": rows[1]["lon"], "lat": rows[1]["lat"]}
    with places.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    html = tmp_path / "pile.html"
    html.write_text(render.html(load(folder)), encoding="utf-8")
    return html


def middle(points: list[list[float]]) -> tuple[float, float]:
    """Return the middle of some points."""
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def settled(page: Page) -> None:
    """Wait until the frame is painted, the address written after it, and each layer drawn, one in each turn of the browser."""
    page.evaluate(
        """async () => {
          for (let n = 0; n < 2; n += 1) await new Promise(requestAnimationFrame);
          for (let n = 0; n < 10; n += 1) await new Promise((done) => setTimeout(done));
        }"""
    )


def chosen_at(page: Page, points: list[list[float]]) -> str:
    """Click in the middle of some points and return the event that is chosen."""
    page.mouse.click(*middle(points))
    settled(page)
    event: str = page.evaluate("location.hash").partition("?")[0].partition("/")[2]
    return event


def test_who_clicks_on_a_pile_again_comes_to_each_of_its_marks(pile: Path, open_page: Callable[..., Page]) -> None:
    """From afar, where signs lie on each other, they are chosen in turn at the same point; what stands aside, at its own."""
    page = open_page(pile, "#1871-05-24", reduced_motion="reduce")
    page.locator("#zoom-out").click()
    settled(page)
    hints = page.evaluate(HINTS)
    turns = [chosen_at(page, [*chain(*hints.values())]) for _ in range(2 * len(PILE))]
    reached = set(turns)
    assert len(reached) > 1
    assert all(turns[n] == turns[n - len(reached)] for n in range(len(reached), len(turns)))
    page.keyboard.press("Escape")
    settled(page)
    for points in page.evaluate(HINTS).values():
        reached.add(chosen_at(page, points))
        page.keyboard.press("Escape")
        settled(page)
    assert reached == PILE


@pytest.mark.parametrize("window", WINDOWS, ids=WINDOW_NAMES)
def test_the_marks_of_a_pile_part_as_one_comes_nearer(pile: Path, open_page: Callable[..., Page], window: dict[str, Any]) -> None:
    """Each has a point of its own on which the pointer is told it, and is chosen there."""
    page = open_page(pile, "#1871-05-24", reduced_motion="reduce", **window)
    seen: dict[str, list[list[float]]] = page.evaluate(HINTS)
    assert len(seen) == len(PILE)
    reached = set()
    for name in seen:
        reached.add(chosen_at(page, page.evaluate(HINTS)[name]))
        page.keyboard.press("Escape")
        settled(page)
    assert reached == PILE
