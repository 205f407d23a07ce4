"""The column beside the map: title, the day in a few lines, and its dataset, as much as fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.history import calendar
from semaine_map.history.counts import count_text
from semaine_map.history.dataset import MOST_SHEETS
from semaine_map.history.event import title
from semaine_map.portrayal import portrayal
from semaine_map.portrayal.mark import code
from semaine_map.sheets import words
from semaine_map.sheets.lettering import ITALIC, SANS, SANS_STRONG, SERIF, STRONG, Run, set_lines, shortened, width
from semaine_map.sheets.operators import FOREGROUND, PAPER, RULE, SOFT, apart, fill, pen, rectangle
from semaine_map.sheets.scripts import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from semaine_map.history.dataset import Dataset
    from semaine_map.sheets.boxes import Box
    from semaine_map.sheets.lettering import Line
    from semaine_map.sheets.marks import Event

ITEM, ITEM_LEADING, ITEM_GAP = 8.6, 10.6, 3.0
COUNT = 8.6
"""Size of the line that counts the events of the day, points."""

NUMBER_ROOM, SIGN_ROOM = 15.0, 13.0
LEAD = 1.34
"""Lines of running text stand this many times their size apart."""

GREAT = 35.0
_OVER, _WEEKDAY, _STRIP, _AIR = 15.0, 20.0, 14.0, 8.0
HEAD = _OVER + _WEEKDAY + GREAT * 0.85 + 12 + _STRIP + _AIR
"""Height of a day's title with its strip of days, points."""

_DENSE = 1.27

HEADING = 18.0
"""Height of a heading, points."""


def write(canvas: Canvas, lines: Sequence[Line], at: tuple[float, float], size: float, *, lead: float = LEAD) -> float:
    """Write ``lines`` from ``at``, their upper left corner in points, down; return where they end."""
    (x, y), leading = at, size * lead
    for n, line in enumerate(lines):
        base = y - size - n * leading
        # Neighbouring words of one face go out together, so that a reader's search finds phrases.
        k = 0
        while k < len(line):
            last = k
            while last + 1 < len(line) and line[last + 1].run is line[k].run:
                last += 1
            run = line[k].run
            canvas.addLiteral(fill(run.colour))
            canvas.setFont(run.font, size)
            tail = " " if last + 1 < len(line) or n + 1 < len(lines) else ""
            said = " ".join(word.text for word in line[k : last + 1])
            canvas.drawString(x + line[k].x, base, said if is_right_to_left(said) else said + tail)
            k = last + 1
    return y - len(lines) * leading


def fitted(text: str, font: str, room: Box, sizes: Sequence[float], *, lead: float = LEAD) -> tuple[list[Line], float]:
    """Set ``text`` in the largest of ``sizes`` (points) that fits the height of ``room``; return the lines and the size.

    In the smallest size, what does not fit is left out behind an ellipsis.
    """
    for size in sizes:
        lines = set_lines([Run(font, text)], size, room.w)
        if len(lines) * size * lead <= room.h:
            return lines, size
    kept = text
    while len(lines) * size * lead > room.h and " " in kept:
        kept = kept.rpartition(" ")[0]
        lines = set_lines([Run(font, f"{kept} …")], size, room.w)
    return lines, size


def head(canvas: Canvas, box: Box, dataset: Dataset, language: str, day: str | None) -> float:
    """Write the atlas's title, the day as a great line, and the strip of days; return where they end, points."""
    week = dataset.week
    y = box.y + box.h
    canvas.addLiteral(fill(SOFT))
    over = " · ".join(filter(None, (week.title[language], week.subtitle[language])))
    size = max(6.0, min(9.0, 9.0 * box.w / width(over, SANS_STRONG, 9.0)))
    canvas.setFont(SANS_STRONG, size)
    canvas.drawString(box.x, y - 8.5, shortened(over, SANS_STRONG, size, box.w))
    great = words.whole(dataset, language) if day is None else words.date_text(language, day)
    small = "" if day is None else calendar.weekday(language, day, week.calendar).capitalize()
    y -= _OVER
    canvas.addLiteral(fill(FOREGROUND))
    if small:
        canvas.setFont(ITALIC, 17)
        canvas.drawString(box.x, y - 16, small)
        y -= _WEEKDAY
    size = min(GREAT, GREAT * box.w / width(great, STRONG, GREAT))
    canvas.setFont(STRONG, size)
    canvas.drawString(box.x - 1.2, y - size * 0.85, great)
    y -= GREAT * 0.85 + 12
    return _strip(canvas, box, y, week.days, day, language) - _AIR


def _strip(canvas: Canvas, box: Box, y: float, days: Sequence[str], day: str | None, language: str) -> float:  # noqa: PLR0913, PLR0917 - a row of fields
    """Draw the days as a row of fields, the sheet's own in ink, or the first and last of too many; return where it ends."""
    if len(days) > MOST_SHEETS:
        canvas.addLiteral(fill(SOFT))
        canvas.setFont(SANS_STRONG, 8.6)
        canvas.drawString(box.x, y - 8.6, f"{calendar.date_text(language, days[0])} – {calendar.date_text(language, days[-1])}")
        return y - _STRIP
    step, high = box.w / len(days), _STRIP
    size = min(8.6, step * 0.45)
    for n, one in enumerate(days):
        own = day in (None, one)
        shape = rectangle(box.x + n * step + 0.8, y - high, step - 1.6, high)
        canvas.addLiteral(
            apart((fill(FOREGROUND if own else PAPER), pen(FOREGROUND if own else RULE, 0.6, join=0), shape + " B"))
        )
        canvas.addLiteral(fill(PAPER if own else SOFT))
        canvas.setFont(SANS_STRONG, size)
        canvas.drawCentredString(box.x + (n + 0.5) * step, y - high / 2 - size * 0.35, calendar.short(language, one))
    return y - high


