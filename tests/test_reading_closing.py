"""The second look at the end of a letter, and at the stamps of its first page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import pytest

from pipeline.reading.closing import closing_box, look_at_end
from pipeline.reading.engine import Reading, Token
from pipeline.reading.heading import look_at_head
from pipeline.reading.page import legibility, read_page
from pipeline.reading.stamp import is_stamp_field, stamp_word
from pipeline.records import PageImage
from pipeline.settings import Settings
from tests.reading_pages import EM, HEIGHT, WIDTH, spread
from tests.scan_sheets import DPI, coloured, draw
from tests.seals import seal

FOOT = ["Nơi nhận:\tGIÁM ĐỐC", "- Như trên;", "- Lưu: VT, TĐKT."]
TOP = 1500


@dataclass
class Says:
    """Reads the same words wherever it is shown lines, and none on a page."""

    words: list[tuple[str, float]]
    shown: list[tuple[int, ...]] = field(default_factory=list)

    def read(self, grey: Any, dpi: float, *, rough: bool, lines: bool = False) -> Reading:
        self.shown.append(grey.shape)
        if not lines:
            return Reading(())
        rows = np.flatnonzero((grey < 128).any(axis=1))
        top = int(rows[0]) if len(rows) else 0
        tokens = []
        for n, (text, confidence) in enumerate(self.words):
            box = (32 + 90 * n, top + 4, 32 + 90 * n + 80, top + 34)
            tokens.append(Token(text, box, confidence, (1, 1, 1)))
        return Reading(tuple(tokens))


def image(paper: Any, clean: Any | None = None, number: int = 1) -> PageImage:
    grey = paper if paper.ndim == 2 else paper.min(axis=2)
    colour = coloured(paper) if paper.ndim == 2 else paper
    return PageImage(number, colour, grey.copy() if clean is None else clean, DPI)


def white() -> Any:
    return np.full((HEIGHT, WIDTH), 255, np.uint8)


# --- the end ------------------------------------------------------------------------------------


def test_a_page_in_the_middle_pays_nothing() -> None:
    engine = Says([("Lê", 0.9)])
    tokens = spread(["Thực hiện kế hoạch của tỉnh, các sở, ban, ngành đã triển khai"] * 8, top=300)
    sheet = image(seal(white(), (1100, 1700)))
    assert closing_box(sheet, tokens) is None
    assert look_at_end(sheet, tokens, engine) == (tokens, ())
    assert engine.shown == []


def test_the_block_stands_right_of_the_recipients() -> None:
    box = closing_box(image(white()), spread(FOOT, top=TOP))
    assert box is not None
    x0, y0, x1, y1 = box
    assert (x0, x1) == (round(0.36 * WIDTH), WIDTH)
    assert TOP - 0.5 * DPI < y0 < TOP < TOP + 2.5 * DPI < y1 <= HEIGHT


def test_two_may_sign_above_the_recipients() -> None:
    text = ["Hai cơ quan thống nhất ký kết chương trình và tổ chức thực hiện đầy đủ các việc"] * 4
    tokens = [*spread(text, top=600), *spread(FOOT[1:], top=TOP)]
    label = Token("Nơi", (230, TOP - 50, 280, TOP - 22), 0.95, (90, 1, 1))
    nhan = Token("nhận:", (290, TOP - 50, 380, TOP - 22), 0.95, (90, 1, 1))
    box = closing_box(image(white()), [*tokens, label, nhan])
    assert box is not None
    assert box[0] == 0 and box[2] == WIDTH
    assert box[1] < 800 and box[3] == TOP - 50


def _sealed() -> tuple[PageImage, list[Token]]:
    paper = draw(
        [(1000, TOP + 8, "GIAM DOC"), (930, TOP + 400, "Tran Minh Khoi")], (WIDTH, HEIGHT), 40
    )
    return image(seal(paper, (930, TOP + 280)), white()), spread(FOOT, top=TOP)


def test_what_a_seal_hid_comes_back_in_its_place() -> None:
    sheet, tokens = _sealed()
    found, covered = look_at_end(sheet, tokens, Says([("Trần", 0.9), ("Minh", 0.9), ("Khôi", 0.9)]))
    new = [t for t in found if t not in tokens]
    assert {t.text for t in new} == {"Trần", "Minh", "Khôi"}
    assert all(t.box[0] > 0.4 * WIDTH and t.box[1] > TOP - DPI for t in new)
    assert len({t.line for t in new} & {t.line for t in tokens}) == 0
    assert len(covered) == 1
    x0, y0, x1, y1 = covered[0]
    assert x0 < 930 / WIDTH < x1 and y0 < (TOP + 280) / HEIGHT < y1


def test_scraps_replace_nothing() -> None:
    sheet, tokens = _sealed()
    found, _ = look_at_end(sheet, tokens, Says([("Ẻ~", 0.1), ("(/", 0.9)]))
    assert found == tokens


def test_words_of_the_seal_itself_go() -> None:
    sheet, tokens = _sealed()
    own = Token("SỞ", (900, TOP + 270, 960, TOP + 300), 0.95, (77, 1, 1))
    found, _ = look_at_end(sheet, [*tokens, own], Says([]))
    assert own not in found
    assert set(found) == set(tokens)


def test_the_end_is_read_by_the_page() -> None:
    sheet, tokens = _sealed()

    class Page(Says):
        def read(self, grey: Any, dpi: float, **how: Any) -> Reading:
            return super().read(grey, dpi, **how) if how.get("lines") else Reading(tuple(tokens))

    made = read_page(sheet, Settings(), Page([("Trần", 0.9), ("Minh", 0.9), ("Khôi", 0.9)]))
    assert "Trần Minh Khôi" in made.text
    assert len(made.pages[0].covered) == 1


# --- stamps -------------------------------------------------------------------------------------


def stamped(colour: tuple[int, int, int], tilt: float = 0.0) -> Any:
    """A page with ``KHAN`` in a frame, under the number."""
    paper = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    small = np.full((120, 260), 255, np.uint8)
    cv2.rectangle(small, (20, 20), (240, 100), 0, 4)
    cv2.putText(small, "KHAN", (62, 78), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 4)
    turn = cv2.getRotationMatrix2D((130, 60), tilt, 1.0)
    small = cv2.warpAffine(small, turn, (260, 120), borderValue=(255,))
    part = paper[500:620, 200:460]
    part[small < 128] = colour
    return paper


@pytest.mark.parametrize("tilt", [0.0, 5.0, -8.0])
@pytest.mark.parametrize("colour", [(210, 30, 40), (20, 20, 20)])
def test_a_stamp_that_cleaning_took_is_read(colour: tuple[int, int, int], tilt: float) -> None:
    engine = Says([("KHẨN", 0.9)])
    (row,), silent = look_at_head(image(stamped(colour, tilt), white()), engine)
    assert [t.text for t in row.tokens] == ["KHẨN"] and row.stamp
    assert silent == ()
    x0, y0, x1, y1 = row.box
    assert 200 < x0 < x1 < 460 and 500 < y0 < y1 < 620
    (shape,) = engine.shown
    assert shape[1] < 400  # the stamp alone, not the head


def test_a_framed_stamp_that_cleaning_left_is_read_too() -> None:
    rows, _ = look_at_head(image(stamped((20, 20, 20))), Says([("HỎA", 0.8), ("TỐC", 0.9)]))
    assert [t.text for t in rows[0].tokens] == ["HỎA", "TỐC"]


def test_a_doubted_word_of_the_short_list_is_kept_with_its_doubt() -> None:
    (row,), silent = look_at_head(image(stamped((210, 30, 40)), white()), Says([("KHẨN", 0.1)]))
    assert [(t.text, t.confidence) for t in row.tokens] == [("KHẨN", 0.1)]
    assert silent == ()


@pytest.mark.parametrize("words", [[], [("LOGO", 0.9)], [("ĐẾN", 0.1)]])
def test_a_stamp_without_words_is_a_covered_place(words: list[tuple[str, float]]) -> None:
    rows, silent = look_at_head(image(stamped((210, 30, 40)), white()), Says(words))
    assert rows == []
    ((x0, y0, x1, y1),) = silent
    assert x0 * WIDTH == pytest.approx(220, abs=8) and x1 * WIDTH == pytest.approx(440, abs=8)
    assert y0 * HEIGHT == pytest.approx(520, abs=8) and y1 * HEIGHT == pytest.approx(600, abs=8)


def test_the_receivers_name_is_left_out() -> None:
    words = [("BAN", 0.9), ("DÂN", 0.9), ("VẬN", 0.9), ("ĐẾN", 0.9), ("Ngày:", 0.8)]
    (row,), _ = look_at_head(image(stamped((210, 30, 40)), white()), Says(words))
    assert [t.text for t in row.tokens] == ["ĐẾN", "Ngày:"]


@pytest.mark.parametrize("number", [1, 2])
def test_other_pages_and_plain_heads_pay_nothing(number: int) -> None:
    paper = (
        stamped((210, 30, 40))
        if number == 2
        else coloured(draw([(230, 200, "UBND TINH")], (WIDTH, HEIGHT)))
    )
    engine = Says([("KHẨN", 0.9)])
    assert look_at_head(image(paper, number=number), engine) == ([], ())
    assert engine.shown == []


def test_a_stamp_is_a_line_of_its_own_kind() -> None:
    made = read_page(image(stamped((210, 30, 40)), white()), Settings(), Says([("KHẨN", 0.9)]))
    assert [ln.kind for ln in made.lines] == ["stamp"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("KHẨN", "KHẨN"),
        (".KHẤN", "KHẨN"),
        ("HỎA Tốc", "HỎA TỐC"),
        ("HOÁ TÔC", "HỎA TỐC"),
        ("THƯỢNG KHẨN", "THƯỢNG KHẨN"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("KHÁNH", None),
        ("khẩn trương thực hiện", None),
        ("", None),
    ],
)
def test_stamp_word(text: str, word: str | None) -> None:
    assert stamp_word(text) == word


@pytest.mark.parametrize(
    ("word", "is_field"),
    [("ĐẾN", True), ("ĐỀN", True), ("đến", False), ("Ngày:", True), ("Số:", False)],
)
def test_is_stamp_field(word: str, is_field: bool) -> None:
    assert is_stamp_field(word) is is_field


# --- which way is up ----------------------------------------------------------------------------


@pytest.mark.parametrize("top", [60, 1900])
def test_the_judge_looks_where_the_words_are(top: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter's last page may have its words at one end only, and lie on its head."""
    seen: list[float] = []

    class Eye:
        def read(self, grey: Any, dpi: float, **how: Any) -> Reading:
            seen.append(float((grey < 128).mean()))
            return Reading(())

    monkeypatch.setattr("pipeline.reading.page.engine", lambda _: Eye())
    paper = draw(
        [(230, top + 150 + 5 * EM * n // 3, "Thuc hien ke hoach") for n in range(5)],
        (WIDTH, HEIGHT),
    )
    legibility(Settings())(paper)
    assert seen[0] > 0.004
