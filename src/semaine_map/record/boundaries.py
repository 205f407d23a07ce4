"""Number the districts that are drawn, as edges or as polygons, and find what is wrong with the drawings."""

from __future__ import annotations

import itertools
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.errors import Fault
from semaine_map.record import geometry, limits
from semaine_map.record.basemap import shapes
from semaine_map.record.points import junctions, through_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.reading import Record


@lru_cache(maxsize=1)  # asked for once by the check, once to draw them
def faces(drawing: Drawing) -> dict[int, shapely.Polygon]:
    """Return the face of each quartier number, judged by the ``left`` and ``right`` of the edges around it."""
    lines = shapes(drawing).tolist()
    polygons = list(shapely.get_parts(shapely.polygonize(lines)))
    tree = shapely.STRtree(polygons)
    votes: list[dict[int, int]] = [{} for _ in polygons]
    for line, feature in zip(lines, drawing.features, strict=True):
        for offset, side in ((1e-6, "left"), (-1e-6, "right")):
            number = feature["properties"].get(side)
            # The middle of the edge, moved a tenth of a metre to that side, lies in the face on that side.
            probe = shapely.offset_curve(line, offset).interpolate(0.5, normalized=True) if number else None
            if probe is None or probe.is_empty:
                continue
            for face in tree.query(probe, predicate="within"):
                votes[face][number] = votes[face].get(number, 0) + 1
    return {max(vote, key=lambda n: (vote[n], -n)): face for face, vote in zip(polygons, votes, strict=True) if vote}


def numbered(drawing: Drawing) -> list[tuple[int, str, BaseGeometry]]:
    """Return number, name and polygon of each district of ``districts.geojson``.

    One without a number has the next that is free, one without a name its number.
    """
    given = [feature["properties"].get("number") for feature in drawing.features]
    free = (number for number in itertools.count(1) if number not in given)
    chosen = [next(free) if number is None else number for number in given]
    return [
        (number, str(feature["properties"].get("name") or number), area)
        for number, feature, area in zip(chosen, drawing.features, shapes(drawing).tolist(), strict=True)
    ]


def numbers(record: Record) -> set[str]:
    """Return the numbers of the districts of ``record``: of its table, and of its polygons where these are sound."""
    known = set(record.tables["arrondissements"].columns["arrondissement"])
    drawing = record.drawings.get("districts")
    if drawing and not any(geometry.reasons(drawing, "districts", None)):
        known |= {str(number) for number, _, _ in numbered(drawing)}
    return known


def check(record: Record) -> Iterator[Fault]:
    """Find what is wrong in the drawings: geometry that is no geometry, edges that do not close, areas that overlap."""
    sound, points = True, junctions(record)
    known = set(record.tables["junctions"].columns["junction_id"])
    for name, drawing in record.drawings.items():
        reasons = geometry.reasons(drawing, name, record.week)
        for feature, line, reason in zip(drawing.features, drawing.lines, reasons, strict=True):
            if reason:
                sound = False
                yield Fault(drawing.file, line, "geometry", reason)
            elif off := through_reason(feature, points, known):
                yield Fault(drawing.file, line, "through", off)
    if sound:
        wrong = list(limits.check(record))
        yield from wrong
        if not wrong and record.drawings.get("boundaries") and record.drawings["boundaries"].features:
            yield from _check_topology(record)
    if sound and "districts" in record.drawings:
        yield from _check_districts(record)


def _check_districts(record: Record) -> Iterator[Fault]:
    drawing = record.drawings["districts"]
    if "boundaries" in record.drawings:
        yield Fault(drawing.file, 1, "file", "basemap/boundaries.geojson draws districts too; keep one of the two")
    seen: set[int] = set()
    for feature, line in zip(drawing.features, drawing.lines, strict=True):
        number = feature["properties"].get("number")
        if number in seen:
            yield Fault(drawing.file, line, "number", f"{number} is the number of another district too")
        elif number is not None:
            seen.add(number)


def _check_topology(record: Record) -> Iterator[Fault]:
    drawing, table = limits.drawings(record)["boundaries"], record.tables["quartiers"]
    lines = shapes(drawing).tolist()
    closed, cuts, dangles, invalid = shapely.polygonize_full(lines)
    for left_over, reason in ((cuts, "does not separate anything"), (dangles, "ends in the open"), (invalid, "crosses itself")):
        for part in shapely.get_parts(left_over):
            number = int(np.argmin([line.distance(part.representative_point()) for line in lines]))
            yield Fault(drawing.file, drawing.lines[number], "geometry", f"the edge {reason}")
    expected = {int(number) for number in table.columns["quartier"] if number.isdecimal()}
    found = faces(drawing)
    for number in sorted(expected - found.keys()):
        yield Fault(drawing.file, 1, "geometry", f"no face for district {number}: its edges do not close or name it wrongly")
    if len(shapely.get_parts(closed)) != len(found):
        yield Fault(
            drawing.file, 1, "geometry", f"the edges close {len(shapely.get_parts(closed))} faces for {len(found)} districts"
        )
