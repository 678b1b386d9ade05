"""A letter among others: those that cite it, and the order of its office's register."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letter import FIELDS
from pipeline.letter.cited_by import InCorpus, cited_by
from pipeline.letter.corpus import hear_corpus
from pipeline.letter.register_order import Row, broken, order
from pipeline.letter.values import read, without
from pipeline.reading.plain import read_plain
from pipeline.records import Letter, Reference, Value

NOTHING = read_plain("Không có gì.")
ABSENT = without("absent", 0.9)
ISSUER = "Sở Xây dựng tỉnh Hà Giang"


def known(value: str, sure: float = 0.9, *, review: bool = False) -> Value:
    return replace(read(NOTHING, value, None, sure), review=review)


def lost(raw: str | None = None) -> Value:
    return replace(without("unreadable", 0.8, "đọc không chắc", raw=raw), review=True)


def letter(
    number: str | Value = "15",
    date: str | Value = "2020-06-03",
    *,
    symbol: str = "KH-SXD",
    issuer: str = ISSUER,
) -> Letter:
    fields = dict.fromkeys(FIELDS, ABSENT)
    fields["number"] = known(number) if isinstance(number, str) else number
    fields["date"] = known(date) if isinstance(date, str) else date
    fields["symbol"], fields["issuer"] = known(symbol), known(issuer)
    whole = f"{fields['number'].value}/{symbol}"
    unread = fields["number"].value is None
    fields["number_symbol"] = lost() if unread else known(whole, 0.81)
    return Letter("plan", 0.9, fields, ())


def cites(
    symbol: str | None = "15/KH-SXD",
    date: str | None = "2020-06-03",
    issuer: str | None = ISSUER,
    *,
    sure: float = 0.95,
    inferred: bool = False,
    findings: tuple[str, ...] = (),
) -> Reference:
    return Reference(
        symbol, "Kế hoạch", date, issuer, sure, (), findings=findings, issuer_inferred=inferred
    )


def report(*references: Reference, file: str = "bc.pdf") -> InCorpus:
    other = letter("7", "2021-01-05", symbol="BC-STP", issuer="Sở Tư pháp tỉnh Hà Giang")
    return InCorpus(file, other, references)


PLAN = InCorpus("kh.pdf", letter())


# --- cited by others ------------------------------------------------------------------------------

# (the reference, whether it means the plan of 3 June 2020)
MEANT = [
    (cites(), True),
    (cites(symbol="15/kh-sxd"), True),
    (cites(symbol="015/KH-SXD"), True),
    # the issuer is only guessed, or not told: the day must be the same
    (cites(inferred=True), True),
    (cites(issuer=None), True),
    (cites(issuer=None, date="2020-06-04"), False),
    # the same number of the year before, or of nobody knows when
    (cites(date="2019-06-03"), False),
    (cites(date=None), False),
    # another office's, another number, another kind
    (cites(issuer="Sở Xây dựng tỉnh Cao Bằng"), False),
    (cites(symbol="16/KH-SXD"), False),
    (cites(symbol="15/BC-SXD"), False),
    # badly read, or at odds with itself
    (cites(sure=0.5), False),
    (cites(findings=("date",)), False),
    (cites(symbol=None), False),
    (cites(symbol="Luật Xây dựng"), False),
]


@pytest.mark.parametrize(("reference", "meant"), MEANT)
def test_which_references_mean_a_letter(reference: Reference, meant: bool) -> None:
    witnesses, _ = cited_by([PLAN, report(reference)])
    assert bool(witnesses) == meant


def test_a_letter_that_is_cited_rightly_is_surer() -> None:
    plan, other = hear_corpus([PLAN, report(cites())])
    for field in ("number", "symbol", "date"):
        assert plan.fields[field].confidence > PLAN.letter.fields[field].confidence
        assert "bc.pdf" in str(plan.fields[field].why)
        assert plan.fields[field].value == PLAN.letter.fields[field].value
    assert plan.fields["number_symbol"].confidence == pytest.approx(0.96 * 0.96)
    assert other.fields["number"] == known("7")


def test_a_letter_that_is_cited_with_another_day_is_looked_at() -> None:
    plan, _ = hear_corpus([PLAN, report(cites(date="2020-06-13"))])
    date = plan.fields["date"]
    assert (date.value, date.review) == ("2020-06-03", True)
    assert "2020-06-13" in str(date.why) and date.confidence < 0.9


def test_most_who_cite_decide_and_a_draw_says_nothing() -> None:
    wrong = report(cites(date="2020-06-13"), file="a.pdf")
    right = [report(cites(), file="b.pdf"), report(cites(), file="c.pdf")]
    assert not hear_corpus([PLAN, wrong, *right])[0].fields["date"].review
    assert hear_corpus([PLAN, wrong, right[0]])[0] is PLAN.letter


def test_many_who_cite_are_counted_once() -> None:
    few = hear_corpus([PLAN, report(cites())])[0].fields["date"]
    many = hear_corpus([PLAN, *(report(cites(), file=f"{n}.pdf") for n in range(6))])[0]
    assert many.fields["date"].confidence == few.confidence
    assert "và 3 tệp khác" in str(many.fields["date"].why)


def test_a_letter_does_not_vouch_for_itself() -> None:
    alone = replace(PLAN, references=(cites(),))
    assert hear_corpus([alone])[0] is PLAN.letter


def test_who_cites_tells_what_could_not_be_read_but_supplies_nothing() -> None:
    no_number = InCorpus("kh.pdf", letter(lost()))
    number = hear_corpus([no_number, report(cites())])[0].fields["number"]
    assert (number.value, number.source, number.review) == (None, "unreadable", True)
    assert "ghi 15" in str(number.why)
    no_day = InCorpus("kh.pdf", letter(date=lost("ngày ? tháng 6 năm 2020")))
    date = hear_corpus([no_day, report(cites())])[0].fields["date"]
    assert (date.value, date.source) == (None, "unreadable") and "2020-06-03" in str(date.why)
    other_month = InCorpus("kh.pdf", letter(date=lost("ngày ? tháng 7 năm 2020")))
    assert hear_corpus([other_month, report(cites())])[0] is other_month.letter


def test_a_review_mark_stays_whoever_cites() -> None:
    marked = InCorpus("kh.pdf", letter(known("15", 0.8, review=True)))
    number = hear_corpus([marked, report(cites())])[0].fields["number"]
    assert number.confidence > 0.85 and number.review


# --- the register ---------------------------------------------------------------------------------


def rows(*pairs: tuple[int, str]) -> list[Row]:
    return [Row(n, number, date, f"{n}.pdf") for n, (number, date) in enumerate(pairs)]


# (number and day of each letter, the places of those that break the order)
REGISTERS = [
    ([(1, "2020-01-02"), (9, "2020-01-09"), (30, "2020-02-01")], []),
    # several on one day, and the same letter twice
    ([(1, "2020-01-02"), (2, "2020-01-02"), (2, "2020-01-02")], []),
    # a month misread: it alone disturbs
    ([(1, "2020-01-02"), (9, "2020-08-09"), (30, "2020-02-01"), (44, "2020-03-01")], [1]),
    # a number misread
    ([(1, "2020-01-02"), (90, "2020-01-09"), (30, "2020-02-01"), (44, "2020-03-01")], [1]),
    # of two alone either may be wrong
    ([(5, "2020-03-01"), (6, "2020-02-01")], [0, 1]),
    ([(7, "2020-03-01")], []),
    ([], []),
]


@pytest.mark.parametrize(("pairs", "wrong"), REGISTERS)
def test_what_breaks_the_order(pairs: list[tuple[int, str]], wrong: list[int]) -> None:
    assert sorted(row.n for row, _ in broken(rows(*pairs))) == wrong


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 28)), max_size=12))
def test_what_is_left_is_in_order(pairs: list[tuple[int, int]]) -> None:
    made = rows(*((number, f"2020-01-{day:02d}") for number, day in pairs))
    found = broken(made)
    wrong = {row.n for row, _ in found}
    kept = sorted((r for r in made if r.n not in wrong), key=lambda r: (r.number, r.date))
    for low, high in pairwise(kept):
        assert low.date <= high.date or low.number == high.number
    for row, other in found:
        assert (row.number - other.number) * ((row.date > other.date) - (row.date < other.date)) < 0


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 28)), max_size=12), st.randoms())
def test_the_order_of_files_does_not_matter(pairs: list[tuple[int, int]], chance: object) -> None:
    made = rows(*((number, f"2020-01-{day:02d}") for number, day in pairs))
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert {r.n for r, _ in broken(made)} == {r.n for r, _ in broken(mixed)}


SERIES = [("a.pdf", letter("3", "2020-02-01")), ("b.pdf", letter("8", "2020-04-01"))]


def test_a_letter_out_of_order_is_looked_at() -> None:
    late = ("c.pdf", letter("5", "2020-09-01"))
    more = ("d.pdf", letter("10", "2020-05-01"))
    said = order([*SERIES, late, more])
    assert set(said) == {2}
    assert {d.field for d in said[2]} == {"number", "date"} and said[2][0].broken
    assert "số 5 nhỏ hơn số 8 (b.pdf) mà ngày lại sau (2020-04-01)" in said[2][0].why
    corpus = [InCorpus(file, one) for file, one in [*SERIES, late, more]]
    heard = hear_corpus(corpus)
    assert heard[2].fields["number"].review and heard[2].fields["date"].review
    assert heard[2].fields["number_symbol"].review
    assert (heard[2].fields["number"].value, heard[2].fields["date"].value) == ("5", "2020-09-01")
    assert [heard[n] is corpus[n].letter for n in (0, 1, 3)] == [True, True, True]


# another symbol, issuer or year has another register; what is doubtful is no witness
APART = [
    letter("5", "2020-09-01", symbol="BC-SXD"),
    letter("5", "2020-09-01", issuer="Sở Y tế tỉnh Hà Giang"),
    letter("5", "2021-01-01"),
    letter(known("5", 0.6, review=True), "2020-09-01"),
    letter("5", known("2020-09-01", 0.6, review=True)),
    letter("5", "2020-09"),
]


@pytest.mark.parametrize("other", APART)
def test_letters_that_are_of_no_register(other: Letter) -> None:
    assert order([*SERIES, ("c.pdf", other)]) == {}


def test_an_unreadable_number_lies_between_its_neighbours() -> None:
    said = order([*SERIES, ("c.pdf", letter(lost(), "2020-03-05"))])
    (hint,) = said[2]
    assert (hint.field, hint.broken) == ("number", False)
    assert "sau số 3 ngày 2020-02-01" in hint.why and "trước số 8 ngày 2020-04-01" in hint.why
    heard = hear_corpus(
        [InCorpus(f, one) for f, one in [*SERIES, ("c.pdf", letter(lost(), "2020-03-05"))]]
    )
    number = heard[2].fields["number"]
    assert (number.value, number.source) == (None, "unreadable") and "sổ đăng ký" in str(number.why)


def test_an_unreadable_day_lies_between_its_neighbours() -> None:
    written = lost("ngày ? tháng 3 năm 2020")
    said = order([*SERIES, ("c.pdf", letter("5", written))])
    (hint,) = said[2]
    assert hint.field == "date" and "sau số 3 ngày 2020-02-01" in hint.why
    assert order([*SERIES, ("c.pdf", letter("5", lost("ngày ? tháng ? năm ?")))]) == {}
    assert order([*SERIES, ("c.pdf", letter("5", lost("ngày ? tháng 3 năm 2021")))]) == {}


def test_the_last_of_a_register_has_one_neighbour() -> None:
    ((hint,),) = order([*SERIES, ("c.pdf", letter(lost(), "2020-12-05"))]).values()
    assert "sau số 8" in hint.why and "trước" not in hint.why


def test_a_blank_number_stays_blank() -> None:
    blank = without("blank", 0.95)
    corpus = [InCorpus(f, one) for f, one in [*SERIES, ("c.pdf", letter(blank, "2020-03-05"))]]
    assert hear_corpus([*corpus, report(cites())])[2] is corpus[2].letter


def test_a_suffix_does_not_count() -> None:
    assert order([*SERIES, ("c.pdf", letter("5a", "2020-03-05"))]) == {}


def test_nobody_says_nothing() -> None:
    assert hear_corpus([]) == []
    assert hear_corpus([PLAN]) == [PLAN.letter]
