"""Text that was lost on its way: letters read as another encoding or turned into question marks, and words for no value."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GARBLED = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”¦˜\u009d]?|Â[\u00a0-\u00bf]|Ð[\u0080-\u00bf]Ð|(?:[Ð\u00d1][\u0080-\u00bf‚-™]){3}"
)
"""UTF-8 that was read as an older encoding and saved again, or the sign for a letter that was lost."""

SPREADSHEET_WORD = re.compile(
    r"#(?:N/A|REF!|NAME\?|DIV/0!|VALUE!|NUM!|NULL!|SPILL!|CALC!|VALEUR!|NOM\?|NOMBRE!|WERT!|BEZUG!|ZAHL!|¡\w+!|¿\w+\?)|#{4,}"
)
"""What a spreadsheet puts where it could not work out a value, in several languages."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Signs that steer a terminal or a printer and belong into no text."""

LONGEST_TEXT = 5_000
"""Characters that a text may have."""

EMPTY_WORDS = ("nan", "NaN", "None", "NULL", "null", "NaT", "undefined", "<NA>", "#N/D", "#NV")
"""What programs write for nothing."""

_MARKS_OF_GARBLED = ("\ufffd", "Ã", "â€", "Â", "Ð", "Ñ")
"""What ``GARBLED`` begins with."""

_WORDS_FOR_NOTHING = frozenset(EMPTY_WORDS)
_PIECE = 10_000


def is_plain(texts: Iterable[str]) -> bool:
    """Tell at once of many texts that none is garbled, too long or a word for nothing; where one may be, each is to be judged."""
    each = iter(texts)
    while piece := list(islice(each, _PIECE)):
        joined = "\n".join(piece)
        if max(map(len, piece)) > LONGEST_TEXT or not _WORDS_FOR_NOTHING.isdisjoint(piece):
            return False
        if any(mark in joined for mark in ("\n#", *_MARKS_OF_GARBLED)) or joined.startswith("#") or CONTROL.search(joined):
            return False
    return True


_ASKED = re.compile(r"[^\W\d_]\?[^\W\d_]")
_OF_ADDRESSES = frozenset("/=&@")


def lost(text: str) -> str:
    """Return the first word of ``text`` with a question mark between letters, as ``H?tel``; empty where none is.

    An address has question marks of its own.
    """
    if "?" not in text:
        return ""
    words = (word for word in text.split() if _ASKED.search(word))
    return next((word for word in words if _OF_ADDRESSES.isdisjoint(word)), "")
