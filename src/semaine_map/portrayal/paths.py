"""The shapes of the signs: SVG files read, their paths as operators of PDF, and pictures of both."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

if TYPE_CHECKING:
    from PIL import Image

BOX = 24.0
"""The signs are drawn in a box of 24 by 24, y downwards."""

ROOM = 2.0
"""Around the box, for the halo of paper."""

_SVG = "{http://www.w3.org/2000/svg}"
_ONE_AT_A_TIME = Lock()
"""PDFium serves one thread at a time."""


class Shape(NamedTuple):
    """A sign as it stands in its file: path data of what is filled and of what the pen draws; either may be empty."""

    body: str
    line: str


@cache
def shapes() -> dict[str, Shape]:
    """Return every sign by the name of its file in ``signs/``."""
    folder = files("semaine_map.portrayal").joinpath("signs")
    named = sorted((file.name.removesuffix(".svg"), file) for file in folder.iterdir() if file.name.endswith(".svg"))
    return {name: shape(file.read_text(encoding="utf-8")) for name, file in named}


def shape(svg: str) -> Shape:
    """Return what an SVG of ours draws: its paths of the classes ``body`` and ``line``, each in the box of 24.

    Raises:
        ValueError: it has a path of neither class, or none at all.
    """
    found = {"body": "", "line": ""}
    for path in ET.fromstring(svg).iter(f"{_SVG}path"):  # noqa: S314 - a file of the package
        name = path.get("class", "")
        if name not in found:
            raise ValueError(f"a path of a sign has the class {name!r}; it must be 'body' or 'line'")
        found[name] += path.get("d", "")
    if not any(found.values()):
        raise ValueError("a sign has no path")
    return Shape(**found)


@lru_cache(maxsize=256)
def operators(data: str) -> str:
    """Return the operators of PDF for SVG path data; empty for none."""
    pen = RecordingPen()
    if data:
        parse_path(data, pen)
    lines = []
    for name, points in pen.value:
        flat = " ".join(f"{value:.3f}" for point in points for value in point)
        match name:
            case "moveTo":
                lines.append(f"{flat} m")
            case "lineTo":
                lines.append(f"{flat} l")
            case "curveTo":
                lines.append(f"{flat} c")
            case "closePath":
                lines.append("h")
            case "endPath":
                pass
            case _:
                raise ValueError(f"a sign uses quadratic curves ({name}), which PDF does not draw")
    return "\n".join(lines) + "\n" if lines else ""


def picture(code: str, pixels: int) -> Image.Image:
    """Draw operators of PDF, a sign around the origin with y upwards, as a picture on nothing (red, green, blue, alpha).

    It shows the box of 24 with ``ROOM`` around it in ``pixels`` by ``pixels``.
    """
    # Loaded only here: a question to the terminal draws no picture.
    import pypdfium2  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    side = BOX + 2 * ROOM
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(side, side), invariant=1)
    canvas.addLiteral(f"q 1 0 0 1 {side / 2} {side / 2} cm\n{code}\nQ")
    canvas.showPage()
    canvas.save()
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(buffer.getvalue())
        bitmap = document[0].render(scale=pixels / side, fill_color=(255, 255, 255, 0), maybe_alpha=True)
        drawing: Image.Image = bitmap.to_pil().convert("RGBA")
        bitmap.close()
        document.close()
    return drawing
