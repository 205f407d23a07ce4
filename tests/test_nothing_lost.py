"""Whatever happens while a build runs, the earlier output stays whole; and the same record gives the same bytes anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semaine_map.cli import main
from semaine_map.manifest import FILE as MANIFEST
from semaine_map.staging import LOCK, STAGE_PREFIX, WHOLE
from tests.conftest import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent

# Writes two hundred files, one generation after the other, into the folder that it is given.
WRITER = """
import sys
from pathlib import Path
from semaine_map.staging import beside
for generation in range(int(sys.argv[2])):
    with beside(Path(sys.argv[1])) as stage:
        for n in range(200):
            stage.write(f"{n}.txt", f"{sys.argv[3]} {generation}\\n" * 2_000)
"""


# Runs tests on the package of the folder that it is given, and on no other.
TESTED = """
import sys, pytest, semaine_map
assert semaine_map.__file__.startswith(sys.argv[1]), semaine_map.__file__
assert len(semaine_map.load().events) > 500
sys.exit(pytest.main(sys.argv[2:]))
"""


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file below ``folder``; of the manifest, of the list of files alone.

    The manifest also tells what the files were made of, by which a build knows its own work again: this Python, this copy of the
    package, that folder.
    """
    made = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    made[MANIFEST] = json.dumps(json.loads(made[MANIFEST])["files"]).encode()
    return {name: hashlib.sha256(written).hexdigest() for name, written in made.items()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sound record once; return the output."""
    output = tmp_path_factory.mktemp("first")
    assert main(["build", "--geodata", str(SOUND), "--output", str(output)]) == 0
    return output


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Return a function that mounts a small disk, or skips the test where that is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mounted(options: str) -> Path:
        if sys.platform != "linux" or os.geteuid() != 0:
            pytest.skip("only root may mount a small disk")
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            pytest.skip("this machine does not let a small disk be mounted")
        return folder

    yield mounted
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)  # noqa: S607 - root's own umount


def generations(folder: Path) -> set[str]:
    """Return the generations that the two hundred files are of, those that wait to be moved in counted; each must be whole."""
    files = list({path.name: path for path in (*folder.glob("*.txt"), *(folder / WHOLE).glob("*.txt"))}.values())
    assert len(files) == 200
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) == 2_000
        assert len(set(lines)) == 1
    return {file.read_text(encoding="utf-8").splitlines()[0] for file in files}


def test_a_writer_killed_at_any_moment_leaves_whole_files(tmp_path: Path) -> None:
    """Twelve times SIGKILL: each file is whole, none is missing, all are of one run, and the next clears what was left over.

    ``benchmarks/killing.py`` does the same to whole builds.
    """
    dice = random.Random(1871)  # noqa: S311 - moments, not secrets
    for _ in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), "1000000", "a"])
        while not (tmp_path / "199.txt").exists():
            time.sleep(0.01)
        time.sleep(dice.uniform(0.05, 0.3))
        writer.kill()
        writer.wait()
        assert len(generations(tmp_path)) == 1
    subprocess.run([sys.executable, "-c", WRITER, str(tmp_path), "1", "last"], check=True)
    assert generations(tmp_path) == {"last 0"}
    assert not list(tmp_path.glob(f"{STAGE_PREFIX}*/"))


def test_two_writers_at_once_do_not_mix(tmp_path: Path) -> None:
    """Both write eight generations into one folder; what stands in the end is one generation of one of them."""
    both = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), "8", name]) for name in ("a", "b")]
    assert [writer.wait() for writer in both] == [0, 0]
    assert generations(tmp_path) in ({"a 7"}, {"b 7"})


@pytest.mark.parametrize("part", [0.5, 0.85])
def test_a_disk_that_fills_up_is_said_in_a_sentence(
    part: float, mount: Callable[..., Path], first: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With room for part of a build, whoever writes then (we, GDAL, SQLite, Arrow), nothing of the earlier output is touched."""
    room = sum(path.stat().st_size for path in first.rglob("*") if path.is_file()) * part
    disk = mount(f"size={int(room)}")
    (disk / "output").mkdir()
    (disk / "output" / "index.html").write_text("earlier", encoding="utf-8")
    assert main(["build", "--geodata", str(SOUND), "--output", str(disk / "output")]) == 1
    message = capsys.readouterr().err
    assert "cannot write to" in message
    assert message.endswith("the earlier output is untouched\n")
    assert {path.name for path in (disk / "output").iterdir()} == {"index.html", LOCK}
    assert (disk / "output" / "index.html").read_text(encoding="utf-8") == "earlier"


def test_a_folder_that_may_only_be_read_is_said_in_a_sentence(
    mount: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk mounted for reading refuses even root."""
    disk = mount("size=1m,ro")
    for output in (disk, disk / "below"):
        assert main(["build", "--geodata", str(SOUND), "--output", str(output)]) == 1
        assert "Read-only file system; the earlier output is untouched" in capsys.readouterr().err


def build_elsewhere(folder: Path, output: Path, **environment: str) -> None:
    """Build a copy of the sound record from ``folder``, in a process of another environment."""
    shutil.copytree(SOUND, folder / "moved" / "record")
    command = [
        sys.executable,
        "-m",
        "semaine_map.cli",
        "build",
        "--geodata",
        "record",
        "--output",
        os.path.relpath(output, folder / "moved"),
    ]
    surroundings = {**os.environ, **environment}
    subprocess.run(command, cwd=folder / "moved", env=surroundings, stdout=subprocess.DEVNULL, check=True)


def test_the_same_record_gives_the_same_bytes_anywhere(tmp_path: Path, first: Path) -> None:
    """In another folder, on another disk, in another time zone and locale, with another hash seed: not one byte differs."""
    other_disk = Path("/dev/shm")  # noqa: S108 - a disk of its own on Linux, in memory
    with tempfile.TemporaryDirectory(dir=other_disk if other_disk.is_dir() else None) as name:
        output = Path(name) / "deep" / "output"
        paths = os.pathsep.join(str(Path(path).resolve()) for path in sys.path if path)
        build_elsewhere(
            tmp_path, output, PYTHONPATH=paths, TZ="Pacific/Apia", LC_ALL="C", PYTHONHASHSEED="1", COLUMNS="40", PYTHONUTF8="0"
        )
        assert hashes(output) == hashes(first)


def test_the_wheel_stands_on_its_own(tmp_path: Path, first: Path) -> None:
    """Built and unpacked, the wheel brings record, page and signs: it makes the same bytes, and passes tests of the core."""
    site, pip = tmp_path / "site", [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    built = [*pip, "wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path), str(ROOT)]
    subprocess.run(built, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    subprocess.run([*pip, "install", "--no-index", "--no-deps", "--target", str(site), str(wheel)], check=True)
    build_elsewhere(tmp_path, tmp_path / "output", PYTHONPATH=str(site), TZ="America/St_Johns", PYTHONHASHSEED="4242")
    assert hashes(tmp_path / "output") == hashes(first)
    core = [str(ROOT / "tests" / f"test_{name}.py") for name in ("checks", "days", "dataset", "gazetteer")]
    options = ["-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}", "-c", str(ROOT / "pyproject.toml")]
    result = subprocess.run(
        [sys.executable, "-c", TESTED, str(site), *options, *core],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_a_record_whose_writer_was_killed_is_finished_by_who_reads_it(tmp_path: Path) -> None:
    """A record that was complete but not yet moved in is whole for ``validate``, and is not written over by an import."""
    record = tmp_path / "record"
    shutil.copytree(SOUND, record)
    (record / WHOLE).mkdir()
    for name in ("events.csv", "places.csv"):
        (record / name).rename(record / WHOLE / name)
    table = tmp_path / "table.csv"
    table.write_text("date,title,lat,lon\n1871-05-24,Fire,48.86,2.35\n", encoding="utf-8")
    assert main(["import", str(table), "--into", str(record), "--no-build"]) == 1
    assert (record / "events.csv").read_bytes() == (SOUND / "events.csv").read_bytes()
    (record / WHOLE).mkdir()
    (record / "events.csv").rename(record / WHOLE / "events.csv")
    assert main(["validate", "--geodata", str(record)]) == 0
    assert not (record / WHOLE).exists()
