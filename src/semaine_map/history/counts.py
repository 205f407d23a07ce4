"""How many events a day has, and of what sort: counted once and named once for list, table, sheet and terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from semaine_map.history.calendar import NO_BREAK
from semaine_map.history.days import NOT_YET, UNDATED, is_of

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset
    from semaine_map.history.days import DayState


class Counts(NamedTuple):
    """The events of a day, each in one of four sorts.

    Attributes:
        begun: what begins on it.
        ongoing: what began before, and stands, burns, is fought over or happens on it.
        undated: what is known only to be of one of several days, this one among them.
        earlier: what came before it, and of which the map shows what it left.
    """

    begun: int
    ongoing: int
    undated: int
    earlier: int


def count(dataset: Dataset, state: DayState) -> Counts:
    """Count the events of the day of ``state``."""
    sorts = [0, 0, 0, 0]
    alike = Counter(zip(dataset.tables["events"]["step"], state.statuses, strict=True))
    for (step, status), number in alike.items():
        if status == NOT_YET:
            continue
        sort = 3 if not is_of(state.day, step, status) else 2 if status == UNDATED else 0 if step == state.day else 1
        sorts[sort] += number
    return Counts(*sorts)


def count_text(language: str, number: int) -> str:
    """Return a whole number with its thousands set off."""
    return f"{number:,}".replace(",", NO_BREAK) if language == "fr" else f"{number:,}"


def in_words(dataset: Dataset, language: str, counts: Counts) -> str:
    """Return the counts of a day in a line: how many events, how many more may be of it, how many are of earlier days."""
    said = dataset.words[language]["count"]

    def say(name: str, **numbers: int) -> str:
        return said[name].format(**{key: count_text(language, number) for key, number in numbers.items()})

    line = say("day", n=counts.begun + counts.ongoing)
    if counts.begun and counts.ongoing:
        line += f" ({say('split', begun=counts.begun, ongoing=counts.ongoing)})"
    more = [say(name, n=number) for name, number in (("undated", counts.undated), ("earlier", counts.earlier)) if number]
    return " · ".join([line, *more])
