"""Other scripts on the sheets: letters from the right, Arabic joined, fonts of the record's own, and what no font has is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest

from semaine_map.build import build, load
from semaine_map.cli import main
from semaine_map.errors import RecordError
from semaine_map.record.bring.rows import Wishes
from semaine_map.record.bring.starter import starter
from semaine_map.sheets import lettering, letters
from semaine_map.sheets.scripts import is_right_to_left, visual

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEBREW, ARABIC, RUSSIAN, VIETNAMESE = "כניעה בבית העירייה", "زلزال في حلب", "Начался обстрел", "Trận Huế bắt đầu"
FONT = "matplotlib/DejaVuSans.ttf"
"""A font of many scripts, which a tool of the tests brings."""


def record(folder: Path, title: str, fonts: str = "") -> Path:
    """Write a record whose first event has ``title``, with ``fonts`` in its settings; return its folder."""
    for name, text in starter("my-village", Wishes()).items():
        (folder / name).write_text(text.replace("A crowd gathers", title), encoding="utf-8")
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[fonts]\n{fonts}\n")
    return folder


@pytest.fixture
def own() -> Iterator[None]:
    """Draw with a font of Arabic and Hebrew, and without it again."""
    import matplotlib as mpl  # noqa: PLC0415 - it brings the font alone

    lettering.register({"many": mpl.cbook._get_data_path("fonts/ttf/DejaVuSans.ttf")})  # noqa: SLF001 - where it keeps its fonts
    yield
    lettering.register()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The bridge (old)", "The bridge (old)"),
        ("חיפה (Haifa) 1948", "1948 (Haifa) הפיח"),
        ("Haifa (north) חיפה", "Haifa (north) הפיח"),
        ("אב [גד] הו", "וה [דג] בא"),
        ("بيت", "\ufe96\ufef4\ufe91"),
        ("سلام", "\ufee1\ufefc\ufeb3"),
    ],
)
def test_letters_stand_as_they_are_read(text: str, shown: str) -> None:
    """From the right, numbers and Latin words from the left within, brackets turned round; Arabic in its joined forms."""
    assert visual(text) == shown


def test_the_first_letter_with_a_direction_tells_it() -> None:
    """Figures and signs have none."""
    assert is_right_to_left("1822 – حلب (Aleppo)")
    assert not is_right_to_left("Aleppo (حلب)")
    assert not is_right_to_left("1822")


@pytest.mark.usefixtures("own")
def test_lines_begin_at_the_right() -> None:
    """The first word ends at the right edge, the next line too, and none leaves the room."""
    runs = [lettering.Run(lettering.SANS, ARABIC), lettering.Run(lettering.ITALIC, f"{ARABIC} {ARABIC}")]
    lines = lettering.set_lines(runs, 10, 90)
    assert len(lines) > 1
    for line in lines:
        first = line[0]
        assert first.x + lettering.width(first.text, first.run.font, 10) == pytest.approx(90)
        assert all(word.x >= -1e-6 for word in line)


@pytest.mark.usefixtures("own")
def test_a_text_is_in_one_face_where_one_has_all_of_it() -> None:
    """A face that lacks a letter gives the whole text to one that has it; what ours have stays in ours."""
    assert [face for face, _ in lettering.pieces(HEBREW, lettering.SERIF)] == ["Own-many"]
    assert lettering.pieces("Straße", lettering.SERIF) == ((lettering.SERIF, "Straße"),)
    lettering.register()
    assert [face for face, _ in lettering.pieces(RUSSIAN, lettering.ITALIC)] == [lettering.SANS]
    assert [face for face, _ in lettering.pieces(VIETNAMESE, lettering.STRONG)] != []


@pytest.mark.parametrize(("title", "letter", "script"), [(HEBREW, "כ", "hebrew"), (ARABIC, "ز", "arabic")])
def test_letters_without_a_sign_are_told_with_what_helps(tmp_path: Path, title: str, letter: str, script: str) -> None:
    """Which letters, and the line of atlas.toml; with a font that has them nothing is told."""
    told = letters.lacking(load(record(tmp_path, title)))
    assert letter in told
    assert f'[fonts] {script} = "fonts/' in told
    record(tmp_path, title, f'many = "{FONT}"')
    assert letters.lacking(load(tmp_path)) == ""


@pytest.mark.parametrize("title", [RUSSIAN, VIETNAMESE, "L’artilleria; el col·legi és tancat"])
def test_our_own_fonts_have_cyrillic_and_accents(tmp_path: Path, title: str) -> None:
    """Russian, Vietnamese and Catalan need no font of the record's own."""
    assert letters.lacking(load(record(tmp_path, title))) == ""


def test_a_build_tells_of_letters_before_it_prints_them(tmp_path: Path) -> None:
    """The sentence comes while no sheet stands yet; with the font, the sheet holds the letters."""
    (tmp_path / "record").mkdir()
    folder, output = record(tmp_path / "record", ARABIC), tmp_path / "output"
    told: list[tuple[str, bool]] = []
    build(folder, output, warn=lambda sentence: told.append((sentence, output.exists() and any(output.rglob("*.pdf")))))
    assert [is_printed for sentence, is_printed in told if "no sign for" in sentence] == [False]
    record(folder, ARABIC, f'many = "{FONT}"')
    told.clear()
    build(folder, output, warn=lambda sentence: told.append((sentence, True)))
    assert not [sentence for sentence, _ in told if "no sign for" in sentence]
    document = pypdfium2.PdfDocument(output / "sheets" / "en" / "1901-03-01.pdf")
    said = document[0].get_textpage().get_text_range()
    assert set(visual(ARABIC)) - {" "} <= set(said) | set(visual(said))


def test_a_figure_has_the_letters_too(tmp_path: Path) -> None:
    """In SVG they stand in their order, which a browser must not turn round again, and their font is in the file."""
    (tmp_path / "record").mkdir()
    folder, figure = record(tmp_path / "record", HEBREW, f'many = "{FONT}"'), tmp_path / "figure.svg"
    (folder / "atlas.toml").write_text((folder / "atlas.toml").read_text(encoding="utf-8").replace("My village", HEBREW), "utf-8")
    assert main(["figure", "--geodata", str(folder), "--day", "1901-03-01", "--output", str(figure)]) == 0
    drawn = figure.read_text(encoding="utf-8")
    lines = [one for one in drawn.splitlines() if "<text" in one and visual(HEBREW)[:8] in one]
    assert lines
    assert all('unicode-bidi="bidi-override"' in line for line in lines)
    assert '@font-face{font-family:"Own-many"' in drawn


@pytest.mark.parametrize(
    ("fonts", "reason"),
    [
        ('mine = "fonts/none.ttf"', r"atlas.toml:\d+:fonts.mine: 'fonts/none.ttf' is neither a file"),
        ('mine = "atlas.toml"', r"atlas.toml:\d+:fonts.mine: 'atlas.toml' is no TrueType font"),
        ('mine = "no_such_package/Font.ttf"', "nor one of an installed package"),
    ],
)
def test_a_font_that_cannot_be_used_is_a_fault(tmp_path: Path, fonts: str, reason: str) -> None:
    """One that is not there, and one that no sheet can hold."""
    with pytest.raises(RecordError, match=reason):
        load(record(tmp_path, "A crowd", fonts))
