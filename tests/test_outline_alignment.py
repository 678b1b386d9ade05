"""Headings against items: likeness, order, merges, moves, renamed parts, kept or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.outline.align import Pair, align
from pipeline.outline.blocks import blocks
from pipeline.outline.headings import Node, tree
from pipeline.outline.likeness import is_kept, titles_of
from pipeline.outline.looks import LIKELY, candidates
from pipeline.outline.places import misplaced, out_of_order
from pipeline.outline.words import content, syllables, weighed
from tests.outline_reports import ITEMS, OUTLINE, plain, source

TITLES = titles_of(OUTLINE)
NUMBER = {id_: n for n, (id_, _) in enumerate(ITEMS)}
TEXT = "Huyện đã mở 12 hội nghị cho 900 lượt người nghe tại mười hai xã, thị trấn."


def paired(headings: list[str]) -> dict[str, str]:
    """Item id → heading, for a report of these headings with a line of text under each."""
    text = "\n\n".join(f"**{h}**\n\n{TEXT}" for h in headings)
    body = blocks(plain(text))
    nodes = tree([c for c in candidates(body) if c.confidence >= LIKELY], len(body))
    return {ITEMS[p.item][0]: nodes[p.node].found.title for p in align(nodes, TITLES)}


def test_tone_marks_are_set_in_two_ways() -> None:
    assert syllables("Hoà thuý uỷ") == syllables("hòa thúy ủy")
    assert syllables("quý") == ("quý",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kết quả thực hiện công tác tuyên truyền Phong trào thi đua", "tuyên truyền"),
        ("Đánh giá công tác của cơ quan, đơn vị, cán bộ, công chức, viên chức", ""),
        ("Tồn tại, hạn chế", "tồn tại hạn chế"),  # the function word "tại" is part of a compound
        ("Ứng dụng công nghệ thông tin", "ứng dụng công nghệ thông tin"),
        ("PHONG TRÀO THỊ ĐUA", ""),  # as OCR reads it
    ],
)
def test_content_words(text: str, words: str) -> None:
    assert content(text) == tuple(words.split())


def test_the_movements_own_name_is_boilerplate() -> None:
    assert TITLES.movement == ("Công sở thân thiện vì nhân dân",)
    words = weighed("Tuyên truyền về Công sở thân thiện vì nhân dân", TITLES.movement)
    assert [w.text for w in words if w.weight] == ["tuyên", "truyền"]


# heading -> the item it is most like
NEAREST = [
    ("Thuận lợi cơ bản", "I.1"),
    ("CÔNG TÁC TUYÊN TRUYỀN, PHỔ BIẾN", "II.2"),
    ("Cải cách hành chính", "III.1"),
    ("Cơ quan xanh - sạch - đẹp", "III.2"),
    ("Khuyết điểm", "IV.2"),  # a synonym
    ("Công tác kiếm tra, giám sát", "III.3"),  # a tone misread
    ("Ban hanh van ban chi dao", "II.1"),  # no tones at all
    ("Kiến nghị với Trung ương", "IV.4"),
]


@pytest.mark.parametrize(("heading", "item"), NEAREST)
def test_the_nearest_title(heading: str, item: str) -> None:
    likeness = TITLES.likeness(heading)
    assert ITEMS[max(range(len(likeness)), key=likeness.__getitem__)][0] == item


@given(st.text(max_size=80))
def test_likeness_is_a_share(text: str) -> None:
    assert all(0.0 <= v <= 1.0 for v in TITLES.likeness(text))


@pytest.mark.parametrize(("id_", "title"), ITEMS)
def test_a_title_is_like_itself_and_kept(id_: str, title: str) -> None:
    assert TITLES.likeness(title)[NUMBER[id_]] == pytest.approx(1.0, abs=0.01)
    assert is_kept(title, TITLES, NUMBER[id_])


# heading, item, kept (three quarters of its content words are the title's)
KEPT = [
    ("Thủ tục hành chính", "III.1", True),  # shortened
    ("Cải cách thủ tục hành chính, công khai minh bạch", "III.1", True),  # extended after a comma
    ("Cải cách lề lối làm việc ở bộ phận một cửa", "III.1", False),
    ("Những tồn tại, hạn chế", "IV.2", True),
    ("Khuyết điểm", "IV.2", False),
    ("Ưu điểm", "IV.1", False),
    ("Công tác tuyên truyền Phong trào thi đua", "II.2", True),
    ("Tình hình", "I", True),  # weak words, but nothing else
    ("Tình hình nhân lực và kinh phí", "I", False),
]


@pytest.mark.parametrize(("heading", "item", "kept"), KEPT)
def test_kept_or_renamed(heading: str, item: str, kept: bool) -> None:
    assert is_kept(heading, TITLES, NUMBER[item]) is kept


def test_a_faithful_report_is_paired_one_to_one() -> None:
    body = blocks(plain(source()))
    nodes = tree([c for c in candidates(body) if c.confidence >= LIKELY], len(body))
    pairs = align(nodes, TITLES)
    assert [p.item for p in pairs] == list(range(len(ITEMS)))
    assert [p.node for p in pairs] == list(range(len(ITEMS)))
    assert not any(p.merged or p.inferred for p in pairs)


# headings of a report, and what some items must be paired with
REPORTS = [
    # the same words at two places: level and order decide
    (["III. KẾT QUẢ ĐẠT ĐƯỢC", "1. Cải cách thủ tục hành chính", "IV. ĐÁNH GIÁ CHUNG",
      "1. Kết quả đạt được", "2. Tồn tại, hạn chế"],
     {"III": "KẾT QUẢ ĐẠT ĐƯỢC", "IV.1": "Kết quả đạt được", "IV": "ĐÁNH GIÁ CHUNG"}),
    # one heading for two items
    (["I. TÌNH HÌNH", "1. Thuận lợi và khó khăn", "IV. ĐÁNH GIÁ CHUNG",
      "2. Tồn tại, hạn chế và nguyên nhân"],
     {"I.1": "Thuận lợi và khó khăn", "I.2": "Thuận lợi và khó khăn",
      "IV.2": "Tồn tại, hạn chế và nguyên nhân", "IV.3": "Tồn tại, hạn chế và nguyên nhân"}),
    # causes alone are no merge
    (["IV. ĐÁNH GIÁ CHUNG", "1. Nguyên nhân của những tồn tại, hạn chế"],
     {"IV.3": "Nguyên nhân của những tồn tại, hạn chế", "IV.2": None}),
    # a part in quite other words is known by its children
    (["II. NHỮNG VIỆC ĐÃ LÀM", "1. Ban hành văn bản chỉ đạo", "2. Công tác tuyên truyền"],
     {"II": "NHỮNG VIỆC ĐÃ LÀM"}),
    # children do not wait for their part: it is missing
    (["1. Cải cách thủ tục hành chính", "2. Công tác kiểm tra, giám sát"],
     {"III": None, "III.1": "Cải cách thủ tục hành chính",
      "III.3": "Công tác kiểm tra, giám sát"}),
    # out of order, but plain
    (["I. TÌNH HÌNH", "II. ĐÁNH GIÁ CHUNG", "1. Kết quả đạt được",
      "III. KẾT QUẢ ĐẠT ĐƯỢC", "1. Công tác kiểm tra, giám sát"],
     {"IV": "ĐÁNH GIÁ CHUNG", "III.3": "Công tác kiểm tra, giám sát"}),
    # a strange section serves nobody
    (["I. TÌNH HÌNH", "II. CÔNG TÁC PHÒNG, CHỐNG DỊCH TẢ LỢN"], {"II": None, "III": None}),
]  # fmt: skip


@pytest.mark.parametrize(("report", "wanted"), REPORTS)
def test_reports_that_adapt_the_outline(report: list[str], wanted: dict[str, str | None]) -> None:
    found = paired(report)
    assert {id_: found.get(id_) for id_ in wanted} == wanted


def test_nothing_is_paired_with_nothing() -> None:
    assert align((), TITLES) == ()
    nodes: tuple[Node, ...] = ()
    assert align(nodes, TITLES) == ()
    assert Pair(0, 0, 1.0).merged is False


# printed order of some siblings, and which are moved
ORDERS = [
    (["III.1", "III.2", "III.3"], set()),
    (["III.2", "III.1", "III.3"], {"III.1", "III.2"}),  # neighbours swap: both
    (["III.4", "III.1", "III.2", "III.3"], {"III.4"}),  # one out restores the order
    (["III.2", "III.3", "III.4", "III.1"], {"III.1"}),
    (["III.3"], set()),
    ([], set()),
]


@pytest.mark.parametrize(("order", "moved"), ORDERS)
def test_the_fewest_whose_removal_restores_the_order(order: list[str], moved: set[str]) -> None:
    positions = {id_: n for n, id_ in enumerate(order)}
    assert out_of_order(positions, OUTLINE) == moved


def test_items_under_one_heading_are_in_order() -> None:
    assert out_of_order({"IV.2": 5, "IV.3": 5, "IV.4": 6}, OUTLINE) == set()


@given(st.permutations(["III.1", "III.2", "III.3", "III.4"]))
def test_what_is_left_without_the_moved_is_in_order(order: list[str]) -> None:
    positions = {id_: n for n, id_ in enumerate(order)}
    left = [id_ for id_ in order if id_ not in out_of_order(positions, OUTLINE)]
    assert left == sorted(left)


# item, headings above (innermost first), headings anywhere, misplaced
PLACES = [
    ("III.1", [("III",)], {"III", "III.1"}, False),
    ("III.1", [("II",)], {"II", "III"}, True),
    ("III.1", [("III.2",), ("III",)], {"III", "III.2"}, False),  # inside a brother
    ("IV.4", [], {"IV"}, True),  # a part of its own beside its parent
    ("IV.4", [], {"III"}, False),  # its parent has no heading: a skipped level
    ("II.1", [("III",)], {"III"}, True),
    ("II", [], {"I"}, False),
    ("IV.2", [("IV.2", "IV.3"), ("IV",)], {"IV", "IV.2", "IV.3"}, False),
]


@pytest.mark.parametrize(("item", "above", "headed", "wanted"), PLACES)
def test_under_another_parent(
    item: str, above: list[tuple[str, ...]], headed: set[str], wanted: bool
) -> None:
    assert misplaced(OUTLINE.item(item), OUTLINE, above, frozenset(headed)) is wanted
