"""Pack a dataset into the JSON that the page reads: columns, one letter a status, whole numbers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from semaine_map.history import calendar, citing, density, precision, territory
from semaine_map.history.days import NOT_YET, part_listed
from semaine_map.history.names import City
from semaine_map.page import gazetteer, ground, key, look, people, story, testimony
from semaine_map.portrayal import landmarks, portrayal, weight
from semaine_map.record.calendar import last_day
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState
    from semaine_map.history.density import Grid
    from semaine_map.record.settings import Week

FORMAT = 1
MOST_LANDMARKS = 3_000
"""Places that a page names which does not draw events; more would not find room."""

STATUS_LETTERS = {
    NOT_YET: ".",
    "standing": "s",
    "fought": "f",
    "taken": "t",
    "burning": "b",
    "ruined": "r",
    "today": "d",
    "earlier": "e",
    "undated": "u",
}
# Said by the page of a large record, whose summaries the exports carry alone.
LEFT_OUT = {
    "en": "The summaries of these {events} events are not in this page, which shows titles, places, dates and witnesses;"
    " they stand in the files of the folder gis/.",
    "fr": "Les résumés de ces {events} événements ne sont pas dans cette page, qui montre titres, lieux, dates et témoins ;"
    " ils se trouvent dans les fichiers du dossier gis/.",
}

# Said by a page that counts events instead of drawing them.
COUNTED = {
    "en": "This record has {events} events: too many to draw or to list one by one. The page counts them by day, square and kind;"
    " their titles, texts and witnesses, and the houses of the register of damage, stand in the files of the folder gis/.",
    "fr": "Cette base compte {events} événements : trop pour les dessiner ou les énumérer un à un. La page les compte par jour,"
    " par carré et par genre ; leurs titres, textes et témoins, et les maisons du registre des dommages, se trouvent dans les"
    " fichiers du dossier gis/.",
}


def text(dataset: Dataset, *, day: str | None = None, grid: Grid | None = None, sheets: bool = False) -> str:
    """Return the payload as JSON that may stand inside a ``<script>`` element: in a second line what no first look asks for.

    With ``day`` it holds that day alone: only what is to be seen on it. With ``grid`` it holds the counts of events instead of
    each, and of the places only those that are named on the map. With ``sheets`` it names the sheets of paper beside the page.
    """
    if grid is None:
        data = _pack(dataset, day)
    else:
        data = _pack(_without_events(dataset), day)
        data |= {"about": _about(dataset, COUNTED), "density": density.pack(grid, dataset, data["days"])}
    data["sheets"] = _sheets(dataset) if sheets else []
    for table in ("places", "events", "citations", "damage", "people", "parts"):
        data[table] = {name: _by_letter(column) for name, column in data[table].items()}
    later = {table: {name: data[table][name] for name in names} for table, names in LATER_COLUMNS.items()}
    for table, names in LATER_COLUMNS.items():
        data[table] |= dict.fromkeys(names, 0)
    return f"{_spelled(data | dict.fromkeys(LATER, 0))}\n{_spelled(later | {name: data[name] for name in LATER})}"


LATER = ("passages", "gazetteer", "register", "casualties")
LATER_COLUMNS = {
    "places": ("name_today", "today_en", "note"),
    "events": ("summary_en", "summary_fr", "edtf"),
    "citations": ("claim", "claim_fr"),
    "damage": ("name_today", "note", "note_fr"),
    "people": ("variants", "role", "role_fr", "note_en", "note_fr", "wikidata", "maitron"),
}
"""What travels in the second line of a payload, and stands as 0 in the first: half of it all, read once somebody asks."""


# The few letters that JSON spells as a pair.
_PAIRS = re.compile("[\U00010000-\U0010ffff]")


def _spelled(data: dict[str, Any]) -> str:
    """Return ``data`` as JSON; what markup begins with, and each letter beyond Latin-1, is spelled in one pass, of any script.

    A browser reads text of small letters twice as fast.
    """
    packed = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = _PAIRS.sub(lambda found: json.dumps(found[0])[1:-1], packed)
    packed = packed.encode("latin-1", "backslashreplace").decode("latin-1")
    for sign in "<>&":
        packed = packed.replace(sign, f"\\u{ord(sign):04x}")
    return packed


FIRST_LETTER = 48
MOST_LETTERS = 78


def _by_letter(column: list[Any]) -> list[Any] | dict[str, Any]:
    """Return a column of few values as these and a letter for each row, read in a fraction of the time; any other as it is."""
    values = dict.fromkeys(column)
    if len(values) > min(MOST_LETTERS, len(column) // 4):
        return column
    letters = {value: chr(FIRST_LETTER + n) for n, value in enumerate(values)}
    return {"of": list(values), "at": "".join(map(letters.__getitem__, column))}


def _sheets(dataset: Dataset) -> list[str]:
    """Return the names of the sheets of paper that a build makes of a record: its days, all of them, and its story."""
    return [*dataset.days_with_sheets, "week", *(["story"] if story.pack(dataset) else [])]


def _plan(week: Week) -> dict[str, Any]:
    """Return today's plan, if the record names one."""
    if week.plan is None:
        return {}
    address, credit, host = week.plan.address, week.plan.credit, week.plan.host
    return {"plan": {"address": address, "credit": credit, "host": host, "max_zoom": week.plan.max_zoom}}


