"""House numbers along a street: what is known of some of them, and where the others lie between these."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

SETBACK_M = 9.0
"""Metres from the middle of a street to the houses on either side, where none is known: half an ordinary street of the time."""

SPACING_M = {"boulevard": 10.0, "faubourg": 6.0}
SPACING_ELSEWHERE_M = 8.5
"""Metres of street for each number of both sides together: medians of the house numbers of 1888."""

ALONG = 0.15
"""A street both of whose ends lie as far from the river, but for this part of its length, is numbered along its flow.
Of 85 streets of 1888 that lead away from it by more, 78 begin at the end that is nearer to the river."""

STRAIGHT_AWAY = 0.75
"""Part of its length by which one end must lie nearer to the river to be sure: so began all 54 such streets of 1888."""

SURE_M = 30.0
"""Metres by which one end of a street must suit its only numbers better than the other."""

LEAST_SPACING_M = 1.2
"""Houses are not narrower: anchors that stand closer contradict each other."""

SPACING_DOUBT = 0.35
"""Part of the distance between two anchors by which a number between them may be off: houses are not equally wide. With it and
the next, 95 in 100 house numbers of 1888 lie within the radius with their whole street held out (``benchmarks/geocoding.md``)."""

BEYOND_DOUBT = 0.9
"""The same beyond the last anchor, where the street's own spacing is carried on."""

THINNED_M = 4.0
"""An anchor that lies so near to where its neighbours put it is left out."""


class Anchor(NamedTuple):
    """A number whose position is known."""

    number: int
    point: shapely.Point  # metres
    precision_m: float
    is_house: bool  # stands where the house is, not on the middle of the street


