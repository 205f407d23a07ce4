"""What is put into a folium map as it is: text that is not rendered a second time, and the scripts of our own elements."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files

from branca.element import Element, Figure

from semaine_map.page import modules

SCRIPT = "semaine_script"
"""The name in a figure's head under which our script stands once, however many elements need it."""


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


def call(figure: Figure, name: str, statement: str) -> None:
    """Add a ``statement`` of JavaScript to ``figure`` under ``name``, and our script and style to its head.

    Raises:
        TypeError: the element was added to nothing that can be shown.
    """
    if not isinstance(figure, Figure):
        raise TypeError("add the element to a folium map before it is shown")
    figure.header.add_child(Verbatim(_assets()), name=SCRIPT)
    figure.script.add_child(Verbatim(statement), name=name)


def literal(value: object) -> str:
    """Return ``value`` as a literal of JavaScript that no text can end the script from."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


@lru_cache(maxsize=1)
def _assets() -> str:
    folder = files("semaine_map").joinpath("page", "web", "notebook")
    script = modules.bundle(lambda name: folder.joinpath(name).read_text(encoding="utf-8"), "main.js")
    style = folder.joinpath("map.css").read_text(encoding="utf-8")
    return f"<style>{style}</style>\n<script>(() => {{\n'use strict';\n{script}}})();</script>"
