"""``vanban register`` as people and scripts meet it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

from pipeline.cli import main
from pipeline.compile.contract import write_documents
from pipeline.errors import ExitCode
from pipeline.knowledge.outlines import all_outlines, dump_outline
from tests.compile_letters import HOSTILE, value
from tests.register_letters import OUTLINE, guideline, report

LETTERS = [
    guideline("Các tỉnh gửi báo cáo về Ban trước ngày 31 tháng 5 năm 2022."),
    report("sơn la.pdf", day="2022-05-20", stamp="2022-06-02"),
    report("sơn la (bản chụp).jpg", day="2022-05-20", seed="sơn la.pdf"),
    report("lai châu.pdf", "Sở Nội vụ tỉnh Lai Châu", "Lai Châu", "2022-05-12", "7/BC-SNV"),
    report(
        "bộ y tế.pdf", None, None, "2022-05-31", "9/BC-BYT",
        fields={"issuer": value("Bộ Y tế", review=True, confidence=0.4)},
    ),
]  # fmt: skip


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_documents(LETTERS, tmp_path / "out" / "documents.jsonl")
    (tmp_path / "bc-90.yaml").write_text(dump_outline(OUTLINE), encoding="utf-8")
    return tmp_path / "out"


def arguments(out: Path, *more: str) -> list[str]:
    return ["register", str(out), "--outline", str(out.parent / "bc-90.yaml"), *more]


def test_the_register_in_the_terminal(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--reporters", "63-provinces", "--no-reminders")
    assert main(arguments(out, *more)) == ExitCode.OK
    text = capsys.readouterr().out
    for part in (
        "Hạn gửi: 31/05/2022 (tệp đề cương bc-90)",
        "“trước ngày 31 tháng 5 năm 2022”",
        "Báo cáo (bỏ bản trùng, bản cũ): 3 · gửi trước hạn: 1 · đúng ngày hạn: 1 · sau hạn: 1",
        "đã gửi 1, một phần 0, cần xác nhận 1, chưa gửi 61",
        "Sở Nội vụ tỉnh Lai Châu gửi: có phải báo cáo của tỉnh không?",
        "Ủy ban nhân dân tỉnh Cà Mau",
        "Báo cáo của cơ quan ngoài danh sách (1): Bộ Y tế",
        "Chưa chắc cơ quan ban hành",
    ):
        assert part in " ".join(text.split())
    assert "register.xlsx" in text


def test_the_files_it_leaves(out: Path, tmp_path: Path) -> None:
    names = "Sơn La\nLai Châu\nCà Mau\nBạc Liêu\n"
    (tmp_path / "ds.csv").write_text(names, encoding="utf-8-sig")
    assert main(arguments(out, "--reporters", str(tmp_path / "ds.csv"))) == ExitCode.OK
    book = load_workbook(out / "register" / "register.xlsx")
    assert book.sheetnames == ["Tổng quan", "Sổ đăng ký", "Ai đã gửi", "Việc cần xem"]
    cells = [c for row in book["Sổ đăng ký"].iter_rows() for c in row if c.hyperlink]
    links = {str(c.hyperlink.target).replace("\\", "/") for c in cells}
    assert "../letters/sơn%20la/index.html" in links
    rows = pd.read_excel(out / "register" / "register.xlsx", sheet_name="Ai đã gửi", dtype=object)
    states = dict(zip(rows["Cơ quan phải báo cáo"], rows["Tình trạng"], strict=True))
    assert states == {
        "Ủy ban nhân dân tỉnh Bạc Liêu": "CHƯA GỬI",
        "Ủy ban nhân dân tỉnh Cà Mau": "CHƯA GỬI",
        "Ủy ban nhân dân tỉnh Lai Châu": "cần xác nhận",
        "Ủy ban nhân dân tỉnh Sơn La": "đã gửi",
    }
    roll = pd.read_parquet(out / "register" / "tables" / "reporters.parquet")
    assert sorted(roll["standing"]) == ["missing", "missing", "question", "reported"]
    drafts = sorted((out / "register" / "reminders" / "bc-90-ds").glob("*.docx"))
    assert [p.name for p in drafts] == [
        "01-uy-ban-nhan-dan-tinh-bac-lieu.docx", "02-uy-ban-nhan-dan-tinh-ca-mau.docx",
    ]  # fmt: skip


def test_a_persons_list_deadline_and_folder(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ds.txt").write_text("Sơn La\nCà Mau\nUBND tỉnh Sơn La\n", encoding="utf-8")
    more = ("--reporters", str(tmp_path / "ds.txt"), "--deadline", "15/6/2022", "--no-reminders")
    assert main(arguments(out, *more, "-o", str(tmp_path / "sổ"))) == ExitCode.OK
    said = capsys.readouterr()
    assert "Hạn gửi: 15/06/2022 (người dùng đặt)" in said.out
    assert "Các nguồn nêu hạn khác nhau" in said.out
    assert "gửi trước hạn: 3" in said.out
    assert "Danh sách ds nêu hai lần: Ủy ban nhân dân tỉnh Sơn La" in said.err
    assert sorted(p.name for p in (tmp_path / "sổ").iterdir()) == ["register.xlsx", "tables"]


def test_english(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ("--lang", "en", "--reporters", "ministries", "--no-reminders")
    assert main(arguments(out, *more)) == ExitCode.OK
    text = capsys.readouterr().out
    assert "Deadline: 31/05/2022 (outline file bc-90)" in text
    assert "Ministries, ministry-level and government agencies: 0 reported" in text
    assert "to be confirmed" in text


def test_without_a_list_it_says_so(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments(out)) == ExitCode.OK
    assert "Chưa có danh sách ai phải báo cáo" in capsys.readouterr().out
    assert not (out / "register" / "reminders").exists()


def test_without_a_campaign_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = report("kế hoạch.pdf", kind="plan", coverage=None)
    write_documents([plan], tmp_path / "documents.jsonl")
    assert main(["register", str(tmp_path)]) == ExitCode.OK
    assert "Không có đợt báo cáo nào" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        (["--reporters", "65-provinces"], ExitCode.USAGE, "34-provinces, 63-provinces, ministries"),
        (["--reporters", "none.txt"], ExitCode.USAGE, "none.txt"),
        (["--deadline", "31/2/2022"], ExitCode.USAGE, "31/2/2022"),
        (["--outline", "none.yaml"], ExitCode.USAGE, "none.yaml"),
    ],
)
def test_what_is_wrong_is_said(
    more: list[str], code: int, word: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments(out, *more)) == code
    said = capsys.readouterr()
    assert word in said.err
    assert said.out == ""
    assert not (out / "register").exists()


def test_no_results_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["register", str(tmp_path)]) == ExitCode.NO_INPUT
    assert "documents.jsonl" in capsys.readouterr().err


def test_one_deadline_for_two_campaigns_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [o.name for o in all_outlines() if o.applies_to][:2]
    letters = []
    for n, name in enumerate(names):
        made: dict[str, Any] = report(f"{n}.pdf", number=f"{n}/BC-UBND")
        letters.append({**made, "coverage": {**made["coverage"], "outline": name}})
    write_documents(letters, tmp_path / "documents.jsonl")
    assert main(["register", str(tmp_path), "--deadline", "1/6/2022"]) == ExitCode.USAGE
    assert "--outline" in capsys.readouterr().err
    assert (
        main(
            [
                "register",
                str(tmp_path),
                "--outline",
                names[0],
                "--deadline",
                "1/6/2022",
                "--no-reminders",
            ]
        )
        == 0
    )


def test_text_of_letters_is_no_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = report(f"[red]{HOSTILE[:8]}.pdf", issuer="[bold]Sở[/bold] =1+1", number="[/]")
    write_documents([bad], tmp_path / "out" / "documents.jsonl")
    (tmp_path / "bc-90.yaml").write_text(dump_outline(OUTLINE), encoding="utf-8")
    more = ("--reporters", "34-provinces", "--no-reminders")
    assert main(arguments(tmp_path / "out", *more)) == ExitCode.OK
    assert "[bold]Sở[/bold]" in capsys.readouterr().out.replace("\n", "")
    book = load_workbook(tmp_path / "out" / "register" / "register.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f"]


def test_a_second_run_gives_the_same_files(out: Path) -> None:
    (out / "ds.txt").write_text("Sơn La\nCà Mau\nBạc Liêu\n", encoding="utf-8")
    made = []
    for _ in range(2):
        assert main(arguments(out, "--reporters", str(out / "ds.txt"))) == ExitCode.OK
        files = sorted(p for p in (out / "register").rglob("*") if p.is_file())
        made.append({p: p.read_bytes() for p in files})
    assert made[0] == made[1]
    assert sum(p.suffix == ".docx" for p in made[0]) == 2
