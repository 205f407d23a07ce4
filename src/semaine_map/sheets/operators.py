"""Colours and pens: the operators of PDF that the painters write."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.portrayal.colours import channels, mixed
from semaine_map.portrayal.portrayal import palette

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

_PAGE = palette()["page"]
PAPER, SHEET, FOREGROUND, SOFT, RULE, EDGE = (
    _PAGE[name] for name in ("paper", "sheet", "ink", "ink-soft", "rule", "rule-strong")
)


def faded(colour: str, share: float) -> str:
    """Return ``share`` of ``colour`` over the paper as one opaque colour: a cheap printer knows no transparency."""
    return mixed(colour, share, PAPER)


@lru_cache(maxsize=4096)
def fill(colour: str) -> str:
    """Return the operator that fills with ``colour``."""
    return "{:.3f} {:.3f} {:.3f} rg".format(*channels(colour))


def pen(colour: str, width: float, *, dash: Sequence[float] = (), cap: int = 1, join: int = 1) -> str:
    """Return the operators of a pen: ``width`` and ``dash`` in points; ``cap`` and ``join`` as PDF counts them."""
    pattern = " ".join(f"{one:.2f}" for one in dash)
    return "{:.3f} {:.3f} {:.3f} RG".format(*channels(colour)) + f" {width:.2f} w [{pattern}] 0 d {cap} J {join} j"


def trace(points: NDArray[np.float64], *, closed: bool = False) -> str:
    """Return the operators of a path through ``points``."""
    if len(points) < 2:
        return ""
    (x, y), rest = points[0], points[1:-1] if closed else points[1:]
    lines = "".join(f"{a:.2f} {b:.2f} l\n" for a, b in rest.tolist())
    return f"{x:.2f} {y:.2f} m\n{lines}" + ("h\n" if closed else "")


def outline(geometry: BaseGeometry) -> str:
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
