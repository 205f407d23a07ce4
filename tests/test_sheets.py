"""The sheets for the wall, as a printer and a reader meet them."""

from __future__ import annotations

import re
import shutil
from math import cos, sin
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
import shapely
from PIL import Image, ImageChops
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from semaine_map import sheets
from semaine_map.build import load
from semaine_map.history import calendar, territory
from semaine_map.sheets import lettering, page, raster, words
from semaine_map.sheets.boxes import Box, Taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset

MARCH = Path(__file__).parent.parent / "examples" / "18-march-1871"
A3 = (1190.55, 841.89)
LEGEND = {
    "en": ("That evening", "Fought over", "Barricade", "less certain"),
    "fr": ("Ce soir-là", "Disputé", "Barricade", "moins certain"),
}


@pytest.fixture(scope="session")
def real_sheets(real: Dataset) -> dict[str, bytes]:
    """Return every wall sheet of the Bloody Week as PDF, by name."""
    return {
        f"{language}/{name}": pdf
        for name, languages in sheets.pages(real)
        if name != sheets.STORY
        for language, pdf in languages.items()
    }


@pytest.fixture(scope="session")
def atlas(real: Dataset) -> page.Atlas:
    """Return what the sheets of the Bloody Week share."""
    return page.prepare(real)


