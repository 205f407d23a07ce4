"""Readers that no one here wrote find the same rows, days and places in every format."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import frictionless
import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pytest
from fastkml.validator import get_schema_parser
from lxml import etree
from pyld import jsonld
from rocrate.rocrate import ROCrate

from semaine_map import exports
from semaine_map.exports import linked_places
from semaine_map.exports.kml import LAYERS as IN_KML
from semaine_map.history.dataset import records
from semaine_map.record import reading
from semaine_map.record.tables import rows_of
from tests.conftest import with_columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import duckdb

    from semaine_map.history.dataset import Dataset

needs_gdal = pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="needs ogrinfo and ogr2ogr: install gdal-bin")
KML = "{http://www.opengis.net/kml/2.2}"

Rows = dict[str, tuple[str, str, float, float]]
"""Id of an event -> first day, last day, longitude and latitude."""


def gpkg(gis: Path) -> Path:
    """Return the one GeoPackage of the kit."""
    return next(gis.glob("*.gpkg"))


def expected(kit: exports.Kit) -> Rows:
    """Return the events as the record has them."""
    return {
        row["id"]: (row["start"], row["end"] or "", round(row["geometry"].x, 5), round(row["geometry"].y, 5))
        for row in records(kit.text["events"])
    }


def of_layer(frame: gpd.GeoDataFrame) -> Rows:
    """Return the events of a frame that geopandas read."""

    def day(value: str | date | None) -> str:
        return "" if pd.isna(value) else str(value)[:10]

    cells = zip(frame["id"], frame["start"], frame["end"], frame.geometry.x, frame.geometry.y, strict=True)
    return {name: (day(start), day(end), round(x, 5), round(y, 5)) for name, start, end, x, y in cells}


@pytest.mark.parametrize("file", ["*.gpkg", "events.geojson", "flatgeobuf/events.fgb", "csv/events.csv"])
def test_geopandas_reads_the_same_events(file: str, gis: Path, kit: exports.Kit) -> None:
    """Ids, days and positions are those of the record, whichever file GDAL is given."""
    path = next(gis.glob(file))
    read = gpd.read_file(path, layer="events" if path.suffix == ".gpkg" else None)
    assert of_layer(read) == expected(kit)


def test_geopandas_reads_the_same_events_from_parquet(gis: Path, kit: exports.Kit) -> None:
    """The same through pyarrow."""
    assert of_layer(gpd.read_parquet(gis / "parquet" / "events.parquet")) == expected(kit)


def test_geoparquet_says_its_version_and_covering(gis: Path, kit: exports.Kit) -> None:
    """Version 1.1 with a box column, by which a reader skips what lies elsewhere; dates are dates."""
    for path in sorted((gis / "parquet").glob("*.parquet")):
        schema = pq.read_schema(path)
        if path.stem in kit.tables:
            continue
        geo = json.loads(schema.metadata[b"geo"])
        assert geo["version"] == "1.1.0"
        assert geo["columns"]["geometry"]["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
        for day in ("start", "end", "day"):
            assert str(schema.field(day).type) == "date32[day]", path.name
    west = gpd.read_parquet(gis / "parquet" / "events.parquet", bbox=(2.2, 48.8, 2.3, 48.9))
    assert 0 < len(west) < len(gpd.read_parquet(gis / "parquet" / "events.parquet"))


def test_duckdb_reads_the_same_events(spatial: duckdb.DuckDBPyConnection, gis: Path, kit: exports.Kit) -> None:
    """From GeoPackage, GeoParquet and FlatGeobuf; in the first two, days are dates."""
    sources = {
        f"st_read('{gpkg(gis)}', layer='events')": "geom",
        f"'{gis}/parquet/events.parquet'": "geometry",
        f"st_read('{gis}/flatgeobuf/events.fgb')": "geom",
    }
    for source, geometry in sources.items():
        asked = f"SELECT id, start::text, coalesce(\"end\"::text, ''), st_x({geometry}), st_y({geometry}) FROM {source}"  # noqa: S608 - our own files
        rows = spatial.execute(asked).fetchall()
        assert {name: (start, end, round(x, 5), round(y, 5)) for name, start, end, x, y in rows} == expected(kit), source
        types = dict(row[:2] for row in spatial.execute(f"DESCRIBE SELECT * FROM {source}").fetchall())  # noqa: S608 - the same
        assert types["start"] == ("VARCHAR" if source.endswith("fgb')") else "DATE")
        assert types["start_at"].startswith("TIMESTAMP")


@needs_gdal
def test_ogrinfo_reads_every_file_without_a_warning(gis: Path, kit: exports.Kit) -> None:
    """GDAL as Debian has it says nothing on its error channel, and counts what the record counts."""
    files = [path for path in sorted(gis.rglob("*")) if path.suffix in (".gpkg", ".kmz", ".fgb", ".geojson", ".csv")]
    assert len(files) > 40
    for path in files:
        result = subprocess.run(["ogrinfo", "-q", "-ro", "-al", str(path)], capture_output=True, check=True)  # noqa: S607 - found above
        assert not result.stderr, (path.name, result.stderr.decode()[:300])
        if path.suffix in (".fgb", ".geojson") and path.parent.name != "days":
            assert result.stdout.count(b"OGRFeature(") == len(kit.text[path.stem]), path.name


@needs_gdal
def test_ogrinfo_sees_dates_moments_descriptions_and_an_index(gis: Path) -> None:
    """What a GIS needs to filter, play and explain a layer is in the GeoPackage."""
    result = subprocess.run(["ogrinfo", "-ro", "-so", str(gpkg(gis)), "events"], capture_output=True, text=True, check=True)  # noqa: S607
    for line in ("start: Date", "end: Date", "day: Date", "start_at: DateTime", "end_at: DateTime", "uncertainty_m: Integer"):
        assert line in result.stdout
    assert "DESCRIPTION=What happened" in result.stdout
    asked = ["ogrinfo", "-ro", "-q", str(gpkg(gis)), "-sql", "SELECT HasSpatialIndex('events', 'geom')"]
    assert "HasSpatialIndex (Integer) = 1" in subprocess.run(asked, capture_output=True, text=True, check=True).stdout


@needs_gdal
def test_ogr2ogr_carries_the_geopackage_over(gis: Path, kit: exports.Kit, tmp_path: Path) -> None:
    """Converted by GDAL into another format, rows and days are still the same."""
    target = tmp_path / "events.sqlite"
    command = ["ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=NO", str(target), str(gpkg(gis)), "events"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not result.stderr
    with closing(sqlite3.connect(target)) as connection:
        rows = connection.execute("SELECT id, start, coalesce(\"end\", '') FROM events").fetchall()
    assert {name: (start[:10], end[:10]) for name, start, end in rows} == {key: row[:2] for key, row in expected(kit).items()}


def test_the_geopackage_is_one_by_the_book(gis: Path, kit: exports.Kit) -> None:
    """Version 1.3, sound pages, every column explained, every table a layer or attributes, days at both ends of the day."""
    with closing(sqlite3.connect(f"file:{gpkg(gis)}?mode=ro", uri=True)) as connection:

        def ask(statement: str) -> list[Any]:
            return connection.execute(statement).fetchall()

        assert ask("PRAGMA user_version") == [(10300,)]
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert not ask("PRAGMA foreign_key_check")
        contents = dict(ask("SELECT table_name, data_type FROM gpkg_contents"))
        assert {name for name, kind in contents.items() if kind == "features"} == set(kit.distinct)
        assert {name for name, kind in contents.items() if kind == "attributes"} >= set(kit.tables)
        assert not ask("SELECT table_name FROM gpkg_contents WHERE description IS NULL OR description = ''")
        described = set(ask("SELECT table_name, column_name FROM gpkg_data_columns WHERE description <> ''"))
        for name in (*kit.distinct, *kit.tables):
            own = {column for _, column, *_ in ask(f"PRAGMA table_info({name})")} - {"fid", "geom"}
            assert {(name, column) for column in own} <= described
        assert ask("SELECT DISTINCT substr(start_at, 11, 9), substr(end_at, 11, 9) FROM events") == [("T00:00:00", "T23:59:59")]
        assert {row[0] for row in ask("SELECT DISTINCT last_change FROM gpkg_contents")} == {
            f"{kit.week.record_date}T00:00:00.000Z"
        }


def test_frictionless_accepts_the_record() -> None:
    """The data package of `geodata/` describes its tables as they are: types, keys and references."""
    report = frictionless.validate(str(reading.find_geodata() / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:10]


def test_frictionless_accepts_the_kit(gis: Path) -> None:
    """The descriptor in the kit describes each CSV file as it is: names, types, keys."""
    report = frictionless.validate(str(gis / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])[:10]


@needs_gdal
def test_a_csv_has_types_a_system_and_coordinates(gis: Path) -> None:
    """GDAL finds dates, whole numbers and the reference system; whoever reads without it finds lon and lat."""
    asked = ["ogrinfo", "-ro", "-so", str(gis / "csv" / "events.csv"), "events"]
    result = subprocess.run(asked, capture_output=True, text=True, check=True)
    for line in ("start: Date", "start_at: DateTime", "uncertainty_m: Integer", "lon: Real", 'ID["EPSG",4326]'):
        assert line in result.stdout, line
    with (gis / "csv" / "events.csv").open(encoding="utf-8-sig") as file:
        assert file.readline().rstrip().endswith("lon,lat,WKT")


def test_r_finds_every_geometry_valid_on_the_sphere(gis: Path) -> None:
    """R's sf reckons on the sphere, where a ring that is valid in the plane can cross itself."""
    rscript = shutil.which("Rscript")
    if rscript is None or subprocess.run([rscript, "-e", "library(sf)"], capture_output=True, check=False).returncode:
        pytest.skip("R's sf is not installed here, so the kit was not opened in it (Debian: apt-get install r-cran-sf)")
    asked = """
      suppressMessages(library(sf))
      file <- commandArgs(TRUE)[1]
      for (name in st_layers(file)$name) {
        read <- suppressWarnings(st_read(file, name, quiet = TRUE))
        if (inherits(read, "sf")) cat(name, nrow(read), sum(!st_is_valid(read)), "\\n")
      }
    """
    output = subprocess.run([rscript, "-e", asked, str(gpkg(gis))], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in output.splitlines()]
    assert len(rows) > 15
    assert [name for name, _, wrong in rows if wrong != "0"] == []


