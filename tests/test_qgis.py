"""The QGIS project: written without QGIS, and tried in a real one where it is installed."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from semaine_map import exports
from semaine_map.build import load
from semaine_map.exports.kit import Kit, gather
from semaine_map.exports.projection import operation
from semaine_map.history import days

if TYPE_CHECKING:
    from semaine_map.exports.projection import Operation
    from semaine_map.history.dataset import Dataset

DRIVER = Path(__file__).parent / "in_qgis.py"
MARCH = Path(__file__).parent.parent / "examples" / "18-march-1871"
THREE_DAYS = ["1871-05-21", "1871-05-24", "1871-05-28"]


def write(dataset: Dataset | Kit, folder: Path, into: Operation | None = None) -> Path:
    """Write GeoPackage and project of ``dataset`` into ``folder``; return the project."""
    kit = dataset if isinstance(dataset, Kit) else gather(dataset)
    exports.write(kit, folder, ["gpkg", "qgz", "sld"], operation=into)
    return folder / f"{kit.week.name}.qgz"


def opened(project: Path) -> ET.Element:
    """Return the one document in a ``.qgz``."""
    with zipfile.ZipFile(project) as archive:
        (name,) = archive.namelist()
        return ET.fromstring(archive.read(name))  # noqa: S314 - written by the test itself


@pytest.fixture(scope="module")
def project(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the project of the Bloody Week once."""
    return write(real, tmp_path_factory.mktemp("qgis"))


def test_the_project_is_the_same_byte_for_byte(project: Path, real: Dataset, tmp_path: Path) -> None:
    """Nothing in it tells the time or chance of its making; neither do the styles in the GeoPackage."""
    again = write(real, tmp_path)
    assert again.read_bytes() == project.read_bytes()
    assert again.with_suffix(".gpkg").read_bytes() == project.with_suffix(".gpkg").read_bytes()


def test_every_layer_of_the_project_is_in_the_geopackage_beside_it(project: Path) -> None:
    """Sources are relative, so that the two files travel together; and the project leaves no layer or table out."""
    sources = [node.text or "" for node in opened(project).iter("datasource")]
    held = set(pyogrio.list_layers(project.with_suffix(".gpkg"))[:, 0])
    assert len(sources) > 15
    for source in sources:
        file, layer = source.split("|layername=")
        assert file == f"./{project.stem}.gpkg"
        assert layer in held
    shown = {source.split("|layername=")[1] for source in sources}
    assert held - shown == {"layer_styles"}


def test_the_geopackage_carries_a_default_style_for_each_layer_drawn(project: Path) -> None:
    """QGIS draws a layer dragged in from the file as the project does."""
    with closing(sqlite3.connect(project.with_suffix(".gpkg"))) as connection:
        rows = connection.execute("SELECT f_table_name, styleQML, useAsDefault FROM layer_styles").fetchall()
        layers = connection.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchall()
    assert {name for (name,) in layers} == {name for name, _, _ in rows}
    for name, style, default in rows:
        assert default, name
        assert ET.fromstring(style.split("\n", 1)[1]).find("renderer-v2") is not None, name  # noqa: S314 - our own


def test_another_record_gets_a_project_of_its_own(tmp_path: Path) -> None:
    """Title, days, sheets and kinds are those of March."""
    document = opened(write(load(MARCH), tmp_path))
    assert document.findtext("title") == "The Eighteenth of March / Le Dix-huit mars"
    assert [sheet.get("name") for sheet in document.iter("Layout")] == [f"1871-03-{n}" for n in range(18, 29)]
    assert document.findtext("ProjectTimeSettings/TemporalRange/start") == "1871-03-18T00:00:00Z"
    assert "election" in {category.get("value") for category in document.iter("category")}


def open_in_qgis(project: Path, *days: str) -> dict[str, Any]:
    """Return what a real QGIS tells of ``project``, with a picture of each of ``days`` beside it."""
    python = shutil.which("python3", path="/usr/bin")
    if python is None or subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
        pytest.skip("QGIS is not installed here, so the project was not opened in it (Debian: apt-get install python3-qgis)")
    command: list[str | Path] = [python, DRIVER, project, project.parent, *days]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def answer(project: Path) -> dict[str, Any]:
    """Return what a real QGIS tells of the project of the Bloody Week."""
    return open_in_qgis(project, *THREE_DAYS)


