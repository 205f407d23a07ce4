"""Records for the tests: the sound little one, that one with a defect, and the real one."""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from semaine_map import exports
from semaine_map.build import load
from semaine_map.record import reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from semaine_map.history.dataset import Dataset

# Readers that look into a kit leave no statistics (.aux.xml) beside its files.
os.environ["GDAL_PAM_ENABLED"] = "NO"

DATA = Path(__file__).parent / "data"
SOUND = DATA / "sound"


@pytest.fixture
def copy_record(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that copies the sound record, with the files of a defect laid over it."""

    def copy(defect: str | None = None) -> Path:
        folder = tmp_path / "record"
        shutil.copytree(SOUND, folder)
        if defect is not None:
            shutil.copytree(DATA / defect, folder, dirs_exist_ok=True)
            for name in ("expected.txt", "REMOVED"):
                if (folder / name).exists():
                    if name == "REMOVED":
                        for removed in (folder / name).read_text(encoding="utf-8").split():
                            (folder / removed).unlink()
                    (folder / name).unlink()
        return folder

    return copy


def with_columns(dataset: Dataset, table: str, /, **columns: object) -> Dataset:
    """Return ``dataset`` with ``columns`` of its ``table`` replaced."""
    return replace(dataset, tables={**dataset.tables, table: {**dataset.tables[table], **columns}})


@pytest.fixture(scope="session")
def sound() -> Dataset:
    """Return the joined little record."""
    return load(SOUND)


@pytest.fixture(scope="session")
def real() -> Dataset:
    """Return the joined record of the Bloody Week."""
    return load(reading.find_geodata())


@pytest.fixture(scope="session")
def kit(real: Dataset) -> exports.Kit:
    """Return every layer and table of the Bloody Week."""
    return exports.gather(real)


@pytest.fixture(scope="session")
def gis(kit: exports.Kit, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the Bloody Week in every format."""
    folder = tmp_path_factory.mktemp("gis")
    exports.write(kit, folder)
    return folder


@pytest.fixture(scope="session")
def spatial() -> duckdb.DuckDBPyConnection:
    """Return DuckDB with its spatial extension, from the package that carries it."""
    found = importlib.util.find_spec("duckdb_extension_spatial")
    files = sorted(Path(found.origin).parent.rglob("spatial.duckdb_extension")) if found and found.origin else []
    if not files:
        pytest.skip("needs DuckDB's spatial extension: pip install duckdb-extension-spatial, of DuckDB's own version")
    connection = duckdb.connect(config={"allow_unsigned_extensions": "true"})
    connection.execute(f"LOAD '{files[-1]}'")
    return connection
