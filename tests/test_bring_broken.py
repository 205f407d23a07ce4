"""Whatever file is given to ``import``, it becomes a record that builds or is refused in a plain sentence."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from semaine_map.build import load
from semaine_map.cli import main
from semaine_map.errors import RecordError, UsageError
from semaine_map.record.bring.importing import Source, bring
from semaine_map.record.bring.rows import Wishes
from tests.test_hostile import CELLS, QUICK, as_csv
from tests.test_spreadsheets import TABLE, ods, xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

HEAD = ["date", "title", "lat", "lon", "kind", "source", "killed"]
ROWS = [
    ["1953-02-01", "The dike breaks", "51.4486", "4.0342", "flood", "A report", "3"],
    ["1953-02-01T03:00", "The wall gives way", "51.65", "3.92", "flood", "", ""],
    ["1953-02-02", "Boats arrive", "51.73", "3.77", "rescue", "A letter", "0"],
]


def as_geojson(path: Path) -> Path:
    """Write the rows as points."""
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(HEAD, row, strict=True)),
            "geometry": {"type": "Point", "coordinates": [float(row[3]), float(row[2])]},
        }
        for row in ROWS
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def as_geopackage(path: Path) -> Path:
    """Write the rows as a layer."""
    columns = {name: [row[n] for row in ROWS] for n, name in enumerate(HEAD)}
    points = [Point(float(row[3]), float(row[2])) for row in ROWS]
    gpd.GeoDataFrame(columns, geometry=points, crs="EPSG:4326").to_file(path, driver="GPKG")
    return path


def as_text(path: Path) -> Path:
    """Write the rows as CSV."""
    path.write_text(as_csv([HEAD, *ROWS]), encoding="utf-8")
    return path


MADE: dict[str, Callable[[Path], Path]] = {
    "csv": as_text,
    "xlsx": lambda path: xlsx(path, {"Blatt": TABLE}),
    "ods": lambda path: ods(path, {"Blatt": TABLE}),
    "geojson": as_geojson,
    "gpkg": as_geopackage,
}
"""How a sound file of each make is written, by its ending."""


@cache
def sound(make: str) -> bytes:
    """Return the bytes of a sound file of that make."""
    with tempfile.TemporaryDirectory() as folder:
        return MADE[make](Path(folder) / f"table.{make}").read_bytes()


def brought(path: Path) -> None:
    """Import ``path``: it is refused with a reason, or what was taken for what is told and the record that comes of it has days.

    Letters lost before are the one thing that is left to the reader: ``load`` names them.
    """
    said: list[str] = []
    try:
        made = bring(Source(path), Wishes(), say=said.append)
    except UsageError as refusal:
        reason = str(refusal)
        assert 10 < len(reason) < 2_000
        return
    assert said
    folder = path.parent / "record"
    folder.mkdir()
    for name, text in made.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    try:
        assert load(folder).states
    except RecordError as refusal:
        others = [fault for fault in refusal.faults if "garbled" not in fault.reason]
        assert others == []


BREAKS = st.lists(
    st.one_of(
        st.tuples(st.just("cut"), st.floats(0, 1), st.just(b"")),
        st.tuples(st.just("put"), st.floats(0, 1), st.binary(min_size=1, max_size=12)),
        st.tuples(st.just("over"), st.floats(0, 1), st.binary(min_size=1, max_size=12)),
    ),
    min_size=1,
    max_size=4,
)
"""What befalls a file: its end is lost, bytes come in between, or over others; where, as a share of its length."""


def broken(content: bytes, breaks: list[tuple[str, float, bytes]]) -> bytes:
    """Return ``content`` after what befell it."""
    for how, share, new in breaks:
        at = int(share * len(content))
        content = content[:at] + (b"" if how == "cut" else new + content[at + (len(new) if how == "over" else 0) :])
    return content


@pytest.mark.parametrize("make", list(MADE))
@QUICK
@given(breaks=BREAKS)
def test_a_broken_file_is_read_or_refused(make: str, breaks: list[tuple[str, float, bytes]]) -> None:
    """Its end lost, bytes changed or put in between, in each make that is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{make}"
        path.write_bytes(broken(sound(make), breaks))
        brought(path)


@QUICK
@given(data=st.data())
def test_a_table_may_hold_anything(data: st.DataObject) -> None:
    """Any heading over any cells, rows too short or too long."""
    cells = CELLS | st.sampled_from(HEAD)
    rows = [list(HEAD), *map(list, ROWS)]
    for _ in range(data.draw(st.integers(1, 6))):
        row = data.draw(st.sampled_from(rows))
        match data.draw(st.sampled_from(["cell", "more", "fewer"])):
            case "cell" if row:
                row[data.draw(st.integers(0, len(row) - 1))] = data.draw(cells)
            case "more":
                row.append(data.draw(cells))
            case _ if row:
                row.pop()
            case _:
                pass
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        path.write_bytes(as_csv(rows).encode("utf-8", "surrogatepass"))
        brought(path)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.floats()
    | st.integers()
    | st.text(max_size=10)
    | st.sampled_from(["Feature", "Point", "1953"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "features", "geometry", "properties", "coordinates", "date", "title"]), inner)
    ),
    max_leaves=12,
)


@QUICK
@given(value=JSON)
def test_any_json_is_read_or_refused(value: object) -> None:
    """What is no GeoJSON is told so."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.geojson"
        path.write_text(json.dumps(value), encoding="utf-8", errors="surrogatepass")
        brought(path)


@pytest.mark.parametrize("make", list(MADE))
def test_what_is_refused_leaves_nothing(tmp_path: Path, make: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 1 and one sentence, and the folder of the new record does not exist."""
    path = tmp_path / f"table.{make}"
    path.write_bytes(sound(make)[:37])
    assert main(["import", str(path), "--into", str(tmp_path / "record"), "--no-build"]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert said.err.strip().count("\n") <= 1
    assert not (tmp_path / "record").exists()
