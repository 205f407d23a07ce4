"""Measure ``semaine-map count``: made-up events of any number, labelled so, counted by two workers of 2 GB on this machine.

``python benchmarks/counting.py 1000000 5000000`` prints a row for each count: seconds by the clock and of processor, the most
memory of a worker, and the size of what was written. With ``--equal`` the same events are counted on one machine as well, and
every square, day, kind and district is compared. ``docs/scale.md`` has the figures.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import psutil
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


def made_up(count_: int, first: int, dice: np.random.Generator) -> gpd.GeoDataFrame:
    """Return ``count_`` made-up events numbered from ``first``: five at a place, one in ten of several days."""
    places = first // 5 + np.arange(count_) // 5
    spots = np.random.default_rng(places[0]).uniform(BOX[:2], BOX[2:], (count_ // 5 + 1, 2)).round(5)[np.arange(count_) // 5]
    day = dice.integers(0, 8, count_)
    end = np.minimum(day + dice.integers(0, 3, count_), 7)
    several = dice.random(count_) < 0.1
    return gpd.GeoDataFrame(
        {
            "id": [f"synthetic-{first + n:09}" for n in range(count_)],
            "kind": np.array(KINDS)[dice.integers(0, len(KINDS), count_)],
            "start": np.array(DAYS)[day],
            "end": pd.Series(np.array(DAYS)[end]).where(several, None),
            "edtf": "",
            "certainty": np.where(dice.random(count_) < 0.2, "uncertain", "certain"),
            "outcome": "",
            "place_id": [f"place-{n:09}" for n in places.tolist()],
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
    events = {name: frame[name].tolist() for name in ("id", "kind", "start", "edtf", "certainty", "outcome", "place_id")}
    events["end"] = [end if isinstance(end, str) else None for end in frame["end"]]
    events["geometry"] = frame.geometry.to_numpy()
    events["arrondissement"] = territory.locate(events["geometry"], ground.tables["arrondissements"])
    events |= dated(events, ground.week)
    whole = replace(ground, tables={**ground.tables, "events": events})
    nothing = density.Holdings(0, 0, 0, {})
    return density.assemble(density.tally(whole), ground.week.days, ground.tables["arrondissements"], nothing)


def measure(total: int, folder: Path, *, equal: bool) -> None:
    """Make ``total`` events, count them, and print what it took."""
    dice, source = np.random.default_rng(1871), folder / "events"
    source.mkdir()
    for first in range(0, total, PIECE):
        parquet.write(made_up(min(PIECE, total - first), first, dice), source / f"part-{first:010}.parquet", rows=100_000)
    most, over = [0], threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            for child in psutil.Process().children(recursive=True):
                try:
                    most[0] = max(most[0], child.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue

    begun, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    watcher = threading.Thread(target=watch)
    watcher.start()
    with cluster(None, 2, "2GB") as client:
        counted = count(str(source), None, folder / "output", client)
    over.set()
    watcher.join()
    seconds, spent = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime
    size = {name: sum(one.stat().st_size for one in (folder / name).rglob("*") if one.is_file()) for name in ("events", "output")}
    print(
        f"| {counted.grid.week.total:,} | {seconds:.0f} s | {cpu:.0f} s | {most[0] / 1e6:.0f} MB | {size['events'] / 1e6:.0f} MB "
        f"| {size['output'] / 1e6:.0f} MB | {psutil.getloadavg()[1]:.0f} |",
        flush=True,
    )
    if equal:
        one = alone(source)
        for name in (*one.days, "week"):
            mine, theirs = ((grid.week if name == "week" else grid.days[name]) for grid in (one, counted.grid))
            for column in ("squares", "kinds", "counts", "table"):
                assert np.array_equal(getattr(mine, column), getattr(theirs, column)), (name, column)  # noqa: S101 - what is asked
        print(f"the same on one machine, to the last of {one.week.total:,} events", flush=True)


def main() -> None:
    """Measure each number of events that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--equal", action="store_true")
    options = parser.parse_args()
    print("| events | clock | processor | a worker | data set | output | load |\n|---|---|---|---|---|---|---|")
    for total in options.counts:
        with tempfile.TemporaryDirectory() as name:
            measure(total, Path(name), equal=options.equal)


if __name__ == "__main__":
    main()
