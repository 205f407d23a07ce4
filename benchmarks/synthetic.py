"""Make a record of any size, made up from the first word to the last and labelled so, to measure with."""

from __future__ import annotations

import csv
import random
import shutil
from typing import TYPE_CHECKING

from semaine_map.record import codes, reading, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

KEPT = ("arrondissements", "quartiers", "control", "fronts", "junctions", "vocabulary", "streets", "street_anchors")
"""Tables of the real record that only draw the ground; its places and sources, which they name, stand beside the made-up ones."""

SOURCE = "synthetic"
KINDS = ("arrest", "execution", "death", "fight", "barricade", "fire", "bodies", "movement")
WORDS = "house court cellar wall garden door street yard gate bridge quay tower bakery chapel school market".split()  # noqa: SIM905


def make(folder: Path, count: int) -> Path:
    """Write a record of ``count`` events at a fifth as many places into ``folder``; the same count gives the same record."""
    real = reading.find_geodata()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(real / "basemap", folder / "basemap")
    shutil.copy(real / "atlas.toml", folder)
    for name in KEPT:
        shutil.copy(real / f"{name}.csv", folder)
    with (real / "sources.csv").open(encoding="utf-8", newline="") as text:
        sources = list(csv.DictReader(text))
    made_up = dict.fromkeys(sources[0], "") | {
        "source_id": SOURCE, "author": "nobody", "title": "Synthetic: made up to measure the atlas", "year": "2026",
        "licence": "CC0", "viewpoint": "modern", "short": "Synthetic",
    }  # fmt: skip
    dice = random.Random(1871)  # noqa: S311 - numbers to measure with, not secrets
    places = max(1, count // 5)
    _write(folder, "sources", [*sources, made_up])
    with (real / "places.csv").open(encoding="utf-8", newline="") as text:
        _write(folder, "places", [*csv.DictReader(text), *_places(places, dice)])
    _write(folder, "events", _events(count, places, dice))
    _write(
        folder,
        "citations",
        (
            {"event_id": _event(n), "source_id": SOURCE, "locator": f"row {n}", "stance": "supports", "about": "event"}
            for n in range(count)
        ),
    )
    return folder


def _event(n: int) -> str:
    return f"synthetic-{n:07}"


def _places(count: int, dice: random.Random) -> Iterator[dict[str, object]]:
    for n in range(count):
        yield {
            "place_id": f"synthetic-place-{n:06}", "name_1871": f"Synthetic {dice.choice(WORDS)} {n}", "kind": "address",
            "lon": f"{dice.gauss(2.345, 0.03):.5f}", "lat": f"{dice.gauss(48.86, 0.016):.5f}",
            "precision_m": dice.choice((20, 40, 60, 120)), "method": "address", "setting": "inside",
        }  # fmt: skip


def _events(count: int, places: int, dice: random.Random) -> Iterator[dict[str, object]]:
    for n in range(count):
        kind = dice.choice(KINDS)
        first = dice.randrange(21, 29)
        hour = f"T{dice.randrange(24):02}:{dice.choice(('00', '30'))}" if dice.random() < 0.3 else ""
        words = " ".join(dice.choices(WORDS, k=20))
        yield {
            "event_id": _event(n), "place_id": f"synthetic-place-{dice.randrange(places):06}", "kind": kind,
            "outcome": dice.choice(("burnt", "saved")) if kind == "fire" else "",
            "start": f"1871-05-{first}{hour}",
            "end": f"1871-05-{dice.randrange(first, 29) }" if not hour and dice.random() < 0.3 else "",
            "actor": dice.choice(codes.ACTORS), "target": dice.choice(codes.ACTORS),
            "title_en": f"Synthetic {kind} {n}", "title_fr": f"Événement inventé {n}",
            "summary_en": f"Made up to measure: {words}.", "summary_fr": f"Inventé pour mesurer : {words}.",
            "certainty": dice.choice(codes.CERTAINTIES),
        }  # fmt: skip


def _write(folder: Path, name: str, rows: Iterable[Mapping[str, object]]) -> None:
    columns = [column.name for column in schema.BY_NAME[name].columns]
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
