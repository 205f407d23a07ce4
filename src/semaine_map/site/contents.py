"""The record as the pages need it: events, places, people and witnesses, each by what refers to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from semaine_map.history import event as events
from semaine_map.record.tables import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.tables import Row


class Contents:
    """Rows of a dataset by id, and what belongs to each.

    Attributes:
        dataset: the record.
        events: in the order of the story; ``event``: by id.
        places, people: by id; of the places those where something happened. sources: id -> row of the table.
        at: place -> its events. citations: event -> what witnesses say of it. parts: event -> people in it.
        of_person: person -> event and part.
    """

    def __init__(self, dataset: Dataset) -> None:
        """Sort the rows of ``dataset``."""
        self.dataset = dataset
        self.events = events.rows(dataset.tables["events"])
        self.event = {event["id"]: event for event in self.events}
        self.at: dict[str, list[events.Event]] = defaultdict(list)
        for event in self.events:
            self.at[event["place_id"]].append(event)
        self.places = {row["place_id"]: row for row in self._rows("places") if row["place_id"] in self.at}
        self.sources = {name: n for n, name in enumerate(dataset.tables["sources"]["source_id"])}
        self.citations: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows("citations"):
            self.citations[row["event_id"]].append(row)
        self.parts: dict[str, list[Row]] = defaultdict(list)
        self.of_person: dict[str, list[tuple[events.Event, str]]] = defaultdict(list)
        everyone = {row["person_id"]: row for row in self._rows("people")}
        for row in self._rows("participants"):
            if row["event_id"] in self.event and row["person_id"] in everyone:
                self.parts[row["event_id"]].append(row)
                self.of_person[row["person_id"]].append((self.event[row["event_id"]], row["part"]))
        order = {event["id"]: n for n, event in enumerate(self.events)}
        for rows in self.of_person.values():
            rows.sort(key=lambda row: order[row[0]["id"]])
        self.people = everyone

    def _rows(self, table: str) -> Iterator[Row]:
        return iter(rows_of(self.dataset.tables[table])) if table in self.dataset.tables else iter(())

    def things(self) -> Iterator[tuple[str, str]]:
        """Give sort and name of every page of a language."""
        yield "", "index"
        yield from (("event", event["id"]) for event in self.events)
        yield from (("place", str(name)) for name in self.places)
        yield from (("person", str(name)) for name in self.people)