def test_the_kmz_is_kml_by_its_schema(gis: Path, kit: exports.Kit) -> None:
    """Valid against the OGC's schema; every picture that a style names is in the archive; events have their days."""
    with zipfile.ZipFile(next(gis.glob("*.kmz"))) as archive:
        names = set(archive.namelist())
        text = archive.read("doc.kml")
        assert b"kml:" not in text.partition(b"<Document")[0].replace(
            b"/kml/", b""
        )  # readers in browsers look for plain Placemark
        tree = etree.fromstring(text)
        assert archive.namelist()[0] == "doc.kml"
    schema = get_schema_parser()
    assert schema.validate(tree), schema.error_log
    shown = {icon.text for icon in tree.iter(f"{KML}href")}
    assert shown == names - {"doc.kml"}
    marks = {mark.get("id"): mark for mark in tree.iter(f"{KML}Placemark")}
    assert len(marks) == sum(len(kit.text[name]) for name in IN_KML)
    for row in kit.text["events"].to_dict("records"):
        mark = marks[f"events.{row['id']}"]
        assert mark.findtext(f"{KML}TimeSpan/{KML}begin") == row["start"]
        assert mark.findtext(f"{KML}TimeSpan/{KML}end") == row["end_at"][:10]
        lon, lat = map(float, mark.findtext(f"{KML}Point/{KML}coordinates").split(",")[:2])
        assert (lon, lat) == (round(row["geometry"].x, 5), round(row["geometry"].y, 5))


