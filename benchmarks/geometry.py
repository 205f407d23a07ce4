"""Measure how far the streets of the record are from the references: ``python benchmarks/geometry.py REFERENCE OPEN``.

Prints the tables of ``geometry.md`` and writes ``loose_ends.csv``: each end that meets no street, and why. REFERENCE holds what
serves for measuring only; OPEN holds today's net.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

import geopandas as gpd
import numpy as np
import shapely

from semaine_map.history import fronts, joining
from semaine_map.history.names import simplify
from semaine_map.record import limits, reading

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.tables import Columns

RECORD = Path(__file__).parent.parent / "geodata"
METRES = "EPSG:2154"
FAMILIES = ("CC BY 2.0", "Licence Ouverte 2.0", "ODbL 1.0", "CC BY-SA 4.0")
COLUMNS = (
    "arrondissement", "km of street per km²", "centre of 1888 from the line, median", "90 %",
    "other lines from today's ways, median",
)  # fmt: skip
LIMITS = (
    "along streets", "km", "on them", "median from them, drawn apart", "from the limits of 1860, drawn apart",
    "from the limits of 1860 now",
)  # fmt: skip
MEETS = (5, 10, 15)
"""Metres within which an end is counted as meeting another street."""

LOOSE = 10
"""Metres from any other street at which an end is said to be loose, and its reason is looked for."""

CORNER = 45
"""Metres from the next street within which an end stops short at a corner that was rebuilt, or at a place that is wide."""

AT = 3.0
"""Metres from an end within which lines of a plan come to it."""

ON = 12.0
"""Metres from a way of today within which the centre of a street of 1888 lies on it."""

FURTHER = 150
"""Metres around an end within which it is asked what is drawn."""

CLOSED = ("impasse", "cité", "cour", "villa", "cul-de-sac", "passage", "galerie")
OPEN = ("place", "square", "rond-point", "carrefour", "parvis", "champ")
GROUNDS = (
    ("wall", "the wall", 90), ("water", "the river or the canal", 60), ("railways", "a railway", 40), ("green", "a park", 70),
    ("buildings", "a church, a hospital or another great building", 40),
)  # fmt: skip
"""Layers beside which a street may end, what they are called, and within how many metres of the end they lie."""


def main(reference: Path, opened: Path) -> None:
    """Print every table."""
    streets = _lines()
    areas = gpd.read_file(reference / "quartiers_1860_soduco.geojson").to_crs(METRES).dissolve("arrond").geometry
    today = gpd.read_file(opened / "streets_today_osm.gpkg").to_crs(METRES)
    centres = _centres(reference)
    own = streets[streets["licence"] != "ODbL 1.0"]
    print(f"| {' | '.join(COLUMNS)} |")
    print("|---|---|---|---|---|")
    off = _from_centres(streets, centres)
    for number, area in sorted((int(str(name)), area) for name, area in areas.items()):
        length = streets.geometry.intersection(area).length.sum() / 1000
        named = [metres for where, metres, _ in off if where == number]
        beside = _from_net(own.geometry.intersection(area), today.geometry)
        print(
            f"| {number} | {length / (area.area / 1e6):.1f} | {np.median(named):.1f} m | {np.percentile(named, 90):.1f} m |"
            f" {np.median(beside):.1f} m |"
        )
    print("\n| licence | streets | with a centre of 1888 | median | 90 % |\n|---|---|---|---|---|")
    for family in FAMILIES:
        named = [metres for _, metres, row in off if streets["licence"][row] == family]
        count = int((streets["licence"] == family).sum())
        print(f"| {family} | {count} | {len(named)} | {np.median(named):.1f} m | {np.percentile(named, 90):.1f} m |")
    _network(streets, areas, _plans(opened), _later(reference))
    _one_by_one(streets, reference, off)
    _limits(streets, gpd.read_file(reference / "quartiers_1860_soduco.geojson").to_crs(METRES))


def _lines() -> gpd.GeoDataFrame:
    parts = [gpd.read_file(RECORD / "basemap" / f"{name}.geojson") for name in ("streets", "streets_osm")]
    return gpd.pd.concat(parts, ignore_index=True).to_crs(METRES)


def _plans(opened: Path) -> dict[str, np.ndarray]:
    """Return the lines that the streets of each licence are taken from."""
    files = {
        "CC BY 2.0": ["streets_1836_jacoubet.gpkg"],
        "Licence Ouverte 2.0": [f"{sample}_atlas_municipal_1888_voies.geojson" for sample in ("fsa", "bac", "p5")],
        "ODbL 1.0": ["streets_today_osm.gpkg"],
    }
    return {
        licence: np.concatenate([gpd.read_file(opened / name).to_crs(METRES).geometry.to_numpy() for name in names])
        for licence, names in files.items()
    }


def _later(reference: Path) -> gpd.GeoDataFrame:
    """Return the streets of the list of 1888 whose name is younger than May 1871, as points."""
    table = gpd.pd.read_csv(reference / "street_names_1888.csv")
    table = table[table["later"] & ~table["before_june_1871"] & table["wikidata_start"].notna()]
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs="EPSG:4326").to_crs(METRES)


def _centres(reference: Path) -> dict[str, list[tuple[int, shapely.Point]]]:
    centres: dict[str, list[tuple[int, shapely.Point]]] = defaultdict(list)
    with (reference / "street_names_1888.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    places = gpd.GeoSeries(gpd.points_from_xy([r["lon"] for r in rows], [r["lat"] for r in rows]), crs="EPSG:4326").to_crs(METRES)
    points = cast("list[shapely.Point]", list(places))
    for row, point in zip(rows, points, strict=True):
        centres[simplify(row["street"])].append((int(row["arr"]), point))
    return centres


def _from_centres(streets: gpd.GeoDataFrame, centres: dict[str, list[tuple[int, shapely.Point]]]) -> list[tuple[int, float, int]]:
    """Return arrondissement, metres and row of each street whose name has a centre within a kilometre."""
    found = []
    for row, (name, line) in enumerate(zip(streets["name"], streets.geometry, strict=True)):
        near = [(point.distance(line), where) for where, point in centres.get(simplify(name), ())]
        if near and min(near)[0] < 1000:
            metres, where = min(near)
            found.append((where, metres, row))
    return found


def _from_net(lines: gpd.GeoSeries, net: gpd.GeoSeries) -> np.ndarray:
    parts = [part for line in lines if not line.is_empty for part in shapely.get_parts(line) if part.length > 10]
    along = np.concatenate([shapely.line_interpolate_point(part, np.arange(5, part.length, 10)) for part in parts])
    return shapely.STRtree(net.to_numpy()).query_nearest(along, return_distance=True, all_matches=False)[1]


def _network(streets: gpd.GeoDataFrame, areas: gpd.GeoSeries, plans: dict[str, np.ndarray], later: gpd.GeoDataFrame) -> None:
    lines = streets.geometry.to_numpy()
    tree = shapely.STRtree(lines)
    ends = [(n, shapely.Point(line.coords[k])) for n, line in enumerate(lines) for k in (0, -1)]
    print(f"\n{len(lines)} streets, {len(ends)} ends. Of these meet no other street:")
    for metres in MEETS:
        alone = (not any(m != n for m in tree.query(point, predicate="dwithin", distance=metres)) for n, point in ends)
        loose = sum(one and not lines[n].is_closed for one, (n, _) in zip(alone, ends, strict=True))
        print(f"- within {metres} m: {loose} ({100 * loose / len(ends):.1f} %)")
    _explain(streets, tree, plans, later)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines)).tolist()))
    middles = np.array([face.representative_point() for face in faces])
    for title, numbers in (("1 to 11", range(1, 12)), ("12 to 20", range(12, 21))):
        ground = shapely.union_all([areas[area] for area in areas.index if int(area) in numbers])
        sizes = [face.area / 1e4 for face, middle in zip(faces, middles, strict=True) if ground.contains(middle)]
        print(f"- faces in {title}: {len(sizes)}, median {np.median(sizes):.2f} ha")


def _explain(streets: gpd.GeoDataFrame, tree: shapely.STRtree, plans: dict[str, np.ndarray], later: gpd.GeoDataFrame) -> None:
    """Print why the loose ends are loose, and write each with its reason."""
    grounds = [
        (gpd.read_file(RECORD / "basemap" / f"{layer}.geojson").to_crs(METRES).union_all(), reason, metres)
        for layer, reason, metres in GROUNDS
    ]
    found: list[tuple[str, shapely.Point, str, str]] = []
    lines = streets.geometry.to_numpy()
    squares = [
        shapely.Polygon(line.coords)
        for line, kind in zip(lines, streets["kind"], strict=True)
        if line.is_closed and kind == "square"
    ]
    trees = {licence: shapely.STRtree(plan) for licence, plan in plans.items()}
    for n, (name, line) in enumerate(zip(streets["name"], lines, strict=True)):
        for end in (shapely.Point(line.coords[0]), shapely.Point(line.coords[-1])):
            near = tree.query(end, predicate="dwithin", distance=LOOSE)
            if line.is_closed or any(m != n for m in near):
                continue
            reason, since = _reason(name.lower(), end, grounds), ""
            onward: list[BaseGeometry] = []
            if not reason and any(square.contains(end) for square in squares):
                reason = "inside a place that is drawn all round"
            if not reason and _is_blind(end, trees.get(streets["licence"][n])):
                reason = "blind on the plan, or in the net, that it is drawn from: houses, steps or fields"
            if not reason:
                onward = _onward(end, trees["ODbL 1.0"], lines[tree.query(end, predicate="dwithin", distance=FURTHER)])
                since = _met_since(end, onward, later)
                reason = "met by a street that was opened, or named, after May 1871" if since else ""
            if not reason and any(m != n for m in tree.query(end, predicate="dwithin", distance=CORNER)):
                reason = "short of a corner that was rebuilt since, or of a place that is wide"
            if not reason and onward:
                reason = "open to a street of today that is not drawn: younger, or its name is not known"
            found.append((name, end, reason or "not explained", since))
    counted = Counter(reason for _, _, reason, _ in found)
    print("\nOf the loose ends:")
    for reason, count in counted.most_common():
        print(f"- {reason}: {count} ({100 * count / (2 * len(lines)):.1f} % of all)")
    places = gpd.GeoSeries([end for _, end, _, _ in found], crs=METRES).to_crs("EPSG:4326")
    positions = cast("list[shapely.Point]", list(places))
    with (Path(__file__).parent / "loose_ends.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["street", "lon", "lat", "reason", "met_since"])
        rows = (
            (name, round(at.x, 5), round(at.y, 5), why, since) for (name, _, why, since), at in zip(found, positions, strict=True)
        )
        writer.writerows(sorted(rows))


def _is_blind(end: shapely.Point, plan: shapely.STRtree | None) -> bool:
    """Tell whether one line alone of ``plan`` comes to ``end``, and ends there."""
    if plan is None:
        return False
    near = plan.geometries[plan.query(end, predicate="dwithin", distance=AT)]
    ends = [shapely.Point(part.coords[k]) for line in near for part in shapely.get_parts(line) for k in (0, -1)]
    return len(near) == 1 and any(one.distance(end) < AT for one in ends)


def _onward(end: shapely.Point, net: shapely.STRtree, drawn: np.ndarray) -> list[BaseGeometry]:
    """Return what of the ways of today at ``end``, and of those straight on from them, is not drawn."""
    around = shapely.union_all(drawn).buffer(12)
    ways = [
        way for way in net.geometries[net.query(end, predicate="dwithin", distance=LOOSE)] if way.difference(around).length > 15
    ]
    more = [
        way for one in ways for way in net.geometries[net.query(one, predicate="touches")] if way.difference(around).length > 15
    ]
    straight = [way for way in more if any(_is_straight(one, way) for one in ways)]
    return [way.difference(around) for way in (*ways, *straight)]


def _is_straight(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Tell whether ``other`` goes on in the direction of ``one``, to about 20 degrees."""
    (x, y), (u, v) = ((way.coords[-1][0] - way.coords[0][0], way.coords[-1][1] - way.coords[0][1]) for way in (one, other))
    return abs(x * u + y * v) > 0.94 * float(np.hypot(x, y) * np.hypot(u, v))


