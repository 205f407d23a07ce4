"""Write the events of a partition as GeoParquet, a file for each of their days, as ``parquet`` does for a whole record."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np

from semaine_map.exports import parquet
from semaine_map.history.density import of_day
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from semaine_map.history.dataset import Dataset

OWN = ("day", "status", "bbox", "geometry")
"""Columns that a file of a day has of its own, whatever the events bring."""


def write(part: pd.DataFrame, dataset: Dataset, folder: Path, label: str) -> None:
    """Write the rows of ``part``, which are the events of ``dataset``, with their status into ``folder/day=<ISO date>/``.

    The folder must be there. The name of a file comes of ``label`` and what is in it, so that a task that is repeated writes the
    same file again.
    """
    events = dataset.tables["events"]
    columns = part.drop(columns=[name for name in OWN if name in part]).assign(arrondissement=events["arrondissement"])
    every = gpd.GeoDataFrame(columns.reset_index(drop=True), geometry=events["geometry"], crs=CRS)
    # Rows that lie near one another stand together, and in the same order however they came.
    order = np.lexsort((np.array(events["id"], dtype=str), every.hilbert_distance())) if len(every) else np.zeros(0, dtype=int)
    started = np.array(events["step"], dtype=str)
    for state in dataset.states:
        kept = order[of_day(state, started)[order]]
        if not len(kept):
            continue
        statuses = [state.statuses[row] for row in kept.tolist()]
        named = "\n".join(f"{events['id'][row]} {events['start'][row]} {events['place_id'][row]}" for row in kept.tolist())
        target = folder / f"day={state.day}"
        target.mkdir(exist_ok=True)  # a worker that does not see the folder itself must not make one of its own
        name = f"events-{label}-{hashlib.sha256(named.encode()).hexdigest()[:16]}.parquet"
        half = target / f".{name}.{os.getpid()}"
        parquet.write(every.iloc[kept].assign(status=statuses), half, rows=parquet.ROWS[1])
        half.replace(target / name)
