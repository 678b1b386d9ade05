"""Lists of bullets that are headings together, and headings that stand over their own members."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.outline import judge
from pipeline.outline.blocks import blocks
from pipeline.outline.families import families, named
from pipeline.outline.looks import candidates
from pipeline.records import Coverage, OutlineItem
from tests.outline_reports import HEADINGS, OUTLINE, TEXTS, judged, letter, plain, source


def lists(text: str) -> list[list[str]]:
    return [[c.title for c in f] for f in families(candidates(blocks(plain(text))))]


BULLETS = (
    "- Văn bản: Huyện ra Kế hoạch số 45/KH-UBND ngày 12/3/2021.\n\n"
    "- Tuyên truyền: Đài truyền thanh phát 96 bản tin.\n\n"
    "- Khen thưởng: Chủ tịch huyện tặng 12 Giấy khen."
)

LISTS = [
    # three bullets one after the other
    (BULLETS, [["Văn bản", "Tuyên truyền", "Khen thưởng"]]),
    # a lone bullet is no list
    ("- Văn bản: Huyện ra 12 kế hoạch.", []),
    # a paragraph in between parts two lists, each too short to be one
    ("- Văn bản: Có 12.\n\nHuyện đã làm nhiều việc.\n\n- Khen thưởng: Có 3 giấy khen.", []),
    # blanks of a form
    ("- Tên đơn vị: Sở Nội vụ\n\n- Địa chỉ: số 5 phố Huế\n\n- Điện thoại: 0243", []),
    # sentences
    ("- Huyện đã làm được: 12 việc.\n\n- Xã chưa làm được: 3 việc.", []),
    # another mark begins another list
    ("- Văn bản: Có 12.\n\n+ Tuyên truyền: Có 3.\n\n+ Khen thưởng: Có 5.",
     [["Tuyên truyền", "Khen thưởng"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS)
def test_lists_of_bullets(text: str, wanted: list[list[str]]) -> None:
    assert lists(text) == wanted


@pytest.mark.parametrize(
    ("known", "count"),
    [
        ({"Văn bản", "Tuyên truyền", "Khen thưởng"}, 3),
        ({"Văn bản", "Tuyên truyền"}, 3),  # the third is one of them
        ({"Văn bản"}, 0),  # most of the list names nothing
        (set(), 0),
    ],
)
def test_a_list_of_headings_is_one_if_half_of_it_names_items(known: set[str], count: int) -> None:
    found = candidates(blocks(plain(BULLETS)))
    assert len(list(named(found, lambda t: 0.9 if t in known else 0.1))) == count


def check(text: str) -> Coverage:
    return judge(plain(text), letter(), (), OUTLINE)


def bulleted() -> str:
    """A report whose second level is bullets with their text on the same line."""
    parts = []
    for id_, heading in HEADINGS.items():
        title = (heading or "").partition(" ")[2]
        parts.append(f"- {title}: {TEXTS[id_]}" if id_ in TEXTS else f"**{heading}**")
    return "\n\n".join(parts)


def test_a_report_in_bullets_keeps_its_headings() -> None:
    items = judged(check(bulleted()))
    assert [k for k, v in items.items() if v.heading == "none"] == []
    assert [k for k in TEXTS if items[k].content != "full"] == []


def test_a_list_of_places_under_a_heading_stays_its_text() -> None:
    places = (
        "- Xã Tân Lập: trồng 120 cây xanh quanh trụ sở, quét sơn lại hành lang.\n\n"
        "- Xã Yên Sơn: làm nhà để xe, kê ghế chờ, dọn kho hồ sơ cũ.\n\n"
        "- Thị trấn Mộc: thay biển tên phòng, sửa nhà vệ sinh."
    )
    texts = {**TEXTS, "III.2": places}
    items = judged(check(source(texts)))
    assert items["III.2"].content == "full"
    assert [k for k, v in items.items() if v.heading != "kept"] == []


CAUSES = replace(
    OUTLINE,
    items=(
        *(i for i in OUTLINE.items if not i.id.startswith("IV")),
        OutlineItem("IV", "KHÓ KHĂN, VƯỚNG MẮC VÀ NGUYÊN NHÂN"),
        OutlineItem("IV.1", "Khó khăn, vướng mắc"),
        OutlineItem("IV.2", "Nguyên nhân"),
    ),
)
END = (
    "Hai trạm y tế vẫn để người bệnh đứng đợi ngoài hiên. "
    "Nguyên nhân là do huyện chậm cấp 300 triệu đồng sửa trạm."
)


def ended(title: str, text: str) -> str:
    head = source({k: v for k, v in TEXTS.items() if not k.startswith("IV")}, HEADINGS)
    return head[: head.index("**IV.")] + f"**IV. {title}**\n\n{text}"


def test_a_heading_that_keeps_the_parents_title_is_the_parents() -> None:
    """Its words name both children, too, but it is one heading of one item."""
    text = ended("KHÓ KHĂN VÀ NGUYÊN NHÂN", END)
    items = judged(judge(plain(text), letter(), (), CAUSES))
    assert items["IV"].heading == "kept"
    assert [items[k].heading for k in ("IV.1", "IV.2")] == ["none", "none"]


def test_a_heading_over_headings_of_its_own_members_is_the_parents() -> None:
    text = ended(
        "TỒN TẠI, KIẾN NGHỊ",
        "- Tồn tại: Hai trạm y tế vẫn để người bệnh đứng đợi.\n\n"
        "- Kiến nghị: Đề nghị Sở Nội vụ in mẫu phiếu chung trước tháng 9/2024.",
    )
    items = judged(check(text))
    assert items["IV"].heading == "renamed"
    assert [items[k].heading for k in ("IV.2", "IV.4")] == ["kept", "kept"]
    assert "merged" not in {v.heading for v in items.values()}


@pytest.mark.parametrize("heading", ["2. Khuyết điểm, tồn tại", "2. Những mặt còn tồn tại"])
def test_a_heading_that_ends_in_a_short_word_does_not_run_on(heading: str) -> None:
    """``tồn tại`` ends like ``tại``, after which a line goes on."""
    text = (
        "Huyện đã làm được nhiều việc trong ba năm qua và được nhân dân\nghi nhận.\n"
        f"{heading}\nHai trạm y tế vẫn để người bệnh đứng đợi ngoài hiên vào\nbuổi sáng."
    )
    assert heading in [b.text for b in blocks(plain(text))]


@pytest.mark.parametrize("line", ["Hội nghị sơ kết được tổ chức tại", "Đoàn kiểm tra làm việc tại"])
def test_a_line_that_ends_in_a_preposition_runs_on(line: str) -> None:
    text = f"{line}\nHội trường huyện ngày 12/3/2021 với 120 người dự."
    assert len(blocks(plain(text))) == 1
