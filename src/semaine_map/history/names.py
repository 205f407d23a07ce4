"""Names and addresses as people write them, brought to the words by which they are compared.

The rules are data (``names.json``): the page reads the same file and runs the same cases (``tests/data/addresses.json``).
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable


class Rules(TypedDict):
    """The rules by which names are compared (``names.json``, which the page reads too)."""

    letters: dict[str, str]
    first: dict[str, str]
    words: dict[str, str]
    numerals: list[str]
    little: list[str]
    kinds: list[str]
    own_name_kinds: list[str]
    corner_words: list[str]
    corner_m: int
    suffixes: list[str]
    number_signs: list[str]
    districts: list[str]
    roman: list[str]
    scores: dict[str, float]
    shortest_similar: int
    beyond_street_m: int
    part_reach: int
    estimated_m: int
    estimated_share: float
    least_radius_m: int


RULES: Rules = json.loads(files("semaine_map").joinpath("history/names.json").read_text(encoding="utf-8"))

_LETTERS = str.maketrans(RULES["letters"])
_FIRST = RULES["first"]
_WORDS = RULES["words"] | {str(n): word for n, word in enumerate(RULES["numerals"])}
_LITTLE = frozenset(RULES["little"])
_KINDS = frozenset(RULES["kinds"])
_OWN_NAME_KINDS = frozenset(RULES["own_name_kinds"])
_SUFFIXES = frozenset(RULES["suffixes"])
_SIGNS = frozenset(RULES["number_signs"])
_DISTRICTS = frozenset(RULES["districts"])
_ROMAN: dict[str, int] = {word: n for n, word in enumerate(RULES["roman"], start=1)}

_CORNER_WORDS = frozenset(RULES["corner_words"])

_CORNER_SIGN = re.compile(r"[/&×,;]")
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(rf"(\d{{1,4}})({'|'.join(RULES['suffixes'])})?")
_DISTRICT = re.compile(rf"(\d{{1,2}}|{'|'.join(reversed(RULES['roman']))})(?:e|er|eme|ieme)")
_NOTRE_DAME = ("n", "d")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared: what kind of way it is, the words that name it, and what tells it from another of that name."""

    kind: str
    core: str
    qualifier: str = ""
    spelled: str = ""  # the core with its little words

    @property
    def key(self) -> str:
        """Return kind and core in one."""
        return f"{self.kind} {self.core}".strip()


@dataclass(frozen=True, slots=True)
class City:
    """The city that all addresses of a record lie in: its names, and its postcode without the number of the district."""

    names: frozenset[str] = frozenset()
    postcode: str = ""

    @classmethod
    def called(cls, names: Iterable[str], postcode: str) -> City:
        """Return the city of ``names`` as people write them."""
        return cls(frozenset(word for name in names for word in words_of(name)), postcode)

    def district(self, word: str) -> str | None:
        """Return the number of the district that ends ``word``, where that is a postcode of the city."""
        number = word[len(self.postcode) :]
        return number if self.postcode and word.startswith(self.postcode) and len(number) == 2 and number.isdecimal() else None


NOWHERE = City()


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for: a name, and what was written with it."""

    name: Name
    number: int | None = None
    suffix: str = ""
    arrondissement: int | None = None


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` in any script: no accents, ligatures, punctuation or capitals.

    >>> words_of("Bd. de l’Hôpital")
    ['bd', 'de', 'l', 'hopital']
    """
    if not text.isascii():
        text = "".join(one for one in unicodedata.normalize("NFKD", text) if unicodedata.category(one) != "Mn")
    text = text.lower()
    return _WORD.findall(text if text.isascii() else text.translate(_LETTERS))


def simplify(text: str) -> str:
    """Return a name as it is compared, in one line.

    >>> simplify("Bd. de l’Hôpital (13e)")
    'boulevard hopital'
    """
    return parse_name(text).key


@lru_cache(maxsize=20_000)
def parse_name(text: str) -> Name:
    """Read a name of the record; what stands in brackets tells it from others: ``Rue de Paris (Belleville)``.

    An arrondissement in brackets is no part of the name: ``Panthéon (5e)``.
    """
    main, others = _main_part(text)
    return _name(main, [word for other in others for word in other if _without_district(other, NOWHERE)[0]])


