"""Write a QGIS project that shows the GeoPackage beside it, styled as the GeoPackage is by itself.

No library writes QGIS projects without QGIS, and QGIS never writes the same bytes twice; so the project is filled into
templates of ours (``project.xml``, ``layer.xml``, ``layout.xml``), styled by ``styles`` and zipped with fixed times.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from semaine_map.exports.qgis import project, styles

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.exports.kit import Kit

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip archive can hold."""


def write_all(kit: Kit, folder: Path) -> None:
    """Write the project of ``kit`` into ``folder``, for the GeoPackage that ``geopackage`` writes there."""
    write(project.text(kit, styles.of(kit)), folder / f"{kit.week.name}.qgz")


def write(text: str, path: Path) -> None:
    """Write ``text``, a QGIS project, to ``path`` as a ``.qgz``; the same text gives the same bytes."""
    entry = zipfile.ZipInfo(f"{path.stem}.qgs", EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, text.encode("utf-8"), compresslevel=9)
