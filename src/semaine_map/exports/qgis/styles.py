"""How each layer looks in QGIS: the language of the atlas, one sign a kind, brick red and slate blue for the two sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from semaine_map.exports.columns import DATED
from semaine_map.exports.qgis.signs import inline
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
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from semaine_map.exports.kit import Kit

PAPER, INK, FIRE = "#f6f1e7", "#231f1a", "#c0390f"
SIDES = {"commune": "#97281b", "versailles": "#2f4f73"}
"""The inks of the two sides, where a record names no others."""
TINT = 0.17

BLAZES = ("fire", "explosion")
GRAVE = ("execution", "death", "bodies", "burial", "tribunal", "arrest", "hostages")
"""Kinds whose sign is ink whoever did it: the dead have no side here."""

VERSION = "3.22.16-Białowieża"
"""The QGIS in which the project was tried; later ones read it."""

METRES = "RenderMetersInMapUnits"
STREET_MM = {"boulevard": 0.9, "avenue": 0.9, "quay": 0.7, "square": 0.7, "faubourg": 0.6, "bridge": 0.6, "passage": 0.25}


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
    inks = SIDES | kit.week.colours
    made = {**_events(kit, inks), **_ground(), **_sides(kit, inks)}
    return {
        # A house in the register was found so when the week was over.
        name: Style(*made[name], _tip(name), name in DATED, kit.week.last_day if name == "damage" else "")
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


def _in_french(field: str) -> str:
    """Return an expression for the column in the language of the user's QGIS, French or else English, where the record has it."""
    english, french = f'"{field}_en"', f'"{field}_fr"'
    return f"if(@qgis_locale LIKE 'fr%', coalesce({french}, {english}), coalesce({english}, {french}))"


def _tip(name: str) -> str:
    if name == "events":
        return (
            f'<b>[% {_in_french("title")} %]</b> – [% "name_1871" %], [% "edtf" %]<br>[% {_in_french("summary")} %]<br>'
            '<i>[% "sources" %]</i> ([% "certainty" %], ± [% "uncertainty_m" %] m)'
        )
    return "[% coalesce(\"name_1871\", '') %]"


def _words(kit: Kit, listed: str, term: str) -> str:
    """Return the words for ``term`` in both languages, once where they are the same."""
    english, french = (kit.dataset.words[language].get(listed, {}).get(term, term) for language in LANGUAGES)
    if english == french:
        return english
    # The legend breaks its lines at the bar.
    return f"{english} / {french}" if len(english + french) < 36 else f"{english}|{french}"


def _events(kit: Kit, inks: Mapping[str, str]) -> dict[str, tuple[ET.Element, ET.Element | None]]:
    like = kit.week.kinds
    blazes, grave = (_quoted([*known, *(kind for kind, base in like.items() if base in known)]) for known in (BLAZES, GRAVE))
    sides = " ".join(f"WHEN \"actor\" = '{side}' THEN '{rgb(inks[side])}'" for side in SIDES)
    ink = (
        f"CASE WHEN \"kind\" IN ({blazes}) THEN '{rgb(FIRE)}' WHEN \"kind\" IN ({grave}) THEN '{rgb(INK)}' "
        f"{sides} ELSE '{rgb(INK)}' END"
    )
    body = f"CASE WHEN \"certainty\" = 'certain' THEN {ink} ELSE '{rgb(PAPER)}' END"
    opacity = "CASE WHEN \"certainty\" = 'uncertain' THEN 55 ELSE 100 END"

    def sign(kind: str) -> ET.Element:
        shown = rgb(FIRE if like.get(kind, kind) in BLAZES else INK)
        values = {
            "name": inline(like.get(kind, kind)), "size": "5", "size_unit": "MM", "color": shown, "outline_color": shown,
            "outline_width": "0", "outline_width_unit": "MM",
        }  # fmt: skip
        drawn = symbol_layer("SvgMarker", values, by_data={"fillColor": body, "outlineColor": ink})
        return symbol("marker", [drawn], by_data={"alpha": opacity})

    kinds = sorted(set(kit.text["events"]["kind"]))
    signs = categorised("kind", [Category(kind, _words(kit, "kind", kind), sign(kind)) for kind in kinds])
    made: dict[str, tuple[ET.Element, ET.Element | None]] = {
        "events": (signs, labels(_in_french("title"), Type("8"), smallest=9000))
    }
    square = {"name": "square", "size": "1.6", "size_unit": "MM", "outline_width": "0.25", "outline_width_unit": "MM"}
    states = (
        ("burnt", "Burnt / Brûlée", FIRE, 1.0),
        ("destroyed", "Destroyed / Détruite", INK, 1.0),
        ("damaged", "Damaged / Endommagée", PAPER, 0.6),
        ("", "Other / Autre", FIRE, 0.5),
    )
    made["damage"] = (
        categorised(
            "outcome",
            [
                Category(
                    state,
                    words,
                    symbol("marker", [symbol_layer("SimpleMarker", {**square, "color": rgb(body), "outline_color": rgb(FIRE)})],
                           by_data={"alpha": str(round(100 * strength))}),
                )
                for state, words, body, strength in states
            ],
        ),
        None,
    )  # fmt: skip
    dot = {"name": "circle", "size": "1.2", "size_unit": "MM", "color": rgb(INK), "outline_style": "no"}
    made["places"] = (
        single(symbol("marker", [symbol_layer("SimpleMarker", dot)])),
        labels('"name_1871"', Type("7"), smallest=12000),
    )
    return made


