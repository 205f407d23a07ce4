"""The key beneath the map: only what this sheet shows, and the scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from semaine_map.history.counts import count_text
from semaine_map.history.days import UNDATED
from semaine_map.portrayal.mark import code
from semaine_map.portrayal.portrayal import Look
from semaine_map.record import codes
from semaine_map.sheets import marks, tint, words
from semaine_map.sheets.boxes import Box
from semaine_map.sheets.ground import BLOCK, BUILDING, BUILDING_EDGE, RAIL, WALL
from semaine_map.sheets.lettering import SANS, SANS_STRONG, shortened, width
from semaine_map.sheets.operators import EDGE, FOREGROUND, PAPER, apart, faded, fill, pen, rectangle
from semaine_map.sheets.viewport import MM

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportlab.pdfgen.canvas import Canvas

    from semaine_map.portrayal.portrayal import Portrayal
    from semaine_map.sheets.viewport import Viewport

SIZE, LEADING, SWATCH = 7.6, 10.6, 17.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the key: a small picture around a point of the page, and its words."""

    text: str
    draw: Callable[[Canvas, float, float], None]


def literal(code: str) -> Callable[[Canvas, float, float], None]:
    """Return a picture that writes ``code``, drawn around the origin."""
    return lambda canvas, x, y: canvas.addLiteral(f"q 1 0 0 1 {x:.2f} {y:.2f} cm\n{code}\nQ")


def sign(portrayal: Portrayal, look: Look, certainty: str = "certain") -> Callable[[Canvas, float, float], None]:
    """Return the picture of a sign."""
    return literal(code(portrayal, look, 9.0, certainty=certainty))


def sides(terms: dict[str, str], held: Sequence[str], portrayal: Portrayal) -> list[Entry]:
    """Return an entry for each side that holds ground, in the words of the record, ``terms``."""
    return [Entry(words.begun(terms.get(side, side)), _patch(side, portrayal)) for side in held]


def _patch(side: str, portrayal: Portrayal) -> Callable[[Canvas, float, float], None]:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        box = Box.around(x, y, SWATCH - 2, 8.4)
        canvas.addLiteral(apart((fill(BLOCK), rectangle(box.x, box.y, box.w, box.h) + " f")))
        tint.swatch(canvas, side, tint.square(box), portrayal)
        canvas.addLiteral(apart((pen(EDGE, 0.4, join=0), rectangle(box.x, box.y, box.w, box.h) + " S")))

    return draw


def patch(colour: str) -> Callable[[Canvas, float, float], None]:
    """Return the picture of a plain tint."""
    shape = rectangle(-SWATCH / 2 + 1, -4.2, SWATCH - 2, 8.4)
    return literal(f"{fill(colour)} {pen(EDGE, 0.4, join=0)} {shape} B")


def movements(language: str, precision_m: int | None, portrayal: Portrayal, *, columns: bool) -> list[Entry]:
    """Return entries for the front, where it is drawn, known to ``precision_m`` metres, and for the columns."""
    band = f"{pen(faded(BLOCK, 0.9), 8, cap=0)} -8 0 m 8 0 l S\n{tint.front('-8 0 m 8 0 l ')}"
    arrow = tint.column(np.array([[-8.0, 0.0], [7.0, 0.0]]), faded(portrayal.advance, 0.45), 4.4)
    found = [] if precision_m is None else [Entry(words.say(language, "front", m=precision_m), literal(band))]
    return found + ([Entry(words.say(language, "column"), literal(arrow))] if columns else [])


def kinds(terms: dict[str, dict[str, str]], portrayal: Portrayal, shown: set[tuple[str, str]]) -> list[Entry]:
    """Return the signs of the kinds on this sheet, in the order of the vocabulary; ``terms`` names them.

    ``shown`` are kinds, each with the outcome that gives it a sign of its own.
    """
    named = terms.get("kind", {})
    found = []
    for kind, look_of in portrayal.kinds.items():
        for outcome in ("", *look_of.outcome):
            if (kind, outcome) in shown:
                said = terms.get("outcome", {}).get(outcome, outcome)
                look = portrayal.look(kind, outcome=outcome)
                found.append(Entry(", ".join(filter(None, (named.get(kind, kind), said))), sign(portrayal, look)))
    return found


def colours(language: str, terms: dict[str, str], portrayal: Portrayal, shown: set[str]) -> list[Entry]:
    """Return what the inks of the signs mean, for those that are ``shown``; ``terms`` names the sides."""
    flag = portrayal.look("capture").sign
    known = [(words.begun(terms.get(side.code, side.code)), Look(flag, side.colour)) for side in portrayal.sides.values()]
    known.append((words.say(language, "by_others"), portrayal.look("execution")))
    known.append((words.say(language, "by_fire"), portrayal.look("fire")))
    return [Entry(said, sign(portrayal, look)) for said, look in known if look.colour in shown]


