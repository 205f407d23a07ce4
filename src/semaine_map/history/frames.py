"""Put the story and the other tables of a record into frames: the chronicle that everything else draws and exports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from semaine_map.history import bridges, territory
from semaine_map.history.dataset import Story, outline
from semaine_map.history.gazetteer import Gazetteer
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from semaine_map.history.territory import Columns
    from semaine_map.record.reading import Record, Rows

LARGE = 20_000
"""Events up to which the atlas holds every text, and a build makes sheets for the wall and documents to be read as one."""


@dataclass(frozen=True, slots=True, eq=False)
class Chronicle(Story):
    """A checked record, joined: the tables of its story as frames (degrees WGS 84), and all its other tables.

    Attributes:
        events, places, control, arrondissements, quartiers, fronts: those of ``Story`` as GeoDataFrames, ``control`` a DataFrame.
        citations, sources: DataFrames, as in the tables.
        damage: GeoDataFrame (points), one row a burned or damaged house or building: ``damage_id, name_1871, name_today, state,
            event_id, uncertainty_m, method, arrondissement, flag, named, sources, note, note_fr``.
        casualties, burials: DataFrames, as in the tables: claims, each with its author.
        columns: GeoDataFrame (lines): the advance of the army's columns by day.
        about: ``about[section][tongue]``, the paragraphs with which the record speaks of itself.
        drawings: name of the layer -> GeoDataFrame of ``basemap/`` with the properties of its features; streets have
            ``name_today`` besides, and ``bridges`` are drawn here.
    """

    events: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    control: pd.DataFrame
    arrondissements: gpd.GeoDataFrame
    quartiers: gpd.GeoDataFrame
    fronts: gpd.GeoDataFrame
    citations: pd.DataFrame
    sources: pd.DataFrame
    damage: gpd.GeoDataFrame
    casualties: pd.DataFrame
    burials: pd.DataFrame
    columns: gpd.GeoDataFrame
    about: dict[str, dict[str, list[str]]]
    drawings: dict[str, gpd.GeoDataFrame]

    @property
    def is_large(self) -> bool:
        """Tell whether there are so many events that only what a page or a map can bear is made of them by itself."""
        return len(self.events) > LARGE


def tell(record: Record) -> Chronicle:
    """Join the tables of ``record``, which must have passed ``checks.check``."""
    story = outline(record)
    return Chronicle(
        folder=story.folder,
        week=story.week,
        events=_drawn(story.events).astype({"killed_min": "Int32", "killed_max": "Int32", "seq": "Int32"}),
        places=_drawn(story.places),
        control=_table(story.control),
        arrondissements=_drawn(story.arrondissements),
        quartiers=_drawn(story.quartiers),
        fronts=_drawn(story.fronts),
        city=story.city,
        held=story.held,
        words=story.words,
        day_texts=story.day_texts,
        citations=frame(record.tables["citations"]),
        sources=frame(record.tables["sources"]),
        damage=_drawn(_damage(record, story)),
        casualties=frame(record.tables["casualties"]),
        burials=frame(record.tables["burials"]),
        columns=_drawn(territory.lines_through(record, "columns")),
        about=_about(record.tables["about"]),
        drawings=_drawings(record, story),
    )


def frame(rows: Rows) -> pd.DataFrame:
    """Return ``rows`` as a DataFrame of text, empty cells as ``""``."""
    return _table(rows.columns)


def _table(columns: Columns) -> pd.DataFrame:
    """Return ``columns`` as a DataFrame: an array keeps its type, a list holds text or None."""
    return pd.DataFrame(
        {name: values if isinstance(values, np.ndarray) else pd.Series(values, dtype=object) for name, values in columns.items()}
    )


def _drawn(columns: Columns) -> gpd.GeoDataFrame:
    """Return ``columns`` as a GeoDataFrame in degrees WGS 84."""
    return gpd.GeoDataFrame(_table(columns), geometry="geometry", crs=territory.CRS)


def _damage(record: Record, story: Story) -> Columns:
    """Place each damaged house: at its own place where it has one, else by its number in its street."""
    table = record.tables["damage"].columns
    gazetteer = Gazetteer(record)
    found = [
        gazetteer.place(place)
        if place
        else gazetteer.address(street, int(digits[0]) if (digits := re.findall(r"\d+", number)) else None)
        for place, street, number in zip(table["place_id"], table["street_id"], table["number"], strict=True)
    ]
    points = shapely.points([one.lon for one in found], [one.lat for one in found])
    sources = record.tables["sources"].columns
    short = dict(zip(sources["source_id"], sources["short"], strict=True))
    return {
        **{name: table[name] for name in ("damage_id", "number", "named", "state", "event_id", "flag", "note", "note_fr")},
        "geometry": points,
        "name_1871": [one.name_1871 for one in found],
        "name_today": [one.name_today for one in found],
        "uncertainty_m": np.array([one.precision_m for one in found], dtype=np.int32),
        "method": [one.method for one in found],
        "sources": [f"{short[s]}, {where}" for s, where in zip(table["source_id"], table["locator"], strict=True)],
        "arrondissement": territory.locate(points, story.arrondissements),
    }


def _about(rows: Rows) -> dict[str, dict[str, list[str]]]:
    about: dict[str, dict[str, list[str]]] = {}
    for row in sorted(range(len(rows)), key=lambda row: int(rows.columns["seq"][row])):
        section = about.setdefault(rows.columns["section"][row], {"en": [], "fr": []})
        for tongue in LANGUAGES:
            section[tongue].append(rows.columns[tongue][row])
    return about


def _drawings(record: Record, story: Story) -> dict[str, gpd.GeoDataFrame]:
    drawings = {
        name: gpd.GeoDataFrame.from_features(drawing.features, crs=territory.CRS) for name, drawing in record.drawings.items()
    }
    if "streets" in drawings and "id" in drawings["streets"]:
        streets = record.tables["streets"].columns
        today = dict(zip(streets["street_id"], streets["name_today"], strict=True))
        drawings["streets"]["name_today"] = [today.get(street, "") for street in drawings["streets"]["id"]]
    if "water" in drawings:
        drawings["bridges"] = bridges.bridges(_drawn(story.places), drawings)
    return drawings
