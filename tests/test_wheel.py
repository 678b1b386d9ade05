"""An installed wheel works from any folder: ``models/`` travels with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, unpacked as an installer would."""
    root = Path(__file__).resolve().parents[1]
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder), str(root)],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def vanban(installed: Path, cwd: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    # The checkout is installed in this environment too: only the unpacked wheel may be found.
    code = (
        "import sys; sys.path[:0] = [sys.argv.pop(1)]\n"
        "import pipeline; assert 'site' in pipeline.__file__, pipeline.__file__\n"
        "from pipeline.cli import main; sys.exit(main())"
    )
    environment = {**os.environ, "VANBAN_WORKERS": "1", "PYTHONPATH": str(installed)}
    return subprocess.run(
        [sys.executable, "-c", code, str(installed), *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_wheel_holds_knowledge_and_pages(installed: Path) -> None:
    for name in (
        "pipeline/_models/outlines/bc-544.yaml",
        "pipeline/_models/letter_pipeline/config.cfg",
        "pipeline/_models/digits/digits.onnx",
        "pipeline/compile/document.schema.json",
        "pipeline/store/migrations/env.py",
        "pipeline/store/migrations/versions/r0001_readings.py",
    ):
        assert (installed / name).is_file(), name
    assert list((installed / "pipeline" / "compile" / "templates").iterdir())
    assert not (installed / "tests").exists()


def test_the_wheel_works_from_any_folder(installed: Path, tmp_path: Path, root: Path) -> None:
    letter = root / "data" / "gold" / "bc-yen-bai.txt"
    done = vanban(installed, tmp_path, "run", letter, "--out", "out")
    assert done.returncode == 0, done.stderr
    line = json.loads((tmp_path / "out" / "documents.jsonl").read_text("utf-8"))
    assert line["coverage"]["outline"] == "bc-544"
    assert line["cites"]["733/QĐ-TTg"] == "direct"
    assert "_models" in vanban(installed, tmp_path, "doctor").stdout
