"""Write a style for each layer as SLD 1.0, which GeoServer, MapServer and QGIS read, with its signs as SVG beside it.

The same looks as in the other formats. What happens on which day is left to the server's time dimension, over ``start_at`` and
``end_at``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from semaine_map.exports.layers import EVENT_LAYERS
from semaine_map.exports.plain import Cases, Plain, looks
from semaine_map.exports.signs import PALE, svg
from semaine_map.history.days import UNDATED
from semaine_map.portrayal import portrayal
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from semaine_map.exports.kit import Kit
    from semaine_map.portrayal.portrayal import Portrayal

FOLDER = "sld"
SIGN_PX, SMALL_PX = 18, 11
"""Width of a sign in pixels, and of what is of no known day."""

NAMED_BELOW = 12_000
"""Streets bear their names where the map's scale is larger than one to so many."""

SLD, OGC, XLINK = "http://www.opengis.net/sld", "http://www.opengis.net/ogc", "http://www.w3.org/1999/xlink"
for _prefix, _address in (("", SLD), ("ogc", OGC), ("xlink", XLINK)):
    ET.register_namespace(_prefix, _address)


class Symbol(NamedTuple):
    """What tells the signs of events apart, and what several actors or outcomes may share."""

    kind: str
    outcome: str
    colour: str
    hollow: bool
    pale: bool
    undated: bool


class Shared(NamedTuple):
    """The values that the events of one sign have: a condition may name them all, since they look alike."""

    outcomes: set[str]
    actors: set[str]
    certainties: set[str]


def write_all(kit: Kit, folder: Path) -> None:
    """Write ``sld/<layer>.sld`` for every layer that has features, and the signs that they name as ``sld/*.svg``."""
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    look = portrayal.of(kit.week)
    made = {name: _plain(kit, name, plain) for name, plain in looks(look).items() if name in kit.text and len(kit.text[name])}
    signs: dict[str, str] = {}
    for name in (one for one in EVENT_LAYERS if one in kit.text and len(kit.text[one])):
        found = _signs(look, kit.text[name])
        made[name] = [_sign(kit, look, symbol, shared) for symbol, shared in found.items()]
        signs |= {_file(look, symbol): _svg(look, symbol) for symbol in found}
    for name, rules in made.items():
        root = _node("StyledLayerDescriptor", _style(name, rules))
        root.set("version", "1.0.0")
        ET.indent(root, " ")
        text = ET.tostring(root, encoding="unicode")
        path = target / f"{name}.sld"
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', encoding="utf-8", newline="\n")
    for name, drawing in signs.items():
        (target / name).write_text(drawing + "\n", encoding="utf-8", newline="\n")


def _node(tag: str, *children: ET.Element, text: str | None = None, space: str = SLD) -> ET.Element:
    made = ET.Element(f"{{{space}}}{tag}")
    made.extend(children)
    made.text = text
    return made


def _style(name: str, rules: list[ET.Element]) -> ET.Element:
    feature = _node("FeatureTypeStyle", *rules)
    return _node("NamedLayer", _node("Name", text=name), _node("UserStyle", _node("Name", text=name), feature))


def _css(name: str, value: str) -> ET.Element:
    made = _node("CssParameter", text=value)
    made.set("name", name)
    return made


def _property(name: str) -> ET.Element:
    return _node("PropertyName", text=name, space=OGC)


def _equals(column: str, value: str) -> ET.Element:
    """Return the condition that ``column`` is ``value``; that it is null for the empty text, as the layers write it."""
    if not value:
        return _node("PropertyIsNull", _property(column), space=OGC)
    return _node("PropertyIsEqualTo", _property(column), _node("Literal", text=value, space=OGC), space=OGC)


def _one_of(column: str, values: set[str]) -> ET.Element:
    tests = [_equals(column, value) for value in sorted(values)]
    return tests[0] if len(tests) == 1 else _node("Or", *tests, space=OGC)


def _rule(title: str, symbolizers: list[ET.Element], condition: ET.Element | None, *, below: int = 0) -> ET.Element:
    made = _node("Rule", _node("Title", text=title))
    if condition is not None:
        made.append(_node("Filter", condition, space=OGC))
    if below:
        made.append(_node("MaxScaleDenominator", text=str(below)))
    made.extend(symbolizers)
    return made


def _words(kit: Kit, listed: str, term: str) -> str:
    language = next(one for one in (*LANGUAGES, *kit.week.languages) if one in kit.week.languages)
    return kit.dataset.words.get(language, {}).get(listed, {}).get(term, term)


