"""Find what lies in the folder of a record and is no part of it: a table or drawing under a slightly wrong name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from semaine_map.errors import Fault
from semaine_map.record import schema
from semaine_map.record.settings_faults import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SPREADSHEETS = (".xlsx", ".xls", ".xlsm", ".ods", ".numbers")
BESIDE = (
    "set-aside.csv",
    "datapackage.json",
    "output",
    "basemap",
    "fonts",
    "licence",
    "license",
    "copying",
    "notice",
    "citation.cff",
    "makefile",
)
"""What may lie beside the tables; so may texts (.md, .txt) and hidden files."""


def strangers(folder: Path) -> Iterator[tuple[Fault, bool]]:
    """Yield a fault for each file of ``folder`` that is no part of a record, and whether it stands for one that is missing."""
    tables = [FILE, *(table.file for table in schema.TABLES)]
    yield from _strangers(folder, tables, "")
    if (folder / "basemap").is_dir():
        yield from _strangers(folder / "basemap", [f"{name}.geojson" for name in schema.LAYERS], "basemap/", whole=False)


def _strangers(folder: Path, known: list[str], under: str, *, whole: bool = True) -> Iterator[tuple[Fault, bool]]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return
    for name in names:
        small = name.lower()
        if name in known or name.startswith((".", "~$", "_")) or small.endswith((".md", ".txt", ".geojson.gz")):
            continue
        if small in BESIDE or small.partition(".")[0] in BESIDE:
            continue
        stem, _, ending = small.rpartition(".")
        meant = next((one for one in known if one == small or one.rpartition(".")[0] == stem), None)
        meant = meant or next(iter(difflib.get_close_matches(small, known, 1, 0.8)), None)
        if meant is None or meant in names:
            other = "" if meant is None else f" ({meant} is read)"
            if whole or ending in ("geojson", "json"):
                yield Fault(f"{under}{name}", 1, "file", f"is no part of a record and is not read{other}"), False
        elif f".{ending}" in SPREADSHEETS:
            yield Fault(f"{under}{name}", 1, "file", f"is a spreadsheet; save it as {under}{meant} (“CSV UTF-8”)"), True
        else:
            yield Fault(f"{under}{name}", 1, "file", f"is not read; did you mean {under}{meant}?"), True
