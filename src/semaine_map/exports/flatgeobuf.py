"""Write layers as FlatGeobuf, with its spatial index; GDAL does it.

FlatGeobuf has no type for a date: ``start``, ``end`` and ``day`` are ISO text there, ``start_at`` and ``end_at`` moments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio

from semaine_map.exports.columns import DATES

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit


def write_all(kit: Kit, folder: Path) -> None:
    """Write every layer of ``kit`` that is not empty as ``folder/flatgeobuf/<name>.fgb``."""
    target = folder / "flatgeobuf"
    target.mkdir(parents=True, exist_ok=True)
    for name in kit.distinct:
        layer = kit.text[name]
        if layer.empty:  # the format needs the box of what it holds
            continue
        dates = {day: layer[day].astype("str").where(layer[day].notna(), None) for day in DATES if day in layer}
        features = kit.dated(name).assign(**dates)
        path = target / f"{name}.fgb"
        pyogrio.write_dataframe(features, path, driver="FlatGeobuf", layer=name, use_arrow=True, SPATIAL_INDEX="YES")
