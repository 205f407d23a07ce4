"""A figure for a journal: a part of the map of a day, or of all days, as wide as its column, with key, scale and credit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from semaine_map.errors import UsageError
from semaine_map.history.days import NOT_YET
from semaine_map.sheets import legend, lettering, operators, page, raster, text, words
from semaine_map.sheets.boxes import Box
from semaine_map.sheets.svg import SvgCanvas
from semaine_map.sheets.viewport import MM, Viewport, metres_per_degree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.sheets.legend import Entry
    from semaine_map.sheets.lettering import Line
    from semaine_map.sheets.page import Atlas

Bounds = tuple[float, float, float, float]

FORMATS = ("pdf", "svg", "png")
DPI = 300
"""Dots an inch of a picture, as printers ask for."""

NARROWEST, WIDEST, HIGHEST = 60.0, 420.0, 600.0
"""Millimetres: narrower no key can be read, and no sheet is larger."""

LEAST_METRES, MARGIN = 100.0, 0.5
TITLE, CREDIT, GAP = 10.0, 6.4, 8.0


@dataclass(frozen=True, slots=True)
class _Page:
    """The parts of a figure on its page, points from the lower left corner."""

    size: tuple[float, float]
    map: Box
    key: Box
    columns: Sequence[Sequence[tuple[str, Entry | None]]]
    credit: Sequence[Line]


def figure(  # noqa: PLR0913 - what a figure is of, and how it is made
    dataset: Dataset,
    *,
    day: str | None,
    bounds: Bounds | None = None,
    width: float = 180.0,
    form: str = "pdf",
    language: str = "en",
    dpi: int = DPI,
) -> bytes:
    """Return a figure of ``day``, or of all days, as a file of a ``form`` of ``FORMATS``.

    Args:
        dataset: the record.
        day: a day of the record; None for the ground by the day on which it was taken.
        bounds: west, south, east, north of the map in degrees WGS 84; the whole map without them.
        width: of the figure, millimetres; its height follows from the ground.
        form: pdf and svg hold paths and text with their letters embedded, png ``dpi`` dots an inch.
        language: of title, key and credit.
        dpi: dots an inch of a png.

    Raises:
        UsageError: a value is out of its range, or the ground shown is not that of the record.
    """
    if form not in FORMATS:
        raise UsageError(f"a figure is {', '.join(FORMATS)}, not {form!r}")
    if not NARROWEST <= width <= WIDEST:
        raise UsageError(f"a figure is {NARROWEST:g} to {WIDEST:g} mm wide, not {width:g}")
    wide = width * MM
    viewport = _viewport(dataset, bounds, wide)
    atlas = page.prepare(dataset, viewport)
    state = None if day is None else dataset.states[dataset.week.days.index(day)]
    layout = page.lay_out_week(atlas) if state is None else page.lay_out_day(atlas, state, chronicle=False)
    laid = _lay_out(atlas, page.key(atlas, language, layout), page.credit(dataset, language, _seen(atlas, state)))
    date = words.whole(dataset, language) if state is None else words.date_text(language, state.day)
    title = f"{dataset.week.title[language]}, {date}".replace(words.NO_BREAK, " ")
    # The map stands where it was laid out, from its own lower left corner; the page begins lower.
    kind = SvgCanvas if form == "svg" else lettering.Page
    canvas, buffer = page.begin(dataset, language, date, laid.size, kind)
    _write(canvas, laid, title)
    canvas.saveState()
    canvas.translate(0, laid.map.y)
    page.draw_map(canvas, atlas, language, layout)
    canvas.restoreState()
    if isinstance(canvas, SvgCanvas):
        return canvas.as_svg(title, page.credit(dataset, language, set()))
    pdf = page.end(canvas, buffer)
    return pdf if form == "pdf" else raster.pngs([pdf], corner=(0, 0), dpi=dpi)[0]


def _viewport(dataset: Dataset, bounds: Bounds | None, wide: float) -> Viewport:
    """Return the window that shows ``bounds`` and no more, ``wide`` points; its box begins at 0, 0."""
    whole = dataset.extent
    west, south, east, north = bounds or whole
    if not (west < whole[2] and east > whole[0] and south < whole[3] and north > whole[1]):
        shown = ", ".join(f"{one:.3f}" for one in whole)
        raise UsageError(f"the box shows no ground of this record, which lies within {shown} (west, south, east, north)")
    m_lon, m_lat = metres_per_degree((south + north) / 2)
    across, up = (east - west) * m_lon, (north - south) * m_lat
    if min(across, up) < LEAST_METRES:
        raise UsageError(f"the box is less than {LEAST_METRES:g} m across: no map of this ground is so exact")
    high = wide * up / across
    if high > HIGHEST * MM:
        raise UsageError(f"a map of this box would be {high / MM:.0f} mm high, more than {HIGHEST:g}: make it narrower")
    return Viewport.around((west, south, east, north), Box(0, 0, wide, high), margin=0 if bounds else 0.02)


def _seen(atlas: Atlas, state: DayState | None) -> set[str]:
    """Return the events on the map, those left out of which only a trace of an earlier day is drawn."""
    statuses = [""] * len(atlas.events) if state is None else state.statuses
    gone = () if state is None else (NOT_YET, "earlier")
    return {event["id"] for event, status in zip(atlas.events, statuses, strict=True) if event["shown"] and status not in gone}


def _lay_out(atlas: Atlas, blocks: Sequence[legend.Block], credit: str) -> _Page:
    """Set key and credit under the map, as high as they need."""
    wide = atlas.viewport.box.w
    columns = legend.flowed(blocks, wide)
    lines = lettering.set_lines([lettering.Run(lettering.SANS, credit, operators.SOFT)], CREDIT, wide)
    key_high = max(map(len, columns)) * legend.LEADING
    credit_high = len(lines) * CREDIT * 1.25 + 2
    low = credit_high + GAP / 2
    map_low = low + key_high + GAP
    box = Box(0, map_low, wide, atlas.viewport.box.h)
    return _Page((wide, map_low + box.h + TITLE * 1.6), box, Box(0, low, wide, key_high), columns, lines)


def _write(canvas: Canvas, laid: _Page, title: str) -> None:
    """Write title, key and credit."""
    canvas.addLiteral(operators.fill(operators.FOREGROUND))
    canvas.setFont(lettering.SANS_STRONG, TITLE)
    wide, high = laid.size
    canvas.drawString(0, high - TITLE, lettering.shortened(title, lettering.SANS_STRONG, TITLE, wide))
    legend.paint_flowed(canvas, laid.key, laid.columns)
    text.write(canvas, laid.credit, (0, laid.key.y - GAP / 2), CREDIT, lead=1.25)
