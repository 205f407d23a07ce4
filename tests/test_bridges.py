"""Bridges are drawn through their own points, from quay to quay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely

from semaine_map.history.bridges import bridges
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset


def test_every_bridge_over_the_seine_reaches_land_on_both_sides(real: Dataset) -> None:
    """Both ends lie on the ground, the middle on the water (the Pont-Neuf's on its island), within what its place allows."""
    bridges = real.basemap["bridges"].set_index("name").geometry
    assert {"Pont au Change", "Pont de la Concorde", "Pont d’Austerlitz", "Petit-Pont", "Pont-Neuf"} <= set(bridges.index)
    islands = shapely.union_all(real.basemap["islands"].geometry)
    seine = real.basemap["water"]
    water = shapely.union_all([one for one in seine.geometry if one.geom_type == "Polygon"]).difference(islands)
    places = real.places.set_index("name_1871")
    for name, line in bridges.items():
        ends = shapely.MultiPoint([line.coords[0], line.coords[-1]])
        assert not water.intersects(ends), name
        assert line.intersects(water), name
        metres = line.distance(places.geometry.loc[str(name)]) * 111_320
        assert metres <= 65, name


def test_a_bridge_crosses_at_right_angles_and_a_part_of_one_is_none(sound: Dataset) -> None:
    """Over a straight river the shortest way is the bridge; "Pont-Neuf, côté rive gauche" is not another bridge."""
    row = sound.places.iloc[[0, 0]].copy()
    row["kind"] = "bridge"
    row["name_1871"] = ["Pont au Change", "Pont au Change, côté rive droite"]
    river = shapely.box(2.30, 48.8550, 2.40, 48.8560)
    row = row.set_geometry([shapely.Point(2.35, 48.8554)] * 2, crs=CRS)
    water = row.iloc[[0]].set_geometry([river])
    (line,) = bridges(row, {"water": water}).geometry
    (west, south), (east, north) = sorted(line.coords, key=lambda end: end[1])
    assert abs(east - west) < 1e-4
    assert south < 48.8550
    assert north > 48.8560
