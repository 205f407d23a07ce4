"""The drawn signs, one per kind: the very shapes of the screen, read from its script and turned into paths of PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import atan2, ceil, cos, hypot, pi, sin, sqrt, tan

from semaine_map.sheets.ink import FIRE, INK, PAPER, Sides, fill, mixed, pen

BOX = 24.0
"""The signs are drawn in a box of 24 by 24, y downwards."""

DASHES: dict[str, tuple[float, ...]] = {"certain": (), "less-certain": (3.6, 2.2), "uncertain": (1.1, 2.1)}
GRAVE = {"execution", "death", "bodies", "burial", "tribunal", "arrest", "hostages"}
"""Kinds whose sign is ink whoever did it: the dead have no side here."""

CUT_OUT = {"barricade", "decision"}
"""Kinds whose lines are joints, cut out of the body in paper."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign as operators of PDF: its body and its lines, either may be empty."""

    body: str
    line: str


@lru_cache(maxsize=1)
def signs() -> dict[str, Sign]:
    """Return the signs by kind, as ``web/js/map/signs.js`` draws them.

    Raises:
        ValueError: the script does not hold them in the form that is read here.
    """
    script = files("semaine_map").joinpath("page/web/js/map/signs.js").read_text(encoding="utf-8")
    block = script.partition("const SIGNS = {")[2].partition("\n};")[0]
    found = {}
    for kind, inner in re.findall(r"^  (\w+): \{(.*?)\}", block, flags=re.DOTALL | re.MULTILINE):
        paths = dict(re.findall(r"(fill|line):\s*'([^']*)'", inner))
        found[kind] = Sign(path_of(paths.get("fill", "")), path_of(paths.get("line", "")))
    if "decision" not in found:
        raise ValueError("page/web/js/map/signs.js no longer holds its signs in the form that the sheets read")
    return found


def ink_of(kind: str, actor: str, inks: Sides) -> str:
    """Return the colour of a sign: who does it; fire and death have their own."""
    if kind in ("fire", "explosion"):
        return FIRE
    if kind in GRAVE:
        return INK
    return {"commune": inks.commune, "versailles": inks.army}.get(actor, INK)


@lru_cache(maxsize=8192)
def drawn(  # noqa: PLR0913 - each is one property of the sign, and all but two have a plain default
    kind: str,
    size: float,
    *,
    ink: str = INK,
    certainty: str = "certain",
    hollow: bool = False,
    halo: bool = True,
    strength: float = 1.0,
) -> str:
    """Return the operators that draw a sign of ``size`` points around the origin.

    ``strength`` fades it towards the paper; ``hollow`` is for what is ruined or taken.
    """
    sign = signs().get(kind, signs()["decision"])
    unit = size / BOX
    colour = mixed(ink, strength)
    doubtful = certainty != "certain"
    dash, cap = DASHES.get(certainty, ()), 0 if certainty == "uncertain" else 1
    parts = ["q", f"{unit:.4f} 0 0 {-unit:.4f} {-size / 2:.3f} {size / 2:.3f} cm"]
    if halo:
        parts += [pen(PAPER, 2.6 + 1.7 / unit), sign.body + sign.line + "S"]
    if sign.body:
        inside = 0.0 if hollow else {"less-certain": 0.4, "uncertain": 0.12}.get(certainty, 1.0)
        parts += [fill(mixed(colour, inside)), pen(colour, 2.4 if hollow or doubtful else 1, dash=dash, cap=cap), sign.body + "B"]
    if sign.line:
        cut = kind in CUT_OUT
        stroke = PAPER if cut and not hollow and not doubtful else colour
        parts += [pen(stroke, 1.5 if cut else 2.8, dash=() if cut else dash, cap=cap), sign.line + "S"]
    return "\n".join([*parts, "Q"])


def path_of(data: str) -> str:
    """Return the operators of an SVG path of the commands M, L, H, V, C, S, A and Z in either case."""
    out: list[str] = []
    x = y = start_x = start_y = 0.0
    handle: tuple[float, float] | None = None  # the last curve's second handle, which an S goes on from
    for command, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", data):
        values = [float(one) for one in re.findall(r"-?\d*\.?\d+", numbers)]
        kind, relative = command.upper(), command.islower()
        if kind == "Z":
            out.append("h")
            x, y = start_x, start_y
            continue
        count = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7}.get(kind)
        if count is None:
            raise ValueError(f"a sign uses the path command {command!r}, which the sheets cannot draw")
        for n in range(0, len(values), count):
            some = values[n : n + count]
            from_x, from_y = (x, y) if relative else (0.0, 0.0)
            if kind in "CS":
                flat = [value + (from_y if k % 2 else from_x) for k, value in enumerate(some)]
                if kind == "S":
                    last_x, last_y = handle or (x, y)
                    flat = [2 * x - last_x, 2 * y - last_y, *flat]
                out.append(" ".join(f"{value:.3f}" for value in flat) + " c")
                handle, x, y = (flat[2], flat[3]), flat[4], flat[5]
                continue
            handle = None
            if kind == "A":
                to_x, to_y = some[5] + from_x, some[6] + from_y
                out += _arc((x, y), (some[0], some[1]), (bool(some[3]), bool(some[4])), (to_x, to_y))
                x, y = to_x, to_y
            else:
                x = some[0] + from_x if kind in "MLH" else x
                y = some[-1] + from_y if kind in "MLV" else y
                first = kind == "M" and n == 0
                if first:
                    start_x, start_y = x, y
                out.append(f"{x:.3f} {y:.3f} {'m' if first else 'l'}")
    return "\n".join(out) + "\n" if out else ""


def _arc(start: tuple[float, float], radii: tuple[float, float], flags: tuple[bool, bool], end: tuple[float, float]) -> list[str]:
    """Return an SVG arc without rotation as curves, by the centre of its circle (SVG 1.1, appendix F.6)."""
    (x1, y1), (x2, y2), (large, sweep) = start, end, flags
    rx, ry = abs(radii[0]), abs(radii[1])
    dx, dy = (x1 - x2) / 2, (y1 - y2) / 2
    if rx == 0 or ry == 0 or (dx == 0 and dy == 0):
        return [f"{x2:.3f} {y2:.3f} l"]
    grown = max(1.0, hypot(dx / rx, dy / ry))
    rx, ry = rx * grown, ry * grown
    left = (rx * dy) ** 2 + (ry * dx) ** 2
    root = sqrt(max(0.0, ((rx * ry) ** 2 - left) / left)) * (-1 if large == sweep else 1)
    cx, cy = root * rx * dy / ry, -root * ry * dx / rx
    first = atan2((dy - cy) / ry, (dx - cx) / rx)
    turn = atan2((-dy - cy) / ry, (-dx - cx) / rx) - first
    turn += 2 * pi if sweep and turn < 0 else -2 * pi if not sweep and turn > 0 else 0
    cx, cy = cx + (x1 + x2) / 2, cy + (y1 + y2) / 2
    count = ceil(abs(turn) / (pi / 2) - 1e-9)
    step = turn / count
    reach = 4 / 3 * tan(step / 4)
    curves = []
    for n in range(count):
        a, b = first + n * step, first + (n + 1) * step
        near = (cx + rx * (cos(a) - reach * sin(a)), cy + ry * (sin(a) + reach * cos(a)))
        far = (cx + rx * (cos(b) + reach * sin(b)), cy + ry * (sin(b) - reach * cos(b)))
        to = (cx + rx * cos(b), cy + ry * sin(b))
        curves.append(" ".join(f"{value:.3f}" for point in (near, far, to) for value in point) + " c")
    return curves
