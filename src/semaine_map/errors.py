"""Everything that can go wrong for a user: one root, few leaves."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LONGEST_REPORT = 100_000
"""Faults that are kept; of more the number is given, so that a ruined file can be read about and kept in memory."""

SCREEN = 40
"""Lines of a report for people."""

ALIKE = 4
"""Faults of one kind in one column from which a report makes one line of them."""

_NAMED = 8
"""Lines that such a line names."""

_VALUE = re.compile(r"^'(?:[^'\\]|\\.)*'|^\"(?:[^\"\\]|\\.)*\"")
"""The value that a reason begins with: what differs between faults of one kind."""


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
    file gives its first ones, by turns. As text it is a ``report``.
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
        super().__init__("\n".join(report(self.faults, self.count)))


def report(faults: Sequence[Fault], count: int) -> list[str]:
    """Return the lines of a report of ``faults``, of which there are ``count`` in all: a screen at the most.

    Faults of one kind in one column are one line, with the rows where they stand.
    """
    kinds: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((fault.file, fault.column, _VALUE.sub("", fault.reason)), []).append(fault)
    entries: list[tuple[Fault, int, str]] = []
    for (_, _, kind), alike in kinds.items():
        if len(alike) < ALIKE:
            entries += [(fault, 1, str(fault)) for fault in alike]
        else:
            entries.append((alike[0], len(alike), _together(alike, has_values=alike[0].reason != kind)))
    entries.sort(key=lambda one: one[0])
    lines = [line for _, _, line in entries[:SCREEN]]
    if left := count - sum(number for _, number, _ in entries[:SCREEN]):
        lines.append(f"… and {left:,} more; `semaine-map validate --format json` lists them")
    return lines


def _together(alike: Sequence[Fault], *, has_values: bool) -> str:
    """Return several faults of one kind in one line."""
    lines = list(dict.fromkeys(fault.line for fault in alike))
    named = ", ".join(map(str, lines[:_NAMED])) + (" …" if len(lines) > _NAMED else "")
    return f"{alike[0]}{'; the like' if has_values else ''} in {len(lines):,} rows: {named}"


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
