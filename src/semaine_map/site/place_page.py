"""The page of a place: its names of then and now, where it is, and what happened there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semaine_map.history.event import title
from semaine_map.site import lists
from semaine_map.site.frame import Page, circle, dataset_of, framed
from semaine_map.site.html import Markup, el, several
from semaine_map.site.words import say, term

if TYPE_CHECKING:
    from semaine_map.record.tables import Row
    from semaine_map.site.address import Site
    from semaine_map.site.contents import Contents


def page(contents: Contents, site: Site, language: str, place: Row) -> str:
    """Return the page of ``place`` in ``language``."""
    name, today = str(place["name_1871"]), str(place["name_today"] or "")
    events = contents.at[place["place_id"]]
    titles = ". ".join(title(event, language) for event in events[:4])
    now = f" ({today})" if today and today != name else ""
    return framed(
        site,
        language,
        Page(
            sort="place",
            name=str(place["place_id"]),
            title=name,
            description=f"{name}{now}: {titles}.",
            view=f"{site.event_view(events[0]).partition('/')[0]}?at={place['lat']:.5f},{place['lon']:.5f},16",
            body=_body(contents, site, language, place),
            linked=_linked(contents, site, language, place),
        ),
    )


def _body(contents: Contents, site: Site, language: str, place: Row) -> Markup:
    dataset = contents.dataset
    number = int(place["arrondissement"])
    metres = int(place["precision_m"])
    pairs: list[tuple[str, str | Markup]] = [
        (say(language, "today"), str(place["name_today"] or "")),
        (say(language, "sort"), term(dataset, language, "place_kind", str(place["kind"] or ""))),
        (say(language, "district"), dataset.district(number, language) if number else ""),
        (say(language, "position"), say(language, "within", lat=f"{place['lat']:.5f}", lon=f"{place['lon']:.5f}", m=metres)),
        (say(language, "found"), term(dataset, language, "method", str(place["method"] or ""))),
    ]
    rows = [(event, "") for event in contents.at[place["place_id"]]]
    return several((
        lists.facts(pairs),
        el("h2", None, say(language, "events", n=len(rows))),
        lists.event_list(contents, site, language, rows, of="place", places=False),
    ))  # fmt: skip


def _linked(contents: Contents, site: Site, language: str, place: Row) -> dict[str, Any]:
    name, today = place["name_1871"], place["name_today"]
    return {
        "@type": "Place",
        "@id": site.url(language, "place", str(place["place_id"])),
        "name": name,
        **({"alternateName": today} if today and today != name else {}),
        "geo": circle(place["lat"], place["lon"], place["precision_m"]),
        "event": [
            {"@type": "Event", "@id": site.url(language, "event", event["id"]), "name": title(event, language)}
            for event in contents.at[place["place_id"]]
        ],
        "subjectOf": dataset_of(site, language),
    }
