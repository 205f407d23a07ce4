"""The page of anyone's record: districts by their own names, and what is written from the right at the right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from semaine_map.build import load
from semaine_map.page import render
from semaine_map.record.bring.rows import Wishes
from semaine_map.record.bring.starter import starter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

RIGHT_EDGE = """node => {
  const range = document.createRange();
  range.selectNodeContents(node);
  return node.getBoundingClientRect().right - range.getBoundingClientRect().right;
}"""
"""Pixels that the letters of an element leave free at its right."""


@pytest.fixture
def village(tmp_path: Path) -> Path:
    """Write the page of a starter record with one title in Hebrew and two districts, one of them around its first place."""
    for name, text in starter("my-village", Wishes()).items():
        (tmp_path / name).write_text(text.replace("A crowd gathers", "הקהל מתאסף"), encoding="utf-8")
    table = load(tmp_path).tables["places"]
    x, y = float(table["lon"][0]), float(table["lat"][0])
    squares = [
        {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[w, s], [e, s], [e, n], [w, n], [w, s]]]},
        }
        for name, w, s, e, n in (("Old Town", x - 0.01, y - 0.002, x + 0.01, y + 0.01), ("Hill", x + 1, y, x + 2, y + 1))
    ]
    (tmp_path / "basemap").mkdir()
    (tmp_path / "basemap" / "districts.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": squares}), encoding="utf-8"
    )
    html = tmp_path / "village.html"
    html.write_text(render.html(load(tmp_path)), encoding="utf-8")
    return html


def test_districts_are_called_by_their_names(village: Path, open_page: Callable[..., Page]) -> None:
    """In the card and among the filters; nobody's arrondissement is spoken of."""
    page = open_page(village, "#1901-03-01/crowd-gathers")
    expect(page.locator("#card")).to_contain_text("Old Town, within 60 m")
    page.locator("#open-key, [data-open='key'], button:has-text('Key and filters')").first.click()
    options = page.locator("select[name='arrondissement'] option, [name='arrondissement'] option")
    assert {"Old Town", "Hill"} <= set(options.all_inner_texts())
    assert "arrondissement" not in page.inner_text("body").lower()


def test_a_title_from_the_right_stands_at_the_right(village: Path, open_page: Callable[..., Page]) -> None:
    """Its letters end at the right edge of its row; those of a title from the left do not."""
    page = open_page(village, "#1901-03-01")
    title = page.locator("li[data-event] .event-title", has_text="הקהל").first
    assert title.evaluate(RIGHT_EDGE) == pytest.approx(0, abs=1)
    page = open_page(village, "#1901-03-02")
    other = page.locator("li[data-event] .event-title", has_text="The bridge is closed").first
    assert other.evaluate(RIGHT_EDGE) > 10
