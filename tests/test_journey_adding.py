"""Letters handed in at the desk: added to what is there, and never lost by a later run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline import settings
from pipeline.compile.contract import read_documents
from pipeline.errors import BadKnowledge, VanbanError
from pipeline.incoming import Incoming
from pipeline.journey import inputs, run
from pipeline.journey.adding import add
from pipeline.records import Problem
from pipeline.work import inline

FIRST, SECOND, THIRD = "cv-01", "kh-02", "cv-03"
TEXT = """ỦY BAN NHÂN DÂN
HUYỆN ĐỒNG XUÂN
Số: {number}/UBND-NV
V/v đăng ký thi đua

Kính gửi: Các phòng, ban chuyên môn.
Ủy ban nhân dân huyện đề nghị các đơn vị gửi bản đăng ký trước ngày 15 tháng 3.
Nơi nhận:
- Như trên;
- Lưu: VT.
"""


class Told:
    """Both kinds of watcher; remembers what was said."""

    def __init__(self) -> None:
        self.told: list[tuple[Any, ...]] = []

    def seen(self, key: str, pages: int) -> None:
        self.told.append(("seen", key))

    def refused(self, key: str, code: str, message: str) -> None:
        self.told.append(("refused", key, code))

    def page(self, key: str, number: int, *_: object) -> None:
        self.told.append(("page", key, number))

    def stage(self, code: str, steps: int | None = None) -> None:
        self.told.append(("stage", code))

    def step(self) -> None: ...

    def begin(self, letters: int, pages: int) -> None: ...
    def trouble(self, name: str, problem: Problem) -> None: ...


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office's own folder with one letter."""
    made = tmp_path / "in" / "tỉnh"
    made.mkdir(parents=True)
    (made / f"{FIRST}.txt").write_text(text(FIRST), encoding="utf-8")
    return made.parent


def text(letter: str) -> str:
    return TEXT.format(number=letter[-2:])


def upload(out: Path, letter: str, name: str = "") -> Incoming:
    """The desk puts the bytes there under their hash, here under the letter's own name."""
    target = out / inputs.UPLOADS / f"{letter}.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text(letter), encoding="utf-8")
    return Incoming(f"key of {letter}", target, name or f"{letter}.txt")


def go(paths: Sequence[Path], out: Path, **chosen: Any) -> None:
    run(paths, out, settings.load({"workers": 1, **chosen}), Told(), inline)


def hand_in(out: Path, *letters: Incoming) -> list[tuple[Any, ...]]:
    told = Told()
    add(letters, out, settings.load({"workers": 1}), told, inline)
    return told.told


def files(out: Path) -> list[str]:
    return [d["file"] for d in read_documents(out / "documents.jsonl")]


def test_an_empty_desk_takes_its_first_letter(out: Path) -> None:
    told = hand_in(out, upload(out, FIRST, "công văn.txt"))
    assert files(out) == ["công văn.txt"]
    key = f"key of {FIRST}"
    assert told[:2] == [("seen", key), ("page", key, 1)]
    stages = ["filing", "analysing", "comparing", "judging", "writing", "compiling"]
    assert [each[1] for each in told if each[0] == "stage"] == stages
    assert told[-1] == ("stage", "compiling")


def test_earlier_letters_stay(folder: Path, out: Path) -> None:
    """With their names, though the folder they came from is gone meanwhile."""
    go([folder], out)
    shutil.rmtree(folder)
    hand_in(out, upload(out, SECOND))
    assert files(out) == [f"{SECOND}.txt", f"tỉnh/{FIRST}.txt"]
    hand_in(out, upload(out, THIRD))
    assert files(out) == [f"{THIRD}.txt", f"{SECOND}.txt", f"tỉnh/{FIRST}.txt"]
    assert all(d["status"] == "ok" for d in read_documents(out / "documents.jsonl"))


def test_a_later_run_reads_them_too(folder: Path, out: Path) -> None:
    hand_in(out, upload(out, SECOND, "a.txt"))
    go([folder], out)
    assert files(out) == ["a.txt", f"tỉnh/{FIRST}.txt"]
    go([out / inputs.UPLOADS], out)  # who names the folder of uploads means the same
    assert files(out) == ["a.txt"]


