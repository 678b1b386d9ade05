"""The whole house on paperless letters: nothing lost, nothing twice, the same bytes again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest

from pipeline import settings
from pipeline.compile.contract import SCHEMA, read_documents
from pipeline.errors import NoInput
from pipeline.journey import Outcome, entries, run
from pipeline.records import Problem
from pipeline.work import Inline, inline

LETTERS = ("bc-yen-bai", "kh-bac-kan", "cv-tra-vinh", "bc-huyen-dam-ha")


class Silent(entries.Silent):
    """One that only counts."""

    def __init__(self) -> None:
        self.read: list[tuple[str, int]] = []
        self.troubles: list[tuple[str, str]] = []

    def begin(self, letters: int, pages: int) -> None:
        self.letters = letters

    def page(self, name: str, number: int, cached: bool) -> None:
        if not cached:
            self.read.append((name, number))

    def trouble(self, name: str, problem: Problem) -> None:
        self.troubles.append((name, problem.code))


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """Four letters as text."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name in LETTERS:
        shutil.copy(root / "data" / "gold" / f"{name}.txt", inputs)
    return inputs


def go(inputs: Path | Sequence[Path], out: Path, watch: Silent | None = None) -> Outcome:
    paths = [inputs] if isinstance(inputs, Path) else list(inputs)
    return run(paths, out, settings.load({"workers": 1}), watch or Silent(), inline)


def results(out: Path) -> dict[str, bytes]:
    """Everything a run leaves but the database, whose bytes hold times."""
    files = (p for p in out.rglob("*") if p.is_file() and "cache" not in p.parts)
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in files if p.suffix != ".db"}


def facts(out: Path) -> list[dict[str, Any]]:
    rows = read_documents(out / "documents.jsonl")
    return [{k: v for k, v in row.items() if k != "seconds"} for row in rows]


def test_every_letter_is_published_and_valid(folder: Path, tmp_path: Path) -> None:
    outcome = go(folder, tmp_path / "out")
    schema = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    rows = read_documents(tmp_path / "out" / "documents.jsonl")
    assert [r["file"] for r in rows] == sorted(f"{n}.txt" for n in LETTERS)
    for row in rows:
        schema.validate(row)
    kinds = {r["file"]: (r["kind"], r["coverage"] is not None) for r in rows}
    assert kinds == {
        "bc-huyen-dam-ha.txt": ("report", True),
        "bc-yen-bai.txt": ("report", True),
        "cv-tra-vinh.txt": ("dispatch", False),
        "kh-bac-kan.txt": ("plan", False),
    }
    for name in ("documents.jsonl", "vanban.db", "compliance.xlsx", "report.html"):
        assert (outcome.out / name).stat().st_size > 0


def test_every_quote_is_in_the_text_and_on_its_page(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "out")
    for row in read_documents(tmp_path / "out" / "documents.jsonl"):
        for item in (row["coverage"] or {}).get("items", ()):
            assert (item["content"] == "none") == (item["evidence"] == [])
            for evidence in item["evidence"]:
                page = " ".join(row["text"][evidence["page"] - 1].split())
                assert evidence["quote"].split()[0] in page


def test_a_second_run_reads_nothing_and_leaves_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert go(folder, out).pages_read == len(LETTERS)
    first = results(out)
    again = go(folder, out)
    assert (again.pages_read, again.pages_from_cache) == (0, len(LETTERS))
    assert results(out) == first


def test_another_folder_gets_the_same_facts(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "one")
    go(folder, tmp_path / "two")
    assert facts(tmp_path / "one") == facts(tmp_path / "two")


class Stopping(Inline):
    """An executor that a user interrupts at the fourth page: all letters were opened before."""

    def __init__(self) -> None:
        self.left = len(LETTERS) + 3

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        return super().submit(fn, *args, **kwargs)


def test_a_stopped_run_goes_on_where_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.work.batches.MOST", 1)  # so that it can be stopped between two
    out, chosen = tmp_path / "out", settings.load({"workers": 1})

    def factory(_workers: int) -> Executor:
        return Stopping()

    with pytest.raises(KeyboardInterrupt):
        run([folder], out, chosen, Silent(), factory)
    kept = len(list((out / "cache").rglob("p*.json.gz")))
    assert 0 < kept < len(LETTERS)
    watch = Silent()
    go(folder, out, watch)
    assert len(watch.read) == len(LETTERS) - kept
    go(folder, tmp_path / "undisturbed")
    assert facts(out) == facts(tmp_path / "undisturbed")


