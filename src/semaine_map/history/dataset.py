"""One dataset: dated, located, cited events, the ground beneath them, and the state of each day.

The joined tables are plain columns: a question in the terminal is answered without the half second that geopandas takes to load.
GeoDataFrames of the same columns are made when they are first asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from semaine_map.history import days, territory
from semaine_map.record.crs import CRS
from semaine_map.record.schema import STREET_LAYERS
from semaine_map.record.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from semaine_map.history.days import DayState
    from semaine_map.history.gazetteer import Gazetteer
    from semaine_map.record.basemap import Drawing
    from semaine_map.record.settings import Week
    from semaine_map.record.tables import Columns, Row

_OF_DAMAGE = ("damage_id", "street_id", "place_id", "number", "named", "state", "event_id", "flag", "note", "note_fr")
"""What a damaged house has as it stands in its table."""

MOST_SHEETS = 31
"""Steps up to which each has a wall sheet, a layout in QGIS and a page with all that it shows, of its own."""

LARGE = 20_000
"""Events up to which the atlas holds every text, and a build makes sheets for the wall and documents to be read as one."""


@dataclass(frozen=True, eq=False)
class Dataset:
    """A checked record, joined: what every renderer, export and question takes.

    Attributes:
        folder: where the record was read.
        week: its days, titles and other settings.
        tables: name -> table by columns. Joined are

            - ``events``: one row an event in the order of the story: day, hour, id. ``start``/``end`` are ISO dates (``end`` None
              when not recorded), ``start_time``/``end_time`` are ``HH:MM`` or None; ``uncertainty_m`` is the radius of the place
              in metres; ``undated`` tells that the day is one of several, ``dating`` how closely it is known (``days.dating``);
              ``arrondissement`` is 0 outside the wall; ``geometry`` is a point in degrees WGS 84;
            - ``places``: one row a place, with ``lon``, ``lat``, ``geometry`` and ``arrondissement``;
            - ``control``: ``day, arrondissement, status, …``;
            - ``arrondissements``, ``quartiers``: polygons, without rows when the record draws none;
            - ``fronts``, ``columns``: the front of each evening and the advance of the army's columns (lines).

            All others are as in their files, cells as text.
        drawings: name of the layer -> its file of ``basemap/`` as it was read.
        city: all districts together.
        held: day -> the ground that the army held that evening; empty when the record draws no fronts.
        words: ``words[language][list][term]``, the vocabulary in both languages.
        day_texts: ``day_texts[day][language]``, each day told in a few lines.
        about: ``about[section][language]``, the paragraphs with which the record speaks of itself.
    """

    folder: Path
    week: Week
    tables: Mapping[str, Columns]
    drawings: Mapping[str, Drawing]
    city: BaseGeometry
    held: Mapping[str, BaseGeometry]
    words: dict[str, dict[str, dict[str, str]]]
    day_texts: dict[str, dict[str, str]]
    about: dict[str, dict[str, list[str]]]

    @cached_property
    def walled(self) -> BaseGeometry:
        """Return the ground that a side can hold: the city within its wall, where one is drawn that closes."""
        wall = self.drawings.get("wall")
        return territory.within_wall(self.city, wall.features if wall else ())

    @cached_property
    def states(self) -> tuple[DayState, ...]:
        """Return the state of every day, in order."""
        return days.states(self)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Return the places and streets by every name that they have; of a part, those of the whole."""
        from semaine_map.history.gazetteer import Gazetteer  # noqa: PLC0415 - PROJ takes a tenth of a second to load
        from semaine_map.history.names import City  # noqa: PLC0415 - as above

        city = City.called(self.week.city, self.week.postcode)
        return Gazetteer(self.tables, self.drawings, self.week.metric_crs, city)

    @property
    def days_with_sheets(self) -> tuple[str, ...]:
        """Return the steps that have a sheet of their own: none where they are too many."""
        return self.week.days if len(self.week.days) <= MOST_SHEETS else ()

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north of what a map shows first: a city drawn by its edges, else the record's frame."""
        whole = len(self.tables["quartiers"]["geometry"]) > 0
        west, south, east, north = map(float, self.city.bounds) if whole else self.week.bounds
        return west, south, east, north

    @cached_property
    def days_with_pages(self) -> tuple[str, ...]:
        """Return the steps that have a page of their own: those of which something is."""
        begun = set(self.tables["events"]["step"])
        return tuple(
            state.day
            for state in self.states
            if state.day in begun or any(days.belongs(one) or one == days.UNDATED for one in set(state.statuses))
        )

    @property
    def numbers_districts(self) -> bool:
        """Tell whether the record's own words (``interface``, ``district_n``) name a district by its number."""
        return all("{n}" in words.get("interface", {}).get("district_n", "") for words in self.words.values())

    def district(self, number: int, language: str) -> str:
        """Return how a district is named in full: 3e arrondissement, Temple; the name alone where numbers are not said."""
        areas = self.tables["arrondissements"]
        name: str = dict(zip(np.asarray(areas["arrondissement"]).tolist(), areas["name"], strict=True)).get(number, "")
        if not self.numbers_districts:
            return name
        said = self.words[language]["interface"]["district_n"].replace("{n}", territory.ordinal(language, number))
        return f"{said.replace('{name}', name)}, {name}"

    @property
    def is_large(self) -> bool:
        """Tell whether there are so many events that only what a page or a map can bear is made of them by itself."""
        return len(self.tables["events"]["id"]) > LARGE

    @cached_property
    def short(self) -> dict[str, str]:
        """Return, by id, how each source is named in one line."""
        sources = self.tables["sources"]
        return dict(zip(sources["source_id"], sources["short"], strict=True))

    @cached_property
    def events(self) -> gpd.GeoDataFrame:
        """Return the events (points); numbers of dead and ``seq`` are nullable whole numbers."""
        return self.new_events()

    def new_events(self) -> gpd.GeoDataFrame:
        """Return ``events`` in a frame of its own, which goes when it has served: of a million events it has 300 MB."""
        return geo_data_frame(self.tables["events"]).astype(dict.fromkeys(("killed_min", "killed_max", "seq"), "Int32"))

    @cached_property
    def places(self) -> gpd.GeoDataFrame:
        """Return the places (points)."""
        return geo_data_frame({name: cells for name, cells in self.tables["places"].items() if name not in ("lon", "lat")})

    @cached_property
    def control(self) -> pd.DataFrame:
        """Return who held each arrondissement at the end of each day."""
        return data_frame(self.tables["control"])

    @cached_property
    def arrondissements(self) -> gpd.GeoDataFrame:
        """Return the arrondissements (polygons)."""
        return geo_data_frame(self.tables["arrondissements"])

    @cached_property
    def quartiers(self) -> gpd.GeoDataFrame:
        """Return the quartiers (polygons)."""
        return geo_data_frame(self.tables["quartiers"])

    @cached_property
    def fronts(self) -> gpd.GeoDataFrame:
        """Return the front of each evening (lines)."""
        return geo_data_frame(self.tables["fronts"])

    @cached_property
    def columns(self) -> gpd.GeoDataFrame:
        """Return the advance of the army's columns by day (lines)."""
        return geo_data_frame(self.tables["columns"])

    @cached_property
    def citations(self) -> pd.DataFrame:
        """Return the citations, as in their table."""
        return data_frame(self.tables["citations"])

    @cached_property
    def sources(self) -> pd.DataFrame:
        """Return the sources, as in their table."""
        return data_frame(self.tables["sources"])

    @cached_property
    def casualties(self) -> pd.DataFrame:
        """Return the numbers of dead, as in their table: claims, each with its author."""
        return data_frame(self.tables["casualties"])

    @cached_property
    def burials(self) -> pd.DataFrame:
        """Return the numbers of buried, as in their table: claims, each with its author."""
        return data_frame(self.tables["burials"])

    @cached_property
    def damage(self) -> gpd.GeoDataFrame:
        """Return the burned or damaged houses and buildings (points), a row each.

        Columns: ``damage_id, street_id, place_id, name_1871, name_today, state, event_id, uncertainty_m, method, arrondissement,
        flag, named, sources, note, note_fr``. Each stands at its own place where it has one, else by its number in its street.
        """
        return geo_data_frame(_damage(self))

    @cached_property
    def basemap(self) -> dict[str, gpd.GeoDataFrame]:
        """Return the layers of ``basemap/`` by name, with the properties of their features.

        Streets have ``name_today`` besides, and ``bridges`` are drawn here.
        """
        return _basemap(self)

    def part(self, kept: Mapping[str, np.ndarray], states: Sequence[DayState]) -> Dataset:
        """Return the rows that ``kept`` marks of each table, of ``damage`` and of each ``basemap_<layer>``; all of any other.

        ``states`` are those of its days, for its events. What needs more than the rows that are left is that of the whole: names
        are looked up in all of its places, and a bridge keeps its quays.
        """
        joined = {name: take(columns, np.flatnonzero(kept[name])) for name, columns in self.tables.items() if name in kept}
        chosen = replace(self, tables={**self.tables, **joined})
        damage, basemap = self.damage, self.basemap
        vars(chosen).update(
            states=tuple(states),
            gazetteer=self.gazetteer,
            damage=damage[kept["damage"]].reset_index(drop=True) if "damage" in kept else damage,
            basemap={
                name: layer[kept[f"basemap_{name}"]].reset_index(drop=True) if f"basemap_{name}" in kept else layer
                for name, layer in basemap.items()
            },
        )
        return chosen


