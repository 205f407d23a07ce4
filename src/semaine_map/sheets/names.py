"""Names on the map, by priority, none over another: arrondissements, water, great places, streets."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from semaine_map.history.dataset import records
from semaine_map.portrayal import landmarks
from semaine_map.portrayal.portrayal import palette, street_metres
from semaine_map.sheets.boxes import Box
from semaine_map.sheets.lettering import ITALIC, SERIF, STRONG, coded, width
from semaine_map.sheets.operators import PAPER, apart, fill, pen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas
    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.sheets.boxes import Taken
    from semaine_map.sheets.viewport import Viewport

GREAT, STREET, WATER, GREEN, FAINT = (palette()["names"][name] for name in ("great", "street", "water", "green", "faint"))


@dataclass(frozen=True, slots=True)
class Name:
    """A name set on the map: its middle in points and its turn in radians."""

    text: str
    font: str
    size: float
    colour: str
    x: float
    y: float
    turn: float = 0.0
    spacing: float = 0.0
    dot: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that may be named, with its point on the page."""

    text: str
    kind: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Option:
    """One way to set a name: its lines, and the room that they take."""

    names: Sequence[Name]
    boxes: Sequence[Box]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that may be named once, and the ways to do so, the best first."""

    text: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Gazette:
    """What a frame shows that has a name, found and measured once for all sheets.

    ``arrondissements`` are number in Roman figures (empty where the record does not say numbers), name and the spots where
    these may stand; ``items`` come by priority.
    """

    arrondissements: Sequence[tuple[str, str, Sequence[tuple[float, float]]]]
    river: Sequence[Item]
    items: Sequence[Item]


def gather(dataset: Dataset, viewport: Viewport) -> Gazette:
    """Find everything that may be named in ``viewport``."""
    layers, window = dataset.basemap, shapely.box(*viewport.bounds)

    def rows(name: str) -> list[dict[str, Any]]:
        layer = layers.get(name)
        found = [] if layer is None else records(layer[layer.intersects(window)])
        return [row for row in found if isinstance(row.get("name"), str) and row["name"]]

    spots = _landmarks(dataset, viewport)
    greens = {row["name"]: viewport.project(row["geometry"]) for row in rows("green")}
    great = [spot for spot in spots if _is_great(spot) and spot.text not in greens]
    lesser = [spot for spot in spots if not _is_great(spot)]
    waters = [(row["name"], np.asarray(viewport.project(row["geometry"]).coords)) for row in rows("water") if _is_line(row)]
    areas = dataset.arrondissements
    return Gazette(
        arrondissements=[
            (
                roman(int(number)) if dataset.numbers_districts else "",
                name,
                _inside(
                    viewport.project(area.intersection(window)),
                    max(14.0, width(name, *((ITALIC, 7.4) if dataset.numbers_districts else (STRONG, 9.0))) / 2 + 2),
                ),
            )
            for number, name, area in zip(areas["arrondissement"], areas["name"], areas.geometry, strict=True)
        ],
        river=[
            Item(text, _along(text, ITALIC, 9.5, WATER, line, spacing=2.2))
            for text, line in (
                (row["name"].upper(), np.asarray(viewport.project(row["geometry"]).coords)) for row in rows("axes")
            )
        ],
        items=[
            *(Item(spot.text, _beside(spot)) for spot in great),
            *(Item(text, _within(text, area)) for text, area in greens.items()),
            *_streets(rows("streets"), viewport),
            *(Item(text, _along(text, ITALIC, 6.4, WATER, line)) for text, line in waters),
            *(Item(spot.text, _beside(spot)) for spot in lesser),
        ],
    )


def _is_line(row: dict[str, Any]) -> bool:
    return bool(row["geometry"].geom_type == "LineString")


def _streets(rows: Sequence[dict[str, Any]], viewport: Viewport) -> list[Item]:
    """Return the streets that are long enough to be named, the wide ones first, and of those the long."""
    found = []
    for row in rows:
        metres = street_metres(row["name"], str(row.get("kind")), row.get("dated"))
        parts = shapely.get_parts(viewport.project(row["geometry"]))
        lines = [part for part in parts if part.geom_type == "LineString" and part.length > 20]
        found += [(-metres, -line.length, row["name"], np.asarray(line.coords)) for line in lines]
    return [
        Item(name, _along(name, SERIF, 6.5 if metres <= -30 else 5.9, STREET, line))
        for metres, _, name, line in sorted(found, key=lambda street: street[:3])
    ]


def _landmarks(dataset: Dataset, viewport: Viewport) -> list[Spot]:
    """Return the landmarks that ``viewport`` shows, great ones first."""
    points = dataset.places.get_coordinates().to_numpy()
    found = []
    for one in landmarks.of(dataset):
        x, y = viewport.points(points[one.row]).tolist()
        if landmarks.kinds()[one.kind].sheet and viewport.shows(x, y):
            found.append(Spot(one.name, one.kind, x, y))
    return sorted(found, key=lambda spot: (not _is_great(spot), len(spot.text), spot.text))


def _is_great(spot: Spot) -> bool:
    return landmarks.kinds()[spot.kind].great


def reserve_arrondissements(gazette: Gazette, taken: Taken, crowd: Sequence[tuple[float, float]]) -> list[Name]:
    """Place the numbers of the arrondissements before anything else, each where its ground is emptiest of ``crowd``."""
    names = []
    busy = np.array(crowd, dtype=float).reshape(-1, 2)
    for text, name, spots in gazette.arrondissements:
        size = 15.0
        w = max(width(text, STRONG, size), width(name, ITALIC, 7.4)) + 3
        if not spots:
            continue
        _, (x, y) = min(zip(_crowding(busy, spots, w), spots, strict=True))
        if not text:
            if taken.claim([Box.around(x, y, width(name, STRONG, 9.0), 10.0)]):
                names.append(Name(name, STRONG, 9.0, GREAT, x, y))
        elif taken.claim([Box.around(x, y, w, size * 1.55)]):
            names.append(Name(text, STRONG, size, GREAT, x, y + 4.2))
            names.append(Name(name, ITALIC, 7.4, GREAT, x, y - 6.8))
        elif taken.claim([Box.around(x, y, width(text, STRONG, 11.0), 12.0)]):
            names.append(Name(text, STRONG, 11.0, GREAT, x, y))
    return names


def roman(number: int) -> str:
    """Return ``number`` in Roman figures, as the arrondissements were numbered, in either language."""
    text = ""
    for value, figure in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += figure * (number // value)
        number %= value
    return text


def _inside(area: BaseGeometry, half: float) -> list[tuple[float, float]]:
    """Return spots of a grid inside ``area`` around which ``half`` points to either side are inside too."""
    if area.is_empty:
        return []
    left, low, right, high = area.bounds
    step = max(7.0, (right - left) / 12)
    grid_x, grid_y = np.meshgrid(np.arange(left, right, step), np.arange(low, high, step))
    x, y = grid_x.ravel(), grid_y.ravel()
    shapely.prepare(area)
    whole = np.ones(len(x), dtype=bool)
    for dx, dy in ((-half, -9), (-half, 9), (half, -9), (half, 9), (0, 0)):
        whole &= shapely.contains_xy(area, x + dx, y + dy)
    spots = list(zip(x[whole].tolist(), y[whole].tolist(), strict=True))
    if spots:
        return spots
    centre = area.representative_point()
    return [(centre.x, centre.y)]


def _crowding(busy: np.ndarray, spots: Sequence[tuple[float, float]], reach: float) -> list[float]:
    """Return how much of ``busy`` lies around each of ``spots``: the nearer, the heavier."""
    x, y = (busy[:, axis] - np.array(spots)[:, axis, None] for axis in (0, 1))
    crowding: list[float] = np.round(np.maximum(0, 1.4 * reach - np.hypot(x, y)).sum(axis=1), 3).tolist()
    return crowding


def place(gazette: Gazette, taken: Taken, columns: Sequence[tuple[str, np.ndarray]], wanted: set[str], colour: str) -> list[Name]:
    """Place what finds room, by priority; ``wanted`` are names of places that the day's list tells of.

    The ``columns`` have their names in the ink ``colour``.
    """
    corps = [Item(text, _along(text, ITALIC, 7.0, colour, line, above=4.2)) for text, line in columns]
    listed = [item for item in gazette.items if item.text in wanted and item.options and item.options[0].names[0].dot]
    names: list[Name] = []
    done: set[str] = set()
    for item in (*gazette.river, *corps, *listed, *gazette.items):
        if item.text in done:
            continue
        found = next((option for option in item.options if taken.claim(option.boxes)), None)
        if found:
            names += found.names
            if item not in gazette.river and item not in corps:
                done.add(item.text)
    return names


def _beside(spot: Spot) -> list[Option]:
    """Return the ways to set the name of a place: right, left, above or below its dot, near it or a little away."""
    great = _is_great(spot)
    size, colour = (6.8, GREAT) if great else (6.0, FAINT)
    font = STRONG if landmarks.kinds()[spot.kind].strong else SERIF
    w, h = width(spot.text, font, size), size * 1.05
    return [
        Option(
            [Name(spot.text, font, size, colour, spot.x + dx, spot.y + dy, dot=(spot.x, spot.y))],
            [Box.around(spot.x + dx, spot.y + dy, w + 1.6, h)],
        )
        for away in (2.6, 8.0)
        for dx, dy in ((w / 2 + away, 0.0), (-w / 2 - away, 0.0), (0.0, h / 2 + away), (0.0, -h / 2 - away))
    ]


def _within(text: str, area: BaseGeometry) -> list[Option]:
    """Return the way to set the name of a park on its middle, in as many lines as let it fit; none where it does not."""
    size = 6.6
    left, _, right, _ = area.bounds
    room = max(right - left, 26.0) * 1.25
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", ITALIC, size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if max(width(line, ITALIC, size) for line in lines) > room * 1.3:
        return []
    centre = area.representative_point()
    options = []
    for up in (0.0, 1.2, -1.2):
        top = centre.y + ((len(lines) - 1) * 0.5 + up) * size
        names = [Name(line, ITALIC, size, GREEN, centre.x, top - n * size) for n, line in enumerate(lines)]
        options.append(Option(names, [Box.around(name.x, name.y, width(name.text, ITALIC, size) + 1, size) for name in names]))
    return options


def _along(  # noqa: PLR0913 - a name along a line is its letters and the line
    text: str, font: str, size: float, colour: str, line: np.ndarray, *, spacing: float = 0.0, above: float = 0.0
) -> list[Option]:
    """Return the ways to set a name on straight stretches of ``line``, ``above`` points beside it; none where it does not fit."""
    w = width(text, font, size, spacing) + 2
    steps = np.hypot(*np.diff(line, axis=0).T)
    total = float(steps.sum())
    if total < w:
        return []
    at = np.concatenate([[0.0], np.cumsum(steps)])
    options = []
    for share in (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95):
        first = share * (total - w)
        (x0, xm, x1), (y0, ym, y1) = (np.interp((first, first + w / 2, first + w), at, line[:, k]).tolist() for k in (0, 1))
        if hypot(x1 - x0, y1 - y0) < 0.985 * w:
            continue
        angle = atan2(y1 - y0, x1 - x0)
        angle += pi if angle <= -pi / 2 + 1e-6 else -pi if angle > pi / 2 + 1e-6 else 0.0
        x, y = (x0 + x1 + 2 * xm) / 4 - above * sin(angle), (y0 + y1 + 2 * ym) / 4 + above * cos(angle)
        name = Name(text, font, size, colour, x, y, angle, spacing)
        options.append(Option([name], _turned(x, y, w, size * 1.05, angle)))
    return options


def _turned(x: float, y: float, w: float, h: float, angle: float) -> list[Box]:
    """Return small boxes that together cover a turned one; they touch each other only within."""
    if abs(sin(angle)) < 0.02:
        return [Box.around(x, y, w, h)]
    count = max(1, round(w / (h * 0.8)))
    return [
        Box.around(x + t * cos(angle), y + t * sin(angle), h, h) for t in ((k + 0.5) / count * w - w / 2 for k in range(count))
    ]


def paint(canvas: Canvas, names: Sequence[Name]) -> None:
    """Write the names, each with a rim of paper around its letters: the same letters set a little to four sides before."""
    dots = [
        f"{pen(name.colour, 1.5)} {x:.2f} {y:.2f} m {x:.2f} {y:.2f} l S" for name in names if name.dot for x, y in (name.dot,)
    ]
    letters = [part for name in names for part in _set(canvas, name)]
    canvas.addLiteral(apart(dots))
    canvas.addLiteral(apart(["BT", *letters, "ET"]))


_RIM = ((-0.55, -0.55), (-0.55, 0.55), (0.55, -0.55), (0.55, 0.55))


def _set(canvas: Canvas, name: Name) -> Iterator[str]:
    half = (width(name.text, name.font, name.size, name.spacing) - name.spacing) / 2
    c, s = cos(name.turn), sin(name.turn)
    drop = name.size * 0.33
    x, y = name.x - half * c + drop * s, name.y - half * s - drop * c
    letters = coded(canvas, name.text, name.font, name.size)
    for colour, offsets in ((PAPER, _RIM), (name.colour, ((0.0, 0.0),))):
        yield f"{fill(colour)} {name.spacing:.2f} Tc"
        for dx, dy in offsets:
            yield f"{c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x + dx:.2f} {y + dy:.2f} Tm {letters}"