def doubts(language: str, portrayal: Portrayal) -> list[Entry]:
    """Return the three degrees of certainty."""
    look = portrayal.look("movement")  # its body has room for what it says
    return [Entry(words.say(language, certainty), sign(portrayal, look, certainty)) for certainty in codes.CERTAINTIES]


def statuses(language: str, shown: set[tuple[str, str]], portrayal: Portrayal, *, houses: bool, dots: bool) -> list[Entry]:
    """Return what becomes of barricades and buildings, for the pairs of kind and status on this sheet."""
    barricade = Look(portrayal.look("barricade").sign, portrayal.defence)
    fire, ruin = portrayal.look("fire"), portrayal.look("fire", status="ruined")
    standing = code(portrayal, barricade, 9.0)
    fallen = code(portrayal, barricade, 8.0, hollow=True, halo=False, strength=0.6)
    pictures = {
        ("barricade", "standing"): standing,
        ("barricade", "fought"): marks.rays(9.0, portrayal.advance, portrayal.defence) + "\n" + standing,
        ("barricade", "taken"): f"{fallen}\n{marks.stroke_through(8.0, portrayal.advance)}",
        ("fire", "burning"): code(portrayal, fire, 9.0),
        ("fire", "ruined"): code(portrayal, ruin, 8.0, halo=False, strength=portrayal.statuses["ruined"].strength),
    }
    entries = [Entry(words.say(language, pair[1]), literal(picture)) for pair, picture in pictures.items() if pair in shown]
    if any(status == UNDATED for _, status in shown):
        entries.append(Entry(words.say(language, "undated"), literal(code(portrayal, fire, 9.0, hollow=True))))
    if houses:
        entries.append(Entry(words.say(language, "house"), _houses(pale=False)))
        entries.append(Entry(words.say(language, "house_pale"), _houses(pale=True)))
    if any(status == "earlier" for _, status in shown):
        entries.append(Entry(words.say(language, "earlier"), literal(marks.dot(0, 0, 0.9, faded(FOREGROUND, 0.55)))))
    if dots:
        entries.append(Entry(words.say(language, "further"), literal(marks.dot(0, 0, 1.1, FOREGROUND))))
    return entries


def _houses(*, pale: bool) -> Callable[[Canvas, float, float], None]:
    return literal(marks.house(-3, 0, burnt=True, pale=pale) + "\n" + marks.house(3, 0, burnt=False, pale=pale))


def ground(language: str, layers: set[str]) -> list[Entry]:
    """Return what the ground shows that is not plain to everyone."""
    wall = f"{pen(WALL, 2.4, cap=0, join=0)} -8 0 m 8 0 l S {pen(PAPER, 1.2, cap=0, join=0)} -8 0 m 8 0 l S"
    rail = f"{pen(RAIL, 0.6)} -8 0 m 8 0 l S {pen(RAIL, 2.0, dash=(0.5, 3.0), cap=0)} -8 0 m 8 0 l S"
    building = f"{fill(BUILDING)} {pen(BUILDING_EDGE, 0.4)} {rectangle(-5, -3, 10, 6)} B"
    pictures = {"wall": wall, "railways": rail, "buildings": building}
    names = {"wall": "wall", "railways": "railway", "buildings": "building"}
    return [Entry(words.say(language, names[layer]), literal(code)) for layer, code in pictures.items() if layer in layers]


Block = tuple[str, "Sequence[Entry]", tuple[float, ...]]
"""A heading, its entries, and the widths of its columns, each as a share."""


