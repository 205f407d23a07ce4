"""Other reference systems: a named operation of known accuracy, or a refusal."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pyproj
import pytest
import shapely

from semaine_map import exports
from semaine_map.errors import UsageError
from semaine_map.exports.projection import operation

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

PARIS = (2.05, 48.72, 2.55, 49.0)
PANTHEON = (2.3462, 48.8462)

# Where the Panthéon's cross stands by the operation of the EPSG register (NTF: three parameters, 2 m).
KNOWN = {
    "EPSG:2154": (652019.22, 6860882.50, 1.0),
    "EPSG:3857": (261177.79, 6248804.93, 0.0),
    "EPSG:27561": (600711.49, 127303.85, 2.0),
    "EPSG:4807": (0.01077, 54.27363, 2.0),
}


@pytest.mark.parametrize("code", list(KNOWN))
def test_the_systems_of_french_users_are_reached_by_a_sound_operation(code: str) -> None:
    """Position and accuracy are those of the register's operation, not 53 m off as by a ballpark one."""
    chosen = operation(code, PARIS)
    x, y, accuracy = KNOWN[code]
    assert chosen.accuracy_m == accuracy
    assert "allpark" not in str(chosen)
    assert chosen.transformer.transform(*PANTHEON) == pytest.approx((x, y), abs=1e-4 if code == "EPSG:4807" else 0.02)


@pytest.mark.parametrize("code", ["EPSG:2193", "EPSG:99999", "nonsense", "EPSG:5720", "EPSG:4978"])
def test_what_cannot_be_reached_is_refused(code: str) -> None:
    """The far side of the world, an unknown code, a word, a height, a centre of the earth."""
    with pytest.raises(UsageError):
        operation(code, PARIS)


@pytest.mark.parametrize("code", ["EPSG:2154", "EPSG:27561", "EPSG:4807"])
def test_every_format_that_names_its_system_is_written_in_it(code: str, kit: exports.Kit, tmp_path: Path) -> None:
    """GeoPackage, GeoParquet and FlatGeobuf say the code; rows come back to their degrees within a metre."""
    chosen = exports.formats(projected=True)
    assert set(chosen) == {"gpkg", "qgz", "parquet", "fgb", "csv", "sld"}
    exports.write(kit, tmp_path, chosen, operation=operation(code, kit.week.bounds))
    frames = [
        gpd.read_file(next(tmp_path.glob("*.gpkg")), layer="events"),
        gpd.read_file(tmp_path / "flatgeobuf" / "events.fgb"),
        gpd.read_parquet(tmp_path / "parquet" / "events.parquet"),
    ]
    home = kit.text["events"].set_index("id").geometry.to_crs("EPSG:2154")
    for frame in frames:
        assert pyproj.CRS(frame.crs) == pyproj.CRS(code)
        there = frame.set_index("id").geometry.to_crs("EPSG:2154")
        assert set(there.index) == set(home.index)
        assert shapely.distance(there.to_numpy(), np.asarray(home.loc[there.index])).max() < 1.0


@pytest.mark.skipif(shutil.which("ogr2ogr") is None, reason="needs ogr2ogr: install gdal-bin")
@pytest.mark.parametrize("code", list(KNOWN))
def test_gdal_by_itself_arrives_at_the_same_positions(code: str, sound: Dataset, tmp_path: Path) -> None:
    """Carried over by ogr2ogr, which knows nothing of us, every event lies where the export put it; east comes before north."""
    kit = exports.gather(sound)
    chosen = operation(code, kit.week.bounds)
    exports.write(kit, tmp_path / "home", ["geojson"])
    exports.write(kit, tmp_path / "there", ["fgb"], operation=chosen)
    own = gpd.read_file(tmp_path / "there" / "flatgeobuf" / "events.fgb").set_index("id").geometry
    command = [
        "ogr2ogr",
        "-f",
        "FlatGeobuf",
        "-t_srs",
        code,
        str(tmp_path / "gdal.fgb"),
        str(tmp_path / "home" / "events.geojson"),
    ]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not result.stderr
    theirs = gpd.read_file(tmp_path / "gdal.fgb").set_index("id").geometry
    step = 1e-5 if chosen.crs.is_geographic else 0.01
    apart = shapely.distance(own.to_numpy(), np.asarray(theirs.loc[own.index]))
    assert apart.max() < step
    said = json.loads((tmp_path / "there" / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    assert str(chosen) in next(one["description"] for one in said["@graph"] if one["@id"] == "./")


def test_a_withdrawn_system_is_refused_with_its_successor() -> None:
    """GDAL would put another name on the coordinates without a word."""
    with pytest.raises(UsageError, match=r"EPSG:2192 .* was withdrawn from the register: write EPSG:2154 "):
        operation("EPSG:2192", PARIS)
