"""The front: in parts as precise as its points, in a band as wide as it is uncertain, inside the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
import shapely

from semaine_map.history import fronts
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

METRIC_CRS = "EPSG:2154"
CITY = shapely.box(2.30, 48.85, 2.40, 48.90)
LINE = shapely.LineString([(2.32, 48.87), (2.34, 48.87), (2.36, 48.87), (2.38, 48.87)])


def test_a_stretch_is_known_no_better_than_its_worse_end() -> None:
    """Points of 100, 100, 400 and 100 m make parts of 100, 400 m; the ends are carried on to the wall."""
    parts = fronts.parts(LINE, [100, 100, 400, 100], CITY)
    assert [part.precision_m for part in parts] == [100, 400, 100]
    assert parts[0].line.bounds[0] == 2.30
    assert parts[-1].line.bounds[2] == 2.40
    assert parts[1].line.bounds == (2.34, 48.87, 2.38, 48.87)


def test_the_band_is_as_wide_as_the_front_is_uncertain() -> None:
    """Half a band lies within the whole; its width at a point is twice the precision there; it ends at the wall."""
    whole, half = fronts.bands(LINE, [100, 100, 400, 100], CITY, (1, 0.5), METRIC_CRS)
    assert CITY.buffer(1e-9).contains(whole)
    assert whole.buffer(1e-6).contains(half)
    for lon, wanted in ((2.33, 200), (2.36, 800)):
        across = shapely.LineString([(lon, 48.85), (lon, 48.90)]).intersection(whole)
        width = gpd.GeoSeries([across], crs=CRS).to_crs(METRIC_CRS).length.iloc[0]
        assert abs(width - wanted) < 40


def test_no_band_of_the_record_leaves_the_city(real: Dataset) -> None:
    """Every evening's band lies inside the wall, and holds the front itself."""
    city = real.quartiers.union_all()
    for line in real.fronts.to_dict("records"):
        precisions = [int(metres) for metres in line["precisions"].split()]
        (band,) = fronts.bands(line["geometry"], precisions, city, (1,), METRIC_CRS)
        assert city.buffer(0.0003).contains(band), line["day"]
        for part in fronts.parts(line["geometry"], precisions, city):
            assert band.buffer(0.0003).contains(part.line), line["day"]


def test_a_front_that_ends_far_from_the_wall_is_carried_on_for_a_little_way_only() -> None:
    """Some 1,500 metres in its last direction; a front that closes on itself has no end."""
    wide = shapely.box(2.20, 48.80, 2.50, 48.95)
    west, south, east, north = shapely.union_all([part.line for part in fronts.parts(LINE, [100] * 4, wide)]).bounds
    assert (west, south, east, north) == pytest.approx((2.30, 48.87, 2.40, 48.87))
    ring = shapely.LineString([(2.32, 48.87), (2.34, 48.87), (2.34, 48.88), (2.32, 48.87)])
    assert fronts.carried_on(ring) == ring
