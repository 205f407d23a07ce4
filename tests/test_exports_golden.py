"""The kit of the little record as text, as it was when somebody last looked at it: a change of it is seen, line by line.

After a change that is meant: ``GOLDEN=keep python -m pytest tests/test_exports_golden.py``, and look at what ``git diff`` shows.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from xml.dom import minidom

import pytest

from semaine_map import exports
from semaine_map.exports import tiles
from semaine_map.exports.qgis import styles
from semaine_map.version import __version__

if TYPE_CHECKING:
    from semaine_map.history.dataset import Dataset

KEPT = Path(__file__).parent / "golden" / "kit"
MOST_LINES = 40
"""Of a difference; the rest is more of the same."""


def same(name: str, text: str) -> None:
    """Compare ``text`` with what is kept under ``name``, or keep it."""
    file = KEPT / name
    text = text.replace(__version__, "VERSION").rstrip() + "\n"
    if os.environ.get("GOLDEN") == "keep":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    kept = file.read_text(encoding="utf-8")
    if text != kept:
        lines = list(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm="", n=1))
        pytest.fail("\n".join([f"{name} is not what it was", *lines[:MOST_LINES]]))


def indented(xml: str) -> str:
    """Return XML with a line an element."""
    return "\n".join(line for line in minidom.parseString(xml).toprettyxml(indent=" ").splitlines() if line.strip())  # noqa: S318 - our own


@pytest.fixture(scope="module")
def little(sound: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the kit of the little record in the formats that are text, or hold some."""
    folder = tmp_path_factory.mktemp("little")
    exports.write(exports.gather(sound), folder, ("csv", "gpkg", "jsonld", "kmz", "qgz", "sld"))
    return folder


def test_tables_and_layers_have_the_cells_that_they_had(little: Path) -> None:
    """Every CSV with its types: one after the other, as they stand."""
    files = sorted([*(little / "csv").glob("*.csv"), *(little / "csv").glob("*.csvt")])
    same("tables.txt", "".join(f"== {file.name}\n{file.read_text(encoding='utf-8-sig')}" for file in files))


def test_the_kit_is_described_as_it_was(little: Path) -> None:
    """The page for people, the descriptor for programs, and the crate without the sizes and hashes of its files."""
    same("README.md", (little / "README.md").read_text(encoding="utf-8"))
    same("datapackage.json", (little / "datapackage.json").read_text(encoding="utf-8"))
    crate = (little / "ro-crate-metadata.json").read_text(encoding="utf-8")
    same("ro-crate-metadata.json", re.sub(r'("(?:contentSize|sha256)": )"[^"]*"', r'\1"…"', crate))
    (geopackage,) = little.glob("*.gpkg")
    with closing(sqlite3.connect(geopackage)) as connection:
        columns = connection.execute("SELECT * FROM gpkg_data_columns WHERE table_name IN ('events', 'versions')").fetchall()
        metadata = connection.execute("SELECT * FROM gpkg_metadata").fetchall()
    same("geopackage.txt", "\n".join(map(str, columns + metadata)))


def test_places_are_linked_as_they_were(little: Path) -> None:
    """The places in the Linked Places format, and their context."""
    (file,) = little.glob("*.jsonld")
    same("places.json", json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False, indent=1))


def test_a_globe_is_shown_what_it_was(little: Path) -> None:
    """The document of the KMZ, and the names of its pictures."""
    (file,) = little.glob("*.kmz")
    with zipfile.ZipFile(file) as archive:
        same("doc.kml", indented(archive.read("doc.kml").decode("utf-8")))
        same("pictures.txt", "\n".join(archive.namelist()))


def test_the_project_of_qgis_is_what_it_was(little: Path) -> None:
    """All of it but the sheets after the first, which differ by their day."""
    (file,) = little.glob("*.qgz")
    with zipfile.ZipFile(file) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    sheets = re.findall(r"<Layout\b.*?</Layout>", text, flags=re.DOTALL)
    for sheet in sheets[1:]:
        text = text.replace(sheet, "")
    same("project.xml", indented(re.sub(r"<spatialrefsys\b.*?</spatialrefsys>", "<spatialrefsys/>", text, flags=re.DOTALL)))


def test_every_layer_is_styled_as_it_was(kit: exports.Kit) -> None:
    """The styles of QGIS for all the layers that the Bloody Week has; the little record has but a few."""
    same("styles.xml", "\n".join(f"<!-- {name} -->\n{styles.qml(style)}" for name, style in styles.of(kit).items()))


def test_map_servers_and_web_maps_are_given_the_styles_that_they_were(little: Path, sound: Dataset) -> None:
    """SLD, and the style of MapLibre."""
    files = sorted((little / "sld").glob("*.sld"))
    same("styles.sld", "\n".join(f"<!-- {file.name} -->\n{indented(file.read_text(encoding='utf-8'))}" for file in files))
    same("style.json", json.dumps(tiles.style(exports.gather(sound)), ensure_ascii=False, indent=1))
