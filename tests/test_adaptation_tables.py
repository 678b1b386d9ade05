"""The adaptation measures on a whole made-up campaign, and under OCR noise."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compile.adaptation import (
    operations_frame,
    order_change,
    order_frame,
    passages_frame,
    profile_tree,
    repeats,
    repeats_frame,
    reuse_among,
    reuse_frame,
    reuse_from,
    similarity_frame,
    steps,
    wording_tree,
)
from pipeline.compile.adaptation.flow import Flow, flow_of, place_of, syllables
from pipeline.compile.adaptation.operations import OPERATIONS
from pipeline.text import bare
from tests.adaptation_letters import OUTLINE, TITLES, absent, report, said
from tests.compile_letters import failed_letter, hostile_letter, text_letter

LEAVES = tuple(id for id in TITLES if id.count("."))
FACTS = {
    "I.1": "Toàn tỉnh có 20 sở, ngành, 09 huyện với 22.460 cán bộ đang làm việc.",
    "I.2": "Hai huyện vùng cao còn 17 xã phải làm việc trong nhà cấp bốn dột nát.",
    "II.1": "Tháng 8 năm 2019 đã ban hành kế hoạch chung kèm bảng chấm 12 tiêu chí.",
    "II.2": "Đài của tỉnh phát 48 chuyên mục, báo in đăng thêm 215 tin về việc này.",
    "II.3": "Dịp sơ kết có 12 tập thể và 25 người được tặng Bằng khen của tỉnh.",
    "III.1": "Khối sự nghiệp còn đứng ngoài cuộc, người dân vẫn phải chờ quá lâu.",
    "III.2": "Người đứng đầu chấm điểm mình trước thì cấp dưới mới chịu làm theo.",
    "III.3": "Xin có bộ tiêu chí riêng cho trường học và phần mềm thống kê chung.",
}
FEWEST_FOUND = 0.8
"""Share of a copied passage that is still found where one letter in fifty was misread."""


def answers(*ids: str, **more: Any) -> list[dict[str, Any]]:
    return [said(id, FACTS[id], **more) for id in ids]


def campaign() -> list[dict[str, Any]]:
    """Five reports: faithful, shuffled, merged, brief, and one that copied the first."""
    merged = "1. Thuận lợi, khó khăn"
    return [
        report("An Giang", answers(*LEAVES)),
        report("Bến Tre", answers(*reversed(LEAVES))),
        report(
            "Cà Mau",
            [
                said("I.1", FACTS["I.1"], heading="merged", printed=merged),
                said("I.2", FACTS["I.2"], heading="merged", printed=merged),
                *answers("II.1", heading="renamed", printed="1. Văn bản đã có"),
                *answers("III.1", heading="none"),
            ],
        ),
        report("Đắk Lắk", [*answers("II.1"), absent("II.2", review=True)]),
        report("Hà Nam", answers(*LEAVES), number="77"),
    ]


# --- operations ------------------------------------------------------------------------------


def test_every_item_of_every_report_has_one_operation() -> None:
    frame = operations_frame(campaign())
    assert len(frame) == 5 * len(TITLES)
    assert set(frame["operation"]) <= set(OPERATIONS)
    assert not frame.duplicated(["file", "item"]).any()


def test_operations_by_report() -> None:
    counts = {
        document["fields"]["province"]["value"]: Counter(s.operation for s in steps(document))
        for document in campaign()
    }
    parts = len(TITLES) - len(LEAVES)
    assert counts["An Giang"] == {"kept": len(LEAVES), "dropped": parts}
    assert counts["Bến Tre"] == counts["An Giang"]
    assert counts["Cà Mau"] == {"merged": 2, "renamed": 1, "unheaded": 1,
                                "dropped": len(TITLES) - 4}  # fmt: skip
    assert counts["Đắk Lắk"] == {"kept": 1, "dropped": len(TITLES) - 1}


def test_only_what_is_doubtful_is_marked() -> None:
    frame = operations_frame(campaign())
    doubtful = frame[frame["doubtful"]]
    assert doubtful[["name", "item"]].to_numpy().tolist() == [
        ["Ủy ban nhân dân tỉnh Đắk Lắk", "II.2"]
    ]


@pytest.mark.parametrize("letter", [text_letter(), failed_letter()])
def test_letters_that_are_no_reports_are_passed_over(letter: dict[str, Any]) -> None:
    assert len(operations_frame([letter])) == len(order_frame([letter])) == 0
    assert repeats(letter).passages == ()


def test_hostile_text_is_measured_like_any_other() -> None:
    frame = operations_frame([hostile_letter()])
    assert len(frame) > 10
    assert not frame["title"].str.contains("\x00", regex=False).any()


# --- order -----------------------------------------------------------------------------------


def test_the_order_of_the_campaign() -> None:
    frame = order_frame(campaign()).set_index("name")["tau"]
    assert frame.iloc[0] == 1.0 and frame.iloc[1] == -1.0
    assert frame.isna().sum() == 1  # Đắk Lắk has one heading only


@settings(max_examples=40, deadline=None)
@given(st.permutations(LEAVES))
def test_inversions_are_those_of_the_permutation(ids: list[str]) -> None:
    change = order_change(report("Lào Cai", answers(*ids)))
    assert change is not None
    places = [LEAVES.index(id) for id in ids]
    wanted = sum(a > b for n, a in enumerate(places) for b in places[n + 1 :])
    assert (change.inversions, change.pairs) == (wanted, 28)
    assert [id for (id,) in change.sequence] == ids


def test_an_item_without_a_heading_makes_no_pair() -> None:
    items = [*answers("I.1", "I.2"), *answers("II.1", heading="none")]
    change = order_change(report("Lào Cai", items))
    assert change is not None and change.pairs == 1


# --- wording ---------------------------------------------------------------------------------


def test_the_copy_is_found_and_both_ways() -> None:
    found = reuse_frame(reuse_among(campaign()))
    top = found.iloc[:2]
    names = {"Ủy ban nhân dân tỉnh An Giang", "Ủy ban nhân dân tỉnh Hà Nam"}
    assert names <= {*found[found["share"] > 0.9]["name"]}
    assert (top["share"] > 0.9).all()
    assert (found["share"].between(0, 1)).all()


def test_reuse_never_counts_more_than_there_is() -> None:
    for reuse in reuse_among(campaign()):
        own = sum(p.syllables for p in reuse.passages)
        assert 0 < reuse.share <= 1
        assert own <= sum(len(syllables(p.text)) for p in reuse.passages)


def test_passages_lie_on_the_pages_they_name() -> None:
    pages = [FACTS["I.1"], f"{FACTS['I.2']} {FACTS['II.1']}"]
    one = report("Nghệ An", [], pages=pages)
    other = report("Hà Tĩnh", [], pages=[FACTS["II.1"], "Trang hai.", FACTS["I.1"]])
    (found,) = reuse_from(other, [one])
    assert [(p.page, p.other_page) for p in found.passages] == [(1, 3), (2, 1)]
    for passage in found.passages:
        assert passage.text in one["text"][passage.page - 1]
        assert passage.other_text in other["text"][passage.other_page - 1]


def misread(text: str, share: float, seed: int) -> str:
    """Letters changed at random, as bad OCR does: a wrong mark, a wrong letter."""
    chance = random.Random(seed)  # noqa: S311 (a test)
    made = []
    for letter in text:
        if letter.isalpha() and chance.random() < share:
            made.append(chance.choice((bare(letter), "i", "n", "c")))
        else:
            made.append(letter)
    return "".join(made)


def test_ocr_noise_does_not_hide_a_copy() -> None:
    text = " ".join(FACTS.values())
    clean = report("Nghệ An", [], pages=[text])
    shares = []
    for seed in range(10):
        noisy = report("Hà Tĩnh", [], pages=[misread(text, 0.02, seed)], number=str(seed))
        (found,) = reuse_from(clean, [noisy])
        shares.append(found.share)
    assert sum(shares) / len(shares) > FEWEST_FOUND


def test_noise_invents_no_copy() -> None:
    one = report("Nghệ An", [], pages=[" ".join(list(FACTS.values())[:4])])
    for seed in range(10):
        other = misread(" ".join(list(FACTS.values())[4:]), 0.05, seed)
        assert reuse_among([one, report("Hà Tĩnh", [], pages=[other])]) == ()


def test_repeats_and_passages_as_tables() -> None:
    twice = report("Nghệ An", [], pages=[f"{FACTS['I.1']} {FACTS['I.2']}", FACTS["I.1"]])
    frame = repeats_frame([twice, *campaign()])
    assert frame["file"].tolist() == [twice["file"]]
    assert frame[["page", "other_page", "passages"]].to_numpy().tolist() == [[2, 1, 1]]
    found = reuse_among(campaign())
    shown = passages_frame(found)
    assert len(shown) == sum(len(r.passages) for r in found)
    assert (shown["syllables"] >= 10).all()


# --- likeness --------------------------------------------------------------------------------


def test_distances_are_a_measure_of_distance() -> None:
    for tree in (profile_tree(campaign()), wording_tree(campaign())):
        n = len(tree.names)
        for a in range(n):
            assert tree.distances[a][a] == 0.0
            for b in range(n):
                assert tree.distances[a][b] == tree.distances[b][a]
                assert 0.0 <= tree.distances[a][b] <= 1.0
        assert sorted(tree.order) == list(range(n))
        heights = [height for *_, height, _ in tree.merges]
        assert heights == sorted(heights) and len(heights) == n - 1


def test_likeness_of_treatment_is_not_likeness_of_words() -> None:
    """Bến Tre turns the outline round: its items are treated alike, and said alike."""
    treated, worded = profile_tree(campaign()), wording_tree(campaign())
    assert treated.distances[0][1] == 0.0
    assert treated.distances[0][2] > 0.3
    assert worded.distances[0][4] < 0.1


def test_the_similarity_table_is_square_and_whole() -> None:
    frame = similarity_frame(profile_tree(campaign()))
    assert frame.shape == (5, 5)
    assert (frame.to_numpy() == frame.to_numpy().T).all()
    assert list(frame.index) == list(frame.columns)


# --- the flow of pages -----------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="aăâ đ\n\t", max_size=12), max_size=5))
def test_every_offset_lies_on_its_page(pages: list[str]) -> None:
    flow = flow_of(report("Lào Cai", [], pages=pages))
    assert len(flow.starts) == len(pages)
    for number, start in enumerate(flow.starts, start=1):
        after = flow.starts[number] if number < len(pages) else len(flow.text) + 1
        assert all(flow.page(at) == number for at in range(start, after - 1))


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        # the heading, not the words of its text
        (said("I.1", "hai ba", printed="một"), 0),
        # a heading that is not found: the text's place
        (said("I.1", "hai ba", printed="không thấy"), 4),
        # nothing said, but a heading
        (said("I.1", printed="bốn"), 11),
        (absent("I.1"), None),
    ],
)
def test_where_an_item_is_answered(item: dict[str, Any], wanted: int | None) -> None:
    assert place_of(Flow("một hai ba bốn", (0,)), item) == wanted


def test_the_outline_of_these_reports_is_the_one_they_name() -> None:
    assert {d["coverage"]["outline"] for d in campaign()} == {OUTLINE}
