"""Count very many events by day, square and kind: where single ones cannot be drawn, a page shows how dense they lie.

Squares are those of the web's Mercator net: ``2**level`` of them round the Earth, so that four of one level make one of the
level below, and a page can go from near to far by adding up.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

import numpy as np
import shapely

from semaine_map.errors import UsageError
from semaine_map.history.days import distinct, is_of_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.tables import Columns

DENSE_FROM = 150_000
"""Events from which the pages count instead of drawing each: a page grows by 31 bytes an event, past 6 MB at some 174,000."""

FINEST = 20
"""Level of the smallest squares: 25 m wide in Paris, finer than most positions are known, and 8 pixels at zoom 15."""

COARSEST = 8
MOST_SQUARES = 4_000_000
"""Squares of the whole grid, empty ones included, which a page adds up: half a degree each way has some 2.5 million."""

MOST_ENTRIES = 3_000_000
"""Entries of all days together (a square with a kind on a day), about a byte each in a page of 6 MB; with more, squares grow."""

_STEPS = (0.35, 0.6, 0.8, 0.93, 0.99)
"""Shares of the squares that lie below each step of the scale: the few very dense ones must not flatten the rest."""

_LEADS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)

_ALPHABET = np.frombuffer(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Layer:
    """The events of one day, or of the week, counted.

    Attributes:
        squares, kinds, counts: one entry for each square and kind that has events, in the order of squares (rows from the north,
            each from the west); ``squares`` are numbers within the grid, ``kinds`` places in ``Grid.kinds``.
        table: events by arrondissement (rows, 0 is outside) and kind.
    """

    squares: np.ndarray
    kinds: np.ndarray
    counts: np.ndarray
    table: np.ndarray

    @property
    def total(self) -> int:
        """Return the number of events."""
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a page says of a record whose events it only counts.

    Attributes:
        places, citations: how many there are; places with events alone.
        precision_m: the median of the radii of the events, in metres.
        called: id of a source -> citations of it.
    """

    places: int
    citations: int
    precision_m: int
    called: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """A record counted by squares.

    Attributes:
        level: there are ``2**level`` squares round the Earth.
        west, north: column and row of its first square in the net of that level.
        columns, rows: its size in squares.
        kinds: the kinds of event that there are, in alphabetical order.
        days: day -> the events that are of it by ``days.is_of``; one that goes on counts on each of its days.
        week: every event of the record, once.
        holdings: what else the record holds, in numbers.
    """

    level: int
    west: int
    north: int
    columns: int
    rows: int
    kinds: tuple[str, ...]
    days: Mapping[str, Layer]
    week: Layer
    holdings: Holdings


class PackedLayer(TypedDict):
    """A layer as the page reads it: columns of letters, and the table of arrondissements and kinds."""

    squares: str
    kinds: str
    counts: str
    table: list[list[int]]


class PackedGrid(TypedDict):
    """A grid as the page reads it (``Density`` in ``types.d.ts``)."""

    events: int
    places: int
    citations: int
    called: list[int]
    precision_m: int
    level: int
    west: int
    north: int
    columns: int
    rows: int
    kinds: list[str]
    layers: dict[str, PackedLayer]
    steps: list[list[int]]
    week_steps: list[list[int]]


def count_if_dense(dataset: Dataset, *, dense_from: int = DENSE_FROM) -> Grid | None:
    """Return the grid of a record of more than ``dense_from`` events; None for one whose events can be drawn one by one."""
    return count(dataset) if len(dataset.tables["events"]["id"]) > dense_from else None


def count(dataset: Dataset, *, most_entries: int = MOST_ENTRIES) -> Grid:
    """Count the events of ``dataset`` for each of its days, in squares as small as ``most_entries`` allow."""
    events, cited = dataset.tables["events"], Counter[str](dataset.tables["citations"]["source_id"])
    holdings = Holdings(
        places=len(set(events["place_id"])),
        citations=sum(cited.values()),
        precision_m=int(np.median(events["uncertainty_m"])) if len(events["id"]) else 0,
        called=dict(cited),
    )
    days = [state.day for state in dataset.states]
    return assemble(tally(dataset), days, dataset.tables["arrondissements"], holdings, most_entries=most_entries)


SQUARE, DISTRICT = 0, 1
"""What a row of a tally counts events by: the ``column`` and ``row`` of a square, or a district, whose number is ``column``."""

WIDTHS = {"fact": "int8", "level": "int8", "day": "int32", "row": "int32", "column": "int32"}
"""The numbers of a tally, narrow: one that goes from worker to worker has millions of rows."""


