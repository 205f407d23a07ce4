"""Counting in partitions: the same to the last event as on one machine, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

import fsspec
import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from distributed import Client
from shapely import Point

from semaine_map.cli import main
from semaine_map.counting import cluster, count
from semaine_map.exports import parquet
from semaine_map.history import density

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports import Kit
    from semaine_map.history.dataset import Dataset
    from semaine_map.history.density import Grid

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Creating scratch directories:UserWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning"),
]
"""Of Dask's own: nothing in this module is ours to mend but what it asserts."""

BLOCK = "20kB"
"""So small that the little data set comes in several partitions."""


@pytest.fixture(scope="module")
def events(kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the events of the Bloody Week in six files, in no order of any use."""
    folder = tmp_path_factory.mktemp("events")
    frame = kit.dated("events")
    for n in range(6):
        parquet.write(frame.iloc[n::6], folder / f"part{n}.parquet")
    return folder


def same(found: Grid, expected: Grid) -> None:
    """Assert that two grids count the same, by square, day, kind and arrondissement."""
    assert (found.level, found.west, found.north, found.kinds) == (expected.level, expected.west, expected.north, expected.kinds)
    assert found.days.keys() == expected.days.keys()
    for one, other in zip((*found.days.values(), found.week), (*expected.days.values(), expected.week), strict=True):
        for name in ("squares", "kinds", "counts", "table"):
            assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_the_counts_are_those_of_one_machine(events: Path, real: Dataset, kit: Kit, tmp_path: Path) -> None:
    """On two workers: squares, days, kinds, districts and places; each day's events in files, and the same bytes again."""
    with cluster(None, 2, "2GB") as client:
        counted = count(str(events), None, tmp_path / "out", client, block=BLOCK)
        again = count(str(events), None, tmp_path / "again", client, block=BLOCK)
    expected = density.count(real)
    same(counted.grid, expected)
    assert counted.left_out == 0
    assert counted.grid.holdings.places == expected.holdings.places
    assert counted.grid.holdings.precision_m == expected.holdings.precision_m
    days = tmp_path / "out" / "gis" / "parquet" / "days"
    for day in real.week.days:
        own = pd.concat([gpd.read_parquet(path) for path in (days / f"day={day}").glob("*.parquet")])
        whole = kit.on(day)
        assert dict(zip(own["id"], own["status"], strict=True)) == dict(zip(whole["id"], whole["status"], strict=True))
    table = gpd.read_parquet(tmp_path / "out" / "gis" / "parquet" / "counts.parquet")
    assert table.groupby("day")["count"].sum().to_dict() == {day: layer.total for day, layer in expected.days.items()}
    for path in sorted((tmp_path / "out").rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(tmp_path / "out")).read_bytes(), path.name
    assert {made.path for made in counted.made} == {made.path for made in again.made} >= {"index.html", "gis/counts.pmtiles"}


def test_columns_of_few_words_may_be_dictionaries(real: Dataset, kit: Kit, tmp_path: Path) -> None:
    """As GeoPandas writes its own frames, whose kinds and outcomes are categories."""
    frame = kit.dated("events")
    few = dict.fromkeys(("kind", "outcome", "certainty", "place_id"), "category")
    frame.astype(few).to_parquet(tmp_path / "events.parquet")
    with cluster(None, 1, "2GB") as client:
        same(count(str(tmp_path / "events.parquet"), None, tmp_path / "out", client).grid, density.count(real))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_worker_costs_nothing_but_time(events: Path, real: Dataset, tmp_path: Path) -> None:
    """One of two is killed while it works; the other, and the one that takes its place, count every event once."""
    with cluster(None, 2, "2GB") as client:
        victim = next(iter(client.run(os.getpid).values()))

        def kill() -> None:
            while not any(client.processing().values()):
                time.sleep(0.01)
            time.sleep(0.5)
            os.kill(victim, signal.SIGKILL)

        killer = threading.Thread(target=kill)
        killer.start()
        counted = count(str(events), None, tmp_path / "out", client, block=BLOCK)
        killer.join()
    same(counted.grid, density.count(real))
    files = [path for path in (tmp_path / "out" / "gis" / "parquet" / "days").rglob("*") if path.is_file()]
    assert not [path for path in files if path.name.startswith(".")]
    rows = Counter[str]()
    for path in files:
        rows[path.parent.name] += pq.read_metadata(path).num_rows
    assert rows == {f"day={day}": layer.total for day, layer in counted.grid.days.items()}


def test_an_object_store_is_read_by_its_address(events: Path, real: Dataset, tmp_path: Path) -> None:
    """Whatever fsspec opens; here its store in memory, which only a worker in this process sees."""
    store = fsspec.filesystem("memory")
    for path in events.iterdir():
        store.pipe_file(f"/bucket/events/{path.name}", path.read_bytes())
    with Client(processes=False, n_workers=1, threads_per_worker=1, dashboard_address="localhost:0") as client:
        counted = count("memory://bucket/events", None, tmp_path / "out", client, block=BLOCK)
    same(counted.grid, density.count(real))


def test_what_has_no_day_or_position_is_left_out_and_said(kit: Kit, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rows are judged one by one; of few columns the rest is taken as unknown."""
    frame = kit.dated("events")[["kind", "start", "geometry"]].head(20)
    frame = frame.assign(start=frame["start"].astype("str"))
    frame.loc[0, "start"], frame.loc[1, "kind"] = "soon", None
    frame.loc[2, "geometry"] = None
    (tmp_path / "events").mkdir()
    frame.to_parquet(tmp_path / "events" / "few.parquet")
    assert main(["count", str(tmp_path / "events"), "--output", str(tmp_path / "out"), "--workers", "1"]) == 0
    said = capsys.readouterr()
    assert "17 events counted" in said.out
    assert "3 left out" in said.err


@pytest.mark.parametrize("fault", ["no table", "no day", "metres"])
def test_what_cannot_be_counted_is_said_in_a_sentence(fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No table at all, one without days, or positions that are no degrees; nothing is written."""
    events = tmp_path / "events.parquet"
    frame = gpd.GeoDataFrame({"kind": ["fire"], "start": ["1871-05-24"]}, geometry=[Point(2.35, 48.86)], crs="EPSG:4326")
    if fault == "no table":
        events.write_text("no table", encoding="utf-8")
    else:
        (frame.drop(columns="start") if fault == "no day" else frame.to_crs("EPSG:2154")).to_parquet(events)
    assert main(["count", str(events), "--output", str(tmp_path / "out"), "--workers", "1"]) == 1
    said = capsys.readouterr().err
    assert "semaine-map: " in said
    assert {"no table": "cannot be read", "no day": "no column 'start'", "metres": "not in degrees"}[fault] in said
    assert not (tmp_path / "out").exists()
