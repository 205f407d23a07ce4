"""Hand the portrayal to the page: its colours as custom properties of CSS, its signs and rules as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypedDict

from semaine_map.portrayal.colours import channels
from semaine_map.portrayal.mark import strokes
from semaine_map.portrayal.portrayal import ACTOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd

    from semaine_map.portrayal.portrayal import Portrayal, Sign
    from semaine_map.portrayal.tables import Density

WEEK_STRENGTH = 0.8
"""How strongly the page paints the tints of the days: streets and parks show through, and the eye meets the tint of the key."""


class PlainLook(TypedDict):
    """A sign and its colour (``Look`` in ``types.d.ts``, as the next ones stand there too)."""

    sign: str
    colour: str


class EventLook(PlainLook):
    """A look with the signs that take its place with a status."""

    by_status: dict[str, str]


class KindLook(EventLook):
    """What events of a kind look like, and how they are filed and stacked."""

    by_outcome: dict[str, PlainLook]
    layer: str
    rank: int
    size: float


class SideLook(TypedDict):
    """A side: its colours, and its ground as it is seen."""

    code: str
    colour: str
    ground: str
    seen: str
    texture: str


class Stripes(TypedDict):
    """Fought-over ground."""

    stripes: list[str]
    width: float
    step: float


class DayTints(TypedDict):
    """The tints of the days as they are seen, and as they are painted over the ground."""

    seen: list[str]
    paint: list[str]


class FrontLook(TypedDict):
    """The line of the front, and how much of the tint it takes away around it."""

    dash: list[float]
    clears: float


class RecordLook(TypedDict):
    """What each thing of the record looks like."""

    colours: dict[str, str]
    signs: dict[str, dict[str, str]]
    steps: dict[str, dict[str, list[list[Any]]]]
    halo: float
    kinds: dict[str, KindLook]
    looks: list[EventLook]
    statuses: dict[str, dict[str, Any]]
    counted: list[dict[str, str]]
    sides: list[SideLook]
    contested: Stripes
    days: DayTints
    front: FrontLook
    basemap: Mapping[str, str]
    names: Mapping[str, str]
    density: Density


def css(portrayal: Portrayal) -> str:
    """Return the colours of paper, ruling and ink as custom properties of the page, those of a dark screen beside them.

    ``map-ink`` and ``focus-on-map`` are for what stands on the map, whose paper is the same in the dark.
    """
    focus = portrayal.colours["focus"]
    light = {**portrayal.page, "focus": focus, "focus-on-map": focus, "map-ink": portrayal.page["ink"]}
    dark = f"@media screen and (prefers-color-scheme: dark) {{{_root(portrayal.palette['page-dark'])}}}"
    return f"{_root(light)}\n{dark}\n"


def _root(colours: Mapping[str, str]) -> str:
    return ":root {" + "".join(f"--{name}: {colour}; " for name, colour in sorted(colours.items())) + "}"


def pack(portrayal: Portrayal, looks: Iterable[tuple[str, str, str]], days: int) -> RecordLook:
    """Return what the page needs to draw: all colours resolved, every sign with the steps in which it is drawn.

    ``looks`` are what its events look by, as ``of_events`` numbers them; ``days`` is the number of its days.
    """
    shapes = {_shape(sign): sign for sign in portrayal.signs.values()}
    colours = {**portrayal.colours, "paper": portrayal.paper, "advance": portrayal.advance, "defence": portrayal.defence}
    contested, front = portrayal.palette["contested"], portrayal.palette["front"]
    return {
        "colours": colours,
        "signs": {sign.name: {"shape": _shape(sign), "body": sign.body, "line": sign.line} for sign in portrayal.signs.values()},
        "steps": {name: _steps(portrayal, sign) for name, sign in shapes.items()},
        "halo": portrayal.pens.halo,
        "kinds": {kind: _kind(portrayal, kind) for kind in portrayal.kinds},
        "looks": [_look(portrayal, *look) for look in looks],
        "statuses": {name: asdict(status) for name, status in portrayal.statuses.items()},
        "counted": [{"name": name, "colour": colours[colour]} for name, colour in portrayal.counted.items()],
        "sides": [
            {
                "code": side.code,
                "colour": side.colour,
                "ground": veil(side.ground, side.strength),
                "seen": portrayal.tint(side.code),
                "texture": side.texture,
            }
            for side in portrayal.sides.values()
        ],
        "contested": {
            "stripes": [veil(colour, contested["strength"]) for colour in portrayal.stripes()],
            "width": contested["width"],
            "step": contested["step"],
        },
        "days": _days(portrayal, days),
        "front": {"dash": front["dash"], "clears": front["clears"]},
        "basemap": portrayal.basemap,
        "names": portrayal.names,
        "density": portrayal.palette["density"],
    }


def veil(colour: str, strength: float) -> str:
    """Return ``colour`` as a browser has it when it lets the ground show through: ``#rrggbbaa``."""
    return f"{colour}{round(255 * strength):02x}"


