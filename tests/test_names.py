"""Names and addresses are read and found by one set of rules, in the terminal and on the page: ``tests/data/addresses.json``.

The cases are those of ``tests/js/names.test.js`` too. What the little town of the file has in packed form is what Python packs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import shapely

from semaine_map.api import locate
from semaine_map.cli import main
from semaine_map.exports import gather
from semaine_map.history.gazetteer import Gazetteer
from semaine_map.history.names import City, parse
from semaine_map.page import gazetteer
from semaine_map.record.basemap import Drawing
from semaine_map.record.bring import sheet

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "data" / "addresses.json").read_text(encoding="utf-8"))
PARIS = City.called(CASES["city"]["names"], CASES["city"]["postcode"])


@pytest.mark.parametrize("case", CASES["read"], ids=[case["asked"] for case in CASES["read"]])
def test_an_address_is_read_however_it_is_written(case: dict[str, Any]) -> None:
    """Abbreviated, behind its number or before, with postcode or arrondissement, in any script."""
    query = parse(case["asked"], PARIS)[0]
    read = {"kind": query.name.kind, "core": query.name.core, "qualifier": query.name.qualifier, "number": query.number}
    read |= {"suffix": query.suffix, "arrondissement": query.arrondissement}
    assert read == {name: case[name] for name in read}


def town() -> Gazetteer:
    """Return the gazetteer of the little town of the file."""
    rows = CASES["town"]
    lines = [
        {
            "type": "Feature",
            "properties": {"id": street["street_id"], "name": street["name_1871"]},
            "geometry": {"type": "LineString", "coordinates": line["line"]},
        }
        for street, line in zip(rows["streets"], rows["lines"], strict=False)
    ]
    areas = {"arrondissement": np.array([1]), "name": ["One"], "geometry": np.array([shapely.box(2.3, 48.85, 2.34, 48.87)])}
    tables = {name: columns(rows[name]) for name in ("streets", "street_anchors", "aliases")} | {"arrondissements": areas}
    tables["places"] = {"place_id": rows["places"]["id"], **rows["places"]}
    return Gazetteer(tables, {"streets": Drawing("streets.geojson", lines, [])}, "EPSG:32631", PARIS)


def columns(rows: list[dict[str, str]]) -> dict[str, list[str]]:
    """Return rows by the names of their columns."""
    return {name: [row[name] for row in rows] for name in rows[0]}


def packed(gazetteer_: Gazetteer) -> dict[str, Any]:
    """Return what a page of the town is given, without the rules."""
    rows = CASES["town"]
    mapped = [street["street_id"] for street in rows["streets"][: len(rows["lines"])]]
    made = gazetteer.pack(gazetteer_, columns(rows["aliases"]), city=PARIS, mapped=mapped, places=rows["places"]["id"], events=[])
    made.pop("rules")
    packed: dict[str, Any] = json.loads(json.dumps(made))
    return packed


def found(gazetteer_: Gazetteer, asked: str) -> list[dict[str, Any]]:
    """Return the answers as the file has them."""
    return [
        {"name": one.name_1871, "score": one.score, "lon": one.lon, "lat": one.lat, "radius": one.precision_m}
        for one in gazetteer_.candidates(asked)
    ]


def test_the_page_is_given_what_the_cases_of_the_browser_have() -> None:
    """The packed town of the file is that of today's Python."""
    assert packed(town()) == CASES["town"]["packed"]


@pytest.mark.parametrize("case", CASES["found"], ids=[case["asked"] for case in CASES["found"]])
def test_an_address_of_the_little_town_is_found(case: dict[str, Any]) -> None:
    """Exact before similar, all of a name, on the right side of the street, with an honest radius."""
    assert found(town(), case["asked"]) == case["found"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson"])
def test_a_table_comes_back_with_where_its_addresses_are(ending: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own columns first and whole, no cell that a spreadsheet would run, an unknown name left empty."""
    table = tmp_path / "people.csv"
    table.write_text('name,address\nA,31 rue du Bac\n=1+1,"bd Voltaire, 11e"\nC,nowhere at all\n', encoding="utf-8")
    output = tmp_path / f"out.{ending}"
    assert main(["locate", "--file", str(table), "--address", "address", "--output", str(output)]) == 0
    assert "2 of 3 found" in capsys.readouterr().out
    back = sheet.read(output)
    assert back.columns[:2] == ["name", "address"]
    assert back.column("name")[1].endswith("=1+1")
    assert back.column("found_1871") == ["31 Rue du Bac", "Boulevard Voltaire", ""]
    assert back.column("found_arrondissement")[:2] == ["7", "11"]
    assert main(["locate", "--file", str(table), "--address", "street", "--output", str(output)]) == 1
    assert "no column 'street'" in capsys.readouterr().err


def test_a_column_of_a_frame_keeps_its_rows(real: Dataset) -> None:
    """``table.join(locate(table["address"], kit))``: the same index, points where found, empty where not."""
    asked = pd.Series(["rue Haxo", "nowhere at all", None], index=[7, 8, 9])
    answers = locate(asked, gather(real))
    assert answers.index.tolist() == [7, 8, 9]
    assert answers.loc[7, "found_1871"] == "Rue Haxo"
    assert answers.geometry.isna().tolist() == [False, True, True]
