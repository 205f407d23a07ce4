"""Write layers as GeoParquet 1.1 with a box column, which lets a reader skip what lies elsewhere; geopandas and pyarrow do it."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from semaine_map.exports import layers
from semaine_map.exports.kit import untyped
from semaine_map.history.dataset import take_column
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from semaine_map.exports.kit import Kit

COMPRESSION: Final = "zstd"

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
    _write_days(kit, target / "days")


def _write_days(kit: Kit, folder: Path) -> None:
    whole, events = table(kit.dated("events").drop(columns="day")), kit.dataset.tables["events"]
    for state, own in layers.rows_of_days(kit.dataset):
        part = folder / f"day={state.day}"
        part.mkdir(parents=True, exist_ok=True)
        points = gpd.GeoSeries(take_column(events["geometry"], own), crs=CRS)
        near = own[points.hilbert_distance().to_numpy().argsort(kind="stable")] if len(own) else own
        shown = replace(state, statuses=tuple(state.statuses[row] for row in near.tolist()))
        last = layers.last_days(*(take_column(events[name], near) for name in ("start", "end", "step")), states=[shown])
        columns = {
            "status": pa.array(shown.statuses, pa.string()),
            "end_at": pa.array(np.array([f"{day}T23:59:59" for day in last], dtype="datetime64[s]")),
        }
        write_rows(whole, near, columns, part / "events.parquet", rows=min(max(len(near) // 8, ROWS[0]), ROWS[1]))


def write(frame: gpd.GeoDataFrame, path: Path | io.BytesIO, *, rows: int | None = None) -> None:
    """Write ``frame`` to ``path`` with the box of each row, ``rows`` of them in a group."""
    frame.to_parquet(
        path,
        index=False,
        compression=COMPRESSION,
        geometry_encoding="WKB",
        write_covering_bbox=True,
        schema_version="1.1.0",
        row_group_size=rows,
    )


def table(frame: gpd.GeoDataFrame) -> pa.Table:
    """Return ``frame`` as ``write`` puts it into a file: of its rows many files are written after one conversion."""
    plain = pa.table(frame.to_arrow(index=False, geometry_encoding="WKB"))
    box = pa.StructArray.from_arrays(list(frame.bounds.to_numpy().T), names=["xmin", "ymin", "xmax", "ymax"])
    first = io.BytesIO()
    write(frame.iloc[:1], first)
    about = plain.schema.metadata | {b"geo": pq.read_schema(first).metadata[b"geo"]}
    return plain.append_column("bbox", box).replace_schema_metadata(about)


def write_rows(whole: pa.Table, chosen: np.ndarray, columns: Mapping[str, Any], path: Path, *, rows: int) -> None:
    """Write the rows ``chosen`` of ``whole``, a ``table``, to ``path`` as ``write`` does, with ``columns`` of their own."""
    part = whole.take(pa.array(chosen))
    for name, values in columns.items():
        at = part.schema.get_field_index(name)
        part = part.append_column(name, values) if at < 0 else part.set_column(at, part.schema.field(at), values)
    about = json.loads(part.schema.metadata[b"geo"])
    sides = zip(part["bbox"].combine_chunks().flatten(), (pc.min, pc.min, pc.max, pc.max), strict=True)
    box = [furthest(side).as_py() for side, furthest in sides]
    about["columns"]["geometry"] |= {"bbox": box} if len(part) else {}
    if not len(part):
        about["columns"]["geometry"].pop("bbox", None)
    part = part.replace_schema_metadata(part.schema.metadata | {b"geo": json.dumps(about).encode()})
    pq.write_table(part, path, compression=COMPRESSION, row_group_size=rows)
