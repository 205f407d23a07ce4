"""Read dates as people write them, column by column; a day is never taken for a month in silence."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError, shown
from semaine_map.record import edtf_dates
from semaine_map.record.bring.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ABOUT = re.compile(r"^(?:c\.|ca\.?|circa|about|around|approx\.?|vers|environ|um|hacia|cap a|circa il|~)\s*", re.IGNORECASE)
_BEFORE_CHRIST = re.compile(r"\s*(?:bce?|b\.c\.(?:e\.)?|av\.? ?j\.?-?c\.?|v\. ?chr\.?|a\. ?c\.)$", re.IGNORECASE)
_AFTER_CHRIST = re.compile(r"^(?:ad|a\.d\.)\s*|\s*(?:ad|ce|a\.d\.|ap\.? ?j\.?-?c\.?|n\. ?chr\.?|d\. ?c\.)$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2})(?:[:hH](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*([ap])\.?\s?m\.?(?![a-z])|(?<![\d:])(\d{1,2})[:hH](\d{2})(?::\d{2}(?:\.\d+)?)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(?<=\d)(?:Z|\s?[+-]\d{2}:?\d{2}|\s?(?:UTC|GMT))$")
_NUMERIC = re.compile(r"(?<![\d./\-])(\d{1,2})([./\-\s])\s*(\d{1,2})\2\s*(\d{4}|\d{2})(?![\d./\-])", re.ASCII)
_YEAR_FIRST = re.compile(r"(-?\d{4})([./\-\s])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_PACKED = re.compile(r"(1[0-9]{3}|20[0-9]{2})(0[1-9]|1[0-2])([0-2]\d|3[01])", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(1[5-9]\d{2}|20\d{2})", re.ASCII)
_WORDS = re.compile(r"[^\W\d_]+\.?|\d+", re.UNICODE)
_LITTLE = {"de", "del", "of", "the", "d", "den", "le", "la", "st", "nd", "rd", "th", "er", "re", "a", "el", "o"}


@dataclass(frozen=True, slots=True)
class When:
    """A date as a record has it: first day, last day (empty: the same), hours (``HH:MM`` or empty), and EDTF (or empty)."""

    start: str
    end: str = ""
    start_time: str = ""
    end_time: str = ""
    edtf: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """In which order a column has day and month: ``is_day_first`` is None where nothing of it depends on that.

    ``century`` stands before years of two figures; ``reason`` says how the order was found.
    """

    is_day_first: bool | None = None
    reason: str = ""
    century: int | None = None


def order(cells: Sequence[str], numbers: Sequence[int], unit: str, *, day_first: bool | None) -> Order | None:
    """Return in which order ``cells`` have day and month, by those that can be read in one way only; None if by none.

    ``day_first`` overrules them. ``numbers`` are the lines of the cells.

    Raises:
        UsageError: some can only be read the one way, some only the other; or a year of two figures has no century.
    """
    proofs: dict[bool, int] = {}
    doubtful = 0
    for cell, number in zip(cells, numbers, strict=True):
        for found in _NUMERIC.finditer(_bare(cell)):
            one, other = int(found[1]), int(found[3])
            if one > 12 or other > 12:
                proofs.setdefault(one > 12, number)
            else:
                doubtful += one != other
    if day_first is not None:
        return Order(day_first, "day before month, as told" if day_first else "month before day, as told")
    if len(proofs) == 2:
        rows = f"{unit} {proofs[True]} has the day first, {unit} {proofs[False]} the month"
        raise UsageError(f"the dates have two orders: {rows}; mend them, or say --day-first or --month-first")
    if proofs:
        first = next(iter(proofs))
        return Order(first, f"{'day before month' if first else 'month before day'} (as {unit} {proofs[first]} shows)")
    return None if doubtful else Order(None)


def read(cell: str, *, is_day_first: bool | None = None, century: int | None = None) -> When | None:
    """Return the date that ``cell`` tells, or None where it tells none; ``century`` stands before years of two figures."""
    text = _bare(cell)
    if not text:
        return None
    if found := _epoch(text):
        return found
    if when := _edtf(text):
        return when
    about = bool(_ABOUT.match(text)) or text.endswith("?")
    sign = "~" if _ABOUT.match(text) else "?"
    text, hours = _without_clock(_ABOUT.sub("", text).rstrip("?").strip())
    days = _interval(text, Order(is_day_first, century=century))
    if days is None:
        return None
    return _when(*days, mark=sign if about else "", hours=hours)


def assembled(year: str, month: str, day: str, *, century: int | None = None) -> When | None:
    """Return the date of three cells; without a day it is the month, without a month the year; ``century`` as for ``read``."""
    cells = [one.strip().removesuffix(".0") for one in (year, month, day)]
    full = _full(cells[0], century) if re.fullmatch(r"-?\d{1,4}", cells[0]) else None
    if full is None:
        return None
    number = int(cells[1]) if cells[1].isdecimal() else (_month(cells[1]) if cells[1] else 0)
    if number is None or (cells[2] and not cells[2].isdecimal()):
        return None
    first = _day(full, number or 0, int(cells[2] or 0) if number else 0)
    return _when(first, first) if first else None


def clock(cell: str) -> tuple[str, str]:
    """Return the first hour that ``cell`` names and the last one, ``HH:MM`` or empty; ``9h``, ``9:30``, ``9 pm``, ``0930``."""
    text = cell.strip()
    if re.fullmatch(r"\d{3,4}", text) and int(text[:-2]) < 24 and int(text[-2:]) < 60:
        return f"{int(text[:-2]):02}:{text[-2:]}", ""
    if found := re.fullmatch(r"(\d{1,2})\s?h", text, re.IGNORECASE):
        text = f"{found[1]}:00"
    hours = [_hour(found) for found in _CLOCK.finditer(text)]
    known = [hour for hour in hours if hour]
    return (known[0], known[1] if len(known) > 1 else "") if known else ("", "")


def folded(text: str) -> str:
    """Return ``text`` in small letters without their marks."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _bare(cell: str) -> str:
    if found := _RUN_TOGETHER.fullmatch(cell.strip()):
        return "/".join(found.groups())
    return (
        cell.strip().replace("–", "-").replace("—", "-").replace("−", "-").strip("[]() ")
        if not cell.startswith("[")
        else cell.strip()
    )


