"""Wording that letters have in common: what counts, what does not, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.compile.adaptation import (
    passages_frame,
    repeats,
    repeats_frame,
    reuse_among,
    reuse_frame,
    reuse_from,
    shared,
)
from pipeline.compile.adaptation.flow import Flow
from pipeline.compile.adaptation.shingles import FEWEST, SHINGLE, shingle
from pipeline.text import bare
from tests.adaptation_letters import report
from tests.compile_letters import reference

COPIED = (
    "Thủ trưởng cơ quan chịu trách nhiệm đôn đốc việc đeo thẻ, mặc đồng phục và trực tiếp kiểm tra"
    " giờ giấc ở từng phòng"
)
OWN = "Riêng huyện Mường Khương bố trí hai cán bộ biết tiếng Nùng ngồi ở bộ phận một cửa."
OTHER = "Thành phố Vinh lắp camera tại quầy tiếp nhận và công khai số điện thoại của lãnh đạo."


def written(province: str, *pages: str, **more: Any) -> dict[str, Any]:
    return report(province, [], pages=pages, **more)


def passages(one: str, other: str, masks: tuple[str, ...] = ()) -> list[str]:
    here, there = (shingle(Flow(text, (0,)), masks) for text in (one, other))
    return [p.text for p in shared(here, there)]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        # the copied clause, from its first to its last syllable
        (f"{OWN} {COPIED}. {OWN}", f"{OTHER} {COPIED}; {OTHER}", [COPIED]),
        # diacritics, case and punctuation are no difference
        (COPIED, bare(COPIED).upper().replace(",", " -"), [COPIED]),
        # one syllable misread does not break the passage in two
        (COPIED, COPIED.replace("đồng phục", "đông phuc").replace("trực tiếp", "trưc liếp"),
         [COPIED]),
        # too short to prove anything
        ("Đề cao trách nhiệm của người đứng đầu.", "Đề cao trách nhiệm của người đứng đầu.", []),
        (OWN, OTHER, []),
        ("", "", []),
    ],
)  # fmt: skip
def test_shared_passages(one: str, other: str, wanted: list[str]) -> None:
    assert passages(one, other) == wanted
    assert len(passages(other, one)) == len(wanted)


def test_titles_are_nobodys_own_wording() -> None:
    title = "Phong trào thi đua xây dựng cơ quan kiểu mẫu gắn với văn hóa công sở giai đoạn mới"
    assert passages(f"{OWN} {title}.", f"{OTHER} {title}.") != []
    assert passages(f"{OWN} {title}.", f"{OTHER} {title}.", (title,)) == []


SYLLABLES = "an bình công dân đã giao hội khen lập mở nêu".split(" ")  # noqa: SIM905
words = st.lists(st.sampled_from(SYLLABLES), max_size=60)


@settings(max_examples=60, deadline=None)
@given(words, words)
def test_passages_stand_in_both_texts(one: list[str], other: list[str]) -> None:
    """Every passage is cut from its text; and a text shares nothing it has no shingle of."""
    here, there = (shingle(Flow(" ".join(t), (0,))) for t in (one, other))
    for passage in shared(here, there):
        assert passage.text in here.flow.text
        assert passage.other_text in there.flow.text
        assert FEWEST <= passage.syllables <= len(passage.text.split())
    if not here.index.keys() & there.index.keys():
        assert shared(here, there) == ()


@settings(max_examples=40, deadline=None)
@given(words)
def test_a_text_shares_all_of_itself_with_its_copy(one: list[str]) -> None:
    here, there = (shingle(Flow(" ".join(one), (0,))) for _ in range(2))
    found = shared(here, there)
    whole = len(one) >= max(SHINGLE, FEWEST)
    assert sum(p.syllables for p in found) == (len(one) if whole else 0)


def test_reuse_from_a_guideline_says_how_much_and_where() -> None:
    guideline = written("Trung ương", OTHER, f"{COPIED}.", kind="guideline", date="2022-03-01")
    taker = written("Nghệ An", f"{OWN}\n{COPIED}.")
    free = written("Lào Cai", OWN)
    found = reuse_from(guideline, [taker, free, guideline])
    assert [r.file for r in found] == [taker["file"], free["file"]]
    assert found[1].share == 0.0 and found[1].passages == ()
    own = len(COPIED.replace(",", "").split())
    assert found[0].share == pytest.approx(own / (own + 18), abs=0.02)
    (passage,) = found[0].passages
    assert (passage.page, passage.other_page, passage.syllables) == (1, 2, own)
    assert found[0].source_date == "2022-03-01"


def test_reuse_among_reports_goes_both_ways() -> None:
    reports = [written("Nghệ An", COPIED), written("Lào Cai", OWN), written("Hà Nam", COPIED, OWN)]
    pairs = {(r.name[-7:].strip(), r.source_name[-7:].strip()) for r in reuse_among(reports)}
    assert pairs == {
        ("Nghệ An", "Hà Nam"), ("Hà Nam", "Nghệ An"), ("Lào Cai", "Hà Nam"), ("Hà Nam", "Lào Cai"),
    }  # fmt: skip


def test_header_and_citations_are_no_reuse() -> None:
    """Every letter prints the motto, and cites the same decision by its full name."""
    head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    cited = "Quyết định số 999/QĐ-TTg ngày 14/6/2019 của Thủ tướng Chính phủ"
    letters = [
        written(name, f"{head}\n{own} {cited}.", references=[reference("999/QĐ-TTg", raw=cited)])
        for name, own in (("Nghệ An", OTHER), ("Lào Cai", OWN))
    ]
    assert reuse_among(letters) == ()


def test_a_report_that_says_a_thing_twice() -> None:
    once = repeats(written("Nghệ An", f"{OWN}\n{COPIED}. {OTHER}"))
    assert once.passages == () and once.share == 0.0
    twice = repeats(written("Nghệ An", f"{OWN}\n{COPIED}. {OTHER}", f"Như trên. {COPIED}."))
    (passage,) = twice.passages
    assert (passage.text, passage.page, passage.other_page) == (COPIED, 2, 1)
    assert 0.2 < twice.share < 0.5


def test_a_list_of_like_words_does_not_repeat_itself_by_overlap() -> None:
    assert repeats(written("Nghệ An", "mở " * 11)).passages == ()


def test_the_tables() -> None:
    reports = [written("Nghệ An", COPIED), written("Hà Nam", f"{COPIED}. {OWN}")]
    found = reuse_among(reports)
    frame = reuse_frame(found)
    assert frame["share"].tolist() == sorted(frame["share"], reverse=True)
    assert frame["passages"].tolist() == [1, 1]
    shown = passages_frame(found)
    assert set(shown["text"]) == {COPIED}
    assert repeats_frame([written("Nghệ An", COPIED, COPIED)])["page"].tolist() == [2]


def test_empty_tables_keep_their_columns() -> None:
    assert "share" in reuse_frame([]).columns
    assert "other_text" in passages_frame([]).columns
    assert len(repeats_frame([written("Nghệ An", OWN)])) == 0
