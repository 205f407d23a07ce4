"""Limits and the military road along the streets that they follow."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, cast

import geopandas as gpd
import numpy as np
import pytest
import shapely

from semaine_map import exports
from semaine_map.build import load
from semaine_map.cli import main
from semaine_map.exports import tiles
from semaine_map.history import territory
from semaine_map.record import checks, limits, reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

METRIC_CRS = "EPSG:2154"
BENT = [[2.3203, 48.864], [2.33, 48.8643], [2.34, 48.864]]
"""The Grande-Rue with a bend of 33 m to the north, begun 22 m east of the corner where three limits meet."""


def bend(folder: Path) -> None:
    """Bend the Grande-Rue of the small record, put it under a licence of its own, and have the limit follow it."""
    streets, boundaries = (folder / "basemap" / f"{name}.geojson" for name in ("streets", "boundaries"))
    drawn = json.loads(streets.read_text(encoding="utf-8"))
    drawn["features"][0]["geometry"]["coordinates"] = BENT
    drawn["features"][0]["properties"].pop("through")
    drawn["features"][0]["properties"]["licence"] = "ODbL 1.0"
    streets.write_text(json.dumps(drawn), encoding="utf-8")
    text = boundaries.read_text(encoding="utf-8").replace('["m", "e"]}', '["m", "e"], "along": ["grande-rue"]}')
    boundaries.write_text(text, encoding="utf-8")


def quartiers_at(points: np.ndarray, dataset: Dataset) -> list[int]:
    """Return the quartier in which each of ``points`` lies."""
    within = territory.locate(points, dataset.tables["arrondissements"])
    found: list[int] = territory.quartier_of(points, within, dataset.tables["quartiers"]).tolist()
    return found


def test_a_limit_is_the_very_line_of_its_street(copy_record: Callable[..., Path]) -> None:
    """Of two houses, one north of the bend and one south of it, each is in the district on its side; nothing overlaps."""
    folder = copy_record()
    houses = np.array([shapely.Point(2.33, 48.86425), shapely.Point(2.33, 48.86435)])
    assert quartiers_at(houses, load(folder)) == [3, 3]

    bend(folder)
    checks.check(reading.read(folder))
    followed = load(folder)

    assert quartiers_at(houses, followed) == [2, 3]
    lane = followed.basemap["boundaries"].set_index("id").loc["lane"]
    assert list(lane["geometry"].coords) == [(2.32, 48.864), *map(tuple, BENT)], "straight from the corner to the street"
    assert lane["licence"] == "ODbL 1.0"
    areas = shapely.area(followed.quartiers.geometry.to_numpy())
    assert areas.sum() == pytest.approx(followed.quartiers.union_all().area, rel=1e-12)


def test_a_front_and_a_column_follow_the_street_that_they_name(copy_record: Callable[..., Path]) -> None:
    """Both take the bend of the Grande-Rue; between its points the front is known no better than the worse of them."""
    folder = copy_record()
    bend(folder)
    front = "day,line,seq,point_id,along,precision_m,source_id,locator,note\n" + "".join(
        f"1871-05-21,main,{seq},{point},{along},{metres},chronicler,ch. I,\n"
        for seq, point, along, metres in ((1, "s", "", 100), (2, "m", "", 100), (3, "e", "grande-rue", 400))
    )
    (folder / "fronts.csv").write_text(front, encoding="utf-8")
    columns = folder / "columns.csv"
    rows = columns.read_text(encoding="utf-8").replace("point_id,", "point_id,along,").replace(",m,chron", ",m,,chron")
    rows = rows.replace(",west-gate,chron", ",west-gate,,chron").rstrip("\n")
    columns.write_text(f"{rows}\nfirst-corps-24,First corps,1871-05-24,3,e,grande-rue,chronicler,ch. II,\n", encoding="utf-8")
    checks.check(reading.read(folder))

    dataset = load(folder)

    drawn = dataset.fronts.iloc[0]
    assert list(drawn.geometry.coords) == [(2.32, 48.85), (2.32, 48.864), *map(tuple, BENT)]
    assert drawn["precisions"] == "100 100 400 400 400"
    assert drawn["licence"] == "ODbL 1.0"
    column = dataset.tables["columns"]["geometry"][0]
    assert list(column.coords)[-3:] == [*map(tuple, BENT)]


def test_a_front_that_passes_a_point_of_its_street_stays_on_it(real: Dataset) -> None:
    """No line of a front crosses itself, and most of each evening's lies on streets."""
    streets = shapely.STRtree(real.basemap["streets"].to_crs(METRIC_CRS).geometry.to_numpy())
    drawn = real.fronts.to_crs(METRIC_CRS).geometry
    assert drawn.is_simple.all()
    lines = cast("list[shapely.LineString]", list(drawn))
    points = np.concatenate([shapely.line_interpolate_point(line, np.arange(10, line.length, 20)) for line in lines])
    off = streets.query_nearest(points, return_distance=True, all_matches=False)[1]
    assert (off < 10).mean() > 0.6


def test_what_a_limit_follows_is_written_into_no_file(copy_record: Callable[..., Path]) -> None:
    """After `redraw` the file of the limits holds not one vertex of the street: its licence is another."""
    folder = copy_record()
    bend(folder)
    table = folder / "junctions.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("corner,2.30000,48.85", "corner,2.30100,48.85"), "utf-8")

    assert main(["redraw", "--geodata", str(folder)]) == 0

    text = (folder / "basemap" / "boundaries.geojson").read_text(encoding="utf-8")
    assert "2.301" in text
    assert "48.8643" not in text


