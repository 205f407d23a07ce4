"""Many names and addresses at once: a table of them comes back with where each lies and how it was found."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from semaine_map.errors import UsageError, shown
from semaine_map.formulas import without_formula
from semaine_map.history.names import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.gazetteer import Position

COLUMNS = (
    "found_1871", "found_today", "found_renamed", "found_lon", "found_lat", "found_radius_m", "found_arrondissement",
    "found_quartier", "found_how", "found_score", "found_others",
)  # fmt: skip
"""What is added to each row; empty where nothing of that name is known."""

FORMATS = (".csv", ".xlsx", ".geojson")


def look_up(names: Iterable[str], dataset: Dataset, *, year: int | None = None) -> dict[str, list[Any]]:
    """Return ``COLUMNS`` for ``names``, a row each: degrees WGS 84, metres, a score from 0.7 to 1; None where nothing is found.

    ``found_others`` counts the further answers that fit as well as the one given.
    """
    known: dict[str, list[Position]] = {}
    answers: list[Position | None] = []
    others: list[int | None] = []
    for name in names:
        if name not in known:
            found = dataset.gazetteer.candidates(name, year, 5) if name.strip() else []
            known[name] = [one for one in found if one.score >= RULES["scores"]["answer"]]
        best = known[name][0] if known[name] else None
        answers.append(best)
        others.append(None if best is None else sum(one.score == best.score for one in known[name][1:]))
    found_rows = [row for row, one in enumerate(answers) if one]
    points = shapely.points([[one.lon, one.lat] for one in answers if one]) if found_rows else np.array([], dtype=object)
    areas = {}
    for table, value in (("arrondissements", "arrondissement"), ("quartiers", "name")):
        within = _within(points, dataset.tables[table], value)
        areas[table] = dict(zip(found_rows, within, strict=True))

    def column(name: str) -> list[Any]:
        return [None if one is None else getattr(one, name) for one in answers]

    return dict(
        zip(
            COLUMNS,
            (
                column("name_1871"), column("name_today"), column("renamed"), column("lon"), column("lat"),
                column("precision_m"), [areas["arrondissements"].get(row) for row in range(len(answers))],
                [areas["quartiers"].get(row) for row in range(len(answers))], column("method"), column("score"), others,
            ),
            strict=True,
        )
    )  # fmt: skip


def _within(points: np.ndarray, areas: Any, column: str) -> list[Any]:  # noqa: ANN401 - a table of polygons
    """Return the value of ``column`` of the polygon in which each of ``points`` lies, None for none."""
    found: list[Any] = [None] * len(points)
    if not len(points) or not len(areas["geometry"]):
        return found
    hits, zones = shapely.STRtree(areas["geometry"]).query(points, predicate="intersects")
    values = np.asarray(areas[column]).tolist()
    for hit, zone in sorted(zip(hits.tolist(), zones.tolist(), strict=True), reverse=True):
        found[hit] = values[zone]
    return found


def locate_table(path: Path, address: str, dataset: Dataset, output: Path, *, year: int | None = None) -> tuple[int, int]:
    """Look up the column ``address`` of the table ``path`` and write the table back to ``output``, its own columns first.

    ``path`` is CSV, a spreadsheet or a drawing; the ending of ``output`` says what is written: CSV, XLSX or GeoJSON. Returns how
    many rows were found, and how many there are.

    Raises:
        UsageError: the table cannot be read, has no such column, or ``output`` has another ending.
    """
    from semaine_map.record.bring import sheet  # noqa: PLC0415 - names in a list need no file

    if output.suffix.lower() not in FORMATS:
        raise UsageError(f"a table is written as {', '.join(FORMATS)}, not as {output.suffix or output.name!r}")
    table = sheet.read(path)
    if address not in table.columns:
        raise UsageError(f"{path.name} has no column {shown(address)}, only {', '.join(map(shown, table.columns))}")
    found = look_up(table.column(address), dataset, year=year)
    taken = set(table.columns)
    added = {_free(name, taken): cells for name, cells in found.items()}
    rows = [[*row, *cells] for row, cells in zip(table.rows, zip(*added.values(), strict=True), strict=True)]
    columns = [*table.columns, *added]
    output.parent.mkdir(parents=True, exist_ok=True)
    match output.suffix.lower():
        case ".csv":
            _write_csv(output, columns, rows)
        case ".xlsx":
            _write_spreadsheet(output, columns, rows)
        case _:
            _write_geojson(output, columns, rows, found["found_lon"], found["found_lat"])
    return sum(one is not None for one in found["found_lon"]), len(rows)


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, or with a number behind it where the table has a column of that name: nothing of a table is lost."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([without_formula(name) for name in columns])
        writer.writerows([["" if cell is None else without_formula(cell) for cell in row] for row in rows])


def _write_spreadsheet(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    import pandas as pd  # noqa: PLC0415 - only a spreadsheet waits for it
    import pyogrio  # noqa: PLC0415 - the same

    cells = list(zip(*rows, strict=True))
    frame = pd.DataFrame(
        {
            without_formula(name): pd.Series([without_formula(cell) for cell in values])
            for name, values in zip(columns, cells, strict=True)
        }
    )
    path.unlink(missing_ok=True)
    pyogrio.write_dataframe(frame, path, driver="XLSX", layer=path.stem[:31])


def _write_geojson(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], lon: Sequence[float | None], lat: Sequence[float | None]
) -> None:
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(columns, row, strict=True)),
            "geometry": None if x is None else {"type": "Point", "coordinates": [x, y]},
        }
        for row, x, y in zip(rows, lon, lat, strict=True)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=None)
    path.write_text(text + "\n", encoding="utf-8")
