"""Make the layers of the kit from the dataset and its days: one frame a layer, all with the same first columns.

Here dates are still ISO text, as the days are named; ``kit`` gives them real types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from semaine_map.exports.columns import DATED, EXTRAS, LAYERS, MOMENTS, NUMBERS, PROPERTIES, SUBSETS, texts_of
from semaine_map.history import precision, territory
from semaine_map.history.dataset import LARGE, data_frame, witness
from semaine_map.history.days import NOT_YET, UNDATED, DayState, distinct, is_of_day
from semaine_map.record import calendar
from semaine_map.record.crs import CRS
from semaine_map.record.schema import STREET_LAYERS
from semaine_map.record.tables import LANGUAGES, rows_of
from semaine_map.record.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.tables import Row

EVENT_LAYERS = {"events": None, "barricades": "barricade", "fires": "fire", "executions": "execution"}
"""Layers of events: the name of the layer, and the kind that it holds (None: all)."""

GRID = 1e-5
"""Degrees to which ground that was cut is rounded: vertices that lie closer cross on the sphere, where R reckons."""

STREETS = "streets"
"""The drawing that is a layer of its own, joined to its table; the others are the basemap."""

_OF_THE_LINE = {"drawn_from": "source", "licence": "licence"}
"""What a layer of streets says of its lines, and the property that says it."""


def of_day(dataset: Dataset, day: str, *, earlier: bool = False) -> gpd.GeoDataFrame:
    """Return the events of ``day``, each with its ``status`` on it; with ``earlier`` what came before as well."""
    state = next(state for state in dataset.states if state.day == day)
    return _on(_located(dataset), state, earlier=earlier).rename(columns=_own_names(dataset))


def days(dataset: Dataset) -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    """Give each day of ``dataset`` with its events, as ``of_day`` has them."""
    located = _located(dataset)
    for state in dataset.states:
        yield state.day, _on(located, state).rename(columns=_own_names(dataset))


def rows_of_days(dataset: Dataset) -> Iterator[tuple[DayState, np.ndarray]]:
    """Give each day of ``dataset`` with the rows of its events."""
    for state in dataset.states:
        begun = np.array(state.statuses, dtype=object) != NOT_YET
        yield state, np.flatnonzero(begun & is_of_day(state, dataset.tables["events"]["step"]))


def _on(located: gpd.GeoDataFrame, state: DayState, *, earlier: bool = False) -> gpd.GeoDataFrame:
    statuses = np.array(state.statuses, dtype=object)
    shown = statuses != NOT_YET
    if not earlier:
        shown &= is_of_day(state, located["step"].tolist())
    part = replace(state, statuses=tuple(statuses[shown]))
    return layer("events", _with_span(located[shown].assign(day=state.day, status=list(part.statuses)), [part]))


class Layers(Mapping[str, "gpd.GeoDataFrame"]):
    """Layers by name; those that only repeat rows of ``events`` are made when asked for, and not held if these are many."""

    def __init__(self, made: Mapping[str, gpd.GeoDataFrame], like: np.ndarray) -> None:
        """Keep the layers ``made``; ``like`` is the kind that each of the events belongs to."""
        self._made, self._like = dict(made), like

    def __getitem__(self, name: str) -> gpd.GeoDataFrame:
        """Return the layer called ``name``."""
        if name in self._made or name not in SUBSETS:
            return self._made[name]
        part: gpd.GeoDataFrame = self._made["events"][self._like == EVENT_LAYERS[name]].reset_index(drop=True)
        if len(self._like) <= LARGE:
            self._made[name] = part
        return part

    def __contains__(self, name: object) -> bool:
        """Tell whether there is a layer ``name``, without making it."""
        return name in self._made or name in SUBSETS

    def __iter__(self) -> Iterator[str]:
        """Give the names, in the order of ``LAYERS``."""
        return (name for name in LAYERS if name in self)

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)


def all_layers(dataset: Dataset) -> Layers:
    """Return every layer by name.

    In a layer of events, ``day`` is the first of the days of ``dataset`` on which the event is to be seen, and ``status`` its
    status on that day. Ground held, fronts and columns have a feature for each day, whose ``start`` and ``end`` are that day.
    """
    events = _with_span(_first_days(dataset), dataset.states)
    # A kind of the record's own belongs to the kind that it is like.
    like = np.array([dataset.week.kinds.get(kind, kind) for kind in events["kind"]], dtype=object)
    made = {"events": layer("events", events)}
    del events
    places = dataset.places.rename(columns={"place_id": "id", "precision_m": "uncertainty_m"})
    made["places"] = layer("places", _in_quartiers(dataset, places))
    made["damage"] = _damage(dataset)
    made |= {name: _streets(dataset, name) for name in STREET_LAYERS}
    made["arrondissements"] = _arrondissements(dataset)
    made["quartiers"] = _quartiers(dataset)
    made["control"] = _control(dataset)
    made["fronts"] = _lines(dataset, "fronts", "line")
    made["columns"] = _lines(dataset, "columns", "corps")
    for name, drawing in dataset.basemap.items():
        if name != STREETS:
            made[f"basemap_{name}"] = _basemap_layer(f"basemap_{name}", drawing, dataset.week.licence_name)
    return Layers({name: frame.rename(columns=_own_names(dataset)) for name, frame in made.items()}, like)


def _own_names(dataset: Dataset) -> dict[str, str]:
    """Return the names of columns that bear the year of the first record, as a record has them that does not name them so."""
    named = dataset.week.named
    return {} if named == "name_1871" else {"name_1871": named, "existed_1871": "existed"}


def layer(name: str, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return ``frame`` with exactly the columns of the layer ``name``: empty text and 0 for "none" become null."""
    columns: dict[str, pd.Series] = {}
    own = texts_of(frame.columns) if name in EVENT_LAYERS else ()
    for column in (*PROPERTIES, *EXTRAS.get(name, ()), *own, *(MOMENTS if name in DATED else ())):
        values = frame[column] if column in frame else pd.Series([None] * len(frame), index=frame.index, dtype=object)
        if column in NUMBERS:
            whole = pd.to_numeric(values).astype("Int32")
            columns[column] = whole if column.startswith("killed") else whole.where(whole != 0)
        elif isinstance(values.dtype, pd.ArrowDtype):
            found = pa.array(values.array)
            parts = found.chunks if isinstance(found, pa.ChunkedArray) else [found]
            texts = Texts.joined(map(Texts, parts)).without_empty()
            columns[column] = pd.Series(pd.arrays.ArrowExtensionArray(texts), index=frame.index)
        else:
            texts = [value if isinstance(value, str) and value else None for value in values.tolist()]
            columns[column] = pd.Series(texts, index=frame.index, dtype=object)
    return gpd.GeoDataFrame(columns, geometry=frame.geometry, crs=CRS).reset_index(drop=True)


