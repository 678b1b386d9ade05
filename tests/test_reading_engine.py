"""Tesseract's door under fire, and pages read by an engine of straw."""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytesseract import pytesseract as door

from pipeline.errors import EngineFailed, MissingDependency, TimedOut
from pipeline.reading import read_page, read_page_with_layer, tesseract
from pipeline.reading.engine import Reading, Token
from pipeline.reading.tesseract import Tesseract
from pipeline.records import PageImage
from pipeline.settings import Settings
from tests.reading_pages import HEIGHT, WIDTH, line, spread
from tests.scan_sheets import draw, letter

S = Settings()
HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num"
    "\tleft\ttop\twidth\theight\tconf\ttext\n"
)
ROW = "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tSố:\n"
VERSION = 'case "$1" in --version) echo "tesseract 5.3.0"; exit 0;; esac\n'


def _fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a shell script in Tesseract's place."""
    program = folder / "tesseract"
    program.write_text("#!/bin/sh\n" + VERSION + script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(door, "tesseract_cmd", str(program))
    monkeypatch.setattr(tesseract, "version", lambda: "5.3.0")


def _read(seconds: float = 5.0, layer: bool = False, tessdata: str = "") -> Reading:
    page = np.full((60, 80), 255, np.uint8)
    return Tesseract(seconds, tessdata).read(page, 200, rough=False, layer=layer)


def test_words_of_the_tsv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = HEAD + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n" + ROW + ROW.replace("Số:", "  ") + "5\tx\n"
    (tmp_path / "rows").write_text(rows, encoding="utf-8")
    _fake(tmp_path, f'cp "{tmp_path}/rows" "$2.tsv"', monkeypatch)
    assert _read().tokens == (Token("Số:", (10, 20, 40, 60), 0.965, (1, 1, 1)),)


FAULTS = [
    ("dies", "exit 1", EngineFailed),
    ("dies with bad UTF-8", "printf '\\377\\376' >&2; exit 3", EngineFailed),
    ("ends well and leaves nothing", "exit 0", EngineFailed),
    ("leaves an empty file", ': > "$2.tsv"', EngineFailed),
    ("is killed", "kill -9 $$", TimedOut),
    ("is told to end", "kill -15 $$", TimedOut),
    (
        "lacks the language",
        "echo 'Error opening data file vie.traineddata' >&2; exit 1",
        MissingDependency,
    ),
]


@pytest.mark.parametrize(("why", "script", "error"), FAULTS)
def test_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: str, script: str, error: type[Exception]
) -> None:
    _fake(tmp_path, script, monkeypatch)
    with pytest.raises(error):
        _read()


def test_a_hanging_engine_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fake(tmp_path, "exec sleep 30", monkeypatch)
    with pytest.raises(TimedOut):
        _read(seconds=0.3)


def test_no_engine_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "tesseract_cmd", "/no/such/tesseract")
    tesseract.version.cache_clear()
    try:
        with pytest.raises(MissingDependency):
            _read()
    finally:
        tesseract.version.cache_clear()


def test_one_thread_the_own_data_folder_and_no_layer_without_its_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "rows").write_text(HEAD + ROW, encoding="utf-8")
    script = f'echo "$OMP_THREAD_LIMIT $*" > "{tmp_path}/call"; cp "{tmp_path}/rows" "$2.tsv"'
    _fake(tmp_path, script, monkeypatch)
    assert _read(layer=True, tessdata=str(tmp_path)).layer == b""
    call = (tmp_path / "call").read_text(encoding="utf-8")
    assert call.startswith("1 ")
    assert f"--tessdata-dir {tmp_path}" in call
    assert "-l vie" in call
    assert "pdf" not in call


@dataclass
class Straw:
    """An engine that has read what it is told."""

    tokens: list[Token]
    asked: int = 0

    def read(self, grey: Any, dpi: float, *, rough: bool, layer: bool) -> Reading:
        self.asked += 1
        return Reading(tuple(self.tokens), b"%PDF" if layer else b"")


def _page(clean: Any = None, **more: Any) -> PageImage:
    grey = np.full((HEIGHT, WIDTH), 255, np.uint8) if clean is None else clean
    return PageImage(1, np.repeat(grey[..., None], 3, axis=2), grey, 200.0, **more)


def test_a_page_is_read_with_all_it_knows() -> None:
    image = _page(letter(), turned=180, steps=("extract 200 dpi",))
    t, layer = read_page_with_layer(image, S, Straw(spread(["Kế hoạch số 12/KH-UBND"])))
    page = t.pages[0]
    assert t.text == "Kế hoạch số 12/KH-UBND"
    assert (page.status, page.origin, page.turned, page.steps) == ("read", "ocr", 180, image.steps)
    assert (page.width, page.height, page.dpi) == (WIDTH, HEIGHT, 200.0)
    assert page.unread
    assert layer == b"%PDF"


def test_a_blank_page_is_not_asked_about() -> None:
    straw = Straw(spread(["rác"]))
    t = read_page(_page(blank=True), S, straw)
    assert straw.asked == 0
    assert (t.text, t.pages[0].status) == ("", "blank")


@pytest.mark.parametrize(
    "tokens", [[], line("xq zzk wwv ấấ", 300, 300, confidence=0.2), line("a b c", 9, 9, 0, 0.5)]
)
def test_ink_without_words_is_unreadable(tokens: list[Token]) -> None:
    t = read_page(_page(letter(2)), S, Straw(tokens))
    assert t.pages[0].status == "unreadable"


@pytest.mark.ocr
def test_tesseract_reads_a_sheet() -> None:
    sheet = draw([(230, 300, "Ke hoach so 127/KH-UBND nam 2022"), (230, 400, "thi dua yeu nuoc")])
    t, layer = read_page_with_layer(_page(sheet), S)
    assert "127/KH-UBND" in t.text
    assert t.pages[0].status == "read"
    assert layer.startswith(b"%PDF")
    again = read_page(_page(sheet), replace(S, page_seconds=60.0))
    assert again == t
