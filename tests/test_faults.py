"""Faults help: one is told once, alike ones together, and what is not read is named."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from semaine_map.build import load, load_record
from semaine_map.cli import main
from semaine_map.errors import RecordError
from semaine_map.record.doubts import doubts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLAIN = {
    "atlas.toml": 'title = "A flood"\n[kinds]\nrescue = {like = "movement", en = "Rescue"}\n',
    "places.csv": "place_id,name,lon,lat\ndike,The dike,4.03,51.44\nharbour,The harbour,3.77,51.73\n",
    "events.csv": "event_id,place_id,date,kind,title\nbreak,dike,1953-02-01,,The dike breaks\n"
    "boats,harbour,1953-02,rescue,Boats arrive\n",
    "sources.csv": "source_id,title\nreport,A report\n",
    "citations.csv": "event_id,source_id\nbreak,report\nboats,report\n",
}
"""A record with the keys of its four tables and hardly more."""


def written(folder: Path, **files: str) -> Path:
    """Write the plain record with some files replaced, named by their stems."""
    for name, text in PLAIN.items():
        (folder / name).write_text(files.get(name.partition(".")[0], text), encoding="utf-8")
    return folder


def report(folder: Path) -> str:
    """Return the report of a record with faults."""
    with pytest.raises(RecordError) as caught:
        load(folder)
    return str(caught.value)


def test_four_tables_with_their_keys_are_a_record(tmp_path: Path) -> None:
    """Days, frame, words and every other column are found out; a default stands for an empty cell."""
    dataset = load(written(tmp_path, atlas=PLAIN["atlas.toml"] + '[defaults]\nkind = "explosion"\nprecision_m = 90\n'))
    assert dataset.week.days[0] == "1953-02-01"
    assert len(dataset.week.days) == 28
    assert dataset.words["en"]["kind"]["rescue"] == "Rescue"
    events = dataset.tables["events"]
    assert dict(zip(events["id"], events["kind"], strict=True)) == {
        "break": "explosion",
        "boats": "rescue",
    }
    assert set(dataset.tables["places"]["precision_m"].tolist()) == {90}
    assert dataset.week.sides == ()


def test_one_table_is_a_record(tmp_path: Path) -> None:
    """Date, title, lat and lon suffice; a row that has no date is a fault with its line."""
    (tmp_path / "events.csv").write_text("date,title,lat,lon\n1953-02-01,The dike breaks,51.44,4.03\n", encoding="utf-8")
    assert load(tmp_path).tables["events"]["title_en"] == ["The dike breaks"]
    with (tmp_path / "events.csv").open("a", encoding="utf-8") as file:
        file.write("soon,Boats arrive,51.7,3.8\n")
    assert report(tmp_path) == "events.csv:3:file: has no date: 'soon'"


def test_faults_of_one_kind_are_one_line(tmp_path: Path) -> None:
    """With the rows where they stand; a report is no longer than a screen, and a program gets them all."""
    rows = "".join(f"e{n},dike,1953-02-01,,\n" for n in range(600))
    folder = written(tmp_path, events=f"event_id,place_id,date,kind,title\n{rows}")
    lines = report(folder).splitlines()
    assert "events.csv:2:title: is empty in 600 rows: 2, 3, 4, 5, 6, 7, 8, 9 …" in lines
    assert "events.csv:2:kind: is empty in 600 rows: 2, 3, 4, 5, 6, 7, 8, 9 …" in lines
    assert len(lines) < 10


def test_a_program_gets_every_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As JSON, with the sum; a sound record says so."""
    events = "event_id,place_id,date,title\n" + "".join(f"e{n},nowhere,1953-02-01,x\n" for n in range(9))
    assert main(["validate", "--format", "json", "--geodata", str(written(tmp_path, events=events))]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["sound"] is False
    assert [one["line"] for one in answer["faults"] if one["column"] == "place_id"] == list(range(2, 11))
    plain = "event_id,place_id,date,title\nbreak,dike,1953-02-01,A\nboats,dike,1953-02-01,B\n"
    assert main(["validate", "--format", "json", "--geodata", str(written(tmp_path, events=plain))]) == 0
    assert json.loads(capsys.readouterr().out)["sound"] is True


@pytest.mark.parametrize(
    ("toml", "reason"),
    [
        ('title = "A flood"\nfirst_day = 01/02/1953\n', "01/02/1953 is no date here: write it like 1848-06-23"),
        ("title = “A flood”\n", "are the quotes curly? write straight ones"),
        (
            'title = "A flood"\nfirst_day = "soon"\n[kinds]\nrescue = {like = "movement", en = "R"}\n',
            "first_day: 'soon' is not a date",
        ),
        ('title = "A flood"\n[actors.sea]\nen = "the sea"\ncolour = "#FF0000"\n', 'write it in small letters, "#ff0000"'),
        ('title = "A flood"\n[colors]\n', "colors: no such setting; did you mean colours?"),
        ('title = "A flood"\n[plan]\naddress = "http://t/{z}/{x}/{y}"\ncredit = "C"\n', "plan: [plan] needs the https address"),
        ('title = "A flood"\n[plan]\naddress = "https://t/{z}/{y}"\ncredit = "C"\n', "plan: [plan] needs the https address"),
        (
            'title = "A flood"\n[plan]\naddress = "https://t/{z}/{x}/{y}\'; script-src *"\ncredit = "C"\n',
            "plan: [plan] needs the https address",
        ),
        ('title = "A flood"\n[plan]\naddress = "https://t/{z}/{x}/{y}"\n', "plan: [plan] needs a credit"),
        ('title = "A flood"\n[plan]\naddress = "https://t/{z}/{x}/{y}"\ncredit = "C"\nmax_zoom = 40\n', "from 1 to 22"),
        ('title = "A flood"\nmetric_src = "EPSG:28992"\n', "metric_src: no such setting; did you mean metric_crs?"),
    ],
)
def test_a_slip_in_the_settings_accuses_no_row(tmp_path: Path, toml: str, reason: str) -> None:
    """The kinds of the record are not judged by settings that could not be read."""
    events = "event_id,place_id,date,kind,title\nbreak,dike,1953-02-01,rescue,A\nboats,harbour,1953-02-02,rescue,B\n"
    (line,) = report(written(tmp_path, atlas=toml, events=events)).splitlines()
    assert line.startswith("atlas.toml:")
    assert reason in line


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("day.csv", "day.csv:1:file: is not read; did you mean days.csv?"),
        ("days.xlsx", "days.xlsx:1:file: is a spreadsheet; save it as days.csv (“CSV UTF-8”)"),
        ("Control.CSV", "Control.CSV:1:file: is not read; did you mean control.csv?"),
        ("basemap/Water.geojson", "basemap/Water.geojson:1:file: is not read; did you mean basemap/water.geojson?"),
        ("basemap/water.json", "basemap/water.json:1:file: is not read; did you mean basemap/water.geojson?"),
    ],
)
def test_a_slightly_wrong_name_is_told(tmp_path: Path, name: str, reason: str) -> None:
    """What a user meant for a table or a drawing is not left out in silence."""
    folder = written(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("x", encoding="utf-8")
    assert reason in report(written(folder, events=PLAIN["events.csv"].replace(",,", ",rescue,"))).splitlines()


def test_what_is_no_part_of_a_record_is_remarked_on(tmp_path: Path) -> None:
    """A spreadsheet beside the table that was made of it stops nothing; notes and licences are not spoken of."""
    folder = written(tmp_path, events=PLAIN["events.csv"].replace(",,", ",rescue,"))
    for name in ("events.xlsx", "interviews.csv", "NOTES.md", "LICENSE", ".hidden"):
        (folder / name).write_text("x", encoding="utf-8")
    lines = [str(one) for one in doubts(load_record(folder))]
    assert lines == [
        "events.xlsx:1:file: is no part of a record and is not read (events.csv is read)",
        "interviews.csv:1:file: is no part of a record and is not read",
    ]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("#REF!", "how a spreadsheet says that it has no value"),
        ("########", "how a spreadsheet says that it has no value"),
        ("#VALEUR!", "how a spreadsheet says that it has no value"),
        ("NaN", "how a program writes nothing"),
        ("HÃ´tel de Ville", "is garbled"),
        ("H\ufffdtel de Ville", "is garbled"),
        ("lâ€™OpÃ©ra", "is garbled"),
    ],
)
def test_what_a_spreadsheet_did_to_a_text_is_told(tmp_path: Path, cell: str, reason: str) -> None:
    """Error words, words for nothing, and letters that went through a wrong encoding."""
    events = f"event_id,place_id,date,title\nbreak,dike,1953-02-01,{cell}\nboats,harbour,1953-02-02,B\n"
    (line,) = report(written(tmp_path, events=events)).splitlines()
    assert reason in line


