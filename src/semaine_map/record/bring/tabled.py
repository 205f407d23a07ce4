"""Read a folder with one table of dated, located rows as the record that an import would make of it."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import Fault, RecordError, UsageError
from semaine_map.record import reading
from semaine_map.record.bring.roles import ASIDE
from semaine_map.record.settings import read_week
from semaine_map.record.settings_faults import FILE

if TYPE_CHECKING:
    from semaine_map.record.reading import Record


def table_of(folder: Path) -> Path | None:
    """Return the one table of a folder that has no other: ``events.csv`` with the positions of its rows, or any single CSV."""
    tables = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    tables = [path for path in tables if path.name != ASIDE]
    if len(tables) != 1 or tables[0].name == "places.csv":
        return None
    with tables[0].open(encoding="utf-8", errors="replace") as file:
        header = file.readline(100_000)
    return None if "place_id" in header else tables[0]


def read(folder: Path, table: Path) -> Record:
    """Return the record of one ``table``; ``atlas.toml`` of the ``folder`` and its drawings hold.

    Raises:
        RecordError: a row has no date or no position, or the table cannot be read as one of events.
    """
    from semaine_map.record.bring.importing import Source, bring  # noqa: PLC0415 - most records are not one table alone
    from semaine_map.record.bring.rows import Wishes  # noqa: PLC0415 - as above

    try:
        brought = bring(Source(table), Wishes(language=_language(folder)), say=lambda _line: None)
    except UsageError as problem:
        raise RecordError([Fault(table.name, 1, "file", str(problem))]) from problem
    if brought.aside:
        raise RecordError([Fault(table.name, number, "file", f"has {reason}") for number, reason in brought.aside])
    with tempfile.TemporaryDirectory() as temporary:
        made = Path(temporary) / folder.resolve().name
        made.mkdir()
        for name, text in brought.files.items():
            (made / name).write_text(text, encoding="utf-8")
        for name in (FILE, "basemap"):
            if (folder / name).exists():
                (made / name).unlink(missing_ok=True)
                (made / name).symlink_to((folder / name).resolve())
        return replace(reading.read(made), folder=folder)


def _language(folder: Path) -> str:
    week, _ = read_week(folder)
    return week.languages[0] if week and (folder / FILE).exists() else ""