TO_GEOJSON = """
import { readFileSync } from 'node:fs';
import { DOMParser } from '@xmldom/xmldom';
import { kml } from '@tmcw/togeojson';
const read = kml(new DOMParser().parseFromString(readFileSync(0, 'utf8'), 'text/xml'));
console.log(JSON.stringify(read.features.map((one) => [one.properties.name, one.properties.timespan?.begin ?? null])));
"""


def test_togeojson_finds_every_placemark(gis: Path, kit: exports.Kit) -> None:
    """The reader that web maps use sees as many features as there are, with the days of the dated ones."""
    root = Path(__file__).parent.parent
    if shutil.which("node") is None or not (root / "node_modules" / "@tmcw" / "togeojson").exists():
        pytest.skip("needs node and @tmcw/togeojson: run npm install")
    with zipfile.ZipFile(next(gis.glob("*.kmz"))) as archive:
        document = archive.read("doc.kml").decode()
    command = ["node", "--input-type=module", "-e", TO_GEOJSON]
    ran = subprocess.run(command, input=document, capture_output=True, text=True, check=False, cwd=root)
    assert ran.returncode == 0, ran.stderr
    read = json.loads(ran.stdout)
    assert len(read) == sum(len(kit.text[name]) for name in IN_KML)
    assert sum(begin is not None for _, begin in read) >= len(kit.events)


def offline(url: str, _options: object = None) -> dict[str, Any]:
    """Refuse whatever PyLD would fetch."""
    raise AssertionError(f"asks the network for {url}")


