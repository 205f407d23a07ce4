"""Find the record, read its tables and drawings, and remember the file and line of everything."""

from __future__ import annotations

import csv
import difflib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import LONGEST_REPORT, Fault, UsageError, shown
from semaine_map.record import basemap, schema
from semaine_map.record.files import read_bytes, stands
from semaine_map.record.settings import FILE as WEEK_FILE
from semaine_map.record.settings import Week, read_week
from semaine_map.record.tables import LANGUAGES, Table

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterator, Sequence

    from semaine_map.record.basemap import Drawing

LONGEST_CELL = 100_000
"""Characters; a longer cell is as a rule the rest of the file behind a quote left open."""

LONGEST_LINE = 1_000_000
MOST_COLUMNS = 200

csv.field_size_limit(LONGEST_CELL)


@dataclass(slots=True)
class Rows:
    """The rows of one table as text: ``columns[name][n]`` is a cell, ``lines[n]`` the line where its row starts.

    ``last_line`` is the last line read, ``count`` the number of rows met, kept or not. ``whole`` is False when rows are missing
    because the file could not be read to its end; what refers to them is then not judged, so that one fault is reported once.
    """

    table: Table
    columns: dict[str, list[str]]
    lines: list[int]
    whole: bool = True
    last_line: int = 0
    count: int = 0

    def __len__(self) -> int:
        return len(self.lines)

    def clear(self) -> None:
        """Forget all rows."""
        self.whole = False
        if self.lines:
            self.lines.clear()
            for cells in self.columns.values():
                cells.clear()

    def fault(self, row: int, column: str, reason: str) -> Fault:
        """Return a fault of this table at ``row``."""
        return Fault(self.table.file, self.lines[row], column, reason)


@dataclass(slots=True)
class Record:
    """A record as it was read; ``faults`` says what could not be."""

    folder: Path
    week: Week | None
    tables: dict[str, Rows] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def find_geodata() -> Path:
    """Return the folder of the record that comes with the package: inside it, or beside ``src/`` in a checkout.

    Raises:
        UsageError: the package was installed without its record.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "geodata", package.parent.parent / "geodata"):
        if (folder / WEEK_FILE).is_file():
            return folder
    raise UsageError("the record that comes with semaine-map is missing; name a folder with --geodata DIR")


def read(folder: Path) -> Record:
    """Read every table and drawing of ``folder``.

    Reading never stops at the first problem: what could not be read is in ``Record.faults``.

    Raises:
        UsageError: ``folder`` is not a folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{str(folder)!r} is not a folder; a record is a folder with {WEEK_FILE}, places.csv, events.csv …")
    week, faults = read_week(folder)
    record = Record(folder, week, faults=faults)
    for table in schema.TABLES:
        languages = week.languages if week else LANGUAGES
        record.tables[table.name] = _read_table(folder / table.file, table, languages, record.faults)
    for name in schema.LAYERS:
        path = folder / "basemap" / f"{name}.geojson"
        if stands(path):
            record.drawings[name], faults = basemap.read(path, f"basemap/{name}.geojson")
            record.faults.extend(faults)
    return record


def _read_table(path: Path, table: Table, languages: Sequence[str], faults: list[Fault]) -> Rows:
    """Read a table; in a record in one language, its texts stand for those in the other too, so that none is without words."""
    rows = Rows(table, {column.name: [] for column in table.columns}, [])
    if stands(path):
        raw = read_bytes(path, table.file, most_bytes=table.most_bytes)
        wrong = [raw] if isinstance(raw, Fault) else list(_read_rows(raw, rows, languages))
        for column in table.columns:
            if column.added and not rows.columns[column.name]:
                rows.columns[column.name] = [""] * len(rows)
            if column.language and column.language not in languages:
                stem = column.name.removesuffix(column.language)
                other = stem + languages[0]
                rows.columns[column.name] = rows.columns[other if other in rows.columns else stem.rstrip("_")]
        rows.whole = rows.whole and not isinstance(raw, Fault)
        faults.extend(wrong)
        if not wrong and not rows.lines and table.required:
            faults.append(Fault(table.file, 1, "file", "the table has no rows"))
            rows.whole = False
    elif table.required:
        faults.append(Fault(table.file, 1, "file", "the file is missing"))
        rows.whole = False
    return rows


def _read_rows(raw: bytes, rows: Rows, languages: Sequence[str]) -> Iterator[Fault]:
    """Fill ``rows`` from ``raw``; yield what is wrong. What makes the rows unusable or lets some of them out unsets ``whole``."""
    table = rows.table
    separator = _separator(raw)
    if separator != ",":
        name = "semicolons" if separator == ";" else "tabs"
        yield Fault(table.file, 1, "file", f"fields are separated by {name}; save it with commas")
    reader = csv.reader(_lines(raw), strict=True, delimiter=separator)
    try:
        header = [name.strip() for name in next(filter(None, reader), [])]
        rows.table = table.told_in(languages, header)
        order, wrong = _header_order(header, rows.table)
        yield from wrong
        if order is None:
            rows.whole = False
            return
        rows.table = rows.table.holding(header)
        yield from _fill(reader, header, order, rows)
    except csv.Error as problem:
        rows.whole = False
        yield Fault(table.file, rows.last_line + 1, "file", f"is not readable as CSV from here on: {_plain(problem)}")


