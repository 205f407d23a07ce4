"""One sheet: A3 landscape, the map with its key to the left, title and chronicle to the right, the credit at the foot."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from reportlab.lib.pagesizes import A3, landscape

from semaine_map.history import calendar, citing, counts
from semaine_map.history.days import NOT_YET
from semaine_map.portrayal import portrayal, weight
from semaine_map.record import codes, fonts
from semaine_map.sheets import ground, legend, lettering, marks, names, operators, text, tint, words
from semaine_map.sheets.boxes import Box, Taken
from semaine_map.sheets.viewport import MM, Viewport

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas
    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.portrayal.portrayal import Portrayal
    from semaine_map.sheets.legend import Entry
    from semaine_map.sheets.lettering import Line
    from semaine_map.sheets.marks import Event, House, Mark

PAGE = landscape(A3)
MARGIN = 9 * MM
COLUMN = Box(PAGE[0] - MARGIN - 106 * MM, 17 * MM, 106 * MM, PAGE[1] - MARGIN - 17 * MM)
MAP = Box(MARGIN, 51 * MM, COLUMN.x - 5 * MM - MARGIN, PAGE[1] - MARGIN - 51 * MM)
KEY = Box(MARGIN, 16.5 * MM, MAP.w, MAP.y - 3 * MM - 16.5 * MM)
CREDIT = Box(MARGIN, 7 * MM, PAGE[0] - 2 * MARGIN, 7.5 * MM)
SCALE = Box(MAP.x, MAP.y, 70 * MM, 24)
"""The room of the scale in the lower left corner of the map."""

COMMON = (MAP.x + MAP.w + 2, SCALE.y + SCALE.h + 2)
"""A corner: what lies to the left of and above it, the map without its scale, is the same in every language."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """What all sheets of a record share: read once, drawn once."""

    dataset: Dataset
    look: Portrayal
    viewport: Viewport
    city: BaseGeometry
    events: Sequence[Event]
    houses: Sequence[House]
    gazette: names.Gazette
    below: str
    above: str
    taken: Sequence[BaseGeometry]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the sheets of a day have in common in every language: which events are told, and what stands where on the map.

    ``listed`` are the events of the chronicle in order; ``state`` is None for the week. ``houses`` and ``signs`` are the
    operators that draw the damaged houses and the marks.
    """

    state: DayState | None
    listed: Sequence[Event]
    held: dict[str, BaseGeometry]
    marks: Sequence[Mark]
    names: Sequence[names.Name]
    columns: Sequence[tuple[str, np.ndarray]]
    houses: str
    signs: str


def prepare(dataset: Dataset, viewport: Viewport | None = None) -> Atlas:
    """Draw the ground and gather the names that every sheet of ``dataset`` shows, in their ``viewport`` or another."""
    lettering.register(fonts.paths(dataset.week, dataset.folder))
    viewport = viewport or Viewport.around(dataset.extent, MAP)
    look = portrayal.of(dataset.week)
    city = dataset.city
    return Atlas(
        dataset=dataset,
        look=look,
        viewport=viewport,
        city=city,
        events=marks.listed(dataset, viewport),
        houses=marks.houses(dataset, viewport),
        gazette=names.gather(dataset, viewport),
        below=ground.below(viewport, dataset.basemap, city),
        above=ground.above(viewport, dataset.basemap),
        taken=tint.taken(dataset),
    )


