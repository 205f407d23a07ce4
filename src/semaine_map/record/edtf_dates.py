"""Judge dates in EDTF, the form for what ISO 8601 cannot say: about the 24th, one of the twenties, from then on."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from datetime import date
from functools import lru_cache

from semaine_map.errors import shown

LONGEST = 100
"""Characters: the parser's time grows with them."""

_DAY = r"\d{4}-\d{2}-\d{2}"
_USUAL = re.compile(
    rf"{_DAY}[?~%]?(/{_DAY}[?~%]?|/\.\.)?|\.\./{_DAY}[?~%]?|\d{{4}}-(0[1-9]|1[0-2])-\dX",
    re.ASCII,
)
"""Forms that are EDTF whenever their days are in the calendar: the parser takes ten milliseconds for one of them."""

_PLAIN = re.compile(r"(?P<year>\d{4})(-(?P<month>[\dX]{2})(-(?P<day>[\dX]{2}))?)?[?~%]?", re.ASCII)
_EVER = ("", "9999-99-99")


@lru_cache(maxsize=4096)
def reason(value: str) -> str | None:
    """Return what is wrong with ``value`` as a date, or None."""
    wrong = f"{shown(value)} is not EDTF (like 1871-05-24~, 1871-05-2X or 1871-05-23/1871-05-24)"
    # Exponential years (Y17E8) are allowed by EDTF, and would have the parser count to 170,000,000.
    if len(value) > LONGEST or "Y" in value or not value.isascii():
        return wrong
    if not (is_usual(value) or parses(value)):
        return wrong
    first, last = _span(value)
    return f"{shown(value)} ends before it begins; turn it around" if last < first else None


def is_usual(value: str) -> bool:
    """Tell whether ``value`` has one of the usual forms and its days are in the calendar; any other form may be EDTF too."""
    if not _USUAL.fullmatch(value):
        return False
    try:
        return all(date.fromisoformat(day) for day in re.findall(_DAY, value))
    except ValueError:
        return False


def parses(value: str) -> bool:
    """Tell whether the parser of EDTF can read ``value``."""
    import edtf  # noqa: PLC0415 - it costs a tenth of a second, and a record may have usual dates alone

    try:
        with redirect_stdout(io.StringIO()):  # it prints what it stumbles over
            edtf.parse_edtf(value)
    except (edtf.EDTFParseException, ValueError, RecursionError, AttributeError):  # the last: a bug of it, met with 1871-1X
        return False
    return True


def holds(value: str, day: str) -> bool:
    """Tell whether ``day`` can lie in the dates that ``value`` gives; what is not a plain date or interval is not judged."""
    first, last = _span(value)
    return last < first or first <= day <= last


@lru_cache(maxsize=4096)
def _span(value: str) -> tuple[str, str]:
    """Return the first and last day that ``value`` may mean, as ISO dates; from ever, to ever where it leaves them open."""
    start, _, end = value.partition("/")
    first, last = _days(start), _days(end or start)
    return first[0], last[1]


def _days(text: str) -> tuple[str, str]:
    found = _PLAIN.fullmatch(text)
    if not found:
        return _EVER
    ends = []
    for digits, missing in (("0", "00"), ("9", "99")):
        parts = (found["year"], found["month"] or missing, found["day"] or missing)
        ends.append("-".join(parts).replace("X", digits))
    return ends[0], ends[1]
