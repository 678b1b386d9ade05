"""``vanban inspect``: contact sheets that say what was done, and how sure each word is."""

from __future__ import annotations

import io
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from pipeline import messages
from pipeline.cli import main
from pipeline.errors import ExitCode, MissingDependency, PageUnreadable, TimedOut
from pipeline.journey import inspecting
from pipeline.journey.pages import PageTask
from pipeline.messages import say
from pipeline.reading import contact
from pipeline.reading.build import transcript
from pipeline.reading.contact import FAIR, SURE, contact_sheet, unmarked
from pipeline.reading.engine import Token
from pipeline.reading.layout import Row
from pipeline.reading.steps import said
from pipeline.records import Box, PageImage, PageStatus, Transcript
from pipeline.settings import Settings
from pipeline.terms import TERMS
from pipeline.work import inline
from tests.cases import paper
from tests.reading_pages import HEIGHT, WIDTH, line
from tests.scan_sheets import coloured, letter

STEPS = ("extract 200 dpi", "deskew 1.25", "specks 0.02")


def _image(number: int = 1) -> PageImage:
    return PageImage(number, coloured(letter(6)), letter(6), 200.0, steps=STEPS, rough=True)


def _read(
    tokens: list[Token],
    status: PageStatus = "read",
    unread: tuple[Box, ...] = (),
    stamp: bool = False,
) -> Transcript:
    rows = [Row(tuple(tokens), "full", stamp=stamp)] if tokens else []
    return transcript(
        rows, weights=[None] * len(rows), number=1, size=(WIDTH, HEIGHT), status=status,
        origin="text_layer", dpi=200.0, to_paper=(1, 0, 0, 0, 1, 0, 0, 0, 1),
        paper_size=(WIDTH, HEIGHT), unread=unread,
    )  # fmt: skip


def _words(confidence: float) -> list[Token]:
    return line("Thực hiện kế hoạch", 300, 1500, confidence=confidence)


def _at(sheet: Any, x: float, y: float) -> tuple[int, ...]:
    """The colour of the sheet where the second panel has (x, y), in fractions."""
    wide, tall = contact._PANEL, contact._PANEL * HEIGHT / WIDTH
    left = contact._EDGE + wide + contact._GAP
    pixel: tuple[int, ...] = sheet.getpixel((round(left + x * wide), round(92 + y * tall)))
    return pixel


SHADES = [
    (SURE, contact._SURE),
    (FAIR, contact._FAIR),
    (FAIR - 0.01, contact._WEAK),
]


@pytest.mark.parametrize(("confidence", "colour"), SHADES)
def test_words_lie_on_the_colour_of_their_confidence(
    confidence: float, colour: tuple[int, int, int]
) -> None:
    sheet = contact_sheet(_image(), _read(_words(confidence)), "a.pdf")
    found = _at(sheet, 305 / WIDTH, 1514 / HEIGHT)
    assert found == pytest.approx(contact._shaded(colour), abs=3)
    assert _at(sheet, 305 / WIDTH, 1800 / HEIGHT) == (255, 255, 255)


def test_what_gave_no_words_is_outlined() -> None:
    box = (0.2, 0.7, 0.4, 0.75)
    sheet = contact_sheet(_image(), _read(_words(0.95), unread=(box,)), "a.pdf")
    left = round(0.2 * contact._PANEL) - 2
    assert _at(sheet, left / contact._PANEL, 0.72) == contact._UNREAD
    assert _at(sheet, 0.3, 0.72) == (255, 255, 255)


