"""GeoJSON as a GIS reads it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from shapely.geometry import shape

from semaine_map import days, exports

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from semaine_map.chronicle import Chronicle

LAYERS = {"events", "places", "barricades", "fires", "executions", "damage", "arrondissements", "control"}


@pytest.fixture(scope="session")
def kit(real: Chronicle, real_states: Sequence[days.DayState], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the exports of the real record."""
    folder = tmp_path_factory.mktemp("gis")
    exports.export(real, real_states, folder)
    return folder


def test_there_is_a_file_a_layer_and_one_a_day(kit: Path) -> None:
    """The names that other tools rely on."""
    assert {path.stem for path in kit.glob("*.geojson")} == LAYERS
    assert [path.stem for path in sorted((kit / "days").iterdir())] == [f"1871-05-{n}" for n in range(21, 29)]


def test_every_feature_has_the_same_properties_and_rfc_7946_geometry(kit: Path) -> None:
    """No crs member; all properties in order; five decimals; shells counter-clockwise."""
    for path in sorted(kit.rglob("*.geojson")):
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert "crs" not in collection
        assert collection["features"] or path.stem == "damage", path.name
        for feature in collection["features"]:
            assert tuple(feature["properties"]) == exports.PROPERTIES, path.name
            geometry = shape(feature["geometry"])
            assert geometry.is_valid, feature["properties"]["id"]
            for part in getattr(geometry, "geoms", [geometry]):
                if part.geom_type == "Polygon":
                    assert part.exterior.is_ccw, feature["properties"]["id"]
        written = json.loads(path.read_text(encoding="utf-8"), parse_float=str)
        for feature in written["features"]:
            assert not re.search(r"\.\d{6}", str(feature["geometry"]["coordinates"])), feature["properties"]["id"]


def test_ids_are_unique_in_each_file(kit: Path) -> None:
    """A join by id never multiplies rows."""
    for path in kit.rglob("*.geojson"):
        ids = [f["properties"]["id"] for f in json.loads(path.read_text(encoding="utf-8"))["features"]]
        assert len(ids) == len(set(ids)), path.name


def test_a_round_trip_through_geopandas_keeps_counts_and_values(kit: Path, real: Chronicle) -> None:
    """What was written is what is read: ids, titles, days and positions."""
    back = gpd.read_file(kit / "events.geojson").set_index("id")
    assert len(back) == len(real.events)
    for _, event in real.events.iterrows():
        row = back.loc[event["id"]]
        assert str(row["start"])[:10] == event["start"]
        assert row["title_fr"] == event["title_fr"]
        assert row.geometry.distance(event.geometry) < 2e-5


def test_the_file_of_a_day_holds_what_is_seen_on_that_day(
    kit: Path, real: Chronicle, real_states: Sequence[days.DayState]
) -> None:
    """Each day's file has that day, and exactly the features that have begun."""
    for state in real_states:
        rows = json.loads((kit / "days" / f"{state.day}.geojson").read_text(encoding="utf-8"))["features"]
        expected = {event: one for event, one in zip(real.events["id"], state.statuses, strict=True) if one}
        assert {row["properties"]["id"]: row["properties"]["status"] for row in rows} == expected
        assert {row["properties"]["day"] for row in rows} == {state.day}


def test_ogrinfo_reads_start_and_end_as_dates(kit: Path) -> None:
    """GDAL, which QGIS reads with, takes the columns for dates and the radius for a number."""
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:  # Debian's gdal-bin; the same reader is tried through pyogrio above
        described = gpd.read_file(kit / "events.geojson").dtypes.astype(str)
        assert described["start"].startswith("datetime64")
        return
    for name in ("events", "barricades", "fires", "arrondissements"):
        told = subprocess.run([ogrinfo, "-so", kit / f"{name}.geojson", name], capture_output=True, text=True, check=True)
        assert not told.stderr
        assert "start: Date" in told.stdout
        assert "end: Date" in told.stdout
        assert "day: Date" in told.stdout


def test_the_arrondissements_have_a_state_for_each_evening(kit: Path) -> None:
    """Twenty polygons a day for eight days, all held by somebody."""
    areas = gpd.read_file(kit / "arrondissements.geojson")
    assert len(areas) == 160
    assert areas["status"].notna().all()
    assert areas.groupby("arrondissement").size().eq(8).all()
