"""The two sides of a street as vertices: its known house numbers, points between them, and how well each stretch is known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semaine_map.history.kriging import Kriging

SETBACK_M = 9.0
"""Metres from the middle of a street to the houses on either side, where none is known: half an ordinary street of the time."""

LEAST_SPACING_M, MOST_SPACING_M = 3.0, 20.0
"""Metres of street for each number, as its known ones tell them: what is beyond is no street's."""

PRECISION_SDS = 3.0
"""Standard deviations that the stated precision of a known number holds."""

RADIUS_SDS = 2.0
"""Standard deviations that the stated radius holds. With these, 95 in 100 house numbers of 1888 lie within the radius with their
whole street held out (``benchmarks/geocoding.md``)."""

DOUBT_GROWS_M, MOST_DOUBT = 25.0, 0.5
"""Standard deviation at which it would hold twice as many, and what share more it holds at most: where little is known, line and
numbering are often not as they seem."""

LEAST_RADIUS_M = 10.0
"""Metres of the radius for what lies across the street."""

FAR_APART = 12
"""Numbers apart from which two known ones have others between them with a radius of their own."""

THINNED_M = 4.0
"""A vertex that lies so near to where its neighbours put it is left out."""


LIKE = 0.3
"""Part by which the radii of two stretches may differ to be told as one, the wider."""


class Vertex(NamedTuple):
    """A number, where it lies along the line, how far to its left, and how well that is known."""

    number: int
    along_m: float
    left_m: float
    precision_m: float
    after_m: float  # precision of the numbers between this vertex and the next


@dataclass(frozen=True, slots=True)
class Sides:
    """What is known of the numbers of one street, in metres from where they begin."""

    kriging: Kriging
    houses: Mapping[int, float]  # metres to the left of the line, of the houses that a survey places
    length_m: float
    least_radius_m: float
    ascends: bool  # the numbers begin where the line does

    def vertices(self, *, is_odd: bool) -> tuple[Vertex, ...]:
        """Return the vertices of one side, from the first number to the end of the street."""
        numbers = self._numbers(is_odd=is_odd)
        middles = [(low + high) / 2 for low, high in pairwise(numbers)]
        along, sd = self.kriging.at([*numbers, *middles], is_odd=is_odd)
        along = np.maximum.accumulate(np.clip(along[: len(numbers)], 0.0, self.length_m))
        doubt = 1 + np.minimum(sd / DOUBT_GROWS_M, MOST_DOUBT)
        radius = np.maximum(LEAST_RADIUS_M + RADIUS_SDS * doubt * sd, self.least_radius_m)
        stated = {
            one.number: max(LEAST_RADIUS_M, PRECISION_SDS * one.sd_m) for one in self.kriging.observed if one.is_odd == is_odd
        }
        here = np.minimum(radius[: len(numbers)], [stated.get(number, np.inf) for number in numbers])
        after = np.append(np.maximum(np.maximum(here[:-1], here[1:]), radius[len(numbers) :]), here[-1])
        aside = SETBACK_M if is_odd == self.ascends else -SETBACK_M  # walking up the numbers the odd ones are to the left
        metres = along if self.ascends else self.length_m - along
        lefts = [self.houses.get(number, aside) for number in numbers]
        return thinned(list(map(Vertex, numbers, metres.tolist(), lefts, here.tolist(), after.tolist())))

    def _numbers(self, *, is_odd: bool) -> list[int]:
        """Return the numbers that become vertices: the known ones, some between these, and some beyond up to the end."""
        known = {one.number for one in self.kriging.observed if one.is_odd == is_odd and one.number > 0}
        numbers = sorted({min([1 if is_odd else 2, *known]), *known})
        made = numbers[:1]
        for low, high in pairwise(numbers):
            if high - low >= FAR_APART:
                part = (high - low) // 6 // 2 * 2
                made += [low + part, high - part]
            made.append(high)
        last = made[-1]
        (here, ahead), _ = self.kriging.at([last, last + 10], is_odd=is_odd)
        step = min(MOST_SPACING_M, max(LEAST_SPACING_M, (ahead - here) / 10))
        more = int(max(self.length_m - here, 0.0) / step)
        return made + sorted({last + part for part in (more // 4 // 2 * 2, more // 2 // 2 * 2, more // 2 * 2) if part})


def by_rule(length_m: float, spacing_m: float, *, is_odd: bool, ascends: bool) -> tuple[Vertex, ...]:
    """Return the vertices of a side of which no number is known: ``spacing_m`` apart over the whole length."""
    begin, end = (0.0, length_m) if ascends else (length_m, 0.0)
    aside = SETBACK_M if is_odd == ascends else -SETBACK_M
    lowest = 1 if is_odd else 2
    highest = max(lowest + 2, int(length_m / spacing_m) // 2 * 2 + lowest)
    return Vertex(lowest, begin, aside, length_m, length_m), Vertex(highest, end, aside, length_m, length_m)


def thinned(side: Sequence[Vertex]) -> tuple[Vertex, ...]:
    """Return the vertices without those that lie where their neighbours put them, as well known as these."""
    kept = [side[0]]
    start = 0
    for at in range(2, len(side) + 1):
        if at < len(side) and _are_between(side[start], side[at], side[start + 1 : at]):
            continue
        after = max(one.after_m for one in side[start : at - 1])
        kept[-1] = kept[-1]._replace(after_m=after)
        start = at - 1
        kept.append(side[start])
    return tuple(kept)


def _are_between(low: Vertex, high: Vertex, others: Sequence[Vertex]) -> bool:
    step = high.number - low.number
    along, left = (high.along_m - low.along_m) / step, (high.left_m - low.left_m) / step
    like = max(THINNED_M, LIKE * low.after_m)
    for one in others:
        part = one.number - low.number
        if (
            abs(low.along_m + part * along - one.along_m) > THINNED_M
            or abs(low.left_m + part * left - one.left_m) > THINNED_M
            or one.precision_m > low.after_m
            or abs(one.after_m - low.after_m) > like
        ):
            return False
    return True
