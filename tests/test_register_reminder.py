"""Reminders: what they say, what they leave blank, and that nobody's edits are lost."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from pipeline.compile.missing import Roll, who_reported
from pipeline.compile.register import make_register
from pipeline.compile.register.drafts import write_drafts
from pipeline.compile.reminder import BLANK, asking, reminder, reminders
from pipeline.errors import OutputUnwritable
from pipeline.knowledge.reporters import ReporterList, load_reporters, reporter_named
from tests.compile_letters import reference, value
from tests.register_letters import GUIDELINE, OUTLINE, guideline, report

ASKED = guideline("Gửi báo cáo trước ngày 31 tháng 5 năm 2022.")
UNSURE = {"review": True, "confidence": 0.5}


def roll(*letters: dict[str, Any], names: tuple[str, ...] = ("Sơn La", "Lai Châu")) -> Roll:
    made = make_register(list(letters), [OUTLINE])
    listed = ReporterList("ds", "Danh sách", "List", tuple(map(reporter_named, names)))
    return who_reported(made, made.campaigns[0], listed)


def draft(made: Roll, letters: list[dict[str, Any]], at: int = 0) -> Any:
    facts = asking(made.campaign, letters)
    data = reminder(made.standings[at], made.campaign, facts)
    return Document(io.BytesIO(data))


def words(document: Any) -> str:
    cells = [p for t in document.tables for c in t.rows[0].cells for p in c.paragraphs]
    lines = [p.text for p in (*cells, *document.paragraphs)]
    return "\n".join(lines).replace("\u00a0", " ")


def test_a_draft_says_who_asked_what_and_until_when() -> None:
    letters = [ASKED, report("a.pdf", "Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu")]
    made = roll(*letters)
    assert [s.state for s in made.standings] == ["reported", "missing"]
    text = words(draft(made, letters, 1))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "SỞ NỘI VỤ THÀNH PHỐ",
        "BAN THI ĐUA THÀNH PHỐ",
        f"Số: {BLANK}/ABC-{BLANK}",
        f"Hà Nội, ngày {BLANK} tháng {BLANK} năm {BLANK}",
        "Kính gửi: Ủy ban nhân dân tỉnh Sơn La",
        f"Hướng dẫn số {GUIDELINE} ngày 01 tháng 3 năm 2022 của Ban Thi đua thành phố",
        "trước ngày 31 tháng 5 năm 2022",
        "chưa nhận được báo cáo của Ủy ban nhân dân tỉnh Sơn La",
        "“Sơ kết phong trào ‘Công sở xanh’”",
        "Nơi nhận:",
    ):
        assert part in text
    assert "Lai Châu" not in text


def test_the_layout_is_the_decrees() -> None:
    document = draft(roll(ASKED), [ASKED])
    (section,) = document.sections
    assert round(section.page_width.mm) == 210
    assert round(section.page_height.mm) == 297
    assert [round(m.mm) for m in (section.left_margin, section.right_margin)] == [30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    motto = document.tables[0].rows[0].cells[1].paragraphs[0].runs[0]
    assert motto.bold
    assert motto.font.size.pt == 12


def test_blanks_and_doubts_are_marked() -> None:
    document = draft(roll(ASKED), [ASKED])
    runs = [
        r for t in document.tables for c in t.rows[0].cells for p in c.paragraphs for r in p.runs
    ]
    runs += [r for p in document.paragraphs for r in p.runs]
    assert all((r.text == BLANK) == (r.font.highlight_color is not None) for r in runs)
    unsure = {**ASKED, "fields": {**ASKED["fields"], "issuer": value("Ban Thi đua", **UNSURE)}}
    head = draft(roll(unsure), [unsure]).tables[0].rows[0].cells[0].paragraphs[1].runs[0]
    assert head.text == "BAN THI ĐUA"
    assert head.font.highlight_color is not None


def test_without_the_guideline_the_letters_that_cite_it_tell() -> None:
    cited = reference(GUIDELINE, type="Hướng dẫn", date="2022-03-01", issuer="Ban Thi đua tỉnh")
    wrong = reference(GUIDELINE, type="Hướng dẫn", date="2022-03-07", issuer=None)
    letters = [report(f"{n}.pdf", f"Sở {n}", number=f"{n}/BC-S", references=[r])
               for n, r in enumerate((cited, wrong, cited))]  # fmt: skip
    made = roll(*letters)
    facts = asking(made.campaign, letters)
    assert (facts.issuer, facts.date, facts.sure) == ("Ban Thi đua tỉnh", "2022-03-01", False)
    nothing = asking(made.campaign, [])
    assert (nothing.issuer, nothing.date) == ("", "")
    text = words(Document(io.BytesIO(reminder(made.standings[0], made.campaign, nothing))))
    assert f"CƠ QUAN BAN HÀNH {BLANK}" in text
    assert f"ngày {BLANK} tháng {BLANK} năm {BLANK} của {BLANK}" in text


def test_a_unit_of_today_is_reminded_of_what_it_lacks() -> None:
    letter = report("a.pdf", "Ủy ban nhân dân tỉnh Yên Bái", "Yên Bái")
    made = make_register([ASKED, letter], [OUTLINE])
    whole = who_reported(made, made.campaigns[0], load_reporters("34-provinces"))
    drafts = reminders(whole, [ASKED, letter])
    assert len(drafts) == 34
    (name,) = (n for n in drafts if "lao-cai" in n)
    text = words(Document(io.BytesIO(drafts[name])))
    assert "chưa nhận được báo cáo của: Lào Cai (theo đơn vị hành chính" in text


def test_only_the_missing_are_reminded() -> None:
    letters = [ASKED, report("a.pdf"), report("b.pdf", "Sở Nội vụ tỉnh Lai Châu", "Lai Châu")]
    made = roll(*letters, names=("Sơn La", "Lai Châu", "Cà Mau"))
    drafts = reminders(made, letters)
    assert list(drafts) == ["01-uy-ban-nhan-dan-tinh-ca-mau.docx"]
    assert drafts == reminders(made, letters)  # the same bytes


def test_hostile_names_stay_in_their_folder() -> None:
    made = roll(ASKED, names=("../../etc/passwd", "a" * 300, "<w:p/>&"))
    drafts = reminders(made, [ASKED])
    assert all("/" not in name and ".." not in name and len(name) < 100 for name in drafts)
    assert any("<w:p/>&" in words(Document(io.BytesIO(data))) for data in drafts.values())


def test_edited_drafts_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "reminders"
    first = write_drafts(folder, {"a.docx": b"A", "b.docx": b"B", "c.docx": b"C"})
    assert [p.name for p in first.written] == ["a.docx", "b.docx", "c.docx"]
    (folder / "a.docx").write_bytes(b"edited")
    (folder / "own.docx").write_bytes(b"somebody's")
    again = write_drafts(folder, {"a.docx": b"A2", "b.docx": b"B2"})
    assert [p.name for p in again.kept] == ["a.docx"]
    assert (folder / "a.docx").read_bytes() == b"edited"
    assert (folder / "b.docx").read_bytes() == b"B2"
    assert not (folder / "c.docx").exists()  # untouched, and no longer wanted
    assert (folder / "own.docx").exists()


def test_an_edited_draft_that_is_no_longer_wanted_is_told(tmp_path: Path) -> None:
    write_drafts(tmp_path, {"a.docx": b"A"})
    (tmp_path / "a.docx").write_bytes(b"edited")
    for _ in range(2):
        told = write_drafts(tmp_path, {})
        assert [p.name for p in told.over] == ["a.docx"]
        assert (tmp_path / "a.docx").exists()


@pytest.mark.parametrize("notes", [b"{", b"[]", b"\xff"])
def test_broken_notes_make_every_file_somebodys_own(notes: bytes, tmp_path: Path) -> None:
    write_drafts(tmp_path, {"a.docx": b"A"})
    (tmp_path / ".drafts.json").write_bytes(notes)
    told = write_drafts(tmp_path, {"a.docx": b"A2"})
    assert ([p.name for p in told.kept], told.written) == (["a.docx"], ())


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputUnwritable):
        write_drafts(tmp_path / "file", {"a.docx": b"A"})
