"""Where house numbers lie between those that are known: kriging along a street, with how well each is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

SPACING_SD_M, OWN_SPACING_SD_M = 1.5, 2.5
"""Standard deviations of the metres for each number from one street to another, and besides of each of its sides: together
that of 110 streets of 1888. The rue de Lyon ended at 75 and 164."""

OWN_VARIANCE = 60.0
"""Square metres by which the position of a number grows less sure with each number on its side: houses are not equally wide. The
two sides of the streets of 1888 wander each for itself, so that what is known of one side says little of the other."""

SHARED_VARIANCE = 10.0
"""The same for what both sides have in common."""

ACROSS_SD_M = 8.0
"""How far the two sides may begin apart."""

START_SD_M = 2_000.0
"""How far from the end of a line its numbers may begin, where nothing is known of it."""

MOST_OFF = 3.0
"""Standard deviations from where all others put it beyond which a number is not believed."""


class Observed(NamedTuple):
    """A number whose position is known."""

    number: int
    is_odd: bool
    along_m: float
    sd_m: float
    is_firm: bool  # believed whatever the others say


class Kriging:
    """The positions of all numbers of a street, as those that are known tell them.

    Numbers follow each other at ``spacing_m``, which may be wrong by ``SPACING_SD_M``, and wander from it as a random walk. What
    is expected is linear from one known number to the next.
    """

    def __init__(self, observed: Sequence[Observed], spacing_m: float) -> None:
        """Believe those of ``observed`` that agree: the one that is farthest from where the others put it goes first."""
        kept = list(observed)
        while True:
            known = np.array([(one.number, one.is_odd) for one in kept], dtype=float)
            noise = np.array([one.sd_m for one in kept]) ** 2
            along = np.array([one.along_m for one in kept]) - spacing_m * known[:, 0]
            weights = np.linalg.inv(_covariance(known, known) + np.diag(noise))
            pull = weights @ along
            # What each is off from the prediction of all others, in standard deviations of it.
            off = np.abs(pull) / np.sqrt(np.diag(weights))
            off[[one.is_firm for one in kept]] = 0.0
            worst = int(off.argmax())
            if len(kept) <= 2 or off[worst] <= MOST_OFF:
                break
            del kept[worst]
        self.observed = kept
        self._spacing_m, self._known, self._weights, self._pull = spacing_m, known, weights, pull

    def at(self, numbers: Sequence[float], *, is_odd: bool) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return the metres along the street of ``numbers`` of one side, and their standard deviations."""
        wanted = np.empty((len(numbers), 2))
        wanted[:, 0], wanted[:, 1] = numbers, is_odd
        cross = _covariance(wanted, self._known)
        mean = self._spacing_m * wanted[:, 0] + cross @ self._pull
        variance = _variance(wanted) - ((cross @ self._weights) * cross).sum(axis=1)
        return mean, np.sqrt(np.maximum(variance, 0.0))


def _covariance(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    least = np.minimum(one[:, None, 0], other[None, :, 0])
    product = one[:, None, 0] * other[None, :, 0]
    same = one[:, None, 1] == other[None, :, 1]
    shared = START_SD_M**2 + SPACING_SD_M**2 * product + SHARED_VARIANCE * least
    return np.asarray(shared + same * (ACROSS_SD_M**2 + OWN_SPACING_SD_M**2 * product + OWN_VARIANCE * least))


def _variance(one: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    number = one[:, 0]
    start, spacing = START_SD_M**2 + ACROSS_SD_M**2, SPACING_SD_M**2 + OWN_SPACING_SD_M**2
    return start + spacing * number**2 + (SHARED_VARIANCE + OWN_VARIANCE) * number
