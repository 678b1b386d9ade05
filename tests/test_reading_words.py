"""Noise, weight, unread ink, and the transcript that is built of rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.reading.build import transcript
from pipeline.reading.engine import Token
from pipeline.reading.layout import Row, rows
from pipeline.reading.noise import without_noise
from pipeline.reading.unread import ink_of, unread_boxes
from pipeline.reading.weight import bold
from pipeline.records import Transcript
from tests.reading_pages import EM, HEIGHT, WIDTH, line, spread
from tests.scan_sheets import DPI, draw, font


def _row(*words: tuple[str, float], x: int = 300, gap: int = 15, height: int = EM) -> Row:
    tokens = []
    for text, confidence in words:
        end = x + 15 * len(text)
        tokens.append(Token(text, (x, 500, end, 500 + height), confidence, (1, 1, 1)))
        x = end + gap
    return Row(tuple(tokens), "full")


NOISE = [
    # what it is, the row, what stays of it
    (
        "a doubtful word in a good line",
        _row(("năm", 0.95), ("2O22", 0.1), ("này", 0.9)),
        "năm 2O22 này",
    ),
    (
        "a doubtful number with its symbol",
        _row(("Số:", 0.4), ("§4./UBND-KTTH", 0.1)),
        "Số: §4./UBND-KTTH",
    ),
    ("a scribble", _row(("Ấ¿", 0.3), ("`~", 0.2), ("hy", 0.35)), ""),
    (
        "marks of dust in a good line",
        _row(("các", 0.95), ("`", 0.3), ("đơn", 0.9), ("vị", 0.9)),
        "các đơn vị",
    ),
    ("real punctuation", _row(("2019", 0.95), ("–", 0.9), ("2025", 0.95)), "2019 – 2025"),
    ("dust without letters", _row((".:", 0.5), ("—", 0.4)), ""),
    ("a page number", _row(("3", 0.95)), "3"),
]


@pytest.mark.parametrize(("why", "row", "left"), NOISE)
def test_noise(why: str, row: Row, left: str) -> None:
    kept, dropped = without_noise([row], EM)
    assert " ".join(t.text for r in kept for t in r.tokens) == left, why
    assert sum(len(r.tokens) for r in kept) + len(dropped) == len(row.tokens)


@pytest.mark.parametrize("sign", ["~", "_", "—", "-"])
def test_the_dash_of_a_list_is_a_dash(sign: str) -> None:
    dash = Token(sign, (280, 510, 292, 514), 0.3, (1, 1, 1))
    kept, dropped = without_noise([Row((dash, *line("Như trên;", 310, 500)), "left")], EM)
    assert kept[0].tokens[0].text == "-"
    assert dropped == []


def test_a_sign_apart_from_the_line_is_dust() -> None:
    far = Token("i", (1500, 500, 1506, 528), 0.4, (1, 1, 1))
    kept, dropped = without_noise([Row((*line("thi đua yêu nước", 300, 500), far), "full")], EM)
    assert dropped == [far]
    assert len(kept[0].tokens) == 4


def test_what_stands_in_a_table_stays() -> None:
    row = Row((Token("x", (300, 500, 310, 528), 0.1, (1, 1, 1)),), "full", (0,))
    assert without_noise([row], EM) == ([row], [])


def _made(found: list[Row], number: int = 1) -> Transcript:
    return transcript(
        found, weights=[None] * len(found), number=number, size=(WIDTH, HEIGHT), status="read",
        origin="ocr", dpi=DPI, to_paper=(1, 0, 0, 0, 1, 0, 0, 0, 1), paper_size=(WIDTH, HEIGHT),
    )  # fmt: skip


def test_spans_boxes_and_confidence() -> None:
    t = _made(rows(spread(["Kế hoạch số 12", "năm 2022"]), WIDTH))
    assert t.text == "Kế hoạch số 12\nnăm 2022"
    assert [t.quote(w.span) for w in t.words] == t.text.split()
    assert [t.quote(line.span) for line in t.lines] == t.text.split("\n")
    assert t.words[0].box == pytest.approx(
        (230 / WIDTH, 200 / HEIGHT, 260 / WIDTH, 228 / HEIGHT), abs=1e-4
    )
    assert t.pages[0].confidence == pytest.approx(0.95)


def test_text_is_normal_and_raw_is_kept() -> None:
    decomposed = "733/Q\u00d0-TTg".replace("\u00d0", "\u00d0") + " va\u0300"
    t = _made(rows(spread([decomposed]), WIDTH))
    assert t.text == "733/QĐ-TTg và"
    assert [w.raw for w in t.words] == decomposed.split()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text("aăđê\u0300Ð12-/.", min_size=1, max_size=6), min_size=1, max_size=5),
        max_size=6,
    )
)
def test_every_span_finds_its_word(texts: list[list[str]]) -> None:
    t = _made(rows(spread([" ".join(words) for words in texts]), WIDTH))
    assert t.pages[0].span.end == len(t.text)
    assert " ".join(t.quote(w.span) for w in t.words).split() == t.text.split()
    starts = [w.span.start for w in t.words]
    assert starts == sorted(starts)


def test_cells_are_parted_by_bars_and_empty_ones_kept() -> None:
    found = Row(tuple(line("1 hai bốn", 300, 500)), "full", (0, 1, 3))
    empty_first = Row(tuple(line("cuối", 300, 600)), "full", (2,))
    t = _made([found, empty_first])
    assert t.text == "1 | hai |  | bốn\n|  | cuối"
    assert [line.kind for line in t.lines] == ["table", "table"]
    assert [t.quote(w.span) for w in t.words] == ["1", "hai", "bốn", "cuối"]


KINDS = [
    # text, x, y, page, kind
    ("3", 820, 120, 2, "page_number"),
    ("- 12 -", 800, 120, 12, "page_number"),
    ("3", 820, 120, 1, "text"),  # page one bears no number
    ("3", 300, 120, 2, "text"),
    ("5", 1400, 2200, 2, "page_number"),
    ("3", 820, 1200, 2, "text"),
    ("Số: 3", 820, 120, 2, "text"),
]


@pytest.mark.parametrize(("text", "x", "y", "page", "kind"), KINDS)
def test_page_numbers(text: str, x: int, y: int, page: int, kind: str) -> None:
    t = _made([Row(tuple(line(text, x, y)), "full")], page)
    assert t.lines[0].kind == kind


def test_indent_and_middle() -> None:
    full = "x" * 79
    t = _made(
        rows(spread([full, ("Năm 2022 đơn vị đã", 330), full, ("BÁO CÁO", 770), full]), WIDTH)
    )
    assert [line.centred for line in t.lines] == [False, False, False, True, False]
    assert t.lines[0].indent == 0.0
    assert t.lines[1].indent == pytest.approx(100 / WIDTH, abs=0.001)


def test_bold_is_relative_to_the_page() -> None:
    image = Image.new("L", (WIDTH, 600), 255)
    pen = ImageDraw.Draw(image)
    for n in range(6):
        pen.text((200, 60 + 70 * n), "Noi dung thuc hien ke hoach nam 2022", 0, font=font(34))
    pen.text((200, 500), "MUC DICH YEU CAU", 0, font=font(34), stroke_width=1)
    ink = np.asarray(image) < 128
    boxes = [[(200, 60 + 70 * n, 900, 110 + 70 * n)] for n in range(6)]
    weights = bold([*boxes, [(200, 500, 700, 550)], [(1200, 10, 1210, 20)]], ink, EM)
    assert all(w is not None and w < 0.3 for w in weights[:6])
    assert weights[6] is not None
    assert weights[6] > 0.7
    assert weights[7] is None  # no ink, no opinion


def test_written_ink_is_unread() -> None:
    page = draw([(300, 300, "So:"), (380, 300, "127"), (480, 300, "/BC-SNV")])
    kept = [
        Token("Số:", (298, 300, 360, 345), 0.9, (1, 1, 1)),
        Token("/BC-SNV", (478, 300, 630, 345), 0.9, (1, 1, 1)),
    ]
    boxes = unread_boxes(ink_of(page), kept, DPI)
    assert len(boxes) == 1
    x0, y0, x1, y1 = boxes[0]
    assert 375 <= x0 * WIDTH <= 395
    assert 430 <= x1 * WIDTH <= 455
    assert 290 <= y0 * HEIGHT <= 320
    assert y1 > y0


def test_specks_and_shadows_are_no_writing() -> None:
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    page[100:103, 100:103] = 0
    page[1000:2000, 0:60] = 0
    assert unread_boxes(ink_of(page), [], DPI) == ()


SLIVERS = [
    # the words left and right of it, and whether the ink between them is unread
    ("Sở", "tế", False),
    ("Số:", "745/BC-SNV", True),
    ("ngày2", "tháng", True),
]


@pytest.mark.parametrize(("left", "right", "unread"), SLIVERS)
def test_ink_between_words(left: str, right: str, unread: bool) -> None:
    page = draw([(300, 300, "So"), (480, 300, "te")])
    page[305:330, 404:412] = 0
    kept = [
        Token(left, (298, 300, 395, 345), 0.9, (1, 1, 1)),
        Token(right, (420, 300, 560, 345), 0.9, (1, 1, 1)),
    ]
    assert bool(unread_boxes(ink_of(page), kept, DPI)) is unread


def test_bare_paper_has_no_ink() -> None:
    grain = np.random.default_rng(1).integers(235, 250, (300, 300)).astype(np.uint8)
    assert ink_of(grain).sum() == 0


def _word(text: str, confidence: float, box: tuple[int, int, int, int], line: int = 1) -> Token:
    return Token(text, box, confidence, (1, 1, line))


PRINT = line("thi đua yêu nước", 300, 500)
DUST = [
    # what it is, the token beside a printed line, whether it stays
    ("a speck over the line", _word("'", 0.95, (560, 502, 563, 505)), False),
    ("a speck read as a letter", _word("j", 0.61, (285, 510, 288, 514)), False),
    ("a rule of a table", _word("|", 0.9, (560, 495, 566, 530)), False),
    ("a full stop off its word", _word(".", 0.9, (545, 523, 549, 528)), True),
    ("a dot far from its word", _word(".", 0.9, (570, 523, 574, 528)), False),
    ("the dash of a list", _word("-", 0.9, (280, 514, 290, 517)), True),
    ("a speck as a dash", _word("-", 0.9, (280, 514, 283, 517)), False),
    ("a thin mark in the margin", _word("Ỉ", 0.77, (240, 500, 244, 515)), False),
    ("a figure at the end", _word("5", 0.9, (560, 503, 573, 527)), True),
    ("initials after the text", _word("4>", 0.57, (580, 500, 640, 528)), False),
    ("a sign the engine is sure of", _word("4>", 0.95, (580, 500, 640, 528)), True),
]


@pytest.mark.parametrize(("why", "token", "stays"), DUST)
def test_dust(why: str, token: Token, stays: bool) -> None:
    row = Row(tuple(sorted([*PRINT, token], key=lambda t: t.box[0])), "full")
    kept, dropped = without_noise([row], EM)
    assert (token in kept[0].tokens) is stays, why
    assert (token in dropped) is not stays
    assert [t for t in kept[0].tokens if t != token] == PRINT


def test_dust_is_measured_by_the_type_of_its_own_line() -> None:
    """Recipients are in smaller type than the text: their dashes are shorter than its dots."""
    small = [
        _word(w, 0.95, (300 + 60 * n, 500, 350 + 60 * n, 518))
        for n, w in enumerate(["Sở", "Nội", "vụ;"])
    ]
    dash = _word("-", 0.93, (288, 509, 293, 511))
    kept, _ = without_noise([Row((dash, *small), "left")], EM)
    assert kept[0].tokens[0] == dash


def test_a_piece_of_a_word_read_twice_goes() -> None:
    words = line("điều chỉnh, bổ sung", 300, 500)
    _, y0, x1, y1 = words[0].box
    echo = Token("u", (x1 - 18, y0, x1, y1), 0.9, (7, 0, 0))
    row = Row(tuple(sorted([*words, echo], key=lambda t: t.box[0])), "full")
    kept, dropped = without_noise([row], EM)
    assert dropped == [echo]
    assert list(kept[0].tokens) == words


def test_neighbours_of_one_reading_may_overlap() -> None:
    """Engines stretch a box over its neighbour's; both words were read there."""
    wide = _word("lớn-", 0.9, (300, 500, 400, 528))
    inside = _word("là", 0.97, (365, 500, 395, 528))
    kept, dropped = without_noise([Row((wide, inside, *line("đồng bào", 410, 500)), "full")], EM)
    assert dropped == []
    assert len(kept[0].tokens) == 4


