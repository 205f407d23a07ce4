"""Read the tables of this folder: ``kinds.toml``, ``palette.toml`` and ``landmarks.toml``, and say what is in them."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, TypedDict


def toml(name: str) -> dict[str, Any]:
    """Return the table ``name`` as it stands in this folder."""
    return tomllib.loads(files("semaine_map.portrayal").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


class Certainty(TypedDict):
    """How sure a row is: dashes, body and weight of its sign."""

    dash: list[float]
    body: float
    weight: float


class Weights(TypedDict):
    """What an event weighs beside its kind and certainty."""

    witness: float
    witnesses: int
    scene: float
    dead: float
    hour: float
    outside: float
    main: int
    most: int
    same_place: float
    same_kind: float
    same_hour: float
    same_kind_and_ground: float


class Kinds(TypedDict):
    """``kinds.toml``. The entries of kinds, statuses and pens are the attributes of ``Kind``, ``Status`` and ``Pens``."""

    kinds: dict[str, dict[str, Any]]
    status: dict[str, dict[str, Any]]
    certainty: dict[str, Certainty]
    pens: dict[str, float]
    counted: dict[str, str]
    weights: Weights


class Sides(TypedDict):
    """What the sides of a record have where they name nothing, in turn."""

    grounds: dict[str, str]
    colours: list[str]
    strength: list[float]
    paper: list[float]
    texture: list[str]


class Contested(TypedDict):
    """Fought-over ground."""

    plain: str
    strength: float
    paper: float
    width: float
    step: float
    most: int


class Days(TypedDict):
    """The ground by the day on which it was taken."""

    first: str
    strength: float
    edge: float


class Front(TypedDict):
    """The front."""

    dash: list[float]
    clears: float


class Overlay(TypedDict):
    """Ground over somebody else's map."""

    strength: float


class Density(TypedDict):
    """Squares of a record too large to draw each event."""

    colours: list[str]
    shares: list[float]


Palette = TypedDict(
    "Palette",
    {
        "colours": dict[str, str],
        "page": dict[str, str],
        "page-dark": dict[str, str],
        "sides": Sides,
        "contested": Contested,
        "days": Days,
        "front": Front,
        "overlay": Overlay,
        "basemap": dict[str, str],
        "names": dict[str, str],
        "density": Density,
        "street-metres": dict[str, int],
    },
)
"""``palette.toml``."""


class Greens(TypedDict):
    """Parks and cemeteries that a city is known by."""

    kinds: list[str]
    square_metres: float
    zoom: float


class LandmarkWords(TypedDict):
    """Words by which a name is no landmark's, or keeps its brackets."""

    relative: list[str]
    bare: list[str]
    bracketed: list[str]


class Landmarks(TypedDict):
    """``landmarks.toml``. The entries of kinds are the attributes of ``LandmarkKind``."""

    kinds: dict[str, dict[str, Any]]
    greens: Greens
    words: LandmarkWords
