"""Read a table of any make as text: CSV of any separator and encoding, a spreadsheet, GeoJSON, a layer of a GeoPackage."""

from __future__ import annotations

import codecs
import csv
import io
import json
import warnings
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from semaine_map.errors import UsageError, shown
from semaine_map.record.files import cells_up_to
from semaine_map.record.garbled import CONTROL, EMPTY_WORDS, LONGEST_TEXT, SPREADSHEET_WORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SPREADSHEETS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
DRAWINGS = (".gpkg", ".shp", ".fgb", ".kml", ".kmz", ".gml")
GEOJSON = (".geojson", ".json", ".geojsonl", ".ndjson")
LAT, LON = "latitude of the geometry", "longitude of the geometry"
"""Columns that are made of the geometry of a drawing, degrees WGS 84."""

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
MOST_ROWS = 1_000_000
MOST_LINES = 12
"""Lines that a note names by their numbers."""

LONGEST_CELL = 1_000_000
_TRIED = 300
"""Lines by which the separator is told."""

_ENCODINGS = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "mac_roman",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text.

    Attributes:
        file: name of the file.
        columns: names of the columns, none of them twice.
        rows: the cells of each row, as many as columns.
        numbers: the line (of a spreadsheet: the row; of a drawing: the feature) where each row stands, counted from 1.
        unit: what the numbers count.
        notes: how the file was read, and what of it was passed over, a sentence each.
    """

    file: str
    columns: list[str]
    rows: list[list[str]]
    numbers: list[int]
    unit: str
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> list[str]:
        """Return the cells of the column ``name``."""
        at = self.columns.index(name)
        return [row[at] for row in self.rows]


def read(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, separator: str | None = None, crs: str | None = None
) -> Sheet:
    """Read ``path``; ``sheet`` names one of a spreadsheet, or a layer; what is None is found out.

    ``crs`` is the system of the coordinates of a drawing that does not name its own.

    Raises:
        UsageError: the file cannot be read as a table, or has no rows.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {str(path)!r}")
    kind = path.suffix.lower()
    if kind in SPREADSHEETS:
        found = _spreadsheet(path, sheet)
    elif kind in DRAWINGS:
        found = _drawing(path, sheet, crs)
    elif kind in GEOJSON:
        found = _geojson(path, encoding, crs)
    else:
        found = _csv(path, encoding, separator)
    if not found.rows:
        raise UsageError(f"{path.name} has no rows below its names of columns")
    _mend_cells(found)
    return found


def _mend_cells(sheet: Sheet) -> None:
    """Mend in each cell what no record takes, and say where: words for no value, control characters, texts without end."""
    words: list[str] = []
    emptied, cleaned, cut = (list[str]() for _ in range(3))
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        for at, cell in enumerate(row):
            if SPREADSHEET_WORD.fullmatch(cell) or cell in EMPTY_WORDS:
                row[at] = ""
                words.append(cell)
                emptied.append(str(number))
            elif CONTROL.search(cell):
                row[at] = _clean(CONTROL.sub("", cell))
                cleaned.append(str(number))
            if len(row[at]) > LONGEST_TEXT:
                row[at] = row[at][: LONGEST_TEXT - 1].rstrip() + "…"
                cut.append(str(number))
    if words:
        what = "a cell with an error word" if len(words) == 1 else f"{len(words):,} cells with error words"
        sheet.notes.append(
            f"{what} of a spreadsheet ({', '.join(dict.fromkeys(words))}) left empty, in {_lines(sheet.unit, emptied)}"
        )
    if cleaned:
        sheet.notes.append(f"control characters left out, in {_lines(sheet.unit, cleaned)}")
    if cut:
        sheet.notes.append(f"texts cut after {LONGEST_TEXT:,} characters, in {_lines(sheet.unit, cut)}")


def _lines(unit: str, numbers: Sequence[str]) -> str:
    """Return ``lines 3, 5, 8 …``, each once."""
    each = list(dict.fromkeys(numbers))
    return f"{unit}{'s' if len(each) > 1 else ''} {', '.join(each[:MOST_LINES])}{' …' if len(each) > MOST_LINES else ''}"


def _csv(path: Path, encoding: str | None, separator: str | None) -> Sheet:
    text, named = _text(path, encoding)
    lines = text.splitlines(keepends=True)
    first = 0
    if lines and (mark := lines[0].strip().strip('"')).lower().startswith("sep=") and len(mark) <= 5:
        separator, first = separator or mark[4:] or ",", 1
    sign = {"tab": "\t", "\\t": "\t"}.get(separator or "", separator) or _separator(lines[first:])
    notes = [f"{named}, fields separated by {SEPARATORS.get(sign, repr(sign))}"]
    reader = csv.reader(io.StringIO("".join(lines[first:]), newline=""), delimiter=sign)
    rows, numbers, before = [], [], first
    try:
        with cells_up_to(LONGEST_CELL):
            for cells in reader:
                rows.append(cells)
                numbers.append(before + 1)
                before = first + reader.line_num
                if len(rows) > MOST_ROWS:
                    raise UsageError(f"{path.name} has more than {MOST_ROWS:,} rows; split it")
    except csv.Error as problem:
        raise UsageError(f"{path.name}:{before + 1}: is not readable as CSV from here on: {problem}") from problem
    return _table(path.name, rows, numbers, "line", notes)


