"""A build makes again only what has changed, and what it leaves is byte for byte what it would have made."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from semaine_map import build as building
from semaine_map import inputs
from semaine_map.build import build
from semaine_map.manifest import FILE, digest
from semaine_map.staging import LOCK
from tests.conftest import SOUND


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the sound record, and in it the output of a build."""
    folder = tmp_path_factory.mktemp("built")
    shutil.copytree(SOUND, folder / "record")
    build(folder / "record", folder / "record" / "output")
    return folder


@pytest.fixture
def record(built: Path, tmp_path: Path) -> Path:
    """Return a copy of the record and its output, to change."""
    return Path(shutil.copytree(built / "record", tmp_path / "record"))


def again(record: Path, *, fresh: bool = False) -> set[str]:
    """Build the record again; return which folders of the output files were made in ("" for the atlas and its days)."""
    made = build(record, record / "output", fresh=fresh)
    firsts = {one.path.partition("/")[0] for one in made}
    return {"" if first in ("index.html", "days") or first.endswith(".html") else first for first in firsts}


def hashes(output: Path) -> dict[str, str]:
    """Return the hash of each file of an output, its manifest counted."""
    return {
        path.relative_to(output).as_posix(): digest(path) for path in output.rglob("*") if path.is_file() and path.name != LOCK
    }


def test_nothing_is_made_again_when_nothing_has_changed(record: Path) -> None:
    """Neither the record is read, nor a large library loaded, nor a file touched; a sentence says so."""
    output = record / "output"
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.name != LOCK}
    command = ["build", "--geodata", str(record), "--output", str(output)]
    script = (
        "import sys; from semaine_map.cli import main; "
        f"assert main({command!r}) == 0; print({{'pandas', 'geopandas', 'folium', 'pyogrio'}} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "Nothing has changed" in said
    assert said.endswith("set()\n")
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.name != LOCK} == before


def test_what_is_made_anew_is_the_same(record: Path) -> None:
    """``--fresh`` makes everything, and not one byte differs from what would have been left."""
    before = hashes(record / "output")
    assert again(record, fresh=True) == {"", "gis", "sheets"}
    assert hashes(record / "output") == before


def test_a_changed_cell_makes_all_anew(record: Path, tmp_path: Path) -> None:
    """What comes of it is what a first build makes of the changed record, in every file."""
    table = record / "events.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Paving stones", "Paving carts"), encoding="utf-8")
    assert again(record) == {"", "gis", "sheets"}
    build(record, tmp_path / "first")
    assert hashes(record / "output") == hashes(tmp_path / "first")
    assert again(record) == set()


@pytest.mark.parametrize("name", ["basemap/water.geojson", "notes.csv"])
def test_a_changed_drawing_or_a_further_file_counts(name: str, record: Path) -> None:
    """Whatever lies in the folder of the record or below its drawing may be read."""
    before = inputs.digests(record)
    (record / name).parent.mkdir(exist_ok=True)
    (record / name).write_text("{}", encoding="utf-8")
    assert not before.items() & inputs.digests(record).items()


def test_a_library_of_another_version_counts(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that only a library of ours asks for; a library that is not installed is none."""
    found, before = metadata.distribution, inputs.digests(record)
    for changed in ("shapely", "branca", "pyparsing"):
        other = SimpleNamespace(version="0", requires=None)
        monkeypatch.setattr(metadata, "distribution", lambda name, c=changed, o=other: o if name == c else found(name))
        assert not before.items() & inputs.digests(record).items()


def test_what_cannot_be_told_makes_all_anew(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package is not installed, nobody knows on which libraries it runs."""
    monkeypatch.setattr(inputs, "_versions", lambda _name: next(iter(metadata.requires("no-such-library") or [])))
    assert inputs.digests(record) == {}
    assert again(record) == {"", "gis", "sheets"}


def test_a_missing_file_has_its_part_made_again(record: Path) -> None:
    """Only that part is made, and then everything is as it was."""
    before = hashes(record / "output")
    (record / "output" / "gis" / "events.geojson").unlink()
    assert again(record) == {"gis"}
    assert hashes(record / "output") == before
    assert again(record) == set()


def test_an_edited_file_stays_and_is_never_taken_for_made(record: Path) -> None:
    """The new one goes beside it each time, until the edited one has gone."""
    output, page = record / "output", record / "output" / "index.html"
    made = page.read_bytes()
    page.write_text("mine", encoding="utf-8")
    assert again(record) == {""}
    for _ in range(2):
        assert (page.read_text(encoding="utf-8"), (output / "index.new.html").read_bytes()) == ("mine", made)
        assert again(record) == {"", "gis", "sheets"}
    page.unlink()
    again(record)
    assert page.read_bytes() == made
    assert not (output / "index.new.html").exists()
    assert again(record) == set()


def test_a_log_beside_a_database_has_the_kit_made_again(record: Path) -> None:
    """Under the log of a program that died the file may not be readable."""
    log = next((record / "output" / "gis").glob("*.gpkg")).with_suffix(".gpkg-wal")
    log.write_bytes(b"no log of this file")
    assert again(record) == {"gis"}
    assert not log.exists()


def test_an_edited_asset_has_only_what_it_belongs_to_made_again(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A style of the page is nothing to sheets and kit; a rule of the history is something to all."""
    package = tmp_path / "package"
    shutil.copytree(inputs.PACKAGE, package)
    monkeypatch.setattr(inputs, "PACKAGE", package)
    with (package / "page" / "web" / "css" / "page.css").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert again(record) == {""}
    (package / "history" / "days.py").write_text("", encoding="utf-8")
    assert again(record) == {"", "gis", "sheets"}


def test_a_record_that_changes_while_it_is_read_is_read_again(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was made of it may be of both; it is not taken for current."""
    load = building.load

    def changing(geodata: Path) -> object:
        with (record / "events.csv").open("a", encoding="utf-8") as file:
            file.write("\n")
        return load(geodata)

    (record / "output" / FILE).unlink()
    with monkeypatch.context() as patched:
        patched.setattr(building, "load", changing)
        again(record)
    assert again(record) == {"", "gis", "sheets"}
    assert again(record) == set()
