"""Colours as ``#rrggbb``: taken apart, mixed, and weighed for the eye."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def channels(colour: str) -> tuple[float, float, float]:
    """Return a colour ``#rrggbb`` as red, green and blue between 0 and 1."""
    return (int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255)


@lru_cache(maxsize=4096)
def mixed(colour: str, share: float, ground: str) -> str:
    """Return ``share`` (0 to 1) of ``colour`` over ``ground`` as one opaque colour."""
    parts = (round(255 * (a * share + b * (1 - share))) for a, b in zip(channels(colour), channels(ground), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def luminance(colour: str) -> float:
    """Return how light a colour is to the eye, 0 to 1, as WCAG 2 reckons it."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
