"""Whatever a folder holds, the answer is a sound record or a report in plain words: no traceback, no hang."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from semaine_map.build import load
from semaine_map.cli import main
from semaine_map.errors import SCREEN, RecordError
from semaine_map.record import schema
from tests.conftest import SOUND

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = sorted(path.name for path in SOUND.glob("*.csv"))
DRAWINGS = sorted(path.name for path in (SOUND / "basemap").glob("*.geojson"))
# A few examples each time, always the same; SEMAINE_EXAMPLES=2000 looks for new ones.
QUICK = settings(
    deadline=None,
    max_examples=int(os.environ.get("SEMAINE_EXAMPLES", "30")),
    suppress_health_check=list(HealthCheck),
    derandomize="SEMAINE_EXAMPLES" not in os.environ,
)


def faults_with(name: str, content: bytes | str) -> list[str]:
    """Load the sound record with one file replaced; return the lines of the report, none if it is sound.

    A record that loads must also have days: a sound one is one that can be built.
    """
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "record"
        shutil.copytree(SOUND, folder)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return faults_in(folder)


def faults_in(folder: Path) -> list[str]:
    """Load ``folder`` and put it into days; return the lines of the report, none if it is sound."""
    try:
        _ = load(folder).states
    except RecordError as error:
        lines = str(error).splitlines()
        assert lines, "a refusal gives its reasons"
        assert len(lines) <= SCREEN + 1
        for line in lines:
            assert line.isprintable()
            assert len(line) < 600
            assert line.startswith("…") or line.split(":")[0].endswith((".csv", ".geojson", ".toml"))
        return lines
    return []


def rows_of(name: str) -> list[list[str]]:
    """Return the rows of a table of the sound record."""
    return list(csv.reader((SOUND / name).read_text(encoding="utf-8").splitlines()))


def as_csv(rows: list[list[str]]) -> str:
    """Return ``rows`` as a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["", "0", "-1", "1e400", "nan", "9" * 400, "½", "²", "٣", "1 2", "1|2", "=1+1", "{{7*7}}", "\u202e"]),
    st.sampled_from(["1871-05-24", "1871-05-24T99:99", "../1871-05-22", "1871-05-XX", "y-99", "1871-05-28", "1871-05-21T00:00"]),
    st.sampled_from(["q", "p", "m", "fort", "old-square", "west-gate", "grande-rue", "both", "street-fire", "fire", "main"]),
    st.floats(allow_nan=True, allow_infinity=True).map(str),
    st.integers().map(str),
    st.dates().map(str),
)  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
@QUICK
@given(data=st.data())
def test_any_cell_of_any_table_may_hold_anything(name: str, data: st.DataObject) -> None:
    """One to four cells of a table are replaced: the record is refused with reasons, or can be put into days."""
    rows = rows_of(name)
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(1 if len(rows) > 1 else 0, len(rows) - 1))
        column = data.draw(st.integers(0, len(rows[0]) - 1))
        rows[row][column] = data.draw(CELLS)
    faults_with(name, as_csv(rows))


@pytest.mark.parametrize("name", ["places.csv", "events.csv", "atlas.toml", "basemap/water.geojson"])
@QUICK
@given(content=st.binary(max_size=300), keep=st.integers(0, 600))
@example(content=b"\xff\xfe", keep=0)
@example(content=b"\x00", keep=120)
@example(content=b"\r\r\n\n\r", keep=200)
def test_any_file_may_be_cut_and_go_on_with_anything(name: str, content: bytes, keep: int) -> None:
    """Random bytes behind the sound beginning of a file, or alone."""
    faults_with(name, (SOUND / name).read_bytes()[:keep] + content)


PROPERTIES = ["left", "right", "id", "name", "kind", "through"]
PARTS = ["features", "feature", "type", "geometry", "properties", "coordinates", "position"]
SPOTS = [*PARTS, *PROPERTIES]
LEAVES = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10) | st.sampled_from(["Polygon", "m", "e"])
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(SPOTS), inner), max_leaves=12
)


