"""For a web server a page of its own for each event, person and place.

A search engine finds it, others link to it and preview it, it is read without a script, and it leads into the atlas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.site import event_page, index_page, person_page, place_page, sitemap
from semaine_map.site.address import Site, checked
from semaine_map.site.contents import Contents
from semaine_map.site.style import css

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.history.dataset import Dataset

__all__ = ["FOLDER", "checked", "make"]

FOLDER = "site"
"""Where the pages lie below the folder of the atlas."""


def make(dataset: Dataset, folder: Path, address: str) -> None:
    """Write the pages of each language of the interface that the record is told in into ``folder``, and their sitemap.

    ``address`` is where the folder of the atlas will be served; ``folder`` is ``FOLDER`` in it. The same record and address give
    the same bytes.
    """
    contents, site = Contents(dataset), Site(dataset.week, address, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, "site.css", css())
    for language in site.languages:
        _write(folder, site.path(language, "", "index"), index_page.page(contents, site, language))
        for event in contents.events:
            _write(folder, site.path(language, "event", event["id"]), event_page.page(contents, site, language, event))
        for place in contents.places.values():
            _write(folder, site.path(language, "place", str(place["place_id"])), place_page.page(contents, site, language, place))
        for person in contents.people.values():
            _write(
                folder,
                site.path(language, "person", str(person["person_id"])),
                person_page.page(contents, site, language, person),
            )
    for name, text in sitemap.files(site, contents.things()):
        _write(folder, name, text)


def _write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
