"""Small rules that decide single verdicts: whose a heading is, what a sentence is worth."""

from __future__ import annotations

import pytest

from pipeline.outline import judge
from pipeline.outline.align import Pair
from pipeline.outline.blocks import blocks
from pipeline.outline.clauses import clauses
from pipeline.outline.judge import findings_of
from pipeline.outline.likeness import titles_of
from pipeline.outline.nesting import lowered
from pipeline.records import Outline, OutlineItem
from tests.outline_reports import HEADINGS, ITEMS, OUTLINE, TEXTS, judged, letter, plain, source

NUMBER = {id_: n for n, (id_, _) in enumerate(ITEMS)}
CAUSES = (
    ("I", "KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN"), ("I.1", "Khó khăn, vướng mắc"),
    ("I.2", "Nguyên nhân khách quan"), ("I.3", "Nguyên nhân chủ quan"),
)  # fmt: skip
SHORT = Outline(
    name="bc-ngan", title="Sơ kết", guideline=None, decision=None, deadline=None,
    applies_to=("report",), items=tuple(OutlineItem(i, t) for i, t in CAUSES),
)  # fmt: skip


def found(text: str, outline: Outline = OUTLINE):  # type: ignore[no-untyped-def]
    return findings_of(plain(text), letter(), (), outline)


# heading, pairs it is given (item, whether another child has a heading), whose it is at last
WHOSE = [
    ("1. Nguyên nhân chủ quan", "I", "I.3"),
    ("1. Nguyên nhân", "I", "I"),  # of both kinds
    ("1. Khó khăn, vướng mắc và nguyên nhân", "I", "I"),
    ("1. Nguyên nhân chủ quan", "I.3", "I.3"),
]


@pytest.mark.parametrize(("heading", "given", "whose"), WHOSE)
def test_a_heading_that_says_a_childs_title_is_the_childs(
    heading: str, given: str, whose: str
) -> None:
    nodes = found(f"**{heading}**\n\nCán bộ kiêm nhiệm ba việc, đường vào xã sạt lở.", SHORT).nodes
    ids = [i for i, _ in CAUSES]
    (pair,) = lowered((Pair(ids.index(given), 0, 0.7),), nodes, titles_of(SHORT))
    assert ids[pair.item] == whose


def test_a_heading_over_headed_children_stays_theirs() -> None:
    text = "**1. Nguyên nhân chủ quan**\n\n**a) Khó khăn, vướng mắc**\n\nĐường vào xã sạt lở."
    nodes = found(text, SHORT).nodes
    pairs = (Pair(0, 0, 0.7), Pair(1, 1, 1.0))
    assert lowered(pairs, nodes, titles_of(SHORT)) == pairs


def test_a_merged_heading_is_nobodys_alone() -> None:
    nodes = found("**1. Nguyên nhân chủ quan**\n\nCán bộ kiêm nhiệm.", SHORT).nodes
    pairs = (Pair(0, 0, 0.7, merged=True), Pair(2, 0, 0.7, merged=True))
    assert lowered(pairs, nodes, titles_of(SHORT)) == pairs


def test_a_title_that_its_text_says_again_is_still_a_heading() -> None:
    """Without layout heading and text are one paragraph, and the whole is as like the title."""
    texts = {
        **TEXTS,
        "III.2": "Các cơ quan đã giữ gìn cơ quan xanh, sạch, đẹp, luôn được sạch sẽ, văn minh;\n"
        "đã trồng 640 cây quanh khuôn viên, nay được chăm sóc tốt.",
    }
    lines = []
    for id_, _ in ITEMS:
        lines.append(HEADINGS[id_])
        lines += [texts[id_]] if id_ in texts else []
    whole = "\n".join(lines)
    verdicts = judged(judge(plain(whole), letter(), (), OUTLINE))
    assert verdicts["III.2"].heading == "kept"
    assert verdicts["III.2"].content == "full"


HOLLOW = [
    "Phong trào thi đua đã đạt được những kết quả quan trọng, tạo chuyển biến tích cực, "
    "góp phần hoàn thành tốt nhiệm vụ chính trị của các cơ quan, đơn vị",
    "Tiếp tục quán triệt, nâng cao nhận thức, tinh thần trách nhiệm của cán bộ, công chức, "
    "đẩy mạnh Phong trào thi đua thiết thực, hiệu quả",
]


@pytest.mark.parametrize("text", HOLLOW)
def test_a_formula_is_no_judgement(text: str) -> None:
    whole = found(source({**TEXTS, "IV.1": f"{text}."}))
    mine = [k for k in whole.of(NUMBER["IV.1"]) if whole.clauses[k].text.rstrip(".") in text]
    assert mine
    assert all(whole.fact(k, NUMBER["IV.1"]) < 0.5 for k in mine)


def test_a_formula_with_a_figure_is_one() -> None:
    text = f"{HOLLOW[0]}, trả đúng hạn 98,2% hồ sơ."
    assert judged(judge(plain(source({**TEXTS, "IV.1": text})), letter(), (), OUTLINE))[
        "IV.1"
    ].content == "full"  # fmt: skip


# the last paragraph, what of it is left
ENDS = [
    (
        "Đề nghị Sở cấp thêm máy. Trên đây là báo cáo của huyện, trân trọng gửi Sở tổng hợp./.",
        ["Đề nghị Sở cấp thêm máy"],
    ),
    ("Đề nghị Sở cấp thêm máy. Huyện báo cáo Sở để tổng hợp./.", ["Đề nghị Sở cấp thêm máy"]),
    ("Đề nghị Sở cấp thêm máy và mở lớp./.", ["Đề nghị Sở cấp thêm máy và mở lớp"]),
    ("Trên đây là báo cáo của huyện.", []),
]


def cut(text: str) -> list[str]:
    return [c.text.rstrip("./") for c in clauses(blocks(plain(text)), ())]


@pytest.mark.parametrize(("paragraph", "left"), ENDS)
def test_a_farewell_is_no_clause(paragraph: str, left: list[str]) -> None:
    assert cut(f"Huyện có 12 xã.\n\nMười xã có máy.\n\n{paragraph}")[2:] == left


def test_a_farewell_is_one_at_the_end_alone() -> None:
    text = "Xã báo cáo huyện để tổng hợp.\n\nHuyện có 12 xã.\n\nMười xã có máy."
    assert "Xã báo cáo huyện để tổng hợp" in cut(text)


def test_a_date_that_a_line_break_cut_off_is_no_clause() -> None:
    text = "Huyện họp ngày mai. 02/11/2020. Mười xã có máy."
    assert cut(text) == ["Huyện họp ngày mai", "Mười xã có máy"]
