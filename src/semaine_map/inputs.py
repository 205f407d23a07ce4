"""What the files of a build are made of, as digests: by them the next build knows what it need not make again."""

from __future__ import annotations

import hashlib
import re
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.manifest import digest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parent

PARTS = {"": "page", "gis": "exports", "sheets": "sheets"}
"""Folder of the output ("" for all that lies in no other) -> the room of this package that alone writes it.

These rooms know nothing of one another, as ``make lint`` holds: a change in one leaves what the others write as it is.
"""

SITE = "site"
"""Folder, and room, of the part that is made only where an address is named for it."""


def digests(record: Path, *options: object, address: str | None = None) -> dict[str, str]:
    """Return, by the keys of ``PARTS``, a digest of all that each part is made of: record, package, libraries and ``options``.

    With the ``address`` of a site also that of ``SITE``, whose pages are made of it too.

    Every file counts that lies in the folder ``record`` or below its ``basemap/`` or ``fonts/``, whether it is read or not.
    Nothing is returned where a file cannot be read or the libraries cannot be told, so that everything is made.
    """
    try:
        common = [repr(options), sys.version, record.resolve().name, *_versions("semaine-map")]
        common += [*_hashes(record, "*"), *_hashes(record, "basemap/**/*"), *_hashes(record, "fonts/**/*")]
        package = [(room.partition("/")[0], line) for room, line in _package()]
    except (OSError, metadata.PackageNotFoundError):
        return {}
    rooms = {*PARTS.values(), SITE}
    made_of = {part: _sum(common, package, rooms - {own}) for part, own in PARTS.items()}
    return made_of | ({SITE: _sum([*common, address], package, rooms - {SITE})} if address else {})


def _sum(common: list[str], package: list[tuple[str, str]], others: set[str]) -> str:
    lines = [*common, *(line for room, line in package if room not in others)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _package() -> Iterator[tuple[str, str]]:
    """Give the path of each file of this package, and that with its hash."""
    for line in _hashes(PACKAGE, "**/*"):
        if "__pycache__" not in line:
            yield line, line


def _hashes(folder: Path, pattern: str) -> Iterator[str]:
    """Give path and hash of the files of ``folder`` that match ``pattern``."""
    for path in sorted(folder.glob(pattern)):
        if path.is_file():
            yield f"{path.relative_to(folder).as_posix()} {digest(path)}"


def _versions(name: str) -> Iterator[str]:
    """Give name and version of each library that ``name`` runs on, direct or not; empty for one that is not installed.

    Raises:
        PackageNotFoundError: ``name`` itself is not installed.
    """
    waiting, seen = [name, *_needs(metadata.distribution(name))], {name}
    yield f"{name} {metadata.version(name)}"
    while waiting:
        one = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if one not in seen:
            seen.add(one)
            try:
                found = metadata.distribution(one)
            except metadata.PackageNotFoundError:
                yield f"{one} -"
            else:
                yield f"{one} {found.version}"
                waiting += _needs(found)


def _needs(found: metadata.Distribution) -> list[str]:
    """Return the names of what a library asks for, extras left out."""
    names = (re.match(r"[\w.-]+", one) for one in found.requires or () if "extra ==" not in one)
    return [name[0] for name in names if name]
