"""The page: one file, nothing from outside, a strict policy, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from semaine_map.build import load
from semaine_map.page import leaflet, payload, render
from tests.kept import payload_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset


@pytest.fixture(scope="module")
def document(sound: Dataset) -> str:
    """Return the atlas of the little record."""
    return render.html(sound)


def data_of(document: str) -> dict[str, object]:
    """Return the payload of a page."""
    found = re.search(r'<script type="[a-z/]+" id="atlas-data"( data-packed="deflate")?>(.*?)</script>', document, re.DOTALL)
    assert found
    return payload_of(zlib.decompress(base64.b64decode(found[2])).decode() if found[1] else found[2])


def test_the_same_record_gives_the_same_bytes(sound: Dataset, document: str) -> None:
    """A second rendering does not differ by one byte."""
    assert render.html(sound) == document


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page(document: str) -> None:
    """Nothing is allowed by default, and the hashes are those of the blocks that stand there."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', document)
    assert policy
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    for tag in ("script", "style"):
        blocks = re.findall(rf"<{tag}>(.*?)</{tag}>", document, re.DOTALL)
        hashes = [base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks]
        assert " ".join([f"{tag}-src", *(f"'sha256-{one}'" for one in hashes)]) + ";" in policy[1]


def test_a_packed_page_is_spelled_in_plain_letters(real: Dataset) -> None:
    """One letter beyond them would double what a browser holds of the file; what they spell is what stands in the sources."""
    document = render.html(real)
    assert document.isascii()
    assert "\\u2013 ${payload.title[state.lang]}" in document
    assert 'content: "\\2195 "' in document
    assert "&#8212; Cet atlas" in document


def test_texts_of_any_script_are_spelled_in_small_letters(sound: Dataset) -> None:
    """Latin-1 stands as it is; all other letters, those of a pair too, and what markup begins with, read back as they were."""
    title = "巴黎 𠮷野 Москва – café &amp; </script>"
    named = replace(sound, week=replace(sound.week, title=sound.week.title | {"en": title}))
    text = payload.text(named)
    assert text.isascii() or max(text) <= "\xff"
    assert "café" in text
    assert not set("<>&") & set(text)
    assert payload_of(text)["title"]["en"] == title


def test_the_library_is_read_once(document: str) -> None:
    """It is called where it stands, in brackets, and finds what it asks old browsers for: else a browser reads it over."""
    library = re.findall("<script>(.*?)</script>", document, re.DOTALL)[0]
    assert "(this,(function(" in library
    given, asked = library.index("document.namespaces = {"), library.index("document.namespaces.add(")
    assert given < asked < library.index("delete document.namespaces")


def test_nothing_is_fetched_from_elsewhere(document: str) -> None:
    """No script, style, picture or font has an address."""
    without_text = re.sub(r"<script.*?</script>", "", document, flags=re.DOTALL)
    assert not re.search(r"\b(src|href)=\"(?!data:|#)", without_text)
    assert not re.search(r"url\((?!data:)", without_text)


def test_markup_in_the_record_is_data_in_the_page(copy_record: Callable[..., Path]) -> None:
    """Script, template and comment marks of a stranger's text arrive as text, unchanged."""
    dataset = load(copy_record("markup"))
    document = render.html(dataset)
    events = data_of(document)["events"]
    assert isinstance(events, dict)
    assert events["title_en"][0] == '<script>window.hacked=1</script> & "quotes" 🔥'
    assert events["summary_en"][0] == "</script><img src=x onerror=window.hacked=2> {{7*7}} ${7*7} {% for x in y %}"
    assert "<script>window.hacked" not in document
    assert "onerror=window.hacked=2>" not in document


def test_the_page_of_a_day_holds_that_day_alone(sound: Dataset) -> None:
    """What comes later is not in it."""
    data = data_of(render.html(sound, day="1871-05-22"))
    assert data["days"] == ["1871-05-22"]
    events = data["events"]
    assert isinstance(events, dict)
    assert events["id"] == ["gate-capture", "fort-headquarters", "square-barricade"]


def test_a_notebook_shows_the_same_page(sound: Dataset, document: str) -> None:
    """The object's notebook form is a frame that holds the page itself."""
    shown = render.Atlas(sound)._repr_html_()
    assert "<iframe srcdoc=" in shown
    assert "atlas-data" in shown
    assert len(shown) > len(document)


def test_coordinates_survive_the_packing(real: Dataset) -> None:
    """Unpacked, the outline of each arrondissement is the one of the record, to the metre."""
    areas = data_of(render.html(real))["arrondissements"]
    assert isinstance(areas, list)
    for packed, area in zip(areas, real.arrondissements.geometry, strict=True):
        ring = packed["polygons"][0][0]
        x = y = 0
        west = east = None
        for n in range(0, len(ring), 2):
            x, y = x + ring[n], y + ring[n + 1]
            west, east = min(x, west or x), max(x, east or x)
        assert west is not None
        assert east is not None
        assert abs(2.2 + west / 1e5 - area.bounds[0]) < 1.1e-5
        assert abs(2.2 + east / 1e5 - area.bounds[2]) < 1.1e-5


def test_another_leaflet_is_refused(monkeypatch: pytest.MonkeyPatch, sound: Dataset) -> None:
    """A file that is not the published Leaflet 1.9.4 is never inlined."""
    monkeypatch.setitem(leaflet.SHA256, "leaflet.js", "0" * 64)
    with pytest.raises(ValueError, match=r"not the published Leaflet"):
        render.html(sound)


def test_a_text_of_a_day_is_not_taken_for_that_of_a_step(document: str) -> None:
    """An atlas by days keeps every text as it is: “Cite this” is not the sentence that cites a day."""
    texts = data_of(document)["texts"]
    assert isinstance(texts, dict)
    assert (texts["en"]["cite"], texts["fr"]["cite"]) == ("Cite this", "Citer")
    assert "{day}" in texts["en"]["cite_day"]
