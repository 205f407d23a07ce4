"""The corner of two streets, asked for by their names: where their lines meet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.history.names import NOWHERE, RULES, City, is_way, without_district, words_of

if TYPE_CHECKING:
    from semaine_map.history.streets import Street

_SIGN = re.compile(r"[/&×,;]")
_BETWEEN = frozenset(RULES["corner_words"])
_LITTLE = frozenset(RULES["little"])
_STEP_M = 10


def names_at_corner(text: str, city: City = NOWHERE) -> tuple[str, str] | None:
    """Return the names of the two streets whose corner ``text`` asks for, or nothing where it asks for something else.

    >>> names_at_corner("à l’angle de la rue Haxo et de la rue de Belleville")
    ('rue haxo', 'rue de belleville')
    """
    parts: list[list[str]] = [[]]
    for word in words_of(_SIGN.sub(" et ", text)):
        if word in _BETWEEN:
            parts.append([])
        else:
            parts[-1].append(word)
    named = [part for part in map(_trimmed, parts) if not set(without_district(part, city)[0]) <= city.names]
    if len(named) != 2 or not all(is_way(part) for part in named):
        return None
    return " ".join(named[0]), " ".join(named[1])


def _trimmed(part: list[str]) -> list[str]:
    """Return ``part`` without the little words before and behind the name: ``de la rue Haxo à l’``."""
    while part and part[0] in _LITTLE:
        part = part[1:]
    while part and part[-1] in _LITTLE:
        part = part[:-1]
    return part


def meeting(street: Street, other: Street) -> tuple[float, float, int] | None:
    """Return where ``street`` comes nearest to ``other``: longitude, latitude and a radius in metres that holds where they meet.

    Streets that come no nearer than ``corner_m`` (``names.json``) do not meet. A crossing is known to 20–40 m (DESIGN.md, "The
    record"); where two streets run side by side or meet twice, the circle holds all of it.
    """
    line, beside = street.line, other.line
    reach = RULES["corner_m"]
    if line is None or beside is None or line.distance(beside) > reach:
        return None
    at = shapely.get_point(shapely.shortest_line(line, beside), 0)
    along = np.array(shapely.points(shapely.get_coordinates(shapely.segmentize(line, _STEP_M))))
    is_near = shapely.distance(along, beside) <= reach
    radius = max([float(reach), *shapely.distance(along, at)[is_near].tolist()])
    lon, lat = street.at(line.project(at))
    return lon, lat, round(radius)