def lay_out_day(atlas: Atlas, state: DayState, *, chronicle: bool = True) -> Layout:
    """Place the signs and names of a day, once for all languages; with a ``chronicle``, choose also what its sheets list."""
    dataset = atlas.dataset
    listed = _listed(atlas, state) if chronicle else []
    numbers = {event["id"]: n for n, event in enumerate(listed, 1)}
    housed = {house.event for house in atlas.houses}
    unplaced = marks.of_day(atlas.events, state, numbers, atlas.look, housed=housed)
    columns = _columns(atlas, state)
    wanted = {event["name_1871"].split(", ")[0].split(" (")[0] for event in listed}
    taken = _room(atlas.viewport)
    figures = names.reserve_arrondissements(atlas.gazette, taken, [(mark.x, mark.y) for mark in unplaced if mark.size])
    set_marks = marks.placed(unplaced, taken)
    set_names = [*figures, *names.place(atlas.gazette, taken, columns, wanted, atlas.look.advance)]
    held, houses = tint.held(dataset, state), _houses(atlas, state)
    return Layout(state, listed, held, set_marks, set_names, columns, houses, marks.paint(set_marks, atlas.look))


def _listed(atlas: Atlas, state: DayState) -> list[Event]:
    """Return the events that the sheets of a day have room to list, in the order of the day."""
    dataset = atlas.dataset
    ranked = [atlas.events[row] for row in weight.ranked(dataset, state.day)]
    fits = min(
        text.how_many_fit(ranked, dataset, language, _items_room(atlas, language, state)) for language in dataset.week.interfaces
    )
    order = {event["id"]: n for n, event in enumerate(atlas.events)}
    return sorted(ranked[:fits], key=lambda event: order[event["id"]])


def lay_out_week(atlas: Atlas) -> Layout:
    """Place the signs and names of the week's sheets, once for all languages."""
    taken = _room(atlas.viewport)
    zones = _zones(atlas, taken)
    unplaced = marks.of_week(atlas.events, atlas.look)
    figures = names.reserve_arrondissements(atlas.gazette, taken, [(mark.x, mark.y) for mark in unplaced])
    set_marks = marks.placed(unplaced, taken, dots=False)
    set_names = [*figures, *zones, *names.place(atlas.gazette, taken, (), set(), atlas.look.advance)]
    return Layout(None, (), {}, set_marks, set_names, (), _houses(atlas, None), marks.paint(set_marks, atlas.look))


def _room(viewport: Viewport) -> Taken:
    """Return the map's room, that of the scale taken."""
    taken = Taken(viewport.box)
    taken.take(Box(viewport.box.x, viewport.box.y, SCALE.w, SCALE.h))
    return taken


def day_sheet(atlas: Atlas, layout: Layout, state: DayState, language: str) -> bytes:
    """Return the sheet of a day as a PDF of one page."""
    dataset, day = atlas.dataset, state.day
    canvas, buffer = begin(dataset, language, words.date_text(language, day))
    y = text.head(canvas, COLUMN, dataset, language, day)
    lines, size = _day_lines(dataset, language, day)
    y = text.write(canvas, lines, (COLUMN.x, y), size) - 8
    y = text.write(canvas, _counts(dataset, language, state), (COLUMN.x, y), text.COUNT) - 8
    if layout.listed:
        y = text.heading(canvas, COLUMN, y, words.say(language, "chronicle"), words.say(language, "chronicle_note"))
        y = text.items(canvas, Box(COLUMN.x, COLUMN.y, COLUMN.w, y - COLUMN.y), layout.listed, dataset, language)
        began = counts.count(dataset, state).begun
        _line(canvas, text.rest_line(language, began - len(layout.listed)), COLUMN.x + text.NUMBER_ROOM + text.SIGN_ROOM, y - 9)
    draw_map(canvas, atlas, language, layout)
    legend.paint(canvas, KEY, key(atlas, language, layout))
    seen = {event["id"] for event, status in zip(atlas.events, state.statuses, strict=True) if status not in (NOT_YET, "earlier")}
    _credit(canvas, dataset, language, seen)
    return end(canvas, buffer)


