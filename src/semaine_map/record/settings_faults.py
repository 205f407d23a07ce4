"""Find what is wrong in ``atlas.toml``: each entry on its own, so that a slip in one leaves the others in force."""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from semaine_map.errors import Fault, shown
from semaine_map.record import calendar, codes, crs, plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FILE = "atlas.toml"
MOST_STEPS = 10_000
MOST_ACTORS = 12
DATES = ("first_day", "last_day", "latest", "record_date")
TEXTS = ("title", "subtitle")
OWN_TEXTS = ("version", "licence", "creator", "ground", "city", "postcode")
SIDES_OF_BOUNDS = ("west", "south", "east", "north")
KEYS = (
    *DATES, *TEXTS, *OWN_TEXTS, "name", "language", "step", "calendar", "only_days_with_events", "metric_crs", "country",
    "bounds", "kinds", "actors", "colours", "defaults", "fonts", "plan",
)  # fmt: skip
"""Everything that the file may say."""

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_CODE = re.compile(r"EPSG:\d{4,6}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_EXAMPLE = "#8a2b1d"


class Lines:
    """Where the keys of a file stand."""

    def __init__(self, text: str) -> None:
        """Take the text of the file."""
        self._lines: Sequence[str] = text.splitlines()

    def of(self, key: str) -> int:
        """Return the number of the line on which ``key`` stands, as a value or a table; 1 where it is missing."""
        name = re.escape(key)
        stands_here = re.compile(rf"\s*(\[{name}(\.[^\]]*)?\]|{name}\s*=)")
        return next((number for number, line in enumerate(self._lines, 1) if stands_here.match(line)), 1)


def faults_of(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong in the entries ``raw`` of the file; the column of a fault is the entry, which is then left out."""
    yield from _unknown_faults(raw)
    yield from _date_faults(raw)
    yield from _language_faults(raw)
    yield from _place_faults(raw)
    yield from _own_faults(raw)


def _unknown_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    for key in raw:
        if key not in KEYS:
            near = difflib.get_close_matches(key[:60].lower(), [one for one in KEYS if one not in raw], 1)
            meant = f"; did you mean {near[0]}?" if near else f"; it knows {', '.join(KEYS)}"
            yield Fault(FILE, 1, shown(key)[1:-1], f"no such setting{meant}")


def day_text(value: object) -> str | None:
    """Return a date of the file as ISO text: a date of TOML, a year, or a text like ``"-0043-03-15"``; None where it is none."""
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        value = calendar.year_text(value)
    return value if isinstance(value, str) and (calendar.is_date(value) or calendar.is_date(value, "julian")) else None


def _date_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    for key in DATES:
        if key in raw and day_text(raw[key]) is None:
            yield Fault(FILE, 1, key, f"{raw[key]!r} is not a date; write for example {key} = 1848-06-23, without quotes")
    for key, choices in (("step", calendar.STEPS), ("calendar", calendar.CALENDARS)):
        if raw.get(key, choices[0]) not in choices:
            yield Fault(FILE, 1, key, f"{shown(str(raw[key]))} is not one of {', '.join(choices)}")
    if not isinstance(raw.get("only_days_with_events", False), bool):
        yield Fault(FILE, 1, "only_days_with_events", "is true, false or left out")
    kept = [(key, text) for key in ("first_day", "last_day", "latest") if (text := day_text(raw.get(key))) is not None]
    order = [calendar.ordinal(text if key == "first_day" else calendar.last_day(text)) for key, text in kept]
    if order != sorted(order):
        yield Fault(FILE, 1, "last_day", f"{', '.join(key for key, _ in kept[:-1])} and {kept[-1][0]} must follow each other")


def _language_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong in the texts of ``raw``, which also say the languages of the record."""
    for key in TEXTS:
        texts = raw.get(key, "x")
        if isinstance(texts, dict) and any(not LANGUAGE.fullmatch(code) for code in texts):
            wrong = next(code for code in texts if not LANGUAGE.fullmatch(code))
            yield Fault(FILE, 1, key, f"[{key}] has a text in {shown(wrong)}; a language is written like en, fr, ca or zh-Hant")
        elif not (isinstance(texts, str) and texts) and not (
            isinstance(texts, dict) and texts and all(isinstance(text, str) and text for text in texts.values())
        ):
            yield Fault(FILE, 1, key, f'[{key}] needs a text for each language of the record: en = "…"')
    title, subtitle = raw.get("title"), raw.get("subtitle")
    if isinstance(title, dict) and isinstance(subtitle, dict) and set(title) != set(subtitle):
        yield Fault(FILE, 1, "subtitle", f"[subtitle] is in {', '.join(sorted(subtitle))}, [title] in {', '.join(sorted(title))}")
    language = raw.get("language", "en")
    if not (isinstance(language, str) and LANGUAGE.fullmatch(language)):
        yield Fault(FILE, 1, "language", f"{shown(str(language))} is not a language; write for example en, fr, ca or zh-Hant")


def _place_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong in the frame of the positions, the system of metres, the country and its plan of today."""
    yield from (Fault(FILE, 1, "plan", reason) for reason in plan.reasons(raw.get("plan", {})))
    bounds = raw.get("bounds", {"west": 0, "south": 0, "east": 1, "north": 1})
    if not (isinstance(bounds, dict) and _is_bounds(*(bounds.get(side) for side in SIDES_OF_BOUNDS))):
        needed = "needs west, south, east and north in degrees, west < east and south < north"
        yield Fault(FILE, 1, "bounds", f"[bounds] {needed}")
    system, country = raw.get("metric_crs", "EPSG:2154"), raw.get("country", "FR")
    if not (isinstance(system, str) and _CODE.fullmatch(system)):
        yield Fault(FILE, 1, "metric_crs", f'{system!r} is not the code of a system; write for example "EPSG:2154"')
    elif reason := crs.reason(system):
        yield Fault(FILE, 1, "metric_crs", reason)
    if not (isinstance(country, str) and _COUNTRY.fullmatch(country)):
        yield Fault(FILE, 1, "country", f'{country!r} is not the code of a country: two capitals, for example "FR"')


def _own_faults(raw: dict[str, Any]) -> Iterator[Fault]:
    """Find what is wrong in the names, kinds, sides, colours, defaults and fonts of the record's own."""
    name = raw.get("name", "a")
    if not (isinstance(name, str) and SLUG.fullmatch(name)):
        yield Fault(FILE, 1, "name", f"{name!r} is not a name for files: use a-z, 0-9 and single hyphens")
    examples = ("1.0", "CC-BY-4.0", "the name of the editors", "Ground: whose, under which licence", "Amsterdam", "10")
    for key, example in zip(OWN_TEXTS, examples, strict=True):
        if not isinstance(raw.get(key, ""), str):
            yield Fault(FILE, 1, key, f'{shown(str(raw[key]))} is not a text; write for example {key} = "{example}"')
    tables = {key: raw.get(key, {}) for key in ("kinds", "actors", "colours", "defaults", "fonts")}
    for key, table in tables.items():
        if not isinstance(table, dict):
            wanted = "write [actors.north] for each side" if key == "actors" else "of names and values"
            yield Fault(FILE, 1, key, f"[{key}] is not a table{'; ' if key == 'actors' else ' '}{wanted}")
            tables[key] = {}
    yield from _kind_faults(tables["kinds"])
    yield from _colour_faults(tables["colours"], has_actors="actors" in raw)
    titled = raw.get("title")
    yield from _actor_faults(tables["actors"], languages=set(titled) if isinstance(titled, dict) else set())
    for key in ("defaults", "fonts"):
        for entry, value in tables[key].items():
            if not isinstance(value, (str, int)) or isinstance(value, bool):
                yield Fault(FILE, 1, key, f'{shown(entry)} is not a text; write {entry} = "…"')


def _kind_faults(kinds: dict[str, Any]) -> Iterator[Fault]:
    for kind, entry in kinds.items():
        like = entry.get("like", "decision") if isinstance(entry, dict) else entry
        if kind in codes.EVENT_KINDS or not SLUG.fullmatch(kind):
            yield Fault(FILE, 1, "kinds", f"{kind!r} is not a new kind: known already, or not a-z, 0-9 and hyphens")
        if like not in codes.EVENT_KINDS:
            yield Fault(FILE, 1, "kinds", f"{like!r} is not a known kind: {', '.join(codes.EVENT_KINDS)}")
        for key, word in entry.items() if isinstance(entry, dict) else ():
            if key != "like" and not (LANGUAGE.fullmatch(key) and isinstance(word, str) and word):
                yield Fault(FILE, 1, "kinds", f"{kind!r} has {shown(key)}; it knows like and a word in each language")


def _colour_faults(colours: dict[str, Any], *, has_actors: bool) -> Iterator[Fault]:
    for side, colour in colours.items():
        if has_actors:
            yield Fault(FILE, 1, "colours", f"{side} is coloured in [actors.{side}] where a record names its actors")
        elif not _is_colour(colour):
            yield Fault(FILE, 1, "colours", f"{side} = {colour!r}: {_colour_advice(side, colour)}")


def _actor_faults(table: dict[str, Any], *, languages: set[str]) -> Iterator[Fault]:
    """Find what is wrong in ``[actors]``: a table each, with words in every one of ``languages`` and perhaps a colour."""
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
    if not SLUG.fullmatch(code) or code in codes.NO_SIDES:
        yield f"has no code of a side: use a-z, 0-9 and hyphens, not {', '.join(codes.NO_SIDES)}"
    if wrong := sorted(key for key in entry if key not in ("colour", "advances") and not LANGUAGE.fullmatch(key)):
        yield f"has {shown(wrong[0])}; it knows colour, advances and words in the languages of the record"
    if "colour" in entry and not _is_colour(entry["colour"]):
        yield f"colour = {entry['colour']!r}: {_colour_advice('colour', entry['colour'])}"
    if not isinstance(entry.get("advances", False), bool):
        yield "advances is true or left out"
    for language in sorted({*languages, *(key for key in entry if LANGUAGE.fullmatch(key))} - {"colour", "advances"}):
        word = entry.get(language)
        if not (isinstance(word, str) and word):
            yield f"has no words in {language}"


def _is_colour(value: object) -> bool:
    return isinstance(value, str) and _COLOUR.fullmatch(value) is not None


def _colour_advice(name: str, value: object) -> str:
    small = str(value).lower()
    return f'write it in small letters, "{small}"' if small != value and _is_colour(small) else f'write {name} = "{_EXAMPLE}"'


def _is_bounds(west: object, south: object, east: object, north: object) -> bool:
    """Tell whether the four are degrees that hold some ground between them; not-a-number is in no order."""
    sides = [side for side in (west, south, east, north) if isinstance(side, (int, float)) and not isinstance(side, bool)]
    return len(sides) == 4 and -180 <= sides[0] < sides[2] <= 180 and -90 <= sides[1] < sides[3] <= 90