def of_events(portrayal: Portrayal, events: gpd.GeoDataFrame) -> tuple[list[int], list[tuple[str, str, str]]]:
    """Return for each event the number of what it looks by, and these: kind, actor, and the outcome where it counts."""
    numbers: dict[tuple[str, str, str], int] = {}
    column = []
    for kind, actor, outcome in zip(events["kind"], events["actor"], events["outcome"], strict=True):
        known = portrayal.kinds[kind]
        by = (
            kind,
            actor if known.colour == ACTOR and actor in portrayal.sides else "",
            outcome if outcome in known.outcome else "",
        )
        column.append(numbers.setdefault(by, len(numbers)))
    return column, list(numbers)


def _look(portrayal: Portrayal, kind: str, actor: str = "", outcome: str = "") -> EventLook:
    """Return a sign and its ink, and the signs that take its place with a status."""
    sign, colour = portrayal.look(kind, actor, outcome=outcome)
    others = {
        status: portrayal.look(kind, actor, outcome=outcome, status=status).sign.name for status in portrayal.kinds[kind].status
    }
    return {"sign": sign.name, "colour": colour, "by_status": others}


def _kind(portrayal: Portrayal, kind: str) -> KindLook:
    known = portrayal.kinds[kind]
    outcomes = {outcome: portrayal.look(kind, outcome=outcome) for outcome in known.outcome}
    by_outcome: dict[str, PlainLook] = {
        outcome: {"sign": look.sign.name, "colour": look.colour} for outcome, look in outcomes.items()
    }
    return {
        "by_outcome": by_outcome,
        "layer": known.layer,
        "rank": known.rank,
        "size": known.size,
        **_look(portrayal, kind),
    }


def _shape(sign: Sign) -> str:
    """Return what sort of parts a sign has: signs of one sort are drawn in the same steps."""
    parts = ("body" if sign.body else "") + ("line" if sign.line else "")
    return f"{parts}-cut" if sign.cut_outs else parts


def _steps(portrayal: Portrayal, sign: Sign) -> dict[str, list[list[Any]]]:
    """Return by certainty, hollow or not, the steps of a sign: part, fill, pen, width, dash and whether the pen is round."""
    return {
        name + ("-hollow" if hollow else ""): [list(step) for step in strokes(sign, sure, portrayal.pens, hollow=hollow)]
        for name, sure in portrayal.certainties.items()
        for hollow in (False, True)
    }


def _days(portrayal: Portrayal, count: int) -> DayTints:
    """Return the tints of the days as the eye meets them, and the colours that make them when they veil the ground."""
    seen = portrayal.days(count)
    block = channels(portrayal.basemap["block"])
    paint = []
    for tint in seen:
        parts = [(a - b * (1 - WEEK_STRENGTH)) / WEEK_STRENGTH for a, b in zip(channels(tint), block, strict=True)]
        whole = "#" + "".join(f"{round(255 * min(1.0, max(0.0, part))):02x}" for part in parts)
        paint.append(veil(whole, WEEK_STRENGTH))
    return {"seen": seen, "paint": paint}
