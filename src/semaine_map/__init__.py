"""An atlas of the Bloody Week: Paris, 21–28 May 1871, day by day, every event cited.

The flow: a folder of tables (``geodata/``) is read and checked whole by ``record``, joined into one dated, located, cited
dataset by ``history``, whose ``days`` decide what stands, burns and happens on each day; ``page`` draws the offline atlas,
``sheets`` what hangs on a wall, ``exports`` the formats of GIS users; ``api`` is what a notebook calls. Imports point only down
this flow.

    >>> import semaine_map
    >>> kit = semaine_map.load()
    >>> kit.week.days[0]
    '1871-05-21'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semaine_map.version import __version__ as __version__

if TYPE_CHECKING:
    from semaine_map.api import atlas, between, export, load, locate, map, on  # noqa: A004 - the name that a reader looks for
    from semaine_map.errors import RecordError, SemaineError
    from semaine_map.page.day_control import DayControl

_HOME = {
    "DayControl": "page.day_control",
    "RecordError": "errors",
    "SemaineError": "errors",
    "atlas": "api",
    "between": "api",
    "export": "api",
    "load": "api",
    "locate": "api",
    "map": "api",
    "on": "api",
}

__all__ = ["DayControl", "RecordError", "SemaineError", "atlas", "between", "export", "load", "locate", "map", "on"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute can be anything
    """Load a public name when it is first asked for: geopandas and folium cost most of a second."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - a plain import of the package stays fast

    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
