"""The register's sheets read back, and what must hold for any corpus and list."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline.cli import main
from pipeline.compile.contract import read_documents
from pipeline.compile.labels import LABELS
from pipeline.compile.missing import Roll, who_reported
from pipeline.compile.register import make_register
from pipeline.compile.register.phrases import say_day, say_field, say_letter
from pipeline.compile.register.sheets import write_register_book
from pipeline.compile.register.words import REGISTER
from pipeline.compile.tables import name_of
from pipeline.errors import ExitCode
from pipeline.knowledge.reporters import ReporterList, load_reporters, reporter_named
from pipeline.text import fold
from tests.compile_letters import hostile_letter, value
from tests.register_letters import OUTLINE, guideline, report

UNSURE = {"review": True, "confidence": 0.5}
LETTERS = [
    guideline("Gửi báo cáo trước ngày 31/5/2022."),
    report("a.pdf", stamp="2022-06-02", seed=1),
    report("b.pdf", seed=1),
    report("c.pdf", "Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu", "2022-05-31", "7/BC-UBND"),
    report(
        "d.pdf", "Ủy ban nhân dân tỉnh Yên Bái", "Yên Bái", "2022-05", None,
        fields={"number_symbol": value(None, source="blank")},
    ),
    report(
        "e.pdf", None, "Cà Mau", "2022-05-12", "9/BC-UBND",
        fields={"issuer": value("Ủy ban nhân dân tỉnh Cà Mau", **UNSURE)},
    ),
    report("g.pdf", status="failed", kind="unknown", coverage=None, folder=None, fields={}),
]  # fmt: skip


def rolls(*lists: ReporterList) -> tuple[Any, list[Roll]]:
    made = make_register(LETTERS, [OUTLINE])
    return made, [who_reported(made, made.campaigns[0], asked) for asked in lists]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    made, found = rolls(load_reporters("34-provinces"))
    write_register_book(made, found, out / "register" / "register.xlsx", out, "vi")
    return out / "register" / "register.xlsx"


def rows(path: Path, sheet: str) -> list[dict[str, Any]]:
    frame = pd.read_excel(path, sheet_name=sheet, dtype=object, keep_default_na=False)
    return frame.to_dict("records")  # type: ignore[return-value]


def test_each_letter_has_its_row(book: Path) -> None:
    found = {r["Tệp"]: r for r in rows(book, "Sổ đăng ký")}
    assert set(found) == {d["file"] for d in LETTERS}
    assert [r["TT"] for r in rows(book, "Sổ đăng ký")] == list(range(1, len(LETTERS) + 1))
    late = found["a.pdf"]
    assert (late["Theo ngày văn bản"], late["Theo dấu đến"]) == ("trước hạn", "sau hạn")
    assert (late["So với hạn"], late["Ngày sau hạn"]) == ("sau hạn (dấu đến)", 2)
    assert late["Ngày đến"] == dt.datetime(2022, 6, 2)
    assert found["b.pdf"]["Trùng, bản khác"] == "trùng số, ngày, cơ quan với a.pdf"
    assert found["c.pdf"]["Cần xem"].startswith("Đúng ngày hạn")
    assert found["d.pdf"]["Số, ký hiệu"] == "(để trống)"
    assert found["d.pdf"]["Ngày ban hành"] == "05/2022"
    assert found["e.pdf"]["Cần xem"] == "Chưa chắc cơ quan ban hành"
    assert found["g.pdf"]["Cần xem"] == "Có phần không đọc được"
    assert found["hướng dẫn.txt"]["So với hạn"] == ""


def test_who_has_reported(book: Path) -> None:
    found = {r["Cơ quan phải báo cáo"]: r for r in rows(book, "Ai đã gửi")}
    assert len(found) == 34
    assert found["Ủy ban nhân dân tỉnh Sơn La"]["Tình trạng"] == "đã gửi"
    assert found["Ủy ban nhân dân tỉnh Sơn La"]["Báo cáo đã có"] == "15/BC-UBND, 20/05/2022"
    part = found["Ủy ban nhân dân tỉnh Lào Cai"]
    assert (part["Tình trạng"], part["Còn thiếu"]) == ("mới có một phần", "Lào Cai")
    asked = found["Ủy ban nhân dân tỉnh Cà Mau"]
    assert asked["Tình trạng"] == "cần xác nhận"
    assert "tên đọc chưa chắc" in asked["Cần người trả lời"]
    assert found["Ủy ban nhân dân tỉnh An Giang"]["Tình trạng"] == "CHƯA GỬI"


def test_columns_that_say_the_same_on_every_row_are_left_out(tmp_path: Path) -> None:
    for lists, there in (
        ((load_reporters("63-provinces"),), set()),
        ((load_reporters("34-provinces"),), {"Còn thiếu"}),
        ((load_reporters("63-provinces"), load_reporters("ministries")), {"Danh sách"}),
    ):
        made, found = rolls(*lists)
        write_register_book(made, found, tmp_path / "r.xlsx", tmp_path, "vi")
        columns = {*rows(tmp_path / "r.xlsx", "Ai đã gửi")[0]}
        assert columns & {"Còn thiếu", "Danh sách", "Đợt"} == there


def test_everything_to_check_is_on_one_sheet(book: Path) -> None:
    told = [(r["Đơn vị"], r["Câu hỏi"]) for r in rows(book, "Việc cần xem")]
    assert ("Ủy ban nhân dân tỉnh Lai Châu", LABELS["check.on_day"][0]) in told
    assert ("Ủy ban nhân dân tỉnh Sơn La", "Có phần không đọc được") in told  # g.pdf
    assert sum("tên đọc chưa chắc" in question for _, question in told) == 1


def test_the_summary_names_every_source(book: Path) -> None:
    sheet = load_workbook(book)["Tổng quan"]
    text = "\n".join(str(row[0].value) for row in sheet.iter_rows() if row[0].value)
    assert "bc-90: Sơ kết phong trào “Công sở xanh”" in text
    assert "Hạn gửi: 31/05/2022 (tệp đề cương bc-90)" in text
    assert "Hạn gửi: 31/05/2022 (hướng dẫn.txt, tr. 2: “trước ngày 31/5/2022”)" in text
    assert "gửi trước hạn: 1 · đúng ngày hạn: 1 · sau hạn: 1 · không rõ ngày: 1" in text


def test_the_book_is_the_same_bytes_and_holds_no_formula(tmp_path: Path) -> None:
    made = make_register([*LETTERS, hostile_letter()], [OUTLINE])
    bad = ReporterList("=1+1", "=HYPERLINK(1)", "=1", (reporter_named("=cmd|' /C calc'!A0"),))
    found = [who_reported(made, made.campaigns[0], bad)]
    for name in ("a.xlsx", "b.xlsx"):
        write_register_book(made, found, tmp_path / name, tmp_path, "vi")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    cells = [c for s in load_workbook(tmp_path / "a.xlsx") for row in s.iter_rows() for c in row]
    assert "=cmd|' /C calc'!A0" in {c.value for c in cells}
    assert not [c for c in cells if c.data_type == "f"]


@pytest.mark.parametrize(
    ("iso", "told"),
    [("2022-05-31", "31/05/2022"), ("2022-05", "05/2022"), ("2022", "2022"), ("", "")],
)
def test_days_as_vietnamese_write_them(iso: str, told: str) -> None:
    assert say_day(iso) == told


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, "15/BC-UBND, 20/05/2022"),
        ({"day": None}, "15/BC-UBND"),
        ({"number": None}, "a.pdf 20/05/2022"),
        ({"number": None, "day": None}, "a.pdf"),
    ],
)
def test_letters_as_people_call_them(more: dict[str, Any], told: str) -> None:
    assert say_letter(report("a.pdf", **more)) == told


@pytest.mark.parametrize(
    ("source", "told"),
    [("blank", "(để trống)"), ("unreadable", "(không đọc được)"), ("absent", ""), ("read", "")],
)
def test_why_a_value_is_not_there(source: str, told: str) -> None:
    letter = report("a.pdf", fields={"incoming_date": value(None, source=source)})
    assert say_field(letter, "incoming_date", "vi") == told


def test_words_have_both_languages_and_none_is_overridden() -> None:
    assert all(vietnamese and english for vietnamese, english in REGISTER.values())
    assert {key: LABELS[key] for key in REGISTER} == REGISTER


PROVINCES = [r.province or "" for r in load_reporters("63-provinces").reporters]
BODIES = st.sampled_from(("Ủy ban nhân dân", "Sở Nội vụ", "Sở Y tế", "Ủy ban nhãn dấm"))


@st.composite
def letters(draw: st.DrawFn) -> list[dict[str, Any]]:
    found = []
    for n in range(draw(st.integers(1, 8))):
        province = draw(st.sampled_from(PROVINCES[:6]))
        issuer = f"{draw(BODIES)} tỉnh {province}" if draw(st.booleans()) else None
        day = draw(st.sampled_from((None, "2022-05", "2022-05-20", "2022-06-07", "2025-08-01")))
        number = draw(st.sampled_from((None, "1/BC-UBND", f"{n + 2}/BC-UBND")))
        kind = draw(st.sampled_from(("report", "report", "plan", "unknown")))
        more: dict[str, Any] = {"kind": kind} | ({} if kind == "report" else {"coverage": None})
        found.append(report(f"{n}.pdf", issuer, province, day, number, seed=n % 5, **more))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(letters(), st.sampled_from(("63-provinces", "34-provinces")))
def test_nobody_is_counted_on_a_guess(documents: list[dict[str, Any]], name: str) -> None:
    made = make_register(documents, [OUTLINE])
    assert sorted(str(r.document["file"]) for r in made.rows) == sorted(
        str(d["file"]) for d in documents
    )
    for campaign in made.campaigns:
        roll = who_reported(made, campaign, load_reporters(name))
        assert len(roll.standings) == len(load_reporters(name).reporters)
        counted = [str(d["file"]) for s in roll.standings for d in s.letters]
        assert len(counted) == len(set(counted))  # a letter counts for one reporter
        for standing in roll.standings:
            assert (standing.state in ("reported", "partly")) == bool(standing.letters)
            assert standing.state != "question" or standing.questions
            for letter in standing.letters:
                assert letter["kind"] == "report"
                assert letter["coverage"] is not None
                assert fold(name_of(letter)).startswith("uy ban nhan dan tinh")
        told = {*counted, *(str(d["file"]) for d in roll.unlisted)}
        told |= {str(q.document["file"]) for s in roll.standings for q in s.questions}
        assert {str(r.document["file"]) for r in made.reports(campaign)} <= told  # none is lost


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(letters(), st.randoms(use_true_random=False))
def test_the_order_of_letters_does_not_matter(documents: list[dict[str, Any]], random: Any) -> None:
    shuffled = list(documents)
    random.shuffle(shuffled)
    assert make_register(shuffled, [OUTLINE]) == make_register(documents, [OUTLINE])


@pytest.mark.ocr  # no page is read, but the whole pipeline is loaded
def test_a_real_run_is_registered(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text letters through the whole pipeline: the deadline comes from the guideline's words."""
    monkeypatch.setenv("VANBAN_WORKERS", "1")
    (tmp_path / "in").mkdir()
    for name in ("hd-1187-btdkt", "bc-so-tttt-phu-yen"):
        shutil.copy(root / "data" / "gold" / f"{name}.txt", tmp_path / "in")
    shutil.copy(root / "data" / "gold" / "bc-so-tttt-phu-yen.txt", tmp_path / "in" / "lần hai.txt")
    out = tmp_path / "out"
    assert main(["run", str(tmp_path / "in"), "--out", str(out)]) == ExitCode.OK
    made = make_register(read_documents(out / "documents.jsonl"))
    (campaign,) = made.campaigns
    read = campaign.deadlines[-1]
    assert (read.source, read.file) == ("guideline", "hd-1187-btdkt.txt")
    assert read.day == campaign.outline.deadline
    assert not campaign.contradicted
    (one,) = made.reports(campaign)
    assert one.verdict == "met"
    assert [r.twin.how for r in made.rows if r.twin] == ["bytes"]
    assert len(rows(out / "compliance.xlsx", "Sổ đăng ký")) == 3
    capsys.readouterr()
