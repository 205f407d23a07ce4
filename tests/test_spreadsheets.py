"""Tables as spreadsheet programs save them, XLSX and ODS, and letters that were lost before a table came here."""

from __future__ import annotations

import csv
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pytest

from semaine_map.errors import UsageError
from semaine_map.formulas import without_formula
from semaine_map.record.bring.importing import Source, bring
from semaine_map.record.bring.rows import Wishes
from semaine_map.record.doubts import doubts
from semaine_map.record.reading import read

if TYPE_CHECKING:
    from pathlib import Path

    from semaine_map.record.bring.making import Brought

Cell = tuple[str, str]
"""Type and value: ``text``, ``number``, ``date`` (an ISO date), ``error`` or nothing."""

TABLE: list[list[Cell]] = [
    [("text", "Datum"), ("text", "Breite"), ("text", "Länge"), ("text", "Ereignis"), ("text", "Tote")],
    [("date", "1938-01-25"), ("number", "41.3829"), ("number", "2.1443"), ("text", "Bombe am Hafen & Markt"), ("number", "70")],
    [("", "")] * 5,
    [("date", "1938-03-17"), ("number", "41.4035"), ("number", "2.1641"), ("text", "Fünf Züge"), ("error", "#N/A")],
]

_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def days_of(iso: str) -> int:
    """Return a date as a spreadsheet counts it, in days from 30 December 1899."""
    from datetime import date  # noqa: PLC0415 - for this alone

    return (date.fromisoformat(iso) - date(1899, 12, 30)).days


