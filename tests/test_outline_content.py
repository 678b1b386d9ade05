"""Clauses, facts, subjects, and which item a clause belongs to."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outline import judge
from pipeline.outline.blocks import blocks
from pipeline.outline.clauses import clauses, is_closing, is_formula
from pipeline.outline.facts import ENOUGH, fact_strength, novelty
from pipeline.outline.headings import tree
from pipeline.outline.looks import LIKELY, candidates
from pipeline.outline.owners import NOBODY, owners
from pipeline.outline.subjects import subjects_of
from tests.outline_reports import (
    HEADINGS,
    ITEMS,
    OUTLINE,
    TEXTS,
    judged,
    letter,
    plain,
    source,
)

SUBJECTS = subjects_of(OUTLINE)
NUMBER = {id_: n for n, (id_, _) in enumerate(ITEMS)}

# what a reader could check
FACTS = [
    "Ủy ban nhân dân huyện ban hành Kế hoạch số 45/KH-UBND",
    "Thực hiện Chỉ thị 34-CT/TW của Bộ Chính trị",
    "đã mở 12 hội nghị",
    "tỷ lệ trả đúng hạn đạt 98,2%",
    "1.250 người tham dự",
    "từ ngày 05/6/2020 bỏ nước đóng chai trong phòng họp",
    "bắt đầu từ tháng 3/2021",
    "hoàn thành trong quý II năm 2021",
    "xã Tân Lập có mô hình “Ngày không hẹn”",
    "Ban hành Quy chế Văn hóa công sở cơ quan Văn phòng",
    "theo Luật Thi đua, khen thưởng năm 2013",
    "Phòng Nội vụ giữ vai trò thường trực và tổng hợp kết quả",
    "đã lắp đặt camera ở bộ phận một cửa",
    "hai lãnh đạo phòng bị phê bình trước toàn huyện",
]

# stock words, whatever their length
STOCK = [
    "Thường xuyên thực hiện",
    "Công tác tuyên truyền được tăng cường, đẩy mạnh với nhiều hình thức phong phú, đa dạng",
    "Lãnh đạo cơ quan luôn quan tâm, chú trọng chỉ đạo kịp thời, sát sao, quyết liệt",
    "trong 03 năm qua",
    "giai đoạn 2019 - 2025",
    "năm 2021",
    "Phong trào thi đua “Công sở thân thiện vì nhân dân” được hưởng ứng tích cực",
    "Cần có sự vào cuộc đồng bộ của cả hệ thống chính trị",
    "Ủy ban nhân dân huyện đã chỉ đạo thực hiện nghiêm túc",
    "Không",
    "",
]


@pytest.mark.parametrize("text", FACTS)
def test_a_fact(text: str) -> None:
    assert fact_strength(text, False) >= ENOUGH


@pytest.mark.parametrize("text", STOCK)
def test_stock_words(text: str) -> None:
    assert fact_strength(text, False, ("Công sở thân thiện vì nhân dân",)) < ENOUGH


def test_a_reference_is_a_fact_however_it_was_read() -> None:
    assert fact_strength("theo Quyết đjnh 7 33 QÐ TTg", True) >= ENOUGH


@given(st.text(max_size=120))
def test_strength_is_a_probability(text: str) -> None:
    assert 0.0 <= fact_strength(text, False) <= 1.0


def test_the_outlines_own_words_said_again_are_nothing_new() -> None:
    known = SUBJECTS.own[NUMBER["III.2"]]
    assert novelty("Các đơn vị giữ gìn cơ quan xanh, sạch, đẹp", known) == (0, 0.0)
    fresh, share = novelty("Trồng bằng lăng, phượng vĩ dọc tường rào trụ sở xã", known)
    assert fresh >= 6
    assert share > 0.5


# clause, the item it speaks of
SPEAKING = [
    ("Đài truyền thanh phát 96 bản tin", "II.2"),
    ("cắt giảm 27 thủ tục hành chính ở bộ phận một cửa", "III.1"),
    ("trồng 640 cây xanh quanh khuôn viên trụ sở", "III.2"),
    ("Đoàn kiểm tra làm việc tại 15 đơn vị", "III.3"),
    ("tặng Giấy khen cho 06 tập thể", "III.4"),
    ("ban hành Kế hoạch số 45/KH-UBND", "II.1"),
    ("Nguyên nhân là do trưởng trạm kiêm nhiệm", "IV.3"),
    ("Đề nghị Bộ Nội vụ ban hành mẫu phiếu", "IV.4"),
    ("Cái kiếm tra, giảm sát được tiến hành", "III.3"),  # misread
]


@pytest.mark.parametrize(("text", "item"), SPEAKING)
def test_what_a_clause_speaks_of(text: str, item: str) -> None:
    scores = SUBJECTS.score(text)
    assert ITEMS[max(range(len(scores)), key=scores.__getitem__)][0] == item
    assert scores[NUMBER[item]] >= 0.4


def test_boilerplate_speaks_of_nothing() -> None:
    text = "Phong trào thi đua của cán bộ, công chức, viên chức trong cơ quan, đơn vị"
    assert max(SUBJECTS.score(text)) < 0.35


def test_judgements_are_asked_for_only_in_the_closing_part() -> None:
    asked = {ITEMS[n][0] for n, yes in enumerate(SUBJECTS.judgement) if yes}
    assert {"IV.1", "IV.2", "IV.3", "IV.4"} <= asked
    assert not asked & {"I.1", "I.2", "II.1", "III.1", "III.4"}


def cut(text: str) -> list[str]:
    return [c.text for c in clauses(blocks(plain(text)), ())]


# source -> clauses
CUTS = [
    ("Huyện có 12 xã. Đường dài 40 km; đi lại khó.",
     ["Huyện có 12 xã.", "Đường dài 40 km", "đi lại khó."]),
    ("Kinh phí 1.250.000 đồng. Đã chi hết.", ["Kinh phí 1.250.000 đồng.", "Đã chi hết."]),
    ("TP. Hồ Chí Minh có 24 quận.", ["TP. Hồ Chí Minh có 24 quận."]),
    ("- Về kiểm tra: làm việc tại 15 xã. Nhắc nhở 04 người.",
     ["Về kiểm tra: làm việc tại 15 xã.", "Nhắc nhở 04 người."]),
    ("Đạt “tốt”. Ổn định tổ chức.", ["Đạt “tốt”.", "Ổn định tổ chức."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CUTS)
def test_clauses(text: str, wanted: list[str]) -> None:
    assert [c.rstrip(";") for c in cut(text)] == wanted


@given(st.lists(st.sampled_from(FACTS[:8]), min_size=1, max_size=6))
def test_clauses_lie_in_the_transcript_in_order(parts: list[str]) -> None:
    transcript = plain("\n\n".join(p + "." for p in parts))
    found = clauses(blocks(transcript), ())
    assert [transcript.quote(c.span) for c in found] == [c.text for c in found]
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_openings_and_farewells_are_no_content() -> None:
    assert is_formula("Ủy ban nhân dân huyện báo cáo kết quả như sau:")
    assert is_formula("Trên đây là báo cáo của huyện về 12 mô hình./.")
    assert is_closing("Ủy ban nhân dân huyện trân trọng báo cáo./.")
    assert not is_formula("Kết quả cụ thể được nêu ở phần sau.")
    assert not is_closing("Đề nghị Sở Nội vụ ban hành mẫu phiếu chấm điểm.")


def owned(text: str, serving: dict[str, str]) -> list[str | None]:
    """The owners of a report's clauses; ``serving``: heading title → item."""
    body = blocks(plain(text))
    nodes = tree([c for c in candidates(body) if c.confidence >= LIKELY], len(body))
    found = clauses(body, nodes)
    table = {
        n: (NUMBER[serving[node.found.title]],)
        for n, node in enumerate(nodes)
        if node.found.title in serving
    }
    who = owners(found, [SUBJECTS.told(c.text) for c in found], table, OUTLINE, SUBJECTS.judgement)
    return [None if w == NOBODY else ITEMS[w][0] for w in who]