def test_sound_text_in_any_language_is_not_called_garbled(tmp_path: Path) -> None:
    """Capitals with marks, quotation marks, Cyrillic, Vietnamese and a title called None of these."""
    texts = (
        "ÂME ET ÃO",
        "« Å » – “Ä”",
        "Зимний дворец взят",
        "Điện Biên Phủ",
        "None of these",
        "São João é à beira-mar",
        "#1 gate",
    )
    rows = "".join(f"e{n},dike,1953-02-01,{text}\n" for n, text in enumerate(texts))
    cited = "".join(f"e{n},report\n" for n in range(len(texts)))
    folder = written(tmp_path, events=f"event_id,place_id,date,title\n{rows}", citations=f"event_id,source_id\n{cited}")
    assert len(load(folder).tables["events"]["id"]) == len(texts)


@pytest.mark.parametrize(
    ("column", "cell", "answer"),
    [("killed_min", "60.0", "write 60"), ("killed_min", "1 200", "write 1200"), ("precision_m", "1\u202f200", "write 1200")],
)
def test_a_number_as_spreadsheets_have_it_gets_its_answer(tmp_path: Path, column: str, cell: str, answer: str) -> None:
    """A decimal that is none, thousands set off by a space."""
    if column == "killed_min":
        events = f"event_id,place_id,date,title,killed_min\nbreak,dike,1953-02-01,A,{cell}\nboats,harbour,1953-02-02,B,\n"
        folder = written(tmp_path, events=events)
    else:
        places = f"place_id,name,lon,lat,precision_m\ndike,D,4.03,51.44,{cell}\nharbour,H,3.77,51.73,10\n"
        folder = written(tmp_path, places=places, events=PLAIN["events.csv"].replace(",,", ",rescue,"))
    (line,) = report(folder).splitlines()
    assert line.endswith(answer)


