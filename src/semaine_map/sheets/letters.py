"""Which letters of a record the sheets have no sign for: told before any is printed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from semaine_map.record import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.history.dataset import Dataset

MOST_SHOWN = 12

_NOTO = {"cjk": "SC", "hiragana": "JP", "katakana": "JP", "hangul": "KR", "latin": "", "combining": "", "other": "Symbols2"}
"""How the file of Noto is called for what is not called after its script."""


_PLAIN = frozenset(map(chr, range(0x180))) | set("‘’“”„–—…•†€−\u2009\u202f")
"""Every face of the sheets has these: a record that has no others is not looked through."""


def lacking(dataset: Dataset) -> str:
    """Return in words which letters will stand as empty boxes on the sheets, and what helps; empty where none will."""
    words = {text for text in _texts(dataset) if not text.isascii() and not _PLAIN.issuperset(text)}
    if not words:
        return ""
    from semaine_map.sheets import lettering, scripts  # noqa: PLC0415 - reportlab takes a tenth of a second to load

    lettering.register(fonts.paths(dataset.week, dataset.folder))
    letters = {letter for word in words for letter in scripts.visual(word) if not letter.isspace()}
    boxed = "".join(one for one in letters if unicodedata.category(one) != "Cf" and not lettering.is_covered(one))
    missing = sorted({_by_itself(letter) for letter in boxed})
    if not missing:
        return ""
    first = " ".join(missing[:MOST_SHOWN]) + (" …" if len(missing) > MOST_SHOWN else "")
    ((script, _),) = Counter(unicodedata.name(letter, "other").split(" ")[0].lower() for letter in missing).most_common(1)
    many = f"{len(missing)} letters" if len(missing) > 1 else "a letter"
    file = f"fonts/NotoSans{_NOTO.get(script, script.capitalize())}-Regular.ttf"
    return (
        f"The fonts of the sheets have no sign for {many} of this record ({first}): on wall sheets and handouts an empty box"
        f' stands there. Name a font that has them in atlas.toml: under [fonts] {script} = "{file}", a file in the folder of the'
        ' record, or "package/File.ttf" of an installed package. The page needs none.'
    )


def _by_itself(letter: str) -> str:
    """Return a letter by itself for each of the joined forms that Unicode has of it."""
    return unicodedata.normalize("NFKC", letter) if "\ufb1d" <= letter <= "\ufefc" else letter


def _texts(dataset: Dataset) -> Iterator[str]:
    """Give what may stand on a sheet or a handout."""
    week, tables = dataset.week, dataset.tables
    yield from (*week.title.values(), *week.subtitle.values(), week.creator, week.ground)
    for name, columns in (
        ("events", [f"title_{language}" for language in week.languages]),
        ("places", ["name_1871"]),
        ("sources", ["short"]),
        ("arrondissements", ["name"]),
        ("streets", ["name_1871"]),
        ("scenes", [f"{text}_{language}" for text in ("title", "text") for language in week.languages]),
        ("casualties", ["author", *(f"scope_{language}" for language in week.languages)]),
    ):
        for column in columns:
            yield from filter(None, tables[name].get(column, ()))
    yield from (text for told in dataset.day_texts.values() for text in told.values())
    yield from (word for lists in dataset.words.values() for terms in lists.values() for word in terms.values())