def is_own_name(name_today: str, kind: str) -> bool:
    """Tell whether a place of ``kind`` is itself called ``name_today``, or only stood on a square or a street of that name.

    ``Château de Vincennes`` is the fort of 1871; ``Place de la Bourse`` and ``79 rue de Rivoli`` say where a shop stood.
    """
    first = next(iter(words_of(name_today)), "")
    way = parse_name(name_today).kind
    if way and _FIRST.get(first, first) != way:
        return False
    if kind == "crossing":
        return names_at_corner(name_today) is not None
    return kind in _OWN_NAME_KINDS or not (way or first.isdecimal())


def parse(text: str, city: City = NOWHERE) -> list[Query]:
    """Return the ways in which an address in ``city`` can be read, the likeliest first.

    A number may stand in front or behind; ``4 septembre`` may also be a name.
    """
    main, others = _main_part(text)
    others = [part for part in others if part]
    arrondissement = None
    left: list[str] = []
    number: tuple[int, str] | None = None
    for part in others:
        rest, found = _without_district(part, city)
        arrondissement = found or arrondissement
        if number is None and (alone := _number_alone(rest)):
            number = alone
        elif rest and not set(rest) <= city.names:
            left += rest
    short, found = _without_district(main, city)
    split, rest = (number, short) if number else _split_number(short)
    house, suffix = split or (None, "")
    queries = [Query(_name(rest, left), house, suffix, found or arrondissement)]
    if split and not number:
        queries.append(Query(_name(short, left), arrondissement=found or arrondissement))
    if found:
        # The "Ier" of the rue François-Ier is no arrondissement.
        house, suffix = number or (None, "")
        queries.append(Query(_name(main, left), house, suffix, arrondissement))
    return queries


def names_at_corner(text: str, city: City = NOWHERE) -> tuple[str, str] | None:
    """Return the names of the two streets whose corner ``text`` asks for, or nothing where it asks for something else.

    >>> names_at_corner("à l’angle de la rue Haxo et de la rue de Belleville")
    ('rue haxo', 'rue de belleville')
    """
    parts: list[list[str]] = [[]]
    for word in words_of(_CORNER_SIGN.sub(" et ", text)):
        if word in _CORNER_WORDS:
            parts.append([])
        else:
            parts[-1].append(word)
    named = [part for part in map(_trimmed, parts) if not set(_without_district(part, city)[0]) <= city.names]
    if len(named) != 2 or not all(len(part) > 1 and _FIRST.get(part[0], part[0]) in _KINDS for part in named):
        return None
    return " ".join(named[0]), " ".join(named[1])


def _trimmed(part: list[str]) -> list[str]:
    """Return ``part`` without the little words before and behind the name: ``de la rue Haxo à l’``."""
    while part and part[0] in _LITTLE:
        part = part[1:]
    while part and part[-1] in _LITTLE:
        part = part[:-1]
    return part