def _text(path: Path, encoding: str | None) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding."""
    raw = path.read_bytes()
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UsageError(f"{path.name} is a spreadsheet by its content; give it its ending back (.xlsx, .ods, .xls)")
    if encoding:
        try:
            return raw.decode(encoding), encoding
        except LookupError as problem:
            raise UsageError(f"{encoding!r} is no encoding; write for example cp1252") from problem
        except UnicodeDecodeError as problem:
            raise UsageError(f"{path.name} is not {encoding}: {problem.reason} at byte {problem.start}") from problem
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, errors="replace"), name.removesuffix("-sig").upper()
    if b"\0" in raw[:400]:
        name = "utf-16-le" if raw[1:2] == b"\0" else "utf-16-be"
        return raw.decode(name, errors="replace"), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _guessed(raw)


def _guessed(raw: bytes) -> tuple[str, str]:
    """Decode text of an older encoding: that in which it looks most like words."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only an older encoding asks for it

    best = from_bytes(raw[:200_000], cp_isolation=list(_ENCODINGS)).best()
    name = best.encoding if best else "cp1252"
    return raw.decode(name, errors="replace"), f"{name} (guessed; --encoding overrules it)"


def _separator(lines: Sequence[str]) -> str:
    """Return the separator that parts most lines into the same number of fields, two at least."""
    part = "".join(lines[:_TRIED])

    def score(sign: str) -> tuple[float, int]:
        try:
            widths = Counter(len(cells) for cells in csv.reader(io.StringIO(part, newline=""), delimiter=sign) if any(cells))
        except csv.Error:
            return 0.0, 0
        width, times = max(widths.items(), key=lambda one: (one[1], one[0]), default=(1, 0))
        return (times / widths.total(), width) if width > 1 else (0.0, 0)

    best = max(SEPARATORS, key=score)
    return best if score(best)[0] > 0 else ","


def _spreadsheet(path: Path, sheet: str | None) -> Sheet:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 - only a spreadsheet asks for it

    try:
        book = CalamineWorkbook.from_path(path)
        names = book.sheet_names
        if sheet is not None and sheet not in names:
            raise UsageError(f"{path.name} has no sheet {sheet!r}, only {', '.join(names)}")
        if not names:
            raise UsageError(f"{path.name} has no sheet that can be read")
        filled = [name for name in names if len(book.get_sheet_by_name(name).to_python()) > 1]
        chosen = sheet or next(iter(filled or names))
        cells = book.get_sheet_by_name(chosen).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as problem:
        raise UsageError(f"{path.name} cannot be read as a spreadsheet: {problem}") from problem
    others = [name for name in filled if name != chosen]
    notes = [f"sheet {chosen!r}" + (f"; not read: {', '.join(others)} (--sheet)" if others else "")]
    rows = [[_cell(value) for value in row] for row in cells]
    return _table(path.name, rows, list(range(1, len(rows) + 1)), "row", notes)


