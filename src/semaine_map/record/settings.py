"""What a record is of: its days, named by ISO date strings, its titles, and the kinds, sides and colours of its own."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from semaine_map.errors import Fault, UsageError, shown
from semaine_map.record import calendar, codes
from semaine_map.record.files import read_bytes, stands
from semaine_map.record.plan import Plan, plan_of
from semaine_map.record.settings_faults import (
    DATES,
    FILE,
    LANGUAGE,
    MOST_STEPS,
    OWN_TEXTS,
    SIDES_OF_BOUNDS,
    Lines,
    day_text,
    faults_of,
)
from semaine_map.record.tables import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    import numpy as np

    Day = str | date | np.datetime64
    """A day as callers have it; a ``datetime`` and a ``Timestamp`` are dates too."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?", re.ASCII)
WORLD = (-180.0, -90.0, 180.0, 90.0)
"""The frame of a record that names none, until its places are known."""

_MARGIN = 0.05
"""Part of the extent of the places that a frame that was found out leaves free on each side."""

_LEAST_MARGIN = 0.005
"""Degrees: the same for a record of one place, half a kilometre."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One of the sides of a record: its code, its colour (``#rrggbb``, empty for one of the palette's), its words by language.

    ``advances`` marks the side that takes ground: its columns march, and it stands to the left of the lines of the front.
    """

    code: str
    colour: str = ""
    words: dict[str, str] = field(default_factory=dict)
    advances: bool = False


@dataclass(frozen=True)
class Week:
    """The days of the atlas and the frame of its positions.

    Attributes:
        first_day, last_day: of the atlas, as ISO dates.
        latest: the last date on which an event may end; what outlasts the atlas is cut there.
        record_date: the state of the record; empty where the folder names none.
        title, subtitle: by language; those of the interface have the first of the record where it is not told in them.
        bounds: west, south, east, north in degrees WGS 84: a position outside is a fault.
        name: of the packages and files made of the record.
        metric_crs: the code of the system in metres for lengths and areas: that of the folder, else the UTM zone of its middle.
        languages: those that the record is told in, its own first.
        version, licence, creator: of the record, empty where the folder names none; the licence is an SPDX identifier.
        ground: credits those whose geometry the drawing of the ground is taken from, each with its licence.
        city: names of the city that all addresses lie in, which one may end with; none where the folder names none.
        postcode: how its postcodes begin, before the number of the district.
        country: ISO code of the country that the places lie in today, empty where the folder names none.
        kinds: the kinds of event that the record adds, each with the known kind that it behaves and is drawn like.
        kind_words: their words by language, where ``atlas.toml`` has them.
        actors: its sides, in their order.
        names_actors: whether its file names them; else they are those for whose ground its vocabulary has words.
        colours: own inks of the sides of a record that names no actors.
        step: day, month or year: what the atlas steps by. ``calendar``: that in which its dates are written.
        only: the steps that it has, where it has only those with events.
        defaults: what an empty cell, or a missing column, of that name stands for.
        is_framed: whether the record names its bounds; those that were found out judge no position.
        is_sound: whether nothing in ``atlas.toml`` is wrong; else codes that it may have are not judged.
        named: the name of the column of names of the time in the exports, as ``places.csv`` has it.
        fonts: files of fonts by their place, for scripts that the sheets' own fonts do not have.
        plan: tiles of today's plan that a reader may ask the web for; None where the folder names none.
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
    city: tuple[str, ...] = ()
    postcode: str = ""
    kinds: dict[str, str] = field(default_factory=dict)
    kind_words: dict[str, dict[str, str]] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    names_actors: bool = False
    step: str = "day"
    calendar: str = "gregorian"
    only: tuple[str, ...] = ()
    defaults: dict[str, str] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    plan: Plan | None = None
    only_days_with_events: bool = False
    named: str = "name_1871"
    has_bounds: bool = True
    is_sound: bool = True

    @property
    def interfaces(self) -> tuple[str, ...]:
        """Return the languages of the interface that the record is told in; English where it is told in none of them."""
        return tuple(language for language in LANGUAGES if language in self.languages) or LANGUAGES[:1]

    @property
    def place_language(self) -> str:
        """Return the language of the names of places: French where the record is told in English too, else its first."""
        return self.languages[-1] if set(self.languages) == set(LANGUAGES) else self.languages[0]

    @property
    def stamp(self) -> str:
        """Return the date that files bear as that of their making, so that the same record gives the same bytes."""
        return self.record_date or "2000-01-01"

    @property
    def licence_address(self) -> str:
        """Return the address of the licence, empty where the record names none."""
        return f"https://spdx.org/licenses/{self.licence}.html" if self.licence else ""

    @property
    def licence_name(self) -> str:
        """Return the licence as it is said: CC BY 4.0."""
        return re.sub(r"^CC-(.*)-(\d\.\d)$", r"CC \1 \2", self.licence)

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

    @cached_property
    def days(self) -> tuple[str, ...]:
        """Return every step from the first to the last: days as ISO dates, months as ``1871-05``, years as ``1871``."""
        return self.only or calendar.steps(self.first_day, self.last_day, self.step, self.calendar, most=MOST_STEPS)

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        return tuple(calendar.ordinal(day, self.calendar) for day in self.days)

    def at(self, day: str) -> int:
        """Return the number of the last step that does not begin after a date: -1 before the first, their count after all."""
        begins = calendar.ordinal(calendar.step_of(day, self.step), self.calendar)
        return len(self._begins) if begins > self._begins[-1] else bisect_right(self._begins, begins) - 1

    def full_title(self, language: str) -> str:
        """Return title and subtitle in one line."""
        sign = " : " if language == "fr" else ": "
        return sign.join(filter(None, (self.title[language], self.subtitle[language])))

    def heard(self, interface: str) -> str:
        """Return the language of the record that a reader of ``interface`` is shown."""
        return interface if interface in self.languages else self.languages[0]

    def day(self, day: Day) -> str:
        """Return ``day`` as a step of the record if it lies in one.

        Raises:
            UsageError: it does not.
        """
        text = iso(day)
        if calendar.is_date(text, self.calendar) and (step := calendar.step_of(text, self.step)) in self.days:
            return step
        raise UsageError(f"{text!r} is not a {self.step} of this atlas: choose from {self.days[0]} to {self.days[-1]}")

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

    Returns the week, without what the file leaves to be found out (``completed`` does that), and the faults of the file; a
    faulty entry counts as left out. The week is None where the file cannot be read at all.
    """
    path = folder / FILE
    if not stands(path):
        return _week({}, folder), []
    text = read_bytes(path, FILE)
    if isinstance(text, Fault):
        return None, [text]
    try:
        raw = tomllib.loads(text.decode("utf-8").replace("\r\n", "\n"))
    except (ValueError, RecursionError) as problem:
        reason = "nested too deeply" if isinstance(problem, RecursionError) else str(problem)
        found = re.search(r"\(at line (\d+)", reason)
        return None, [
            Fault(FILE, int(found[1]) if found else 1, "file", f"cannot be read: {reason}{_hint(text.decode('utf-8'))}")
        ]
    lines = Lines(text.decode("utf-8"))
    faults = [replace(fault, line=lines.of(fault.column)) for fault in faults_of(raw)]
    for fault in faults:
        raw.pop(fault.column.partition(".")[0], None)
    return replace(_week(raw, folder), is_sound=not faults), faults


