"""A record of another ground, in one language: neither Paris, metres of France nor a second language is taken for granted."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import geopandas as gpd
import pytest

from semaine_map import exports
from semaine_map.build import load, load_record
from semaine_map.cli import main
from semaine_map.errors import RecordError
from semaine_map.page import payload
from semaine_map.record.describe import data_package
from tests.kept import payload_of

SOUND = Path(__file__).parent / "data" / "sound"
EAST, NORTH = -60.0, -70.0
"""Degrees by which the little record is moved: from Paris to the sea off southern Chile."""


def moved(coordinates: list[object]) -> list[object]:
    """Return nested positions somewhere else."""
    if isinstance(coordinates[0], (int, float)):
        lon, lat = (float(str(number)) for number in coordinates)
        return [round(lon + EAST, 5), round(lat + NORTH, 5)]
    return [moved(part) for part in coordinates if isinstance(part, list)]


def rewrite(path: Path, drop: str) -> None:
    """Move the positions of a table and leave out its texts in the language ``drop``."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for axis, by in (("lon", EAST), ("lat", NORTH)):
            if axis in row:
                row[axis] = f"{float(row[axis]) + by:.5f}"
    kept = [name for name in rows[0] if name.rpartition("_")[2] != drop]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(params=["en", "fr"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return the little record, moved over the sea, told in one language."""
    folder = tmp_path / "record"
    shutil.copytree(SOUND, folder)
    silent = {"en": "fr", "fr": "en"}[request.param]
    for path in folder.glob("*.csv"):
        rewrite(path, silent)
    for path in (folder / "basemap").iterdir():
        drawing = json.loads(path.read_text(encoding="utf-8"))
        for feature in drawing["features"]:
            feature["geometry"]["coordinates"] = moved(feature["geometry"]["coordinates"])
        path.write_text(json.dumps(drawing), encoding="utf-8")
    toml = (folder / "atlas.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in toml if not line.startswith(f"{silent} =")]
    frame = f"west = {2.05 + EAST}\nsouth = {48.72 + NORTH}\neast = {2.55 + EAST}\nnorth = {49.0 + NORTH}\n"
    text = "\n".join(kept).split("[bounds]")[0] + f"[bounds]\n{frame}"
    (folder / "atlas.toml").write_text(text, encoding="utf-8")
    return folder


def test_metres_are_those_of_the_ground(elsewhere: Path) -> None:
    """Without a system of its own, lengths are counted in the UTM zone of the ground; a street lies where it was moved."""
    dataset = load(elsewhere)
    assert dataset.week.metric_crs == "EPSG:32721"
    street = next(name for name in dataset.tables["streets"]["name_1871"])
    home, there = load(SOUND).gazetteer, dataset.gazetteer
    assert there.locate(street).lon == pytest.approx(home.locate(street).lon + EAST, abs=2e-4)
    assert there.locate(street).lat == pytest.approx(home.locate(street).lat + NORTH, abs=2e-4)


def test_one_language_is_enough(elsewhere: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Terminal, page and every file speak it; where a file has a column for the other, it is empty."""
    dataset = load(elsewhere)
    (language,) = dataset.week.languages
    silent = {"en": "fr", "fr": "en"}[language]
    assert main(["day", "1871-05-24", "--geodata", str(elsewhere)]) == 0
    assert dataset.week.title[language] in capsys.readouterr().out
    assert main(["day", "1871-05-24", "--geodata", str(elsewhere), "--language", silent]) == 1
    assert f"only in {language}" in capsys.readouterr().err
    page = payload_of(payload.text(dataset))
    assert page["languages"] == [language]
    own = {
        term
        for name, term in zip(*(dataset.tables["vocabulary"][key] for key in ("list", "term")), strict=True)
        if name == "kind"
    }
    assert all(page["labels"]["en"]["kind"][term] == page["labels"]["fr"]["kind"][term] for term in own)
    kit = exports.gather(dataset)
    exports.write(kit, tmp_path / "gis")
    name = dataset.week.name
    for file, layer in ((f"{name}.gpkg", "events"), ("events.geojson", None), ("parquet/events.parquet", None)):
        path = tmp_path / "gis" / file
        read = gpd.read_parquet(path) if path.suffix == ".parquet" else gpd.read_file(path, layer=layer)
        assert read[f"title_{language}"].notna().all()
        assert read[f"title_{silent}"].isna().all()
    places = json.loads((tmp_path / "gis" / f"{name}.jsonld").read_text(encoding="utf-8"))["features"]
    assert {one["names"][0]["lang"] for one in places} == {language}
    assert not any("ccodes" in one["properties"] for one in places)
    assert all(relation["label"] for one in places for relation in one.get("relations", []))


def test_its_data_package_has_the_columns_that_it_has(elsewhere: Path) -> None:
    """No column of the language that is left out is described."""
    package = json.loads(data_package(load_record(elsewhere)))
    for resource in package["resources"]:
        header = (elsewhere / resource["path"]).read_text(encoding="utf-8").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            'fr = "La Semaine sanglante"',
            'German = "Die blutige Woche"',
            r"atlas.toml:\d+:title: \[title\] has a text in 'German'",
        ),
        ('fr = "Paris, 21-28 mai 1871"', "", r"atlas.toml:1\d:subtitle: \[subtitle\] is in en, \[title\] in en, fr"),
        ("[title]", 'metric_crs = "metres"\n[title]', "atlas.toml:7:metric_crs: 'metres' is not the code"),
        (
            "[title]",
            'metric_crs = "EPSG:4326"\n[title]',
            "7:metric_crs: 'EPSG:4326' is not a projected system in metres",
        ),
        ("[title]", 'country = "France"\n[title]', "atlas.toml:7:country: 'France' is not the code of a country"),
    ],
)
def test_what_the_atlas_cannot_do_is_refused_where_it_stands(tmp_path: Path, old: str, new: str, reason: str) -> None:
    """What is no language, texts in different ones, a system without metres, a country without a code."""
    folder = Path(shutil.copytree(SOUND, tmp_path / "record"))
    toml = folder / "atlas.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(RecordError, match=reason):
        load(folder)
