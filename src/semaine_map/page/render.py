"""Render the day states as one HTML file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import lru_cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.history import density
from semaine_map.page import leaflet, look, modules, payload
from semaine_map.portrayal import portrayal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semaine_map.history.dataset import Dataset
    from semaine_map.history.density import Grid
    from semaine_map.record.plan import Plan

LARGEST_PLAIN = 500_000
"""Characters of data that a page carries as they are; what is longer is deflated to a third, and inflated by the browser."""


class Atlas:
    """The finished page: ``save(path)`` writes it, a notebook shows it in a frame.

    Everything is inlined; opening it asks the network for nothing. To add to a map of one's own, see ``notebook.RecordMap``.
    """

    def __init__(self, dataset: Dataset, *, day: str | None = None, grid: Grid | None = None) -> None:
        """Draw all days of ``dataset``, or one ``day`` alone, as ``html`` does."""
        self.html = html(dataset, day=day, grid=grid)

    def save(self, path: str | Path) -> None:
        """Write the page as one HTML file."""
        Path(path).expanduser().write_text(self.html, encoding="utf-8", newline="\n")

    def _repr_html_(self) -> str:
        frame = "width:100%;height:720px;border:0"
        return f'<iframe srcdoc="{escape(self.html)}" style="{frame}" allowfullscreen></iframe>'


_NAMELESS = '<h1 id="title" dir="auto">'


def html(dataset: Dataset, *, day: str | None = None, grid: Grid | None = None, sheets: bool = False) -> str:
    """Return the atlas, or the atlas of one ``day``, as one HTML document.

    Each event is drawn, or their ``grid`` where they are too many for that; a record with very many events is counted here unless
    it comes counted. With ``sheets`` the page leads to the sheets of paper that a build lays beside it.
    """
    data = payload.text(dataset, day=day, grid=grid or density.count_if_dense(dataset), sheets=sheets)
    title = dataset.week.title["en"] if day is None else f"{dataset.week.title['en']}, {day}"
    style = _in_style(look.css(portrayal.of(dataset.week)) + _style())
    library, script = _in_script(leaflet.script()), _in_script(_script())
    head = _head(title, style, (library, script), dataset.week.plan)
    parts = ("<!DOCTYPE html>", '<html lang="en">', "<head>", head, "</head>", "<body>")
    # The title stands in the document itself: it is seen before any script has run.
    body = _web("page.html").strip().replace(_NAMELESS, f"{_NAMELESS}{escape(dataset.week.title['en'])}", 1)
    # The library does not wait for the data: what is read of the file meanwhile takes nobody's time.
    tail = (f"<script>{library}</script>", _data(data), f"<script>{script}</script>")
    return "\n".join((*parts, _in_markup(body), *tail, "</body>", "</html>", ""))


# One letter beyond Latin-1 has a browser hold the whole file in letters of twice the size, and read it so.
_WIDE = re.compile("[^\x00-\x7f]")


def _in_script(text: str) -> str:
    """Return ``text`` with all but plain letters spelled as a script does."""
    return _WIDE.sub(lambda found: json.dumps(found[0])[1:-1], text)


def _in_style(text: str) -> str:
    """Return ``text`` with all but plain letters spelled as a style sheet does."""
    return _WIDE.sub(lambda found: f"\\{ord(found[0]):x} ", text)


def _in_markup(text: str) -> str:
    """Return ``text`` with all but plain letters spelled as markup does."""
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


def pointer(dataset: Dataset, day: str) -> str:
    """Return a page of a few lines that leads to ``day`` in the atlas beside its folder, for a record of very many days."""
    week = dataset.week
    title = escape(f"{week.full_title(week.interfaces[0])}, {day}")
    address = f"../index.html#{day}"
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        (
            "<!DOCTYPE html>",
            f'<html lang="{week.heard(week.interfaces[0])}">',
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            f'<meta http-equiv="refresh" content="0; url={address}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title>",
            f'<p><a href="{address}">{title}</a></p>',
            "</html>",
            "",
        )
    )


def _web(name: str) -> str:
    return files("semaine_map").joinpath("page", "web", name).read_text(encoding="utf-8")


def _style() -> str:
    ours = re.findall(r'^@import "(.*)";$', _web("css/page.css"), flags=re.MULTILINE)
    return leaflet.style(pictures=False) + "".join(_web(f"css/{name}") for name in ours)


@lru_cache(maxsize=1)
def _modules() -> str:
    return modules.bundle(lambda name: _web(f"js/{name}"), "main.js")


def _script() -> str:
    # Asynchronous, since a large record is inflated before the first module can run.
    return f"(async () => {{\n'use strict';\n{_modules()}}})();\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _head(title: str, style: str, scripts: Sequence[str], plan: Plan | None) -> str:
    # The one host that a page may ask, and only for pictures: that of today's plan, when a reader switches it on.
    pictures = " ".join(filter(None, ("data:", plan.origin if plan else "")))
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {_hash(style)}",
            f"img-src {pictures}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    safe_title = _in_markup(title.replace("&", "&amp;").replace("<", "&lt;"))
    return (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{safe_title}</title>\n"
        '<link rel="icon" href="data:,">\n'
        f"<style>{style}</style>"
    )


def _data(data: str) -> str:
    if len(data) > LARGEST_PLAIN:
        # Level 6: level 9 takes four times as long for a twentieth of the size.
        data = base64.b64encode(zlib.compress(data.encode(), 6)).decode()
        return f'<script type="text/plain" id="atlas-data" data-packed="deflate">{data}</script>'
    return f'<script type="application/json" id="atlas-data">{data}</script>'
