"""The tables of a record: their columns and keys. No other module knows them.

The data package (``geodata/datapackage.json``) and the tables' page (``geodata/README.md``) are generated from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.record import codes, setting, testimony

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from semaine_map.record.settings import Week
    from semaine_map.record.tables import Column, Table

TABLES: tuple[Table, ...] = (*testimony.TABLES, *setting.TABLES)

BY_NAME = {table.name: table for table in TABLES}


def choices(column: Column, week: Week | None, worded: Mapping[str, Collection[str]] | None = None) -> tuple[str, ...]:
    """Return what ``column`` may hold in a record with the kinds and sides of ``week`` and the terms ``worded``."""
    return codes.of(column.choices, week, worded)


LAYERS: dict[str, str] = {
    "land": "what is not sea, as plain polygons",
    "districts": "districts as plain polygons, each with a `name`, and a `number` where tables refer to it",
    "boundaries": "the shared edges of small districts (`left` and `right` are their numbers; `along`: streets and junctions that"
    " an edge follows, whose lines it then has); used instead of `districts`",
    "water": "rivers, canals, basins and lakes",
    "islands": "islands in the water",
    "axes": "lines in the middle of a water, along which its name is written",
    "wall": "walls, and the military road behind one (`along`, as of `boundaries`)",
    "railways": "railways",
    "green": "parks and cemeteries",
    "buildings": "footprints of buildings",
    "streets": "streets as plain lines, each with a `name`, and an `id` where `streets.csv` has it",
    "streets_osm": "the same along the ways of OpenStreetMap (ODbL, © OpenStreetMap contributors)",
}
"""GeoJSON files of ``basemap/``; each may be absent."""

STREET_LAYERS = ("streets", "streets_osm")
"""The files of ``basemap/`` that draw streets: one a licence, so that none is mixed into another's."""
