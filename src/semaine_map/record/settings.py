"""What a record is of: its days, named by ISO date strings, its titles, and the kinds, sides and colours of its own."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from semaine_map.errors import Fault, UsageError, shown
from semaine_map.record import codes, crs
from semaine_map.record.files import read_bytes, stands
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import numpy as np

    Day = str | date | np.datetime64
    """A day as callers have it; a ``datetime`` and a ``Timestamp`` are dates too."""

FILE = "atlas.toml"
MOST_DAYS = 100
MOST_ACTORS = 12
_DATES = ("first_day", "last_day", "latest", "record_date")
_TEXTS = ("title", "subtitle")
_OWN_TEXTS = ("version", "licence", "creator", "ground")
_BOUNDS = ("west", "south", "east", "north")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE = re.compile(r"EPSG:\d{4,6}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_EXAMPLE = "#8a2b1d"


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the sides of a record: its code, its colour (``#rrggbb``, empty for one of the palette's), its words by language.

    ``advances`` marks the side that takes ground: its columns march, and it stands to the left of the lines of the front.
    """

    code: str
    colour: str = ""
    words: dict[str, str] = field(default_factory=dict)
    advances: bool = False


DEFAULT_ACTORS = tuple(Actor(code) for code in codes.SIDES)
"""The two sides of a record that names none; ``vocabulary.csv`` has their words."""


@dataclass(frozen=True, slots=True)
class Week:
    """The days of the atlas and the frame of its positions.

    ``latest`` is the last date on which an event may end (what outlasts the week is cut there). ``bounds`` is west, south,
    east, north in degrees WGS 84: a position outside is a fault. ``name`` is that of the packages and files made of the record.
    ``metric_crs`` is the code of the system in metres for lengths and areas: that of the folder, else the UTM zone of its middle.
    ``languages`` are those that the record is told in; ``title`` and ``subtitle`` have the one for the other where it is one.
    ``version``, ``licence`` (an SPDX identifier) and ``creator`` are the record's own, empty where the folder names none.
    ``ground`` credits those whose geometry the drawing of the ground is taken from, each with its licence.
    ``country`` is the ISO code of the country that the places lie in today, empty where the folder names none.
    ``kinds`` are the kinds of event that the record adds, each with the known kind that it behaves and is drawn like;
    ``actors`` are its sides, in their order; ``colours`` its own inks for the two sides of a record that names no actors.
    """

    first_day: str
    last_day: str
    latest: str
    record_date: str
    title: dict[str, str]
    subtitle: dict[str, str]
    bounds: tuple[float, float, float, float]
    name: str
    metric_crs: str
    languages: tuple[str, ...] = LANGUAGES
    country: str = ""
    version: str = ""
    licence: str = ""
    creator: str = ""
    ground: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    actors: tuple[Actor, ...] = DEFAULT_ACTORS

    @property
    def sides(self) -> tuple[str, ...]:
        """Return the codes of the sides, in their order."""
        return tuple(actor.code for actor in self.actors)

    @property
    def advancing(self) -> str:
        """Return the side that takes ground: the one that says so, else the last; empty where there is none."""
        return next((actor.code for actor in self.actors if actor.advances), self.sides[-1] if self.actors else "")

    @property
    def defending(self) -> str:
        """Return the side from which it takes ground: the first other; empty where there is none."""
        return next((code for code in self.sides if code != self.advancing), "")

    @property
    def days(self) -> tuple[str, ...]:
        """Return every day from the first to the last, as ISO strings."""
        first, last = date.fromisoformat(self.first_day), date.fromisoformat(self.last_day)
        return tuple((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))

    def day(self, day: Day) -> str:
        """Return ``day`` as an ISO date if it is one of the record's.

        Raises:
            UsageError: it is not.
        """
        text = iso(day)
        if text in self.days:
            return text
        raise UsageError(f"{text!r} is not a day of this atlas: choose from {self.first_day} to {self.last_day}")

    def language(self, asked: str | None) -> str:
        """Return the language ``asked`` for, or the first of the record.

        Raises:
            UsageError: the record is not told in it.
        """
        if asked in (None, *self.languages):
            return asked or self.languages[0]
        raise UsageError(f"this record is not told in {asked!r}, only in {self.languages[0]}")


def iso(day: Day) -> str:
    """Return ``day`` as an ISO date: of a moment its local day, of a text as it is unless it is a moment."""
    text = day.isoformat() if isinstance(day, date) else str(day)
    return text[:10] if _MOMENT.fullmatch(text) else text