def _last_days(week: Week, shown: Sequence[DayState]) -> dict[str, dict[str, str]]:
    """Return the last day of each month or year that is shown; nothing where each step is a day."""
    if week.step == "day":
        return {}
    return {"last_days": {state.day: last_day(state.day) for state in shown}}


def _pack(dataset: Dataset, day: str | None) -> dict[str, Any]:
    week = dataset.week
    shown = [state for state in dataset.states if day in (None, state.day)]
    # The atlas holds every event, those after the last day too; the page of a day only what is to be seen on it.
    seen = [any(state.statuses[n] != NOT_YET for state in shown) for n in range(len(dataset.events))]
    chosen = np.array(seen, dtype=bool) | (day is None)
    events = dataset.events[chosen].reset_index(drop=True)
    citations = dataset.citations[dataset.citations["event_id"].isin(set(events["id"]))]
    by_look, looks = look.of_events(portrayal.of(week), events)
    row_of = {int(row): n for n, row in enumerate(np.flatnonzero(chosen))}
    west, south, east, north = dataset.extent
    return {
        "format": FORMAT,
        "version": week.version,
        "record_date": week.record_date,
        "credit": {language: _credit(week, language) for language in LANGUAGES},
        "name": week.name,
        "named": week.named,
        "languages": [language for language in LANGUAGES if language in week.languages] or list(LANGUAGES),
        "record_languages": list(week.languages),
        "heard": {language: week.heard(language) for language in LANGUAGES},
        "places_in": week.place_language,
        "step": week.step,
        "calendar": week.calendar,
        "day_names": {language: {state.day: _day_name(week, language, state.day) for state in shown} for language in LANGUAGES},
        "title": week.title,
        "subtitle": week.subtitle,
        "ground_credit": {language: citing.ground(dataset, language) for language in LANGUAGES},
        **_plan(week),
        "page": "atlas" if day is None else "day",
        "siblings": list(dataset.days_with_pages),
        "days": [state.day for state in shown],
        **_last_days(week, shown),
        "bounds": [[round(float(south), 5), round(float(west), 5)], [round(float(north), 5), round(float(east), 5)]],
        "day_texts": {state.day: dataset.day_texts[state.day] for state in shown if state.day in dataset.day_texts},
        "about": _about(dataset, LEFT_OUT) if dataset.is_large else dataset.about,
        "texts": _texts(dataset),
        "labels": dataset.words,
        "look": look.pack(portrayal.of(week), looks, len(shown)),
        "places": _places(dataset.places) | {"today_en": _in_english(dataset)},
        "events": _events(events, dataset.places, summaries=not dataset.is_large)
        | _how_known(dataset, events)
        | {"look": by_look, "weight": np.rint(10 * weight.of_events(dataset)[chosen]).astype(int).tolist()},
        "main": {state.day: [row_of[row] for row in weight.main(dataset, state.day)] for state in shown},
        **testimony.citations(dataset, citations, events),
        "sources": testimony.sources(dataset),
        "status_letters": {letter: status for status, letter in STATUS_LETTERS.items()},
        "states": {
            state.day: "".join(STATUS_LETTERS[s] for s, kept in zip(state.statuses, chosen, strict=True) if kept)
            for state in shown
        },
        "control": {state.day: ground.control(state, dataset) for state in shown},
        "sectors": {state.day: ground.sectors(state) for state in shown if state.sectors},
        "zones": ground.zones(dataset) if day is None else {},
        "fronts": ground.fronts(dataset, [state.day for state in shown]),
        "columns": {state.day: ground.columns(dataset, state.day) for state in shown},
        "arrondissements": ground.arrondissements(dataset),
        "ground": ground.basemap(dataset),
        "gazetteer": gazetteer.pack(
            dataset.gazetteer,
            dataset.tables["aliases"],
            city=City.called(week.city, week.postcode),
            mapped=_mapped_streets(dataset),
            places=list(dataset.places["place_id"]),
            events=list(events["id"]),
        ),
        "landmarks": _landmarks(dataset),
        "quartiers": ground.quartiers(dataset),
        "damage": _damage(dataset, events),
        "register": [testimony.passage(dataset, *one) for one in sorted(set(_register(dataset)))],
        "scenes": story.pack(dataset) if day is None and len(events) else [],
        **people.pack(dataset, list(events["id"])),
        "moments": {state.day: story.moments(dataset, state.day, row_of) for state in shown},
        "bars": {state.day: weight.bars(dataset, state.day) for state in shown},
        "small_key": key.kinds(dataset),
        "defending": week.defending,
        "casualties": testimony.casualties(dataset),
        "burials": testimony.burials(dataset),
    }