def colour_faults(week: Week, folder: Path) -> Iterator[Fault]:
    """Find the colours of ``week`` that are of no side of it."""
    for side in week.colours:
        if side not in week.sides:
            text = read_bytes(folder / FILE, FILE)
            line = 1 if isinstance(text, Fault) else Lines(text.decode("utf-8")).of("colours")
            meant = f"; write {' or '.join(week.sides)}" if week.actors else ", which has none"
            yield Fault(FILE, line, "colours", f"{shown(side)} is no side of this record{meant}")


def _hint(text: str) -> str:
    """Return what is likely to be the matter with a file that cannot be read; nothing where that is not clear."""
    if re.search("[“”‘’]", re.sub(r'"[^"\n]*"', "", text)):
        return "; are the quotes curly? write straight ones"
    slashed = re.search(r"=\s*(\d{1,2}[/.]\d{1,2}[/.]\d{4})", text)
    return f"; {slashed[1]} is no date here: write it like 1848-06-23" if slashed else ""


def _week(raw: dict[str, Any], folder: Path) -> Week:
    """Return the week that sound settings describe."""
    title = raw.get("title") or folder.resolve().name.replace("-", " ").replace("_", " ").strip() or "Atlas"
    language = raw.get("language")
    languages = tuple(title) if isinstance(title, dict) else (language,) if language else languages_of(folder)
    own_first = sorted(languages, key=lambda one: one != language)
    texts = {
        key: {one: text if isinstance(text, str) else text.get(one, "") for one in own_first}
        for key, text in (("title", title), ("subtitle", raw.get("subtitle", "")))
    }
    for by_language in texts.values():
        first = by_language[own_first[0]] or next(filter(None, by_language.values()), "")
        by_language |= {one: by_language.get(one) or first for one in (*own_first, *LANGUAGES)}
    kinds = {
        code: entry.get("like", "decision") if isinstance(entry, dict) else entry for code, entry in raw.get("kinds", {}).items()
    }
    bounds = raw.get("bounds")
    own = {key: raw.get(key, "") for key in OWN_TEXTS}
    own |= {key: (day_text(raw[key]) or "") if key in raw else "" for key in DATES}
    return Week(
        title=texts["title"],
        subtitle=texts["subtitle"],
        bounds=_four(float(bounds[side]) for side in SIDES_OF_BOUNDS) if bounds else WORLD,
        name=raw.get("name") or _slug(texts["title"]["fr"]),
        metric_crs=raw.get("metric_crs", ""),
        languages=tuple(own_first),
        country=raw.get("country", ""),
        kinds=kinds,
        kind_words={
            code: {key: word for key, word in entry.items() if key != "like"}
            for code, entry in raw.get("kinds", {}).items()
            if isinstance(entry, dict)
        },
        colours=raw.get("colours", {}),
        actors=_actors(raw.get("actors", {})),
        names_actors="actors" in raw,
        step=raw.get("step", "day"),
        calendar=raw.get("calendar", "gregorian"),
        defaults={key: str(value) for key, value in raw.get("defaults", {}).items()},
        fonts={key: str(value) for key, value in raw.get("fonts", {}).items()},
        plan=plan_of(raw.get("plan", {})),
        only_days_with_events=raw.get("only_days_with_events", False),
        first_day=own["first_day"],
        last_day=own["last_day"],
        latest=own["latest"],
        record_date=own["record_date"],
        version=own["version"],
        licence=own["licence"],
        creator=own["creator"],
        ground=own["ground"],
        city=tuple(filter(None, (one.strip() for one in own["city"].split(",")))),
        postcode=own["postcode"],
    )


