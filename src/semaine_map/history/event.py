"""One event as a row: what a list, a card or a sheet says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

from semaine_map.record.tables import rows_of

if TYPE_CHECKING:
    import shapely

    from semaine_map.record.tables import Columns


class Event(TypedDict):
    """A row of the joined table ``events``; what its columns mean, ``Dataset.tables`` says."""

    id: str
    place_id: str
    kind: str
    outcome: str
    step: str
    start: str
    end: str | None
    start_time: str | None
    end_time: str | None
    part_of_day: str
    seq: int | None
    edtf: str
    undated: bool
    dating: str
    actor: str
    target: str
    title_en: str
    title_fr: str
    summary_en: str
    summary_fr: str
    killed_min: int | None
    killed_max: int | None
    certainty: str
    moment: str
    name_1871: str
    name_today: str
    uncertainty_m: int
    arrondissement: int
    sources: str
    geometry: shapely.Point


def rows(events: Columns) -> list[Event]:
    """Return the joined table ``events`` row by row, in its order."""
    return cast("list[Event]", list(rows_of(events)))


def title(event: Event, language: str) -> str:
    """Return the title of ``event`` in ``language``."""
    return event["title_fr"] if language == "fr" else event["title_en"]


def summary(event: Event, language: str) -> str:
    """Return the summary of ``event`` in ``language``."""
    return event["summary_fr"] if language == "fr" else event["summary_en"]