def make_bad_files(folder: Path) -> dict[str, str]:
    """Files that nobody can read, and the code each must get."""
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (folder / "program.pdf").write_bytes(b"MZ" + bytes(range(256)) * 8)
    locked = pikepdf.new()
    locked.add_blank_page()
    locked.save(folder / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user="y"))
    return {
        "empty.pdf": "empty",
        "cut.pdf": "truncated",
        "picture.png": "truncated",
        "program.pdf": "not_a_document",
        "locked.pdf": "encrypted",
    }


def test_bad_files_harm_no_others(folder: Path, tmp_path: Path) -> None:
    go(folder, tmp_path / "good")
    wanted = make_bad_files(folder)
    watch = Silent()
    go(folder, tmp_path / "mixed", watch)
    rows = {r["file"]: r for r in facts(tmp_path / "mixed")}
    assert {n: rows[n]["errors"][0]["code"] for n in wanted} == wanted
    assert {rows[n]["status"] for n in wanted} == {"failed"}
    assert dict(watch.troubles) == wanted
    assert [rows[r["file"]] for r in facts(tmp_path / "good")] == facts(tmp_path / "good")


def test_the_same_letter_twice_is_said_and_read_once(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "cv-tra-vinh.txt", folder / "z-again.txt")
    watch = Silent()
    go(folder, tmp_path / "out", watch)
    rows = {r["file"]: r for r in facts(tmp_path / "out")}
    assert ("z-again.txt", 1) not in watch.read
    assert [e["code"] for e in rows["z-again.txt"]["errors"]] == ["duplicate"]
    assert rows["z-again.txt"]["fields"] == rows["cv-tra-vinh.txt"]["fields"]
    assert rows["z-again.txt"]["folder"] == rows["cv-tra-vinh.txt"]["folder"]


def test_a_worker_that_fails_costs_its_letter_only(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline import references
    from pipeline.references import component

    real = component.find_in

    def fragile(transcript: Any, *rest: Any) -> Any:
        if "TRÀ VINH" in transcript.text:
            raise RuntimeError("boom")
        return real(transcript, *rest)

    assert references.find_in is real
    monkeypatch.setattr(component, "find_in", fragile)
    go(folder, tmp_path / "out")
    rows = {r["file"]: r for r in facts(tmp_path / "out")}
    assert [e["code"] for e in rows["cv-tra-vinh.txt"]["errors"]] == ["internal_error"]
    assert "boom" in rows["cv-tra-vinh.txt"]["errors"][0]["message"]
    assert rows["kh-bac-kan.txt"]["errors"] == []


def test_originals_stay_as_they_were(folder: Path, tmp_path: Path) -> None:
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}
    go(folder, tmp_path / "out")
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()} == before


def test_results_inside_the_input_are_not_read_again(folder: Path) -> None:
    out = folder / "out"
    go(folder, out)
    assert go(folder, out).pages_read == 0
    assert len(facts(out)) == len(LETTERS)


def test_nothing_to_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(NoInput):
        go(tmp_path / "in", tmp_path / "out")


def test_a_chosen_outline_is_used(folder: Path, tmp_path: Path, root: Path) -> None:
    chosen = settings.load(
        {"workers": 1, "outline": str(root / "models" / "outlines" / "bc-544.yaml")}
    )
    outcome = run([folder], tmp_path / "out", chosen, Silent(), inline)
    scored = {d["coverage"]["outline"] for d in outcome.documents if d["coverage"]}
    assert scored == {"bc-544"}


def test_another_decision_can_be_asked_about(folder: Path, tmp_path: Path) -> None:
    """One that no file describes; the outlines' own decisions still choose the outline."""
    chosen = settings.load({"workers": 1, "decisions": ["91/2017/NĐ-CP"]})
    outcome = run([folder], tmp_path / "out", chosen, Silent(), inline)
    cites = {d["file"]: d["cites"] for d in outcome.documents}
    assert cites["kh-bac-kan.txt"]["91/2017/NĐ-CP"] == "direct"
    assert cites["kh-bac-kan.txt"]["733/QĐ-TTg"] == "direct"
    assert sum(d["coverage"] is not None for d in outcome.documents) == 2


@pytest.mark.ocr
def test_a_scan_cut_in_the_mail_keeps_what_is_whole(root: Path, tmp_path: Path) -> None:
    """Pages whose picture arrived are read; the others say why not, and are not called blank."""
    whole = (root / "data" / "raw" / "bc-yen-bai.pdf").read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: len(whole) // 2])
    (document,) = go(cut, tmp_path / "out").documents
    lost = [e["page"] for e in document["errors"] if e["code"] == "truncated"]
    assert document["status"] == "partial" or (document["status"] == "failed" and len(lost) == 5)
    assert {e["code"] for e in document["errors"]} == {"truncated", "repaired"}
    for number, text in enumerate(document["text"], start=1):
        assert bool(text.strip()) != (number in lost)
