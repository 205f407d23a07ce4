"""Measure ``semaine-map count``: made-up events of any number, labelled so, counted by two workers of 2 GB on this machine.

``python benchmarks/counting.py 1000000 5000000`` prints a row for each count: seconds by the clock and of processor, the most
memory of a worker, and the size of what was written. With ``--equal`` the same events are counted on one machine as well, with
``--kill`` on the cluster once more while a worker is killed in the middle, and every square, day, kind and district is compared.
``docs/scale.md`` has the figures.
"""

from __future__ import annotations

import argparse
import contextlib
import math
import resource
import tempfile
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import shapely

from semaine_map import build
from semaine_map.counting import cluster, count
from semaine_map.exports import parquet
from semaine_map.history import density, territory
from semaine_map.history.joining import dated
from semaine_map.record.crs import CRS

PIECE = 500_000
"""Events of a file."""

BOX = (2.26, 48.82, 2.41, 48.90)
KINDS = ("arrest", "execution", "death", "fight", "barricade", "fire", "bodies", "movement")
DAYS = [f"1871-05-{n}" for n in range(21, 29)]


def numbered(name: str, numbers: np.ndarray) -> pd.Series:
    """Return ids: the name with numbers of nine digits."""
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), 9, "0")
    return pd.Series(pd.arrays.ArrowExtensionArray(pc.binary_join_element_wise(name, digits, "-")))


def made_up(count_: int, first: int, dice: np.random.Generator) -> gpd.GeoDataFrame:
    """Return ``count_`` made-up events numbered from ``first``: five at a place, one in ten of several days."""
    places = first // 5 + np.arange(count_) // 5
    spots = np.random.default_rng(places[0]).uniform(BOX[:2], BOX[2:], (count_ // 5 + 1, 2)).round(5)[np.arange(count_) // 5]
    day = dice.integers(0, 8, count_)
    end = np.minimum(day + dice.integers(0, 3, count_), 7)
    several = dice.random(count_) < 0.1
    return gpd.GeoDataFrame(
        {
            "id": numbered("synthetic", first + np.arange(count_)),
            "kind": np.array(KINDS)[dice.integers(0, len(KINDS), count_)],
            "start": np.array(DAYS)[day],
            "end": pd.Series(np.array(DAYS)[end]).where(several, None),
            "edtf": "",
            "certainty": np.where(dice.random(count_) < 0.2, "uncertain", "certain"),
            "outcome": "",
            "place_id": numbered("place", places),
            "uncertainty_m": dice.integers(10, 300, count_).astype("int32"),
            "sources": "Synthetic, made up",
        },
        geometry=shapely.points(spots),
        crs=CRS,
    )


def alone(folder: Path) -> density.Grid:
    """Count the events in ``folder`` on one machine: all of them as one dataset."""
    ground = build.load()
    frame = pd.concat([gpd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))], ignore_index=True)
    events: dict[str, list[Any] | np.ndarray] = {
        name: frame[name].tolist() for name in ("id", "kind", "start", "edtf", "certainty", "outcome", "place_id")
    }
    events["end"] = [end if isinstance(end, str) else None for end in frame["end"]]
    points = frame.geometry.to_numpy()
    events["geometry"] = points
    events["arrondissement"] = territory.locate(points, ground.tables["arrondissements"])
    events |= dated(events, ground.week)
    whole = replace(ground, tables={**ground.tables, "events": events})
    nothing = density.Holdings(0, 0, 0, {})
    return density.assemble(density.tally(whole), ground.week.days, ground.tables["arrondissements"], nothing)


def processes() -> list[psutil.Process]:
    """Return the processes that this one started: the workers and what watches over them."""
    found: list[psutil.Process] = psutil.Process().children(recursive=True)
    return found


def counted(events: Path, output: Path, kill_after: float | None = None) -> tuple[density.Grid, float]:
    """Count the data set ``events``, print what it took, and return the grid and the seconds by the clock.

    After ``kill_after`` seconds the largest worker is killed.
    """
    most, spent, over = [0], dict[int, float](), threading.Event()
    begun = time.perf_counter()

    def watch() -> None:
        kill_at = math.inf if kill_after is None else begun + kill_after
        while not over.wait(0.5):
            held = {}
            for child in processes():
                with contextlib.suppress(psutil.NoSuchProcess):
                    held[child] = child.memory_info().rss
                    spent[child.pid] = sum(child.cpu_times()[:2])
            most[0] = max([most[0], *held.values()])
            if held and time.perf_counter() > kill_at:
                max(held, key=held.__getitem__).kill()
                kill_at = math.inf

    watcher = threading.Thread(target=watch)
    own = time.process_time()
    watcher.start()
    with cluster(None, 2, "2GB") as client:
        found = count(str(events), None, output, client)
    over.set()
    watcher.join()
    seconds = time.perf_counter() - begun
    cpu = sum(spent.values()) + time.process_time() - own
    size = [sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) for folder in (events, output)]
    own_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(
        f"| {found.grid.week.total:,}{'' if kill_after is None else f', one killed after {kill_after:.0f} s'} | {seconds:.0f} s "
        f"| {cpu:.0f} s | {most[0] / 1e6:.0f} MB | {own_memory / 1e6:.0f} MB | {size[0] / 1e6:.0f} MB | {size[1] / 1e6:.0f} MB "
        f"| {psutil.getloadavg()[1]:.0f} |",
        flush=True,
    )
    return found.grid, seconds


def compare(one: density.Grid, other: density.Grid) -> None:
    """See that two grids count the same."""
    for name in (*one.days, "week"):
        mine, theirs = ((grid.week if name == "week" else grid.days[name]) for grid in (one, other))
        for column in ("squares", "kinds", "counts", "table"):
            assert np.array_equal(getattr(mine, column), getattr(theirs, column)), (name, column)  # noqa: S101 - what is asked


def rows_of_days(output: Path) -> dict[str, int]:
    """Return how many rows the files of each day have."""
    files = (output / "gis" / "parquet" / "days").glob("*/*.parquet")
    rows = Counter[str]()
    for path in files:
        rows[path.parent.name] += pq.read_metadata(path).num_rows
    return dict(rows)


def measure(total: int, folder: Path, *, equal: bool, kill: bool) -> None:
    """Make ``total`` events, count them, and print what it took."""
    dice, source = np.random.default_rng(1871), folder / "events"
    source.mkdir()
    for first in range(0, total, PIECE):
        parquet.write(made_up(min(PIECE, total - first), first, dice), source / f"part-{first:010}.parquet", rows=100_000)
    grid, seconds = counted(source, folder / "output")
    if kill:
        again, _ = counted(source, folder / "killed", seconds / 2)
        compare(grid, again)
        days = rows_of_days(folder / "output")
        assert days == rows_of_days(folder / "killed")  # noqa: S101 - as above
        assert days == {f"day={day}": layer.total for day, layer in grid.days.items()}  # noqa: S101 - as above
        print(f"the same with a worker killed, to the last of {grid.week.total:,} events", flush=True)
    if equal:
        compare(alone(source), grid)
        print(f"the same on one machine, to the last of {grid.week.total:,} events", flush=True)


def main() -> None:
    """Measure each number of events that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--equal", action="store_true")
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    print("| events | clock | processor | a worker | the client | data set | output | load |\n|---|---|---|---|---|---|---|---|")
    for total in options.counts:
        with tempfile.TemporaryDirectory() as name:
            measure(total, Path(name), equal=options.equal, kill=options.kill)


if __name__ == "__main__":
    main()
