"""How letters hang on decisions: directly, through other texts, by the movement's name."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.knowledge.decisions import Decision, KnownText, Movement, load_decisions
from pipeline.language import plain_transcript
from pipeline.records import Cites, Document, Letter, Link, Mention, Reference, Span, Value
from pipeline.references import cites, find_in, link, link_corpus

GREEN = Decision(
    symbol="411/QĐ-TTg",
    type="Quyết định",
    date="2021-04-05",
    issuer="Thủ tướng Chính phủ",
    title="Phát động Phong trào “Công nhân, viên chức chung sức giữ gìn công sở xanh”",
    movement=Movement(
        name="Công nhân, viên chức chung sức giữ gìn công sở xanh",
        who="Công nhân, viên chức",
        core="chung sức giữ gìn công sở xanh",
    ),
    implemented_by=(KnownText("77/HD-BTĐKT", "2023-01-09", None),),
)
NAME = "“Công nhân, viên chức chung sức giữ gìn công sở xanh”"


def verdict(text: str, decision: Decision = GREEN) -> Cites:
    transcript = plain_transcript(text)
    (found,) = cites(find_in(transcript, None, (decision,)), transcript, None, (decision,))
    return found


VERDICTS = [
    # by its symbol, by number and date, with a slip in the date
    ("Quyết định số 411/QĐ-TTg ngày 05/4/2021 của Thủ tướng Chính phủ", "direct", "symbol"),
    ("Quyết định 411 ngày 5 tháng 4 năm 2021 của Thủ tướng Chính phủ", "direct", "symbol"),
    ("Quyết định số 411/QD-TTG", "direct", "symbol"),
    ("Quyết định số 411/QĐ-TTg ngày 05/4/2022", "direct", "symbol"),
    # the number of another year, office or kind is another text
    ("Quyết định số 411/QĐ-TTg ngày 17/3/2015 của Thủ tướng Chính phủ", "none", None),
    ("Quyết định số 411/QĐ-TTg của Bộ Nội vụ", "none", None),
    ("Quyết định số 1411/QĐ-TTg, Quyết định số 411/QĐ-BNV", "none", None),
    # through a text whose subject names the movement, however localities change it
    (f"Kế hoạch số 12/KH-UBND ngày 02/8/2021 về thực hiện phong trào thi đua {NAME}",
     "indirect", "text"),
    ("Kế hoạch số 2/KH-SNV về “Công nhân, viên chức Hà Nam\nchung sức giữ gìn\ncông sở xanh”",
     "indirect", "text"),
    ("Hướng dẫn số 77/HD-BTĐKT ngày 09/01/2023", "indirect", "text"),
    # a text older than the decision can't carry it out; a known text of another day is another
    (f"Kế hoạch số 12/KH-UBND ngày 02/8/2019 về phong trào {NAME}", "indirect", "movement"),
    ("Hướng dẫn số 77/HD-BTĐKT ngày 10/02/2020", "none", None),
    # by name alone, also misread
    (f"hưởng ứng phong trào thi đua {NAME}.", "indirect", "movement"),
    ("phong trào “Công nhân, vỉên chức chung sức giữ gìn công sờ xanh”", "indirect", "movement"),
    ("phong trào thi đua “Huyện Bình An chung sức giừ gìn công sở xanh”", "indirect", "movement"),
    ("phong trào chung sức giữ gìn công sở xanh", "indirect", "movement"),
    # the topic is not the movement
    ("xây dựng công sở xanh, sạch, đẹp; giữ gìn công sở xanh", "none", None),
    ("Các đơn vị đã chung sức giữ gìn công sở xanh.", "none", None),
    ("công nhân, viên chức giữ gìn trật tự; phong trào thi đua yêu nước", "none", None),
    ("“giữ gìn công sở xanh”", "none", None),
    ("", "none", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted", "how"), VERDICTS)
def test_verdicts(text: str, wanted: str, how: str | None) -> None:
    found = verdict(text)
    assert (found.decision, found.verdict) == ("411/QĐ-TTg", wanted)
    assert (found.via[0].how if found.via else None) == how
    for step in found.via:
        assert step.quote
        assert step.place is not None and step.place.page == 1


def test_the_chain_shows_every_step_with_its_page() -> None:
    text = f"Căn cứ\n\fKế hoạch số 12/KH-UBND ngày 02/8/2021 về phong trào {NAME}"
    found = verdict(text)
    assert [(step.how, step.through) for step in found.via] == [
        ("text", "12/KH-UBND"),
        ("movement", None),
    ]
    assert {step.place.page for step in found.via if step.place} == {2}
    assert NAME.strip("“”") in found.via[0].quote


def test_a_decision_without_a_movement_is_only_cited_directly() -> None:
    bare = Decision("411/QĐ-TTg", "Quyết định", "2021-04-05", "Thủ tướng Chính phủ", "Phê duyệt")
    assert verdict("Quyết định số 411/QĐ-TTg", bare).verdict == "direct"
    assert verdict(f"phong trào {NAME}", bare).verdict == "none"


def test_shipped_decisions_are_told_apart() -> None:
    text = (
        "hưởng ứng phong trào thi đua “Cán bộ, công chức, viên chức huyện Yên Sơn thi đua "
        "thực hiện văn hóa công sở”, thực hiện Quyết định số 1256/QĐ-TTg ngày 24/8/2020"
    )
    transcript = plain_transcript(text)
    found = cites(find_in(transcript), transcript)
    assert [(c.decision, c.verdict) for c in found] == [
        ("733/QĐ-TTg", "indirect"),
        ("1256/QĐ-TTg", "direct"),
    ]
    topic = plain_transcript("thực hiện nghiêm các quy định về văn hóa công sở; chuyển đổi số")
    assert {c.verdict for c in cites(find_in(topic), topic)} == {"none"}


def _letter(number: str, issuer: str | None, date: str | None) -> Letter:
    fields = {"number_symbol": Value(number, "read", 1.0)}
    if issuer:
        fields["issuer"] = Value(issuer, "read", 1.0)
    if date:
        fields["date"] = Value(date, "read", 1.0)
    return Letter("plan", 1.0, fields, ())


def _reference(symbol: str, issuer: str | None = None, date: str | None = None) -> Reference:
    mention = Mention(Span(0, 5), f"Văn bản số {symbol}", ())
    return Reference(symbol, "Kế hoạch", date, issuer, 0.9, (mention,))


DIRECT = Cites("411/QĐ-TTg", "direct", (Link("411/QĐ-TTg", "symbol", None, "q", None),))
NONE = Cites("411/QĐ-TTg", "none")
BY_NAME = Cites("411/QĐ-TTg", "indirect", (Link("411/QĐ-TTg", "movement", None, "q", None),))
UBND = "Ủy ban nhân dân tỉnh Hà Nam"
PLAN = ("plan.pdf", _letter("12/KH-UBND", UBND, "2021-08-02"), (), (DIRECT,))


def corpus_verdicts(
    *entries: tuple[str, Letter | None, Sequence[Reference], Sequence[Cites]],
) -> list[Cites]:
    return [cites[0] for cites in link_corpus(entries, (GREEN,))]


def test_a_letter_hangs_on_the_decision_through_a_letter_of_the_corpus() -> None:
    reader = ("report.pdf", None, (_reference("12/KH-UBND", UBND),), (NONE,))
    plan, report = corpus_verdicts(PLAN, reader)
    assert plan == DIRECT
    assert report.verdict == "indirect"
    assert [(s.how, s.through, s.file) for s in report.via] == [("text", "12/KH-UBND", "plan.pdf")]


def test_a_text_link_comes_before_the_movement_s_name() -> None:
    reader = ("report.pdf", None, (_reference("12/KH-UBND", UBND),), (BY_NAME,))
    assert [s.how for s in corpus_verdicts(PLAN, reader)[1].via] == ["text", "movement"]


def test_chains_of_any_length_are_followed() -> None:
    second = (
        "b",
        _letter("5/KH-SNV", "Sở Nội vụ", None),
        (_reference("12/KH-UBND", UBND),),
        (NONE,),
    )
    third = ("c", None, (_reference("5/KH-SNV", "Sở Nội vụ"),), (NONE,))
    assert [c.verdict for c in corpus_verdicts(third, second, PLAN)] == [
        "indirect",
        "indirect",
        "direct",
    ]


OTHERS = [
    _reference("12/KH-UBND", "Ủy ban nhân dân tỉnh Lào Cai"),
    _reference("12/KH-UBND", UBND, "2020-01-01"),
    _reference("12/KH-UBND"),  # a symbol alone: any of 63 provinces has one
    _reference("112/KH-UBND", UBND),
]


@pytest.mark.parametrize("reference", OTHERS)
def test_other_texts_of_the_same_symbol_are_no_links(reference: Reference) -> None:
    assert corpus_verdicts(PLAN, ("r", None, (reference,), (NONE,)))[1] == NONE


def test_letters_that_only_cite_each_other_prove_nothing() -> None:
    one = ("a", _letter("1/KH-UBND", UBND, None), (_reference("2/KH-UBND", UBND),), (NONE,))
    two = ("b", _letter("2/KH-UBND", UBND, None), (_reference("1/KH-UBND", UBND),), (NONE,))
    assert corpus_verdicts(one, two) == [NONE, NONE]


def test_only_the_decisions_asked_about_are_given() -> None:
    other = Cites("5/QĐ-TTg", "direct")
    assert link_corpus([("a", None, (), (DIRECT, other))], (GREEN,)) == [(DIRECT,)]
    assert link_corpus([("a", None, (), (DIRECT, other))]) == [(DIRECT, other)]


def test_documents_are_linked() -> None:
    def document(
        file: str, letter: Letter | None, refs: tuple[Reference, ...], c: Cites
    ) -> Document:
        return Document(file, "0" * 64, "ok", (), 1, ("",), letter, refs, (c,))

    plan = document("plan.pdf", PLAN[1], (), DIRECT)
    report = document("r.pdf", None, (_reference("12/KH-UBND", UBND),), NONE)
    assert [d.cites[0].verdict for d in link((plan, report))] == ["direct", "indirect"]


def test_shipped_decisions_are_asked_about_by_symbol() -> None:
    assert [d.symbol for d in load_decisions(["1256/qd-ttg"])] == ["1256/QĐ-TTg"]
    assert len(load_decisions()) >= 2


BARE = load_decisions(["88/QĐ-UBND"])[0]
BARE_VERDICTS = [
    ("Quyết định số 88/QĐ-UBND ngày 05/4/2021 của UBND tỉnh Hà Nam", "direct"),
    ("88/QD-UBND", "direct"),
    # longer numbers, other codes and years in the symbol are other texts; a number says nothing
    ("Quyết định số 188/QĐ-UBND; Quyết định số 88/QĐ-SNV; số 88/2021/QĐ-UBND", "none"),
    ("Quyết định 88 ngày 05/4/2021 của UBND tỉnh Hà Nam", "none"),
    ("thi đua thực hiện văn hóa công sở", "none"),
]


@pytest.mark.parametrize(("text", "wanted"), BARE_VERDICTS)
def test_a_decision_known_by_its_symbol_alone(text: str, wanted: str) -> None:
    assert verdict(text, BARE).verdict == wanted


def test_chains_lead_to_a_decision_known_by_its_symbol_alone() -> None:
    plan = Cites("88/QĐ-UBND", "direct")
    nothing = Cites("88/QĐ-UBND", "none")
    corpus = (
        ("plan", PLAN[1], (), (plan,)),
        ("report", None, (_reference("12/KH-UBND", UBND),), (nothing,)),
    )
    assert [c[0].verdict for c in link_corpus(corpus, (BARE,))] == ["direct", "indirect"]
