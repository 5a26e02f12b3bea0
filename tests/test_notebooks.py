"""Every notebook runs from top to bottom, and is kept without its outputs."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"


@pytest.mark.parametrize("name", sorted(p.name for p in FOLDER.glob("*.ipynb")))
def test_a_notebook_runs(name):
    nbformat = pytest.importorskip("nbformat")
    client = pytest.importorskip("nbclient")
    notebook = nbformat.read(FOLDER / name, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "clear the outputs: they are made here"
    client.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}).execute()
    shown = [output["data"].get("text/html", "") for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    assert any('dir="rtl"' in html for html in shown)
