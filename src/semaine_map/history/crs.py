"""Carry positions between degrees WGS 84 and the metres of the record's own system."""

from __future__ import annotations

from functools import cache

import pyproj
from pyproj.exceptions import CRSError

from semaine_map.errors import Fault, RecordError
from semaine_map.history.territory import CRS
from semaine_map.record.settings import FILE


@cache
def transformer(code: str) -> pyproj.Transformer:
    """Return what carries longitude and latitude to the metres, east before north, of the system ``code``, and back.

    Raises:
        RecordError: ``code`` names no projected system in metres.
    """
    try:
        system = pyproj.CRS.from_user_input(code)
        fits = system.is_projected and {axis.unit_name for axis in system.axis_info} == {"metre"}
    except CRSError:
        fits = False
    if not fits:
        reason = f'{code!r} is not a projected system in metres; write for example "EPSG:2154"'
        raise RecordError([Fault(FILE, 1, "metric_crs", reason)])
    return pyproj.Transformer.from_crs(CRS, code, always_xy=True)
