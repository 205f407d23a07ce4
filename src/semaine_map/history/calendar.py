"""Names of months and weekdays, once for page, sheets and terminal."""

from __future__ import annotations

from datetime import date

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


def weekday(language: str, day: str) -> str:
    """Return the name of the weekday of the ISO date ``day``."""
    return WEEKDAYS[language][date.fromisoformat(day).weekday()]


def month(language: str, day: str) -> str:
    """Return the name of the month of the ISO date ``day``."""
    return MONTHS[language][int(day[5:7]) - 1]
