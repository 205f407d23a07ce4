"""The span of time that a record covers: its days, named by ISO date strings, and its titles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from semaine_map.errors import Fault, UsageError

if TYPE_CHECKING:
    from pathlib import Path

FILE = "atlas.toml"
_DATES = ("first_day", "last_day", "latest", "record_date")
_TEXTS = ("title", "subtitle")
_BOUNDS = ("west", "south", "east", "north")


@dataclass(frozen=True, slots=True)
class Week:
    """The days of the atlas and the frame of its positions.

    ``latest`` is the last date on which an event may end (what outlasts the week is cut there). ``bounds`` is west, south,
    east, north in degrees WGS 84: a position outside is a fault.
    """

    first_day: str
    last_day: str
    latest: str
    record_date: str
    title: dict[str, str]
    subtitle: dict[str, str]
    bounds: tuple[float, float, float, float]

    @property
    def days(self) -> tuple[str, ...]:
        """Return every day from the first to the last, as ISO strings."""
        first, last = date.fromisoformat(self.first_day), date.fromisoformat(self.last_day)
        return tuple((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))

    def day(self, text: str) -> str:
        """Return ``text`` if it names a day of the week.

        Raises:
            UsageError: it does not.
        """
        if text in self.days:
            return text
        raise UsageError(f"{text!r} is not a day of this atlas: choose from {self.first_day} to {self.last_day}")


def read_week(folder: Path) -> tuple[Week | None, list[Fault]]:
    """Read ``atlas.toml`` of a record.

    Returns the week, or None with the faults that stand in its way.
    """
    path = folder / FILE
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, [Fault(FILE, 1, "file", "the file is missing: it names the days, the title and the bounds of the atlas")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        return None, [Fault(FILE, 1, "file", f"cannot be read: {problem}")]
    faults = [
        Fault(FILE, 1, key, f"{raw.get(key)!r} is not a date; write {key} = 1871-05-21, without quotes")
        for key in _DATES
        if type(raw.get(key)) is not date
    ]
    for key in _TEXTS:
        texts = raw.get(key)
        if not (isinstance(texts, dict) and all(isinstance(texts.get(tongue), str) for tongue in ("en", "fr"))):
            faults.append(Fault(FILE, 1, key, f"[{key}] needs a text for en and one for fr"))
    bounds = raw.get("bounds")
    if not (isinstance(bounds, dict) and all(type(bounds.get(side)) in (int, float) for side in _BOUNDS)):
        faults.append(Fault(FILE, 1, "bounds", "[bounds] needs west, south, east and north in degrees"))
    if faults:
        return None, faults
    if not raw["first_day"] <= raw["last_day"] <= raw["latest"]:
        return None, [Fault(FILE, 1, "last_day", "first_day, last_day and latest must follow each other")]
    dates = {key: raw[key].isoformat() for key in _DATES}
    west, south, east, north = (float(raw["bounds"][side]) for side in _BOUNDS)
    return Week(**dates, title=raw["title"], subtitle=raw["subtitle"], bounds=(west, south, east, north)), []
