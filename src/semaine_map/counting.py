"""Count events that outgrow one machine: a GeoParquet data set in partitions, through Dask, by the rules of a single record.

A partition is a ``Dataset`` of its own events on the ground of the record: the states of its days, the districts and the counts
come from the very functions that a build calls. What alone needs other rows, a barricade at whose place somebody fights, is
brought together by place before. Dask schedules; a task that is repeated writes the same files again.
"""

from __future__ import annotations

import json
import logging
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from semaine_map.build import load
from semaine_map.errors import UsageError
from semaine_map.exports import by_day
from semaine_map.history import density, territory
from semaine_map.history.density import Holdings
from semaine_map.history.joining import dated
from semaine_map.record import calendar, edtf_dates
from semaine_map.staging import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import dask.dataframe as dd
    import pandas as pd
    from distributed import Client

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.density import Grid
    from semaine_map.staging import Made

STAGES = ("read the ground", "count the events", "write the counts and the atlas")

NEEDED = ("kind", "start", "geometry")
"""Columns that the events must have: kind, first day, and a point in degrees WGS 84."""

ASSUMED = {
    "id": "",
    "outcome": "",
    "end": "",
    "edtf": "",
    "certainty": "certain",
    "place_id": "",
    "uncertainty_m": 0,
    "sources": "",
}
"""Columns that they may have, as ``gis/parquet/events.parquet`` of a build has them, and what one that is missing stands for."""

MET = ("barricade", "fight", "capture")
"""Kinds whose events at one place must be seen together."""

SPLIT_EVERY = 2
"""Tallies that are added up at once: the largest have some three million rows, of 40 bytes each and as much again to sort."""

BLOCK = "8MB"
"""Size of a partition as Parquet: narrow rows are some 400,000, and each takes 0.6 kB while it is counted."""

PLACES = 5
"""Decimals of a position that stands for a place without an id."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of a count: the grid, the files, and the events left out for want of a kind, a day or a position."""

    grid: Grid
    made: list[Made]
    left_out: int


def count(  # noqa: PLR0913 - what, on which ground, where to, on what, and two wishes by name
    events: str,
    geodata: Path | None,
    output: Path,
    client: Client,
    *,
    begin: Callable[[str], None] = lambda _stage: None,
    block: str = BLOCK,
) -> Counted:
    """Count the GeoParquet data set ``events``, a path or an address that fsspec opens, on the ground of ``geodata``.

    Partitions are of ``block`` bytes. Writes into ``output`` the counted atlas, the events of each day as GeoParquet, a file a
    partition, and the counts as GeoParquet and PMTiles. The workers of ``client`` must see ``output`` and ``events`` under the
    same names.

    Raises:
        UsageError: ``events`` cannot be read, is no GeoParquet of points in WGS 84, or lacks a column.
        RecordError: the record has faults.
        OutputError: ``output`` cannot be written.
    """
    begin(STAGES[0])
    ground = _ground(load(geodata))
    frame = _read(events, block)
    with beside(output) as stage:
        begin(STAGES[1])
        tallied, holdings, rows = _tallied(frame, ground, stage.folder.resolve() / "gis" / "parquet" / "days", client)
        grid = density.assemble(tallied, ground.week.days, ground.tables["arrondissements"], holdings)
        begin(STAGES[2])
        from semaine_map.exports import counts  # noqa: PLC0415 - loaded when something was counted
        from semaine_map.page import render  # noqa: PLC0415 - the same

        counts.write(grid, stage.folder / "gis")
        stage.write("index.html", render.html(ground, grid=grid))
        for day in ground.week.days:
            stage.write(f"days/{day}.html", render.html(ground, day=day, grid=grid))
    return Counted(grid, stage.made, rows - grid.week.total)


PATIENCE = {
    "distributed.comm.timeouts.connect": "120s",
    "distributed.comm.timeouts.tcp": "300s",
    "distributed.scheduler.worker-ttl": "30 minutes",
    "distributed.scheduler.allowed-failures": 10,
}
"""Settings of Dask for workers of this machine: one that reckons answers late where others use the cores too, and is not lost."""


@contextmanager
def cluster(scheduler: str | None, workers: int, memory: str) -> Iterator[Client]:
    """Give a client of the ``scheduler`` at an address, or of a cluster of ``workers`` processes on this machine.

    Raises:
        UsageError: Dask is not installed, or nobody answers at the address.
    """
    try:
        import dask  # noqa: PLC0415 - an extra, needed here alone
        from distributed import Client, LocalCluster  # noqa: PLC0415 - the same
    except ImportError as problem:
        raise UsageError("counting needs Dask: pip install 'semaine-map[cluster]'") from problem
    try:
        if scheduler:
            with Client(scheduler, timeout=20) as client:
                yield client
            return
        with dask.config.set(PATIENCE):
            local = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=memory,
                dashboard_address="localhost:0",
                silence_logs=logging.ERROR,
            )
            with local, Client(local) as client:
                yield client
    except (OSError, TimeoutError) as problem:
        if not scheduler:
            raise
        raise UsageError(f"no scheduler answers at {scheduler!r}") from problem