def _lines(raw: bytes) -> Iterator[str]:
    for line in io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8", newline=""):
        if len(line) > LONGEST_LINE:
            raise csv.Error(f"the line has {len(line):,} characters, at most {LONGEST_LINE:,} are read; is a line break missing?")
        yield line


def _fill(reader: Reader, header: list[str], order: dict[str, int], rows: Rows) -> Iterator[Fault]:
    """Take the cells of each row of ``reader`` into ``rows``; of a table with too many rows none is kept, and all are counted."""
    file, width = rows.table.file, len(header)
    cells_of = [(rows.columns[name], position) for name, position in order.items()]
    named = max(n for n, name in enumerate(header, 1) if name)
    empty: list[int] = []
    odd = 0
    for line, cells in _numbered(reader, rows):
        if not any(cells):
            empty.append(line)
        elif reason := _row_reason(cells, width, named):
            rows.whole, odd = False, odd + 1
            if odd <= LONGEST_REPORT:
                yield Fault(file, line, "file", reason)
        else:
            for column, position in cells_of:
                column.append(cells[position].strip())
            rows.lines.append(line)
    if odd > LONGEST_REPORT:
        yield Fault(file, rows.last_line, "file", f"{odd - LONGEST_REPORT:,} more rows have not the fields of the header")
    if empty:
        several = f"{len(empty):,} rows without any value, the first here; delete them"
        yield Fault(file, empty[0], "file", several if len(empty) > 1 else "the row is empty; delete it")
    if rows.count > rows.table.most_rows:
        size = f"has {rows.count:,} rows of {width} columns, {rows.count * width:,} cells"
        limit = f"at most {rows.table.most_rows:,} rows are read"
        yield Fault(file, 1, "file", f"{size}; {limit}: split the record into several")


def _numbered(reader: Reader, rows: Rows) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank with the line where it starts, up to as many as the table may have; count them all."""
    rows.last_line = reader.line_num
    for cells in reader:
        line, rows.last_line = rows.last_line + 1, reader.line_num
        rows.count += bool(cells)
        if rows.count > rows.table.most_rows:
            rows.clear()
        elif cells:
            yield line, cells


def _row_reason(cells: list[str], width: int, named: int) -> str | None:
    """Say why a row does not fit a header of ``width`` columns, of which the first ``named`` have names."""
    if len(cells) != width:
        return f"the row has {len(cells)} fields, the header {width}; is a comma unquoted?"
    if named < width and any(cells[named:]):
        return "a cell is filled beyond the last named column; is a comma unquoted?"
    return None


def _separator(raw: bytes) -> str:
    """Return what stands between the names of the header: a comma, or what a spreadsheet of another country writes."""
    header = raw[: raw.find(b"\n") if b"\n" in raw else len(raw)]
    if b"," not in header:
        for separator in (";", "\t"):
            if separator.encode() in header:
                return separator
    return ","


def _plain(problem: csv.Error) -> str:
    """Say what the reader of CSV stumbled over."""
    told = str(problem)
    if told.startswith("the line has"):
        return told
    if "field larger than" in told:
        return f"a cell holds more than {LONGEST_CELL:,} characters; is a quote left open?"
    if "expected after" in told:
        return "a quote stands inside a quoted cell; write it twice"
    return "a quote is left open; close it, or write it twice where it is meant"


def _header_order(header: list[str], table: Table) -> tuple[dict[str, int] | None, list[Fault]]:
    """Return where each column stands in ``header``, or None when rows would make no sense; and what is wrong with it."""
    if not any(header):
        return None, [Fault(table.file, 1, "file", "the file is empty" if not header else "the first line names no columns")]
    names = [column.name for column in table.columns]
    if len(header) > MOST_COLUMNS:
        return None, [Fault(table.file, 1, "file", f"has {len(header):,} columns; the table has {len(names)}: delete the others")]
    needed = [column.name for column in table.columns if not column.added]
    missing = [Fault(table.file, 1, name, "the column is missing") for name in needed if name not in header]
    twice = [Fault(table.file, 1, name, "the column stands twice") for name in names if header.count(name) > 1]
    named = len(header) - next(n for n, name in enumerate(reversed(header)) if name)
    unknown = [
        Fault(table.file, 1, shown(name)[1:-1], f"no such column in this table{_meant(name, names, header)}")
        for name in dict.fromkeys(header)
        if name and name not in names
    ]
    if named < len(header):
        count = len(header) - named
        several = f"{count} columns without a name stand" if count > 1 else "a column without a name stands"
        unknown.append(Fault(table.file, 1, "file", f"{several} behind {header[named - 1]!r}; delete the empty columns"))
    unknown += [
        Fault(table.file, 1, "file", f"column {n} has no name; delete it") for n, name in enumerate(header[:named], 1) if not name
    ]
    order = None if missing or twice else {name: header.index(name) for name in names if name in header}
    return order, [*missing, *twice, *unknown]


def _meant(name: str, names: list[str], header: list[str]) -> str:
    near = difflib.get_close_matches(name[:60].lower(), [one for one in names if one not in header], 1)
    return f"; did you mean {near[0]}?" if near else ""
