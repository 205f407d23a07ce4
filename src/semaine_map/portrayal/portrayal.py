"""What each thing of a record looks like: kinds, sides, days and ground, resolved once from the tables of this folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from semaine_map.portrayal.colours import luminance, mixed
from semaine_map.portrayal.paths import shapes
from semaine_map.portrayal.tables import toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semaine_map.portrayal.tables import Kinds, Palette, Weights
    from semaine_map.record.settings import Week

_T = TypeVar("_T")

ACTOR = "actor"
"""The colour rule of kinds whose colour says who acts."""

LAST_LIGHT = 0.22
"""The last of the days is at the most so light, whatever colour a side has: else the days could not be told apart in grey."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The shape of a sign: path data in a box of 24. ``cut_outs``: its lines are joints in paper on its body."""

    name: str
    body: str
    line: str
    cut_outs: bool


class Look(NamedTuple):
    """One thing as it is seen: its sign and its colour."""

    sign: Sign
    colour: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What events of one kind look like (the columns of ``kinds.toml``)."""

    layer: str
    colour: str
    rank: int
    weight: float
    sign: str = ""
    cut_outs: bool = False
    size: float = 1.0
    week: bool = False
    counted: str = ""
    outcome: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    status: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Status:
    """What a day makes of a sign."""

    strength: float
    later: float | None = None
    hollow: bool = False
    past: bool = False
    grain: bool = False
    over: str = ""

    def on(self, *, own_day: bool) -> float:
        """Return its strength, on the day on which it begins or on a later one."""
        return self.strength if own_day or self.later is None else self.later


@dataclass(frozen=True, slots=True)
class Sure:
    """How sure a row is, as it is drawn and as it is weighed."""

    name: str
    dash: tuple[float, ...]
    body: float
    weight: float


@dataclass(frozen=True, slots=True)
class Pens:
    """Widths of the pens of a sign, in its box of 24."""

    edge: float
    hollow: float
    doubtful: float
    line: float
    joint: float
    halo: float


@dataclass(frozen=True, slots=True)
class Side:
    """A side: the colour of its signs, that of its ground, how strong that is on a screen and on paper, and its texture."""

    code: str
    colour: str
    ground: str
    strength: float
    paper: float
    texture: str


@dataclass(frozen=True, slots=True, eq=False)
class Portrayal:
    """The look of one record.

    Attributes:
        kinds: every kind of event, those of the record's own included.
        counted: the bars of the small picture of a day, each with the name of its colour.
        sides: its sides by their codes, in their order.
        advance, defence: the colours of the side that advances, and of the one that it meets; of neither: neutral.
        palette: the colours that are the same for every record, by the tables of ``palette.toml``.
    """

    kinds: Mapping[str, Kind]
    signs: Mapping[str, Sign]
    statuses: Mapping[str, Status]
    certainties: Mapping[str, Sure]
    pens: Pens
    counted: Mapping[str, str]
    sides: Mapping[str, Side]
    advance: str
    defence: str
    palette: Palette

    @property
    def paper(self) -> str:
        """Return the colour of the paper, on which everything is drawn."""
        return self.page["paper"]

    @property
    def colours(self) -> Mapping[str, str]:
        """Return the colours that have a name of their own."""
        return self.palette["colours"]

    @property
    def page(self) -> Mapping[str, str]:
        """Return the colours of paper and ruling."""
        return self.palette["page"]

    @property
    def basemap(self) -> Mapping[str, str]:
        """Return the colours of the ground that has no day."""
        return self.palette["basemap"]

    @property
    def names(self) -> Mapping[str, str]:
        """Return the colours of names on the map."""
        return self.palette["names"]

    def look(self, kind: str, actor: str = "", *, outcome: str = "", status: str = "") -> Look:
        """Return the sign and colour of an event: what it is, who acts, and what became of it.

        A kind that nobody knows looks like a decision; an actor that is no side is drawn in the neutral colour.
        """
        known = self.kinds.get(kind) or self.kinds["decision"]
        own = {**known.outcome.get(outcome, {}), **known.status.get(status, {})}
        colour = own.get("colour", known.colour)
        return Look(self.signs[own.get("sign") or known.sign], self._colour(colour, actor))

    def bar(self, kind: str, outcome: str = "") -> str:
        """Return the bar in which an event of a kind and outcome is counted; empty for none."""
        known = self.kinds.get(kind)
        if known is None:
            return ""
        counted: str = known.outcome.get(outcome, {}).get("counted", known.counted)
        return counted

    def _colour(self, rule: str, actor: str) -> str:
        if rule != ACTOR:
            return self.colours[rule]
        return self.sides[actor].colour if actor in self.sides else self.colours["neutral"]

    def certainty(self, name: str) -> Sure:
        """Return how a certainty is drawn; one that nobody knows is drawn as uncertain."""
        return self.certainties.get(name) or self.certainties["uncertain"]

    def days(self, count: int) -> list[str]:
        """Return the colours of the ground taken on each of ``count`` days, from light to dark."""
        first = self.palette["days"]["first"]
        last = mixed(self.advance, self.palette["days"]["strength"], self.page["paper"])
        while luminance(last) > LAST_LIGHT:
            last = mixed(last, 0.9, "#000000")
        return [mixed(last, n / max(1, count - 1), first) for n in range(count)]

    def tint(self, side: str) -> str:
        """Return the ground of ``side`` as it is seen on a screen, one opaque colour; of fought-over ground the plain one."""
        block = self.basemap["block"]
        if side not in self.sides:
            return mixed(self.palette["contested"]["plain"], self.palette["contested"]["strength"], block)
        return mixed(self.sides[side].ground, self.sides[side].strength, block)

    def stripes(self) -> list[str]:
        """Return the colours of the stripes of fought-over ground: one a side, or a neutral one where many could have it."""
        grounds = [side.ground for side in self.sides.values()]
        return grounds if 2 <= len(grounds) <= self.palette["contested"]["most"] else [self.colours["neutral"]]


def of(week: Week) -> Portrayal:
    """Resolve the look of a record: its own kinds, its own sides, its own colours."""
    sides = tuple((actor.code, week.colours.get(actor.code, actor.colour)) for actor in week.actors)
    return _resolved(tuple(week.kinds.items()), sides, week.advancing, week.defending)


@lru_cache(maxsize=16)
def _resolved(own: tuple[tuple[str, str], ...], actors: tuple[tuple[str, str], ...], advancing: str, defending: str) -> Portrayal:
    table, colours = _kinds(), palette()
    kinds = {name: Kind(**{"sign": name, **entry}) for name, entry in table["kinds"].items()}
    cut = {kind.sign for kind in kinds.values() if kind.cut_outs}
    cut |= {
        entry["sign"]
        for kind in kinds.values()
        for entry in (*kind.outcome.values(), *kind.status.values())
        if entry.get("cut_outs")
    }
    sides = {code: _side(n, code, colour) for n, (code, colour) in enumerate(actors)}
    neutral = colours["colours"]["neutral"]
    return Portrayal(
        kinds=kinds | {name: kinds[like] for name, like in own},
        signs={name: Sign(name, shape.body, shape.line, name in cut) for name, shape in shapes().items()},
        statuses={name: Status(**entry) for name, entry in table["status"].items()},
        certainties={
            name: Sure(name, tuple(map(float, entry["dash"])), entry["body"], entry["weight"])
            for name, entry in table["certainty"].items()
        },
        pens=Pens(**table["pens"]),
        counted=table["counted"],
        sides=sides,
        advance=sides[advancing].colour if advancing else neutral,
        defence=sides[defending].colour if defending else neutral,
        palette=colours,
    )


def _side(number: int, code: str, colour: str) -> Side:
    """Return the side that stands at ``number`` in the record, in its own ``colour`` where it has one."""
    table = palette()["sides"]

    strength, paper, texture = _nth(table["strength"], number), _nth(table["paper"], number), _nth(table["texture"], number)
    given = _nth(table["colours"], number)
    return Side(code, colour or given, colour or table["grounds"].get(given, given), strength, paper, texture)


def _nth(values: Sequence[_T], number: int) -> _T:
    return values[number % len(values)]


def street_metres(name: str, kind: str, dated: object = None) -> int:
    """Return the width of a street in metres, by the first word of its name, else by its kind.

    A street that may be younger than what is shown, since its feature says ``"dated": false``, is thinner than any other.
    """
    widths = palette()["street-metres"]
    if dated is not None and str(dated) == "False":  # a bool of Python or of numpy; empty where a file does not say
        return widths["undated"]
    first = name.lower().replace("’", " ").replace("'", " ").split(" ")[0]
    return widths.get(first) or widths.get(kind) or widths["other"]


def weights() -> Weights:
    """Return what an event weighs beside its kind and certainty (``kinds.toml``)."""
    return _kinds()["weights"]


@cache
def palette() -> Palette:
    """Return the colours of ``palette.toml``, by its tables."""
    return cast("Palette", toml("palette"))


@cache
def _kinds() -> Kinds:
    return cast("Kinds", toml("kinds"))
