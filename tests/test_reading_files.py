"""Word files, plain text, and the text layers of PDFs that deserve trust."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pikepdf
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from pipeline.errors import NotADocument, Truncated
from pipeline.intake import open_source
from pipeline.reading import read_file, read_text_layer
from pipeline.reading.numbering import written
from pipeline.reading.sanity import is_sane
from pipeline.reading.word import read_docx
from pipeline.records import Source, Transcript
from pipeline.settings import Settings

S = Settings()
PROSE = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh về phong trào thi đua, các sở, ban, ngành và địa"
    " phương đã triển khai đầy đủ những nội dung, bảo đảm đúng tiến độ và hiệu quả. "
)

SANE = [
    (PROSE * 3, True),
    ("Số: 127/BC-SNV ngày 20 tháng 5 năm 2022 của Sở Nội vụ tỉnh Lào Cai về thi đua", True),
    ("12", False),  # hardly anything
    (PROSE.replace("ệ", "\ue123").replace("ủ", "\ue124"), False),  # private glyphs
    (
        "Thùc hiÖn KÕ ho¹ch cña Uû ban nh©n d©n tØnh vÒ phong trµo thi ®ua" * 3,
        False,
    ),
    (
        "Thöïc hieän Keá hoaïch cuûa UÛy ban nhaân daân tænh veà phong traøo thi ñua" * 3,
        False,
    ),
    ("LIEN DoAN LAO D()NG sa VAN HOA, THE THAO VA DU LJCH TiNH AN GIANG CQNG HoA " * 6, False),
]


@pytest.mark.parametrize(("text", "sane"), SANE)
def test_legacy_encodings_and_scanners_words_are_no_text(text: str, sane: bool) -> None:
    assert is_sane(text) is sane


def _pdf(
    path: Path, lines: list[str], mode: int = 0, scan: bool = False, rotate: int = 0
) -> Source:
    """A PDF with Unicode text at 14 pt lines; ``scan``: over a picture that fills the page."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    mapping = "".join(f"<{c:04X}> <{c:04X}>\n" for c in sorted({ord(c) for t in lines for c in t}))
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def "
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{mapping.count(chr(10))} beginbfchar\n{mapping}endbfchar endcmap end end"
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.Plain,
        CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        DW=500, FontDescriptor=pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.Plain, Flags=32, Ascent=800,
            Descent=-200, CapHeight=700, ItalicAngle=0, StemV=80, FontBBox=[0, -200, 500, 800]),
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.Plain,
        Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[descendant],
        ToUnicode=pdf.make_stream(to_unicode.encode()),
    )  # fmt: skip
    content = "q 595 0 0 842 0 0 cm /Scan Do Q " if scan else ""
    for n, text in enumerate(lines):
        x, shown = (320, text[1:]) if text.startswith("\t") else (60, text)
        code = "".join(f"{ord(c):04X}" for c in shown)
        content += f"BT {mode} Tr /F 10 Tf 1 0 0 1 {x} {760 - 14 * n} Tm <{code}> Tj ET\n"
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    if scan:
        image = pikepdf.Stream(pdf, bytes(100))
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width = image.Height = 10
        image.BitsPerComponent, image.ColorSpace = 8, pikepdf.Name.DeviceGray
        resources.XObject = pikepdf.Dictionary(Scan=image)
    page.obj.Resources = resources
    page.obj.Contents = pdf.make_stream(content.encode())
    page.obj.Rotate = rotate
    pdf.save(path)
    return open_source(path, path.name, S)


LINES = [f"{n}. {PROSE[:80]}" for n in range(8)]


def test_a_typeset_page_is_read_from_its_text(tmp_path: Path) -> None:
    t = read_text_layer(_pdf(tmp_path / "a.pdf", LINES), 1, S)
    assert t is not None
    assert t.text.split("\n") == [text.strip() for text in LINES]
    page = t.pages[0]
    assert (page.origin, page.status, page.number) == ("text_layer", "read", 1)
    assert all(w.box is not None and w.box[0] < w.box[2] for w in t.words)
    first = t.words[0].box
    assert first is not None
    assert first[0] == pytest.approx(60 / 595, abs=0.01)
    assert 0.07 < first[1] < 0.11


