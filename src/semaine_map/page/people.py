"""Pack the people of a record, and who is in which event, into what the page reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaine_map.history.dataset import Dataset

_COLUMNS = ("name_fr", "variants", "role", "role_fr", "side", "fate", "note_en", "note_fr", "wikidata", "maitron")


def pack(dataset: Dataset, events: Sequence[str]) -> dict[str, dict[str, list[Any]]]:
    """Return the people of ``events`` (ids, in the order of the page) by their names, and their parts in the order of these."""
    people, parts = dataset.tables["people"], dataset.tables["participants"]
    row_of = {event: row for row, event in enumerate(events)}
    known = {person: row for row, person in enumerate(people["person_id"])}
    kept = sorted(
        (row_of[event], known[person], part)
        for event, person, part in zip(*(parts[name] for name in ("event_id", "person_id", "part")), strict=True)
        if event in row_of
    )
    shown = sorted({person for _, person, _ in kept}, key=lambda row: (_last_name(people["name"][row]), people["person_id"][row]))
    at = {row: n for n, row in enumerate(shown)}
    cells = {name: people.get(name) or [""] * len(people["name"]) for name in _COLUMNS}
    return {
        "people": {
            "id": [people["person_id"][row] for row in shown],
            "name": [people["name"][row] for row in shown],
            **{name: [column[row] or None for row in shown] for name, column in cells.items()},
        },
        "parts": {
            "event": [event for event, _, _ in kept],
            "person": [at[person] for _, person, _ in kept],
            "part": [part for _, _, part in kept],
        },
    }


def _last_name(name: str) -> str:
    """Return what a name is sorted by: its last word, without a capital; what is said of it in parentheses is none."""
    words = name.partition(" (")[0].split()
    return words[-1].casefold() if words else ""
