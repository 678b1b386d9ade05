"""Who has reported: sure matches count, unsure ones are questions, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.compile.missing import Roll, Standing, who_reported
from pipeline.compile.register import make_register
from pipeline.compile.register.phrases import say_question, say_roll
from pipeline.compile.register.sheets import unlisted
from pipeline.knowledge.reporters import Reporter, ReporterList, load_reporters, reporter_named
from tests.compile_letters import value
from tests.register_letters import OUTLINE, report

UNSURE = {"review": True, "confidence": 0.5}


def roll(reporters: ReporterList | list[str], *letters: dict[str, Any]) -> Roll:
    made = make_register(list(letters), [OUTLINE])
    if isinstance(reporters, list):
        rows = tuple(map(reporter_named, reporters))
        reporters = ReporterList("ds", "Danh sách", "List", rows)
    return who_reported(made, made.campaigns[0], reporters)


def standing(made: Roll, name: str) -> Standing:
    (found,) = (s for s in made.standings if name in (s.reporter.name, s.reporter.province))
    return found


OLD, TODAY = load_reporters("63-provinces"), load_reporters("34-provinces")


@pytest.mark.parametrize(
    ("letter", "state", "doubt"),
    [
        (report("a.pdf"), "reported", None),
        (report("a.pdf", "UỶ BAN NHÂN DÂN TỈNH SƠN LA"), "reported", None),
        # a department or the office may have written for the province: a person must say
        (report("a.pdf", "Sở Nội vụ tỉnh Sơn La"), "question", "on_behalf"),
        (report("a.pdf", "Văn phòng Ủy ban nhân dân tỉnh Sơn La"), "question", "on_behalf"),
        # noise in the name of the body, or a doubt about it
        (report("a.pdf", "Ủy ban nhãn dâm tỉnh Sơn La"), "question", "similar_name"),
        (
            report("a.pdf", fields={"issuer": value("Ủy ban nhân dân tỉnh Sơn La", **UNSURE)}),
            "question",
            "issuer_unsure",
        ),
        # the kind or the campaign is not sure
        (report("a.pdf", kind="unknown", coverage=None), "question", "kind_unsure"),
        (report("a.pdf", kind_confidence=0.5), "question", "kind_unsure"),
        (report("a.pdf", coverage=None), "question", "not_linked"),
        # never counted: other kinds, other bodies, nobody
        (report("a.pdf", kind="plan", coverage=None), "missing", None),
        (report("a.pdf", kind="dispatch", coverage=None), "missing", None),
        (report("a.pdf", "Sở Y tế tỉnh Sơn La"), "missing", None),
        (report("a.pdf", "Tòa án nhân dân tỉnh Sơn La"), "missing", None),
        (report("a.pdf", "Ủy ban nhân dân huyện Mộc Châu"), "missing", None),
        (report("a.pdf", issuer=None), "missing", None),
        (report("a.pdf", "Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu"), "missing", None),
        (report("a.pdf", status="failed"), "missing", None),
    ],
)
def test_what_a_letter_makes_of_a_province(
    letter: dict[str, Any], state: str, doubt: str | None
) -> None:
    # a second report keeps the campaign known where the first is none
    other = report("z.pdf", "Bộ Y tế", None, number="9/BC-BYT")
    here = standing(roll(OLD, letter, other), "Sơn La")
    assert here.state == state
    assert [q.doubt for q in here.questions] == ([doubt] if doubt else [])
    assert len(here.letters) == (state == "reported")


def test_reports_from_below_are_shown_and_do_not_count() -> None:
    letters = [
        report("a.pdf", "Sở Y tế tỉnh Sơn La"),
        report("b.pdf", "Bệnh viện Nội tiết", "Sơn La"),
    ]
    made = roll(OLD, *letters)
    assert [d["file"] for d in standing(made, "Sơn La").below] == ["b.pdf", "a.pdf"]
    assert {d["file"] for d in made.unlisted} == {"a.pdf", "b.pdf"}
    parent = {"issuer_parent": value("Bộ Y tế")}
    below = report("c.pdf", "Viện Dinh dưỡng", None, fields=parent)
    assert standing(roll(["Bộ Y tế"], below), "Bộ Y tế").below


def test_copies_and_old_versions_count_once() -> None:
    letters = [
        report("a.pdf", day="2022-05-10", seed=1),
        report("b.txt", day="2022-05-10", seed=1),
        report("c.pdf", day="2022-05-25", number="29/BC-UBND", seed=2),
    ]
    (only,) = standing(roll(OLD, *letters), "Sơn La").letters
    assert only["file"] == "c.pdf"


@pytest.mark.parametrize(
    ("letters", "state", "lacking"),
    [
        ([("Lào Cai", "2022-05-20")], "partly", ("Yên Bái",)),
        ([("Lào Cai", "2022-05-20"), ("Yên Bái", "2022-05-21")], "reported", ()),
        ([("Yên Bái", None)], "partly", ("Lào Cai",)),
        # since the merger, the new unit speaks for all of it
        ([("Lào Cai", "2025-08-01")], "reported", ()),
        ([("Lào Cai", "2025-06-30")], "partly", ("Yên Bái",)),
        ([], "missing", ()),
    ],
)
def test_old_provinces_roll_up_to_those_of_today(
    letters: list[tuple[str, str | None]], state: str, lacking: tuple[str, ...]
) -> None:
    made = roll(
        TODAY,
        report("z.pdf", "Bộ Y tế", None, number="9/BC-BYT"),
        *(
            report(f"{n}.pdf", f"Ủy ban nhân dân tỉnh {p}", p, day)
            for n, (p, day) in enumerate(letters)
        ),
    )
    here = standing(made, "Lào Cai")
    assert (here.state, here.lacking) == (state, lacking)


def test_a_renamed_city_answers_for_its_province() -> None:
    old = report("a.pdf", "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "Thừa Thiên Huế")
    assert standing(roll(TODAY, old), "Huế").state == "reported"
    assert standing(roll(OLD, old), "Thừa Thiên Huế").state == "reported"


def test_a_letter_after_the_merger_is_a_question_for_the_old_province() -> None:
    late = report("a.pdf", "Ủy ban nhân dân tỉnh Lào Cai", "Lào Cai", "2025-08-01")
    made = roll(OLD, late)
    assert standing(made, "Lào Cai").state == "reported"
    assert [q.doubt for q in standing(made, "Yên Bái").questions] == ["merged"]
    transport = report("b.pdf", "Bộ Giao thông vận tải", None, "2025-01-10", "9/BC-BGTVT")
    made = roll(["Bộ Xây dựng"], transport)
    assert [q.doubt for q in made.standings[0].questions] == ["merged"]
    # where the old ministry is on the list itself, its report is its own and asks nothing
    made = roll(["Bộ Xây dựng", "Bộ Giao thông vận tải"], transport)
    assert [s.state for s in made.standings] == ["reported", "missing"]
    assert not made.standings[1].questions


@pytest.mark.parametrize(
    ("line", "issuer", "state"),
    [
        ("Sở TN&MT tỉnh Sơn La", "Sở Tài nguyên và Môi trường tỉnh Sơn La", "reported"),
        ("Trường Mầm non Hoa Mai", "Trường Mầm non Hoa Mai", "reported"),
        ("Trường Mầm non Hoa Mai", "Truong Mam non Hoa Mai", "reported"),  # a typewriter's marks
        ("Trường Mầm non Hoà Bình", "Trường mầm non Hòa Bình", "reported"),
        ("Trường Mầm non Hoa Mai", "Trường Mầm non Hoa Mãi", "question"),
        ("Sở Y tế", "Sở Y tế tỉnh Sơn La", "reported"),  # a province's own list
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh Sơn La", "reported"),
        ("Đại học Tây Bắc", "Trường Đại học Tây Bắc", "question"),
        ("Mộc Châu", "Ủy ban nhân dân huyện Mộc Châu", "question"),
        ("Bộ XD", "Bộ Xây dựng", "question"),
        ("Sở LĐTBXH", "Sở Lao động - Thương binh và Xã hội tỉnh Sơn La", "reported"),
        ("Sở Y tế tỉnh Lai Châu", "Sở Y tế tỉnh Sơn La", "missing"),
        ("Trường THPT số 1", "Trường THPT số 2", "missing"),
        ("Bộ Tài chính", "Bộ Tư pháp", "missing"),
        ("Sở Nội vụ", "Sở Ngoại vụ tỉnh Sơn La", "missing"),
    ],
)
def test_names_on_a_persons_list(line: str, issuer: str, state: str) -> None:
    province = "Sơn La" if "Bộ" not in issuer else None
    assert roll([line], report("a.pdf", issuer, province)).standings[0].state == state


def test_a_name_that_two_provinces_share_is_a_question() -> None:
    letters = [
        report("a.pdf", "Sở Y tế tỉnh Sơn La", "Sơn La"),
        report("b.pdf", "Sở Y tế tỉnh Lai Châu", "Lai Châu", number="4/BC-SYT"),
    ]
    (here,) = roll(["Sở Y tế"], *letters).standings
    assert (here.state, here.letters) == ("question", ())
    assert len(here.questions) == 2


def test_other_names_count_like_the_name() -> None:
    listed = Reporter("Trường Đại học Tây Bắc", aliases=("ĐH Tây Bắc",))
    reporters = ReporterList("ds", "Danh sách", "List", (listed,))
    letter = report("a.pdf", "ĐH Tây Bắc", "Sơn La")
    assert roll(reporters, letter).standings[0].state == "reported"
    # so a person answers the question whether a province's office wrote for it
    office = reporter_named("Sơn La", ("Văn phòng UBND tỉnh Sơn La",))
    reporters = ReporterList("ds", "Danh sách", "List", (office,))
    letter = report("a.pdf", "Văn phòng Ủy ban nhân dân tỉnh Sơn La")
    assert roll(reporters, letter).standings[0].state == "reported"


def test_outsiders_are_on_none_of_the_lists() -> None:
    letters = [
        report("a.pdf"),
        report("b.pdf", "Bộ Y tế", None, number="9/BC-BYT"),
        report("c.pdf", "Hội Sinh vật cảnh", None, number="2/BC-HSVC"),
    ]
    made = make_register(letters, [OUTLINE])
    lists = (OLD, load_reporters("ministries", "2022-05-31"))
    rolls = [who_reported(made, made.campaigns[0], asked) for asked in lists]
    assert [d["file"] for d in unlisted(rolls)] == ["c.pdf"]
    assert unlisted([]) == []


def test_the_roll_in_words() -> None:
    made = roll(OLD, report("a.pdf"), report("b.pdf", "Sở Nội vụ tỉnh Lai Châu", "Lai Châu"))
    assert "đã gửi 1, một phần 0, cần xác nhận 1, chưa gửi 61" in say_roll(made, "vi")
    assert say_roll(made, "en").startswith("63 provinces")
    (question,) = standing(made, "Lai Châu").questions
    assert say_question(question, "vi") == (
        "Sở Nội vụ tỉnh Lai Châu gửi: có phải báo cáo của tỉnh không? (15/BC-UBND, 20/05/2022)"
    )
    names = [s.reporter.province for s in made.standings]
    assert names[:3] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu"]  # Vietnamese order
