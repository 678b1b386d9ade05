"""One notebook from top to bottom, in a kernel of its own."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

SECONDS = 300


def run(path: Path, folder: Path | None = None) -> NotebookNode:
    """The notebook with its outputs, run in ``folder`` (its own by default). Raises
    ``nbclient.exceptions.CellExecutionError`` where a cell fails."""
    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(folder or path.parent)}}
    client = NotebookClient(notebook, timeout=SECONDS, kernel_name="python3", resources=place)
    client.execute()
    return notebook


def tidy(notebook: NotebookNode) -> NotebookNode:
    """Without what changes from run to run: times, and who ran it."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
    return notebook


def written(notebook: NotebookNode) -> str:
    """The file's text, as Jupyter writes it."""
    text: str = nbformat.writes(notebook)
    return text if text.endswith("\n") else f"{text}\n"