def _epoch(text: str) -> When | None:
    """Read milliseconds since 1970, as web services write them; days of UTC."""
    if not re.fullmatch(r"-?\d{12,13}", text):
        return None
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(text))
    return When(f"{moment:%Y-%m-%d}", start_time=f"{moment:%H:%M}")


def _edtf(text: str) -> When | None:
    """Read what is EDTF already and no plain date: an interval, one of a set, a decade, a season, a doubt."""
    if not re.search(r"[/\[{X~%?]|\.\.|^-?\d{4}-2[1-4]$", text) or not re.match(r"[\[{.\-\d]", text):
        return None
    if _NUMERIC.search(text) or edtf_dates.reason(text):
        return None
    first, last = edtf_dates.span(text)
    if first == edtf_dates.EVER[0] or (last == edtf_dates.EVER[1] and not text.endswith(("..", "/"))):
        return None
    return When(first, "" if last in (first, edtf_dates.EVER[1]) else last, edtf=text)


def _without_clock(text: str) -> tuple[str, tuple[str, str]]:
    """Take the hour off a date; a midnight to the second is how a program writes a day."""
    moment = re.fullmatch(
        r"(.*\d)[T\s,]+((?:at |à |um |kl\.? ?)?\d{1,2}[:hH]\d{2}.*|\d{1,2}\s?[aApP]\.?[mM]\.?)", _ZONE.sub("", text)
    )
    if not moment:
        return text, ("", "")
    hours = clock(moment[2])
    empty = re.fullmatch(r"0?0:00:00(\.0+)?|12:00:00 AM", moment[2].strip(), re.IGNORECASE)
    return moment[1].rstrip(", "), ("", "") if empty else hours


def _hour(found: re.Match[str]) -> str:
    hour, minute = int(found[1] or found[4]), int(found[2] or found[5] or 0)
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _interval(text: str, order: Order) -> tuple[str, str] | None:
    """Return the first and last date that ``text`` means, each a day, a month or a year."""
    if one := _one(text, order):
        return one, one
    if found := re.fullmatch(r"(\d{4})\s*-\s*(\d{4})", text):
        return _ordered(found[1], found[2])
    # 24-26 May 1871, May 24-26, 1871
    if found := re.fullmatch(r"(.*?)(\d{1,2})\.?\s*(?:-|/|to|bis|au|al|and|et|und)\s*(\d{1,2})(?!\d)(.*)", text):
        ends = [_one(f"{found[1]}{number}{found[4]}", order) for number in (found[2], found[3])]
        if all(ends) and _month_inside(text):
            return _ordered(str(ends[0]), str(ends[1]))
    for sign in (" - ", " to ", " bis ", " au ", " al ", "/", ".."):
        if text.count(sign) == 1:
            ends = [_one(part.strip(), order) for part in text.split(sign)]
            if all(ends):
                return _ordered(str(ends[0]), str(ends[1]))
    return None


def _ordered(first: str, last: str) -> tuple[str, str] | None:
    return (first, last) if _ends(first)[0] <= _ends(last)[1] or first.startswith("-") else None


def _month_inside(text: str) -> bool:
    return any(_month(word) for word in _WORDS.findall(text))