def _sides(kit: Kit, inks: Mapping[str, str]) -> dict[str, tuple[ET.Element, ET.Element | None]]:
    def tints() -> ET.Element:
        drawn = {side: [fill(rgb(inks[side], TINT))] for side in ("commune", "versailles")}
        # Fought-over ground belongs to nobody: stripes of both sides, not a blend.
        drawn["contested"] = [hatch(rgb(inks["commune"], 0.4), "0"), hatch(rgb(inks["versailles"], 0.4), "1.5")]
        order = ("commune", "contested", "versailles")
        return categorised("status", [Category(s, _words(kit, "holding", s), symbol("fill", drawn[s])) for s in order])

    band = symbol_layer(
        "SimpleLine",
        {"line_color": rgb(INK, 0.12), "line_width": "300", "line_width_unit": METRES, "capstyle": "flat", "joinstyle": "round"},
        by_data={"outlineWidth": '2 * "uncertainty_m"'},
    )
    head = {"name": "filled_arrowhead", "size": "3", "size_unit": "MM", "color": rgb(inks["versailles"]), "outline_style": "no"}
    end = symbol_layer(
        "MarkerLine", {"placement": "lastvertex", "rotate": "1"}, symbol("marker", [symbol_layer("SimpleMarker", head)])
    )
    ordinal = "\"arrondissement\" || if(\"arrondissement\" = 1, 'er', 'e')"
    return {
        "control": (tints(), None),
        "quartiers": (tints(), labels('"name_1871"', Type("7"), smallest=20000, placement="1")),
        "fronts": (single(symbol("line", [band, dashed(rgb(INK, 0.8), "0.5", "2;1.2")])), None),
        "columns": (
            single(symbol("line", [line(rgb(PAPER), "1.2"), line(rgb(inks["versailles"]), "0.6"), end])),
            labels('"corps"', Type("7", rgb(inks["versailles"]), italic=True), smallest=40000, placement="3"),
        ),
        "arrondissements": (
            single(symbol("fill", [fill(rgb("#ece4d4"), rgb("#5f564a"), "0.25")])),
            labels(ordinal, Type("11"), placement="1"),
        ),
    }


def _ground() -> dict[str, tuple[ET.Element, ET.Element | None]]:
    wide = " ".join(f"WHEN \"kind\" = '{kind}' THEN {{{kind}}}" for kind in STREET_MM)

    def width(more: float) -> str:
        cases = wide.format(**{kind: f"{mm + more:.2f}" for kind, mm in STREET_MM.items()})
        return f"CASE {cases} ELSE {0.45 + more:.2f} END"

    def street() -> list[ET.Element]:
        values = {"line_width": "0.5", "line_width_unit": "MM", "capstyle": "round", "joinstyle": "round"}
        return [
            symbol_layer("SimpleLine", values | {"line_color": rgb(colour)}, by_data={"outlineWidth": width(more)}, level=level)
            for level, (colour, more) in enumerate((("#d6cab4", 0.3), ("#fffdf8", 0)))
        ]

    rail = [line(rgb("#8d8272"), "0.25"), dashed(rgb("#8d8272"), "0.9", "0.25;1.5")]
    wall = [line(rgb("#5f564a"), "1.3", joinstyle="miter"), line(rgb(PAPER), "0.6", joinstyle="miter")]
    edges = (("arrondissement", dashed(rgb("#5f564a"), "0.3", "3;1;0.4;1")), ("", dashed(rgb("#a89c86"), "0.2", "0.4;1.2")))
    water = fill(rgb("#cbd8dc"), rgb("#8fa6ae"))
    return {
        "streets": (
            single(symbol("line", street()), levels=True),
            labels('"name_1871"', Type("7"), smallest=12000, placement="3"),
        ),
        "basemap_bridges": (single(symbol("line", street()), levels=True), None),
        "basemap_railways": (single(symbol("line", rail)), None),
        "basemap_wall": (
            categorised(
                "kind",
                [
                    Category("military-road", "Military road / Route militaire", symbol("line", [line(rgb("#d6cab4"), "0.4")])),
                    Category("", "Wall / Enceinte", symbol("line", wall)),
                ],
            ),
            None,
        ),
        "basemap_boundaries": (
            categorised(
                "kind", [Category(kind, kind.capitalize() or "Quartier", symbol("line", [drawn])) for kind, drawn in edges]
            ),
            None,
        ),
        "basemap_buildings": (single(symbol("fill", [fill(rgb("#cfc4ae"), rgb("#9b8f7b"))])), None),
        "basemap_islands": (single(symbol("fill", [fill(rgb("#ece4d4"), rgb("#8fa6ae"))])), None),
        "basemap_water": (
            single(symbol("fill", [water])),
            labels('"name_1871"', Type("8", rgb("#4d6a75"), italic=True), smallest=60000, placement="5"),
        ),
        "basemap_green": (single(symbol("fill", [fill(rgb("#dfe3cf"), rgb("#c3cbaa"))])), None),
    }