def data_frame(columns: Columns) -> pd.DataFrame:
    """Return ``columns`` as a DataFrame: an array keeps its type, a list holds text or None, texts of Arrow stay there."""
    import pandas as pd  # noqa: PLC0415 - only who asks for frames waits for pandas

    def column(values: Any) -> Any:  # noqa: ANN401 - as a table has it, and as a frame takes it
        if isinstance(values, Texts):
            return pd.Series(pd.arrays.ArrowExtensionArray(values.array))
        return values if isinstance(values, np.ndarray) else pd.Series(values, dtype=object)

    return pd.DataFrame({name: column(values) for name, values in columns.items()})


def geo_data_frame(columns: Columns) -> gpd.GeoDataFrame:
    """Return ``columns`` as a GeoDataFrame in degrees WGS 84."""
    import geopandas as gpd  # noqa: PLC0415 - as above

    return gpd.GeoDataFrame(data_frame(columns), geometry="geometry", crs=CRS)


def records(frame: pd.DataFrame) -> list[Row]:
    """Return the rows of ``frame`` by the names of its columns."""
    rows = frame.to_dict("records") or [{}] * len(frame)  # pandas 2 has no rows where there is no column
    return [{str(name): cell for name, cell in row.items()} for row in rows]


def witness(short: str, locator: str) -> str:
    """Return a witness in one line, with where he says it if that is known."""
    return ", ".join(filter(None, (short, locator)))


