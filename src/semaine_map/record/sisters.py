"""Find what a witness against one event holds against another: the barricade with the capture, the arrest with the death."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from semaine_map.errors import shown
from semaine_map.record import calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.errors import Fault
    from semaine_map.record.reading import Record

AT_ONE_PLACE = {
    "capture": ("capture",),  # of a barricade that stood there it is the end alone
    "barricade": ("capture", "barricade"),
    "fire": ("fire",),
    "explosion": ("explosion",),
    "death": ("death", "bodies", "burial"),
}
"""Kinds of which one place hardly has two on a day: kind of the contradicted row -> kinds of rows that it speaks to as well."""

ALIVE = ("acts", "commands", "speaks", "arrested", "judged", "wounded")
"""Parts that only the living take."""

Against = tuple[str, str, str, str]
"""An event, what of it a witness contradicts, the day that the witness gives or nothing, and the witness."""


def sisters(record: Record) -> Iterator[Fault]:
    """Yield the events called certain though a witness contradicts another row that tells of the same thing."""
    cited = record.tables["citations"].columns
    columns = [cited[name] for name in ("event_id", "stance", "about", "says_start", "source_id")]
    against: list[Against] = [
        (event, about, says.partition("T")[0], source)
        for event, stance, about, says, source in zip(*columns, strict=True)
        if stance == "contradicts" and about in ("event", "start")
    ]
    told: set[int] = set()
    for fault in (*_of_a_place(record, against), *_of_a_life(record, against)):
        if fault.line not in told:
            told.add(fault.line)
            yield fault


def _of_a_place(record: Record, against: list[Against]) -> Iterator[Fault]:
    """The same thing at one place within a day: a witness of the other row denies it, or gives a day that this one leaves out."""
    events = record.tables["events"]
    columns = events.columns
    row_of = {event: row for row, event in enumerate(columns["event_id"])}
    at: dict[str, list[int]] = defaultdict(list)
    for row, place in enumerate(columns["place_id"]):
        at[place].append(row)
    for event, about, day, source in against:
        other = row_of[event]
        kinds = AT_ONE_PLACE.get(columns["kind"][other], ())
        # Who doubts when a barricade was begun says nothing of its fall.
        if about == "start" and (not day or columns["kind"][other] == "barricade"):
            continue
        for row in at[columns["place_id"][other]]:
            start, end = (columns[name][row].partition("T")[0] for name in ("start", "end"))
            if (
                row == other
                or columns["certainty"][row] != "certain"
                or columns["kind"][row] not in kinds
                or abs(calendar.ordinal(start) - calendar.ordinal(columns["start"][other].partition("T")[0])) > 1
                or (about == "start" and start <= day <= (end or start))
            ):
                continue
            yield events.fault(row, "certainty", f"certain, though {source} contradicts {shown(event)}, of the same place")


def _of_a_life(record: Record, against: list[Against]) -> Iterator[Fault]:
    """Nobody acts for certain after the day on which any witness has them dead."""
    events, parts = record.tables["events"], record.tables["participants"].columns
    columns = events.columns
    row_of = {event: row for row, event in enumerate(columns["event_id"])}
    slain: dict[str, set[str]] = defaultdict(set)
    living: dict[str, list[str]] = defaultdict(list)
    for event, person, part in zip(*(parts[name] for name in ("event_id", "person_id", "part")), strict=True):
        if part == "killed":
            slain[event].add(person)
        elif part in ALIVE:
            living[person].append(event)
    for event, _, day, source in against:
        # Of several dead of one row the witness may mean any.
        if not day or len(slain[event]) != 1 or columns["kind"][row_of[event]] in ("bodies", "burial"):
            continue
        (person,) = slain[event]
        for told in living[person]:
            row = row_of[told]
            if columns["certainty"][row] == "certain" and columns["start"][row].partition("T")[0] > day:
                yield events.fault(row, "certainty", f"certain, though {source} has {shown(person)} dead by {day}")
