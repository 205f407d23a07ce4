"""The words of a sheet in its language: dates, hours, ordinals and the fixed texts."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semaine_map.history.frames import Chronicle

NO_BREAK = "\u00a0"


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads(files("semaine_map").joinpath("sheets/texts.json").read_text(encoding="utf-8"))
    return texts


def say(tongue: str, key: str, **values: object) -> str:
    """Return the fixed text ``key`` in ``tongue`` with ``{name}`` filled in from ``values``.

    Raises:
        KeyError: there is no such text.
    """
    return bound(tongue, _texts()[tongue][key].format(**values))


def bound(tongue: str, text: str) -> str:
    """Bind to their word the signs that French sets off by a space, so that no line begins with one."""
    if tongue != "fr":
        return text
    return re.sub(r" (?=[;:!?»])", NO_BREAK, re.sub(r"« ", f"«{NO_BREAK}", text))


def begun(text: str) -> str:
    """Return ``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def whole(chronicle: Chronicle, tongue: str) -> str:
    """Return what the record calls all of its days together."""
    return chronicle.words[tongue].get("interface", {}).get("whole_week") or say(tongue, "whole_week")


def weekday(tongue: str, day: str) -> str:
    """Return the name of the weekday of the ISO date ``day``."""
    return say(tongue, "weekdays").split()[date.fromisoformat(day).weekday()]


def month(tongue: str, day: str) -> str:
    """Return the name of the month of the ISO date ``day``."""
    return say(tongue, "months").split()[int(day[5:7]) - 1]


def date_text(tongue: str, day: str) -> str:
    """Return ``day`` written out: 24 May 1871, 24 mai 1871, 1er mai 1871."""
    number = int(day[8:10])
    first = "1er" if tongue == "fr" and number == 1 else str(number)
    return f"{first}{NO_BREAK}{month(tongue, day)}{NO_BREAK}{day[:4]}"


def hour_text(tongue: str, time: str) -> str:
    """Return a clock time ``HH:MM`` as it is written: 19:30, 19 h 30."""
    if tongue != "fr":
        return time
    hour, minute = time.split(":")
    return f"{int(hour)}{NO_BREAK}h" + ("" if minute == "00" else f"{NO_BREAK}{minute}")


def ordinal(tongue: str, number: int) -> str:
    """Return the ordinal of an arrondissement: 1st, 12th; 1er, 12e."""
    if tongue == "fr":
        return f"{number}{'er' if number == 1 else 'e'}"
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def count_text(tongue: str, number: int) -> str:
    """Return a whole number with its thousands set off."""
    return f"{number:,}".replace(",", NO_BREAK) if tongue == "fr" else f"{number:,}"
