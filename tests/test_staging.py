"""Nothing half-written ever stands where a good file was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from semaine_map.errors import OutputError
from semaine_map.staging import STAGE_PREFIX, beside


def put(output: Path, text: str, *, names: tuple[str, ...] = ("a.txt",)) -> None:
    """Publish files with ``text``."""
    with beside(output, replaces=("*.txt",)) as stage:
        for name in names:
            stage.write(name, text)


def fail_halfway(output: Path) -> None:
    """Begin to publish and break off."""
    with beside(output, replaces=("*.txt",)) as stage:
        stage.write("a.txt", "half")
        raise ZeroDivisionError


def test_a_failure_leaves_the_earlier_output_and_no_stray_file(tmp_path: Path) -> None:
    """An error in the middle of writing changes nothing."""
    put(tmp_path, "good")
    with pytest.raises(ZeroDivisionError):
        fail_halfway(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "good"


def test_what_is_no_longer_made_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    """Only files that an earlier build made are removed."""
    put(tmp_path, "good")
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    with beside(tmp_path, replaces=("*.txt",)) as stage:
        stage.write("b.txt", "new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.txt", "notes.md"]


def test_the_rest_of_a_killed_build_is_cleared(tmp_path: Path) -> None:
    """The next build removes the stage that a killed one left behind."""
    left_over = tmp_path / f"{STAGE_PREFIX}killed"
    left_over.mkdir()
    (left_over / "half.txt").write_text("…", encoding="utf-8")
    put(tmp_path, "good")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_what_was_killed_while_it_moved_in_is_moved_in_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once a run is complete it counts: the next finishes it, even if it comes to nothing itself."""
    put(tmp_path, "good")
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    moved = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if path.name == "c.txt":
            raise SystemExit
        return moved(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(SystemExit):
            put(tmp_path, "new", names=("b.txt", "c.txt"))
    assert (tmp_path / "a.txt").exists(), "what goes has not gone yet"
    with pytest.raises(ZeroDivisionError):
        fail_halfway(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.txt", "c.txt", "notes.md"]


def test_a_folder_in_the_way_of_a_file_is_said_before_anything_is_moved(tmp_path: Path) -> None:
    """Nothing is half moved in when one file cannot come to its place."""
    put(tmp_path, "good")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError, match=r"b\.txt is in the way; the earlier output is untouched"):
        put(tmp_path, "new", names=("a.txt", "b.txt"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "good"


def test_a_full_disk_is_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's “no space left” becomes an OutputError, and the old file stays."""
    put(tmp_path, "good")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("pathlib.Path.write_text", refuse)
    with pytest.raises(OutputError, match=r"No space left on device.*untouched"):
        put(tmp_path, "new")
    assert (tmp_path / "a.txt").read_bytes() == b"good"


def test_a_file_where_the_folder_should_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    """An output that cannot be a folder is refused."""
    (tmp_path / "output").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        put(tmp_path / "output", "new")
