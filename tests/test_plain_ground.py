"""The ground of anyone's record: plain polygons of land and districts, plain lines of streets, with heights or in metres."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from semaine_map import exports
from semaine_map.build import load
from semaine_map.cli import main
from semaine_map.errors import RecordError
from semaine_map.page import payload
from semaine_map.record.bring.rows import Wishes
from semaine_map.record.bring.starter import starter
from semaine_map.sheets import ground, legend, lettering, names
from semaine_map.sheets.boxes import Box
from semaine_map.sheets.lettering import register
from semaine_map.sheets.viewport import Viewport
from tests.kept import payload_of

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.dataset import Dataset


def square(west: float, south: float, east: float, north: float, *more: float) -> list[list[float]]:
    """Return a closed ring, each position with ``more`` behind it."""
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    return [[*corner, *more] for corner in corners]


def drawing(*features: tuple[str, Any, dict[str, Any] | None], **more: object) -> str:
    """Return a collection of features: type, coordinates and properties."""
    drawn = [
        {"type": "Feature", "properties": told, "geometry": {"type": kind, "coordinates": at}} for kind, at, told in features
    ]
    return json.dumps({"type": "FeatureCollection", **more, "features": drawn})


def write(folder: Path, **files: str) -> Path:
    """Write a starter record with ``files`` in its drawing; return its folder."""
    for name, text in starter("my-village", Wishes()).items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "basemap").mkdir()
    for name, text in files.items():
        (folder / "basemap" / f"{name}.geojson").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def village(tmp_path: Path) -> Dataset:
    """Return a record whose first place lies in one of two named districts, on land that is wider than its viewport."""
    table = load(write(tmp_path)).tables["places"]
    x, y = float(table["lon"][0]), float(table["lat"][0])
    (tmp_path / "basemap" / "land.geojson").write_text(drawing(("Polygon", [square(x - 9, y - 9, x + 9, y + 9, 12.5)], None)))
    (tmp_path / "basemap" / "districts.geojson").write_text(
        drawing(
            ("Polygon", [square(x + 1, y + 1, x + 2, y + 2)], {"name": "Far Side"}),
            ("Polygon", [square(x - 1, y - 1, x + 1, y + 1, 3.0)], {"name": "Near Side", "number": 4}),
        )
    )
    (tmp_path / "basemap" / "streets.geojson").write_text(
        drawing(
            ("LineString", [[x, y, 1], [x + 0.001, y, 1]], {"name": "Long Lane"}),
            ("LineString", [[x + 0.001, y], [x + 0.002, y]], {"name": "Long Lane"}),
            ("LineString", [[x, y], [x, y + 0.001]], None),
        )
    )
    return load(tmp_path)


def test_districts_are_plain_polygons(village: Dataset) -> None:
    """A place lies in the one that holds it; the page, the files and the terminal call it by its name."""
    assert village.places["arrondissement"][0] == 4
    assert village.district(4, "en") == "Near Side"
    page = payload_of(payload.text(village))
    assert [(one["number"], one["name"]) for one in page["arrondissements"]] == [(1, "Far Side"), (4, "Near Side")]
    layer = exports.gather(village).arrondissements
    assert layer[village.week.named].tolist() == ["Far Side", "Near Side"]
    assert page["texts"]["en"]["district_n"] == page["texts"]["fr"]["district_n"] == "{name}"


def test_the_first_view_is_of_the_events_not_of_what_is_drawn_around(village: Dataset) -> None:
    """Land and districts that reach far beyond do not make the map smaller, nor are they faults."""
    (south, west), (north, east) = payload_of(payload.text(village))["bounds"]
    assert (east - west) < 1
    assert (north - south) < 1


def test_land_and_districts_are_on_page_and_sheet(village: Dataset) -> None:
    """Land is drawn with its coast; the heights are left out; a district has its name on the sheet."""
    land = payload_of(payload.text(village))["ground"]["layers"]["land"]
    assert [len(ring) for ring in land[0]["c"][0]] == [10]
    register()
    viewport = Viewport.around(village.extent, Box(0, 0, 500, 400))
    operators = ground.below(viewport, village.basemap, village.city)
    without = ground.below(viewport, {name: one for name, one in village.basemap.items() if name != "land"}, village.city)
    assert len(operators) > len(without)
    assert "S" in ground.above(viewport, {"districts": village.basemap["districts"]})
    named = names.gather(village, viewport).arrondissements
    assert ("", "Near Side") in [(figure, name) for figure, name, _ in named]


def test_streets_are_plain_lines(village: Dataset, tmp_path: Path) -> None:
    """A name among them can be looked for, lines of one name that meet are one street, and none is lost in the files."""
    found = village.gazetteer.locate("Long Lane")
    assert found.lon == pytest.approx(village.tables["places"]["lon"][0] + 0.001, abs=1e-5)
    exports.write(exports.gather(village), tmp_path / "gis")
    streets = gpd.read_file(tmp_path / "gis" / f"{village.week.name}.gpkg", layer="streets")
    assert sorted(streets[village.week.named].fillna("")) == ["", "Long Lane"]


def test_a_system_of_its_own_is_honoured(tmp_path: Path) -> None:
    """Metres of the Netherlands become degrees."""
    rijks = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
    folder = write(tmp_path, land=drawing(("Polygon", [square(155_000, 463_000, 156_000, 464_000)], {}), crs=rijks))
    west, south, _, _ = load(folder).basemap["land"].total_bounds
    # Amersfoort, the origin of the system, as the Dutch cadastre publishes it.
    assert west == pytest.approx(5.38721, abs=1e-4)
    assert south == pytest.approx(52.15517, abs=1e-4)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"land": drawing(("Polygon", [square(0, 0, 1, 1)], {}), crs={"type": "link"})}, r"land.geojson:1:crs: names no system"),
        (
            {"land": drawing(("Polygon", [square(0, 0, 1, 1)], {}), crs={"properties": {"name": "EPSG:99"}})},
            r"land.geojson:1:crs: .*EPSG:99",
        ),
        ({"land": drawing(("Point", [0, 0], {}))}, r"land.geojson:1:geometry: is not a MultiPolygon or Polygon"),
        (
            {"districts": drawing(*[("Polygon", [square(n, 0, n + 1, 1)], {"number": 2}) for n in (0, 2)])},
            r"districts.geojson:1:number: 2 is the number of another district too",
        ),
        (
            {"districts": drawing(("Polygon", [square(0, 0, 1, 1)], {"number": "II"}))},
            r"districts.geojson:1:geometry: the number is not a whole number",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told(tmp_path: Path, files: dict[str, str], reason: str) -> None:
    """A system that is not named or not known, another geometry, a number twice or none."""
    with pytest.raises(RecordError, match=reason):
        load(write(tmp_path, **files))


def test_a_district_without_polygon_cannot_be_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ground is held by the numbers of the polygons."""
    folder = write(tmp_path, districts=drawing(("Polygon", [square(0, 0, 1, 1)], {"number": 4})))
    source, day = load(folder).sources["source_id"][0], load(folder).week.days[0]
    lines = [f"c-{number},{day},{number},contested,certain,{source},p. 1,," for number in (4, 5)]
    header = "control_id,day,arrondissement,status,certainty,source_id,locator,note,note_fr"
    (folder / "control.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    assert main(["validate", "--geodata", str(folder)]) == 1
    told = capsys.readouterr()
    assert "'5' is not in arrondissements.csv" in told.out + told.err
    assert "'4' is not" not in told.out + told.err


@pytest.mark.parametrize(("degrees", "length"), [(0.002, "20 m"), (0.2, "2 km"), (10, "200 km"), (120, "2,000 km")])
def test_the_bar_of_the_scale_fits_any_ground(degrees: float, length: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a street to half the world it is a round length that an eye can use: between one and four centimetres."""
    register()
    canvas = lettering.Page(io.BytesIO(), pageCompression=0)
    said: list[str] = []
    monkeypatch.setattr(canvas, "drawCentredString", lambda _x, _y, text: said.append(plain(text)))
    viewport = Viewport.around((0, -degrees / 2, degrees, degrees / 2), Box(0, 0, 700, 600))
    legend.paint_scale(canvas, viewport, "en", 10, 10)
    assert said == ["0", length]


def plain(text: str) -> str:
    """Return ``text`` with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")