def test_qgis_opens_every_layer_and_relation(answer: dict[str, Any], real: Dataset) -> None:
    """No layer is missing or empty, and the witnesses are related to their events."""
    assert all(layer["valid"] and layer["features"] for layer in answer["layers"].values())
    assert answer["layers"]["events"]["features"] == len(real.events)
    assert {"citations-events", "citations-sources", "participants-people", "versions-events"} <= set(answer["relations"])
    assert answer["valid_relations"]
    assert answer["alias"] == "How closely dated / Précision de la date"


def test_qgis_steps_the_week_by_day(answer: dict[str, Any], real: Dataset) -> None:
    """The temporal controller is set to the first and last day, one day a step; a sheet is laid out for each."""
    assert answer["range"] == ["1871-05-21T00:00:00Z", "1871-05-28T23:59:59Z"]
    assert answer["step"][0] == 1
    assert {"events", "damage", "control", "fronts", "columns"} <= set(answer["dated"])
    assert answer["sheets"] == list(real.week.days)
    assert answer["sheet_exported"]
    assert answer["items"] == ["credit", "date", "legend", "map", "scale", "title"]


def test_qgis_shows_on_a_day_what_the_atlas_calls_of_that_day(answer: dict[str, Any], real: Dataset) -> None:
    """Three days through QGIS's own temporal filter: no event of another day, and none of the day's own missing."""
    spans = dict(zip(real.events["id"], zip(real.events["start"], real.events["end"], strict=True), strict=True))
    for state in real.states:
        if state.day not in THREE_DAYS:
            continue
        states = zip(real.events["id"], real.events["start"], state.statuses, strict=True)
        own = {event for event, start, one in states if days.is_of(state.day, start, one)}
        shown = set(answer["seen"][state.day])
        assert own <= shown
        for event in shown - own:  # a barricade that fell unseen, between its first and its last day
            start, end = spans[event]
            assert start <= state.day, event
            assert end is None or state.day <= end, event
        assert 0 < len(shown) < len(spans) / 2


def test_qgis_draws_three_different_days(answer: dict[str, Any]) -> None:
    """Each picture is of a map, and no two are the same."""
    pictures = [Path(path).read_bytes() for path in answer["pictures"]]
    assert len(set(pictures)) == 3
    assert all(len(picture) > 100_000 for picture in pictures)


def test_qgis_takes_the_styles_of_the_geopackage_by_itself(answer: dict[str, Any]) -> None:
    """Without the project too, events have their signs and streets their names."""
    assert answer["styled"]["events"] == "categorizedSymbol, labelled"
    assert answer["styled"]["control"] == "categorizedSymbol, bare"
    assert answer["styled"]["streets"] == "singleSymbol, labelled"


def test_qgis_draws_each_event_once_by_the_sld(answer: dict[str, Any], real: Dataset) -> None:
    """No rule is without an event, no event without a rule or under two; the other layers have their styles as well."""
    drawn = answer["served"]
    assert sum(drawn["events"]) == len(real.events)
    assert all(drawn["events"])
    assert {"control", "fronts", "columns", "streets", "damage"} <= set(drawn)


@pytest.mark.parametrize(("record", "code", "day"), [(None, "EPSG:27561", "1871-05-24"), (MARCH, "EPSG:2154", "1871-03-22")])
def test_qgis_opens_another_record_and_another_system(
    record: Path | None, code: str, day: str, real: Dataset, tmp_path: Path
) -> None:
    """Exported into another system, or of another event: each layer is there, in its system, styled, and the day is drawn."""
    dataset = real if record is None else load(record)
    answer = open_in_qgis(write(dataset, tmp_path, operation(code, dataset.week.bounds)), day)
    assert answer["crs"] == [code, code]
    assert all(layer["valid"] and layer["features"] for layer in answer["layers"].values())
    assert answer["styled"]["events"] == "categorizedSymbol, labelled"
    assert answer["seen"][day]
    assert answer["sheet_exported"]
    assert (tmp_path / f"{day}.png").stat().st_size > 100_000
