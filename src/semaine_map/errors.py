"""Everything that can go wrong for a user: one root, few leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in the record: where it stands and why.

    ``column`` is the name of a table's column, of a GeoJSON member, or ``file`` when the file as a whole is meant.
    """

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.reason}"


class SemaineError(Exception):
    """The root of every error that this package raises for a user's mistake or a refusing machine."""


class RecordError(SemaineError):
    """The record cannot be used as it stands; ``faults`` lists everything that is wrong."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep ``faults`` sorted by file and line."""
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class OutputError(SemaineError):
    """The output could not be written; what stood there before is untouched."""


class PlaceNotFoundError(SemaineError):
    """No place, street or address of that name is known; ``suggestions`` holds names that come near."""

    def __init__(self, name: str, suggestions: Sequence[str]) -> None:
        """Name what was asked for and what comes near."""
        self.name = name
        self.suggestions = tuple(suggestions)
        near = f"; did you mean {', '.join(self.suggestions)}?" if self.suggestions else ""
        super().__init__(f"no place called {name!r} in the record{near}")


class UsageError(SemaineError):
    """An argument does not fit: an unknown day, layer or format."""
