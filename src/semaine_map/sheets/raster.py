"""Turn pages of PDF into PNG."""

from __future__ import annotations

import io
import threading
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

DPI = 120
COLOURS = 256
"""A sheet has few colours: as many as these make a file of a third of the bytes."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium serves one thread at a time; packing the picture needs no such turn."""


def pngs(pdfs: Iterable[bytes], *, dpi: int = DPI) -> list[bytes]:
    """Return the first page of each of ``pdfs`` as a PNG of ``dpi`` dots an inch.

    They share the colours of the first, as the same sheet in two languages does.
    """
    palette: Image.Image | None = None
    pictures = []
    for pdf in pdfs:
        whole = _drawn(pdf, dpi)
        if palette is None:
            palette = picture = whole.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        else:
            picture = whole.quantize(palette=palette, dither=Image.Dither.NONE)
        packed = io.BytesIO()
        picture.save(packed, "PNG", compress_level=4, dpi=(dpi, dpi))
        pictures.append(packed.getvalue())
    return pictures


def _drawn(pdf: bytes, dpi: int) -> Image.Image:
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        bitmap = page.render(scale=dpi / 72)
        whole: Image.Image = bitmap.to_pil()
        bitmap.close()
        page.close()
        document.close()
    return whole
