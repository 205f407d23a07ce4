"""Each notebook runs from top to bottom, as a newcomer would run it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::RuntimeWarning")
def test_a_notebook_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs, and those meant to show something show it."""
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]  # nbformat has no types
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in code if not cell.source.startswith("import tempfile"))
    assert not any(output.output_type == "error" for cell in code for output in cell.outputs)


def test_notebooks_are_kept_without_output() -> None:
    """What a run prints is not stored: the same notebook is the same file."""
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:  # type: ignore[no-untyped-call]  # the same
            assert not cell.get("outputs"), path.name
