"""What lies in a letter's folder: all of it made from the transcript that was kept, once."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pipeline import settings
from pipeline.cache import Cache
from pipeline.errors import InputChanged, OutputUnwritable, Unreadable
from pipeline.intake import open_source
from pipeline.journey.entries import Entry, PageRecord, Run
from pipeline.journey.keeping import FolderTask, keep, keep_all
from pipeline.records import Transcript
from tests.export_letters import BODY, HEAD, page_of
from tests.searchable_pdfs import scan, text_of
from tests.test_journey import Silent

FIRST = page_of((*HEAD, *BODY), picture="pages/1.jpg")
SECOND = page_of(BODY, 2, picture="pages/2.jpg")
FILES = {
    "alto/1.xml", "alto/2.xml", "hocr/1.html", "hocr/2.html", "kept.json", "letter.pdf",
    "original/letter.pdf", "pages/1.jpg", "text.txt", ".made",
}  # fmt: skip


def entry_of(path: Path, cache: Cache, *pages: Transcript) -> Entry:
    """A letter whose pages were read: their records lie in the cache, with a picture of one."""
    source = open_source(path, path.name, settings.Settings())
    entry = Entry(path, path.name, "letter", source, source.sha256, reading_key="k")
    for n, page in enumerate(pages, 1):
        cache.save(PageRecord(page, {}), cache.path(source.sha256, f"p{n}", "k", "json.gz"))
    Image.new("RGB", (20, 30)).save(cache.path(source.sha256, "p1", "k", "jpg"))
    return entry


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    scan(tmp_path / "in.pdf", pages=2)
    return entry_of(tmp_path / "in.pdf", Cache(tmp_path / "out" / "cache"), FIRST, SECOND)


@pytest.fixture
def folder(tmp_path: Path, entry: Entry) -> Path:
    keep(FolderTask(0, entry, tmp_path / "out", "key"))
    return tmp_path / "out" / "letters" / "letter"


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_a_folder_holds_what_was_read_in_every_form(folder: Path) -> None:
    assert set(files(folder)) == FILES
    text = (folder / "text.txt").read_text("utf-8")
    assert text == f"{FIRST.text}\f{SECOND.text}"
    assert text_of(folder / "letter.pdf").split() == FIRST.text.split()
    assert text_of(folder / "letter.pdf", 1).split() == SECOND.text.split()
    for n, page in enumerate((FIRST, SECOND), 1):
        for form in (f"hocr/{n}.html", f"alto/{n}.xml"):
            assert "733/QĐ-TTg" in (folder / form).read_text("utf-8"), page
    stamp = json.loads((folder / ".made").read_bytes())
    assert stamp["key"] == "key"
    made = {name: len(data) for name, data in files(folder).items() if name != ".made"}
    assert stamp["sizes"] == made


def test_a_file_that_changed_while_it_was_read_is_said(entry: Entry, tmp_path: Path) -> None:
    """What came in is kept as it is now; without a stamp the next run looks at it again."""
    scan(tmp_path / "in.pdf", pages=1)
    with pytest.raises(InputChanged):
        keep(FolderTask(0, entry, tmp_path / "out", "key"))
    left = tmp_path / "out" / "letters" / "letter"
    assert set(files(left)) == FILES - {".made"}
    kept = json.loads((left / "kept.json").read_text("utf-8"))["original"]["sha256"]
    assert kept == hashlib.sha256((tmp_path / "in.pdf").read_bytes()).hexdigest() != entry.sha256


def test_the_original_is_kept_and_is_no_link(folder: Path, tmp_path: Path) -> None:
    original = folder / "original" / "letter.pdf"
    assert original.read_bytes() == (tmp_path / "in.pdf").read_bytes()
    assert original.stat().st_ino != (tmp_path / "in.pdf").stat().st_ino
    assert not original.stat().st_mode & 0o222


@pytest.mark.parametrize("error", [OSError("EXDEV"), AttributeError("copy_file_range")])
def test_the_original_is_kept_where_blocks_cannot_be_shared(
    tmp_path: Path, entry: Entry, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: Any) -> int:
        raise error

    monkeypatch.setattr(os, "copy_file_range", refuse, raising=False)
    keep(FolderTask(0, entry, tmp_path / "out", "key"))
    original = tmp_path / "out" / "letters" / "letter" / "original" / "letter.pdf"
    assert original.read_bytes() == (tmp_path / "in.pdf").read_bytes()


def test_what_is_kept_is_said(folder: Path, tmp_path: Path) -> None:
    kept = json.loads((folder / "kept.json").read_bytes())
    assert kept["original"] == {
        "file": "original/letter.pdf",
        "sha256": hashlib.sha256((tmp_path / "in.pdf").read_bytes()).hexdigest(),
    }
    assert kept["searchable"] == {
        "file": "letter.pdf", "pdfa": "2b", "pdfa_against": [], "original_signed": False,
        "unlocked": False,
    }  # fmt: skip


def test_why_a_copy_is_not_archival_is_said(tmp_path: Path) -> None:
    scan(tmp_path / "in.pdf", text="BT /F 9 Tf 9 9 Td (So) Tj ET")
    entry = entry_of(tmp_path / "in.pdf", Cache(tmp_path / "out" / "cache"), FIRST)
    keep(FolderTask(0, entry, tmp_path / "out", "key"))
    kept = json.loads((tmp_path / "out" / "letters" / "letter" / "kept.json").read_bytes())
    assert kept["searchable"]["pdfa"] is None
    assert "6.2.11.4.1" in kept["searchable"]["pdfa_against"][0]


def test_filling_it_again_changes_no_byte(folder: Path, tmp_path: Path, entry: Entry) -> None:
    before = files(folder)
    keep(FolderTask(0, entry, tmp_path / "out", "key"))
    assert files(folder) == before


def test_a_page_that_was_not_read_stands_empty(tmp_path: Path) -> None:
    scan(tmp_path / "in.pdf", pages=2)
    entry = entry_of(tmp_path / "in.pdf", Cache(tmp_path / "out" / "cache"), FIRST)
    keep(FolderTask(0, entry, tmp_path / "out", "key"))
    folder = tmp_path / "out" / "letters" / "letter"
    assert set(files(folder)) == FILES - {"alto/2.xml", "hocr/2.html"}
    assert text_of(folder / "letter.pdf", 1).strip() == ""


def test_words_alone_have_no_pages_on_paper(tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(FIRST.text, encoding="utf-8")
    plain = replace(
        FIRST,
        pages=(replace(FIRST.pages[0], origin="plain", width=0, height=0, picture=None),),
        words=tuple(replace(w, box=None) for w in FIRST.words),
    )
    entry = entry_of(tmp_path / "in.txt", Cache(tmp_path / "out" / "cache"), plain)
    keep(FolderTask(0, entry, tmp_path / "out", "key"))
    folder = tmp_path / "out" / "letters" / "letter"
    assert set(files(folder)) == {"kept.json", "original/letter.txt", "text.txt", ".made"}
    assert "searchable" not in json.loads((folder / "kept.json").read_bytes())


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, entry: Entry) -> None:
    (tmp_path / "out" / "letters").mkdir(parents=True)
    (tmp_path / "out" / "letters" / "letter").write_bytes(b"in the way")
    with pytest.raises(OutputUnwritable):
        keep(FolderTask(0, entry, tmp_path / "out", "key"))


def test_an_original_that_went_away_is_said(tmp_path: Path, entry: Entry) -> None:
    (tmp_path / "in.pdf").unlink()
    with pytest.raises(Unreadable, match="No such file"):
        keep(FolderTask(0, entry, tmp_path / "out", "key"))
    assert not (tmp_path / "out" / "letters" / "letter" / ".made").exists()


# --- once ----------------------------------------------------------------------------------


@pytest.fixture
def crew() -> Callable[[Path], Run]:
    """A run in this process."""
    from pipeline.work import Crew, inline

    def made(out: Path) -> Run:
        chosen = settings.load({"workers": 1})
        factory: Callable[[int], Executor] = inline
        return Run(out, chosen, Silent(), Cache(out / "cache"), Crew(factory, 1))

    return made


def test_a_folder_is_filled_once_and_again_when_a_page_changes(
    tmp_path: Path, entry: Entry, crew: Callable[[Path], Run]
) -> None:
    run = crew(tmp_path / "out")
    keep_all(run, [entry])
    folder = tmp_path / "out" / "letters" / "letter"
    text, before = folder / "text.txt", times(folder)
    (folder / "findings.json").write_bytes(b"{}")  # put there by others, and none of its business
    keep_all(run, [entry])
    assert times(folder).items() >= before.items()  # nothing changed, nothing was done
    run.cache.path(entry.sha256, "p2", "k", "json.gz").unlink()
    keep_all(run, [entry])
    assert text.read_text("utf-8") == f"{FIRST.text}\f"


def times(folder: Path) -> dict[str, int]:
    return {p.as_posix(): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", ["text.txt", "kept.json", "original/letter.pdf", "hocr/2.html"])
@pytest.mark.parametrize("left", [None, 0, 100])
def test_what_a_power_failure_took_is_made_again(
    name: str, left: int | None, tmp_path: Path, entry: Entry, crew: Callable[[Path], Run]
) -> None:
    """The disk is not waited for: a file may be gone, empty or cut short."""
    run = crew(tmp_path / "out")
    keep_all(run, [entry])
    folder = tmp_path / "out" / "letters" / "letter"
    before = files(folder)
    (folder / name).unlink()
    if left is not None:
        (folder / name).write_bytes(before[name][:left])
    keep_all(run, [entry])
    assert files(folder) == before


@pytest.mark.parametrize(
    "stamp", [b"", b"key", b"[]", b"\0\0\0", b'{"key": "k"}', b'{"sizes": {}}', b"\xff\xfe"]
)
def test_a_stamp_that_says_nothing_is_no_stamp(
    stamp: bytes, tmp_path: Path, entry: Entry, crew: Callable[[Path], Run]
) -> None:
    run = crew(tmp_path / "out")
    keep_all(run, [entry])
    folder = tmp_path / "out" / "letters" / "letter"
    before = files(folder)
    (folder / ".made").write_bytes(stamp)
    keep_all(run, [entry])
    assert files(folder) == before


def test_a_letter_that_fails_leaves_the_others_alone(
    tmp_path: Path, entry: Entry, crew: Callable[[Path], Run]
) -> None:
    scan(tmp_path / "other.pdf")
    bad = entry_of(tmp_path / "other.pdf", Cache(tmp_path / "out" / "cache"), FIRST)
    bad.folder = "bad"
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.4\ngone")
    keep_all(crew(tmp_path / "out"), [bad, entry])
    assert [p.code for p in bad.problems] == ["truncated"]
    assert entry.problems == []
    assert (tmp_path / "out" / "letters" / "letter" / ".made").exists()
    assert not (tmp_path / "out" / "letters" / "bad" / ".made").exists()
