"""What the pages say: their own words, the record's vocabulary, dates and locators."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from semaine_map.history import calendar
from semaine_map.history.counts import count_text

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset
    from semaine_map.history.event import Event

NO_BREAK = "\u00a0"


@lru_cache(maxsize=1)
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = json.loads(files("semaine_map").joinpath("site", "texts.json").read_text(encoding="utf-8"))
    return texts


def say(language: str, key: str, **values: object) -> str:
    """Return a text of the pages with its blanks filled."""
    return _texts()[language][key].format(**values)


def term(dataset: Dataset, language: str, vocabulary: str, name: str) -> str:
    """Return a term of the record's vocabulary in words; of an empty one nothing."""
    return dataset.words[language].get(vocabulary, {}).get(name, name) if name else ""


def when(dataset: Dataset, language: str, event: Event) -> str:
    """Say when an event was, as precisely as the record does and no more."""
    start, end, edtf = event["start"], event["end"], event["edtf"] or ""
    first = calendar.date_text(language, start)
    last = calendar.date_text(language, end) if end and end != start else ""
    if event["undated"]:
        return say(language, "between", start=first, end=last) if last else say(language, "from", date=first)
    opens = edtf.startswith("..") or ("/" in edtf and edtf.partition("/")[0] < start)
    text = say(language, "before", date=first) if opens else first
    if event["start_time"]:
        text += f", {_hour(language, event['start_time'])}"
    elif event["part_of_day"]:
        text += f", {term(dataset, language, 'part_of_day', event['part_of_day'])}"
    if last:
        text += f" – {last}"
    if edtf.endswith("~"):
        text = say(language, "about", date=text)
    return say(language, "perhaps", date=text) if edtf.endswith("?") else text


def _hour(language: str, time: str) -> str:
    hour, _, minute = time.partition(":")
    if language != "fr":
        return time
    return f"{int(hour)}{NO_BREAK}h" + (f"{NO_BREAK}{minute}" if minute != "00" else "")


def killed(language: str, event: Event) -> str:
    """Say how many were killed, as witnesses claim; nothing where none does."""
    numbers = [n for n in (event["killed_min"], event["killed_max"]) if n is not None]
    if not numbers:
        return ""
    low, high = count_text(language, min(numbers)), count_text(language, max(numbers))
    return say(language, "claimed", n=low) if low == high else say(language, "claimed_range", low=low, high=high)
