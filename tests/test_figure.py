"""A figure for a journal, as its printer and its readers meet it."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from semaine_map.cli import main
from semaine_map.errors import UsageError
from semaine_map.sheets import words
from semaine_map.sheets.figure import figure
from semaine_map.sheets.viewport import MM, metres_per_degree

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

DAY = "1871-05-24"
CENTRE = (2.335, 48.848, 2.365, 48.865)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing(real: Dataset) -> ET.Element:
    """Return the centre of Paris on 24 May as SVG, read."""
    return ET.fromstring(figure(real, day=DAY, bounds=CENTRE, form="svg"))  # noqa: S314 - our own file


def text_of(element: ET.Element) -> str:
    """Return the letters of an SVG that are heard, in their order."""
    return " ".join(one.text or "" for one in element.iter(f"{SVG}text") if one.get("aria-hidden") is None)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_pdf_is_as_wide_as_asked_and_brings_its_letters(real: Dataset, language: str) -> None:
    """One page of 85 mm with title, key and credit in the language; every face is embedded, none is left to the printer."""
    pdf = figure(real, day=DAY, bounds=CENTRE, width=85, language=language)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    assert document[0].get_width() == pytest.approx(85 * MM, abs=0.1)
    text = " ".join(document[0].get_textpage().get_text_range().split())
    assert f"{real.week.title[language]}, {words.date_text(language, DAY)}".replace(words.NO_BREAK, " ") in text
    for said in ("signs", "state", "in_the_evening"):
        assert words.say(language, said) in text
    assert real.week.creator in text
    assert "OpenStreetMap" in text
    faces = re.findall(rb"/FontName /(\S+)", pdf)
    assert faces
    assert set(re.findall(rb"/BaseFont /(\S+)", pdf)) == set(faces)
    assert pdf.count(b"/FontFile2") == len(faces)


def test_an_svg_says_what_it_shows_and_asks_for_nothing(drawing: ET.Element) -> None:
    """Text is text, its letters are embedded, nothing is fetched, and who does not see it has a title."""
    assert drawing.get("width") == "180.00mm"
    assert drawing.find(f"{SVG}title").text == "The Bloody Week, 24 May 1871"  # type: ignore[union-attr]
    text = text_of(drawing)
    for said in ("Place du Châtelet", "Held by the Commune", "Fire, burning", "On whose word"):
        assert said in text
    style = drawing.find(f"{SVG}style").text or ""  # type: ignore[union-attr]
    families = {one.get("font-family").split(",")[0] for one in drawing.iter(f"{SVG}text")}  # type: ignore[union-attr]
    assert families == set(re.findall(r'font-family:"([^"]+)"', style))
    assert re.findall(r"url\((?!data:|#)", ET.tostring(drawing, encoding="unicode")) == []


def test_the_scale_bar_is_true(drawing: ET.Element) -> None:
    """It is as long as the metres that stand beside it are on the map."""
    length = int(re.findall(r"(\d+)\s*m\b", text_of(drawing))[-1])
    bars = [
        float(one[1])
        for path in drawing.iter(f"{SVG}path")
        if (one := re.match(r"M12\.00 10\.00h([\d.]+)v2\.60", path.get("d", "")))
    ]
    metres_per_point = (CENTRE[2] - CENTRE[0]) * metres_per_degree((CENTRE[1] + CENTRE[3]) / 2)[0] / (180 * MM)
    assert max(bars) * metres_per_point == pytest.approx(length, rel=0.001)


def test_a_picture_has_the_dots_that_a_printer_asks_for(real: Dataset) -> None:
    """A PNG has 300 dots an inch, or as many as are asked for, and the same bytes twice."""
    drawn = figure(real, day=DAY, bounds=CENTRE, width=60, form="png")
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.width == pytest.approx(60 / 25.4 * 300, abs=1)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert figure(real, day=DAY, bounds=CENTRE, width=60, form="png") == drawn


def test_grey_tells_the_sides_apart(real: Dataset) -> None:
    """Without colour the swatches of the two sides and of fought-over ground still differ, by tint or by texture."""
    drawn = figure(real, day=DAY, width=180, form="png")
    grey = np.asarray(Image.open(io.BytesIO(drawn)).convert("L"), dtype=float)
    scale = 300 / 72
    document = pypdfium2.PdfDocument(figure(real, day=DAY, width=180))
    page = document[0].get_textpage()
    seen = {}
    for said in ("Held by the Commune", "Fought over", "Held by the army"):
        index, _ = page.search(said).get_next()
        left, low, _, high = page.get_charbox(index)
        y, x = round(grey.shape[0] - (low + high) / 2 * scale), round((left - 11) * scale)
        swatch = grey[y - 10 : y + 11, x - 18 : x + 19]
        seen[said] = (swatch.mean(), swatch.std())
    commune, fought, army = seen.values()
    for one, other in ((commune, fought), (commune, army), (fought, army)):
        assert abs(one[0] - other[0]) > 4 or abs(one[1] - other[1]) > 4, seen


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"bounds": (3.0, 48.8, 3.1, 48.9)}, "shows no ground"),
        ({"bounds": (2.35, 48.85, 2.3501, 48.8501)}, "less than 100 m"),
        ({"bounds": (2.35, 48.8, 2.352, 48.9)}, "mm high"),
        ({"width": 30}, "60 to 420 mm"),
        ({"form": "gif"}, "pdf, svg, png"),
    ],
)
def test_what_cannot_be_drawn_is_said(real: Dataset, wanted: dict[str, object], reason: str) -> None:
    """A box elsewhere, too small or too high, a width or a form that is none: one sentence, no picture."""
    with pytest.raises(UsageError, match=reason):
        figure(real, day=DAY, **wanted)  # type: ignore[arg-type]  # wrong on purpose


def test_the_command_writes_what_its_output_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Widths in several units; the ending says the form; all days where no day is named; a wrong width is refused."""
    box = "--bbox=2.335,48.848,2.365,48.865"
    assert main(["figure", "--day", DAY, box, "--width", "8.5cm", "--output", str(tmp_path / "a.svg")]) == 0
    assert ET.parse(tmp_path / "a.svg").getroot().get("width") == "85.00mm"  # noqa: S314 - our own file
    assert main(["figure", box, "--width", "4in", "--language", "fr", "--output", str(tmp_path / "b.pdf")]) == 0
    text = pypdfium2.PdfDocument(tmp_path / "b.pdf")[0].get_textpage().get_text_range()
    assert "Toute la semaine" in text
    assert "101.6 mm" in capsys.readouterr().out
    assert main(["figure", "--width", "wide", "--output", str(tmp_path / "c.pdf")]) == 1
    assert "180mm" in capsys.readouterr().err
    assert not (tmp_path / "c.pdf").exists()
