"""Describe the files of a kit for a repository's deposit: an RO-Crate 1.1 (``ro-crate-metadata.json``).

Written here: it is one JSON file, and the library for it (rocrate, with which the tests read it) brings a web client.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from semaine_map.record.tables import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit
    from semaine_map.exports.projection import Operation
    from semaine_map.record.tables import Row

FILE = "ro-crate-metadata.json"
MEDIA_TYPES = {
    ".geojson": ("application/geo+json", "GeoJSON (RFC 7946)"),
    ".gpkg": ("application/geopackage+sqlite3", "GeoPackage 1.3: all layers and tables"),
    ".kmz": ("application/vnd.google-earth.kmz", "KML with a TimeSpan for each feature"),
    ".parquet": ("application/vnd.apache.parquet", "GeoParquet 1.1"),
    ".fgb": ("application/flatgeobuf", "FlatGeobuf"),
    ".csv": ("text/csv", "CSV, geometry as WKT"),
    ".csvt": ("text/plain", "types of the columns of a CSV"),
    ".prj": ("text/plain", "reference system of a CSV, as WKT"),
    ".md": ("text/markdown", "data dictionary"),
    ".json": ("application/json", "description for programs"),
    ".jsonld": ("application/ld+json", "Linked Places format: the places, and the events as their relations"),
    ".pmtiles": ("application/vnd.pmtiles", "vector tiles of all layers"),
    ".sld": ("application/vnd.ogc.sld+xml", "style of a layer for GeoServer and other map servers"),
    ".svg": ("image/svg+xml", "sign of a style"),
    ".qgz": ("application/x-qgis-project", "QGIS project"),
}


Entity = Mapping[str, "str | Mapping[str, str] | Sequence[str] | Sequence[Mapping[str, str]]"]
"""A thing of the crate: its ``@id`` and ``@type``, and what the vocabulary of schema.org says of it."""

Crate = TypedDict("Crate", {"@context": str, "@graph": list[Entity]})
"""The whole description."""


def write(kit: Kit, folder: Path, files: Sequence[Path], operation: Operation | None = None) -> Path:
    """Write the description of ``files``, which lie in ``folder``, and return where it is.

    ``operation`` is how their coordinates were carried over; without it they are degrees WGS 84.
    """
    path = folder / FILE
    crate = describe(kit, folder, files, "degrees WGS 84" if operation is None else str(operation))
    path.write_text(json.dumps(crate, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def describe(kit: Kit, folder: Path, files: Sequence[Path], system: str) -> Crate:
    """Return the crate as JSON-LD: the data set, its files with their sizes and hashes, its place, days, licence and sources."""
    week = kit.week
    west, south, east, north = week.bounds
    entities = [_file(path, folder, _licences(kit, path.stem)) for path in sorted(files)]
    sources = [_source(row) for row in rows_of(kit.dataset.tables["sources"])]
    first, *others = (week.full_title(language) for language in dict.fromkeys((week.heard("en"), *week.languages)))
    licence = {"@id": week.licence_address, "@type": "CreativeWork", "name": week.licence_name}
    creator = {"@id": "#creator", "@type": "Organization", "name": week.creator}
    events = kit.text["events"]
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": first,
        **({"alternateName": others[0] if len(others) == 1 else others} if others else {}),
        "description": f"{len(events)} events at {events['place_id'].nunique()} places, each dated, located and cited."
        f" Coordinates: {system}.",
        **({"version": week.version} if week.version else {}),
        "datePublished": week.stamp,
        "temporalCoverage": f"{week.first_day}/{week.last_day}",
        "spatialCoverage": {"@id": "#ground"},
        **({"license": {"@id": licence["@id"]}} if week.licence else {}),
        **({"creator": {"@id": creator["@id"]}} if week.creator else {}),
        **({"creditText": week.ground} if week.ground else {}),
        "citation": [{"@id": str(source["@id"])} for source in sources],
        "hasPart": [{"@id": str(one["@id"])} for one in entities],
    }
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": FILE,
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            root,
            *([licence] if week.licence else []),
            *([creator] if week.creator else []),
            {"@id": "#ground", "@type": "Place", "name": week.subtitle["en"] or first, "geo": {"@id": "#box"}},
            {"@id": "#box", "@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
            *sources,
            *entities,
        ],
    }


def _licences(kit: Kit, name: str) -> list[str]:
    """Return the licences that the features of a layer of one file name, in the order of their names."""
    frame = kit.text.get(name)
    named = set() if frame is None or "licence" not in frame else set(frame["licence"].dropna())
    return sorted({licence for several in named for licence in several.split(", ")})


def _file(path: Path, folder: Path, licences: Sequence[str]) -> Entity:
    with path.open("rb") as file:  # of a million events, a file has more than a gigabyte
        digest = hashlib.file_digest(file, "sha256")
    media_type, name = MEDIA_TYPES[path.suffix]
    return {
        "@id": path.relative_to(folder).as_posix(),
        "@type": "File",
        "name": f"{path.stem}: {name}",
        "encodingFormat": media_type,
        "contentSize": str(path.stat().st_size),
        "sha256": digest.hexdigest(),
        **({"copyrightNotice": f"Each feature names its licence: {', '.join(licences)}."} if licences else {}),
    }


def _source(row: Row) -> Entity:
    address = row["identifier"] if row["identifier"].startswith("http") else f"#source-{row['source_id']}"
    return {"@id": address, "@type": "CreativeWork", "name": row["title"], "author": row["author"], "datePublished": row["year"]}
