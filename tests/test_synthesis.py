"""What a synthesis says, before it is set in type."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.compile.synthesis import Passage, Section, Source, compose
from pipeline.compile.synthesis.groups import content_words, group_alike
from pipeline.compile.synthesis.lines import tally, totals
from pipeline.compile.synthesis.select import best, choose, facts_of, quotes_of, worth
from pipeline.compile.synthesis.totals import add_up
from pipeline.knowledge.synthesis import synthesis_words
from pipeline.records import Outline, OutlineItem
from tests.adaptation_letters import OUTLINE, TITLES, absent, count, report, said

RECORD = Outline(
    OUTLINE, "Sơ kết 03 năm xây dựng cơ quan kiểu mẫu", "12/HD-ABC", None, "2022-05-31",
    ("report",), tuple(OutlineItem(id, title) for id, title in TITLES.items()),
)  # fmt: skip
FIGURE = "Toàn tỉnh có 20 sở, ngành với 22.460 cán bộ, công chức."
PAPER = "Ủy ban nhân dân tỉnh ban hành Kế hoạch số 12/KH-UBND ngày 05/8/2019 với 15 đầu việc."
VAGUE = "Công tác này được quan tâm thường xuyên."
TRAIN = "Đề nghị Trung ương mở lớp tập huấn nghiệp vụ cho người làm thi đua."
TRAIN_TOO = "Kiến nghị Bộ Nội vụ mở lớp tập huấn riêng ở miền núi trong quý III."
MONEY = "Bố trí kinh phí sửa nhà ở tập thể tại các cửa khẩu."


def section(documents: list[dict[str, Any]], id: str, limit: int = 5) -> Section:
    made = compose(documents, RECORD, limit)
    return next(s for s in made.sections if s.id == id)


# --- states and counts -----------------------------------------------------------------------


def test_each_report_is_in_one_state() -> None:
    documents = [
        report("An Giang", [said("I.1", FIGURE)]),
        report("Bến Tre", [said("I.1", VAGUE, content="thin")]),
        report("Cà Mau", [absent("I.1")]),
        report("Đắk Lắk", [absent("I.1", review=True)]),
    ]
    found = section(documents, "I.1")
    states = [[s.name.partition("tỉnh ")[2] for s in part] for part in
              (found.full, found.thin, found.absent, found.unsure)]  # fmt: skip
    assert states == [["An Giang"], ["Bến Tre"], ["Cà Mau"], ["Đắk Lắk"]]
    assert found.reports == 4
    assert tally(found) == (
        "2/4 báo cáo có nội dung: 1 có dữ kiện cụ thể, 1 nêu chung chung. "
        "1 báo cáo máy chưa chắc là không có, cần kiểm tra."
    )


def test_sections_come_in_the_order_of_the_outline() -> None:
    made = compose([report("An Giang", [said("I.1", FIGURE)])], RECORD)
    assert [s.id for s in made.sections] == list(TITLES)
    assert [s.id for s in made.sections if not s.leaf] == ["I", "II", "III"]
    assert all(not s.passages and not s.groups for s in made.sections if not s.leaf)


def test_the_same_file_counts_once_and_other_outlines_not_at_all() -> None:
    one = report("An Giang", [said("I.1", FIGURE)])
    copy = {**one, "file": "bản sao.pdf"}
    other = report("Cà Mau", [said("I.1", FIGURE)])
    other["coverage"]["outline"] = "khác"
    plan = report("Hà Nội", [], coverage=None)
    assert len(compose([one, copy, other, plan], RECORD).sources) == 1


def test_doubtful_fields_and_several_reports_of_one_sender_are_told() -> None:
    first = report("An Giang", [said("I.1", FIGURE)], number="4", date="2022-05-02")
    later = report("An Giang", [said("I.1", PAPER)], number="9", date="2022-05-30")
    later["fields"]["date"]["review"] = True
    made = compose([first, later], RECORD)
    assert [s.again for s in made.sources] == [True, True]
    assert {s.symbol: s.unsure for s in made.sources} == {"4/BC-UBND": (), "9/BC-UBND": ("date",)}
    (quoted,) = next(s for s in made.sections if s.id == "I.1").passages
    assert quoted.source.symbol == "9/BC-UBND"  # the later version speaks for its sender


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ([], ""),
        ([("a", count(12, "tập thể", "", award="Bằng khen")),
          ("b", count(3, "tập thể", "", award="Bằng khen"))],
         "Bằng khen: 15 tập thể (02 báo cáo)"),
        # two of one report are one report
        ([("a", count(5, "văn bản", "")), ("a", count(2, "văn bản", ""))],
         "07 văn bản (01 báo cáo)"),
        # a range keeps both its ends
        ([("a", count(2, "mô hình", "", count_max=3)), ("b", count(10, "mô hình", ""))],
         "12 đến 13 mô hình (02 báo cáo)"),
        # kinds of awards apart, in Vietnamese order
        ([("a", count(1200, "cá nhân", "", award="Giấy khen")),
          ("a", count(30, "cá nhân", "", award="Bằng khen")),
          ("a", count(4, "tập thể", "", award="Bằng khen"))],
         "Bằng khen: 30 cá nhân (01 báo cáo), 04 tập thể (01 báo cáo); "
         "Giấy khen: 1.200 cá nhân (01 báo cáo)"),
    ],
)  # fmt: skip
def test_totals(stated: list[tuple[str, dict[str, Any]]], wanted: str) -> None:
    assert totals(add_up(stated)) == wanted


amounts = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.integers(0, 500), st.sampled_from(["hội nghị", "mô hình"])
    ),
    max_size=12,
)


@given(amounts)
def test_nothing_is_lost_or_made_up_in_adding(rows: list[tuple[str, int, str]]) -> None:
    found = add_up((file, count(n, unit, "")) for file, n, unit in rows)
    assert sum(t.low for t in found) == sum(t.high for t in found) == sum(n for _, n, _ in rows)
    assert all(1 <= t.reports <= 3 for t in found)


def test_quantities_stand_under_their_item_and_ceilings_apart() -> None:
    stated = [
        count(12, "tập thể", "II.3", award="Bằng khen"),
        count(3, "tập thể", "II.3", ceiling=True),
        count(7, "mô hình", "phụ lục"),
    ]
    made = compose([report("An Giang", [said("II.3", PAPER)], quantities=stated)], RECORD)
    awards = next(s for s in made.sections if s.id == "II.3")
    assert [(t.unit, t.low) for t in awards.totals] == [("tập thể", 12)]
    assert [(t.unit, t.low) for t in awards.ceilings] == [("tập thể", 3)]
    assert [(t.unit, t.low) for t in made.loose] == [("mô hình", 7)]


# --- passages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (FIGURE, ("figure",)),
        (PAPER, ("figure", "document")),
        ("Việc này thực hiện theo Chỉ thị số 05-CT/TW của Bộ Chính trị.", ("document",)),
        ("Xã Dực Yên lập nhóm để trả lời người dân.", ("name",)),
        ("Ngay từ đầu, mô hình “Ngày không hẹn” được duy trì.", ("name",)),
        ("Từ ngày 01/7/2021, hồ sơ được luân chuyển điện tử.", ("document",)),
        (VAGUE, ()),
        ("Các phòng ở đây đều được ấm áp, ổn định như ở nhà.", ()),
        (VAGUE.upper(), ()),
    ],
)
def test_facts(text: str, wanted: tuple[str, ...]) -> None:
    assert set(wanted) <= set(facts_of(text))
    assert wanted or facts_of(text) == ()


def test_the_whole_clause_with_most_facts_speaks_for_a_report() -> None:
    verdict = said(
        "I.1", VAGUE, FIGURE, PAPER, "và 31 đầu mối, 15 phòng, theo Quyết định số 2/QĐ-X"
    )
    passages = quotes_of(verdict, Source("a", "A", "", "", 1.0))
    chosen = best(passages)
    assert chosen is not None and chosen.text == PAPER
    assert best([]) is None
    assert worth(PAPER) > worth(FIGURE) > worth(VAGUE) > worth("và 31 đầu mối, 15 phòng")


@pytest.mark.parametrize("scrap", ["Không.", "công vụ.", "Trân trọng báo cáo./."])
def test_a_scrap_is_no_statement(scrap: str) -> None:
    assert quotes_of(said("I.1", scrap), Source("a", "A", "", "", 1.0)) == []


@pytest.mark.parametrize(
    ("first", "second", "top", "wanted"),
    [
        # a clause over a page break, with the page number between its halves
        ("Quyết định được tách thành 19 đầu", "2 việc, mỗi việc có hạn.", "2",
         ["Quyết định được tách thành 19 đầu việc, mỗi việc có hạn."]),
        # a figure at the top of a page that prints no number stays
        ("Tỉnh tặng Bằng khen cho", "3 tập thể và 12 cá nhân.", "3 tập thể và 12",
         ["Tỉnh tặng Bằng khen cho 3 tập thể và 12 cá nhân."]),
        # what was ended is not joined
        ("Đã mở 12 hội nghị ở cơ sở.", "2 Còn ba xã chưa mở hội nghị.", "2",
         ["Đã mở 12 hội nghị ở cơ sở.", "Còn ba xã chưa mở hội nghị."]),
    ],
)  # fmt: skip
def test_a_clause_over_a_page_break(first: str, second: str, top: str, wanted: list[str]) -> None:
    verdict = said("I.1", first)
    verdict["evidence"].append({"page": 2, "box": None, "quote": second})
    pages = [f"ĐẦU TRANG\n{first}", f"{top}\n{second}"]
    found = quotes_of(verdict, Source("a", "A", "", "", 1.0), pages)
    assert [p.text for p in found] == wanted
    assert found[0].page == 1


def test_a_quote_that_was_cut_shows_it() -> None:
    long = ("Đã rà soát, sửa đổi nội quy " * 20)[:400]
    (passage,) = quotes_of(said("I.1", long), Source("a", "A", "", "", 1.0))
    assert passage.text.endswith("…") and passage.text[:-1] in " ".join(long.split())


def passage(file: str, text: str, review: bool = False) -> Passage:
    return Passage(text, Source(file, file, "", "", 1.0), 1, facts_of(text), review)


def test_what_many_say_word_for_word_is_quoted_once() -> None:
    copies = [passage(file, FIGURE.upper() if file == "b" else FIGURE) for file in "abc"]
    assert [p.source.file for p in choose(copies, 2, Counter())] == ["a"]
    documents = [report(f"Tỉnh {n}", [said("III.3", TRAIN)], number=str(n)) for n in range(3)]
    (group,) = section(documents, "III.3").groups
    assert (group.reports, len(group.passages), len(group.more)) == (3, 1, 2)


def test_those_quoted_less_come_first_among_equals() -> None:
    three = [passage(file, f"{FIGURE[:-1]}, {n} xã.") for n, file in enumerate("abc")]
    used = Counter({"a": 2})
    assert [p.source.file for p in choose(three, 2, used)] == ["b", "c"]
    assert used == {"a": 2, "b": 1, "c": 1}
    assert choose(three, 0, Counter()) == three
    assert (
        choose([passage("a", FIGURE, True), passage("b", FIGURE)], 1, Counter())[0].review is False
    )


def test_a_section_quotes_a_sender_once_and_names_the_rest() -> None:
    names = ("An Giang", "Bến Tre", "Cà Mau")
    documents = [report(p, [said("I.1", VAGUE, f"{FIGURE} Ở {p}.")]) for p in names]
    found = section(documents, "I.1", limit=2)
    assert len(found.passages) == len({p.source.name for p in found.passages}) == 2
    assert len(found.also) == 1
    assert section(documents, "I.1", limit=0).also == ()


def test_a_thin_answer_is_named_and_not_quoted() -> None:
    found = section([report("An Giang", [said("I.1", VAGUE, content="thin")])], "I.1")
    assert found.passages == () and len(found.thin) == 1


def test_doubt_goes_with_the_passage() -> None:
    why = "Chữ mờ ở trang 2."
    found = section([report("An Giang", [said("I.1", FIGURE, review=True, why=why)])], "I.1")
    assert [(p.review, p.why) for p in found.passages] == [(True, why)]


# --- groups ----------------------------------------------------------------------------------


def test_proposals_alike_stand_together_largest_first() -> None:
    documents = [
        report("An Giang", [said("III.3", TRAIN)]),
        report("Bến Tre", [said("III.3", MONEY)]),
        report("Cà Mau", [said("III.3", TRAIN_TOO)]),
    ]
    groups = section(documents, "III.3").groups
    assert [(g.reports, len(g.passages)) for g in groups] == [(2, 2), (1, 1)]
    assert groups[0].words == ("mở lớp tập huấn",)
    assert groups[1].words == ()
    assert {p.text for p in groups[0].passages} == {TRAIN, TRAIN_TOO}


def test_one_report_alone_makes_no_group() -> None:
    found = section([report("An Giang", [said("III.3", TRAIN, TRAIN_TOO)])], "III.3")
    assert [(g.words, len(g.passages)) for g in found.groups] == [((), 2)]


def test_the_name_of_a_group_is_in_its_members_own_words() -> None:
    for words, passages in group_alike([passage("a", TRAIN), passage("b", TRAIN_TOO)]):
        for phrase in words:
            assert sum(phrase in p.text.lower() for p in passages) >= 2


def test_a_long_group_says_what_it_left_out() -> None:
    documents = [
        report(f"Tỉnh {n}", [said("III.3", f"{TRAIN[:-1]}, {n} lớp.")], number=str(n))
        for n in range(1, 7)
    ]
    (group,) = section(documents, "III.3", limit=2).groups
    assert (group.reports, len(group.passages), len(group.more)) == (6, 2, 4)


def test_boilerplate_is_no_likeness() -> None:
    """Both name the movement, the body asked and the time to come; neither speaks of the other."""
    common = "Đề nghị Ban Thi đua - Khen thưởng Trung ương trong thời gian tới tiếp tục"
    two = [passage("a", f"{common} mở lớp tập huấn."), passage("b", f"{common} cấp phần mềm.")]
    assert [words for words, _ in group_alike(two)] == [()]
    assert content_words(common) == ("|",) * len(content_words(common))


@pytest.mark.parametrize("texts", [[], ["Đề nghị tiếp tục thực hiện Phong trào thi đua."]])
def test_nothing_to_group(texts: list[str]) -> None:
    groups = group_alike([passage("a", t) for t in texts])
    assert [len(ps) for _, ps in groups] == [1] * len(texts)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Tồn tại, hạn chế", True),
        ("Những khó khăn, vướng mắc", True),
        ("Một số bài học kinh nghiệm", True),
        ("ĐỀ XUẤT, KIẾN NGHỊ", True),
        ("Kiến nghị", True),
        ("Nguyên nhân của tồn tại", False),
        ("Kết quả đạt được", False),
        ("Công tác tuyên truyền, nêu rõ kinh nghiệm", False),
        ("", False),
    ],
)
def test_which_items_are_grouped(title: str, wanted: bool) -> None:
    assert synthesis_words().is_grouped(title) is wanted
