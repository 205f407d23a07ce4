"""Read the date and the position of each row of a table, or say why it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError, shown
from semaine_map.record.bring import dates, positions

if TYPE_CHECKING:
    from semaine_map.record.bring.columns import Roles
    from semaine_map.record.bring.dates import When
    from semaine_map.record.bring.sheet import Sheet


class TwoReadingsError(UsageError):
    """A column of dates can be read with the day first and with the month first."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is told of a table that it does not say itself; what is empty or None is found out or left out."""

    title: str = ""
    language: str = ""
    creator: str = ""
    licence: str = ""
    name: str = ""
    step: str = ""
    crs: str = ""
    precision_m: int = 0
    century: int | None = None
    day_first: bool | None = None
    lon_first: bool | None = None


def had(sheet: Sheet) -> str:
    """Name the columns of a table, after a semicolon."""
    return f"; its columns are {', '.join(map(shown, sheet.columns[:30]))}"


def cells(sheet: Sheet, roles: Roles, role: str) -> list[str]:
    """Return the cells of the column taken for ``role``, empty ones where none is."""
    name = roles.of.get(role)
    return sheet.column(name) if name is not None else [""] * len(sheet.rows)


def whens(sheet: Sheet, roles: Roles, wishes: Wishes, notes: list[str]) -> list[When | str]:
    """Return the date of each row, or why it has none; ``notes`` takes what was found out."""
    found: list[When | str]
    if "date" in roles.of:
        found = _dated(sheet, roles, wishes, notes)
    else:
        three = zip(*(cells(sheet, roles, role) for role in ("year", "month", "day")), strict=True)
        found = [_assembled(date, wishes.century) for date in three]
        if not any(isinstance(when, dates.When) for when in found) and (reason := dates.undated(cells(sheet, roles, "year"))):
            raise UsageError(f"{shown(roles.of['year'])}: {reason}")
    hours = [dates.clock(cell) for cell in cells(sheet, roles, "time")]
    return [
        dates.When(when.start, when.end, *hour, when.edtf) if not isinstance(when, str) and hour[0] and not when.edtf else when
        for when, hour in zip(found, hours, strict=True)
    ]


def _assembled(date: tuple[str, ...], century: int | None) -> When | str:
    year, month, day = date
    return dates.assembled(year, month, day, century=century) or f"no date: {shown(' '.join(date).strip())}"


def _dated(sheet: Sheet, roles: Roles, wishes: Wishes, notes: list[str]) -> list[When | str]:
    firsts, lasts = cells(sheet, roles, "date"), cells(sheet, roles, "end")
    both, numbers = [*firsts, *lasts], [*sheet.numbers, *sheet.numbers]
    order = dates.order(both, numbers, sheet.unit, day_first=wishes.day_first)
    if order is None:
        century = wishes.century or 19
        readings = {cell: [dates.read(cell, is_day_first=first, century=century) for first in (True, False)] for cell in both}
        if two := next((cell for cell, (one, other) in readings.items() if one != other), ""):
            one, other = (when.start if when else "?" for when in readings[two])
            read = f" ({shown(two)} is {one} or {other})"
            raise TwoReadingsError(
                f"the dates of {shown(roles.of['date'])} can be read with the day first or the month first{read}, and no row "
                "shows which; say --day-first or --month-first"
            )
        order = dates.Order(None)
    if order.reason:
        notes.append(f"dates: {order.reason}")
    whens: list[When | str] = []
    for first, last in zip(firsts, lasts, strict=True):
        when = dates.read(first, is_day_first=order.is_day_first, century=wishes.century)
        until = dates.read(last, is_day_first=order.is_day_first, century=wishes.century) if last else None
        if when is None:
            whens.append(f"no date: {shown(first)}" if first else "no date")
        elif last and until is None:
            whens.append(f"no date: {shown(last)}")
        elif (
            until is not None and (until.end or until.start) >= when.start and (until.start, until.end) != (when.start, when.end)
        ):
            edtf = f"{when.edtf or when.start}/{until.edtf or until.start}" if when.edtf or until.edtf else ""
            whens.append(dates.When(when.start, until.end or until.start, when.start_time, until.start_time, edtf))
        elif until is not None and (until.end or until.start) < when.start:
            whens.append(f"ends ({shown(last)}) before it begins ({shown(first)})")
        else:
            whens.append(when)
    if not any(isinstance(when, dates.When) for when in whens) and (reason := dates.undated(firsts)):
        raise UsageError(f"{shown(roles.of['date'])}: {reason}")
    return whens


