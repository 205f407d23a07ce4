"""The command as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semaine_map.cli import main
from semaine_map.manifest import FILE as MANIFEST
from semaine_map.staging import LOCK

if TYPE_CHECKING:
    from collections.abc import Callable

MARCH = Path(__file__).parent.parent / "examples" / "18-march-1871"


def test_validate_prints_every_fault_and_exits_1(copy_record: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Five faults in three files come in one run."""
    assert main(["validate", "--geodata", str(copy_record("many-faults"))]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 6
    assert lines[0] == "citations.csv:12:source_id: 'nobody' is not in sources.csv"
    assert lines[-1] == "5 faults found; nothing was written"


def test_a_broken_record_leaves_the_earlier_output_untouched(copy_record: Callable[..., Path], tmp_path: Path) -> None:
    """After a good build, a build that fails changes no byte."""
    folder, output = copy_record(), tmp_path / "output"
    assert main(["build", "--geodata", str(folder), "--output", str(output)]) == 0
    before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    (folder / "citations.csv").unlink()
    assert main(["build", "--geodata", str(folder), "--output", str(output)]) == 1
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == before


def test_build_lists_what_it_made(copy_record: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Atlas, eight days and the GIS kit are made, named with their sizes."""
    output = tmp_path / "output"
    assert main(["build", "--geodata", str(copy_record()), "--output", str(output)]) == 0
    listed = capsys.readouterr().out
    files = [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]
    made = sorted(name for name in files if name not in (MANIFEST, LOCK))
    assert {"index.html", "days/1871-05-28.html", "gis/events.geojson", "gis/days/1871-05-21.geojson"} <= set(made)
    assert {"gis/parquet/events.parquet", "gis/csv/citations.csv", "gis/ro-crate-metadata.json"} <= set(made)
    for name in made:
        folder, _, ending = name.rpartition("/")
        assert name in listed or f"{folder}/*.{ending.rpartition('.')[2]} (" in listed


def test_an_unwritable_output_is_said_in_a_sentence(
    copy_record: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No traceback when the output cannot be a folder."""
    (tmp_path / "output").write_text("", encoding="utf-8")
    assert main(["build", "--geodata", str(copy_record()), "--output", str(tmp_path / "output")]) == 1
    assert "cannot write to" in capsys.readouterr().err


def test_day_prints_the_chronicle(copy_record: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """Title, place, hour, status and witness of each event of the day, in either language."""
    folder = str(copy_record())
    assert main(["day", "1871-05-24", "--geodata", folder]) == 0
    output = capsys.readouterr().out
    assert "Fire: A house burns [less certain]" in output
    assert "Grande-Rue (10:00) — burning" in output
    assert "Visitor 1871, letter of 24 May" in output
    assert "The army enters" not in output  # that was on the 21st
    assert main(["day", "1871-05-24", "--geodata", folder, "--language", "fr"]) == 0
    assert "Incendie: Une maison brûle" in capsys.readouterr().out.replace("\u00a0:", ":")


def test_a_day_outside_the_week_is_refused_with_the_choice(
    copy_record: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong day is answered with the days there are."""
    assert main(["day", "1871-06-01", "--geodata", str(copy_record())]) == 1
    assert "choose from 1871-05-21 to 1871-05-28" in capsys.readouterr().err


def test_export_writes_a_part_beside_the_kit(
    copy_record: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A part goes to a folder of its own, so that the whole kit stays; the operation into another system is named."""
    folder = copy_record()
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--geodata", str(folder), "--format", "geojson"]) == 0
    part = ["--kind", "fire", "--format", "gpkg", "--crs", "EPSG:2154"]
    assert main(["export", "--geodata", str(folder), *part]) == 0
    output = capsys.readouterr().out
    assert "EPSG:2154 (RGF93 v1 / Lambert-93)" in output
    assert "accuracy 1 m" in output
    assert (tmp_path / "output/gis/events.geojson").exists()
    assert len(list((tmp_path / "output/selection").glob("*.gpkg"))) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--kind", "baricade"], "did you mean 'barricade'?"),
        (["--day", "1871-06-01"], "choose from 1871-05-21 to 1871-05-28"),
        (["--bbox", "2,48"], "write W,S,E,N"),
        (["--arrondissement", "eleven"], "is not the number of an arrondissement"),
        (["--crs", "EPSG:2193"], "no sound operation"),
        (["--crs", "nonsense"], "not a reference system"),
        (["--format", "shp"], "choose from geojson"),
        (["--format", "kmz", "--crs", "EPSG:2154"], "always in WGS 84"),
    ],
)
def test_a_wrong_choice_is_answered_in_a_sentence(
    words: list[str],
    reason: str,
    copy_record: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No traceback, exit 1, and no file."""
    output = tmp_path / "output"
    assert main(["export", "--geodata", str(copy_record()), "--output", str(output), *words]) == 1
    assert reason in capsys.readouterr().err
    assert not output.exists()


@pytest.mark.parametrize("verb", ["build", "validate", "day", "locate", "export", "describe", "redraw"])
def test_every_command_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--help answers for each verb with a sentence."""
    with pytest.raises(SystemExit) as stop:
        main([verb, "--help"])
    assert stop.value.code == 0
    assert "." in capsys.readouterr().out


@pytest.mark.parametrize("words", [["day", "1871-05-24"], ["locate", "Grande-Rue"], ["validate"]])
def test_a_question_does_not_load_the_heavy_libraries(words: list[str], copy_record: Callable[..., Path]) -> None:
    """What makes the terminal's answers quick: neither frames nor maps are loaded for them."""
    heavy = {"geopandas", "pandas", "folium"}
    script = f"import sys; from semaine_map.cli import main; main(sys.argv[1:]); print({heavy} & {{*sys.modules}})"
    command = [sys.executable, "-c", script, *words, "--geodata", str(copy_record())]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert output.endswith("\nset()\n")


def test_describe_overwrites_no_page_of_others(copy_record: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    """A README.md of the record's own stays and is named; one that the command wrote is written anew."""
    folder = copy_record()
    (folder / "README.md").write_text("My record.", encoding="utf-8")
    for _ in range(2):
        assert main(["describe", "--geodata", str(folder)]) == 0
        said = capsys.readouterr().out
        assert f"README.md in {folder} was not written by this command and stays" in said
        assert f"\ndatapackage.json written to {folder}" in said
    assert (folder / "README.md").read_text(encoding="utf-8") == "My record."
    (folder / "README.md").unlink()
    assert main(["describe", "--geodata", str(folder)]) == 0
    (folder / "days.csv").write_text("day,text_en,text_fr\n", encoding="utf-8")
    assert main(["describe", "--geodata", str(folder)]) == 0
    assert "stays" not in capsys.readouterr().out
    assert "days.csv" not in (folder / "README.md").read_text(encoding="utf-8")


def test_help_does_not_load_the_heavy_libraries() -> None:
    """What makes --help quick: neither frames nor maps are loaded for it."""
    asked = "{'geopandas', 'pandas', 'folium', 'shapely'} & {*sys.modules}"
    script = f"import sys; from semaine_map import cli; cli._parser(); print({asked})"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout == "set()\n"


def test_build_names_many_files_of_a_folder_in_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Eleven days do not make eleven lines for each of their files: what was made fits a screen."""
    assert main(["build", "--geodata", str(MARCH), "--output", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "days/*.html (11)" in printed
    assert "index.html" in printed
    assert len(printed.splitlines()) < 60
