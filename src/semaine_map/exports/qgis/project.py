"""Fill the templates of the project: the tree of its layers, their sources and styles, its days, and a sheet a day to print."""

from __future__ import annotations

import math
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import geopandas as gpd
import shapely
from pyproj import CRS as CRSInfo  # noqa: N811 - our own CRS is the code of a system

from semaine_map.exports.columns import DERIVED, LAYERS, TABLES
from semaine_map.exports.qgis.styles import VERSION, elements
from semaine_map.exports.qgis.symbols import fill, node, rgb, symbol, text_node
from semaine_map.portrayal.portrayal import palette
from semaine_map.record.crs import CRS
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semaine_map.exports.kit import Kit
    from semaine_map.exports.qgis.styles import Style

GROUPS: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("What happened / Ce qui s’est passé", True, ("events", "damage")),
    ("Who held what / Qui tenait quoi", True, ("columns", "fronts", "control", "quartiers")),
    (
        "The city / La ville",
        True,
        (
            "places", "basemap_wall", "basemap_railways", "basemap_boundaries", "basemap_bridges", "streets", "streets_osm",
            "basemap_buildings",
            "basemap_islands", "basemap_water", "basemap_green", "arrondissements", "basemap_land",
        ),
    ),
    ("Tables", False, (*TABLES, *DERIVED)),
)  # fmt: skip
"""The tree from the top down: group, whether it is shown at first, and its layers."""

HIDDEN = frozenset({"quartiers", "places"})
"""Layers in a group that is shown, switched off at first."""

TITLES = {
    "events": "Events / Événements",
    "damage": "Damaged houses / Maisons atteintes",
    "columns": "Columns of advance / Colonnes",
    "fronts": "Front of the evening; band: where it may have run / Front du soir ; bande : où il a pu passer",
    "control": "Ground / Terrain",
    "places": "Places / Lieux",
    "streets": "Streets / Rues",
    "streets_osm": "Streets along today’s ways / Rues suivant les voies actuelles",
    "basemap_wall": "Wall / Enceinte",
    "basemap_railways": "Railways / Chemins de fer",
    "basemap_boundaries": "Boundaries / Limites",
    "basemap_bridges": "Bridges / Ponts",
    "basemap_buildings": "Great buildings / Grands édifices",
    "basemap_islands": "Islands / Îles",
    "basemap_land": "Land / Terre",
    "basemap_water": "Water / Eaux",
    "basemap_green": "Parks and cemeteries / Parcs et cimetières",
    "casualties": "Numbers of dead / Nombres des morts",
    "burials": "Burials / Inhumations",
}
"""Names of layers for people, where those of the files are not the same in both languages."""

ALIASES = {
    "kind": "Kind / Nature", "name_1871": "Name then / Nom d’alors", "name_today": "Name today / Nom actuel",
    "start": "First day / Premier jour",
    "end": "Last day / Dernier jour", "start_time": "From (hour) / Dès (heure)", "end_time": "To (hour) / Jusqu’à (heure)",
    "edtf": "Date (EDTF)", "dating": "How closely dated / Précision de la date", "day": "Day / Jour", "status": "State / État",
    "outcome": "Outcome / Issue", "actor": "Who acts / Qui agit", "target": "Who suffers / Qui subit",
    "certainty": "Certainty / Certitude", "uncertainty_m": "Radius, m / Rayon, m", "title_en": "Title / Titre (en)",
    "title_fr": "Title / Titre (fr)", "summary_en": "Summary / Résumé (en)", "summary_fr": "Summary / Résumé (fr)",
    "sources": "Witnesses / Témoins", "part_of_day": "Part of day / Moment du jour",
    "killed_min": "Dead, lowest claim / Morts, au moins",
    "killed_max": "Dead, highest claim / Morts, au plus", "place_id": "Place / Lieu", "event_id": "Event / Événement",
    "street_id": "Street / Rue", "number": "House number / Numéro", "named": "Named / Nommé", "flag": "Be wary / Réserve",
    "note": "Note", "quartier_left": "Quartier on the left / à gauche", "quartier_right": "Quartier on the right / à droite",
    "where_prec": "UCDP GED: place / lieu", "date_prec": "UCDP GED: date", "geo_precision": "ACLED: place / lieu",
    "time_precision": "ACLED: date",
}  # fmt: skip
"""Names of columns for people, in both languages; a column without one is shown by its own."""

LEGEND = ("events", "damage", "columns", "fronts", "control")

PREFIX = "record_layer_"
"""Before the name of a layer in its id: QGIS gives a layer whose id has ten letters or fewer another one."""