def _four(sides: Iterable[float]) -> tuple[float, float, float, float]:
    west, south, east, north = sides
    return west, south, east, north


def languages_of(folder: Path) -> tuple[str, ...]:
    """Return the languages that the columns of ``events.csv`` name, where no setting does; English where they name none."""
    try:
        with (folder / "events.csv").open(encoding="utf-8", errors="replace") as file:
            header = file.readline(100_000)
    except OSError:
        header = ""
    found = [code for code in re.findall(r"\btitle_([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\b", header) if LANGUAGE.fullmatch(code)]
    return tuple(dict.fromkeys(found)) or ("en",)


def completed(  # noqa: PLR0913 - what the tables say of it
    week: Week,
    starts: Iterable[str],
    ends: Iterable[str],
    places: Sequence[tuple[float, float]],
    *,
    held_by: Sequence[str],
    kinds: Collection[str],
) -> Week:
    """Return ``week`` with what its file leaves out, found out from the record.

    ``starts`` and ``ends`` are the dates of the events, ``places`` the positions (lon, lat); ``held_by`` are the codes
    for whose ground it has words: the sides of a record that names no actors; ``kinds`` are those of its events.
    """
    began = sorted(
        {one for one in starts if calendar.is_date(one, week.calendar)}, key=lambda one: calendar.ordinal(one, week.calendar)
    )
    ended = sorted(
        {calendar.last_day(one, week.calendar) for one in (*began, *ends) if calendar.is_date(one, week.calendar)},
        key=lambda one: calendar.ordinal(one, week.calendar),
    )
    first = week.first_day or (calendar.first_day(began[0]) if began else "")
    last = week.last_day or (ended[-1] if ended else first)
    west, south, east, north = _extent(places) if week.bounds is WORLD else week.bounds
    found = replace(
        week,
        first_day=first,
        last_day=last,
        latest=week.latest or max(last, *ended[-1:], key=lambda one: calendar.ordinal(one, week.calendar)) if last else "",
        bounds=(west, south, east, north),
        has_bounds=week.bounds is not WORLD,
        metric_crs=week.metric_crs or _utm((west + east) / 2, (south + north) / 2),
        actors=week.actors if week.names_actors else tuple(map(Actor, held_by)),
        kinds={**week.kinds, **({codes.PLAIN_KIND: "decision"} if codes.PLAIN_KIND in kinds else {})},
    )
    if not (week.only_days_with_events and began):
        return found
    inside = range(calendar.ordinal(first, week.calendar), calendar.ordinal(calendar.last_day(last), week.calendar) + 1)
    steps = dict.fromkeys(calendar.step_of(one, week.step) for one in began if calendar.ordinal(one, week.calendar) in inside)
    return replace(found, only=tuple(steps))


def _extent(places: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return the frame of positions, with some room on each side; the world where there are none."""
    if not places:
        return WORLD
    (west, south), (east, north) = (tuple(map(extreme, zip(*places, strict=True))) for extreme in (min, max))
    lon, lat = (max((high - low) * _MARGIN, _LEAST_MARGIN) for low, high in ((west, east), (south, north)))
    bounds = max(west - lon, -180), max(south - lat, -90), min(east + lon, 180), min(north + lat, 90)
    return _four(round(side, 4) for side in bounds)


def _utm(lon: float, lat: float) -> str:
    """Return the code of the UTM zone that a position lies in."""
    return f"EPSG:{(32600 if lat >= 0 else 32700) + int((lon + 180) // 6) % 60 + 1}"


def _actors(table: dict[str, Any]) -> tuple[Actor, ...]:
    """Return the sides that ``[actors]`` names, in its order."""
    return tuple(
        Actor(
            code,
            entry.get("colour", ""),
            {key: word for key, word in entry.items() if key not in ("colour", "advances")},
            advances=entry.get("advances", False),
        )
        for code, entry in table.items()
    )


def _slug(title: str) -> str:
    """Return a title as the name of a file: ``La Semaine sanglante`` is ``semaine-sanglante``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"^(l|la|le|les|the)-", "", "-".join(re.findall(r"[a-z0-9]+", plain))) or "atlas"
