"""The signs of the atlas as SVG that travels inside a QGIS style, in colours that QGIS may change."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semaine_map.portrayal.portrayal import Portrayal, Sign


def inline(portrayal: Portrayal, sign: Sign) -> str:
    """Return ``sign`` as QGIS takes an SVG in place of a file name: ``base64:…``.

    QGIS puts the fill and stroke colours of the symbol where ``param(fill)`` and ``param(outline)`` stand.
    """
    pens, page = portrayal.pens, portrayal.page
    outline = f'stroke="param(outline) {page["ink"]}"'
    parts = [
        f'<path d="{path}" fill="none" stroke="{page["paper"]}" stroke-width="5"/>' for path in (sign.body, sign.line) if path
    ]
    if sign.body:
        parts.append(f'<path d="{sign.body}" fill="param(fill) {page["ink"]}" {outline} stroke-width="1.6"/>')
    if sign.line:
        # A joint is seen both on a full body and on one left open.
        stroke, width = (f'stroke="{page["joint"]}"', pens.joint) if sign.cut_outs else (outline, pens.line)
        parts.append(f'<path d="{sign.line}" fill="none" {stroke} stroke-width="{width}" stroke-linecap="round"/>')
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28" viewBox="-2 -2 28 28">{"".join(parts)}</svg>'
    return f"base64:{base64.b64encode(svg.encode()).decode()}"
