"""The kit: every layer and table of a record as frames with real types, in one place, for people and for writers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from semaine_map.errors import UsageError
from semaine_map.exports import derived
from semaine_map.exports import layers as layered
from semaine_map.exports.columns import CHOICES, DATES, MOMENTS, NUMBERS, SUBSETS, TABLES
from semaine_map.history.dataset import LARGE, data_frame
from semaine_map.history.selection import WHOLE, Selection, choose, events_of
from semaine_map.record import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import geopandas as gpd
    import pyproj

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.settings import Day, Week


@dataclass(frozen=True, slots=True)
class Kit:
    """A record ready for analysis: what ``load`` returns.

    ``kit["events"]`` and ``kit.events`` are the same frame. Dates are ``datetime64[s]`` at midnight, local and without zone;
    coded columns are categories, counts and radii nullable whole numbers; what does not apply is missing.

    Attributes:
        dataset: the joined record, from which everything here is made.
        text: name -> layer as it was made, for writers: dates are ISO text, what does not apply is None.
        tables: name -> DataFrame without geometry: those of the record (citations, sources, people …) and those that are worked
            out from it (events_by_day, arrondissements_by_day, quartiers_by_day, versions).
    """

    dataset: Dataset = field(repr=False)
    text: Mapping[str, gpd.GeoDataFrame] = field(repr=False)
    tables: Mapping[str, pd.DataFrame] = field(repr=False)
    _made: dict[tuple[str, str], gpd.GeoDataFrame] = field(repr=False, default_factory=dict, compare=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return the layer or table called ``name``."""
        return self.layer(name) if name in self.text else self.tables[name]

    def __iter__(self) -> Iterator[str]:
        """Give the names of the layers and tables."""
        return iter((*self.text, *self.tables))

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {len(frame)}" for name, frame in {**self.text, **self.tables}.items())
        return f"<Kit of {self.week.title['en']}: {counts}>"

    @property
    def layers(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Return every layer by name, with real types."""
        return {name: self.layer(name) for name in self.text}

    def layer(self, name: str) -> gpd.GeoDataFrame:
        """Return the layer ``name`` with real types, degrees WGS 84; ``semaine_map.exports.MEANINGS`` explains the columns."""
        return self._once("typed", name, typed)

    def dated(self, name: str) -> gpd.GeoDataFrame:
        """Return the layer ``name`` as writers of typed formats take it: Arrow's dates and text, moments."""
        return self._once("dated", name, dated)

    @property
    def distinct(self) -> list[str]:
        """Return the names of the layers that do not merely repeat rows of another."""
        return [name for name in self.text if name not in SUBSETS]

    def _once(self, form: str, name: str, make: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
        """Return a layer in another form; of very many rows it is made anew each time: it takes half of their room again."""
        if (form, name) in self._made:
            return self._made[form, name]
        made = make(self.text[name])
        if form != "dated" or len(made) <= LARGE:
            self._made[form, name] = made
        return made

    @property
    def crs(self) -> pyproj.CRS:
        """Return the system of coordinates of the layers."""
        system = self.text["events"].crs
        assert system is not None  # noqa: S101 - every layer is made with one; this tells the type checker
        return system

    @property
    def week(self) -> Week:
        """Return the days and titles of the record."""
        return self.dataset.week

    @property
    def events(self) -> gpd.GeoDataFrame:
        """Return the events (points); ``day`` is the first day of each and ``status`` its status on that day."""
        return self.layer("events")

    @property
    def places(self) -> gpd.GeoDataFrame:
        """Return the places (points); ``uncertainty_m`` is the radius in metres that holds each."""
        return self.layer("places")

    @property
    def damage(self) -> gpd.GeoDataFrame:
        """Return the burned and damaged houses (points)."""
        return self.layer("damage")

    @property
    def streets(self) -> gpd.GeoDataFrame:
        """Return the streets (lines) with their names of 1871 and of today."""
        return pd.concat([self.layer(name) for name in schema.STREET_LAYERS], ignore_index=True)

    @property
    def arrondissements(self) -> gpd.GeoDataFrame:
        """Return the arrondissements (polygons); ``kit["arrondissements_by_day"]`` says who held each."""
        return self.layer("arrondissements")

    @property
    def quartiers(self) -> gpd.GeoDataFrame:
        """Return the quartiers (polygons); ``kit["quartiers_by_day"]`` says who held each."""
        return self.layer("quartiers")

    @property
    def control(self) -> gpd.GeoDataFrame:
        """Return the ground that each side held (polygons), by day."""
        return self.layer("control")

    @property
    def fronts(self) -> gpd.GeoDataFrame:
        """Return the front of each evening (lines)."""
        return self.layer("fronts")

    @property
    def columns(self) -> gpd.GeoDataFrame:
        """Return the advance of the army's columns (lines), by day."""
        return self.layer("columns")

    @property
    def citations(self) -> pd.DataFrame:
        """Return the citations: one witness of one event a row."""
        return self.tables["citations"]

    @property
    def sources(self) -> pd.DataFrame:
        """Return the books and articles that were read."""
        return self.tables["sources"]

    @property
    def casualties(self) -> pd.DataFrame:
        """Return the numbers of dead: claims, each with its author."""
        return self.tables["casualties"]

    @property
    def burials(self) -> pd.DataFrame:
        """Return the numbers of those buried at each site: claims, each with its author."""
        return self.tables["burials"]

    @property
    def errata(self) -> pd.DataFrame:
        """Return what sources say that cannot be so, with the reason."""
        return self.tables["errata"]

    @property
    def people(self) -> pd.DataFrame:
        """Return the persons named in the events; ``kit["participants"]`` says who is in which."""
        return self.tables["people"]

    @property
    def scenes(self) -> pd.DataFrame:
        """Return the week told in scenes; ``kit["scene_events"]`` says of which events each tells."""
        return self.tables["scenes"]

    def on(self, day: Day, *, earlier: bool = False) -> gpd.GeoDataFrame:
        """Return the events of ``day``, each with its ``status`` on it; with ``earlier`` also what came before.

        Raises:
            UsageError: ``day`` is not a day of the week.
        """
        wanted = self.week.day(day)
        if wanted not in [state.day for state in self.dataset.states]:
            raise UsageError(f"{day} was not chosen for this part of the record")
        return typed(layered.of_day(self.dataset, wanted, earlier=earlier))

    def between(self, first: Day, last: Day) -> gpd.GeoDataFrame:
        """Return the events that go on on any day from ``first`` to ``last``, both included.

        Raises:
            UsageError: one of them is not a day of the week, or ``last`` comes before ``first``.
        """
        begin, end = self.week.day(first), self.week.day(last)
        if end < begin:
            raise UsageError(f"{last} comes before {first}")
        wanted = Selection(day=tuple(day for day in self.week.days if begin <= day <= end))
        return self.events[events_of(self.dataset, wanted)].reset_index(drop=True)

    def choose(self, selection: Selection) -> Kit:
        """Return the part of the kit that ``selection`` wants.

        Raises:
            UsageError: the selection names what the record does not have, or nothing fits it.
        """
        return self if selection == WHOLE else gather(choose(self.dataset, selection))


def gather(dataset: Dataset) -> Kit:
    """Make the kit of ``dataset``."""
    made = layered.all_layers(dataset)
    tables = {name: _table(name, data_frame(dataset.tables[name])) for name in TABLES}
    tables |= {name: _derived(frame) for name, frame in derived.tables(dataset).items()}
    return Kit(dataset=dataset, text=made, tables=tables)


def typed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer with real types: dates and moments without zone, categories, text."""
    columns: dict[str, pd.Series] = {}
    for name in frame.columns.drop("geometry"):
        values = frame[name]
        if name in (*DATES, *MOMENTS):
            columns[name] = _moments(values)
        elif name in CHOICES:
            columns[name] = values.astype("category")
        elif values.dtype == object:
            columns[name] = values.astype("str").where(values.notna(), None)
    return frame.assign(**columns)


def dated(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a layer for writers of typed formats: Arrow's dates and text, so that an empty column has its type too."""
    columns: dict[str, pd.Series] = {}
    for name in frame.columns.drop("geometry"):
        values = frame[name]
        if name in DATES:
            known = [value if isinstance(value, str) else "NaT" for value in values]
            written = pa.array(np.array(known, dtype="datetime64[D]"))
        elif name in MOMENTS:
            columns[name] = _moments(values)
            continue
        elif values.dtype == object:
            written = pa.array(values.tolist(), pa.string())
        else:
            continue
        columns[name] = pd.Series(pd.arrays.ArrowExtensionArray(written), index=frame.index)
    return frame.assign(**columns)


def untyped(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table as writers take it: without categories, which not every one knows, and with dates that are no moments."""
    columns: dict[str, pd.Series] = {}
    for name in map(str, table):
        values = table[name]
        if isinstance(values.dtype, pd.CategoricalDtype):
            columns[name] = values.astype(object).where(values.notna(), None)
        elif name in DATES and values.dtype.kind == "M":
            written = pa.array(values.to_numpy().astype("datetime64[D]"))
            columns[name] = pd.Series(pd.arrays.ArrowExtensionArray(written), index=table.index)
    return table.assign(**columns)


def _moments(values: pd.Series) -> pd.Series:
    """Return ISO text as ``datetime64[s]``; NumPy reads it without a calendar of zones."""
    if values.dtype.kind == "M":
        return values
    known = [value if isinstance(value, str) else "NaT" for value in values]
    return pd.Series(np.array(known, dtype="datetime64[s]"), index=values.index)


def _table(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table ``name`` of the record, ``frame`` as text, with real types."""
    known = {column.name: column for column in schema.BY_NAME[name].columns}
    columns: dict[str, pd.Series] = {}
    for column in frame.columns:
        values = frame[column]
        kind = known[column].type if column in known else "text"
        if kind == "integer":
            columns[column] = pd.to_numeric(values.where(values != "", None)).astype("Int32")
        elif kind == "choice":
            columns[column] = values.where(values != "", None).astype("category")
        else:
            columns[column] = values.astype("str").where(values != "", None)
    return frame.assign(**columns)


def _derived(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a derived table with real types: dates, categories, whole numbers, text."""
    columns: dict[str, pd.Series] = {}
    for name in frame.columns:
        values = frame[name]
        if name in DATES:
            columns[name] = _moments(values)
        elif name in (*NUMBERS, "metres_apart", "says_killed_min", "says_killed_max"):
            columns[name] = pd.to_numeric(values).astype("Int32")
        elif name in (*CHOICES, "is_of_day", "stance"):
            columns[name] = values.astype("category")
        elif not isinstance(values.dtype, pd.StringDtype):
            columns[name] = values.astype("str").where(values.notna(), None)
    return frame.assign(**columns)
