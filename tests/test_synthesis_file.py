"""The Word file: in the decree's layout, and without a sentence that no letter says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm

from pipeline.cli import main
from pipeline.compile.contract import write_documents
from pipeline.compile.synthesis import compose
from pipeline.compile.synthesis.write import synthesis_bytes
from pipeline.errors import ExitCode
from pipeline.knowledge.synthesis import synthesis_words
from tests.adaptation_letters import OUTLINE, TITLES, absent, count, report, said
from tests.test_synthesis import FIGURE, MONEY, PAPER, RECORD, TRAIN, TRAIN_TOO, VAGUE

EMU_TOLERANCE = 400
"""Word keeps lengths in twentieths of a point (635 EMU)."""
WHY = "Chữ ở trang 1 mờ, chưa chắc là mục này."
NAMES = ("An Giang", "Bến Tre", "Cà Mau", "Đắk Lắk")


def corpus() -> list[dict[str, Any]]:
    """Four reports with every kind of answer."""
    return [
        report("An Giang", [said("I.1", FIGURE), said("II.1", PAPER), said("III.3", TRAIN)],
               quantities=[count(12, "tập thể", "II.3", award="Bằng khen"),
                           count(2, "mô hình", "II.3", count_max=3),
                           count(9, "cá nhân", "II.3", ceiling=True),
                           count(5, "văn bản", "phụ lục")]),
        report("Bến Tre", [said("I.1", PAPER, review=True, why=WHY), said("III.3", TRAIN_TOO)]),
        report("Cà Mau", [said("I.1", VAGUE, content="thin"), said("III.3", MONEY)],
               status="partial"),
        report("Đắk Lắk", [absent("I.1", review=True), absent("III.3")], date="2022-05"),
    ]  # fmt: skip


def made(limit: int = 5) -> Any:
    return Document(BytesIO(synthesis_bytes(compose(corpus(), RECORD, limit), {})))


def paragraphs(document: Any) -> Iterator[str]:
    """Every printed paragraph, those of tables too."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield from (p.text for row in block.rows for c in row.cells for p in c.paragraphs)
        else:
            yield block.text


# --- no sentence that no letter says ---------------------------------------------------------

WHOLE = r"Ủy ban nhân dân tỉnh (?:" + "|".join(NAMES) + ")"
NAME = WHOLE.replace("Ủy ban nhân dân", "UBND")
COUNTED = r"\d[\d.]*(?: đến \d+)? [\w ]+ \(\d+ báo cáo\)"
FILLED = {
    "names": rf"{NAME}(?:; {NAME})*",
    "name": NAME,
    "symbol": r"\d+/BC-UBND",
    "date": r"[\d/]+",
    "totals": rf"(?:[\w ]+: )?{COUNTED}(?:[,;] (?:[\w ]+: )?{COUNTED})*",
    "parts": r"(?:\d+ có dữ kiện cụ thể(?:, \d+ nêu chung chung)?|\d+ nêu chung chung)",
    "words": r"[\w ,]+",
    "title": re.escape(RECORD.title[:1].lower() + RECORD.title[1:]),
    "outline": re.escape(RECORD.guideline or ""),
    "fields": r"[\w, ]+",
    "text": "",
}


def pattern(template: str) -> str:
    """A fixed sentence with room for counts, names and sources only."""
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(
        FILLED.get(part, r"\d+") if n % 2 else re.escape(part) for n, part in enumerate(parts)
    )


def fixed() -> re.Pattern[str]:
    """Everything that the machine may print by itself, and nothing else."""
    words = synthesis_words()
    rows = [
        r for part in (words.frame, words.annexes) for v in part.values() for r in v.split("\n")
    ]
    lines = words.lines
    rows += [lines[k] for k in ("nobody", "totals", "ceilings", "also", "thin", "absent", "alone",
                                "group", "more")]  # fmt: skip
    allowed = [pattern(row) for row in rows]
    allowed += [rf"- {pattern(row)}" for row in words.annexes["method_lines"].split("\n")]
    unsure = rf"(?: {pattern(lines['unsure'])})?"
    allowed.append(pattern(lines["tally"]) + unsure)
    allowed.append(pattern(lines["nobody"]) + unsure)
    check = re.escape(lines["check"])
    allowed.append(rf"{pattern(lines['doubtful'])} {check}")
    where = pattern(lines["source"])
    allowed.append(rf"-  \({where}\)(?: {check})?")  # a passage without its quote
    allowed.append(rf"(?:\w+[.)]|\d+\.) (?:{'|'.join(map(re.escape, TITLES.values()))})")
    cells = (WHOLE, r"[\d/]+", r"\d+/BC-UBND", r"\d*", pattern(words.annexes["partial"]))
    allowed += [*cells, rf"{FILLED['totals']}\."]
    return re.compile("|".join(f"(?:{a})" for a in allowed))