def test_pyld_expands_the_linked_places_without_a_network(gis: Path, kit: exports.Kit) -> None:
    """Every place is a feature with its names; every event a relation with its days, certainty and citations."""
    document = json.loads(next(gis.glob("*.jsonld")).read_text(encoding="utf-8"))
    (expanded,) = jsonld.expand(document, {"documentLoader": offline})
    lpo = "https://github.com/LinkedPasts/linked-pasts-ontology/blob/main/lpo_latest.ttl#"
    features = expanded[f"{lpo}hasFeature"]
    assert len(features) == len(kit.text["places"])
    base = f"urn:{kit.week.name}:"
    days: dict[str, str] = {}
    for feature in features:
        assert feature["@id"].startswith(f"{base}places/")
        assert feature[f"{lpo}name_attestation"]
        for relation in feature.get(f"{lpo}rel_attestation", []):
            (when,) = relation[f"{lpo}when"]
            (span,) = when[f"{lpo}timespan"]
            event = relation[f"{lpo}relation_to"][0]["@id"].removeprefix(f"{base}events/")
            start = span[f"{lpo}has_start"][0]
            days[event] = start[f"{lpo}in" if f"{lpo}in" in start else f"{lpo}earliest"][0]["@value"]
            assert when[f"{lpo}has_certainty"][0]["@value"] in ("certain", "less-certain", "uncertain")
            assert relation["http://purl.org/spar/cito#cites"]
    assert days == {event: row[0] for event, row in expected(kit).items()}


IRI = re.compile(r"https?://\S+|\w+:\S+")
DATE = re.compile(r"1871-0[56]-\d\d")
CERTAINTIES = {"certain", "less-certain", "uncertain"}


def dated(when: dict[str, Any]) -> bool:
    """Tell whether a ``when`` has only what the format knows: time spans of dates, and how sure they are."""
    spans = when["timespans"]
    assert set(when) <= {"timespans", "certainty"}
    assert when.get("certainty", "certain") in CERTAINTIES
    assert all(
        set(span) <= {"start", "end"} and set(edge) in ({"in"}, {"earliest", "latest"})
        for span in spans
        for edge in span.values()
    )
    ends = all(set(span) == {"start", "end"} for span in spans)
    return bool(spans) and ends and all(DATE.fullmatch(day) for span in spans for edge in span.values() for day in edge.values())


def test_places_on_a_street_are_linked_to_its_item_in_wikidata(gis: Path) -> None:
    """Only where the place is the street by its name; a building, and a street that bears no item, link to nothing."""
    document = json.loads(next(gis.glob("*.jsonld")).read_text(encoding="utf-8"))
    linked = {feature["properties"]["title"]: feature.get("links", []) for feature in document["features"]}
    assert linked["Rue Bichat"] == [{"type": "closeMatch", "identifier": "wd:Q3447153"}]
    assert linked["Hôtel de Ville"] == []
    assert 80 < sum(map(bool, linked.values())) < len(linked) / 4


def test_a_name_that_two_streets_bear_is_linked_to_neither_item(real: Dataset) -> None:
    """Two streets of Beaujolais have each an item; a place of that name may be on the one or the other."""
    items = [(row["name_1871"], row["wikidata"]) for row in rows_of(real.tables["streets"]) if row["wikidata"]]
    twice = {name for name, count in Counter(name for name, _ in items).items() if count > 1}
    assert twice == {"Rue de Beaujolais"}
    kit = exports.gather(real)
    there = kit.text["places"].assign(name_1871="Rue de Beaujolais")
    document = linked_places.collection(replace(kit, text={**kit.text, "places": there}))
    assert not any("links" in feature for feature in document["features"])


