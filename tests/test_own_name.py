"""A foreign record is published under its own name and licence, and under nobody else's."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from semaine_map.build import build, load
from semaine_map.record.bring.rows import Wishes
from semaine_map.record.bring.starter import starter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = re.compile(rb"semaine|paris\b|commune\b|versailles|communard|1871", re.IGNORECASE)
COMMANDS = re.compile(rb"semaine-map (?:export|build|validate|day|locate|describe)")
"""The program's own name may stand in a command that a reader is told to run."""

GROUND = {
    "basemap/districts.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": "Old Town"},
                    "geometry": {
                        "type": "Polygon",
                        "coordinates": [[[8.54, 47.37], [8.55, 47.37], [8.55, 47.38], [8.54, 47.38], [8.54, 47.37]]],
                    },
                }
            ],
        }
    ),
    "basemap/streets.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"name": "Mill Lane"},
                    "geometry": {"type": "LineString", "coordinates": [[8.541, 47.371], [8.543, 47.373]]},
                }
            ],
        }
    ),
    "control.csv": "control_id,day,arrondissement,status,certainty,source_id,locator\n"
    "one,1901-03-01,1,town,certain,example,p. 1\ntwo,1901-03-02,1,fleet,certain,example,p. 2\n",
    "scenes.csv": "scene_id,seq,day,part_of_day,title,text,lon,lat,zoom\n"
    "first,1,1901-03-01,,The crowd,A crowd gathers on the square.,,,\nlast,2,1901-03-03,,The fire,Fire on the square.,,,\n",
    "scene_events.csv": "scene_id,event_id,seq,words\nfirst,crowd-gathers,1,A crowd\nlast,fire-on-the-square,1,Fire\n",
    "people.csv": "person_id,name,role,side,fate,note\nann,Ann Miller,mayor,town,survived,\n",
    "participants.csv": "event_id,person_id,part\ncrowd-gathers,ann,speaks\n",
}
"""What a full record has besides: districts, streets, who held what, a story and a person."""

THEIRS = ("The village archive", "CC0", "2.3")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a starter record with a name and a licence, ground, sides and a story of its own."""
    folder = tmp_path_factory.mktemp("my-village")
    for name, text in starter("my-village", Wishes(creator=THEIRS[0], licence="CC0-1.0")).items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "atlas.toml").open("a", encoding="utf-8") as file:
        file.write('version = "2.3"\n[actors.town]\nen = "the town"\n[actors.fleet]\nen = "the fleet"\n')
    for name, text in GROUND.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    build(folder, folder / "output")
    return folder / "output"


def parts(path: Path) -> Iterator[bytes]:
    """Give the content of a file, what is packed in it included."""
    raw = path.read_bytes()
    yield raw
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from map(archive.read, archive.namelist())
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(raw)
        yield from (document[n].get_textpage().get_text_range().encode() for n in range(len(document)))
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
            try:
                yield zlib.decompress(stream)
            except zlib.error:
                continue


def test_nothing_of_the_first_record_is_in_what_is_built(built: Path) -> None:
    """Its names stand in no page, sheet or file, and in no name of a file."""
    found: dict[str, list[bytes]] = {}
    for path in sorted(built.rglob("*")):
        assert not OURS.search(path.name.encode()) or path.name.startswith("."), path
        if path.is_file() and not path.name.startswith("."):
            hits = [hit for part in parts(path) for hit in OURS.findall(COMMANDS.sub(b"", part))]
            found |= {path.name: hits} if hits else {}
    assert found == {}


def test_no_word_of_its_city_is_read(built: Path) -> None:
    """What a reader is told speaks of districts; the districts of one city have their own word in its record alone."""
    sheets = [path for path in built.rglob("*.pdf") if b"arrondissement" in b"".join(parts(path)).lower()]
    page = (built / "index.html").read_text(encoding="utf-8")
    said = re.findall(
        r"[^\"]*(?:[Aa]rrondissement|[Qq]uartier)s?\b[^\"]*", page[page.index('"texts":') : page.index('"labels":')]
    )
    assert sheets == []
    assert {one for one in said if not one.startswith("layer_")} <= {"Quartiers généraux"}
    assert list(built.rglob("*handout*")) or list(built.rglob("*story*")), "the story has its handout"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("index.html", THEIRS),
        ("gis/ro-crate-metadata.json", THEIRS),
        ("gis/*.gpkg", THEIRS),
        ("gis/*.jsonld", (THEIRS[0], "CC0")),
        ("gis/*.kmz", (THEIRS[0], "CC0")),
        ("gis/*.qgz", (THEIRS[0], "CC0")),
        ("sheets/en/week.pdf", (THEIRS[0], "2.3")),
    ],
)
def test_its_own_name_and_licence_stand_in_each(built: Path, name: str, words: tuple[str, ...]) -> None:
    """Page, crate, GeoPackage, JSON-LD, KMZ, QGIS project and the data of the sheets."""
    (path,) = built.glob(name)
    whole = b"\n".join(parts(path))
    for word in words:
        assert word.encode() in whole, word


def test_a_record_without_a_licence_gets_none(tmp_path: Path) -> None:
    """Nothing is licensed in another's name."""
    for name, text in starter("my-village", Wishes()).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    week = load(tmp_path).week
    assert (week.licence, week.creator, week.version, week.licence_address) == ("", "", "", "")
