"""Streets that are drawn as plain lines: each name among them is a street, without a row in ``streets.csv``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping, shape

from semaine_map.record import codes
from semaine_map.record.basemap import Drawing
from semaine_map.record.schema import BY_NAME, STREET_LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semaine_map.record.tables import Columns


def added(table: Columns, drawings: Mapping[str, Drawing]) -> tuple[Columns, dict[str, Drawing]]:
    """Return ``table`` of streets with a row for each name that lines without an ``id`` have, and ``drawings`` with ids.

    Lines of one name that meet become one; those that do not are parts of one street, each with a row of its own.
    """
    rows: list[dict[str, str]] = []
    taken = set(table["street_id"])
    drawn = dict(drawings)
    for layer in STREET_LAYERS:
        if layer in drawings and any("id" not in feature["properties"] for feature in drawings[layer].features):
            drawn[layer] = _numbered(drawings[layer], rows, taken)
    if not rows:
        return table, drawn
    defaults = {column.name: column.default for column in BY_NAME["streets"].columns}
    return {name: [*cells, *(row.get(name, defaults.get(name, "")) for row in rows)] for name, cells in table.items()}, drawn


def _numbered(drawing: Drawing, rows: list[dict[str, str]], taken: set[str]) -> Drawing:
    """Return ``drawing`` with an id for each feature, and add to ``rows`` those of its names."""
    kept: list[tuple[dict[str, Any], int]] = []
    named: dict[str, list[tuple[dict[str, Any], int]]] = {}
    for feature, line in zip(drawing.features, drawing.lines, strict=True):
        properties = feature["properties"]
        name = properties.get("name")
        if "id" in properties:
            kept.append((feature, line))
        elif isinstance(name, str) and name and feature["geometry"]["type"] != "Polygon":
            named.setdefault(name, []).append((feature, line))
        else:
            kept.append((feature | {"properties": properties | {"id": _free("street", taken)}}, line))
    for name, features in named.items():
        lines = shapely.union_all([shape(feature["geometry"]) for feature, _ in features])
        first, line = features[0]
        kind, today = (first["properties"].get(key) for key in ("kind", "name_today"))
        for part in shapely.get_parts(shapely.line_merge(lines)):
            street = _free(name, taken)
            rows.append(
                {
                    "street_id": street,
                    "name_1871": name,
                    "name_today": today if isinstance(today, str) else "",
                    "kind": kind if kind in codes.STREET_KINDS else codes.STREET_KINDS[0],
                }
            )
            geometry = {"type": part.geom_type, "coordinates": [list(position) for position in mapping(part)["coordinates"]]}
            kept.append(({"type": "Feature", "properties": first["properties"] | {"id": street}, "geometry": geometry}, line))
    return Drawing(drawing.file, [feature for feature, _ in kept], [line for _, line in kept])


def _free(name: str, taken: set[str]) -> str:
    """Return an id made of ``name`` that is not ``taken`` yet, and take it."""
    stem = re.sub(r"[\W_]+", "-", name.casefold()).strip("-") or "street"
    street, n = stem, 1
    while street in taken:
        n += 1
        street = f"{stem}-{n}"
    taken.add(street)
    return street
