"""The codes that cells of a record may hold, list by list, and which lists the interface has words for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semaine_map.record.settings import Week

EVENT_KINDS = (
    "barricade", "battery", "fight", "capture", "fire", "damage", "explosion", "execution", "tribunal", "arrest", "death",
    "bodies", "burial", "hostages", "headquarters", "movement", "decision",
)  # fmt: skip
OUTCOMES = ("burnt", "partly", "saved", "shelled")
SIDES = ("commune", "versailles")
"""The sides of a record that names none of its own."""
NO_SIDES = ("both", "civilian", "unknown", "contested")
"""What no side can be called: who acts without being one, and what is said of ground that none holds."""
ACTORS = (*SIDES, "both", "german", "civilian", "unknown")
CERTAINTIES = ("certain", "less-certain", "uncertain")
PARTS_OF_DAY = ("dawn", "morning", "noon", "afternoon", "evening", "night")
STANCES = ("supports", "contradicts", "mentions")
ABOUTS = ("event", "start", "end", "place", "number", "actor", "cause")
VIEWPOINTS = ("communard", "versaillais", "foreign", "official", "modern", "witness")
HOLDINGS = ("commune", "contested", "versailles")
PLACE_KINDS = (
    "square", "crossing", "street", "quay", "bridge", "gate", "bastion", "building", "address", "church", "palace", "ministry",
    "mairie", "theatre", "prison", "barracks", "hospital", "station", "school", "factory", "store", "monument", "park",
    "cemetery", "fort", "district", "island", "passage", "railway",
)  # fmt: skip
METHODS = ("building", "crossing", "address", "street", "district", "relative")
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

ADDED_WORDS: dict[tuple[str, str], tuple[str, str]] = {
    ("kind", "damage"): ("Damage", "Dégâts"),
    ("status", "undated"): ("this day or another", "ce jour ou un autre"),
    ("fate", "killed"): ("killed in the fighting", "mort au combat"),
    ("fate", "executed"): ("shot", "fusillé"),
    ("fate", "died"): ("died", "mort"),
    ("fate", "prisoner"): ("taken prisoner", "fait prisonnier"),
    ("fate", "escaped"): ("escaped", "évadé ou exilé"),
    ("fate", "survived"): ("survived", "survivant"),
    ("fate", "unknown"): ("fate unknown", "sort inconnu"),
    ("part", "acts"): ("acts", "agit"),
    ("part", "commands"): ("commands", "commande"),
    ("part", "speaks"): ("speaks", "parle"),
    ("part", "arrested"): ("is arrested", "est arrêté"),
    ("part", "judged"): ("is judged", "est jugé"),
    ("part", "killed"): ("is killed", "est tué"),
    ("part", "wounded"): ("is wounded", "est blessé"),
    ("part", "witness"): ("looks on", "est témoin"),
}
"""Words in English and French for codes that came after the first records were made; a record's own words come first."""


def of(listed: tuple[str, ...], week: Week | None) -> tuple[str, ...]:
    """Return one of the lists above with the kinds of event and the sides that ``week`` has of its own."""
    if week is None:
        return listed
    if listed is EVENT_KINDS:
        return (*listed, *week.kinds)
    if listed is ACTORS:
        return (*week.sides, *(code for code in listed if code not in {*SIDES, *week.sides}))
    if listed is HOLDINGS:
        return (*week.sides[:1], "contested", *week.sides[1:])
    return listed
