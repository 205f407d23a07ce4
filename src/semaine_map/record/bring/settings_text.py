"""Write ``atlas.toml``: the few settings of a new record, each with a word on what it does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semaine_map.record.bring.rows import Wishes


def settings(title: str, wishes: Wishes, step: str, *, only_days_with_events: bool, kinds: Mapping[str, str]) -> str:
    """Return the text of ``atlas.toml``; ``kinds`` are those of the record's own, with their words."""
    lines = [
        f"title = {text(title)}",
        f"language = {text(wishes.language)} # of the titles and texts, as the Web writes it: en, fr, ca, fa, zh …",
        _optional("creator", wishes.creator, "who made the record: on every page, sheet and file"),
        _optional("licence", wishes.licence, "under which others may use it; an SPDX identifier such as CC-BY-4.0"),
        _optional("name", wishes.name, "what files are called; left out, made of the title"),
        f"step = {text(step)} # day, month or year",
        f"only_days_with_events = {str(only_days_with_events).lower()} # leave out the steps on which nothing begins",
        "# Left out, these are found out: first_day, last_day, [bounds], metric_crs, country.",
    ]
    if kinds:
        lines += [
            "",
            "# Kinds of event: `like` names the one whose sign and rules it follows (barricade, fight, fire, death, movement …).",
        ]
        for code, word in kinds.items():
            lines += ["", f"[kinds.{code}]", 'like = "decision"', f"{wishes.language} = {text(word)}"]
    return "\n".join(lines) + "\n"


def _optional(key: str, value: str, meaning: str) -> str:
    return f"{key} = {text(value)}" if value else f'# {key} = "" # {meaning}'


def text(value: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(value, ensure_ascii=False)
