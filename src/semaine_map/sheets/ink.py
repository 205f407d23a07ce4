"""Colours and pens: the operators of PDF that the painters write."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

PAPER, SHEET, INK, SOFT, RULE = "#f6f1e7", "#fffdf8", "#231f1a", "#5a5145", "#cdc1ab"
FIRE = "#c0390f"


class Sides(NamedTuple):
    """The inks of the two sides: of their signs and columns, and of the ground that each holds."""

    commune: str = "#97281b"
    army: str = "#2f4f73"
    commune_ground: str = "#a42e1c"
    army_ground: str = "#28568e"


def sides(own: Mapping[str, str]) -> Sides:
    """Return the inks of the two sides; a record's ``own`` serve for signs and ground alike."""
    plain = Sides()
    return Sides(
        own.get("commune", plain.commune),
        own.get("versailles", plain.army),
        own.get("commune", plain.commune_ground),
        own.get("versailles", plain.army_ground),
    )


@lru_cache(maxsize=4096)
def rgb(colour: str) -> tuple[float, float, float]:
    """Return a colour ``#rrggbb`` as red, green and blue between 0 and 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


@lru_cache(maxsize=4096)
def mixed(colour: str, share: float, ground: str = PAPER) -> str:
    """Return ``share`` of ``colour`` over ``ground`` as one opaque colour: a cheap printer knows no transparency."""
    parts = (round(255 * (a * share + b * (1 - share))) for a, b in zip(rgb(colour), rgb(ground), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


@lru_cache(maxsize=4096)
def fill(colour: str) -> str:
    """Return the operator that fills with ``colour``."""
    return "{:.3f} {:.3f} {:.3f} rg".format(*rgb(colour))


def pen(colour: str, width: float, *, dash: Sequence[float] = (), cap: int = 1, join: int = 1) -> str:
    """Return the operators of a pen: ``width`` and ``dash`` in points; ``cap`` and ``join`` as PDF counts them."""
    pattern = " ".join(f"{one:.2f}" for one in dash)
    return "{:.3f} {:.3f} {:.3f} RG".format(*rgb(colour)) + f" {width:.2f} w [{pattern}] 0 d {cap} J {join} j"


def trace(points: NDArray[np.float64], *, closed: bool = False) -> str:
    """Return the operators of a path through ``points``."""
    if len(points) < 2:
        return ""
    (x, y), rest = points[0], points[1:-1] if closed else points[1:]
    lines = "".join(f"{a:.2f} {b:.2f} l\n" for a, b in rest.tolist())
    return f"{x:.2f} {y:.2f} m\n{lines}" + ("h\n" if closed else "")


def outline(geometry: shapely.Geometry) -> str:
    """Return the operators of the path of a geometry that is in points: its rings closed, its lines open."""
    paths = []
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Polygon":
            paths += [trace(np.asarray(ring.coords)[:, :2], closed=True) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in ("LineString", "LinearRing"):
            paths.append(trace(np.asarray(part.coords)[:, :2]))
        elif part.geom_type != "Point":
            paths.append(outline(part))
    return "".join(paths)


def rectangle(x: float, y: float, w: float, h: float) -> str:
    """Return the operator of a rectangle, points."""
    return f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re"


def apart(lines: Iterable[str]) -> str:
    """Return operators that leave pen and colour as they found them."""
    return "q\n" + "\n".join(lines) + "\nQ"
