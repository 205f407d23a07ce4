"""The page of all: every event by its day, so that each page is reached without a script, and every person."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from semaine_map.history import calendar
from semaine_map.site import lists
from semaine_map.site.frame import Page, dataset_of, framed
from semaine_map.site.html import el, several
from semaine_map.site.words import say

if TYPE_CHECKING:
    from semaine_map.site.address import Site
    from semaine_map.site.contents import Contents


def page(contents: Contents, site: Site, language: str) -> str:
    """Return the list of all events and people in ``language``."""
    week = site.week
    parts = []
    for step, events in groupby(
        sorted(contents.events, key=lambda event: week.at(event["step"])), key=lambda event: event["step"]
    ):
        rows = [(event, "") for event in events]
        parts += [el("h2", None, calendar.date_text(language, step)), lists.event_list(contents, site, language, rows, of="")]
    people = [
        el("li", None, el("a", {"href": site.way(language, "person", str(key), of="")}, str(person["name"])))
        for key, person in contents.people.items()
    ]
    about = " ".join(contents.dataset.about.get("what", {}).get(language, []))
    return framed(
        site,
        language,
        Page(
            sort="",
            name="index",
            title=week.title[language],
            description=about or week.full_title(language),
            view=week.days[0],
            body=several((
                el("p", None, week.subtitle[language]) if week.subtitle[language] else None,
                *parts,
                *((el("h2", None, say(language, "everyone", n=len(people))), el("ul", None, *people)) if people else ()),
            )),
            linked=dataset_of(site, language) | {"inLanguage": language},
            kind="website",
        ),
    )  # fmt: skip
