"""The layers, and GeoJSON as a GIS reads it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import geopandas as gpd
from shapely.geometry import shape

from semaine_map import exports
from semaine_map.exports.columns import EXTRAS

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

LAYERS = {"events", "places", "barricades", "fires", "executions", "damage", "arrondissements", "control",
          "streets", "streets_osm", "quartiers", "fronts", "columns"}  # fmt: skip
BASEMAP = {f"basemap_{name}" for name in ("boundaries", "water", "islands", "wall", "railways", "green", "bridges", "buildings")}


def test_there_is_a_file_a_layer_and_one_a_day(gis: Path) -> None:
    """The names that other tools rely on."""
    assert {path.stem for path in gis.glob("*.geojson")} == LAYERS | BASEMAP
    assert [path.stem for path in sorted((gis / "days").iterdir())] == [f"1871-05-{n}" for n in range(21, 29)]


def test_every_feature_has_the_same_properties_and_rfc_7946_geometry(gis: Path) -> None:
    """No crs member; all properties in order, then those of the layer; five decimals; shells counter-clockwise."""
    for path in sorted(gis.rglob("*.geojson")):
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert "crs" not in collection
        assert collection["features"] or path.stem == "damage", path.name
        for feature in collection["features"]:
            own = EXTRAS.get("events" if path.parent.name == "days" else path.stem, ())
            assert tuple(feature["properties"]) == exports.PROPERTIES + own, path.name
            geometry = shape(feature["geometry"])
            assert geometry.is_valid, feature["properties"]["id"]
            for part in getattr(geometry, "geoms", [geometry]):
                if part.geom_type == "Polygon":
                    assert part.exterior.is_ccw, feature["properties"]["id"]
        written = json.loads(path.read_text(encoding="utf-8"), parse_float=str)
        for feature in written["features"]:
            assert not re.search(r"\.\d{6}", str(feature["geometry"]["coordinates"])), feature["properties"]["id"]


def test_ids_are_unique_in_each_file(gis: Path) -> None:
    """A join by id never multiplies rows."""
    for path in gis.rglob("*.geojson"):
        ids = [f["properties"]["id"] for f in json.loads(path.read_text(encoding="utf-8"))["features"]]
        assert len(ids) == len(set(ids)), path.name


def test_a_round_trip_through_geopandas_keeps_counts_and_values(gis: Path, real: Dataset) -> None:
    """What was written is what is read: ids, titles, days and positions."""
    back = gpd.read_file(gis / "events.geojson").set_index("id")
    assert len(back) == len(real.events)
    for _, event in real.events.iterrows():
        row = back.loc[event["id"]]
        assert str(row["start"])[:10] == event["start"]
        assert row["title_fr"] == event["title_fr"]
        assert row.geometry.distance(event.geometry) < 2e-5


def test_the_file_of_a_day_holds_what_is_seen_on_that_day(gis: Path, real: Dataset) -> None:
    """Each day's file has that day, and exactly the features that have begun."""
    for state in real.states:
        rows = json.loads((gis / "days" / f"{state.day}.geojson").read_text(encoding="utf-8"))["features"]
        expected = {event: one for event, one in zip(real.events["id"], state.statuses, strict=True) if one}
        assert {row["properties"]["id"]: row["properties"]["status"] for row in rows} == expected
        assert {row["properties"]["day"] for row in rows} == {state.day}


def test_ogrinfo_reads_start_and_end_as_dates(gis: Path) -> None:
    """GDAL, which QGIS reads with, takes the columns for dates and the radius for a number."""
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:  # Debian's gdal-bin; the same reader is tried through pyogrio above
        described = gpd.read_file(gis / "events.geojson").dtypes.astype(str)
        assert described["start"].startswith("datetime64")
        return
    for name in ("events", "barricades", "fires", "arrondissements"):
        told = subprocess.run([ogrinfo, "-so", gis / f"{name}.geojson", name], capture_output=True, text=True, check=True)
        assert not told.stderr
        assert "start: Date" in told.stdout
        assert "end: Date" in told.stdout
        assert "day: Date" in told.stdout


def test_the_arrondissements_have_a_state_for_each_evening(gis: Path) -> None:
    """Twenty polygons a day for eight days, all held by somebody."""
    areas = gpd.read_file(gis / "arrondissements.geojson")
    assert len(areas) == 160
    assert areas["status"].notna().all()
    assert areas.groupby("arrondissement").size().eq(8).all()


def test_the_quartiers_have_the_state_of_their_arrondissement(kit: exports.Kit) -> None:
    """Eighty a day; none differs from the arrondissement that it lies in."""
    assert len(kit.quartiers) == 640
    whole = kit.arrondissements.set_index(["day", "arrondissement"])["status"].astype(str)
    parts = kit.quartiers.set_index(["day", "arrondissement"])["status"].astype(str)
    assert (parts == whole.reindex(parts.index)).all()


def test_every_column_and_layer_is_explained(kit: exports.Kit) -> None:
    """What travels in a file has a meaning there."""
    assert set(kit.text) <= set(exports.LAYERS)
    for name, layer in kit.text.items():
        assert set(layer.columns.drop("geometry")) <= set(exports.MEANINGS), name


def test_ids_lead_from_layer_to_layer(kit: exports.Kit) -> None:
    """Every event has its place, every citation its event and source, every house that names a fire that fire."""
    assert kit.events["place_id"].isin(kit.places["id"]).all()
    assert kit.citations["event_id"].isin(kit.events["id"]).all()
    assert kit.citations["source_id"].isin(kit.sources["source_id"]).all()
    assert kit.damage["event_id"].dropna().isin(kit.events["id"]).all()


def test_the_span_for_temporal_controllers_is_that_of_the_atlas(kit: exports.Kit, real: Dataset) -> None:
    """A barricade without a recorded end ends where the rules of the days end it, not on its first day."""
    events = kit.text["events"].set_index("id")
    for n, event in enumerate(real.events["id"]):
        going_on = [state.day for state in real.states if state.statuses[n] in ("standing", "fought", "burning", "today")]
        if going_on:
            assert events["start_at"][event][:10] <= going_on[0], event
            assert events["end_at"][event] >= f"{going_on[-1]}T23:59:59", event


def test_a_second_export_is_the_same_to_the_byte(kit: exports.Kit, gis: Path, tmp_path: Path) -> None:
    """Nothing in any format depends on the clock or on chance."""
    exports.write(kit, tmp_path)
    made = sorted(path.relative_to(gis) for path in gis.rglob("*") if path.is_file())
    assert made == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    for path in made:
        assert (gis / path).read_bytes() == (tmp_path / path).read_bytes(), path


def test_what_an_export_makes_is_what_the_next_one_clears(gis: Path) -> None:
    """Each file matches one of the patterns of its format, so that none outlives its layer."""
    known = {path for pattern in exports.replaces(exports.FORMATS) for path in gis.glob(pattern)}
    assert {path for path in gis.rglob("*") if path.is_file()} <= known


def test_a_little_record_is_exported_too(sound: Dataset, tmp_path: Path) -> None:
    """Without fronts, parks or damage the files are there all the same, and are read without a fault."""
    exports.write(exports.gather(sound), tmp_path)
    assert len(gpd.read_file(tmp_path / f"{sound.week.name}.gpkg", layer="events")) == len(sound.events)
    assert gpd.read_parquet(tmp_path / "parquet" / "damage.parquet").columns[0] == "id"


def test_a_project_brings_the_geopackage_that_it_shows() -> None:
    """Asked for alone, the QGIS project is not left without its layers."""
    assert exports.formats(["qgz"]) == ["gpkg", "qgz"]
