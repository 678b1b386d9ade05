"""Which files are found, and under which names."""

from __future__ import annotations

import os
from pathlib import Path

from pipeline.intake import find

PDF = b"%PDF-1.4\n%%EOF"


def _put(path: Path, data: bytes = PDF) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _names(*inputs: Path) -> list[str]:
    return [name for _, name in find(inputs)]


def test_folders_are_walked_sorted_with_slashes(tmp_path: Path) -> None:
    for name in ("b.pdf", "a/2.txt", "a/1.docx", "a/sub/x.TIF"):
        _put(tmp_path / name)
    assert _names(tmp_path) == ["b.pdf", "a/1.docx", "a/2.txt", "a/sub/x.TIF"]


def test_hidden_files_and_other_kinds_are_passed_over(tmp_path: Path) -> None:
    for name in (".hid.pdf", ".git/x.pdf", "gold.json", "t.xlsx", "p.html", "~$a.docx", "a.pdf"):
        _put(tmp_path / name)
    assert _names(tmp_path) == ["a.pdf"]


def test_a_file_named_itself_is_always_taken(tmp_path: Path) -> None:
    file = _put(tmp_path / "gold.json", b"{}")
    assert find([file]) == [(file, "gold.json")]


def test_an_unknown_suffix_is_taken_for_its_content(tmp_path: Path) -> None:
    _put(tmp_path / "scan.0001")
    _put(tmp_path / "notes.0002", b"words")
    assert _names(tmp_path) == ["scan.0001"]


def test_a_pipe_is_never_opened_while_looking(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xyz")
    assert _names(tmp_path) == []


def test_equal_names_get_their_folder(tmp_path: Path) -> None:
    one, two = _put(tmp_path / "2021" / "bc.pdf"), _put(tmp_path / "2022" / "bc.pdf")
    assert _names(one.parent, two.parent) == ["2021/bc.pdf", "2022/bc.pdf"]
    assert _names(one, two) == ["2021/bc.pdf", "2022/bc.pdf"]


def test_equal_names_under_equal_folders_go_one_up(tmp_path: Path) -> None:
    one, two = _put(tmp_path / "x/in/bc.pdf"), _put(tmp_path / "y/in/bc.pdf")
    assert _names(one.parent, two.parent) == ["x/in/bc.pdf", "y/in/bc.pdf"]


def test_the_same_file_twice_is_one(tmp_path: Path) -> None:
    file = _put(tmp_path / "bc.pdf")
    assert _names(tmp_path, file, tmp_path) == ["bc.pdf"]


def test_what_is_not_there_is_kept_for_its_refusal(tmp_path: Path) -> None:
    assert _names(tmp_path / "missing.pdf") == ["missing.pdf"]
