"""Two engines behind one Protocol, under fire and side by side; pages read by one of straw."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytesseract import pytesseract as door

from pipeline.errors import BadSettings, EngineFailed, MissingDependency, TimedOut
from pipeline.reading import command_line, in_process, language_data, read_page, reading_identity
from pipeline.reading.command_line import CommandLine
from pipeline.reading.engine import Engine, Reading, Token
from pipeline.reading.engines import engine, engine_identity
from pipeline.reading.in_process import InProcess
from pipeline.reading.language_data import LanguageData
from pipeline.reading.tsv import tokens_of
from pipeline.records import PageImage
from pipeline.settings import Settings, load
from tests.reading_pages import HEIGHT, WIDTH, line, spread
from tests.scan_sheets import draw, letter
from tests.waiting import PATIENCE

S = Settings()
HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num"
    "\tleft\ttop\twidth\theight\tconf\ttext\n"
)
ROW = "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tSố:\n"
TOKEN = Token("Số:", (10, 20, 40, 60), 0.965, (1, 1, 1))
VERSION = 'case "$1" in --version) echo "tesseract 5.3.0"; exit 0;; esac\n'
SAME_WORDS = 0.97  # share of words that two versions of Tesseract must read alike on a sheet
SAME_BOX = 3  # pixels by which they may set a word's edges elsewhere

within = pytest.mark.skipif(in_process.version() is None, reason="tesserocr is not installed")


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        # a word; a line's own row; a word of nothing; a row cut short; nothing at all
        (HEAD + ROW, (TOKEN,)),
        (HEAD + "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n", ()),
        (HEAD + ROW.replace("Số:", "  "), ()),
        (HEAD + "5\tx\n" + ROW, (TOKEN,)),
        ("", ()),
        # within the process there is no row of titles, and confidence has more figures
        (ROW.replace("96.5", "96.500001"), (replace(TOKEN, confidence=0.96500001),)),
        # confidence is a share, whatever the engine thinks
        (ROW.replace("96.5", "-1"), (replace(TOKEN, confidence=0.0),)),
        (ROW.replace("96.5", "101"), (replace(TOKEN, confidence=1.0),)),
    ],
)
def test_words_of_the_tsv(rows: str, wanted: tuple[Token, ...]) -> None:
    assert tokens_of(rows) == wanted


# --- the command line ----------------------------------------------------------------------


def _fake(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a shell script in Tesseract's place."""
    program = folder / "tesseract"
    program.write_text("#!/bin/sh\n" + VERSION + script, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(door, "tesseract_cmd", str(program))
    monkeypatch.setattr(command_line, "version", lambda: "5.3.0")


def _read(seconds: float = PATIENCE, folder: Path | None = None) -> Reading:
    page = np.full((60, 80), 255, np.uint8)
    return CommandLine(seconds, LanguageData("vie", folder)).read(page, 200, rough=False)


FAULTS = [
    ("dies", "exit 1", EngineFailed),
    ("dies with bad UTF-8", "printf '\\377\\376' >&2; exit 3", EngineFailed),
    ("ends well and leaves nothing", "exit 0", EngineFailed),
    ("leaves an empty file", ': > "$2.tsv"', EngineFailed),
    ("is killed", "kill -9 $$", EngineFailed),
    ("is told to end", "kill -15 $$", EngineFailed),
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
    _fake(tmp_path, "exec sleep 3600", monkeypatch)
    with pytest.raises(TimedOut):
        _read(seconds=0.3)


def test_no_engine_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "tesseract_cmd", "/no/such/tesseract")
    command_line.version.cache_clear()
    try:
        with pytest.raises(MissingDependency):
            _read()
        asked = replace(S, engine="pytesseract")
        assert engine_identity(asked) == "none"
    finally:
        command_line.version.cache_clear()


def test_one_thread_and_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rows").write_text(HEAD + ROW, encoding="utf-8")
    script = f'echo "$OMP_THREAD_LIMIT $*" > "{tmp_path}/call"; cp "{tmp_path}/rows" "$2.tsv"'
    _fake(tmp_path, script, monkeypatch)
    assert _read(folder=tmp_path).tokens == (TOKEN,)
    call = (tmp_path / "call").read_text(encoding="utf-8")
    assert call.startswith("1 ")
    assert f"--tessdata-dir {tmp_path}" in call
    assert "-l vie" in call


# --- which engine, which data ----------------------------------------------------------------


def _data(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / f"{name}.traineddata"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"data")
    return folder


def _only(folder: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [folder] if folder else []
    monkeypatch.setattr(language_data, "folders", lambda: found)


DATA = [
    # asked, what the usual folder holds, the name that Tesseract is given
    ("fast", ("vie",), "vie"),
    ("", ("vie",), "vie"),
    ("fast", ("vie", "script/Vietnamese"), "vie"),
    ("best", ("vie", "script/Vietnamese"), "script/Vietnamese"),
    ("best", ("vie",), None),
]


@pytest.mark.parametrize(("asked", "there", "name"), DATA)
def test_language_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, there: tuple[str, ...], name: str
) -> None:
    _only(_data(tmp_path, *there), monkeypatch)
    settings = replace(S, tessdata=asked)
    if name is None:
        with pytest.raises(MissingDependency, match="tesseract-ocr-script-viet"):
            language_data.language_data(settings)
        return
    found = language_data.language_data(settings)
    assert found == LanguageData(name, tmp_path)
    assert found.file is not None and found.file.is_file()


def test_a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _only(None, monkeypatch)
    own = _data(tmp_path / "own", "vie")
    assert language_data.language_data(replace(S, tessdata=str(own))) == LanguageData("vie", own)
    with pytest.raises(MissingDependency, match=r"vie\.traineddata"):
        language_data.language_data(replace(S, tessdata=str(tmp_path)))


def test_the_program_knows_folders_that_we_do_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no usual folder holds the data, only the program may still find its own."""
    _only(None, monkeypatch)
    assert engine(S) == CommandLine(S.page_seconds, LanguageData("vie", None))
    with pytest.raises(MissingDependency):
        engine(replace(S, engine="tesserocr"))


def test_the_folder_of_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    assert language_data.folders()[0] == tmp_path


CHOICES = [
    # asked, tesserocr there, what is taken
    ("auto", True, InProcess),
    ("auto", False, CommandLine),
    ("tesserocr", True, InProcess),
    ("tesserocr", False, None),
    ("pytesseract", True, CommandLine),
    ("pytesseract", False, CommandLine),
]


@pytest.mark.parametrize(("asked", "there", "taken"), CHOICES)
def test_which_engine(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    there: bool,
    taken: type[Engine] | None,
) -> None:
    _only(_data(tmp_path, "vie"), monkeypatch)
    monkeypatch.setattr(in_process, "version", lambda: "5.5" if there else None)
    settings = load({"engine": asked}, tmp_path)
    if taken is None:
        with pytest.raises(MissingDependency, match="tesserocr"):
            engine(settings)
    else:
        assert isinstance(engine(settings), taken)


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings):
        load({"engine": "abbyy"}, tmp_path)


def test_another_engine_or_other_data_are_another_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _only(_data(tmp_path, "vie", "script/Vietnamese"), monkeypatch)
    monkeypatch.setattr(in_process, "version", lambda: "5.5")
    monkeypatch.setattr(command_line, "version", lambda: "5.3")
    asked = [S, replace(S, engine="pytesseract"), replace(S, tessdata="best")]
    seen = [reading_identity(settings) for settings in asked]
    assert len(set(seen)) == len(asked)
    (tmp_path / "vie.traineddata").write_bytes(b"newer data")
    assert reading_identity(S) not in seen


# --- within the process ------------------------------------------------------------------------


@within
def test_data_that_is_none_is_an_engine_that_failed(tmp_path: Path) -> None:
    data = LanguageData("vie", _data(tmp_path, "vie"))
    with pytest.raises(EngineFailed):
        InProcess(5.0, data).read(np.full((60, 80), 255, np.uint8), 200, rough=False)


@within
@pytest.mark.ocr
def test_a_page_that_takes_too_long_is_given_up() -> None:
    settings = replace(S, page_seconds=0.001)
    with pytest.raises(TimedOut):
        engine(settings).read(letter(40), 200, rough=False)


@within
@pytest.mark.ocr
def test_a_page_reads_alike_whatever_was_read_before() -> None:
    by = engine(S)
    assert isinstance(by, InProcess)
    sheets = [letter(8), letter(5)]
    alone = [by.read(sheet, 200, rough=False) for sheet in sheets]
    by.read(sheets[0][:300], 150, rough=True, lines=True)
    assert [by.read(sheet, 200, rough=False) for sheet in reversed(sheets)] == alone[::-1]


@within
@pytest.mark.ocr
def test_both_engines_read_alike() -> None:
    sheet = letter(12)
    one, two = (
        engine(replace(S, engine=name)).read(sheet, 200, rough=False).tokens  # type: ignore[arg-type]
        for name in ("tesserocr", "pytesseract")
    )
    texts = [t.text for t in one], [t.text for t in two]
    assert len(one) > 40
    matcher = SequenceMatcher(None, *texts, autojunk=False)
    same = [b for b in matcher.get_matching_blocks() if b.size]
    assert sum(b.size for b in same) >= SAME_WORDS * max(len(one), len(two))
    for block in same:
        for a, b in zip(one[block.a :][: block.size], two[block.b :][: block.size], strict=True):
            assert max(abs(p - q) for p, q in zip(a.box, b.box, strict=True)) <= SAME_BOX


@within
def test_a_child_does_not_share_its_parents_model(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = []
    import tesserocr

    monkeypatch.setattr(tesserocr, "PyTessBaseAPI", lambda **_: loaded.append(1) or object())
    in_process._api.cache_clear()
    try:
        first = in_process._api(os.getpid(), "/data", "vie")
        assert in_process._api(os.getpid(), "/data", "vie") is first
        assert in_process._api(os.getpid() + 1, "/data", "vie") is not first
    finally:
        in_process._api.cache_clear()
    assert len(loaded) == 2


# --- pages -----------------------------------------------------------------------------------


@dataclass
class Straw:
    """An engine that has read what it is told."""

    tokens: list[Token]
    asked: int = 0

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        self.asked += 1
        return Reading(tuple(self.tokens))


def _page(clean: Any = None, **more: Any) -> PageImage:
    grey = np.full((HEIGHT, WIDTH), 255, np.uint8) if clean is None else clean
    return PageImage(1, np.repeat(grey[..., None], 3, axis=2), grey, 200.0, **more)


def test_a_page_is_read_with_all_it_knows() -> None:
    image = _page(letter(), turned=180, steps=("extract 200 dpi",))
    t = read_page(image, S, Straw(spread(["Kế hoạch số 12/KH-UBND"])))
    page = t.pages[0]
    assert t.text == "Kế hoạch số 12/KH-UBND"
    assert (page.status, page.origin, page.turned, page.steps) == ("read", "ocr", 180, image.steps)
    assert (page.width, page.height, page.dpi) == (WIDTH, HEIGHT, 200.0)
    assert page.unread


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
@pytest.mark.parametrize("name", ["auto", "pytesseract"])
def test_tesseract_reads_a_sheet(name: str) -> None:
    sheet = draw([(230, 300, "Ke hoach so 127/KH-UBND nam 2022"), (230, 400, "thi dua yeu nuoc")])
    settings = replace(S, engine=name)  # type: ignore[arg-type]
    t = read_page(_page(sheet), settings)
    assert "127/KH-UBND" in t.text
    assert t.pages[0].status == "read"
    assert read_page(_page(sheet), replace(settings, page_seconds=S.page_seconds + 1)) == t
