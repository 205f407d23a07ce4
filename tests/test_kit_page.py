"""`docs/kit.md`: the same five questions in five tools, the same figures from each."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

PAGE = (Path(__file__).parent.parent / "docs" / "kit.md").read_text(encoding="utf-8")
POSTGRES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/nowhere"))

Answers = list[list[tuple[Any, ...]]]


def block(language: str, mark: str = "") -> str:
    """Return the block of code of ``language`` that begins with ``mark``."""
    found = [one for one in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if one.startswith(mark)]
    return str(found[0])


def statements(mark: str) -> list[str]:
    """Return the statements of SQL under ``mark``."""
    return [one.strip() for one in block("sql", f"-- {mark}").removeprefix(f"-- {mark}").split(";") if one.strip()]


def plain(rows: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - rows of whatever tool
    """Return rows with days as text and numbers as floats or whole numbers, whatever type a tool gives them."""

    def cell(value: Any) -> Any:  # noqa: ANN401 - the same
        text = str(value)
        return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text[:10] if re.match(r"\d{4}-\d\d-\d\d", text) else text

    return [tuple(cell(one) for one in row) for row in rows]


@pytest.fixture(scope="module")
def expected(gis: Path) -> Answers:
    """Return the answers of the block for GeoPandas."""
    names: dict[str, Any] = {}
    before = Path.cwd()
    os.chdir(gis)
    try:
        exec(block("python"), names)  # noqa: S102 - our own page
    finally:
        os.chdir(before)
    held = [(str(day), km2) for day, km2 in names["held"].items()]
    tables = [list(names[name].itertuples(index=False, name=None)) for name in ("quartiers", "streets", "cited")]
    return [plain(one) for one in ([(names["near"],)], tables[0], held, tables[1], tables[2])]


def test_the_questions_have_answers(expected: Answers) -> None:
    """Some barricades lie near a fire, five rows are the first of each list, and the army's ground grows each evening."""
    assert expected[0][0][0] > 0
    assert [len(one) for one in (expected[1], expected[3], expected[4])] == [5, 5, 5]
    grown = [km2 for _, km2 in expected[2]]
    assert grown == sorted(grown)


def test_duckdb_answers_the_same(spatial: duckdb.DuckDBPyConnection, gis: Path, expected: Answers) -> None:
    """From the partitioned GeoParquet."""
    run = [one.replace("'parquet/", f"'{gis}/parquet/") for one in statements("duckdb") if not one.startswith("LOAD")]
    spatial.execute(run[0])
    assert [plain(spatial.execute(one).fetchall()) for one in run[1:]] == expected


def test_r_answers_the_same(gis: Path, expected: Answers) -> None:
    """From the GeoPackage, through sf."""
    rscript = shutil.which("Rscript")
    if rscript is None or subprocess.run([rscript, "-e", "library(sf)"], capture_output=True, check=False).returncode:
        pytest.skip("R's sf is not installed here, so its block was not run (Debian: apt-get install r-cran-sf)")
    ran = subprocess.run([rscript, "-e", block("r")], capture_output=True, text=True, check=False, cwd=gis)
    assert ran.returncode == 0, ran.stderr
    lines = [line.split() for line in ran.stdout.splitlines()]
    rows = [line for line in lines if line and re.fullmatch(r"\d+(\.\d+)?", line[-1])]
    rows[0] = rows[0][1:]  # R counts what it prints
    assert [row for answer in expected for row in answer] == plain(rows)


@pytest.fixture(scope="module")
def database() -> Iterator[dict[str, str]]:
    """Start a PostgreSQL of the test's own, on a socket in its own folder, and make the database of the page."""
    if not (POSTGRES / "initdb").exists() or shutil.which("ogr2ogr") is None or shutil.which("psql") is None:
        pytest.skip("PostGIS is not installed here, so its block was not run (Debian: apt-get install postgis gdal-bin)")
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))  # short, since a socket's path may not be long; and open to its user
    as_user: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        shutil.chown(folder, "postgres", "postgres")

    def run(*command: str) -> None:
        ran = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False, cwd="/")
        if ran.returncode:
            pytest.skip(f"PostgreSQL could not be started here, so its block was not run: {(ran.stderr or ran.stdout)[-300:]}")

    data = folder / "data"
    run(str(POSTGRES / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "--no-sync")
    listen = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run(str(POSTGRES / "pg_ctl"), "-D", str(data), "-o", listen, "-l", str(folder / "log"), "-w", "start")
    environment = {**os.environ, "PGHOST": str(folder), "PGUSER": "postgres", "PGDATABASE": "week", "PGTZ": "America/Los_Angeles"}
    try:
        yield environment
    finally:
        run(str(POSTGRES / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_postgis_answers_the_same(database: dict[str, str], gis: Path, expected: Answers) -> None:
    """From the GeoPackage through ogr2ogr, in a time zone west of UTC: dates are the same dates there."""
    ran = subprocess.run(block("sh"), shell=True, capture_output=True, text=True, check=False, cwd=gis, env=database)  # noqa: S602 - our own page
    if "postgis" in ran.stderr and "not available" in ran.stderr:
        pytest.skip("PostgreSQL has no PostGIS here, so its block was not run (Debian: apt-get install postgresql-postgis)")
    assert ran.returncode == 0, ran.stderr

    def ask(statement: str) -> list[tuple[Any, ...]]:
        asked = ["psql", "-AtX", "-F", "|", "-v", "ON_ERROR_STOP=1", "-c", statement]
        output = subprocess.run(asked, capture_output=True, text=True, check=True, env=database).stdout
        return plain(line.split("|") for line in output.splitlines() if line != "CREATE VIEW")

    first, *questions = statements("postgis")
    ask(first)
    assert [ask(one) for one in questions] == expected
    assert ask("SELECT count(*) FROM events WHERE (start_at AT TIME ZONE 'UTC')::date <> start") == [(0.0,)]


IN_QGIS = """
import json, sys
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
application = QgsApplication([], False)
application.initQgis()
kit, questions = sys.argv[1], json.loads(sys.argv[2])
for name in ("events", "events_by_day", "control", "damage", "citations"):
    QgsProject.instance().addMapLayer(QgsVectorLayer(f"{kit}|layername={name}", name, "ogr"))
answers = []
for question in questions:
    from qgis.core import QgsVirtualLayerDefinition
    made = QgsVirtualLayerDefinition()
    made.setQuery(question)
    layer = QgsVectorLayer(made.toString(), "answer", "virtual")
    assert layer.isValid(), (question, layer.error().message())
    answers.append([[str(cell) if not hasattr(cell, "toString") else cell.toString("yyyy-MM-dd") for cell in row.attributes()]
                    for row in layer.getFeatures()])
print(json.dumps(answers))
import os
sys.stdout.flush()
os._exit(0)
"""


def test_qgis_answers_the_same(gis: Path, expected: Answers) -> None:
    """Through virtual layers, in a real QGIS."""
    python = shutil.which("python3", path="/usr/bin")
    if python is None or subprocess.run([python, "-c", "import qgis.core"], capture_output=True, check=False).returncode:
        pytest.skip("QGIS is not installed here, so its block was not run (Debian: apt-get install python3-qgis)")
    command = [python, "-c", IN_QGIS, str(next(gis.glob("*.gpkg"))), json.dumps(statements("qgis"))]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONPATH", None)
    ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert [plain(one) for one in json.loads(ran.stdout.strip().splitlines()[-1])] == expected
