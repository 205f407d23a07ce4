"""Which places are landmarks, under which short name, and from how near each is named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import TYPE_CHECKING, NamedTuple, cast

from semaine_map.portrayal.tables import toml

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from semaine_map.history.dataset import Dataset
    from semaine_map.portrayal.tables import Landmarks


@dataclass(frozen=True, slots=True)
class LandmarkKind:
    """How places of a kind are named: from which ``zoom`` on the page; on a sheet among the ``great``, in ``strong`` letters."""

    zoom: float
    great: bool = False
    strong: bool = False
    sheet: bool = True


class Landmark(NamedTuple):
    """A place that is named: its row in the table of places, its short name and its kind, and from which zoom it is named."""

    row: int
    name: str
    kind: str
    zoom: float


@cache
def _table() -> Landmarks:
    return cast("Landmarks", toml("landmarks"))


@cache
def kinds() -> dict[str, LandmarkKind]:
    """Return the kinds of place that are landmarks."""
    return {kind: LandmarkKind(**entry) for kind, entry in _table()["kinds"].items()}


@cache
def _relative() -> re.Pattern[str]:
    words = _table()["words"]
    return re.compile(rf"^(?:(?:{'|'.join(words['relative'])}) |(?:{'|'.join(words['bare'])})$)")


def short(name: str, kind: str) -> str:
    """Return the short name of a place: without what locates it."""
    return re.split(", " if kind in _table()["words"]["bracketed"] else r", | \(", name)[0]


def of(dataset: Dataset) -> list[Landmark]:
    """Return the landmarks of a record, those named from afar first."""
    places, green = dataset.places, dataset.basemap.get("green")
    greens = set()
    if green is not None and "name" in green:
        for name, (west, south, east, north) in zip(green["name"], green.geometry.bounds.to_numpy(), strict=True):
            if isinstance(name, str) and _square_metres(west, south, east, north) > _table()["greens"]["square_metres"]:
                greens.add(short(name, "").casefold())
    return landmarks(zip(places["name_1871"], places["kind"], strict=True), greens)


def _square_metres(west: float, south: float, east: float, north: float) -> float:
    """Return about how large a frame of degrees is."""
    return (east - west) * cos(radians((south + north) / 2)) * (north - south) * 111_320**2


def landmarks(places: Iterable[tuple[str, str]], greens: Collection[str]) -> list[Landmark]:
    """Return the landmarks among ``places`` (name and kind each), those named from afar first, each name once.

    ``greens`` are the short names of the parks and cemeteries that are drawn large. A spot in one of them is no landmark, nor is
    what is said in relation to another place, nor a bare kind.
    """
    rules = _table()["greens"]
    found = []
    for row, (name, kind) in enumerate(places):
        if kind not in kinds():
            continue
        green = kind in rules["kinds"]
        if green and ", " in name:
            continue
        said = short(name, kind)
        zoom = rules["zoom"] if green and said.casefold() not in greens else kinds()[kind].zoom
        if said and not _relative().match(said):
            found.append(Landmark(row, said, kind, zoom))
    found.sort(key=lambda one: (one.zoom, len(one.name)))
    first: dict[str, Landmark] = {}
    for one in found:
        first.setdefault(one.name.casefold(), one)
    return list(first.values())
