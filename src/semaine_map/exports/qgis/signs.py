"""The signs of the atlas as SVG that travels inside a QGIS style, in colours that QGIS may change."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.resources import files

FALLBACK = "decision"
"""The sign of a kind that has none of its own, as in the atlas."""

CUT = frozenset({"barricade", "decision"})
"""Signs whose lines are cut out of their body."""

PAPER = "#f6f1e7"
JOINT = "#d8cdb8"
"""Seen both on a full body and on one left open."""

_ENTRY = re.compile(r"^  (\w+): \{(.*?)\},$", re.MULTILINE | re.DOTALL)
_PATH = re.compile(r"(fill|line):\s*'([^']+)'")


@cache
def shapes() -> dict[str, dict[str, str]]:
    """Return, by kind, the paths ``fill`` and ``line`` of each sign in its box of 24, as the page's script has them."""
    script = files("semaine_map").joinpath("page/web/js/map/signs.js").read_text(encoding="utf-8")
    table = script[script.index("const SIGNS = {") : script.index("\n};")] + "\n"
    return {kind: dict(_PATH.findall(body)) for kind, body in _ENTRY.findall(table)}


def inline(kind: str) -> str:
    """Return the sign of ``kind`` as QGIS takes an SVG in place of a file name: ``base64:…``.

    QGIS puts the fill and stroke colours of the symbol where ``param(fill)`` and ``param(outline)`` stand.
    """
    paths = shapes().get(kind) or shapes()[FALLBACK]
    fill, line = paths.get("fill"), paths.get("line")
    parts = [f'<path d="{path}" fill="none" stroke="{PAPER}" stroke-width="5"/>' for path in (fill, line) if path]
    if fill:
        parts.append(f'<path d="{fill}" fill="param(fill) #231f1a" stroke="param(outline) #231f1a" stroke-width="1.6"/>')
    if line:
        stroke, width = (JOINT, "1.5") if kind in CUT else ("param(outline) #231f1a", "2.8")
        parts.append(f'<path d="{line}" fill="none" stroke="{stroke}" stroke-width="{width}" stroke-linecap="round"/>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="-2 -2 28 28">{"".join(parts)}</svg>'
    return f"base64:{base64.b64encode(svg.encode()).decode()}"
