"""A table as people have it becomes a record that builds: what it was taken for is told, and no row is lost in silence."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from semaine_map.build import load, load_record
from semaine_map.cli import main
from semaine_map.errors import UsageError
from semaine_map.record.bring import columns, dates, positions
from semaine_map.record.bring.importing import Source, bring
from semaine_map.record.bring.rows import TwoReadingsError, Wishes
from semaine_map.record.bring.sheet import read

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.record.bring.making import Brought

FLOOD = """date,title,lat,lon,source
1953-02-01,The dike breaks at Kruiningen,51.4486,4.0342,Rijkswaterstaat 1961
1953-02-01T03:00,The sea wall gives way,51.6500,3.9200,Rijkswaterstaat 1961
1953-02-02,Rescue boats arrive,51.7300,3.7700,A letter
"""


def import_text(tmp_path: Path, text: str, *options: str, name: str = "table.csv", encoding: str = "utf-8") -> Path:
    """Import a table of that text without building its atlas; return the folder of the record."""
    table, folder = tmp_path / name, tmp_path / "record"
    table.write_bytes(text.encode(encoding))
    assert main(["import", str(table), "--into", str(folder), "--no-build", *options]) == 0
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def brought(tmp_path: Path, text: str, wishes: Wishes | None = None, **columns: str) -> tuple[Brought, list[str]]:
    """Bring a table of that text; return what was made and what was said."""
    path, said = tmp_path / "table.csv", list[str]()
    path.write_text(text, encoding="utf-8")
    return bring(Source(path, columns=columns), wishes or Wishes(), say=said.append), said


def test_a_plain_table_is_a_sound_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Places, ids, days and frame are made, every event cites its line, and the report names every column."""
    folder = import_text(tmp_path, FLOOD)
    output = capsys.readouterr().out
    for line in ("date       date ", "title      title ", "lat        lat ", "source     source ", "3 events at 3 places"):
        assert line in output
    dataset = load(folder)
    assert list(dataset.tables["events"]["id"]) == [
        "the-sea-wall-gives-way", "the-dike-breaks-at-kruiningen", "rescue-boats-arrive",
    ]  # fmt: skip
    assert dataset.week.days == ("1953-02-01", "1953-02-02")
    west, south, east, north = dataset.week.bounds
    assert west < 3.77 and east > 4.0342 and south < 51.4486 and north > 51.73  # noqa: PT018 - one frame
    cited = rows(folder / "citations.csv")
    assert {row["locator"] for row in cited if row["source_id"] == "table"} == {"line 2", "line 3", "line 4"}
    assert "as cited in table.csv, line 4" in {row["locator"] for row in cited}


