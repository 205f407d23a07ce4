"""Go from a file to a record in the making: say what was taken for what, and ask where someone is there to answer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError, shown
from semaine_map.record.bring import columns, making
from semaine_map.record.bring.roles import ASIDE, ROLES
from semaine_map.record.bring.rows import TwoReadingsError
from semaine_map.record.bring.sheet import read
from semaine_map.record.garbled import GARBLED, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from semaine_map.record.bring.columns import Roles
    from semaine_map.record.bring.making import Brought
    from semaine_map.record.bring.rows import Wishes
    from semaine_map.record.bring.sheet import Sheet

MOST_NAMED = 12
"""Rows set aside that a report names by their numbers for each reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import, and what is told of how to read it and its columns (by role; ``-`` for none)."""

    path: Path
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    columns: dict[str, str] = field(default_factory=dict)


def bring(source: Source, wishes: Wishes, *, say: Callable[[str], None], ask: Callable[[str], str] | None = None) -> Brought:
    """Make a record of ``source``; ``say`` is told each line of the report, ``ask`` answers questions if anyone can.

    Raises:
        UsageError: something is not to be made out, and nobody can be asked.
    """
    sheet = read(source.path, sheet=source.sheet, encoding=source.encoding, separator=source.separator, crs=wishes.crs)
    if ask is not None:
        say(f"{sheet.file}: {'; '.join(sheet.notes)}; {len(sheet.rows):,} {sheet.unit}s")
    given = dict(source.columns)
    roles = columns.guess(sheet, given)
    wishes = _asked_for_columns(sheet, given, wishes, say, ask) if ask is not None else wishes
    roles = columns.guess(sheet, given)
    try:
        brought = making.make(sheet, roles, wishes)
    except TwoReadingsError as problem:
        if ask is None:
            say("\n".join(_table(sheet, roles)))
            raise
        say(str(problem))
        answer = ""
        while answer not in ("d", "m"):
            answer = ask("Which comes first, the day or the month? [d/m] ").strip().lower()[:1]
        brought = making.make(sheet, roles, replace(wishes, day_first=answer == "d"))
    except UsageError:
        say("\n".join(_table(sheet, roles)))
        raise
    for line in (*_report(sheet, roles, brought), *_garbled(sheet)):
        say(line)
    return brought


def _garbled(sheet: Sheet) -> Iterator[str]:
    """Tell in which rows letters were lost before the table came here: a record of them does not build until they are mended."""
    found: dict[str, list[str]] = {}
    first = ""
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        if hit := next((cell for cell in row if GARBLED.search(cell)), ""):
            first = first or shown(hit)
            found.setdefault(f"garbled text (UTF-8 read as another encoding), such as {first}", []).append(str(number))
        elif word := next(filter(None, map(lost, row)), ""):
            found.setdefault("a question mark where a letter may have stood", []).append(f"{number} ({word})")
    for what, numbers in found.items():
        several = ", ".join(numbers[:MOST_NAMED]) + (" …" if len(numbers) > MOST_NAMED else "")
        count = f"{len(numbers):,} {sheet.unit}{'s' if len(numbers) > 1 else ''}"
        yield f"{what}, in {count}: {several}; take the table from where it was whole"


def _asked_for_columns(
    sheet: Sheet, given: dict[str, str], wishes: Wishes, say: Callable[[str], None], ask: Callable[[str], str]
) -> Wishes:
    """Let a reader correct what the columns were taken for, until it is right; ``given`` takes the answers."""
    while True:
        say("\n".join(_table(sheet, columns.guess(sheet, given))))
        answer = ask("Right? Enter goes on; ROLE=COLUMN corrects (date=…, title=…, place=- for none): ").strip()
        role, sign, name = (part.strip() for part in answer.partition("="))
        if not answer:
            return wishes
        if not sign or role not in ROLES:
            say(f"write one of {', '.join(ROLES)}, then = and the name of a column")
            continue
        try:
            columns.guess(sheet, {**given, role: name})
        except UsageError as problem:
            say(str(problem))
        else:
            given[role] = name


def _table(sheet: Sheet, roles: Roles) -> list[str]:
    """Return a table of what each column was taken for, with an example."""
    rows = [("taken for", "column", "for example", "told by")]
    for role in ROLES:
        if role in roles.of:
            name = roles.of[role]
            rows.append((role, name, _example(sheet, name), roles.why[role]))
    rows += [
        ("(text)" if "text" not in roles.of else "-", name, _example(sheet, name), "")
        for name in sheet.columns
        if name not in roles.left
    ]
    widths = [min(40, max(len(row[n]) for row in rows)) for n in range(4)]
    return ["  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _example(sheet: Sheet, name: str) -> str:
    return next((cell for cell in sheet.column(name) if cell), "")


def _fit(cell: str, width: int) -> str:
    return (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)


def _report(sheet: Sheet, roles: Roles, brought: Brought) -> Iterator[str]:
    yield f"{sheet.file}: {'; '.join(sheet.notes)}; {len(sheet.rows):,} {sheet.unit}s"
    yield from _table(sheet, roles)
    yield from brought.notes
    yield f"{brought.events:,} events at {brought.places:,} places"
    reasons: dict[str, list[int]] = {}
    for number, reason in brought.aside:
        reasons.setdefault(reason.partition(":")[0], []).append(number)
    for reason, numbers in reasons.items():
        named = ", ".join(map(str, numbers[:MOST_NAMED])) + (" …" if len(numbers) > MOST_NAMED else "")
        count = f"{len(numbers):,} {sheet.unit}{'s' if len(numbers) > 1 else ''}"
        yield f"set aside: {count} with {reason} ({named}); whole in {ASIDE}"
