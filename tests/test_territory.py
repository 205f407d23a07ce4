"""The drawing of Paris: topology, accuracy against the measures of others, the front of each evening."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from semaine_map.build import load
from semaine_map.cli import main
from semaine_map.errors import RecordError
from semaine_map.history import territory
from semaine_map.record import checks, reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.dataset import Dataset

METRIC_CRS = "EPSG:2154"
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"

INNER_AREAS_KM2 = {1: 1.83, 2: 0.99, 3: 1.17, 4: 1.60, 5: 2.54, 6: 2.15, 7: 4.09, 8: 3.88, 9: 2.18, 10: 2.89, 11: 3.67}
"""Official areas of the arrondissements that have not changed since 1860."""


def metres(geometries: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return ``geometries`` in Lambert-93."""
    return geometries.to_crs(METRIC_CRS)


def test_there_are_eighty_quartiers_in_twenty_arrondissements(real: Dataset) -> None:
    """Each has a valid polygon of its own, four quartiers to an arrondissement."""
    assert list(real.quartiers["quartier"]) == list(range(1, 81))
    assert real.quartiers.geometry.is_valid.all()
    assert real.quartiers.groupby("arrondissement").size().eq(4).all()
    assert list(real.arrondissements["arrondissement"]) == list(range(1, 21))
    assert real.arrondissements.geom_type.eq("Polygon").all()


def test_the_quartiers_leave_no_gap_and_do_not_overlap(real: Dataset) -> None:
    """Their areas add up to the area of their union, which has no hole."""
    areas = metres(real.quartiers.geometry)
    union = areas.union_all()
    assert isinstance(union, shapely.Polygon)
    assert not union.interiors
    assert areas.area.sum() == pytest.approx(union.area, rel=1e-9)
    assert areas.area.min() > 100_000


def test_the_city_has_the_size_that_is_on_record(real: Dataset) -> None:
    """About 78 square kilometres inside the fortifications; the inner arrondissements within 3 % of their official areas."""
    areas = metres(real.arrondissements.geometry).area / 1e6
    assert areas.sum() == pytest.approx(78.0, abs=0.8)
    for number, area in zip(real.arrondissements["arrondissement"], areas, strict=True):
        if number in INNER_AREAS_KM2:
            assert area == pytest.approx(INNER_AREAS_KM2[number], rel=0.03), number


def test_the_edges_are_where_they_were_in_1860(real: Dataset) -> None:
    """Away from the river, half of the edges lie within 5 m of the measure of others, 95 in 100 within 75 m (the glacis)."""
    file = REFERENCE / "quartiers_1860_soduco.geojson"
    if not file.exists():
        return  # the measures of others are not part of the project
    measure = gpd.read_file(file).to_crs(METRIC_CRS).boundary.union_all()
    river = gpd.read_file(REFERENCE / "seine_centreline_osm_cheubes.geojson").to_crs(METRIC_CRS).union_all()
    off = []
    for line in metres(real.basemap["boundaries"].geometry):
        for along in np.arange(10, line.length, 20):
            point = line.interpolate(float(along))
            if point.distance(river) > 250:
                off.append(point.distance(measure))
    assert len(off) > 5000
    assert np.median(off) <= 5
    assert np.percentile(off, 95) <= 75


def test_the_river_is_in_its_bed(real: Dataset) -> None:
    """The middle line of the Seine, as others measured it, runs inside our water."""
    file = REFERENCE / "seine_centreline_osm_cheubes.geojson"
    if not file.exists():
        return  # the measures of others are not part of the project
    water = metres(real.basemap["water"].geometry).union_all().buffer(10)
    city = metres(real.quartiers.geometry).union_all()
    inside = outside = 0
    for line in gpd.read_file(file).to_crs(METRIC_CRS).geometry.explode():
        for along in np.arange(0, line.length, 50):
            point = line.interpolate(float(along))
            if city.contains(point):
                inside += water.contains(point)
                outside += not water.contains(point)
    assert inside > 200
    assert outside / (inside + outside) < 0.02


def test_a_house_lies_on_its_own_side_of_a_street_that_parts_two_arrondissements(real: Dataset) -> None:
    """Even numbers of the boulevard de la Chapelle are in the 18th, odd ones in the 10th, wherever interpolation puts them."""
    houses = real.damage[real.damage["damage_id"].str.startswith("boulevard-de-la-chapelle")]
    numbers = houses["number"].str.extract(r"(\d+)")[0].astype(int)

    assert len(houses) > 10
    assert (houses["arrondissement"] == np.where(numbers % 2, 10, 18)).all()


def test_drawings_are_valid_and_carry_their_names(real: Dataset) -> None:
    """Every feature has an id of its own, a precision and a source of the fact."""
    for name, drawing in real.basemap.items():
        assert drawing["id"].is_unique, name
        assert drawing.geometry.is_valid.all(), name
        for column in ("precision_m", "source"):
            assert drawing[column].notna().all(), (name, column)


def test_the_name_of_a_river_is_written_on_it(real: Dataset) -> None:
    """Each axis lies in the water whose name it carries, and is long enough for it."""
    water = real.basemap["water"].dissolve("name").geometry
    for name, axis in zip(real.basemap["axes"]["name"], real.basemap["axes"].geometry, strict=True):
        assert axis.within(water.loc[name].union(shapely.union_all(real.basemap["islands"].geometry))), axis.wkt
        assert axis.length > 0.02


