"""Turn a page of PDF into a PNG."""

from __future__ import annotations

import io
import threading

import pypdfium2
from PIL import Image

DPI = 150

_ONE_AT_A_TIME = threading.Lock()
"""PDFium serves one thread at a time; packing the picture needs no such turn."""


def png(pdf: bytes, *, dpi: int = DPI) -> bytes:
    """Return the first page of ``pdf`` as a PNG of ``dpi`` dots an inch, in 256 colours: a third of the bytes of all of them."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        page = document[0]
        bitmap = page.render(scale=dpi / 72)
        whole = bitmap.to_pil()
        bitmap.close()
        page.close()
        document.close()
    picture = whole.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    picture.save(packed, "PNG", compress_level=4, dpi=(dpi, dpi))
    return packed.getvalue()