def test_a_built_atlas_comes_of_one_command(tmp_path: Path) -> None:
    """Without --no-build the atlas stands in the folder of the record, and validate has nothing against it."""
    table, folder = tmp_path / "flood.csv", tmp_path / "record"
    table.write_text(FLOOD, encoding="utf-8")
    assert main(["import", str(table), "--into", str(folder), "--title", "title"]) == 0
    assert "The dike breaks at Kruiningen" in (folder / "output" / "index.html").read_text(encoding="utf-8")
    assert main(["validate", "--geodata", str(folder)]) == 0


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("\ufeffDatum;Ort;Breite;Länge;Titel\n24.12.1944;Köln;50,94;6,96;Größte Nacht\n", "utf-8", "table.csv"),
        ("Datum;Ort;Breite;Länge;Titel\n24.12.1944;Köln;50,94;6,96;Größte Nacht der Straße\n", "cp1252", "table.csv"),
        ("Datum\tOrt\tBreite\tLänge\tTitel\r\n24.12.1944\tKöln\t50,94\t6,96\tGrößte Nacht\r\n", "utf-16", "table.txt"),
        ("sep=;\nDatum;Ort;Breite;Länge;Titel\n24.12.1944;Köln;50,94;6,96;Größte Nacht\n", "utf-8", "table.csv"),
        ("Bericht des Amtes\n\nDatum|Ort|Breite|Länge|Titel\n24.12.1944|Köln|50,94|6,96|Größte Nacht\n", "utf-8", "table.csv"),
    ],
)
def test_any_separator_and_encoding_is_read(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    """Semicolons, tabs and bars; UTF-8 with its mark, Windows and UTF-16; a line for spreadsheets; a heading above the table."""
    folder = import_text(tmp_path, text, name=name, encoding=encoding)
    assert (folder / "events.csv").read_text(encoding="utf-8").count("Größte Nacht") == 1
    assert rows(folder / "places.csv")[0]["name"] == "Köln"
    assert 'language = "de"' in (folder / "atlas.toml").read_text(encoding="utf-8")
    assert load(folder).week.days == ("1944-12-24",)


def test_a_day_is_never_taken_for_a_month_in_silence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where both readings are possible the import stops and says both; told which, it goes on; nothing was written before."""
    table = tmp_path / "table.csv"
    table.write_text("date,title,lat,lon\n03/04/1871,A,1,2\n05/06/1871,B,1,2\n", encoding="utf-8")
    folder = tmp_path / "record"
    assert main(["import", str(table), "--into", str(folder), "--no-build"]) == 1
    message = capsys.readouterr().err
    assert "1871-04-03 or 1871-03-04" in message and "--day-first or --month-first" in message  # noqa: PT018 - one message
    assert not folder.exists()
    for option, day in (("--day-first", "1871-04-03"), ("--month-first", "1871-03-04")):
        folder = tmp_path / option
        assert main(["import", str(table), "--into", str(folder), "--no-build", option]) == 0
        assert rows(folder / "events.csv")[0]["start"] == day


def test_one_row_that_can_be_read_in_one_way_only_decides_for_all(tmp_path: Path) -> None:
    """The 25th is no month; the report names the line that showed it. Two that contradict each other stop."""
    made, said = brought(tmp_path, "date,title,lat,lon\n03/04/1871,A,1,2\n25/04/1871,B,1,2\n")
    assert "1871-04-03" in made.files["events.csv"]
    assert any("day before month (as line 3 shows)" in line for line in said)
    with pytest.raises(UsageError, match="line 3 has the day first, line 2 the month"):
        brought(tmp_path, "date,title,lat,lon\n04/13/1871,A,1,2\n25/04/1871,B,1,2\n")


def test_a_reader_at_a_terminal_is_asked(tmp_path: Path) -> None:
    """Columns can be corrected until they are right, and the order of day and month is asked for."""
    path = tmp_path / "table.csv"
    path.write_text("when,what,lat,lon,label\n03/04/1871,The gate is closed,1,2,x\n", encoding="utf-8")
    answers = iter(["nonsense", "title=what", "", "perhaps", "d"])
    questions: list[str] = []

    def ask(question: str) -> str:
        questions.append(question)
        return next(answers)

    made = bring(Source(path), Wishes(), say=lambda _line: None, ask=ask)
    assert "the-gate-is-closed" in made.files["events.csv"]
    assert "1871-04-03" in made.files["events.csv"]
    assert len(questions) == 5


def test_every_guess_can_be_overruled(tmp_path: Path) -> None:
    """An option names the column for a part, or none."""
    text = "date,name,label,lat,lon,type\n1871-05-24,Rue du Bac,A barricade,48.9,2.3,x\n"
    made, _ = brought(tmp_path, text, title="label", place="name", kind="-")
    assert "a-barricade,rue-du-bac,event" in made.files["events.csv"]
    with pytest.raises(UsageError, match="has no column 'nom', only 'date', 'name'"):
        brought(tmp_path, text, title="nom")


def test_three_columns_of_a_date_and_both_coordinates_in_one(tmp_path: Path) -> None:
    """Catalan headings; a day left open is its month, and a row without a place to stand is set aside, whole and named."""
    text = (
        'ANY,MES,DIA,HORA,COORDENADES,MORTS\n1938,1,30,9:00 i 11:20,"41.3828, 2.1755",210\n'
        '1938,3,,,"41.4007, 2.1757",\n1938,8,19,04:00,no existia,24\n'
    )
    folder = import_text(tmp_path, text, "--creator", "An archive", "--licence", "CC0-1.0")
    first, second = rows(folder / "events.csv")
    assert (first["start"], first["end"], first["killed_max"]) == ("1938-01-30T09:00", "1938-01-30T11:20", "210")
    assert (second["start"], second["end"], second["edtf"]) == ("1938-03-01", "1938-03-31", "1938-03")
    assert rows(folder / "set-aside.csv") == [
        {
            "line": "4", "reason": "no position: 'no existia'", "ANY": "1938", "MES": "8", "DIA": "19", "HORA": "04:00",
            "COORDENADES": "no existia", "MORTS": "24",
        }
    ]  # fmt: skip
    week = load(folder).week
    assert (week.creator, week.licence, week.languages) == ("An archive", "CC0-1.0", ("ca",))


def test_coordinates_that_are_no_degrees_are_refused_with_a_word(tmp_path: Path) -> None:
    """Metres of a projection name the option that carries them over; with it they are."""
    text = "date,title,x,y\n1871-05-24,A,652381,6862305\n"
    with pytest.raises(UsageError, match="projected system, in metres or feet; say which with --crs"):
        brought(tmp_path, text)
    made, _ = brought(tmp_path, text, Wishes(crs="EPSG:2154"))
    (place,) = csv.DictReader(made.files["places.csv"].splitlines())
    assert [float(place["lon"]), float(place["lat"])] == pytest.approx([2.3503, 48.86], abs=0.01)


def test_swapped_coordinates_are_told(tmp_path: Path) -> None:
    """Latitudes beyond the pole are no latitudes."""
    with pytest.raises(UsageError, match="latitude and longitude look swapped"):
        brought(tmp_path, "date,title,lat,lon\n1871-05-24,A,139.7,35.6\n")


def test_a_table_without_dates_or_positions_says_what_to_name(tmp_path: Path) -> None:
    """The columns that it has are listed."""
    with pytest.raises(UsageError, match=r"no column that reads as dates; name it with --date .* 'title', 'lat', 'lon'"):
        brought(tmp_path, "title,lat,lon\nA,1,2\n")
    with pytest.raises(UsageError, match="name them with --lat and --lon, or --position"):
        brought(tmp_path, "date,title\n1871-05-24,A\n")


def test_years_of_two_figures_need_a_century(tmp_path: Path) -> None:
    """71 is 1871 only if someone says so."""
    text = "date,title,lat,lon\n24/05/71,A,1,2\n"
    with pytest.raises(UsageError, match=r"the years have two figures .* say --century 18"):
        brought(tmp_path, text)
    made, _ = brought(tmp_path, text, Wishes(century=18))
    assert "1871-05-24" in made.files["events.csv"]


def test_a_year_of_two_figures_in_its_own_column_needs_a_century_too(tmp_path: Path) -> None:
    """Fourteen is a year of the first century only if someone says so; whole years in three columns come before short dates."""
    text = "Country,Month,Year,Lat,Lon\nGuinea,3,14,9.95,-9.7\n"
    with pytest.raises(UsageError, match=r"'Year': the years have two figures \('14'\); say --century 18"):
        brought(tmp_path, text)
    made, _ = brought(tmp_path, text, Wishes(century=20))
    assert ",2014-03-01,2014-03-31,2014-03," in made.files["events.csv"]
    made, _ = brought(tmp_path, "OPENDATE,LAT,LON,MONTH,DAY,YEAR\n7/1/62,36.3,-94.0,7,1,1962\n")
    assert ",1962-07-01," in made.files["events.csv"]


def test_dates_without_signs_and_milliseconds_are_read(tmp_path: Path) -> None:
    """10142018 is the 14th of October; a column of milliseconds is one of dates, whatever it is called."""
    made, said = brought(tmp_path, "X,Y,Date\n-73.96,40.79,10142018\n-73.95,40.78,10062018\n")
    assert ",2018-10-14," in made.files["events.csv"]
    assert any("month before day" in line for line in said)
    made, _ = brought(tmp_path, "time,lat,lon\n1304208000000,1,2\n")
    assert ",2011-05-01T00:00," in made.files["events.csv"]


def test_a_spreadsheet_and_drawings_are_read(tmp_path: Path) -> None:
    """XLSX with real dates, GeoJSON with milliseconds, with a system of its own or heights, and a layer of a GeoPackage."""
    import geopandas as gpd  # noqa: PLC0415 - slow to load
    import pandas as pd  # noqa: PLC0415 - the same

    geojson = tmp_path / "quakes.geojson"
    feature = {
        "type": "Feature",
        "properties": {"time": 1304208000000, "name": "A"},
        "geometry": {"type": "Point", "coordinates": [2, 48, 30]},
    }
    geojson.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    made = bring(Source(geojson, columns={"date": "time"}), Wishes(), say=lambda _line: None)
    assert "2011-05-01T00:00" in made.files["events.csv"]
    assert "2.00000,48.00000" in made.files["places.csv"]
    feature["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[652000, 6862000], [653000, 6862000], [653000, 6863000], [652000, 6862000]]],
    }
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    geojson.write_text(json.dumps({"type": "FeatureCollection", "crs": named, "features": [feature]}), encoding="utf-8")
    made = bring(Source(geojson, columns={"date": "time"}), Wishes(), say=lambda _line: None)
    (place,) = csv.DictReader(made.files["places.csv"].splitlines())
    assert float(place["lat"]) == pytest.approx(48.86, abs=0.02)
    layer = gpd.GeoDataFrame(
        {"event_date": pd.to_datetime(["1999-03-24"]), "title": ["B"]}, geometry=gpd.points_from_xy([20.4], [44.8]), crs=4326
    )
    layer.to_file(tmp_path / "x.gpkg", layer="raids")
    made = bring(Source(tmp_path / "x.gpkg"), Wishes(), say=lambda _line: None)
    assert "1999-03-24" in made.files["events.csv"]
    assert "20.40000,44.80000" in made.files["places.csv"]


@pytest.mark.parametrize(
    ("cell", "first", "last", "edtf"),
    [
        ("1871-05-24", "1871-05-24", "", ""),
        ("24 mai 1871", "1871-05-24", "", ""),
        ("1er mai 1871", "1871-05-01", "", ""),
        ("May 24th, 1871", "1871-05-24", "", ""),
        ("Mittwoch, 24. Mai 1871", "1871-05-24", "", ""),
        ("24 de maig de 1938", "1938-05-24", "", ""),
        ("24-May-1871", "1871-05-24", "", ""),
        ("24–26 May 1871", "1871-05-24", "1871-05-26", "1871-05-24/1871-05-26"),
        ("May 1871", "1871-05-01", "1871-05-31", "1871-05"),
        ("1871", "1871-01-01", "1871-12-31", "1871"),
        ("c. 1871", "1871-01-01", "1871-12-31", "1871~"),
        ("1871?", "1871-01-01", "1871-12-31", "1871?"),
        ("1870-1871", "1870-01-01", "1871-12-31", "1870/1871"),
        ("18710524", "1871-05-24", "", ""),
        ("44 BC", "-0043-01-01", "-0043-12-31", "-0043"),
        ("15 March 44 BC", "-0043-03-15", "", ""),
        ("[1871-05-24..1871-05-29]", "1871-05-24", "1871-05-29", "[1871-05-24..1871-05-29]"),
        ("31/05/1871", "1871-05-31", "", ""),
    ],
)
def test_a_date_is_read_as_people_write_it(cell: str, first: str, last: str, edtf: str) -> None:
    """Words in several languages, months and years alone, about, several days, before Christ, EDTF."""
    when = dates.read(cell, is_day_first=True)
    assert when is not None
    assert (when.start, when.end) == (first, last)
    assert when.edtf in (edtf, "" if edtf == f"{first}/{last}" else edtf)


@pytest.mark.parametrize("cell", ["", "soon", "31/02/1871", "13/13/1871", "24/05/71", "1871-13-01", "early May", "12345"])
def test_what_is_no_date_is_none(cell: str) -> None:
    """Nothing is made up where a date does not say a day."""
    assert dates.read(cell, is_day_first=True) is None


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("9:00 i 11:20", ("09:00", "11:20")),
        ("9h30", ("09:30", "")),
        ("7 pm", ("19:00", "")),
        ("12:15 AM", ("00:15", "")),
        ("nit", ("", "")),
    ],
)
def test_an_hour_is_read_as_people_write_it(cell: str, hours: tuple[str, str]) -> None:
    """One, or the first and last of two."""
    assert dates.clock(cell) == hours


@pytest.mark.parametrize(
    ("cell", "first", "second"),
    [
        ("41.382895, 2.144280", 41.382895, 2.14428),
        ("(41.38; 2.14)", 41.38, 2.14),
        ("41,38 2,14", 41.38, 2.14),
        ("41,38; 2,14", 41.38, 2.14),
        ("48°51'24\"N 2°21'03\"E", 48.856667, 2.350833),
        ("48° 51′ 24″ N, 2° 21′ 03″ W", 48.856667, -2.350833),
        ("POINT (2.14 41.38)", 2.14, 41.38),
        ('{"type": "Point", "coordinates": [2.14, 41.38]}', 2.14, 41.38),
        ("-33.9 18.4", -33.9, 18.4),
    ],
)
def test_both_coordinates_are_read_from_one_cell(cell: str, first: float, second: float) -> None:
    """Decimal points and commas, degrees with minutes, WKT and GeoJSON."""
    pair = positions.pair(cell)
    assert pair is not None
    assert [pair.first, pair.second] == pytest.approx([first, second], abs=1e-5)


def test_what_is_no_position_is_none() -> None:
    """A street, a number alone, minutes beyond sixty."""
    assert positions.pair("12 rue du Bac") is None
    assert positions.pair("41.38") is None
    assert positions.degrees("48°75'00\"N") is None
    assert positions.degrees("48°30'S") == -48.5


def test_columns_are_told_by_what_stands_in_them_too(tmp_path: Path) -> None:
    """A column of dates without a name that says so, coordinates called X; a month number is not taken for a date."""
    path = tmp_path / "t.csv"
    path.write_text('Foo,Bar,Month\n24 May 1871,"48.8, 2.3",5\n25 May 1871,"48.8, 2.4",5\n', encoding="utf-8")
    roles = columns.guess(read(path), {})
    assert (roles.of["date"], roles.of["position"]) == ("Foo", "Bar")
    assert "month" not in roles.of


def test_a_folder_that_holds_a_record_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither new nor import writes over what a user has."""
    folder = import_text(tmp_path, FLOOD)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert main(["new", str(folder)]) == 1
    assert main(["import", str(tmp_path / "table.csv"), "--into", str(folder)]) == 1
    assert "already, which stay as they are" in capsys.readouterr().err
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_new_record_builds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The starter is sound and without a doubt, and says how to go on."""
    folder = tmp_path / "my-village"
    assert main(["new", str(folder)]) == 0
    assert "semaine-map build --geodata" in capsys.readouterr().out
    assert load_record(folder).faults == []
    assert load(folder).week.title["en"] == "My village"
    assert main(["validate", "--geodata", str(folder)]) == 0
    assert "look" not in capsys.readouterr().err


def test_two_readings_are_an_error_of_their_own(tmp_path: Path) -> None:
    """So that a caller can ask."""
    with pytest.raises(TwoReadingsError):
        brought(tmp_path, "date,title,lat,lon\n3.4.1871,A,1,2\n")


@pytest.mark.parametrize(
    ("cell", "low", "high", "told"),
    [("70", "70", "70", ""), ("1 200", "1200", "1200", ""), ("20–30", "20", "30", ""), ("some", "", "", "deaths: some"),
     ("30-20", "", "", "deaths: 30-20"), ("9" * 5000, "", "", "deaths: 99")],
)  # fmt: skip
def test_the_dead_are_a_number_or_stand_in_the_text(tmp_path: Path, cell: str, low: str, high: str, told: str) -> None:
    """Two numbers are the lowest and the highest; what is no number is kept in words, not lost."""
    table = (
        f'date,title,lat,lon,deaths\n1953-02-01,One,51.4,4.0,"{cell}"\n1953-02-02,Two,51.5,4.1,3\n1953-02-03,Three,51.6,4.1,5\n'
    )
    event = next(row for row in rows(import_text(tmp_path, table) / "events.csv") if row["title"] == "One")
    assert (event["killed_min"], event["killed_max"]) == (low, high)
    assert event.get("summary", "").startswith(told)
