"""Write the kit as one GeoPackage 1.3: every layer and table, typed, indexed, described and, for QGIS, styled.

GDAL writes the layers. What it has no option for is added with SQLite: the descriptions of columns (the standard's schema
extension) and the default styles of QGIS, with which a layer dragged from the file is drawn like the atlas.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pyogrio

from semaine_map.exports.columns import LAYERS, meaning
from semaine_map.exports.dictionary import column_meaning, table_meaning
from semaine_map.exports.kit import untyped
from semaine_map.exports.qgis import styles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semaine_map.exports.kit import Kit

VERSION = "1.3"
"""Of the standard: GDAL 3.6, which Debian 12 has, warns of 1.4."""


def write_all(kit: Kit, folder: Path) -> None:
    """Write ``kit`` as one file, named for the record, into ``folder``."""
    write(kit, folder / f"{kit.week.name}.gpkg")


def write(kit: Kit, path: Path) -> None:
    """Write ``kit`` to ``path``; the same kit gives the same bytes.

    ``start``, ``end`` and ``day`` are DATE; ``start_at`` and ``end_at`` are DATETIME, which QGIS's temporal controller needs.
    """
    path.unlink(missing_ok=True)  # into a file that exists, GDAL would not write the same bytes
    with _fixed_date(f"{kit.week.stamp}T00:00:00.000Z"):
        for name in kit.distinct:
            pyogrio.write_dataframe(
                kit.dated(name),
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                use_arrow=True,
                geometry_type=None if len(kit.text[name]) else "Unknown",
                dataset_options={} if path.exists() else {"VERSION": VERSION},
                layer_options={"IDENTIFIER": name, "DESCRIPTION": LAYERS[name], "SPATIAL_INDEX": "YES", "GEOMETRY_NAME": "geom"},
                dataset_metadata=None if path.exists() else _metadata(kit),
            )
        for name, table in kit.tables.items():
            pyogrio.write_dataframe(
                untyped(table),
                path,
                layer=name,
                driver="GPKG",
                append=True,
                use_arrow=True,
                layer_options={"IDENTIFIER": name, "DESCRIPTION": table_meaning(name)},
            )
    with closing(sqlite3.connect(path)) as connection, connection:
        _describe_columns(connection, kit)
        _add_styles(connection, kit)


@contextmanager
def _fixed_date(moment: str) -> Iterator[None]:
    """Let GDAL take ``moment`` for the time of every change, and not wait for the disk after each."""
    options = {"OGR_CURRENT_DATE": moment, "OGR_SQLITE_SYNCHRONOUS": "OFF"}
    before = {name: pyogrio.get_gdal_config_option(name) for name in options}
    pyogrio.set_gdal_config_options(options)
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options(before)


def _metadata(kit: Kit) -> dict[str, str]:
    week = kit.week
    titles = {f"TITLE{'' if language == 'en' else f'_{language.upper()}'}": week.full_title(language) for language in week.title}
    metadata = {
        "DAYS": f"{week.first_day}/{week.last_day}",
        "RECORD_DATE": week.record_date,
        "VERSION": week.version,
        "CREATOR": week.creator,
        "GROUND": week.ground,
        "LICENCE": ", ".join(filter(None, (week.licence, week.licence_address))),
    }
    return {
        **titles,
        **{name: value for name, value in metadata.items() if value},
        "NOTE": "Days are civil days of the place, without time zone. Numbers of dead are claims with authors.",
    }


def _describe_columns(connection: sqlite3.Connection, kit: Kit) -> None:
    """Say what each column means, as the schema extension of the standard has it."""
    connection.execute(
        "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, "
        "description TEXT, mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
        "CONSTRAINT gdc_tn UNIQUE (table_name, name))"
    )
    connection.execute(
        "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, "
        "min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
        "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))"
    )
    connection.executemany(
        "INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope) "
        "VALUES (?, NULL, 'gpkg_schema', 'http://www.geopackage.org/spec130/#extension_schema', 'read-write')",
        [("gpkg_data_columns",), ("gpkg_data_column_constraints",)],
    )
    descriptions = [
        (name, column, meaning(column)) for name in kit.distinct for column in kit.text[name].columns.drop("geometry")
    ]
    descriptions += [
        (name, column, column_meaning(name, column)) for name, table in kit.tables.items() for column in map(str, table)
    ]
    connection.executemany("INSERT INTO gpkg_data_columns (table_name, column_name, description) VALUES (?, ?, ?)", descriptions)


def _add_styles(connection: sqlite3.Connection, kit: Kit) -> None:
    """Add a default style for each layer, as QGIS reads them when it opens the layer, in a table of QGIS's own.

    The date of the record stands for the time of the change, so that the bytes stay the same.
    """
    moment = f"{kit.week.stamp}T00:00:00.000Z"
    connection.execute(
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
        "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, "
        "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"
    )
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', 'Default styles for QGIS', ?)",
        (moment,),
    )
    connection.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, "
        "styleSLD, useAsDefault, description, owner, ui, update_time) "
        "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL, ?)",
        [(layer, layer, styles.qml(style), LAYERS[layer], moment) for layer, style in styles.of(kit).items()],
    )