def _ground(dataset: Dataset) -> Dataset:
    """Return the record without its events and citations."""
    ids = {"events": "id", "citations": "event_id"}
    kept = {name: np.zeros(len(dataset.tables[name][column]), dtype=bool) for name, column in ids.items()}
    return dataset.part(kept, [replace(state, statuses=()) for state in dataset.states])


def _read(events: str, block: str) -> dd.DataFrame:
    """Open the data set, its columns as ``NEEDED`` and ``ASSUMED`` have them first."""
    import dask.dataframe as dd  # noqa: PLC0415 - as above

    try:
        frame = dd.read_parquet(events, dtype_backend="pyarrow", blocksize=block, aggregate_files=True)
    except (OSError, ValueError, ImportError) as problem:
        raise UsageError(f"{events!r} cannot be read as Parquet: {str(problem)[:200]}") from problem
    missing = [name for name in NEEDED if name not in frame.columns]
    if missing:
        raise UsageError(f"the events have no column {missing[0]!r}; they need {', '.join(NEEDED)}")
    _check_degrees(events)
    # A box of each row cannot be shuffled, and is made anew where the rows are written.
    kept: dd.DataFrame = frame[[name for name in frame.columns if name not in by_day.OWN or name == "geometry"]]
    return kept


def _check_degrees(events: str) -> None:
    """Refuse positions that are not degrees WGS 84, as far as the first file says of what they are.

    Raises:
        UsageError: they are in another system.
    """
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above
    import pyproj  # noqa: PLC0415 - as above
    from fsspec.core import url_to_fs  # noqa: PLC0415 - as above

    store, path = url_to_fs(events)
    first = path if store.isfile(path) else min([*store.glob(path), *store.glob(f"{path}/**/*.parquet")], key=store.isdir)
    with store.open(first) as file:
        about = json.loads((pq.read_schema(file).metadata or {}).get(b"geo", b"{}"))
    system = about.get("columns", {}).get("geometry", {}).get("crs", "OGC:CRS84")
    if not system or not pyproj.CRS.from_user_input(system).equals("EPSG:4326", ignore_axis_order=True):
        raise UsageError("the positions of the events are not in degrees WGS 84 (EPSG:4326): bring them into it first")


