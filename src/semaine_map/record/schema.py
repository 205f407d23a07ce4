"""The tables of a record: columns, vocabularies and keys. No other module knows them.

The data package (``geodata/datapackage.json``) and the tables' page (``geodata/README.md``) are generated from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.record.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

EVENT_KINDS = (
    "barricade", "battery", "fight", "capture", "fire", "explosion", "execution", "tribunal", "arrest", "death", "bodies",
    "burial", "hostages", "headquarters", "movement", "decision",
)  # fmt: skip
OUTCOMES = ("burnt", "partly", "saved", "shelled")
ACTORS = ("commune", "versailles", "both", "german", "civilian", "unknown")
CERTAINTIES = ("certain", "less-certain", "uncertain")
PARTS_OF_DAY = ("dawn", "morning", "noon", "afternoon", "evening", "night")
STANCES = ("supports", "contradicts", "mentions")
ABOUTS = ("event", "start", "end", "place", "number", "actor", "cause")
VIEWPOINTS = ("communard", "versaillais", "foreign", "official", "modern", "witness")
HOLDINGS = ("commune", "contested", "versailles")
PLACE_KINDS = (
    "square", "crossing", "street", "quay", "bridge", "gate", "bastion", "building", "address", "church", "palace", "ministry",
    "mairie", "theatre", "prison", "barracks", "hospital", "station", "school", "factory", "store", "monument", "park",
    "cemetery", "fort", "district", "island", "passage", "railway",
)  # fmt: skip
METHODS = ("building", "crossing", "address", "street", "district", "relative")
SETTINGS = ("inside", "outside", "river")
GRADES = ("wrong", "garbled", "doubtful", "incomplete")
STREET_KINDS = ("street", "boulevard", "avenue", "quay", "square", "passage", "faubourg", "bridge")
ABOUT_SECTIONS = ("what", "method", "missing", "dead", "sources", "licences")
DAMAGE_STATES = ("burnt", "damaged", "destroyed")

STATUSES = ("standing", "fought", "taken", "burning", "ruined", "today", "earlier")
"""What a feature can be on a day (``days.py`` holds the rules)."""


def _slug(name: str, meaning: str) -> Column:
    return Column(name, "slug", meaning)


def _text(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, "text", meaning, required=required)


def _choice(name: str, choices: tuple[str, ...], meaning: str, *, required: bool = True) -> Column:
    return Column(name, "choice", meaning, required=required, choices=choices)


def _number(name: str, meaning: str, *, required: bool = True) -> Column:
    return Column(name, "number", meaning, required=required)


def _integer(name: str, meaning: str, *, required: bool = True) -> Column:
    return Column(name, "integer", meaning, required=required)


def _reference(name: str, table: str, meaning: str, *, required: bool = True) -> Column:
    return Column(name, "reference", meaning, required=required, refers_to=table)


_LON = _number("lon", "longitude, degrees WGS 84, five decimals")
_LAT = _number("lat", "latitude, degrees WGS 84, five decimals")
_PRECISION = _integer("precision_m", "radius in metres that holds the whole place meant")
_WITNESS = _reference("source_id", "sources", "the source on whose word the row stands")
_LOCATOR = _text("locator", "chapter, letter, note, appendix or page", required=True)
_NOTE = _text("note", "doubts and reasons")
_NOTE_FR = _text("note_fr", "doutes et raisons")

TABLES: tuple[Table, ...] = (
    Table(
        "places",
        "Every place once, with its position and how well it is known.",
        ("place_id",),
        (
            _slug("place_id", "readable id"),
            _text("name_1871", "name in May 1871, in French", required=True),
            _text("name_today", "name today, with its arrondissement in brackets"),
            _choice("kind", PLACE_KINDS, "what sort of place it is"),
            _LON,
            _LAT,
            _PRECISION,
            _choice("method", METHODS, "how the position was found"),
            _choice("setting", SETTINGS, "inside the wall, outside it, or on the river"),
            _NOTE,
        ),
        required=True,
        most_rows=1_500_000,
        most_bytes=1_000_000_000,
    ),
    Table(
        "events",
        "What happened: one dated fact at one place a row.",
        ("event_id",),
        (
            _slug("event_id", "readable id"),
            _reference("place_id", "places", "where"),
            _choice("kind", EVENT_KINDS, "what sort of event"),
            _choice("outcome", OUTCOMES, "what became of a building on fire; empty: not told", required=False),
            Column("start", "moment", "first day, or day and hour, local time"),
            Column("end", "moment", "last day or hour, inclusive; empty: the same day, or not recorded", required=False),
            _choice("part_of_day", PARTS_OF_DAY, "part of the day, where the source gives no hour", required=False),
            Column("edtf", "edtf", "the date in EDTF where ISO dates cannot say it", required=False),
            _choice("actor", ACTORS, "who does or holds it"),
            _choice("target", ACTORS, "who suffers it, where anyone does", required=False),
            _text("title_en", "title, at most eight words", required=True),
            _text("title_fr", "titre, huit mots au plus", required=True),
            _text("summary_en", "what happened, at most 45 words", required=True),
            _text("summary_fr", "ce qui s’est passé, 45 mots au plus", required=True),
            _integer("killed_min", "lowest number of dead that a cited source claims", required=False),
            _integer("killed_max", "highest number of dead that a cited source claims", required=False),
            _choice("certainty", CERTAINTIES, "how sure that it happened so, then and there"),
        ),
        required=True,
        most_rows=1_500_000,
        most_bytes=1_000_000_000,
    ),
    Table(
        "citations",
        "On whose word: one witness of one event a row; those who disagree stand side by side.",
        ("event_id", "source_id", "locator", "about", "claim"),
        (
            _reference("event_id", "events", "the event"),
            _WITNESS,
            _LOCATOR,
            _choice("stance", STANCES, "what this witness does for the row"),
            _choice("about", ABOUTS, "which part of the row the witness speaks to"),
            _text("claim", "what this witness says, where witnesses differ"),
            _text("claim_fr", "ce que dit ce témoin, là où les témoins diffèrent"),
        ),
        required=True,
        most_rows=3_000_000,
        most_bytes=1_000_000_000,
    ),
    Table(
        "sources",
        "The books and articles that were read.",
        ("source_id",),
        (
            _slug("source_id", "readable id"),
            _text("author", "author", required=True),
            _text("title", "title", required=True),
            _text("year", "year of the text", required=True),
            _text("edition", "edition that was read"),
            _text("licence", "licence or public domain", required=True),
            _text("identifier", "stable address or catalogue number"),
            _choice("viewpoint", VIEWPOINTS, "where the author stands"),
            _text("short", "label in lists", required=True),
            _text("language", "language that was read"),
            _text("read", "full, pages or quoted"),
        ),
        required=True,
    ),
    Table(
        "errata",
        "What a source says that is not so, what is right, and on whose word.",
        ("erratum_id",),
        (
            _slug("erratum_id", "readable id"),
            _WITNESS,
            _LOCATOR,
            _choice("grade", GRADES, "how it is off"),
            _text("says", "the words as the source has them", required=True),
            _text("correct", "what is right", required=True),
            _text("reason", "why", required=True),
            _text("authority_id", "the source on whose word, or general-knowledge", required=True),
            _text("authority_locator", "where it says so"),
            _reference("event_id", "events", "the event of the record that holds what is right"),
        ),
    ),
    Table(
        "control",
        "Who held each arrondissement at the end of each day.",
        ("day", "arrondissement"),
        (
            _slug("control_id", "readable id"),
            Column("day", "date", "the evening meant"),
            _integer("arrondissement", "number of the arrondissement"),
            _choice("status", HOLDINGS, "who held it, or contested"),
            _choice("certainty", CERTAINTIES, "how sure"),
            _WITNESS,
            _LOCATOR,
            _NOTE,
        ),
    ),
    Table(
        "arrondissements",
        "Numbers and names of the arrondissements of 1860.",
        ("arrondissement",),
        (_integer("arrondissement", "number"), _text("name", "name", required=True)),
    ),
    Table(
        "quartiers",
        "Numbers and names of the quartiers of 1860.",
        ("quartier",),
        (
            _integer("quartier", "number"),
            _text("name", "name", required=True),
            Column("arrondissement", "reference", "the arrondissement it lies in", refers_to="arrondissements"),
        ),
    ),
    Table(
        "streets",
        "Streets under their names of May 1871; their lines are in `basemap/streets.geojson`.",
        ("street_id",),
        (
            _slug("street_id", "readable id"),
            _text("name_1871", "name in May 1871", required=True),
            _text("variants", "other spellings and names in the sources, separated by |"),
            _text("name_today", "name today"),
            _text("renamed", "when it was renamed after May 1871"),
            _text("renamed_word", "on whose word"),
            _choice("existed_1871", ("yes", "partly"), "whether the whole street was open in May 1871"),
            _choice("kind", STREET_KINDS, "what sort of street"),
            _text("arrondissements", "the arrondissements that it crosses, separated by spaces"),
            _choice("numbering", ("seine", "flow"), "numbered from the Seine, or along its flow", required=False),
            _reference("source_id", "sources", "a source that names it", required=False),
            _text("locator", "where it does"),
            _NOTE,
        ),
    ),
    Table(
        "street_anchors",
        "House numbers at known corners and ends of streets: between them an address is interpolated.",
        ("street_id", "number", "at"),
        (
            _reference("street_id", "streets", "the street"),
            _integer("number", "house number; odd on the left, even on the right, walking up the numbers"),
            _LON,
            _LAT,
            _text("at", "the corner or end meant", required=True),
            _PRECISION,
            _text("method", "corner, end or address"),
            _NOTE,
        ),
    ),
    Table(
        "damage",
        "Houses and public buildings burned, damaged or destroyed, by address.",
        ("damage_id",),
        (
            _slug("damage_id", "readable id"),
            _reference("street_id", "streets", "the street", required=False),
            _reference("place_id", "places", "the building, where it has a place of its own", required=False),
            _text("street_printed", "street as the source prints it", required=True),
            _text("number_printed", "number as the source prints it"),
            _text("number", "house number as read, with bis or ter"),
            _text("named", "shop or building that the source names"),
            _choice("state", DAMAGE_STATES, "what the source says of it"),
            _choice("fire_started", ("yes",), "marked by the source as a house where fire was set", required=False),
            _reference("event_id", "events", "the fire it belongs to", required=False),
            _choice("flag", ("digit-corrected", "digit-doubtful", "placed-by-street"), "what to be wary of", required=False),
            _WITNESS,
            _LOCATOR,
            _NOTE,
            _NOTE_FR,
        ),
    ),
    Table(
        "casualties",
        "Rival estimates of the dead: claims, each with its author.",
        ("claim_id",),
        (
            _slug("claim_id", "readable id"),
            _text("scope", "short code of what is counted", required=True),
            _text("scope_en", "what is counted", required=True),
            _text("scope_fr", "ce qui est compté", required=True),
            _integer("low", "lowest number", required=False),
            _integer("high", "highest number", required=False),
            _text("author", "whose claim", required=True),
            _reference("reported_by", "sources", "the text that reports it"),
            _LOCATOR,
            _NOTE,
        ),
    ),
    Table(
        "burials",
        "Burial sites with rival counts: one author a row.",
        ("burial_id",),
        (
            _slug("burial_id", "readable id"),
            _reference("place_id", "places", "the site"),
            _text("author", "whose count", required=True),
            _integer("low", "lowest number", required=False),
            _integer("high", "highest number", required=False),
            _reference("reported_by", "sources", "the text that reports it"),
            _LOCATOR,
            _NOTE,
            _NOTE_FR,
        ),
    ),
    Table(
        "ledger",
        "Every placed and dated fact of the texts read, ticked off, so that what is missing shows.",
        ("source_id", "section", "seq"),
        (
            _WITNESS,
            _text("section", "chapter, letter or appendix", required=True),
            _integer("seq", "running number in the section"),
            _text("fact", "the fact in a few words", required=True),
            Column("event_id", "references", "the events drawn from it", required=False, refers_to="events"),
            _text("left_out", "why nothing was drawn"),
        ),
    ),
    Table(
        "fronts",
        "The front of each evening, as a line through named places.",
        ("day", "line", "seq"),
        (
            Column("day", "date", "the evening meant"),
            _text("line", "name of the line, where an evening has several", required=True),
            _integer("seq", "order along the line"),
            _text("point_id", "a place or a junction", required=True),
            _PRECISION,
            _WITNESS,
            _LOCATOR,
            _NOTE,
        ),
    ),
    Table(
        "columns",
        "The advance of the army's columns, as dated lines through named places.",
        ("column_id", "seq"),
        (
            _slug("column_id", "readable id of one day's advance of one corps"),
            _text("corps", "whose column", required=True),
            Column("day", "date", "the day of the advance"),
            _integer("seq", "order along the line"),
            _text("point_id", "a place or a junction", required=True),
            _WITNESS,
            _LOCATOR,
            _NOTE,
        ),
    ),
    Table(
        "junctions",
        "The named points through which every line of the drawing runs; each stands once.",
        ("junction_id",),
        (
            Column("junction_id", "text", "readable id"),
            _text("name", "name", required=True),
            _LON,
            _LAT,
            _PRECISION,
            _text("method", "how the position was found"),
            _NOTE,
        ),
    ),
    Table(
        "days",
        "Each day told in a few lines.",
        ("day",),
        (
            Column("day", "date", "the day"),
            _text("text_en", "the day in English, at most 90 words", required=True),
            _text("text_fr", "la journée en français, 90 mots au plus", required=True),
        ),
    ),
    Table(
        "about",
        "What the atlas says of itself, paragraph by paragraph, beyond what holds for every record.",
        ("section", "seq"),
        (
            _choice("section", ABOUT_SECTIONS, "the section of the page about the atlas"),
            _integer("seq", "order of the paragraphs"),
            _text(
                "en",
                "the paragraph in English",
                required=True,
            ),
            _text("fr", "le paragraphe en français", required=True),
        ),
    ),
    Table(
        "vocabulary",
        "The words of the interface for every coded value.",
        ("list", "term"),
        (
            _text("list", "the column, or list of codes, that the term belongs to", required=True),
            _text("term", "the code", required=True),
            _text("en", "in English", required=True),
            _text("fr", "en français", required=True),
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}


def choices(column: Column, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return what ``column`` may hold in a record that adds ``kinds`` of event of its own."""
    return (*column.choices, *kinds) if column.choices is EVENT_KINDS else column.choices


VOCABULARIES: dict[str, tuple[str, ...]] = {
    "kind": EVENT_KINDS,
    "outcome": OUTCOMES,
    "actor": ACTORS,
    "certainty": CERTAINTIES,
    "part_of_day": PARTS_OF_DAY,
    "stance": STANCES,
    "about": ABOUTS,
    "viewpoint": VIEWPOINTS,
    "holding": HOLDINGS,
    "place_kind": PLACE_KINDS,
    "method": METHODS,
    "status": STATUSES,
}
"""Lists of codes that ``vocabulary.csv`` puts into words."""

LAYERS: dict[str, str] = {
    "boundaries": "the shared edges of the quartiers of 1860; polygonised into quartiers and arrondissements",
    "water": "the Seine, canals, basins and lakes",
    "islands": "the islands of the Seine",
    "wall": "the Thiers wall and its military road",
    "railways": "railways",
    "green": "parks and cemeteries",
    "buildings": "footprints of the great buildings",
    "streets": "streets under their names of 1871",
}
"""GeoJSON files of ``basemap/``; each may be absent."""
