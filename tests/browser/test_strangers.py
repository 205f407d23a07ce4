"""Whatever strangers write into a record is shown as text, and runs nowhere: in every field, in every view."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from semaine_map.build import load
from semaine_map.page import render
from semaine_map.record import schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

PAYLOADS = {
    "markup": "</script><script>window.hacked=1</script><img/src=x/onerror=window.hacked=2><svg/onload=window.hacked=3>--><!--",
    "attributes": "\"'><b/autofocus/onfocus=window.hacked=4/style=color:red>`onmouseover=window.hacked=5//&quot;&#60;script&#62;",
    "templates": "{{7*7}}{%for/x/in(1,2)%}{#gone#}${7*7}#{7*7}<%=7*7%>{{self.__init__.__globals__}}{events}__proto__",
    "links": "javascript:window.hacked=6//data:text/html,<script>window.hacked=7</script>#vbscript:x\\u003cscript\\u003e",
    "invisible": "=1+1\u202edlot\u202c\u200bzero\u2060width\u2066isolate\u2069\ufeff\U000e0041\u2028line\u2029end",
}
NOT_OURS = "img:not([src^='data:image/']), iframe, object, embed, base, form, [onload], [onerror], [onfocus], [autofocus]"
"""Elements and attributes that the page never makes, and some payload tries to."""

CODES = {
    ("vocabulary", "list"), ("vocabulary", "term"), ("fronts", "point_id"), ("columns", "point_id"), ("junctions", "junction_id"),
    ("errata", "authority_id"), ("damage", "number"), ("witnesses", "key"), ("fronts", "along"), ("columns", "along"),
}  # fmt: skip
"""Columns of type text that other rows refer to or that are counted with: anything there is a fault, not a text."""


TOLD = {
    "people": "person_id,name,variants,role,role_fr,side,fate,note_en,note_fr\nsomebody,x,x,x,x,commune,unknown,x,x\n",
    "participants": "event_id,person_id,part\nstreet-fire,somebody,witness\n",
    "scenes": "scene_id,seq,day,title_en,title_fr,text_en,text_fr\nthe-fire,1,1871-05-24,x,x,x,x\n",
    "scene_events": "scene_id,event_id,seq,words_en,words_fr\nthe-fire,street-fire,1,x,x\n",
    "aliases": "alias,place_id,event_id,note\nx,old-square,,x\n",
    "about": "section,seq,en,fr\nwhat,1,x,x\n",
    "witnesses": "table,key,source_id,locator,stance,claim,claim_fr\ncontrol,1871-05-21/2,chronicler,x,supports,x,x\n",
}
"""Tables that the sound record does without, a row each."""


def poisoned(folder: Path, payload: str) -> Path:
    """Set every text field of every table, drawing and title of a record to ``payload``."""
    for name, rows_of_it in TOLD.items():
        (folder / f"{name}.csv").write_text(rows_of_it, encoding="utf-8")
    for table in schema.TABLES:
        path = folder / table.file
        if not path.exists():
            continue
        rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for column in table.columns:
            if column.type == "text" and (table.name, column.name) not in CODES:
                for n, row in enumerate(rows):
                    # The rows of one line share its name.
                    row[column.name] = payload if column.name in ("line", "corps") else f"{payload}{n}"
        text = io.StringIO()
        writer = csv.DictWriter(text, [column.name for column in table.columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    for path in (folder / "basemap").glob("*.geojson"):
        drawing = json.loads(path.read_text(encoding="utf-8"))
        for feature in drawing["features"]:
            feature["properties"]["name"] = feature["properties"]["kind"] = payload
        path.write_text(json.dumps(drawing), encoding="utf-8")
    week = (folder / "atlas.toml").read_text(encoding="utf-8")
    for title in ("The Bloody Week", "La Semaine sanglante", "Paris, 21–28 May 1871", "Paris, 21-28 mai 1871"):
        week = week.replace(json.dumps(title, ensure_ascii=False), json.dumps(payload, ensure_ascii=False))
    (folder / "atlas.toml").write_text(week, encoding="utf-8")
    return folder


@pytest.mark.parametrize("kind", PAYLOADS)
def test_strangers_text_runs_nowhere_in_any_view(
    kind: str, copy_record: Callable[..., Path], tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    """Card, list, table, search, menu, about, sharing, print, both languages and the page of a day show it letter by letter."""
    payload = PAYLOADS[kind]
    dataset = load(poisoned(copy_record(), payload))
    for name, day in (("index.html", None), ("1871-05-24.html", "1871-05-24")):
        document = render.html(dataset, day=day)
        assert "unsafe-" not in document.split("<style>")[0]
        (tmp_path / name).write_text(document, encoding="utf-8", newline="\n")

        page = open_page(tmp_path / name, "#1871-05-24/street-fire" if day is None else "")
        page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
        if day is None:
            assert payload in (page.locator("#card").text_content() or "")
            assert payload in page.title()
            walk(page, payload)
            meet(page, payload)
        assert payload in (page.locator("#lists").text_content() or "")
        harmless(page)


def walk(page: Page, payload: str) -> None:
    """Go through the views of the atlas."""
    for button, view in (("#open-menu", "#menu"), ("#open-about", "#about"), ("#open-share", "#share")):
        page.click(button)
        expect(page.locator(view)).to_be_visible()
        if view == "#about":
            assert payload in (page.locator(view).text_content() or "")
        harmless(page)
        page.keyboard.press("Escape")
    page.click("#open-table")
    assert payload in (page.locator("#table-view").text_content() or "")
    harmless(page)
    page.click("#open-table")
    page.click("#switch-language")
    page.fill("#search", payload[:20])
    harmless(page)
    page.keyboard.press("Escape")
    for day in ("1871-05-21", "1871-05-28"):
        page.click(f'[data-goto="{day}"]')
        page.wait_for_timeout(100)
        page.hover("#lists li[data-event]")
        page.click("#lists li[data-event]")
        harmless(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert payload in (page.locator("#printed").text_content() or "")


def meet(page: Page, payload: str) -> None:
    """Go through the week told and to a person."""
    page.click("button[data-story]")
    scene = page.locator("[data-scene]")
    expect(scene).to_be_visible()
    assert payload in (scene.text_content() or "")
    harmless(page)
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#person/somebody'")
    person = page.locator('[data-person="somebody"]').first
    expect(person).to_be_visible()
    assert payload in (page.locator("body").text_content() or "")
    harmless(page)
    page.keyboard.press("Escape")


def harmless(page: Page) -> None:
    """Nothing of the text has run, is an element, or is a link to anywhere but the web and this file."""
    assert page.evaluate("typeof window.hacked") == "undefined"
    made = page.locator(NOT_OURS).evaluate_all("found => found.map((one) => one.outerHTML.slice(0, 200))")
    assert made == []
    assert page.locator("script").count() == 3
    links = page.evaluate("[...document.links].map((link) => new URL(link.href).protocol)")
    assert set(links) <= {"file:", "http:", "https:"}


def test_only_an_address_of_the_web_becomes_a_link(
    copy_record: Callable[..., Path], tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    """A script, a file or a bare number in ``sources.csv`` is shown and leads nowhere."""
    folder = copy_record()
    table = folder / "sources.csv"
    text = table.read_text(encoding="utf-8")
    text = text.replace("1876,,Public domain,,", "1876,,Public domain,https://example.org/a?b=<c>,")
    table.write_text(text.replace("1871,,Public domain,,", "1871,,Public domain,javascript:alert(1),"), encoding="utf-8")
    dataset = load(folder)
    (tmp_path / "index.html").write_text(render.html(dataset), encoding="utf-8", newline="\n")
    page = open_page(tmp_path / "index.html")
    page.click("#open-about")
    assert page.locator("#about a").evaluate_all("links => links.map((link) => [link.getAttribute('href'), link.rel])") == [
        ["https://example.org/a?b=<c>", "noopener noreferrer"]
    ]
    assert "javascript:alert(1)" in page.inner_text("#about")


def test_a_download_for_a_spreadsheet_holds_no_formula(
    copy_record: Callable[..., Path], tmp_path: Path, open_page: Callable[..., Page]
) -> None:
    """A title that begins like one arrives as text; a position stays one."""
    folder = copy_record()
    table = folder / "events.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("A house burns,", '"=HYPERLINK(""x"")",'), encoding="utf-8")
    dataset = load(folder)
    (tmp_path / "index.html").write_text(render.html(dataset), encoding="utf-8", newline="\n")
    page = open_page(tmp_path / "index.html", "#1871-05-24")
    page.click("#open-share")
    with page.expect_download() as download:
        page.click("#share button:has-text('CSV')")
    rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    (fire,) = [row for row in rows if row["id"] == "street-fire"]
    assert fire["title_en"] == '\'=HYPERLINK("x")'
    assert fire["WKT"].startswith("POINT (2.338 ")
