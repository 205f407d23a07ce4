"""Nothing half-written ever stands where a good file was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from semaine_map.errors import OutputError
from semaine_map.manifest import FILE
from semaine_map.staging import LOCK, STAGE_PREFIX, beside


def put(output: Path, text: str, *, names: tuple[str, ...] = ("a.txt",)) -> None:
    """Publish files with ``text``."""
    with beside(output) as stage:
        for name in names:
            stage.write(name, text)


def names(folder: Path) -> list[str]:
    """Return what stands in ``folder``, its manifest and lock left out."""
    return sorted(path.name for path in folder.iterdir() if path.name not in (FILE, LOCK))


def fail_halfway(output: Path) -> None:
    """Begin to publish and break off."""
    with beside(output) as stage:
        stage.write("a.txt", "half")
        raise ZeroDivisionError


def test_a_failure_leaves_the_earlier_output_and_no_stray_file(tmp_path: Path) -> None:
    """An error in the middle of writing changes nothing."""
    put(tmp_path, "good")
    with pytest.raises(ZeroDivisionError):
        fail_halfway(tmp_path)
    assert names(tmp_path) == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "good"


def test_what_is_no_longer_made_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    """Only files that an earlier build made are removed."""
    put(tmp_path, "good")
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    with beside(tmp_path) as stage:
        stage.write("b.txt", "new")
    assert names(tmp_path) == ["b.txt", "notes.md"]


def test_the_rest_of_a_killed_build_is_cleared(tmp_path: Path) -> None:
    """The next build removes the stage that a killed one left behind."""
    left_over = tmp_path / f"{STAGE_PREFIX}killed"
    left_over.mkdir()
    (left_over / "half.txt").write_text("…", encoding="utf-8")
    put(tmp_path, "good")
    assert names(tmp_path) == ["a.txt"]


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
    assert names(tmp_path) == ["b.txt", "c.txt", "notes.md"]


def test_a_folder_in_the_way_of_a_file_is_said_before_anything_is_moved(tmp_path: Path) -> None:
    """Nothing is half moved in when one file cannot come to its place."""
    put(tmp_path, "good")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(OutputError, match=r"b\.txt is in the way; the earlier output is untouched"):
        put(tmp_path, "new", names=("a.txt", "b.txt"))
    assert names(tmp_path) == ["a.txt", "b.txt"]
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


def test_what_another_made_stays_whatever_it_is_called(tmp_path: Path) -> None:
    """A file in the way of a new one, made before the first run, stays; the new one goes beside it, and takes its place later."""
    (tmp_path / "a.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "a.new.txt").write_text("mine too", encoding="utf-8")
    with beside(tmp_path) as stage:
        stage.write("a.txt", "good")
    assert stage.kept == {"a.txt": "a.new2.txt"}
    assert ["a.new2.txt" in word for word in stage.words()] == [True]
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names(tmp_path)] == ["mine too", "good", "mine"]
    (tmp_path / "a.txt").unlink()
    put(tmp_path, "better")
    assert names(tmp_path) == ["a.new.txt", "a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "better"


def test_what_was_changed_since_it_was_made_stays(tmp_path: Path) -> None:
    """A file that a user edited is neither overwritten nor removed, and is said to stay."""
    put(tmp_path, "good", names=("a.txt", "b.txt", "c.txt"))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("edited", encoding="utf-8")
    with beside(tmp_path) as stage:
        stage.write("a.txt", "new")
    assert stage.kept == {"a.txt": "a.new.txt", "b.txt": None}
    assert names(tmp_path) == ["a.new.txt", "a.txt", "b.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == (tmp_path / "b.txt").read_text(encoding="utf-8") == "edited"


def test_a_run_into_a_folder_of_another_run_knows_its_files(tmp_path: Path) -> None:
    """A kit written anew into the folder of a build replaces that build's files, and the next build those of the kit."""
    with beside(tmp_path) as stage:
        stage.write("gis/a.txt", "of the build")
    put(tmp_path / "gis", "of the kit", names=("a.txt", "b.txt"))
    assert (tmp_path / "gis" / "a.txt").read_text(encoding="utf-8") == "of the kit"
    with beside(tmp_path) as stage:
        stage.write("gis/a.txt", "of the next build")
    assert not stage.kept
    assert names(tmp_path / "gis") == ["a.txt", "b.txt"]
    assert (tmp_path / "gis" / "a.txt").read_text(encoding="utf-8") == "of the next build"


def test_a_run_of_some_formats_leaves_the_others(tmp_path: Path) -> None:
    """Only what matches the patterns of a run is removed when it is not made again."""
    put(tmp_path, "good", names=("a.txt", "b.md"))
    with beside(tmp_path, replaces=("*.txt",)) as stage:
        stage.write("c.txt", "new")
    assert names(tmp_path) == ["b.md", "c.txt"]
    put(tmp_path, "new")
    assert names(tmp_path) == ["a.txt"], "and is remembered"


@pytest.mark.parametrize("manifest", ["", "[]", '{"files": []}', '{"files": {"../out.txt": "0", "b.txt": 1}}'])
def test_a_manifest_that_says_nothing_removes_nothing(manifest: str, tmp_path: Path) -> None:
    """A ruined one, or one that points out of its folder, is as none at all."""
    (tmp_path / "out.txt").write_text("mine", encoding="utf-8")
    output = tmp_path / "output"
    output.mkdir()
    (output / "b.txt").write_text("mine", encoding="utf-8")
    (output / FILE).write_text(manifest, encoding="utf-8")
    put(output, "good")
    assert names(output) == ["a.txt", "b.txt"]
    assert (tmp_path / "out.txt").exists()


def test_the_output_of_a_version_without_manifests_is_taken_over(tmp_path: Path) -> None:
    """What a new run makes takes the place of what the old version made; what it does not make stays."""
    (tmp_path / "index.html").write_text('<script id="semaine-data">', encoding="utf-8")
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    put(tmp_path, "new", names=("index.html",))
    assert names(tmp_path) == ["index.html", "mine.html"]
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "new"
