"""Places, events and citations joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semaine_map.build import load
from semaine_map.history import event

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset


def test_events_stand_in_the_order_of_the_story(sound: Dataset) -> None:
    """By day, then by hour or part of the day; what has neither comes last."""
    assert list(sound.events["id"])[:2] == ["gate-capture", "fort-headquarters"]
    day = sound.events[sound.events["start"] == "1871-05-24"]
    assert list(day["id"]) == ["street-fire", "square-fight"]


def test_the_arrondissement_comes_from_the_position(sound: Dataset) -> None:
    """Each event lies where its point lies; outside the wall there is no arrondissement."""
    found = dict(zip(sound.events["id"], sound.events["arrondissement"], strict=True))
    assert (found["gate-capture"], found["square-fight"], found["fort-headquarters"]) == (1, 2, 0)


def test_hours_are_kept_as_written(sound: Dataset) -> None:
    """Local time of 1871 without zone; a date without hour has none."""
    row = sound.events.set_index("id").loc["square-barricade"]
    assert (row["start"], row["start_time"], row["end"], row["end_time"]) == ("1871-05-22", None, "1871-05-25", "19:30")
    assert sound.events.set_index("id").loc["square-fight", "end"] is None, "what no text ends has no end"


def test_every_event_names_its_witnesses(real: Dataset) -> None:
    """No event of the real record stands on nobody's word."""
    assert not list(real.events["id"][real.events["sources"] == ""])


def test_dates_are_said_in_edtf(sound: Dataset) -> None:
    """A row's own EDTF is kept; otherwise its dates make one."""
    said = dict(zip(sound.events["id"], sound.events["edtf"], strict=True))
    assert said["street-fire"] == "1871-05-24~/1871-05-25"
    assert said["square-burial"] == "1871-05-28/1871-05-29"
    assert said["square-fight"] == "1871-05-24"


def test_a_record_without_a_drawing_still_tells_its_events(copy_record: Callable[..., Path]) -> None:
    """Someone else's folder may hold tables alone."""
    folder = copy_record()
    for path in (*(folder / "basemap").iterdir(), folder / "damage.csv"):
        path.unlink()
    dataset = load(folder)
    assert len(dataset.events) == 9
    assert set(dataset.events["arrondissement"]) == {0}


def test_an_event_has_its_title_and_summary_in_the_language_asked_for(sound: Dataset) -> None:
    """French for French, English for every other language."""
    capture = event.rows(sound.tables["events"])[0]
    assert (event.title(capture, "en"), event.title(capture, "fr")) == ("The army enters", "L’armée entre")
    assert event.summary(capture, "en") == "The first battalions pass the gate."
    assert event.summary(capture, "fr").startswith("Les premiers bataillons")


def test_districts_are_numbers_and_have_names_in_both_languages(real: Dataset) -> None:
    """In the table of who held them as in that of their names."""
    assert set(real.control["arrondissement"]) == set(real.arrondissements["arrondissement"]) == set(range(1, 21))
    assert real.district(3, "fr").startswith("3e arrondissement")
    assert real.district(3, "en").startswith("3rd arrondissement")


def test_streets_of_all_files_are_one_layer_with_the_names_of_today(real: Dataset) -> None:
    """Each line says which file it is from, since each file has a licence of its own."""
    streets = real.basemap["streets"]
    assert set(streets["layer"]) == {"streets", "streets_osm"}
    assert "streets_osm" not in real.basemap
    assert "Place de la République" in set(streets["name_today"])


def test_a_kind_of_its_own_is_called_as_its_record_calls_it(copy_record: Callable[..., Path]) -> None:
    """In the words that its settings have for it, in either language."""
    folder = copy_record()
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write('[kinds]\nmiracle = { like = "decision", en = "Miracle", fr = "Prodige" }\n')
    words = load(folder).words
    assert [words[language]["kind"]["miracle"] for language in ("en", "fr")] == ["Miracle", "Prodige"]
