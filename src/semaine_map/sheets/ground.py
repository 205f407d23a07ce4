"""The quiet ground of the map: what has no day. It is drawn once and serves every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely

from semaine_map.history.dataset import records
from semaine_map.portrayal.portrayal import palette, street_metres
from semaine_map.sheets.operators import PAPER, apart, fill, outline, pen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from semaine_map.sheets.viewport import Viewport

_GROUND = palette()["basemap"]
BLOCK, GREEN, GREEN_EDGE, WATER, WATER_EDGE, STREET, CASING, RAIL, WALL, BUILDING, BUILDING_EDGE, LIMIT, BLOCK_EDGE = (
    _GROUND[name]
    for name in (
        "block", "green", "green-edge", "water", "water-edge", "street", "casing", "rail", "wall", "building", "building-edge",
        "arrondissement", "block-edge",
    )
)  # fmt: skip


COVERED = "canal-covered"

NEAR = 3.0
"""Metres in a point of paper from which on a block has an edge of its own."""


def below(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame], city: BaseGeometry) -> str:
    """Return the operators of what lies under the tint of who holds the ground: paper, land, blocks and green."""
    land = fill(BLOCK) + pen(WATER_EDGE, 0.5)
    parts = [fill(PAPER), f"{viewport.box.x:.2f} {viewport.box.y:.2f} {viewport.box.w:.2f} {viewport.box.h:.2f} re f"]
    parts += [f"{land}\n{outline(area)}B*" for area in _areas(viewport, layers.get("land"))]
    if not city.is_empty:
        parts += [fill(BLOCK), outline(viewport.project(city)) + "f*"]
    for area in _areas(viewport, layers.get("green")):
        parts += [fill(GREEN), pen(GREEN_EDGE, 0.4), outline(area) + "B*"]
    return apart(parts)


def above(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> str:
    """Return the operators of what lies over the tint: nobody holds the river, and streets stay white."""
    painters = (_water, _streets, _limits, _railways, _buildings, _wall)  # limits run on streets, and over them
    return apart([part for paint in painters for part in paint(viewport, layers)])


def _limits(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> list[str]:
    """Small districts as dots, those that they make as dashes and dots, as on the old plans."""
    whole = (0.8, (4.5, 1.6, 0.6, 1.6))
    drawn = [
        ((0.35, (0.35, 1.6)), _lines(viewport, layers.get("boundaries"), {"quartier"})),
        (whole, _lines(viewport, layers.get("boundaries"), {"arrondissement"})),
        (whole, _areas(viewport, layers.get("districts"))),
    ]
    return [
        f"{pen(LIMIT, width, dash=dash, cap=0)}\n{''.join(map(outline, shapes))}S" for (width, dash), shapes in drawn if shapes
    ]


def _water(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> list[str]:
    """Water without its islands, which are held by someone; a canal as a line between its banks."""
    islands = shapely.union_all(_areas(viewport, layers.get("islands")))
    layer, parts = layers.get("water"), []
    for whole in _areas(viewport, layer):
        area = whole.difference(islands)
        parts += [fill(WATER), pen(WATER_EDGE, 0.5), outline(area) + "B*"]
    width = max(1.0, 27 / viewport.metres)
    open_air = "".join(outline(line) for _, kind, line in _features(viewport, layer) if kind != COVERED and _is_line(line))
    parts += [pen(WATER_EDGE, width + 0.8), open_air + "S", pen(WATER, width), open_air + "S"]
    # A covered canal is water under a boulevard: only its banks show.
    covered = "".join(map(outline, _lines(viewport, layer, {COVERED})))
    return [*parts, pen(WATER_EDGE, 0.7, dash=(1.4, 1.6), cap=0), covered + "S"]


def _is_line(shape: BaseGeometry) -> bool:
    return bool(shape.geom_type.endswith("LineString"))


def _streets(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> list[str]:
    """Streets in two passes, so that the casings never cut a crossing."""
    by_width: dict[int, list[str]] = {}
    squares = []
    for layer in ("streets", "bridges"):
        for row, geometry in _rows(viewport, layers.get(layer)):
            if geometry.geom_type.endswith("Polygon"):
                squares.append(outline(geometry))
            else:
                metres = street_metres(str(row.get("name")), str(row.get("kind")), row.get("dated"))
                by_width.setdefault(metres, []).append(outline(geometry))
    parts = []
    if squares:
        parts += [fill(STREET), pen(CASING, 0.5), "".join(squares) + "B*"]
    edge = (BLOCK_EDGE, 0.9) if viewport.metres < NEAR else (CASING, 0.55)
    for colour, extra in (edge, (STREET, 0.0)):
        for metres, paths in sorted(by_width.items()):
            width = max(0.7 if metres < 20 else 1.2, metres / viewport.metres)
            parts += [pen(colour, width + extra), "".join(paths) + "S"]
    return parts


def _railways(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> list[str]:
    """A line with its sleepers: the old map-maker's way to tell a railway from a street without a colour."""
    lines = "".join(map(outline, _lines(viewport, layers.get("railways"))))
    return [pen(RAIL, 0.6), lines + "S", pen(RAIL, 2.0, dash=(0.5, 3.0), cap=0), lines + "S"]


def _buildings(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> list[str]:
    areas = "".join(map(outline, _areas(viewport, layers.get("buildings"))))
    return [fill(BUILDING), pen(BUILDING_EDGE, 0.35), areas + "B*"] if areas else []


def _wall(viewport: Viewport, layers: Mapping[str, gpd.GeoDataFrame]) -> list[str]:
    """The military road, and the rampart's double line with its bastions."""
    layer = layers.get("wall")
    road = "".join(map(outline, _lines(viewport, layer, {"military-road"})))
    wall = "".join(outline(geometry) for _, kind, geometry in _features(viewport, layer) if kind != "military-road")
    width = max(2.0, 30 / viewport.metres)
    return [
        *(pen(CASING, 0.8), road + "S"),
        *(pen(WALL, width, join=0), wall + "S"),
        *(pen(PAPER, width - 1.1, join=0), wall + "S"),
    ]


def _features(viewport: Viewport, layer: gpd.GeoDataFrame | None) -> Iterable[tuple[str, str, BaseGeometry]]:
    """Give name, kind and drawn geometry of what the frame shows of a layer."""
    for row, geometry in _rows(viewport, layer):
        name, kind = (value if isinstance(value := row.get(key), str) else "" for key in ("name", "kind"))
        yield name, kind, geometry


def _rows(viewport: Viewport, layer: gpd.GeoDataFrame | None) -> Iterable[tuple[Mapping[str, Any], BaseGeometry]]:
    """Give the properties and the drawn geometry of what the frame shows of a layer."""
    if layer is None or layer.empty:
        return
    window = shapely.box(*viewport.bounds)
    for row in records(layer[layer.intersects(window)]):
        yield row, viewport.project(row["geometry"])


def _areas(viewport: Viewport, layer: gpd.GeoDataFrame | None) -> list[BaseGeometry]:
    return [one for _, kind, one in _features(viewport, layer) if one.geom_type.endswith("Polygon") and kind != COVERED]


def _lines(viewport: Viewport, layer: gpd.GeoDataFrame | None, kinds: set[str] | None = None) -> list[BaseGeometry]:
    """Return the lines of a layer, of ``kinds`` alone where they are named."""
    return [one for _, kind, one in _features(viewport, layer) if _is_line(one) and (kinds is None or kind in kinds)]
