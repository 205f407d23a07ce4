"""How each layer looks in QGIS: the language of the atlas, one sign a kind, one colour a side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from semaine_map.exports.columns import DATED
from semaine_map.exports.qgis.symbols import (
    Category,
    Type,
    categorised,
    dashed,
    fill,
    hatch,
    labels,
    line,
    node,
    rgb,
    single,
    symbol,
    symbol_layer,
    text_node,
)  # fmt: skip
from semaine_map.exports.signs import PALE, inline
from semaine_map.portrayal import portrayal
from semaine_map.record import codes
from semaine_map.record.schema import STREET_LAYERS
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semaine_map.exports.kit import Kit
    from semaine_map.portrayal.portrayal import Portrayal

VERSION = "3.22.16-Białowieża"
"""The QGIS in which the project was tried; later ones read it."""

SIGN_MM, SMALL_MM = 5, 3
"""Width of a sign in millimetres, and of what is of no known day."""

METRES = "RenderMetersInMapUnits"
STREET_MM = 0.027
"""Millimetres of a street on the map for each metre of its width."""


class Style(NamedTuple):
    """How one layer is drawn: symbols, labels if it has any, what shows under the pointer, and when.

    ``undated`` is the day on which features without a date are shown; empty where all have one.
    """

    renderer: ET.Element
    labelling: ET.Element | None
    tip: str
    dated: bool
    undated: str


def of(kit: Kit) -> dict[str, Style]:
    """Return the style of every layer of ``kit`` that has features."""
    look = portrayal.of(kit.week)
    made = {**_events(kit, look), **_ground(kit, look), **_sides(kit, look)}
    return {
        # A house in the register was found so when the week was over.
        name: Style(*made[name], _tip(kit, name), name in DATED, kit.week.last_day if name == "damage" else "")
        for name in kit.distinct
        if name in made and len(kit.text[name])
    }


def elements(style: Style) -> list[ET.Element]:
    """Return what a layer of a project, and a style of its own, has in common."""
    made = [_temporal(style)] if style.dated else []
    made += [style.renderer] + ([style.labelling] if style.labelling is not None else [])
    return [*made, text_node("mapTip", style.tip)]


def _temporal(style: Style) -> ET.Element:
    """Return when features are seen: from ``start_at`` to ``end_at``, both included.

    QGIS shows what has no date on every day; with ``undated`` it is seen on that day alone.
    """
    values = {
        "enabled": "1", "mode": "2", "limitMode": "1", "startField": "start_at", "endField": "end_at", "durationUnit": "min",
        "durationField": "", "fixedDuration": "0", "accumulate": "0", "startExpression": "", "endExpression": "",
    }  # fmt: skip
    if style.undated:
        start, end = (
            f"coalesce(\"{field}\", to_datetime('{style.undated}T{hour}'))"
            for field, hour in (("start_at", "00:00:00"), ("end_at", "23:59:59"))
        )
        values |= {"mode": "4", "startExpression": start, "endExpression": end}
    return node("temporal", values, node("fixedRange", {}, node("start"), node("end")))


def qml(style: Style) -> str:
    """Return ``style`` as a QML document."""
    attributes = {
        "version": VERSION,
        "styleCategories": "Symbology|Labeling|MapTips|Temporal",
        "labelsEnabled": str(int(style.labelling is not None)),
    }
    document = node("qgis", attributes, *elements(style))
    ET.indent(document, " ")
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(document, encoding="unicode") + "\n"


def _quoted(terms: Iterable[str]) -> str:
    return ", ".join(f"'{term}'" for term in terms)


def _named(kit: Kit) -> str:
    """Return the name of the column of names, as an expression."""
    return f'"{kit.week.named}"'


def in_french(kit: Kit, field: str) -> str:
    """Return an expression for the column in the language of the user's QGIS, French or else English, where the record has it."""
    own = [language for language in kit.week.languages if language not in LANGUAGES]
    english, french = (
        ", ".join(f'"{field}_{language}"' for language in (*order, *own)) for order in (LANGUAGES, LANGUAGES[::-1])
    )
    return f"if(@qgis_locale LIKE 'fr%', coalesce({french}), coalesce({english}))"


def _tip(kit: Kit, name: str) -> str:
    if name == "events":
        return (
            f'<b>[% {in_french(kit, "title")} %]</b> – [% {_named(kit)} %], [% "edtf" %]<br>[% {in_french(kit, "summary")} %]<br>'
            '<i>[% "sources" %]</i> ([% "certainty" %], ± [% "uncertainty_m" %] m)'
        )
    return f"[% coalesce({_named(kit)}, '') %]"


def _words(kit: Kit, listed: str, term: str) -> str:
    """Return the words for ``term`` in both languages, once where they are the same."""
    english, french = (kit.dataset.words[language].get(listed, {}).get(term, term) for language in LANGUAGES)
    if english == french:
        return english
    # The legend breaks its lines at the bar.
    return f"{english} / {french}" if len(english + french) < 36 else f"{english}|{french}"


