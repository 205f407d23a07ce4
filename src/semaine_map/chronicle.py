"""Join places, events and citations into dated, located, cited events: the chronicle that everything else shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from semaine_map import territory
from semaine_map.gazetteer import Gazetteer

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.catalog import Record, Rows
    from semaine_map.gazetteer import Position
    from semaine_map.week import Week

PART_OF_DAY_ORDER = {
    "dawn": "04:30",
    "morning": "09:00",
    "noon": "12:00",
    "afternoon": "15:00",
    "evening": "19:00",
    "night": "22:00",
}
"""Where an event with only a part of the day stands among those with an hour: for the order of lists, never shown."""


LARGE = 20_000
"""Events up to which the atlas holds every text, and a build makes sheets for the wall and documents to be read as one."""

WIDEST_PLACE_M = 150
"""A place with a wider radius (a quarter, a long street) is not taken to be "at" a position inside it."""


@dataclass(frozen=True, slots=True)
class Chronicle:
    """A checked record, joined.

    Attributes:
        folder: where the record was read.
        week: its days and titles.
        events: GeoDataFrame (points, degrees WGS 84), one row an event in the order of the story: day, hour, id.
            ``start``/``end`` are ISO dates (``end`` None when not recorded), ``start_time``/``end_time`` are ``HH:MM`` or None;
            ``uncertainty_m`` is the radius of the place in metres; ``arrondissement`` is 0 outside the wall.
        places: GeoDataFrame (points), one row a place, with ``arrondissement``.
        citations, sources: DataFrames, as in the tables.
        arrondissements, quartiers: GeoDataFrames (polygons), empty when the record draws none.
        control: DataFrame ``day, arrondissement, status, …``.
        damage: GeoDataFrame (points), one row a burned or damaged house or building: ``damage_id, name_1871, name_today, state,
            event_id, uncertainty_m, method, arrondissement, flag, named, sources, note``.
        casualties, burials: DataFrames, as in the tables: claims, each with its author.
        fronts, columns: GeoDataFrames (lines): the front of each evening, and the advance of the army's columns by day.
        held: day -> the ground that the army held that evening; empty when the record draws no fronts.
        words: ``words[tongue][list][term]``, the vocabulary in both languages.
        day_texts: ``day_texts[day][tongue]``, each day told in a few lines.
        about: ``about[section][tongue]``, the paragraphs with which the record speaks of itself.
        drawings: name of the layer -> GeoDataFrame of ``basemap/`` with the properties of its features; streets have
            ``name_today`` besides.
    """

    folder: Path
    week: Week
    events: gpd.GeoDataFrame
    places: gpd.GeoDataFrame
    citations: pd.DataFrame
    sources: pd.DataFrame
    arrondissements: gpd.GeoDataFrame
    quartiers: gpd.GeoDataFrame
    control: pd.DataFrame
    damage: gpd.GeoDataFrame
    casualties: pd.DataFrame
    burials: pd.DataFrame
    fronts: gpd.GeoDataFrame
    columns: gpd.GeoDataFrame
    held: dict[str, shapely.Geometry]
    words: dict[str, dict[str, dict[str, str]]]
    day_texts: dict[str, dict[str, str]]
    about: dict[str, dict[str, list[str]]]
    drawings: dict[str, gpd.GeoDataFrame]

    @property
    def is_large(self) -> bool:
        """Tell whether there are so many events that only what a page or a map can bear is made of them by itself."""
        return len(self.events) > LARGE


def tell(record: Record) -> Chronicle:
    """Join the tables of ``record``, which must have passed ``checks.check``."""
    assert record.week is not None  # noqa: S101 - checks.check refuses a record without a week; this tells the type checker
    parts = territory.quartiers(record)
    areas = territory.arrondissements(record, parts)
    places = _places(record.tables["places"], areas)
    citations, sources = frame(record.tables["citations"]), frame(record.tables["sources"])
    control = frame(record.tables["control"])
    control["arrondissement"] = pd.to_numeric(control["arrondissement"])
    fronts = territory.lines_through(record, "fronts", ("day", "line"))
    city = shapely.union_all(parts.geometry.to_numpy())
    return Chronicle(
        folder=record.folder,
        week=record.week,
        events=_events(record.tables["events"], places, _source_lines(citations, sources)),
        places=places,
        citations=citations,
        sources=sources,
        arrondissements=areas,
        quartiers=parts,
        control=control,
        damage=_damage(record, areas, sources),
        casualties=frame(record.tables["casualties"]),
        burials=frame(record.tables["burials"]),
        fronts=fronts,
        columns=territory.lines_through(record, "columns", ("column_id", "corps", "day")),
        held={} if fronts.empty or parts.empty else territory.held_by_the_army(record.week.days, city, fronts),
        words=_words(record.tables["vocabulary"]),
        day_texts=_day_texts(record.tables["days"]),
        about=_about(record.tables["about"]),
        drawings=_drawings(record),
    )


def near(chronicle: Chronicle, position: Position) -> tuple[gpd.GeoDataFrame, int]:
    """Return the events that may have happened at ``position``, and its arrondissement (0 outside the wall).

    An event may have happened there when it has the same place, or when its circle and that of the position touch; circles
    wider than ``WIDEST_PLACE_M`` count for no more than that.
    """
    point = gpd.GeoSeries([shapely.Point(position.lon, position.lat)], crs=territory.CRS)
    number = int(territory.locate(point, chronicle.arrondissements)[0])
    events = chronicle.events
    distance = events.to_crs(territory.METRIC_CRS).distance(point.to_crs(territory.METRIC_CRS).iloc[0])
    reach = np.minimum(events["uncertainty_m"], WIDEST_PLACE_M) + min(position.precision_m, WIDEST_PLACE_M)
    there = (distance <= reach) & (events["uncertainty_m"] <= WIDEST_PLACE_M)
    return events[there | (events["place_id"] == position.place_id)], number


def frame(rows: Rows) -> pd.DataFrame:
    """Return ``rows`` as a DataFrame of text, empty cells as ``""``."""
    return pd.DataFrame(rows.columns, dtype=object)


def _places(rows: Rows, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    table = frame(rows)
    points = gpd.points_from_xy(table.pop("lon").astype(float), table.pop("lat").astype(float), crs=territory.CRS)
    places = gpd.GeoDataFrame(table, geometry=points)
    places["precision_m"] = places["precision_m"].astype(np.int32)
    places["arrondissement"] = territory.locate(places.geometry, areas)
    return places


def _events(rows: Rows, places: gpd.GeoDataFrame, source_lines: pd.Series) -> gpd.GeoDataFrame:
    table = frame(rows).rename(columns={"event_id": "id"})
    for edge in ("start", "end"):
        moments = table[edge].str.split("T", n=1)
        table[edge] = moments.str[0].where(table[edge] != "", None)
        table[f"{edge}_time"] = moments.str[1].astype(object).where(moments.str.len() > 1, None)
    for number in ("killed_min", "killed_max"):
        table[number] = pd.array([int(text) if text else pd.NA for text in table[number]], dtype="Int32")
    found = places.set_index("place_id").loc[table["place_id"]]
    for name in ("name_1871", "name_today", "arrondissement"):
        table[name] = found[name].to_numpy()
    table["uncertainty_m"] = found["precision_m"].to_numpy()
    table["edtf"] = [
        edtf or _interval(start, end) for edtf, start, end in zip(table["edtf"], table["start"], table["end"], strict=True)
    ]
    table["sources"] = source_lines.reindex(table["id"]).fillna("").to_numpy()
    hours = table["start_time"].fillna(table["part_of_day"].map(PART_OF_DAY_ORDER)).fillna("~")
    order = np.lexsort((table["id"], hours, table["start"]))
    events = gpd.GeoDataFrame(table, geometry=found.geometry.to_numpy(), crs=territory.CRS)
    return events.iloc[order].reset_index(drop=True)


def _damage(record: Record, areas: gpd.GeoDataFrame, sources: pd.DataFrame) -> gpd.GeoDataFrame:
    """Place each damaged house: at its own place where it has one, else by its number in its street."""
    table = frame(record.tables["damage"])
    gazetteer = Gazetteer(record)
    found = [
        gazetteer.place(place)
        if place
        else gazetteer.address(street, int(digits[0]) if (digits := re.findall(r"\d+", number)) else None)
        for place, street, number in zip(table["place_id"], table["street_id"], table["number"], strict=True)
    ]
    points = gpd.points_from_xy([one.lon for one in found], [one.lat for one in found], crs=territory.CRS)
    short = dict(zip(sources["source_id"], sources["short"], strict=True))
    damage = gpd.GeoDataFrame(table[["damage_id", "number", "named", "state", "event_id", "flag", "note"]], geometry=points)
    damage["name_1871"] = [one.name_1871 for one in found]
    damage["name_today"] = [one.name_today for one in found]
    damage["uncertainty_m"] = np.array([one.precision_m for one in found], dtype=np.int32)
    damage["method"] = [one.method for one in found]
    damage["sources"] = [f"{short[s]}, {where}" for s, where in zip(table["source_id"], table["locator"], strict=True)]
    damage["arrondissement"] = territory.locate(damage.geometry, areas)
    return damage


def _interval(start: str, end: str | None) -> str:
    """Return in EDTF what two ISO dates say."""
    return start if end is None or end == start else f"{start}/{end}"


def _source_lines(citations: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return, by event id, its witnesses in one line: ``Lissagaray 1886, ch. XXIX; Leighton 1871, app. XIV``."""
    short = dict(zip(sources["source_id"], sources["short"], strict=True))
    lines = [f"{short[s]}, {locator}" for s, locator in zip(citations["source_id"], citations["locator"], strict=True)]
    told = pd.DataFrame({"event_id": citations["event_id"], "line": lines}).drop_duplicates()
    return told.groupby("event_id", sort=True)["line"].agg("; ".join)


