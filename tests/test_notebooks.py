"""The notebooks run from top to bottom, and what is stored in them is what they show."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tools.notebooks.run import run, tidy, written

NAMES = ("01-first-look", "02-compliance-table", "03-how-localities-adapt", "04-how-good-is-it")
LARGEST = 400_000
"""Bytes of a notebook with its outputs."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the notebooks need, so that they write nothing into the checkout."""
    root = Path(__file__).resolve().parents[1]
    copy = tmp_path_factory.mktemp("notebooks")
    for part in ("data/gold", "notebooks"):
        shutil.copytree(root / part, copy / part)
    (copy / "docs").mkdir()
    shutil.copy(root / "docs" / "noise-curve.json", copy / "docs")
    return copy


def stored(root: Path, name: str) -> NotebookNode:
    return nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)


def kinds(notebook: NotebookNode) -> list[list[str]]:
    """What kind of thing each code cell shows."""
    return [
        sorted({o.get("output_type", "") for o in cell.outputs})
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def test_these_are_all_notebooks(root: Path) -> None:
    assert sorted(p.stem for p in (root / "notebooks").glob("*.ipynb")) == list(NAMES)


@pytest.mark.ocr
@pytest.mark.xdist_group("notebooks")
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_from_top_to_bottom(
    place: Path, root: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("VANBAN_WORKERS", "1")
    ran = run(place / "notebooks" / f"{name}.ipynb")
    assert kinds(ran) == kinds(stored(root, name))
    assert any(shown for shown in kinds(ran))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_tidy(root: Path, name: str) -> None:
    path = root / "notebooks" / f"{name}.ipynb"
    text = path.read_text("utf-8")
    assert text == written(tidy(stored(root, name)))
    assert len(text.encode()) < LARGEST
    for trace in ("/root/", "/home/", "/tmp/", "site-packages"):  # noqa: S108 (looked for)
        assert trace not in text


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_uses_only_the_public_api(root: Path, name: str) -> None:
    """Nothing of ours but `pipeline`, its spaCy pipeline and the adaptation measures."""
    allowed = ("import pipeline\n", "from pipeline import language\n",
               "from pipeline.compile.adaptation import")  # fmt: skip
    for cell in stored(root, name).cells:
        if cell.cell_type != "code":
            continue
        for line in cell.source.splitlines(keepends=True):
            if "import" in line.split() and "pipeline" in line:
                assert f"{line.rstrip()}\n".startswith(allowed), line


@pytest.mark.parametrize("name", NAMES[1:])
def test_no_letter_kept_for_testing_is_shown(root: Path, name: str) -> None:
    """Figures of the split `test` may be printed, its letters not."""
    import json

    text = (root / "notebooks" / f"{name}.ipynb").read_text("utf-8")
    kept = [
        path.stem
        for path in sorted((root / "data" / "gold").glob("*.json"))
        if json.loads(path.read_text("utf-8"))["split"] == "test"
    ]
    assert kept
    assert [stem for stem in kept if stem in text] == []


# --- the tool that runs them -----------------------------------------------------------------


def notebook(*sources: str) -> NotebookNode:
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    for cell in cells:
        cell.pop("id")
        cell.metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    made = nbformat.v4.new_notebook(nbformat_minor=4)
    made.cells = cells
    made.metadata["language_info"] = {"name": "python", "version": "3.11.7"}
    return made


def test_tidy_takes_times_and_versions_away() -> None:
    made = tidy(notebook("1 + 1"))
    text = written(made)
    assert "2026" not in text and "3.11.7" not in text
    assert text.endswith("}\n")
    assert made.cells[0].source == "1 + 1"


def test_tidy_twice_is_tidy_once() -> None:
    once = written(tidy(notebook("1 + 1", "print('chữ')")))
    assert written(tidy(nbformat.reads(once, as_version=4))) == once


@pytest.mark.ocr
def test_a_cell_that_fails_stops_the_notebook(tmp_path: Path) -> None:
    from nbclient.exceptions import CellExecutionError

    path = tmp_path / "sai.ipynb"
    path.write_text(written(notebook("x = 1", "raise ValueError('sai ở đây')")), encoding="utf-8")
    with pytest.raises(CellExecutionError, match="sai ở đây"):
        run(path)


@pytest.mark.ocr
def test_a_notebook_runs_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "nơi.ipynb"
    source = "from pathlib import Path\nprint(Path.cwd().name)"
    path.write_text(written(notebook(source)), encoding="utf-8")
    ran = run(path)
    assert ran.cells[0].outputs[0].text.strip() == tmp_path.name
