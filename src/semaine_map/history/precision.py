"""How well place and day are known, in the codes of two collections of conflict events that others already use.

The crosswalk, which the data dictionary repeats:

- UCDP GED ``where_prec``: 1 an exact spot, 2 somewhere near a known one (up to 25 km). Its codes 3 to 7 are of districts,
  provinces, lines, countries and seas, which no event of one city needs. ACLED ``geo_precision``: 1 and 2 alike.
- UCDP GED ``date_prec``: 1 the day, 2 one of two to six days, 3 of a week, 4 of a month, 5 of more. ACLED ``time_precision``: 1
  the day, 2 one within a week, 3 more. An event that lasted several days has its days known: 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.history import days
from semaine_map.record import calendar, edtf_dates

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR_M = 1_000
"""Radius in metres beyond which a place is no spot of a town, but somewhere near one."""

MOST = (1, 6, 7, 31)
"""The most days that ``date_prec`` 1, 2, 3 and 4 stand for."""


def columns(events: Iterable[tuple[int, str, str, str, str | None]]) -> dict[str, list[int]]:
    """Return the four codes of events, given as radius in metres, dating, edtf, first and last day."""
    known, which = days.distinct(events)
    codes = [_codes(*one) for (one,) in known]
    named = ("where_prec", "date_prec", "geo_precision", "time_precision")
    return {name: [codes[one][n] for one in which] for n, name in enumerate(named)}


def _codes(radius: int, dating: str, edtf: str, start: str, end: str | None) -> tuple[int, int, int, int]:
    place = 1 if radius <= NEAR_M else 2
    open_days = _days(*edtf_dates.window(edtf, start, end)) if dating == "undated" else 2 if dating == "about" else 1
    day = sum(open_days > most for most in MOST) + 1
    return place, day, place, 1 if day == 1 else 2 if day <= 3 else 3


def _days(first: str, last: str) -> int:
    return calendar.ordinal(calendar.last_day(last)) - calendar.ordinal(first) + 1