def xlsx(path: Path, sheets: dict[str, list[list[Cell]]]) -> Path:
    """Write a workbook as ECMA-376 has it, with the parts that a reader needs."""

    def cell(kind: str, value: str, at: str) -> str:
        if kind == "text":
            return f'<c r="{at}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        if kind == "date":
            return f'<c r="{at}" s="1"><v>{days_of(value)}</v></c>'
        if kind == "error":
            return f'<c r="{at}" t="e"><v>{value}</v></c>'
        return f'<c r="{at}"><v>{value}</v></c>' if kind else ""

    names = list(sheets)
    with zipfile.ZipFile(path, "w") as archive:
        kinds = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
            f'"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{kinds}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        listed = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(names, 1))
        archive.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
        )
        linked = "".join(
            f'<Relationship Id="s{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in range(1, len(names) + 1)
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{linked}<Relationship Id="st" Type="{_OFFICE}/styles"'
            ' Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{_SHEETS}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/>'
            "</cellXfs></styleSheet>",
        )
        for n, rows in enumerate(sheets.values(), 1):
            drawn = "".join(
                f'<row r="{r}">' + "".join(cell(*one, f"{chr(65 + c)}{r}") for c, one in enumerate(row)) + "</row>"
                for r, row in enumerate(rows, 1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{_SHEETS}"><sheetData>{drawn}</sheetData></worksheet>'
            )
    return path


def ods(path: Path, sheets: dict[str, list[list[Cell]]]) -> Path:
    """Write a document as OASIS has it, with the parts that a reader needs."""
    head = "urn:oasis:names:tc:opendocument:xmlns"

    def cell(kind: str, value: str) -> str:
        if kind == "number":
            return (
                f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
            )
        if kind == "date":
            typed = f'office:value-type="date" office:date-value="{value}"'
            return f"<table:table-cell {typed}><text:p>{value}</text:p></table:table-cell>"
        if kind:
            return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
        return "<table:table-cell/>"

    tables = "".join(
        f'<table:table table:name="{name}">'
        + "".join(f"<table:table-row>{''.join(cell(*one) for one in row)}</table:table-row>" for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{head}:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{head}:office:1.0" xmlns:table="{head}:table:1.0"'
            f' xmlns:text="{head}:text:1.0">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def imported(path: Path, **told: str) -> tuple[Brought, list[str]]:
    """Import a file; return the record in the making and what was said."""
    said: list[str] = []
    return bring(Source(path, **told), Wishes(), say=said.append), said  # type: ignore[arg-type]  # the options of a test


@pytest.mark.parametrize("write", [xlsx, ods])
def test_a_spreadsheet_becomes_a_record(tmp_path: Path, write: object) -> None:
    """Real dates, numbers, umlauts; an empty row between is nothing, and an error word is no number."""
    assert callable(write)
    path = write(tmp_path / f"bomben.{'xlsx' if write is xlsx else 'ods'}", {"Bomben": TABLE})
    made, said = imported(path)
    events = list(csv.DictReader(made.files["events.csv"].splitlines()))
    assert [(row["start"], row["title"]) for row in events] == [
        ("1938-01-25", "Bombe am Hafen & Markt"),
        ("1938-03-17", "Fünf Züge"),
    ]
    assert [row["killed_min"] for row in events] == ["70", ""]
    places = list(csv.DictReader(made.files["places.csv"].splitlines()))
    assert [(row["lon"], row["lat"]) for row in places] == [("2.14430", "41.38290"), ("2.16410", "41.40350")]
    assert [line for line in said if line.startswith("title") and "Ereignis" in line and "by its name" in line]
    locators = [row["locator"] for row in csv.DictReader(made.files["citations.csv"].splitlines())]
    assert [locator.split(" ")[-1] for locator in locators] == ["2", "4"]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_of_several_sheets_one_is_named(tmp_path: Path, write: object) -> None:
    """The sheet asked for is read, the others are named, and one that is not there is refused with the choice."""
    assert callable(write)
    notes: list[list[Cell]] = [[("text", "Only words")]]
    path = write(tmp_path / f"two.{'xlsx' if write is xlsx else 'ods'}", {"Notes": notes, "Bomben": TABLE})
    made, _ = imported(path, sheet="Bomben")
    assert made.files["events.csv"].count("1938-") == 2
    with pytest.raises(UsageError, match="Notes"):
        imported(path, sheet="Bombs")


def test_letters_lost_on_the_way_are_told_at_the_import(tmp_path: Path) -> None:
    """Garbled pairs, the sign for a lost letter and question marks within words, each with its lines; an address is none."""
    path = tmp_path / "raids.csv"
    path.write_text(
        "date,lat,lon,title\n1938-01-25,41.38,2.14,HÃ´tel\n1938-01-26,41.39,2.15,L?Op?ra\n1938-01-27,41.4,2.16,Op\ufffdra\n"
        "1938-01-28,41.41,2.17,Who? See https://example.org/a?b\n",
        encoding="utf-8",
    )
    _, said = imported(path)
    assert [line.partition(":")[0] for line in said if "garbled" in line] == [
        "garbled text (UTF-8 read as another encoding), such as 'HÃ´tel', in 2 lines"
    ]
    assert [line for line in said if "question mark" in line and "3 (L?Op?ra)" in line]
    assert not any("example.org" in line and "question mark" in line for line in said)


def test_a_question_mark_within_a_word_is_doubted(tmp_path: Path) -> None:
    """It stops nothing: it may be meant."""
    from semaine_map.record.bring.starter import starter  # noqa: PLC0415 - for this alone

    for name, text in starter("my-village", Wishes()).items():
        (tmp_path / name).write_text(text.replace("Market square", "March? aux fleurs de l?Op?ra"), encoding="utf-8")
    told = [doubt for doubt in doubts(read(tmp_path)) if "question mark" in doubt.reason]
    assert [(doubt.file, doubt.line) for doubt in told] == [("places.csv", 2)]
    assert "'l?Op?ra'" in told[0].reason


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("日期,纬度,经度,标题", "zh"),
        ("날짜,위도,경도,제목", "ko"),
        ("תאריך,קו רוחב,קו אורך,כותרת", "he"),
        ("التاريخ,خط العرض,خط الطول,العنوان", "ar"),
        ("Ημερομηνία,Πλάτος,Μήκος,Τίτλος", "el"),
        ("Дата,Широта,Долгота,Событие", "ru"),
    ],
)
def test_headings_in_any_script_are_known(tmp_path: Path, header: str, language: str) -> None:
    """Date, position and title by their names, without an option."""
    path = tmp_path / f"{language}.csv"
    path.write_text(
        f"{header.replace('התאריך', 'תאריך')}\n1937-07-07,39.85,116.21,A\n1937-07-29,39.90,116.39,B\n", encoding="utf-8"
    )
    made, said = imported(path)
    assert made.files["events.csv"].count("1937-07-") == 2
    assert sum("by its name" in line for line in "\n".join(said).splitlines()) == 4


def test_error_words_of_a_spreadsheet_are_left_empty_and_told(tmp_path: Path) -> None:
    """The record builds without them, and the report says which and where."""
    path = tmp_path / "raids.csv"
    path.write_text(
        "date,lat,lon,title,killed\n1938-01-25,41.38,2.14,#REF!,#N/A\n1938-01-26,41.39,2.15,Fine,3\n", encoding="utf-8"
    )
    made, said = imported(path)
    assert "#" not in made.files["events.csv"] + made.files["places.csv"]
    assert "2 cells with error words of a spreadsheet (#REF!, #N/A) left empty, in line 2" in said[0]


def test_a_number_with_its_sign_stays_one_and_all_else_that_a_sign_begins_is_text() -> None:
    """Names that Python takes for numbers too, which a spreadsheet would look up and not find."""
    numbers = ("-5", "+2.33500", "-2,5", "-.5", "+1e-5")
    assert [without_formula(cell) for cell in numbers] == list(numbers)
    texts = ("=1", "+33 1", "-inf", "+nan", "-1_0", "-1+2", "@a", "\t5")
    assert [without_formula(cell) for cell in texts] == [f"'{cell}" for cell in texts]
    assert [without_formula(cell) for cell in ("", "a=1", 7, None)] == ["", "a=1", 7, None]
