"""The documents are true: what they tell people to type, works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode, VanbanError
from tests.test_ground import all_errors

BLOCK = re.compile(r"```sh\n(.*?)```", re.S)


def commands(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    lines = "\n".join(BLOCK.findall(text)).splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "data/README.md"])
def test_every_make_target_that_is_named_exists(root: Path, name: str) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", (root / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"`?make ([a-z0-9-]+)", (root / name).read_text("utf-8")))
    assert named <= targets


@pytest.mark.ocr
@pytest.mark.xdist_group("demo")
def test_the_commands_of_the_readme_run_word_for_word(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    ran = 0
    for line in commands(root / "README.md"):
        words = shlex.split(line)
        if words[0] == "make":
            continue  # the targets run these same commands, and this very test
        assert words[0] == ".venv/bin/vanban"
        moved = [w.replace("data/processed", str(tmp_path)) for w in words[1:]]
        assert main(moved) == ExitCode.OK, line
        ran += 1
    assert ran >= 10


def test_every_code_is_documented(root: Path) -> None:
    text = (root / "docs" / "output.md").read_text("utf-8")
    of_inputs: list[type[VanbanError]] = [
        k for k in all_errors() if k.exit_code == ExitCode.SOME_FAILED
    ]
    assert [k.code for k in of_inputs if f"`{k.code}`" not in text] == []


def test_every_exit_code_is_documented(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")
    codes = text.partition("Exit codes:")[2].split("\n\n")[0]
    assert {int(n) for n in re.findall(r"(?:^|· |: ?)\s*(\d+) ", codes)} == {*map(int, ExitCode)}


def test_every_link_leads_somewhere(root: Path) -> None:
    for page in (
        root / "README.md",
        root / "CONTRIBUTING.md",
        *sorted((root / "docs").glob("*.md")),
    ):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_room_is_named_in_contributing(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text("utf-8")
    for path in re.findall(r"`((?:pipeline|models|tools|data|benchmarks)/[\w./-]+)`", text):
        assert (root / path).exists(), path