@lru_cache(maxsize=1)
def _without_events(dataset: Dataset) -> Dataset:
    """Return the ground of ``dataset`` alone: no events, and of the places landmarks and those where the dead were buried."""
    places, burials = dataset.places, dataset.burials
    named = places[places["kind"].isin(landmarks.kinds())].head(MOST_LANDMARKS)
    kept = {name: np.zeros(len(getattr(dataset, name)), dtype=bool) for name in ("events", "citations", "damage")}
    kept["places"] = places["place_id"].isin([*named["place_id"], *burials["place_id"]]).to_numpy()
    return dataset.part(kept, [replace(state, statuses=()) for state in dataset.states])


def _about(dataset: Dataset, left_out: dict[str, str]) -> dict[str, dict[str, list[str]]]:
    """Return what the record says of itself, and what its page leaves out."""
    missing = dataset.about.get("missing", {})
    texts = {language: [*missing.get(language, []), text] for language, text in left_out.items()}
    return dataset.about | {"missing": texts}


def _credit(week: Week, language: str) -> str:
    """Return whose record it is, in one line: version and date, who made it, its licence; empty where nothing of it is known."""
    return ", ".join(filter(None, (_state(week, language), week.creator, week.licence_name)))


def _state(week: Week, language: str) -> str:
    """Return version and date of a record: record 1.1 of 22 November 2026; empty where it names neither."""
    word, of = ("record", "of") if language == "en" else ("base", "du")
    date = week.record_date and f"{of} {calendar.date_text(language, week.record_date)}"
    return " ".join(filter(None, (word, week.version, date))) if week.version or date else ""


def _day_name(week: Week, language: str, day: str) -> tuple[str, str, str]:
    """Return the weekday of a step (empty for a month or a year), the step written out, and as a field in a row says it."""
    return (
        calendar.weekday(language, day, week.calendar), calendar.date_text(language, day), calendar.short(language, day)
    )  # fmt: skip


def _texts(dataset: Dataset) -> dict[str, dict[str, str]]:
    """Return the texts of the page, each replaced by the record's own (``interface`` in its vocabulary) where it has one."""
    ours = json.loads(files("semaine_map").joinpath("page/web/texts.json").read_text(encoding="utf-8"))
    filled = {}
    for language, texts in ours.items():
        credit, state = _credit(dataset.week, language), _state(dataset.week, language)
        whose = {"{credit}": credit and f"{credit[0].upper()}{credit[1:]}. ", "{cited}": state and f", {state}"}
        own = dataset.words[language].get("interface", {})
        whole_text = calendar.by_step(texts, dataset.week.step) | _calendar(language) | own
        filled[language] = {key: _with(text, whose) for key, text in whole_text.items()}
    return filled