def tally(dataset: Dataset) -> pd.DataFrame:
    """Count the events of ``dataset``, which may be a part of a record, by day, square or district, and kind.

    A row each with its ``count``; ``day`` is the number of a day, after the last: the week; ``level`` is that of the squares.
    Tallies of the parts of a record, put together and ``summed``, are that of the whole.
    """
    import pandas as pd  # noqa: PLC0415 - only who counts waits for it

    events = dataset.tables["events"]
    points = shapely.get_coordinates(np.asarray(events["geometry"], dtype=object)).reshape(-1, 2)
    columns, rows = net(points[:, 0], points[:, 1], FINEST)
    kinds, kind = distinct(events["kind"])
    names = np.array([*(name for (name,) in kinds), ""], dtype=object)
    # One number for square and kind: it is sorted and counted much faster than rows are.
    keys = {SQUARE: (rows << FINEST) + columns, DISTRICT: np.asarray(events["arrondissement"], dtype=np.int64)}
    own = [*(is_of_day(state, events["step"]) for state in dataset.states), np.ones(len(points), dtype=bool)]
    parts = []
    for fact, place in keys.items():
        key = place * len(names) + np.array(kind, dtype=np.int64)
        for day, among in enumerate(own):
            known, times = np.unique(key[among], return_counts=True)
            at, of = np.divmod(known, len(names))
            counted = pd.DataFrame({"row": at >> FINEST, "column": at % (1 << FINEST), "count": times})
            named = pd.Series(names[of], dtype="str")
            parts.append(counted.assign(kind=named, fact=fact, level=FINEST, day=day).astype(WIDTHS))
    return pd.concat(parts, ignore_index=True)


def summed(tallies: pd.DataFrame, *, most_entries: int = MOST_ENTRIES) -> pd.DataFrame:
    """Add up the rows of ``tallies`` that count the same.

    Squares grow until there are ``most_entries`` at the most: a record of which a part has more is not shown in finer ones.
    """
    is_square = tallies["fact"].to_numpy() == SQUARE
    level = int(tallies["level"].to_numpy()[is_square].min(initial=FINEST))
    while True:
        tallies = _added(tallies, level)
        if level == COARSEST or (tallies["fact"] == SQUARE).sum() <= most_entries:
            return tallies
        level -= 1


