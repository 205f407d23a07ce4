"""The story on paper: two pages of A4 to hand out, a map with the numbers of the scenes and the scenes beneath their titles."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4

from semaine_map.history import calendar, citing
from semaine_map.history.scenes import scenes
from semaine_map.sheets import ground, legend, lettering, names, operators, text, tint, words
from semaine_map.sheets.boxes import Box, Taken
from semaine_map.sheets.lettering import SANS, SANS_STRONG, SERIF, STRONG, Run, set_lines, shortened
from semaine_map.sheets.page import begin, end
from semaine_map.sheets.viewport import MM, Viewport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.scenes import Scene
    from semaine_map.sheets.lettering import Line
    from semaine_map.sheets.page import Atlas

WIDE, HIGH = A4
MARGIN = 12 * MM
COLUMNS, GAP = 3, 5 * MM
COLUMN_W = (WIDE - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
HEAD, FOOT = 15 * MM, 9 * MM
MAP = Box(MARGIN, HIGH - MARGIN - HEAD - 108 * MM, WIDE - 2 * MARGIN, 108 * MM)
KEY = 7 * MM
SIZES = (9.2, 8.9, 8.6, 8.3, 8.0, 7.7, 7.4, 7.1, 6.8, 6.5, 6.2, 6.0, 5.5, 5.0, 4.5, 4.0)
"""Sizes of the text in points; a story too long for the smallest of them is cut short."""

LEAD, AIR = 1.27, 4.5
DISC = 6.2
"""Radius of a number's disc on the map, points."""


def pages(atlas: Atlas) -> dict[str, bytes]:
    """Return the story as a PDF of two pages in each language; nothing for a record that tells none."""
    story = scenes(atlas.dataset)
    if not story:
        return {}
    west, south, east, north = _bounds(atlas, story)
    viewport = Viewport.around((west, south, east, north), MAP, margin=0.04)
    layout = _lay_out(atlas, story, viewport)
    return {language: _pdf(atlas, story, layout, language) for language in atlas.dataset.week.interfaces}


def _bounds(atlas: Atlas, story: Sequence[Scene]) -> tuple[float, float, float, float]:
    """Return what the map shows: the city, else the places of the story."""
    if not atlas.city.is_empty:
        west, south, east, north = atlas.city.bounds
        return west, south, east, north
    points = [point for scene in story for point in _points(atlas.dataset, scene)] or [atlas.viewport.centre]
    lons, lats = zip(*points, strict=True)
    return min(lons) - 0.002, min(lats) - 0.002, max(lons) + 0.002, max(lats) + 0.002


def _points(dataset: Dataset, scene: Scene) -> list[tuple[float, float]]:
    """Return the places of a scene in the order of the telling, each once, degrees."""
    geometry = dataset.tables["events"]["geometry"]
    return list(dict.fromkeys((geometry[one.event].x, geometry[one.event].y) for one in scene.named))


def _pdf(atlas: Atlas, story: Sequence[Scene], layout: _Layout, language: str) -> bytes:
    dataset = atlas.dataset
    canvas, buffer = begin(dataset, language, words.say(language, "story"), A4)
    rooms = list(_rooms())
    for size in SIZES:
        blocks = [_block(scene, language, size) for scene in story]
        placed = _poured(blocks, size, rooms)
        if placed is not None:
            break
    else:
        placed = _poured(blocks, size, rooms, cut=True) or []
    for page in range(2):
        if page:
            canvas.showPage()
            canvas.addLiteral(f"{operators.fill(operators.SHEET)} {operators.rectangle(0, 0, WIDE, HIGH)} f")
        _frame_of_page(canvas, dataset, language, page)
        if not page:
            _map(canvas, atlas, story, layout, language)
        for room, y, block in placed:
            if rooms.index(room) // COLUMNS == page:
                text.write(canvas, block, (room.x, y), size, lead=LEAD)
    return end(canvas, buffer)


def _rooms() -> Iterator[Box]:
    """Give the columns of both pages in the order of reading."""
    for top in (MAP.y - KEY - 4, HIGH - MARGIN - HEAD):
        for n in range(COLUMNS):
            low = MARGIN + FOOT
            yield Box(MARGIN + n * (COLUMN_W + GAP), low, COLUMN_W, top - low)


