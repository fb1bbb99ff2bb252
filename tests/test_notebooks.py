"""The notebooks run from top to bottom, and what is in the repository was run too."""

import nbformat
import pytest

from docs import build

NAMES = ["01_eerste_blik.ipynb", "02_eigen_taxonomie.ipynb"]


def outputs(notebook):
    return [o for cell in notebook.cells for o in cell.get("outputs", [])]


def shown(notebook):
    """Return all text that a notebook shows."""
    texts = [o.get("text", "") + str(o.get("data", {})) for o in outputs(notebook)]
    return "\n".join(texts)


def test_all_notebooks_are_tested():
    assert [path.name for path in build.NOTEBOOKS] == NAMES


@pytest.mark.parametrize("path", build.NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stored_with_its_output(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), "make docs"
    assert not [o for o in outputs(notebook) if o.output_type == "error"]


@pytest.mark.model
def test_first_look_runs():
    notebook = build.executed(build.NOTEBOOKS[0])
    assert "image/png" in shown(notebook)
    assert "entities" in shown(notebook)
    assert "alles gelezen: True - niets kwijt: True" in shown(notebook)


@pytest.mark.model
def test_own_taxonomy_runs():
    notebook = build.executed(build.NOTEBOOKS[1])
    text = shown(notebook)
    assert "('landbouw'," in text
    assert "regel" in text or "line" in text
    assert "hoofdthema goed in" in text
