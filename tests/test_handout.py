"""The story on paper, as a class gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from semaine_map.history.scenes import scenes
from semaine_map.sheets import handout, page

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

A4 = (595.28, 841.89)


@pytest.fixture(scope="module")
def atlas(real: Dataset) -> page.Atlas:
    """Return what the sheets of the Bloody Week share."""
    return page.prepare(real)


@pytest.fixture(scope="module")
def pdfs(atlas: page.Atlas) -> dict[str, bytes]:
    """Return the handout in both languages."""
    return handout.pages(atlas)


def text_of(pdf: bytes) -> list[str]:
    """Return the words of each page with plain spaces."""
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(document[n].get_textpage().get_text_bounded().split()) for n in range(len(document))]


def plain(text: str) -> str:
    """Return ``text`` with every space a plain one."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_two_pages_tell_every_scene_whole(pdfs: dict[str, bytes], real: Dataset, language: str) -> None:
    """Two pages of A4 hold each scene to its last word."""
    document = pypdfium2.PdfDocument(pdfs[language])
    assert [document[n].get_size() for n in range(len(document))] == [pytest.approx(A4, abs=0.1)] * 2
    written = " ".join(text_of(pdfs[language]))
    for scene in scenes(real):
        assert plain(scene.title[language]) in written
        assert plain(scene.text[language]).rpartition(". ")[2] in written, scene.scene_id


def test_its_map_says_whose_the_ground_is(pdfs: dict[str, bytes]) -> None:
    """Under the map stands whose lines it is drawn with, as their licences ask."""
    assert "OpenStreetMap" in text_of(pdfs["en"])[0]
    assert "les contributeurs d’OpenStreetMap" in text_of(pdfs["fr"])[0]


def test_every_number_stands_on_the_map(pdfs: dict[str, bytes], real: Dataset) -> None:
    """Above the text of the first page each scene has its number, and no two discs overlap."""
    page_text = pypdfium2.PdfDocument(pdfs["en"])[0].get_textpage()
    low = handout.MAP.y
    high = low + handout.MAP.h
    found = page_text.get_text_bounded(left=handout.MAP.x, bottom=low, right=handout.MAP.x + handout.MAP.w, top=high).split()
    assert {str(scene.number) for scene in scenes(real)} <= set(found)


def test_the_same_record_gives_the_same_bytes(atlas: page.Atlas, pdfs: dict[str, bytes]) -> None:
    """A handout made again is the same file."""
    assert handout.pages(atlas) == pdfs


def test_a_record_that_tells_no_story_has_none(sound: Dataset) -> None:
    """Nothing is made of no scenes."""
    assert handout.pages(page.prepare(sound)) == {}
