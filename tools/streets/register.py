"""Hold the numbers of streets against those that the register of 1871 prints: a street was at least so far numbered."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from semaine_map.build import load
from semaine_map.record.crs import transformer

if TYPE_CHECKING:
    from pathlib import Path

METHOD = "number of the register"

PRECISION = 100
"""Metres within which the highest number of a register lies before the end of its street."""

BEFORE_END = 0.95
"""Part of a street after which it is looked for."""

TOO_HIGH = 1.08
"""A number higher by more than this than the last one of its side does not fit."""


def unfitting(record: Path) -> dict[str, list[dict[str, str]]]:
    """Return the streets that the register numbers farther than the anchors of ``record`` do, with anchors for its numbers."""
    dataset = load(record)
    to_degrees = transformer(dataset.week.metric_crs)
    highest: dict[tuple[str, int], int] = {}
    damage = dataset.tables["damage"]
    for street_id, text in zip(damage["street_id"], damage["number"], strict=True):
        for number in map(int, re.findall(r"\d+", text)):
            highest[street_id, number % 2] = max(number, highest.get((street_id, number % 2), 0))
    found: dict[str, list[dict[str, str]]] = {}
    for (street_id, parity), number in highest.items():
        street = dataset.gazetteer.streets.get(street_id)
        if street is None or street.line is None or street.kind == "square" or (numbers := street.numbering) is None:
            continue
        side = numbers.odd if parity else numbers.even
        if number <= TOO_HIGH * side[-1].number or not (numbers.is_sure_of_start or street.anchors):
            continue
        rises = side[-1].along_m > side[0].along_m
        place = street.line.interpolate(BEFORE_END if rises else 1 - BEFORE_END, normalized=True)
        lon, lat = to_degrees.transform(place.x, place.y, direction="INVERSE")
        found.setdefault(street_id, []).append(
            {
                "street_id": street_id,
                "number": str(number),
                "lon": f"{lon:.5f}",
                "lat": f"{lat:.5f}",
                "at": "before the end",
                "precision_m": str(PRECISION),
                "method": METHOD,
                "note": "the register of damaged houses has it (Leighton, app. XVII); that it lies near the end is inferred",
            }
        )
    return found
