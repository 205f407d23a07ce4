"""Write the events of a partition as GeoParquet, a file for each of their days, as ``parquet`` does for a whole record."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pyarrow as pa

from semaine_map.exports import parquet
from semaine_map.history.days import is_of_day
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from semaine_map.history.dataset import Dataset

OWN = ("day", "status", "bbox", "geometry")
"""Columns that a file of a day has of its own, whatever the events bring."""


def write(part: pd.DataFrame, dataset: Dataset, folder: Path, label: str) -> None:
    """Write the rows of ``part``, which are the events of ``dataset``, with their status into ``folder/day=<ISO date>/``.

    The folder must be there. Files are called by ``label``, a partition's own, so that a task that is repeated writes the same
    files again.
    """
    events = dataset.tables["events"]
    columns = part.drop(columns=[name for name in OWN if name in part]).assign(arrondissement=events["arrondissement"])
    every = gpd.GeoDataFrame(columns.reset_index(drop=True), geometry=events["geometry"], crs=CRS)
    if every.empty:
        return
    # Rows that lie near one another stand together, and in the same order however they came.
    keys = [np.array(events[name], dtype=str) for name in ("kind", "start", "id")]
    order = np.lexsort([*keys, every.hilbert_distance().to_numpy()])
    whole = parquet.table(every)
    for state in dataset.states:
        kept = order[is_of_day(state, events["step"])[order]]
        if not len(kept):
            continue
        target = folder / f"day={state.day}"
        target.mkdir(exist_ok=True)  # a worker that does not see the folder itself must not make one of its own
        name = f"events-{label}.parquet"
        half = target / f".{name}.{os.getpid()}"
        status = pa.array([state.statuses[row] for row in kept.tolist()])
        parquet.write_rows(whole, kept, {"status": status}, half, rows=parquet.ROWS[1])
        half.replace(target / name)