def heading(canvas: Canvas, room: Box, y: float, text: str, note: str = "") -> float:
    """Write a heading as wide as ``room`` over a rule, with a note where there is room for it; return where it ends."""
    x, w = room.x, room.w
    canvas.addLiteral(apart((pen(FOREGROUND, 0.7), f"{x:.2f} {y:.2f} m {x + w:.2f} {y:.2f} l S")))
    canvas.addLiteral(fill(FOREGROUND))
    canvas.setFont(SANS_STRONG, 10.0)
    canvas.drawString(x, y - 12, text)
    left = w - width(text, SANS_STRONG, 10.0) - 8
    if note and width(note, SANS, 7.6) <= left:
        canvas.addLiteral(fill(SOFT))
        canvas.setFont(SANS, 7.6)
        canvas.drawRightString(x + w, y - 12, note)
    return y - HEADING


def item_lines(event: Event, dataset: Dataset, language: str, room: float) -> list[Line]:
    """Set an event of the dataset: when, what, where, how sure."""
    when = words.hour_text(language, event["start_time"]) if event["start_time"] else ""
    when = when or dataset.words[language].get("part_of_day", {}).get(event["part_of_day"], "")
    runs = [Run(SANS_STRONG, when[:1].upper() + when[1:])] if when else []
    name = words.bound(language, title(event, language) or event["title_en"])
    where = words.bound(language, event["name_1871"])
    runs += [Run(SANS, f"{name},"), Run(ITALIC, where)]
    if event["certainty"] != "certain":
        runs.append(Run(SANS, f"({words.say(language, event['certainty'])})".lower(), SOFT))
    if not event["shown"]:
        runs.append(Run(SANS, words.say(language, "outside"), SOFT))
    return set_lines(runs, ITEM, room)


def how_many_fit(ranked: Sequence[Event], dataset: Dataset, language: str, room: Box) -> int:
    """Return how many of ``ranked``, from the first on, fit into ``room``."""
    left = room.h
    for n, event in enumerate(ranked):
        lines = item_lines(event, dataset, language, room.w - NUMBER_ROOM - SIGN_ROOM)
        left -= len(lines) * ITEM_LEADING + ITEM_GAP
        if left < 0:
            return n
    return len(ranked)


def items(canvas: Canvas, room: Box, events: Sequence[Event], dataset: Dataset, language: str) -> float:
    """Write the events that are told from the top of ``room`` down, with their numbers and signs; return where they end."""
    x, y, w = room.x, room.y + room.h, room.w
    look = portrayal.of(dataset.week)
    for n, event in enumerate(events, 1):
        canvas.addLiteral(fill(FOREGROUND))
        canvas.setFont(SANS_STRONG, ITEM)
        # What is read from the right has its number and sign there.
        from_right = is_right_to_left(title(event, language) or event["title_en"])
        if from_right:
            canvas.drawString(x + w - NUMBER_ROOM + 4, y - ITEM, str(n))
        else:
            canvas.drawRightString(x + NUMBER_ROOM - 4, y - ITEM, str(n))
        seen = look.look(event["kind"], event["actor"], outcome=event["outcome"] or "")
        sign = code(look, seen, 8.6, certainty=event["certainty"], halo=False)
        at = x + (w - NUMBER_ROOM - 4.3 if from_right else NUMBER_ROOM + 4.3)
        canvas.addLiteral(f"q 1 0 0 1 {at:.2f} {y - ITEM * 0.64:.2f} cm\n{sign}\nQ")
        lines = item_lines(event, dataset, language, w - NUMBER_ROOM - SIGN_ROOM)
        y = (
            write(canvas, lines, (x + (0 if from_right else NUMBER_ROOM + SIGN_ROOM), y), ITEM, lead=ITEM_LEADING / ITEM)
            - ITEM_GAP
        )
    return y


def week_days(canvas: Canvas, box: Box, dataset: Dataset, language: str, tints: Sequence[str]) -> None:
    """Write the story of each day behind the tint of its ground, in the largest size that fits ``box``."""
    days = [day for day in dataset.week.days if day in dataset.day_texts]
    for size in (9.6, 9.3, 9.0, 8.7, 8.4, 8.1, 7.8, 7.5, 7.2, 6.9, 6.6, 6.3, 6.0):
        leading = size * _DENSE
        set_days = [set_lines(_story(dataset, language, day), size, box.w - 20) for day in days]
        if sum(len(lines) * leading + 5 for lines in set_days) <= box.h:
            break
    y = box.y + box.h
    for day, lines in zip(days, set_days, strict=True):
        if y - len(lines) * leading < box.y:
            break
        shape = rectangle(box.x, y - 13, 13, 12)
        tint = tints[dataset.week.days.index(day)]
        canvas.addLiteral(apart((fill(tint), pen(SOFT, 0.4, join=0), shape + " B")))
        y = write(canvas, lines, (box.x + 20, y), size, lead=_DENSE) - 5


def _story(dataset: Dataset, language: str, day: str) -> list[Run]:
    name = (
        " ".join(
            filter(None, (calendar.weekday(language, day, dataset.week.calendar).capitalize(), calendar.short(language, day)))
        )
        + "."
    )
    return [Run(SANS_STRONG, name), Run(SERIF, words.bound(language, dataset.day_texts[day][language]))]


def rest_line(language: str, count: int) -> str:
    """Return how many of the events that begin on the day the sheet does not tell."""
    if count == 1:
        return words.say(language, "rest_one")
    return words.say(language, "rest", n=count_text(language, count)) if count else ""
