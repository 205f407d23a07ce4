"""Other reference systems: a named operation of known accuracy, or a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest

from semaine_map import exports
from semaine_map.errors import UsageError
from semaine_map.exports.projection import operation

if TYPE_CHECKING:
    from pathlib import Path

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
    assert set(chosen) == {"gpkg", "qgz", "parquet", "fgb", "csv"}
    exports.write(kit, tmp_path, chosen, operation=operation(code, kit.week.bounds))
    frames = [
        gpd.read_file(next(tmp_path.glob("*.gpkg")), layer="events"),
        gpd.read_file(tmp_path / "flatgeobuf" / "events.fgb"),
        gpd.read_parquet(tmp_path / "parquet" / "events.parquet"),
    ]
    home = kit.text["events"].set_index("id").geometry.to_crs("EPSG:2154")
    for frame in frames:
        assert frame.crs.to_epsg() == int(code[5:])
        there = frame.set_index("id").geometry.to_crs("EPSG:2154")
        assert set(there.index) == set(home.index)
        assert there.distance(home.reindex(there.index), align=False).max() < 1.0
