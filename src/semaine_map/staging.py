"""Write files beside the old ones and swap them in only when all are complete."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

if sys.platform != "win32":
    import fcntl

STAGE_PREFIX = ".semaine-"
WHOLE = f"{STAGE_PREFIX}whole"
"""Name of a stage once it is complete: from then on it counts, and whoever writes next finishes moving it in."""

_GOES = ".goes"
"""File of a stage that lists what an earlier run made and this one did not."""


@dataclass(frozen=True, slots=True)
class Made:
    """One published file: its path below the output folder, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder to write into; when the block ends without an error, ``made`` lists what was published from it."""

    folder: Path
    made: list[Made] = field(default_factory=list)

    def write(self, name: str, text: str) -> None:
        """Write ``text`` as UTF-8, with plain line ends, to the file ``name`` of the stage."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def beside(output: Path, *, replaces: Sequence[str]) -> Iterator[Stage]:
    """Give a fresh stage inside ``output``; at the end of the block move each of its files to its place.

    ``replaces`` are patterns of what an earlier run made: files that match and were not made again are removed. When the block
    raises, ``output`` keeps what it held. A run that is killed while it moves its files in has them moved in by the next. Two
    writers into one folder follow each other.

    Raises:
        OutputError: ``output`` cannot be written.
    """
    kept = "the earlier output is untouched"
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _alone(output):
            _move_in(output)
            for left_over in output.glob(f"{STAGE_PREFIX}*"):  # of a build that was killed
                shutil.rmtree(left_over, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=STAGE_PREFIX, dir=output, ignore_cleanup_errors=True) as name:
                stage = Stage(Path(name))
                yield stage
                stage.made.extend(_complete(stage.folder, output, replaces))
            kept = "what could not be moved to its place is moved by the next run"
            _move_in(output)
    except (OSError, sqlite3.Error, RuntimeError) as problem:
        if isinstance(problem, RuntimeError) and not isinstance(problem, _refusals_of_gdal()):
            raise
        told = problem.strerror if isinstance(problem, OSError) else None
        reason = told or f"{str(problem)[:120]} (is the disk full?)"
        raise OutputError(f"cannot write to {str(output)!r}: {reason}; {kept}") from problem


def _refusals_of_gdal() -> tuple[type[Exception], ...]:
    """Return what GDAL raises when it cannot write; it is loaded only once something has gone wrong."""
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    return DataLayerError, DataSourceError


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this process; another one waits its turn."""
    if sys.platform == "win32":  # a folder cannot be opened there
        yield
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _complete(stage: Path, output: Path, replaces: Sequence[str]) -> list[Made]:
    """Note what ``stage`` holds and what goes, and declare it complete, in one step: the earlier output no longer counts.

    Raises:
        OSError: a folder of ``output`` stands where a file belongs, or a file where a folder does.
    """
    inside = sorted(stage.rglob("*"))
    for path in inside:
        place = output / path.relative_to(stage)
        if place.exists() and path.is_dir() != place.is_dir():
            raise OSError(errno.EEXIST, f"{place} is in the way")
    made = [Made(path.relative_to(stage).as_posix(), path.stat().st_size) for path in inside if path.is_file()]
    earlier = {path.relative_to(output) for pattern in replaces for path in output.glob(pattern) if not path.is_dir()}
    goes = sorted(earlier - {Path(one.path) for one in made})
    (stage / _GOES).write_bytes(b"\0".join(map(os.fsencode, goes)))
    stage.rename(output / WHOLE)
    return made


def _move_in(output: Path) -> None:
    """Move each file of a complete stage to its place, each in one step; begin or go on, as it may be."""
    stage = output / WHOLE
    if not stage.is_dir():
        return
    for path in sorted(stage.rglob("*")):
        place = output / path.relative_to(stage)
        if path.is_dir():
            place.mkdir(exist_ok=True)
        elif path != stage / _GOES:
            path.replace(place)
    if (stage / _GOES).exists():
        for name in filter(None, (stage / _GOES).read_bytes().split(b"\0")):
            gone = Path(os.fsdecode(name))
            if not gone.is_absolute() and ".." not in gone.parts:
                (output / gone).unlink(missing_ok=True)
    shutil.rmtree(stage)
