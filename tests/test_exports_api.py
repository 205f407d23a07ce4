"""The public face: ten names at most, each doing what its docstring says."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import folium
import pandas as pd
import pytest

import semaine_map
from semaine_map import api
from semaine_map.history import selection
from semaine_map.record.crs import CRS

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from semaine_map import exports


@pytest.mark.parametrize("module", [semaine_map, api, selection], ids=lambda module: module.__name__)
def test_the_examples_in_the_docstrings_are_true(module: ModuleType, kit: exports.Kit) -> None:
    """Each example prints what stands under it; `kit` is what `load` returned."""
    told = doctest.testmod(module, extraglobs={"kit": kit})
    assert told.attempted > 0
    assert told.failed == 0


def test_the_names_are_those_that_a_notebook_needs() -> None:
    """Load, ask, locate, map, export, and errors to catch."""
    assert {"load", "on", "between", "locate", "map", "export", "SemaineError", "RecordError"} <= set(semaine_map.__all__)
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
    seen = pd.concat([semaine_map.on(day, kit) for day in ("1871-05-23", "1871-05-24")])
    going_on = seen["status"].isin(["standing", "fought", "burning", "today"])
    assert both == set(seen["id"][going_on | (seen["start"] == seen["day"])])
    with pytest.raises(semaine_map.SemaineError, match="comes before"):
        semaine_map.between("1871-05-24", "1871-05-23", kit)


def test_map_is_a_folium_map(kit: exports.Kit) -> None:
    """It shows itself in a notebook, and a wrong day is refused."""
    shown = semaine_map.map("1871-05-24", kit)
    assert isinstance(shown, folium.Map)
    assert "semaine-data" in shown._repr_html_()
    with pytest.raises(semaine_map.SemaineError, match="is not a day"):
        semaine_map.map("24 May", kit)


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
