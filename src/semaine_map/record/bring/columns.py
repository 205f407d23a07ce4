"""Guess which column of a table is what, by its name and by what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError, shown
from semaine_map.record.bring import dates, positions
from semaine_map.record.bring.roles import ROLES
from semaine_map.record.bring.sheet import LAT, LON
from semaine_map.record.bring.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semaine_map.record.bring.sheet import Sheet

_TAKEN = 0.6
"""Share of the filled cells of a column that must read as what its name says."""

_SOME = 0.25
"""The same of a column that bears the very name, where no other fits."""

_ALMOST_ALL = 0.9
_SAMPLE = 2_000
MOST_KINDS = 24
_INTEGER = re.compile(r"(-?[0-9]{1,9})(?:\.0)?")
_COUNT = re.compile(r"([0-9]{1,8})(?:\.0)?(?: ?[-–—/] ?([0-9]{1,8}))?")
_THOUSANDS = re.compile(r"(?<=[0-9])[ .,’'\u00a0\u202f](?=[0-9]{3}(?![0-9]))")


@dataclass(slots=True)
class Roles:
    """Which column was taken for what: ``of[role]`` is a column's name; ``why`` says what each was told by."""

    of: dict[str, str] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)

    def take(self, role: str, column: str, why: str) -> None:
        """Take ``column`` for ``role``."""
        self.of[role], self.why[role] = column, why

    @property
    def left(self) -> set[str]:
        """Return the columns that are taken for something."""
        return set(self.of.values())


def guess(sheet: Sheet, given: dict[str, str]) -> Roles:
    """Return what each column of ``sheet`` is; ``given`` names columns by their role and comes first, ``-`` for none.

    Raises:
        UsageError: ``given`` names a column that is not there.
    """
    roles = Roles()
    for role, name in given.items():
        if name != "-":
            roles.take(role, _column(sheet, name), "as told")
    barred = {role for role, name in given.items() if name == "-"}
    samples = {name: [cell for cell in sheet.column(name)[:_SAMPLE] if cell] for name in sheet.columns}
    for role in ROLES:
        if role in roles.of or role in barred or _is_superfluous(role, roles):
            continue
        if role == "date" and _has_three(sheet, samples) and not any(_dated(name, samples) for name in sheet.columns):
            continue  # years of two figures are no match for a column of years
        free = [name for name in sheet.columns if name not in roles.left and _bears(role, name)]
        named = [name for name in free if _fits(role, samples[name])]
        # A column of the very name counts even where most of its cells are in disorder: they are set aside and named.
        named = named or [name for name in free if _key(name) in _borne(role) and _reads(role, samples[name])]
        if named:
            roles.take(role, max(named, key=lambda name: _rank(role, name, sheet)), "by its name")
        elif (found := _by_content(role, sheet, samples, roles)) is not None:
            roles.take(role, found, "by what stands in it")
    _settle(roles, set(given))
    return roles


def language(sheet: Sheet) -> str:
    """Guess the language of a table by the names of its columns and the script of its cells; English where nothing tells."""
    names = {word for name in sheet.columns for word in (_key(name), *_words(name))}
    found = {code: len(names & set(known.split())) for code, known in words()["languages"].items()}
    best = max(found, key=lambda code: found[code])
    if found[best] > 1 and list(found.values()).count(found[best]) == 1:
        return best
    letters = "".join(cell for row in sheet.rows[:200] for cell in row)
    scripts = {code: len(re.findall(f"[{script}]", letters)) for code, script in words()["scripts"].items()}
    best = max(scripts, key=lambda code: scripts[code])
    return best if scripts[best] > len(re.findall(r"[A-Za-z]", letters)) / 2 else "en"


def part_of_day(cell: str) -> str:
    """Return the code of the part of the day that ``cell`` names, or nothing."""
    plain = _key(cell)
    return next((part for part, known in words()["parts"].items() if plain and plain in known.split()), "")


def _column(sheet: Sheet, name: str) -> str:
    if name in sheet.columns:
        return name
    alike = [column for column in sheet.columns if _key(column) == _key(name)]
    if len(alike) == 1:
        return alike[0]
    raise UsageError(f"{sheet.file} has no column {name!r}, only {', '.join(map(shown, sheet.columns[:40]))}")


def _key(name: str) -> str:
    """Return a name as it is compared: small letters and figures alone."""
    return re.sub(r"[\W_]+", "", dates.folded(name))


@cache
def _borne(role: str) -> tuple[str, ...]:
    """Return the names that columns of ``role`` bear, as names are compared."""
    return tuple(dict.fromkeys(_key(word) for word in words()["columns"][role].split()))


def _words(name: str) -> list[str]:
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", name)
    return [_key(word) for word in re.split(r"[\W_]+", parted) if word]


def _bears(role: str, name: str) -> bool:
    """Tell whether a column's name is, or has among its words, one that columns of ``role`` bear."""
    known = _borne(role)
    return _key(name) in known or any(word in known for word in _words(name))


def _rank(role: str, name: str, sheet: Sheet) -> tuple[bool, float, int, int]:
    """Return what makes one of several columns of the right name the better: the whole name, filled cells, its word's rank."""
    known, key = _borne(role), _key(name)
    filled = sum(map(bool, sheet.column(name)))
    return key in known, filled > len(sheet.rows) / 2, -known.index(key) if key in known else 0, -sheet.columns.index(name)


