"""The codes that cells of a record may hold, list by list, and which lists the interface has words for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from semaine_map.record.settings import Week

EVENT_KINDS = (
    "barricade", "battery", "fight", "capture", "fire", "damage", "explosion", "execution", "tribunal", "arrest", "death",
    "bodies", "burial", "hostages", "headquarters", "movement", "decision",
)  # fmt: skip
PLAIN_KIND = "event"
"""The kind of an event of which nothing says what sort it is; it behaves and is drawn like a decision."""

OUTCOMES = ("burnt", "partly", "saved", "shelled")
NO_SIDES = ("both", "civilian", "unknown", "contested")
"""What no side can be called: who acts without being one, and what is said of ground that none holds."""
ACTORS = ("both", "civilian", "unknown")
"""Beside the sides of a record."""
CERTAINTIES = ("certain", "less-certain", "uncertain")
PART_ENDS = {"dawn": "06", "morning": "12", "noon": "13", "afternoon": "18", "evening": "23", "night": "24"}
"""The hour at which each part of the day is over, where a text gives an event an hour; dawn begins at ``DAWN``."""
DAWN = "04"
PARTS_OF_DAY = tuple(PART_ENDS)
STANCES = ("supports", "contradicts", "mentions")
ABOUTS = ("event", "start", "end", "place", "number", "actor", "cause")
VIEWPOINTS = ("foreign", "official", "modern", "witness", "other")
HOLDINGS = ("contested",)
"""Beside the sides of a record."""
PLACE_KINDS = (
    "square", "crossing", "street", "quay", "bridge", "gate", "bastion", "building", "address", "church", "palace", "ministry",
    "mairie", "theatre", "prison", "barracks", "hospital", "station", "school", "factory", "store", "monument", "park",
    "cemetery", "fort", "district", "island", "passage", "railway", "place",
)  # fmt: skip
METHODS = ("building", "crossing", "address", "street", "district", "relative", "given")
SETTINGS = ("inside", "outside", "river")
GRADES = ("wrong", "garbled", "doubtful", "incomplete")
STREET_KINDS = ("street", "boulevard", "avenue", "quay", "square", "passage", "faubourg", "bridge")
ABOUT_SECTIONS = ("what", "method", "missing", "dead", "sources", "licences")
DAMAGE_STATES = ("burnt", "damaged", "destroyed")
FATES = ("killed", "executed", "died", "prisoner", "escaped", "survived", "unknown")
PARTS = ("acts", "commands", "speaks", "arrested", "judged", "killed", "wounded", "witness")
WITNESSED = ("control", "fronts", "columns", "days", "damage")
"""Tables whose rows may stand on more witnesses than the one that they name (``witnesses.csv``)."""

STATUSES = ("standing", "fought", "taken", "burning", "ruined", "today", "earlier", "undated")
"""What a feature can be on a day (``days.py`` holds the rules)."""

VOCABULARIES: dict[str, tuple[str, ...]] = {
    "kind": EVENT_KINDS,
    "outcome": OUTCOMES,
    "actor": ACTORS,
    "certainty": CERTAINTIES,
    "part_of_day": PARTS_OF_DAY,
    "stance": STANCES,
    "about": ABOUTS,
    "viewpoint": VIEWPOINTS,
    "holding": HOLDINGS,
    "place_kind": PLACE_KINDS,
    "method": METHODS,
    "status": STATUSES,
    "fate": FATES,
    "part": PARTS,
}
"""Lists of codes that ``vocabulary.csv`` puts into words."""

OPEN = ("actor", "viewpoint", "place_kind", "method")
"""Lists to which the words of a record may add codes of its own."""


@cache
def words() -> dict[str, dict[str, tuple[str, str]]]:
    """Return the words in English and French for every code that is of no one event; a record's own come first."""
    read: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("semaine_map.record").joinpath("words.toml").read_text(encoding="utf-8")
    )
    return {name: {term: (english, french) for term, (english, french) in terms.items()} for name, terms in read.items()}


def of(listed: tuple[str, ...], week: Week | None, worded: Mapping[str, Collection[str]] | None = None) -> tuple[str, ...]:
    """Return one of the lists above with what a record has of its own.

    These are the kinds of event and the sides of ``week``, and the codes that ``worded``, the terms of its vocabulary by list,
    adds.
    """
    sides = week.sides if week else ()
    if listed is EVENT_KINDS:
        return (*listed, *(week.kinds if week else ()))
    if listed is HOLDINGS:
        return (*sides[:1], *listed, *sides[1:])
    name = next((name for name, terms in VOCABULARIES.items() if terms is listed), "")
    if listed is ACTORS:
        listed = (*sides, *listed)
    own = worded.get(name, ()) if worded and name in OPEN else ()
    return (*listed, *(code for code in own if code not in listed))
