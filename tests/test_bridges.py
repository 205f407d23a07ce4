"""Bridges are drawn through their own points, from quay to quay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
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


@pytest.mark.parametrize("beside", [0.0, 25.0])
def test_a_bridge_over_a_slanting_river_is_as_short_as_it_can_be(sound: Dataset, beside: float) -> None:
    """It crosses at right angles on the ground, not in degrees, also where its point lies a little beside the water."""
    lon, lat = 1 / 73_200, 1 / 111_300
    axis = shapely.LineString([(2.35 - 2_000 * lon, 48.855 - 2_000 * lat), (2.35 + 2_000 * lon, 48.855 + 2_000 * lat)])
    metres = shapely.transform(axis, lambda at: at / (lon, lat)).buffer(60)
    river = shapely.transform(metres, lambda at: at * (lon, lat))
    aside = (60 + beside) / 2**0.5 if beside else 0.0
    row = sound.places.iloc[[0]].assign(kind="bridge", name_1871="Pont au Change")
    row = row.set_geometry([shapely.Point(2.35 + aside * lon, 48.855 - aside * lat)], crs=CRS)
    (line,) = bridges(row, {"water": row.set_geometry([river])}).geometry
    (west, north), (east, south) = sorted(line.coords)
    dx, dy = (east - west) / lon, (north - south) / lat
    assert dx == pytest.approx(dy, rel=0.06)
    assert (dx**2 + dy**2) ** 0.5 == pytest.approx(120 + 2 * 8, abs=2)
    assert line.distance(shapely.Point(2.35, 48.855)) < 5 * lat


def test_a_bridge_is_led_on_to_the_quay_on_each_side(sound: Dataset) -> None:
    """To a street within 45 metres of the bank; where none is so near, eight metres inland."""
    row = (
        sound.places.iloc[[0]]
        .assign(kind="bridge", name_1871="Pont au Change")
        .set_geometry([shapely.Point(2.35, 48.8555)], crs=CRS)
    )
    streets = row.iloc[[0, 0]].set_geometry([shapely.LineString([(2.3, lat), (2.4, lat)]) for lat in (48.8563, 48.8542)])
    layers = {"water": row.set_geometry([shapely.box(2.30, 48.8550, 2.40, 48.8560)]), "streets": streets}
    (line,) = bridges(row, layers).geometry
    south, north = sorted(lat for _, lat in line.coords)
    assert north == pytest.approx(48.8563, abs=2e-6)
    assert (48.8550 - south) * 111_320 == pytest.approx(8, abs=0.5)