def _is_superfluous(role: str, roles: Roles) -> bool:
    """Tell whether another role has said already what this one would."""
    if role in ("year", "month", "day"):
        return "date" in roles.of
    if role in ("lat", "lon"):
        return "position" in roles.of
    return False


def _fits(role: str, cells: Sequence[str]) -> bool:
    """Tell whether ``cells`` read as what ``role`` wants; one without cells fits nothing."""
    if not cells:
        return False
    test = _TESTS.get(role)
    return test is None or sum(map(test, cells)) >= _TAKEN * len(cells)


def _reads(role: str, cells: Sequence[str]) -> bool:
    """Tell whether some of ``cells`` read as what ``role`` wants."""
    test = _TESTS.get(role)
    return test is not None and sum(map(test, cells)) >= max(1, _SOME * len(cells))


def _by_content(role: str, sheet: Sheet, samples: dict[str, list[str]], roles: Roles) -> str | None:
    """Return the one column that can only be a date, or both coordinates, whatever it is called."""
    if role == "lat" and LAT in sheet.columns:
        return LAT
    if role == "lon" and LON in sheet.columns:
        return LON
    if role not in ("date", "position") or (role == "date" and _has_three(sheet, samples)):
        return None
    if role == "position" and all(
        any(_bears(axis, name) and _fits(axis, samples[name]) for name in sheet.columns) for axis in ("lat", "lon")
    ):
        return None
    test = _is_full_date if role == "date" else _is_pair
    found = [
        name
        for name, cells in samples.items()
        if name not in roles.left and cells and sum(map(test, cells)) >= _ALMOST_ALL * len(cells)
    ]
    return found[0] if found else None


def _has_three(sheet: Sheet, samples: dict[str, list[str]]) -> bool:
    return any(_bears("year", name) and _fits("year", samples[name]) for name in sheet.columns)


def _dated(name: str, samples: dict[str, list[str]]) -> bool:
    """Tell whether a column bears the name of dates and has them with their whole years."""
    cells = samples[name]
    return _bears("date", name) and bool(cells) and sum(map(_is_whole_date, cells)) >= _TAKEN * len(cells)


def _is_whole_date(cell: str) -> bool:
    return any(dates.read(cell, is_day_first=first) is not None for first in (True, False))


def _settle(roles: Roles, given: set[str]) -> None:
    """Give up what makes no sense alone: a month without a year, a latitude without a longitude."""
    of = roles.of
    if "date" in of:
        _drop(roles, given, "year", "month", "day")
    if "year" not in of:
        _drop(roles, given, "month", "day")
    if "year" in of and "date" not in of:
        _drop(roles, given, "end")
    if "position" in of and not {"lat", "lon"} & given:
        _drop(roles, given, "lat", "lon")
    # What is called a name and no place has one is the name of the thing; with a title beside it, it is the place.
    if "title" in of and "place" not in of and "text" not in of and _key(of["title"]) in ("city", "town"):
        roles.take("place", of["title"], "by its name")


def _drop(roles: Roles, given: set[str], *names: str) -> None:
    for name in names:
        if name not in given:
            roles.of.pop(name, None)
            roles.why.pop(name, None)


def _is_full_date(cell: str) -> bool:
    if re.fullmatch(r"[-+]?\d+([.,]\d+)?", cell) and not re.fullmatch(
        r"(1\d{3}|20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])|\d{12,13}", cell
    ):
        return False
    return _is_date(cell)


def _is_date(cell: str) -> bool:
    return any(dates.read(cell, is_day_first=first, century=19) is not None for first in (True, False))


def _is_pair(cell: str) -> bool:
    return positions.pair(cell) is not None


def _is_coordinate(cell: str) -> bool:
    return positions.degrees(cell) is not None


def count_of(cell: str) -> tuple[str, str] | None:
    """Return the lowest and the highest number that ``cell`` tells (``70``, ``1 200``, ``20-30``); None if it tells none."""
    if not (found := _COUNT.fullmatch(_THOUSANDS.sub("", cell))):
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    return (str(low), str(high)) if low <= high else None


def _is_whole(low: int, high: int) -> Callable[[str], bool]:
    def test(cell: str) -> bool:
        found = _INTEGER.fullmatch(cell)
        return found is not None and low <= int(found[1]) <= high

    return test


def _is_month(cell: str) -> bool:
    return _is_whole(0, 12)(cell) or dates.read(f"1 {cell} 2000") is not None


_TESTS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "end": _is_date,
    "year": _is_whole(-9999, 9999),
    "month": _is_month,
    "day": _is_whole(0, 31),
    "time": lambda cell: bool(dates.clock(cell)[0]),
    "part": lambda cell: bool(part_of_day(cell)) or _key(cell) == "day",
    "position": _is_pair,
    "lat": _is_coordinate,
    "lon": _is_coordinate,
    "killed": lambda cell: count_of(cell) is not None,
    "title": lambda cell: not re.fullmatch(r"[-+\d.,\s]+", cell),
    "text": lambda cell: not re.fullmatch(r"[-+\d.,\s]+", cell),
    "place": lambda cell: not re.fullmatch(r"[-+\d.,\s]+", cell),
    "kind": lambda cell: len(cell) <= 80,
}
