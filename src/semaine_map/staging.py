"""Write files beside the old ones and swap them in only when all are complete; take away only what an earlier run made."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import OutputError
from semaine_map.manifest import FILE as MANIFEST
from semaine_map.manifest import LOG_ENDINGS, Manifest, digest, part_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from filelock import BaseFileLock

STAGE_PREFIX = ".semaine-"
WHOLE = f"{STAGE_PREFIX}whole"
"""Name of a stage once it is complete: from then on it counts, and whoever writes next finishes moving it in."""

LOCK = f"{STAGE_PREFIX}lock"
"""File by which one writer holds the folder while another waits; it stays there empty, since to remove it is a race."""

_GOES = ".goes"
"""File of a stage that lists what an earlier run made and this one did not."""


@dataclass(frozen=True, slots=True)
class Made:
    """One published file: its path below the output folder, and its size in bytes."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder to write into; when the block ends without an error, the rest says what came of it.

    Attributes:
        folder: where to write.
        made: what was published.
        kept: what stands in the output and was not made by an earlier run, or was changed since: path -> the path beside it to
            which the new file went, or None where there is no new one.
        made_of: part of the output -> digest of what its files are made of, for the manifest; emptied, all is made next time.
        whole: the parts that need not be made: what stands in the output is what would come of them.
    """

    folder: Path
    made: list[Made] = field(default_factory=list)
    kept: dict[str, str | None] = field(default_factory=dict)
    made_of: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    def write(self, name: str, text: str) -> None:
        """Write ``text`` as UTF-8, with plain line ends, to the file ``name`` of the stage."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")

    def words(self) -> list[str]:
        """Say of each file that was kept that it was, and where the new one is."""
        kept = "was not made by semaine-map, or was changed since, and stays"
        return [f"{path} {kept}" + (f"; the new one is {new}" if new else "") for path, new in self.kept.items()]


@contextmanager
def beside(
    output: Path, *, replaces: Sequence[str] = ("*",), made_of: Mapping[str, str] | None = None, fresh: bool = True
) -> Iterator[Stage]:
    """Give a fresh stage inside ``output``; at the end of the block move each of its files to its place.

    ``output`` has a manifest of what was made in it. What an earlier run made, this one did not, and matches one of the patterns
    ``replaces`` is removed. Any other file stays as it is: where one stands in the way of a new file, that goes beside it. When
    the block raises, ``output`` keeps what it held. A run that is killed while it moves its files in has them moved in by the
    next. Two writers into one folder follow each other.

    ``made_of`` has, by part of the output (a folder, or "" for what lies in no other part), a digest of what its files are made
    of. Unless all is made ``fresh``, ``stage.whole`` names the parts that the block may leave out: their files stay.

    Raises:
        OutputError: ``output`` cannot be written.
    """
    with _staged(output) as stage:
        stage.made_of.update(made_of or {})
        if not fresh:
            stage.whole.update(Manifest.read(output).whole_parts(stage.made_of))
        yield stage
        _spare(stage, output, replaces)


def _lock(folder: Path) -> BaseFileLock:
    from filelock import FileLock  # noqa: PLC0415 - a question to the terminal writes nothing, and need not wait for it

    return FileLock(folder / LOCK)


def finish(folder: Path) -> None:
    """Move in what a run had complete when it was killed; what cannot be written is left as it is."""
    if (folder / WHOLE).is_dir():
        with suppress(OSError), _lock(folder):
            _move_in(folder)


def is_current(output: Path, made_of: Mapping[str, str]) -> bool:
    """Tell whether ``output`` holds, untouched, all that would be made of the same again; a killed run is finished before.

    Like ``beside`` it waits for whoever is writing. A folder that cannot be written is not current: ``beside`` says why.
    """
    if not made_of or not ((output / MANIFEST).is_file() or (output / WHOLE).is_dir()):
        return False
    try:
        with _lock(output):
            _clear(output)
            return Manifest.read(output).whole_parts(made_of) == made_of.keys()
    except OSError:
        return False


@contextmanager
def over(folder: Path) -> Iterator[Stage]:
    """Give a stage as ``beside`` does, whose files replace those of ``folder``: tables and drawings that are the user's own.

    Raises:
        OutputError: ``folder`` cannot be written.
    """
    with _staged(folder) as stage:
        yield stage


