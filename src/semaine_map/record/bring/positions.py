"""Read positions as people write them: decimal degrees with a dot or a comma, degrees and minutes, both in one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyproj

_NUMBER = r"[-+−]?\d+(?:[.,]\d+)?"
_PLAIN = re.compile(rf"{_NUMBER}°?", re.ASCII)
_SEXAGESIMAL = re.compile(
    r"(?P<sign>[-+−]?)(?P<before>[NSEWO]?)\s*(?P<d>\d{1,3}(?:[.,]\d+)?)\s*(?:[°º:*\s]|deg)?\s*"
    r"(?:(?P<m>\d{1,2}(?:[.,]\d+)?)\s*[′'’:\s]?\s*)?(?:(?P<s>\d{1,2}(?:[.,]\d+)?)\s*(?:[″\"”]|''|’’)?)?\s*(?P<after>[NSEWO]?)",
    re.ASCII,
)
_WKT = re.compile(rf"(?:SRID=\d+;)?POINT\s*Z?\s*\(\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?\s*\)", re.IGNORECASE)
_JSON = re.compile(rf'.*"coordinates"\s*:\s*\[\s*({_NUMBER})\s*,\s*({_NUMBER}).*', re.DOTALL)
_HEMISPHERES = {"N": ("lat", 1), "S": ("lat", -1), "E": ("lon", 1), "W": ("lon", -1), "O": ("lon", -1)}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coordinates of one cell; ``is_lon_first`` where the cell itself says which comes first, else None."""

    first: float
    second: float
    is_lon_first: bool | None
    decimals: int


def degrees(text: str) -> float | None:
    """Return one coordinate in degrees, or the number that stands in its place; None where it is none."""
    found = _degrees(text)
    return found[0] if found else None


def decimals(text: str) -> int:
    """Return how many digits stand behind the decimal sign of a coordinate; minutes count for two, seconds for four."""
    plain = re.search(r"[.,](\d+)°?$", text.strip())
    if plain and _PLAIN.fullmatch(text.strip()):
        return len(plain[1])
    return 0 if _PLAIN.fullmatch(text.strip()) else 2 * (len(re.findall(r"\d+(?:[.,]\d+)?", text)) - 1)


def _degrees(text: str) -> tuple[float, str] | None:
    """Return degrees and the axis that a letter of the sky names, empty where none does."""
    text = text.strip().replace("−", "-").upper()
    if _PLAIN.fullmatch(text):
        return float(text.rstrip("°").replace(",", ".")), ""
    found = _SEXAGESIMAL.fullmatch(text)
    if not found:
        return None
    letter = found["before"] or found["after"]
    if not letter and not found["m"]:
        return None
    whole, minutes, seconds = (float((found[part] or "0").replace(",", ".")) for part in "dms")
    if minutes >= 60 or seconds >= 60:
        return None
    axis, sign = _HEMISPHERES.get(letter, ("", 1))
    return (-1 if found["sign"] == "-" else sign) * (whole + minutes / 60 + seconds / 3600), axis


def pair(text: str) -> Pair | None:
    """Return both coordinates of a cell like ``41.38, 2.14``, ``48°51′24″N 2°21′03″E`` or ``POINT (2.14 41.38)``; None if not."""
    bare = text.strip()
    for form in (_WKT, _JSON):
        if found := form.fullmatch(bare):
            lon, lat = (float(one.replace("−", "-").replace(",", ".")) for one in found.groups())
            return Pair(lon, lat, is_lon_first=True, decimals=decimals(found[1]))
    bare = bare.strip("()[]{} ")
    for parts in _halves(bare):
        read = [_degrees(part) for part in parts]
        first, second = read
        if first and second:
            axes = first[1], second[1]
            if axes[0] and axes[0] == axes[1]:
                return None
            known = None if axes == ("", "") else "lon" in axes[:1] or axes[1] == "lat"
            return Pair(first[0], second[0], known, min(map(decimals, parts)))
    return None


def _halves(text: str) -> list[tuple[str, str]]:
    """Return the ways to part a cell into two coordinates."""
    ways = [text.split(sign) for sign in (";", "/", "|") if text.count(sign) == 1]
    if text.count(",") in (1, 3) and (found := re.fullmatch(r"([^,]*(?:,\d+)?)\s*,\s*([^,]*(?:,\d+)?)", text)):
        ways.append([found[1], found[2]])
    if found := re.fullmatch(r"(.*[NSEWO])\s*,?\s*(\d.*[NSEWO])", text, re.IGNORECASE):
        ways.append([found[1], found[2]])
    if len(text.split()) == 2:
        ways.append(text.split())
    return [(way[0].strip().rstrip(","), way[1].strip()) for way in ways if len(way) == 2]


def carried(places: Sequence[tuple[float, float] | None], code: str) -> list[tuple[float, float] | None]:
    """Return the positions ``places`` (east, north) of the system ``code`` in degrees WGS 84.

    Raises:
        UsageError: PROJ does not know the system.
    """
    from pyproj.exceptions import CRSError  # noqa: PLC0415 - PROJ takes a tenth of a second to load

    try:
        carry = _transformer(code)
    except CRSError as problem:
        raise UsageError(f"{code!r} is not the code of a system of coordinates; write for example EPSG:2154") from problem
    moved = [None if at is None else carry.transform(*at) for at in places]
    return [None if at is None or not all(map(_is_finite, at)) else at for at in moved]


@cache
def _transformer(code: str) -> pyproj.Transformer:
    import pyproj  # noqa: PLC0415 - as above

    return pyproj.Transformer.from_crs(code, "EPSG:4326", always_xy=True)


def _is_finite(number: float) -> bool:
    return abs(number) < 1e9
