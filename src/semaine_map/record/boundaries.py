"""Turn the shared edges of the quartiers into their faces, and find what is wrong with the drawings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry import shape

from semaine_map.errors import Fault
from semaine_map.record import geometry
from semaine_map.record.points import junctions, through_reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.reading import Record


@lru_cache(maxsize=1)  # asked for once by the check, once to draw them
def faces(drawing: Drawing) -> dict[int, shapely.Polygon]:
    """Return the face of each quartier number, judged by the ``left`` and ``right`` of the edges around it."""
    lines = [shape(feature["geometry"]) for feature in drawing.features]
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


def check(record: Record) -> Iterator[Fault]:
    """Find what is wrong in the drawings: geometry that is no geometry, edges that do not close, areas that overlap."""
    sound, points = True, junctions(record)
    known = set(record.tables["junctions"].columns["junction_id"])
    for name, drawing in record.drawings.items():
        for feature, line in zip(drawing.features, drawing.lines, strict=True):
            reason = geometry.reason(feature, name, record.week)
            if reason:
                sound = False
                yield Fault(drawing.file, line, "geometry", reason)
            elif reason := through_reason(feature, points, known):
                yield Fault(drawing.file, line, "through", reason)
    if sound and record.drawings.get("boundaries") and record.drawings["boundaries"].features:
        yield from _check_topology(record)


def _check_topology(record: Record) -> Iterator[Fault]:
    drawing, table = record.drawings["boundaries"], record.tables["quartiers"]
    lines = [shape(feature["geometry"]) for feature in drawing.features]
    closed, cuts, dangles, invalid = shapely.polygonize_full(lines)
    for left_over, reason in ((cuts, "does not separate anything"), (dangles, "ends in the open"), (invalid, "crosses itself")):
        for part in shapely.get_parts(left_over):
            number = int(np.argmin([line.distance(part.representative_point()) for line in lines]))
            yield Fault(drawing.file, drawing.lines[number], "geometry", f"the edge {reason}")
    expected = {int(number) for number in table.columns["quartier"] if number.isdecimal()}
    found = faces(drawing)
    for number in sorted(expected - found.keys()):
        yield Fault(drawing.file, 1, "geometry", f"no face for quartier {number}: its edges do not close or name it wrongly")
    if len(shapely.get_parts(closed)) != len(found):
        yield Fault(
            drawing.file, 1, "geometry", f"the edges close {len(shapely.get_parts(closed))} faces for {len(found)} quartiers"
        )
