"""The page of a person: who, on which side, what became of them, and the events that they are in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from semaine_map.history.event import title
from semaine_map.site import lists
from semaine_map.site.frame import Page, dataset_of, framed
from semaine_map.site.html import Markup, el, several
from semaine_map.site.words import say, term

if TYPE_CHECKING:
    from semaine_map.record.tables import Row
    from semaine_map.site.address import Site
    from semaine_map.site.contents import Contents


def page(contents: Contents, site: Site, language: str, person: Row) -> str:
    """Return the page of ``person`` in ``language``."""
    rows = contents.of_person[person["person_id"]]
    titles = ". ".join(title(event, language) for event, _ in rows[:3])
    first = site.event_view(rows[0][0]).partition("/")[0] if rows else site.week.days[0]
    name = str(person["name"])
    return framed(
        site,
        language,
        Page(
            sort="person",
            name=str(person["person_id"]),
            title=name,
            description=". ".join(filter(None, (_role(person, language), titles))) or name,
            view=f"person/{quote(str(person['person_id']))}" if rows else first,
            body=_body(contents, site, language, person),
            linked=_linked(contents, site, language, person),
            kind="profile",
        ),
    )


def _role(person: Row, language: str) -> str:
    return _first(person, ("role_fr", "role") if language == "fr" else ("role", "role_fr"))


def _note(person: Row, language: str) -> str:
    return _first(person, ("note_fr", "note_en") if language == "fr" else ("note_en", "note_fr"))


def _first(person: Row, columns: tuple[str, ...]) -> str:
    """Return the first of some columns that says anything: the reader's language, or else the other."""
    return next((str(person[column]) for column in columns if person.get(column)), "")


def _elsewhere(person: Row) -> list[str]:
    """Return the addresses at which others write of the person."""
    item, biography = str(person.get("wikidata") or ""), str(person.get("maitron") or "")
    found = [f"https://www.wikidata.org/wiki/{item}" if item else "", biography]
    return [address for address in found if address.startswith("https://")]


def _body(contents: Contents, site: Site, language: str, person: Row) -> Markup:
    dataset = contents.dataset
    pairs: list[tuple[str, str | Markup]] = [
        (say(language, "also"), str(person.get("variants") or "").replace("; ", ", ")),
        (say(language, "role"), _role(person, language)),
        (say(language, "side"), term(dataset, language, "actor", str(person.get("side") or ""))),
        (say(language, "fate"), term(dataset, language, "fate", str(person.get("fate") or ""))),
    ]
    rows = [(event, term(dataset, language, "part", part)) for event, part in contents.of_person[person["person_id"]]]
    note, links = _note(person, language), _elsewhere(person)
    return several((
        lists.facts(pairs),
        el("p", None, note) if note else None,
        el("h2", None, say(language, "events", n=len(rows))) if rows else None,
        lists.event_list(contents, site, language, rows, of="person") if rows else None,
        *(
            (
                el("h2", None, say(language, "elsewhere")),
                el("ul", None, *(el("li", None, el("a", {"href": one, "rel": "noopener"}, one)) for one in links)),
            )
            if links
            else ()
        ),
    ))  # fmt: skip


def _linked(contents: Contents, site: Site, language: str, person: Row) -> dict[str, Any]:
    role, links = _role(person, language), _elsewhere(person)
    other_names = [name.strip() for name in str(person.get("variants") or "").split(";") if name.strip()]
    in_events = [
        {"@type": "Event", "@id": site.url(language, "event", event["id"]), "name": title(event, language)}
        for event, _ in contents.of_person[person["person_id"]]
    ]
    return {
        "@type": "Person",
        "@id": site.url(language, "person", str(person["person_id"])),
        "name": person["name"],
        **({"alternateName": other_names} if other_names else {}),
        **({"description": role} if role else {}),
        **({"sameAs": links} if links else {}),
        "subjectOf": [*in_events, dataset_of(site, language)],
    }
