"""Draw every street of May 1871 along the best line there is for it, and write the tables that name them."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
import opened
import shapely
from follow import covered, follow, points
from lead import lead_on
from lines import SAME, aside, is_parallel, join, like, longest, overlap, side_of
from pyproj import Transformer

from semaine_map.history import territory
from semaine_map.history.names import simplify
from semaine_map.record import reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry


LICENCES = {
    "own": "CC BY-SA 4.0",
    "1836": "CC BY 2.0",
    "1888": "Licence Ouverte 2.0",
    "today": "ODbL 1.0",
}
SOURCES = {
    "1836": "GeoHistoricalData, Paris street networks, plan of Jacoubet 1836 (doi 10.7910/DVN/CCESX4): {name}",
    "1888": "PEGAZUS (LASTIG, IGN), Atlas municipal 1888: {name}",
    "today": "© OpenStreetMap contributors, ways {ways}",
}
PRECISION = {"own": 40, "1836": 10, "1888": 10, "today": 10}
"""Metres within which the line of 1871 lies: the plans are right to 1-3 m, and a street has been widened here and there since."""

ROUGH = 50
"""Metres within which nine in ten lines of the first drawing lie that no plan and no way of today could replace."""

MIDLINE_PRECISION = 15
"""Metres of a line drawn midway between two carriageways of today."""

SHORTEST = 25.0
"""Metres of the shortest street that is added."""

ASTRAY = 60.0
"""Metres by which the first drawing of a street may be off where a plan has a line of the same name."""

NEAR = 60.0
"""Metres between two lines of one name that are one street."""

TOLERANCE = 1.2
"""Metres by which a line may be simplified: what five decimals of a degree can tell."""

BIG = {"primary", "secondary", "trunk", "tertiary"}
"""Classes of today's ways that may have two carriageways."""

EVIDENCE = ("Dated names:", "On the plans of 1836 and 1888", "On the plan of 1888", "On the plan of 1836 and among today's ways")
"""How the note of a street begins that this tool has added to the table."""

UNDRAWN = "; where it ran is not drawn yet"
"""How the note of a street ends that has a name and an arrondissement, and no line."""

LONGER = 1.03
"""How many times longer a line is than that of the same street which it takes the place of."""

WEEK = "1871-05-21"
STANDING = "1871-05-28"

KINDS = {
    "boulevard": "boulevard", "avenue": "avenue", "quai": "quay", "place": "square", "square": "square", "carrefour": "square",
    "passage": "passage", "impasse": "passage", "cour": "passage", "cité": "passage", "ruelle": "passage", "galerie": "passage",
    "villa": "passage", "cul-de-sac": "passage", "allée": "passage", "pont": "bridge", "sentier": "passage",
}  # fmt: skip


@dataclass(slots=True)
class Street:
    """One street as it is drawn: its line in metres, and what the tables say of it."""

    id: str
    name: str
    kind: str
    line: shapely.LineString
    origin: str
    source: str
    precision: int
    dated: bool = True
    through: list[str] | None = None
    row: dict[str, str] = field(default_factory=dict)
    junctions: list[tuple[float, ...]] = field(default_factory=list)


class Drawn(NamedTuple):
    """A line in metres, which net it is from, and the words that credit it."""

    line: shapely.LineString
    origin: str
    source: str