def _block(scene: Scene, language: str, size: float) -> list[Line]:
    """Set a scene: its number and title, then its moment and text."""
    moment = f"{calendar.weekday(language, scene.day).capitalize()} {calendar.short(language, scene.day)}."
    title = set_lines([Run(SANS_STRONG, f"{scene.number}  {words.bound(language, scene.title[language])}")], size, COLUMN_W)
    runs = [Run(SANS, moment, operators.SOFT), Run(SERIF, words.bound(language, scene.text[language]))]
    return [*title, *set_lines(runs, size, COLUMN_W)]


def _poured(
    blocks: Sequence[list[Line]], size: float, rooms: Sequence[Box], *, cut: bool = False
) -> list[tuple[Box, float, list[Line]]] | None:
    """Pour ``blocks`` into ``rooms``, each whole in one of them; None if they do not fit and may not be ``cut`` short."""
    placed: list[tuple[Box, float, list[Line]]] = []
    left = list(rooms)
    y = left[0].y + left[0].h
    for block in blocks:
        high = len(block) * size * LEAD
        while left and y - high < left[0].y:
            left.pop(0)
            y = left[0].y + left[0].h if left else 0.0
        if not left:
            return placed if cut else None
        placed.append((left[0], y, block))
        y -= high + AIR
    return placed


def _frame_of_page(canvas: Canvas, dataset: Dataset, language: str, page: int) -> None:
    """Write the head and the foot of a page."""
    week = dataset.week
    room = WIDE - 2 * MARGIN
    top = HIGH - MARGIN
    canvas.addLiteral(operators.fill(operators.FOREGROUND))
    canvas.setFont(STRONG, 17)
    canvas.drawString(MARGIN, top - 14, shortened(f"{week.title[language]} – {words.say(language, 'story')}", STRONG, 17, room))
    canvas.addLiteral(operators.fill(operators.SOFT))
    canvas.setFont(SANS, 8.4)
    canvas.drawString(MARGIN, top - 27, shortened(words.say(language, "story_note"), SANS, 8.4, room))
    foot = words.say(
        language, "story_credit", title=week.title[language], version=week.version or week.record_date, page=page + 1
    )
    canvas.setFont(SANS, 7)
    canvas.drawString(MARGIN, MARGIN, shortened(foot, SANS, 7, room))
    if page == 0 and (credit := citing.ground(dataset, language)):
        lines = set_lines([Run(SANS, credit, operators.SOFT)], 6, room)
        text.write(canvas, lines, (MARGIN, MARGIN - 3), 6, lead=1.25)


@dataclass(frozen=True, slots=True)
class _Layout:
    """The map of the story, the same in every language.

    Attributes:
        below, above: the ground under and over the tints, as operators.
        names: what is named, and where.
        discs: number of a scene, its first place and the spot of its disc, in points of the page.
    """

    viewport: Viewport
    below: str
    above: str
    names: Sequence[names.Name]
    discs: Sequence[tuple[int, tuple[float, float], tuple[float, float]]]


def _lay_out(atlas: Atlas, story: Sequence[Scene], viewport: Viewport) -> _Layout:
    """Draw the ground, and place the number of each scene at its first place and the names between them."""
    dataset = atlas.dataset
    layers = {name: layer for name, layer in dataset.basemap.items() if name not in ("streets", "buildings")}
    taken = Taken(viewport.box)
    discs = []
    for scene in story:
        for lon, lat in _points(dataset, scene)[:1]:
            x, y = (float(value) for value in viewport.points((lon, lat)))
            spot = _free(taken, x, y)
            taken.take(Box.around(*spot, 2 * DISC, 2 * DISC))
            discs.append((scene.number, (x, y), spot))
    gazette = names.gather(dataset, viewport)
    figures = names.reserve_arrondissements(gazette, taken, [spot for _, _, spot in discs])
    placed = [*figures, *names.place(gazette, taken, (), set(), atlas.look.advance)]
    return _Layout(viewport, ground.below(viewport, layers, atlas.city), ground.above(viewport, layers), placed, discs)


