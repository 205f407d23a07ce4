"""The words of a sheet in its language: dates, hours, ordinals and the fixed texts."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from semaine_map.history import calendar

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

NO_BREAK = "\u00a0"


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads(files("semaine_map").joinpath("sheets/texts.json").read_text(encoding="utf-8"))
    return texts


def say(language: str, key: str, **values: object) -> str:
    """Return the fixed text ``key`` in ``language`` with ``{name}`` filled in from ``values``.

    Raises:
        KeyError: there is no such text.
    """
    return bound(language, _texts()[language][key].format(**values))


def bound(language: str, text: str) -> str:
    """Bind to their word the signs that French sets off by a space, so that no line begins with one."""
    if language != "fr":
        return text
    return re.sub(r" (?=[;:!?»])", NO_BREAK, re.sub(r"« ", f"«{NO_BREAK}", text))


def begun(text: str) -> str:
    """Return ``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def whole(dataset: Dataset, language: str) -> str:
    """Return what the record calls all of its days together."""
    return dataset.words[language].get("interface", {}).get("whole_week") or say(language, "whole_week")


def date_text(language: str, day: str) -> str:
    """Return ``day`` written out: 24 May 1871, 24 mai 1871, 1er mai 1871."""
    return calendar.date_text(language, day)


def hour_text(language: str, time: str) -> str:
    """Return a clock time ``HH:MM`` as it is written: 19:30, 19 h 30."""
    if language != "fr":
        return time
    hour, minute = time.split(":")
    return f"{int(hour)}{NO_BREAK}h" + ("" if minute == "00" else f"{NO_BREAK}{minute}")
