"""Turn the shared edges of the drawing into quartiers and arrondissements, and tell in which a position lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from semaine_map.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.catalog import Drawing, Record

CRS = "EPSG:4326"
METRIC_CRS = "EPSG:2154"
"""Lambert-93: metres, for lengths and areas in Paris."""

POLYGON_LAYERS = {"water", "islands", "green", "buildings"}


def quartiers(record: Record) -> gpd.GeoDataFrame:
    """Polygonise the boundaries of ``record`` into its quartiers.

    Returns one row a quartier with ``quartier``, ``name``, ``arrondissement`` and its polygon, degrees WGS 84,
    sorted by number; empty when the record draws no boundaries. A face belongs to the quartier that all of its
    edges name on that side.
    """
    columns = ["quartier", "name", "arrondissement", "geometry"]
    drawing = record.drawings.get("boundaries")
    table = record.tables["quartiers"]
    if drawing is None or not len(table):
        return gpd.GeoDataFrame(columns=columns, geometry="geometry", crs=CRS)
    names = dict(zip(map(int, table.columns["quartier"]), table.columns["name"], strict=True))
    parents = dict(zip(map(int, table.columns["quartier"]), map(int, table.columns["arrondissement"]), strict=True))
    rows = [
        {"quartier": number, "name": names[number], "arrondissement": parents[number], "geometry": face}
        for number, face in sorted(_faces(drawing).items())
        if number in names
    ]
    return gpd.GeoDataFrame(rows, columns=columns, geometry="geometry", crs=CRS)


def arrondissements(record: Record, parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Unite ``parts`` (the quartiers) into arrondissements.

    Returns one row each with ``arrondissement``, ``name`` and its polygon, degrees WGS 84, sorted by number.
    """
    table = record.tables["arrondissements"]
    names = dict(zip(map(int, table.columns["arrondissement"]), table.columns["name"], strict=True))
    if parts.empty:
        return gpd.GeoDataFrame(columns=["arrondissement", "name", "geometry"], geometry="geometry", crs=CRS)
    whole = parts[["arrondissement", "geometry"]].dissolve(by="arrondissement").reset_index()
    whole["name"] = [names.get(number, "") for number in whole["arrondissement"]]
    return whole[["arrondissement", "name", "geometry"]]


def locate(points: gpd.GeoSeries, areas: gpd.GeoDataFrame) -> np.ndarray:
    """Return the arrondissement in which each of ``points`` lies, 0 for none.

    A point on a shared edge belongs to the lower number, so that the answer does not depend on the order of rows.
    """
    found = np.zeros(len(points), dtype=np.int16)
    if areas.empty or points.empty:
        return found
    hits, zones = areas.sindex.query(points.values, predicate="intersects")
    numbers = areas["arrondissement"].to_numpy()[zones]
    for hit, number in sorted(zip(hits.tolist(), numbers.tolist(), strict=True), reverse=True):
        found[hit] = number
    return found


def _faces(drawing: Drawing) -> dict[int, shapely.Polygon]:
    """Return the face of each quartier number, judged by the ``left`` and ``right`` of the edges around it."""
    lines = [shape(feature["geometry"]) for feature in drawing.features]
    polygons = list(shapely.get_parts(shapely.polygonize(lines)))
    tree = shapely.STRtree(polygons)
    votes: list[dict[int, int]] = [{} for _ in polygons]
    for line, feature in zip(lines, drawing.features, strict=True):
        for offset, side in ((1e-6, "left"), (-1e-6, "right")):
            number = feature["properties"].get(side)
            # The middle of the edge, moved a tenth of a metre to that side, lies in the face on that side.
            probe = line.parallel_offset(offset, "left").interpolate(0.5, normalized=True) if number else None
            if probe is None or probe.is_empty:
                continue
            for face in tree.query(probe, predicate="within"):
                votes[face][number] = votes[face].get(number, 0) + 1
    return {max(vote, key=lambda n: (vote[n], -n)): face for face, vote in zip(polygons, votes, strict=True) if vote}


def check(record: Record) -> Iterator[Fault]:
    """Find what is wrong in the drawings: geometry that is no geometry, edges that do not close, areas that overlap."""
    sound = True
    for name, drawing in record.drawings.items():
        for feature, line in zip(drawing.features, drawing.lines, strict=True):
            reason = _geometry_reason(feature, polygon=name in POLYGON_LAYERS)
            if reason:
                sound = False
                yield Fault(drawing.file, line, "geometry", reason)
    if sound and "boundaries" in record.drawings:
        yield from _check_topology(record)


def _geometry_reason(feature: dict[str, Any], *, polygon: bool) -> str | None:
    wanted = {"Polygon", "MultiPolygon"} if polygon else {"LineString", "MultiLineString", "Polygon"}
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in wanted:
        return f"is not a {' or '.join(sorted(wanted))}"
    if not isinstance(feature.get("properties"), dict):
        return "the feature has no properties"
    try:
        drawn = shape(geometry)
    except (ShapelyError, ValueError, TypeError, IndexError, KeyError) as problem:
        return f"is not a valid {geometry['type']}: {problem}"
    if drawn.is_empty:
        return "is empty"
    west, south, east, north = drawn.bounds
    if not (west >= -180 and east <= 180 and south >= -90 and north <= 90):
        return "is not in degrees; positions are WGS 84 longitude and latitude"
    if not drawn.is_valid:
        return f"is not valid: {shapely.is_valid_reason(drawn)}"
    return None


def _check_topology(record: Record) -> Iterator[Fault]:
    drawing, table = record.drawings["boundaries"], record.tables["quartiers"]
    lines = [shape(feature["geometry"]) for feature in drawing.features]
    faces, cuts, dangles, invalid = shapely.polygonize_full(lines)
    for left_over, reason in ((cuts, "does not separate anything"), (dangles, "ends in the open"), (invalid, "crosses itself")):
        for part in shapely.get_parts(left_over):
            number = int(np.argmin([line.distance(part.representative_point()) for line in lines]))
            yield Fault(drawing.file, drawing.lines[number], "geometry", f"the edge {reason}")
    expected = {int(number) for number in table.columns["quartier"] if number.isdecimal()}
    found = _faces(drawing)
    for number in sorted(expected - found.keys()):
        yield Fault(drawing.file, 1, "geometry", f"no face for quartier {number}: its edges do not close or name it wrongly")
    if len(shapely.get_parts(faces)) != len(found):
        yield Fault(
            drawing.file, 1, "geometry", f"the edges close {len(shapely.get_parts(faces))} faces for {len(found)} quartiers"
        )
