"""Write layers as GeoParquet 1.1 with a box column, which lets a reader skip what lies elsewhere; geopandas and pyarrow do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd

from semaine_map.exports import layers
from semaine_map.exports.kit import dated, untyped

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit

ROWS = (128, 50_000)
"""The fewest and the most rows of a group in the files by day: a reader skips a group whose box does not touch what it wants."""


def write_all(kit: Kit, folder: Path) -> None:
    """Write every layer and table of ``kit`` as ``folder/parquet/<name>.parquet``; dates are ``date32``.

    Besides, the events of each day with their status on it stand in ``folder/parquet/days/day=<ISO date>/events.parquet``, as
    engines that read a data set in partitions want them: the column ``day`` is the name of the folder, rows that lie near one
    another stand together, and each file has several groups of rows.
    """
    target = folder / "parquet"
    target.mkdir(parents=True, exist_ok=True)
    for name in kit.distinct:
        write(kit.dated(name), target / f"{name}.parquet")
    for name, table in kit.tables.items():
        untyped(table).to_parquet(target / f"{name}.parquet", index=False, compression="zstd")
    spots = dict(zip(kit.text["events"]["id"], kit.text["events"].geometry, strict=True))
    for day, events in layers.days(kit.dataset):
        part = target / "days" / f"day={day}"
        part.mkdir(parents=True, exist_ok=True)
        near = events.iloc[events.hilbert_distance().argsort(kind="stable")] if len(events) else events
        carried = gpd.GeoDataFrame(
            near.drop(columns=["day", "geometry"]).reset_index(drop=True),
            geometry=[spots[one] for one in near["id"]],
            crs=kit.crs,
        )
        write(dated(carried), part / "events.parquet", rows=min(max(len(events) // 8, ROWS[0]), ROWS[1]))


def write(frame: gpd.GeoDataFrame, path: Path, *, rows: int | None = None) -> None:
    """Write ``frame`` to ``path`` with the box of each row, ``rows`` of them in a group."""
    frame.to_parquet(
        path,
        index=False,
        compression="zstd",
        geometry_encoding="WKB",
        write_covering_bbox=True,
        schema_version="1.1.0",
        row_group_size=rows,
    )