RESULTS = "III. KẾT QUẢ ĐẠT ĐƯỢC\n\n"


def test_a_clause_under_a_heading_is_the_headings() -> None:
    text = RESULTS + "1. Công tác kiểm tra, giám sát\n\nMười hai xã đều có tên trong danh sách."
    serving = {"KẾT QUẢ ĐẠT ĐƯỢC": "III", "Công tác kiểm tra, giám sát": "III.3"}
    assert owned(text, serving) == ["III.3"]


def test_a_fact_that_belongs_to_another_item_counts_there() -> None:
    text = RESULTS + (
        "1. Công tác kiểm tra, giám sát\n\n"
        "Các xã tự xem lại. Ủy ban nhân dân huyện đã ban hành Kế hoạch số 45/KH-UBND phát động."
    )
    serving = {"KẾT QUẢ ĐẠT ĐƯỢC": "III", "Công tác kiểm tra, giám sát": "III.3"}
    assert owned(text, serving) == ["III.3", "II.1"]


def test_a_clause_that_names_nothing_goes_on_with_the_one_before() -> None:
    text = RESULTS + "Trồng 640 cây xanh quanh khuôn viên. Cả ba dãy nhà đều mát hơn."
    assert owned(text, {"KẾT QUẢ ĐẠT ĐƯỢC": "III"}) == ["III.2", "III.2"]


def test_what_is_only_said_to_be_missing_covers_nothing() -> None:
    text = RESULTS + "Huyện chưa tổ chức được đoàn kiểm tra nào."
    # it may be told as a shortcoming, but it is no inspection
    assert owned(text, {"KẾT QUẢ ĐẠT ĐƯỢC": "III"}) != ["III.3"]
    report = source({k: v for k, v in TEXTS.items() if k != "III.3"}, {**HEADINGS, "III.3": None})
    said = report.replace(TEXTS["III.1"], TEXTS["III.1"] + " Huyện chưa có đoàn kiểm tra nào.")
    assert judged(judge(plain(said), letter(), (), OUTLINE))["III.3"].content == "none"


def test_the_preamble_and_blanks_of_forms_are_nobodys() -> None:
    text = (
        "Thực hiện Kế hoạch số 45/KH-UBND phát động thi đua, huyện đã làm nhiều việc.\n\n"
        "I. ĐẶC ĐIỂM, TÌNH HÌNH\n\n- Chức năng, nhiệm vụ: kiểm tra; tuyên truyền; khen thưởng."
    )
    assert set(owned(text, {"ĐẶC ĐIỂM, TÌNH HÌNH": "I"})) == {None}