def week_sheet(atlas: Atlas, layout: Layout, language: str) -> bytes:
    """Return the sheet of the whole week as a PDF of one page."""
    dataset = atlas.dataset
    canvas, buffer = begin(dataset, language, words.whole(dataset, language))
    y = text.head(canvas, COLUMN, dataset, language, None)
    months = list(dict.fromkeys(calendar.month(language, day) for day in dataset.week.days))
    named = months[0] if len(months) == 1 else f"{months[0]} – {months[-1]}"
    tinted = [words.say(language, "week_text", month=named)] if dataset.held or len(dataset.control) else []
    story = " ".join([*tinted, words.say(language, "shown")])
    lines, size = text.fitted(story, lettering.SERIF, Box(COLUMN.x, 0, COLUMN.w, 80), (10.2, 9.8, 9.4, 9))
    y = text.write(canvas, lines, (COLUMN.x, y), size) - 6
    tints = atlas.look.days(len(dataset.week.days))
    if dataset.day_texts:
        y = text.heading(canvas, COLUMN, y, words.say(language, "days"))
        text.week_days(canvas, Box(COLUMN.x, COLUMN.y, COLUMN.w, y - COLUMN.y), dataset, language, tints)
    draw_map(canvas, atlas, language, layout)
    legend.paint(canvas, KEY, key(atlas, language, layout))
    _credit(canvas, dataset, language, {event["id"] for event in atlas.events})
    return end(canvas, buffer)


def begin(
    dataset: Dataset, language: str, title: str, size: tuple[float, float] = PAGE, kind: type[lettering.Page] = lettering.Page
) -> tuple[lettering.Page, io.BytesIO]:
    """Begin a document of pages of a ``size`` in points, on a canvas of a ``kind``."""
    buffer = io.BytesIO()
    # Without a first face of its own a page names one that no file brings.
    first = lettering.SANS
    canvas = kind(buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=first, lang=language)  # type: ignore[arg-type]  # the stubs take a name for a number
    canvas.setTitle(f"{dataset.week.title[language]}: {title}".replace(words.NO_BREAK, " "))
    canvas.setSubject(dataset.week.subtitle[language])
    canvas.setAuthor(dataset.week.creator)
    canvas.setCreator(" ".join(filter(None, (dataset.week.name, dataset.week.version))))
    canvas.setProducer("ReportLab")
    canvas.addLiteral(f"{operators.fill(operators.SHEET)} {operators.rectangle(0, 0, *size)} f")
    return canvas, buffer


