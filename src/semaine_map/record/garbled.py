"""Text that lost its letters on the way: UTF-8 read as another encoding, or a question mark where a letter stood."""

from __future__ import annotations

import re

GARBLED = re.compile(
    r"\ufffd|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ“”¦˜\u009d]?|Â[\u00a0-\u00bf]|Ð[\u0080-\u00bf]Ð|(?:[Ð\u00d1][\u0080-\u00bf‚-™]){3}"
)
"""UTF-8 that was read as an older encoding and saved again, or the sign for a letter that was lost."""

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
