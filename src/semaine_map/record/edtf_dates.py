"""Judge dates in EDTF, the form for what ISO 8601 cannot say: about the 24th, one of the twenties, from then on."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from functools import lru_cache
from math import inf
from typing import Any

from semaine_map.errors import shown
from semaine_map.record import calendar

LONGEST = 100
"""Characters: the parser's time grows with them."""

_DATE = r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?"
_USUAL = re.compile(
    rf"{_DATE}[?~%]?(/{_DATE}[?~%]?|/\.\.)?|\.\./(?:{_DATE}[?~%]?|\.\.)|\[{_DATE}(\.\.{_DATE}|(, ?{_DATE})+)\]"
    r"|\d{4}-(0[1-9]|1[0-2])-\dX",
    re.ASCII,
)
"""Forms that are EDTF whenever their days are in the calendar: the parser takes ten milliseconds for one of them."""

EVER = ("", "9999-99-99")
"""Before every day and after every day."""


@lru_cache(maxsize=4096)
def reason(value: str) -> str | None:
    """Return what is wrong with ``value`` as a date, or None."""
    wrong = f"{shown(value)} is not EDTF (like 1848-06-24~, 1848-06-23/1848-06-24 or [1848-06-24..1848-06-29])"
    # Exponential years (Y17E8) are allowed by EDTF, and would have the parser count to 170,000,000.
    if len(value) > LONGEST or "Y" in value or not value.isascii():
        return wrong
    if not (is_usual(value) or parses(value)):
        return wrong
    first, last = span(value)
    return f"{shown(value)} ends before it begins; turn it around" if _place(last) < _place(first) else None


def is_usual(value: str) -> bool:
    """Tell whether ``value`` has one of the usual forms and its days are in the calendar; any other form may be EDTF too."""
    return bool(_USUAL.fullmatch(value)) and all(
        map(calendar.is_date, re.findall(_DATE, value.replace("X", "0") if "X" in value else value))
    )


def parses(value: str) -> bool:
    """Tell whether the parser of EDTF can read ``value``."""
    return _parsed(value) is not None


@lru_cache(maxsize=4096)
def _parsed(value: str) -> Any:  # noqa: ANN401 - a date of a library without types, or None
    import edtf  # noqa: PLC0415 - it costs a tenth of a second, and a record may have usual dates alone

    try:
        with redirect_stdout(io.StringIO()):  # it prints what it stumbles over
            return edtf.parse_edtf(value)
    # The last two are bugs of it, met with 1871-1X and with /..
    except (edtf.EDTFParseException, ValueError, RecursionError, AttributeError, TypeError):
        return None


def holds(value: str, day: str) -> bool:
    """Tell whether ``day`` can lie in the dates that ``value`` gives."""
    first, last = map(_place, span(value))
    return last < first or (first <= calendar.ordinal(calendar.last_day(day)) and calendar.ordinal(day) <= last)


def _place(day: str) -> float:
    """Return where a day stands in the order of days."""
    if day in EVER:
        return inf if day else -inf
    return calendar.ordinal(day)


@lru_cache(maxsize=4096)
def span(value: str) -> tuple[str, str]:
    """Return the first and last day that ``value`` may mean, as ISO dates; ``EVER`` on the sides that it leaves open."""
    if not value:
        return EVER
    if is_usual(value):
        if value.endswith("X"):
            return f"{value[:-1]}0", f"{value[:-1]}9"
        dates = re.findall(_DATE, value)
        if not dates:
            return EVER
        if value.startswith("[") and ".." not in value:
            dates = sorted(dates, key=calendar.ordinal)
        first, last = calendar.first_day(dates[0]), calendar.last_day(dates[-1])
        return EVER[0] if value.startswith("..") else first, EVER[1] if value.endswith("..") else last
    start, slash, end = value.partition("/")
    if slash:
        # An empty side is an unknown date, which may be any.
        return span(start)[0] if start else EVER[0], span(end)[1] if end else EVER[1]
    # The four seasons have no months of their own: spring is in March or in September, as the ground lies.
    if season := re.fullmatch(r"(\d{4})-2[1-4][?~%]?", value):
        return f"{season[1]}-01-01", f"{int(season[1]) + 1:04}-03-31"
    return _strict(_parsed(value))


@lru_cache(maxsize=4096)
def window(edtf: str, start: str, end: str | None) -> tuple[str, str]:
    """Return the first and last of the days that an event may be of: those of ``edtf``, no wider than its row is."""
    first, last = span(edtf) if edtf else EVER
    return max(first, start, key=_place), min(last, end, key=_place) if end else start if last == EVER[1] else last


def _strict(parsed: Any) -> tuple[str, str]:  # noqa: ANN401 - as above
    ends = []
    for side, name in enumerate(("lower_strict", "upper_strict")):
        try:
            year, month, day = tuple(getattr(parsed, name)())[:3]
            iso = f"{calendar.year_text(year)}-{month:02}-{day:02}"
            ends.append(iso if calendar.is_date(iso) else EVER[side])
        except (AttributeError, TypeError, ValueError):  # unreadable, or open on this side
            ends.append(EVER[side])
    return ends[0], ends[1]


def is_interval(value: str) -> bool:
    """Tell whether ``value`` has a beginning and an end, rather than being one date, however vague."""
    return "/" in value


def is_every_one(value: str) -> bool:
    """Tell whether ``value`` is a set of dates that are all meant."""
    return value.startswith("{")


def is_about(value: str) -> bool:
    """Tell whether ``value`` says of itself that it is approximate or doubtful."""
    return any(mark in value for mark in "?~%")
