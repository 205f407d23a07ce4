"""What all pages have around their text: links, previews and linked data, the way to the atlas, whose record it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from semaine_map.history import calendar
from semaine_map.site.html import Markup, data, el, several
from semaine_map.site.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semaine_map.record.settings import Week
    from semaine_map.site.address import Site

_LOCALES = {"en": "en_GB", "fr": "fr_FR"}
_MOST = 200
"""Letters of a description: more are not shown in a preview."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page before it is framed: its sort and name, title, description, text and linked data; the view it leads to."""

    sort: str
    name: str
    title: str
    description: str
    view: str
    body: Markup
    linked: Mapping[str, Any]
    image: str | None = None
    kind: str = "article"


def framed(site: Site, language: str, page: Page) -> str:
    """Return the whole HTML document of ``page`` in ``language``."""
    week = site.week
    of = page.sort
    head = several((
        el("meta", {"charset": "utf-8"}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("title", None, f"{page.title} – {week.title[language]}"),
        el("meta", {"name": "description", "content": _short(page.description)}),
        el("link", {"rel": "stylesheet", "href": "../../site.css" if of else "../site.css"}),
        el("link", {"rel": "canonical", "href": site.url(language, of, page.name)}),
        *_alternates(site, page),
        *_graph(site, language, page),
        data({"@context": "https://schema.org", **page.linked}),
    ))  # fmt: skip
    body = several((
        el("nav", {"aria-label": say(language, "ways")}, *_ways(site, language, page)),
        el("main", None, el("h1", {"lang": week.heard(language), "dir": "auto"}, page.title), page.body),
        el("p", None, el("a", {"class": "into", "href": site.atlas(language, page.view, of=of)}, say(language, "into_atlas"))),
        el("footer", None, el("p", None, *_whose(week, language))),
    ))  # fmt: skip
    return f'<!DOCTYPE html>\n<html lang="{language}">\n<head>{head}</head>\n<body>{body}</body>\n</html>\n'


def dataset_of(site: Site, language: str) -> dict[str, Any]:
    """Return the record as linked data: its name, licence and maker, as far as it says them."""
    week = site.week
    known = {
        "name": week.full_title(language),
        "url": site.address,
        "license": week.licence_address,
        "version": week.version,
    }
    maker = {"creator": {"@type": "Organization", "name": week.creator}} if week.creator else {}
    return {"@type": "Dataset", **{key: value for key, value in known.items() if value}, **maker}


def circle(lat: float, lon: float, metres: int) -> dict[str, Any]:
    """Return a position as linked data: the circle that holds it, never a bare point."""
    middle = {"@type": "GeoCoordinates", "latitude": round(float(lat), 5), "longitude": round(float(lon), 5)}
    return {"@type": "GeoCircle", "geoMidpoint": middle, "geoRadius": str(int(metres))}


def _short(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 1].rsplit(" ", 1)[0] + "…"


def _alternates(site: Site, page: Page) -> list[Markup]:
    """Return the links to the same page in each language, where there is more than one."""
    if len(site.languages) == 1:
        return []
    every = [*((one, one) for one in site.languages), ("x-default", site.languages[0])]
    return [
        el("link", {"rel": "alternate", "hreflang": code, "href": site.url(one, page.sort, page.name)}) for code, one in every
    ]


def _graph(site: Site, language: str, page: Page) -> list[Markup]:
    """Return what a preview shows (OpenGraph)."""
    shown = {
        "og:type": page.kind,
        "og:title": page.title,
        "og:description": _short(page.description),
        "og:url": site.url(language, page.sort, page.name),
        "og:site_name": site.week.full_title(language),
        "og:locale": _LOCALES[language],
        "og:image": page.image,
    }
    others = [("og:locale:alternate", _LOCALES[one]) for one in site.languages if one != language]
    return [el("meta", {"property": key, "content": value}) for key, value in (*shown.items(), *others) if value]


def _ways(site: Site, language: str, page: Page) -> list[Markup]:
    """Return the ways to the list of all events and to the same page in the other language."""
    to_all = site.way(language, "", "index", of=page.sort)
    others = [one for one in site.languages if one != language]
    return [
        el("a", {"href": to_all}, site.week.title[language]),
        *(
            el("a", {"href": site.way(one, page.sort, page.name, of=page.sort), "lang": one, "hreflang": one}, say(one, "here"))
            for one in others
        ),
    ]


def _whose(week: Week, language: str) -> list[str]:
    """Say whose record it is and under which licence, as far as the record says so."""
    version = say(language, "version", version=week.version) if week.version else ""
    date = calendar.date_text(language, week.record_date) if week.record_date else ""
    said = ", ".join(filter(None, (week.full_title(language), version, date, week.creator)))
    licence: list[str] = (
        [", ", el("a", {"href": week.licence_address, "rel": "license"}, week.licence_name)] if week.licence else []
    )
    return [said, *licence, "."]
