"""Hand the witnesses to the page: sources, passages in them and rival numbers, each as readers of either language write it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from semaine_map.history import citing
from semaine_map.record.tables import LANGUAGES, rows_of

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

    from semaine_map.history.dataset import Dataset
    from semaine_map.record.tables import Row

_COLUMNS = ("source_id", "author", "title", "year", "short", "viewpoint", "identifier", "edition", "licence",
            "author_fr", "title_fr", "short_fr", "edition_fr", "licence_fr")  # fmt: skip

Both = dict[str, str]


class Claim(TypedDict):
    """A number of dead that an author claims, and where it is reported."""

    low: int | None
    high: int | None
    author: Both
    locator: Both


class ScopedClaim(Claim):
    """One that says of whom."""

    what: Both


class PlacedClaim(Claim):
    """One of those buried at a place."""

    place: int
    note: str
    note_fr: str


def passage(dataset: Dataset, source: str, locator: str) -> Both:
    """Return a source and where it says so in one line, by language."""
    return {language: citing.passage(dataset, language, source, locator) for language in LANGUAGES}


def sources(dataset: Dataset) -> dict[str, list[Any]]:
    """Return the columns of the sources that the page shows."""
    columns = {name.removeprefix("source_"): list(dataset.sources[name]) for name in _COLUMNS}
    # What an edition says of its locators is said of them as readers meet them.
    return columns | {"edition": [citing.localised(dataset, "en", text or "") for text in columns["edition"]]}


def citations(dataset: Dataset, cited: pd.DataFrame, events: gpd.GeoDataFrame) -> dict[str, dict[str, list[Any]]]:
    """Return the citations of ``events``, and the passages that they name: as the record has them, as readers do, and where."""
    event = {name: n for n, name in enumerate(events["id"])}
    table = dataset.tables["sources"]
    source = {name: n for n, name in enumerate(table["source_id"])}
    pairs = list(zip(cited["source_id"], cited["locator"], strict=True))
    numbers = {pair: n for n, pair in enumerate(dict.fromkeys(pairs))}
    return {
        "citations": {
            "event": [event[name] for name in cited["event_id"]],
            "source": [source[name] for name in cited["source_id"]],
            "passage": [numbers[pair] for pair in pairs],
            **{name: [value or None for value in cited[name]] for name in ("stance", "about", "claim", "claim_fr")},
        },
        "passages": {
            "locator": [locator or "" for _, locator in numbers],
            **{name: [citing.localised(dataset, name, locator or "") for _, locator in numbers] for name in LANGUAGES},
            "address": [
                citing.address(table["url_pattern"][source[name]] or "", locator or "") or None for name, locator in numbers
            ],
        },
    }


def casualties(dataset: Dataset) -> list[ScopedClaim]:
    """Return the rival numbers of the dead, each with its author and the text that reports it."""
    return [
        {**_claim(row, dataset), "what": {"en": row["scope_en"], "fr": row["scope_fr"]}}
        for row in rows_of(dataset.tables["casualties"])
    ]


def burials(dataset: Dataset) -> list[PlacedClaim]:
    """Return the rival numbers of those buried at each site."""
    position = {place: n for n, place in enumerate(dataset.places["place_id"])}
    return [
        {**_claim(row, dataset), "place": position[row["place_id"]], "note": row["note"], "note_fr": row["note_fr"]}
        for row in rows_of(dataset.tables["burials"])
    ]


def _claim(row: Row, dataset: Dataset) -> Claim:
    return {
        "low": int(row["low"]) if row["low"] else None,
        "high": int(row["high"]) if row["high"] else None,
        "author": {"en": row["author"], "fr": row["author_fr"] or row["author"]},
        "locator": passage(dataset, row["reported_by"], row["locator"]),
    }
