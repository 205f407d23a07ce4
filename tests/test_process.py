"""A second process does its work, and what goes wrong in it is heard of."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from semaine_map.errors import OutputError
from semaine_map.process import aside
from tests.conftest import SOUND
from tests.test_nothing_lost import hashes

if TYPE_CHECKING:
    from pathlib import Path

# Builds the record in the folder given into another, with processes that start in the way given.
BUILDER = """
import multiprocessing, sys
from pathlib import Path
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    from semaine_map.build import build
    build(Path(sys.argv[2]), Path(sys.argv[3]))
"""


def write(path: Path, text: str) -> None:
    """Do a piece of work."""
    path.write_text(text, encoding="utf-8")


def refuse(_path: Path) -> None:
    """Fail as a full disk does."""
    raise OSError(28, os.strerror(28))


def vanish(_path: Path) -> None:
    """End at once, as a process that the system ends."""
    os._exit(9)


def test_the_work_is_done_when_it_is_waited_for(tmp_path: Path) -> None:
    """The file is there, and the block went on meanwhile."""
    with aside(write, tmp_path / "a.txt", "done") as finish:
        finish()
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "done"


def test_what_the_work_raises_is_raised_where_it_is_waited_for(tmp_path: Path) -> None:
    """A full disk in the second process is a full disk."""
    with aside(refuse, tmp_path) as finish, pytest.raises(OSError, match="No space left"):
        finish()


def test_a_process_that_is_ended_is_said(tmp_path: Path) -> None:
    """It does not pass for one that did its work."""
    with aside(vanish, tmp_path) as finish, pytest.raises(OutputError, match="broken off"):
        finish()


def test_a_build_makes_the_same_however_processes_start(tmp_path: Path) -> None:
    """Forked, spawned or from a server: every file is the same, and no library has anything to warn of."""
    script = tmp_path / "builder.py"
    script.write_text(BUILDER, encoding="utf-8")
    made = {}
    for method in multiprocessing.get_all_start_methods():
        command = [sys.executable, str(script), method, str(SOUND), str(tmp_path / method)]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stderr == ""
        made[method] = hashes(tmp_path / method)
    assert {"index.html", "sheets/en/week.pdf", "sheets/fr/week.png", "gis/events.geojson"} <= made["spawn"].keys()
    assert all(files == made["spawn"] for files in made.values())
