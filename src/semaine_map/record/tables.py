"""What a table of a record is made of: columns of a type, and a file with its limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from semaine_map.record.files import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Columns = dict[str, Any]
"""A table by columns: a name, and a list or an array with a value for each row."""

ColumnType = Literal["text", "slug", "choice", "number", "integer", "date", "moment", "edtf", "reference", "references"]

LANGUAGES = ("en", "fr")
"""Of the interface; a record is told in both, or in one of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its values look like, and what it means.

    ``added`` marks a column that came after the first records were made: a table without it reads as if it were empty.
    """

    name: str
    type: ColumnType
    meaning: str
    required: bool = True
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    added: bool = False

    @property
    def language(self) -> str:
        """The language of its texts, which its name ends in; empty where it has none."""
        ending = self.name.rpartition("_")[2]
        return ending if ending in LANGUAGES else ""


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of the record.

    ``key`` names the columns that no two rows may share. A file of more than ``most_rows`` or ``most_bytes`` is refused, so that
    a ruined one cannot fill the memory: most tables are short, and those that grow with the events take a million of them.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    required: bool = False
    most_rows: int = 250_000
    most_bytes: int = MOST_BYTES

    @property
    def file(self) -> str:
        """The file's name in the record's folder."""
        return f"{self.name}.csv"

    def told_in(self, languages: Iterable[str], header: Iterable[str] = ()) -> Table:
        """Return the table of a record in ``languages``: texts in another have a column only where ``header`` names one."""
        told = ("", *languages)
        columns = [
            column if column.language in told else replace(column, required=False)
            for column in self.columns
            if column.language in told or column.name in header
        ]
        return replace(self, columns=tuple(columns))

    def holding(self, header: Iterable[str]) -> Table:
        """Return the table without the added columns that ``header`` does not name."""
        named = set(header)
        return replace(self, columns=tuple(column for column in self.columns if column.name in named or not column.added))

    def column(self, name: str) -> Column:
        """Return the column called ``name``."""
        return next(column for column in self.columns if column.name == name)


def slug(name: str, meaning: str) -> Column:
    """Return a column of ids."""
    return Column(name, "slug", meaning)


def text(name: str, meaning: str, *, required: bool = False) -> Column:
    """Return a column of text; it may be empty unless ``required``."""
    return Column(name, "text", meaning, required=required)


def choice(name: str, choices: tuple[str, ...], meaning: str, *, required: bool = True) -> Column:
    """Return a column of one of the codes ``choices``."""
    return Column(name, "choice", meaning, required=required, choices=choices)


def number(name: str, meaning: str, *, required: bool = True) -> Column:
    """Return a column of decimal numbers."""
    return Column(name, "number", meaning, required=required)


def integer(name: str, meaning: str, *, required: bool = True) -> Column:
    """Return a column of whole numbers, none below zero."""
    return Column(name, "integer", meaning, required=required)


def reference(name: str, table: str, meaning: str, *, required: bool = True) -> Column:
    """Return a column of ids of another table."""
    return Column(name, "reference", meaning, required=required, refers_to=table)


def added(column: Column, *, required: bool = False) -> Column:
    """Return ``column`` as one that a table may be without; empty cells are allowed unless it is ``required`` where it stands."""
    return replace(column, added=True, required=required)


def rows_of(columns: Columns) -> Iterator[dict[str, Any]]:
    """Give each row of a table by the names of its columns."""
    cells = (values.tolist() if isinstance(values, np.ndarray) else values for values in columns.values())
    return (dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True))