class Vertex(NamedTuple):
    """A number, where it lies along the line, how far to its left, and how well that is known."""

    number: int
    along_m: float
    left_m: float
    precision_m: float
    after_m: float  # precision of the numbers between this vertex and the next


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of one street: vertices by side, odd and even, each in the order of the numbers."""

    odd: tuple[Vertex, ...]
    even: tuple[Vertex, ...]
    spacing_m: float
    is_estimated: bool
    is_sure_of_start: bool = True  # estimated, but the river says plainly at which end the numbers begin

    def locate(self, number: int) -> tuple[float, float, float]:
        """Return metres along the line, metres to its left, and the radius in metres of ``number``."""
        side = self.odd if number % 2 else self.even
        inside = min(max(number, side[0].number), side[-1].number)
        at = bisect_left(side, inside, key=lambda vertex: vertex.number)
        high = side[at]
        if high.number == inside:
            return high.along_m, high.left_m, high.precision_m + abs(number - inside) * self.spacing_m
        low = side[at - 1]
        part = (number - low.number) / (high.number - low.number)
        return (
            low.along_m + part * (high.along_m - low.along_m),
            low.left_m + part * (high.left_m - low.left_m),
            low.after_m,
        )


def numbering(
    line: shapely.LineString, kind: str, anchors: Sequence[Anchor], river: shapely.LineString | None, rule: str
) -> Numbering | None:
    """Return the numbers along ``line`` (metres), from its ``anchors`` or else from the ``rule`` of the city.

    By the rule of 1805 streets are numbered away from the ``river``, or along its flow where they follow it. None where neither
    anchors nor a river say at which end the numbers begin.
    """
    known = [(anchor, float(line.project(anchor.point))) for anchor in anchors]
    ascends = _ascends(known)
    if ascends is None:
        ascends = _ascends_from(known, line.length, SPACING_M.get(kind, SPACING_ELSEWHERE_M))
    is_estimated, is_sure = ascends is None, True
    if ascends is None:
        if river is None or line.is_closed:
            return None
        ascends, is_sure = _begins_at_start(line, river, rule)
    length = line.length
    placed = [(anchor, along if ascends else length - along) for anchor, along in known]
    usual = SPACING_M.get(kind, SPACING_ELSEWHERE_M)
    sides = [_consistent([one for one in placed if one[0].number % 2 == parity]) for parity in (1, 0)]
    spacing = _spacing([one for side in sides for one in side], usual)
    # Walking up the numbers the odd ones are to the left.
    vertices = [
        _side(line, sides[1 - parity], sides[parity], parity=parity, spacing=spacing, ascends=ascends, sure=not is_estimated)
        for parity in (1, 0)
    ]
    return Numbering(vertices[0], vertices[1], spacing, is_estimated, is_sure)


def _ascends(known: Sequence[tuple[Anchor, float]]) -> bool | None:
    """Tell whether numbers rise along the line; None where its anchors do not say."""
    numbers = np.array([anchor.number for anchor, _ in known], dtype=float)
    along = np.array([metres for _, metres in known])
    if len(set(numbers)) < 2 or len(set(along)) < 2 or np.ptp(along) < 10:
        return None
    # The median of the slopes, which no single wrong anchor can turn.
    upper = np.triu_indices(len(numbers), 1)
    rise = (numbers[:, None] - numbers[None, :])[upper]
    run = (along[:, None] - along[None, :])[upper]
    signs = np.sign(rise * run)
    return None if not signs.any() else bool(signs.sum() > 0)


def _ascends_from(known: Sequence[tuple[Anchor, float]], length: float, spacing: float) -> bool | None:
    """Tell whether numbers rise along a line on which they are known at one place only, by the end that suits them better."""
    if not known:
        return None
    number = float(np.median([anchor.number for anchor, _ in known]))
    along = float(np.median([metres for _, metres in known]))
    rising, falling = abs(along - number * spacing), abs(length - along - number * spacing)
    return None if abs(rising - falling) < max(SURE_M, length / 4) else rising < falling


def _begins_at_start(line: shapely.LineString, river: shapely.LineString, rule: str) -> tuple[bool, bool]:
    """Tell whether the numbers begin at the start of a line, and whether that is sure."""
    start, end = shapely.Point(line.coords[0]), shapely.Point(line.coords[-1])
    from_start, from_end = river.distance(start), river.distance(end)
    if rule in ("river", "seine") or (rule == "" and abs(from_start - from_end) > ALONG * start.distance(end)):
        return bool(from_start < from_end), abs(from_start - from_end) > STRAIGHT_AWAY * start.distance(end)
    return bool(river.project(start) < river.project(end)), False


def _consistent(side: Sequence[tuple[Anchor, float]]) -> list[tuple[Anchor, float]]:
    """Return the most anchors that agree in their order, those from the books before those of a later survey."""
    ordered = sorted(side, key=lambda one: (one[0].number, one[1]))
    best: list[tuple[float, int]] = []  # weight of the best row of anchors that ends here, and the one before
    for at, (anchor, along) in enumerate(ordered):
        weight, before = 0.0, -1
        for earlier in range(at):
            other, other_along = ordered[earlier]
            step = anchor.number - other.number
            if step > 0 and along - other_along >= LEAST_SPACING_M * step - 8 and best[earlier][0] > weight:
                weight, before = best[earlier][0], earlier
        best.append((weight + (1.0 if anchor.is_house else 3.0), before))
    kept: list[tuple[Anchor, float]] = []
    at = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while at >= 0:
        kept.append(ordered[at])
        at = best[at][1]
    return kept[::-1]


def _spacing(placed: Sequence[tuple[Anchor, float]], usual: float) -> float:
    """Return metres of street for each number, from anchors that lie far enough apart to tell."""
    if not placed:
        return usual
    low, high = min(placed, key=lambda one: one[0].number), max(placed, key=lambda one: one[0].number)
    numbers = high[0].number - low[0].number
    return min(20.0, max(3.0, (high[1] - low[1]) / numbers)) if numbers >= 6 else usual


def _side(  # noqa: PLR0913 - what one side of a street is made of
    line: shapely.LineString,
    own: Sequence[tuple[Anchor, float]],
    other: Sequence[tuple[Anchor, float]],
    *,
    parity: int,
    spacing: float,
    ascends: bool,
    sure: bool,
) -> tuple[Vertex, ...]:
    """Return the vertices of one side: its own anchors, beyond these those of the other side, then its spacing to the ends."""
    length = line.length
    setback = SETBACK_M if (parity == 1) == ascends else -SETBACK_M
    rows = [_row(line, anchor, along if ascends else length - along, setback) for anchor, along in own]
    numbers = [row[0] for row in rows]
    for anchor, along in other:
        number = anchor.number + 1
        if not numbers or number < numbers[0] - 6 or number > numbers[-1] + 6:
            rows.append((number, along if ascends else length - along, setback, anchor.precision_m + 10))
    rows.sort(key=lambda row: row[0])
    rows = _ascending(rows, ascends=ascends)
    begin, end = (0.0, length) if ascends else (length, 0.0)
    lowest = 1 if parity == 1 else 2
    if not rows:
        highest = max(lowest + 2, int(length / spacing) // 2 * 2 + lowest)
        doubt = length
        return (Vertex(lowest, begin, setback, doubt, doubt), Vertex(highest, end, setback, doubt, doubt))
    head, tail = rows[0], rows[-1]
    if head[0] > lowest and abs(head[1] - begin) > 5:
        run = min(abs(head[1] - begin), (head[0] - lowest) * spacing)
        rows.insert(0, (lowest, head[1] - run if ascends else head[1] + run, head[2], head[3] + BEYOND_DOUBT * run))
    left = abs(end - tail[1])
    if left > spacing * 2:
        number = tail[0] + int(left / spacing) // 2 * 2
        if number > tail[0]:
            rows.append((number, end, tail[2], tail[3] + BEYOND_DOUBT * left))
    if not sure:
        rows = [(number, along, aside, max(precision, length / 2)) for number, along, aside, precision in rows]
    return _thinned(_with_doubt(rows, heads={head[0]}, tails={tail[0]}))


_Row = tuple[int, float, float, float]


def _row(line: shapely.LineString, anchor: Anchor, along: float, setback: float) -> _Row:
    """Return number, metres along, metres to the left and precision of an anchor."""
    if not anchor.is_house:
        return anchor.number, along, setback, anchor.precision_m
    here, ahead = line.interpolate(max(0.0, along - 5)), line.interpolate(min(line.length, along + 5))
    dx, dy = ahead.x - here.x, ahead.y - here.y
    across = dx * (anchor.point.y - here.y) - dy * (anchor.point.x - here.x)
    left = across / (float(np.hypot(dx, dy)) or 1.0)
    return anchor.number, along, left, anchor.precision_m


def _ascending(rows: Sequence[_Row], *, ascends: bool) -> list[_Row]:
    """Return the rows without those that fall back behind one before."""
    kept: list[_Row] = []
    for row in rows:
        if kept and row[0] == kept[-1][0]:
            continue
        if kept and (row[1] - kept[-1][1] if ascends else kept[-1][1] - row[1]) < -8:
            continue
        kept.append(row)
    return kept


def _with_doubt(rows: Sequence[_Row], heads: set[int], tails: set[int]) -> list[Vertex]:
    """Return the rows as vertices, each with the precision of the numbers up to the next."""
    made = []
    for at, (number, along, left, precision) in enumerate(rows):
        after = precision
        if at + 1 < len(rows):
            following = rows[at + 1]
            gap = abs(following[1] - along)
            is_end = following[0] in heads or number in tails
            after = max(precision, following[3]) + (0.0 if is_end else SPACING_DOUBT * gap)
        made.append(Vertex(number, along, left, precision, after))
    return made


def _thinned(side: Sequence[Vertex]) -> tuple[Vertex, ...]:
    """Return the vertices without those that lie where their neighbours put them anyway."""
    kept = [side[0]]
    start = 0
    for at in range(2, len(side) + 1):
        if at < len(side) and all(_is_between(side[start], side[at], one) for one in side[start + 1 : at]):
            continue
        after = max(one.after_m for one in side[start : at - 1])
        kept[-1] = kept[-1]._replace(after_m=after)
        start = at - 1
        kept.append(side[start])
    return tuple(kept)


def _is_between(low: Vertex, high: Vertex, one: Vertex) -> bool:
    part = (one.number - low.number) / (high.number - low.number)
    along = low.along_m + part * (high.along_m - low.along_m)
    left = low.left_m + part * (high.left_m - low.left_m)
    return abs(along - one.along_m) <= THINNED_M and abs(left - one.left_m) <= THINNED_M and one.precision_m <= low.after_m
