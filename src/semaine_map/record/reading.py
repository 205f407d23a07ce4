"""Find the record, read its tables and drawings, and remember the file and line of everything."""

from __future__ import annotations

import csv
import difflib
import io
import re
from dataclasses import dataclass, field, replace
from itertools import accumulate, islice, repeat, tee
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import LONGEST_REPORT, Fault, UsageError, shown
from semaine_map.record import basemap, fonts, schema
from semaine_map.record.codes import NO_SIDES
from semaine_map.record.files import cells_up_to, read_bytes, stands
from semaine_map.record.settings import Week, colour_faults, completed, languages_of, read_week
from semaine_map.record.settings_faults import FILE as WEEK_FILE
from semaine_map.record.strangers import strangers
from semaine_map.record.texts import LARGE_BYTES, Texts

if TYPE_CHECKING:
    from _csv import Reader
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.tables import Table

LONGEST_CELL = 100_000
"""Characters; a longer cell is as a rule the rest of the file behind a quote left open."""

LONGEST_LINE = 1_000_000
MOST_COLUMNS = 200

_BATCH = 1_000
"""Rows that are turned into columns at a time."""

_PACKED = 50_000
"""Texts of a large table that are packed at a time."""

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(slots=True)
class Rows:
    """The rows of one table as text: ``columns[name][n]`` is a cell, ``lines[n]`` the line where its row starts.

    ``last_line`` is the last line read, ``count`` the number of rows met, kept or not. ``whole`` is False when rows are missing
    because the file could not be read to its end; what refers to them is then not judged, so that one fault is reported once.
    ``headings`` has the names that columns have in the file where these are others; ``known`` while reading, each cell that is no
    text.
    """

    table: Table
    columns: dict[str, Sequence[str]]
    lines: list[int]
    whole: bool = True
    last_line: int = 0
    count: int = 0
    headings: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def clear(self) -> None:
        """Forget all rows."""
        self.whole = False
        if self.lines:
            self.lines.clear()
            self.columns = {name: [] for name in self.columns}

    def fault(self, row: int, column: str, reason: str) -> Fault:
        """Return a fault of this table at ``row``."""
        return Fault(self.table.file, self.lines[row], self.headings.get(column, column), reason)


@dataclass(slots=True)
class Record:
    """A record as it was read; ``faults`` says what could not be, ``remarks`` what was passed over."""

    folder: Path
    week: Week | None
    tables: dict[str, Rows] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    @property
    def worded(self) -> dict[str, dict[str, None]] | None:
        """Return the terms of its vocabulary by list, in its order; None where that could not be read whole."""
        rows = self.tables["vocabulary"]
        terms: dict[str, dict[str, None]] = {}  # a set would give a list of codes another order each time
        for name, term in zip(rows.columns["list"], rows.columns["term"], strict=True):
            terms.setdefault(name, {})[term] = None
        return terms if rows.whole else None


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
    for fault, stands_for_another in strangers(folder):
        (record.faults if stands_for_another else record.remarks).append(fault)
    if not stands(folder / WEEK_FILE):
        record.remarks.append(Fault(WEEK_FILE, 1, "file", "is missing: title, licence and days are found out from the tables"))
    languages = week.languages if week else languages_of(folder)
    defaults = week.defaults if week else {}
    known: dict[str, str] = {}
    for table in schema.TABLES:
        path = folder / table.file
        record.tables[table.name] = _read_table(path, table, languages, defaults, record.faults, known=known)
    known.clear()
    for name in schema.LAYERS:
        path = folder / "basemap" / f"{name}.geojson"
        if stands(path):
            record.drawings[name], faults = basemap.read(path, f"basemap/{name}.geojson")
            record.faults.extend(faults)
    record.week = week and _completed(week, record)
    if record.week and record.tables["vocabulary"].whole:
        record.faults.extend(colour_faults(record.week, folder))
    if record.week:
        record.faults.extend(fonts.faults(record.week, folder))
    return record


def _completed(week: Week, record: Record) -> Week:
    """Find out from the tables what ``atlas.toml`` leaves out."""
    events, places, words = (record.tables[name].columns for name in ("events", "places", "vocabulary"))
    heading = record.tables["places"].headings.get("name_1871", week.named)
    return completed(
        replace(week, named=heading),
        [start.partition("T")[0] for start in events["start"]],
        [end.partition("T")[0] for end in events["end"]],
        [at for at in map(_position, places["lon"], places["lat"]) if at],
        held_by=[
            term for name, term in zip(words["list"], words["term"], strict=True) if name == "holding" and term not in NO_SIDES
        ],
        kinds=set(events["kind"]),
    )


def _position(lon: str, lat: str) -> tuple[float, float] | None:
    try:
        at = float(lon), float(lat)
    except ValueError:
        return None
    return at if abs(at[0]) <= 180 and abs(at[1]) <= 90 else None


