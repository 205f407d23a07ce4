"""Bring the kit into another reference system by a named operation of known accuracy, or refuse."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import AreaOfInterest, TransformerGroup

from semaine_map.errors import UsageError
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from semaine_map.exports.kit import Kit


@dataclass(frozen=True, slots=True)
class Operation:
    """How coordinates get from WGS 84 to another system.

    Attributes:
        crs: the system, as it was asked for.
        name: name of the operation in the EPSG register.
        accuracy_m: its accuracy in metres by the register; None where it gives none (a mere projection loses nothing).
        better: name of a more accurate operation whose grid is not installed; None when there is none.
        transformer: pyproj's transformer, longitude before latitude, east before north.
    """

    crs: pyproj.CRS
    name: str
    accuracy_m: float | None
    better: str | None
    transformer: pyproj.Transformer

    def __str__(self) -> str:
        known = "accuracy not stated" if self.accuracy_m is None else f"accuracy {self.accuracy_m:g} m"
        said = f"{self.crs.srs} ({self.crs.name}): {self.name}, {known}"
        return said if self.better is None else f"{said}; {self.better!r} would be better, but its grid is not installed"


def operation(crs: str, bounds: tuple[float, float, float, float]) -> Operation:
    """Return the best operation from WGS 84 to ``crs`` for the ground in ``bounds`` (west, south, east, north in degrees).

    PROJ's list may begin with a "ballpark" operation, which takes one datum for the other (53 m off at the Panthéon for NTF):
    such a one is never taken.

    Raises:
        UsageError: there is no such system, it is not one of positions on the ground, or no sound operation leads to it here.
    """
    try:
        wanted = pyproj.CRS.from_user_input(crs)
    except CRSError:
        raise UsageError(f"{crs!r} is not a reference system that PROJ knows; write for example EPSG:2154") from None
    if wanted.is_deprecated:
        # GDAL would put another system's name on the coordinates without a word.
        others = (pyproj.CRS.from_wkt(one.to_wkt()) for one in wanted.get_non_deprecated())
        successors = ", ".join(f"{one.to_string()} ({one.name})" for one in others)
        raise UsageError(f"{crs} ({wanted.name}) was withdrawn from the register" + (f": write {successors}" * bool(successors)))
    if not (wanted.is_geographic or wanted.is_projected):
        raise UsageError(f"{crs} ({wanted.name}) is neither geographic nor projected")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of grids that are not installed: told by `better`
        try:
            group = TransformerGroup(CRS, wanted, always_xy=True, area_of_interest=AreaOfInterest(*bounds), allow_ballpark=False)
        except ProjError as problem:
            raise UsageError(f"no operation leads to {crs} here: {problem}") from None
    sound = [one for one in group.transformers if "allpark" not in one.description and _fits(one, bounds)]
    if not sound:
        raise UsageError(
            f"no sound operation leads from WGS 84 to {crs} ({wanted.name}) here: only a ballpark one, which may be off by a "
            "hundred metres, or none; nothing was written"
        )
    best = min(sound, key=lambda one: one.accuracy if one.accuracy >= 0 else np.inf)
    missing = [one.name for one in group.unavailable_operations if 0 <= one.accuracy < best.accuracy]
    steps = [step for step in best.description.split(" + ") if not step.startswith("axis order change")]
    accuracy = best.accuracy if best.accuracy >= 0 else None
    return Operation(wanted, " + ".join(steps) or "no change", accuracy, next(iter(missing), None), best)


def project(kit: Kit, chosen: Operation) -> Kit:
    """Return ``kit`` with every geometry carried over by ``chosen``."""
    moved = {}
    for name, layer in kit.text.items():
        geometry = shapely.transform(layer.geometry.to_numpy(), lambda xy: np.column_stack(chosen.transformer.transform(*xy.T)))
        moved[name] = gpd.GeoDataFrame(layer.drop(columns="geometry"), geometry=geometry, crs=chosen.crs)
    return replace(kit, text=moved, _made={})


def _fits(one: pyproj.Transformer, bounds: tuple[float, float, float, float]) -> bool:
    """Tell whether the operation gives numbers for the corners of ``bounds``, and leads back to them within a metre."""
    west, south, east, north = bounds
    x, y = np.array([west, east, west, east]), np.array([south, south, north, north])
    try:
        there = one.transform(x, y, errcheck=True)
        back = one.transform(*there, direction="INVERSE", errcheck=True)
    except ProjError:
        return False
    return bool(np.allclose(back[0], x, atol=1e-5) and np.allclose(back[1], y, atol=1e-5))
