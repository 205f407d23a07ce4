"""Another event is told by the same commands: all that is of the Bloody Week comes from its folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semaine_map.build import build, load, load_record
from semaine_map.errors import RecordError
from semaine_map.page import payload, render
from semaine_map.record.describe import data_package
from tests.kept import payload_of

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

EXAMPLES = Path(__file__).parent.parent / "examples"
MARCH = EXAMPLES / "18-march-1871"


@pytest.fixture(scope="module")
def march() -> Dataset:
    """Return the joined record of March 1871."""
    return load(MARCH)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a copy of the record of March that a test may change."""
    return Path(shutil.copytree(MARCH, tmp_path / "own"))


def test_every_example_is_sound() -> None:
    """Each folder of ``examples/`` passes every check."""
    folders = [folder for folder in EXAMPLES.iterdir() if folder.is_dir()]
    assert folders
    for folder in folders:
        load(folder)


def test_the_days_are_those_of_the_folder(march: Dataset) -> None:
    """Eleven days of March, each told in both languages."""
    assert march.week.days[0] == "1871-03-18"
    assert march.week.days[-1] == "1871-03-28"
    assert len(march.week.days) == 11
    assert set(march.day_texts) == set(march.week.days)


def test_every_day_but_one_has_an_event_and_every_event_a_witness(march: Dataset) -> None:
    """No source read places anything on 27 March, and the record does not invent it."""
    assert set(march.week.days) - set(march.events["start"]) == {"1871-03-27"}
    assert march.events["sources"].ne("").all()


def test_a_kind_of_its_own_has_its_words_and_the_rules_of_the_kind_it_is_like(own: Path) -> None:
    """A meeting that is like a headquarters lasts for the rest of the days; like a decision it is past the day after."""
    like_a_decision = load(own)
    toml = own / "atlas.toml"
    toml.write_text(
        toml.read_text(encoding="utf-8").replace('meeting = "decision"', 'meeting = "headquarters"'), encoding="utf-8"
    )
    like_a_headquarters = load(own)
    n = list(like_a_decision.events["id"]).index("versailles-assembly-20")
    assert like_a_decision.words["fr"]["kind"]["meeting"] == "Réunion"
    assert like_a_decision.states[-1].statuses[n] == "earlier"
    assert like_a_headquarters.states[-1].statuses[n] == "today"


def test_the_page_carries_the_words_kinds_and_colours_of_the_folder(own: Path) -> None:
    """Titles, side names, texts and inks are the folder's own; no word of the Bloody Week is left."""
    toml = own / "atlas.toml"
    toml.write_text(toml.read_text(encoding="utf-8") + '\n[colours]\ncommune = "#802010"\n', encoding="utf-8")
    dataset = load(own)
    data = payload_of(payload.text(dataset))
    assert data["title"]["fr"] == "Le Dix-huit mars"
    assert data["labels"]["en"]["actor"]["versailles"] == "Government, army and party of order"
    assert data["texts"]["en"]["held_commune"] == "Held by the Central Committee"
    assert data["look"]["kinds"]["election"] == data["look"]["kinds"]["decision"]
    assert next(side["colour"] for side in data["look"]["sides"]) == "#802010"
    words = json.dumps([data[part] for part in ("title", "subtitle", "texts", "labels", "day_texts")], ensure_ascii=False)
    for word in ("Bloody", "sanglante", "1871-05", "May 1871", "mai 1871"):
        assert word not in words, word


def test_the_package_of_the_data_has_the_name_of_the_folder_and_its_kinds() -> None:
    """The Frictionless descriptor allows the kinds that the record adds."""
    package = json.loads(data_package(load_record(MARCH)))
    assert package["name"] == "eighteenth-of-march"
    events = next(resource for resource in package["resources"] if resource["name"] == "events")
    kind = next(column for column in events["schema"]["fields"] if column["name"] == "kind")
    assert {"election", "barricade"} <= set(kind["constraints"]["enum"])


def test_a_record_without_a_name_is_called_after_its_title(own: Path) -> None:
    """The French title without its article makes the name."""
    toml = own / "atlas.toml"
    lines = [line for line in toml.read_text(encoding="utf-8").splitlines() if not line.startswith("name =")]
    toml.write_text("\n".join(lines), encoding="utf-8")
    assert load(own).week.name == "dix-huit-mars"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('[kinds]\nfire = "decision"', "known already"),
        ('[kinds]\nball = "dance"', "'dance' is not a known kind"),
        ('[colours]\ncommune = "red"', "commune = 'red': write commune = "),
        ('[colours]\nprussia = "#000000"', "'prussia' is no side of this record; write commune or versailles"),
    ],
)
def test_a_wrong_kind_or_colour_is_a_fault_with_its_reason(own: Path, line: str, reason: str) -> None:
    """What atlas.toml adds is checked like the tables."""
    toml = own / "atlas.toml"
    head = toml.read_text(encoding="utf-8").split("[kinds]")[0]
    toml.write_text(f"{head}\n{line}\n", encoding="utf-8")
    with pytest.raises(RecordError, match=reason):
        load(own)