def _tallied(frame: dd.DataFrame, ground: Dataset, folder: Path, client: Client) -> tuple[pd.DataFrame, Holdings, int]:
    """Return the tally of all partitions, what else there is in numbers, and the rows of ``frame``; write days to ``folder``."""
    import dask  # noqa: PLC0415 - as above
    import dask.dataframe as dd  # noqa: PLC0415 - as above

    week = ground.week
    folder.mkdir(parents=True)
    tables = {name: ground.tables[name] for name in ("events", "control", "arrondissements")}
    rules = dask.delayed(replace(ground, tables=tables, drawings={}, words={}, day_texts={}, about={}), pure=True)
    sound = frame.map_partitions(_sound, rules, meta=_sound(frame._meta_nonempty.iloc[:0], ground))  # noqa: SLF001 - its own way to say of which columns it is
    met = [*MET, *(kind for kind, like in week.kinds.items() if like in MET)]
    together = sound["kind"].astype("str").isin(met)
    parts = [sound[~together], sound[together].shuffle(on="place_id")]
    counted = dd.concat(
        [
            part.map_partitions(_counted, rules, str(folder), name, meta=_facts({}), enforce_metadata=False)
            for name, part in zip("ab", parts, strict=True)
        ]
    )
    # A tree, in which no worker ever holds more than a few tallies; what is left at its root is no larger than one.
    sums = counted.reduction(_same, aggregate=density.summed, combine=density.summed, meta=_facts({}), split_every=SPLIT_EVERY)
    places = sound["place_id"].drop_duplicates(split_out=max(1, frame.npartitions // 4)).count()
    found, named, rows = client.gather(client.compute([sums, places, frame["kind"].size]))
    citations = int(found.loc[found["fact"] == CITATION, "count"].sum())
    holdings = Holdings(int(named), citations, _middle_radius(found[found["fact"] == RADIUS]), {})
    return found, holdings, int(rows)


def _same(part: pd.DataFrame) -> pd.DataFrame:
    """Return a tally as it is: it was added up where it was made."""
    return part


CITATION, RADIUS = 2, 3
"""Further facts of a tally: citations, and events by their radius in metres, which ``column`` has."""


def _facts(counts: Mapping[tuple[int, int], int]) -> pd.DataFrame:
    """Return rows of a tally that have no day, square or kind, by fact and column."""
    import pandas as pd  # noqa: PLC0415 - as above

    own = {"fact": [fact for fact, _ in counts], "column": [column for _, column in counts]}
    numbers = {name: np.array(own.get(name, [0] * len(counts)), dtype=width) for name, width in density.WIDTHS.items()}
    kind = pd.Series([""] * len(counts), dtype="str")
    return pd.DataFrame({**numbers, "kind": kind, "count": np.array(list(counts.values()), dtype=np.int64)})


def _middle_radius(radii: pd.DataFrame) -> int:
    """Return the median in metres of radii that come counted: metres in ``column``, how many in ``count``."""
    if radii.empty:
        return 0
    in_order = radii.sort_values("column")
    upto, metres = in_order["count"].cumsum().to_numpy(), in_order["column"].to_numpy()
    total = int(upto[-1])
    return int(sum(int(metres[np.searchsorted(upto, at)]) for at in ((total + 1) // 2, total // 2 + 1)) / 2)


def _sound(part: pd.DataFrame, rules: Dataset) -> pd.DataFrame:
    """Return the events of ``part`` that have a kind, a day and a position on the map, each with the id of its place."""
    import pandas as pd  # noqa: PLC0415 - as above

    week, points = rules.week, _points(part)
    is_point = shapely.get_type_id(points) == 0
    x, y = (np.where(is_point, axis(points), np.nan) for axis in (shapely.get_x, shapely.get_y))
    west, south, east, north = week.bounds

    def is_day(day: str) -> bool:
        return len(day.lstrip("-")) == len("0000-00-00") and calendar.is_date(day, week.calendar)

    kept = (x >= west) & (x <= east) & (y >= south) & (y <= north) & (_text(part, "kind") != "")
    kept &= _judged(_text(part, "start"), is_day)
    kept &= _judged(_text(part, "end"), lambda day: not day or is_day(day))
    kept &= _judged(_text(part, "edtf"), lambda edtf: not edtf or edtf_dates.reason(edtf) is None)
    places = _text(part, "place_id")
    unnamed = np.flatnonzero(places == "")
    places[unnamed] = [
        f"{lon:.{PLACES}f} {lat:.{PLACES}f}" for lon, lat in zip(x[unnamed].tolist(), y[unnamed].tolist(), strict=True)
    ]
    placed = _spelt_out(part).assign(place_id=pd.Series(places, index=part.index, dtype="string[pyarrow]"))
    sound: pd.DataFrame = placed[kept]
    return sound


def _spelt_out(part: pd.DataFrame) -> pd.DataFrame:
    """Return ``part`` with the values of its dictionary columns, which the shuffle cannot carry, in each row."""
    import pandas as pd  # noqa: PLC0415 - as above
    import pyarrow as pa  # noqa: PLC0415 - as above

    plain = {
        name: pd.ArrowDtype(dtype.pyarrow_dtype.value_type)
        for name, dtype in part.dtypes.items()
        if isinstance(dtype, pd.ArrowDtype) and pa.types.is_dictionary(dtype.pyarrow_dtype)
    }
    return part.astype(plain)


def _judged(cells: np.ndarray, judge: Callable[[str], bool]) -> np.ndarray:
    """Tell of each cell what ``judge`` says; it is asked once for each that there is."""
    answers = {cell: judge(cell) for cell in set(cells.tolist())}
    return np.fromiter(map(answers.__getitem__, cells.tolist()), dtype=bool, count=len(cells))


def _points(part: pd.DataFrame) -> np.ndarray:
    """Return the geometries of ``part``, None for one that is missing or unreadable."""
    cells = [cell if isinstance(cell, bytes) else None for cell in part["geometry"].to_numpy(dtype=object)]
    return np.asarray(shapely.from_wkb(np.array(cells, dtype=object), on_invalid="ignore"), dtype=object)


def _text(part: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as text, days as ISO dates, empty where nothing is; of a column that is not there, what it stands for."""
    import pandas as pd  # noqa: PLC0415 - as above

    if name not in part:
        return np.full(len(part), ASSUMED[name], dtype=object)
    codes, known = pd.factorize(part[name])  # what is the same in many rows is held once
    words = pd.Series(known).astype("string").to_numpy(dtype=object).tolist()
    is_day = name in ("start", "end")
    cells: np.ndarray = np.array([*(word[:10] if is_day else word for word in words), ""], dtype=object)[codes]
    return cells


def _counted(
    part: pd.DataFrame, rules: Dataset, folder: str, label: str, partition_info: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """Count a partition, and write its events into a file for each of their days; return its tally and ``_facts``."""
    import pandas as pd  # noqa: PLC0415 - as above

    points = _points(part)
    events: dict[str, Any] = {name: _text(part, name).tolist() for name in ("kind", "start", *ASSUMED) if name != "uncertainty_m"}
    events["end"] = [end or None for end in events["end"]]
    events["geometry"] = points
    events["arrondissement"] = territory.locate(points, rules.tables["arrondissements"])
    events |= dated(events, rules.week)
    dataset = replace(rules, tables={**rules.tables, "events": events})
    by_day.write(part, dataset, Path(folder), f"{label}{(partition_info or {}).get('number', 0):06}")
    radii = part["uncertainty_m"].fillna(0).to_numpy(dtype=np.int64) if "uncertainty_m" in part else np.zeros(len(part), np.int64)
    radii = np.clip(radii, 0, (1 << density.FINEST) - 1)  # as the numbers of a tally go; no place is known so badly
    said = sum(line.count("; ") + 1 for line in events["sources"] if line)
    facts = {(RADIUS, metres): n for metres, n in Counter(radii.tolist()).items()} | {(CITATION, 0): said}
    return pd.concat([density.tally(dataset), _facts(facts)], ignore_index=True)
