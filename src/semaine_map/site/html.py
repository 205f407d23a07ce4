"""Markup whose text cannot become markup: strings are escaped, elements are not."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_VOID = frozenset(("link", "meta"))


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def el(name: str, attributes: Mapping[str, str | None] | None = None, *children: str | None) -> Markup:
    """Return an element; an attribute or a child that is None is left out, a child that is no ``Markup`` is escaped."""
    pairs = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items() if value is not None)
    if name in _VOID:
        return Markup(f"<{name}{pairs}>")
    inside = "".join(child if isinstance(child, Markup) else escape(child, quote=False) for child in children if child)
    return Markup(f"<{name}{pairs}>{inside}</{name}>")


def several(children: Iterable[str | None]) -> Markup:
    """Return elements and texts one after another."""
    return Markup("".join(child if isinstance(child, Markup) else escape(child, quote=False) for child in children if child))


def data(value: Mapping[str, object]) -> Markup:
    """Return linked data for a page: JSON in a script element, in which no text can end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(f'<script type="application/ld+json">{text}</script>')