def test_a_kind_without_words_is_a_fault(own: Path) -> None:
    """A kind that the folder adds needs its words like any other."""
    vocabulary = own / "vocabulary.csv"
    kept = [line for line in vocabulary.read_text(encoding="utf-8").splitlines() if not line.startswith("kind,election")]
    vocabulary.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match="no words for 'election'"):
        load(own)


def test_the_same_command_builds_it_to_the_same_bytes(march: Dataset, tmp_path: Path) -> None:
    """Atlas, a page a day and the GIS files come out of one build, and the atlas is the same when drawn again."""
    made = [one.path for one in build(MARCH, tmp_path / "out")]
    assert "days/1871-03-22.html" in made
    assert "gis/days/1871-03-28.geojson" in made
    again = render.html(march, sheets=True)
    assert (tmp_path / "out" / "index.html").read_text(encoding="utf-8") == again


def test_a_record_by_the_month_has_its_sides_and_dates_no_closer_than_its_sources(tmp_path: Path) -> None:
    """Iran 1906 to 1909: 36 months and their pages; what no source gives closer than half a year is unknown on its months."""
    folder = EXAMPLES / "constitution-1906-1909"
    dataset = load(folder)
    assert (dataset.week.days[0], dataset.week.days[-1], len(dataset.week.days)) == ("1906-08", "1909-07", 36)
    assert dataset.week.sides == ("constitution", "shah", "russia")
    rows = {event["id"]: event for event in dataset.events.to_dict("records")}
    assert rows["mohammad-ali-accedes"]["edtf"] == "1907-01"
    assert not rows["mohammad-ali-accedes"]["undated"], "a month is one step here"
    assert rows["amirkhiz-held"]["undated"]
    statuses = {state.day: dict(zip(dataset.events["id"], state.statuses, strict=True)) for state in dataset.states}
    assert statuses["1908-06"]["parliament-shelled"] == "today"
    assert statuses["1908-07"]["parliament-shelled"] == "earlier"
    assert statuses["1908-12"]["tabriz-siege"] == "today"
    made = {one.path for one in build(folder, tmp_path)}
    assert "days/1908-06.html" in made
    assert "1908-06" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert [path for path in made if path.endswith(".pdf")] == ["sheets/en/week.pdf"]


def test_a_record_in_another_script_is_found_and_named_in_it(tmp_path: Path) -> None:
    """Leningrad, in Russian: days with events alone, its titles in its own columns, names found in Cyrillic."""
    folder = EXAMPLES / "leningrad-1941-1944"
    dataset = load(folder)
    assert dataset.week.days == (
        "1941-09-04", "1941-09-05", "1941-09-08", "1941-09-13", "1943-01-12", "1943-01-18", "1943-02-07", "1944-01-27",
    )  # fmt: skip
    assert dataset.gazetteer.locate("шлиссельбург").place_id == "shlisselburg"
    page = payload_of(payload.text(dataset))
    assert page["record_languages"] == ["ru"]
    assert page["heard"] == {"en": "ru", "fr": "ru"}
    assert page["title"]["en"] == "Блокада Ленинграда"
    made = {one.path for one in build(folder, tmp_path)}
    assert "gis/leningrad.gpkg" in made
    row = json.loads((tmp_path / "gis" / "events.geojson").read_text(encoding="utf-8"))["features"][0]["properties"]
    assert row["title_ru"] == "Финны занимают Белоостров"
    assert row["title_en"] is None
    assert row["name"] == "Белоостров"


@pytest.mark.parametrize(("calendar", "weekday"), [("gregorian", "Thursday"), ("julian", "Sunday")])
def test_weekdays_are_those_of_the_calendar_of_the_dates(tmp_path: Path, calendar: str, weekday: str) -> None:
    """The night of Saint Bartholomew, 24 August 1572 as its sources date it, was a Sunday."""
    (tmp_path / "atlas.toml").write_text(f'title = "1572"\ncalendar = "{calendar}"\n', encoding="utf-8")
    (tmp_path / "events.csv").write_text("date,title,lat,lon\n1572-08-24,The bells ring,48.86,2.34\n", encoding="utf-8")
    page = payload_of(payload.text(load(tmp_path)))
    assert page["day_names"]["en"]["1572-08-24"][0] == weekday


def test_years_before_the_first_are_in_their_order(tmp_path: Path) -> None:
    """44 BC comes before 43 BC, by the year, and is called so."""
    (tmp_path / "atlas.toml").write_text('title = "Rome"\nstep = "year"\n', encoding="utf-8")
    rows = "15 March 44 BC,A,41.9,12.47\n43 BC,B,41.9,12.47\n"
    (tmp_path / "events.csv").write_text(f"date,title,lat,lon\n{rows}", encoding="utf-8")
    dataset = load(tmp_path)
    assert dataset.week.days == ("-0043", "-0042")
    assert dataset.tables["events"]["title_en"] == ["A", "B"]
    assert [state.statuses for state in dataset.states] == [("today", ""), ("earlier", "today")]
    assert payload_of(payload.text(dataset))["day_names"]["fr"]["-0043"][1] == "44\u00a0av. J.-C."
