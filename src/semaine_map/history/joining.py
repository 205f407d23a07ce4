"""Join the tables of a checked record into one dataset."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.history import days, fronts, plain_streets, territory
from semaine_map.history.calendar import by_step
from semaine_map.history.dataset import Dataset, take, take_column, witness
from semaine_map.record import calendar, codes, edtf_dates, limits
from semaine_map.record.tables import LANGUAGES
from semaine_map.record.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaine_map.record.reading import Record, Rows
    from semaine_map.record.settings import Week
    from semaine_map.record.tables import Columns

PART_OF_DAY_ORDER = {
    "dawn": "04:30",
    "morning": "09:00",
    "noon": "12:00",
    "afternoon": "15:00",
    "evening": "19:00",
    "night": "22:00",
}
"""Where an event with only a part of the day stands among those with an hour: for the order of lists, never shown."""


def join(record: Record) -> Dataset:
    """Join the tables of ``record``, which must have passed ``checks.check``."""
    assert record.week is not None  # noqa: S101 - checks.check refuses a record without a week; this tells the type checker
    quartiers = territory.quartiers(record)
    arrondissements = territory.arrondissements(record, quartiers)
    places = _places(record.tables["places"], arrondissements)
    evenings = fronts.lines_through(record, "fronts")
    city = shapely.union_all(arrondissements["geometry"])
    is_divided = len(evenings["geometry"]) and len(arrondissements["geometry"])
    control = record.tables["control"].columns
    streets, drawings = plain_streets.added(record.tables["streets"].columns, limits.drawings(record))
    joined = {
        "streets": streets,
        "events": _events(record.tables["events"], places, _witnesses(record), record.week),
        "places": places,
        "control": {**control, "arrondissement": np.array(control["arrondissement"], dtype=np.int64)},
        "arrondissements": arrondissements,
        "quartiers": quartiers,
        "fronts": evenings,
        "columns": fronts.lines_through(record, "columns"),
    }
    return Dataset(
        folder=record.folder,
        week=record.week,
        tables={name: rows.columns for name, rows in record.tables.items()} | joined,
        drawings=drawings,
        city=city,
        held=fronts.held_by_the_army(record.week.days, city, evenings) if is_divided else {},
        words=_words(record.tables["vocabulary"], record.week),
        day_texts=_day_texts(record.tables["days"]),
        about=_about(record.tables["about"]),
    )


def _places(rows: Rows, areas: Columns) -> Columns:
    lon, lat = (np.array(rows.columns[axis], dtype=float) for axis in ("lon", "lat"))
    points = np.asarray(shapely.points(lon, lat))
    return {
        **rows.columns,
        "lon": lon,
        "lat": lat,
        "precision_m": np.array(rows.columns["precision_m"], dtype=np.int32),
        "geometry": points,
        "arrondissement": territory.locate(points, areas),
    }


def _events(rows: Rows, places: Columns, witnesses: dict[str, str], week: Week) -> Columns:
    events: Columns = {"id" if name == "event_id" else name: cells for name, cells in rows.columns.items()}
    for edge in ("start", "end"):
        cut = {moment: moment.partition("T") for moment in set(rows.columns[edge])}
        moments = [cut[moment] for moment in rows.columns[edge]]
        events[edge] = [day or None for day, _, _ in moments]
        events[f"{edge}_time"] = [time or None for _, _, time in moments]
    events |= _whole_days(events, week)
    for number in ("killed_min", "killed_max", "seq"):
        events[number] = [int(text) if text else None for text in events[number]]
    row_of = {place: row for row, place in enumerate(places["place_id"])}
    at = [row_of[place] for place in events["place_id"]]
    for name in ("name_1871", "name_today", "arrondissement"):
        events[name] = take_column(places[name], at)
    events["uncertainty_m"] = take_column(places["precision_m"], at)
    events |= dated(events, week)
    named = ("edtf", "start", "end", "start_time", "part_of_day", "certainty")
    sorts, sort_of = days.distinct(*(events[name] for name in named))
    dating = [days.dating(*sort[:5], undated=days.is_undated(sort[5], *sort[:3])) for sort in sorts]
    edtf = [edtf or _interval(start, end) for edtf, start, end, *_ in sorts]
    events["edtf"], events["dating"] = ([known[sort] for sort in sort_of] for known in (edtf, dating))
    cited = (witnesses.get(event, "") for event in events["id"])
    events["sources"] = Texts.of(cited) if any(isinstance(cells, Texts) for cells in events.values()) else list(cited)
    events["geometry"] = take_column(places["geometry"], at)
    times = zip(events["start_time"], events["part_of_day"], strict=True)
    hours = [time or PART_OF_DAY_ORDER.get(part, "~") for time, part in times]
    hours = _in_sequence(events["start"], hours, events["seq"])
    events["moment"] = ["" if hour == "~" else hour for hour in hours]
    last = max((seq for seq in events["seq"] if seq is not None), default=0) + 1
    places_in_day = [last if seq is None else seq for seq in events["seq"]]
    begins = [calendar.ordinal(start, week.calendar) for start in events["start"]]
    in_order = sorted(range(len(rows)), key=lambda row: (begins[row], hours[row], places_in_day[row], events["id"][row]))
    return take(events, in_order)


def dated(events: Columns, week: Week) -> Columns:
    """Return by certainty, EDTF, start and end whether each of ``events`` is ``undated``, and the ``step`` that it begins in."""
    sorts, sort_of = days.distinct(*(events[name] for name in ("certainty", "edtf", "start", "end")))
    undated = []
    for certainty, *date in sorts:
        # A month may be unknown to the day, and yet be one step of the atlas.
        first, last = (calendar.step_of(day, week.step) for day in edtf_dates.window(*date))
        undated.append(first != last and days.is_undated(certainty, *date))
    begins = [calendar.step_of(start, week.step) for _, _, start, _ in sorts]
    return {
        "undated": np.array(undated, dtype=bool)[sort_of],
        "step": [begins[sort] for sort in sort_of],
    }


def _whole_days(events: Columns, week: Week) -> Columns:
    """Return start, end and EDTF of ``events`` with the months and years among their dates as first and last days."""
    sorts, sort_of = days.distinct(*(events[name] for name in ("start", "end", "edtf")))
    dates = []
    for start, end, edtf in sorts:
        first, last = calendar.first_day(start), calendar.last_day(end or start, week.calendar)
        is_coarse = first != start or (end is not None and last != end)
        dates.append(
            (first, None if end is None and last == first else last, edtf or (_interval(start, end) if is_coarse else ""))
        )
    return {name: [dates[sort][n] for sort in sort_of] for n, name in enumerate(("start", "end", "edtf"))}


def _in_sequence(starts: Sequence[str], hours: Sequence[str], sequence: Sequence[int | None]) -> list[str]:
    """Return ``hours`` with those of each day's rows in ``sequence`` lowered to the next one's, so that none comes after it."""
    moved = list(hours)
    rows = [row for row, seq in enumerate(sequence) if seq is not None]
    for row, following in itertools.pairwise(sorted(rows, key=lambda row: (starts[row], sequence[row]), reverse=True)):
        if starts[row] == starts[following]:
            moved[following] = min(moved[following], moved[row])
    return moved


def _interval(start: str, end: str | None) -> str:
    """Return in EDTF what two ISO dates say."""
    return start if end is None or end == start else f"{start}/{end}"


def _witnesses(record: Record) -> dict[str, str]:
    """Return, by event id, its witnesses in one line: ``Lissagaray 1886, ch. XXIX; Leighton 1871, app. XIV``."""
    sources, citations = record.tables["sources"].columns, record.tables["citations"].columns
    short = dict(zip(sources["source_id"], sources["short"], strict=True))
    lines: dict[str, str] = {}
    several: dict[str, dict[str, None]] = {}  # few events have many, and most of very many events have one
    for event, source, locator in zip(*(citations[name] for name in ("event_id", "source_id", "locator")), strict=True):
        line = witness(short[source], locator)
        if lines.setdefault(event, line) is not line:
            several.setdefault(event, {lines[event]: None})[line] = None
    return lines | {event: "; ".join(its) for event, its in several.items()}


def _words(rows: Rows, week: Week) -> dict[str, dict[str, dict[str, str]]]:
    """Return the words of every code in the languages of the interface: the record's own, else the program's."""
    words: dict[str, dict[str, dict[str, str]]] = {}
    for n, language in enumerate(LANGUAGES):
        lists, heard = words.setdefault(language, {}), week.heard(language)
        for name, terms in codes.words().items():
            lists[name] = by_step({term: both[n] for term, both in terms.items()}, week.step)
        for kind in week.kinds:
            lists["kind"][kind] = week.kind_words.get(kind, {}).get(heard) or lists["kind"].get(kind, kind)
        for name, actor in itertools.product(("actor", "holding"), week.actors):
            lists[name][actor.code] = actor.words.get(heard) or next(iter(actor.words.values()), actor.code)
        for name, term, word in zip(rows.columns["list"], rows.columns["term"], rows.columns[language], strict=True):
            lists.setdefault(name, {})[term] = word
    return words


def _day_texts(rows: Rows) -> dict[str, dict[str, str]]:
    texts = zip(rows.columns["day"], rows.columns["text_en"], rows.columns["text_fr"], strict=True)
    return {day: {"en": english, "fr": french} for day, english, french in texts}


def _about(rows: Rows) -> dict[str, dict[str, list[str]]]:
    about: dict[str, dict[str, list[str]]] = {}
    for row in sorted(range(len(rows)), key=lambda row: int(rows.columns["seq"][row])):
        section = about.setdefault(rows.columns["section"][row], {"en": [], "fr": []})
        for language in LANGUAGES:
            section[language].append(rows.columns[language][row])
    return about
