"""The data dictionary that lies in the kit: a page for people, a Frictionless descriptor for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NotRequired, TypedDict

import pandas as pd

from semaine_map.exports.columns import DATES, DERIVED, LAYERS, MOMENTS, PROPERTIES, TABLE_MEANINGS, meaning
from semaine_map.record import schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from semaine_map.exports.kit import Kit

PAGE, DESCRIPTOR = "README.md", "datapackage.json"

OWN_LICENCES = """\
Where a feature has a `licence` of its own, that one holds. A limit that follows a street is the line of that street and stands
under its licence; a district names the licences of all its limits. Where ODbL 1.0 is among these, its polygon is derived from
OpenStreetMap and is shared under the ODbL."""
TRAPS = """\
- `end` is a word of SQL: write it in double quotes (`"end"`).
- `start`, `end` and `day` are dates, inclusive at both ends. `start_at` and `end_at` are there for temporal controllers alone:
  local moments without a zone, which a database with zones takes for UTC. Ask by the dates.
- `dating` undated: it happened on one of the days from `start` to `end`, and nobody says on which. Count it apart.
- `uncertainty_m` is the radius that holds the whole place meant. A distance below it means nothing.
- Coordinates are longitude before latitude; in CSV, `lon` and `lat` are columns of their own.
- Numbers of dead are claims with authors; never add the highest ones up.
"""
CODES = (
    "| here | UCDP GED | ACLED |",
    "|---|---|---|",
    "| `uncertainty_m` up to 1,000 | `where_prec` 1 | `geo_precision` 1 |",
    "| `uncertainty_m` over 1,000 | `where_prec` 2 | `geo_precision` 2 |",
    "| `dating` hour, part, day, days | `date_prec` 1 | `time_precision` 1 |",
    "| about a day, or one of two to six days | `date_prec` 2 | `time_precision` 2 |",
    "| one of seven days | `date_prec` 3 | `time_precision` 2 |",
    "| one of eight to 31 days; of more | `date_prec` 4; 5 | `time_precision` 3 |",
)


class Field(TypedDict):
    """A column of a file: its type in the words of Frictionless, and what it means."""

    name: str
    type: str
    description: str


class TableSchema(TypedDict):
    """The columns of a file, what stands for nothing in it, and what is unique in each row."""

    fields: list[Field]
    missingValues: list[str]
    primaryKey: NotRequired[list[str]]


class Resource(TypedDict):
    """A file of the kit."""

    name: str
    path: str
    description: str
    profile: str
    encoding: str
    format: str
    schema: TableSchema


class Package(TypedDict):
    """The descriptor of all of them."""

    name: str
    title: str
    version: str
    created: str
    licenses: list[dict[str, str]]
    contributors: list[dict[str, str]]
    resources: list[Resource]


def table_meaning(table: str) -> str:
    """Return what an attribute table is."""
    return DERIVED[table] if table in DERIVED else schema.BY_NAME[table].meaning


def column_meaning(table: str, column: str) -> str:
    """Return what a column of an attribute table means."""
    if table in DERIVED:
        return TABLE_MEANINGS.get(column) or meaning(column)
    known = {one.name: one.meaning for one in schema.BY_NAME[table].columns}
    return known.get(column, "a column of the record's own")


def write(kit: Kit, folder: Path, files: Sequence[Path]) -> list[Path]:
    """Write the page, and where there are CSV files their descriptor, into ``folder``; return both."""
    page = folder / PAGE
    page.write_text("\n".join(_page(kit)) + "\n", encoding="utf-8", newline="\n")
    tables = sorted(path for path in files if path.suffix == ".csv")
    if not tables:
        return [page]
    described = folder / DESCRIPTOR
    text = json.dumps(_package(kit, folder, tables), ensure_ascii=False, indent=1)
    described.write_text(text + "\n", encoding="utf-8", newline="\n")
    return [described, page]


def _page(kit: Kit) -> Iterator[str]:
    week = kit.week
    yield from (f"# {week.title['en']}: {week.subtitle['en']}", "")
    yield from (f"State of {week.record_date}. {week.creator}, {week.licence}. {week.ground}".strip(), "")
    yield from (OWN_LICENCES, "")
    yield from ("## What to know first", "", TRAPS)
    yield from ("## Layers", "", "| layer | features | what |", "|---|---|---|")
    yield from (f"| `{name}` | {len(frame)} | {LAYERS[name]} |" for name, frame in kit.text.items())
    yield from ("", "Every feature has the columns", "", "| column | meaning |", "|---|---|")
    common = [kit.week.named if name == "name_1871" else name for name in PROPERTIES]
    yield from (f"| `{name}` | {meaning(name)} |" for name in common)
    yield from ("", "and some layers more:", "", "| column | layers | meaning |", "|---|---|---|")
    extra: dict[str, list[str]] = {}
    for name, frame in kit.text.items():
        for column in frame.columns.drop("geometry"):
            if column not in common:
                extra.setdefault(column, []).append(name)
    yield from (f"| `{column}` | {', '.join(names)} | {meaning(column)} |" for column, names in extra.items())
    yield from ("", "## Tables", "")
    for name, table in kit.tables.items():
        yield from (f"### `{name}`", "", f"{table_meaning(name)} {len(table)} rows.", "", "| column | meaning |", "|---|---|")
        yield from (f"| `{column}` | {column_meaning(name, column)} |" for column in map(str, table))
        yield ""
    yield from ("## Precision, in the codes of others", "", *CODES, "")
    yield "The other codes of both are of provinces, countries and years, which no event here needs."


def _package(kit: Kit, folder: Path, tables: Sequence[Path]) -> Package:
    week = kit.week
    return {
        "name": week.name,
        "title": f"{week.title['en']}: {week.subtitle['en']}",
        "version": week.version,
        "created": f"{week.record_date}T00:00:00Z",
        "licenses": [{"name": week.licence}],
        "contributors": [{"title": week.creator, "role": "author"}],
        "resources": [_resource(kit, path.stem, path.relative_to(folder).as_posix()) for path in tables],
    }


def _resource(kit: Kit, name: str, path: str) -> Resource:
    is_layer = name in kit.text
    frame = kit.text[name].drop(columns="geometry") if is_layer else kit.tables[name]
    fields: list[Field] = [
        {
            "name": column,
            "type": _type(column, frame[column]),
            "description": meaning(column) if is_layer else column_meaning(name, column),
        }
        for column in map(str, frame)
    ]
    if is_layer:
        if len(frame) and set(kit.text[name].geom_type) == {"Point"}:
            east, north = ("lon", "lat") if kit.crs.is_geographic else ("x", "y")
            fields += [{"name": one, "type": "number", "description": "position"} for one in (east, north)]
        fields.append({"name": "WKT", "type": "string", "description": f"geometry, {kit.crs.to_string()}"})
    columns: TableSchema = {"fields": fields, "missingValues": [""]}
    if is_layer:
        columns["primaryKey"] = ["id"]
    return {
        "name": name.replace("_", "-"),
        "path": path,
        "description": LAYERS[name] if is_layer else table_meaning(name),
        "profile": "tabular-data-resource",
        "encoding": "utf-8-sig",
        "format": "csv",
        "schema": columns,
    }


def _type(name: str, values: pd.Series) -> str:
    if name in DATES:
        return "date"
    if name in MOMENTS:
        return "datetime"
    if pd.api.types.is_integer_dtype(values):
        return "integer"
    return "number" if pd.api.types.is_float_dtype(values) else "string"
