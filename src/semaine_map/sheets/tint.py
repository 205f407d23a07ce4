"""Who holds the ground, the front as a soft band, the army's columns; for the week, the day of each ground's fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.history import fronts, territory
from semaine_map.portrayal.portrayal import palette
from semaine_map.record import codes
from semaine_map.sheets.operators import FOREGROUND, PAPER, apart, faded, fill, outline, pen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.portrayal.portrayal import Portrayal
    from semaine_map.sheets.boxes import Box
    from semaine_map.sheets.viewport import Viewport

_SLOPES = {"rules": 0.0, "slants": -1.0}
"""Textures, each by the slope of its fine lines."""

_GAP = 4.0
"""From one stripe of fought-over ground to the next, points."""


def held(dataset: Dataset, state: DayState) -> dict[str, BaseGeometry]:
    """Return the ground of each side on an evening: by sectors where a front is drawn, else by arrondissement."""
    if state.sectors:
        return {side: area for side, area in state.sectors.items() if not area.is_empty}
    areas = dataset.arrondissements
    sides = np.array([state.control.get(number, "") for number in areas["arrondissement"]], dtype=object)
    holders = codes.of(codes.HOLDINGS, dataset.week)
    return {side: areas.geometry[sides == side].union_all() for side in holders if (sides == side).any()}


def taken(dataset: Dataset) -> list[BaseGeometry]:
    """Return the ground that the side that advances took on each day, in the order of the days; empty where it took none."""
    ground: list[BaseGeometry] = []
    before: BaseGeometry = shapely.Polygon()
    for state in dataset.states:
        army = dataset.held.get(state.day)
        if army is None:
            army = held(dataset, state).get(dataset.week.advancing, shapely.Polygon())
        ground.append(territory.common_ground(army.difference(before), dataset.walled))
        before = before.union(army)
    return ground


def paint_sides(canvas: Canvas, viewport: Viewport, sides: dict[str, BaseGeometry], look: Portrayal) -> None:
    """Tint the ground of each side; the texture tells them apart in grey too."""
    for side, area in sides.items():
        swatch(canvas, side, viewport.project(area), look)


def swatch(canvas: Canvas, side: str, area: BaseGeometry, look: Portrayal) -> None:
    """Fill ``area`` (points) in the manner of a side: its tint, with its texture, or stripes where it is fought over.

    Fought-over ground belongs to nobody, so the colours of the sides stand side by side and are never blended.
    """
    path = outline(area)
    if not path:
        return
    canvas.saveState()
    if side in look.sides:
        held = look.sides[side]
        canvas.setFillAlpha(held.paper)
        canvas.addLiteral(f"{fill(held.ground)}\n{path}f*")
        if held.texture in _SLOPES:
            slope = _SLOPES[held.texture]
            _stripes(canvas, area, path, pen(held.ground, 0.35, cap=0), alpha=0.5, step=2.6, shift=0.0, slope=slope)
    else:
        colours = look.stripes()
        for n, colour in enumerate(colours):
            alpha, step = look.palette["contested"]["paper"], _GAP * max(2, len(colours))
            _stripes(canvas, area, path, pen(colour, 1.5, cap=0), alpha=alpha, step=step, shift=n * _GAP, slope=1.0)
    canvas.restoreState()


def _stripes(  # noqa: PLR0913 - a stripe is its pen, its alpha and its three measures
    canvas: Canvas, area: BaseGeometry, path: str, stroke: str, *, alpha: float, step: float, shift: float, slope: float
) -> None:
    """Rule ``area`` with lines ``step`` points apart, pinned to the page."""
    left, low, right, high = area.bounds
    rise = (right - left) * slope
    first = int((low - rise - shift) // step)
    last = int((high - shift) // step) + 1
    lines = []
    for n in range(first, last + 1):
        # Pinned to x = 0, so that stripes of neighbouring areas run on.
        y = n * step + shift + slope * (left - step * (left // step))
        lines.append(f"{left:.2f} {y:.2f} m {right:.2f} {y + rise:.2f} l")
    canvas.saveState()
    canvas.setStrokeAlpha(alpha)
    canvas.addLiteral("\n".join((path + "W* n", stroke, *lines, "S")))
    canvas.restoreState()


def paint_week(canvas: Canvas, viewport: Viewport, ground: Sequence[BaseGeometry], look: Portrayal) -> None:
    """Tint what each day took, and draw its edge."""
    edge = faded(look.advance, look.palette["days"]["edge"])
    for area, tint in zip(ground, look.days(len(ground)), strict=True):
        if not area.is_empty:
            canvas.addLiteral(apart((fill(tint), pen(edge, 0.8), outline(viewport.project(area)) + "B*")))


def paint_front_bands(canvas: Canvas, viewport: Viewport, dataset: Dataset, day: str) -> None:
    """Take the tint back where nobody knows whose the ground was: within the front and, again, within half of its precision."""
    rows = [row for row, its_day in enumerate(dataset.tables["fronts"]["day"]) if its_day == day]
    canvas.saveState()
    canvas.setFillAlpha(palette()["front"]["clears"])
    for row in rows:
        for area in fronts.around(dataset, row):
            canvas.addLiteral(f"{fill(palette()['basemap']['block'])}\n{outline(viewport.project(area))}f*")
    canvas.restoreState()


def paint_front(canvas: Canvas, viewport: Viewport, dataset: Dataset, day: str, city: BaseGeometry) -> None:
    """Draw the front of an evening as the page does: a line of dashes and dots in its pale band, up to the edge of ``city``."""
    lines = dataset.fronts[dataset.fronts["day"] == day].geometry
    paths = "".join(outline(viewport.project(line)) for line in lines)
    if not paths:
        return
    canvas.saveState()
    if not city.is_empty:
        canvas.addLiteral(outline(viewport.project(city)) + "W* n")
    canvas.addLiteral(front(paths))
    canvas.restoreState()


def front(paths: str) -> str:
    """Return the operators of a front along ``paths``."""
    dash = [0.75 * length for length in palette()["front"]["dash"]]
    return apart((pen(PAPER, 2.7, cap=0), paths + "S", pen(FOREGROUND, 1.1, dash=dash, cap=0), paths + "S"))


COLUMN = 6.4
"""Breadth of a column's arrow, points: its course between named places is inferred, and no line that could be followed."""


