"""Turn pages of PDF into PNG."""

from __future__ import annotations

import io
import threading
from contextlib import contextmanager
from math import floor
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DPI = 120
COLOURS = 256
"""A sheet has few colours: as many as these make a file of a third of the bytes."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium serves one thread at a time; packing the picture needs no such turn."""


def pngs(pdfs: Iterable[bytes], *, corner: tuple[float, float], dpi: int = DPI) -> list[bytes]:
    """Return the first page of each of ``pdfs`` as a PNG of ``dpi`` dots an inch.

    They are one sheet in several languages: they share the colours of the first, and what lies to the left of and above
    ``corner`` (points) is drawn but once.
    """
    first: Image.Image | None = None
    palette: Image.Image | None = None
    pictures = []
    for pdf in pdfs:
        if first is None or palette is None:
            first = rendered(pdf, dpi)
            palette = picture = first.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        else:
            picture = translated(first, pdf, corner, dpi).quantize(palette=palette, dither=Image.Dither.NONE)
        packed = io.BytesIO()
        picture.save(packed, "PNG", compress_level=4, dpi=(dpi, dpi))
        pictures.append(packed.getvalue())
    return pictures


def rendered(pdf: bytes, dpi: int) -> Image.Image:
    """Return the first page of ``pdf`` as a picture."""
    with _first_page(pdf) as page:
        return _part(page, dpi, (0, 0, 0, 0))


def translated(known: Image.Image, pdf: bytes, corner: tuple[float, float], dpi: int) -> Image.Image:
    """Return the first page of ``pdf`` as a picture, its part to the left of and above ``corner`` taken from ``known``."""
    whole = known.copy()
    with _first_page(pdf) as page:
        x, y = floor(corner[0] * dpi / 72), floor((page.get_height() - corner[1]) * dpi / 72)
        whole.paste(_part(page, dpi, (x, 0, 0, 0)), (x, 0))
        whole.paste(_part(page, dpi, (0, 0, whole.width - x, y)), (0, y))
    return whole


@contextmanager
def _first_page(pdf: bytes) -> Iterator[pypdfium2.PdfPage]:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        yield page
        page.close()
        document.close()


def _part(page: pypdfium2.PdfPage, dpi: int, cut: tuple[int, int, int, int]) -> Image.Image:
    """Draw ``page`` without the pixels that are ``cut`` off on the left, below, on the right and above."""
    # PDFium's wrapper takes points, and rounds the pixels of a cut up.
    crop = tuple(max(0, pixels - 0.5) * 72 / dpi for pixels in cut)
    bitmap = page.render(scale=dpi / 72, crop=crop)
    picture: Image.Image = bitmap.to_pil()
    bitmap.close()
    return picture