def _met_since(end: shapely.Point, onward: list[BaseGeometry], later: gpd.GeoDataFrame) -> str:
    """Return name and year of the younger street of the list of 1888 that lies ``onward`` of ``end``, the nearest."""
    near = [shapely.intersection(way, end.buffer(FURTHER)) for way in onward]
    on = [(end.distance(at), n) for n, at in enumerate(later.geometry) if any(way.distance(at) < ON for way in near)]
    if not on:
        return ""
    row = later.iloc[min(on)[1]]
    return f"{row['street']} ({row['wikidata_start'][:4]})"


def _reason(name: str, end: shapely.Point, grounds: list[tuple[BaseGeometry, str, int]]) -> str:
    """Return why a street may end where it does, by what it is or what lies there; empty where nothing says."""
    if name.startswith(CLOSED):
        return "an impasse, a court or a passage through houses"
    if name.startswith(OPEN):
        return "an open square"
    return next((f"at {reason}" for ground, reason, metres in grounds if ground.distance(end) < metres), "")


def _one_by_one(streets: gpd.GeoDataFrame, reference: Path, off: list[tuple[int, float, int]]) -> None:
    rows = {name: row for row, name in enumerate(streets["id"])}
    metres = {row: apart for _, apart, row in off}
    print("\n| street | was off by (median) | drawn from now | precision | centre of 1888 from the line |\n|---|---|---|---|---|")
    with next(reference.glob("street_offsets_*.csv")).open(encoding="utf-8") as file:
        for measured in csv.DictReader(file):
            row = rows[measured["id"]]
            apart = f"{metres[row]:.0f} m" if row in metres else "not in the list"
            licence, precision = streets["licence"][row], streets["precision_m"][row]
            print(f"| {measured['name']} | {measured['named_med']} m | {licence} | {precision} m | {apart} |")