def _with(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _calendar(language: str) -> dict[str, str]:
    """Return the names of weekdays, from Saturday as Zeller counts them, and of months."""
    weekdays = calendar.WEEKDAYS[language]
    return {"weekdays": " ".join((*weekdays[-2:], *weekdays[:-2])), "months": " ".join(calendar.MONTHS[language])}


_EVENT_COLUMNS = (
    "id", "kind", "outcome", "start", "end", "start_time", "end_time", "part_of_day", "edtf", "actor", "target",
    "title_en", "title_fr", "summary_en", "summary_fr", "killed_min", "killed_max", "certainty",
    "undated", "step",
)  # fmt: skip


def _plain(values: pd.Series) -> list[Any]:
    """Return a column as JSON values: missing ones and empty text as null."""
    return [None if value is pd.NA or value is None or value == "" else value for value in values.tolist()]


def _in_english(dataset: Dataset) -> list[str | None]:
    """Return the names of today as an English reader is told them, where these differ from the record's."""
    names = dataset.places["name_today"]
    return [told if name and (told := citing.today(dataset, "en", name)) != name else None for name in names]


def _places(places: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    return {
        "id": list(places["place_id"]),
        "name_then": list(places["name_1871"]),
        "name_today": list(places["name_today"]),
        "kind": list(places["kind"]),
        "lon": places.geometry.x.round(5).tolist(),
        "lat": places.geometry.y.round(5).tolist(),
        "precision_m": places["precision_m"].tolist(),
        "method": list(places["method"]),
        "arrondissement": [number or None for number in places["arrondissement"].tolist()],
        "note": list(places["note"]),
    }


def _events(events: gpd.GeoDataFrame, places: gpd.GeoDataFrame, *, summaries: bool) -> dict[str, list[Any]]:
    position = {place: n for n, place in enumerate(places["place_id"])}
    columns = {name: _plain(events[name]) for name in _EVENT_COLUMNS}
    if not summaries:
        columns |= {name: [None] * len(events) for name in ("summary_en", "summary_fr")}
    columns["part"] = [part_listed(*one) or None for one in zip(events["moment"], events["part_of_day"], strict=True)]
    return {"id": columns.pop("id"), "place": [position[place] for place in events["place_id"]], **columns}


def _how_known(dataset: Dataset, events: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    """Return how well day and place of each event are known, and its quartier, as the exports have them."""
    points, within = events.geometry.to_numpy(), events["arrondissement"].to_numpy()
    known = zip(*(events[name] for name in ("uncertainty_m", "dating", "edtf", "start", "end")), strict=True)
    return {
        "dating": _plain(events["dating"]),
        "quartier": territory.quartier_of(points, within, dataset.tables["quartiers"]).tolist(),
        **precision.columns(known),
    }


def _register(dataset: Dataset) -> list[tuple[str, str]]:
    """Return source and locator of each damaged house."""
    return list(zip(*(dataset.tables["damage"][name] for name in ("source_id", "locator")), strict=True))


def _damage(dataset: Dataset, events: gpd.GeoDataFrame) -> dict[str, list[Any]]:
    """Return the damaged houses; ``event`` is the row of the fire that a house belongs to, ``witness`` a row of ``register``."""
    damage = dataset.damage
    event = {name: n for n, name in enumerate(events["id"])}
    cited = _register(dataset)
    witnesses = sorted(set(cited))
    return {
        "id": list(damage["damage_id"]),
        "number": _plain(damage["number"]),
        "name": list(damage["name_1871"]),
        "name_today": [
            None if today in ("", then) else today for then, today in zip(damage["name_1871"], damage["name_today"], strict=True)
        ],
        "lon": damage.geometry.x.round(5).tolist(),
        "lat": damage.geometry.y.round(5).tolist(),
        "status": list(damage["state"]),
        "event": [event.get(name) for name in damage["event_id"]],
        "uncertainty_m": damage["uncertainty_m"].tolist(),
        "arrondissement": [number or None for number in damage["arrondissement"].tolist()],
        "named": _plain(damage["named"]),
        "flag": _plain(damage["flag"]),
        "note": _plain(damage["note"]),
        "note_fr": _plain(damage["note_fr"]),
        "witness": [witnesses.index(one) for one in cited],
    }


def _mapped_streets(dataset: Dataset) -> list[str]:
    """Return the ids of the streets in the order in which the ground has them."""
    streets = dataset.basemap.get("streets")
    return [] if streets is None else [str(one) for one in streets["id"]] if "id" in streets else [""] * len(streets)


def _landmarks(dataset: Dataset) -> dict[str, list[Any]]:
    """Return the places that are named whatever happened there: row, short name, and the zoom from which each is named."""
    found = landmarks.of(dataset)
    return {"row": [one.row for one in found], "name": [one.name for one in found], "zoom": [one.zoom for one in found]}
