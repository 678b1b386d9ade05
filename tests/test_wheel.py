"""An installed wheel works from any folder: ``models/``, pages, words and migrations travel with
it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
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


def files_of(package: Path, suffixes: tuple[str, ...]) -> set[str]:
    found = (p.relative_to(package).as_posix() for p in package.rglob("*") if p.suffix in suffixes)
    return {name for name in found if "__pycache__" not in name}


# What a wheel must hold: a kind of file, and one of them that would be missed.
KINDS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("code and migrations", (".py",), "store/migrations/versions/r0001_readings.py"),
    ("templates", (".j2",), "compile/templates/report.html.j2"),
    ("scripts", (".js",), "review/static/lib/marks.js"),
    ("styles and pictures", (".css", ".svg"), "review/static/matrix.css"),
    ("catalogues", (".mo",), "review/locale/vi/LC_MESSAGES/desk.mo"),
    ("schemas", (".json",), "compile/document.schema.json"),
)


@pytest.mark.parametrize(("_kind", "suffixes", "one"), KINDS, ids=[row[0] for row in KINDS])
def test_the_wheel_holds_every_file_of(
    _kind: str, suffixes: tuple[str, ...], one: str, installed: Path, root: Path
) -> None:
    wanted = files_of(root / "pipeline", suffixes)
    assert one in wanted
    assert wanted - files_of(installed / "pipeline", suffixes) == set()


def test_the_wheel_holds_knowledge_and_no_tests(installed: Path, root: Path) -> None:
    kinds = (".yaml", ".cfg", ".onnx")
    wanted = files_of(root / "models", kinds)
    assert {"outlines/bc-544.yaml", "letter_pipeline/config.cfg", "digits/digits.onnx"} <= wanted
    assert wanted - files_of(installed / "pipeline" / "_models", kinds) == set()
    assert not (installed / "tests").exists() and not (installed / "tools").exists()


def test_the_desk_of_the_wheel_makes_its_database(installed: Path, tmp_path: Path) -> None:
    """With the migrations that it brings, and without a port or a network."""
    help_ = vanban(installed, tmp_path, "serve", "--help", "--lang", "en")
    assert help_.returncode == 0 and "--openapi" in help_.stdout, help_.stderr
    done = vanban(installed, tmp_path, "serve", "out", "--openapi", "api.json")
    assert done.returncode == 0, done.stderr
    paths = json.loads((tmp_path / "api.json").read_text("utf-8"))["paths"]
    assert any(path.endswith("/documents") for path in paths)
    with closing(sqlite3.connect(tmp_path / "out" / "vanban.db")) as base:
        tables = {row[0] for row in base.execute("SELECT name FROM sqlite_master")}
    assert {"documents", "events", "users", "alembic_version"} <= tables


def test_the_wheel_finds_its_own_knowledge(installed: Path, tmp_path: Path) -> None:
    assert "_models" in vanban(installed, tmp_path, "doctor").stdout


@pytest.mark.slow
def test_the_wheel_works_from_any_folder(installed: Path, tmp_path: Path, root: Path) -> None:
    letter = root / "data" / "gold" / "bc-yen-bai.txt"
    done = vanban(installed, tmp_path, "run", letter, "--out", "out")
    assert done.returncode == 0, done.stderr
    line = json.loads((tmp_path / "out" / "documents.jsonl").read_text("utf-8"))
    assert line["coverage"]["outline"] == "bc-544"
    assert line["cites"]["733/QĐ-TTg"] == "direct"
