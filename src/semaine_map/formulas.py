"""Keep texts from being computed as formulas by the spreadsheet that opens a table."""

from __future__ import annotations

import re

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins with one of these is computed by a spreadsheet; an apostrophe before it makes it text again."""

# Of figures alone: what Python reads as one too, -inf or -1_0, a spreadsheet would look up as a name.
_NUMBER = re.compile(r"[+-](?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def without_formula(cell: object) -> object:
    """Return ``cell`` so that no spreadsheet runs it: a text with an apostrophe before it; a number with its sign as it is."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
