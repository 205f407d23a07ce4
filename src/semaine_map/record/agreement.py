"""Find where the tables of a record do not agree with each other: rows that speak of what is not there, claims in disorder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.errors import shown
from semaine_map.record import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.errors import Fault
    from semaine_map.record.reading import Record


def check(record: Record) -> Iterator[Fault]:
    """Yield a fault for every row that another table contradicts."""
    yield from _check_claims(record)
    yield from _check_witnesses(record)
    yield from _check_scenes(record)


def _check_claims(record: Record) -> Iterator[Fault]:
    """What one witness says has its beginning before its end, and its lowest number below its highest."""
    citations = record.tables["citations"]
    columns = citations.columns
    for row, (start, end) in enumerate(zip(columns["says_start"], columns["says_end"], strict=True)):
        both = min(len(start), len(end))
        if end[:both] < start[:both]:
            yield citations.fault(row, "says_end", f"{shown(end)} is before the start {shown(start)}")
    for row, (low, high) in enumerate(zip(columns["says_killed_min"], columns["says_killed_max"], strict=True)):
        if low.isdecimal() and high.isdecimal() and int(low) > int(high):
            yield citations.fault(row, "says_killed_max", f"{shown(high)} is below says_killed_min {shown(low)}")


def _check_witnesses(record: Record) -> Iterator[Fault]:
    """A further witness speaks of rows that are there."""
    witnesses = record.tables["witnesses"]
    known: dict[str, set[str]] = {}
    for row, (name, key) in enumerate(zip(witnesses.columns["table"], witnesses.columns["key"], strict=True)):
        if name not in schema.BY_NAME or not record.tables[name].whole:
            continue
        if name not in known:
            known[name] = row_keys(record, name)
        if key not in known[name]:
            yield witnesses.fault(row, "key", f"{shown(key)} names no row of {schema.BY_NAME[name].file}")


def row_keys(record: Record, name: str) -> set[str]:
    """Return what ``witnesses.csv`` may call the rows of a table: their keys joined by ``/``, and what these begin with."""
    rows = record.tables[name]
    keys = zip(*(rows.columns[column] for column in rows.table.key), strict=True)
    return {"/".join(key[:length]) for key in keys for length in range(1, len(key) + 1)}


def _check_scenes(record: Record) -> Iterator[Fault]:
    """The words that name an event stand in the text of its scene."""
    scenes, named = record.tables["scenes"].columns, record.tables["scene_events"]
    for language in record.week.languages if record.week else ():
        texts = dict(zip(scenes["scene_id"], scenes[f"text_{language}"], strict=True))
        column = f"words_{language}"
        for row, (scene, words) in enumerate(zip(named.columns["scene_id"], named.columns[column], strict=True)):
            if scene in texts and words not in texts[scene]:
                yield named.fault(row, column, f"{shown(words)} is not in the text of the scene {shown(scene)}")