class City:
    """The streets drawn so far, and the nets that they are taken from."""

    def __init__(self, open_folder: Path, record: Path, tables: Path) -> None:
        """Read the open nets, the record's tables and what was found out about each street (``tables``)."""
        self.today, self.classes = opened.today(open_folder)
        self.of_1836 = opened.of_1836(open_folder)
        self.of_1888 = opened.of_1888(open_folder)
        self.dated = opened.dated(open_folder)
        self.items: dict[str, list[str]] = defaultdict(list)
        for item, names in self.dated.items():
            for one in names:
                if item not in self.items[simplify(one.name)]:
                    self.items[simplify(one.name)].append(item)
        self.parts: dict[str, int] = {}
        seen: dict[str, int] = defaultdict(int)
        for n, edge in enumerate(self.today.edges):
            self.parts[f"{edge.origin}/{seen[edge.origin]}"] = n
            seen[edge.origin] += 1
        self.tables = tables
        self.record = record
        self.to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
        self.streets: dict[str, Street] = {}
        self.known: set[str] = set()
        self.areas = _areas(record)
        self.tabled: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
        for row in _rows(record / "streets.csv"):
            for name in {simplify(row["name_1871"]), *map(simplify, row["variants"].split("|"))} - {""}:
                self.tabled[name].append((row["street_id"], set(row["arrondissements"].split())))

    def ways(self) -> list[dict[str, str]]:
        """Return the ways through today's net that ``find`` has named."""
        return _rows(self.tables / "ways.csv")

    def line_of(self, ways: str) -> tuple[shapely.LineString, int]:
        """Return the line along ``ways`` of today, midway between carriageways where there are two, and its precision."""
        edges = [self.parts[one] for one in ways.split()]
        line = self.today.joined(edges)
        middle = self._midline(edges, line)
        return (line, PRECISION["today"]) if middle is None else (middle, MIDLINE_PRECISION)

    def _midline(self, edges: Sequence[int], line: shapely.LineString) -> shapely.LineString | None:
        """Return the line midway between ``line`` and the other carriageway; None where there is none beside most of it."""
        if not {self.classes[self.today.edges[n].origin] for n in edges} & BIG:
            return None
        taken, beside = set(edges), []
        for n in self.today.edges_near(line, 40):
            edge = self.today.edges[n]
            if n in taken or self.classes[edge.origin] not in BIG or edge.line.length < 12:
                continue
            apart = shapely.distance(points(edge.line, 5), line)
            if apart.max() <= 40 and float(np.median(apart)) > 4 and is_parallel(edge.line, line):
                beside.append(edge.line)
        if not beside:
            return None
        other = shapely.union_all(beside)
        along = points(line, 8.0)
        apart = shapely.distance(along, other)
        has = apart < 42
        if float(np.mean(has)) < 0.5:
            return None
        moved = []
        for n, point in enumerate(along):
            near = shapely.ops.nearest_points(point, other)[1]
            side = side_of(line, point, near) if has[n] else 0.0
            moved.append((side * min(apart[n], 42) / 2, has[n]))
        signs = np.array([offset for offset, there in moved if there])
        if abs(float(np.sign(signs).mean())) < 0.7:
            return None
        offsets = np.interp(np.arange(len(along)), np.flatnonzero(has), [offset for offset, there in moved if there])
        window = np.ones(5) / 5
        smooth = np.convolve(np.pad(offsets, 2, mode="edge"), window, mode="valid")
        places = [aside(line, point, float(offset)) for point, offset in zip(along, smooth, strict=True)]
        return cast("shapely.LineString", shapely.LineString(places).simplify(2.0))

    def best(self, guide: shapely.LineString) -> tuple[shapely.LineString, str, str] | None:
        """Return the line of 1836 or 1888 that runs where the whole of ``guide`` does, its origin and names, if one does."""
        for net, origin in ((self.of_1836, "1836"), (self.of_1888, "1888")):
            if covered(guide, net, SAME) < 0.97:
                continue
            way = follow(net, guide, 18.0)
            if way is None or way.worst_m > 16 or abs(way.line.length - guide.length) > 30:
                continue
            names = list(dict.fromkeys(name for n in way.edges if (name := net.edges[n].origin)))
            return way.line, origin, ", ".join(names[:3])
        return None

    def is_drawn(self, line: shapely.LineString, share: float = 0.5) -> bool:
        """Tell whether more than ``share`` of ``line`` is drawn already, as part of another street; a square is none."""
        along = points(line, 6.0)
        inner = along[2:-2] if len(along) > 6 else along[1:-1] if len(along) > 2 else along
        near = [one.line for one in self.streets.values() if one.kind != "square" and one.line.distance(line) < SAME]
        if not near:
            return False
        hit = np.zeros(len(inner), dtype=bool)
        for one in near:
            if overlap(one, line):
                hit |= shapely.distance(inner, one) < SAME
        return float(np.mean(hit)) > share

    def told(self, name: str, item: str = "") -> dict[str, str]:
        """Return what the dated names say of the street ``name`` of May 1871: its name today, since when, and on whose word."""
        items = [item] if item else self.items.get(simplify(name), [])
        if len(items) != 1:
            return {}
        later = [one for one in self.dated[items[0]] if one.start > STANDING and simplify(one.name) != simplify(name)]
        row = {"note": f"{EVIDENCE[0]} Wikidata {items[0]}"}
        if later:
            latest = later[-1]
            row |= {"name_today": _capital(latest.name), "renamed": latest.start, "renamed_word": f"Wikidata {items[0]}"}
        else:
            row["name_today"] = _capital(name)
        return row

    def id_of(self, name: str, arrondissements: str, line: shapely.LineString) -> str:
        """Return the id of the street ``name``: the record's own, or a new one, numbered where that is taken."""
        for one, where in self.tabled.get(simplify(name), ()):
            if one in self.streets or one in self.known:
                continue
            if not where or any(self.areas[int(number)].distance(line) < NEAR for number in where):
                return one
        arrondissement = arrondissements.split(maxsplit=1)[0]
        told = {one for ids in self.tabled.values() for one, _ in ids}
        plain = (
            unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe")).encode("ascii", "ignore").decode().lower()
        )
        slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        for one in (slug, f"{slug}-{arrondissement}", *(f"{slug}-{arrondissement}-{n}" for n in range(2, 20))):
            if one not in self.streets and one not in self.known and one not in told:
                return one
        raise ValueError(slug)

    def draw(self) -> None:
        """Draw the streets that the record has, then those of 1836, of 1888 and of today's net that it lacked."""
        first = json.loads((self.tables / "first_drawing.geojson").read_text(encoding="utf-8"))["features"]
        self.known = {feature["properties"]["id"] for feature in first}
        by_id = {way["street_id"]: way["ways"] for way in self.ways() if way["street_id"]}
        planned = {told["street_id"]: told for told in _rows(self.tables / "kept_1836.csv") if told["street_id"]}
        for feature in first:
            name = feature["properties"]["id"]
            self._redraw(feature, by_id.get(name), planned.get(name))
        self._add_1836()
        self._add_1888()
        self._add_today()
        self._add_ring()
        streets = list(self.streets.values())
        lead_on(streets, {"1836": self.of_1836, "1888": self.of_1888, "today": self.today})
        join(streets)

    def _redraw(self, feature: dict[str, Any], ways: str | None, planned: dict[str, str] | None) -> None:
        told = feature["properties"]
        own = shapely.LineString([self.to_metres.transform(*position[:2]) for position in feature["geometry"]["coordinates"]])
        precision = max(ROUGH, int(told["precision_m"]))
        street = Street(told["id"], told["name"], told["kind"], own, "own", told["source"], precision)
        street.through = told["through"]
        if planned:
            line = self.of_1836.joined([int(n) for n in planned["edges"].split()])
            street.line, street.origin, street.precision = like(line, own), "1836", PRECISION["1836"]
            street.source, street.through = SOURCES["1836"].format(name=planned["name_1836"]), None
        elif ways:
            line, precision = self.line_of(ways)
            line = like(line, own)
            found = self.best(line)
            if found:
                street.line, street.origin = like(found[0], own), found[1]
                street.source, street.precision = SOURCES[found[1]].format(name=found[2]), PRECISION[found[1]]
            else:
                street.line, street.origin, street.precision = line, "today", precision
                street.source = SOURCES["today"].format(ways=_ways(ways))
            street.through = None
        elif found := self._by_name(street):
            street.line, street.origin = like(found[0], own), found[1]
            street.source, street.precision = SOURCES[found[1]].format(name=found[2]), PRECISION[found[1]]
            street.through = None
        self.streets[street.id] = street

    def _by_name(self, street: Street) -> tuple[shapely.LineString, str, str] | None:
        """Return the line of 1836 or 1888 that has the name of ``street`` and lies along its own, its origin and its name."""
        key = simplify(street.name)
        for net, origin in ((self.of_1836, "1836"), (self.of_1888, "1888")):
            edges = [n for n in net.edges_near(street.line, ASTRAY) if simplify(net.edges[n].origin) == key]
            if not edges:
                continue
            line = longest(net, edges)
            apart = shapely.distance(points(street.line), line)
            if apart.max() <= ASTRAY and 0.85 < line.length / street.line.length < 1.15:
                return line, origin, net.edges[edges[0]].origin
        return None

    def _add_1836(self) -> None:
        for told in _rows(self.tables / "kept_1836.csv"):
            if told["street_id"]:
                continue
            line = self.of_1836.joined([int(n) for n in told["edges"].split()])
            name = _name(told["name_1871"])
            source = SOURCES["1836"].format(name=told["name_1836"])
            note = {"1888": EVIDENCE[1], "today": EVIDENCE[3]}.get(told["evidence"], told["evidence"])
            self._add(name, Drawn(line, "1836", source), dated=True, item=told["item"], note=note)

    def _add_1888(self) -> None:
        by_name: dict[str, list[int]] = defaultdict(list)
        for n, edge in enumerate(self.of_1888.edges):
            if edge.origin:
                by_name[edge.origin].append(n)
        for name in sorted(by_name):
            standing = self.stood(name)
            if standing is None:
                continue
            line = longest(self.of_1888, by_name[name])
            self._add(_name(name), Drawn(line, "1888", SOURCES["1888"].format(name=name)), dated=standing)

    def stood(self, name: str) -> bool | None:
        """Tell whether ``name`` was a street's in May 1871: True, None for no, False where nothing dates it."""
        key = simplify(name)
        names = [one for item in self.items.get(key, []) for one in self.dated[item] if simplify(one.name) == key]
        if any(one.start and one.start <= WEEK and not (one.end and one.end < WEEK) for one in names):
            return True
        if names and all(one.start > STANDING for one in names):
            return None
        return False

    def _add_today(self) -> None:
        for way in self.ways():
            if way["street_id"]:
                continue
            line, precision = self.line_of(way["ways"])
            source = SOURCES["today"].format(ways=_ways(way["ways"]))
            street = self._add(_name(way["name"]), Drawn(line, "today", source), dated=way["dated"] == "yes")
            if street is not None and way["evidence"]:
                street.row["note"] = way["evidence"]
            if street is not None:
                street.precision = precision

    def _add_ring(self) -> None:
        """Add what is left of the boulevards along the wall, as the record draws the military road."""
        road = {junction: (float(lon), float(lat)) for junction, lon, lat in self._junctions("rue-militaire--")}
        for told in _rows(self.tables / "ring.csv"):
            names = self._along_wall(told["from"], told["to"])
            line = shapely.LineString([self.to_metres.transform(*road[name]) for name in names])
            street = self._add(told["name"], Drawn(line, "own", "the military road in wall.geojson"), dated=True)
            if street is not None:
                street.through, street.precision = names, 40

    def _junctions(self, prefix: str) -> Iterable[tuple[str, str, str]]:
        for row in _rows(self.record / "junctions.csv"):
            if row["junction_id"].startswith(prefix):
                yield row["junction_id"], row["lon"], row["lat"]

    def _along_wall(self, start: str, end: str) -> list[str]:
        """Return the junctions of the military road from gate to gate."""
        for feature in json.loads((self.record / "basemap" / "wall.geojson").read_text(encoding="utf-8"))["features"]:
            names = feature["properties"]["through"]
            ends = [f"rue-militaire--{name}" for name in (start, end)]
            if all(name in names for name in ends):
                first, last = sorted(map(names.index, ends))
                return list(names[first : last + 1])
        raise ValueError(start)

    def _add(self, name: str, drawn: Drawn, *, dated: bool, item: str = "", note: str = "") -> Street | None:
        """Add a street that is not drawn yet, or draw the whole of one that is drawn in part, and return it."""
        line, origin, source = drawn
        key, arrondissement = simplify(name), self.arrondissement(line)
        near = [one for one in self.streets.values() if simplify(one.name) == key and one.line.distance(line) < NEAR]
        if origin == "today" and len(near) == 1 and line.length > LONGER * near[0].line.length and _covers(line, near[0].line):
            near[0].line, near[0].origin = like(line, near[0].line), origin
            near[0].source, near[0].precision, near[0].through = source, PRECISION[origin], None
            return near[0]
        kind = KINDS.get(
            re.split(r"[ ’']", name.lower())[0], "faubourg" if name.lower().startswith("rue du faubourg") else "street"
        )
        around = origin == "today" and kind == "square"
        if line.length < SHORTEST or not arrondissement or near or (not around and self.is_drawn(line)):
            return None
        told = {"note": note, **self.told(name, item)}
        if not dated:
            told = {"note": f"{EVIDENCE[2]}; nothing read dates it before May 1871"}
        street = Street(self.id_of(name, arrondissement, line), name, kind, line, origin, source, PRECISION[origin], dated)
        street.row = {"name_1871": name, "existed_1871": "yes", "kind": kind, "arrondissements": arrondissement, **told}
        self.streets[street.id] = street
        return street

    def arrondissement(self, line: shapely.LineString) -> str:
        """Return the numbers of the arrondissements that ``line`` crosses for 30 metres or more, the longest first."""
        found = [(area.intersection(line).length, number) for number, area in self.areas.items()]
        return " ".join(str(number) for length, number in sorted(found, reverse=True) if length > min(30, line.length / 2))


