"""The fonts that a record names for scripts that those of the sheets do not have (``[fonts]`` of ``atlas.toml``)."""

from __future__ import annotations

from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from semaine_map.errors import Fault, shown
from semaine_map.record.files import read_bytes
from semaine_map.record.settings_faults import FILE, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semaine_map.record.settings import Week

_TRUETYPE = (b"\x00\x01\x00\x00", b"true", b"ttcf")


def paths(week: Week, folder: Path) -> dict[str, Path]:
    """Return the file of each font of ``week`` by its name; those that are not there are left out."""
    found = {name: _path(value, folder) for name, value in week.fonts.items()}
    return {name: path for name, path in found.items() if path is not None}


def faults(week: Week, folder: Path) -> Iterator[Fault]:
    """Find the fonts of ``week`` that are not there or that no sheet can hold."""
    for name, value in week.fonts.items():
        path = _path(value, folder)
        if path is None:
            reason = f"{shown(value)} is neither a file (looked for in the folder of the record) nor one of an installed package"
        elif not _is_truetype(path):
            reason = f"{shown(value)} is no TrueType font, which alone a sheet can hold: take the .ttf of the same font"
        else:
            continue
        text = read_bytes(folder / FILE, FILE)
        yield Fault(FILE, 1 if isinstance(text, Fault) else Lines(text.decode("utf-8")).of(name), f"fonts.{name}", reason)


def _is_truetype(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in _TRUETYPE


def _path(value: str, folder: Path) -> Path | None:
    """Return the file that ``value`` names: a path, from the folder of the record on, or ``package/File.ttf``."""
    path = folder / Path(value).expanduser()
    if path.is_file():
        return path
    package, _, file = value.partition("/")
    found = util.find_spec(package) if file and package.isidentifier() else None
    roots = [Path(root) for root in (found.submodule_search_locations or ())] if found else []
    return next((path for root in roots for path in sorted(root.rglob(file.rpartition("/")[2].replace("[", "[[]")))), None)
