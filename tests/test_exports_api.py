"""The public face: ten names at most, each doing what its docstring says."""

from __future__ import annotations

import copy
import doctest
import pickle
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

import semaine_map
from semaine_map import api
from semaine_map.history import selection
from semaine_map.page import day_control
from semaine_map.record.crs import CRS
from tests.conftest import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from semaine_map import exports
    from semaine_map.record.settings import Day


@pytest.mark.parametrize("module", [semaine_map, api, selection, day_control], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_are_true(module: ModuleType, kit: exports.Kit) -> None:
    """Each example prints what stands under it; `kit` is what `load` returned."""
    result = doctest.testmod(module, extraglobs={"kit": kit})
    assert result.attempted > 0
    assert result.failed == 0


def test_the_names_are_those_that_a_notebook_needs() -> None:
    """Load, ask, locate, map, export, and errors to catch."""
    needed = {"load", "on", "between", "locate", "map", "atlas", "DayControl", "export", "SemaineError", "RecordError"}
    assert needed <= set(semaine_map.__all__)
    assert set(dir(semaine_map)) == set(semaine_map.__all__)


def test_load_gives_real_types(kit: exports.Kit) -> None:
    """Dates are dates without zone, codes categories, counts whole numbers that may be missing, the rest text."""
    events = kit.events
    assert str(events["start"].dtype) == str(events["end_at"].dtype) == "datetime64[s]"
    assert events["start"].min() == pd.Timestamp("1871-05-21")
    assert all(isinstance(events[name].dtype, pd.CategoricalDtype) for name in ("kind", "status", "actor", "certainty"))
    assert events["uncertainty_m"].dtype == events["killed_min"].dtype == pd.Int32Dtype()
    assert all(type(title) is str for title in events["title_en"])
    assert str(events.crs) == CRS
    assert kit["citations"] is kit.citations
    assert "events" in repr(kit)


def test_between_holds_what_goes_on_on_any_of_the_days(kit: exports.Kit) -> None:
    """It is what belongs to one of the days, each event once."""
    both = set(semaine_map.between("1871-05-23", "1871-05-24", kit)["id"])
    assert both == set(pd.concat([semaine_map.on(day, kit) for day in ("1871-05-23", "1871-05-24")])["id"])
    with pytest.raises(semaine_map.SemaineError, match="comes before"):
        semaine_map.between("1871-05-24", "1871-05-23", kit)


def test_the_finished_page_is_an_object_of_its_own(kit: exports.Kit, tmp_path: Path) -> None:
    """It shows itself in a notebook, saves the page of a build, and a wrong day is refused."""
    shown = semaine_map.atlas("1871-05-24", kit)
    assert "atlas-data" in shown._repr_html_()
    shown.save(tmp_path / "day.html")
    assert (tmp_path / "day.html").read_text(encoding="utf-8") == shown.html
    for draw in (semaine_map.atlas, semaine_map.map):
        with pytest.raises(semaine_map.SemaineError, match="is not a day"):
            draw("24 May", kit)


def test_errors_share_one_root(kit: exports.Kit, tmp_path: Path) -> None:
    """One except clause catches a wrong name, a wrong folder, a wrong part and a wrong format."""
    with pytest.raises(semaine_map.SemaineError, match="no place called"):
        semaine_map.locate("rue du Paradis perdu", kit)
    with pytest.raises(semaine_map.SemaineError):
        semaine_map.load(tmp_path / "nowhere")
    with pytest.raises(semaine_map.SemaineError, match="did you mean"):
        semaine_map.export(tmp_path, kit, kind="fires")
    with pytest.raises(semaine_map.SemaineError, match="not a format"):
        semaine_map.export(tmp_path, kit, formats=["shp"])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "day",
    [
        date(1871, 5, 24),
        datetime(1871, 5, 24, 19, 30),  # noqa: DTZ001 - days of 1871 carry no zone
        np.datetime64("1871-05-24"),
        np.datetime64("1871-05-24T19:30", "ns"),
        pd.Timestamp("1871-05-24"),
        "1871-05-24T19:30",
    ],
    ids=repr,
)
def test_a_day_is_taken_as_people_have_it(day: Day, kit: exports.Kit, tmp_path: Path) -> None:
    """Dates and moments of Python, NumPy and pandas mean what their text means, wherever a day is asked for."""
    pd.testing.assert_frame_equal(semaine_map.on(day, kit), semaine_map.on("1871-05-24", kit))
    assert set(semaine_map.between(day, day, kit)["id"]) == set(semaine_map.between("1871-05-24", "1871-05-24", kit)["id"])
    assert selection.select(day=day).day == ("1871-05-24",)
    assert selection.select(day=pd.Series([day])).day == ("1871-05-24",)
    made = semaine_map.export(tmp_path, kit, formats="csv", day=day)
    assert {path.suffix for path in made} == {".csv", ".csvt", ".prj", ".json", ".md"}


