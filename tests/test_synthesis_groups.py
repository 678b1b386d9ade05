"""Which opinions stand together, and what they are called."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compile.synthesis.groups import content_words, group_alike
from pipeline.compile.synthesis.model import Passage, Source

# Ten opinions on four matters, and two that stand alone: written for this test.
MATTERS = {
    "tập huấn": (
        "Đề nghị cấp trên mở lớp tập huấn nghiệp vụ thi đua cho huyện.",
        "Mong Bộ sớm tổ chức tập huấn nghiệp vụ cho người mới nhận việc.",
        "Cần có tài liệu và lớp tập huấn riêng cho khối trường học.",
    ),
    "kinh phí": (
        "Bố trí kinh phí sửa chữa trụ sở cấp xã đã xuống cấp.",
        "Đề nghị cấp thêm kinh phí sửa chữa trụ sở của các chi nhánh.",
        "Kinh phí sửa chữa trụ sở hằng năm chỉ đủ một phần ba.",
    ),
    "đường dây nóng": (
        "Người dân gọi đường dây nóng nhiều lần không có ai trả lời.",
        "Đường dây nóng ngoài giờ chưa có người trực.",
    ),
    "một cửa": (
        "Công chức một cửa còn để người dân chờ lâu vào đầu tuần.",
        "Bộ phận một cửa chật, người dân chờ lâu ngoài hành lang.",
    ),
}
ALONE = (
    "Ba trường chưa có nhà để xe cho học sinh.",
    "Tiếng ồn từ công trình bên cạnh kéo dài suốt hai năm.",
)


def passage(text: str, file: str) -> Passage:
    return Passage(text, Source(file, file, "", "", 1.0), 1, ())


def opinions() -> list[Passage]:
    texts = [text for group in MATTERS.values() for text in group] + list(ALONE)
    return [passage(text, f"báo cáo {n}") for n, text in enumerate(texts)]


def matter(text: str) -> str | None:
    return next((name for name, texts in MATTERS.items() if text in texts), None)


def test_most_opinions_find_their_matter_and_none_a_wrong_one() -> None:
    groups = [(words, passages) for words, passages in group_alike(opinions()) if words]
    for _, passages in groups:
        assert len({matter(p.text) for p in passages}) == 1, [p.text for p in passages]
    found = sum(len(passages) for _, passages in groups)
    assert found >= 8  # of ten that have a like


def test_what_has_no_like_stands_alone() -> None:
    *_, (words, alone) = group_alike(opinions())
    assert words == ()
    assert set(ALONE) <= {p.text for p in alone}


def test_groups_are_called_by_what_they_speak_of() -> None:
    called = {
        matter(passages[0].text): " ".join(words)
        for words, passages in group_alike(opinions())
        if words
    }
    assert all(name and name in said for name, said in called.items()), called


def test_largest_first() -> None:
    sizes = [len(passages) for words, passages in group_alike(opinions()) if words]
    assert sizes == sorted(sizes, reverse=True)


def test_the_order_of_reports_makes_no_difference() -> None:
    """The same groups, whoever reported first."""
    few = [p for p in opinions() if matter(p.text) in ("kinh phí", "đường dây nóng")]
    wanted = None
    for order in list(permutations(few))[::17]:
        found = {frozenset(p.text for p in ps) for words, ps in group_alike(order) if words}
        wanted = wanted or found
        assert found == wanted


texts = st.lists(st.sampled_from([p.text for p in opinions()]), max_size=8)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_nothing_is_lost_and_nothing_said_twice(chosen: list[str]) -> None:
    given_ = [passage(text, f"báo cáo {n}") for n, text in enumerate(chosen)]
    found = [p.source.file for _, passages in group_alike(given_) for p in passages]
    assert sorted(found) == sorted(p.source.file for p in given_)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_every_named_group_has_two_reports_and_their_words(chosen: list[str]) -> None:
    given_ = [passage(text, f"báo cáo {n}") for n, text in enumerate(chosen)]
    for words, passages in group_alike(given_):
        if words:
            assert len({p.source.file for p in passages}) >= 2
            for phrase in words:
                holders = [p for p in passages if phrase in " ".join(content_words(p.text))]
                assert len(holders) >= 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # function words, boilerplate and the body asked say nothing of the matter
        ("Đề nghị Ban Thi đua - Khen thưởng Trung ương mở lớp tập huấn.", "mở lớp tập huấn"),
        ("Việc thực hiện Phong trào thi đua của các cơ quan, đơn vị", ""),
        # compounds that hold a function word are meant
        ("Bài học về chuyển đổi số", "bài học chuyển đổi số"),
        # figures are no words
        ("Còn 17 xã, 231 thôn", "xã thôn"),
        ("", ""),
    ],
)
def test_content_words(text: str, wanted: str) -> None:
    assert " ".join(w for w in content_words(text) if w != "|") == wanted


def test_words_parted_by_what_was_taken_out_are_not_joined() -> None:
    """`trụ sở của huyện` is not `sở huyện`."""
    assert "|" in content_words("trụ sở của xã")
    said = content_words("trụ sở của xã")
    assert said.index("xã") > said.index("|") > said.index("sở")
