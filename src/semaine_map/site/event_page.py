"""The page of an event: what happened, where, when, on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semaine_map.history.event import summary, title
from semaine_map.site import lists
from semaine_map.site.frame import Page, circle, dataset_of, framed
from semaine_map.site.html import Markup, el, several
from semaine_map.site.witnesses import cited, witnesses
from semaine_map.site.words import killed, say, term, when

if TYPE_CHECKING:
    from semaine_map.history.event import Event
    from semaine_map.record.tables import Row
    from semaine_map.site.address import Site
    from semaine_map.site.contents import Contents


def page(contents: Contents, site: Site, language: str, event: Event) -> str:
    """Return the page of ``event`` in ``language``."""
    dataset, place = contents.dataset, contents.places[event["place_id"]]
    told = summary(event, language)
    where = ", ".join(filter(None, (event["name_1871"], when(dataset, language, event))))
    name = title(event, language)
    sheet = event["step"] in dataset.days_with_sheets and not dataset.is_large
    return framed(
        site,
        language,
        Page(
            sort="event",
            name=event["id"],
            title=name,
            description=f"{where}. {told}".strip(),
            view=site.event_view(event),
            body=_body(contents, site, language, event),
            linked=_linked(contents, site, language, event, place),
            image=f"{site.address}sheets/{language}/{event['step']}.png" if sheet else None,
        ),
    )


def _body(contents: Contents, site: Site, language: str, event: Event) -> Markup:
    dataset, heard = contents.dataset, site.week.heard(language)
    place = contents.places[event["place_id"]]
    told = summary(event, language)
    kinds = (term(dataset, language, "kind", event["kind"]), term(dataset, language, "outcome", event["outcome"]))
    to_place = el(
        "a",
        {"href": site.way(language, "place", event["place_id"], of="event"), "lang": site.week.place_language, "dir": "auto"},
        event["name_1871"],
    )
    point = event["geometry"]
    position = say(language, "within", lat=f"{point.y:.5f}", lon=f"{point.x:.5f}", m=int(event["uncertainty_m"]))
    pairs: list[tuple[str, str | Markup]] = [
        (say(language, "when"), when(dataset, language, event)),
        (say(language, "where"), to_place),
        (say(language, "today"), str(place["name_today"] or "")),
        (say(language, "position"), position),
        (say(language, "by"), term(dataset, language, "actor", event["actor"])),
        (say(language, "against"), term(dataset, language, "actor", event["target"]) if event["target"] != "unknown" else ""),
        (say(language, "killed"), killed(language, event)),
        (say(language, "certainty"), term(dataset, language, "certainty", event["certainty"])),
    ]
    people = lists.person_list(contents, site, language, event)
    others = [(other, "") for other in contents.at[event["place_id"]] if other["id"] != event["id"]]
    return several((
        el("p", {"class": "soft"}, ", ".join(filter(None, kinds))),
        el("p", {"lang": heard, "dir": "auto"}, told) if told else None,
        lists.facts(pairs),
        *((el("h2", None, say(language, "people")), people) if people else ()),
        witnesses(contents, language, event),
        *(
            (
                el("h2", None, say(language, "same_place")),
                lists.event_list(contents, site, language, others, of="event", places=False),
            )
            if others
            else ()
        ),
    ))  # fmt: skip


def _linked(contents: Contents, site: Site, language: str, event: Event, place: Row) -> dict[str, Any]:
    """Return the event as linked data; a day that no text gives is not given, nor an hour of a day that is inferred."""
    point = event["geometry"]
    dates: dict[str, Any] = {}
    if not event["undated"]:
        # The hour of a day that is only about right, or perhaps right, is no exact time.
        exact = event["start_time"] and not (event["edtf"] or "").endswith(("~", "?"))
        dates["startDate"] = f"{event['start']}T{event['start_time']}" if exact else event["start"]
        if event["end"] and event["end"] != event["start"]:
            dates["endDate"] = event["end"]
    people = [
        {
            "@type": "Person",
            "@id": site.url(language, "person", str(row["person_id"])),
            "name": contents.people[row["person_id"]]["name"],
        }
        for row in contents.parts[event["id"]]
    ]
    where = {
        "@type": "Place",
        "@id": site.url(language, "place", event["place_id"]),
        "name": event["name_1871"],
        "geo": circle(point.y, point.x, event["uncertainty_m"]),
    }
    if place["name_today"] and place["name_today"] != event["name_1871"]:
        where["alternateName"] = place["name_today"]
    told = summary(event, language)
    about = {"about": people} if people else {}
    page_of = {
        "@type": "WebPage",
        "url": site.url(language, "event", event["id"]),
        "inLanguage": site.week.heard(language),
        "isPartOf": dataset_of(site, language),
        "citation": cited(contents, language, event),
    }
    return {
        "@type": "Event",
        "@id": site.url(language, "event", event["id"]),
        "name": title(event, language),
        **({"description": told} if told else {}),
        **dates,
        "location": where,
        **about,
        "subjectOf": page_of,
    }