def _words(rows: Rows) -> dict[str, dict[str, dict[str, str]]]:
    words: dict[str, dict[str, dict[str, str]]] = {}
    for tongue in ("en", "fr"):
        lists = words.setdefault(tongue, {})
        for name, term, word in zip(rows.columns["list"], rows.columns["term"], rows.columns[tongue], strict=True):
            lists.setdefault(name, {})[term] = word
    return words


def _day_texts(rows: Rows) -> dict[str, dict[str, str]]:
    texts = zip(rows.columns["day"], rows.columns["text_en"], rows.columns["text_fr"], strict=True)
    return {day: {"en": english, "fr": french} for day, english, french in texts}


def _about(rows: Rows) -> dict[str, dict[str, list[str]]]:
    about: dict[str, dict[str, list[str]]] = {}
    for row in sorted(range(len(rows)), key=lambda row: int(rows.columns["seq"][row])):
        section = about.setdefault(rows.columns["section"][row], {"en": [], "fr": []})
        for tongue in ("en", "fr"):
            section[tongue].append(rows.columns[tongue][row])
    return about


def _drawings(record: Record) -> dict[str, gpd.GeoDataFrame]:
    drawings = {
        name: gpd.GeoDataFrame.from_features(drawing.features, crs=territory.CRS) for name, drawing in record.drawings.items()
    }
    if "streets" in drawings and "id" in drawings["streets"]:
        streets = record.tables["streets"].columns
        today = dict(zip(streets["street_id"], streets["name_today"], strict=True))
        drawings["streets"]["name_today"] = [today.get(street, "") for street in drawings["streets"]["id"]]
    return drawings
