"""Describe a record from its schema: a Frictionless data package, and a page for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from semaine_map.record import schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semaine_map.record.reading import Record, Rows
    from semaine_map.record.settings import Week
    from semaine_map.record.tables import Column, Table

GENERATOR = "semaine-map describe"
"""Stands in what the command writes, so that it overwrites nothing that it did not."""

_BEFORE = '{\n  "profile": "tabular-data-package",\n  "name": "'
"""How a data package begins that was written before the command named itself in it."""

FRICTIONLESS_TYPES = {"number": "number", "integer": "integer", "date": "date"}
"""Types of the data package for our column types; the others are strings there."""


def data_package(record: Record) -> str:
    """Return ``datapackage.json`` for the tables that ``record`` has (Frictionless Data Package, version 1)."""
    assert record.week is not None  # noqa: S101 - the caller checked the record; this tells the type checker
    package = {
        "profile": "tabular-data-package",
        "name": record.week.name,
        "title": record.week.full_title("en"),
        **({"version": record.week.version} if record.week.version else {}),
        **({"created": f"{record.week.record_date}T00:00:00Z"} if record.week.record_date else {}),
        "generator": GENERATOR,
        **_rights(record.week),
        "resources": [_resource(rows.table, record) for rows in _present(record)],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def is_ours(path: Path) -> bool:
    """Tell whether ``path`` was written by ``semaine-map describe``, or is not there."""
    if not path.exists():
        return True
    text = path.read_text(encoding="utf-8", errors="replace")
    return GENERATOR in text or text.startswith(_BEFORE)


def _rights(week: Week) -> dict[str, Any]:
    """Return who made the record and under which licence, as far as it says so."""
    rights: dict[str, Any] = {}
    if week.licence:
        rights["licenses"] = [{"name": week.licence, "path": week.licence_address}]
    if week.creator:
        rights["contributors"] = [{"title": week.creator, "role": "author"}]
    return rights


RELIABILITY = "reliability.md"
"""File of a record that says how independent readers coded a sample of it, for its README; it may be left out."""


def page(record: Record) -> str:
    """Return ``README.md`` of the record: every table and column with its meaning, and what was drawn from each source."""
    lines = [
        "# The record",
        "",
        "One fact a row, plain UTF-8 CSV. This page and `datapackage.json` are generated from the schema by",
        f"`{GENERATOR}`; edit the tables, not this page.",
        "",
    ]
    for rows in _present(record):
        table = rows.table
        key = ", ".join(f"`{name}`" for name in table.key)
        lines += [f"## `{table.file}`", "", f"{table.meaning} {len(rows)} rows; key: {key}.", ""]
        lines += ["| column | values | meaning |", "|---|---|---|"]
        lines += [f"| `{column.name}` | {_values(column, record)} | {column.meaning} |" for column in table.columns]
        lines.append("")
    lines += ["## `basemap/`", "", "| file | features | what |", "|---|---|---|"]
    lines += [
        f"| `{drawing.file}` | {len(drawing.features)} | {schema.LAYERS[name]} |" for name, drawing in record.drawings.items()
    ]
    lines += ["", "## What was drawn from each source", "", *_coverage(record), ""]
    reliability = record.folder / RELIABILITY
    if reliability.is_file():
        lines += ["## How far independent readers agree", "", reliability.read_text(encoding="utf-8").strip(), ""]
    return "\n".join(lines)


def _present(record: Record) -> Iterator[Rows]:
    return (rows for rows in record.tables.values() if len(rows))


def _values(column: Column, record: Record) -> str:
    if column.choices:
        shown = ", ".join(schema.choices(column, record.week, record.worded))
    elif column.refers_to:
        shown = f"an id of `{schema.BY_NAME[column.refers_to].file}`"
    else:
        shown = column.type
    return shown if column.required else f"{shown}; may be empty"


def _resource(table: Table, record: Record) -> dict[str, Any]:
    description: dict[str, Any] = {
        "fields": [_field(column, record) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": column.refers_to, "fields": schema.BY_NAME[column.refers_to].key[0]},
        }
        for column in table.columns
        # Several ids in one cell are no key of the standard's.
        if column.refers_to and column.type != "references" and len(record.tables[column.refers_to])
    ]
    if keys:
        description["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": table.file,
        "description": table.meaning,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "format": "csv",
        "schema": description,
    }


def _field(column: Column, record: Record) -> dict[str, Any]:
    kind = column.type
    if column.refers_to:
        parent = schema.BY_NAME[column.refers_to]
        kind = parent.column(parent.key[0]).type
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.choices:
        constraints["enum"] = list(schema.choices(column, record.week, record.worded))
    field = {"name": column.name, "type": FRICTIONLESS_TYPES.get(kind, "string"), "description": column.meaning}
    return field | ({"constraints": constraints} if constraints else {})


def _coverage(record: Record) -> Iterator[str]:
    """Return two tables: what each source gave, and each chapter read with its facts ticked off."""
    citations, ledger = record.tables["citations"].columns, record.tables["ledger"].columns
    sources = record.tables["sources"].columns
    cited = list(zip(citations["source_id"], citations["event_id"], strict=True))
    read = list(zip(ledger["source_id"], ledger["section"], ledger["event_id"], strict=True))
    yield "| source | viewpoint | events that it speaks of | citations | sections read | facts ticked off | of these drawn |"
    yield "|---|---|---|---|---|---|---|"
    for source, short, viewpoint in zip(sources["source_id"], sources["short"], sources["viewpoint"], strict=True):
        events = [event for by, event in cited if by == source]
        facts = [(section, used) for by, section, used in read if by == source]
        counts = (
            len(set(events)),
            len(events),
            len({section for section, _ in facts}),
            len(facts),
            sum(bool(d) for _, d in facts),
        )
        yield f"| {short} | {viewpoint} | {' | '.join(map(str, counts))} |"
    yield ""
    yield "| source | section | facts | drawn |"
    yield "|---|---|---|---|"
    short_of = dict(zip(sources["source_id"], sources["short"], strict=True))
    for source, section in dict.fromkeys((by, section) for by, section, _ in read):
        used = [bool(events) for by, where, events in read if (by, where) == (source, section)]
        yield f"| {short_of[source]} | {section} | {len(used)} | {sum(used)} |"
