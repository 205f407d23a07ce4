"""The corner of two streets: where their lines meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.history.names import RULES

if TYPE_CHECKING:
    from semaine_map.history.streets import Street


def meeting(street: Street, other: Street) -> tuple[float, float, int] | None:
    """Return where ``street`` comes nearest to ``other``: longitude, latitude and a radius in metres that holds where they meet.

    Streets that come no nearer than ``corner_m`` (``names.json``) do not meet. Where two streets run side by side
    or meet twice, the circle holds all of it.
    """
    line, beside = street.line, other.line
    reach = RULES["corner_m"]
    if line is None or beside is None or line.distance(beside) > reach:
        return None
    at = shapely.get_point(shapely.shortest_line(line, beside), 0)
    along = np.array(shapely.points(shapely.get_coordinates(shapely.segmentize(line, reach / 3))))
    is_near = shapely.distance(along, beside) <= reach
    radius = max([float(reach), *shapely.distance(along, at)[is_near].tolist()])
    lon, lat = street.at(line.project(at))
    return lon, lat, round(radius)
