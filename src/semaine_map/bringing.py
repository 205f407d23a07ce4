"""The commands that begin a record: ``new`` and ``import``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError
from semaine_map.record.bring.roles import ROLES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping
    from pathlib import Path


def add_import_options(importing: argparse.ArgumentParser, folder: Callable[[str], Path]) -> None:
    """Add what ``semaine-map import`` can be told; ``folder`` reads a path."""
    importing.add_argument("file", type=folder, metavar="FILE", help="the table")
    importing.add_argument("--into", type=folder, metavar="DIR", required=True, help="folder of the new record")
    columns = importing.add_argument_group("which column is what", "each overrules what is guessed; - for none")
    for role, meaning in ROLES.items():
        columns.add_argument(f"--{role}", metavar="COLUMN", help=meaning)
    reading = importing.add_argument_group("how the file is read")
    for name, metavar, meaning in (
        ("sheet", "NAME", "sheet of a spreadsheet, or layer of a GeoPackage (default: the first that is filled)"),
        ("encoding", "NAME", "of a text file, for example cp1252 (default: found out)"),
        ("separator", "SIGN", "between the fields of a text file; tab for a tab (default: found out)"),
        ("crs", "CODE", "system of coordinates that are no degrees, for example EPSG:2154"),
    ):
        reading.add_argument(f"--{name}", metavar=metavar, help=meaning)
    reading.add_argument("--day-first", action="store_true", default=None, help="03/04/1848 is the third of April")
    reading.add_argument("--month-first", dest="day_first", action="store_false", help="03/04/1848 is the fourth of March")
    reading.add_argument("--lon-first", action="store_true", default=None, help="of two coordinates in a cell, longitude first")
    reading.add_argument(
        "--lat-first", dest="lon_first", action="store_false", help="of two coordinates in a cell, latitude first"
    )
    reading.add_argument("--century", type=int, metavar="N", help="what stands before years of two figures: 18 for 1848")
    reading.add_argument(
        "--precision", type=int, default=0, metavar="M", help="radius in metres within which each place is known"
    )
    naming = importing.add_argument_group("what the record is")
    for name, metavar, meaning in (
        ("atlas-title", "TEXT", "title of the atlas (default: the name of the file)"),
        ("language", "CODE", "language of titles and texts, for example en, fr or ca (default: guessed)"),
        ("creator", "NAME", "who made the record"),
        ("licence", "NAME", "SPDX identifier, for example CC-BY-4.0 (default: none)"),
        ("step", "WORD", "day, month or year (default: as fine as the dates are)"),
    ):
        naming.add_argument(f"--{name}", metavar=metavar, default="", help=meaning)
    importing.add_argument("--no-build", action="store_true", help="write the record alone, without its atlas")
    importing.add_argument("--open", action="store_true", help="show the atlas in a browser")


def run_new(options: argparse.Namespace) -> int:
    """Write the starter record into a folder that has none."""
    from semaine_map.record.bring.rows import Wishes
    from semaine_map.record.bring.starter import starter

    files = starter(options.folder.name, Wishes())
    _write_record(options.folder, files)
    print(f"{', '.join(files)} written to {options.folder}; change them, then run")
    print(f"semaine-map build --geodata {options.folder} --output {options.folder / 'output'}")
    return 0


def run_import(options: argparse.Namespace, build: Callable[[argparse.Namespace], int]) -> int:
    """Make a record of a table, say what was taken for what, and ``build`` its atlas."""
    from semaine_map.record.bring.importing import Source, bring
    from semaine_map.record.bring.rows import Wishes

    _refuse_filled(options.into)
    given = {role: column for role in ROLES if (column := getattr(options, role)) is not None}
    source = Source(options.file, options.sheet, options.encoding, options.separator, given)
    wishes = Wishes(
        title=options.atlas_title,
        language=options.language,
        creator=options.creator,
        licence=options.licence,
        step=options.step,
        crs=options.crs or "",
        precision_m=options.precision,
        century=options.century,
        day_first=options.day_first,
        lon_first=options.lon_first,
    )
    brought = bring(source, wishes, say=print, ask=input if sys.stdin.isatty() else None)
    _write_record(options.into, brought.files)
    print(f"{', '.join(brought.files)} written to {options.into}")
    if options.no_build:
        return 0
    options.geodata, options.output = options.into, options.into / "output"
    options.fresh, options.all_sheets, options.site = False, False, None
    built = build(options)
    if options.open:
        import webbrowser

        webbrowser.open((options.output / "index.html").resolve().as_uri())
    return built


def _write_record(folder: Path, files: Mapping[str, str]) -> None:
    from semaine_map.staging import over

    _refuse_filled(folder)
    with over(folder) as stage:
        for name, text in files.items():
            stage.write(name, text)


def _refuse_filled(folder: Path) -> None:
    """Refuse a folder that holds a record already, or part of one.

    Raises:
        UsageError: it does.
    """
    from semaine_map.record import schema
    from semaine_map.record.settings_faults import FILE
    from semaine_map.staging import finish

    finish(folder)
    there = [name for name in (FILE, "README.md", *(table.file for table in schema.TABLES)) if (folder / name).exists()]
    if there:
        raise UsageError(f"{folder} holds {', '.join(there)} already, which stay as they are; name another folder")