def take(columns: Columns, rows: Sequence[int] | np.ndarray) -> Columns:
    """Return ``rows`` of a table, in their order."""
    return {name: take_column(values, rows) for name, values in columns.items()}


def take_column(values: Any, rows: Sequence[int] | np.ndarray) -> Any:  # noqa: ANN401 - a list, or an array, and the same again
    """Return ``rows`` of one column, in their order."""
    if isinstance(values, Texts):
        return values.take(rows)
    return values[rows] if isinstance(values, np.ndarray) else [values[row] for row in rows]


def _damage(dataset: Dataset) -> Columns:
    """Place each damaged house: at its own place where it has one, else by its number in its street."""
    table, gazetteer, short = dataset.tables["damage"], dataset.gazetteer, dataset.short
    found = [
        gazetteer.place(place)
        if place
        else gazetteer.address(street, int(digits[0]) if (digits := re.findall(r"\d+", number)) else None)
        for place, street, number in zip(table["place_id"], table["street_id"], table["number"], strict=True)
    ]
    points = np.asarray(shapely.points([one.lon for one in found], [one.lat for one in found]))
    return {
        **{name: table[name] for name in _OF_DAMAGE},
        "geometry": points,
        "name_1871": [one.name_1871 for one in found],
        "name_today": [one.name_today for one in found],
        "uncertainty_m": np.array([one.precision_m for one in found], dtype=np.int32),
        "method": [one.method for one in found],
        "sources": [witness(short[s], where) for s, where in zip(table["source_id"], table["locator"], strict=True)],
        "arrondissement": territory.locate_on_side(points, dataset.tables["arrondissements"], _sides(dataset)),
    }


def _sides(dataset: Dataset) -> list[list[str]]:
    """Return the arrondissements that the side of each damaged house lies in, or else its street; none where nothing is known."""
    streets, damage = dataset.tables["streets"], dataset.tables["damage"]
    whole = dict(zip(streets["street_id"], streets["arrondissements"], strict=True))
    parity = zip(streets["arrondissements_even"], streets["arrondissements_odd"], strict=True)
    sides = dict(zip(streets["street_id"], parity, strict=True))
    numbers = [re.search(r"\d+", number) for number in damage["number"]]
    return [
        []
        if place or street not in whole
        else (sides[street][int(number[0]) % 2].split() if number else []) or whole[street].split()
        for place, street, number in zip(damage["place_id"], damage["street_id"], numbers, strict=True)
    ]


def _basemap(dataset: Dataset) -> dict[str, gpd.GeoDataFrame]:
    import geopandas as gpd  # noqa: PLC0415 - as above
    import pandas as pd  # noqa: PLC0415 - as above

    from semaine_map.history import bridges  # noqa: PLC0415 - as above

    layers = {name: gpd.GeoDataFrame.from_features(drawing.features, crs=CRS) for name, drawing in dataset.drawings.items()}
    streets = [layers.pop(name).assign(layer=name) for name in STREET_LAYERS if name in layers]
    if streets:
        layers["streets"] = _streets(pd.concat(streets, ignore_index=True), dataset)
    if "water" in layers:
        layers["bridges"] = bridges.bridges(dataset.places, layers)
    return layers


def _streets(lines: gpd.GeoDataFrame, dataset: Dataset) -> gpd.GeoDataFrame:
    """Return the ``lines`` of all files of streets with the names of today."""
    if "id" not in lines:
        return lines
    streets = dataset.tables["streets"]
    today = dict(zip(streets["street_id"], streets["name_today"], strict=True))
    return lines.assign(name_today=[today.get(street, "") for street in lines["id"]])