@pytest.mark.parametrize("limit", [1, 5, 0])
def test_every_sentence_is_a_letters_or_fixed(limit: int) -> None:
    spoken = [" ".join(" ".join(d["text"]).split()) for d in corpus()]
    allowed = fixed()
    quoted = 0
    for text in paragraphs(made(limit)):
        rest = text
        if text.startswith("- “"):
            quote = text[3 : text.rindex("” (")]
            assert any(quote in letter for letter in spoken), quote
            rest = "- " + text[text.rindex("” (") + 1 :]
            quoted += 1
        assert allowed.fullmatch(rest), text
    assert quoted >= 4


def test_the_guard_sees_a_sentence_of_its_own() -> None:
    """The test above can fail: praise that no letter says is no fixed sentence."""
    allowed = fixed()
    assert not allowed.fullmatch("Nhìn chung các địa phương thực hiện tốt.")
    assert not allowed.fullmatch("3/4 báo cáo có nội dung: kết quả rất tốt.")
    assert allowed.fullmatch("3/4 báo cáo có nội dung: 3 có dữ kiện cụ thể.")


# --- layout ----------------------------------------------------------------------------------


def test_the_decrees_layout() -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục I: A4, margins 20, 20, 30, 15 mm, number from page two."""
    document = made()
    page = document.sections[0]
    wanted = {"page_width": 21, "page_height": 29.7, "top_margin": 2, "bottom_margin": 2,
              "left_margin": 3, "right_margin": 1.5}  # fmt: skip
    for name, centimetres in wanted.items():
        assert abs(getattr(page, name) - Cm(centimetres)) < EMU_TOLERANCE, name
    assert page.different_first_page_header_footer
    assert "PAGE" in page.header.paragraphs[0]._element.xml
    assert document.styles["Normal"].font.name == "Times New Roman"
    head = [c.text for c in document.tables[0].rows[0].cells]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in head[1]
    assert "[TÊN CƠ QUAN BAN HÀNH]" in head[0] and "Số:" in head[0]
    texts = list(paragraphs(document))
    order = ["BÁO CÁO", "I. TÌNH HÌNH CHUNG", "1. Thuận lợi", "III. ĐÁNH GIÁ, KIẾN NGHỊ",
             "Nơi nhận:", "Phụ lục 1. Báo cáo được tổng hợp"]  # fmt: skip
    places = [texts.index(t) for t in order]
    assert places == sorted(places)


def test_headings_are_headings_for_words_navigation() -> None:
    levels = {p.text: p.style.name for p in made().paragraphs if p.style.name.startswith("Heading")}
    assert levels["II. KẾT QUẢ THỰC HIỆN"] == "Heading 1"
    assert levels["3. Đề xuất, kiến nghị"] == "Heading 2"
    assert len(levels) == len(TITLES)


def test_a_long_list_of_names_is_counted() -> None:
    """Sixty names a paragraph are read by nobody; the workbook has them."""
    many = [report(f"Tỉnh {n}", [said("I.1", FIGURE)], number=str(n)) for n in range(20)]
    file = synthesis_bytes(compose(many, RECORD, 1), {})
    texts = list(paragraphs(Document(BytesIO(file))))
    assert "Có dữ kiện, chưa trích: 19 cơ quan, xem bảng đối chiếu." in texts
    assert "Không có: 20 cơ quan, xem bảng đối chiếu." in texts


def test_blanks_and_doubts_are_marked() -> None:
    document = made()
    cells = (c for t in document.tables for row in t.rows for c in row.cells)
    every = [*document.paragraphs, *(p for c in cells for p in c.paragraphs)]
    marked = {r.text for p in every for r in p.runs if r.font.highlight_color is not None}
    assert {"[TÊN CƠ QUAN BAN HÀNH]", "[cần kiểm tra]", "[Họ và tên]"} <= marked
    assert not any("“" in text for text in marked)


def test_doubt_is_explained_in_the_margin() -> None:
    comments = list(made().comments)
    assert [c.text for c in comments] == [WHY]
    assert all(c.timestamp is None for c in comments)


def test_counts_come_before_passages() -> None:
    texts = list(paragraphs(made()))
    at = texts.index("3. Công tác khen thưởng")
    assert texts[at + 1] == "0/4 báo cáo có nội dung."
    assert texts[at + 2].startswith("Tổng số liệu các báo cáo nêu: 02 đến 03 mô hình (01 báo cáo)")
    assert "Mức tối đa nêu trong báo cáo (không cộng vào tổng): 09 cá nhân" in texts[at + 3]
    assert "05 văn bản (01 báo cáo)." in texts


def test_the_annex_lists_every_report() -> None:
    table = made().tables[-1]
    rows = [[c.text for c in row.cells] for row in table.rows]
    assert [r[1] for r in rows[1:]] == [f"Ủy ban nhân dân tỉnh {name}" for name in NAMES]
    assert rows[3][5] == "có trang không đọc được"
    assert rows[4][3] == "5/2022"
    assert table.rows[0]._tr.xml.count("tblHeader") == 1


def test_the_same_bytes_every_time() -> None:
    from pipeline.compile.plots import plot_scores, to_png

    picture = {"Phân bố điểm": to_png(plot_scores(corpus()), dpi=50)}
    first, second = (synthesis_bytes(compose(corpus(), RECORD), picture) for _ in range(2))
    assert first == second
    with ZipFile(BytesIO(first)) as file:
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.testzip() is None
    document = Document(BytesIO(first))
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == "Phân bố điểm"
    assert shape.width <= document.sections[-1].page_width


def test_a_tall_picture_gets_a_standing_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.compile.plots import annex

    monkeypatch.setattr("pipeline.compile.plots.sets.ROWS_A_PAGE", 24)
    many = [report(f"Tỉnh {n:02d}", [said("I.1", FIGURE)], number=str(n)) for n in range(28)]
    pictures = annex(many, RECORD)
    assert [name[-6:] for name in pictures] == [" (1/2)", " (2/2)", "o cáo)"]
    document = Document(BytesIO(synthesis_bytes(compose(many, RECORD), pictures)))
    lying = [s.orientation == WD_ORIENT.LANDSCAPE for s in document.sections]
    assert lying == [False, False, False, True, True]
    for section, shape in zip(document.sections[2:], document.inline_shapes, strict=True):
        assert shape.height < section.page_height and shape.width < section.page_width


def test_hostile_text_stays_text() -> None:
    bad = "Đã rà soát <w:p/> & ]]> \x00\x0b 12 văn bản, còn 3 văn bản chưa sửa."
    documents = [report("An Giang", [said("I.1", bad, review=True, why="\x07 mờ")])]
    made_of = Document(BytesIO(synthesis_bytes(compose(documents, RECORD), {})))
    assert any("<w:p/> & ]]>" in text for text in paragraphs(made_of))


# --- the command -----------------------------------------------------------------------------


def run(out: Path, *words: str) -> int:
    write_documents(corpus(), out / "documents.jsonl")
    return main(["synthesis", str(out), *words])


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, "--passages", "2") == ExitCode.OK
    told = capsys.readouterr()
    to = tmp_path / "synthesis.docx"
    assert told.out.strip() == str(to)
    assert "4 báo cáo" in told.err and OUTLINE in told.err
    document = Document(str(to))
    assert len(document.inline_shapes) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--outline", "không-có"), ExitCode.USAGE),
        (("--outline", "bc-544"), ExitCode.NO_INPUT),
        (("--passages", "-1"), ExitCode.USAGE),
    ],
)
def test_wrong_words_are_refused(tmp_path: Path, words: tuple[str, ...], code: ExitCode) -> None:
    assert run(tmp_path, *words) == code
    assert not (tmp_path / "synthesis.docx").exists()


def test_no_run_no_synthesis(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["synthesis", str(tmp_path)]) == ExitCode.NO_INPUT
    assert main(["plots", str(tmp_path)]) == ExitCode.NO_INPUT
    assert "documents.jsonl" in capsys.readouterr().err


def test_the_plots_command_writes_both_kinds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_documents(corpus(), tmp_path / "documents.jsonl")
    assert main(["plots", str(tmp_path), "-o", str(tmp_path / "hình")]) == ExitCode.OK
    written = [Path(line) for line in capsys.readouterr().out.split("\n") if line]
    assert {p.suffix for p in written} == {".png", ".svg"}
    assert len(written) == 12 and all(p.stat().st_size > 1000 for p in written)