def _main_part(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the words that name the way, and those of the other parts between commas and brackets."""
    parts = [words_of(part) for part in re.split(r"[(),;\n]", text)]
    parts = [part[_skip_article(part) :] for part in parts if part]
    if not parts:
        return [], []
    for at, part in enumerate(parts):
        start = _skip_number(part)
        if start < len(part) and _FIRST.get(part[start], part[start]) in _KINDS:
            if at and set(part[start + 1 :]) <= _LITTLE:
                # "Bac (rue du)": the name stands before its kind.
                return [*part, *parts[at - 1]], [*parts[: at - 1], *parts[at + 1 :]]
            if len(part) > start + 1 or at == 0:
                return part, [*parts[:at], *parts[at + 1 :]]
    at = next((at for at, part in enumerate(parts) if _number_alone(part) is None), 0)
    return parts[at], [*parts[:at], *parts[at + 1 :]]


def _skip_article(part: list[str]) -> int:
    """Return 1 where an article stands before the kind of a way, as in ``la place Vendôme``."""
    return int(len(part) > 2 and part[0] in _LITTLE and _FIRST.get(part[1], part[1]) in _KINDS)


def _skip_number(part: list[str]) -> int:
    """Return where the name begins behind a house number, as in ``31 bis rue du Bac``."""
    at = 1 if part[0] in _SIGNS and len(part) > 1 and _NUMBER.fullmatch(part[1]) else 0
    if not _NUMBER.fullmatch(part[at]):
        return 0
    at += 1
    while at < len(part) and (_NUMBER.fullmatch(part[at]) or part[at] in _SUFFIXES or part[at] == "et"):
        at += 1
    return at


def _number_alone(part: list[str]) -> tuple[int, str] | None:
    """Return the house number that ``part`` is and nothing else."""
    rest = part[1:] if part and part[0] in _SIGNS else part
    if not rest or not (found := _NUMBER.fullmatch(rest[0])) or len(rest) > 2:
        return None
    suffix = found[2] or ""
    if len(rest) == 2:
        if rest[1] not in _SUFFIXES or suffix:
            return None
        suffix = rest[1]
    return int(found[1]), suffix


def _split_number(part: list[str]) -> tuple[tuple[int, str] | None, list[str]]:
    """Split a house number off the front or the back of ``part``."""
    if not part:
        return None, part
    at = _skip_number(part)
    if at and at < len(part):
        first = 1 if part[0] in _SIGNS else 0
        is_way = _FIRST.get(part[at], part[at]) in _KINDS
        if not is_way:
            # "12 d'Artois", "31 4 septembre": only what surely belongs to the number goes with it.
            at = first + 1
            at += at < len(part) - 1 and part[at] in _SUFFIXES and len(part[at]) > 1
        found = _NUMBER.fullmatch(part[first])
        suffix = (found[2] if found else "") or (part[first + 1] if first + 1 < at and part[first + 1] in _SUFFIXES else "")
        return (int(found[1]) if found else 0, suffix), part[at:]
    for length in (3, 2, 1):
        tail = part[-length:]
        if len(part) > length and (length == 1 or tail[0] in _SIGNS or length == 2) and (found_tail := _number_alone(tail)):
            return found_tail, part[:-length]
    return None, part


def _without_district(part: list[str], city: City) -> tuple[list[str], int | None]:
    """Take a city, a postcode or an arrondissement off the end of ``part``, and return the rest and the arrondissement."""
    found: int | None = None
    rest = list(part)
    while rest:
        last = rest[-1]
        if last in _DISTRICTS and len(rest) > 1 and (number := _district(rest[-2])):
            found, rest = number, rest[:-2]
        elif last in _DISTRICTS and len(rest) > 1 and _DISTRICT.fullmatch(rest[-2]):
            rest = rest[:-1]
        elif (match := _DISTRICT.fullmatch(last)) and (number := _district(match[1])):
            found, rest = number, rest[:-1]
        elif postal := city.district(last):
            found, rest = int(postal) or None, rest[:-1]
        elif len(rest) > 1 and rest[-2] in city.names and last.isdecimal() and len(last) <= 2:
            found, rest = int(last), rest[:-2]
        elif last in city.names and any(word not in _LITTLE and _FIRST.get(word, word) not in _KINDS for word in rest[:-1]):
            rest = rest[:-1]
        else:
            break
    return rest, found


def _district(word: str) -> int | None:
    """Return the arrondissement that ``word`` counts."""
    number = int(word) if word.isdecimal() else _ROMAN.get(word, 0)
    return number if 1 <= number <= len(_ROMAN) else None


def _name(words: list[str], others: list[str]) -> Name:
    """Return the name that ``words`` spell; ``others`` are what stood beside them."""
    if not words:
        return Name("", "", " ".join(others))
    first = _FIRST.get(words[0], words[0]) if len(words) > 1 else words[0]
    kind = first if first in _KINDS and len(words) > 1 else ""
    spelled: list[str] = []
    rest = words[1:] if kind else words
    at = 0
    while at < len(rest):
        if tuple(rest[at : at + 2]) == _NOTRE_DAME:
            spelled += ["notre", "dame"]
            at += 2
            continue
        spelled += _WORDS.get(rest[at].lstrip("0") or rest[at], rest[at]).split()
        at += 1
    core = [word for word in spelled if word not in _LITTLE]
    qualifier = " ".join(_WORDS.get(word, word) for word in others if word not in _LITTLE)
    return Name(kind, " ".join(core or spelled), qualifier, " ".join(spelled))