def test_linked_places_have_what_the_format_asks_of_a_feature(gis: Path) -> None:
    """By its schema (Linked Places 2.0): ids, title, classes, names, days, geometry, relations, citations, each in its form."""
    document = json.loads(next(gis.glob("*.jsonld")).read_text(encoding="utf-8"))
    (prefix,) = (term for term, address in document["@context"].items() if str(address).startswith("urn:"))
    for feature in document["features"]:
        assert {"@id", "type", "properties", "geometry", "names", "types", "when"} <= set(feature)
        assert feature["@id"].startswith(f"{prefix}:")
        assert feature["type"] == "Feature"
        assert feature["properties"]["title"]
        assert set(feature["properties"]["fclasses"]) <= set("AHLPRSTUVX")
        assert not any(
            name["toponym"].endswith(")") or name["toponym"].startswith("Emplacement") for name in feature["names"][1:]
        )
        assert all(name["toponym"] and re.fullmatch("[a-z]{2}", name["lang"]) for name in feature["names"])
        assert feature["geometry"]["certainty"] in CERTAINTIES
        assert dated(feature["when"])
        relations = feature.get("relations", [])
        assert all(one["label"] and one["certainty"] in CERTAINTIES and dated(one["when"]) for one in relations)
        citations = [cited for one in (*feature["names"], *relations) for cited in one.get("citations", [])]
        assert all(cited["label"] and re.fullmatch(r"\d{4}", cited.get("year", "1871")) for cited in citations)
        ids = [feature["@id"], *(kind["identifier"] for kind in feature["types"]), *(cited["@id"] for cited in citations)]
        ids += [one[name] for one in relations for name in ("relationType", "relationTo")]
        assert [one for one in ids if not IRI.fullmatch(one)] == []


def test_rocrate_reads_the_description(gis: Path) -> None:
    """The library for the format finds every file, its size and its type."""
    crate = ROCrate(str(gis))
    described = {entity.id: entity for entity in crate.get_entities() if entity.type == "File"}
    files = {path.relative_to(gis).as_posix() for path in gis.rglob("*") if path.is_file() and path.suffix != ".xml"}
    files.remove("ro-crate-metadata.json")
    assert set(described) == files
    for name, entity in described.items():
        assert int(entity["contentSize"]) == (gis / name).stat().st_size
        assert "/" in entity["encodingFormat"]
    assert crate.root_dataset["temporalCoverage"] == "1871-05-21/1871-05-28"


def test_a_spreadsheet_computes_nothing(sound: Dataset, tmp_path: Path) -> None:
    """A title that begins like a formula is text, marked with an apostrophe; numbers stay numbers."""
    events = sound.tables["events"]
    titles = {"title_en": ["=HYPERLINK(1)", *events["title_en"][1:]], "title_fr": ["@SUM(A1)", *events["title_fr"][1:]]}
    exports.write(exports.gather(with_columns(sound, "events", **titles)), tmp_path, ["csv"])
    read = pd.read_csv(tmp_path / "csv" / "events.csv")
    assert "'=HYPERLINK(1)" in set(read["title_en"])
    assert "'@SUM(A1)" in set(read["title_fr"])
    assert read["uncertainty_m"].dtype.kind in "if"
    assert (tmp_path / "csv" / "events.csv").read_bytes().startswith("\ufeff".encode())


IN_R = """
suppressMessages(library(sf))
asked <- commandArgs(TRUE)
e <- if (grepl("gpkg$", asked)) st_read(asked, "events", quiet = TRUE) else st_read(asked, quiet = TRUE)
day <- function(one) ifelse(is.na(one), "", as.character(one))
at <- st_coordinates(e)
cat(class(e$start), st_crs(e)$epsg, "\n")
write.table(data.frame(e$id, day(e$start), day(e$end), at), sep = "\t", row.names = FALSE, col.names = FALSE, quote = FALSE)
"""


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="needs R with sf: install r-base-core and r-cran-sf")
@pytest.mark.parametrize("file", ["*.gpkg", "events.geojson", "flatgeobuf/events.fgb"])
def test_r_reads_the_same_events(file: str, gis: Path, kit: exports.Kit, tmp_path: Path) -> None:
    """R's sf finds the same events on the same days at the same places, and takes days for dates where the format has them."""
    script = tmp_path / "read.R"
    script.write_text(IN_R, encoding="utf-8")
    asked = ["Rscript", str(script), str(next(gis.glob(file)))]
    result = subprocess.run(asked, capture_output=True, text=True, check=False)
    if "there is no package called" in result.stderr:
        pytest.skip("needs R's sf: install r-cran-sf")
    assert not result.stderr
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["character" if file.endswith("fgb") else "Date", "4326"]
    rows = [line.split("\t") for line in lines]
    assert {name: (start, end, round(float(x), 5), round(float(y), 5)) for name, start, end, x, y in rows} == expected(kit)


def test_export_from_another_process_is_the_same_to_the_byte(copy_record: Callable[..., Path], tmp_path: Path) -> None:
    """Neither the order of sets nor the seed of hashes shows in a file."""
    folder = copy_record()
    made = []
    for seed in ("1", "2"):
        output = tmp_path / seed
        command = [sys.executable, "-m", "semaine_map.cli", "export", "--geodata", str(folder), "--output", str(output)]
        subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"})
        made.append({path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()})
    assert made[0] == made[1]
