"""Counts: units, awards, ranges, ceilings, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outline import judge, quantities
from tests.outline_reports import OUTLINE, letter, plain, source

# text -> (count, count_max, unit, award, ceiling)
COUNTS = [
    ("đã tặng Bằng khen cho 12 tập thể và 25 cá nhân",
     [(12, None, "tập thể", "Bằng khen", False), (25, None, "cá nhân", "Bằng khen", False)]),
    ("Kết quả có 04 tập thể và 02 cá nhân được Chủ tịch tặng Giấy khen",
     [(4, None, "tập thể", "Giấy khen", False), (2, None, "cá nhân", "Giấy khen", False)]),
    ("tặng Giấy khen 24 tập thể; trình tặng Bằng khen cho 01 tập thể",
     [(24, None, "tập thể", "Giấy khen", False), (1, None, "tập thể", "Bằng khen", False)]),
    ("khen thưởng 05 cá nhân, 02 – 03 tập thể",
     [(5, None, "cá nhân", None, False), (2, 3, "tập thể", None, False)]),
    ("giới thiệu từ 01 đến 02 tập thể", [(1, 2, "tập thể", None, False)]),
    ("lựa chọn 02 03 tập thể", [(2, 3, "tập thể", None, False)]),  # the dash was not read
    ("Xét tặng không quá 01 tập thể", [(1, None, "tập thể", None, True)]),
    ("tối đa 03 cá nhân", [(3, None, "cá nhân", None, True)]),
    ("268 Giấy khen, 03 Bằng khen",
     [(268, None, "Giấy khen", "Giấy khen", False), (3, None, "Bằng khen", "Bằng khen", False)]),
    ("có 11 cá nhân đạt danh hiệu Chiến sĩ thi đua cấp tỉnh",
     [(11, None, "cá nhân", "Chiến sĩ thi đua", False)]),
    ("đã ra 64 văn bản, mở 112 hội nghị, chọn 23 mô hình, 07 sáng kiến",
     [(64, None, "văn bản", None, False), (112, None, "hội nghị", None, False),
      (23, None, "mô hình", None, False), (7, None, "sáng kiến", None, False)]),
    ("tiến hành 38 cuộc kiểm tra và 15 lượt kiểm tra",
     [(38, None, "cuộc kiểm tra", None, False), (15, None, "lượt kiểm tra", None, False)]),
    ("có 1.250 sáng kiến", [(1250, None, "sáng kiến", None, False)]),
    ("tặng Giấy khen cho 04 (bốn) tập thể", [(4, None, "tập thể", "Giấy khen", False)]),
    ("02 lượt tập thể", [(2, None, "tập thể", None, False)]),
    ("tặng Bằng khen cho 02 tập thế", [(2, None, "tập thể", "Bằng khen", False)]),  # misread
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), COUNTS)
def test_counts(text: str, wanted: list[tuple[int, int | None, str, str | None, bool]]) -> None:
    found = quantities(plain(text + "."), letter())
    assert [(q.count, q.count_max, q.unit, q.award, q.ceiling) for q in found] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "theo Quyết định số 12 tập thể lãnh đạo đã ký",  # a number, not a count
        "năm 2021 tập thể cơ quan đã họp",
        "ngày 05/12 cá nhân đăng ký",
        "tháng 3 mô hình được chọn",
        "12 người, 40 km, 98,2% hồ sơ",
        "các tập thể, cá nhân",
        "",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert quantities(plain(text), letter()) == ()


def test_in_a_plan_all_counts_are_ceilings() -> None:
    text = "IV. KHEN THƯỞNG\n\n1. Bằng khen của Chủ tịch tỉnh\n\na) Tập thể: 02 tập thể."
    (found,) = quantities(plain(text), letter("plan"))
    assert (found.ceiling, found.award) == (True, "Bằng khen")
    (result,) = quantities(plain(text), letter("report"))
    assert (result.ceiling, result.award) == (False, None)


def test_the_section_is_the_outlines_item_where_the_letter_was_judged() -> None:
    transcript = plain(source())
    coverage = judge(transcript, letter(), (), OUTLINE)
    found = {q.raw: q.section for q in quantities(transcript, letter(), coverage)}
    assert found["18 hội nghị"] == "II.2"
    assert found["06 tập thể"] == found["11 cá nhân"] == "III.4"


def test_the_section_is_the_heading_where_it_was_not() -> None:
    found = {q.raw: q.section for q in quantities(plain(source()), letter())}
    assert found["06 tập thể"] == "4."
    assert {q.section for q in quantities(plain("Có 06 tập thể."), letter())} == {None}


def test_a_count_knows_its_words_and_its_page() -> None:
    transcript = plain("Trang một.\fHuyện có 06 tập\nthể và 02 cá nhân.")
    for found in quantities(transcript, letter()):
        assert found.place.page == 2
        assert " ".join(transcript.quote(found.span).split()) == found.raw


@given(st.integers(1, 9999), st.sampled_from(["tập thể", "cá nhân", "mô hình", "hội nghị"]))
def test_any_number_is_read(count: int, unit: str) -> None:
    shown = f"{count:02d}" if count < 1000 else f"{count:,}".replace(",", ".")
    (found,) = quantities(plain(f"Toàn huyện có {shown} {unit}."), letter())
    assert (found.count, found.unit) == (count, unit)


@given(st.text(max_size=100))
def test_counting_never_fails(text: str) -> None:
    for found in quantities(plain(text), letter()):
        assert found.count >= 0
        assert found.count_max is None or found.count_max > found.count
