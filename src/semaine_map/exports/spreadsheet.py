"""Write layers as CSV that a spreadsheet opens as it stands: geometry as WKT, no cell that runs as a formula.

Written with pandas, not GDAL: GDAL's CSV driver neither marks the file as UTF-8 nor keeps a text such as ``=1+1`` from being
computed when a spreadsheet opens it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import shapely

from semaine_map.exports.columns import DATES, MOMENTS
from semaine_map.exports.kit import untyped
from semaine_map.formulas import FORMULA_SIGNS, without_formula

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from semaine_map.exports.kit import Kit

WKT = "WKT"
"""Name of the geometry's column; GDAL and QGIS take it for the geometry by this name."""


def write_all(kit: Kit, folder: Path) -> None:
    """Write every layer and table of ``kit`` as ``folder/csv/<name>.csv``: UTF-8 with its mark, commas, a row a feature.

    Degrees have five decimals, metres two; grads, which are a tenth finer, five. Points have their two coordinates as columns
    besides. The types of the columns stand beside each file (``.csvt``), and the reference system beside each layer (``.prj``),
    where GDAL and QGIS look for them.
    """
    target = folder / "csv"
    target.mkdir(parents=True, exist_ok=True)
    axes, decimals = (("lon", "lat"), 5) if kit.crs.is_geographic else (("x", "y"), 2)
    for name in kit.distinct:
        layer = kit.text[name]
        columns: dict[str, pd.Series | np.ndarray] = {}
        if len(layer) and set(layer.geom_type) == {"Point"}:
            columns = dict(zip(axes, (layer.geometry.x.round(decimals), layer.geometry.y.round(decimals)), strict=True))
        columns[WKT] = shapely.to_wkt(layer.geometry.to_numpy(), rounding_precision=decimals)
        _write(layer.drop(columns="geometry").assign(**columns), target / f"{name}.csv")
        (target / f"{name}.prj").write_text(kit.crs.to_wkt("WKT1_GDAL") + "\n", encoding="utf-8", newline="\n")
    for name, table in kit.tables.items():
        _write(untyped(table), target / f"{name}.csv")


def _type(name: str, values: pd.Series) -> str:
    """Return the type of a column in the words of GDAL."""
    if name == WKT:
        return "WKT"
    if name in DATES:
        return "Date"
    if name in MOMENTS:
        return "DateTime"
    if pd.api.types.is_integer_dtype(values):
        return "Integer"
    return "Real" if pd.api.types.is_float_dtype(values) else "String"


def _write(frame: pd.DataFrame, path: Path) -> None:
    types = ",".join(f'"{_type(str(name), frame[name])}"' for name in frame)
    path.with_suffix(".csvt").write_text(types + "\n", encoding="utf-8", newline="\n")
    text = [str(name) for name in frame if not pd.api.types.is_numeric_dtype(frame[name])]
    frame.assign(**{name: _safe(frame[name]) for name in text}).to_csv(
        path, index=False, encoding="utf-8-sig", lineterminator="\n"
    )


def _safe(values: pd.Series) -> pd.Series:
    """Return text in which no cell begins like a formula."""
    values = values.astype(object)
    cells = values.tolist()
    if {cell[:1] for cell in cells if isinstance(cell, str)}.isdisjoint(FORMULA_SIGNS):
        return values
    return pd.Series([without_formula(cell) for cell in cells], index=values.index, dtype=object)
