"""What earlier runs made in a folder: a list of files with their hashes, by which nothing else is ever overwritten or removed."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FILE = ".semaine-manifest.json"

_MARKS = {"index.html": b'id="semaine-data"', "ro-crate-metadata.json": b'"Semaine contributors"'}
"""Files that versions without a manifest made, and what stands in them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files that runs into ``folder`` made: path below it -> SHA-256.

    ``around`` are the manifests of the folders that ``folder`` lies in, and that lie in it: a kit may be written anew into the
    folder of a whole build. ``is_older`` tells that a version without manifests made what lies there. ``made_of`` has, by part
    (a folder below ``folder``; "" is all that lies in no other part), a digest of what the files of the part were made of.
    """

    folder: Path
    files: Mapping[str, str]
    around: Mapping[Path, str]
    is_older: bool
    made_of: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of ``folder``, and those around it."""
        found = [place for place in (folder, *folder.resolve().parents) if (place / FILE).is_file()]
        within = [path.parent for path in folder.glob(f"*/{FILE}")]
        around = {
            (place / name).resolve(): made
            for place in (*reversed(found), *within)
            for name, made in _listed(place / FILE).items()
        }
        older = not around and any(_holds(folder / name, mark) for name, mark in _MARKS.items())
        return cls(folder, _listed(folder / FILE), around, older, _entries(folder / FILE, "made_of"))

    def is_as_made(self, path: Path) -> bool:
        """Tell whether ``path`` is a file as an earlier run left it."""
        made = self.around.get(path.resolve())
        return made is not None and path.is_file() and digest(path) == made and not _has_edits_beside(path)

    def whole_parts(self, made_of: Mapping[str, str]) -> frozenset[str]:
        """Return those parts that would be made of the same again, and whose files are all as they were made."""
        same = {part for part, made in made_of.items() if self.made_of.get(part) == made}
        if self.made_of.keys() != made_of.keys() or not same:
            return frozenset()
        broken = {
            part
            for name, made in self.files.items()
            if (part := part_of(name, made_of)) in same and not self._stands(self.folder / name, made)
        }
        return frozenset(same - broken)

    def _stands(self, path: Path, made: str) -> bool:
        """Tell whether ``path`` is the file of the hash ``made``, and no program has left a log beside it."""
        logs = (path.with_name(path.name + ending) for ending in LOG_ENDINGS)
        return path.is_file() and digest(path) == made and not any(log.exists() for log in logs)

    def may_replace(self, path: Path, made: str) -> bool:
        """Tell whether a new file with the hash ``made`` may take the place of what is at ``path``, if anything is."""
        if not path.exists() or not path.is_file():
            return True
        return self.is_older or self.is_as_made(path) or (digest(path) == made and not _has_edits_beside(path))


LOG_ENDINGS = ("-wal", "-shm", "-journal")
"""What SQLite writes beside a database. A program that dies leaves them, and under an old log a new file cannot be read."""


def part_of(name: str, parts: Collection[str]) -> str:
    """Return which of ``parts``, folders or "" for what lies in none of them, the file ``name`` belongs to."""
    first, below, _ = name.partition("/")
    return first if below and first in parts else ""


def _has_edits_beside(path: Path) -> bool:
    """Tell whether the log beside a database holds changes that were saved but are not in the file yet."""
    log = path.with_name(f"{path.name}-wal")
    if not log.is_file() or not log.stat().st_size:
        return False
    with tempfile.TemporaryDirectory() as folder:
        copied = shutil.copy(path, folder)
        shutil.copy(log, folder)
        try:
            with closing(sqlite3.connect(copied)) as connection:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error:  # it is not the log of this file
            return False
        return digest(Path(copied)) != digest(path)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:  # of a million events, a file has more than a gigabyte
        return hashlib.file_digest(file, "sha256").hexdigest()


def _listed(path: Path) -> dict[str, str]:
    """Return what a manifest lists; one that cannot be read lists nothing, so that nothing is removed."""
    return {name: made for name, made in _entries(path, "files").items() if not _leads_out(name)}


def _entries(path: Path, key: str) -> dict[str, str]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))[key]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {name: made for name, made in entries.items() if isinstance(made, str)} if isinstance(entries, dict) else {}


def _leads_out(name: str) -> bool:
    """Tell whether a path leads out of its folder."""
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.split("/")


def _holds(path: Path, mark: bytes) -> bool:
    try:
        return mark in path.read_bytes()
    except OSError:
        return False
