"""How much each event counts where there is no room for all, and which are the main events of each day."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log10
from typing import TYPE_CHECKING

import numpy as np

from semaine_map.portrayal import portrayal

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset


@lru_cache(maxsize=4)
def of_events(dataset: Dataset) -> np.ndarray:
    """Return the weight of every event, as ``kinds.toml`` counts: how sure it is, how many tell it, what it is, whom it killed.

    A weight that the record gives stands as it is.
    """
    events, table, look = dataset.tables["events"], portrayal.weights(), portrayal.of(dataset.week)
    scenes = set(dataset.tables["scene_events"]["event_id"])
    witnesses = _witnesses(dataset)
    given = events.get("weight") or [""] * len(events["id"])
    return np.array(
        [
            float(own)
            if own
            else look.certainty(certainty).weight
            + look.kinds[kind].weight
            + table["witness"] * min(witnesses.get(event, 0), table["witnesses"])
            + table["scene"] * (event in scenes)
            + table["dead"] * log10(1 + (killed or 0))
            + table["hour"] * bool(time)
            for own, event, kind, certainty, killed, time in zip(
                given,
                *(events[name] for name in ("id", "kind", "certainty", "killed_max", "start_time")),
                strict=True,
            )
        ],
        dtype=float,
    )


def _witnesses(dataset: Dataset) -> dict[str, int]:
    """Return how many sources speak to each event that any speaks to."""
    citations = dataset.tables["citations"]
    counted: dict[str, int] = {}
    for event, _ in set(zip(citations["event_id"], citations["source_id"], strict=True)):
        counted[event] = counted.get(event, 0) + 1
    return counted


@lru_cache(maxsize=64)
def ranked(dataset: Dataset, day: str) -> tuple[int, ...]:
    """Return the rows of the events that begin on ``day``, the most telling first, as many as the largest sheet has room for.

    Each event chosen makes others of its place, its kind and its hour a little less telling, so that the choice covers the day
    and the city.
    """
    events, table = dataset.tables["events"], portrayal.weights()
    rows = np.flatnonzero((np.array(events["step"], dtype=object) == day) & ~np.asarray(events["undated"], dtype=bool))
    if not len(rows):
        return ()
    grounds = np.asarray(events["arrondissement"])[rows]
    # What lies outside a city that is drawn is not on its map.
    has_areas = bool(len(dataset.tables["arrondissements"]["geometry"]))
    left = of_events(dataset)[rows] + table["outside"] * ((grounds == 0) & has_areas)
    places, kinds, hours = (np.array(events[name], dtype=object)[rows] for name in ("place_id", "kind", "moment"))
    chosen: list[int] = []
    while len(chosen) < min(table["most"], len(rows)):
        n = int(np.argmax(left))
        chosen.append(int(rows[n]))
        same_kind = kinds == kinds[n]
        left = left + table["same_place"] * (places == places[n])
        left = left + table["same_kind"] * same_kind
        left = left + table["same_hour"] * (hours == hours[n])
        left = left + table["same_kind_and_ground"] * (same_kind & (grounds == grounds[n]))
        left[n] = -np.inf
    return tuple(chosen)


def bars(dataset: Dataset, day: str) -> list[int]:
    """Return how many events begin on ``day``, those without a known day left out, in each bar of its picture."""
    events, look = dataset.tables["events"], portrayal.of(dataset.week)
    told = zip(*(events[name] for name in ("kind", "outcome", "step", "undated")), strict=True)
    counts = Counter(look.bar(kind, outcome or "") for kind, outcome, step, undated in told if step == day and not undated)
    return [counts[name] for name in look.counted]


def main(dataset: Dataset, day: str) -> list[int]:
    """Return the rows of the main events of ``day`` in the order of the day."""
    return sorted(ranked(dataset, day)[: portrayal.weights()["main"]])
