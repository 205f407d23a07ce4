"""The look of a record where it is seen: on sheets, in QGIS styles, in the pictures of a KMZ; each from the one portrayal."""

from __future__ import annotations

import base64
import csv
import io
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from semaine_map import exports
from semaine_map.build import build, load
from semaine_map.exports import gather
from semaine_map.exports.signs import inline
from semaine_map.portrayal import mark, paths, portrayal
from semaine_map.portrayal.colours import channels, mixed
from semaine_map.record import codes
from semaine_map.sheets import marks, page, raster, tint

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset
    from semaine_map.portrayal.portrayal import Portrayal

MARCH = Path(__file__).parent.parent / "examples" / "18-march-1871"
GREEN = "#00a040"
DPI = 60


@pytest.fixture(scope="module")
def look(real: Dataset) -> Portrayal:
    """Return the look of the Bloody Week."""
    return portrayal.of(real.week)


@pytest.fixture(scope="module")
def atlas(real: Dataset) -> page.Atlas:
    """Return what the sheets of the Bloody Week share."""
    return page.prepare(real)


@pytest.fixture(scope="module")
def march(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Return the example of March, its first side green."""
    folder = Path(shutil.copytree(MARCH, tmp_path_factory.mktemp("look") / "record"))
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[colours]\ncommune = "{GREEN}"\n')
    return load(folder)


def rgb(colour: str) -> np.ndarray:
    """Return a colour as whole numbers."""
    return np.array([round(255 * channel) for channel in channels(colour)])


def seen(sheet: np.ndarray, x: float, y: float, reach: int = 3) -> np.ndarray:
    """Return the commonest colour around a point of a page (points, y upwards)."""
    column, row = round(x * DPI / 72), round(sheet.shape[0] - y * DPI / 72)
    around = sheet[row - reach : row + reach + 1, column - reach : column + reach + 1].reshape(-1, 3)
    colours, counts = np.unique(around, axis=0, return_counts=True)
    return np.asarray(colours[counts.argmax()]).astype(int)


def near(one: np.ndarray, other: np.ndarray, most: int = 12) -> bool:
    """Tell whether two colours are the same but for rounding."""
    return bool(np.abs(one - other).max() <= most)


def test_the_ground_of_a_sheet_has_the_tint_of_the_side_that_holds_it(atlas: page.Atlas, look: Portrayal) -> None:
    """On 24 May the army holds Passy and the Commune Belleville: each in its own colour, not in that of the other."""
    state = next(state for state in atlas.dataset.states if state.day == "1871-05-24")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=page.PAGE)
    canvas.addLiteral(atlas.below)
    tint.paint_sides(canvas, atlas.viewport, tint.held(atlas.dataset, state), look)
    canvas.showPage()
    canvas.save()
    sheet = np.asarray(raster.rendered(buffer.getvalue(), DPI).convert("RGB"))
    block = look.basemap["block"]
    for side, (lon, lat) in (("versailles", (2.272, 48.8515)), ("commune", (2.4035, 48.8745))):
        x, y = atlas.viewport.points((lon, lat)).tolist()
        others = [one for one in look.sides.values() if one.code != side]
        colour = sheet[
            round(sheet.shape[0] - y * DPI / 72) - 4 : round(sheet.shape[0] - y * DPI / 72) + 5,
            round(x * DPI / 72) - 4 : round(x * DPI / 72) + 5,
        ].reshape(-1, 3)
        own = look.sides[side]
        # The fine rules of a texture darken a tint, and do not turn it into that of another side.
        mean = colour.mean(axis=0)
        toward = mean - rgb(block)
        own_way, other_way = (rgb(one.ground) - rgb(block) for one in (own, others[0]))
        assert cosine(toward, own_way) > 0.97 > cosine(toward, other_way), side


def cosine(one: np.ndarray, other: np.ndarray) -> float:
    """Return how far two shifts of colour go the same way, 1 for wholly."""
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def test_the_sheet_of_the_week_has_each_day_in_its_own_tint(atlas: page.Atlas, look: Portrayal) -> None:
    """The ground of each day has the tint that the key gives it: the later, the darker."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=page.PAGE)
    tint.paint_week(canvas, atlas.viewport, atlas.taken, look)
    canvas.showPage()
    canvas.save()
    sheet = np.asarray(raster.rendered(buffer.getvalue(), DPI).convert("RGB"))
    tints = look.days(8)
    spots = tint.zone_spots(atlas.viewport, atlas.taken)
    assert {n for n, _, _ in spots} >= {0, 1, 2, 3, 4, 5, 6}
    for n, x, y in spots:
        assert near(seen(sheet, x, y), rgb(tints[n]), 3), atlas.dataset.week.days[n]


def test_the_head_of_a_column_is_at_its_end(look: Portrayal) -> None:
    """An arrow shows where the column went, not where it came from."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(100, 20))
    canvas.addLiteral(tint.column(np.array([[10.0, 10.0], [50.0, 10.0], [90.0, 10.0]]), look.advance))
    canvas.showPage()
    canvas.save()
    dark = np.asarray(raster.rendered(buffer.getvalue(), 144).convert("L")) < 160
    assert dark[:, :60].any(axis=1).sum() < dark[:, -60:].any(axis=1).sum()


def test_fires_lie_over_orders(look: Portrayal) -> None:
    """Where two signs overlap the graver is seen."""

    def one(kind: str, rank: float) -> marks.Mark:
        return marks.Mark(kind, "", "today", "certain", look.look(kind, "commune"), 20, 20, 12.0, rank, at_x=20, at_y=20)

    order = [look.kinds[kind].rank for kind in ("decision", "barricade", "fight", "fire", "execution")]
    assert order == sorted(order)
    assert len(set(order)) == len(order)
    both = [one(kind, look.kinds[kind].rank) for kind in ("fire", "decision")]
    code = marks.paint(both, look)
    assert code.rindex(_body(look, "fire")) > code.rindex(_body(look, "decision"))


def _body(look: Portrayal, kind: str) -> str:
    return paths.operators(look.look(kind).sign.body)


@pytest.mark.parametrize("kind", codes.EVENT_KINDS)
def test_a_kind_has_one_path_and_one_ink_wherever_it_is_drawn(look: Portrayal, kind: str) -> None:
    """Sheet, QGIS and KMZ draw the same shape, in the same ink."""
    seen_as = look.look(kind, "versailles")
    code = mark.code(look, seen_as, 24)
    for path in filter(None, (seen_as.sign.body, seen_as.sign.line)):
        assert paths.operators(path) in code
        svg = base64.b64decode(inline(look, seen_as.sign).removeprefix("base64:")).decode()
        assert path in svg
    colour = "{:.3f} {:.3f} {:.3f}".format(*channels(seen_as.colour))
    assert f"{colour} RG" in code
    picture = np.asarray(mark.image(look, seen_as, 96))
    solid = picture[picture[..., 3] == 255][:, :3].astype(int)
    assert any(near(one, rgb(seen_as.colour), 2) for one in solid)


@pytest.fixture(scope="module")
def archive(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the KMZ of the Bloody Week."""
    folder = tmp_path_factory.mktemp("kmz")
    exports.write(gather(real), folder, ["kmz"])
    return zipfile.ZipFile(folder / f"{real.week.name}.kmz")


KML = "{http://www.opengis.net/kml/2.2}"


def test_the_pictures_of_a_kmz_are_those_of_the_signs(archive: zipfile.ZipFile, real: Dataset, look: Portrayal) -> None:
    """Every event points at a picture of its sign in its ink; the dead are in neutral ink whoever acts."""
    document = ET.fromstring(archive.read("doc.kml"))  # noqa: S314 - written by the test itself
    icons = {style.get("id"): style.findtext(f"{KML}IconStyle/{KML}Icon/{KML}href") for style in document.iter(f"{KML}Style")}
    events = {f"events.{row['id']}": row for row in real.events.to_dict("records")}
    found = 0
    for placemark in document.iter(f"{KML}Placemark"):
        row = events.get(placemark.get("id", ""))
        if row is None:
            continue
        found += 1
        wanted = look.look(row["kind"], row["actor"], outcome=row["outcome"] or "")
        href = icons[(placemark.findtext(f"{KML}styleUrl") or "").removeprefix("#")] or ""
        assert re.fullmatch(rf"files/{wanted.sign.name}-{wanted.colour[1:]}(-hollow)?\.png", href), row["id"]
    assert found > 1000
    grave = {"execution", "death", "bodies", "burial", "tribunal", "arrest", "hostages"}
    names = {href.split("/")[1] for href in icons.values() if href}
    for kind in grave & set(real.events["kind"]):
        assert {name for name in names if name.startswith(f"{kind}-")} <= {
            f"{kind}-{look.colours['neutral'][1:]}{hollow}.png" for hollow in ("", "-hollow")
        }
    picture = np.asarray(Image.open(io.BytesIO(archive.read(f"files/fire-{look.colours['fire'][1:]}.png"))).convert("RGBA"))
    assert near(picture[30, 24, :3].astype(int), rgb(look.colours["fire"]), 2)
    assert picture[0, 0, 3] == 0


def test_the_styles_of_qgis_have_the_colours_of_the_sides(real: Dataset, look: Portrayal, tmp_path: Path) -> None:
    """Each side has its own ground, its own ink, and fought-over ground the stripes of both."""
    exports.write(gather(real), tmp_path, ["gpkg"])
    with closing(sqlite3.connect(tmp_path / f"{real.week.name}.gpkg")) as connection:
        styles = dict(connection.execute("SELECT f_table_name, styleQML FROM layer_styles").fetchall())
    control = ET.fromstring(styles["control"].split("\n", 1)[1])  # noqa: S314 - our own
    symbols = {symbol.get("name"): symbol for symbol in control.iter("symbol")}
    for category in control.iter("category"):
        colours = [
            option.get("value", "").rsplit(",", 1)[0]
            for option in symbols[category.get("symbol")].iter("Option")
            if option.get("name") == "color"
        ]
        side = look.sides.get(category.get("value") or "")
        wanted = [side.ground] if side else look.stripes()
        assert colours == [",".join(map(str, rgb(colour))) for colour in wanted], category.get("value")
    for side in look.sides.values():
        assert (
            f"WHEN \"actor\" = '{side.code}' THEN '{','.join(map(str, rgb(side.colour)))},255'".replace('"', "&quot;")
            in styles["events"]
        )


def test_own_kinds_and_own_colours_are_seen_on_the_sheets(march: Dataset) -> None:
    """The four elections of 26 March are sheets with lines, named in the key; the green side has green ground."""
    atlas = page.prepare(march)
    state = next(state for state in march.states if state.day == "1871-03-26")
    layout = page.lay_out_day(atlas, state)
    elections = [mark for mark in layout.marks if mark.kind == "election" and mark.size]
    assert len(elections) == 4
    assert {one.look.sign.name for one in elections} == {"decision"}
    pdf = page.day_sheet(atlas, layout, state, "en")
    words = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Election" in words[words.index("Signs") :]
    sheet = np.asarray(raster.rendered(pdf, DPI).convert("RGB"))
    one = next(mark for mark in elections if mark.look.colour == GREEN)
    close = np.asarray(raster.rendered(pdf, 288).convert("RGB"))
    x, y = round(one.at_x * 4), round(close.shape[0] - one.at_y * 4)
    body = close[y - 12 : y + 13, x - 10 : x + 11].reshape(-1, 3).astype(int)
    assert any(near(colour, rgb(GREEN)) for colour in body)
    assert any(near(colour, rgb(atlas.look.paper), 24) for colour in body), "lines cut out of the sheet"
    x, y = atlas.viewport.points((2.4035, 48.8745)).tolist()
    assert near(seen(sheet, x, y), rgb(mixed(GREEN, atlas.look.sides["commune"].paper, atlas.look.basemap["block"])))


def test_each_of_eleven_days_has_a_tint_on_the_sheet(march: Dataset) -> None:
    """The key of the week knows as many tints as the record has days."""
    assert len(set(page.prepare(march).look.days(len(march.week.days)))) == 11


@pytest.mark.parametrize("count", [0, 1, 12])
def test_a_record_of_any_number_of_sides_goes_the_whole_way(copy_record: Callable[..., Path], tmp_path: Path, count: int) -> None:
    """None, one or twelve: it is read, and page, sheets and kit are made in its words and colours."""
    folder, codes_of_sides = copy_record(), [f"side-{n}" for n in range(count)]
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write("\n[actors]\n" + "".join(f'[actors.{one}]\nen = "the {one}"\nfr = "le {one}"\n' for one in codes_of_sides))
    known = {"commune": codes_of_sides[0] if count else "unknown", "versailles": codes_of_sides[-1] if count else "unknown"}
    for table in ("events", "control", "people"):
        path = folder / f"{table}.csv"
        if path.exists():
            rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
            if table == "control" and not count:
                rows = rows[:1]
            with path.open("w", encoding="utf-8", newline="") as written:
                csv.writer(written, lineterminator="\n").writerows([known.get(cell, cell) for cell in row] for row in rows)
    made = [one.path for one in build(folder, tmp_path / "output")]
    assert {"index.html", "sheets/en/week.pdf"} <= set(made)
    dataset = load(folder)
    look = portrayal.of(dataset.week)
    sheet = pypdfium2.PdfDocument(tmp_path / "output" / "sheets" / "en" / "1871-05-22.pdf")[0].get_textpage().get_text_range()
    page_data = (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    for code in {known["commune"], known["versailles"]} - {"unknown"}:
        assert f"The {code}" in sheet
        assert look.sides[code].colour in page_data
    assert "ommune" not in sheet