@pytest.mark.parametrize(
    ("why", "options"),
    [("a scanner's unseen words", {"mode": 3}), ("words over a scan", {"scan": True})],
)
def test_words_that_are_not_trusted(tmp_path: Path, why: str, options: dict[str, Any]) -> None:
    assert read_text_layer(_pdf(tmp_path / "a.pdf", LINES, **options), 1, S) is None, why


def test_too_little_and_other_kinds_have_no_layer(tmp_path: Path) -> None:
    assert read_text_layer(_pdf(tmp_path / "a.pdf", ["Số 12"]), 1, S) is None
    Image.new("L", (300, 400), 255).save(tmp_path / "a.png")
    assert read_text_layer(open_source(tmp_path / "a.png", "a.png", S), 1, S) is None


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_turned(tmp_path: Path, rotate: int) -> None:
    """/Rotate turns what is seen; the text is read as if nobody had turned it."""
    plain = read_text_layer(_pdf(tmp_path / "a.pdf", LINES), 1, S)
    lying = read_text_layer(_pdf(tmp_path / "b.pdf", LINES, rotate=rotate), 1, S)
    assert plain is not None and lying is not None
    assert lying.text == plain.text
    assert [w.box for w in lying.words] == [w.box for w in plain.words]
    assert lying.pages[0].turned == 360 - rotate


def _docx(path: Path, build: Any) -> Transcript:
    document = docx.Document()
    build(document)
    document.save(str(path))
    return read_file(open_source(path, path.name, S), S)


def _header(document: Any) -> None:
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    left.text = "UBND TỈNH LÀO CAI"
    left.add_paragraph().add_run("SỞ NỘI VỤ").bold = True
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    table.rows[1].cells[0].text = "Số: 127/BC-SNV"
    table.rows[1].cells[1].text = "Lào Cai, ngày 20 tháng 5 năm 2022"


def test_the_header_table_is_read_left_then_right(tmp_path: Path) -> None:
    t = _docx(tmp_path / "a.docx", _header)
    assert t.text.split("\n") == [
        "UBND TỈNH LÀO CAI",
        "SỞ NỘI VỤ",
        "Số: 127/BC-SNV",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lào Cai, ngày 20 tháng 5 năm 2022",
    ]
    assert "".join(line.side[0] for line in t.lines) == "lllrrr"
    assert t.lines[1].bold == 1.0
    assert t.lines[0].bold == 0.0


