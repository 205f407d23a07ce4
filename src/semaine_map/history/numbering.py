"""House numbers along a street: what is known of some of them, and where the others lie between these."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from semaine_map.history.kriging import Kriging, Observed
from semaine_map.history.sides import LEAST_SPACING_M, MOST_SPACING_M, PRECISION_SDS, Sides, Vertex, by_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACING_M = {"boulevard": 10.0, "faubourg": 6.0}
SPACING_ELSEWHERE_M = 8.5
"""Metres of street for each number of both sides together: medians of the house numbers of 1888."""

ALONG = 0.15
"""A street both of whose ends lie as far from the river, but for this part of its length, is numbered along its flow.
Of 85 streets of 1888 that lead away from it by more, 78 begin at the end that is nearer to the river."""

BLIND_ALLEY_M = 250.0
"""Length up to which a line that meets another street at one end only is a blind alley; a longer one is not drawn to its end."""

STRAIGHT_AWAY = 0.75
"""Part of its length by which one end must lie nearer to the river to be sure: so began all 54 such streets of 1888."""

TELLING_NUMBERS, TELLING_M = 4, 20.0
"""Two known numbers that lie so far apart, and in so many metres, tell which way the numbers run."""

LEAST_OF_USUAL = 0.5
"""Part of the usual distance between numbers below which the numbers of a street do not begin where its line does."""

NEARLY = 0.1
"""Part of its distance from the first number by which an only number may lie off what is usual, to tell where numbers begin."""

SURE_M = 30.0
"""Metres by which one end of a street must suit its only numbers better than the other."""

NARROWEST_M = 1.2
"""Houses are not narrower: anchors that stand closer contradict each other."""

HOUSE_SD_M = 1.5
"""Standard deviation in metres along the street of a house that a survey places."""

START_SD_M = 30.0
"""Standard deviation of where the numbers begin, from the end of the line."""

CLOSE_M = 60.0
"""Metres within which an anchor must be known to count for more than a single house of a later survey."""

SLACK_M, SLACK_OF_TEXTS_M = 8.0, 40.0
"""Metres by which two anchors may be in the wrong order: two houses of a survey, or others."""


class Anchor(NamedTuple):
    """A number whose position is known."""

    number: int
    point: shapely.Point  # metres
    precision_m: float
    is_house: bool  # stands where the house is, not on the middle of the street


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


def numbering(  # noqa: PLR0913 - all that may tell where numbers begin
    line: shapely.LineString,
    kind: str,
    anchors: Sequence[Anchor],
    river: shapely.LineString | None,
    rule: str,
    *,
    open_end: int | None = None,
) -> Numbering | None:
    """Return the numbers along ``line`` (metres), from its ``anchors`` or else from the ``rule`` of the city.

    By the rule of 1805 streets are numbered away from the ``river``, or along its flow where they follow it; a blind alley, which
    has but one ``open_end`` (0 or -1), from there. None where nothing says at which end the numbers begin.
    """
    along = shapely.line_locate_point(line, [anchor.point for anchor in anchors]).tolist() if anchors else []
    known = list(zip(anchors, along, strict=True))
    length = line.length
    usual = SPACING_M.get(kind, SPACING_ELSEWHERE_M)
    ascends = _ascends(known)
    if ascends is None:
        ascends = _ascends_from(known, length, usual)
    least_radius = 0.0
    if ascends is None:
        if open_end is not None and length <= BLIND_ALLEY_M:
            ascends, is_sure = open_end == 0, True
        elif river is None or line.is_closed:
            return None
        else:
            ascends, is_sure = _begins_at_start(line, river, rule)
        if not known:
            odd, even = (by_rule(length, usual, is_odd=is_odd, ascends=ascends) for is_odd in (True, False))
            return Numbering(odd, even, usual, is_estimated=True, is_sure_of_start=is_sure)
        least_radius = length
    placed = [(anchor, along if ascends else length - along) for anchor, along in known]
    kriging = Kriging(_observed(placed, usual), usual)
    houses = _beside(line, [one for one in known if one[0].is_house])
    sides = Sides(kriging, houses, length, least_radius, ascends)
    return Numbering(
        sides.vertices(is_odd=True), sides.vertices(is_odd=False), _spacing(kriging.observed, usual), is_estimated=False
    )


def _observed(placed: Sequence[tuple[Anchor, float]], usual: float) -> list[Observed]:
    """Return the known numbers whose order agrees, and where the numbers begin unless these say that they begin elsewhere."""
    agreed = [one for parity in (1, 0) for one in _consistent([each for each in placed if each[0].number % 2 == parity])]
    observed = [
        Observed(
            anchor.number,
            anchor.number % 2 == 1,
            along,
            HOUSE_SD_M if anchor.is_house else anchor.precision_m / PRECISION_SDS,
            anchor.is_house,
        )
        for anchor, along in agreed
    ]
    first = min(observed)
    if first.along_m > LEAST_OF_USUAL * first.number * usual - SURE_M:
        observed.append(Observed(0, is_odd=True, along_m=0.0, sd_m=START_SD_M, is_firm=False))
    return observed


def _ascends(known: Sequence[tuple[Anchor, float]]) -> bool | None:
    """Tell whether numbers rise along the line; None where its anchors do not say."""
    if len(known) < 2:
        return None
    numbers = np.array([anchor.number for anchor, _ in known], dtype=float)
    along = np.array([metres for _, metres in known])
    # By all pairs that lie far enough apart to tell, so that no single wrong anchor can turn them.
    rise, run = numbers[:, None] - numbers, along[:, None] - along
    far = (np.abs(rise) >= TELLING_NUMBERS) & (np.abs(run) >= TELLING_M)
    return bool(np.sign(rise * run)[far].sum() > 0) if far.any() else None


def _ascends_from(known: Sequence[tuple[Anchor, float]], length: float, spacing: float) -> bool | None:
    """Tell whether numbers rise along a line on which they are known at one place only, by the end that suits them better."""
    if not known:
        return None
    number = median(anchor.number for anchor, _ in known)
    along = median(metres for _, metres in known)
    rising, falling = abs(along - number * spacing), abs(length - along - number * spacing)
    if min(rising, falling) > SURE_M + NEARLY * number * spacing:
        return None  # its first numbers may lie elsewhere
    return None if abs(rising - falling) < max(SURE_M, length / 4) else rising < falling


def _begins_at_start(line: shapely.LineString, river: shapely.LineString, rule: str) -> tuple[bool, bool]:
    """Tell whether the numbers begin at the start of a line, and whether that is sure."""
    start, end = shapely.Point(line.coords[0]), shapely.Point(line.coords[-1])
    from_start, from_end = river.distance(start), river.distance(end)
    if rule in ("river", "seine") or (rule == "" and abs(from_start - from_end) > ALONG * start.distance(end)):
        return bool(from_start < from_end), abs(from_start - from_end) > STRAIGHT_AWAY * start.distance(end)
    return bool(river.project(start) < river.project(end)), False


def _consistent(side: Sequence[tuple[Anchor, float]]) -> list[tuple[Anchor, float]]:
    """Return the most anchors that agree in their order, those from texts before those of a later survey."""
    ordered = sorted(side, key=lambda one: (one[0].number, one[1]))
    best: list[tuple[float, int]] = []  # weight of the best row of anchors that ends here, and the one before
    for at, (anchor, along) in enumerate(ordered):
        weight, before = 0.0, -1
        for earlier in range(at):
            other, other_along = ordered[earlier]
            step = anchor.number - other.number
            slack = SLACK_M if anchor.is_house and other.is_house else SLACK_OF_TEXTS_M
            if step > 0 and along - other_along >= NARROWEST_M * step - slack and best[earlier][0] > weight:
                weight, before = best[earlier][0], earlier
        best.append((weight + (1.0 if anchor.is_house or anchor.precision_m > CLOSE_M else 3.0), before))
    kept: list[tuple[Anchor, float]] = []
    at = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while at >= 0:
        kept.append(ordered[at])
        at = best[at][1]
    return kept[::-1]


def _spacing(observed: Sequence[Observed], usual: float) -> float:
    """Return metres of street for each number, from numbers that lie far enough apart to tell."""
    low, high = min(observed), max(observed)
    numbers = high.number - low.number
    return min(MOST_SPACING_M, max(LEAST_SPACING_M, (high.along_m - low.along_m) / numbers)) if numbers >= 6 else usual


def _beside(line: shapely.LineString, houses: Sequence[tuple[Anchor, float]]) -> dict[int, float]:
    """Return the metres to the left of ``line`` at which each of the houses stands, by its number."""
    if not houses:
        return {}
    along = np.array([metres for _, metres in houses])
    here = shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(along - 5, 0.0)))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(along + 5, line.length)))
    house = shapely.get_coordinates([anchor.point for anchor, _ in houses])
    (dx, dy), (x, y) = (ahead - here).T, (house - here).T
    left = (dx * y - dy * x) / np.maximum(np.hypot(dx, dy), 1e-9)
    return dict(zip([anchor.number for anchor, _ in houses], left.tolist(), strict=True))
