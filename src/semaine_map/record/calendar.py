"""Dates as text of any year, and the steps of an atlas: days, months or years of the Gregorian or the Julian calendar.

A date is written as EDTF has it: ``1871-05-24``, ``1871-05``, ``1871``; the year before 1 is ``0000``, that
before it ``-0001``.
"""

from __future__ import annotations

import re
from functools import lru_cache

STEPS = ("day", "month", "year")
CALENDARS = ("gregorian", "julian")
YEAR = r"-?\d{4}"
_DATE = re.compile(rf"({YEAR})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@lru_cache(maxsize=65536)
def parts(iso: str) -> tuple[int, int, int]:
    """Return year, month and day of a date; 0 for what it leaves open.

    Raises:
        ValueError: it is no date.
    """
    found = _DATE.fullmatch(iso)
    if found is None:
        raise ValueError(iso)
    year, month, day = (int(part or 0) for part in found.groups())
    return year, month, day


def is_date(iso: str, calendar: str = "gregorian") -> bool:
    """Tell whether ``iso`` is a day, a month or a year that the calendar has."""
    try:
        year, month, day = parts(iso)
    except ValueError:
        return False
    tail = iso.lstrip("-").count("-")
    return (tail < 1 or 1 <= month <= 12) and (tail < 2 or 1 <= day <= month_length(year, month, calendar))


def month_length(year: int, month: int, calendar: str = "gregorian") -> int:
    """Return how many days a month has."""
    if month != 2:
        return 30 if month in (4, 6, 9, 11) else 31
    leap = year % 4 == 0 and (calendar == "julian" or year % 100 != 0 or year % 400 == 0)
    return 29 if leap else 28


def ordinal(iso: str, calendar: str = "gregorian") -> int:
    """Return the Julian day number of a date, of the first day of a month or year: it orders dates and counts days."""
    year, month, day = parts(iso)
    after = (14 - (month or 1)) // 12
    y, m = year + 4800 - after, (month or 1) + 12 * after - 3
    days = (day or 1) + (153 * m + 2) // 5 + 365 * y + y // 4
    return days - 32083 if calendar == "julian" else days - y // 100 + y // 400 - 32045


def weekday(iso: str, calendar: str = "gregorian") -> int:
    """Return the weekday of a day: 0 is Monday."""
    return ordinal(iso, calendar) % 7


def step_of(iso: str, step: str) -> str:
    """Return the day, month or year in which a day lies."""
    cut = {"day": 10, "month": 7, "year": 4}[step] + iso.startswith("-")
    return iso[:cut]


def last_day(iso: str, calendar: str = "gregorian") -> str:
    """Return the last day of a day, month or year."""
    year, month, day = parts(iso)
    if day:
        return iso
    end = month or 12
    return f"{year_text(year)}-{end:02}-{month_length(year, end, calendar):02}"


def first_day(iso: str) -> str:
    """Return the first day of a day, month or year."""
    return iso + ("", "-01", "-01-01")[2 - iso.lstrip("-").count("-")]


def steps(first: str, last: str, step: str, calendar: str = "gregorian", *, most: int) -> tuple[str, ...]:
    """Return every step from that of ``first`` to that of ``last``, one more than ``most`` at the most."""
    year, month, day = parts(first_day(step_of(first, step)))
    end = ordinal(step_of(last, step), calendar)
    found: list[str] = []
    while len(found) <= most:
        iso = step_of(f"{year_text(year)}-{month:02}-{day:02}", step)
        if ordinal(iso, calendar) > end:
            break
        found.append(iso)
        day += step == "day"
        if day > month_length(year, month, calendar):
            month, day = month + 1, 1
        month += step == "month"
        year += (step == "year") + (month > 12)
        month = 1 if month > 12 else month
    return tuple(found)


def year_text(year: int) -> str:
    """Return a year as a date has it."""
    return f"-{-year:04}" if year < 0 else f"{year:04}"