def _covers(line: shapely.LineString, part: shapely.LineString) -> bool:
    """Tell whether ``part`` runs along ``line`` for most of its length."""
    return float(np.mean(shapely.distance(points(part, 6.0), line) < SAME)) > 0.8


def _areas(folder: Path) -> dict[int, BaseGeometry]:
    """Return the arrondissements of the record in ``folder``, metres, by number."""
    record = reading.read(folder)
    parts = territory.arrondissements(record, territory.quartiers(record))
    to_metres = Transformer.from_crs(opened.DEGREES, opened.METRES, always_xy=True)
    shapes = [
        shapely.transform(area, lambda xy: np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1]))) for area in parts["geometry"]
    ]
    return dict(zip(parts["arrondissement"].tolist(), shapes, strict=True))


def _ways(ways: str) -> str:
    return " ".join(dict.fromkeys(one.split("/")[0] for one in ways.split()))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


_LITTLE = {"rue", "de", "du", "des", "la", "le", "les", "aux", "au", "à", "d'", "l'"}


def _name(name: str) -> str:
    """Return ``name`` as the record spells it: what stands behind the article is one word, joined by hyphens.

    >>> _name("rue De La Fontaine Aux Clercs")
    'Rue de la Fontaine-aux-Clercs'
    """
    words = [_small(word) for word in _capital(name.replace("’", "'").strip()).split()]
    behind = next((n for n, word in enumerate(words) if n and word not in _LITTLE), len(words))
    return " ".join([_capital(words[0]), *words[1:behind], "-".join(words[behind:])]).strip()


def _small(word: str) -> str:
    if word.lower() in _LITTLE:
        return word.lower()
    return re.sub(r"^([LD])'(.)", lambda found: f"{found[1].lower()}'{found[2].upper()}", ACCENTS.get(word, word))


ACCENTS = {"Soeur": "Sœur", "Jesus": "Jésus", "Etoile": "Étoile", "Hopital": "Hôpital", "Sante": "Santé"}
"""Words that the plan of 1888 writes without their accents."""
