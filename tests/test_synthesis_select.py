"""Which words stand for a letter, case by case."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compile.synthesis.model import Passage, Source
from pipeline.compile.synthesis.select import best, choose, facts_of, is_statement, quotes_of, worth
from pipeline.text import fold
from tests.adaptation_letters import said

TEXTS = (
    "Đã mở 12 hội nghị quán triệt ở cả ba cấp.",
    "Chủ tịch tỉnh ký Chỉ thị số 09/CT-UBND ngày 05/3/2020 về kỷ luật.",
    "Thị xã Nghĩa Lộ có mô hình “Chính quyền thân thiện”.",
    "Việc này được quan tâm và chỉ đạo thường xuyên.",
    "và 31 đầu mối bên trong đã được sắp xếp lại",
)


def sent(file: str, text: str, review: bool = False) -> Passage:
    return Passage(text, Source(file, file, "", "", 1.0), 1, facts_of(text), review)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # documents: the symbol's many forms, and dates
        ("theo Quyết định số 733/QĐ-TTg", {"document"}),
        ("theo Nghị định số 91/2017/NĐ-CP", {"document"}),
        ("theo Chỉ thị số 34-CT/TW", {"document"}),
        ("từ ngày 12 tháng 5 năm nay", {"document"}),
        ("họp ngày 19/10/2020", {"document"}),
        # figures: not those of a document
        ("có 12 xã", {"figure"}),
        ("đạt 99,4% hồ sơ", {"figure"}),
        ("Kế hoạch số 12/KH-UBND gồm 15 đầu việc", {"document", "figure"}),
        # names: of places, of models; not the first word of a sentence
        ("Huyện Lục Yên duy trì lịch tiếp dân", {"name"}),
        ("Mô hình “Ngày không hẹn” được nhân rộng", {"name"}),
        ("Nơi nào làm tốt thì dân tin", set()),
        ("CÔNG TÁC TUYÊN TRUYỀN", set()),
        # Vietnamese small letters with marks are no capitals
        ("được ấm áp, ổn định và ý nghĩa", set()),
        ("", set()),
    ],
)
def test_facts(text: str, wanted: set[str]) -> None:
    assert set(facts_of(text)) == wanted


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        # a whole sentence before the rest of one
        ("Đã mở 12 hội nghị.", "mở 12 hội nghị ở ba cấp theo Kế hoạch số 12/KH-UBND."),
        # more kinds of facts before a longer text
        ("Huyện Lục Yên mở 12 hội nghị.", "Đã mở 12 hội nghị quán triệt ở tất cả các cấp."),
        # the longer of two equals
        ("Đã mở 12 hội nghị ở ba cấp.", "Đã mở 12 hội nghị."),
        # one that was cut off is not whole
        ("Đã mở hội nghị.", "Đã mở 12 hội nghị " * 30),
    ],
)
def test_one_quote_before_another(better: str, worse: str) -> None:
    assert worth(better) > worth(worse)
    assert best([sent("a", worse), sent("a", better)]) == sent("a", better)


def test_length_counts_only_so_far() -> None:
    """Nobody is quoted for being wordy: beyond sixty words longer is no better."""
    sixty = " ".join(["Từ"] * 60) + "."
    assert worth(sixty)[2] == worth(f"{sixty[:-1]} nữa.")[2] == 60


def test_the_earlier_of_two_equals() -> None:
    twins = [sent("a", "Đã mở 12 hội nghị."), sent("a", "Đã lập 12 đoàn xe.")]
    assert len(twins[0].text) == len(twins[1].text)
    assert best(twins) == twins[0]


passages = st.lists(
    st.builds(
        sent,
        st.sampled_from(["a", "b", "c", "d", "e", "f"]),
        st.sampled_from(TEXTS),
        st.booleans(),
    ),
    max_size=10,
)


@given(passages, st.integers(0, 6))
def test_a_choice_is_within_the_limit_and_in_order(given_: list[Passage], limit: int) -> None:
    chosen = choose(given_, limit, Counter())
    assert len(chosen) <= (limit or len(given_))
    places = [next(k for k, p in enumerate(given_) if p is c) for c in chosen]
    assert places == sorted(places)
    texts = [fold(p.text) for p in chosen]
    assert len(texts) == len(set(texts))


@given(passages, st.integers(1, 6))
def test_no_better_passage_is_left_behind(given_: list[Passage], limit: int) -> None:
    """Whole clauses with more facts come first; what is left out is no better, or said."""
    chosen = choose(given_, limit, Counter())
    said_ = {fold(p.text) for p in chosen}
    for left in given_:
        if fold(left.text) in said_ or not chosen:
            continue
        worst = min(worth(p.text)[:2] for p in chosen)
        assert worth(left.text)[:2] <= worst


@given(passages)
def test_what_was_quoted_is_counted(given_: list[Passage]) -> None:
    used: Counter[str] = Counter()
    chosen = choose(given_, 3, used)
    assert used == Counter(p.source.file for p in chosen)


def test_sure_before_doubtful_among_equals() -> None:
    text = TEXTS[0]
    pair = [sent("a", text, review=True), sent("b", text)]
    assert choose(pair, 1, Counter()) == [pair[1]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Không.", False), ("công vụ hằng ngày.", False), ("Đã mở 12 hội nghị.", True), ("", False)],
)
def test_statements(text: str, wanted: bool) -> None:
    assert is_statement(text) is wanted


def test_a_clause_may_run_over_three_pages() -> None:
    verdict = said("I.1", "Đã mở 12 hội nghị ở")
    for page, quote in ((2, "cả ba cấp, mời hơn"), (3, "ba nghìn người nghe.")):
        verdict["evidence"].append({"page": page, "box": None, "quote": quote})
    (found,) = quotes_of(verdict, Source("a", "A", "", "", 1.0), ["", "", ""])
    assert found.text == "Đã mở 12 hội nghị ở cả ba cấp, mời hơn ba nghìn người nghe."
    assert found.page == 1


def test_two_clauses_of_one_page_are_not_joined() -> None:
    verdict = said("I.1", "Đã mở 12 hội nghị ở ba cấp", "và lập 04 đoàn kiểm tra ở huyện.")
    assert len(quotes_of(verdict, Source("a", "A", "", "", 1.0))) == 2


def test_white_space_of_the_scan_is_not_kept() -> None:
    (found,) = quotes_of(said("I.1", "Đã mở\n 12  hội\tnghị ở xã."), Source("a", "A", "", "", 1.0))
    assert found.text == "Đã mở 12 hội nghị ở xã."
