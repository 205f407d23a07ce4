"""The streets of the record are a network: ends meet, crossings are shared, and what may be younger is drawn thinner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from semaine_map.page import ground
from semaine_map.portrayal.portrayal import street_metres

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

BASEMAP = Path(__file__).parent.parent / "geodata" / "basemap"
LICENCES = {
    "streets": {"CC BY 2.0", "Licence Ouverte 2.0", "CC BY-SA 4.0"},
    "streets_osm": {"ODbL 1.0"},
}
METRE = 1 / 111_000


def _features(layer: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((BASEMAP / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]
    return features


def _lines(layer: str) -> list[shapely.LineString]:
    # A degree of longitude is two thirds of one of latitude here.
    return [shapely.LineString([(x * 0.658, y) for x, y, *_ in one["geometry"]["coordinates"]]) for one in _features(layer)]


def test_most_ends_meet_a_street() -> None:
    """No more than one end in twenty stands alone, ten metres from any other street."""
    lines = [line for layer in LICENCES for line in _lines(layer)]
    tree = shapely.STRtree(lines)
    alone = sum(
        all(other == n for other in tree.query(shapely.Point(line.coords[end]), predicate="dwithin", distance=10 * METRE))
        for n, line in enumerate(lines)
        for end in (0, -1)
    )
    assert alone < 2 * len(lines) / 20


@pytest.mark.parametrize("layer", LICENCES)
def test_streets_of_one_file_share_their_crossings(layer: str) -> None:
    """Where two streets of one file cross, one of them at least has a vertex within a metre and a half."""
    features, lines = _features(layer), _lines(layer)
    tree = shapely.STRtree(lines)
    missing = crossings = 0
    for n, m in tree.query(lines, predicate="crosses").T:
        if n < m and "through" not in features[n]["properties"] and "through" not in features[m]["properties"]:
            for point in shapely.get_parts(lines[n].intersection(lines[m])):
                if point.geom_type == "Point":
                    crossings += 1
                    vertices = shapely.union(shapely.MultiPoint(lines[n].coords), shapely.MultiPoint(lines[m].coords))
                    missing += vertices.distance(point) > 1.5 * METRE
    assert crossings > 50
    assert missing < crossings / 50


@pytest.mark.parametrize("layer", LICENCES)
def test_each_file_holds_lines_of_its_own_licences(layer: str) -> None:
    """What is taken from OpenStreetMap stands in a file of its own, and every line says whose it is."""
    properties = [one["properties"] for one in _features(layer)]
    assert {one["licence"] for one in properties} == LICENCES[layer]
    assert all(one["source"] and one["precision_m"] for one in properties)
    if layer == "streets_osm":
        assert all(one["source"].startswith("© OpenStreetMap contributors, ways ") for one in properties)


def test_a_street_that_may_be_younger_is_thinner(real: Dataset) -> None:
    """A street of 1888 that nothing dates before June 1871 is thinner than a lane, on sheets and on the page."""
    thin = street_metres("Rue Letellier", "street", dated=False)
    assert thin < street_metres("Passage Saulnier", "passage")
    younger = {one["properties"]["name"] for layer in LICENCES for one in _features(layer) if "dated" in one["properties"]}
    drawn = ground.basemap(real)["layers"]["streets"]
    assert {one["n"] for one in drawn if one["w"] == thin} == younger