@pytest.mark.parametrize("day", ["24 May", "1871-05-24garbage", "1871-5-24", date(1871, 6, 24), pd.NaT])
def test_what_is_no_day_of_the_record_is_refused(day: Day, kit: exports.Kit) -> None:
    """The days to choose from are named."""
    with pytest.raises(semaine_map.SemaineError, match="choose from 1871-05-21 to 1871-05-28"):
        semaine_map.on(day, kit)


def test_a_home_folder_is_found(kit: exports.Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``~`` is the home of the user, as text and as a Path, in reading and in writing."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    shutil.copytree(SOUND, tmp_path / "record")
    assert len(semaine_map.load("~/record").events) == len(semaine_map.load(Path("~/record")).events) == 9
    (made, *_) = semaine_map.export("~/kit", kit, formats=["gpkg"])
    assert made.parent == tmp_path / "kit"
    assert made.exists()


@pytest.mark.parametrize("again", [lambda kit: pickle.loads(pickle.dumps(kit)), copy.deepcopy], ids=["pickled", "copied"])  # noqa: S301 - our own bytes
def test_a_kit_survives_pickling_and_copying(again: Callable[[exports.Kit], exports.Kit]) -> None:
    """Before and after its frames were made, the copy answers as the kit does, and is another thing."""
    kit = semaine_map.load(SOUND)
    for _ in range(2):
        other = again(kit)
        pd.testing.assert_frame_equal(other.events, kit.events)
        assert other.events is not kit.events
        assert semaine_map.locate("Grande-Rue", other) == semaine_map.locate("Grande-Rue", kit)
        assert other.on("1871-05-24").equals(kit.on("1871-05-24"))


def test_a_kit_lists_what_it_has(kit: exports.Kit) -> None:
    """Each name that it gives leads to a frame, and claims about the dead are among them."""
    assert {"events", "places", "streets", "citations", "casualties", "burials", "errata"} <= set(kit)
    assert all(isinstance(kit[name], pd.DataFrame) for name in kit)
    assert list(kit.layers) == [name for name in kit if name not in kit.tables]
    assert len(kit.casualties) == len(kit.dataset.tables["casualties"]["author"]) > 0
    assert set(kit.burials["place_id"]) <= set(kit.places["id"])
    assert kit.errata is kit["errata"]


def test_a_part_finds_every_name_of_the_whole(kit: exports.Kit) -> None:
    """What was not chosen still has its place; no file is read again."""
    part = kit.choose(selection.select(day="1871-05-24", arrondissement=20))
    assert len(part.events) < len(kit.events)
    assert semaine_map.locate("rue du Bac", part) == semaine_map.locate("rue du Bac", kit)


def test_an_edited_project_stays(kit: exports.Kit, tmp_path: Path) -> None:
    """A QGIS project that a user changed is kept, the new one goes beside it, and a warning says so."""
    part = kit.choose(selection.select(day="1871-05-24", arrondissement=20))
    semaine_map.export(tmp_path, part, formats="qgz")
    project = tmp_path / "semaine-sanglante.qgz"
    project.write_bytes(b"mine")
    (tmp_path / "my-project.qgz").write_bytes(b"mine")
    with pytest.warns(UserWarning, match=r"semaine-sanglante\.qgz was not made by semaine-map, or was changed since"):
        made = semaine_map.export(tmp_path, part, formats="qgz")
    assert project.read_bytes() == (tmp_path / "my-project.qgz").read_bytes() == b"mine"
    assert tmp_path / "semaine-sanglante.new.qgz" in made


def test_a_log_that_a_program_left_spoils_no_new_geopackage(kit: exports.Kit, tmp_path: Path) -> None:
    """A stale log goes with its file; a file whose log holds a user's saved changes stays, and the new one is beside it."""
    part = kit.choose(selection.select(day="1871-05-24", arrondissement=20))
    (package,) = (path for path in semaine_map.export(tmp_path, part, formats="gpkg") if path.suffix == ".gpkg")
    log = package.with_name(f"{package.name}-wal")
    log.write_bytes(b"of another file" * 1000)
    whole = kit.choose(selection.select(day="1871-05-24"))
    semaine_map.export(tmp_path, whole, formats="gpkg")
    assert not log.exists()
    with closing(sqlite3.connect(package)) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (len(whole.events),)
    edited = shutil.copy(package, tmp_path / "edited.db")
    with closing(sqlite3.connect(edited)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE mine (id INTEGER)")
        connection.commit()
        shutil.copy(f"{edited}-wal", log)
    shutil.copy(edited, package)
    with pytest.warns(UserWarning, match="was changed since"):
        made = semaine_map.export(tmp_path, part, formats="gpkg")
    assert any(path.name.endswith(".new.gpkg") for path in made)
    assert log.exists()
