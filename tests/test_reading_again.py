"""The second look at doubtful columns, the judge of orientation, and incoming stamps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from pipeline.reading import legibility, page, read_page
from pipeline.reading.again import doubtful, read_again
from pipeline.reading.engine import Reading, Token
from pipeline.reading.layout import columns
from pipeline.reading.stamp import is_stamp_line
from pipeline.records import PageImage
from pipeline.settings import Settings
from tests.reading_pages import EM, HEIGHT, PITCH, WIDTH, line, spread
from tests.scan_sheets import letter

S = Settings()
FOOT = ["Nơi nhận:\tKT. GIÁM ĐỐC", "- Như trên;\tPHÓ GIÁM ĐỐC", "- Lưu: VT, TĐKT."]
TOP = 1500


@dataclass
class Halves:
    """Reads the whole page badly on the left, and what it is told when shown less."""

    left: list[Token]
    right: list[Token]
    whole: list[Token] = field(default_factory=list)
    shown: list[tuple[int, int]] = field(default_factory=list)

    def read(self, grey: Any, dpi: float, *, rough: bool) -> Reading:
        self.shown.append(grey.shape)
        if grey.shape == (HEIGHT, WIDTH):
            return Reading(tuple(self.whole))
        return Reading(tuple(self.right if len(self.shown) % 2 else self.left))


def _garbled() -> list[Token]:
    page = spread(FOOT, top=TOP)
    mixed = Token("-Nhưưên,:ï|Ê", page[7].box, 0.2, page[7].line)
    return [*page[:7], mixed, *page[8:]]


def _grey() -> np.ndarray:
    return np.full((HEIGHT, WIDTH), 255, np.uint8)


def test_only_doubtful_bands_are_read_again() -> None:
    clear, garbled = spread(FOOT, top=TOP), _garbled()
    assert not any(doubtful(clear, band) for band in columns(clear, WIDTH))
    bands = columns(garbled, WIDTH)
    assert [doubtful(garbled, band) for band in bands] == [True]


def test_a_better_half_replaces_the_old_one_in_its_place() -> None:
    tokens = _garbled()
    band = columns(tokens, WIDTH)[0]
    straw = Halves(left=spread([t.partition("\t")[0] for t in FOOT], top=10), right=[])
    found = read_again(_grey(), 200, tokens, band, _Turn(straw), rough=False)
    texts = [t.text for t in found]
    assert "-Nhưưên,:ï|Ê" not in texts
    assert {"Như", "trên;", "GIÁM", "ĐỐC"} <= set(texts)
    moved = next(t for t in found if t.text == "Nơi")
    assert moved.box[1] == pytest.approx(TOP, abs=25)
    assert moved.line not in {t.line for t in tokens}


class _Turn:
    """Shows the left half to ``left`` and the right one to ``right``."""

    def __init__(self, straw: Halves) -> None:
        self._answers = [straw.left, straw.right]

    def read(self, grey: Any, dpi: float, *, rough: bool) -> Reading:
        return Reading(tuple(self._answers.pop(0)))


def test_a_worse_half_is_not_believed() -> None:
    tokens = _garbled()
    band = columns(tokens, WIDTH)[0]
    straw = Halves(left=line("rác", 10, 10, confidence=0.3), right=[])
    assert sorted(read_again(_grey(), 200, tokens, band, _Turn(straw), False), key=repr) == sorted(
        tokens, key=repr
    )


def test_a_clear_page_is_read_once() -> None:
    straw = Halves([], [], whole=spread(FOOT, top=TOP))
    image = PageImage(1, np.repeat(_grey()[..., None], 3, axis=2), _grey(), 200.0)
    read_page(image, S, straw)
    assert straw.shown == [(HEIGHT, WIDTH)]


@pytest.mark.parametrize(
    ("tokens", "high"),
    [
        (spread(["Kế hoạch của Ủy ban nhân dân tỉnh", "về phong trào thi đua"] * 4), True),
        ([], False),
        (line("xq zzk wwv", 10, 10, confidence=0.2), False),
        # words that Tesseract set upright by itself stand in tall boxes
        (
            [
                Token("hoạch", (10, 10 + 99 * n, 40, 100 + 99 * n), 0.9, (1, 1, n))
                for n in range(40)
            ],
            False,
        ),
    ],
)
def test_legibility(monkeypatch: pytest.MonkeyPatch, tokens: list[Token], high: bool) -> None:
    class Straw:
        def read(self, grey: Any, dpi: float, *, rough: bool) -> Reading:
            return Reading(tuple(tokens))

    monkeypatch.setattr(page, "engine", lambda settings: Straw())
    score = legibility(S)(letter(3))
    assert 0.0 <= score <= 1.0
    assert (score > 0.3) is high


STAMPS = [
    ("ĐẾN", True),
    ("ĐẾN Giờ: ........ Ngày: 12", True),
    ("Số: ..................", True),
    ("Chuyển: ...........", True),
    ("Ngày: ____________", True),
    ("Số: 127/BC-SNV", False),
    ("Từ năm 2019 đến năm 2025", False),
    ("KÍNH GỬI ĐẾN CÁC ĐỒNG CHÍ LÃNH ĐẠO SỞ", False),  # a heading, not a stamp
    ("- Lưu: VT ........", False),
]


@pytest.mark.parametrize(("text", "stamp"), STAMPS)
def test_incoming_stamps(text: str, stamp: bool) -> None:
    assert is_stamp_line(text.split()) is stamp


def test_a_stamp_is_marked_on_the_page() -> None:
    straw = Halves(
        [], [], whole=spread(["ĐẾN", "Số: ............"], top=500) + line("ĐẾN", 300, TOP, 9)
    )
    image = PageImage(1, np.repeat(_grey()[..., None], 3, axis=2), _grey(), 200.0)
    kinds = [found.kind for found in read_page(image, S, straw).lines]
    assert kinds == ["stamp", "stamp", "text"]
    assert TOP > 0.45 * HEIGHT > 500 + PITCH + EM