@pytest.mark.parametrize("name", DRAWINGS)
@QUICK
@given(value=JSON, spot=st.sampled_from(SPOTS), number=st.integers(0, 6))
@example(value={"geometry": "x"}, spot="properties", number=0)
@example(value=[[2.3, 48.85, 1], [2.31, 48.86, 2]], spot="coordinates", number=0)
def test_any_part_of_a_drawing_may_be_anything(name: str, value: object, spot: str, number: int) -> None:
    """One part of a drawing is replaced by random JSON."""
    drawing = json.loads((SOUND / "basemap" / name).read_text(encoding="utf-8"))
    feature: dict[str, Any] = drawing["features"][number % len(drawing["features"])]
    places: dict[str, tuple[Any, Any]] = {
        "features": (drawing, "features"),
        "feature": (drawing["features"], number % len(drawing["features"])),
        "coordinates": (feature["geometry"], "coordinates"),
        "position": (feature["geometry"]["coordinates"], 0),
        "geometry": (feature, "geometry"),
        "properties": (feature, "properties"),
        "type": (feature["geometry"], "type"),
    }
    holder, key = places.get(spot, (feature["properties"], spot))
    holder[key] = value
    faults_with(f"basemap/{name}", json.dumps(drawing))


def test_a_report_is_a_screen_at_most() -> None:
    """Five thousand rows with one fault are one line, which does not hide the fault of another file; all are counted."""
    rows = rows_of("citations.csv")
    rows += [["nobody", "chronicler", f"p. {n}", "supports", "event", "", ""] for n in range(5_000)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "record"
        shutil.copytree(SOUND, folder)
        (folder / "citations.csv").write_text(as_csv(rows), encoding="utf-8")
        (folder / "places.csv").write_text((SOUND / "places.csv").read_text(encoding="utf-8").replace(",gate,", ",door,"))
        with pytest.raises(RecordError) as caught:
            load(folder)
    lines = str(caught.value).splitlines()
    assert caught.value.count == 5_001
    assert len(lines) == 2
    assert lines[0].startswith("citations.csv:13:event_id: 'nobody' is not in events.csv; the like in 5,000 rows: 13, 14, 15")
    assert lines[1].startswith("places.csv:2:kind: 'door' is not one of ")


@pytest.mark.parametrize(("name", "rows", "most"), [("streets.csv", 800_000, "250,000"), ("events.csv", 1_600_000, "1,500,000")])
def test_a_table_of_too_many_rows_is_counted_and_refused(
    name: str, rows: int, most: str, copy_record: Callable[..., Path]
) -> None:
    """It is read to its end for its size, and none of it is kept: two gigabytes of addresses suffice, libraries included."""
    columns = len(schema.BY_NAME[name.removesuffix(".csv")].columns)
    folder = copy_record()
    header = ",".join(column.name for column in schema.BY_NAME[name.removesuffix(".csv")].columns)
    (folder / name).write_bytes(header.encode() + b"\n" + (b"x," * (columns - 1) + b"x\n") * rows)
    answer = validated(folder, addresses_kb=2_000_000)
    reason = f"has {rows:,} rows of {columns} columns, {rows * columns:,} cells; at most {most} rows are read"
    assert answer == [f"{name}:1:file: {reason}: split the record into several", "1 fault found; nothing was written"]


def validated(folder: Path, *, addresses_kb: int) -> list[str]:
    """Validate ``folder`` in a process of its own with so much memory; return the lines of its answer."""
    command = f"ulimit -v {addresses_kb}; exec {sys.executable} -m semaine_map.cli validate --geodata {folder}"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)  # noqa: S607 - any shell will do
    return result.stderr.splitlines()


def test_a_cell_of_two_megabytes_is_refused() -> None:
    """It is reported at its line, in one line."""
    rows = rows_of("places.csv")
    rows[2][9] = "x" * 2_000_000
    (line,) = faults_with("places.csv", as_csv(rows))
    assert line.startswith("places.csv:3:file: is not readable as CSV from here on: the line has 2,0")


def test_a_file_larger_than_memory_is_not_opened(copy_record: Callable[..., Path]) -> None:
    """Its size is enough: a sparse file of a terabyte is refused at once."""
    folder = copy_record()
    with (folder / "events.csv").open("wb") as table:
        table.truncate(10**12)
    (line,) = faults_in(folder)
    assert line == "events.csv:1:file: is 1,000,000 MB large; at most 1,000 MB are read: split the record into several"


def test_many_unknown_ids_among_many_known_ones_take_no_time() -> None:
    """No names that come near are looked up for each of thousands of mistakes."""
    rows = rows_of("places.csv")
    rows += [[f"place-{n}", "x", "x", "square", "2.31000", "48.86000", "40", "building", "inside", ""] for n in range(6_000)]
    rows[1][0] = "moved"
    faults_with("places.csv", as_csv(rows))


