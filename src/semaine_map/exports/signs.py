"""The signs of the atlas as SVG for the styles of GIS programs."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semaine_map.portrayal.portrayal import Portrayal, Sign

PALE = 0.55
"""How strong a sign is of what is uncertain, or of no known day."""


def svg(portrayal: Portrayal, sign: Sign, fill: str, stroke: str) -> str:
    """Return ``sign`` as an SVG of 28 by 28: its body in ``fill``, its edge and lines in ``stroke``, on a halo of paper."""
    pens, page = portrayal.pens, portrayal.page
    parts = [
        f'<path d="{path}" fill="none" stroke="{page["paper"]}" stroke-width="5"/>' for path in (sign.body, sign.line) if path
    ]
    if sign.body:
        parts.append(f'<path d="{sign.body}" fill="{fill}" stroke="{stroke}" stroke-width="1.6"/>')
    if sign.line:
        # A joint is seen both on a full body and on one left open.
        pen, width = (page["joint"], pens.joint) if sign.cut_outs else (stroke, pens.line)
        parts.append(f'<path d="{sign.line}" fill="none" stroke="{pen}" stroke-width="{width}" stroke-linecap="round"/>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="-2 -2 28 28">{"".join(parts)}</svg>'


def inline(portrayal: Portrayal, sign: Sign) -> str:
    """Return ``sign`` as QGIS takes an SVG in place of a file name: ``base64:…``.

    QGIS puts the fill and stroke colours of the symbol where ``param(fill)`` and ``param(outline)`` stand.
    """
    ink = portrayal.page["ink"]
    drawn = svg(portrayal, sign, f"param(fill) {ink}", f"param(outline) {ink}")
    return f"base64:{base64.b64encode(drawn.encode()).decode()}"