def _events(kit: Kit, look: Portrayal) -> dict[str, tuple[ET.Element, ET.Element | None]]:
    paper = rgb(look.paper)
    events = kit.text["events"]
    doubtful = "\"certainty\" <> 'certain' OR \"dating\" = 'undated'"
    opacity = f"CASE WHEN \"certainty\" = 'uncertain' OR \"dating\" = 'undated' THEN {100 * PALE:g} ELSE 100 END"
    size = f"CASE WHEN \"dating\" = 'undated' THEN {SMALL_MM} ELSE {SIGN_MM} END"

    def sign(kind: str, outcome: str) -> ET.Element:
        colours = {side: rgb(look.look(kind, side, outcome=outcome).colour) for side in look.sides}
        plain = look.look(kind, outcome=outcome)
        others = rgb(plain.colour)
        cases = " ".join(f"WHEN \"actor\" = '{side}' THEN '{colour}'" for side, colour in colours.items() if colour != others)
        colour = f"CASE {cases} ELSE '{others}' END" if cases else f"'{others}'"
        body = f"CASE WHEN {doubtful} THEN '{paper}' ELSE {colour} END"
        values = {
            "name": inline(look, plain.sign), "size": str(SIGN_MM), "size_unit": "MM", "color": others, "outline_color": others,
            "outline_width": "0", "outline_width_unit": "MM",
        }  # fmt: skip
        marker = symbol_layer("SvgMarker", values, by_data={"fillColor": body, "outlineColor": colour, "size": size})
        return symbol("marker", [marker], by_data={"alpha": opacity})

    found = {
        (kind, outcome if outcome in look.kinds[kind].outcome else "")
        for kind, outcome in zip(events["kind"], events["outcome"], strict=True)
    }
    signs = categorised(
        _look_column(look, {kind for kind, outcome in found if outcome}),
        [Category("-".join(filter(None, one)), _said(kit, *one), sign(*one)) for one in sorted(found)],
    )
    made: dict[str, tuple[ET.Element, ET.Element | None]] = {
        "events": (signs, labels(in_french(kit, "title"), Type("8"), smallest=9000))
    }
    square = {"name": "square", "size": "1.6", "size_unit": "MM", "outline_width": "0.25", "outline_width_unit": "MM"}
    fire = rgb(look.colours["fire"])
    states = (
        ("burnt", "Burnt / Brûlée", fire, fire, 1.0),
        ("destroyed", "Destroyed / Détruite", rgb(look.colours["neutral"]), fire, 1.0),
        ("damaged", "Damaged / Endommagée", paper, rgb(look.colours["damage"]), 0.75),
        ("", "Other / Autre", fire, fire, 0.5),
    )
    made["damage"] = (
        categorised(
            "outcome",
            [
                Category(
                    state,
                    words,
                    symbol("marker", [symbol_layer("SimpleMarker", {**square, "color": body, "outline_color": edge})],
                           by_data={"alpha": str(round(100 * strength))}),
                )
                for state, words, body, edge, strength in states
            ],
        ),
        None,
    )  # fmt: skip
    dot = {"name": "circle", "size": "1.2", "size_unit": "MM", "color": rgb(look.colours["neutral"]), "outline_style": "no"}
    made["places"] = (
        single(symbol("marker", [symbol_layer("SimpleMarker", dot)])),
        labels(_named(kit), Type("7"), smallest=12000),
    )
    return made


def _look_column(look: Portrayal, kinds: set[str]) -> str:
    """Return what tells signs apart: the kind, and the outcome where it gives a kind a sign of its own."""
    cases = " ".join(f"WHEN \"kind\" = '{kind}' AND \"outcome\" IN ({_quoted(look.kinds[kind].outcome)}) THEN '-' || \"outcome\""
                     for kind in sorted(kinds))  # fmt: skip
    return f"\"kind\" || CASE {cases} ELSE '' END" if cases else "kind"


def _said(kit: Kit, kind: str, outcome: str) -> str:
    words = _words(kit, "kind", kind)
    return f"{words}: {_words(kit, 'outcome', outcome)}" if outcome else words


