"""What the documentation shows is what the program says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import semaine_map
from semaine_map.build import load_record
from semaine_map.cli import main
from semaine_map.record import describe, reading

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ \.venv/bin/(semaine-map [^\n]*)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize(("command", "output"), SHOWN, ids=[command for command, _ in SHOWN])
def test_the_readme_shows_the_real_output(command: str, output: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Each command of the README prints what stands under it; a line of dots stands for lines left out."""
    words = shlex.split(command)[1:]
    if words[0] in ("build", "export", "figure"):
        words += ["--output", str(tmp_path / "output")]
    assert main(words) == 0
    printed = re.sub(r" +$", "", capsys.readouterr().out, flags=re.MULTILINE)
    printed = printed.replace(str(tmp_path / "output"), f"output/{'selection' if words[0] == 'export' else 'figure.svg'}")
    position = 0
    for part in ["index.html"] if words[0] == "build" else output.split("…\n"):
        found = printed.find(part, position)
        assert found >= position, f"{command} no longer prints:\n{part}"
        position = found + len(part)


def test_the_readme_shows_commands() -> None:
    """There is something to compare."""
    assert len(SHOWN) >= 2


def test_the_generated_pages_of_the_record_are_up_to_date() -> None:
    """`semaine-map describe` was run after the last change of schema or tables."""
    record = load_record(reading.find_geodata())
    for name, text in (("README.md", describe.page(record)), ("datapackage.json", describe.data_package(record))):
        assert (record.folder / name).read_text(encoding="utf-8") == text, f"run `make record`: {name} is out of date"


def test_the_public_names_are_at_most_ten_and_documented() -> None:
    """Each public name loads and says what it does."""
    assert len(semaine_map.__all__) <= 10
    for name in semaine_map.__all__:
        assert name.startswith("__") or getattr(semaine_map, name).__doc__


def test_the_version_stands_the_same_everywhere() -> None:
    """Package, citation and changelog agree."""
    version = semaine_map.__version__
    assert f'version = "{version}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert version in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_page_of_a_record_says_how_far_its_readers_agree(copy_record: Callable[..., Path]) -> None:
    """What a record says of its own reliability stands in its generated page, and nothing does where it says nothing."""
    folder = copy_record()
    assert "independent readers" not in describe.page(load_record(folder))
    (folder / describe.RELIABILITY).write_text("Alpha 0.9 for the day.\n", encoding="utf-8")
    assert "## How far independent readers agree\n\nAlpha 0.9 for the day.\n" in describe.page(load_record(folder))
