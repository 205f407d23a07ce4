"""What every column and layer of the kit means: the words that travel inside the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PROPERTIES = (
    "id", "kind", "name_1871", "name_today", "start", "end", "start_time", "end_time", "edtf", "dating", "day", "status",
    "outcome", "actor", "target", "certainty", "uncertainty_m", "arrondissement", "quartier", "title_en", "title_fr",
    "summary_en", "summary_fr", "sources",
)  # fmt: skip
"""What every feature of every file carries, in this order; null where it does not apply."""

_STREET_EXTRAS = (
    "arrondissements", "variants", "renamed", "existed_1871", "numbering", "wikidata", "note", "drawn_from", "licence",
)  # fmt: skip
_EVENT_EXTRAS = (
    "place_id", "part_of_day", "killed_min", "killed_max", "where_prec", "date_prec", "geo_precision", "time_precision",
)  # fmt: skip
EXTRAS: dict[str, tuple[str, ...]] = {
    "events": _EVENT_EXTRAS,
    "barricades": _EVENT_EXTRAS,
    "fires": _EVENT_EXTRAS,
    "executions": _EVENT_EXTRAS,
    "places": ("method", "setting", "note"),
    "damage": ("event_id", "street_id", "place_id", "number", "named", "flag", "method", "note", "note_fr"),
    "streets": _STREET_EXTRAS,
    "streets_osm": _STREET_EXTRAS,
    "control": ("licence",),
    "fronts": ("line", "licence"),
    "columns": ("corps", "licence"),
    "arrondissements": ("licence",),
    "quartiers": ("licence",),
    "basemap_boundaries": ("quartier_left", "quartier_right", "licence"),
    "basemap_railways": ("company", "licence"),
    "basemap_buildings": ("burned", "licence"),
    **{f"basemap_{name}": ("licence",) for name in ("land", "water", "islands", "wall", "green", "bridges")},
}
"""What a layer carries after ``PROPERTIES``: the ids that join it to others, and what only it has."""

DATES = ("start", "end", "day")
MOMENTS = ("start_at", "end_at")
NUMBERS = (
    "uncertainty_m", "arrondissement", "quartier", "killed_min", "killed_max", "where_prec", "date_prec", "geo_precision",
    "time_precision", "quartier_left", "quartier_right",
)  # fmt: skip
CHOICES = ("kind", "status", "outcome", "actor", "target", "certainty", "dating")

MEANINGS: dict[str, str] = {
    "id": "readable id, unique in its layer",
    "kind": "what sort of event, place, street or ground it is",
    "name_1871": "name at the time of the events",
    "name": "name at the time of the events",
    "name_today": "name today, with its district in brackets",
    "start": "first day (local ISO date)",
    "end": "last day, inclusive; null: not recorded",
    "start_time": "hour of the beginning, HH:MM local time, only where a source gives one",
    "end_time": "hour of the end, HH:MM local time, only where a source gives one",
    "edtf": "the date in EDTF, which says what ISO dates cannot: about, a part of a month, an interval",
    "dating": "how closely it is dated: hour, part of a day, day, about (a day), days (all of several), undated (one of several)",
    "day": "the day that the status is of",
    "status": "what the thing is on that day: standing, taken, burning, today, undated …; of ground, who held it",
    "outcome": "what became of a building: burnt, partly, saved, shelled, damaged, destroyed",
    "actor": "who does or holds it",
    "target": "who suffers it",
    "certainty": "how sure that it happened so, then and there: certain, less-certain, uncertain",
    "uncertainty_m": "radius in metres that holds the whole place meant",
    "arrondissement": "number of the district of the time; null outside all of them, and of a street that lies in several",
    "quartier": "number of the smaller district of the time; null outside all of them",
    "title_en": "title in English",
    "title_fr": "titre en français",
    "summary_en": "what happened, in English",
    "summary_fr": "ce qui s’est passé, en français",
    "sources": "the witnesses in one line, each with its locator",
    "place_id": "id of the place, in the layer places",
    "event_id": "id of the event, in the layer events",
    "street_id": "id of the street, in the layers of streets",
    "arrondissements": "numbers of all districts that the street lies in, separated by blanks",
    "where_prec": "precision of the place as in UCDP GED: 1 exact, 2 within 25 km of the point (here: radius over 1 km)",
    "date_prec": "precision of the date as in UCDP GED: 1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 more",
    "geo_precision": "precision of the place as in ACLED: 1 the spot or town, 2 near it (here: radius over 1 km)",
    "time_precision": "precision of the date as in ACLED: 1 the day, 2 within a week, 3 longer",
    "part_of_day": "part of the day, where the source gives no hour",
    "killed_min": "lowest number of dead that a cited source claims",
    "killed_max": "highest number of dead that a cited source claims",
    "method": "how the position was found",
    "setting": "inside the wall, outside it, or on the river",
    "note": "doubts and reasons",
    "note_fr": "doutes et raisons",
    "number": "house number, with bis or ter",
    "named": "shop or building that the source names",
    "flag": "what to be wary of",
    "variants": "other spellings and names in the sources, separated by |",
    "renamed": "when the street was renamed since",
    "existed": "whether the whole street was open at the time",
    "existed_1871": "whether the whole street was open at the time",
    "drawn_from": "what the line is taken from",
    "licence": "licence of the geometry: of the streets, for a line that follows them, and for ground that such lines bound",
    "numbering": "numbered from the river, or along its flow",
    "wikidata": "its item in Wikidata",
    "line": "which line of the front",
    "corps": "whose column",
    "quartier_left": "smaller district on the left of the edge",
    "quartier_right": "smaller district on the right of the edge",
    "company": "railway company",
    "burned": "whether the building burned in these days",
    "start_at": "first day at 00:00:00, for temporal controllers; null: not dated",
    "end_at": "last day on which it is to be seen, at 23:59:59, for temporal controllers",
}

_TEXTS = {"title": "title", "summary": "what happened"}


def meaning(column: str) -> str:
    """Return what a column means; of a text in a language of the record's own, that too."""
    stem, _, language = column.partition("_")
    return MEANINGS.get(column) or f"{_TEXTS.get(stem, stem)}, in the language {language!r}"


