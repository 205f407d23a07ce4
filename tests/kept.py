"""Compare text with a file that was looked at once, and keep it anew where that is asked for."""

from __future__ import annotations

import difflib
import json
import os
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "golden"
MOST_LINES = 40
"""Of a difference; the rest is more of the same."""


def payload_of(text: str) -> dict[str, Any]:
    """Return the payload of a page, its second line put where the first has none."""
    first: dict[str, Any]
    first, later = map(json.loads, text.split("\n"))
    for key, value in later.items():
        if first[key] != 0:
            assert all(first[key][name] == 0 for name in value)
        first[key] = first[key] | value if first[key] else value
    return first


def same(name: str, text: str) -> None:
    """Fail where ``text`` is not what the file ``name`` has, and say in which lines; with ``GOLDEN=keep`` write the file."""
    file = FOLDER / name
    text = text.rstrip() + "\n"
    if os.environ.get("GOLDEN") == "keep":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    kept = file.read_text(encoding="utf-8")
    if text != kept:
        lines = list(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm="", n=1))
        pytest.fail("\n".join([f"{name} is not what it was (meant? GOLDEN=keep writes it anew)", *lines[:MOST_LINES]]))
