"""What the small key of the page shows of a record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from semaine_map.portrayal import portrayal

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

SIGNS = 5


def kinds(dataset: Dataset) -> list[str]:
    """Return the kinds whose signs the small key explains: of those that tell most, the commonest, in its order."""
    known = portrayal.of(dataset.week).kinds
    counts: Counter[str] = Counter(dataset.tables["events"]["kind"])
    common = sorted((kind for kind in counts if known[kind].week), key=lambda kind: (-counts[kind], kind))[:SIGNS]
    return [kind for kind in known if kind in common]
