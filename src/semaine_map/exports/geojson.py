"""Write layers as GeoJSON that a GIS loads without repair (RFC 7946); GDAL does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio

from semaine_map.exports import layers
from semaine_map.exports.columns import MOMENTS

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from semaine_map.exports.kit import Kit


def write_all(kit: Kit, folder: Path) -> None:
    """Write every layer of ``kit``, and one file a day under ``days/``, into ``folder``."""
    for name, frame in kit.text.items():
        write(frame, folder / f"{name}.geojson")
    (folder / "days").mkdir(parents=True, exist_ok=True)
    for state in kit.dataset.states:
        write(layers.of_day(kit.dataset, state), folder / "days" / f"{state.day}.geojson")


def write(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write ``frame``, a layer as text in degrees WGS 84, to ``path``.

    Five decimals, shells counter-clockwise, no ``crs``; dates are plain ISO dates. The moments for temporal controllers are left
    out, since a column of GeoJSON has no type of its own.
    """
    pyogrio.write_dataframe(
        frame.drop(columns=[name for name in MOMENTS if name in frame]),
        path,
        driver="GeoJSON",
        use_arrow=True,
        RFC7946="YES",
        COORDINATE_PRECISION=5,
        WRITE_NAME="NO",
    )
