"""Gaps between printed anchors, on transcripts made of word boxes."""

from __future__ import annotations

import pytest

from pipeline.letter.digit_gaps import Gap, day_gap, month_gap, number_gap
from pipeline.records import Page, Span, Transcript, Word

EM = 0.022
"""Width of an em in the made-up letters, in parts of the page."""
NEAR = 0.004
"""Edges that come from a word's box."""
ROUGH = 0.008
"""Edges that are inferred from other words (1.7 mm on A4)."""

Placed = tuple[str, float, float, float, float]


def letter(*words: Placed) -> tuple[Transcript, Page]:
    text, made = "", []
    for raw, x0, y0, x1, y1 in words:
        made.append(Word(Span(len(text), len(text) + len(raw)), raw, 1, (x0, y0, x1, y1), 0.9))
        text += raw + " "
    page = Page(1, Span(0, len(text)), "read", "ocr", 0.9)
    return Transcript(text, (page,), (), tuple(made)), page


def row(y: float, *words: tuple[str, float, float]) -> tuple[Placed, ...]:
    return tuple((text, x0, y, x1, y + 0.014) for text, x0, x1 in words)


def date_words(lost: str = "", **changed: tuple[str, float, float]) -> tuple[Placed, ...]:
    """``Cao Bằng, ngày __ tháng 5 năm 2022`` with true Times widths; a word can be changed."""
    ngay, thang, nam = 1.944 * EM, 2.278 * EM, 1.722 * EM
    words = {
        "cao": ("Cao", 0.50, 0.53),
        "bang": ("Bằng,", 0.535, 0.58),
        "ngay": ("ngày", 0.5855, 0.5855 + ngay),
        "thang": ("tháng", 0.67, 0.67 + thang),
        "month": ("5", 0.7257, 0.7367),
        "nam": ("năm", 0.7422, 0.7422 + nam),
        "year": ("2022", 0.786, 0.83),
    }
    words.update(changed)
    return row(0.12, *(w for name, w in words.items() if name not in lost.split()))


NGAY_ENDS, THANG_BEGINS = 0.5855 + 1.944 * EM, 0.67


@pytest.mark.parametrize(
    ("words", "left", "right", "open_left", "open_right"),
    [
        # as it should be
        (row(0.1, ("Số:", 0.15, 0.18), ("/BC-SNV", 0.25, 0.33)), 0.18, 0.25, False, False),
        # the number read with the symbol
        (row(0.1, ("Số:", 0.15, 0.18), ("127/BC-SNV", 0.19, 0.29)), 0.18, 0.22, False, False),
        # all in one word
        (row(0.1, ("Số:127/BC-SNV", 0.15, 0.28)), 0.18, 0.21, False, False),
        # a circular's year stands between number and type
        (row(0.1, ("Số:", 0.15, 0.18), ("/2026/TT-BNV", 0.24, 0.36)), 0.18, 0.24, False, False),
        # the slash was lost: look for it
        (row(0.1, ("Số:", 0.15, 0.18), ("BC-SNV", 0.26, 0.33)), 0.18, 0.26, False, True),
        # a misread tone
        (row(0.1, ("Só:", 0.15, 0.18), ("/KH-UBND", 0.25, 0.34)), 0.18, 0.25, False, False),
    ],
)
def test_number_gap(
    words: tuple[Placed, ...], left: float, right: float, open_left: bool, open_right: bool
) -> None:
    gap = number_gap(*letter(*words))
    assert gap is not None
    assert gap.box[0] == pytest.approx(left, abs=NEAR)
    assert gap.box[2] == pytest.approx(right, abs=NEAR)
    assert (gap.open_left, gap.open_right) == (open_left, open_right)


def test_number_gap_without_its_label_is_open_to_the_left() -> None:
    gap = number_gap(*letter(*row(0.1, ("/BC-SNV", 0.25, 0.33))))
    assert gap is not None and gap.open_left and not gap.open_right
    assert gap.box[2] == pytest.approx(0.25, abs=NEAR) and gap.box[0] < 0.2


@pytest.mark.parametrize(
    "words",
    [
        row(0.1, ("SỞ", 0.15, 0.18), ("NỘI", 0.19, 0.23), ("VỤ", 0.24, 0.27)),
        # a citation in running text, and an address
        row(
            0.3,
            ("Kế", 0.1, 0.12),
            ("hoạch", 0.13, 0.18),
            ("số", 0.19, 0.21),
            ("9/KH-SNV", 0.22, 0.3),
        ),
        row(0.3, ("Số", 0.15, 0.17), ("6,", 0.18, 0.19), ("Lê", 0.2, 0.22), ("Lợi", 0.23, 0.26)),
        # on the right half there is no number line
        row(0.1, ("Số:", 0.65, 0.68), ("/BC-SNV", 0.75, 0.83)),
    ],
)
def test_what_is_no_number_line_gives_no_gap(words: tuple[Placed, ...]) -> None:
    assert number_gap(*letter(*words)) is None


def test_number_line_unread_is_looked_for_level_with_the_date() -> None:
    gap = number_gap(*letter(*date_words()))
    assert gap is not None and gap.open_left and gap.open_right
    assert gap.box[1] == pytest.approx(0.12, abs=NEAR)


@pytest.mark.parametrize(
    ("words", "tolerance"),
    [
        (date_words(), NEAR),
        # the day swallowed by the word before it, by letters or by its box alone
        (date_words(ngay=("ngày28", 0.5855, 0.652)), ROUGH),
        (date_words(ngay=("ngày", 0.5855, 0.655)), ROUGH),
        # by the word after it
        (date_words(thang=("8tháng", 0.65, 0.67 + 2.278 * EM)), ROUGH),
        # everything in one word
        (date_words(lost="thang", ngay=("ngày28tháng", 0.5855, 0.67 + 2.278 * EM)), 0.02),
        # one of the two lost
        (date_words(lost="ngay"), ROUGH),
        (date_words(lost="thang"), ROUGH),
    ],
)
def test_day_gap(words: tuple[Placed, ...], tolerance: float) -> None:
    gap = day_gap(*letter(*words))
    assert gap is not None
    assert gap.box[0] == pytest.approx(NGAY_ENDS, abs=tolerance)
    assert gap.box[2] == pytest.approx(THANG_BEGINS, abs=tolerance)


def test_month_gap() -> None:
    gap = month_gap(*letter(*date_words(lost="month")))
    assert gap == Gap(gap.box)
    assert gap.box[0] == pytest.approx(0.67 + 2.278 * EM, abs=NEAR)
    assert gap.box[2] == pytest.approx(0.7422, abs=NEAR)


@pytest.mark.parametrize(
    "words",
    [
        (),
        # a date in the body lies below the header
        tuple((t, a, y + 0.5, b, z + 0.5) for t, a, y, b, z in date_words()),
        # "Thành phố" is no "tháng"
        row(0.1, ("Thành", 0.5, 0.55), ("phố", 0.56, 0.6), ("năm", 0.7, 0.74)),
    ],
)
def test_no_date_row_no_gap(words: tuple[Placed, ...]) -> None:
    assert day_gap(*letter(*words)) is None
    assert month_gap(*letter(*words)) is None
