"""The kit of the little record as text, as it was when somebody last looked at it: a change of it is seen, line by line.

After a change that is meant: ``GOLDEN=keep python -m pytest tests/test_exports_golden.py``, and look at what ``git diff`` shows.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zipfile
from contextlib import closing
from typing import TYPE_CHECKING
from xml.dom import minidom

import pytest

from semaine_map import exports
from semaine_map.build import load
from semaine_map.exports import linked_places, sld, tiles
from semaine_map.exports.qgis import project, styles
from tests.kept import same

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semaine_map.history.dataset import Dataset


def indented(xml: str) -> str:
    """Return XML with a line an element."""
    return "\n".join(line for line in minidom.parseString(xml).toprettyxml(indent=" ").splitlines() if line.strip())  # noqa: S318 - our own


@pytest.fixture(scope="module")
def little(sound: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the kit of the little record in the formats that are text, or hold some."""
    folder = tmp_path_factory.mktemp("little")
    made = exports.write(exports.gather(sound), folder, ("geojson", "csv", "gpkg", "jsonld", "kmz", "qgz"))
    assert made[:-3] == sorted(made[:-3]), "files are named in order, before those that describe them"
    return folder


def test_tables_and_layers_have_the_cells_that_they_had(little: Path) -> None:
    """Every CSV with its types: one after the other, as they stand."""
    files = sorted([*(little / "csv").glob("*.csv"), *(little / "csv").glob("*.csvt")])
    same("kit/tables.txt", "".join(f"== {file.name}\n{file.read_text(encoding='utf-8-sig')}" for file in files))


def test_the_kit_is_described_as_it_was(little: Path) -> None:
    """The page for people, the descriptor for programs, and the crate without the sizes and hashes of its files."""
    same("kit/README.md", (little / "README.md").read_text(encoding="utf-8"))
    same("kit/datapackage.json", (little / "datapackage.json").read_text(encoding="utf-8"))
    crate = (little / "ro-crate-metadata.json").read_text(encoding="utf-8")
    same("kit/ro-crate-metadata.json", re.sub(r'("(?:contentSize|sha256)": )"[^"]*"', r'\1"…"', crate))
    (geopackage,) = little.glob("*.gpkg")
    with closing(sqlite3.connect(geopackage)) as connection:
        columns = connection.execute("SELECT * FROM gpkg_data_columns WHERE table_name IN ('events', 'versions')").fetchall()
        metadata = connection.execute("SELECT * FROM gpkg_metadata").fetchall()
    same("kit/geopackage.txt", "\n".join(map(str, columns + metadata)))


def test_places_are_linked_as_they_were(little: Path) -> None:
    """The places in the Linked Places format, and their context."""
    (file,) = little.glob("*.jsonld")
    same("kit/places.json", json.dumps(json.loads(file.read_text(encoding="utf-8")), ensure_ascii=False, indent=1))


def test_a_globe_is_shown_what_it_was(little: Path) -> None:
    """The document of the KMZ, and the names of its pictures."""
    (file,) = little.glob("*.kmz")
    with zipfile.ZipFile(file) as archive:
        same("kit/doc.kml", indented(archive.read("doc.kml").decode("utf-8")))
        same("kit/pictures.txt", "\n".join(archive.namelist()))


def test_the_project_of_qgis_is_what_it_was(little: Path) -> None:
    """All of it but the sheets after the first, which differ by their day."""
    (file,) = little.glob("*.qgz")
    with zipfile.ZipFile(file) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    sheets = re.findall(r"<Layout\b.*?</Layout>", text, flags=re.DOTALL)
    for sheet in sheets[1:]:
        text = text.replace(sheet, "")
    same("kit/project.xml", indented(re.sub(r"<spatialrefsys\b.*?</spatialrefsys>", "<spatialrefsys/>", text, flags=re.DOTALL)))


def test_geojson_has_the_members_that_it_had(little: Path) -> None:
    """Every layer of the little record, member by member."""
    files = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(little.glob("*.geojson"))}
    same("kit/layers.json", json.dumps(files, ensure_ascii=False, indent=1))


def test_every_layer_is_styled_and_listed_as_it_was(kit: exports.Kit, tmp_path: Path) -> None:
    """For all the layers that the Bloody Week has: QGIS with its tree and its relations, SLD, and the style of MapLibre."""
    own = styles.of(kit)
    same("kit/styles.xml", "\n".join(f"<!-- {name} -->\n{styles.qml(style)}" for name, style in own.items()))
    text = project.text(kit, own)
    parts = re.findall(r"<(?:layer-tree-(?:group|layer)|relation|fieldRef)\b[^>]*>", text)
    same("kit/tree.xml", "\n".join(parts))
    sld.write_all(kit, tmp_path)
    files = sorted(tmp_path.rglob("*.sld"))
    same("kit/styles.sld", "\n".join(f"<!-- {file.name} -->\n{indented(file.read_text(encoding='utf-8'))}" for file in files))
    same("kit/style.json", json.dumps(tiles.style(kit), ensure_ascii=False, indent=1))


def test_every_column_has_the_type_that_it_had(kit: exports.Kit) -> None:
    """What ``semaine_map.load`` hands to a notebook: dates, whole numbers, categories, text."""
    words = {"datetime64": "date", "category": "category", "Int": "integer", "int": "integer", "float": "number", "bool": "truth"}

    def word(dtype: object) -> str:
        return next((said for begun, said in words.items() if str(dtype).startswith(begun)), "text")

    lines = [f"{name}.{column}: {word(dtype)}" for name in kit for column, dtype in kit[name].dtypes.items()]
    same("kit/types.txt", "\n".join(lines))


def test_a_place_has_its_class_and_its_type_in_the_words_of_others(kit: exports.Kit) -> None:
    """GeoNames: ways are R, districts A, parks L, islands T, all else S; streets and churches have a term of the thesaurus."""
    features = linked_places.collection(kit)["features"]
    classes = {feature["types"][0]["identifier"].partition("/")[2]: feature["properties"]["fclasses"][0] for feature in features}
    ways = {"street", "quay", "bridge", "crossing", "passage", "railway", "square"}
    others = {"district": "A", "park": "L", "island": "T"}
    assert classes == {kind: "R" if kind in ways else others.get(kind, "S") for kind in classes}
    assert set(classes) > {"street", "quay", "bridge", "crossing", "square", "park", "district", "church", "address"}
    terms = {feature["types"][1]["identifier"][-9:] for feature in features if len(feature["types"]) > 1}
    assert terms == {"300008247", "300007466"}


def test_a_position_of_many_decimals_is_written_to_the_metre(copy_record: Callable[..., Path]) -> None:
    """Five decimals, whatever a record has: a centimetre would be a promise that nobody can keep."""
    folder = copy_record()
    file = folder / "places.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("2.33500,48.86200", "2.3351234,48.8621234"), encoding="utf-8")
    places = linked_places.collection(exports.gather(load(folder)))["features"]
    assert [2.33512, 48.86212] in [place["geometry"]["coordinates"] for place in places]
