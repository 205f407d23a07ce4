"""Everything that can go wrong for a user: one root, few leaves."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_REPORT = 1_000
"""Faults that a report lists; of more it gives the number, so that a ruined file can be read about and kept in memory."""


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
        return one_line(f"{self.file}:{self.line}:{self.column}: {self.reason}")


def shown(value: str) -> str:
    """Return ``value`` quoted and cut to a length that fits a line of a report."""
    return repr(value if len(value) <= 60 else value[:57] + "…")


def one_line(text: str) -> str:
    """Return ``text`` with line breaks, escape sequences and invisible characters spelt out, for a terminal."""
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


class SemaineError(Exception):
    """The root of every error that this package raises for a user's mistake or a refusing machine."""


class RecordError(SemaineError):
    """The record cannot be used as it stands.

    ``count`` is the number of things wrong; ``faults`` are they, sorted by file and line. Of more than ``LONGEST_REPORT``, each
    file gives its first ones, by turns.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Count all of ``faults`` and keep a report's worth of them."""
        seen: Counter[str] = Counter()

        def numbered() -> Iterator[tuple[int, Fault]]:
            for fault in faults:
                seen[fault.file] += 1
                yield seen[fault.file], fault

        self.faults = tuple(sorted(fault for _, fault in heapq.nsmallest(LONGEST_REPORT, numbered())))
        self.count = seen.total()
        lines = [str(fault) for fault in self.faults]
        if self.count > len(lines):
            lines.append(f"… and {self.count - len(lines):,} more")
        super().__init__("\n".join(lines))


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
