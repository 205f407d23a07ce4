"""The grammar of QGIS symbols: small functions that return the elements of its XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from semaine_map.portrayal.portrayal import palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Colour = str
"""``red,green,blue,alpha``, each from 0 to 255, as QGIS writes it."""


def rgb(hexadecimal: str, opacity: float = 1) -> Colour:
    """Return ``#rrggbb`` as QGIS writes a colour."""
    red, green, blue = (int(hexadecimal[start : start + 2], 16) for start in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


class Type(NamedTuple):
    """The font of a label: size in points, colour, and that of the halo around them."""

    size: str
    colour: Colour = rgb(palette()["page"]["ink"])
    halo: Colour = rgb(palette()["page"]["paper"])
    italic: bool = False


class Category(NamedTuple):
    """One value of a categorised layer: its symbol, and its words in the legend."""

    value: str
    label: str
    symbol: ET.Element


def node(tag: str, attributes: Mapping[str, str] | None = None, *children: ET.Element) -> ET.Element:
    """Return an element with its children."""
    made = ET.Element(tag, dict(attributes or {}))
    made.extend(children)
    return made


def text_node(tag: str, text: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """Return an element that holds text."""
    made = node(tag, attributes)
    made.text = text
    return made


def options(values: Mapping[str, str], *children: ET.Element) -> ET.Element:
    """Return ``values`` as QGIS stores a map of texts."""
    entries = [node("Option", {"type": "QString", "name": name, "value": value}) for name, value in values.items()]
    return node("Option", {"type": "Map"}, *entries, *children)


def defined_by_data(expressions: Mapping[str, str]) -> ET.Element:
    """Return properties that QGIS computes for each feature by an expression."""
    properties = node("Option", {"name": "properties", "type": "Map"} if expressions else {"name": "properties"})
    for name, expression in expressions.items():
        properties.append(
            node(
                "Option",
                {"name": name, "type": "Map"},
                node("Option", {"name": "active", "type": "bool", "value": "true"}),
                node("Option", {"name": "expression", "type": "QString", "value": expression}),
                node("Option", {"name": "type", "type": "int", "value": "3"}),
            )
        )
    called = node("Option", {"type": "QString", "name": "name", "value": ""})
    kind = node("Option", {"type": "QString", "name": "type", "value": "collection"})
    return node("data_defined_properties", {}, node("Option", {"type": "Map"}, called, properties, kind))


def symbol_layer(
    kind: str, values: Mapping[str, str], *within: ET.Element, by_data: Mapping[str, str] | None = None, level: int = 0
) -> ET.Element:
    """Return one layer of a symbol: ``kind`` is QGIS's name for it, ``within`` the symbol that it repeats."""
    attributes = {"class": kind, "enabled": "1", "locked": "0", "pass": str(level)}
    return node("layer", attributes, options(values), defined_by_data(by_data or {}), *within)


def symbol(kind: str, layers: Sequence[ET.Element], *, by_data: Mapping[str, str] | None = None) -> ET.Element:
    """Return a symbol of ``kind`` marker, line or fill, drawn by ``layers`` from the lowest up."""
    attributes = {"type": kind, "name": "0", "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"}
    return node("symbol", attributes, defined_by_data(by_data or {}), *layers)


def line(colour: Colour, width: str, **values: str) -> ET.Element:
    """Return a plain line ``width`` millimetres wide."""
    plain = {"line_color": colour, "line_width": width, "line_width_unit": "MM", "line_style": "solid", "capstyle": "round"}
    return symbol_layer("SimpleLine", {**plain, "joinstyle": "round", **values})


def dashed(colour: Colour, width: str, dash: str) -> ET.Element:
    """Return a broken line; ``dash`` is lengths in millimetres, separated by semicolons."""
    return line(colour, width, use_custom_dash="1", customdash=dash, customdash_unit="MM", capstyle="flat")


def fill(colour: Colour, edge: Colour | None = None, width: str = "0.2") -> ET.Element:
    """Return a plain fill, with or without an edge."""
    edged = {"outline_color": edge or "0,0,0,0", "outline_style": "solid" if edge else "no", "outline_width": width}
    return symbol_layer("SimpleFill", {"color": colour, "style": "solid", "outline_width_unit": "MM", **edged})


def hatch(colour: Colour, offset: str) -> ET.Element:
    """Return slanting stripes, moved by ``offset`` millimetres."""
    values = {"angle": "45", "distance": "3", "distance_unit": "MM", "offset": offset, "offset_unit": "MM"}
    return symbol_layer("LinePatternFill", {**values, "color": colour, "line_width": "0.6", "line_width_unit": "MM"})


def single(content: ET.Element, *, levels: bool = False) -> ET.Element:
    """Return a renderer that draws every feature alike."""
    return node("renderer-v2", {"type": "singleSymbol", "symbollevels": str(int(levels))}, node("symbols", {}, content))


def categorised(column: str, categories: Sequence[Category]) -> ET.Element:
    """Return a renderer that draws each value of ``column`` in its own way; the value ``""`` stands for all others."""
    listed, symbols = node("categories"), node("symbols")
    for number, category in enumerate(categories):
        entry = {"value": category.value, "label": category.label, "symbol": str(number), "render": "true"}
        listed.append(node("category", entry))
        category.symbol.set("name", str(number))
        symbols.append(category.symbol)
    return node("renderer-v2", {"type": "categorizedSymbol", "attr": column, "symbollevels": "0"}, listed, symbols)


def labels(expression: str, font: Type, *, placement: str = "0", smallest: int = 0) -> ET.Element:
    """Return labels by ``expression``, shown when the map's scale is larger than 1:``smallest`` (0: always).

    ``placement`` is QGIS's number: 0 around a point, 1 over it, 3 along a curve, 5 free within an area.
    """
    style = node(
        "text-style",
        {
            "fieldName": expression, "isExpression": "1", "fontFamily": "Serif", "fontSize": font.size, "fontSizeUnit": "Point",
            "fontItalic": str(int(font.italic)), "textColor": font.colour, "textOpacity": "1",
            "fontWeight": "50", "multilineHeight": "1",
        },
        node("text-buffer", {"bufferDraw": "1", "bufferSize": "0.7", "bufferSizeUnits": "MM", "bufferColor": font.halo,
                             "bufferOpacity": "1", "bufferNoFill": "1", "bufferJoinStyle": "128"}),
    )  # fmt: skip
    placed = {
        "placement": placement,
        "placementFlags": "10",
        "dist": "1.5",
        "distUnits": "MM",
        "priority": "5",
        "quadOffset": "4",
    }
    shown = {"drawLabels": "1", "obstacle": "1", "mergeLines": "1", "scaleVisibility": str(int(smallest > 0))}
    shown |= {"scaleMin": "0", "scaleMax": str(smallest)}
    settings = node("settings", {"calloutType": "simple"}, style, node("placement", placed), node("rendering", shown))
    return node("labeling", {"type": "simple"}, settings)
