"""A control for any folium map that steps dated layers through their days.

It knows nothing of a record: two columns of dates are enough. A day goes to the browser as text and as the number of a step, so
that it is the same day in every time zone, and before 1970 as after it.
"""

from __future__ import annotations

import json
import warnings
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

import pandas as pd
import shapely
from branca.element import MacroElement

from semaine_map.errors import UsageError
from semaine_map.page.inline import call, literal
from semaine_map.portrayal import portrayal
from semaine_map.record.crs import CRS
from semaine_map.record.settings import iso

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import geopandas as gpd

    from semaine_map.record.settings import Day

MOST_DAYS = 2_000
"""Days up to which each is a step; of a longer time, those on which something begins or has just ended."""

WORDS = {"previous": "Previous day", "next": "Next day", "play": "Play", "stop": "Stop", "day": "Day"}
STYLE = {"color": portrayal.palette()["colours"]["focus"], "weight": 2, "radius": 6, "fillOpacity": 0.5}


class DayControl(MacroElement):
    """Step dated features through their days on a folium map: buttons, a slider, and the day in words.

    ``frame`` has a geometry and two columns of dates, ``start`` and ``end``, both included: ISO text, ``date``, ``datetime64`` or
    ``Timestamp``, of any year from 1 to 9999. Of a moment, its date counts. A row without an end is seen on its first day alone,
    with ``open_end`` from then on; a row without a start is not seen, and a warning says how many there are.

    ``tooltip`` is a column that is shown under the pointer, ``popup`` columns that are shown at a click; text stays text
    whatever marks it has. ``style`` are options of Leaflet's paths, or a function that returns them for a row given as a dict.
    ``days`` are the steps if not every day from the first to the last; ``labels`` names them if not the dates themselves, as a
    function of the ISO date. More frames come with ``add``. Whatever else listens to the map's event ``daychange`` is told
    ``day`` and ``step``.

    >>> import folium, geopandas
    >>> ships = geopandas.GeoDataFrame(
    ...     {"name": ["Vesuvius seen", "Fleet at Stabiae"], "from": ["0079-08-24", "0079-08-25"], "to": ["0079-08-25", None]},
    ...     geometry=geopandas.points_from_xy([14.43, 14.48], [40.82, 40.70]), crs=4326,
    ... )
    >>> week_map = folium.Map([40.75, 14.45], zoom_start=10)
    >>> control = DayControl(ships, start="from", end="to", tooltip="name").add_to(week_map)
    >>> control.days
    ['0079-08-24', '0079-08-25']

    Raises:
        UsageError: a column is missing, a cell is no date, the frame names no reference system, or nothing is dated.
    """

    def __init__(  # noqa: PLR0913 - each is one property of the control, and all have a plain default
        self,
        frame: gpd.GeoDataFrame | None = None,
        *,
        start: str = "start",
        end: str = "end",
        days: Sequence[Day] | None = None,
        first_shown: Day | None = None,
        labels: Callable[[str], str] | None = None,
        words: Mapping[str, str] = WORDS,
        position: str = "bottomleft",
        pause_s: float = 1.2,
        **options: Any,  # noqa: ANN401 - the options of ``add``, handed on
    ) -> None:
        """Make the control; ``options`` are the options of ``add`` for ``frame``."""
        super().__init__()  # type: ignore[no-untyped-call]  # branca has no types here
        self._name = "DayControl"
        self._days = None if days is None else [iso(one) for one in days]
        self._first_shown = None if first_shown is None else iso(first_shown)
        self._labels, self._words = labels, {**WORDS, **words}
        self._position, self._pause_s = position, pause_s
        self._layers: list[tuple[list[dict[str, Any]], list[Mapping[str, Any]]]] = []
        self._bounds: list[tuple[float, ...]] = []
        if frame is not None:
            self.add(frame, start=start, end=end, **options)
        elif days is None:
            raise UsageError("a DayControl needs a frame, or the days that it steps through")

    def add(  # noqa: PLR0913 - as above
        self,
        frame: gpd.GeoDataFrame,
        *,
        start: str = "start",
        end: str = "end",
        open_end: bool = False,
        tooltip: str | None = None,
        popup: Sequence[str] = (),
        style: Mapping[str, Any] | Callable[[dict[str, Any]], Mapping[str, Any]] = STYLE,
    ) -> DayControl:
        """Step ``frame`` too, as the class says, and return the control."""
        for name in (start, end, *([tooltip] if tooltip else []), *popup):
            if name not in frame:
                raise UsageError(f"the frame has no column {name!r}: it has {', '.join(map(str, frame.columns))}")
        if frame.crs is None:
            raise UsageError("the frame names no reference system: set its crs")
        placed = frame.to_crs(CRS)
        shapes: list[dict[str, Any]] = []
        looks: list[Mapping[str, Any]] = []
        for row, geometry in zip(_rows(placed), placed.geometry, strict=True):
            if _missing(row[start]) or geometry is None or geometry.is_empty:
                continue
            look = {**STYLE, **(style(row) if callable(style) else style)}
            if look not in looks:
                looks.append(look)
            first = _day(row[start])
            last = _day(row[end]) if not _missing(row[end]) else None if open_end else first
            labels = _labels(row, tooltip, popup)
            place = json.loads(shapely.to_geojson(geometry))
            shapes.append({"geometry": place, "style": looks.index(look), "first": first, "last": last, **labels})
        if len(shapes) < len(placed):
            warnings.warn(f"{len(placed) - len(shapes)} rows have no first day or no geometry: they are not shown", stacklevel=2)
        self._layers.append((shapes, looks))
        if shapes:
            self._bounds.append(tuple(placed.total_bounds))
        return self

    @property
    def days(self) -> list[str]:
        """Return the days that are steps, as ISO dates."""
        if self._days is not None:
            return self._days
        spans = [(one["first"], one["last"]) for shapes, _ in self._layers for one in shapes]
        if not spans:
            raise UsageError("nothing that is dated was given to step through")
        first = min(start for start, _ in spans)
        last = max(chain.from_iterable((start, end or start) for start, end in spans))
        begin, until = date.fromisoformat(first), date.fromisoformat(last)
        if (until - begin).days < MOST_DAYS:
            return [(begin + timedelta(n)).isoformat() for n in range((until - begin).days + 1)]
        over = {(date.fromisoformat(end) + timedelta(1)).isoformat() for _, end in spans if end and end < last}
        return sorted({start for start, _ in spans} | over | {last})

    def _get_self_bounds(self) -> list[list[float | None]]:
        if not self._bounds:
            return [[None, None], [None, None]]
        west, south, east, north = zip(*self._bounds, strict=True)
        return [[min(south), min(west)], [max(north), max(east)]]

    def render(self, **_kwargs: object) -> str:
        """Add the control, and what it steps, to the figure that the map is in."""
        parent: Any = self._parent
        place, days = parent.get_name(), self.days
        shown = [f"semaineMap.addShapes({place}, {literal(_numbered(*one, days))})" for one in self._layers]
        steps = {
            "days": days,
            "labels": [self._labels(day) if self._labels else day for day in days],
            "at": days.index(self._first_shown) if self._first_shown in days else 0,
            "position": self._position,
            "pause": round(1000 * self._pause_s),
            "words": self._words,
        }
        said = f"semaineMap.addDayControl({place}, {literal(steps)}, [{', '.join(shown)}]);"
        root: Any = self.get_root()
        call(root, self.get_name(), said)
        return ""