def texts_of(columns: Iterable[str]) -> list[str]:
    """Return those of ``columns`` that hold titles and summaries in languages that not every record has."""
    return [name for name in columns if name.partition("_")[0] in _TEXTS and name not in PROPERTIES]


def text_in(row: Mapping[str, Any], stem: str, languages: Iterable[str]) -> str | None:
    """Return the title or summary of ``row`` in the first of ``languages`` that it has one in."""
    texts = (row.get(f"{stem}_{language}") for language in languages)
    return next((text for text in texts if text), None)


LAYERS: dict[str, str] = {
    "events": "What happened: one dated, cited fact at one place a feature",
    "barricades": "The barricades among the events",
    "fires": "The fires among the events",
    "executions": "The executions among the events",
    "places": "Every place, with its position and how well it is known",
    "damage": "Houses and public buildings burned, damaged or destroyed, by address",
    "streets": "Streets under their names of the time",
    "streets_osm": "Streets under their names of the time along the ways of today (ODbL 1.0, © OpenStreetMap contributors)",
    "arrondissements": "Districts of the time; who held each, by day, is in the table arrondissements_by_day",
    "quartiers": "Smaller districts of the time; who held each, by day, is in the table quartiers_by_day",
    "control": "The ground that each side held at the end of each day",
    "fronts": "The front of each evening",
    "columns": "The advance of columns of troops, day by day",
    "basemap_boundaries": "Shared edges of the smaller districts of the time, along the streets that they follow",
    "basemap_land": "What is not sea",
    "basemap_water": "Rivers, canals, basins and lakes",
    "basemap_islands": "Islands",
    "basemap_wall": "The city wall and its military road",
    "basemap_railways": "Railways",
    "basemap_green": "Parks and cemeteries",
    "basemap_bridges": "Bridges, each through its own point from quay to quay",
    "basemap_buildings": "Footprints of the great buildings",
}

DATED = (
    "events", "barricades", "fires", "executions", "damage", "control", "fronts", "columns",
)  # fmt: skip
"""Layers whose features have ``start_at`` and ``end_at``."""

SUBSETS = ("barricades", "fires", "executions")
"""Layers that only repeat rows of ``events``: files of their own in GeoJSON alone, which has no way to ask for a part."""

TABLES = (
    "citations", "sources", "casualties", "burials", "errata", "people", "participants", "scenes", "scene_events", "witnesses",
)  # fmt: skip
"""Attribute tables that go with the layers, as in the record."""

DERIVED: dict[str, str] = {
    "events_by_day": "The status of each event on each day from its first on; is_of_day tells whether it is of the day itself",
    "arrondissements_by_day": "Who held each district at the end of each day, on whose word",
    "quartiers_by_day": "Who held each smaller district at the end of each day: the state of the one that it lies in",
    "versions": "What a witness says himself of day, place and number of dead, beside what the record has",
}
"""Attribute tables that are worked out from the record."""

TABLE_MEANINGS: dict[str, str] = {
    "is_of_day": "yes: it begins, stands, burns, is fought over or happens on the day, or may (undated); no: it came before",
    "source_id": "id of the source, in the table sources",
    "locator": "where in the source",
    "stance": "what this witness does for the event",
    "says_start": "beginning, as this witness has it",
    "says_end": "end, as this witness has it",
    "says_place_id": "id of the place, as this witness has it",
    "says_killed_min": "lowest number of dead that this witness gives",
    "says_killed_max": "highest number of dead that this witness gives",
    "metres_apart": "distance in metres between the place of this witness and that of the record",
}
"""What the columns of derived tables mean that no layer has."""