def test_nothing_happens_in_the_water_but_on_it(real: Dataset) -> None:
    """Every event is on land or on a bridge, unless its place is said to be on the river."""
    water = metres(real.basemap["water"][real.basemap["water"]["kind"] == "seine"].geometry).union_all()
    islands = metres(real.basemap["islands"].geometry).union_all()
    river = water.difference(islands).buffer(-5)
    used = real.places[real.places["place_id"].isin(set(real.events["place_id"]))]
    dry = used[(used["setting"] != "river") & ~used["kind"].isin(("bridge", "quay")) & (used["precision_m"] <= 150)]
    wet = dry[metres(dry.geometry).within(river)]
    assert list(wet["place_id"]) == []


def test_the_army_stands_to_the_left_of_the_front(sound: Dataset) -> None:
    """A line from south to north, walked up, has the army in the west; its ends are carried on to the wall."""
    held = sound.held["1871-05-21"]
    assert held.contains(shapely.Point(2.305, 48.86))
    assert not held.contains(shapely.Point(2.315, 48.86))
    assert sound.held["1871-05-22"].equals(held), "no new front: the ground stays as it was"
    assert sound.held["1871-05-25"].equals(sound.quartiers.union_all()), "after the last front all is the army's"


def test_the_ground_of_a_day_is_divided_in_three(sound: Dataset) -> None:
    """What was the army's already, what it took that day, and what the Commune held still."""
    state = next(one for one in sound.states if one.day == "1871-05-24")
    where = {name: area.representative_point().x for name, area in state.sectors.items()}
    assert where["versailles"] < 2.31 < where["contested"] < 2.32 < where["commune"]


def test_the_sectors_divide_the_city_each_evening_and_the_army_only_gains(real: Dataset) -> None:
    """Within the wall no gap and no overlap; no ground given back."""
    if real.fronts.empty:
        pytest.fail("the record draws no fronts")
    city = real.quartiers.union_all().intersection(real.walled)
    before: BaseGeometry = shapely.Polygon()
    for state in real.states:
        parts = list(state.sectors.values())
        assert shapely.union_all(parts).symmetric_difference(city).area < 1e-9, state.day
        assert sum(part.area for part in parts) == pytest.approx(city.area, rel=1e-6), state.day
        army = real.held[state.day]
        assert before.difference(army).area < 1e-9, state.day
        before = army


def test_a_moved_junction_moves_its_lines(copy_record: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """After `redraw` every line runs through the corrected point, and the record is sound again."""
    folder = copy_record("junction-moved")
    with pytest.raises(RecordError):
        checks.check(reading.read(folder))
    assert main(["redraw", "--geodata", str(folder)]) == 0
    assert "basemap/boundaries.geojson" in capsys.readouterr().out
    checks.check(reading.read(folder))
    lines = json.loads((folder / "basemap" / "streets.geojson").read_text(encoding="utf-8"))["features"]
    assert shape(lines[0]["geometry"]).coords[0] == (2.321, 48.864)
    assert len(load(folder).quartiers) == 3


def test_districts_are_counted_as_one_does_in_each_language() -> None:
    """1st, 2nd, 3rd, 11th to 13th, 21st; 1er, 2e."""
    english = [territory.ordinal("en", number) for number in (1, 2, 3, 4, 11, 12, 13, 20, 21, 111)]
    assert english == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "20th", "21st", "111th"]
    assert [territory.ordinal("fr", number) for number in (1, 2, 20)] == ["1er", "2e", "20e"]


def test_nobody_holds_ground_outside_the_wall(real: Dataset) -> None:
    """The bastions bound what a side can hold, and most of the city lies within them."""
    assert 0.985 < real.walled.area / real.city.area < 1
    for state in real.states:
        for area in state.sectors.values():
            assert area.difference(real.walled).area == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("lines", "share"),
    [
        ([], 1.0),
        ([[(0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.101)]], 0.64),
        (
            [
                [(0.1, 0.1), (0.9, 0.1), (0.9, 0.5)],
                [(0.1, 0.5), (0.1, 0.9), (0.9, 0.9), (0.9, 0.503)],
                [(0.1, 0.102), (0.1, 0.497)],
            ],
            0.64,
        ),
        ([[(0.1, 0.1), (0.9, 0.1), (0.9, 0.9)]], 1.0),
        ([[(0.1, 0.1), (0.2, 0.1), (0.2, 0.2), (0.1, 0.2), (0.1, 0.1)]], 1.0),
    ],
    ids=["no wall", "one line", "three lines with gates", "open", "a fort"],
)
def test_a_wall_bounds_where_it_closes(lines: list[list[tuple[float, float]]], share: float) -> None:
    """Lines that meet but for a river's gate are a ring, in any order and direction; any other leave the city whole."""
    wall = [{"properties": {"kind": "wall"}, "geometry": {"type": "LineString", "coordinates": line}} for line in lines]
    assert territory.within_wall(shapely.box(0, 0, 1, 1), wall).area == pytest.approx(share, abs=0.01)
