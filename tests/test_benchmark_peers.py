"""The readers themselves: how they are called, what they leave, what they say when they fail."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest

from pipeline.errors import NoInput
from pipeline.evaluation import endurance
from pipeline.evaluation.endurance import Stretch, endure, repeat_pages
from pipeline.evaluation.measure import Cost, Ran
from pipeline.evaluation.peers import OcrMyPdf, Ours, Plain, Reader, Taken, ocrmypdf, ours, plain
from pipeline.evaluation.peers.reader import allowed, split_pages

ALL: list[Reader] = [Ours(2), Plain(), OcrMyPdf(2)]
FINE = Ran(Cost(1.0, 1.5, 10), 0, "")
BROKEN = Ran(Cost(0.5, 0.5, 10), 3, "thiếu dữ liệu")


class Spy:
    """Takes the place of ``run_measured``: keeps the calls, leaves files, says how it ended."""

    def __init__(self, ran: Ran = FINE, leaves: Mapping[Path, str] | None = None) -> None:
        self.calls: list[tuple[list[str], Mapping[str, str] | None]] = []
        self._ran, self._leaves = ran, leaves or {}

    def __call__(
        self,
        command: Sequence[str],
        *,
        seconds: float,
        environment: Mapping[str, str] | None = None,
    ) -> Ran:
        assert seconds > 0
        self.calls.append((list(command), environment))
        for path, text in self._leaves.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self._ran


@pytest.mark.parametrize("reader", ALL, ids=lambda r: r.name)
def test_each_says_how_it_is_called(reader: Reader) -> None:
    assert reader.how
    assert reader.name in {"vanban", "pytesseract", "ocrmypdf"}


def test_what_is_not_installed_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocrmypdf, "find_spec", lambda name: None)
    monkeypatch.setattr(plain.shutil, "which", lambda name: None)
    assert [reader.available() for reader in ALL] == [True, False, False]
    assert "--deskew" in OcrMyPdf(2).how


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("một", ("một",)),
        ("một\fhai", ("một", "hai")),
        # Tesseract ends each page with a form feed
        ("một\fhai\f", ("một", "hai")),
        ("một\n\fhai\n\f\n", ("một\n", "hai\n")),
        # a blank page in the middle stays
        ("một\f\fba", ("một", "", "ba")),
        ("", ("",)),
    ],
)
def test_pages_are_parted_by_form_feeds(text: str, pages: tuple[str, ...]) -> None:
    assert split_pages(text) == pages


def test_a_long_file_is_allowed_more_time() -> None:
    assert allowed(500) > allowed(1) > 60


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "thư.pdf"
    path.write_bytes(b"%PDF-1.7 not looked at")
    return path


def document(path: Path, **more: object) -> str:
    sha = hashlib.sha256(path.read_bytes()).hexdigest()
    return json.dumps({"file": path.name, "sha256": sha, "text": ["Chữ"], "errors": [], **more})


def test_ours_is_found_by_content(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "work" / "out" / "documents.jsonl"
    spy = Spy(leaves={out: document(letter, errors=[{"message": "trang 2 hỏng"}]) + "\n\n"})
    monkeypatch.setattr(ours, "run_measured", spy)
    taken = Ours(3).read([letter], 1, tmp_path / "work")
    assert taken.pages == {letter: ("Chữ",)}
    assert taken.trouble == ["thư.pdf: trang 2 hỏng"]
    assert (taken.cost, taken.again) == (FINE.cost, FINE.cost)
    (first, _), (again, _) = spy.calls
    assert first == again
    assert first[first.index("--workers") + 1] == "3"


def test_ours_once_only(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spy = Spy(leaves={tmp_path / "out" / "documents.jsonl": document(letter)})
    monkeypatch.setattr(ours, "run_measured", spy)
    assert Ours(1, twice=False).read([letter], 1, tmp_path).again is None
    assert len(spy.calls) == 1


def test_ours_that_fails_says_why(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ours, "run_measured", Spy(BROKEN))
    taken = Ours(1).read([letter], 1, tmp_path)
    assert (taken.pages, taken.trouble) == ({}, ("exit 3: thiếu dữ liệu",))
    assert taken.again == taken.cost  # what was not read is not remembered


def test_plain_has_no_thread_limit(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", "1")
    spy = Spy(leaves={tmp_path / "work" / "0.txt": "một\fhai"})
    monkeypatch.setattr(plain, "run_measured", spy)
    taken = Plain(300).read([letter], 2, tmp_path / "work")
    ((command, environment),) = spy.calls
    assert taken.pages == {letter: ("một", "hai")}
    assert environment is not None
    assert "OMP_THREAD_LIMIT" not in environment
    assert "300" in command


def test_plain_reads_as_tutorials_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def convert(path: str, dpi: int) -> list[str]:
        asked.append((path, dpi))
        return ["ảnh 1", "ảnh 2"]

    def read(image: str, lang: str) -> str:
        asked.append(lang)
        return f"chữ của {image}\f"

    for name, function in (("pdf2image", convert), ("pytesseract", read)):
        module = ModuleType(name)
        setattr(module, "convert_from_path" if name == "pdf2image" else "image_to_string", function)
        monkeypatch.setitem(sys.modules, name, module)
    plain.main(["200", "a.pdf", str(tmp_path)])
    assert asked == [("a.pdf", 200), "vie", "vie"]
    assert (tmp_path / "0.txt").read_text("utf-8") == "chữ của ảnh 1\fchữ của ảnh 2"


def test_ocrmypdf_is_run_as_a_program_a_file(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = Spy(leaves={tmp_path / "work" / "0.txt": "một\f"})
    monkeypatch.setattr(ocrmypdf, "run_measured", spy)
    taken = OcrMyPdf(2).read([letter, letter], 1, tmp_path / "work")
    assert taken.pages == {letter: ("một",)}
    assert taken.cost == Cost(2.0, 3.0, 10)
    assert all({"--deskew", "-j2", "vie"} <= set(command) for command, _ in spy.calls)


def test_ocrmypdf_that_fails_says_of_which_file(
    letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocrmypdf, "run_measured", Spy(BROKEN))
    taken = OcrMyPdf(2).read([letter], 1, tmp_path)
    assert (taken.pages, taken.trouble) == ({}, ["thư.pdf: exit 3: thiếu dữ liệu"])


@pytest.mark.ocr
@pytest.mark.parametrize("reader", [Plain(), OcrMyPdf(1)], ids=lambda r: r.name)
def test_a_peer_reads_a_scan(reader: Reader, root: Path, tmp_path: Path) -> None:
    if not reader.available():
        pytest.skip(f"{reader.name} is not installed")
    scan = root / "data" / "raw" / "cv-tra-vinh.pdf"
    taken = reader.read([scan], 1, tmp_path)
    (page,) = taken.pages[scan]
    assert "Liên đoàn Lao động tỉnh" in page
    assert taken.cost.cpu > 0.1
    assert not taken.trouble


def blank(path: Path, widths: Sequence[int]) -> Path:
    with pikepdf.new() as pdf:
        for width in widths:
            pdf.add_blank_page(page_size=(width, 842))
        pdf.save(path)
    return path


def test_a_long_file_takes_pages_in_turn(tmp_path: Path) -> None:
    files = [blank(tmp_path / "a.pdf", [100, 200]), blank(tmp_path / "b.pdf", [300])]
    with pikepdf.open(repeat_pages(files, tmp_path / "long" / "x.pdf", 7)) as long:
        widths = [int(page.mediabox[2]) for page in long.pages]
    assert widths == [100, 200, 300, 100, 200, 300, 100]


def test_no_file_makes_no_long_one(tmp_path: Path) -> None:
    with pytest.raises(NoInput):
        repeat_pages([], tmp_path / "x.pdf", 5)


def test_endurance_reads_each_length(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Quick:
        def __init__(self, workers: int) -> None:
            assert workers == 2

        def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
            found = {files[0]: ("chữ",)} if pages < 9 else {}
            return Taken(found, Cost(pages * 1.0, 1.0, 100 + pages), Cost(0.5))

    monkeypatch.setattr(endurance, "Ours", Quick)
    rows = endure([blank(tmp_path / "a.pdf", [100])], tmp_path / "work", 2, (3, 9))
    assert rows[0] == Stretch(3, Cost(3.0, 1.0, 103), Cost(0.5))
    assert rows[0].times_faster == 6.0
    assert rows[1].trouble  # nothing was read: that is said, not hidden
