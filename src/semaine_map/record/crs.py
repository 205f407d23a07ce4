"""Systems of coordinates: degrees WGS 84, in which everything is kept, and the metres of the record's own system."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyproj

CRS = "EPSG:4326"

_KNOWN = re.compile(r"EPSG:(2154|32[67](0[1-9]|[1-5]\d|60))")
"""Systems in metres of which PROJ, which takes a tenth of a second to load, need not be asked: Lambert-93 and the UTM zones."""


def reason(code: str) -> str | None:
    """Say why ``code`` names no projected system in metres, or None where it does."""
    if _KNOWN.fullmatch(code):
        return None
    import pyproj  # noqa: PLC0415 - as above
    from pyproj.exceptions import CRSError  # noqa: PLC0415 - as above

    try:
        system = pyproj.CRS.from_user_input(code)
        fits = system.is_projected and {axis.unit_name for axis in system.axis_info} == {"metre"}
    except CRSError:
        fits = False
    return None if fits else f'{code!r} is not a projected system in metres; write for example "EPSG:2154"'


@cache
def transformer(code: str) -> pyproj.Transformer:
    """Return what carries longitude and latitude to the metres, east before north, of the system ``code``, and back."""
    import pyproj  # noqa: PLC0415 - as above

    return pyproj.Transformer.from_crs(CRS, code, always_xy=True)
