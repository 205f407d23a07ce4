"""Write a grid of counts for a GIS: every square, day and kind as GeoParquet, and larger squares as PMTiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from semaine_map.exports import parquet
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.density import Grid, Layer

MOST_SQUARES = 20_000
"""Squares of a tile set: with more they grow, since a tile holds every one that it shows."""

ZOOMS = (8, 13)
"""Of the tiles; beyond, a map enlarges the last."""


def write(grid: Grid, folder: Path) -> None:
    """Write ``parquet/counts.parquet`` and ``counts.pmtiles`` into ``folder``.

    A row of the first is the events of a kind on a day in a square: ``day``, ``kind``, ``count``, the square's ``level``,
    ``column`` and ``row`` in the net of the web's Mercator, and its middle. A feature of the second is a square with ``events``
    and the number of each day: ``on_1871-05-24``.
    """
    (folder / "parquet").mkdir(parents=True, exist_ok=True)
    rows = pd.concat([_rows(grid, layer, day) for day, layer in grid.days.items()], ignore_index=True)
    middles = _degrees(rows["column"].to_numpy() + 0.5, rows["row"].to_numpy() + 0.5, grid.level)
    parquet.write(
        gpd.GeoDataFrame(rows, geometry=shapely.points(*middles), crs=CRS),
        folder / "parquet" / "counts.parquet",
        rows=parquet.ROWS[1],
    )
    squares, level = _larger(grid)
    if squares.empty:
        return
    west, north = _degrees(squares["column"].to_numpy(), squares["row"].to_numpy(), level)
    east, south = _degrees(squares["column"].to_numpy() + 1, squares["row"].to_numpy() + 1, level)
    path = folder / "counts.pmtiles"
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(
        gpd.GeoDataFrame(squares.drop(columns=["column", "row"]), geometry=shapely.box(west, south, east, north), crs=CRS),
        path,
        driver="PMTiles",
        layer="squares",
        encoding="UTF-8",
        geometry_type="Polygon",
        dataset_options={"MINZOOM": ZOOMS[0], "MAXZOOM": ZOOMS[1], "NAME": "counts", "TYPE": "overlay"},
    )


def _rows(grid: Grid, layer: Layer, day: str) -> pd.DataFrame:
    down, across = np.divmod(layer.squares, max(grid.columns, 1))
    kinds = np.array(grid.kinds, dtype=object)[layer.kinds]
    place = {"level": grid.level, "column": across + grid.west, "row": down + grid.north}
    return pd.DataFrame({"day": day, "kind": pd.Series(kinds, dtype="str"), "count": layer.counts} | place)


def _larger(grid: Grid) -> tuple[pd.DataFrame, int]:
    """Return the squares of the largest level that has no more than ``MOST_SQUARES``, a row each, and that level."""
    layers = {"events": grid.week, **{f"on_{day}": layer for day, layer in grid.days.items()}}
    every = pd.concat([_rows(grid, layer, name) for name, layer in layers.items()], ignore_index=True)
    away = 0
    while True:
        larger = every.assign(row=every["row"] // 2**away, column=every["column"] // 2**away)
        summed = larger.pivot_table("count", ["row", "column"], "day", aggfunc="sum", fill_value=0)
        if len(summed) <= MOST_SQUARES or away == grid.level:
            return summed.reindex(columns=list(layers), fill_value=0).reset_index(), grid.level - away
        away += 1


def _degrees(column: np.ndarray, row: np.ndarray, level: int) -> tuple[np.ndarray, np.ndarray]:
    """Return longitude and latitude of the north-western corners of squares."""
    return column / 2**level * 360 - 180, np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * row / 2**level))))