@contextmanager
def _staged(output: Path) -> Iterator[Stage]:
    kept = "the earlier output is untouched"
    try:
        output.mkdir(parents=True, exist_ok=True)
        with _lock(output):
            _clear(output)
            with tempfile.TemporaryDirectory(prefix=STAGE_PREFIX, dir=output, ignore_cleanup_errors=True) as name:
                stage = Stage(Path(name))
                yield stage
                _complete(stage, output)
            kept = "what could not be moved to its place is moved by the next run"
            _move_in(output)
    except (OSError, sqlite3.Error, RuntimeError) as problem:
        if isinstance(problem, RuntimeError) and not isinstance(problem, _refusals_of_gdal()):
            raise
        cause = problem.strerror if isinstance(problem, OSError) else None
        reason = cause or f"{str(problem)[:120]} (is the disk full?)"
        raise OutputError(f"cannot write to {str(output)!r}: {reason}; {kept}") from problem


def _clear(output: Path) -> None:
    """Finish what a killed run had complete, and remove what it had not."""
    _move_in(output)
    for left_over in output.glob(f"{STAGE_PREFIX}*/"):
        shutil.rmtree(left_over, ignore_errors=True)


def _refusals_of_gdal() -> tuple[type[Exception], ...]:
    """Return what GDAL raises when it cannot write; it is loaded only once something has gone wrong."""
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    return DataLayerError, DataSourceError


def _spare(stage: Stage, output: Path, replaces: Sequence[str]) -> None:
    """Lead new files past what is not ours, list what goes, and write the manifest of what will then stand in ``output``."""
    manifest = Manifest.read(output)
    digests: dict[str, str] = {}
    for path in _files(stage.folder):
        name, made = path.relative_to(stage.folder).as_posix(), digest(path)
        if not manifest.may_replace(output / name, made):
            new = next(one for one in _names_beside(name) if manifest.may_replace(output / one, made))
            path.rename(stage.folder / new)
            stage.kept[name] = name = new
        digests[name] = made
    goes = []
    for name in sorted(manifest.files.keys() - digests.keys()):
        if part_of(name, stage.made_of) in stage.whole or not any(Path(name).match(pattern) for pattern in replaces):
            digests[name] = manifest.files[name]
        elif manifest.is_as_made(output / name):
            goes.append(name)
        elif (output / name).exists():
            stage.kept.setdefault(name, None)
    (stage.folder / _GOES).write_bytes(b"\0".join(map(os.fsencode, goes)))
    # Where a file of somebody else is in the way, all is made again, until it has gone.
    listed = {"files": digests, "made_of": {} if stage.kept else stage.made_of}
    stage.write(MANIFEST, json.dumps(listed, ensure_ascii=False, indent=0, sort_keys=True) + "\n")


def _names_beside(name: str) -> Iterator[str]:
    """Give ``a.new.html`` for ``a.html``, then ``a.new2.html`` …."""
    path = Path(name)
    yield path.with_name(f"{path.stem}.new{path.suffix}").as_posix()
    for n in count(2):
        yield path.with_name(f"{path.stem}.new{n}{path.suffix}").as_posix()


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _complete(stage: Stage, output: Path) -> None:
    """Note what ``stage`` holds, and declare it complete, in one step: the earlier output no longer counts.

    Raises:
        OSError: a folder of ``output`` stands where a file belongs, or a file where a folder does.
    """
    for path in sorted(stage.folder.rglob("*")):
        place = output / path.relative_to(stage.folder)
        if place.exists() and path.is_dir() != place.is_dir():
            raise OSError(errno.EEXIST, f"{place} is in the way")
    names = ((path, path.relative_to(stage.folder).as_posix()) for path in _files(stage.folder))
    stage.made.extend(Made(name, path.stat().st_size) for path, name in names if name not in (_GOES, MANIFEST))
    stage.folder.rename(output / WHOLE)


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
            for ending in LOG_ENDINGS if place.suffix == ".gpkg" else ():
                place.with_name(place.name + ending).unlink(missing_ok=True)
            path.replace(place)
    if (stage / _GOES).exists():
        for name in filter(None, (stage / _GOES).read_bytes().split(b"\0")):
            gone = Path(os.fsdecode(name))
            if not gone.is_absolute() and ".." not in gone.parts:
                (output / gone).unlink(missing_ok=True)
    shutil.rmtree(stage)
