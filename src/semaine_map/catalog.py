"""Find the record, read its tables and drawings, and remember the file and line of everything."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semaine_map import schema
from semaine_map.errors import Fault, UsageError
from semaine_map.week import FILE as WEEK_FILE
from semaine_map.week import Week, read_week

if TYPE_CHECKING:
    from _csv import Reader

csv.field_size_limit(1_000_000)


@dataclass(slots=True)
class Rows:
    """The rows of one table as text: ``columns[name][n]`` is a cell, ``lines[n]`` the line where its row starts.

    ``whole`` is False when rows are missing because the file could not be read to its end; what refers to them is then not
    judged, so that one fault is reported once.
    """

    table: schema.Table
    columns: dict[str, list[str]]
    lines: list[int]
    whole: bool = True

    def __len__(self) -> int:
        return len(self.lines)

    def fault(self, row: int, column: str, reason: str) -> Fault:
        """Return a fault of this table at ``row``."""
        return Fault(self.table.file, self.lines[row], column, reason)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The features of one GeoJSON file of ``basemap/``, each with the line where it starts."""

    file: str
    features: list[dict[str, Any]]
    lines: list[int]


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
    package = Path(__file__).resolve().parent
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
        record.tables[table.name] = _read_table(folder / table.file, table, record.faults)
    for name in schema.LAYERS:
        path = folder / "basemap" / f"{name}.geojson"
        if path.exists():
            record.drawings[name] = _read_drawing(path, f"basemap/{name}.geojson", record.faults)
    return record


def _read_text(path: Path, file: str, faults: list[Fault]) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as problem:
        faults.append(Fault(file, 1, "file", f"cannot be read: {problem.strerror or problem}"))
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        byte = f"0x{raw[problem.start]:02x}"
        faults.append(Fault(file, line, "file", f"is not UTF-8 (byte {byte}); save it again as “CSV UTF-8”"))
        return None


def _read_table(path: Path, table: schema.Table, faults: list[Fault]) -> Rows:
    rows = Rows(table, {column.name: [] for column in table.columns}, [])
    known = len(faults)
    if path.exists():
        text = _read_text(path, table.file, faults)
        if text is not None:
            _read_rows(csv.reader(io.StringIO(text, newline=""), strict=True), rows, faults)
    elif table.required:
        faults.append(Fault(table.file, 1, "file", "the file is missing"))
    rows.whole = len(faults) == known
    return rows


def _read_rows(reader: Reader, rows: Rows, faults: list[Fault]) -> None:
    table, line = rows.table, 1
    try:
        header = next(reader, [])
        order = _header_order(header, table, faults)
        if order is None:
            return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                for name, position in order.items():
                    rows.columns[name].append(cells[position].strip())
                rows.lines.append(line)
            elif cells:
                count = f"the row has {len(cells)} fields, the header {len(header)}"
                faults.append(Fault(table.file, line, "file", f"{count}; is a comma unquoted?"))
            line = reader.line_num + 1
    except csv.Error as problem:
        faults.append(Fault(table.file, line, "file", f"is not readable as CSV from here on: {problem}; is a quote left open?"))
        return
    if not rows.lines and table.required:
        faults.append(Fault(table.file, 1, "file", "the table has no rows"))


def _header_order(header: list[str], table: schema.Table, faults: list[Fault]) -> dict[str, int] | None:
    """Return where each column stands in ``header``, or None when rows would make no sense."""
    if not header:
        faults.append(Fault(table.file, 1, "file", "the file is empty"))
        return None
    if len(header) == 1 and ";" in header[0]:
        faults.append(Fault(table.file, 1, "file", "fields are separated by semicolons; save it with commas"))
        return None
    names = [column.name for column in table.columns]
    wrong = [Fault(table.file, 1, name, "the column is missing") for name in names if name not in header]
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            wrong.append(Fault(table.file, 1, name or "file", "the column stands twice"))
        if name not in names:
            wrong.append(Fault(table.file, 1, name or "file", "no such column in this table"))
    faults.extend(wrong)
    return None if wrong else {name: header.index(name) for name in names}


def _read_drawing(path: Path, file: str, faults: list[Fault]) -> Drawing:
    drawing = Drawing(file, [], [])
    text = _read_text(path, file, faults)
    if text is None:
        return drawing
    try:
        collection = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as problem:
        line = getattr(problem, "lineno", 1)
        faults.append(Fault(file, line, "file", f"is not JSON: {problem}"))
        return drawing
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not all(isinstance(feature, dict) for feature in features):
        faults.append(Fault(file, 1, "features", "is not a GeoJSON FeatureCollection"))
        return drawing
    drawing.features.extend(features)
    drawing.lines.extend(_feature_lines(text, len(features)))
    return drawing


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")


def _feature_lines(text: str, count: int) -> list[int]:
    """Return the line where each of ``count`` features starts, by decoding them one after the other."""
    decoder = json.JSONDecoder()
    position = text.index("[", text.index('"features"')) + 1
    lines, line, seen = [], 1, 0
    for _ in range(count):
        while text[position] in " \t\r\n,":
            position += 1
        line += text.count("\n", seen, position)
        seen = position
        lines.append(line)
        _, position = decoder.raw_decode(text, position)
    return lines
