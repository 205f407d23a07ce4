"""Read numbers and hours out of short English and French texts, so that a program can compare what they say."""

from __future__ import annotations

import re
import unicodedata

_UNITS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "fr": "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
}
_TENS = {
    "en": {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90},
    "fr": {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60},
}
_VALUES = {
    language: {word: number for number, word in enumerate(units.split())} | _TENS[language] for language, units in _UNITS.items()
}
_ROUND = {
    "en": {"dozen": 12, "noon": 12, "midday": 12, "midnight": 12},
    "fr": {
        "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40, "cinquantaine": 50,
        "soixantaine": 60, "centaine": 100, "millier": 1000, "midi": 12, "minuit": 12,
    },
}  # fmt: skip
_HUNDREDS = {"en": ("hundred",), "fr": ("cent", "cents")}
_THOUSANDS = {"en": ("thousand",), "fr": ("mille",)}

_SPELLING = {language: frozenset((*_VALUES[language], *_HUNDREDS[language], *_THOUSANDS[language])) for language in _VALUES}
"""Words that spell numbers: most texts have none, and need not be gone through."""

_FIGURE = {
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+"),
    "fr": re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+"),
}
_ROMAN = re.compile(r"\b([IVXL]{2,}|[VX])(?:e|er)\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_NAME = re.compile(r"\b[A-ZÀ-Ý]\w*(?:-[A-ZÀ-Ý]\w*)+|après-midi|\b(?:huit|quinze) jours\b|\beight days\b")
"""What holds number words and is none: names like the Pont-Neuf, the afternoon, a French week and a fortnight."""

_MEASURE = re.compile(r"\b(?:feet|foot|yards?|miles?|inch(?:es)?|leagues?)\b|\b(?:mètres?|lieues?|pieds)\b", re.IGNORECASE)
_VAGUE = (0, 1, 2)
"""Not compared: articles, both, and halves say them as well."""

_BOUND = re.compile(r"\b(?:before|after|since|avant|après|depuis) [^,;.]*", re.IGNORECASE)
_HOUR = {
    "en": re.compile(
        r"\b\d{1,2}[:.]\d{2}\b|\bo[’']clock\b|\bhalf past\b|\bquarter (?:to|past)\b|\d ?[ap]\.m\b"
        r"|\b(?:at|by|about|towards?|around|from|till|until) (?:one|two|three|four|five|six|seven|eight|nine"
        r"|ten|eleven|twelve)(?= in the (?:morning|afternoon|evening)|[,;.]|$)",
        re.IGNORECASE,
    ),
    "fr": re.compile(r"\b\d{1,2}\s?h(?:\s?\d{2})?\b|\bheures? (?:et demie|moins|du matin|du soir)\b", re.IGNORECASE),
}


def numbers(text: str, language: str) -> set[int] | None:
    """Return the numbers of three and more that ``text`` gives in figures or words; None where it measures in units.

    Ordinals count in figures alone (11th, XIe): in words they also count things off.
    """
    if _MEASURE.search(text):
        return None
    text = _NAME.sub(" , ", text)
    found = {int(re.sub(r"\D", "", figure)) for figure in _FIGURE[language].findall(text)}
    plain = unicodedata.normalize("NFKD", _FIGURE[language].sub(" , ", text)).encode("ascii", "ignore").decode()
    found |= {_roman(digits) for digits in _ROMAN.findall(plain)}
    words = re.findall(r"[a-z]+|[^a-z\s'-]", plain.lower().replace("’", " "))
    found |= {_ROUND[language][word] for word in words if word in _ROUND[language]}
    return {number for number in found | _spelt(words, language) if number not in _VAGUE}


def _roman(digits: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in digits]
    return sum(-one if one < following else one for one, following in zip(values, [*values[1:], 0], strict=True))


def _spelt(words: list[str], language: str) -> set[int]:
    """Return the numbers that ``words`` spell: each run of number words is added up."""
    if _SPELLING[language].isdisjoint(words):
        return set()
    value = _VALUES[language]
    found: set[int] = set()
    total = run = 0
    for at, word in enumerate([*words, ""]):
        last, following = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if word in value and _goes_on(run, value[word], last, language):
            run += 76 if language == "fr" and value[word] == 20 and run % 100 == 4 else value[word]
        elif word in value:
            found.add(total + run)
            total, run = 0, value[word]
        elif word in _HUNDREDS[language] and (run or language == "fr" or last in ("a", "some")):
            run = max(run, 1) * 100
        elif word in _THOUSANDS[language] and (run or language == "fr" or last in ("a", "some")):
            total, run = total + max(run, 1) * 1000, 0
        elif not (run and _joins(word, run, value.get(following, 0), language)):
            found.add(total + run)
            total = run = 0
    return found


def _goes_on(run: int, one: int, last: str, language: str) -> bool:
    """Tell whether a word of ``one`` continues a number of ``run``: twenty-three, six hundred and ten, soixante et onze."""
    if run == 0 or last in (*_HUNDREDS[language], *_THOUSANDS[language]):
        return True
    rest = run % 100
    if language == "fr" and (one == 20 and rest == 4):
        return True
    if language == "fr" and rest in (10, 70, 90) and 7 <= one <= 9:
        return True
    if rest == 0:
        return one < 100
    return rest >= 20 and rest % 10 == 0 and one < (20 if language == "fr" else 10)


def _joins(word: str, run: int, following: int, language: str) -> bool:
    """Tell whether ``word`` stands inside a number: six hundred and ten, vingt et un."""
    if language == "en":
        return word == "and" and run % 100 == 0 and 0 < following < 100
    return word == "et" and run % 10 == 0 and following in (1, 11)


def tells_hour(text: str, language: str) -> bool:
    """Tell whether ``text`` names an hour of the clock at which something was; before it or after it is no hour."""
    return bool(_HOUR[language].search(_BOUND.sub("", text)))
