"""From degrees to points: the frame of the map on the page and its scale."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    from semaine_map.sheets.boxes import Box

MM = 72 / 25.4
"""Points in a millimetre."""

_EARTH_M, _FLATTENING = 6_378_137.0, 1 / 298.257223563


@dataclass(frozen=True, slots=True)
class Viewport:
    """A window of the page onto the ground.

    North is up. Degrees become points by one scale for each direction, true at the middle of the frame and, over a city, to
    a thousandth anywhere in it.

    Attributes:
        box: the window in points.
        centre: longitude and latitude of its middle, degrees WGS 84.
        per_degree: points in a degree of longitude and of latitude.
        metres: metres on the ground in a point.
    """

    box: Box
    centre: tuple[float, float]
    per_degree: tuple[float, float]
    metres: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float], box: Box, *, margin: float = 0.02) -> Viewport:
        """Return the frame that shows ``bounds`` (west, south, east, north) in ``box``, with a share of ``margin`` to spare."""
        west, south, east, north = bounds
        lon, lat = (west + east) / 2, (south + north) / 2
        m_lon, m_lat = metres_per_degree(lat)
        room = 1 + 2 * margin
        metres = max((east - west) * m_lon * room / box.w, (north - south) * m_lat * room / box.h, 0.05)
        return cls(box, (lon, lat), (m_lon / metres, m_lat / metres), metres)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of the window, degrees WGS 84."""
        half_lon, half_lat = self.box.w / 2 / self.per_degree[0], self.box.h / 2 / self.per_degree[1]
        lon, lat = self.centre
        return lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat

    @property
    def scale(self) -> float:
        """Return the denominator of the map's scale."""
        return self.metres * 1000 * MM

    def points(self, degrees: ArrayLike) -> NDArray[np.float64]:
        """Return positions (longitude, latitude) as points of the page."""
        middle = (self.box.x + self.box.w / 2, self.box.y + self.box.h / 2)
        moved: NDArray[np.float64] = (np.asarray(degrees, dtype=float)[..., :2] - self.centre) * self.per_degree + middle
        return moved

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return ``geometry`` in points of the page."""
        return shapely.transform(geometry, self.points)

    def shows(self, x: float, y: float, *, inset: float = 0.0) -> bool:
        """Tell whether a point of the page lies in the window, ``inset`` points from its edge."""
        return self.box.x + inset <= x <= self.box.x + self.box.w - inset and (
            self.box.y + inset <= y <= self.box.y + self.box.h - inset
        )


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Return the metres in a degree of longitude and in one of latitude, at ``lat`` degrees on the WGS 84 ellipsoid."""
    squared = _FLATTENING * (2 - _FLATTENING)
    bulge = 1 - squared * sin(radians(lat)) ** 2
    meridian = _EARTH_M * (1 - squared) / bulge**1.5
    normal = _EARTH_M / sqrt(bulge)
    return pi / 180 * normal * cos(radians(lat)), pi / 180 * meridian
