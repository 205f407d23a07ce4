"""Write files beside the old ones and swap them in only when all are complete."""

from __future__ import annotations

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

    Each move is atomic. ``replaces`` are patterns of what an earlier run made: files that match and were not made again are
    removed. When the block raises, ``output`` keeps what it held. Two writers into one folder follow each other.

    Raises:
        OutputError: ``output`` cannot be written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _alone(output):
            for left_over in output.glob(f"{STAGE_PREFIX}*"):  # of a build that was killed
                shutil.rmtree(left_over, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=STAGE_PREFIX, dir=output, ignore_cleanup_errors=True) as name:
                stage = Stage(Path(name))
                yield stage
                stage.made.extend(_swap_in(stage.folder, output, replaces))
    except (OSError, sqlite3.Error, RuntimeError) as problem:
        if isinstance(problem, RuntimeError) and not isinstance(problem, _refusals_of_gdal()):
            raise
        told = problem.strerror if isinstance(problem, OSError) else None
        reason = told or f"{str(problem)[:120]} (is the disk full?)"
        raise OutputError(f"cannot write to {str(output)!r}: {reason}; the earlier output is untouched") from problem


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


def _swap_in(stage: Path, output: Path, replaces: Sequence[str]) -> list[Made]:
    files = sorted(path for path in stage.rglob("*") if path.is_file())
    made = [Made(path.relative_to(stage).as_posix(), path.stat().st_size) for path in files]
    for one in made:
        (output / one.path).parent.mkdir(parents=True, exist_ok=True)
        (stage / one.path).replace(output / one.path)
    kept = {output / one.path for one in made}
    for pattern in replaces:
        for old in output.glob(pattern):
            if old not in kept:
                old.unlink()
    return made