def test_every_house_lies_in_an_arrondissement_of_its_street(real: Dataset) -> None:
    """One that stands on a limit, or is placed by its number on the middle of a boulevard, is counted where its street lies."""
    streets = real.tables["streets"]
    told = zip(streets["street_id"], streets["arrondissements"], strict=True)
    lies = {street: numbers.split() for street, numbers in told if numbers}
    houses = real.damage[real.damage["place_id"].eq("") & real.damage["street_id"].isin(lies)]
    strays = [
        house for house, street, number in houses[["damage_id", "street_id", "arrondissement"]].itertuples(index=False)
        if str(number) not in lies[street]
    ]  # fmt: skip
    assert len(houses) > 700
    assert strays == []


def test_the_limits_of_the_city_run_along_its_streets(real: Dataset) -> None:
    """Nearly nine tenths lie on them within half a metre; the rest crosses squares, the river, and where no street is drawn."""
    edges, streets = real.basemap["boundaries"].to_crs(METRIC_CRS), real.basemap["streets"].to_crs(METRIC_CRS)
    railways = real.basemap["railways"].to_crs(METRIC_CRS)
    lines = dict(zip([*streets["id"], *railways["id"]], [*streets.geometry, *railways.geometry], strict=True))
    on = off = 0
    ways = cast("list[shapely.LineString]", list(edges.geometry))
    following = [(way, along) for way, along in zip(ways, edges["along"], strict=True) if isinstance(along, list)]
    for way, along in following:
        followed = shapely.union_all([lines[name] for name in along if name in lines])
        points = shapely.line_interpolate_point(way, np.arange(5, way.length, 10))
        near = shapely.dwithin(points, followed, 0.5)
        on, off = on + near.sum(), off + (~near).sum()
    assert len(following) > 150
    assert on / (on + off) > 0.87


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_streets_that_miss_their_crossing_still_bound_every_quartier(real: Dataset, seed: int) -> None:
    """With the ends of all streets off by up to four metres there are eighty quartiers still, with neither gap nor overlap."""
    record, moved = reading.read(real.folder), np.random.default_rng(seed)
    for layer in ("streets", "streets_osm"):
        for feature in record.drawings[layer].features:
            for end in (0, -1):
                lon, lat = feature["geometry"]["coordinates"][end]
                feature["geometry"]["coordinates"][end] = [lon + moved.uniform(-6e-5, 6e-5), lat + moved.uniform(-4e-5, 4e-5)]

    areas = territory.quartiers(record)["geometry"]

    assert len(areas) == 80
    assert shapely.area(areas).sum() == pytest.approx(shapely.union_all(areas).area, rel=1e-9)


def test_the_military_road_is_the_boulevards_and_lies_within_the_wall(real: Dataset) -> None:
    """It is drawn once, along the boulevards from gate to gate, and the wall does not cross it."""
    wall = real.basemap["wall"].to_crs(METRIC_CRS).set_index("kind")
    roads, ramparts = wall.loc[["military-road"]].geometry, wall.loc[["wall"]].geometry.union_all()
    streets = real.basemap["streets"].to_crs(METRIC_CRS).set_index("id").geometry
    ring = shapely.union_all([streets[name] for along in wall["along"].dropna() for name in along if name in streets.index])
    assert not roads.intersects(ramparts).any()
    assert roads.intersection(ring.buffer(0.5)).length.sum() / roads.length.sum() > 0.85
    assert gpd.GeoSeries([real.walled], crs=4326).to_crs(METRIC_CRS).buffer(1).contains(roads.union_all()).all()


def test_a_feature_of_the_kit_names_its_licence(kit: exports.Kit) -> None:
    """A limit along a street has the licence of the street, a quartier those of its limits, and water that of the record."""
    edges = kit.text["basemap_boundaries"].set_index("id")["licence"]
    assert edges["limite-40-76"] == "ODbL 1.0", "the boulevard de la Villette"
    assert edges["limite-00-47"] == "CC BY-SA 4.0", "the foot of the glacis"
    assert set(kit.text["basemap_water"]["licence"]) == {"CC BY 4.0"}
    parts = kit.text["quartiers"].set_index("quartier")["licence"]
    assert parts[39] == "CC BY 2.0, ODbL 1.0"
    assert kit.text["arrondissements"]["licence"].str.contains("ODbL 1.0").all()


def test_every_description_of_the_kit_says_whose_the_ground_is(kit: exports.Kit, tmp_path: Path) -> None:
    """In tiles, KML and the crate as on the page; the crate names the licences of a file's features."""
    exports.write(kit, tmp_path, ["kmz", "geojson"])
    assert "© OpenStreetMap contributors" in tiles.style(kit)["sources"][kit.week.name]["attribution"]
    (kmz,) = tmp_path.rglob("*.kmz")
    assert "© OpenStreetMap contributors" in zipfile.ZipFile(kmz).read("doc.kml").decode("utf-8")[:2000]
    crate = json.loads((tmp_path / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    (parts,) = (one for one in crate if one["@id"].endswith("quartiers.geojson"))
    assert parts["copyrightNotice"].endswith("Licence Ouverte 2.0, ODbL 1.0.")


def test_a_record_without_such_limits_is_read_as_it_is_drawn(sound: Dataset) -> None:
    """No drawing is copied where nothing follows a street."""
    record = reading.read(sound.folder)
    assert limits.drawings(record) == record.drawings