def read_week(folder: Path) -> tuple[Week | None, list[Fault]]:
    """Read ``atlas.toml`` of a record.

    Returns the week, or None with the faults that stand in its way.
    """
    path = folder / FILE
    if not stands(path):
        return None, [Fault(FILE, 1, "file", "the file is missing: it names the days, the title and the bounds of the atlas")]
    text = read_bytes(path, FILE)
    if isinstance(text, Fault):
        return None, [text]
    try:
        raw = tomllib.loads(text.decode("utf-8").replace("\r\n", "\n"))
    except (ValueError, RecursionError) as problem:
        reason = "nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        return None, [Fault(FILE, 1, "file", f"cannot be read: {reason}")]
    faults = [*_date_faults(raw), *_language_faults(raw), *_place_faults(raw), *_own_faults(raw)]
    if faults:
        lines = text.decode("utf-8").splitlines()
        return None, [replace(fault, line=_line(lines, fault.column)) for fault in faults]
    dates = {key: raw[key].isoformat() for key in _DATES}
    west, south, east, north = (float(raw["bounds"][side]) for side in _BOUNDS)
    languages = tuple(language for language in LANGUAGES if language in raw["title"])
    texts: dict[str, Any] = {
        key: {language: raw[key].get(language, raw[key][languages[0]]) for language in LANGUAGES} for key in _TEXTS
    }
    own = {
        "name": raw.get("name") or _slug(texts["title"]["fr"]),
        "kinds": raw.get("kinds", {}),
        "colours": raw.get("colours", {}),
        "actors": _actors(raw["actors"]) if "actors" in raw else DEFAULT_ACTORS,
    }
    system = raw.get("metric_crs") or _utm((west + east) / 2, (south + north) / 2)
    own |= {key: raw.get(key, "") for key in _OWN_TEXTS}
    own |= {"languages": languages, "metric_crs": system, "country": raw.get("country", "")}
    return Week(**dates, **texts, bounds=(west, south, east, north), **own), []


def _line(lines: Sequence[str], key: str) -> int:
    """Return the number of the line on which ``key`` stands, as a value or a table; 1 where it is missing."""
    name = re.escape(key)
    stands_here = re.compile(rf"\s*(\[{name}(\.[^\]]*)?\]|{name}\s*=)")
    return next((number for number, line in enumerate(lines, 1) if stands_here.match(line)), 1)


def _date_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    wrong = [key for key in _DATES if type(raw.get(key)) is not date]
    for key in wrong:
        yield Fault(FILE, 1, key, f"{raw.get(key)!r} is not a date; write {key} = 1871-05-21, without quotes")
    if wrong:
        return
    if not raw["first_day"] <= raw["last_day"] <= raw["latest"]:
        yield Fault(FILE, 1, "last_day", "first_day, last_day and latest must follow each other")
    elif (raw["last_day"] - raw["first_day"]).days >= MOST_DAYS:
        yield Fault(FILE, 1, "last_day", f"the atlas would have more than {MOST_DAYS} days; it draws each of them")


def _language_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong in the texts of ``raw``, which also say the languages of the record."""
    titled = set(raw["title"]) if isinstance(raw.get("title"), dict) else set()
    known = " and ".join(LANGUAGES)
    for key in _TEXTS:
        texts = raw.get(key)
        if not isinstance(texts, dict) or not texts or not all(isinstance(text, str) for text in texts.values()):
            yield Fault(FILE, 1, key, f"[{key}] needs a text for en, one for fr, or both: the languages of the record")
        elif foreign := sorted(set(texts) - set(LANGUAGES)):
            yield Fault(FILE, 1, key, f"[{key}] has a text in {shown(foreign[0])}; the atlas speaks {known}: leave it out")
        elif titled and set(texts) != titled:
            yield Fault(FILE, 1, key, f"[{key}] is in {', '.join(sorted(texts))}, [title] in {', '.join(sorted(titled))}")


def _place_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong in the frame of the positions, the system of metres and the country."""
    bounds = raw.get("bounds")
    if not (isinstance(bounds, dict) and _is_frame(*(bounds.get(side) for side in _BOUNDS))):
        needed = "needs west, south, east and north in degrees, west < east and south < north"
        yield Fault(FILE, 1, "bounds", f"[bounds] {needed}")
    system, country = raw.get("metric_crs", "EPSG:2154"), raw.get("country", "FR")
    if not (isinstance(system, str) and _CODE.fullmatch(system)):
        yield Fault(FILE, 1, "metric_crs", f'{system!r} is not the code of a system; write for example "EPSG:2154"')
    elif reason := crs.reason(system):
        yield Fault(FILE, 1, "metric_crs", reason)
    if not (isinstance(country, str) and _COUNTRY.fullmatch(country)):
        yield Fault(FILE, 1, "country", f'{country!r} is not the code of a country: two capitals, for example "FR"')


def _utm(lon: float, lat: float) -> str:
    """Return the code of the UTM zone that a position lies in."""
    return f"EPSG:{(32600 if lat >= 0 else 32700) + int((lon + 180) // 6) % 60 + 1}"


