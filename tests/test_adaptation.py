"""What localities do with an outline: operations, order, clustering."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from scipy.stats import kendalltau

from pipeline.compile.adaptation import (
    operations_frame,
    order_change,
    order_frame,
    profile_tree,
    similarity_frame,
    steps,
    wording_tree,
)
from pipeline.compile.adaptation.flow import Flow, flow_of, place_of, syllables
from tests.adaptation_letters import OUTLINE, TITLES, absent, report, said

TOLERANCE = 1e-9

EASE = "Toàn tỉnh có 20 sở, ngành với 22.460 cán bộ, công chức."
HARD = "Hai huyện vùng cao còn 17 xã phải làm việc trong nhà tạm."
PAPERS = "Tỉnh đã ban hành Kế hoạch số 12/KH-UBND ngày 05/8/2019."
NEWS = "Đài tỉnh phát 48 chuyên mục về văn minh công sở."
PRIZE = "Chủ tịch tỉnh tặng Bằng khen cho 12 tập thể."


def plain(province: str = "An Giang", **more: Any) -> dict[str, Any]:
    """A report that follows the outline."""
    items = [
        said("I.1", EASE), said("I.2", HARD), said("II.1", PAPERS), said("II.2", NEWS),
        said("II.3", PRIZE),
    ]  # fmt: skip
    return report(province, items, **more)


def operation(document: dict[str, Any], item: str) -> str:
    return next(s.operation for s in steps(document) if s.item == item)


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        # a heading of its own, worded as in the outline
        (said("I.1", EASE), "kept"),
        (said("I.1", EASE, heading="renamed", printed="1. Điều kiện tốt"), "renamed"),
        (said("I.1", EASE, heading="merged", printed="1. Thuận lợi, khó khăn"), "merged"),
        # the text speaks of it, no heading does
        (said("I.1", EASE, heading="none"), "unheaded"),
        # a heading with nothing under it is still there
        (said("I.1", content="none"), "kept"),
        (absent("I.1"), "dropped"),
    ],
)
def test_operations(item: dict[str, Any], wanted: str) -> None:
    assert operation(report("Cà Mau", [item]), "I.1") == wanted


def test_an_item_is_split_when_other_headings_stand_between_its_passages() -> None:
    pages = [
        f"1. Thuận lợi\n{EASE}\n2. Khó khăn\n{HARD}",
        f"1. Ban hành văn bản chỉ đạo\n{PAPERS}\nTỉnh còn có trụ sở mới xây năm 2020.",
    ]
    far = {"page": 2, "box": None, "quote": "Tỉnh còn có trụ sở mới xây năm 2020."}
    ease = said("I.1", EASE)
    items = [ease, said("I.2", HARD), said("II.1", PAPERS, page=2)]
    assert operation(report("Cà Mau", items, pages=pages), "I.1") == "kept"
    items[0] = {**ease, "evidence": [*ease["evidence"], far]}
    found = report("Cà Mau", items, pages=pages)
    assert {s.item for s in steps(found) if s.operation == "split"} == {"I.1"}


def test_a_scrap_of_a_clause_splits_nothing() -> None:
    """The rest of a clause after a page break (`công vụ.`) stands in many places."""
    pages = [f"1. Thuận lợi\n{EASE}\n2. Khó khăn\n{HARD} công vụ."]
    scrap = {"page": 1, "box": None, "quote": "công vụ."}
    ease = said("I.1", EASE)
    items = [{**ease, "evidence": [*ease["evidence"], scrap]}, said("I.2", HARD)]
    assert operation(report("Cà Mau", items, pages=pages), "I.1") == "kept"


def test_what_is_added_and_moved_and_doubtful_is_told() -> None:
    document = report("Cà Mau", [said("I.1", EASE, moved=True), absent("I.2", review=True)])
    extra = {"title": "V. PHÒNG, CHỐNG DỊCH", "page": 3, "box": None}
    document["coverage"]["extra_sections"] = [extra]
    told = {s.item or s.title: s for s in steps(document)}
    assert told["I.1"].moved and not told["I.1"].doubtful
    assert told["I.2"].doubtful
    added = told["V. PHÒNG, CHỐNG DỊCH"]
    assert (added.operation, added.page, added.outline) == ("added", 3, OUTLINE)


def test_a_letter_that_is_not_scored_has_no_operations() -> None:
    letter = plain(coverage=None)
    assert steps(letter) == ()
    assert order_change(letter) is None


def test_the_operations_table_has_a_row_an_item() -> None:
    frame = operations_frame([plain("An Giang"), plain("Cà Mau")])
    assert len(frame) == 2 * len(TITLES)
    assert set(frame["operation"]) == {"kept", "dropped"}
    assert list(operations_frame([]).columns) == list(frame.columns)


# --- order -----------------------------------------------------------------------------------


def in_order(*ids: str) -> dict[str, Any]:
    quotes = {"I.1": EASE, "I.2": HARD, "II.1": PAPERS, "II.2": NEWS, "II.3": PRIZE}
    return report("Lào Cai", [said(id, quotes[id]) for id in ids])


@pytest.mark.parametrize(
    ("ids", "inversions"),
    [
        (("I.1", "I.2", "II.1", "II.2", "II.3"), 0),
        (("I.2", "I.1", "II.1", "II.2", "II.3"), 1),
        (("II.3", "I.1", "I.2", "II.1", "II.2"), 4),
        (("II.3", "II.2", "II.1", "I.2", "I.1"), 10),
        (("II.1", "II.3", "I.2"), 2),
    ],
)
def test_order_is_kendalls_tau(ids: tuple[str, ...], inversions: int) -> None:
    change = order_change(in_order(*ids))
    assert change is not None
    assert change.inversions == inversions
    assert change.sequence == tuple((id,) for id in ids)
    wanted = kendalltau(range(len(ids)), [ids.index(i) for i in sorted(ids)]).statistic
    assert change.tau == pytest.approx(wanted, abs=TOLERANCE)


def test_merged_items_make_no_pair() -> None:
    both = "1. Thuận lợi và khó khăn"
    items = [
        said("I.1", EASE, heading="merged", printed=both),
        said("I.2", HARD, heading="merged", printed=both),
        said("II.1", PAPERS),
    ]
    change = order_change(report("Lào Cai", items))
    assert change is not None
    assert (change.pairs, change.inversions) == (2, 0)
    assert change.sequence == (("I.1", "I.2"), ("II.1",))


def test_one_heading_has_no_order() -> None:
    change = order_change(in_order("I.2"))
    assert change is not None and change.tau is None
    frame = order_frame([in_order("I.2"), in_order("I.2", "I.1")])
    assert frame["tau"].isna().tolist() == [True, False]
    assert frame["sequence"].tolist() == ["I.2", "I.2 I.1"]


# --- places ----------------------------------------------------------------------------------


def test_a_heading_is_found_over_a_line_break_and_before_its_text() -> None:
    pages = ["Đề cương gồm: 1. Thuận lợi, 2. Khó khăn.", f"1. Thuận\nlợi\n{EASE}\n1. Thuận lợi"]
    flow = flow_of(plain(pages=pages))
    at = place_of(flow, said("I.1", EASE, page=2))
    assert at == flow.text.index("1. Thuận lợi Toàn")
    assert at is not None and flow.page(at) == 2


@pytest.mark.parametrize("words", ["", "   ", "không có trong văn bản"])
def test_what_is_not_there_is_not_found(words: str) -> None:
    flow = flow_of(plain())
    assert flow.find(words) is None
    assert flow.find_before(words, 10) is None


def test_a_quote_of_an_earlier_page_is_found_all_the_same() -> None:
    flow = Flow("một hai ba bốn", (0, 8))
    assert flow.find("hai", 2) == 4
    assert [flow.page(at) for at in (0, 7, 8, 13)] == [1, 1, 2, 2]


def test_syllables_know_their_place() -> None:
    text = "Đã mở 112 hội nghị; còn 3 xã (17%) chưa mở."
    found = syllables(text)
    assert all(text[a:b].lower() == word for word, a, b in found)
    assert [word for word, _, _ in found][:4] == ["đã", "mở", "112", "hội"]
    assert all(b <= c for (_, _, b), (_, c, _) in pairwise(found))


# --- likeness --------------------------------------------------------------------------------


def test_those_who_treat_the_outline_alike_stand_together() -> None:
    renamed = [
        said("I.1", EASE, heading="renamed", printed="1. Mặt mạnh"),
        said("I.2", HARD, heading="renamed", printed="2. Mặt yếu"),
    ]
    reports = [
        plain("An Giang"), report("Bắc Ninh", renamed), plain("Cà Mau"),
        report("Đà Nẵng", renamed),
    ]  # fmt: skip
    tree = profile_tree(reports)
    assert tree.distances[0][2] == tree.distances[1][3] == 0.0
    assert tree.distances[0][1] == pytest.approx(5 / len(TITLES))
    together = [sorted(pair) for pair in (tree.order[:2], tree.order[2:])]
    assert sorted(together) == [[0, 2], [1, 3]]
    frame = similarity_frame(tree)
    assert (frame.to_numpy().diagonal() == 1.0).all()
    assert frame.index.tolist() == [reports[n]["file"] for n in tree.order]


@pytest.mark.parametrize("n", [0, 1])
def test_too_few_letters_make_no_tree(n: int) -> None:
    tree = profile_tree([plain()] * n)
    assert tree.merges == () and tree.order == tuple(range(n))


def test_reports_of_other_outlines_are_far() -> None:
    other = plain("Cà Mau")
    other["coverage"]["outline"] = "khác"
    assert profile_tree([plain(), other]).distances[0][1] == 1.0


def test_wording_brings_copies_together() -> None:
    alone = report("Sơn La", [said("I.1", "Tỉnh miền núi, có đường biên giới dài 274 km.")])
    tree = wording_tree([plain("An Giang"), alone, plain("Cà Mau")])
    assert tree.distances[0][2] < 0.3
    assert tree.distances[0][1] == tree.distances[1][2] == 1.0
