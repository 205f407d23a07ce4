"""How a source and a passage in it are written for readers of each language, and where on the web the passage can be read."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from semaine_map.history.calendar import MONTHS, NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semaine_map.history.dataset import Dataset

_QUOTED = re.compile(r"«\s*(.*?)\s*»")
_FIRST = re.compile(rf"(?<!\w)1 (?=(?:{'|'.join(MONTHS['fr'])})\b)")
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_ADDRESSES = re.compile(r"(?:\{[^{}]*\}|[^\s{}])+")


def localised(dataset: Dataset, language: str, locator: str) -> str:
    """Return a locator as readers of ``language`` write it.

    The terms that the vocabulary lists under ``locator`` (``letter of``, ``djvu``, ``May``) are put into the language, the
    longest first; what stands in quotation marks is a title and stays, in the marks of the language.
    """
    return _localised(tuple(dataset.words[language].get("locator", {}).items()), language, locator)


@lru_cache(maxsize=65536)
def _localised(terms: tuple[tuple[str, str], ...], language: str, locator: str) -> str:
    words = dict(terms)
    marks = f"«{NO_BREAK}\\1{NO_BREAK}»" if language == "fr" else "“\\1”"
    parts = re.split(r"(«.*?»)", locator)
    text = "".join(_QUOTED.sub(marks, part) if n % 2 else _translated(words, part) for n, part in enumerate(parts))
    return _FIRST.sub("1er ", text) if language == "fr" else text


def _translated(words: Mapping[str, str], text: str) -> str:
    if not words or not text:
        return text
    return _pattern(tuple(words)).sub(lambda found: words[found[0]], text)


@lru_cache(maxsize=16)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def today(dataset: Dataset, language: str, name: str) -> str:
    """Return the name of a place today, what is said beside it in ``language``: near, 11th; by the list ``name_today``."""
    return _translated(dataset.words[language].get("name_today", {}), name)


def ground(dataset: Dataset, language: str) -> str:
    """Return whose the drawing of the ground is, in ``language`` where the interface of the record has a ``ground_credit``."""
    return dataset.words[language].get("interface", {}).get("ground_credit") or dataset.week.ground


def corps(dataset: Dataset, language: str, name: str) -> str:
    """Return whose column it is, in ``language`` where the vocabulary has it under ``corps``."""
    return dataset.words[language].get("corps", {}).get(name, name)


def address(pattern: str, locator: str) -> str:
    """Return the address of the passage at ``locator``, by the ``url_pattern`` of its source; empty where none fits.

    A pattern is one address or several, parted by spaces; the first that fits is taken. In it ``{djvu}`` stands for the number,
    arabic or roman, that follows that word in the locator, and ``{page}`` for its first number; it fits if the locator has them.
    ``{ch.?}`` only asks that there is one, and is not written.

    >>> address("https://books.example/v{t.}/{djvu} https://books.example/", "t. 1, djvu 306")
    'https://books.example/v1/306'
    """
    for one in _ADDRESSES.findall(pattern):
        if not one.startswith(("https://", "http://")):
            continue
        numbers = {word: _after(word.removesuffix("?"), locator) for word in _PLACEHOLDER.findall(one)}
        if all(numbers.values()):
            for word, number in numbers.items():
                one = one.replace(f"{{{word}}}", "" if word.endswith("?") else number)  # noqa: PLW2901 - the address fills up
            return str(one)
    return ""


def _after(word: str, locator: str) -> str:
    if word == "page":
        number = re.search(r"\d+", locator)
        return number[0] if number else ""
    found = re.search(rf"(?<!\w){re.escape(word)}\s*(\d+|[IVXLC]+\b)", locator)
    return found[1] if found else ""


def source(dataset: Dataset, language: str, row: int, field: str) -> str:
    """Return a ``field`` of a source (author, title, edition, licence, short), as it is said in ``language``."""
    sources = dataset.tables["sources"]
    own = sources[f"{field}_fr"][row] if language == "fr" else ""
    said: str = own or sources[field][row] or ""
    return said


def passage(dataset: Dataset, language: str, source_id: str, locator: str) -> str:
    """Return a source and where it says so in one line, in ``language``: Lissagaray 1886, ch. XXIX."""
    row = _rows(dataset)[source_id]
    named = source(dataset, language, row, "short") or source(dataset, language, row, "title")
    return ", ".join(filter(None, (named, localised(dataset, language, locator))))


@lru_cache(maxsize=8)
def _rows(dataset: Dataset) -> dict[str, int]:
    return {name: n for n, name in enumerate(dataset.tables["sources"]["source_id"])}


def witnesses(dataset: Dataset, language: str) -> dict[str, str]:
    """Return, by event, its witnesses in one line, in ``language``."""
    citations = dataset.tables["citations"]
    lines: dict[str, dict[str, None]] = {}
    for event, source_id, locator in zip(*(citations[name] for name in ("event_id", "source_id", "locator")), strict=True):
        lines.setdefault(event, {})[passage(dataset, language, source_id, locator)] = None
    return {event: "; ".join(its) for event, its in lines.items()}
