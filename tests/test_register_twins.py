"""Letters that are there twice, later versions, and the register's rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.compile.labels import Lang
from pipeline.compile.register import belongs, make_register
from pipeline.compile.register.figures import register_figures, rolls_of
from pipeline.compile.register.likeness import alike
from pipeline.compile.register.phrases import say_checks, say_deadlines, say_timing, say_twin
from pipeline.compile.register.twins import representative, twins
from pipeline.knowledge.reporters import load_reporters
from tests.compile_letters import value
from tests.pace import least
from tests.register_letters import OUTLINE, body_text, guideline, report

UNSURE = {"review": True, "confidence": 0.5}


def how(*letters: dict[str, Any]) -> dict[str, tuple[str, str]]:
    return {file: (twin.how, twin.file) for file, twin in twins(letters).items()}


def test_the_same_bytes() -> None:
    first, second = report("a.pdf"), report("b.pdf", seed="a.pdf")
    second["sha256"] = first["sha256"]
    assert how(first, second) == {"b.pdf": ("bytes", "a.pdf")}
    first["errors"] = [{"code": "duplicate", "message": "b.pdf", "page": None}]
    assert how(first, second) == {"a.pdf": ("bytes", "b.pdf")}  # as the run itself said


def test_the_same_number_day_and_issuer() -> None:
    assert how(report("a.pdf", seed=1), report("b.txt", seed=1)) == {"b.txt": ("symbol", "a.pdf")}


def test_one_number_for_two_texts_is_a_question() -> None:
    letters = [report("a.pdf", seed=1), report("b.pdf", seed=2)]
    assert how(*letters) == {"a.pdf": ("unordered", "b.pdf"), "b.pdf": ("clash", "a.pdf")}
    assert all(representative(twins(letters))(letter) for letter in letters)


@pytest.mark.parametrize("number", [None, "15/BC-UBND"])
def test_the_same_text_where_the_number_could_not_be_read(number: str | None) -> None:
    scan = report("b.pdf", number=None, seed=1)
    scan["text"][0] = scan["text"][0].replace("cơ quan", "co quan").replace("điện", "diên")
    assert how(report("a.pdf", seed=1, number=number), scan) == {"b.pdf": ("text", "a.pdf")}


def test_the_better_copy_is_the_letter_itself() -> None:
    torn = report("a.pdf", seed=1, status="partial")
    doubtful = report("b.pdf", seed=1, fields={"signer_name": value("Lò Văn An", **UNSURE)})
    clear = report("c.pdf", seed=1)
    assert how(torn, doubtful, clear) == {
        "a.pdf": ("symbol", "c.pdf"), "b.pdf": ("symbol", "c.pdf"),
    }  # fmt: skip


def test_the_copy_that_says_when_it_came_is_the_letter_itself() -> None:
    stamped = report("b.pdf", seed=1, stamp="2022-06-02")
    assert how(report("a.pdf", seed=1), stamped) == {"a.pdf": ("symbol", "b.pdf")}


def test_a_later_version_of_one_report() -> None:
    first = report("a.pdf", day="2022-05-10", seed=1)
    second = report("b.pdf", day="2022-05-25", number="29/BC-UBND", seed=1)
    assert how(first, second) == {"a.pdf": ("superseded", "b.pdf"), "b.pdf": ("latest", "a.pdf")}
    other = report("c.pdf", "Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu", number="3/BC-UBND")
    assert "c.pdf" not in how(first, second, other)


@pytest.mark.parametrize("day", [None, "2022-05", "2022-05-10"])
def test_versions_without_an_order_are_a_question(day: str | None) -> None:
    second = report("b.pdf", day=day, number="29/BC-UBND", seed=2)
    found = how(report("a.pdf", day="2022-05-10", seed=1), second)
    assert {told for told, _ in found.values()} == {"unordered"}


def test_two_bodies_with_one_text() -> None:
    other = report("b.pdf", "Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu", number="3/BC-UBND", seed=1)
    assert how(report("a.pdf", seed=1), other) == {"b.pdf": ("wording", "a.pdf")}


def test_likeness_survives_noise_and_tells_letters_apart() -> None:
    letters = [
        report("a.txt"),
        report("b.txt", text=[body_text(7)]),
        report("c.txt", text=[body_text(7, changed=12)]),
        report("d.txt", text=["Một dòng."]),
        report("e.txt", text=["Một dòng."]),  # too short to prove anything
    ]
    pairs = alike(letters)
    assert set(pairs) == {(1, 2)}
    assert 0.6 < pairs[1, 2] < 1.0


def test_a_hundred_letters_are_compared_quickly() -> None:
    letters = [report(f"{n}.txt") for n in range(100)]
    letters.append(letters[3])
    assert alike(letters) == {(3, 100): 1.0}
    assert least(lambda: alike(letters), 2.0) < 2.0


@pytest.mark.parametrize(
    ("more", "by_date", "by_stamp", "verdict", "basis", "days"),
    [
        ({"day": "2022-05-20"}, "met", None, "met", "date", -11),
        ({"day": "2022-06-02"}, "late", None, "late", "date", 2),
        # signed in time, received late: the deadline is missed on arrival
        ({"day": "2022-05-30", "stamp": "2022-06-03"}, "met", "late", "late", "stamp", 3),
        ({"day": None, "stamp": "2022-05-27"}, "unknown", "met", "met", "stamp", -4),
        # an unreadable stamp leaves the letter's own date
        ({"day": "2022-06-02", "stamp": "2022"}, "late", "unknown", "late", "date", 2),
        ({"day": "2022-05"}, "unknown", None, "unknown", "date", None),
    ],
)
def test_met_or_late_by_date_and_by_stamp(
    more: dict[str, Any], by_date: str, by_stamp: str, verdict: str, basis: str, days: int
) -> None:
    (row,) = make_register([report("a.pdf", **more)], [OUTLINE]).rows
    assert (row.by_date, row.by_stamp) == (by_date, by_stamp)
    assert (row.verdict, row.basis, row.days) == (verdict, basis, days)


@pytest.mark.parametrize(
    ("letter", "checks"),
    [
        (report("a.pdf"), ()),
        (report("a.pdf", kind="unknown", coverage=None), ("kind_unsure",)),
        (report("a.pdf", kind_confidence=0.6), ("kind_unsure",)),
        (report("a.pdf", coverage=None), ("not_linked",)),
        (report("a.pdf", issuer=None), ("issuer_unknown",)),
        (report("a.pdf", fields={"issuer": value("UBND", **UNSURE)}), ("issuer_unsure",)),
        (report("a.pdf", day="2022-05"), ("date_unknown",)),
        (report("a.pdf", fields={"date": value("2022-05-02", **UNSURE)}), ("date_unsure",)),
        (report("a.pdf", day="2022-05-31"), ("on_day",)),
        (report("a.pdf", stamp="2022-05-01"), ("stamp_before_date",)),
        (report("a.pdf", status="partial"), ("not_read",)),
        (report("a.pdf", status="failed", coverage=None, kind="unknown"), ("not_read",)),
    ],
)
def test_what_is_unsure_is_listed(letter: dict[str, Any], checks: tuple[str, ...]) -> None:
    (row,) = make_register([letter], [OUTLINE]).rows
    assert row.checks == checks
    assert len(say_checks(row, "vi").splitlines()) == len(checks)


def test_of_a_copy_nothing_is_asked_again() -> None:
    letters = [report("a.pdf", day="2022-05-31", seed=1), report("b.pdf", day="2022-05-31", seed=1)]
    assert [r.checks for r in make_register(letters, [OUTLINE]).rows] == [("on_day",), ()]


def test_distinct_reports_count_once() -> None:
    letters = [
        report("a.pdf", day="2022-05-10", seed=1),
        report("b.txt", day="2022-05-10", seed=1),
        report("c.pdf", day="2022-05-25", number="29/BC-UBND", seed=2),
        report("d.pdf", kind="plan", coverage=None, number="2/KH-UBND"),
    ]
    made = make_register(letters, [OUTLINE])
    (campaign,) = made.campaigns
    assert [r.document["file"] for r in made.reports(campaign)] == ["c.pdf"]
    assert belongs(letters[3], campaign.name) == "no"
    assert belongs(letters[0], "another") == "no"


def test_campaigns_are_those_with_reports_or_a_guideline() -> None:
    other = replace(OUTLINE, name="bc-91", guideline="91/HD-ABC")
    assert make_register([report("a.pdf", coverage=None)], [OUTLINE]).campaigns == ()
    asked = guideline("Gửi báo cáo trước ngày 30/6/2022.")
    (campaign,) = make_register([asked], [other, OUTLINE]).campaigns
    assert campaign.name == OUTLINE.name
    assert campaign.contradicted
    told = say_deadlines(campaign, "vi")
    assert len(told) == 3
    assert "31/05/2022" in told[0]
    assert "“trước ngày 30/6/2022”" in told[1]


def test_rows_in_words() -> None:
    letters = [report("a.pdf", stamp="2022-06-03", seed=1), report("b.pdf", seed=1)]
    rows = {r.document["file"]: r for r in make_register(letters, [OUTLINE]).rows}
    assert say_timing(rows["a.pdf"], "vi") == "sau hạn (dấu đến)"
    assert say_timing(rows["a.pdf"], "en") == "late (stamp)"
    assert say_twin(rows["b.pdf"].twin, "vi") == "trùng số, ngày, cơ quan với a.pdf"
    assert say_twin(None, "vi") == ""


@pytest.mark.parametrize(
    ("lang", "captions"),
    [
        (
            "vi",
            ["Báo cáo của đợt bc-90, bỏ bản trùng và bản cũ", "gửi trước hạn", "sau hạn"],
        ),
        ("en", ["Reports of bc-90, without duplicates and old versions", "in time", "late"]),
    ],
)
def test_the_registers_figures(lang: Lang, captions: list[str]) -> None:
    letters = [
        report("a.pdf", seed=1),
        report("b.pdf", seed=1),
        report("c.pdf", "Bộ Y tế", None, "2022-07-01", "9/BC-BYT"),
    ]
    made = make_register(letters, [OUTLINE])
    (roll,) = rolls_of(made, [load_reporters("63-provinces")])
    figures = register_figures(made, [roll], lang)
    assert [f.caption(lang).strip() for f in figures[:3]] == captions
    assert [f.value for f in figures] == [2, 1, 1, 63, 1, 62]
    title = roll.reporters.title if lang == "vi" else roll.reporters.title_en
    assert title in figures[3].caption(lang)
    assert rolls_of(made) == []  # nobody asked, and this guideline asks no list
