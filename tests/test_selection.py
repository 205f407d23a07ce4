"""A part of the record, chosen in the same words everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from semaine_map.cli import main
from semaine_map.errors import UsageError
from semaine_map.history import days
from semaine_map.history.selection import WHOLE, Selection, select

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map import exports

BELLEVILLE = "2.37,48.86,2.41,48.88"
CHOICES: list[dict[str, Any]] = [
    {"day": "1871-05-24"},
    {"kind": ["barricade", "fire"]},
    {"arrondissement": 11},
    {"certainty": "certain", "kind": "execution"},
    {"source": "lissagaray", "day": ["1871-05-23", "1871-05-24"]},
    {"actor": "versailles", "arrondissement": [19, 20]},
    {"bbox": BELLEVILLE},
    {"day": "1871-05-25", "hour": 9},
    {"day": "1871-05-25", "part": "morning"},
    {"day": "1871-05-24", "kind": "barricade", "arrondissement": "11", "certainty": "certain", "source": "lissagaray"},
]


def fits(kit: exports.Kit, wanted: dict[str, Any]) -> set[str]:
    """Return the ids that a plain reading of ``wanted`` gives, row by row."""
    cited = {(row["event_id"], row["source_id"]) for row in kit.citations.to_dict("records")}

    def several(name: str) -> list[str]:
        value = wanted[name]
        return [str(one) for one in (value if isinstance(value, list) else [value])]

    kept = set()
    for n, row in enumerate(kit.dataset.events.to_dict("records")):
        good = all(str(row[name]) in several(name) for name in ("kind", "arrondissement", "certainty", "actor") if name in wanted)
        if "source" in wanted:
            good &= any((row["id"], source) in cited for source in several("source"))
        if "day" in wanted:
            chosen = [state for state in kit.dataset.states if state.day in several("day")]
            good &= any(days.is_of(state.day, row["start"], state.statuses[n]) for state in chosen)
        if "hour" in wanted and row["start"] == wanted["day"] and row["start_time"]:
            good &= row["start_time"] < f"{wanted['hour']:02}:00"
        if "part" in wanted and row["start"] == wanted["day"] and not row["undated"]:
            good &= row["start_time"] < "12" if row["start_time"] else row["part_of_day"] in ("", "dawn", "morning")
        if "bbox" in wanted:
            west, south, east, north = map(float, wanted["bbox"].split(","))
            good &= west <= row["geometry"].x <= east and south <= row["geometry"].y <= north
        if good:
            kept.add(row["id"])
    return kept


@pytest.mark.parametrize("wanted", CHOICES, ids=str)
def test_each_combination_holds_what_a_plain_reading_holds(wanted: dict[str, Any], kit: exports.Kit) -> None:
    """Several values of a field are any of them; several fields are all of them."""
    part = kit.choose(select(**wanted))
    assert set(part.events["id"]) == fits(kit, wanted)
    assert len(part.events) > 0
    assert set(part.citations["event_id"]) == set(part.events["id"])
    assert part.events["place_id"].isin(part.places["id"]).all()


@pytest.mark.parametrize("wanted", CHOICES[-3:], ids=str)
def test_the_command_chooses_what_python_chooses(wanted: dict[str, Any], kit: exports.Kit, tmp_path: Path) -> None:
    """The same words give the same events, down to the file."""
    words = []
    for name, value in wanted.items():
        for one in value if isinstance(value, list) else [value]:
            words += [f"--{name}", str(one)]
    assert main(["export", "--output", str(tmp_path), "--format", "geojson", *words]) == 0
    assert list(gpd.read_file(tmp_path / "events.geojson")["id"]) == list(kit.choose(select(**wanted)).events["id"])


def test_a_part_keeps_the_statuses_of_the_whole(kit: exports.Kit) -> None:
    """A barricade falls on the same day though the fight at its place was not chosen."""
    part = kit.choose(select(kind="barricade"))
    for day in kit.week.days:
        whole = kit.on(day).set_index("id")["status"].astype(str)
        chosen = part.on(day).set_index("id")["status"].astype(str)
        assert (chosen == whole.reindex(chosen.index)).all(), day


def test_a_day_brings_its_ground_and_lines_alone(kit: exports.Kit) -> None:
    """Areas, fronts and columns are those of the days chosen; the status of an event is that of the day."""
    part = kit.choose(select(day="1871-05-24"))
    for name in ("control", "fronts", "columns"):
        assert set(part.text[name]["day"]) <= {"1871-05-24"}, name
    assert set(part.text["events"]["day"]) == {"1871-05-24"}
    fallen = set(part.events["start"][part.events["status"] == "taken"].astype(str))
    assert fallen == {"1871-05-24"}, "a barricade that was up and lost on one day is of that day"
    assert set(part.events["status"]) <= {"standing", "fought", "burning", "today", "taken", "undated"}


def test_an_arrondissement_brings_what_lies_in_it(kit: exports.Kit) -> None:
    """Its places and damaged houses, with or without an event, and its own outline."""
    part = kit.choose(select(arrondissement=7))
    assert set(part.places["arrondissement"]) == set(part.damage["arrondissement"]) == {7}
    assert set(part.arrondissements["arrondissement"]) == set(part.quartiers["arrondissement"]) == {7}


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        ({"kind": "baricade"}, "did you mean 'barricade'"),
        ({"source": "lisagaray"}, "did you mean 'lissagaray"),
        ({"actor": "prussia"}, "choose from commune"),
        ({"certainty": "sure"}, "choose from certain"),
        ({"arrondissement": 21}, "choose from 1 to 20"),
        ({"arrondissement": "x"}, "is not the number"),
        ({"day": "24 May"}, "is not a day of this atlas"),
        ({"bbox": "2,48,1,49"}, "west must come before east"),
        ({"bbox": "a,b,c,d"}, "write W,S,E,N"),
        ({"bbox": 7}, "write W,S,E,N"),
        ({"hour": 9}, "needs one day"),
        ({"part": "noon"}, "needs one day"),
        ({"part": "tea", "day": "1871-05-24"}, "not a part"),
        ({"hour": "noon", "day": "1871-05-24"}, "from 1 to 24"),
        ({"colour": "red"}, "choose by day, kind"),
        ({"bbox": "0,0,1,1"}, "no event fits"),
    ],
)
def test_what_is_not_known_is_refused_with_the_choice(wanted: dict[str, Any], reason: str, kit: exports.Kit) -> None:
    """A sentence says what there is to choose from."""
    with pytest.raises(UsageError, match=reason):
        kit.choose(select(**wanted))


def test_nothing_chosen_is_the_whole(kit: exports.Kit) -> None:
    """Empty lists, as the command gives them, choose everything."""
    assert select(day=[], bbox=None) == WHOLE == Selection()
    assert kit.choose(WHOLE) is kit
