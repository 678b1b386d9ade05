"""Small letters to make cases of: as PDF with text, as picture, as Word file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

LETTER = (
    "ỦY BAN NHÂN DÂN TỈNH ĐỒNG XUÂN",
    "Số: 127/BC-UBND",
    "Đồng Xuân, ngày 20 tháng 5 năm 2022",
    "BÁO CÁO",
    "Sơ kết ba năm thực hiện phong trào thi đua",
    "Thực hiện Kế hoạch số 179/KH-UBND ngày 02 tháng 8 năm 2019,",
    "Ủy ban nhân dân tỉnh báo cáo kết quả như sau: các cơ quan đã",
    "ban hành 12 văn bản và tổ chức 03 đợt kiểm tra công vụ.",
)
WORDS = "kết quả như sau"
SECOND = (
    "SỞ NỘI VỤ TỈNH ĐỒNG XUÂN",
    "Số: 45/SNV-TĐKT",
    "Đồng Xuân, ngày 02 tháng 6 năm 2022",
    "V/v rà soát danh sách đề nghị khen thưởng",
    "Kính gửi: Các sở, ban, ngành thuộc tỉnh",
    "Sở Nội vụ đề nghị các cơ quan rà soát danh sách đề nghị khen thưởng",
    "và gửi về Sở trước ngày 15 tháng 6 năm 2022 để tổng hợp.",
)
A4 = (595, 842)
_CODES = (*range(33, 127), *range(161, 256))
Change = Callable[[pikepdf.Pdf], None]


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    if "encryption" not in how:
        how.setdefault("deterministic_id", True)
    pdf.save(out, **how)
    return out.getvalue()


def letter(*change: Change, pages: Sequence[Sequence[str]] = (LETTER,), **how: Any) -> bytes:
    """A born-digital letter, changed before it is saved."""
    pdf = pikepdf.new()
    for lines in pages:
        write_page(pdf, lines)
    for each in change:
        each(pdf)
    return saved(pdf, **how)


def write_page(pdf: pikepdf.Pdf, lines: Sequence[str], size: tuple[float, float] = A4) -> Any:
    """A page with visible text whose signs a reader learns from the font's /ToUnicode."""
    signs = sorted({ch for line in lines for ch in line if ch != " "})
    codes = dict(zip(signs, _CODES, strict=False)) | {" ": 32}
    page = pdf.add_blank_page(page_size=size)
    page.Resources = Dictionary(Font=Dictionary(F1=_font(pdf, codes)))
    page.Contents = pdf.make_stream(drawing(lines, codes, size[1]))
    return page


def drawing(lines: Sequence[str], codes: dict[str, int], high: float = 842.0) -> bytes:
    rows = [b"BT /F1 11 Tf 20 TL 60 %d Td" % (high - 90)]
    rows += [b"<%s> Tj T*" % bytes(codes[ch] for ch in line).hex().encode() for line in lines]
    return b"\n".join((*rows, b"ET"))


def _font(pdf: pikepdf.Pdf, codes: dict[str, int]) -> Any:
    pairs = [
        f"<{code:02x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in sorted(codes.items())
    ]
    blocks = [pairs[n : n + 100] for n in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /V def\n"
        "/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{body}\nendcmap end end"
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica,
            Encoding=Name.WinAnsiEncoding, ToUnicode=pdf.make_stream(cmap.encode()),
        )
    )  # fmt: skip


def latin_layer(lines: Sequence[bytes]) -> bytes:
    """A page whose text is bytes of a font made before Unicode; no /ToUnicode tells them."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=A4)
    plain = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    page.Resources = Dictionary(Font=Dictionary(F1=plain))
    rows = b"".join(b"<%s> Tj T*\n" % line.hex().encode() for line in lines)
    page.Contents = pdf.make_stream(b"BT /F1 14 Tf 24 TL 60 750 Td\n" + rows + b"ET")
    return saved(pdf)


@cache
def _font_file() -> str:
    """One with Vietnamese letters that is there wherever our plots are drawn."""
    from matplotlib import get_data_path

    return f"{get_data_path()}/fonts/ttf/DejaVuSerif.ttf"


@cache
def picture(lines: Sequence[str] = LETTER, size: int = 34) -> Image.Image:
    """The letter as a clean grey scan, some 200 dots an inch, a third of a page high."""
    step = round(1.6 * size)
    image = Image.new("L", (1500, step * (len(lines) + 4)), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(_font_file(), size)
    for n, line in enumerate(lines):
        draw.text((150, step * (n + 2)), line, font=font, fill=0)
    return image


def image(form: str = "PNG", made: Image.Image | None = None, **how: Any) -> bytes:
    out = io.BytesIO()
    how.setdefault("dpi", (200, 200))
    (made or picture()).save(out, form, **how)
    return out.getvalue()


def scan(data: bytes | None = None, made: Image.Image | None = None, **entries: Any) -> bytes:
    """A PDF page that is one JPEG."""
    pdf = pikepdf.new()
    add_scan(pdf, data, made, **entries)
    return saved(pdf)


def add_scan(
    pdf: pikepdf.Pdf, data: bytes | None = None, made: Image.Image | None = None, **entries: Any
) -> Any:
    shown = made or picture()
    wide, high = (round(72 * n / 200, 2) for n in shown.size)
    page = pdf.add_blank_page(page_size=(wide, high))
    what = {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": shown.width, "Height": shown.height,
        "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, "Filter": Name.DCTDecode, **entries,
    }  # fmt: skip
    stream = pikepdf.Stream(pdf, data or image("JPEG", shown, quality=80))
    for key, value in what.items():
        stream[f"/{key}"] = value
    page.Resources = Dictionary(XObject=Dictionary(Im=pdf.make_indirect(stream)))
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode())
    return page


def word(lines: Sequence[str] = LETTER, **more: bytes) -> bytes:
    """A .docx of paragraphs, as small as Word takes them."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return packed({"word/document.xml": document.encode(), **_FRAME, **more})


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_FRAME = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
    ).encode(),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}" '
        'Target="word/document.xml"/></Relationships>'
    ).encode(),
}


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 5, 20, 0, 0, 0)), data, how)
    return out.getvalue()


def array(*numbers: float) -> Any:
    return Array([*numbers])