def paint_column(canvas: Canvas, points: np.ndarray, colour: str) -> None:
    """Draw a column's way through ``points`` (points) as a soft broad arrow in ``colour``: the ground shows through."""
    canvas.saveState()
    for breadth, alpha in ((1.45, 0.12), (1.0, 0.32)):
        canvas.setFillAlpha(alpha)
        canvas.addLiteral(column(points, colour, COLUMN * breadth))
    canvas.restoreState()


def column(points: np.ndarray, colour: str, breadth: float = COLUMN) -> str:
    """Return the operators of an arrow in ``colour`` along ``points`` (points of the page), rounded, its head at the last."""
    line = shapely.LineString(_rounded(points))
    neck = max(0.0, line.length - 1.6 * breadth)
    at = np.linspace(0.0, neck, max(3, int(line.length / 4)))
    spine = shapely.get_coordinates(shapely.line_interpolate_point(line, at))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(line, np.minimum(at + 0.5, line.length)))
    behind = shapely.get_coordinates(shapely.line_interpolate_point(line, np.maximum(at - 0.5, 0.0)))
    way = ahead - behind
    across = np.column_stack((-way[:, 1], way[:, 0])) / np.maximum(1e-9, np.hypot(way[:, 0], way[:, 1]))[:, None]
    half = (breadth / 2 * np.linspace(0.45, 1.0, len(at)))[:, None]
    barbs = spine[-1] + across[-1] * breadth * np.array([[1.0], [-1.0]])
    ring = [*(spine + across * half), barbs[0], line.coords[-1], barbs[1], *(spine - across * half)[::-1]]
    path = " l ".join(f"{x:.2f} {y:.2f}" for x, y in ring).replace(" l ", " m ", 1)
    return apart((fill(colour), f"{path} l h f"))


def _rounded(points: np.ndarray) -> np.ndarray:
    """Return a line with its corners cut three times, from end to end."""
    for _ in range(3):
        if len(points) < 3:
            break
        steps = points[1:] - points[:-1]
        cut = np.stack((points[:-1] + steps * 0.25, points[:-1] + steps * 0.75), axis=1).reshape(-1, 2)
        points = np.vstack((points[:1], cut, points[-1:]))
    return points


def zone_spots(viewport: Viewport, ground: Sequence[BaseGeometry]) -> list[tuple[int, float, float]]:
    """Return, for every piece of ground large enough, the number of its day in the week and a spot well inside it, points."""
    spots = []
    for n, area in enumerate(ground):
        for part in shapely.get_parts(viewport.project(area)):
            if part.geom_type == "Polygon" and part.area > 2500:
                x, y = shapely.maximum_inscribed_circle(part, tolerance=4).coords[0]
                spots.append((n, float(x), float(y)))
    return spots


def square(box: Box) -> shapely.Polygon:
    """Return ``box`` as an area, for the swatches of the legend."""
    return shapely.box(box.x, box.y, box.x + box.w, box.y + box.h)
