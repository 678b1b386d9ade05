"""Headings: found by layout and text together, joined, levelled, and told from lists."""

from __future__ import annotations

import pytest

from pipeline.outline import headings
from pipeline.outline.blocks import blocks
from pipeline.records import Span, Zone
from tests.outline_reports import letter, paper, plain

HEAVY: dict[str, float | bool | str] = {"indent": 0.06, "bold": 1.0}
FIRST: dict[str, float | bool | str] = {"indent": 0.06}
BODY = "Trong ba năm, huyện đã mở 12 hội nghị cho 900 lượt người nghe tại các xã, thị trấn."


def titles(text: str) -> list[tuple[int, str]]:
    return [(h.level, h.title) for h in headings(plain(text))]


# source, the tree as (level, title)
TREES = [
    # roman, arabic, letters
    (
        f"I. TÌNH HÌNH\n\n1. Thuận lợi\n\n{BODY}\n\na) Về con người: có 40 công chức.\n\n"
        f"II. KẾT QUẢ\n\n{BODY}",
        [(1, "TÌNH HÌNH"), (2, "Thuận lợi"), (3, "Về con người"), (1, "KẾT QUẢ")],
    ),
    # a part, its title on the next line, letters and decimals below
    (
        f"**Phần thứ nhất**\n**TÌNH HÌNH CHUNG**\n\n**A. Thuận lợi**\n\n{BODY}\n\n"
        f"**1. Nhân lực**\n\n**1.1. Trình độ**\n\n{BODY}\n\n**B. Khó khăn**\n\n{BODY}",
        [(1, "TÌNH HÌNH CHUNG"), (2, "Thuận lợi"), (3, "Nhân lực"), (4, "Trình độ"),
         (2, "Khó khăn")],
    ),
    # two parts numbered III: both stay
    (
        f"II. TÌNH HÌNH\n\n{BODY}\n\nIII. KẾT QUẢ\n\n{BODY}\n\nIII. ĐÁNH GIÁ CHUNG\n\n{BODY}",
        [(1, "TÌNH HÌNH"), (1, "KẾT QUẢ"), (1, "ĐÁNH GIÁ CHUNG")],
    ),
    # a skipped level: letters right under a part
    (
        f"III. KẾT QUẢ\n\na) Công tác tuyên truyền\n\n{BODY}\n\nb) Công tác kiểm tra\n\n{BODY}",
        [(1, "KẾT QUẢ"), (2, "Công tác tuyên truyền"), (2, "Công tác kiểm tra")],
    ),
    # I. after H. is a letter, after nothing it is roman
    (
        "\n\n".join(f"**{c}. Nội dung thứ {n}**\n\n{BODY}" for n, c in enumerate("GHI")),
        [(1, "Nội dung thứ 0"), (1, "Nội dung thứ 1"), (1, "Nội dung thứ 2")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_the_tree(text: str, tree: list[tuple[int, str]]) -> None:
    assert titles(text) == tree


# line -> its title as a heading, or None
LINES = [
    ("- Về công tác kiểm tra: đoàn đã làm việc tại 15 đơn vị trong ba năm.",
     "Về công tác kiểm tra"),
    ("- Tên đơn vị: Văn phòng Ủy ban nhân dân huyện.", None),
    ("- Số điện thoại: 0123.456.789.", None),
    ("- Về tổ chức, bộ máy: có 06 phòng và 03 đơn vị trực thuộc.", None),
    ("- Trồng cây.", None),
    ("- Các xã, thị trấn;", None),
    ("3 năm qua, huyện đã đạt nhiều kết quả.", None),
    ("1. Thuận lợi: huyện có 12 xã, đều có trụ sở mới.", "Thuận lợi"),
    ("2. Khó khăn. Còn 03 xã chưa có điện lưới quốc gia.", "Khó khăn"),
    ("1. Các đơn vị căn cứ kế hoạch và điều kiện cụ thể để xây dựng kế hoạch của mình, "
     "báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 12 hằng năm.", None),
    ("+ Khách quan: địa bàn rộng, đi lại khó khăn.", "Khách quan"),
    ("IV. ĐÁNH GIÁ CHUNG", "ĐÁNH GIÁ CHUNG"),
    ("Ủy ban nhân dân huyện đã ban hành kế hoạch.", None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "title"), LINES)
def test_a_line_is_a_heading_or_not(line: str, title: str | None) -> None:
    found = titles(f"{BODY}\n\n{line}\n\n{BODY}")
    assert [t for _, t in found] == ([] if title is None else [title])


def test_a_heading_wrapped_over_lines_is_one() -> None:
    page = paper(
        [
            ("2. Những cách làm hay, sáng tạo của các cơ quan, tổ chức, đơn vị, cán", HEAVY),
            ("bộ, công chức, viên chức trong huyện", {"bold": 1.0, "width": 0.4}),
            ("Xã Tân Lập duy trì mô hình “Ngày không hẹn” từ tháng 6/2021, mỗi tuần", FIRST),
            ("trả kết quả tại nhà cho 20 người già.", {"width": 0.4}),
        ]
    )  # fmt: skip
    (found,) = headings(page)
    assert found.label == "2."
    assert found.title.endswith("viên chức trong huyện")
    assert page.quote(found.body).startswith("Xã Tân Lập")
    assert page.quote(found.body).endswith("người già.")


def test_a_page_number_between_two_halves_is_stepped_over() -> None:
    page = paper(
        [
            ("1. Công tác tuyên truyền về nội dung của Phong trào thi đua đến từng", HEAVY),
            ("4", {"kind": "page_number", "indent": 0.4, "width": 0.41}),
            ("cơ quan, đơn vị", {"bold": 1.0, "width": 0.3}),
            ("Đài huyện đã phát 96 bản tin trong ba năm qua tại mười hai xã của huyện.", FIRST),
        ]
    )  # fmt: skip
    (found,) = headings(page)
    assert found.title.endswith("đến từng cơ quan, đơn vị")


def test_weight_tells_where_the_page_shows_it() -> None:
    rows = [
        ("Cách làm hay", {"indent": 0.06, "width": 0.25, "bold": 1.0}),
        ("Xã Tân Lập duy trì mô hình “Ngày không hẹn” từ tháng 6/2021 đến nay rồi.", FIRST),
        ("Xã Tân Lập", {"indent": 0.06, "width": 0.22, "bold": 0.0}),
        ("Tiếp tục duy trì mô hình này trong những năm sau ở tất cả mọi thôn bản.", FIRST),
    ]  # fmt: skip
    found = headings(paper(rows))
    assert "Cách làm hay" in [h.title for h in found]
    sure = {h.title: h.confidence for h in found}
    assert sure["Cách làm hay"] > sure.get("Xã Tân Lập", 0.0)


def test_header_recipients_and_appendix_are_set_aside() -> None:
    text = (
        "ỦY BAN NHÂN DÂN HUYỆN\n\nI. KẾT QUẢ\n\n" + BODY + "\n\nNơi nhận:\n\n- Sở Nội vụ;"
        "\n\nPHỤ LỤC\n\nI. BẢNG SỐ LIỆU"
    )
    transcript = plain(text)
    at, end = text.index("I. KẾT"), text.index("PHỤ LỤC")
    zones = (
        Zone("issuer", Span(0, 21)),
        Zone("body", Span(at, end)),
        Zone("appendix", Span(end, len(text))),
    )
    assert [h.title for h in headings(transcript, letter("report", *zones))] == ["KẾT QUẢ"]
    assert [b.text for b in blocks(transcript)][-1] == BODY  # known even without zones


def test_bodies_nest_and_reach_to_the_next_heading_of_their_level() -> None:
    text = (
        f"I. TÌNH HÌNH\n\n1. Thuận lợi\n\n{BODY}\n\n2. Khó khăn\n\n{BODY}\n\nII. KẾT QUẢ\n\n{BODY}"
    )
    found = headings(plain(text))
    assert [h.parent for h in found] == [None, 0, 0, None]
    for h in found:
        over = found[h.parent] if h.parent is not None else None
        assert over is None or over.body.start <= h.span.start < h.body.end <= over.body.end
    assert found[0].body.end <= found[3].span.start


def test_nothing_is_found_in_nothing() -> None:
    assert headings(plain("")) == ()
    assert blocks(plain("")) == ()


def test_block_offsets_lead_back_to_the_transcript() -> None:
    transcript = plain(
        "I. TÌNH HÌNH\n\n- Huyện có 12 xã\nvà 01 thị trấn, trong đó\n03 xã vùng cao."
    )
    for block in blocks(transcript):
        for word in block.text.split():
            at = block.text.index(word)
            span = block.span(at, at + len(word))
            assert transcript.quote(span) == word