def test_both_pictures_stand_side_by_side() -> None:
    sheet = contact_sheet(_image(), _read([]), "a.pdf")
    assert sheet.size[0] == 2 * contact._PANEL + contact._GAP + 2 * contact._EDGE
    tall = round(contact._PANEL * HEIGHT / WIDTH)
    before = sheet.crop((contact._EDGE, 92, contact._EDGE + contact._PANEL, 92 + tall))
    assert np.asarray(before.convert("L")).min() < 60  # the type of the scan


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a sheet says."""
    lines: list[str] = []

    def write(self: Any, x: int, y: int, text: str, size: int, colour: Any = None) -> None:
        lines.append(text)

    monkeypatch.setattr(contact._Writer, "__call__", write)
    return lines


def test_a_sheet_says_what_was_done(written: list[str]) -> None:
    contact_sheet(_image(2), _read(_words(0.95), unread=((0.1, 0.1, 0.2, 0.2),)), "a.pdf")
    told = "\n".join(written)
    assert "a.pdf · trang 2" in told
    assert "Nắn thẳng dòng (độ): 1.25" in told
    assert "4.  Trang bẩn" in told
    assert say("inspect.unread", count=1) in told
    assert "4 từ, độ tin cậy 95%" in told
    assert "bị dấu" not in told  # no legend of what is not there


def test_lines_outside_the_text_are_counted_by_kind(written: list[str]) -> None:
    contact_sheet(_image(), _read(_words(0.95), stamp=True), "a.pdf")
    assert any("dấu, mộc 1" in text for text in written)


@pytest.mark.parametrize("status", ["blank", "unreadable"])
def test_pages_that_were_not_read_say_so(written: list[str], status: PageStatus) -> None:
    contact_sheet(_image(), _read([], status), "a.pdf")
    assert any(say(f"inspect.{status}") in text for text in written)


TOLD = [
    ("deskew 1.25", "Nắn thẳng dòng (độ): 1.25", "Set the lines level (degrees): 1.25"),
    ("turn 180 (head -0.31)", "Xoay trang (độ): 180 (head -0.31)", None),
    ("turn unsure (x 1)", None, "Unsure which way is up, left as it was: (x 1)"),
    ("typeset", "Trang chữ số hóa sẵn, đã thẳng", "Born digital, straight already"),
    ("unheard-of 3", "unheard-of 3", "unheard-of 3"),
    ("", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("step", "vietnamese", "english"), TOLD)
def test_steps_in_words(step: str, vietnamese: str | None, english: str | None) -> None:
    for lang, words in (("vi", vietnamese), ("en", english)):
        messages.speak("vi" if lang == "vi" else "en")
        assert words is None or said(step) == words


def test_every_kind_of_line_has_a_name() -> None:
    kinds = {key.partition(".")[2] for key in TERMS if key.startswith("line.")}
    assert kinds == {"text", "page_number", "stamp", "footnote", "table", "noise"}


@pytest.mark.parametrize(
    ("text", "plain"), [("Độ tin cậy · Đọc", "Do tin cay - Doc"), ("ướt đẫm", "uot dam")]
)
def test_vietnamese_without_a_font(text: str, plain: str) -> None:
    assert unmarked(text) == plain


def test_without_a_vietnamese_font_a_sheet_is_still_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact, "_FONTS", ("no-such-font.ttf",))
    sheet = contact_sheet(_image(), _read(_words(0.95)), "a.pdf")
    assert np.asarray(sheet.convert("L"))[:60].min() < 100


# --- files ---------------------------------------------------------------------------------


def _sheets(count: int) -> list[Any]:
    return [Image.new("RGB", (300, 200 + n), (200, 10 * n, 0)) for n in range(count)]


def test_many_sheets_make_one_pdf_of_the_same_bytes_each_time() -> None:
    data = inspecting.as_pdf(iter(_sheets(3)))
    assert data is not None
    assert data == inspecting.as_pdf(iter(_sheets(3)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 3
        wide = [float(v) for v in pdf.pages[2].mediabox]
        assert wide == pytest.approx([0, 0, 300 * 72 / 150, 202 * 72 / 150], abs=0.01)
        picture = pikepdf.PdfImage(pdf.pages[0].get_images()["/Sheet"]).as_pil_image()
        assert picture.size == (300, 200)


def test_a_sheet_is_kept_as_it_is_in_a_png() -> None:
    (sheet,) = _sheets(1)
    kept = Image.open(io.BytesIO(inspecting.as_png(sheet)))
    assert kept.tobytes() == sheet.tobytes()


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scan of three pages, whose sheets need no reading, and no process of its own."""
    pages = [Image.fromarray(letter(4)) for _ in range(3)]
    path = tmp_path / "scan.tiff"
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(200, 200))
    monkeypatch.setattr(inspecting, "draw", lambda task: _sheets(3)[task.number - 1])
    monkeypatch.setattr(inspecting, "open_paper", partial(inspecting.open_paper, factory=inline))
    monkeypatch.chdir(tmp_path)
    return path


WRITTEN = [
    # what is asked, and what is written
    ([], ["scan.inspect.pdf"]),
    (["--page", "2"], ["scan.inspect.png"]),
    (["-o", "sheets"], ["sheets/scan-1.png", "sheets/scan-2.png", "sheets/scan-3.png"]),
    (["-o", "sheets", "--page", "3"], ["sheets/scan-3.png"]),
    (["-o", "all.pdf"], ["all.pdf"]),
    (["-o", "x.png", "--page", "1"], ["x.png"]),
    (["-o", "x.png"], ["x-1.png", "x-2.png", "x-3.png"]),
]


