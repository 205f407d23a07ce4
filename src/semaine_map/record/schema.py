"""The tables of a record: their columns and keys. No other module knows them.

The data package (``geodata/datapackage.json``) and the tables' page (``geodata/README.md``) are generated from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.record import codes
from semaine_map.record.tables import Column, Table, added, choice, integer, number, reference, slug, text

if TYPE_CHECKING:
    from semaine_map.record.settings import Week

_LON = number("lon", "longitude, degrees WGS 84, five decimals")
_LAT = number("lat", "latitude, degrees WGS 84, five decimals")
_PRECISION = integer("precision_m", "radius in metres that holds the whole place meant")
_WITNESS = reference("source_id", "sources", "the source on whose word the row stands")
_LOCATOR = text("locator", "chapter, letter, note, appendix or page", required=True)
_NOTE = text("note", "doubts and reasons")
_NOTE_FR = text("note_fr", "doutes et raisons")

TABLES: tuple[Table, ...] = (
    Table(
        "places",
        "Every place once, with its position and how well it is known.",
        ("place_id",),
        (
            slug("place_id", "readable id"),
            text("name_1871", "name in May 1871, in French", required=True),
            text("name_today", "name today, with its arrondissement in brackets"),
            choice("kind", codes.PLACE_KINDS, "what sort of place it is"),
            _LON,
            _LAT,
            _PRECISION,
            choice("method", codes.METHODS, "how the position was found"),
            choice("setting", codes.SETTINGS, "inside the wall, outside it, or on the river"),
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
            slug("event_id", "readable id"),
            reference("place_id", "places", "where"),
            choice("kind", codes.EVENT_KINDS, "what sort of event"),
            choice("outcome", codes.OUTCOMES, "what became of a building on fire; empty: not told", required=False),
            Column("start", "moment", "first day, or day and hour, local time"),
            Column("end", "moment", "last day or hour, inclusive; empty: the same day, or not recorded", required=False),
            choice("part_of_day", codes.PARTS_OF_DAY, "part of the day, where the source gives no hour", required=False),
            added(integer("seq", "order within the day, where the sources give an order but no hour")),
            Column("edtf", "edtf", "the date in EDTF where ISO dates cannot say it", required=False),
            choice("actor", codes.ACTORS, "who does or holds it"),
            choice("target", codes.ACTORS, "who suffers it, where anyone does", required=False),
            text("title_en", "title, at most eight words", required=True),
            text("title_fr", "titre, huit mots au plus", required=True),
            text("summary_en", "what happened, at most 45 words", required=True),
            text("summary_fr", "ce qui s’est passé, 45 mots au plus", required=True),
            integer("killed_min", "lowest number of dead that a cited source claims", required=False),
            integer("killed_max", "highest number of dead that a cited source claims", required=False),
            choice("certainty", codes.CERTAINTIES, "how sure that it happened so, then and there"),
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
            reference("event_id", "events", "the event"),
            _WITNESS,
            _LOCATOR,
            choice("stance", codes.STANCES, "what this witness does for the row"),
            choice("about", codes.ABOUTS, "which part of the row the witness speaks to"),
            text("claim", "what this witness says, where witnesses differ"),
            text("claim_fr", "ce que dit ce témoin, là où les témoins diffèrent"),
            added(Column("says_start", "moment", "first day, or day and hour, that this witness gives; empty: silent")),
            added(Column("says_end", "moment", "last day or hour that this witness gives; empty: silent")),
            added(reference("says_place_id", "places", "where this witness has it; empty: silent")),
            added(integer("says_killed_min", "lowest number of dead that this witness gives; empty: silent")),
            added(integer("says_killed_max", "highest number of dead that this witness gives; empty: silent")),
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
            slug("source_id", "readable id"),
            text("author", "author", required=True),
            text("title", "title", required=True),
            text("year", "year of the text", required=True),
            text("edition", "edition that was read"),
            text("licence", "licence or public domain", required=True),
            text("identifier", "stable address or catalogue number"),
            added(text("url_pattern", "address of the text that was read; `{page}` stands for the first number of a locator")),
            choice("viewpoint", codes.VIEWPOINTS, "where the author stands"),
            text("short", "label in lists", required=True),
            text("language", "language that was read"),
            text("read", "full, pages or quoted"),
        ),
        required=True,
    ),
    Table(
        "witnesses",
        "More witnesses of rows that name one themselves: those who agree and those who differ, one a row.",
        ("table", "key", "source_id", "locator"),
        (
            choice("table", codes.WITNESSED, "the table that the row is in"),
            text(
                "key",
                "the row: the values of its table's key joined by `/` (`1871-05-24/3` of control); leaving out the last ones "
                "means every row that begins so (`1871-05-24/main` of fronts: the whole line)",
                required=True,
            ),
            _WITNESS,
            _LOCATOR,
            choice("stance", codes.STANCES, "what this witness does for the row"),
            text("claim", "what this witness says, where witnesses differ"),
            text("claim_fr", "ce que dit ce témoin, là où les témoins diffèrent"),
        ),
    ),
    Table(
        "people",
        "Every named person of the events, once: who they were in these days, and their fate as the sources tell it.",
        ("person_id",),
        (
            slug("person_id", "readable id"),
            text("name", "name in one spelling", required=True),
            added(text("variants", "other spellings and names in the sources, separated by |")),
            text("role", "what they were in these days"),
            added(text("role_fr", "ce que la personne était alors")),
            choice("side", codes.ACTORS, "the side that they were on"),
            choice("fate", codes.FATES, "what became of them, as the sources tell it"),
            text("note_en", "doubts, dates and reasons"),
            text("note_fr", "doutes, dates et raisons"),
            added(text("wikidata", "identifier in Wikidata, where a page that was read proves it")),
            added(text("maitron", "address of the notice in the Maitron, where a page that was read proves it")),
        ),
        most_rows=1_500_000,
    ),
    Table(
        "participants",
        "Who is in which event, and in what part.",
        ("event_id", "person_id", "part"),
        (
            reference("event_id", "events", "the event"),
            reference("person_id", "people", "the person"),
            choice("part", codes.PARTS, "what the person does in it, or suffers"),
        ),
        most_rows=3_000_000,
    ),
    Table(
        "scenes",
        "The story in scenes, in the order in which it is told.",
        ("scene_id",),
        (
            slug("scene_id", "readable id"),
            integer("seq", "order of the scenes"),
            Column("day", "date", "the day that the map shows"),
            choice("part_of_day", codes.PARTS_OF_DAY, "part of the day that the map shows", required=False),
            text("title_en", "title of the scene", required=True),
            text("title_fr", "titre de la scène", required=True),
            text("text_en", "what is told", required=True),
            text("text_fr", "le récit", required=True),
            number("lon", "middle of the view, degrees WGS 84; empty: the frame of its events", required=False),
            number("lat", "middle of the view, degrees WGS 84", required=False),
            number("zoom", "zoom level of the map (Web Mercator)", required=False),
            added(choice("short", ("yes",), "whether the short version has it too", required=False)),
        ),
    ),
    Table(
        "scene_events",
        "The events that a scene tells, with the words of its text that name each.",
        ("scene_id", "event_id"),
        (
            reference("scene_id", "scenes", "the scene"),
            reference("event_id", "events", "the event"),
            integer("seq", "order in the scene"),
            text("words_en", "words of the English text that name it"),
            text("words_fr", "mots du texte français qui le nomment"),
        ),
    ),
    Table(
        "errata",
        "What a source says that is not so, what is right, and on whose word.",
        ("erratum_id",),
        (
            slug("erratum_id", "readable id"),
            _WITNESS,
            _LOCATOR,
            choice("grade", codes.GRADES, "how it is off"),
            text("says", "the words as the source has them", required=True),
            text("correct", "what is right", required=True),
            text("reason", "why", required=True),
            text("authority_id", "the source on whose word, or general-knowledge", required=True),
            text("authority_locator", "where it says so"),
            reference("event_id", "events", "the event of the record that holds what is right"),
        ),
    ),
    Table(
        "control",
        "Who held each arrondissement at the end of each day.",
        ("day", "arrondissement"),
        (
            slug("control_id", "readable id"),
            Column("day", "date", "the evening meant"),
            integer("arrondissement", "number of the arrondissement"),
            choice("status", codes.HOLDINGS, "who held it, or contested"),
            choice("certainty", codes.CERTAINTIES, "how sure"),
            _WITNESS,
            _LOCATOR,
            _NOTE,
        ),
    ),
    Table(
        "arrondissements",
        "Numbers and names of the arrondissements of 1860.",
        ("arrondissement",),
        (integer("arrondissement", "number"), text("name", "name", required=True)),
    ),
    Table(
        "quartiers",
        "Numbers and names of the quartiers of 1860.",
        ("quartier",),
        (
            integer("quartier", "number"),
            text("name", "name", required=True),
            Column("arrondissement", "reference", "the arrondissement it lies in", refers_to="arrondissements"),
        ),
    ),
    Table(
        "streets",
        "Streets under their names of May 1871; their lines are in `basemap/streets.geojson` and `basemap/streets_osm.geojson`.",
        ("street_id",),
        (
            slug("street_id", "readable id"),
            text("name_1871", "name in May 1871", required=True),
            text("variants", "other spellings and names in the sources, separated by |"),
            text("name_today", "name today"),
            text("renamed", "when it was renamed after May 1871"),
            text("renamed_word", "on whose word"),
            choice("existed_1871", ("yes", "partly"), "whether the whole street was open in May 1871"),
            choice("kind", codes.STREET_KINDS, "what sort of street"),
            text("arrondissements", "the arrondissements that it crosses, separated by spaces"),
            added(text("arrondissements_odd", "those of its odd side, where it parts two")),
            added(text("arrondissements_even", "those of its even side, where it parts two")),
            choice("numbering", ("seine", "flow"), "numbered from the Seine, or along its flow", required=False),
            reference("source_id", "sources", "a source that names it", required=False),
            text("locator", "where it does"),
            _NOTE,
        ),
    ),
    Table(
        "street_anchors",
        "House numbers at known corners and ends of streets: between them an address is interpolated.",
        ("street_id", "number", "at"),
        (
            reference("street_id", "streets", "the street"),
            integer("number", "house number; odd on the left, even on the right, walking up the numbers"),
            _LON,
            _LAT,
            text("at", "the corner or end meant", required=True),
            _PRECISION,
            text("method", "corner, end or address"),
            _NOTE,
        ),
    ),
    Table(
        "damage",
        "Houses and public buildings burned, damaged or destroyed, by address.",
        ("damage_id",),
        (
            slug("damage_id", "readable id"),
            reference("street_id", "streets", "the street", required=False),
            reference("place_id", "places", "the building, where it has a place of its own", required=False),
            text("street_printed", "street as the source prints it", required=True),
            text("number_printed", "number as the source prints it"),
            text("number", "house number as read, with bis or ter"),
            text("named", "shop or building that the source names"),
            choice("state", codes.DAMAGE_STATES, "what the source says of it"),
            choice("fire_started", ("yes",), "marked by the source as a house where fire was set", required=False),
            reference("event_id", "events", "the fire it belongs to", required=False),
            choice("flag", ("digit-corrected", "digit-doubtful", "placed-by-street"), "what to be wary of", required=False),
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
            slug("claim_id", "readable id"),
            text("scope", "short code of what is counted", required=True),
            text("scope_en", "what is counted", required=True),
            text("scope_fr", "ce qui est compté", required=True),
            integer("low", "lowest number", required=False),
            integer("high", "highest number", required=False),
            text("author", "whose claim", required=True),
            reference("reported_by", "sources", "the text that reports it"),
            _LOCATOR,
            _NOTE,
        ),
    ),
    Table(
        "burials",
        "Burial sites with rival counts: one author a row.",
        ("burial_id",),
        (
            slug("burial_id", "readable id"),
            reference("place_id", "places", "the site"),
            text("author", "whose count", required=True),
            integer("low", "lowest number", required=False),
            integer("high", "highest number", required=False),
            reference("reported_by", "sources", "the text that reports it"),
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
            text("section", "chapter, letter or appendix", required=True),
            integer("seq", "running number in the section"),
            text("fact", "the fact in a few words", required=True),
            Column("event_id", "references", "the events drawn from it", required=False, refers_to="events"),
            text("left_out", "why nothing was drawn"),
        ),
    ),
    Table(
        "fronts",
        "The front of each evening, as a line through named places.",
        ("day", "line", "seq"),
        (
            Column("day", "date", "the evening meant"),
            text("line", "name of the line, where an evening has several", required=True),
            integer("seq", "order along the line"),
            text("point_id", "a place or a junction", required=True),
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
            slug("column_id", "readable id of one day's advance of one corps"),
            text("corps", "whose column", required=True),
            Column("day", "date", "the day of the advance"),
            integer("seq", "order along the line"),
            text("point_id", "a place or a junction", required=True),
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
            text("name", "name", required=True),
            _LON,
            _LAT,
            _PRECISION,
            text("method", "how the position was found"),
            _NOTE,
        ),
    ),
    Table(
        "days",
        "Each day told in a few lines.",
        ("day",),
        (
            Column("day", "date", "the day"),
            text("text_en", "the day in English, at most 90 words", required=True),
            text("text_fr", "la journée en français, 90 mots au plus", required=True),
        ),
    ),
    Table(
        "about",
        "What the atlas says of itself, paragraph by paragraph, beyond what holds for every record.",
        ("section", "seq"),
        (
            choice("section", codes.ABOUT_SECTIONS, "the section of the page about the atlas"),
            integer("seq", "order of the paragraphs"),
            text(
                "en",
                "the paragraph in English",
                required=True,
            ),
            text("fr", "le paragraphe en français", required=True),
        ),
    ),
    Table(
        "spelling",
        "Names that the sources spell in several ways, and the one spelling of this record.",
        ("avoid",),
        (
            text("avoid", "a spelling that the texts of this record do not use", required=True),
            text("use", "the spelling of this record", required=True),
            text("note", "why"),
        ),
    ),
    Table(
        "vocabulary",
        "The words of the interface for every coded value.",
        ("list", "term"),
        (
            text("list", "the column, or list of codes, that the term belongs to", required=True),
            text("term", "the code", required=True),
            text("en", "in English", required=True),
            text("fr", "en français", required=True),
        ),
    ),
)

BY_NAME = {table.name: table for table in TABLES}


def choices(column: Column, week: Week | None) -> tuple[str, ...]:
    """Return what ``column`` may hold in a record with the kinds and sides of ``week``."""
    return codes.of(column.choices, week)


LAYERS: dict[str, str] = {
    "boundaries": "the shared edges of the quartiers of 1860; polygonised into quartiers and arrondissements",
    "water": "the Seine, canals, basins and lakes",
    "islands": "the islands of the Seine",
    "axes": "lines in the middle of a water, along which its name is written",
    "wall": "the Thiers wall and its military road",
    "railways": "railways",
    "green": "parks and cemeteries",
    "buildings": "footprints of the great buildings",
    "streets": "streets under their names of 1871",
    "streets_osm": "streets under their names of 1871 along the ways of today (ODbL, © OpenStreetMap contributors)",
}
"""GeoJSON files of ``basemap/``; each may be absent."""

STREET_LAYERS = ("streets", "streets_osm")
"""The files of ``basemap/`` that draw streets: one a licence, so that none is mixed into another's."""
