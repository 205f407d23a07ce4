"""Letters in the order and the forms in which they stand on paper: right to left, the letters of Arabic joined."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi import get_display

_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")

_RESHAPER = ArabicReshaper({"delete_harakat": False, "support_ligatures": True, "ARABIC LIGATURE ALLAH": False})
"""Joins letters by the forms that Unicode has for each, so that any font of Arabic will do; vowel signs stay."""


_PAIRS = "()[]{}<>«»‹›⟨⟩⟦⟧"
_MIRRORED = {one: _PAIRS[n ^ 1] for n, one in enumerate(_PAIRS)}
_MARK = "\ufe00"
_BRACKET = re.compile(f"[{re.escape(_PAIRS)}]")
_MARKED = re.compile(f"{_MARK}[{re.escape(_PAIRS)}]|[{re.escape(_PAIRS)}]{_MARK}")
"""A mark without width goes with the bracket that it follows: where it comes out before it, that bracket was turned round."""


def from_the_right(text: str) -> bool:
    """Tell whether any letter of ``text`` is of a script that is written from the right."""
    return _FROM_THE_RIGHT.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Tell whether the first letter of ``text`` that has a direction stands in a script that is written from the right."""
    if not from_the_right(text):
        return False
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in ("R", "AL") for one in directions if one in ("L", "R", "AL")), False)


@lru_cache(maxsize=65536)
def visual(text: str) -> str:
    """Return ``text`` as its letters stand from left to right (Unicode's bidirectional algorithm, UAX 9), Arabic in joined forms.

    >>> visual("Haifa חיפה")
    'Haifa הפיח'
    """
    if not from_the_right(text):
        return text
    marked = _BRACKET.sub(lambda found: found[0] + _MARK, _RESHAPER.reshape(text).replace(_MARK, ""))
    ordered = str(get_display(marked, base_dir="R" if is_right_to_left(text) else "L"))
    return _MARKED.sub(lambda found: _MIRRORED[found[0][1]] if found[0][0] == _MARK else found[0][0], ordered)
