"""Tables that are worked out from the record: states by day in long form, and each witness's own version."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from semaine_map.history.dataset import take, witness
from semaine_map.history.days import NOT_YET, is_of_day
from semaine_map.record.tables import rows_of

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

SAYS = ("says_start", "says_end", "says_place_id", "says_killed_min", "says_killed_max")


def tables(dataset: Dataset) -> dict[str, pd.DataFrame]:
    """Return every derived table by name, dates as ISO text, what does not apply as None."""
    return {
        "events_by_day": _events(dataset),
        "arrondissements_by_day": _ground(dataset),
        "quartiers_by_day": _quartiers(dataset),
        "versions": _versions(dataset),
    }


def _events(dataset: Dataset) -> pd.DataFrame:
    """Return the states of the events, which are many: as codes and dates, and ids in Arrow's room."""
    events = dataset.tables["events"]
    days = [state.day for state in dataset.states]
    words = sorted(set(chain.from_iterable(set(state.statuses) for state in dataset.states)))
    code = {word: n for n, word in enumerate(words)}
    status = [np.fromiter(map(code.__getitem__, state.statuses), np.int8, len(state.statuses)) for state in dataset.states]
    rows = [np.flatnonzero(of_day != code.get(NOT_YET, -1)) for of_day in status]
    own = [is_of_day(state, events["step"])[shown] for state, shown in zip(dataset.states, rows, strict=True)]
    ids = pd.Series(events["id"], dtype="str")
    columns = {
        "event_id": ids.take(np.concatenate([*rows, np.zeros(0, dtype=int)])).reset_index(drop=True),
        "day": np.repeat(np.array(days, dtype="datetime64[s]"), [len(shown) for shown in rows]),
        "status": _coded(np.concatenate([*(s[shown] for s, shown in zip(status, rows, strict=True)), []]), words),
        "is_of_day": _coded(np.concatenate([*own, []]), ["no", "yes"]),
    }
    return pd.DataFrame(columns)


def _coded(codes: np.ndarray, words: list[str]) -> pd.Categorical:
    """Return a column of ``words`` by their numbers, of which only those that stand in it are categories, in their order."""
    used = sorted({words[code] for code in np.unique(codes).astype(int)})
    place = np.array([used.index(word) if word in used else -1 for word in words], dtype=np.int8)
    return pd.Categorical.from_codes(place[codes.astype(int)], categories=pd.Index(used, dtype="str"))


def _ground(dataset: Dataset) -> pd.DataFrame:
    short = dataset.short
    witnesses = {(row["day"], row["arrondissement"]): row for row in rows_of(dataset.tables["control"])}
    rows = []
    for state in dataset.states:
        for number in dataset.tables["arrondissements"]["arrondissement"].tolist():
            row = witnesses.get((state.day, number), {})
            source = witness(short[row["source_id"]], row["locator"]) if row else None
            rows.append((state.day, number, state.control.get(number), row.get("certainty"), source))
    return _frame(("day", "arrondissement", "status", "certainty", "sources"), rows)


def _quartiers(dataset: Dataset) -> pd.DataFrame:
    parts, ground = dataset.tables["quartiers"], _ground(dataset)
    known = {(row[0], row[1]): row[2:] for row in ground.itertuples(index=False)}
    rows = [
        (state.day, number, parent, *known[state.day, parent])
        for state in dataset.states
        for number, parent in zip(parts["quartier"].tolist(), parts["arrondissement"].tolist(), strict=True)
    ]
    return _frame(("day", "quartier", "arrondissement", "status", "certainty", "sources"), rows)


def _versions(dataset: Dataset) -> pd.DataFrame:
    """Return the citations that say something of their own, beside the record's own day, place and number."""
    events, citations = dataset.tables["events"], dataset.tables["citations"]
    telling = [citations[name] for name in SAYS if name in citations]
    chosen = [row for row, said in enumerate(zip(*telling, strict=True)) if any(said)]  # few of very many
    about = {citations["event_id"][row] for row in chosen}
    row_of = {event: row for row, event in enumerate(events["id"]) if event in about}
    metres = dict(zip(dataset.places["place_id"], dataset.places.geometry.to_crs(dataset.week.metric_crs), strict=True))
    rows = []
    for row in rows_of(take(citations, chosen)):
        if row["event_id"] not in row_of:
            continue
        event = {name: cells[row_of[row["event_id"]]] for name, cells in events.items()}
        place = row.get("says_place_id")
        apart = round(metres[place].distance(metres[event["place_id"]])) if place in metres else None
        own = (event["start"], event["end"], event["place_id"], event["killed_min"], event["killed_max"])
        says = (row.get(name) or None for name in SAYS)
        rows.append((row["event_id"], row["source_id"], row["locator"], row["stance"], *says, *own, apart))
    named = ("event_id", "source_id", "locator", "stance", *SAYS, "start", "end", "place_id", "killed_min", "killed_max")
    return _frame((*named, "metres_apart"), rows)


def _frame(columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row[n] for row in rows], dtype=object) for n, name in enumerate(columns)})
