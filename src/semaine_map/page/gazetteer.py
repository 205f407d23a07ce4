"""Pack what the page needs to find names and house numbers as the terminal does: names, rules, numbers along the lines."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from semaine_map.history.names import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaine_map.history.gazetteer import Gazetteer
    from semaine_map.history.names import City
    from semaine_map.history.sides import Vertex
    from semaine_map.history.streets import Street
    from semaine_map.record.tables import Columns

FIRST_LETTER = 63

STEPS = 4_096
"""Where a number lies along its line travels in so many steps of the whole length."""


def pack(  # noqa: PLR0913 - the orders of the page, and what it is of
    gazetteer: Gazetteer, aliases: Columns, *, city: City, mapped: Sequence[str], places: Sequence[str], events: Sequence[str]
) -> dict[str, Any]:
    """Return the names and numbers of the streets, those that are ``mapped`` first, and more names of places and events.

    All are ids in the order in which the page has their rows. Addresses may end with the name of ``city``.

    Sparse columns are keyed by the row of a street; ``numbers`` has spacing in decimetres, then the letters of each side.
    """
    streets = gazetteer.streets
    shown = set(mapped)
    unmapped = [street for street in streets.values() if street.street_id not in shown]
    rows = [*(streets.get(street_id) for street_id in mapped), *unmapped]
    at = {place: row for row, place in enumerate(places)}
    of = {event: row for row, event in enumerate(events)}
    twins = gazetteer.squares()
    return {
        "rules": RULES | {"city": sorted(city.names), "postcode": city.postcode},
        "unmapped": [[street.name_1871, street.name_today] for street in unmapped],
        "arrondissements": [" ".join(map(str, street.arrondissements)) if street else "" for street in rows],
        "variants": {row: "|".join(street.variants) for row, street in enumerate(rows) if street and street.variants},
        "renamed": {row: street.renamed for row, street in enumerate(rows) if street and street.renamed},
        "circles": {
            " ".join(map(str, street.arrondissements)): [street.circle[0], street.circle[1], round(street.circle[2])]
            for street in unmapped
            if street.circle
        },
        "squares": {
            row: [at[place] for place in twins[street.street_id] if place in at]
            for row, street in enumerate(rows)
            if street and street.street_id in twins
        },
        "numbers": _all_numbers(gazetteer, tuple(mapped)),
        "aliases": [
            {"name": alias, "place": at.get(place, -1), "event": of.get(event, -1)}
            for alias, place, event in zip(aliases["alias"], aliases["place_id"], aliases["event_id"], strict=True)
            if place in at or event in of
        ],
    }


@lru_cache(maxsize=1)
def _all_numbers(gazetteer: Gazetteer, mapped: tuple[str, ...]) -> list[list[Any] | int]:
    """Return the numbers of the ``mapped`` streets, packed once for the pages of all days."""
    return [_numbers(gazetteer.streets.get(street_id)) for street_id in mapped]


def _numbers(street: Street | None) -> list[Any] | int:
    """Return the numbers of a street; 0 where nothing is known of them, where they are estimated how they run, and the last."""
    numbers = street.numbering if street else None
    if street is None or street.line is None or numbers is None:
        return 0
    spacing = round(numbers.spacing_m * 10)
    if numbers.is_estimated:
        return [spacing, int(numbers.odd[0].along_m == 0) + 2 * numbers.is_sure_of_start, numbers.odd[-1].number]
    return [spacing, *(_side(side, street.line.length) for side in (numbers.odd, numbers.even))]


def _side(side: Sequence[Vertex], length: float) -> str:
    """Return number, way along the line, metres to its left, precision here and beyond, each as the step from the one before."""
    letters: list[str] = []
    before = [0, 0, 0, 0, 0]
    for vertex in side:
        along = round(vertex.along_m / length * STEPS)
        values = [vertex.number, along, round(vertex.left_m), round(vertex.precision_m), round(vertex.after_m)]
        letters += [_letters(value - earlier) for value, earlier in zip(values, before, strict=True)]
        before = values
    return "".join(letters)


def _letters(value: int) -> str:
    """Return a whole number as letters of five bits each, the sign in the last bit, all but the last letter from ``_`` on."""
    left = value << 1 if value >= 0 else ~(value << 1)
    spelled = ""
    while left >= 0x20:
        spelled += chr(FIRST_LETTER + (0x20 | left & 0x1F))
        left >>= 5
    return spelled + chr(FIRST_LETTER + left)
