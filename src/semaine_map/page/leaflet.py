"""Leaflet as a page may hold it: the published files, told by their hashes, ready to stand inside a document."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files

_FOLDER = files("js_lib_leaflet").joinpath("static/js_lib_leaflet")
SHA256 = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""The hashes of Leaflet 1.9.4 as published; a file that differs is not inlined."""


# Leaflet asks for what only old browsers had and catches the error of its not being there; one whose tools are open, or that is
# driven from outside, reads the whole script once more to say where that was.
_BEFORE, _AFTER = "document.namespaces = { add() {} };", "delete document.namespaces;"

# A browser reads a function over before it reads it in earnest, unless brackets say that it is called at once.
_FACTORY = re.compile(r"\(this,(function\(\w\)\{.*\})\);\s*$", re.DOTALL)


def script() -> str:
    """Return Leaflet's script, without the address of its source map, in a form that is read once.

    Raises:
        ValueError: the file at hand is not the published one.
    """
    text = re.sub(r"//# sourceMappingURL=\S+", "", _text("leaflet.js"))
    return f"{_BEFORE}\n{_FACTORY.sub(lambda found: f'(this,({found[1]}));', text)}\n{_AFTER}\n"


def style(*, pictures: bool) -> str:
    """Return Leaflet's style sheet, without its behaviour for old browsers.

    With ``pictures`` those of its controls and markers stand inside it, without them they are left out.

    Raises:
        ValueError: the file at hand is not the published one.
    """
    text = re.sub(r"behavior:\s*url\([^)]*\);?", "", _text("leaflet.css"))
    return re.sub(r"url\(images/([^)]*)\)", lambda found: f"url({picture(found[1])})" if pictures else "none", text)


def picture(name: str) -> str:
    """Return a picture of Leaflet's as a data URL."""
    return f"data:image/png;base64,{base64.b64encode(_FOLDER.joinpath('images', name).read_bytes()).decode()}"


def _text(name: str) -> str:
    """Return a file with the line ends that a browser makes of them; a hash of the raw bytes would not be that of the page."""
    raw = _FOLDER.joinpath(name).read_bytes()
    if hashlib.sha256(raw).hexdigest() != SHA256[name]:
        raise ValueError(f"{name} is not the published Leaflet 1.9.4")
    return raw.decode("utf-8").replace("\r\n", "\n")