def places(sheet: Sheet, roles: Roles, wishes: Wishes, notes: list[str]) -> list[tuple[float, float, int] | str]:
    """Return latitude, longitude and decimals of each row, or why it has no position."""
    pairs = _pairs(sheet, roles, wishes, notes) if "position" in roles.of else _halves(sheet, roles)
    known = [at for at in pairs if not isinstance(at, str)]
    beyond = sum(abs(lat) > 90 or abs(lon) > 180 for lat, lon, _ in known)
    if wishes.crs:
        carried = positions.carried([None if isinstance(at, str) else (at[1], at[0]) for at in pairs], wishes.crs)
        pairs = [
            old if isinstance(old, str) else (at[1], at[0], 6) if at else "the position does not lie in that system"
            for old, at in zip(pairs, carried, strict=True)
        ]
    elif known and beyond > len(known) / 2:
        if sum(abs(lat) <= 180 and abs(lon) <= 90 for lat, lon, _ in known) > len(known) / 2:
            raise UsageError("latitude and longitude look swapped: name them with --lat and --lon (or --lon-first)")
        lat, lon, _ = known[0]
        raise UsageError(
            f"the coordinates are not degrees ({lon:g}, {lat:g}): they are of a projected system, in metres or feet; say which "
            "with --crs, for example --crs EPSG:2154"
        )
    return [at if isinstance(at, str) else _sound(*at) for at in pairs]


def _sound(lat: float, lon: float, decimals: int) -> tuple[float, float, int] | str:
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return f"no such position: {lat:g}, {lon:g}"
    return (round(lat, 5), round(lon, 5), decimals) if lat or lon else "no position: 0, 0"


def _halves(sheet: Sheet, roles: Roles) -> list[tuple[float, float, int] | str]:
    found: list[tuple[float, float, int] | str] = []
    for one, other in zip(cells(sheet, roles, "lat"), cells(sheet, roles, "lon"), strict=True):
        lat, lon = positions.degrees(one), positions.degrees(other)
        if lat is None or lon is None:
            text = " ".join(filter(None, (one, other)))
            found.append(f"no position: {shown(text)}" if text else "no position")
        else:
            found.append((lat, lon, min(positions.decimals(one), positions.decimals(other))))
    return found


def _pairs(sheet: Sheet, roles: Roles, wishes: Wishes, notes: list[str]) -> list[tuple[float, float, int] | str]:
    both = cells(sheet, roles, "position")
    read = [positions.pair(cell) for cell in both]
    known = [one for one in read if one]
    lon_first = wishes.lon_first
    if lon_first is None and any(one.is_lon_first is None for one in known):
        name = dates.folded(roles.of["position"])
        begins = re.search(r"lat|lon|lng", name)
        if begins and "lat" in name and re.search(r"lon|lng", name):
            lon_first = begins[0] != "lat"
        else:
            lon_first = any(abs(one.second) <= 90 < abs(one.first) <= 180 for one in known)
        notes.append(f"positions: {'longitude' if lon_first else 'latitude'} first (--lat-first, --lon-first)")
    found: list[tuple[float, float, int] | str] = []
    for cell, one in zip(both, read, strict=True):
        if one is None:
            found.append(f"no position: {shown(cell)}" if cell else "no position")
        elif lon_first if one.is_lon_first is None else one.is_lon_first:
            found.append((one.second, one.first, one.decimals))
        else:
            found.append((one.first, one.second, one.decimals))
    return found
