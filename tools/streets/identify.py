"""Write the items of Wikidata into ``streets.csv``: ``python tools/streets/identify.py OPEN_FOLDER``.

A street has its item where one item alone bears its name (that of today or, where it is gone, that of the record) and no other
street of the table does. Held against the list of 1888 on 1 December 2026, 985 of 986 that could be compared agreed in the
arrondissement; the last, a bridge, parts two.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

import opened

from semaine_map.history.names import simplify

STREETS = Path(__file__).parent.parent.parent / "geodata" / "streets.csv"
WRITTEN = "wikidata"


def items(open_folder: Path, streets: list[dict[str, str]]) -> dict[str, str]:
    """Return the item of each street that has one, by its id."""
    bearing: dict[str, set[str]] = defaultdict(set)
    for item, names in opened.dated(open_folder).items():
        for name in names:
            bearing[simplify(name.name)].add(item)
    named = {row["street_id"]: simplify(row["name_today"] or row["name_1871"]) for row in streets}
    times = Counter(named.values())
    alone = {street: name for street, name in named.items() if times[name] == 1 and len(bearing.get(name, ())) == 1}
    found = {street: next(iter(bearing[name])) for street, name in alone.items()}
    shared = Counter(found.values())
    return {street: item for street, item in found.items() if shared[item] == 1}


def main(open_folder: Path) -> None:
    """Fill the column of the table."""
    with STREETS.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        streets, columns = list(reader), list(reader.fieldnames or ())
    found = items(open_folder, streets)
    if WRITTEN not in columns:
        columns.insert(columns.index("source_id"), WRITTEN)
    with STREETS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(row | {WRITTEN: found.get(row["street_id"], "")} for row in streets)
    print(f"{len(found)} of {len(streets)} streets have an item")  # noqa: T201 - a tool says what it did


if __name__ == "__main__":
    main(Path(sys.argv[1]))