def _limits(streets: gpd.GeoDataFrame, quartiers: gpd.GeoDataFrame) -> None:
    """Print how far limits and the military road lie from their streets and from 1860, drawn apart and as they run."""
    record = reading.read(RECORD)
    drawn, runs = (_edges(drawings) for drawings in (record.drawings, limits.drawings(record)))
    railways = gpd.read_file(RECORD / "basemap" / "railways.geojson").to_crs(METRES)
    lines = {name: line for layer in (streets, railways) for name, line in zip(layer["id"], layer.geometry, strict=True)}
    water = gpd.read_file(RECORD / "basemap" / "water.geojson").to_crs(METRES).union_all().buffer(40)
    measure = quartiers.boundary.union_all()
    print(f"\n| {' | '.join(LIMITS)} |\n|---|---|---|---|---|---|")
    for kind in ("arrondissement", "quartier", "military-road"):
        rows = [n for n, along in enumerate(runs["along"]) if isinstance(along, list) and runs["kind"][n] == kind]
        apart, now = ([_points(cast("shapely.LineString", frame.geometry[n]), water) for n in rows] for frame in (drawn, runs))
        named = [shapely.union_all([lines[name] for name in runs["along"][n] if name in lines]) for n in rows]
        off, on = (np.concatenate(list(map(shapely.distance, points, named))) for points in (apart, now))
        known = ["–", "–"]  # of the road there is no measure
        if kind != "military-road":
            metres = [shapely.distance(np.concatenate(points), measure) for points in (apart, now)]
            known = [f"{np.median(one):.1f} m, 95 %: {np.percentile(one, 95):.0f} m" for one in metres]
        length = sum(runs.geometry[n].length for n in rows) / 1000
        print(f"| {kind} | {length:.1f} | {100 * (on < 0.5).mean():.0f} % | {np.median(off):.1f} m | {known[0]} | {known[1]} |")
    areas = gpd.GeoSeries(joining.join(record).tables["quartiers"]["geometry"], crs="EPSG:4326").to_crs(METRES)
    theirs = quartiers.sort_values("num_quart").geometry.to_numpy()
    shared = [100 * own.intersection(other).area / other.area for own, other in zip(areas, theirs, strict=True)]
    print(f"\nOf a quartier of 1860 the same one here holds {np.median(shared):.1f} % (median), {min(shared):.1f} % at least.")
    for table in ("fronts", "columns"):
        along = record.tables[table].columns["along"]
        run = _near(fronts.lines_through(record, table), streets)
        record.tables[table].columns["along"] = [""] * len(along)
        straight = _near(fronts.lines_through(record, table), streets)
        print(f"- {table}: {straight:.0f} % within 10 m of a street where every stretch is straight, {run:.0f} % as they run")


def _near(ways: Columns, streets: gpd.GeoDataFrame) -> float:
    """Return how much of ``ways`` lies within ten metres of a street, per cent."""
    lines = cast("list[shapely.LineString]", list(gpd.GeoSeries(ways["geometry"], crs="EPSG:4326").to_crs(METRES)))
    points = np.concatenate([shapely.line_interpolate_point(line, np.arange(10, line.length, 20)) for line in lines])
    tree = shapely.STRtree(streets.geometry.to_numpy())
    return 100 * float((tree.query_nearest(points, return_distance=True, all_matches=False)[1] < 10).mean())


def _edges(drawings: dict[str, Drawing]) -> gpd.GeoDataFrame:
    features = [feature for layer in ("boundaries", "wall") for feature in drawings[layer].features]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326").to_crs(METRES)


def _points(line: shapely.LineString, without: shapely.Geometry) -> np.ndarray:
    """Return points of ``line``, ten metres apart, that are not on ``without``."""
    points = shapely.line_interpolate_point(line, np.arange(5, max(line.length, 6), 10))
    return points[~shapely.intersects(points, without)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