def test_a_folder_where_a_file_should_be_is_said(copy_record: Callable[..., Path]) -> None:
    """Table, drawing and week alike."""
    folder = copy_record()
    for name in ("events.csv", "damage.csv", "basemap/water.geojson", "atlas.toml"):
        (folder / name).unlink()
        (folder / name).mkdir()
    wrong = "is a folder; put the file of that name in its place"
    for name in ("events.csv", "damage.csv", "basemap/water.geojson", "atlas.toml"):
        assert f"{name}:1:file: {wrong}" in faults_in(folder)


def test_links_are_followed_unless_they_lead_nowhere(copy_record: Callable[..., Path], tmp_path: Path) -> None:
    """A link to a file outside the record is its owner's affair; a loop and a lost file are faults, also of optional tables."""
    folder = copy_record()
    elsewhere = tmp_path / "elsewhere.csv"
    (folder / "places.csv").rename(elsewhere)
    (folder / "places.csv").symlink_to(elsewhere)
    assert faults_in(folder) == []
    for name, target in (("burials.csv", "burials.csv"), ("errata.csv", "nowhere.csv")):
        (folder / name).unlink()
        (folder / name).symlink_to(target)
    assert faults_in(folder) == [
        f"{name}:1:file: is a link to nowhere; put the file itself in its place, or mend the link"
        for name in ("burials.csv", "errata.csv")
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_pipes_and_devices_are_not_waited_for(copy_record: Callable[..., Path]) -> None:
    """A pipe that nobody writes to, and a device without an end."""
    folder = copy_record()
    for name in ("events.csv", "burials.csv"):
        (folder / name).unlink()
    os.mkfifo(folder / "events.csv")
    (folder / "burials.csv").symlink_to("/dev/zero")
    assert faults_in(folder) == [
        f"{name}:1:file: is not a regular file; put the file itself in its place" for name in ("burials.csv", "events.csv")
    ]


def test_a_file_closed_to_the_reader_is_said(copy_record: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal (simulated, for root may read everything) becomes a sentence; the other files are still checked."""
    folder = copy_record("unknown-kind")
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "places.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    lines = faults_in(folder)
    assert "places.csv:1:file: cannot be read: it is closed to you; allow yourself to read it" in lines
    assert any(line.startswith("events.csv:") for line in lines)


def test_shells_wound_the_other_way_are_no_fault() -> None:
    """RFC 7946 asks readers to accept either winding; the exports write the right one."""
    drawing = json.loads((SOUND / "basemap" / "water.geojson").read_text(encoding="utf-8"))
    drawing["features"][0]["geometry"]["coordinates"][0].reverse()
    assert faults_with("basemap/water.geojson", json.dumps(drawing)) == []


def test_blank_lines_are_no_fault() -> None:
    """Neither between rows nor at the end."""
    text = (SOUND / "places.csv").read_text(encoding="utf-8")
    assert faults_with("places.csv", "\n\n" + text.replace("\n", "\n\n") + "\n\n") == []


@pytest.mark.parametrize("verb", ["validate", "redraw", "describe", "build", "export", "day 1871-05-24", "locate x"])
@pytest.mark.parametrize("defect", ["geometry-null", "properties-missing", "geojson-nested-deeply", "encoding-utf-16"])
def test_no_command_answers_a_broken_record_with_a_traceback(
    verb: str, defect: str, copy_record: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each verb reports the faults; redraw alone goes on where the fault is in a feature that it leaves as it is."""
    command = [*verb.split(), "--geodata", str(copy_record(defect))]
    command += ["--output", str(tmp_path / "output")] if verb in ("build", "export") else []
    goes_on = verb == "redraw" and defect in ("geometry-null", "properties-missing")
    assert main(command) == (0 if goes_on else 1)
    assert ("1 fault found; nothing was written" in capsys.readouterr().err) is not goes_on
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_of_another_alphabet_gets_an_answer(encoding: str) -> None:
    """What it cannot write is spelt out."""
    command = [sys.executable, "-m", "semaine_map.cli", "day", "1871-05-24", "--geodata", str(SOUND)]
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    result = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert b"\\u2014 burning" in result.stdout
    assert result.stderr == b""


def test_every_table_that_must_be_there_is_reached_by_the_tests_above() -> None:
    """The sound record has each of them."""
    assert {table.file for table in schema.TABLES if table.required} <= set(TABLES)
