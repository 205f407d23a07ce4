"""Names of days, months and years, once for page, sheets and terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.record import calendar as dates

if TYPE_CHECKING:
    from collections.abc import Mapping

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ),
    "fr": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
}  # fmt: skip


NO_BREAK = "\u00a0"
_BEFORE = {"en": "BC", "fr": "av. J.-C."}


def by_step(texts: Mapping[str, str], step: str) -> dict[str, str]:
    """Return the texts of an atlas that goes by ``step``: where one speaks of days, that of its months or years instead."""
    other = ("_month", "_year")
    own = {key.removesuffix(f"_{step}"): text for key, text in texts.items() if f"_{step}" in other and key.endswith(f"_{step}")}
    return {key: text for key, text in texts.items() if not key.endswith(other)} | own


def weekday(language: str, day: str, system: str = "gregorian") -> str:
    """Return the name of the weekday of a day of the calendar ``system``; of a month or a year nothing."""
    return WEEKDAYS[language][dates.weekday(day, system)] if dates.parts(day)[2] else ""


def month(language: str, day: str) -> str:
    """Return the name of the month of a day or a month; of a year nothing."""
    number = dates.parts(day)[1]
    return MONTHS[language][number - 1] if number else ""


def year(language: str, day: str) -> str:
    """Return the year of a date as it is said: 1871, 79, 44 BC."""
    number = dates.parts(day)[0]
    return str(number) if number > 0 else f"{1 - number}{NO_BREAK}{_BEFORE[language]}"


def date_text(language: str, day: str) -> str:
    """Return ``day`` written out: 24 May 1871, 24 mai 1871, 1er mai 1871, May 1871, 44 BC."""
    number = dates.parts(day)[2]
    first = "1er" if language == "fr" and number == 1 else str(number or "")
    return NO_BREAK.join(filter(None, (first, month(language, day), year(language, day))))


def number(day: str) -> str:
    """Return the number by which a step is known among its like: of a day in its month, of a month in its year, of a year."""
    of_year, of_month, of_day = dates.parts(day)
    return str(of_day or of_month or of_year)


def short(language: str, day: str) -> str:
    """Return ``day`` as a field in a row of such says it: the number of a day, a month by three letters, a year."""
    _, of_year, of_month = dates.parts(day)
    return str(of_month) if of_month else month(language, day)[:4].strip() if of_year else year(language, day)