def _map(canvas: Canvas, atlas: Atlas, story: Sequence[Scene], layout: _Layout, language: str) -> None:
    """Draw the city by the days on which it was taken, with the number of each scene at its first place."""
    viewport, box = layout.viewport, layout.viewport.box
    canvas.saveState()
    canvas.addLiteral(f"{operators.rectangle(box.x, box.y, box.w, box.h)} W n\n{layout.below}")
    tint.paint_week(canvas, viewport, atlas.taken, atlas.look)
    canvas.addLiteral(layout.above)
    names.paint(canvas, layout.names)
    for number, (x, y), (at_x, at_y) in layout.discs:
        _disc(canvas, number, (x, y), (at_x, at_y), is_short=story[number - 1].is_short)
    legend.paint_scale(canvas, viewport, language, box.x + 8, box.y + 8)
    canvas.restoreState()
    canvas.addLiteral(
        operators.apart(
            (operators.pen(operators.FOREGROUND, 0.8, join=0), operators.rectangle(box.x, box.y, box.w, box.h) + " S")
        )
    )
    _key(canvas, atlas, language)


def _free(taken: Taken, x: float, y: float) -> tuple[float, float]:
    """Return the nearest spot to ``x``, ``y`` on the map where a disc hides no other; at the edge for a place beyond it."""
    x = min(max(x, MAP.x + DISC + 2), MAP.x + MAP.w - DISC - 2)
    y = min(max(y, MAP.y + DISC + 2), MAP.y + MAP.h - DISC - 2)
    turns = [(0.0, 0.0)] + [(r * cos(a * pi / 8), r * sin(a * pi / 8)) for r in range(4, 80, 3) for a in range(16)]
    shift = taken.first_free(Box.around(x, y, 2 * DISC, 2 * DISC), turns) or (0.0, 0.0)
    return x + shift[0], y + shift[1]


def _disc(canvas: Canvas, number: int, place: tuple[float, float], spot: tuple[float, float], *, is_short: bool) -> None:
    """Draw the number of a scene, with a thin line to its place; those of the short version are filled."""
    (x, y), (at_x, at_y) = place, spot
    kappa = 0.5523 * DISC
    circle = (
        f"{at_x + DISC:.2f} {at_y:.2f} m "
        f"{at_x + DISC:.2f} {at_y + kappa:.2f} {at_x + kappa:.2f} {at_y + DISC:.2f} {at_x:.2f} {at_y + DISC:.2f} c "
        f"{at_x - kappa:.2f} {at_y + DISC:.2f} {at_x - DISC:.2f} {at_y + kappa:.2f} {at_x - DISC:.2f} {at_y:.2f} c "
        f"{at_x - DISC:.2f} {at_y - kappa:.2f} {at_x - kappa:.2f} {at_y - DISC:.2f} {at_x:.2f} {at_y - DISC:.2f} c "
        f"{at_x + kappa:.2f} {at_y - DISC:.2f} {at_x + DISC:.2f} {at_y - kappa:.2f} {at_x + DISC:.2f} {at_y:.2f} c"
    )
    line = f"{x:.2f} {y:.2f} m {at_x:.2f} {at_y:.2f} l S" if (x, y) != spot else ""
    fill = operators.fill(operators.FOREGROUND if is_short else operators.SHEET)
    canvas.addLiteral(
        operators.apart(
            (operators.pen(operators.FOREGROUND, 0.6), line, fill, operators.pen(operators.FOREGROUND, 0.7), f"{circle} B")
        )
    )
    canvas.addLiteral(operators.fill(operators.SHEET if is_short else operators.FOREGROUND))
    canvas.setFont(SANS_STRONG, 7.4)
    canvas.drawCentredString(at_x, at_y - 2.6, str(number))


def _key(canvas: Canvas, atlas: Atlas, language: str) -> None:
    """Write beneath the map what its tints and its two sorts of numbers say."""
    week, x, y = atlas.dataset.week, MAP.x, MAP.y - KEY + 2
    tints = atlas.look.days(len(week.days))
    for day, colour, area in zip(week.days, tints, atlas.taken, strict=True):
        if area.is_empty:
            continue
        shape = operators.rectangle(x, y, 11, 8)
        canvas.addLiteral(operators.apart((operators.fill(colour), operators.pen(operators.SOFT, 0.4, join=0), shape + " B")))
        name = f"{calendar.weekday(language, day)[:3]} {calendar.short(language, day)}"
        canvas.addLiteral(operators.fill(operators.FOREGROUND))
        canvas.setFont(SANS, 7.4)
        canvas.drawString(x + 13, y + 1.6, name)
        x += 17 + lettering.width(name, SANS, 7.4) + 5
    note = words.say(language, "story_key")
    canvas.addLiteral(operators.fill(operators.FOREGROUND))
    canvas.setFont(SANS, 7.4)
    canvas.drawString(x + 2, y + 1.6, shortened(note, SANS, 7.4, MAP.x + MAP.w - x - 2))
