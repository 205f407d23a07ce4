"""Words by which a table is read, from ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words() -> dict[str, dict[str, str]]:
    """Return the lists of words by their names, each by what its words, separated by spaces, mean."""
    return tomllib.loads(files("semaine_map.record.bring").joinpath("words.toml").read_text(encoding="utf-8"))
