"""Write the layers as one PMTiles archive of vector tiles, with a style by which MapLibre draws it; GDAL makes the tiles.

GDAL writes one layer at a time into such an archive, so that all features stand in one, ``LAYER``; their property ``layer`` says
to which layer of the kit each belongs, and the style filters by it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

import geopandas as gpd
import pandas as pd
import pyogrio

from semaine_map.exports.plain import Cases, looks
from semaine_map.portrayal import portrayal

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit
    from semaine_map.exports.plain import Plain
    from semaine_map.portrayal.portrayal import Portrayal
    from semaine_map.record.settings import Week

LAYER = "features"
CARRIED = (
    "id", "kind", "name_today", "start", "end", "edtf", "dating", "day", "status", "outcome", "actor", "certainty",
    "uncertainty_m", "title_en", "title_fr", "sources", "start_at", "end_at",
)  # fmt: skip
"""What a tile says of a feature; the texts stay in the other formats."""

ZOOMS = (10, 13)
"""From the whole city to two metres a step; beyond, a map enlarges the last."""


Paint = dict[str, Any]
"""Properties of a layer's look by their names: colours, numbers and expressions of MapLibre."""

StyleLayer = TypedDict(
    "StyleLayer",
    {
        "id": str,
        "type": str,
        "source": NotRequired[str],
        "source-layer": NotRequired[str],
        "filter": NotRequired[list[Any]],
        "paint": Paint,
    },
)
"""How one layer is drawn, and which of its features."""


class Style(TypedDict):
    """A style of MapLibre, of its version 8."""

    version: int
    name: str
    center: list[float]
    zoom: float
    sources: dict[str, dict[str, str]]
    layers: list[StyleLayer]


def write_all(kit: Kit, folder: Path) -> None:
    """Write ``<name>.pmtiles`` and ``<name>.style.json``, named for the record, into ``folder``."""
    name = kit.week.name
    frames = []
    for layer in (one for one in (*looks(portrayal.of(kit.week)), "events") if one in kit.text and len(kit.text[one])):
        frame = kit.text[layer]
        carried = [column for column in (*CARRIED, kit.week.named) if column in frame]
        frames.append(frame[[*carried, "geometry"]].assign(layer=layer))
    features = gpd.GeoDataFrame(pd.concat(frames, ignore_index=True), crs=kit.crs)
    texts = features.columns.drop(["geometry", "uncertainty_m"])
    features = features.assign(**{text: features[text].astype(object).where(features[text].notna(), None) for text in texts})
    path = folder / f"{name}.pmtiles"
    path.unlink(missing_ok=True)
    low, high = ZOOMS
    options = {"MINZOOM": low, "MAXZOOM": high, "NAME": name, "SIMPLIFICATION": "1", "SIMPLIFICATION_MAX_ZOOM": "0"}
    # Text of tiles is UTF-8 always; pyogrio takes the console's encoding for formats that it does not know.
    pyogrio.write_dataframe(
        features,
        path,
        driver="PMTiles",
        layer=LAYER,
        encoding="UTF-8",
        geometry_type="Unknown",
        dataset_options={**options, "TYPE": "baselayer"},
    )
    text = json.dumps(style(kit), ensure_ascii=False, indent=1)
    (folder / f"{name}.style.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def style(kit: Kit, day: str | None = None) -> Style:
    """Return the style, for ``day`` or the first day of the record; a page sets ``start_at`` and ``end_at`` anew to step on."""
    week, look = kit.week, portrayal.of(kit.week)
    shown = day or week.days[0]
    whole = kit.text["arrondissements" if len(kit.text["quartiers"]) else "events"]
    west, south, east, north = whole.total_bounds
    return {
        "version": 8,
        "name": week.title[week.languages[0]],
        "center": [round((west + east) / 2, 5), round((south + north) / 2, 5)],
        "zoom": 11.5,
        "sources": {week.name: {"type": "vector", "url": f"pmtiles://{week.name}.pmtiles", "attribution": _attribution(week)}},
        "layers": [
            {"id": "paper", "type": "background", "paint": {"background-color": look.paper}},
            *(_layer(week.name, name, shown, *painted) for name, painted in _layers(look).items()),
        ],
    }


def _attribution(week: Week) -> str:
    """Return whose the tiles are: the licence of the record, and whose the ground is."""
    return ". ".join(filter(None, (week.licence, week.ground)))


def _layer(source: str, name: str, day: str, kind: str, paint: Paint) -> StyleLayer:
    conditions: list[Any] = [["==", ["get", "layer"], name]]
    if name in ("control", "fronts", "columns", "damage", "events"):
        conditions += [["<=", ["get", "start_at"], f"{day}T23:59:59"], [">=", ["get", "end_at"], f"{day}T00:00:00"]]
    return {"id": name, "type": kind, "source": source, "source-layer": LAYER, "filter": ["all", *conditions], "paint": paint}


def _layers(look: Portrayal) -> dict[str, tuple[str, Paint]]:
    """Return how each layer is drawn: the type of MapLibre's layer, and its paint."""
    return {**{name: (plain.shape, _paint(plain)) for name, plain in looks(look).items()}, "events": ("circle", _events(look))}


def _paint(plain: Plain) -> dict[str, Any]:
    colour = plain.colour if isinstance(plain.colour, str) else _by(plain.colour)
    if plain.shape == "circle":
        return {"circle-color": colour, "circle-radius": plain.width}
    if plain.shape == "fill":
        return {"fill-color": colour} | ({"fill-opacity": plain.opacity} if plain.opacity < 1 else {})
    dashed = {"line-dasharray": list(plain.dash)} if plain.dash else {}
    return {"line-color": colour, "line-width": plain.width} | dashed


def _by(colour: Cases) -> Any:  # noqa: ANN401 - an expression of MapLibre, or a colour
    flat = [part for case in colour.cases.items() for part in case]
    return ["match", ["get", colour.column], *flat, colour.other] if flat else colour.other


def _events(look: Portrayal) -> dict[str, Any]:
    neutral = look.colours["neutral"]
    colours = {side.code: side.colour for side in look.sides.values()}
    kinds = {
        name: look.colours[kind.colour]
        for name, kind in look.kinds.items()
        if kind.colour in look.colours and kind.colour != "neutral"
    }
    by_actor = _by(Cases("actor", colours, neutral))
    colour = ["match", ["get", "kind"], *(part for case in sorted(kinds.items()) for part in case), by_actor]
    unsure = ["any", ["==", ["get", "dating"], "undated"], ["!=", ["get", "certainty"], "certain"]]
    return {
        "circle-color": ["case", unsure, look.paper, colour],
        "circle-stroke-color": colour,
        "circle-stroke-width": 1.5,
        "circle-radius": ["case", ["==", ["get", "dating"], "undated"], 2.5, 5],
    }