def _plain(kit: Kit, name: str, plain: Plain) -> list[ET.Element]:
    """Return the rules of a layer without signs: one, or one for each value that has a colour of its own."""
    if isinstance(plain.colour, str):
        rules = [_rule(name, [_symbolizer(plain, plain.colour)], None)]
    else:
        rules = _cases(kit, plain, plain.colour)
    if name.startswith("streets"):
        fill = _node("Fill", _css("fill", portrayal.of(kit.week).page["ink"]))
        font = _node("Font", _css("font-family", "Serif"), _css("font-size", "10"))
        along = _node("LabelPlacement", _node("LinePlacement"))
        label = _node("TextSymbolizer", _node("Label", _property(kit.week.named)), font, along, fill)
        rules.append(_rule(f"{name}: names", [label], None, below=NAMED_BELOW))
    return rules


def _cases(kit: Kit, plain: Plain, colour: Cases) -> list[ET.Element]:
    rules = [
        _rule(_words(kit, "holding", value), [_symbolizer(plain, one)], _equals(colour.column, value))
        for value, one in colour.cases.items()
    ]
    others = _rule(_words(kit, "holding", "contested"), [_symbolizer(plain, colour.other)], None)
    others.insert(1, _node("ElseFilter"))
    return [*rules, others]


def _symbolizer(plain: Plain, colour: str) -> ET.Element:
    if plain.shape == "line":
        pen = [_css("stroke", colour), _css("stroke-width", f"{plain.width:g}"), _css("stroke-linejoin", "round")]
        pen += [_css("stroke-dasharray", " ".join(f"{length * plain.width:g}" for length in plain.dash))] if plain.dash else []
        return _node("LineSymbolizer", _node("Stroke", *pen))
    fill = _node("Fill", _css("fill", colour), _css("fill-opacity", f"{plain.opacity:g}"))
    if plain.shape == "fill":
        return _node("PolygonSymbolizer", fill)
    mark = _node("Mark", _node("WellKnownName", text="circle"), fill)
    return _node("PointSymbolizer", _node("Graphic", mark, _node("Size", text=f"{2 * plain.width:g}")))


def _signs(look: Portrayal, events: pd.DataFrame) -> dict[Symbol, Shared]:
    """Return the signs that ``events`` need, each with what the events that bear it have between them."""
    found: dict[Symbol, Shared] = {}
    columns = (events[name].fillna("") for name in ("kind", "outcome", "actor", "certainty", "dating"))
    for kind, outcome, actor, certainty, dating in zip(*columns, strict=True):
        own = outcome if outcome in look.kinds[kind].outcome else ""
        colour = look.look(kind, actor, outcome=own).colour
        undated = dating == UNDATED
        symbol = Symbol(kind, own, colour, undated or certainty != "certain", undated or certainty == "uncertain", undated)
        shared = found.setdefault(symbol, Shared(set(), set(), set()))
        shared.outcomes.add(outcome)
        shared.actors.add(actor)
        shared.certainties.add(certainty)
    return dict(sorted(found.items()))


def _file(look: Portrayal, symbol: Symbol) -> str:
    sign = look.look(symbol.kind, outcome=symbol.outcome).sign
    return f"{sign.name}-{symbol.colour[1:]}{'-hollow' if symbol.hollow else ''}.svg"


def _svg(look: Portrayal, symbol: Symbol) -> str:
    sign = look.look(symbol.kind, outcome=symbol.outcome).sign
    return svg(look, sign, look.paper if symbol.hollow else symbol.colour, symbol.colour)


def _sign(kit: Kit, look: Portrayal, symbol: Symbol, shared: Shared) -> ET.Element:
    resource = _node("OnlineResource")
    resource.set(f"{{{XLINK}}}type", "simple")
    resource.set(f"{{{XLINK}}}href", _file(look, symbol))
    graphic = _node("Graphic", _node("ExternalGraphic", resource, _node("Format", text="image/svg+xml")))
    if symbol.pale:
        graphic.append(_node("Opacity", text=f"{PALE:g}"))
    graphic.append(_node("Size", text=str(SMALL_PX if symbol.undated else SIGN_PX)))
    undated = _equals("dating", UNDATED)
    known = [_node("Not", undated, space=OGC), _one_of("certainty", shared.certainties)]
    conditions = [_equals("kind", symbol.kind), _one_of("outcome", shared.outcomes), _one_of("actor", shared.actors)]
    condition = _node("And", *conditions, *([undated] if symbol.undated else known), space=OGC)
    words = [_words(kit, "kind", symbol.kind), *([_words(kit, "outcome", symbol.outcome)] if symbol.outcome else [])]
    words += [_words(kit, "actor", actor) for actor in sorted(shared.actors) if actor]
    words += (
        [_words(kit, "status", UNDATED)]
        if symbol.undated
        else [_words(kit, "certainty", one) for one in sorted(shared.certainties) if one != "certain"]
    )
    return _rule(", ".join(words), [_node("PointSymbolizer", graphic)], condition)