def _numbered(shapes: Sequence[dict[str, Any]], styles: Sequence[Mapping[str, Any]], days: Sequence[str]) -> dict[str, Any]:
    """Return shapes with their first and last day as steps: of days that are no steps, the next and the one before."""
    numbered = [
        {
            **shape,
            "first": bisect_left(days, shape["first"]),
            "last": len(days) - 1 if shape["last"] is None else bisect_right(days, shape["last"]) - 1,
        }
        for shape in shapes
    ]
    return {"styles": list(styles), "shapes": numbered}


def _labels(row: dict[str, Any], tooltip: str | None, popup: Sequence[str]) -> dict[str, Any]:
    """Return what is shown of a row under the pointer and at a click."""
    labels: dict[str, Any] = {}
    if tooltip and not _missing(row[tooltip]):
        labels["tip"] = str(row[tooltip])
    if popup:
        labels["popup"] = [[name, str(row[name])] for name in popup if not _missing(row[name])]
    return labels


def _rows(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    columns = {str(name): list(frame[name]) for name in frame.columns if name != frame.geometry.name}
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _missing(value: Any) -> bool:  # noqa: ANN401 - a cell of anybody's table
    return pd.api.types.is_scalar(value) and (value == "" or bool(pd.isna(value)))


def _day(value: Day) -> str:
    """Return a day as ISO text, of which the order is that of the calendar.

    Raises:
        UsageError: it is no date of the years 1 to 9999.
    """
    text = iso(value)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is not a date: write it as YYYY-MM-DD, year 79 as 0079") from None
