"""Draw the signs of the atlas as small pictures, one a kind, for programs that show pictures (Google Earth, QGIS's KML).

KML asks for raster files, and the atlas draws its signs in the browser: the same ideas are drawn here as polygons in a box of 24,
filled by asking which of the points inside a pixel they hold. A drawing library for a few squares would be a heavy guest.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

import numpy as np
import shapely

BOX, PIXELS, SAMPLES = 24, 48, 4
PEN, HALO = 1.1, 1.2
"""Half the width of a drawn line, and the width of the paper around a sign, in units of the box."""

PAPER = (246, 241, 231)

_Points = tuple[tuple[float, float], ...]

# Each sign: bodies that are filled, and lines drawn with the pen. y runs down, as on a screen.
_SIGNS: dict[str, tuple[tuple[_Points, ...], tuple[_Points, ...]]] = {
    "barricade": (
        (
            ((2, 7), (7.3, 7), (7.3, 11.3), (2, 11.3)), ((9, 7), (15, 7), (15, 11.3), (9, 11.3)),
            ((16.7, 7), (22, 7), (22, 11.3), (16.7, 11.3)), ((2, 13), (4.3, 13), (4.3, 17.3), (2, 17.3)),
            ((6, 13), (11.2, 13), (11.2, 17.3), (6, 17.3)), ((12.8, 13), (18, 13), (18, 17.3), (12.8, 17.3)),
            ((19.7, 13), (22, 13), (22, 17.3), (19.7, 17.3)),
        ),
        (),
    ),
    "battery": ((((3, 8), (21, 4), (22, 8), (9, 13)),), (((5, 13), (9, 20), (13, 13)), ((3, 20), (16, 20)))),
    "fight": ((), (((4, 4), (20, 20)), ((20, 4), (4, 20)), ((3, 15), (9, 21)), ((21, 15), (15, 21)))),
    "capture": ((((7, 3), (20, 3), (16.5, 7.2), (20, 11.5), (7, 11.5)),), (((7, 3), (7, 22)), ((4, 22), (10, 22)))),
    "fire": (
        (((12.5, 1), (14, 6), (18, 10), (19, 15), (17, 20), (12, 22), (7, 20), (5, 15), (6, 11), (8, 8), (9, 11), (10, 12),
          (10, 6)),),
        (),
    ),
    "explosion": (
        (((12, 1), (14, 7), (20, 4), (17, 10), (23, 12), (17, 14), (20, 20), (14, 17), (12, 23), (10, 17), (4, 20), (7, 14),
          (1, 12), (7, 10), (4, 4), (10, 7)),),
        (),
    ),
    "execution": ((((10, 2), (14, 2), (14, 7.5), (19, 7.5), (19, 11.5), (14, 11.5), (14, 22), (10, 22), (10, 11.5), (5, 11.5),
                    (5, 7.5), (10, 7.5)),), ()),
    "tribunal": ((((3, 9), (21, 9), (21, 12.5), (3, 12.5)),),
                 (((5.5, 12), (5.5, 21)), ((18.5, 12), (18.5, 21)), ((12, 3), (12, 9)))),
    "arrest": ((), (((3, 10), (3, 5), (11, 5), (11, 10), (3, 10)), ((12, 19), (12, 14), (20, 14), (20, 19), (12, 19)),
                    ((9, 11), (14, 13)))),
    "death": ((((8, 8.5), (11, 5.5), (13.5, 8), (16, 5.5), (16, 19), (8, 19)),), (((4.5, 21), (19.5, 21)),)),
    "bodies": ((((3, 4.5), (21, 4.5), (21, 8), (3, 8)), ((3, 10.3), (21, 10.3), (21, 13.8), (3, 13.8)),
                ((3, 16), (21, 16), (21, 19.5), (3, 19.5))), ()),
    "burial": ((((2, 20), (5, 13.5), (9, 10.5), (15, 10.5), (19, 13.5), (22, 20)),),
               (((12, 10), (12, 2.5)), ((9, 5.5), (15, 5.5)))),
    "hostages": ((), (((3, 4), (21, 4)), ((3, 20), (21, 20)),
                      ((6.5, 4), (6.5, 20)), ((12, 4), (12, 20)), ((17.5, 4), (17.5, 20)))),
    "headquarters": ((((7, 3), (22, 8), (7, 13)),), (((7, 2), (7, 22)),)),
    "movement": ((((13, 4.5), (22.5, 12), (13, 19.5), (13, 15), (2, 15), (2, 9), (13, 9)),), ()),
    "decision": ((((5, 2), (15, 2), (19.5, 6.5), (19.5, 22), (5, 22)),), ()),
    "damage": ((((6, 6), (18, 6), (18, 18), (6, 18)),), ()),
}  # fmt: skip


@lru_cache(maxsize=128)
def picture(kind: str, colour: str) -> bytes:
    """Return the sign of ``kind`` in ``colour`` (``#97281b``) on a halo of paper, as PNG of 48 by 48 pixels.

    A kind without a sign of its own has that of a decision, a sheet.
    """
    bodies, lines = _SIGNS.get(kind, _SIGNS["decision"])
    drawn = shapely.union_all([*map(shapely.Polygon, bodies), *(shapely.LineString(line).buffer(PEN) for line in lines)])
    ink, halo = _cover(drawn), _cover(drawn.buffer(HALO))
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    pixels = np.empty((PIXELS, PIXELS, 4))
    pixels[..., :3] = ink[..., None] * (red, green, blue) + (1 - ink[..., None]) * PAPER
    pixels[..., 3] = 255 * halo
    return _png(np.rint(pixels).astype(np.uint8))


def _cover(drawn: shapely.Geometry) -> np.ndarray:
    """Return how much of each pixel ``drawn`` covers, 0 to 1."""
    middle = (np.arange(PIXELS * SAMPLES) + 0.5) * BOX / (PIXELS * SAMPLES)
    x, y = np.meshgrid(middle, middle)
    shapely.prepare(drawn)
    inside = shapely.contains_xy(drawn, x, y).reshape(PIXELS, SAMPLES, PIXELS, SAMPLES)
    return np.asarray(inside.mean(axis=(1, 3)))


def _png(pixels: np.ndarray) -> bytes:
    """Return ``pixels`` (height, width, red green blue alpha) as a PNG file."""
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
