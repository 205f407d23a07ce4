"""Write the places of the kit in the Linked Places format: GeoJSON that is JSON-LD, for gazetteers.

No library writes the format, which is plain JSON; the terms are those of its context (version 1.1), which stand inside the file,
so that it can be read without a network. What the schema of the World Historical Gazetteer (Linked Places 2.0) asks is kept:
ids are a prefix without hyphens and a name. A feature is a place; an event is a dated, cited relation of it: the place
"witnessed" the event (``crm:P7i_witnessed``), with its own ``when``, certainty and citations.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, NotRequired, TypedDict

from semaine_map.exports.columns import text_in
from semaine_map.exports.layers import STREETS
from semaine_map.history.dataset import records, witness
from semaine_map.record.tables import rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit
    from semaine_map.record.settings import Week
    from semaine_map.record.tables import Row

CONTEXT_OF_THE_FORMAT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"

_LPO = "https://github.com/LinkedPasts/linked-pasts-ontology/blob/main/lpo_latest.ttl#"
_TERMS: dict[str, str | dict[str, str]] = {
    "type": "@type",
    "lpo": _LPO,
    "crm": "http://erlangen-crm.org/current/",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "gn": "http://www.geonames.org/ontology#",
    "cito": "http://purl.org/spar/cito#",
    "geojson": "https://purl.org/geojson/vocab#",
    "FeatureCollection": "geojson:FeatureCollection",
    "Feature": "geojson:Feature",
    "Point": "geojson:Point",
    "features": {"@id": "lpo:hasFeature", "@container": "@set"},
    "properties": "geojson:properties",
    "geometry": "https://github.com/kgeographer/geojson-t/geometry",
    "coordinates": {"@id": "geojson:coordinates", "@container": "@list"},
    "title": "dct:title",
    "license": {"@id": "dct:license", "@type": "@id"},
    "identifier": "dct:identifier",
    "label": "rdfs:label",
    "value": "rdf:value",
    "lang": "dct:language",
    "year": "dct:date",
    "ccodes": "gn:countryCode",
    "fclasses": "gn:featureClass",
    "names": {"@id": "lpo:name_attestation", "@container": "@set"},
    "toponym": "lpo:toponym",
    "types": {"@id": "lpo:type_attestation", "@container": "@set"},
    "sourceLabels": "lpo:source_label",
    "relations": {"@id": "lpo:rel_attestation", "@container": "@set"},
    "relationType": {"@id": "lpo:relation_type", "@type": "@id"},
    "relationTo": {"@id": "lpo:relation_to", "@type": "@id"},
    "certainty": "lpo:has_certainty",
    "citations": {"@id": "cito:cites", "@container": "@set"},
    "when": "lpo:when",
    "timespans": {"@id": "lpo:timespan", "@container": "@set"},
    "links": {"@id": "lpo:link_attestation", "@container": "@set"},
    "wd": "http://www.wikidata.org/entity/",
    "start": "lpo:has_start",
    "end": "lpo:has_end",
    "in": "lpo:in",
    "earliest": "lpo:earliest",
    "latest": "lpo:latest",
}

_CLASSES = {
    "street": "R", "quay": "R", "bridge": "R", "crossing": "R", "passage": "R", "railway": "R", "square": "R", "address": "S",
    "district": "A", "park": "L", "island": "T",
}  # fmt: skip
"""GeoNames feature classes of our kinds of place; all others are sites and buildings (S)."""


_SHARED_TYPES: dict[str, PlaceType] = {
    "street": {"identifier": "http://vocab.getty.edu/aat/300008247", "label": "streets"},
    "church": {"identifier": "http://vocab.getty.edu/aat/300007466", "label": "churches (buildings)"},
}
"""Our kinds of place that are surely a type of the Art & Architecture Thesaurus."""


Moment = TypedDict("Moment", {"in": NotRequired[str], "earliest": NotRequired[str], "latest": NotRequired[str]})
"""An end of a time span: the day that it is in, or the days between which it lies."""


class Timespan(TypedDict):
    """From when to when something was."""

    start: Moment
    end: Moment


class When(TypedDict):
    """The time spans of something, and how sure they are."""

    timespans: list[Timespan]
    certainty: NotRequired[str]


Citation = TypedDict("Citation", {"label": str, "@id": str, "year": NotRequired[str]})
"""A source with its locator, the address of its text or an id of ours, and its year."""


class Toponym(TypedDict):
    """A name of a place, when it bore it, and who says so."""

    toponym: str
    lang: str
    when: NotRequired[When]
    citations: NotRequired[list[Citation]]


class PlaceType(TypedDict):
    """What sort of place it is: an id, and its name."""

    identifier: str
    label: str


class Relation(TypedDict):
    """What a place has to do with something else: here, an event that it witnessed."""

    relationType: str
    relationTo: str
    label: str | None
    when: When
    certainty: str
    citations: list[Citation]


class Properties(TypedDict):
    """What every feature of the format says of itself in a few words."""

    title: str
    ccodes: NotRequired[list[str]]
    fclasses: NotRequired[list[str]]


class Position(TypedDict):
    """The geometry of a place, and how sure it is."""

    type: str
    coordinates: list[float]
    certainty: str


Feature = TypedDict(
    "Feature",
    {
        "@id": str,
        "type": str,
        "properties": Properties,
        "when": When,
        "names": list[Toponym],
        "types": list[PlaceType],
        "geometry": Position,
        "relations": NotRequired[list[Relation]],
        "links": NotRequired[list[dict[str, str]]],
    },
)
"""A place."""

Collection = TypedDict(
    "Collection",
    {
        "type": str,
        "@context": dict[str, "str | float | dict[str, str]"],
        "title": str,
        "license": NotRequired[str],
        "creator": NotRequired[str],
        "features": NotRequired[list[Feature]],
    },
)
"""The places of a record."""


class _Attestations(NamedTuple):
    """The events of each place, the citations of each event, and the items of Wikidata by the names of whole streets."""

    events: dict[str, list[Row]]
    citations: dict[str, list[Citation]]
    items: dict[str, str]


def write_all(kit: Kit, folder: Path) -> None:
    """Write the places of ``kit`` as one file, named for the record, into ``folder``."""
    text = json.dumps(collection(kit), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    (folder / f"{kit.week.name}.jsonld").write_text(text + "\n", encoding="utf-8", newline="\n")


def collection(kit: Kit) -> Collection:
    """Return the feature collection of the places of ``kit``.

    Places without an event have the days of the record for their ``when``: they stood then under that name.
    """
    week = kit.week
    attestations = _Attestations(_events(kit), _citations(kit), _items(kit))
    words = kit.dataset.words["en"].get("place_kind", {})
    days: When = {"timespans": [{"start": {"in": week.first_day}, "end": {"in": week.last_day}}]}
    made: Collection = {
        "type": "FeatureCollection",
        "@context": {"@version": 1.1, _prefix(week): f"urn:{week.name}:", **_TERMS},
        "title": week.full_title("en"),
    }
    if week.licence:
        made["license"] = week.licence_address
    if week.creator:
        made["creator"] = week.creator
    made["features"] = [_feature(row, week, words, days, attestations) for row in _records(kit, "places")]
    return made


def _prefix(week: Week) -> str:
    """Return what stands before the ids of the record: its name in letters that the format takes."""
    return week.name.replace("-", "_")


def _feature(row: Row, week: Week, words: dict[str, str], days: When, attestations: _Attestations) -> Feature:
    prefix, language = _prefix(week), week.place_language
    events = attestations.events.get(row["id"], [])
    citations = attestations.citations
    cited_by = {cited["@id"] + cited["label"]: cited for event in events for cited in citations.get(event["id"], [])}
    names: list[Toponym] = [{"toponym": row[week.named], "lang": language, "when": days, "citations": list(cited_by.values())}]
    today = _toponym(row["name_today"])
    if today and today != row[week.named]:
        names.append({"toponym": today, "lang": language})
    kind: str = row["kind"]
    x, y = row["geometry"].x, row["geometry"].y
    feature: Feature = {
        "@id": f"{prefix}:places/{row['id']}",
        "type": "Feature",
        "properties": _properties(row, week),
        "when": days if not events else {"timespans": [_span(event) for event in events]},
        "names": names,
        "types": [
            {"identifier": f"{prefix}:kinds/{kind}", "label": words.get(kind, kind)},
            *([_SHARED_TYPES[kind]] if kind in _SHARED_TYPES else []),
        ],
        "geometry": {"type": "Point", "coordinates": [round(x, 5), round(y, 5)], "certainty": _sure(row["uncertainty_m"])},
    }
    item = attestations.items.get(row[week.named])
    if item:
        feature["links"] = [{"type": "closeMatch", "identifier": f"wd:{item}"}]
    if events:
        feature["relations"] = [
            {
                "relationType": "crm:P7i_witnessed",
                "relationTo": f"{prefix}:events/{event['id']}",
                "label": text_in(event, "title", ("en", *week.languages)),
                "when": {"timespans": [_span(event)], "certainty": event["certainty"]},
                "certainty": event["certainty"],
                "citations": citations.get(event["id"], []),
            }
            for event in events
        ]
    return feature


def _properties(row: Row, week: Week) -> Properties:
    properties: Properties = {"title": row[week.named]}
    if week.country:
        properties["ccodes"] = [week.country]
    properties["fclasses"] = [_CLASSES.get(row["kind"], "S")]
    return properties


def _span(event: Row) -> Timespan:
    """Return the days of an event, both ends told: of an unknown day among several, the first and last that it may be."""
    if event["dating"] == "undated":
        window: Moment = {"earliest": event["start"], "latest": event["end_at"][:10]}
        return {"start": window, "end": window}
    if event["end"] is not None:
        return {"start": {"in": event["start"]}, "end": {"in": event["end"]}}
    last = event["end_at"][:10]
    end: Moment = {"in": last} if last == event["start"] else {"earliest": event["start"], "latest": last}
    return {"start": {"in": event["start"]}, "end": end}


def _toponym(name: str | None) -> str:
    """Return a name of today as a name: without the arrondissement in brackets; nothing where only the site is described."""
    bare = re.sub(r"\s*\([^)]*\)$", "", name or "")
    return "" if re.match(r"Emplacement\b", bare) else bare


def _sure(radius_m: int) -> str:
    """Return how sure a position is: a house or crossing, a stretch of street, or somewhere near."""
    return "certain" if radius_m <= 50 else "less-certain" if radius_m <= 150 else "uncertain"


def _items(kit: Kit) -> dict[str, str]:
    """Return the item of each street by its name, where one street alone has it: a place of that name is on that street."""
    streets = [(row["name_1871"], row.get("wikidata", "")) for row in rows_of(kit.dataset.tables[STREETS])]
    times = Counter(name for name, _ in streets)
    return {name: item for name, item in streets if item and times[name] == 1}


def _events(kit: Kit) -> dict[str, list[Row]]:
    events: dict[str, list[Row]] = {}
    for row in _records(kit, "events"):
        events.setdefault(row["place_id"], []).append(row)
    return events


def _citations(kit: Kit) -> dict[str, list[Citation]]:
    """Return the citations of each event: label with locator, year, and the address of the text or an id of ours."""
    sources = {row["source_id"]: row for row in rows_of(kit.dataset.tables["sources"])}
    by_event: dict[str, list[Citation]] = {}
    for event, source, locator in zip(
        *(kit.dataset.citations[name] for name in ("event_id", "source_id", "locator")), strict=True
    ):
        row = sources[source]
        address = row["identifier"] if row["identifier"].startswith("http") else f"{_prefix(kit.week)}:sources/{source}"
        cited: Citation = {"label": witness(row["short"], locator), "@id": address}
        if row["year"].isdecimal():
            cited["year"] = row["year"]
        if cited not in by_event.setdefault(event, []):
            by_event[event].append(cited)
    return by_event


def _records(kit: Kit, name: str) -> list[Row]:
    frame = kit.text[name]
    return records(frame.astype(object).where(frame.notna(), None))
