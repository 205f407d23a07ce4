"""Lists that several pages have: events with their dates, facts, people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.history.event import title
from semaine_map.site.html import Markup, el
from semaine_map.site.words import term, when

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from semaine_map.history.event import Event
    from semaine_map.site.address import Site
    from semaine_map.site.contents import Contents


def event_list(  # noqa: PLR0913 - where a list stands, and what of
    contents: Contents, site: Site, language: str, rows: Iterable[tuple[Event, str]], *, of: str, places: bool = True
) -> Markup:
    """Return links to events, each with its date, its place and what is noted of it."""
    week, dataset = site.week, contents.dataset
    items = []
    for event, note in rows:
        link = el(
            "a", {"href": site.way(language, "event", event["id"], of=of)}, _own(week.heard(language), title(event, language))
        )
        where = event["name_1871"] if places else ""
        after = ", ".join(filter(None, (when(dataset, language, event), where, note)))
        items.append(el("li", None, link, " ", el("span", {"class": "soft"}, after)))
    return el("ul", None, *items)


def person_list(contents: Contents, site: Site, language: str, event: Event) -> Markup | None:
    """Return links to the people in an event, with the part of each."""
    items = [
        el(
            "li",
            None,
            el(
                "a",
                {"href": site.way(language, "person", str(row["person_id"]), of="event")},
                str(contents.people[row["person_id"]]["name"]),
            ),
            " ",
            el("span", {"class": "soft"}, term(contents.dataset, language, "part", str(row["part"]))),
        )
        for row in contents.parts[event["id"]]
    ]
    return el("ul", None, *items) if items else None


def facts(pairs: Sequence[tuple[str, str | Markup]]) -> Markup:
    """Return what is known, term by term; what is empty is left out."""
    return el("dl", None, *(part for name, value in pairs if value for part in (el("dt", None, name), el("dd", None, value))))


def _own(language: str, text: str) -> Markup:
    return el("span", {"lang": language, "dir": "auto"}, text)
