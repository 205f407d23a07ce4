"""From a name of 1871, a name of today or a street number to positions, each with its radius and how well it answers."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from semaine_map.errors import PlaceNotFoundError
from semaine_map.history.corners import meeting
from semaine_map.history.names import NOWHERE, RULES, City, Name, Query, is_own_name, names_at_corner, parse, parse_name
from semaine_map.history.streets import Street, streets_of
from semaine_map.record.crs import transformer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from semaine_map.record.basemap import Drawing
    from semaine_map.record.tables import Columns

SCORES = RULES["scores"]
MOST_CANDIDATES = 20
MOST_REMEMBERED = 10_000
"""Unknown names whose neighbours are remembered."""

SAME_WITHIN_M = 50
"""A place of the name of a street, this near to its line, is that street."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is: degrees WGS 84, a radius in metres that holds it, and how it was found.

    ``score`` is 1 for the very name of 1871, and less the farther what was asked is from it; ``others`` are the further answers.
    """

    name_1871: str
    name_today: str
    lon: float
    lat: float
    precision_m: int
    method: str
    kind: str = "address"
    place_id: str | None = None
    street_id: str | None = None
    renamed: str = ""
    score: float = 1.0
    others: tuple[Position, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Entry:
    """One name of one thing: a street, or a place."""

    name: Name
    role: str  # then, variant, today or shop_today
    thing: Street | Position


class Gazetteer:
    """The places and streets of a record, by every name they have."""

    def __init__(
        self, tables: Mapping[str, Columns], drawings: Mapping[str, Drawing], metric_crs: str, city: City = NOWHERE
    ) -> None:
        """Index the places and streets of the ``tables`` of a record, with the lines of its ``drawings``.

        The record must have passed ``checks.check``; lengths are in the metres of ``metric_crs``. Addresses may end with the
        name of ``city``.
        """
        self._city = city
        self._metres = transformer(metric_crs)
        self.streets = streets_of(tables, drawings, self._metres)
        self._by_place = {place.place_id: place for place in _places(tables["places"])}
        self._by_key: dict[str, list[_Entry]] = {}
        self._by_core: dict[str, list[_Entry]] = {}
        self._near_cores: dict[str, list[tuple[str, float]]] = {}
        self._twins = self._join_squares()
        for entry in self._entries(tables["aliases"]):
            for key in dict.fromkeys((entry.name.key, f"{entry.name.key} {entry.name.qualifier}".strip())):
                self._by_key.setdefault(key, []).append(entry)
            self._by_core.setdefault(entry.name.core, []).append(entry)

    def locate(self, query: str, year: int | None = None) -> Position:
        """Return the best answer to ``query``: a place, a street, or an address such as ``31 rue du Bac``.

        An exact name comes before a similar one, a name of 1871 before one of today; what else has that name is in ``others``.
        With a ``year``, a name that was given later or had gone counts for less.

        Raises:
            PlaceNotFoundError: nothing has that name; it suggests names that come near.
        """
        found = self.candidates(query, year)
        answers = [one for one in found if one.score >= SCORES["answer"]]
        if not answers:
            raise PlaceNotFoundError(query, [one.name_1871 for one in found[:3]])
        return replace(answers[0], others=tuple(answers[1:]))

    def candidates(self, query: str, year: int | None = None, limit: int = MOST_CANDIDATES) -> list[Position]:
        """Return what ``query`` may mean, the likeliest first, each with its ``score``; those below 0.7 are only suggestions."""
        best: dict[int, tuple[float, int, _Entry, Query]] = {}
        for asked in parse(query, self._city):
            for score, entry in self._matches(asked, year):
                key = id(entry.thing)
                if key not in best or score > best[key][0]:
                    best[key] = (score, len(best), entry, asked)
            if any(score >= SCORES["sure"] for score, *_ in best.values()):
                break
        ranked = sorted(best.values(), key=lambda one: (-one[0], *_rank(one[2]), one[1]))
        found = list(islice(self._positions(ranked), limit))
        corner = self._corner(query, year)
        if corner is None:
            return found
        # A place of the record that bears the very name, with all that is told of it, is the better answer.
        sure = sum(1 for _ in takewhile(lambda one: one.place_id is not None and one.score >= SCORES["sure"], found))
        return [*found[:sure], corner, *found[sure:]][:limit]

    def _corner(self, query: str, year: int | None) -> Position | None:
        """Return the corner of the two streets that ``query`` names, if it names two and they meet."""
        names = names_at_corner(query, self._city)
        if names is None:
            return None
        streets, others = ([*self._called(name, year)] for name in names)
        best: tuple[float, Position] | None = None
        for score, street in streets:
            for other_score, other in others:
                both = score * other_score
                if street is other or (best and both <= best[0]) or (met := meeting(street, other)) is None:
                    continue
                lon, lat, radius = met
                then, now = (
                    f"{one} / {two[:1].lower()}{two[1:]}"
                    for one, two in ((street.name_1871, other.name_1871), (street.name_today, other.name_today))
                )
                position = Position(then, now, round(lon, 5), round(lat, 5), radius, "crossing", "crossing")
                best = both, replace(position, score=round(both, 3))
        return best[1] if best else None

    def _called(self, name: str, year: int | None) -> Iterable[tuple[float, Street]]:
        """Yield the lines of the streets that ``name`` may mean, each with its score."""
        for score, entry in self._matches(Query(parse_name(name)), year):
            if isinstance(entry.thing, Street) and score >= SCORES["answer"]:
                for part in (entry.thing, *entry.thing.parts):
                    yield score, part

    def address(self, street_id: str, number: int | None) -> Position:
        """Return the position of a house, or of a whole street."""
        return self._in_street(self.streets[street_id], number, "")

    def place(self, place_id: str) -> Position:
        """Return the position of a place of the record by its id."""
        return self._by_place[place_id]

    def squares(self) -> dict[str, list[str]]:
        """Return the places that are streets too, by the id of the street, the more precise first."""
        return {street: [str(place.place_id) for place in places] for street, places in self._twins.items()}

    def street_names(self) -> list[str]:
        """Return the names of 1871 of the streets."""
        return [street.name_1871 for street in self.streets.values()]

    def _positions(self, ranked: Iterable[tuple[float, int, _Entry, Query]]) -> Iterable[Position]:
        """Return each of ``ranked`` once: a square that is a street and a place is one, and so are the parts of one street."""
        given: set[int] = set()
        for score, _, entry, asked in ranked:
            thing = entry.thing
            if id(thing) in given:
                continue
            given.add(id(thing))
            if isinstance(thing, Position):
                found = thing
            else:
                parts = [thing, *thing.parts]
                twins = self._twins.get(thing.street_id, [])
                given |= {id(part) for part in parts}
                found = min((self._in_street(part, asked.number, asked.suffix) for part in parts), key=_radius)
                if asked.number is not None and entry.role == "today" and entry.name.qualifier:
                    # "Avenue Ledru-Rollin (part)": its numbers of today are not those of this part, and may be of the rest.
                    whole = self._in_street(thing, None, "")
                    reach = RULES["part_reach"] * whole.precision_m
                    found = replace(found, lon=whole.lon, lat=whole.lat, precision_m=reach, method=whole.method)
                if twins:
                    found = _as_place(found, thing, twins[0])
            yield replace(found, score=round(score, 3))

    def _matches(self, asked: Query, year: int | None) -> list[tuple[float, _Entry]]:
        """Return the names that ``asked`` may mean, each with its score."""
        name = asked.name
        if not name.core:
            return []
        found = self._named(name, asked, year)
        if any(score >= SCORES["enough"] for score, _ in found):
            return found
        for core, similarity in self._nearest(name.core):
            nearness = SCORES["similar"] * similarity
            # Short names, and those that begin otherwise, are other names more often than slips of the pen.
            if min(len(core), len(name.core)) < RULES["shortest_similar"] or core[0] != name.core[0]:
                nearness = min(nearness, SCORES["answer"] - 0.05)
            found += [(nearness * _weight(entry, asked, year), entry) for entry in self._by_core[core]]
        return found or self._holding(asked, year)

    def _nearest(self, core: str) -> list[tuple[str, float]]:
        """Return the names that are spelled nearly like ``core``, each with how nearly; a table asks for one in many rows."""
        if core not in self._near_cores:
            if len(self._near_cores) >= MOST_REMEMBERED:
                self._near_cores.clear()
            found = process.extract(
                core, self._cores, scorer=OSA.normalized_similarity, score_cutoff=SCORES["nearest"], limit=MOST_CANDIDATES
            )
            self._near_cores[core] = [(other, similarity) for other, similarity, _ in found if other != core]
        return self._near_cores[core]

    def _named(self, name: Name, asked: Query, year: int | None) -> list[tuple[float, _Entry]]:
        """Return what bears that very name, of any kind of way; as a last try with its words written in one."""
        named = [*self._by_core.get(name.core, ()), *self._by_key.get(name.key, ())]
        found = [(_weight(entry, asked, year), entry) for entry in dict.fromkeys(named)]
        if not found:
            joined = self._joined.get(name.core.replace(" ", ""), ())
            found = [(SCORES["joined"] * _weight(entry, asked, year), entry) for entry in joined]
        return found

    def _holding(self, asked: Query, year: int | None) -> list[tuple[float, _Entry]]:
        """Return the names that hold every word asked for, the last perhaps only begun: suggestions."""
        words = asked.name.core.split()
        vocabulary, holding = self._words
        begun: set[str] = set()
        for word in vocabulary[bisect_left(vocabulary, words[-1]) :]:
            if not word.startswith(words[-1]):
                break
            begun |= holding[word]
        found = []
        for core in sorted(begun.intersection(*(holding.get(word, set()) for word in words[:-1]))):
            score = SCORES["part"] + SCORES["part_of"] * len(words) / len(core.split())
            found += [(score * _weight(entry, asked, year), entry) for entry in self._by_core[core]]
        return found

    @cached_property
    def _words(self) -> tuple[list[str], dict[str, set[str]]]:
        """Return every word of a name in order, and the names that hold it."""
        holding: dict[str, set[str]] = {}
        for core in self._by_core:
            for word in core.split():
                holding.setdefault(word, set()).add(core)
        return sorted(holding), holding

    @cached_property
    def _cores(self) -> list[str]:
        return list(self._by_core)

    @cached_property
    def _joined(self) -> dict[str, list[_Entry]]:
        joined: dict[str, list[_Entry]] = {}
        for core, entries in self._by_core.items():
            joined.setdefault(core.replace(" ", ""), []).extend(entries)
        return joined

    def _entries(self, aliases: Columns) -> Iterable[_Entry]:
        for street in self.streets.values():
            for role, names in (
                ("then", [street.name_1871]),
                ("variant", street.variants),
                ("today", [street.name_today]),
            ):
                for name in names:
                    if name and (role == "then" or parse_name(name) != parse_name(street.name_1871)):
                        yield _Entry(parse_name(name), role, street)
        streets = {twin.place_id: self.streets[street] for street, twins in self._twins.items() for twin in twins}
        for place in self._by_place.values():
            thing = streets.get(place.place_id, place)
            if thing is place:
                yield _Entry(parse_name(place.name_1871), "then", thing)
            today = parse_name(place.name_today)
            if today.core and today != parse_name(place.name_1871):
                yield _Entry(today, "today" if is_own_name(place.name_today, place.kind) else "shop_today", thing)
        for alias, place_id in zip(aliases["alias"], aliases["place_id"], strict=True):
            if place_id:
                yield _Entry(parse_name(alias), "variant", self._by_place[place_id])

    def _join_squares(self) -> dict[str, list[Position]]:
        """Return the places that are streets too, by the street: each of them is one answer."""
        named: dict[Name, list[Position]] = {}
        for place in self._by_place.values():
            if place.kind in RULES["own_name_kinds"]:
                named.setdefault(parse_name(place.name_1871), []).append(place)
        twins: dict[str, list[Position]] = {}
        for street in self.streets.values():
            for place in named.get(parse_name(street.name_1871), ()):
                if street.distance_from(place.lon, place.lat) <= place.precision_m + SAME_WITHIN_M:
                    twins.setdefault(street.street_id, []).append(place)
            twins.get(street.street_id, []).sort(key=_radius)
        return twins

    def _in_street(self, street: Street, number: int | None, suffix: str) -> Position:
        lon, lat, radius, method = street.locate(number)
        shown = "" if number is None else f"{number} {suffix} " if suffix else f"{number} "
        return Position(
            name_1871=f"{shown}{street.name_1871}",
            name_today=f"{shown}{street.name_today}",
            lon=round(lon, 5),
            lat=round(lat, 5),
            precision_m=max(RULES["least_radius_m"], round(radius)),
            method=method,
            kind="street" if number is None else "address",
            street_id=street.street_id,
            renamed=street.renamed,
        )


def _radius(position: Position) -> int:
    return position.precision_m


def _as_place(found: Position, street: Street, place: Position) -> Position:
    """Return a street that is a place of events too; asked for as a whole, where the place is if that holds the street closer."""
    if found.kind != "street":
        return found
    found = replace(found, place_id=place.place_id)
    reach = max(place.precision_m, round(street.reach_from(place.lon, place.lat)))
    return replace(found, lon=place.lon, lat=place.lat, precision_m=reach) if reach <= found.precision_m else found


def _rank(entry: _Entry) -> tuple[int, int, str]:
    """Return the order of answers that fit alike: streets with a line, places, streets without one.

    Of places the more precise comes first; of those that lie in what is called so today, the one that holds most of it.
    """
    thing = entry.thing
    if isinstance(thing, Street):
        return (0 if thing.line is not None else 2), 0, thing.street_id
    return 1, -thing.precision_m if entry.role == "today" else thing.precision_m, thing.place_id or ""


def _weight(entry: _Entry, asked: Query, year: int | None) -> float:
    """Return how well one name of a thing fits what else was asked, between 0 and 1."""
    name, thing = entry.name, entry.thing
    weight = SCORES.get(entry.role, 1.0)
    if name.kind != asked.name.kind:
        weight *= SCORES["kind_differs"] if asked.name.kind else SCORES["kind_left_out"]
    if name.spelled != asked.name.spelled and name.core == asked.name.core:
        weight *= SCORES["little_words_differ"]
    if name.qualifier:
        said = {*asked.name.qualifier.split(), *asked.name.core.split()}
        if not said.issuperset(name.qualifier.split()):
            weight *= SCORES["qualifier_left_out" if isinstance(thing, Street) else "place_left_out"]
    elif asked.name.qualifier:
        weight *= SCORES["qualifier_unknown"]
    if not isinstance(thing, Street):
        return weight if asked.number is None else weight * SCORES["no_numbers"]
    if asked.arrondissement and thing.arrondissements and asked.arrondissement not in thing.arrondissements:
        weight *= SCORES["other_arrondissement"]
    if year is not None and thing.renamed[:4].isdecimal() and thing.name_today != thing.name_1871:
        is_todays = entry.role == "today"
        weight *= 1.0 if is_todays == (year >= int(thing.renamed[:4])) else SCORES["other_year"]
    return weight


def _places(columns: Columns) -> Iterable[Position]:
    names = ("place_id", "name_1871", "name_today", "lon", "lat", "precision_m", "method", "kind")
    for place_id, name, today, lon, lat, precision, method, kind in zip(*(columns[one] for one in names), strict=True):
        yield Position(name, today, float(lon), float(lat), int(precision), method, kind, place_id)
