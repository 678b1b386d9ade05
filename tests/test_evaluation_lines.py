"""Printed lines beside what was read of them: order of columns, marks, what is lost or added."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.lines import count_marks, score_lines

HEADER = "SỞ CÔNG THƯƠNG\nSố: 125/BC-SCT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\n"
BODY = "Thực hiện Kế hoạch số 12/KH-UBND, Sở báo cáo như sau:\nĐã tổ chức 03 lớp tập huấn."
LINES = st.lists(st.text("aáâbcdđ ơôuưVT-/12", min_size=1, max_size=30), max_size=6)


@pytest.mark.parametrize(
    ("read", "truth", "marks"),
    [
        ("bao cáo", "báo cáo", 1),
        # a stroke is a mark; another letter is none
        ("duờng đi", "đường đi", 2),
        ("hảo", "báo", 1),
        ("TỐ CHỨC", "TỔ CHỨC", 1),
        # letter case is no mark
        ("báo", "Báo", 0),
        ("", "Báo", 0),
    ],
)
def test_wrong_marks_over_right_letters(read: str, truth: str, marks: int) -> None:
    assert count_marks(read, truth) == marks


@pytest.mark.parametrize(
    ("read", "errors"),
    [
        # as printed, lines broken otherwise
        (HEADER + BODY, 0),
        ((HEADER + BODY).replace("\n", "  "), 0),
        # the halves of the header read line by line across the page
        (
            "SỞ CÔNG THƯƠNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 125/BC-SCT Độc lập - Tự do\n"
            + BODY,
            0,
        ),
        # the right half first
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do\nSỞ CÔNG THƯƠNG\nSố: 125/BC-SCT\n"
            + BODY,
            0,
        ),
        # two slips, wherever the line stands
        (BODY.replace("báo cáo", "bao cao") + "\n" + HEADER, 2),
        # a stamp that is no print
        (HEADER + "CÔNG VĂN ĐẾN\n" + BODY, len("CÔNG VĂN ĐẾN")),
    ],
)
def test_order_costs_nothing_errors_do(read: str, errors: int) -> None:
    assert score_lines([read], [HEADER + BODY]).errors == errors


def test_a_row_of_a_table_is_found_cell_by_cell() -> None:
    truth = "Quý II năm 2022 Sơ kết ba năm Sở Nội vụ\nthực hiện phong trào chủ trì phối hợp"
    read = "Quý II năm 2022 Sơ kết ba năm thực hiện phong trào Sở Nội vụ chủ trì phối hợp"
    scores = score_lines([read], [truth])
    assert scores.errors <= 2  # a blank at a seam
    assert scores.lines[0].read.startswith("Quý II năm 2022 Sơ kết ba năm")


def test_a_lost_line_is_said_to_be_lost() -> None:
    scores = score_lines([HEADER], [HEADER + BODY])
    lost = scores.lines[-1]
    assert (lost.truth, lost.read) == ("Đã tổ chức 03 lớp tập huấn.", "")
    assert lost.errors == len(lost.truth.replace(" ", ""))
    assert scores.stray == 0


def test_a_line_does_not_swallow_the_other_column() -> None:
    """The end of the right half is read before the second line of the left one."""
    scores = score_lines(["ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI TỈNH LẠNG SƠN Độc lập"],
                         ["ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nCỘNG HÒA XÃ HỘI\nĐộc lập"])  # fmt: skip
    assert [(line.read, line.errors) for line in scores.lines] == [
        (line.truth, 0) for line in scores.lines
    ]


def test_lines_know_their_page_and_marks() -> None:
    scores = score_lines(["Trang một", "Trang hái"], ["Trang một", "Trang hai"])
    assert [(s.page, s.errors, s.marks) for s in scores.lines] == [(1, 0, 0), (2, 1, 1)]
    assert (scores.errors, scores.marks) == (1, 1)


def test_pages_that_do_not_match_are_scored_as_one_text() -> None:
    scores = score_lines(["một\nhai ba bốn"], ["một", "hai ba bốn"])
    assert scores.errors == 0
    assert [line.page for line in scores.lines] == [1, 2]


@pytest.mark.parametrize("read", [[], [""], ["", ""]])
def test_nothing_read(read: list[str]) -> None:
    scores = score_lines(read, ["abc", "de"])
    assert (scores.errors, scores.stray) == (5, 0)


@given(LINES)
def test_the_same_text_has_no_errors(lines: list[str]) -> None:
    page = "\n".join(lines)
    assert score_lines([page], [page]).errors == 0


@given(LINES, LINES)
def test_no_line_costs_more_than_its_length_allows(read: list[str], truth: list[str]) -> None:
    scores = score_lines(["\n".join(read)], ["\n".join(truth)])
    assert 0 <= scores.stray <= len("\n".join(read))
    for line in scores.lines:
        assert 0 <= line.marks <= line.errors <= len(line.truth)


# Lines of letters, each with words of its own, so that no two can be taken for one another.
PRINTED = (
    "ỦY BAN NHÂN DÂN HUYỆN KIM BÔI",
    "Số: 218/BC-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Kim Bôi, ngày 14 tháng 6 năm 2022",
    "BÁO CÁO",
    "Kính gửi: Sở Nội vụ tỉnh Hòa Bình",
    "Thực hiện Công văn số 1125/SNV-TĐKT về việc tổng kết,",
    "huyện đã mở 12 lớp tập huấn cho 640 lượt người,",
    "trong đó có 35 trưởng thôn và bí thư chi đoàn.",
    "Nơi nhận:",
    "- Lưu: VT, NV.",
)


@given(st.permutations(PRINTED))
def test_lines_in_any_order_are_all_found(lines: list[str]) -> None:
    scores = score_lines(["\n".join(lines)], ["\n".join(PRINTED)])
    assert scores.errors == 0
    assert [line.truth for line in scores.lines] == list(PRINTED)  # told in the printed order


@settings(max_examples=40)
@given(st.permutations(PRINTED), st.sets(st.integers(0, len(PRINTED) - 1), max_size=4))
def test_slips_are_counted_wherever_their_line_went(lines: list[str], slips: set[int]) -> None:
    """One letter of some lines is read wrong: that many errors, in those lines."""
    spoilt = {PRINTED[n]: "§" + PRINTED[n][1:] for n in slips}
    scores = score_lines(["\n".join(spoilt.get(x, x) for x in lines)], ["\n".join(PRINTED)])
    assert scores.errors == len(slips)
    assert {n for n, line in enumerate(scores.lines) if line.errors} == slips


@settings(max_examples=40)
@given(st.sets(st.integers(0, len(PRINTED) - 1)))
def test_lines_that_are_missing_cost_their_letters(lost: set[int]) -> None:
    read = "\n".join(line for n, line in enumerate(PRINTED) if n not in lost)
    scores = score_lines([read], ["\n".join(PRINTED)])
    assert scores.errors == sum(len(PRINTED[n].replace(" ", "")) for n in lost)
    assert all(scores.lines[n].read == "" for n in lost)


@pytest.mark.parametrize(
    ("truth", "read", "errors"),
    [
        # a letter too many, a letter too few, at the ends and inside
        ("Số: 218/BC-UBND", "Số: 2218/BC-UBND", 1),
        ("Số: 218/BC-UBND", "Số: 218/BC-UBN", 1),
        ("Số: 218/BC-UBND", "ố: 218/BC-UBND", 1),
        # blanks inside a number
        ("Số: 427/KH-UBND", "Số: 42 7 /KH-UBND", 2),
        # a dash for a dash of another length
        ("Độc lập – Tự do", "Độc lập - Tự do", 1),
        # blanks lost between words
        ("Hòa Bình, ngày 14", "Hòa Bình,ngày 14", 1),
    ],
)
def test_the_edges_of_a_line_are_found(truth: str, read: str, errors: int) -> None:
    around = "Kính gửi: Sở Nội vụ\n{}\nNơi nhận: như trên"
    scores = score_lines([around.format(read)], [around.format(truth)])
    assert (scores.errors, scores.stray) == (errors, 0)
    assert scores.lines[1].read == read


@given(st.text("aăâeêoôơuưđ", max_size=30))
def test_text_without_marks_counts_each_lost_mark(text: str) -> None:
    from pipeline.text import bare

    assert count_marks(bare(text), text) == sum(bare(letter) != letter for letter in text)
