"""What a table of a record is made of: columns of a type, and a file with its limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from semaine_map.record.files import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Columns = dict[str, Any]
"""A table by columns: a name, and a list or an array with a value for each row."""

Row = dict[str, Any]
"""A row of a table: its cells by the names of its columns, of the types that the schema, or the join, gives these."""

ColumnType = Literal["text", "slug", "choice", "number", "integer", "date", "moment", "edtf", "reference", "references"]

LANGUAGES = ("en", "fr")
"""Of the interface, and of the columns that ``schema`` names; a record in another language has these columns in that one."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its values look like, and what it means.

    ``called`` is another name by which its header may go. ``added`` marks a column that a table may be without: it reads as if
    each cell held ``default``, or what the column named behind ``=`` holds.
    """

    name: str
    type: ColumnType
    meaning: str
    required: bool = True
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    added: bool = False
    default: str = ""
    called: str = ""

    @property
    def is_needed(self) -> bool:
        """Tell whether a table must have it."""
        return self.required and not self.added

    @property
    def language(self) -> str:
        """The language of the interface that its name ends in; empty where it has none."""
        ending = self.name.rpartition("_")[2]
        return ending if ending in LANGUAGES else ""

    @property
    def stem(self) -> str:
        """Its name without the language."""
        return self.name.removesuffix(self.language).rstrip("_") if self.language else self.name

    def in_language(self, language: str) -> Column:
        """Return the column of the same text in another language."""
        name = f"{self.stem}_{language}" if self.stem else language
        return replace(self, name=name, called=self.called and f"{self.called}_{language}")


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

    def in_languages(self, languages: Sequence[str], header: Iterable[str] = ()) -> Table:
        """Return the table of a record in ``languages``: texts in another have a column only where ``header`` names one."""
        columns: list[Column] = []
        for column in self.columns:
            if not column.language or column.language in languages:
                columns.append(column)
            elif column.name in header:
                columns.append(replace(column, required=False))
            if column.language == "en":
                columns += [column.in_language(language) for language in languages if language not in LANGUAGES]
        return replace(self, columns=tuple(columns))

    def holding(self, header: Iterable[str]) -> Table:
        """Return the table without the columns that it may be without and ``header`` does not name."""
        named = set(header)
        return replace(self, columns=tuple(column for column in self.columns if column.name in named or column.is_needed))

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


def optional(column: Column, default: str = "", *, called: str = "") -> Column:
    """Return ``column`` as one that a table may be without; where it stands, its cells are as ``column`` says."""
    return replace(column, added=True, default=default, called=called)


def rows_of(columns: Columns) -> Iterator[Row]:
    """Give each row of a table by the names of its columns."""
    cells = (values.tolist() if isinstance(values, np.ndarray) else values for values in columns.values())
    return (dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True))