def test_a_sure_word_stays_beside_a_scrawl() -> None:
    row = _row(("Số:", 0.95), ("lRNsc-r^", 0.0))
    kept, dropped = without_noise([row], EM)
    assert [t.text for t in kept[0].tokens] == ["Số:"]
    assert [t.text for t in dropped] == ["lRNsc-r^"]


def test_dust_in_a_table_leaves_the_other_cells_where_they_are() -> None:
    speck = _word("ì", 0.2, (500, 505, 504, 509))
    row = Row((*line("Hình thức", 300, 500), speck, *line("16", 700, 500)), "full", (0, 0, 1, 2))
    kept, dropped = without_noise([row], EM)
    assert dropped == [speck]
    assert kept[0].cells == (0, 0, 2)
    assert _made(kept).text == "Hình thức |  | 16"


def test_a_row_of_specks_in_a_table_is_no_row() -> None:
    specks = Row((_word("|", 0.5, (500, 500, 504, 530)),), "full", (0,))
    kept, dropped = without_noise([specks], EM)
    assert kept == []
    assert len(dropped) == 1


def test_kinds_of_rows_become_kinds_of_lines() -> None:
    note = Row(tuple(line("1 Theo Nghị định số 30", 300, 2000)), "full", footnote=True)
    framed = Row(tuple(line("Sở Nội vụ", 300, 400)), "full", (0,) * 3, stamp=True)
    assert [ln.kind for ln in _made([framed, note]).lines] == ["stamp", "footnote"]
    assert [ln.kind for ln in _made([framed], 2).lines] == ["table"]  # stamped on page one alone
