"""Two pages on one sheet: parted, read one after the other, and one page again."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.geometry import map_point
from pipeline.reading.build import transcript
from pipeline.reading.layout import rows
from pipeline.reading.leaves import halves, joined
from pipeline.records import PageImage, PageStatus, Transcript
from tests.reading_pages import HEIGHT, WIDTH, spread

SHEET = 2 * WIDTH
TURN = (0.9, 0.0, 0.05, 0.0, 0.8, 0.1, 0.0, 0.0, 1.0)
LEFT = ["Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh", "các đơn vị đã triển khai"]
RIGHT = ["Trên đây là báo cáo kết quả thực hiện", "kính gửi Sở Nội vụ tổng hợp"]


def _sheet() -> PageImage:
    clean = np.full((HEIGHT, SHEET), 255, np.uint8)
    clean[:, :WIDTH] = 200
    paper = np.full((HEIGHT, SHEET, 3), 255, np.uint8)
    return PageImage(3, paper, clean, 200.0, to_paper=TURN, gutter=0.5)


def _read(lines: list[str], status: PageStatus = "read") -> Transcript:
    found = rows(spread(lines), WIDTH) if status != "blank" else []
    return transcript(
        found, weights=[None] * len(found), number=3, size=(WIDTH, HEIGHT), status=status,
        origin="ocr", dpi=200.0, to_paper=TURN, paper_size=(SHEET, HEIGHT),
        unread=((0.0, 0.5, 1.0, 0.6),), covered=((0.2, 0.1, 0.4, 0.2),),
        lost=((0.5, 0.0, 1.0, 1.0),),
    )  # fmt: skip


def test_each_half_has_its_own_pixels_and_finds_its_way_to_the_sheet() -> None:
    sheet = _sheet()
    left, right = halves(sheet, 0.5)
    assert left.clean.shape == right.clean.shape == (HEIGHT, WIDTH)
    assert (left.clean == 200).all()
    assert (right.clean == 255).all()
    assert left.gutter is None
    assert left.paper is sheet.paper
    for half, x in ((left, 0.25), (right, 0.75)):
        assert map_point(half.to_paper, 0.5, 0.3) == pytest.approx(map_point(TURN, x, 0.3))


@pytest.mark.parametrize("gutter", [0.0, 0.31, 0.5, 0.69, 1.0])
def test_no_column_is_lost_wherever_the_gutter_is(gutter: float) -> None:
    left, right = halves(_sheet(), gutter)
    assert left.clean.shape[1] + right.clean.shape[1] == SHEET
    assert min(left.clean.shape[1], right.clean.shape[1]) >= 1
    whole = np.hstack([left.clean, right.clean])
    assert (whole == _sheet().clean).all()


def test_the_left_page_is_read_before_the_right_one() -> None:
    both = joined(_read(LEFT), _read(RIGHT), _sheet(), 0.5)
    assert both.text.split("\n") == [*LEFT, *RIGHT]
    assert [both.quote(w.span) for w in both.words] == both.text.split()
    assert [both.quote(ln.span) for ln in both.lines] == [*LEFT, *RIGHT]
    (page,) = both.pages
    assert both.quote(page.span) == both.text
    assert page.number == 3
    assert page.to_paper == TURN


def test_boxes_are_fractions_of_the_sheet() -> None:
    one, other = _read(LEFT), _read(RIGHT)
    both = joined(one, other, _sheet(), 0.5)
    first, last = both.words[0].box, both.words[-1].box
    assert one.words[0].box is not None
    assert other.words[-1].box is not None
    assert first is not None
    assert last is not None
    assert first[0] == pytest.approx(one.words[0].box[0] / 2, abs=1e-4)
    assert last[2] == pytest.approx(0.5 + other.words[-1].box[2] / 2, abs=1e-4)
    assert first[1] == one.words[0].box[1]
    page = both.pages[0]
    assert page.unread == ((0.0, 0.5, 0.5, 0.6), (0.5, 0.5, 1.0, 0.6))
    assert page.covered[1] == pytest.approx((0.6, 0.1, 0.7, 0.2))
    assert page.lost == ((0.25, 0.0, 0.5, 1.0), (0.75, 0.0, 1.0, 1.0))


def test_a_word_is_found_on_paper() -> None:
    both = joined(_read(LEFT), _read(RIGHT), _sheet(), 0.5)
    (place,) = both.locate(both.words[-1].span)
    assert place.page == 3
    assert place.box is not None
    assert place.box[0] > 0.5


STATES: list[tuple[PageStatus, PageStatus, PageStatus]] = [
    ("read", "read", "read"),
    ("blank", "read", "read"),
    ("read", "unreadable", "read"),
    ("unreadable", "blank", "unreadable"),
    ("blank", "blank", "blank"),
]


@pytest.mark.parametrize(("one", "other", "both"), STATES)
def test_what_is_said_of_the_sheet(one: PageStatus, other: PageStatus, both: PageStatus) -> None:
    page = joined(_read(LEFT, one), _read(RIGHT, other), _sheet(), 0.5).pages[0]
    assert page.status == both
    assert 0.0 <= page.confidence <= 1.0


def test_a_sheet_is_as_sure_as_its_words() -> None:
    page = joined(_read(LEFT), _read([], "blank"), _sheet(), 0.5).pages[0]
    assert page.confidence == pytest.approx(0.95)