def _first_days(dataset: Dataset) -> gpd.GeoDataFrame:
    first = np.full((2, len(dataset.tables["events"]["id"])), None, dtype=object)
    for state in reversed(dataset.states):
        statuses = np.array(state.statuses, dtype=object)
        shown = statuses != NOT_YET
        first[0, shown], first[1, shown] = state.day, statuses[shown]
    return _with(_located(dataset), {"day": first[0], "status": first[1]})


def _located(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return the events with their quartiers, and with the precision codes of others."""
    events = _in_quartiers(dataset, _in_own_languages(dataset))
    known = zip(*(events[name] for name in ("uncertainty_m", "dating", "edtf", "start", "end")), strict=True)
    return events.assign(**precision.columns(known))


def _in_quartiers(dataset: Dataset, points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    within = points["arrondissement"].to_numpy()
    return points.assign(quartier=territory.quartier_of(points.geometry.to_numpy(), within, dataset.tables["quartiers"]))


def _in_own_languages(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return the events without texts in a language that the record is not told in, which stand there for lists alone."""
    silent = [language for language in LANGUAGES if language not in dataset.week.languages]
    return dataset.new_events().assign(**{f"{field}_{language}": None for field in ("title", "summary") for language in silent})


def _with_span(events: gpd.GeoDataFrame, states: Sequence[DayState]) -> gpd.GeoDataFrame:
    """Add ``start_at`` and ``end_at``: from the first day to the last on which it is of the day by the rules of ``days``."""
    last = last_days(*(events[name].tolist() for name in ("start", "end", "step")), states=states)
    return _with(events, _span(events["start"], last))


def last_days(
    starts: Sequence[str], ends: Sequence[str | None], steps: Sequence[str], *, states: Sequence[DayState]
) -> list[str]:
    """Return the last day that events have, or on which one of ``states``, which are theirs in this order, shows them."""
    seen = np.full(len(steps), len(states))  # after all where they are of none
    for n, state in enumerate(states):
        seen[is_of_day(state, steps)] = n
    days = [calendar.last_day(state.day) for state in states]
    sorts, sort_of = distinct(starts, ends, seen.tolist())
    last = [max([end or start, *days[n : n + 1]], key=calendar.ordinal) for start, end, n in sorts]
    return [last[sort] for sort in sort_of]


def _span(first: Iterable[str | None], last: Iterable[str | None]) -> dict[str, list[str | None]]:
    return {"start_at": _moments(first, "00:00:00"), "end_at": _moments(last, "23:59:59")}


def _moments(days: Iterable[str | None], time: str) -> list[str | None]:
    """Return ``time`` of each of ``days`` as ISO text, which is held once a day."""
    days = list(days)
    known: dict[str | None, str] = {day: f"{day}T{time}" for day in set(days) if isinstance(day, str)}
    return [known.get(day) for day in days]


def _damage(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return the damaged houses, each with the dates of its fire, if that is known; it is seen from then on."""
    named, events = ("id", "start", "end", "edtf", "dating", "certainty"), dataset.tables["events"]
    dates = data_frame({name: events[name] for name in named}).set_index("id")
    houses = _in_quartiers(dataset, dataset.damage).join(dates, on="event_id")
    houses["dating"] = houses["dating"].where(houses["dating"].notna(), UNDATED)
    last = dataset.states[-1].day if dataset.states else None
    ends = [max(last or start, start) if isinstance(start, str) else None for start in houses["start"]]
    houses = houses.rename(columns={"damage_id": "id", "state": "outcome"}).assign(kind="damage", day=houses["start"])
    return layer("damage", _with(houses, _span(houses["start"], ends)))


def _streets(dataset: Dataset, name: str) -> gpd.GeoDataFrame:
    """Return the streets whose lines are in the file ``name`` of the record: a file a licence, here as there."""
    drawing, table = dataset.basemap.get(STREETS), data_frame(dataset.tables[STREETS])
    if drawing is None:
        return layer(name, _empty())
    lines = drawing[drawing["layer"] == name].set_index("id")
    kept = table[table["street_id"].isin(lines.index)].rename(columns={"street_id": "id"})
    short = dataset.short
    witnesses = [witness(short[s], where) if s else None for s, where in zip(kept["source_id"], kept["locator"], strict=True)]
    single = kept["arrondissements"].where(~kept["arrondissements"].str.contains(" "), "")
    named = kept.assign(
        uncertainty_m=lines["precision_m"].loc[kept["id"]].to_numpy() if "precision_m" in lines else None,
        arrondissement=pd.to_numeric(single, errors="coerce"),
        **{column: lines[given].loc[kept["id"]].to_numpy() for column, given in _OF_THE_LINE.items() if given in lines},
    )
    drawn = gpd.GeoDataFrame(named, geometry=np.asarray(lines.geometry.loc[kept["id"]]), crs=CRS)
    streets = _with(drawn, {"sources": witnesses})
    nameless = lines[~lines.index.isin(table["street_id"])].reset_index()[["id", "geometry"]]
    return layer(name, gpd.GeoDataFrame(pd.concat([streets, nameless], ignore_index=True), crs=CRS) if len(nameless) else streets)


def _basemap_layer(name: str, drawing: gpd.GeoDataFrame, licence: str) -> gpd.GeoDataFrame:
    """Return a drawing as a layer; what names no licence of its own has that of the record."""
    given = {"name": "name_1871", "precision_m": "uncertainty_m", "source": "sources"}
    given |= {side: f"quartier_{side}" for side in ("left", "right")}
    own = drawing["licence"] if "licence" in drawing else pd.Series(None, index=drawing.index, dtype=object)
    return layer(name, drawing.rename(columns=given).assign(licence=own.fillna(licence)))


def _licences(dataset: Dataset) -> dict[int, str]:
    """Return the licences of the edges around each quartier."""
    edges = dataset.basemap.get("boundaries")
    if edges is None or "licence" not in edges:
        return {}
    sides = pd.concat([edges.set_index(side)["licence"] for side in ("left", "right")]).dropna()
    sides = sides[sides.index.notna()]
    return {int(number): _united(licences) for number, licences in sides.groupby(level=0)}


def _united(licences: Iterable[str]) -> str:
    """Return each licence that ``licences`` name once."""
    return ", ".join(sorted({one for several in licences if several for one in several.split(", ")}))


def _arrondissements(dataset: Dataset) -> gpd.GeoDataFrame:
    areas, parts, licences = dataset.arrondissements, dataset.quartiers, _licences(dataset)
    language = LANGUAGES[-1] if dataset.numbers_districts else LANGUAGES[0]
    within: dict[int, list[str]] = {}
    for part, number in zip(parts["quartier"], parts["arrondissement"], strict=True):
        within.setdefault(int(number), []).append(licences.get(int(part), ""))
    return _features(
        "arrondissements",
        [
            {
                "id": f"arrondissement-{number:02}",
                "kind": "arrondissement",
                "name_1871": dataset.district(number, language),
                "arrondissement": number,
                "licence": _united(within.get(int(number), ())),
                "geometry": area,
            }
            for number, area in zip(areas["arrondissement"], areas.geometry, strict=True)
        ],
    )


def _quartiers(dataset: Dataset) -> gpd.GeoDataFrame:
    parts, licences = dataset.quartiers, _licences(dataset)
    named = zip(parts["quartier"], parts["name"], parts["arrondissement"], parts.geometry, strict=True)
    return _features(
        "quartiers",
        [
            {
                "id": f"quartier-{number:02}",
                "kind": "quartier",
                "name_1871": f"{territory.ordinal('fr', number)} quartier, {name}",
                "arrondissement": parent,
                "quartier": number,
                "licence": licences.get(int(number)),
                "geometry": area,
            }
            for number, name, parent, area in named
        ],
    )


def _control(dataset: Dataset) -> gpd.GeoDataFrame:
    """Return who held what ground each evening: by the front where it is drawn, else by whole arrondissements."""
    ground = [
        (state.day, status, area) for state in dataset.states for status, area in state.sectors.items() if not area.is_empty
    ]
    if not ground:
        numbers = dataset.tables["arrondissements"]["arrondissement"].tolist()
        areas = dict(zip(numbers, dataset.tables["arrondissements"]["geometry"], strict=True))
        for state in dataset.states:
            holders = sorted({holder for number, holder in state.control.items() if number in areas})
            ground += [
                (state.day, holder, shapely.union_all([areas[n] for n in numbers if state.control.get(n) == holder]))
                for holder in holders
            ]
    radius = dataset.fronts.groupby("day")["precision_m"].max()
    licence = _united(dataset.fronts["licence"]) or dataset.week.licence_name
    short = dataset.short
    witnesses = {
        day: witness(short[s], where) for day, s, where in dataset.fronts[["day", "source_id", "locator"]].itertuples(index=False)
    }
    return _features(
        "control",
        [
            {
                "id": f"control-{day}-{status}",
                "kind": "control",
                **_one_day(day),
                "status": status,
                "actor": "both" if status == "contested" else status,
                "uncertainty_m": radius.get(day),
                "sources": witnesses.get(day),
                "licence": licence,
                "geometry": shapely.set_precision(area, GRID),
            }
            for day, status, area in ground
        ],
    )


def _lines(dataset: Dataset, name: str, label: str) -> gpd.GeoDataFrame:
    """Return the fronts or the columns of the days of ``dataset``."""
    short, days = dataset.short, {state.day for state in dataset.states}
    return _features(
        name,
        [
            {
                "id": row.get("column_id") or f"front-{row['day']}-{row[label]}",
                "kind": name.removesuffix("s"),
                **_one_day(row["day"]),
                "actor": dataset.week.advancing if name == "columns" else "both",
                "uncertainty_m": row["precision_m"],
                "sources": witness(short[row["source_id"]], row["locator"]),
                "licence": row["licence"] or dataset.week.licence_name,
                label: row[label],
                "geometry": row["geometry"],
            }
            for row in rows_of(dataset.tables[name])
            if row["day"] in days
        ],
    )


def _one_day(day: str) -> dict[str, str]:
    return {
        "start": day,
        "end": day,
        "edtf": day,
        "dating": "day",
        "day": day,
        "start_at": f"{day}T00:00:00",
        "end_at": f"{day}T23:59:59",
    }


def _empty() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"geometry": []}, geometry="geometry", crs=CRS)


def _features(name: str, rows: list[Row]) -> gpd.GeoDataFrame:
    return layer(name, gpd.GeoDataFrame(rows, geometry="geometry", crs=CRS) if rows else _empty())


def _with(frame: gpd.GeoDataFrame, columns: Mapping[str, Sequence[str | None]]) -> gpd.GeoDataFrame:
    """Return ``frame`` with ``columns`` of text or None."""
    return frame.assign(**{name: pd.Series(list(values), index=frame.index, dtype=object) for name, values in columns.items()})