def _sides(kit: Kit, look: Portrayal) -> dict[str, tuple[ET.Element, ET.Element | None]]:
    colour, advance = look.colours["neutral"], rgb(look.advance)

    def tints() -> ET.Element:
        fills = {side.code: [fill(rgb(side.ground, side.strength))] for side in look.sides.values()}
        # Fought-over ground belongs to nobody: stripes of the sides, not a blend.
        stripes = look.stripes()
        strength, gap = look.palette["contested"]["paper"], 3 / len(stripes)
        fills["contested"] = [hatch(rgb(colour, strength), f"{n * gap:g}") for n, colour in enumerate(stripes)]
        order = codes.of(codes.HOLDINGS, kit.week)
        return categorised("status", [Category(s, _words(kit, "holding", s), symbol("fill", fills[s])) for s in order])

    band = symbol_layer(
        "SimpleLine",
        {
            "line_color": rgb(colour, 0.12),
            "line_width": "300",
            "line_width_unit": METRES,
            "capstyle": "flat",
            "joinstyle": "round",
        },
        by_data={"outlineWidth": '2 * "uncertainty_m"'},
    )
    head = {"name": "filled_arrowhead", "size": "3", "size_unit": "MM", "color": advance, "outline_style": "no"}
    end = symbol_layer(
        "MarkerLine", {"placement": "lastvertex", "rotate": "1"}, symbol("marker", [symbol_layer("SimpleMarker", head)])
    )
    district = "\"arrondissement\" || if(\"arrondissement\" = 1, 'er', 'e')" if kit.dataset.numbers_districts else _named(kit)
    return {
        "control": (tints(), None),
        "quartiers": (
            single(symbol("fill", [fill("0,0,0,0", rgb(look.basemap["quartier"]), "0.2")])),
            labels(_named(kit), Type("7"), smallest=20000, placement="1"),
        ),
        "fronts": (single(symbol("line", [band, dashed(rgb(colour, 0.8), "0.5", "2;1.2")])), None),
        "columns": (
            single(symbol("line", [line(rgb(look.paper), "1.2"), line(advance, "0.6"), end])),
            labels('"corps"', Type("7", advance, italic=True), smallest=40000, placement="3"),
        ),
        "arrondissements": (
            single(symbol("fill", [fill(rgb(look.basemap["block"]), rgb(look.basemap["wall"]), "0.25")])),
            labels(district, Type("11"), placement="1"),
        ),
    }


def _ground(kit: Kit, look: Portrayal) -> dict[str, tuple[ET.Element, ET.Element | None]]:
    ground = {name: rgb(colour) for name, colour in look.basemap.items()}
    widths = look.palette["street-metres"]

    def width(more: float) -> str:
        cases = " ".join(
            f"WHEN \"kind\" = '{kind}' THEN {widths[kind] * STREET_MM + more:.2f}"
            for kind in codes.STREET_KINDS
            if kind in widths
        )
        return f"CASE {cases} ELSE {widths['other'] * STREET_MM + more:.2f} END"

    def street() -> list[ET.Element]:
        values = {"line_width": "0.5", "line_width_unit": "MM", "capstyle": "round", "joinstyle": "round"}
        return [
            symbol_layer("SimpleLine", values | {"line_color": ground[name]}, by_data={"outlineWidth": width(more)}, level=level)
            for level, (name, more) in enumerate((("casing", 0.3), ("street", 0)))
        ]

    rail = [line(ground["rail"], "0.25"), dashed(ground["rail"], "0.9", "0.25;1.5")]
    wall = [line(ground["wall"], "1.3", joinstyle="miter"), line(rgb(look.paper), "0.6", joinstyle="miter")]
    edges = (
        ("arrondissement", dashed(ground["arrondissement"], "0.3", "3;1;0.4;1")),
        ("", dashed(ground["quartier"], "0.2", "0.4;1.2")),
    )
    water = fill(ground["water"], ground["water-edge"])
    streets = (single(symbol("line", street()), levels=True), labels(_named(kit), Type("7"), smallest=12000, placement="3"))
    return {
        **dict.fromkeys(STREET_LAYERS, streets),
        "basemap_bridges": (single(symbol("line", street()), levels=True), None),
        "basemap_railways": (single(symbol("line", rail)), None),
        "basemap_wall": (
            categorised(
                "kind",
                [
                    Category("military-road", "Military road / Route militaire", symbol("line", [line(ground["casing"], "0.4")])),
                    Category("", "Wall / Enceinte", symbol("line", wall)),
                ],
            ),
            None,
        ),
        "basemap_boundaries": (
            categorised(
                "kind", [Category(kind, kind.capitalize() or "Quartier", symbol("line", [edge])) for kind, edge in edges]
            ),
            None,
        ),
        "basemap_buildings": (single(symbol("fill", [fill(ground["building"], ground["building-edge"])])), None),
        "basemap_land": (single(symbol("fill", [fill(ground["block"], ground["water-edge"])])), None),
        "basemap_islands": (single(symbol("fill", [fill(ground["block"], ground["water-edge"])])), None),
        "basemap_water": (
            single(symbol("fill", [water])),
            labels(_named(kit), Type("8", rgb(look.names["water"]), italic=True), smallest=60000, placement="5"),
        ),
        "basemap_green": (single(symbol("fill", [fill(ground["green"], ground["green-edge"])])), None),
    }