def _read_table(  # noqa: PLR0913 - a table, how to read it, and what all tables share
    path: Path,
    table: Table,
    languages: Sequence[str],
    defaults: Mapping[str, str],
    faults: list[Fault],
    *,
    known: dict[str, str],
) -> Rows:
    """Read a table; texts of the interface that it is not told in are those of its first language, so that none is missing."""
    columns = table.in_languages(languages, [one.name for one in table.columns]).columns
    rows = Rows(table, {column.name: [] for column in columns}, [], known=known)
    if stands(path):
        raw = read_bytes(path, table.file, most_bytes=table.most_bytes)
        with cells_up_to(LONGEST_CELL):
            wrong = [raw] if isinstance(raw, Fault) else list(_read_rows(raw, rows, languages))
        _fill_out(rows, table, languages, defaults)
        rows.whole = rows.whole and not isinstance(raw, Fault)
        faults.extend(wrong)
        if not wrong and not rows.lines and table.required:
            faults.append(Fault(table.file, 1, "file", "the table has no rows"))
            rows.whole = False
    elif table.required:
        faults.append(Fault(table.file, 1, "file", "the file is missing"))
        rows.whole = False
    return rows


def _fill_out(rows: Rows, table: Table, languages: Sequence[str], defaults: Mapping[str, str]) -> None:
    """Give the columns that the file does not have, and the cells that it leaves empty, what they stand for."""
    wanted = table.in_languages(languages, rows.columns)
    for column in wanted.columns:
        cells, default = rows.columns[column.name], defaults.get(column.name, "")
        if len(cells) < len(rows):
            default = default or column.default
            rows.columns[column.name] = rows.columns[default[1:]] if default.startswith("=") else [default] * len(rows)
        elif default:
            rows.columns[column.name] = [cell or default for cell in cells]
        elif column.default.startswith("=") and not all(cells):
            rows.columns[column.name] = [
                cell or other for cell, other in zip(cells, rows.columns[column.default[1:]], strict=True)
            ]
    for column in table.columns:
        if column.language and column.language not in languages:
            near = [f"{column.stem}_{languages[0]}".lstrip("_"), languages[0], column.stem]
            other = next(name for name in near if name in rows.columns and name != column.name)
            rows.columns[column.name] = rows.columns[other]


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
        if header and header[0].lower() == "sep=" and not any(header[1:]):
            yield Fault(table.file, 1, "file", f"the first line, sep={separator}, is for a spreadsheet program alone; delete it")
            header = [name.strip() for name in next(filter(None, reader), [])]
        header = _known_names(header, rows, languages)
        rows.table = table.in_languages(languages, header)
        order, wrong = _header_order(header, rows.table)
        yield from wrong
        if order is None:
            rows.whole = False
            return
        rows.table = rows.table.holding(header)
        yield from _fill(reader, header, order, rows, is_large=len(raw) > LARGE_BYTES)
    except csv.Error as problem:
        rows.whole = False
        yield Fault(table.file, rows.last_line + 1, "file", f"is not readable as CSV from here on: {_plain(problem)}")


def _known_names(header: list[str], rows: Rows, languages: Sequence[str]) -> list[str]:
    """Return ``header`` with the names of the schema: ``date`` is ``start``, ``title`` that in the record's first language."""
    template, wanted = rows.table.columns, rows.table.in_languages(languages, header).columns
    names = {column.name for column in wanted}
    known = {column.stem: f"{column.stem}_{languages[0]}" for column in template if column.language}
    known = {name: meant for name, meant in known.items() if meant in names}
    known |= {column.called: column.name for column in wanted if column.called}
    for name in header:
        if name not in names and name in known and known[name] not in header:
            rows.headings[known[name]] = name
    renamed = {name: meant for meant, name in rows.headings.items()}
    return [renamed.get(name, name) for name in header]


def _lines(raw: bytes) -> Iterable[str]:
    text = io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8", newline="")
    return text if len(raw) <= LONGEST_LINE else _not_too_long(text)


