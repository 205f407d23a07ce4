"""Move the lines of the drawing to where ``junctions.csv`` has their points, after a junction was corrected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semaine_map.errors import RecordError
from semaine_map.record.geometry import has_positions
from semaine_map.record.points import junctions, vertices

if TYPE_CHECKING:
    from semaine_map.record.reading import Record


def redraw(record: Record) -> dict[str, str]:
    """Return the text of each file of ``basemap/`` whose lines run through other points than they name, by its name.

    A vertex whose junction is unknown, and a feature that is none, stay as they are: ``checks`` reports them.

    Raises:
        RecordError: a file cannot be read.
    """
    if record.faults:
        raise RecordError(record.faults)
    points = junctions(record)
    changed: dict[str, str] = {}
    for layer, drawing in record.drawings.items():
        moved = False
        for feature in drawing.features:
            names = feature["properties"].get("through") if has_positions(feature, layer) else None
            if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
                continue
            along = vertices(feature["geometry"])
            for n, name in enumerate(names[: len(along)]):
                if name in points and along[n] != list(points[name]):
                    along[n] = list(points[name])
                    moved = True
        if moved:
            lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in drawing.features)
            changed[drawing.file] = f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
    return changed