def _cell(value: object) -> str:
    """Return the value of a cell as it would be typed; dates as ISO has them."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(timespec="minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


def _table(file: str, rows: list[list[str]], numbers: list[int], unit: str, notes: list[str]) -> Sheet:
    """Find the line of names and cut the rest to its width; lines above it are told, and rows without a cell are passed over."""
    widths = Counter(sum(bool(cell.strip()) for cell in row) for row in rows[:_TRIED] if any(cell.strip() for cell in row))
    usual = max(widths, default=0)
    head = next((n for n, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) * 2 > usual), 0)
    if not rows:
        raise UsageError(f"{file} is empty")
    above = [" ".join(filter(None, map(_clean, row))) for row in rows[:head]]
    notes += [f"passed over above the names of columns: {shown(line)}" for line in above if line]
    columns = _names(rows[head])
    width = len(columns)
    kept, lines = [], []
    for number, row in zip(numbers[head + 1 :], rows[head + 1 :], strict=True):
        cells = [_clean(cell) for cell in row]
        if not any(cells):
            continue
        if any(cells[width:]):
            raise UsageError(
                f"{file}:{number}: the {unit} has {len(cells)} fields, the names are {width}; is a separator unquoted?"
            )
        kept.append([*cells[:width], *[""] * (width - len(cells))])
        lines.append(number)
    filled = [n for n in range(width) if rows[head][n].strip() or any(row[n] for row in kept)]
    return Sheet(file, [columns[n] for n in filled], [[row[n] for n in filled] for row in kept], lines, unit, notes)


def _names(cells: Iterable[str]) -> list[str]:
    names: list[str] = []
    for n, cell in enumerate(cells, 1):
        name = _clean(CONTROL.sub("", cell)).lstrip("\ufeff") or f"column {n}"
        names.append(name if name not in names else f"{name} ({n})")
    return names


def _clean(cell: str) -> str:
    return " ".join(cell.replace("\u200b", "").split())


def _geojson(path: Path, encoding: str | None, crs: str | None) -> Sheet:
    text, _ = _text(path, encoding)
    try:
        try:
            found = json.loads(text)
        except json.JSONDecodeError:
            found = [json.loads(line.strip("\x1e \t")) for line in text.splitlines() if line.strip("\x1e \t")]
    except (ValueError, RecursionError) as problem:
        raise UsageError(f"{path.name} is not JSON: {problem}") from problem
    if isinstance(found, dict) and isinstance(found.get("features"), list):
        return _features(path.name, found["features"], _named_system(found.get("crs")) or crs)
    inner = found.values() if isinstance(found, dict) else ()
    rows = found if isinstance(found, list) else next((value for value in inner if isinstance(value, list)), [found])
    if not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path.name} is neither GeoJSON nor a list of objects")
    if rows and all(row.get("type") == "Feature" for row in rows):
        return _features(path.name, rows, crs)
    names = list(dict.fromkeys(str(name) for row in rows for name in row))
    cells = [[_cell(row.get(name)) for name in names] for row in rows]
    return _table(path.name, [names, *cells], list(range(len(cells) + 1)), "object", ["a list of objects in JSON"])


def _named_system(crs: object) -> str | None:
    """Return the name of the ``crs`` member that GeoJSON had before RFC 7946, if it is one."""
    match crs:
        case {"properties": {"name": str(name)}}:
            return name
    return None


def _features(file: str, features: list[Any], code: str | None) -> Sheet:
    import shapely  # noqa: PLC0415 - only a drawing asks for it
    from shapely.errors import ShapelyError  # noqa: PLC0415 - as above
    from shapely.geometry import shape  # noqa: PLC0415 - as above

    properties, points, wide = [], [], 0
    for feature in features:
        if not isinstance(feature, dict):
            raise UsageError(f"{file} holds something that is no Feature")
        told = feature.get("properties")
        properties.append(told if isinstance(told, dict) else {})
        try:
            geometry = shape(feature["geometry"]) if feature.get("geometry") else shapely.Point()
        except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
            geometry = shapely.Point()
        wide += geometry.geom_type != "Point"
        points.append(shapely.Point() if geometry.is_empty else shapely.force_2d(geometry.representative_point()))
    return _feature_rows(file, properties, points, code, wide)


def _drawing(path: Path, layer: str | None, crs: str | None) -> Sheet:
    import pyogrio  # noqa: PLC0415 - only a drawing asks for it
    import shapely  # noqa: PLC0415 - as above
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415 - as above

    try:
        with warnings.catch_warnings(record=True) as doubts:
            warnings.simplefilter("always")
            names = [str(name) for name, _ in pyogrio.list_layers(path)]
            if layer is not None and layer not in names:
                raise UsageError(f"{path.name} has no layer {layer!r}, only {', '.join(names)}")
            table = pyogrio.read_dataframe(path, layer=layer or names[0])
    except (DataLayerError, DataSourceError, IndexError) as problem:
        raise UsageError(f"{path.name} cannot be read: {problem}") from problem
    shapes = table.geometry if "geometry" in table else [None] * len(table)
    wide = sum(one is not None and one.geom_type != "Point" for one in shapes)
    points = [shapely.Point() if one is None or one.is_empty else shapely.force_2d(one.representative_point()) for one in shapes]
    plain = table.drop(columns="geometry", errors="ignore").astype(object)
    rows = [
        {str(name): None if value != value else value for name, value in row.items()}  # noqa: PLR0124 - not-a-number is not itself
        for row in plain.where(plain.notna(), None).to_dict("records")
    ]
    found = _feature_rows(path.name, rows, points, str(table.crs) if getattr(table, "crs", None) else crs, wide)
    found.notes.extend(dict.fromkeys(str(doubt.message).replace(str(path), path.name) for doubt in doubts))
    if len(names) > 1 and layer is None:
        found.notes.append(f"layer {names[0]!r}; not read: {', '.join(names[1:])} (--sheet)")
    return found


def _feature_rows(file: str, properties: list[dict[str, Any]], points: list[Any], code: str | None, wide: int) -> Sheet:
    """Return the features of a drawing as rows, with the degrees of their geometry in columns of their own."""
    names = list(dict.fromkeys(str(name) for row in properties for name in row))
    notes = [f"{len(points):,} features" + (f", of which {wide:,} are no points: a point inside each is taken" if wide else "")]
    places = [(one.x, one.y) if not one.is_empty else None for one in points]
    if code and not code.endswith(("CRS84", "4326")):
        from semaine_map.record.bring.positions import carried  # noqa: PLC0415 - as above

        places = carried(places, code)
        notes.append(f"coordinates carried over from {code}")
    cells = [
        [*(_cell(row.get(name)) for name in names), *(("", "") if at is None else (f"{at[1]:.7f}", f"{at[0]:.7f}"))]
        for row, at in zip(properties, places, strict=True)
    ]
    return _table(file, [[*names, LAT, LON], *cells], list(range(len(cells) + 1)), "feature", notes)