def _not_too_long(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise csv.Error(f"the line has {len(line):,} characters, at most {LONGEST_LINE:,} are read; is a line break missing?")
        yield line


def _fill(reader: Reader, header: list[str], order: dict[str, int], rows: Rows, *, is_large: bool) -> Iterator[Fault]:
    """Take the cells of each row of ``reader`` into ``rows``; of a table with too many rows none is kept, and all are counted."""
    file, width = rows.table.file, len(header)
    types, known = {column.name: column.type for column in rows.table.columns}, rows.known
    # A no-break space at the end of a date in EDTF stands where a sign stood, ~ or ?: it is left for the check to find.
    blanks_of = {"edtf": " \t\r\n"}
    filled = {name: _Cells(is_text=types[name] == "text", is_large=is_large) for name in order}
    named = max(n for n, name in enumerate(header, 1) if name)
    empty: list[int] = []
    odd = 0
    try:
        for lines, batch in _batches(reader, rows):
            kept, kept_lines, blank, wrong = _sorted_out(batch, lines, width, named)
            for line, reason in wrong[: max(0, LONGEST_REPORT - odd)]:
                yield Fault(file, line, "file", reason)
            odd += len(wrong)
            empty += blank
            rows.whole = rows.whole and not wrong
            rows.lines += kept_lines
            by_column = list(zip(*kept, strict=True))
            for name, position in order.items() if kept else ():
                filled[name].extend(map(str.strip, by_column[position], repeat(blanks_of.get(types[name]))), known)
    finally:
        if rows.count <= rows.table.most_rows:
            rows.columns.update({name: cells.all() for name, cells in filled.items()})
    if odd > LONGEST_REPORT:
        yield Fault(file, rows.last_line, "file", f"{odd - LONGEST_REPORT:,} more rows have not the fields of the header")
    if empty:
        several = f"{len(empty):,} rows without any value, the first here; delete them"
        yield Fault(file, empty[0], "file", several if len(empty) > 1 else "the row is empty; delete it")
    if rows.count > rows.table.most_rows:
        size = f"has {rows.count:,} rows of {width} columns, {rows.count * width:,} cells"
        limit = f"at most {rows.table.most_rows:,} rows are read"
        yield Fault(file, 1, "file", f"{size}; {limit}: split the record into several")


def _sorted_out(
    batch: list[list[str]], lines: Sequence[int], width: int, named: int
) -> tuple[list[list[str]], Sequence[int], list[int], list[tuple[int, str]]]:
    """Return the rows of ``batch`` to keep, their lines, those of rows without a value, and those of others with the reason."""
    if named == width and set(map(len, batch)) == {width} and all(map(any, batch)):
        return batch, lines, [], []
    kept, kept_lines, blank, wrong = [], [], [], []
    for line, cells in zip(lines, batch, strict=True):
        if not any(cells):
            blank += [line] if cells else []  # a line that is blank is no row
        elif reason := _row_reason(cells, width, named):
            wrong.append((line, reason))
        else:
            kept.append(cells)
            kept_lines.append(line)
    return kept, kept_lines, blank, wrong


class _Cells:
    """The cells of a column as they are read: those that are text of a large table go into less room, many at a time."""

    def __init__(self, *, is_text: bool, is_large: bool) -> None:
        self._is_text, self._is_packed = is_text, is_text and is_large
        self._packed: list[Texts] = []
        self._latest: list[str] = []

    def extend(self, cells: Iterator[str], known: dict[str, str]) -> None:
        # What is no text stands in many rows, and in other tables: it is held once.
        self._latest.extend(cells if self._is_text else map(known.setdefault, *tee(cells)))
        if self._is_packed and len(self._latest) > _PACKED:
            self._packed.append(Texts.of(self._latest))
            self._latest.clear()

    def all(self) -> Sequence[str]:
        if not self._is_packed:
            return self._latest
        packed, self._packed = [*self._packed, Texts.of(self._latest)], []  # let go of once they are joined
        return Texts.joined(packed)


def _batches(reader: Reader, rows: Rows) -> Iterator[tuple[Sequence[int], list[list[str]]]]:
    """Yield batches of rows with the lines where they start, up to as many as the table may have; count all that are not blank.

    Raises:
        csv.Error: the reader stumbled; the rows before were yielded.
    """
    rows.last_line = reader.line_num
    problem: csv.Error | None = None
    while not problem:
        batch: list[list[str]] = []
        try:
            batch.extend(islice(reader, _BATCH))  # what came before an error stays in it
        except csv.Error as error:
            problem = error
        if not batch:
            break
        first, lines = rows.last_line + 1, [1] * len(batch)
        if problem or reader.line_num - rows.last_line != len(batch):
            lines = [1 + sum(len(_BREAK.findall(cell)) for cell in cells) for cells in batch]
        starts = list(accumulate(lines, initial=first))
        rows.last_line = starts.pop() - 1
        rows.count += sum(map(bool, batch))
        if rows.count > rows.table.most_rows:
            rows.clear()
        else:
            yield starts, batch
    if problem:
        raise problem


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
    message = str(problem)
    if message.startswith("the line has"):
        return message
    if "field larger than" in message:
        return f"a cell holds more than {LONGEST_CELL:,} characters; is a quote left open?"
    if "expected after" in message:
        return "a quote stands inside a quoted cell; write it twice"
    return "a quote is left open; close it, or write it twice where it is meant"


def _header_order(header: list[str], table: Table) -> tuple[dict[str, int] | None, list[Fault]]:
    """Return where each column stands in ``header``, or None when rows would make no sense; and what is wrong with it."""
    if not any(header):
        return None, [Fault(table.file, 1, "file", "the file is empty" if not header else "the first line names no columns")]
    names = [column.name for column in table.columns]
    if len(header) > MOST_COLUMNS:
        return None, [Fault(table.file, 1, "file", f"has {len(header):,} columns; the table has {len(names)}: delete the others")]
    needed = [column for column in table.columns if column.is_needed]
    missing = [Fault(table.file, 1, one.called or one.name, "the column is missing") for one in needed if one.name not in header]
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
