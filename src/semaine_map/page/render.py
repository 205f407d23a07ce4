"""Render the day states as a folium map that is one offline HTML file."""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import folium
from branca.element import Element, Figure
from jinja2 import Template

from semaine_map.history import density
from semaine_map.page import look, modules, payload
from semaine_map.portrayal import portrayal

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset
    from semaine_map.history.density import Grid

LEAFLET = files("js_lib_leaflet").joinpath("static/js_lib_leaflet")
LEAFLET_SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""The hashes of Leaflet 1.9.4 as published; a file that differs is not inlined."""

LARGEST_PLAIN = 4_000_000
"""Characters of data that a page carries as they are; what is longer is deflated to a seventh, and inflated by the browser."""

TILE_SOURCE = "https://data.geopf.fr"
"""The one remote host that a page may ask, and only for pictures: the plan of the IGN, when a reader switches it on."""


class Verbatim(Element):
    """An element that renders its text as it is.

    branca's own ``Element`` takes its text for a Jinja template, so that ``{{7*7}}`` in a title would be computed.
    """

    def __init__(self, text: str) -> None:
        """Keep ``text``."""
        super().__init__()
        self.text = text

    def render(self, **_kwargs: object) -> str:
        """Return the text untouched."""
        return self.text


class Page(Figure):
    """A figure without branca's own meta tag and script block, which a strict policy would refuse."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n{{this.header.render(**kwargs)}}\n</head>\n'
        "<body>\n{{this.html.render(**kwargs)}}\n{{this.script.render(**kwargs)}}\n</body>\n</html>\n"
    )

    def __init__(self) -> None:
        """Start empty, a window high when shown in a notebook."""
        super().__init__(height="720px")
        self.header._children.clear()  # noqa: SLF001 - branca offers no other way to leave out its meta tag


class Atlas(folium.Map):
    """The atlas as a folium map: save it with ``save(path)``, or let a notebook show it.

    Everything is inlined; opening it asks the network for nothing.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own declaration; nothing is ever added to it
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - the same

    def __init__(self, dataset: Dataset, *, day: str | None = None, grid: Grid | None = None) -> None:
        """Draw all days of ``dataset``, or one ``day`` alone: each event, or their ``grid`` where they are too many for that.

        A record with very many events is counted here unless it comes counted.
        """
        west, south, east, north = dataset.week.bounds
        super().__init__(location=[(south + north) / 2, (west + east) / 2], tiles=None)
        # An id from the place in the tree, instead of a random one: the same input gives the same bytes.
        self._id = "atlas" if day is None else day
        data = payload.text(dataset, day=day, grid=grid or density.count_if_dense(dataset))
        title = dataset.week.title["en"] if day is None else f"{dataset.week.title['en']}, {day}"
        style, script = look.css(portrayal.of(dataset.week)) + _style(), _script()
        page = Page()
        page.header.add_child(Verbatim(_head(title, style, script)), name="head")
        page.html.add_child(Verbatim(_web("page.html").strip()), name="body")
        page.script.add_child(Verbatim(_tail(data, script)), name="tail")
        page.add_child(self, name="map")

    def render(self, **_kwargs: object) -> str:
        """Render nothing more: the page already holds all that the map needs."""
        return ""


def html(dataset: Dataset, *, day: str | None = None, grid: Grid | None = None) -> str:
    """Return the atlas, or the atlas of one ``day``, as one HTML document; ``grid`` as for ``Atlas``."""
    document: str = Atlas(dataset, day=day, grid=grid).get_root().render()
    return document


def _web(name: str) -> str:
    return files("semaine_map").joinpath("page", "web", name).read_text(encoding="utf-8")


def _leaflet(name: str) -> str:
    """Return a file of Leaflet as it may be inlined: the browser's line ends, no map of its source, no old-IE behaviour."""
    raw = LEAFLET.joinpath(name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != LEAFLET_SHA256[name]:
        raise ValueError(f"{name} is not the published Leaflet 1.9.4")
    text = raw.decode("utf-8").replace("\r\n", "\n")
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    if name.endswith(".js"):
        return text
    text = re.sub(r"behavior:\s*url\([^)]*\);?", "", text)
    # Leaflet's own pictures serve controls and markers that the atlas does not use.
    return re.sub(r"url\((?!data:)[^)]*\)", "none", text)


def _style() -> str:
    ours = re.findall(r'^@import "(.*)";$', _web("css/page.css"), flags=re.MULTILINE)
    return _leaflet("leaflet.css") + "".join(_web(f"css/{name}") for name in ours)


@lru_cache(maxsize=1)
def _modules() -> str:
    return modules.bundle(lambda name: _web(f"js/{name}"), "main.js")


def _script() -> str:
    # Asynchronous, since a large record is inflated before the first module can run.
    return f"{_leaflet('leaflet.js')}\n(async () => {{\n'use strict';\n{_modules()}}})();\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(title: str, style: str, script: str) -> str:
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            f"style-src {_hash(style)}",
            f"img-src data: {TILE_SOURCE}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    safe_title = title.replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{safe_title}</title>\n"
        '<link rel="icon" href="data:,">\n'
        f"<style>{style}</style>"
    )


def _tail(data: str, script: str) -> str:
    if len(data) > LARGEST_PLAIN:
        # Level 6: level 9 takes four times as long for a twentieth of the size.
        data = base64.b64encode(zlib.compress(data.encode(), 6)).decode()
        return f'<script type="text/plain" id="semaine-data" data-packed="deflate">{data}</script>\n<script>{script}</script>'
    return f'<script type="application/json" id="semaine-data">{data}</script>\n<script>{script}</script>'