@pytest.mark.parametrize(("asked", "files"), WRITTEN)
def test_files(
    scan: Path, asked: list[str], files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["inspect", scan.name, *asked]) == ExitCode.OK
    assert capsys.readouterr().out.split() == files
    assert all((scan.parent / name).stat().st_size > 100 for name in files)


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["scan.tiff", "--page", "4"], ExitCode.USAGE, "không có trang 4"),
        (["scan.tiff", "--page", "0"], ExitCode.USAGE, "không có trang 0"),
        (["nothing.pdf"], ExitCode.NO_INPUT, "nothing.pdf"),
        (["a.txt"], ExitCode.SOME_FAILED, "không có trang giấy"),
    ],
)
def test_what_can_not_be_drawn(
    scan: Path, asked: list[str], code: ExitCode, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (scan.parent / "a.txt").write_text("Số: 12/BC-UBND\nBáo cáo kết quả", encoding="utf-8")
    assert main(["inspect", *asked]) == code
    assert told in capsys.readouterr().err


# --- through the crew ----------------------------------------------------------------------


def test_sheets_come_in_order_whoever_is_done_first(
    scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def backwards(function: Any, tasks: Any, *_: object) -> Any:
        return ((task, function(task)) for task in reversed(tasks))

    with inspecting.open_paper(scan, Settings(workers=1)) as paper:
        monkeypatch.setattr(inspecting, "run_tasks", backwards)
        made = list(inspecting.sheets(paper))
    assert [sheet.number for sheet in made] == [1, 2, 3]
    assert [sheet.image.height for sheet in made] == [200, 201, 202]


# what draws page two, the code that is told, and whether all ends there
TROUBLE: list[tuple[BaseException, str, bool]] = [
    (TimedOut(seconds="9"), "timeout", False),
    (PageUnreadable(what="x"), "page_unreadable", False),
    (MissingDependency(what="vie.traineddata", mend="-"), "missing_dependency", True),
]


@pytest.mark.parametrize(("error", "code", "ends"), TROUBLE, ids=[row[1] for row in TROUBLE])
def test_a_page_that_can_not_be_drawn_is_told_and_the_others_are_drawn(
    scan: Path, error: BaseException, code: str, ends: bool,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    def draw(task: PageTask) -> Any:
        if task.number == 2:
            raise error
        return _sheets(3)[task.number - 1]

    monkeypatch.setattr(inspecting, "draw", draw)
    wanted = ExitCode.MISSING_DEPENDENCY if ends else ExitCode.SOME_FAILED
    assert main(["inspect", scan.name, "-o", "all.pdf"]) == wanted
    told = capsys.readouterr()
    assert f"[{code}]" in told.err
    assert ("all.pdf" in told.out) != ends
    if not ends:
        assert "trang 2" in told.err
        with pikepdf.open("all.pdf") as pdf:
            assert len(pdf.pages) == 2


def test_a_page_that_must_not_be_drawn_is_not(
    scan: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Intake refuses a page that would unpack to gigabytes; no worker gets to see it."""
    monkeypatch.setenv("VANBAN_MAX_PIXELS", "1000000")
    huge = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 90_000, "Height": 90_000}
    with pikepdf.Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        thing = pikepdf.Stream(pdf, b"\0", **huge, BitsPerComponent=8, ColorSpace=Name.DeviceGray)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=thing))
        page.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /I Do Q")
        pdf.save("bomb.pdf")
    monkeypatch.setattr(inspecting, "draw", lambda task: pytest.fail("it was drawn"))
    assert main(["inspect", "bomb.pdf", "-o", "none.pdf"]) == ExitCode.SOME_FAILED
    told = capsys.readouterr()
    assert "[too_large]" in told.err and told.out == ""
    assert not Path("none.pdf").exists()


LOCKED = [
    # what the password file holds, the exit code, and a word of what is told
    ("sai\nkhach\n", ExitCode.OK, "khoa.inspect.png"),
    ("sai\n", ExitCode.SOME_FAILED, "[encrypted]"),
    (None, ExitCode.USAGE, "password_file"),
]


@pytest.mark.parametrize(("passwords", "code", "told"), LOCKED)
def test_a_locked_scan(
    scan: Path, passwords: str | None, code: ExitCode, told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    lock = pikepdf.Encryption(owner="chu", user="khach")
    Path("khoa.pdf").write_bytes(paper.letter(encryption=lock))
    if passwords is not None:
        Path("mat-khau.txt").write_text(passwords, encoding="utf-8")
    assert main(["inspect", "khoa.pdf", "--password-file", "mat-khau.txt"]) == code
    said = capsys.readouterr()
    assert told in said.out + said.err
    assert "khach" not in said.out + said.err
    left = {path.name for path in scan.parent.iterdir()}
    assert left <= {scan.name, "khoa.pdf", "mat-khau.txt", "khoa.inspect.png"}


def test_a_locked_page_from_file_to_picture_in_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a process of its own, from its text layer; the copy without a lock is gone in the end."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    path, words = tmp_path / "khoa.pdf", tmp_path / "words.txt"
    path.write_bytes(paper.letter(encryption=pikepdf.Encryption(owner="chu", user="khach")))
    words.write_text("khach\n", encoding="utf-8")
    with inspecting.open_paper(path, Settings(workers=1, password_file=str(words))) as opened:
        assert opened.source.original == path
        assert opened.source.path.is_relative_to(scratch)
        (sheet,) = inspecting.sheets(opened)
    assert sheet.problem is None
    assert sheet.image.width == 2 * contact._PANEL + contact._GAP + 2 * contact._EDGE
    assert list(scratch.glob("vanban-*")) == []


@pytest.mark.ocr
def test_a_real_page_from_file_to_picture(tmp_path: Path) -> None:
    path = tmp_path / "page.png"
    Image.fromarray(letter(5)[:700]).save(path, dpi=(200, 200))
    out = tmp_path / "out.png"
    assert main(["inspect", str(path), "-o", str(out), "--lang", "en"]) == ExitCode.OK
    with Image.open(out) as sheet:
        assert sheet.width == 2 * contact._PANEL + contact._GAP + 2 * contact._EDGE
