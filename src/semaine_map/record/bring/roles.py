"""What a column of a table can be, and where rows go that cannot be read."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "date": "the day, or the first of several",
    "end": "the last day",
    "year": "the year",
    "month": "the month",
    "day": "the day of the month",
    "time": "the hour",
    "part": "the part of the day",
    "position": "both coordinates",
    "lat": "the latitude",
    "lon": "the longitude",
    "title": "the title",
    "text": "what happened",
    "source": "whose word it is",
    "kind": "what sort of event",
    "place": "the name of the place",
    "killed": "the number of dead",
}
"""What a column can be; each is an option of the command too."""

ASIDE = "set-aside.csv"
"""The rows that did not become events, whole, with the reason for each."""