RELATIONS = (
    ("citations", "event_id", "events", "id"), ("citations", "source_id", "sources", "source_id"),
    ("participants", "event_id", "events", "id"), ("participants", "person_id", "people", "person_id"),
    ("events_by_day", "event_id", "events", "id"), ("versions", "event_id", "events", "id"),
)  # fmt: skip
"""Table, column, and the layer and column that it points to: QGIS shows the witnesses in the form of an event."""

SHEET = (320, 250)
"""Width and height of the map on the A3 sheet, in millimetres, as in ``layout.xml``."""


def text(kit: Kit, styled: Mapping[str, Style]) -> str:
    """Return the project for the GeoPackage of ``kit`` beside it; ``styled`` are the styles of its layers."""
    week = kit.week
    present = [*styled, *(name for name, table in kit.tables.items() if len(table))]
    system = canvas(kit)
    xmin, ymin, xmax, ymax = (f"{side:.0f}" for side in extent(kit, system))
    sides = {"xmin": xmin, "ymin": ymin, "xmax": xmax, "ymax": ymax}
    listed = [name for _, _, names in GROUPS for name in names if name in present]
    return _template("project").substitute(
        version=VERSION,
        title=escape(" / ".join(dict.fromkeys(week.title.values())), {'"': "&quot;"}),
        subtitle=escape(week.subtitle["en"]),
        rights="".join(f"<rights>{escape(right)}</rights>" for right in (week.licence_name, week.ground) if right),
        author=f"<author>{escape(week.creator)}</author>" if week.creator else "",
        name=week.name,
        record_date=week.stamp,
        first_day=week.first_day,
        last_day=week.last_day,
        crs=crs(system),
        tree=_tree(week.name, present),
        relations="\n".join(_relation(*relation) for relation in RELATIONS if {relation[0], relation[2]} <= set(present)),
        layers="\n".join(_layer(kit, name, styled.get(name)) for name in listed),
        layouts="\n".join(
            _sheet(kit, day, [name for name in LEGEND if name in present], sides) for day in kit.dataset.days_with_sheets
        ),
        **sides,
    )


def canvas(kit: Kit) -> str:
    """Return the system that the map is shown in: that of the layers where it is a projection, else one in metres."""
    return kit.crs.to_string() if kit.crs.is_projected else kit.week.metric_crs


def extent(kit: Kit, system: str) -> tuple[float, float, float, float]:
    """Return the ground that a sheet shows, in ``system`` and its proportion: the city, or all events where none is drawn."""
    shown = kit.text["arrondissements" if len(kit.text["quartiers"]) else "events"]
    box = gpd.GeoSeries([shapely.box(*shown.total_bounds)], crs=shown.crs).to_crs(system)
    xmin, ymin, xmax, ymax = box.total_bounds
    per_mm = max((xmax - xmin) / SHEET[0], (ymax - ymin) / SHEET[1], 1) * 1.04
    x, y, half_width, half_height = (xmin + xmax) / 2, (ymin + ymax) / 2, per_mm * SHEET[0] / 2, per_mm * SHEET[1] / 2
    return x - half_width, y - half_height, x + half_width, y + half_height


def segment(sides: Mapping[str, str]) -> int:
    """Return the metres of one of the two parts of the scale bar: a round number that is some 15 to 35 mm long on the sheet."""
    per_mm = (float(sides["xmax"]) - float(sides["xmin"])) / SHEET[0]
    power = 10.0 ** math.floor(math.log10(15 * per_mm))
    return next(round(times * power) for times in (1, 2, 5, 10) if times * power >= 15 * per_mm)


def crs(system: str) -> str:
    """Return a system of coordinates as QGIS stores it: its well-known text and its code."""
    known = CRSInfo.from_user_input(system)
    text = node(
        "spatialrefsys", {"nativeFormat": "Wkt"}, text_node("wkt", known.to_wkt()), text_node("authid", known.to_string())
    )
    return ET.tostring(text, encoding="unicode")


def title(name: str) -> str:
    """Return the name of a layer for people."""
    return TITLES.get(name, name.capitalize())


def _template(name: str) -> Template:
    return Template(files("semaine_map.exports.qgis").joinpath(f"{name}.xml").read_text(encoding="utf-8"))


def _entry(file: str, name: str, *, shown: bool) -> ET.Element:
    """Return the line of a layer in a tree of layers."""
    checked = "Qt::Checked" if shown else "Qt::Unchecked"
    source = f"./{file}.gpkg|layername={name}"
    values = {
        "id": PREFIX + name,
        "name": title(name),
        "source": source,
        "providerKey": "ogr",
        "checked": checked,
        "expanded": "0",
    }
    return node("layer-tree-layer", values, node("customproperties", {}, node("Option")))