def test_what_was_refused_before_is_still_told(folder: Path, out: Path) -> None:
    (folder / "khóa.pdf").write_bytes(b"not really")
    go([folder], out)
    hand_in(out, upload(out, SECOND))
    assert "khóa.pdf" in files(out)


def test_names_that_are_taken_get_a_number(out: Path) -> None:
    hand_in(out, upload(out, FIRST, "bc.txt"))
    hand_in(out, upload(out, SECOND, "bc.txt"), upload(out, THIRD, "bc.txt"))
    assert files(out) == ["bc (2).txt", "bc (3).txt", "bc.txt"]


def test_a_folders_letter_keeps_its_name(folder: Path, out: Path) -> None:
    """The one handed in makes room, and still is another letter."""
    hand_in(out, upload(out, SECOND, "x.txt"))
    (folder / "x.txt").write_bytes((folder / "tỉnh" / f"{FIRST}.txt").read_bytes())
    shutil.rmtree(folder / "tỉnh")
    go([folder], out)
    assert files(out) == ["x (2).txt", "x.txt"]


def test_a_refused_file_changes_nothing(out: Path) -> None:
    hand_in(out, upload(out, FIRST))
    before = (out / "documents.jsonl").read_bytes()
    lie = Incoming("lie", out / inputs.UPLOADS / "lie.pdf", "lie.pdf")
    lie.path.write_bytes(b"<html><script>alert(1)</script>")
    assert hand_in(out, lie) == [("refused", "lie", "not_a_document")]
    assert (out / "documents.jsonl").read_bytes() == before
    assert list(inputs.uploads(out)) == [f"{FIRST}.txt"]


def test_a_run_that_fails_lists_none_of_the_new(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(out, upload(out, FIRST))
    before = (out / "documents.jsonl").read_bytes()

    def fails(*_: object, **__: object) -> None:
        raise BadKnowledge(where="$", what="broken")

    monkeypatch.setattr("pipeline.journey.adding.run", fails)
    with pytest.raises(VanbanError):
        hand_in(out, upload(out, SECOND))
    assert list(inputs.uploads(out)) == [f"{FIRST}.txt"]
    assert (out / "documents.jsonl").read_bytes() == before


def test_it_is_asked_what_was_asked_before(folder: Path, out: Path) -> None:
    """A letter handed in does not change what the others are held against."""
    go([folder], out, decisions=["999/QĐ-TTg"])
    hand_in(out, upload(out, SECOND))
    for document in read_documents(out / "documents.jsonl"):
        assert "999/QĐ-TTg" in document["cites"], document["file"]


def test_a_lost_note_costs_only_the_settings(folder: Path, out: Path) -> None:
    go([folder], out)
    (out / "cache" / "inputs.json").unlink()
    hand_in(out, upload(out, SECOND))
    assert files(out) == [f"{SECOND}.txt", f"tỉnh/{FIRST}.txt"]


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"letters": 3}', '{"letters": [{}]}'])
def test_a_damaged_note_is_as_good_as_none(out: Path, damage: str) -> None:
    (out / "cache").mkdir(parents=True)
    (out / "cache" / "inputs.json").write_text(damage)
    assert inputs.recall(out, ()) == inputs.Earlier((), {})


# A list that leads elsewhere: only plain names below ``uploads`` count.
@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "a/b.txt", "..\\x.txt", ""])
def test_the_list_names_no_places(out: Path, name: str) -> None:
    (out / "uploads").mkdir(parents=True)
    (out / "uploads" / "letters.json").write_text(json.dumps({name: "x", "a.txt": "a"}))
    assert inputs.uploads(out) == ({"a.txt": "a", "": "x"} if name == "" else {"a.txt": "a"})
    (out.parent / "secret.txt").write_text("secret")
    assert inputs.gather([], out) == []


# (name, names that are taken, what it becomes)
@pytest.mark.parametrize(
    ("name", "taken", "becomes"),
    [
        ("a.pdf", set(), "a.pdf"),
        ("a.pdf", {"a.pdf"}, "a (2).pdf"),
        ("a.pdf", {"a.pdf", "a (2).pdf"}, "a (3).pdf"),
        ("tỉnh/a.pdf", {"tỉnh/a.pdf"}, "tỉnh/a (2).pdf"),
        ("a", {"a"}, "a (2)"),
    ],
)
def test_names_unlike_others(name: str, taken: set[str], becomes: str) -> None:
    assert inputs.unlike(name, taken) == becomes
