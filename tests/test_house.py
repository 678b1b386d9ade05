"""The walls of the house: who may import whom, and how big a room's files may grow."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOMS = {
    "intake", "scan", "reading", "letter", "references", "outline", "compile", "store",
    "evaluation",
}  # fmt: skip
GROUND = {
    "records", "text", "errors", "messages", "words", "files", "settings", "language",
    "geometry", "paper", "terms", "pdf", "points", "machine", "notices", "stages", "incoming",
    "sheets",
}  # fmt: skip
# The journey joins all rooms; the command line calls the journey and shows what comes out.
ALLOWED = {
    "journey": ROOMS | GROUND | {"knowledge", "cache", "work", "folders", "journey"},
    "cli": GROUND
    | {"journey", "compile", "store", "evaluation", "knowledge", "doctor", "review"}
    | {"cli"},
    "knowledge": GROUND | {"knowledge"},
    # The carrier only names the rooms' factories, so that spaCy finds them; see its docstring.
    "language": GROUND | {"reading", "knowledge"},
    "__main__": {"cli"},
    "doctor": GROUND | {"knowledge", "work"},
    "cache": GROUND,
    "work": GROUND | {"work"},
    "folders": GROUND,
    **{room: GROUND | {"knowledge", room} for room in ROOMS},
    # The desk stands on the store and on what is made of published documents.
    "review": GROUND | {"knowledge", "store", "compile", "review"},
}
LONGEST = 400
MEDIAN = 130


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((root / "pipeline").rglob("*.py")):
        parts = path.relative_to(root / "pipeline").with_suffix("").parts
        yield parts[0], path


def imports(path: Path) -> Iterator[str]:
    """First names below ``pipeline`` that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("pipeline."):
                    yield alias.name.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            if node.module == "pipeline":
                yield from (a.name for a in node.names if a.name != "__version__")
            elif node.module.startswith("pipeline."):
                yield node.module.split(".")[1]


def test_no_room_imports_a_sibling(root: Path) -> None:
    wrong = []
    for room, path in modules(root):
        allowed = ALLOWED.get(room, GROUND)
        wrong += [f"{path.name}: {room} → {name}" for name in imports(path) if name not in allowed]
    assert wrong == []


def test_records_import_nothing_of_ours_but_paper(root: Path) -> None:
    assert set(imports(root / "pipeline" / "records.py")) <= {"geometry", "paper"}


def test_the_guard_sees_a_wrong_arrow(tmp_path: Path) -> None:
    """The guard itself can fail: a sibling import is found, even a lazy one."""
    bad = tmp_path / "bad.py"
    bad.write_text("def f():\n    from pipeline.scan import page_image\n", encoding="utf-8")
    assert list(imports(bad)) == ["scan"]
    assert "scan" not in ALLOWED["letter"]


def test_files_stay_small(root: Path) -> None:
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for _, p in modules(root)}
    assert {p.name: n for p, n in sizes.items() if n > LONGEST} == {}
    ordered = sorted(sizes.values())
    assert ordered[len(ordered) // 2] <= MEDIAN


@pytest.mark.parametrize("word", ["733/QĐ-TTg", "544/HD-BTĐKT", "Quảng Bình", "văn hóa công sở"])
def test_no_campaign_is_wired_into_code(root: Path, word: str) -> None:
    """A docstring or a comment may give an example; code may not know a campaign."""
    for _, path in modules(root):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                help_text = path.name == "words.py"  # shows an example to type
                assert id(node) in docs or help_text or word not in node.value, path
