"""What may have happened at a position: on the spot, along a street, or somewhere in the street of a house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from semaine_map.history import territory
from semaine_map.history.event import rows
from semaine_map.history.names import words_of
from semaine_map.record.crs import transformer

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.event import Event
    from semaine_map.history.gazetteer import Position
    from semaine_map.record.tables import Columns

WIDEST_PLACE_M = 150
"""A place with a wider radius (a quarter, a long street) is not taken to be "at" a position inside it."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """What may have happened at a position: ``events`` on the spot, ``in_street`` somewhere in its street.

    ``arrondissement`` is that of the position, 0 outside the wall.
    """

    events: list[Event]
    in_street: list[Event]
    arrondissement: int


def near(dataset: Dataset, position: Position) -> Nearby:
    """Return the events that may have happened at ``position``.

    An event may have happened there when it has the same place or number, or when its circle and that of the position touch;
    circles wider than ``WIDEST_PLACE_M`` count for no more than that. What happened along a street is near its line, or
    told of the street by name. Of a house, what is told of its street and not where in it stands apart, if its circle reaches it.
    """
    point = np.array([shapely.Point(position.lon, position.lat)])
    number = int(territory.locate(point, dataset.tables["arrondissements"])[0])
    if position.method == "arrondissement":
        # Where the street ran is not known: what happened in the middle of its arrondissement says nothing of it.
        return Nearby([], [], number)
    events = dataset.tables["events"]
    metres = transformer(dataset.week.metric_crs)
    points = shapely.points(*metres.transform(*shapely.get_coordinates(events["geometry"]).T))
    street = dataset.gazetteer.streets.get(position.street_id or "")
    along = street is not None and position.kind == "street" and street.line is not None
    here = street.line if street and along else shapely.Point(metres.transform(position.lon, position.lat))
    away = shapely.distance(points, here)
    radius = 0 if along else min(position.precision_m, WIDEST_PLACE_M)
    there = (away <= np.minimum(events["uncertainty_m"], WIDEST_PLACE_M) + radius) & (events["uncertainty_m"] <= WIDEST_PLACE_M)
    there |= np.array(events["place_id"], dtype=object) == position.place_id
    reached = away <= events["uncertainty_m"] + radius
    names = [name for name in (street.name_1871, street.name_today) if name] if street else []
    house = position.name_1871.removesuffix(street.name_1871).strip() if street else ""
    there |= reached & _bearing([one for name in names if house for one in (f"{house} {name}", f"{name} {house}")], events)
    of_street = reached & _bearing(names, events) & ~there
    if along:
        there |= of_street
        of_street[:] = False
    every = list(rows(events))
    return Nearby(
        [event for event, is_there in zip(every, there, strict=True) if is_there],
        [event for event, is_there in zip(every, of_street, strict=True) if is_there],
        number,
    )


def _bearing(names: Sequence[str], events: Columns) -> npt.NDArray[np.bool_]:
    """Tell of each event whether its place bears one of ``names``, then or now, as whole words."""
    own = {_phrase(name) for name in names}
    places = zip(events["name_1871"], events["name_today"], strict=True)
    return np.array([any(one in _phrase(name) for name in both for one in own) for both in places], dtype=bool)


def _phrase(name: str) -> str:
    """Return the words of a name without what stands in brackets, so that whole words are compared."""
    return f" {' '.join(words_of(name.partition('(')[0]))} "
