"""Find everything that is wrong in a record, in one pass: each fault with file, line, column and reason."""

from __future__ import annotations

import difflib
import math
import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import edtf

from semaine_map import schema, territory
from semaine_map.errors import Fault, RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semaine_map.catalog import Record, Rows
    from semaine_map.schema import Column
    from semaine_map.week import Week

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2})?")
WIDEST_PRECISION_M = 20_000
LONGEST_TITLE_WORDS = 8
LONGEST_SUMMARY_WORDS = 45


def check(record: Record) -> None:
    """Check every table and drawing of ``record``.

    Raises:
        RecordError: with every fault found, those of reading included.
    """
    faults = list(record.faults)
    for rows in record.tables.values():
        faults.extend(_check_cells(rows, record))
        faults.extend(_check_keys(rows))
    faults.extend(_check_events(record))
    faults.extend(_check_errata(record))
    faults.extend(_check_words(record))
    faults.extend(_check_damage(record))
    faults.extend(territory.check(record))
    if faults:
        raise RecordError(faults)


def shown(value: str) -> str:
    """Return ``value`` quoted and cut to a length that fits a line of a report."""
    return repr(value if len(value) <= 60 else value[:57] + "…")


def _check_cells(rows: Rows, record: Record) -> Iterator[Fault]:
    for column in rows.table.columns:
        judge = _judge(column, record)
        for row, value in enumerate(rows.columns[column.name]):
            if not value:
                if column.required:
                    yield rows.fault(row, column.name, "is empty")
            elif reason := judge(value):
                yield rows.fault(row, column.name, reason)


def _judge(column: Column, record: Record) -> Callable[[str], str | None]:
    """Return the function that says what is wrong with a value of ``column``, or None."""
    week = record.week
    match column.type:
        case "choice":
            choices = schema.choices(column, week.kinds if week else ())
            return lambda value: _choice_reason(value, choices)
        case "reference" | "references":
            return _reference_judge(column, record)
        case "number":
            axis = column.name if column.name in ("lon", "lat") else None
            return lambda value: _number_reason(value, axis, week)
        case "integer":
            top = WIDEST_PRECISION_M if column.name == "precision_m" else 10_000_000
            return lambda value: _integer_reason(value, 1 if column.name == "precision_m" else 0, top)
        case "slug":
            return lambda value: (
                None if SLUG.fullmatch(value) else f"{shown(value)} is not an id: use a-z, 0-9 and single hyphens"
            )
        case "date":
            return lambda value: _moment_reason(value, week, DAY)
        case "moment":
            return lambda value: _moment_reason(value, week, MOMENT)
        case "edtf":
            return _edtf_reason
        case _:
            return _text_reason


def _text_reason(value: str) -> str | None:
    if any(ord(letter) < 32 and letter not in "\t\n\r" for letter in value):
        return f"{shown(value)} holds a control character"
    return None


def _near(value: str, words: set[str] | tuple[str, ...]) -> str:
    near = difflib.get_close_matches(value, sorted(words), 1)
    return f"; did you mean {near[0]}?" if near else ""


def _choice_reason(value: str, choices: tuple[str, ...]) -> str | None:
    if value in choices:
        return None
    return f"{shown(value)} is not one of {', '.join(choices)}{_near(value, choices)}"


def _reference_judge(column: Column, record: Record) -> Callable[[str], str | None]:
    """Return the judge of ids of another table: one in a cell, or several separated by spaces."""
    referred = record.tables[column.refers_to]
    if not referred.whole:
        return lambda _value: None
    ids = set(referred.columns[referred.table.key[0]])

    def judge(value: str) -> str | None:
        for one in value.split() if column.type == "references" else [value]:
            if one not in ids:
                return f"{shown(one)} is not in {referred.table.file}{_near(one, ids)}"
        return None

    return judge


def _number_reason(value: str, axis: str | None, week: Week | None) -> str | None:
    if re.fullmatch(r"-?\d+,\d+", value):
        return f"{shown(value)} has a decimal comma; write {value.replace(',', '.')}"
    try:
        number = float(value)
    except ValueError:
        return f"{shown(value)} is not a number"
    if not math.isfinite(number):
        return f"{shown(value)} is not a number"
    if axis is None or week is None:
        return None
    west, south, east, north = week.bounds
    low, high, other_low, other_high = (west, east, south, north) if axis == "lon" else (south, north, west, east)
    if low <= number <= high:
        return None
    if other_low <= number <= other_high:
        return f"{shown(value)}: longitude and latitude look swapped"
    if abs(number) > 180:
        return f"{shown(value)} is not in degrees; positions are WGS 84 longitude and latitude"
    return f"{shown(value)} lies outside the atlas ({low} to {high})"


def _integer_reason(value: str, low: int, high: int) -> str | None:
    if not re.fullmatch(r"-?\d{1,12}", value, re.ASCII):
        return f"{shown(value)} is not a whole number"
    return None if low <= int(value) <= high else f"{shown(value)} is not between {low} and {high}"


