"""Write layers as GeoJSON that a GIS loads without repair (RFC 7946); GDAL does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyogrio

from semaine_map.exports import layers

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from semaine_map.exports.kit import Kit


def write_all(kit: Kit, folder: Path) -> None:
    """Write every layer of ``kit``, and one file a day under ``days/``, into ``folder``."""
    for name, frame in kit.text.items():
        write(frame, folder / f"{name}.geojson")
    (folder / "days").mkdir(parents=True, exist_ok=True)
    for day, events in layers.days(kit.dataset):
        write(events, folder / "days" / f"{day}.geojson")


def write(frame: gpd.GeoDataFrame, path: Path) -> None:
    """Write ``frame``, a layer as text in degrees WGS 84, to ``path``.

    Five decimals, shells counter-clockwise, no ``crs``; dates are plain ISO dates, moments local ones without a zone.
    """
    pyogrio.write_dataframe(
        frame,
        path,
        driver="GeoJSON",
        use_arrow=True,
        RFC7946="YES",
        COORDINATE_PRECISION=5,
        WRITE_NAME="NO",
    )
