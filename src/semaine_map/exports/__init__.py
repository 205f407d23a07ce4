"""Write the record and its days in the formats of GIS users, all from the same rows.

``columns`` says what everything means, ``layers`` makes the layers, ``kit`` gives them types; one module a format writes them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pyarrow as pa

from semaine_map.errors import UsageError
from semaine_map.exports import crate, dictionary
from semaine_map.exports.columns import LAYERS, MEANINGS, PROPERTIES
from semaine_map.exports.kit import Kit, gather

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from semaine_map.exports.projection import Operation
    from semaine_map.history.dataset import Dataset

__all__ = ["FORMATS", "LAYERS", "MEANINGS", "PROPERTIES", "Kit", "default_formats", "formats", "gather", "replaces", "write"]

FORMATS = {
    "geojson": ("geojson", ("*.geojson", "days/*.geojson")),
    "gpkg": ("geopackage", ("*.gpkg",)),
    "qgz": ("qgis", ("*.qgz",)),
    "kmz": ("kml", ("*.kmz",)),
    "parquet": ("parquet", ("parquet/*.parquet", "parquet/days/*/*.parquet")),
    "fgb": ("flatgeobuf", ("flatgeobuf/*.fgb",)),
    "csv": ("spreadsheet", ("csv/*.csv", "csv/*.csvt", "csv/*.prj")),
    "jsonld": ("linked_places", ("*.jsonld",)),
    "pmtiles": ("tiles", ("*.pmtiles", "*.style.json")),
    "sld": ("sld", ("sld/*.sld", "sld/*.svg")),
}
"""Name of a format -> the module that writes it, and patterns of the files that it makes."""

FOR_READING = ("kmz", "jsonld", "pmtiles")
"""Formats for reading and looking: of a large record, what opens them stands still, or shows a part."""

MOST_EVENTS = {"geojson": 50_000, "csv": 150_000, "fgb": 150_000}
"""Events up to which a build writes a format: what reads GeoJSON holds all of it in memory, a spreadsheet has a million rows, and
FlatGeobuf says again what GeoParquet and GeoPackage say in less room. A million events take 1.4 GB in these two."""

WGS84_ONLY = ("geojson", "kmz", "jsonld", "pmtiles")
"""Formats that their standard binds to WGS 84."""


def formats(wanted: str | Iterable[str] = (), *, projected: bool = False) -> list[str]:
    """Return the formats to write: the one or those ``wanted``, or all; with ``projected``, those that can name their system.

    Raises:
        UsageError: there is no such format, or it is bound to WGS 84 and another system is asked for.
    """
    chosen = list(dict.fromkeys([wanted] if isinstance(wanted, str) else wanted))
    for name in chosen:
        if name not in FORMATS:
            raise UsageError(f"{name!r} is not a format: choose from {', '.join(FORMATS)}")
        if projected and name in WGS84_ONLY:
            raise UsageError(f"{name} is always in WGS 84: leave --crs out, or choose another format")
    if "qgz" in chosen and "gpkg" not in chosen:
        chosen.insert(0, "gpkg")  # the project shows the layers of the GeoPackage
    return chosen or [name for name in FORMATS if not (projected and name in WGS84_ONLY)]


def default_formats(dataset: Dataset) -> list[str]:
    """Return the formats that a build writes of ``dataset``; any other can be asked for."""
    left_out = [*(FOR_READING if dataset.is_large else ())]
    left_out += [name for name, most in MOST_EVENTS.items() if len(dataset.tables["events"]["id"]) > most]
    return [name for name in FORMATS if name not in left_out]


def replaces(chosen: Iterable[str]) -> tuple[str, ...]:
    """Return patterns of what an earlier export in the ``chosen`` formats may have left."""
    return (crate.FILE, dictionary.PAGE, dictionary.DESCRIPTOR, *(pattern for name in chosen for pattern in FORMATS[name][1]))


def write(kit: Kit, folder: Path, chosen: Iterable[str] = tuple(FORMATS), *, operation: Operation | None = None) -> list[Path]:
    """Write ``kit`` in the ``chosen`` formats into ``folder``, and describe the files; return them in order.

    Without ``operation`` coordinates are degrees WGS 84, with five decimals where they are text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    carried = kit
    if operation is not None:
        from semaine_map.exports.projection import project  # noqa: PLC0415 - rarely wanted

        carried = project(kit, operation)
    chosen = list(chosen)
    for name in chosen:
        import_module(f"semaine_map.exports.{FORMATS[name][0]}").write_all(carried, folder)
        pa.default_memory_pool().release_unused()  # what one format took is kept for the next, in pieces that do not fit it
    patterns = [pattern for name in chosen for pattern in FORMATS[name][1]]
    made = sorted(path for pattern in patterns for path in folder.glob(pattern))
    made += dictionary.write(carried, folder, made)
    return [*made, crate.write(kit, folder, made, operation)]