def test_other_tables_are_read_row_by_row(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        table = document.add_table(rows=2, cols=3)
        for cell, text in zip(table.rows[0].cells, ("STT", "Đơn vị", "Số lượng"), strict=True):
            cell.text = text
        table.rows[1].cells[1].text = "Sở Nội vụ\nLào Cai"

    t = _docx(tmp_path / "a.docx", build)
    assert t.text == "STT | Đơn vị | Số lượng\n| Sở Nội vụ Lào Cai |"
    assert {line.kind for line in t.lines} == {"table"}


def test_weight_middle_indent_and_pages(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run("BÁO CÁO").bold = True
        body = document.add_paragraph("Năm 2021, ")
        body.paragraph_format.first_line_indent = Cm(1.27)
        body.add_run("đơn vị").bold = True
        body.add_run().add_break(WD_BREAK.PAGE)
        document.add_paragraph("Trang hai")

    t = _docx(tmp_path / "a.docx", build)
    assert t.text == "BÁO CÁO\nNăm 2021, đơn vị\fTrang hai"
    assert [p.number for p in t.pages] == [1, 2]
    assert [line.page for line in t.lines] == [1, 1, 2]
    assert t.lines[0].centred is True
    assert t.lines[0].bold == 1.0
    assert t.lines[1].bold == pytest.approx(6 / 15, abs=0.05)
    assert t.lines[1].indent == pytest.approx(1.27 / 21, abs=0.002)
    assert all(w.box is None for w in t.words)


def test_struck_words_are_gone_and_added_ones_there(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        p = document.add_paragraph("còn ")
        for tag, text_tag, text in (("w:del", "w:delText", "bỏ"), ("w:ins", "w:t", "thêm")):
            change, run, node = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
            node.text = text
            run.append(node)
            change.append(run)
            p._p.append(change)

    assert _docx(tmp_path / "a.docx", build).text == "còn thêm"


def test_automatic_numbers_are_written_out(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        for text, style in (
            ("một", "List Number"),
            ("hai", "List Number"),
            ("gạch", "List Bullet"),
            ("thường", None),
        ):
            document.add_paragraph(text, style)

    assert _docx(tmp_path / "a.docx", build).text == "1. một\n2. hai\n- gạch\nthường"


def test_numbers_of_several_levels_start_again(tmp_path: Path) -> None:
    def build(document: Any) -> None:
        root = document.part.numbering_part.element
        abstract = OxmlElement("w:abstractNum")
        abstract.set(qn("w:abstractNumId"), "90")
        for level, (kind, text) in enumerate((("upperRoman", "%1."), ("decimal", "%1.%2."))):
            node = OxmlElement("w:lvl")
            node.set(qn("w:ilvl"), str(level))
            for tag, value in (("w:start", "1"), ("w:numFmt", kind), ("w:lvlText", text)):
                child = OxmlElement(tag)
                child.set(qn("w:val"), value)
                node.append(child)
            abstract.append(node)
        root.insert(0, abstract)
        num = root.add_num(90)
        for level, text in ((0, "Kết quả"), (1, "Tốt"), (1, "Khá"), (0, "Tồn tại"), (1, "Một")):
            p = document.add_paragraph(text)
            properties = p._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = level
            properties.get_or_add_numId().val = num.numId

    assert _docx(tmp_path / "a.docx", build).text.split("\n") == [
        "I. Kết quả", "I.1. Tốt", "I.2. Khá", "II. Tồn tại", "II.1. Một",
    ]  # fmt: skip


NUMBERS = [
    (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (44, "upperRoman", "XLIV"),
    (3, "lowerLetter", "c"), (27, "upperLetter", "AA"), (7, "decimal", "7"),
    (7, "decimalZero", "07"), (7, "none", ""), (7, "vietnameseCounting", "7"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "kind", "text"), NUMBERS)
def test_numbers_as_word_writes_them(number: int, kind: str, text: str) -> None:
    assert written(number, kind) == text


def test_a_broken_word_file_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.save(str(tmp_path / "a.docx"))
    import zipfile

    with (
        zipfile.ZipFile(tmp_path / "b.docx", "w") as out,
        zipfile.ZipFile(tmp_path / "a.docx") as old,
    ):
        for name in old.namelist():
            data = old.read(name)
            out.writestr(name, data[:60] if name == "word/document.xml" else data)
    with pytest.raises(Truncated):
        read_docx(tmp_path / "b.docx")


def test_plain_text_in_two_encodings(tmp_path: Path) -> None:
    for name, encoding in (("a.txt", "utf-8-sig"), ("b.txt", "utf-16")):
        (tmp_path / name).write_bytes("# BÁO CÁO\fTrang **hai**".encode(encoding))
        t = read_file(open_source(tmp_path / name, name, S), S)
        assert t.text == "BÁO CÁO\fTrang hai"
        assert t.pages[0].origin == "plain"


def test_pictures_are_not_read_here(tmp_path: Path) -> None:
    Image.new("L", (30, 40), 255).save(tmp_path / "a.png")
    with pytest.raises(NotADocument):
        read_file(open_source(tmp_path / "a.png", "a.png", S), S)