def _moment_reason(value: str, week: Week | None, form: re.Pattern[str]) -> str | None:
    if not form.fullmatch(value):
        wanted = "1871-05-24" if form is DAY else "1871-05-24 or 1871-05-24T19:30"
        return f"{shown(value)} is not a local date like {wanted}"
    try:
        datetime.fromisoformat(value)  # noqa: DTZ007, RUF100 - days of 1871 carry no zone
    except ValueError:
        return f"{shown(value)} is not in the calendar"
    if week is not None and not week.first_day <= value[:10] <= week.latest:
        return f"{shown(value)} is outside the week ({week.first_day} to {week.latest})"
    return None


@lru_cache(maxsize=4096)
def _edtf_reason(value: str) -> str | None:
    try:
        edtf.parse_edtf(value)
    except edtf.EDTFParseException:
        return f"{shown(value)} is not EDTF (like 1871-05-24~, 1871-05-2X or 1871-05-23/1871-05-24)"
    return None


def _check_keys(rows: Rows) -> Iterator[Fault]:
    first: dict[tuple[str, ...], int] = {}
    for row, key in enumerate(zip(*(rows.columns[name] for name in rows.table.key), strict=True)):
        if key in first and any(key):
            yield rows.fault(row, rows.table.key[0], f"{shown(' '.join(key))} stands already on line {rows.lines[first[key]]}")
        first.setdefault(key, row)


def _check_events(record: Record) -> Iterator[Fault]:
    events, citations = record.tables["events"], record.tables["citations"]
    cited = set(citations.columns["event_id"])
    columns = events.columns
    for row in range(len(events)):
        start, end = columns["start"][row], columns["end"][row]
        if MOMENT.fullmatch(start) and MOMENT.fullmatch(end) and _ends_before(start, end):
            yield events.fault(row, "end", f"{shown(end)} is before the start {shown(start)}")
        if citations.whole and columns["event_id"][row] not in cited:
            yield events.fault(row, "event_id", f"{shown(columns['event_id'][row])} is not cited in {citations.table.file}")
        if columns["outcome"][row] and columns["kind"][row] != "fire":
            yield events.fault(row, "outcome", f"{shown(columns['outcome'][row])}: only a fire has an outcome")
        yield from _check_texts(events, row)
        low, high = columns["killed_min"][row], columns["killed_max"][row]
        if low.isdecimal() and high.isdecimal() and int(low) > int(high):
            yield events.fault(row, "killed_max", f"{shown(high)} is below killed_min {shown(low)}")


def _ends_before(start: str, end: str) -> bool:
    """Compare to the day where one of the two has no hour."""
    both = min(len(start), len(end))
    return end[:both] < start[:both]


def _check_texts(events: Rows, row: int) -> Iterator[Fault]:
    for field, longest in (("title", LONGEST_TITLE_WORDS), ("summary", LONGEST_SUMMARY_WORDS)):
        for tongue in ("en", "fr"):
            text = events.columns[f"{field}_{tongue}"][row]
            words = sum(any(map(str.isalnum, word)) for word in text.split())
            if words > longest:
                yield events.fault(row, f"{field}_{tongue}", f"has {words} words; {longest} is the limit")


def _check_errata(record: Record) -> Iterator[Fault]:
    """A correction of something that the record does not hold is itself a mistake."""
    errata, citations = record.tables["errata"], record.tables["citations"]
    cited = set(zip(citations.columns["event_id"], citations.columns["source_id"], strict=True))
    sources = {*record.tables["sources"].columns["source_id"], "general-knowledge"}
    for row in range(len(errata)):
        event, source = errata.columns["event_id"][row], errata.columns["source_id"][row]
        if citations.whole and (event, source) not in cited:
            yield errata.fault(row, "event_id", f"matches nothing: {shown(event)} does not cite {shown(source)}")
        authority = errata.columns["authority_id"][row]
        if record.tables["sources"].whole and authority not in sources:
            yield errata.fault(row, "authority_id", f"{shown(authority)} is not in sources.csv{_near(authority, sources)}")


def _check_damage(record: Record) -> Iterator[Fault]:
    """A damaged house can only be placed at a place of its own, or in a street that has a line."""
    damage, streets = record.tables["damage"], record.drawings.get("streets")
    drawn = {feature.get("properties", {}).get("id") for feature in streets.features} if streets else set()
    for row, (place, street) in enumerate(zip(damage.columns["place_id"], damage.columns["street_id"], strict=True)):
        if not place and not street:
            yield damage.fault(row, "street_id", "needs a street, or a place of its own")
        elif not place and street not in drawn:
            yield damage.fault(row, "street_id", f"{shown(street)} has no line in basemap/streets.geojson")


def _check_words(record: Record) -> Iterator[Fault]:
    """Every code that the atlas shows needs its words in both languages."""
    vocabulary = record.tables["vocabulary"]
    if not len(vocabulary):
        yield Fault(vocabulary.table.file, 1, "file", "the file is missing or empty: the atlas has no words for its codes")
        return
    worded = set(zip(vocabulary.columns["list"], vocabulary.columns["term"], strict=True))
    own = {"kind": tuple(record.week.kinds)} if record.week else {}
    for name, terms in schema.VOCABULARIES.items():
        for term in (*terms, *own.get(name, ())):
            if (name, term) not in worded:
                yield Fault(vocabulary.table.file, 1, "term", f"no words for {term!r} of the list {name!r}")