def _tree(file: str, present: Sequence[str]) -> str:
    root = node("layer-tree-group", {}, node("customproperties", {}, node("Option")))
    for name, shown, layers in GROUPS:
        inside = [_entry(file, layer, shown=layer not in HIDDEN) for layer in layers if layer in present]
        values = {"name": name, "checked": "Qt::Checked" if shown else "Qt::Unchecked", "expanded": str(int(shown))}
        if inside:
            root.append(node("layer-tree-group", values, *inside))
    return ET.tostring(root, encoding="unicode")


def _layer(kit: Kit, name: str, style: Style | None) -> str:
    geometry, system = "No geometry", CRS
    if name in kit.text:
        kinds, system = set(kit.text[name].geom_type), kit.crs.to_string()
        geometry = next(kind for kind in ("Polygon", "Line", "Point") if any(kind in one for one in kinds))
    filled = _template("layer").substitute(
        id=PREFIX + name,
        layer=name,
        name=kit.week.name,
        title=title(name),
        meaning=escape(LAYERS.get(name, "")),
        geometry=geometry,
        crs=crs(system),
        labelled=int(style is not None and style.labelling is not None),
        shown=f"coalesce({', '.join(title_columns(kit))})"
        if name == "events"
        else f'"{kit.week.named}"'
        if name in kit.text
        else "",
    )
    made = ET.fromstring(filled)  # noqa: S314 - our own template
    columns = kit.text[name].columns if name in kit.text else kit.tables[name].columns
    named = {column: ALIASES.get("name_1871" if column == kit.week.named else str(column)) for column in columns}
    aliases = [node("alias", {"field": str(column), "name": words}) for column, words in named.items() if words]
    made.append(node("aliases", {}, *aliases))
    if style is not None:
        made.extend(elements(style))
    return ET.tostring(made, encoding="unicode")


def title_columns(kit: Kit) -> list[str]:
    """Return the columns of titles, quoted."""
    return [f'"{name}"' for name in kit.text["events"].columns if name.startswith("title_")]


def _relation(table: str, column: str, layer: str, referred: str) -> str:
    values = {"id": f"{table}-{layer}", "name": f"{table} of {layer}", "strength": "Association"}
    values |= {"referencingLayer": PREFIX + table, "referencedLayer": PREFIX + layer}
    fields = node("fieldRef", {"referencingField": column, "referencedField": referred})
    return ET.tostring(node("relation", values, fields), encoding="unicode")


def _sheet(kit: Kit, day: str, legend: Sequence[str], sides: Mapping[str, str]) -> str:
    """Return the sheet of ``day``; its words are in the language of the user's QGIS where they come from the record."""
    week = kit.week

    def both(texts: Mapping[str, str]) -> str:
        english, french = (texts[language].replace("'", "''") for language in LANGUAGES)
        return f"[% if(@qgis_locale LIKE 'fr%', '{french}', '{english}') %]"

    tree = node("layer-tree-group", {}, *(_entry(week.name, name, shown=True) for name in legend))
    credit = both(_credit(kit))
    words = {
        "heading": both(week.title),
        "date": f"[% format_date(to_date('{day}'), 'dddd d MMMM yyyy') %]",
        "credit": credit,
    }
    quoted = {name: escape(word, {'"': "&quot;"}) for name, word in words.items()}
    page = palette()["page"]
    paper = ET.tostring(symbol("fill", [fill(rgb(page["paper"]))]), encoding="unicode")
    legended = ET.tostring(tree, encoding="unicode")
    return _template("layout").substitute(
        day=day, legend=legended, paper=paper, segment=max(1, segment(sides)), ink=page["ink"], **quoted, **sides
    )


def _credit(kit: Kit) -> dict[str, str]:
    """Return what stands below a sheet in each language: what the signs' ink and body mean, and on whose word all stands."""
    week = kit.week

    def whose(language: str, word: str) -> str:
        state = week.record_date and f"{word} {week.record_date}"
        return ", ".join(filter(None, (week.title[language], state, week.creator, week.licence_name, week.ground)))

    english, french = whose("en", "record of"), whose("fr", "base du")
    return {
        "en": "Signs have the colour of the side that acts, as has its ground; black: others, the dead. Full: certain, hollow: "
        f"less certain, faint: uncertain. {english}; every event is cited in "
        "the table “citations”.",
        "fr": "Les signes ont la couleur du camp qui agit, comme son terrain ; noirs : d’autres, et les morts. Pleins : certain, "
        f"évidés : moins certain, pâles : incertain. {french} ; chaque événement est cité "
        "dans la table « citations ».",
    }
