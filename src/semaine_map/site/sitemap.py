"""The sitemap: every page with its other languages; of very many pages several, under one index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.site.html import Markup, el

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semaine_map.site.address import Site

MOST = 50_000
"""Addresses that one file may have (sitemaps.org, protocol 0.9)."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def files(site: Site, things: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Give name and text of each file: ``sitemap.xml``, and those that it names where it does not hold all pages itself."""
    entries = [_entry(site, language, sort, name) for sort, name in things for language in site.languages]
    parts = [entries[at : at + MOST] for at in range(0, len(entries), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(parts[0])
        return
    names = [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _urls(part)
    listed = "".join(el("sitemap", None, el("loc", None, f"{site.address}{site.folder}/{name}")) for name in names)
    yield "sitemap.xml", f"{_HEAD}<sitemapindex {_SPACE}>{listed}</sitemapindex>\n"


def _urls(entries: list[Markup]) -> str:
    return f'{_HEAD}<urlset {_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">{"".join(entries)}</urlset>\n'


def _entry(site: Site, language: str, sort: str, name: str) -> Markup:
    others = [
        Markup(
            el("link", {"rel": "alternate", "hreflang": one, "href": site.url(one, sort, name)}).replace("<link", "<xhtml:link")[
                :-1
            ]
            + "/>"
        )
        for one in site.languages
        if len(site.languages) > 1
    ]
    return el("url", None, el("loc", None, site.url(language, sort, name)), *others)