def end(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    """End a document after the page under way; return its bytes."""
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _short_date(dataset: Dataset, language: str, day: str) -> str:
    weekday = calendar.weekday(language, day, dataset.week.calendar).capitalize()
    return " ".join(filter(None, (weekday, calendar.short(language, day))))


def _line(canvas: Canvas, words_: str, x: float, y: float) -> None:
    if words_:
        canvas.addLiteral(operators.fill(operators.SOFT))
        canvas.setFont(lettering.ITALIC, 8.6)
        canvas.drawString(x, y, words_)


def _day_lines(dataset: Dataset, language: str, day: str) -> tuple[list[Line], float]:
    """Set the day's paragraph; return its lines and the size of its letters."""
    if day not in dataset.day_texts:
        return [], 0.0
    story = words.bound(language, dataset.day_texts[day][language])
    return text.fitted(story, lettering.SERIF, Box(0, 0, COLUMN.w, 150), (11.2, 10.8, 10.4, 10, 9.5, 9))


def _counts(dataset: Dataset, language: str, state: DayState) -> list[Line]:
    """Set how many events the day has, in the words of list and table."""
    said = words.bound(language, counts.in_words(dataset, language, counts.count(dataset, state)))
    return lettering.set_lines([lettering.Run(lettering.SANS, said, operators.SOFT)], text.COUNT, COLUMN.w)


def _items_room(atlas: Atlas, language: str, state: DayState) -> Box:
    """Return the room that title, paragraph and counts leave for the chronicle's items, a line for the rest set aside."""
    lines, size = _day_lines(atlas.dataset, language, state.day)
    told = len(_counts(atlas.dataset, language, state)) * text.COUNT * text.LEAD + 8
    used = text.HEAD + len(lines) * size * text.LEAD + 8 + told + text.HEADING + 14
    return Box(COLUMN.x, COLUMN.y, COLUMN.w, COLUMN.h - used)


def draw_map(canvas: Canvas, atlas: Atlas, language: str, layout: Layout) -> None:
    """Draw the map of a day or of the week from the ground up."""
    viewport, state = atlas.viewport, layout.state
    box = viewport.box
    canvas.saveState()
    canvas.addLiteral(f"{operators.rectangle(box.x, box.y, box.w, box.h)} W n\n{atlas.below}")
    if state:
        tint.paint_sides(canvas, viewport, layout.held, atlas.look)
        tint.paint_front_bands(canvas, viewport, atlas.dataset, state.day)
        canvas.addLiteral(atlas.above)
        tint.paint_front(canvas, viewport, atlas.dataset, state.day, atlas.city)
    else:
        tint.paint_week(canvas, viewport, atlas.taken, atlas.look)
        canvas.addLiteral(atlas.above)
    for _, line in layout.columns:
        tint.paint_column(canvas, line, atlas.look.advance)
    canvas.addLiteral(layout.houses)
    names.paint(canvas, layout.names)
    canvas.addLiteral(layout.signs)
    names.paint(canvas, _numbers(layout.marks))
    legend.paint_scale(canvas, viewport, language, box.x + 12, box.y + 10)
    canvas.restoreState()
    canvas.addLiteral(
        operators.apart(
            (operators.pen(operators.FOREGROUND, 0.8, join=0), operators.rectangle(box.x, box.y, box.w, box.h) + " S")
        )
    )


def _houses(atlas: Atlas, state: DayState | None) -> str:
    last = atlas.dataset.states[-1]
    return marks.paint_houses(atlas.houses, atlas.events, state or last, last=state in (None, last))


def _columns(atlas: Atlas, state: DayState) -> list[tuple[str, np.ndarray]]:
    columns = atlas.dataset.columns
    own = columns[columns["day"] == state.day]
    return [
        (name, np.asarray(atlas.viewport.project(line).coords)) for name, line in zip(own["corps"], own.geometry, strict=True)
    ]


def _zones(atlas: Atlas, taken: Taken) -> list[names.Name]:
    """Place on each ground of the week's map the day on which it was taken."""
    zones = []
    for n, x, y in tint.zone_spots(atlas.viewport, atlas.taken):
        number = calendar.number(atlas.dataset.states[n].day)
        taken.take(Box.around(x, y, 30, 26))
        zones.append(names.Name(number, lettering.STRONG, 26.0, atlas.look.defence, x, y))
    return zones


def _numbers(set_marks: Sequence[Mark]) -> list[names.Name]:
    """Set beside each sign the number that it has in the dataset."""
    size, font = marks.NUMBER_SIZE, lettering.SANS_STRONG
    return [
        names.Name(
            str(mark.number), font, size, operators.FOREGROUND,
            mark.at_x + mark.size / 2 + 0.7 + lettering.width(str(mark.number), font, size) / 2, mark.at_y,
        )
        for mark in sorted(set_marks, key=lambda mark: mark.number)
        if mark.number
    ]  # fmt: skip


def key(atlas: Atlas, language: str, layout: Layout) -> list[legend.Block]:
    """Return the blocks of the key: the ground's first, then signs, state and doubt, colours and the plan beneath."""
    terms = atlas.dataset.words[language]
    kinds = legend.kinds(terms, atlas.look, {(mark.kind, mark.outcome) for mark in layout.marks if mark.size})
    colours = legend.colours(language, terms.get("actor", {}), atlas.look, {mark.look.colour for mark in layout.marks})
    first, statuses = _day_key(atlas, language, layout.state, layout) if layout.state else _week_key(atlas, language, layout)
    return [
        first,
        (words.say(language, "signs"), kinds, (0.95, 0.8)),
        (words.say(language, "state"), [*statuses, *legend.doubts(language, atlas.look)], (1.1, 1.35)),
        (words.say(language, "colours"), colours, (0.9,)),
        (words.say(language, "ground"), legend.ground(language, _layers(atlas)), (1.0,)),
    ]


def _layers(atlas: Atlas) -> set[str]:
    """Return the layers of the ground of which the map shows something."""
    window = shapely.box(*atlas.viewport.bounds)
    return {name for name, layer in atlas.dataset.basemap.items() if shapely.intersects(layer.geometry.to_numpy(), window).any()}


def _day_key(atlas: Atlas, language: str, state: DayState, layout: Layout) -> tuple[legend.Block, list[Entry]]:
    """Return the block of the ground on an evening, and the entries for what becomes of things."""
    dataset = atlas.dataset
    window = shapely.box(*atlas.viewport.bounds)
    fronts = dataset.fronts[(dataset.fronts["day"] == state.day) & dataset.fronts.intersects(window)]
    precision = None if fronts.empty else int(fronts["precision_m"].max())
    evening = legend.sides(
        dataset.words[language].get("holding", {}),
        [
            side
            for side in codes.of(codes.HOLDINGS, dataset.week)
            if side in layout.held and shapely.intersects(layout.held[side], window)
        ],
        atlas.look,
    )
    evening += legend.movements(language, precision, atlas.look, columns=bool(layout.columns))
    shown = {(mark.kind, mark.status) for mark in layout.marks}
    crowded = any(mark.size == 0 and mark.status != "earlier" for mark in layout.marks)
    statuses = legend.statuses(language, shown, atlas.look, houses=bool(layout.houses), dots=crowded)
    return (words.say(language, "in_the_evening"), evening, (1.3,)), statuses


def _week_key(atlas: Atlas, language: str, layout: Layout) -> tuple[legend.Block, list[Entry]]:
    """Return the block of the tints of the days, and the entries for what becomes of things."""
    tints = atlas.look.days(len(atlas.dataset.week.days))
    taken = [
        legend.Entry(_short_date(atlas.dataset, language, state.day), legend.patch(colour))
        for state, colour, area in zip(atlas.dataset.states, tints, atlas.taken, strict=True)
        if not area.is_empty
    ]
    statuses = legend.statuses(language, set(), atlas.look, houses=bool(layout.houses), dots=False)
    return (words.say(language, "day_taken"), taken, (1.3,)), statuses


def credit(dataset: Dataset, language: str, seen: set[str]) -> str:
    """Return whose work and whose word a sheet is: version, date of the record, licence, and the sources of what is ``seen``."""
    week = dataset.week
    date = week.record_date and words.date_text(language, week.record_date)
    record = words.say(language, "record", version=week.version, date=date) if date else ""
    whose = [week.title[language], week.subtitle[language], record, week.creator, week.licence_name]
    line = words.say(language, "credit", whose=", ".join(filter(None, whose)).replace("  ", " "))
    cited = dataset.citations[dataset.citations["event_id"].isin(seen)].drop_duplicates(["event_id", "source_id"])
    spoken = cited["source_id"].value_counts()
    short = {name: citing.source(dataset, language, row, "short") for row, name in enumerate(dataset.sources["source_id"])}
    ordered = sorted(spoken.items(), key=lambda one: (-one[1], one[0]))
    said = ", ".join(f"{short[source]}{words.NO_BREAK}({count})" for source, count in ordered)
    if ground_credit := citing.ground(dataset, language):
        line = f"{line} {ground_credit}."
    return f"{line} {words.say(language, 'word', sources=said)}" if said else line


def _credit(canvas: Canvas, dataset: Dataset, language: str, seen: set[str]) -> None:
    whole = credit(dataset, language, seen)
    lines, size = text.fitted(whole, lettering.SANS, CREDIT, (7.4, 7.0, 6.6, 6.2, 5.8), lead=1.25)
    text.write(canvas, lines, (CREDIT.x, CREDIT.y + CREDIT.h), size, lead=1.25)
