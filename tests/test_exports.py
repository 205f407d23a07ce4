"""The layers, and GeoJSON as a GIS reads it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from shapely.geometry import shape

from semaine_map import exports
from semaine_map.errors import UsageError
from semaine_map.exports import dictionary
from semaine_map.exports.columns import DATED, EXTRAS, MOMENTS
from semaine_map.history import days, precision
from tests.conftest import with_columns

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
            name = "events" if path.parent.name == "days" else path.stem
            own = EXTRAS.get(name, ()) + (MOMENTS if name in DATED else ())
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


def test_the_file_of_a_day_holds_that_day_alone(gis: Path, kit: exports.Kit, real: Dataset) -> None:
    """What begins, stands, burns, is fought over or happens on it, or may; the same rows as `on` and the table by day give."""
    by_day = kit["events_by_day"]
    for state in real.states:
        rows = json.loads((gis / "days" / f"{state.day}.geojson").read_text(encoding="utf-8"))["features"]
        states = zip(real.events["id"], real.events["step"], state.statuses, strict=True)
        expected = {event: one for event, step, one in states if days.is_of(state.day, step, one)}
        assert {row["properties"]["id"]: row["properties"]["status"] for row in rows} == expected
        assert {row["properties"]["day"] for row in rows} == {state.day}
        assert set(kit.on(state.day)["id"]) == set(expected)
        own = by_day[(by_day["day"] == state.day) & (by_day["is_of_day"] == "yes")]
        assert dict(zip(own["event_id"], own["status"], strict=True)) == expected
        before = kit.on(state.day, earlier=True)
        assert len(before) == (by_day["day"] == state.day).sum() >= len(expected)


def test_a_fire_of_no_known_day_burns_on_none(kit: exports.Kit) -> None:
    """It is undated on each day that it may be of, and few fires are known to burn when the week ends."""
    last = kit.on("1871-05-28")
    fires = last[last["kind"] == "fire"]
    assert (fires["status"] == "burning").sum() <= 15
    assert (fires["status"] == "undated").any()
    assert (kit.events["status"] == "undated").equals(kit.events["dating"] == "undated")


def test_each_point_lies_in_a_quartier_of_its_arrondissement(kit: exports.Kit) -> None:
    """Four a piece, numbered on; outside the wall there is neither."""
    for name in ("events", "places", "damage"):
        layer = kit.layer(name)
        inside = layer[layer["arrondissement"].notna()]
        assert ((inside["quartier"] + 3) // 4 == inside["arrondissement"]).all(), name
        assert layer.loc[layer["arrondissement"].isna(), "quartier"].isna().all(), name


def test_precision_has_the_codes_that_others_use(kit: exports.Kit) -> None:
    """A wide radius is near a place; one day of a week is known to the week; several days that are meant are known."""
    events = kit.events
    assert (events["where_prec"] == events["geo_precision"]).all()
    assert (events.loc[events["uncertainty_m"] > 1_000, "where_prec"] == 2).all()
    assert (events.loc[events["dating"].isin(["hour", "part", "day", "days"]), ["date_prec", "time_precision"]] == 1).all(
        axis=None
    )
    assert (events.loc[events["dating"] == "undated", "date_prec"] > 1).all()
    assert precision.columns([(40, "undated", "[1871-05-24..1871-05-29]", "1871-05-24", "1871-05-29")])["date_prec"] == [2]
    assert precision.columns([(40, "undated", "[1871-05-22..1871-05-28]", "1871-05-22", "1871-05-28")])["time_precision"] == [2]
    assert precision.columns([(40, "undated", "1871-05", "1871-05-01", "1871-05-31")])["date_prec"] == [4]


def test_a_witness_s_own_version_stands_beside_the_record_s(kit: exports.Kit) -> None:
    """Each row says something of its own, names an event and a source, and says how far off its place is."""
    versions = kit["versions"]
    says = versions[[name for name in versions if str(name).startswith("says_")]]
    assert says.notna().any(axis=1).all()
    assert versions["event_id"].isin(kit.events["id"]).all()
    elsewhere = versions[versions["says_place_id"].notna() & (versions["says_place_id"] != versions["place_id"])]
    # A house known by its street alone lies where the street does; any other two places lie apart.
    at = kit["places"].set_index("id").geometry
    is_apart = [at[said] != at[own] for said, own in zip(elsewhere["says_place_id"], elsewhere["place_id"], strict=True)]
    assert (elsewhere["metres_apart"] > 0).tolist() == is_apart


def test_a_day_is_found_in_partitions_near_rows_together(gis: Path, kit: exports.Kit) -> None:
    """Read as one data set, the folders give the day; a file has several groups of rows, each with its box."""
    parts = gis / "parquet" / "days"
    read = pyarrow.dataset.dataset(parts, partitioning="hive").to_table(columns=["id", "day", "status"]).to_pandas()
    for day in kit.week.days:
        own = read[read["day"].astype(str) == day]
        assert set(zip(own["id"], own["status"], strict=True)) == set(
            kit.on(day)[["id", "status"]].itertuples(index=False, name=None)
        )
    file = pq.ParquetFile(parts / "day=1871-05-24" / "events.parquet")
    assert file.num_row_groups > 1
    boxes = [
        file.read_row_group(n, columns=["bbox"]).to_pandas()["bbox"].map(lambda box: box["xmin"])
        for n in range(file.num_row_groups)
    ]
    spread = [box.max() - box.min() for box in boxes]
    assert min(spread) < 0.6 * (max(box.max() for box in boxes) - min(box.min() for box in boxes))


def test_a_file_of_a_day_in_partitions_holds_what_the_day_holds(gis: Path, kit: exports.Kit) -> None:
    """All columns but the day itself, row by row as ``on`` has them, and its own box."""
    for day in kit.week.days:
        path = gis / "parquet" / "days" / f"day={day}" / "events.parquet"
        found, expected = (frame.set_index("id").sort_index() for frame in (gpd.read_parquet(path), kit.on(day)))
        assert found.index.is_unique
        assert found.geometry.geom_equals(expected.geometry).all()
        for name in expected.columns.drop(["day", "geometry"]):
            ours, theirs = (frame[name].astype("str").where(frame[name].notna(), "") for frame in (found, expected))
            assert ours.tolist() == theirs.tolist(), name
        about = json.loads(pq.read_schema(path).metadata[b"geo"])["columns"]["geometry"]
        assert about["bbox"] == found.total_bounds.tolist()


def test_ogrinfo_reads_start_and_end_as_dates(gis: Path) -> None:
    """GDAL, which QGIS reads with, takes the columns for dates and the radius for a number."""
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:  # Debian's gdal-bin; the same reader is tried through pyogrio above
        described = gpd.read_file(gis / "events.geojson").dtypes.astype(str)
        assert described["start"].startswith("datetime64")
        return
    for name in ("events", "barricades", "fires", "control"):
        result = subprocess.run([ogrinfo, "-so", gis / f"{name}.geojson", name], capture_output=True, text=True, check=True)
        assert not result.stderr
        assert "start: Date" in result.stdout
        assert "end: Date" in result.stdout
        assert "day: Date" in result.stdout


def test_ground_is_drawn_once_and_its_state_is_a_table(kit: exports.Kit) -> None:
    """Twenty and eighty polygons; each has a holder on each of eight evenings, a quartier that of its arrondissement."""
    assert (len(kit.arrondissements), len(kit.quartiers)) == (20, 80)
    whole, parts = kit["arrondissements_by_day"], kit["quartiers_by_day"]
    assert (len(whole), len(parts)) == (160, 640)
    assert whole["status"].notna().all()
    held = whole.set_index(["day", "arrondissement"])["status"].astype(str)
    own = parts.set_index(["day", "arrondissement"])["status"].astype(str)
    assert (own == held.reindex(own.index)).all()


def test_a_street_keeps_all_its_arrondissements(kit: exports.Kit) -> None:
    """The rue de Rivoli lies in two, which one column names; a street of one has it as its number too."""
    rivoli = kit.streets.set_index("name_1871").loc["Rue de Rivoli"]
    assert rivoli["arrondissements"] == "1 4"
    assert pd.isna(rivoli["arrondissement"])
    alone = kit.streets[kit.streets["arrondissement"].notna()]
    assert (alone["arrondissement"].astype(str) == alone["arrondissements"]).all()


def test_every_column_and_layer_is_explained(kit: exports.Kit) -> None:
    """What travels in a file has a meaning there."""
    assert set(kit.text) <= set(exports.LAYERS)
    for name, layer in kit.text.items():
        assert set(layer.columns.drop("geometry")) <= set(exports.MEANINGS), name
    for name, table in kit.tables.items():
        assert dictionary.table_meaning(name)
        assert all(dictionary.column_meaning(name, str(column)) for column in table), name


def test_ids_lead_from_layer_to_layer(kit: exports.Kit) -> None:
    """Every event has its place, every citation its event and source, every house that names a fire that fire."""
    assert kit.events["place_id"].isin(kit.places["id"]).all()
    assert kit.citations["event_id"].isin(kit.events["id"]).all()
    assert kit.citations["source_id"].isin(kit.sources["source_id"]).all()
    assert kit.damage["event_id"].dropna().isin(kit.events["id"]).all()
    assert kit.damage["place_id"].dropna().isin(kit.places["id"]).all()
    assert (kit.damage["place_id"].notna() | kit.damage["street_id"].notna()).all()
    assert kit["participants"]["event_id"].isin(kit.events["id"]).all()
    assert kit["participants"]["person_id"].isin(kit.people["person_id"]).all()
    assert kit["scene_events"]["scene_id"].isin(kit.scenes["scene_id"]).all()


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


@pytest.mark.parametrize(
    ("count", "left_out"),
    [
        (20_000, set()),
        (20_001, {"kmz", "jsonld", "pmtiles"}),
        (50_001, {"kmz", "jsonld", "pmtiles", "geojson"}),
        (150_001, {"kmz", "jsonld", "pmtiles", "geojson", "csv", "fgb"}),
    ],
)
def test_a_build_of_very_many_events_leaves_out_what_nobody_could_open(count: int, left_out: set[str], sound: Dataset) -> None:
    """GeoPackage and GeoParquet are always there; any format can be asked for."""
    many = with_columns(sound, "events", id=[""] * count)
    assert set(exports.FORMATS) - set(exports.default_formats(many)) == left_out
    assert set(exports.formats()) == set(exports.FORMATS)


def test_another_system_leaves_out_what_is_bound_to_degrees_and_refuses_it_by_name() -> None:
    """Asked for by name it is refused in a sentence; among all formats it is passed over."""
    assert {"geojson", "kmz", "jsonld", "pmtiles"}.isdisjoint(exports.formats(projected=True))
    assert {"gpkg", "qgz", "parquet", "fgb", "csv"} <= set(exports.formats(projected=True))
    assert exports.formats("parquet", projected=True) == ["parquet"]
    with pytest.raises(UsageError, match="geojson is always in WGS 84"):
        exports.formats(["gpkg", "geojson"], projected=True)