@pytest.fixture(scope="session")
def sound_folder(sound: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sheets of the little record."""
    folder = tmp_path_factory.mktemp("sheets")
    sheets.make(sound, folder)
    return folder


def words_of(pdf: bytes) -> str:
    """Return the text of the first page, every space a plain one."""
    document = pypdfium2.PdfDocument(pdf)
    text: str = document[0].get_textpage().get_text_range()
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return ``text`` with every space a plain one."""
    return " ".join(text.split())


def test_there_is_a_sheet_for_each_day_and_the_week_in_both_languages(sound: Dataset, sound_folder: Path) -> None:
    """Eight days and the week, PDF and PNG, English and French: 36 files and nothing else."""
    wanted = {
        f"{language}/{name}.{ending}"
        for language in ("en", "fr")
        for name in (*sound.week.days, "week")
        for ending in ("pdf", "png")
    }
    assert {path.relative_to(sound_folder).as_posix() for path in sound_folder.rglob("*.*")} == wanted


def test_each_sheet_is_one_page_of_a3(real_sheets: dict[str, bytes]) -> None:
    """A printer is given one page, 420 by 297 mm."""
    assert len(real_sheets) == 18
    for pdf in real_sheets.values():
        document = pypdfium2.PdfDocument(pdf)
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx(A3, abs=0.1)


def test_the_picture_has_120_dots_an_inch(sound_folder: Path) -> None:
    """The PNG is the same page."""
    with Image.open(sound_folder / "fr" / "week.png") as picture:
        assert picture.size == pytest.approx((A3[0] / 72 * 120, A3[1] / 72 * 120), abs=1.5)
        assert picture.info["dpi"] == pytest.approx((120, 120), abs=0.1)


@pytest.mark.parametrize("name", ["1871-05-24", "week"])
def test_a_picture_is_that_of_its_own_page(real_sheets: dict[str, bytes], name: str) -> None:
    """What the second language takes over from the first is the same in both, but for the rounding of a few letters' edges."""
    english, french = (real_sheets[f"{language}/{name}"] for language in ("en", "fr"))
    whole = raster.rendered(french, raster.DPI)
    taken_over = raster.translated(raster.rendered(english, raster.DPI), french, page.COMMON, raster.DPI)
    other = np.asarray(ImageChops.difference(whole, taken_over)).max(axis=2) > 0
    assert other.sum() < 1_000, "a word in the other language has more pixels"
    assert not other[: int((A3[1] - page.COMMON[1]) / 72 * raster.DPI) - 2, : int(page.COMMON[0] / 72 * raster.DPI) - 2].any()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_day_sheet_tells_the_day_in_its_language(real: Dataset, real_sheets: dict[str, bytes], language: str) -> None:
    """Title, date, the whole paragraph, the key and the credit are text that can be read and searched."""
    for day in real.week.days:
        text = words_of(real_sheets[f"{language}/{day}"])
        assert real.week.title[language] in text
        assert plain(words.date_text(language, day)) in text
        assert plain(real.day_texts[day][language]) in text
        assert all(word in text for word in LEGEND[language])
        assert plain(words.date_text(language, real.week.record_date)) in text
        assert "CC BY 4.0" in text
        assert "Lissagaray" in text


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_week_sheet_tells_every_day(real: Dataset, real_sheets: dict[str, bytes], language: str) -> None:
    """The week's sheet carries all eight stories, none cut."""
    text = words_of(real_sheets[f"{language}/week"])
    for day in real.week.days:
        assert plain(real.day_texts[day][language]) in text


def test_letters_are_embedded(real_sheets: dict[str, bytes]) -> None:
    """Every face but the base fonts of PDF travels with the page."""
    for pdf in real_sheets.values():
        faces = set(re.findall(rb"/BaseFont /([^\s/]+)", pdf))
        carried = [face for face in faces if b"+" in face]
        assert faces - set(carried) <= {b"Helvetica"}
        assert len(re.findall(rb"/FontFile2", pdf)) >= len(carried) > 3


def test_the_faces_hold_every_letter_of_the_record(real: Dataset) -> None:
    """No title, name or paragraph has a letter that would print as an empty box."""
    lettering.register()
    columns = ("title_en", "title_fr", "name_1871")
    used = {letter for column in columns for text in real.events[column] for letter in text}
    used |= {letter for texts in real.day_texts.values() for text in texts.values() for letter in text}
    for face in lettering.FONT_FILES:
        font = pdfmetrics.getFont(face)
        assert isinstance(font, TTFont)
        known = font.face.charToGlyph
        assert not {letter for letter in used if ord(letter) not in known}, face


def test_the_same_record_gives_the_same_bytes(sound: Dataset, sound_folder: Path, tmp_path: Path) -> None:
    """No clock and no random number reaches a sheet."""
    sheets.make(sound, tmp_path)
    for path in sound_folder.rglob("*.*"):
        assert (tmp_path / path.relative_to(sound_folder)).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", ["fr/1871-05-21", "en/1871-05-22", "fr/1871-05-24", "en/1871-05-28", "fr/week", "en/week"])
def test_no_text_leaves_its_box(real_sheets: dict[str, bytes], name: str) -> None:
    """Letters of the column, the key and the credit stay inside theirs; those of the map inside the frame."""
    textpage = pypdfium2.PdfDocument(real_sheets[name])[0].get_textpage()
    boxes = (page.COLUMN, page.MAP, page.KEY, page.CREDIT)
    outside = []
    for n in range(textpage.count_chars()):
        left, low, right, high = textpage.get_charbox(n)
        letter = textpage.get_text_range(n, 1)
        if letter.strip() and not any(
            box.x - 2 <= left and right <= box.x + box.w + 1 and box.y - 3 <= low and high <= box.y + box.h + 2 for box in boxes
        ):
            outside.append((letter, round(left), round(low)))
    assert not outside


def test_names_and_signs_do_not_overlap(atlas: page.Atlas) -> None:
    """On the most crowded day no name crosses another name or a sign, and no sign another."""
    layout = page.lay_out_day(atlas, atlas.dataset.states[3])
    shapes = []
    for name in layout.names:
        half, high = lettering.width(name.text, name.font, name.size, name.spacing) / 2, name.size * 0.34
        c, s = cos(name.turn), sin(name.turn)
        corners = [(-half, -high), (half, -high), (half, high), (-half, high)]
        shapes.append(shapely.Polygon([(name.x + a * c - b * s, name.y + a * s + b * c) for a, b in corners]))
    shapes += [
        shapely.box(m.at_x - m.size / 2, m.at_y - m.size / 2, m.at_x + m.size / 2, m.at_y + m.size / 2)
        for m in layout.marks
        if m.size
    ]
    assert len(shapes) > 300
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    assert not [(a, b) for a, b in zip(first, second, strict=True) if a < b and shapes[a].intersection(shapes[b]).area > 2]


def test_every_event_that_is_told_has_its_number_on_the_map(atlas: page.Atlas) -> None:
    """A number in the chronicle is on the map, unless the place lies outside it, and then the line says so."""
    for state in atlas.dataset.states:
        layout = page.lay_out_day(atlas, state)
        assert len(layout.listed) > 20
        numbers = {mark.number for mark in layout.marks if mark.number and mark.size}
        assert numbers == {n for n, event in enumerate(layout.listed, 1) if event["shown"]}


def test_the_sheets_of_another_record_speak_of_it_alone() -> None:
    """Sides and days have the names of March; nothing is said of the army's week."""
    dataset = load(MARCH)
    said = {
        f"{language}/{name}": words_of(pdf) for name, languages in sheets.pages(dataset) for language, pdf in languages.items()
    }
    assert "Held by the Central Committee" in said["en/1871-03-22"]
    assert "Tenu par les maires et le parti de l’ordre" in said["fr/1871-03-22"]
    assert "All eleven days" in said["en/week"]
    for name, text in said.items():
        for word in ("Held by the Commune", "Tenu par la Commune", "Held by the army", "whole week", "1840"):
            assert word not in text, (name, word)


def test_the_sheets_have_the_colours_of_the_folder(tmp_path: Path) -> None:
    """Signs and ground of a side that is green in atlas.toml are green on paper, and none is brick red."""
    folder = Path(shutil.copytree(MARCH, tmp_path / "record"))
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write('\n[colours]\ncommune = "#00a040"\n')
    dataset = load(folder)
    atlas = page.prepare(dataset)
    state = atlas.dataset.states[-1]
    picture = np.asarray(raster.rendered(page.day_sheet(atlas, page.lay_out_day(atlas, state), state, "en"), 60)).astype(int)
    red, green, blue = (picture[..., channel] for channel in range(3))
    assert ((green - red > 20) & (green - blue > 20)).sum() > 1_000, "ground tinted in green"
    assert ((red > 120) & (green < 70) & (blue < 60)).sum() == 0, "a sign in brick red"


def test_a_record_without_a_drawing_still_gets_its_sheets(copy_record: Callable[..., Path], tmp_path: Path) -> None:
    """No arrondissements, no fronts, no streets: events on bare paper, within the bounds of the record."""
    folder = copy_record()
    for path in (folder / "basemap").iterdir():
        path.unlink()
    for name in ("arrondissements", "quartiers", "fronts", "columns", "control", "streets", "street_anchors", "damage", "days"):
        header = (folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (folder / f"{name}.csv").write_text(f"{header}\n", encoding="utf-8")
    dataset = load(folder)
    sheets.make(dataset, tmp_path / "sheets")
    assert len(list((tmp_path / "sheets").rglob("*.pdf"))) == 18


def test_a_word_too_long_for_its_line_is_cut() -> None:
    """Nothing stands out of a column, whatever a record holds."""
    lettering.register()
    lines = lettering.set_lines([lettering.Run(lettering.SANS, "a " + "x" * 200)], 10, 80)
    assert all(word.x + lettering.width(word.text, lettering.SANS, 10) <= 80 for line in lines for word in line)
    assert "".join(word.text for line in lines for word in line) == "a" + "x" * 200


def test_what_is_taken_is_not_free() -> None:
    """Two boxes may touch, not overlap; outside the room nothing is free."""
    taken = Taken(Box(10, 10, 100, 100))
    assert taken.claim([Box(20, 20, 10, 10)])
    assert not taken.claim([Box(29, 29, 5, 5)])
    assert taken.claim([Box(30, 20, 10, 10)])
    assert not taken.is_free(Box(105, 50, 10, 10))
    assert not taken.is_free(Box(5, 50, 10, 10))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("19:30", "1st", "24 May 1871", "Wednesday")), ("fr", ("19 h 30", "1er", "24 mai 1871", "mercredi"))],
)
def test_dates_and_hours_are_written_as_the_language_does(language: str, said: tuple[str, str, str, str]) -> None:
    """English and French write them each in their own way."""
    expected = (
        words.hour_text(language, "19:30"),
        territory.ordinal(language, 1),
        words.date_text(language, "1871-05-24"),
        calendar.weekday(language, "1871-05-24"),
    )
    assert tuple(map(plain, expected)) == said
