"""What the layers of the ground, the sides and the damage look like in style languages that have no signs: MapLibre's and SLD."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semaine_map.portrayal.portrayal import Portrayal


@dataclass(frozen=True, slots=True)
class Cases:
    """A colour by the value of a column: ``cases`` by value, ``other`` for the rest."""

    column: str
    cases: Mapping[str, str]
    other: str


@dataclass(frozen=True, slots=True)
class Plain:
    """How the features of a layer are drawn, sizes in pixels; ``width`` is of the line, or the radius of a circle."""

    shape: Literal["fill", "line", "circle"]
    colour: str | Cases
    width: float = 1
    dash: tuple[float, ...] = ()
    opacity: float = 1


def looks(look: Portrayal) -> dict[str, Plain]:
    """Return how each layer is drawn, from the ground up; events, which have signs, come on top of these."""
    ground, neutral = look.basemap, look.colours["neutral"]
    tints = {side.code: look.tint(side.code) for side in look.sides.values()}
    street = Plain("line", ground["street"], 2)
    return {
        "basemap_land": Plain("fill", ground["block"]),
        "basemap_water": Plain("fill", ground["water"]),
        "basemap_islands": Plain("fill", ground["block"]),
        "basemap_green": Plain("fill", ground["green"]),
        "control": Plain("fill", Cases("status", tints, look.tint("contested")), opacity=0.7),
        "basemap_buildings": Plain("fill", ground["building"]),
        "streets": street,
        "streets_osm": street,
        "arrondissements": Plain("line", ground["arrondissement"], 0.8),
        "basemap_railways": Plain("line", ground["rail"], dash=(3, 2)),
        "basemap_wall": Plain("line", ground["wall"], 2),
        "fronts": Plain("line", neutral, 2, (4, 2)),
        "columns": Plain("line", look.advance, 2),
        "damage": Plain("circle", look.colours["fire"], 1.5),
    }
