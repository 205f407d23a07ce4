"""An atlas of the Bloody Week: Paris, 21–28 May 1871, day by day, every event cited.

The flow: a folder of tables (``geodata/``) is read by ``catalog``, checked whole by ``checks``, joined into dated, located,
cited events by ``chronicle``; ``days`` decides what stands, burns and happens on each day; ``maps`` draws the offline
atlas and ``exports`` writes GeoJSON. Imports point only down this flow.

    >>> import semaine_map
    >>> chronicle = semaine_map.load()
    >>> chronicle.week.days[0]
    '1871-05-21'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from semaine_map.build import load
    from semaine_map.chronicle import Chronicle
    from semaine_map.days import DayState, states
    from semaine_map.errors import RecordError, SemaineError
    from semaine_map.exports import export, on
    from semaine_map.maps import Atlas

__version__ = "0.1.0"

_HOME = {
    "Atlas": "maps",
    "Chronicle": "chronicle",
    "DayState": "days",
    "RecordError": "errors",
    "SemaineError": "errors",
    "export": "exports",
    "load": "build",
    "on": "exports",
    "states": "days",
}

__all__ = ["Atlas", "Chronicle", "DayState", "RecordError", "SemaineError", "__version__", "export", "load", "on", "states"]


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