def _one(text: str, order: Order) -> str | None:
    """Return one date of the calendar as ISO has it, to the day, the month or the year; None where it is none."""
    past = bool(_BEFORE_CHRIST.search(text))
    text = _AFTER_CHRIST.sub("", _BEFORE_CHRIST.sub("", text)).strip()
    if re.fullmatch(r"-?\d{3,4}" if not past else r"\d{1,4}", text):
        return _year(int(text), past=past)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4] or 0))
    if found := _PACKED.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _NUMERIC.fullmatch(text):
        one, other = int(found[1]), int(found[3])
        year = _full(found[4], order.century)
        if year is None or (order.is_day_first is None and one != other):
            return None
        return _day(year, other if order.is_day_first else one, one if order.is_day_first else other)
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{4})", text):
        return _day(int(found[2]), int(found[1]), 0)
    return _in_words(text, order.century, past=past)


def _in_words(text: str, century: int | None, *, past: bool) -> str | None:
    """Read a date that names its month: ``24 May 1871``, ``May 24th, 1871``, ``1er mai 1871``, ``May 1871``."""
    found = [word.rstrip(".") for word in _WORDS.findall(folded(text).replace("'", " ").replace("’", " "))]
    found = [word for word in found if word not in _LITTLE and word not in words()["weekdays"]["all"].split()]
    months = [(n, number) for n, word in enumerate(found) if not word.isdecimal() and (number := _month(word))]
    figures = [word for word in found if word.isdecimal()]
    if len(months) != 1 or len(figures) + 1 != len(found) or not 1 <= len(figures) <= 2:
        return None
    if len(figures) == 1:
        year, day = int(figures[0]) if past else _full(figures[0], None), 0
    elif len(figures[0]) > 2:
        year, day = int(figures[0]), int(figures[1])
    else:
        year, day = int(figures[1]) if past else _full(figures[1], century), int(figures[0])
    return None if year is None or day > 31 else _day(1 - year if past else year, months[0][1], day)


def _month(word: str) -> int | None:
    """Return the number of the month that ``word`` names, whole or by its first three letters or more."""
    plain = folded(word).rstrip(".")
    if len(plain) < 3:
        return None
    exact = [int(n) for n, names in words()["months"].items() if plain in names.split()]
    near = exact or [int(n) for n, names in words()["months"].items() if any(name.startswith(plain) for name in names.split())]
    return near[0] if len(near) == 1 else None


def _full(figures: str, century: int | None) -> int | None:
    """Return the year of its figures; one of two figures has a year only with a ``century``: 18 stands before 71."""
    if len(figures.lstrip("-")) > 2:
        return int(figures)
    return None if century is None else century * 100 + int(figures)


def _year(number: int, *, past: bool = False) -> str:
    return _iso_year(1 - number if past else number)


def _iso_year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _day(year: int, month: int, day: int) -> str | None:
    if not -9999 <= year <= 9999 or not 0 <= month <= 12:
        return None
    if not month:
        return _iso_year(year)
    if not day:
        return f"{_iso_year(year)}-{month:02}"
    # A leap year before the year 1 is one 400 years, or 2,000, later too.
    longest = monthrange(year % 400 + 2000, month)[1]
    return f"{_iso_year(year)}-{month:02}-{day:02}" if day <= longest else None


def _ends(iso: str) -> tuple[str, str]:
    """Return the first and last day of a date as ISO has it."""
    sign, bare = ("-", iso[1:]) if iso.startswith("-") else ("", iso)
    year, _, rest = bare.partition("-")
    month, _, day = rest.partition("-")
    if day:
        return iso, iso
    if month:
        return f"{iso}-01", f"{iso}-{monthrange(int(sign + year) % 400 + 2000, int(month))[1]:02}"
    return f"{iso}-01-01", f"{iso}-12-31"


def _when(first: str, last: str, *, mark: str = "", hours: tuple[str, str] = ("", "")) -> When | None:
    start, end = _ends(first)[0], _ends(last)[1]
    is_coarse = start != first or end != last
    edtf = f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}"
    return When(start, "" if end == start else end, *hours, edtf=edtf if mark or is_coarse else "")


def undated(cells: Iterable[str]) -> str:
    """Say that ``cells`` have years of two figures, or numbers of days, where that is why they cannot be read; else nothing."""
    short = next((cell for cell in cells if (found := _NUMERIC.fullmatch(_bare(cell))) and len(found[4]) == 2), None)
    short = short or next((cell for cell in cells if re.fullmatch(r"\d{1,2}(\.0)?", cell.strip())), None)
    if short:
        return f"the years have two figures ({shown(short)}); say --century 18 for 1848"
    serial = next((cell for cell in cells if re.fullmatch(r"\d{5}(\.\d+)?", cell.strip())), None)
    return f"{shown(serial)} looks like a date as a number of days; format the column as dates and save again" if serial else ""