def paint(canvas: Canvas, box: Box, blocks: Sequence[Block]) -> None:
    """Draw blocks of entries side by side in ``box``; words too wide are shortened."""
    filled = [block for block in blocks if block[1]]
    x = box.x
    for (heading, entries, _), columns in zip(filled, _columns(filled, box.w), strict=True):
        canvas.addLiteral(fill(FOREGROUND))
        canvas.setFont(SANS_STRONG, SIZE)
        canvas.drawString(x, box.y + box.h - SIZE, shortened(heading, SANS_STRONG, SIZE, sum(columns) - 6))
        rows = -(-len(entries) // len(columns))
        leading = min(LEADING, (box.h - LEADING - 2) / max(rows, 1))
        for n, entry in enumerate(entries):
            column = n // rows
            left = x + sum(columns[:column])
            y = box.y + box.h - SIZE - leading * (n % rows) - LEADING - 0.5
            entry.draw(canvas, left + SWATCH / 2, y + SIZE * 0.32)
            canvas.addLiteral(fill(FOREGROUND))
            canvas.setFont(SANS, SIZE)
            canvas.drawString(left + SWATCH + 3, y, shortened(entry.text, SANS, SIZE, columns[column] - SWATCH - 6))
        x += sum(columns)


COLUMN_W = 52 * MM
"""About so wide is a column of a key that runs on from column to column."""


def flowed(blocks: Sequence[Block], width_: float) -> list[list[tuple[str, Entry | None]]]:
    """Return the lines of a key ``width_`` points wide, column by column: headings, without an entry, and entries.

    No heading stands last in its column.
    """
    lines = [
        line for heading, entries, _ in blocks if entries for line in [(heading, None), *((one.text, one) for one in entries)]
    ]
    count = max(1, round(width_ / COLUMN_W))
    high = -(-len(lines) // count)
    while True:
        columns: list[list[tuple[str, Entry | None]]] = [[]]
        for n, line in enumerate(lines):
            begins = line[1] is None and n + 1 < len(lines)
            if len(columns[-1]) + begins >= high:
                columns.append([])
            columns[-1].append(line)
        if len(columns) <= count:
            return columns
        high += 1


def paint_flowed(canvas: Canvas, box: Box, columns: Sequence[Sequence[tuple[str, Entry | None]]]) -> None:
    """Draw the lines of a key from the top of ``box`` down; words too wide are shortened."""
    wide = box.w / max(1, round(box.w / COLUMN_W))
    for k, column in enumerate(columns):
        for n, (said, entry) in enumerate(column):
            x, y = box.x + k * wide, box.y + box.h - SIZE - n * LEADING
            font, left = (SANS_STRONG, x) if entry is None else (SANS, x + SWATCH + 3)
            if entry:
                entry.draw(canvas, x + SWATCH / 2, y + SIZE * 0.32)
            canvas.addLiteral(fill(FOREGROUND))
            canvas.setFont(font, SIZE)
            canvas.drawString(left, y, shortened(said, font, SIZE, x + wide - 6 - left))


def _columns(blocks: Sequence[Block], room: float) -> list[list[float]]:
    """Return the widths of each block's columns: by their shares, or by their words where a share would cut one."""
    whole = sum(sum(shares) for _, _, shares in blocks) or 1
    planned = [[room * share / whole for share in shares] for _, _, shares in blocks]
    needed = [_needed(block) for block in blocks]
    cut = any(need > plan for many, plans in zip(needed, planned, strict=True) for need, plan in zip(many, plans, strict=True))
    spare = room - sum(map(sum, needed))
    if not cut or spare < 0:
        return planned
    each = spare / sum(map(len, needed))
    return [[need + each for need in many] for many in needed]


def _needed(block: Block) -> list[float]:
    """Return how wide each column of ``block`` must be for its words."""
    heading, entries, shares = block
    rows = -(-len(entries) // len(shares))
    least = (width(heading, SANS_STRONG, SIZE) + 6) / len(shares)
    texts = [[entry.text for entry in entries[n * rows : (n + 1) * rows]] for n in range(len(shares))]
    return [max([least, *(width(text, SANS, SIZE) + SWATCH + 6.5 for text in column)]) for column in texts]


LENGTHS = tuple(n * 10**power for power in range(6, -1, -1) for n in (5, 2, 1))
"""Metres that a bar of the scale may be long, from the world to a yard."""


def paint_scale(canvas: Canvas, viewport: Viewport, language: str, x: float, y: float) -> None:
    """Draw a bar of the largest round length below four centimetres, in four parts, and the scale in words."""
    metres = next((m for m in LENGTHS if m / viewport.metres < 40 * MM), LENGTHS[-1])
    part = metres / 4 / viewport.metres
    whole = 4 * part
    bars = "".join(rectangle(x + n * part, y, part, 2.6) + " f\n" for n in (0, 2))
    canvas.addLiteral(apart((fill(FOREGROUND), bars, pen(FOREGROUND, 0.5, join=0), rectangle(x, y, whole, 2.6) + " S")))
    canvas.addLiteral(fill(FOREGROUND))
    canvas.setFont(SANS, 7.0)
    canvas.drawCentredString(x, y + 4.6, "0")
    end = f"{count_text(language, metres // 1000)} {words.say(language, 'kilometre')}" if metres >= 1000 else f"{metres} m"
    canvas.drawCentredString(x + whole, y + 4.6, end.replace(" ", words.NO_BREAK))
    about = count_text(language, round(viewport.scale / 500) * 500 or round(viewport.scale))
    canvas.drawString(x + whole + 12, y - 0.6, words.say(language, "about_scale", n=about))
