"""``vanban verify``: whole results pass; each planted fault is found, and named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.compile.held import Held
from pipeline.errors import ExitCode, NoInput
from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.journey.verifying import Fault, verify
from pipeline.settings import Settings
from pipeline.work import inline
from tests.cases.documents import TEXT
from tests.cases.paper import letter, word
from tests.cases.signing import sign


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A text, a Word file, a signed PDF, a copy of the text, and a file that is refused."""
    top = tmp_path_factory.mktemp("verify")
    inside = top / "in"
    inside.mkdir()
    (inside / "a.txt").write_text(TEXT, encoding="utf-8")
    (inside / "b.txt").write_text(TEXT, encoding="utf-8")
    (inside / "c.docx").write_bytes(word())
    (inside / "d.pdf").write_bytes(sign(letter(compress_streams=False)))
    (inside / "e.pdf").write_bytes(b"")
    run([inside], top / "out", Settings(workers=1), Silent(), inline)
    return top


@pytest.fixture
def out(results: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test, with the inputs beside it."""
    shutil.copytree(results, tmp_path / "top")
    note = tmp_path / "top" / "out" / "cache" / "inputs.json"
    note.write_text(note.read_text("utf-8").replace(str(results), str(tmp_path / "top")))
    return tmp_path / "top" / "out"


def test_whole_results_are_whole(out: Path) -> None:
    found = verify(out)
    assert found.faults == ()
    assert (found.letters, found.originals) == (5, 3)
    assert found.inputs == 5


def test_nothing_is_written(out: Path) -> None:
    def look() -> dict[str, bytes]:
        return {str(p): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}

    before = look()
    verify(out)
    assert look() == before


def _append(path: Path, data: bytes = b"x") -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes() + data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _forget_a_letter(out: Path) -> None:
    with sqlite3.connect(out / "vanban.db") as base:
        base.execute("DELETE FROM documents WHERE file = 'c.docx'")
    base.close()


def _harm(path: Path) -> None:
    """Bytes in the middle of a database page become others."""
    data = bytearray(path.read_bytes())
    data[5000:9000] = b"\xa5" * 4000
    path.write_bytes(bytes(data))


# Files whose absence is found, where they were.
GONE = (
    "letters/c/original/c.docx", "letters/a/text.txt", "letters/d/index.html",
    "letters/d/pages/1.jpg", "letters/d/d.pdf", "citations.graphml", "tables/references.csv",
    "vanban.db",
)  # fmt: skip
# What lies there instead, or besides, and what it is called.
WRITTEN: tuple[tuple[str, bytes, str], ...] = (
    ("letters/c/kept.json", b'{"original": {"file": "original/c.docx", "sha256": "0"}}', "unlike"),
    ("letters/a/kept.json", b"[", "damaged"),
    ("letters/a/findings.json", b"{", "damaged"),
    ("letters/a/findings.json", b"{}", "unlike"),
    ("tables/.letters.csv.x.part", b"x", "unfinished"),
    ("compliance.xlsx", b"PK\x03\x04", "damaged"),
    ("report.html", b"<html>", "damaged"),
    ("citations.graphml", b"<graphml>", "damaged"),
    ("vanban.db", b"x" * 5000, "damaged"),
)
# What else is done, and the fault: its kind, and the end of its place.
DONE: tuple[tuple[str, Callable[[Path], object], str, str], ...] = (
    ("an original loses a byte", lambda o: _append(o / "letters/d/original/d.pdf"),
     "changed", "letters/d/original/d.pdf"),
    ("an input was changed", lambda o: _append(o.parent / "in/a.txt"), "input_changed", "a.txt"),
    ("a letter's folder is gone", lambda o: shutil.rmtree(o / "letters/a"),
     "missing", "letters/a/kept.json"),
    ("a folder of no letter", lambda o: _write(o / "letters/zz/text.txt", b"x"),
     "stray", "letters/zz"),
    ("the facts are cut off", lambda o: _append(o / "documents.jsonl", b'{"file"'),
     "damaged", "documents.jsonl"),
    ("the database is harmed", lambda o: _harm(o / "vanban.db"), "damaged", "vanban.db"),
    ("the database lacks a letter", _forget_a_letter, "unlike", "vanban.db"),
)  # fmt: skip


@pytest.mark.parametrize("where", GONE)
def test_a_file_that_is_gone_is_missed(out: Path, where: str) -> None:
    (out / where).unlink()
    assert_told(out, "missing", where)


@pytest.mark.parametrize(("where", "data", "kind"), WRITTEN)
def test_a_file_that_is_another_is_found(out: Path, where: str, data: bytes, kind: str) -> None:
    _write(out / where, data)
    assert_told(out, kind, where)


@pytest.mark.parametrize(("_why", "plant", "kind", "where"), DONE, ids=[row[0] for row in DONE])
def test_a_planted_fault_is_found(
    out: Path, _why: str, plant: Callable[[Path], object], kind: str, where: str
) -> None:
    plant(out)
    assert_told(out, kind, where)


def assert_told(out: Path, kind: str, where: str) -> None:
    told = [(fault.kind, fault.where) for fault in verify(out).faults]
    assert any(k == kind and w.endswith(where) for k, w in told), told


def test_an_input_that_went_elsewhere_is_no_fault(out: Path) -> None:
    shutil.rmtree(out.parent / "in")
    found = verify(out)
    assert found.faults == () and found.inputs == 0


def test_without_the_note_of_inputs_the_rest_is_looked_at(out: Path) -> None:
    (out / "cache" / "inputs.json").unlink()
    assert verify(out).faults == ()


def test_no_results_are_said(tmp_path: Path) -> None:
    with pytest.raises(NoInput):
        verify(tmp_path)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_command(out: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    assert main(["verify", str(out), "--lang", lang]) == ExitCode.OK
    assert capsys.readouterr().out == ""
    _append(out / "letters/d/original/d.pdf")
    (out / "report.html").unlink()
    assert main(["verify", str(out), "--lang", lang]) == ExitCode.SOME_FAILED
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 2
    assert "letters/d/original/d.pdf" in told.out and "report.html" in told.out
    assert "2" in told.err
    assert main(["verify", str(out / "none")]) == ExitCode.NO_INPUT


def test_kept_notes_are_of_this_shape(out: Path) -> None:
    """What the tests above plant is what a run writes."""
    kept = json.loads((out / "letters/d/kept.json").read_text("utf-8"))
    assert set(kept["original"]) == {"file", "sha256"}
    assert Fault("missing", "x").what == ""


def test_names_that_no_database_can_hold_are_no_fault(tmp_path: Path) -> None:
    """A name may hold what the database has to leave out: it is the same letter all the same."""
    (tmp_path / "in").mkdir()
    for name in ("a\x01b.txt", "a\ufffeb.txt", "Báo cáo.txt"):
        (tmp_path / "in" / name).write_text(f"{TEXT}\n{name!r}", encoding="utf-8")
    run([tmp_path / "in"], tmp_path / "out", Settings(workers=1), Silent(), inline)
    found = verify(tmp_path / "out")
    assert found.faults == () and found.letters == 3


@pytest.mark.parametrize("line", [b"3", b"{}", b'{"file": "a"}', b"\xff"])
def test_a_line_that_is_no_letter_is_damage(out: Path, line: bytes) -> None:
    with (out / "documents.jsonl").open("ab") as facts:
        facts.write(line + b"\n")
    (fault,) = verify(out).faults
    assert (fault.kind, fault.where) == ("damaged", "documents.jsonl")
    assert fault.what


def test_letters_are_looked_at_one_by_one(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are, no more are in memory than share a folder."""
    alive, most = 0, 0

    class Counted(dict[str, object]):
        def __init__(self, *given: object) -> None:
            nonlocal alive, most
            super().__init__(*given)  # type: ignore[arg-type]
            alive += 1
            most = max(most, alive)

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    read = Held.__getitem__
    monkeypatch.setattr(Held, "__getitem__", lambda self, n: Counted(read(self, n)))
    assert verify(out).letters == 5
    assert 2 <= most <= 4, "the text and its copy share a folder"