def _own_faults(raw: dict[str, Any]) -> list[Fault]:
    """Find what is wrong in the entries that a record may leave out: its name, its own kinds and colours."""
    faults = []
    name, kinds, colours = raw.get("name", "a"), raw.get("kinds", {}), raw.get("colours", {})
    if not (isinstance(name, str) and _SLUG.fullmatch(name)):
        faults.append(Fault(FILE, 1, "name", f"{name!r} is not a name for files: use a-z, 0-9 and single hyphens"))
    faults += [
        Fault(FILE, 1, key, f'{shown(raw[key])} is not a text; write for example {key} = "{example}"')
        for key, example in zip(
            _OWN_TEXTS, ("1.0", "CC-BY-4.0", "the name of the editors", "Ground: whose, under which licence"), strict=True
        )
        if not isinstance(raw.get(key, ""), str)
    ]
    for key, table in (("kinds", kinds), ("colours", colours)):
        if not isinstance(table, dict):
            faults.append(Fault(FILE, 1, key, f"[{key}] is not a table of names and values"))
            return faults
    for kind, like in kinds.items():
        if kind in codes.EVENT_KINDS or not _SLUG.fullmatch(kind):
            faults.append(Fault(FILE, 1, "kinds", f"{kind!r} is not a new kind: known already, or not a-z, 0-9 and hyphens"))
        if like not in codes.EVENT_KINDS:
            faults.append(Fault(FILE, 1, "kinds", f"{like!r} is not a known kind: {', '.join(codes.EVENT_KINDS)}"))
    sides = codes.SIDES if "actors" not in raw else ()
    for side, colour in colours.items():
        if side not in sides and not sides:
            faults.append(Fault(FILE, 1, "colours", f"{side} is coloured in [actors.{side}] where a record names its actors"))
        elif side not in sides or not _is_colour(colour):
            faults.append(Fault(FILE, 1, "colours", f'{side} = {colour!r}: write {" or ".join(sides)} = "{_EXAMPLE}"'))
    titled = raw.get("title")
    return [*faults, *_actor_faults(raw.get("actors", {}), languages=set(titled) if isinstance(titled, dict) else set())]


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _actors(table: dict[str, Any]) -> tuple[Actor, ...]:
    """Return the sides that ``[actors]`` names, in its order."""
    return tuple(
        Actor(
            code,
            entry.get("colour", ""),
            {language: entry[language] for language in LANGUAGES if language in entry},
            advances=entry.get("advances", False),
        )
        for code, entry in table.items()
    )


def _actor_faults(table: object, *, languages: set[str]) -> Iterator[Fault]:
    """Find what is wrong in ``[actors]``: a table each, with words in every one of ``languages`` and perhaps a colour."""
    if not isinstance(table, dict):
        yield Fault(FILE, 1, "actors", "[actors] is not a table; write [actors.north] for each side")
        return
    if len(table) > MOST_ACTORS:
        yield Fault(FILE, 1, "actors", f"[actors] names {len(table)} sides; {MOST_ACTORS} can be told apart")
    for code, entry in table.items():
        if isinstance(entry, dict):
            yield from (Fault(FILE, 1, f"actors.{code}", reason) for reason in _actor_reasons(code, entry, languages))
        else:
            yield Fault(FILE, 1, "actors", f"{code!r} is not a table of a colour and words; write [actors.{code}]")
    if sum(isinstance(entry, dict) and entry.get("advances") is True for entry in table.values()) > 1:
        yield Fault(FILE, 1, "actors", "two sides advance; a front has one")


def _actor_reasons(code: str, entry: dict[str, Any], languages: set[str]) -> Iterator[str]:
    known = ("colour", "advances", *LANGUAGES)
    if not _SLUG.fullmatch(code) or code in codes.NO_SIDES:
        yield f"has no code of a side: use a-z, 0-9 and hyphens, not {', '.join(codes.NO_SIDES)}"
    if wrong := sorted(set(entry) - set(known)):
        yield f"has {shown(wrong[0])}; it knows {', '.join(known)}"
    if "colour" in entry and not _is_colour(entry["colour"]):
        yield f'colour = {entry["colour"]!r}: write colour = "{_EXAMPLE}"'
    if not isinstance(entry.get("advances", False), bool):
        yield "advances is true or left out"
    for language in LANGUAGES:
        word = entry.get(language)
        if (word is not None or language in languages) and not (isinstance(word, str) and word):
            yield f"has no words in {language}"


def _slug(title: str) -> str:
    """Return a title as the name of a file: ``La Semaine sanglante`` is ``semaine-sanglante``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^(l|la|le|les|the)-", "", "-".join(re.findall(r"[a-z0-9]+", plain))) or "atlas"


def _is_frame(west: object, south: object, east: object, north: object) -> bool:
    """Tell whether the four are degrees that hold some ground between them; not-a-number is in no order."""
    sides = [side for side in (west, south, east, north) if isinstance(side, (int, float)) and not isinstance(side, bool)]
    return len(sides) == 4 and -180 <= sides[0] < sides[2] <= 180 and -90 <= sides[1] < sides[3] <= 90
