"""Keep names and signs apart: what is taken on the page, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

CELL = 0.5
"""Side of a cell in points: two names may come as near as that."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page in points, from its lower left corner."""

    x: float
    y: float
    w: float
    h: float

    @classmethod
    def around(cls, x: float, y: float, w: float, h: float) -> Box:
        """Return the box of ``w`` by ``h`` points whose middle is at ``x``, ``y``."""
        return cls(x - w / 2, y - h / 2, w, h)


class Taken:
    """What is taken inside ``room``; outside it nothing is free."""

    def __init__(self, room: Box) -> None:
        """Begin with all of ``room`` free."""
        self._left, self._low = room.x, room.y
        self._cells = np.zeros((floor(room.h / CELL), floor(room.w / CELL)), dtype=bool)

    def is_free(self, box: Box) -> bool:
        """Tell whether ``box`` lies wholly in the room and on nothing that is taken."""
        return self.first_free(box, ((0.0, 0.0),)) is not None

    def first_free(self, box: Box, shifts: Iterable[tuple[float, float]]) -> tuple[float, float] | None:
        """Return the first of ``shifts`` by which ``box`` comes to lie in the room and on nothing that is taken, if any does."""
        x, y, w, h = box.x - self._left, box.y - self._low, box.w, box.h
        cells, (rows, columns) = self._cells, self._cells.shape
        for dx, dy in shifts:
            left, low = floor((x + dx) / CELL), floor((y + dy) / CELL)
            right, high = ceil((x + dx + w) / CELL), ceil((y + dy + h) / CELL)
            if left < 0 or low < 0 or right > columns or high > rows:
                continue
            if not np.count_nonzero(cells[low:high, left:right]):  # several times quicker than any() on so few
                return dx, dy
        return None

    def claim(self, boxes: Iterable[Box]) -> bool:
        """Take all of ``boxes`` if every one is free; tell whether it was so. They may overlap one another."""
        wanted = list(boxes)
        if not all(self.is_free(box) for box in wanted):
            return False
        for box in wanted:
            self.take(box)
        return True

    def take(self, box: Box) -> None:
        """Take ``box``, free or not."""
        left, low = floor((box.x - self._left) / CELL), floor((box.y - self._low) / CELL)
        right, high = ceil((box.x + box.w - self._left) / CELL), ceil((box.y + box.h - self._low) / CELL)
        self._cells[max(0, low) : max(0, high), max(0, left) : max(0, right)] = True