def test_a_line_for_a_spreadsheet_program_is_one_fault(tmp_path: Path) -> None:
    """``sep=,`` does not make every column missing."""
    folder = written(tmp_path, events="sep=,\n" + PLAIN["events.csv"].replace(",,", ",rescue,"))
    assert report(folder) == "events.csv:1:file: the first line, sep=,, is for a spreadsheet program alone; delete it"


def test_heights_are_left_out_and_a_system_is_honoured(copy_record: Callable[..., Path]) -> None:
    """A drawing with a third number at each position, or in metres with their code, is where it is without them."""
    folder = copy_record()
    plain = load(folder).basemap["water"].total_bounds.tolist()
    path = folder / "basemap" / "water.geojson"
    drawing = json.loads(path.read_text(encoding="utf-8"))
    first = drawing["features"][0]["geometry"]
    first["coordinates"] = json.loads(json.dumps(first["coordinates"]).replace("], [", ", 12.5], [").replace("]]", ", 12.5]]", 1))
    path.write_text(json.dumps(drawing), encoding="utf-8")
    assert load(folder).basemap["water"].total_bounds.tolist() == plain
    drawing["crs"] = {"type": "name", "properties": {"name": "nonsense"}}
    path.write_text(json.dumps(drawing), encoding="utf-8")
    assert "basemap/water.geojson:1:crs: 'nonsense' is not the code of a system" in report(folder)


def test_a_source_without_a_label_is_called_by_its_title(tmp_path: Path) -> None:
    """Whether the column is missing or a cell of it is left empty."""
    sources = "source_id,title,short\nreport,A report,Report 1953\nother,Another book,\n"
    events = "event_id,place_id,date,title\nbreak,dike,1953-02-01,The dike breaks\nboats,harbour,1953-02,Boats arrive\n"
    folder = written(tmp_path, sources=sources, events=events)
    assert load(folder).short == {"report": "Report 1953", "other": "Another book"}


def test_a_no_break_space_for_the_sign_of_a_doubtful_date_is_told(tmp_path: Path) -> None:
    """It cannot be seen, and without the sign a day that is about right would be called certain."""
    events = "event_id,place_id,date,kind,title,edtf\nbreak,dike,1953-02-01,rescue,The dike breaks,1953-02-01{}\n"
    cited = "event_id,source_id\nbreak,report\n"
    assert load(written(tmp_path, events=events.format("~ "), citations=cited)).states
    assert "events.csv:2:edtf: '1953-02-01\\xa0' is not EDTF" in report(
        written(tmp_path, events=events.format("\u00a0"), citations=cited)
    )


def test_the_longest_cell_is_a_rule_of_the_record_alone(copy_record: Callable[..., Path]) -> None:
    """Another library's limit for cells neither lets a longer one in nor is changed by reading a record."""
    usual = csv.field_size_limit(10_000_000)
    try:
        faults = report(copy_record("cell-of-a-book"))
        assert "a cell holds more than 100,000 characters" in faults
        assert csv.field_size_limit() == 10_000_000
    finally:
        csv.field_size_limit(usual)