def _added(tallies: pd.DataFrame, level: int) -> pd.DataFrame:
    """Bring the squares of ``tallies`` to ``level``, and add up what counts the same.

    Raises:
        UsageError: there are more kinds on more days than can be counted by.
    """
    import pandas as pd  # noqa: PLC0415 - as above

    fact, day, row, column = (tallies[name].to_numpy(dtype=np.int64) for name in ("fact", "day", "row", "column"))
    kind, kinds = pd.factorize(tallies["kind"], sort=True)
    days, away = int(day.max(initial=0)) + 1, np.where(fact == SQUARE, tallies["level"].to_numpy(dtype=np.int64) - level, 0)
    # One number for what counts the same is sorted in a fifth of the room that rows take.
    key = ((fact * days + day) * max(len(kinds), 1) + kind << 2 * FINEST) + (row >> away << FINEST) + (column >> away)
    if (int(fact.max(initial=0)) + 1) * days * len(kinds) >= 1 << 63 - 2 * FINEST:
        raise UsageError(f"the events have {len(kinds):,} kinds: too many to count by on {days:,} days")
    order = key.argsort(kind="stable")
    key = key[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    sums = np.add.reduceat(tallies["count"].to_numpy()[order], first) if len(first) else np.zeros(0, dtype=np.int64)
    sort, place = np.divmod(key[first], 1 << 2 * FINEST)
    of, kind = np.divmod(sort, max(len(kinds), 1))
    added = {"fact": of // days, "level": np.full(len(of), level), "day": of % days}
    added |= {"row": place >> FINEST, "column": place % (1 << FINEST)}
    names = pd.Series(np.asarray(kinds, dtype=object)[kind], dtype="str")
    return pd.DataFrame({**added, "kind": names, "count": sums}).astype(WIDTHS)


def assemble(
    tallied: pd.DataFrame, days: Sequence[str], areas: Columns, holdings: Holdings, *, most_entries: int = MOST_ENTRIES
) -> Grid:
    """Make the grid of what ``tally`` counted on ``days`` in the districts ``areas``, as fine as ``most_entries`` allow."""
    tallied = summed(tallied, most_entries=most_entries)
    squares = tallied[tallied["fact"] == SQUARE]
    kinds = sorted(set(squares["kind"]))
    tables = _tables(tallied[tallied["fact"] == DISTRICT], kinds, len(days) + 1, areas)
    kind = _places(squares["kind"], kinds)
    day, counts, finest = (squares[name].to_numpy(dtype=np.int64) for name in ("day", "count", "level"))
    places = [np.flatnonzero(day == n) for n in range(len(days) + 1)]

    def layers(level: int) -> tuple[tuple[int, int, int, int], list[Layer]]:
        columns, rows = (squares[name].to_numpy(dtype=np.int64) >> (finest - level) for name in ("column", "row"))
        west, north = int(columns.min(initial=1 << level)), int(rows.min(initial=1 << level))
        width, height = int(columns.max(initial=0)) - west + 1, int(rows.max(initial=0)) - north + 1
        keys = ((rows - north) * width + columns - west) * max(len(kinds), 1) + kind
        made = []
        for own, table in zip(places, tables, strict=True):
            known, at = np.unique(keys[own], return_inverse=True)
            numbers, of = np.divmod(known, max(len(kinds), 1))
            sums = np.bincount(at, weights=counts[own], minlength=len(known)).astype(np.int64)
            made.append(Layer(numbers, of, sums, table))
        return (west, north, width, height), made

    for level in range(int(finest.min(initial=FINEST)), COARSEST - 1, -1):
        (west, north, width, height), made = layers(level)
        if (sum(len(layer.counts) for layer in made) <= most_entries and width * height <= MOST_SQUARES) or level == COARSEST:
            break
    return Grid(
        level=level,
        west=west,
        north=north,
        columns=width,
        rows=height,
        kinds=tuple(kinds),
        days=dict(zip(days, made, strict=False)),
        week=made[-1],
        holdings=holdings,
    )


def _places(kind: pd.Series, kinds: Sequence[str]) -> np.ndarray:
    """Return the places in ``kinds`` of a column."""
    number = {name: n for n, name in enumerate(kinds)}
    return np.fromiter(map(number.__getitem__, kind.tolist()), dtype=np.int64, count=len(kind))


def _tables(tallied: pd.DataFrame, kinds: Sequence[str], days: int, areas: Columns) -> np.ndarray:
    """Return the events by day, district (0 is outside) and kind of the rows of a tally that count by district."""
    zones = 1 + int(np.max([0, *areas["arrondissement"], tallied["column"].max() if len(tallied) else 0]))
    tables = np.zeros((days, zones, len(kinds)), dtype=np.int64)
    at = (tallied["day"].to_numpy(), tallied["column"].to_numpy(), _places(tallied["kind"], kinds))
    np.add.at(tables, at, tallied["count"].to_numpy())
    return tables


def net(lon: np.ndarray, lat: np.ndarray, level: int) -> tuple[np.ndarray, np.ndarray]:
    """Return column and row of each position in the net of ``level``, from the antimeridian and from the north."""
    sine = np.sin(np.radians(lat))
    across, down = lon / 360 + 0.5, 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return np.floor(across * 2**level).astype(np.int64), np.floor(down * 2**level).astype(np.int64)


def pack(grid: Grid, dataset: Dataset, shown: Sequence[str]) -> PackedGrid:
    """Return ``grid`` for the page of the days ``shown``: packed squares, steps of the scale, tables, what the record holds."""
    holdings = grid.holdings
    layers = {day: grid.days[day] for day in shown}
    if len(shown) == len(grid.days):  # the page of one day leads to the atlas for the week
        layers["week"] = grid.week
    return {
        "events": grid.week.total,
        "places": holdings.places,
        "citations": holdings.citations,
        "called": [holdings.called.get(source, 0) for source in dataset.sources["source_id"]],
        "precision_m": holdings.precision_m,
        "level": grid.level,
        "west": grid.west,
        "north": grid.north,
        "columns": grid.columns,
        "rows": grid.rows,
        "kinds": list(grid.kinds),
        "layers": {name: _packed(layer) for name, layer in layers.items()},
        # By how many levels a page has come away from the smallest squares; a day compares with any other day.
        "steps": [_steps(grid, list(grid.days.values()), away) for away in range(grid.level - COARSEST + 1)],
        "week_steps": [_steps(grid, [grid.week], away) for away in range(grid.level - COARSEST + 1)],
    }


def _packed(layer: Layer) -> PackedLayer:
    return {
        "squares": letters(np.diff(layer.squares, prepend=0)),
        "kinds": letters(layer.kinds),
        "counts": letters(layer.counts),
        "table": layer.table.tolist(),
    }


def _steps(grid: Grid, layers: Sequence[Layer], away: int) -> list[int]:
    """Return the numbers of events from which the squares, ``away`` levels coarser, are drawn a step stronger; the first is 1."""
    found = []
    for layer in layers:
        rows, columns = np.divmod(layer.squares, max(grid.columns, 1))
        wide = ((grid.west + grid.columns) >> away) + 1
        keys = ((rows + grid.north) >> away) * wide + ((columns + grid.west) >> away)
        _, place = np.unique(keys, return_inverse=True)
        found.append(np.bincount(place, weights=layer.counts))
    sums = np.concatenate(found) if found else np.array([])
    if not len(sums):
        return [1]
    return sorted({1, *(_round(value) for value in np.quantile(sums, _STEPS))})


def _round(value: float) -> int:
    """Return the next whole number that is easy to read: 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 25, 30, 40 …."""
    power = 10 ** max(0, len(str(int(value))) - 1)
    return int(next(lead * power for lead in _LEADS if lead * power >= value and lead * power % 1 == 0))


def letters(values: np.ndarray) -> str:
    """Return whole numbers as text: digits to the base of 32, highest first, each a letter; the last is one of the first 32.

    Most are one letter long, and deflate packs letters of one sort well.
    """
    width = np.ones(len(values), dtype=np.int64)
    for digits in range(1, 8):
        width += values >= 32**digits
    ends = np.cumsum(width)
    codes = np.zeros(int(width.sum()), dtype=np.int64)
    for digit in range(int(width.max(initial=1))):
        has = width > digit
        codes[ends[has] - 1 - digit] = (values[has] >> (5 * digit)) % 32 + (32 if digit else 0)
    return _ALPHABET[codes].tobytes().decode("ascii")
