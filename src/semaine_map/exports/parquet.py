"""Write layers as GeoParquet 1.1 with a box column, which lets a reader skip what lies elsewhere; geopandas and pyarrow do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.exports.kit import untyped

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit


def write_all(kit: Kit, folder: Path) -> None:
    """Write every layer and table of ``kit`` as ``folder/parquet/<name>.parquet``; dates are ``date32``."""
    target = folder / "parquet"
    target.mkdir(parents=True, exist_ok=True)
    for name in kit.distinct:
        kit.dated(name).to_parquet(
            target / f"{name}.parquet",
            index=False,
            compression="zstd",
            geometry_encoding="WKB",
            write_covering_bbox=True,
            schema_version="1.1.0",
        )
    for name, table in kit.tables.items():
        untyped(table).to_parquet(target / f"{name}.parquet", index=False, compression="zstd")
