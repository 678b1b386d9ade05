"""Pages of a PDF as devices of offices leave them: one picture each, in every way of packing."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.cases.paper import (
    LETTER,
    SECOND,
    WORDS,
    add_scan,
    array,
    image,
    letter,
    picture,
    saved,
    scan,
    write_page,
)
from tests.cases.table import Group

SCANS = Group("Trang quét trong PDF")
good, bad, partly = SCANS.good, SCANS.bad, SCANS.partly


def _bits(made: Image.Image | None = None) -> Image.Image:
    return (made or picture()).point(lambda v: 255 * (v > 140), "1")


def _negative() -> Image.Image:
    return picture().point(lambda v: 255 * (v <= 140), "1")


def _flat(made: Image.Image) -> bytes:
    return zlib.compress(made.tobytes())


def _grey() -> bytes:
    return scan(_flat(picture()), Filter=Name.FlateDecode)


def _sixteen() -> bytes:
    """Sixteen bits a pixel, as some flatbeds save "best quality"."""
    import numpy as np

    deep = (np.asarray(picture()).astype(">u2") * 257).tobytes()
    return scan(zlib.compress(deep), Filter=Name.FlateDecode, BitsPerComponent=16)


def _one_bit(**entries: Any) -> bytes:
    return scan(_flat(_bits()), Filter=Name.FlateDecode, BitsPerComponent=1, **entries)


def _inverted() -> bytes:
    """Black is one: /Decode turns it."""
    return scan(_flat(_negative()), Filter=Name.FlateDecode, BitsPerComponent=1, Decode=array(1, 0))


def _group_4(made: Image.Image) -> bytes:
    """The rows of a black and white picture as fax machines pack them, taken out of a TIFF."""
    held = image("TIFF", made, compression="group4", tiffinfo={278: made.height})
    with Image.open(io.BytesIO(held)) as tiff:
        tags: Any = tiff.tag_v2  # type: ignore[attr-defined]
        (start,), (size,) = tags[273], tags[279]
    return held[start : start + size]


def _fax() -> bytes:
    how = Dictionary(K=-1, Columns=picture().width, Rows=picture().height, BlackIs1=True)
    data = _group_4(_bits())
    return scan(data, Filter=Name.CCITTFaxDecode, BitsPerComponent=1, DecodeParms=how)


def _jpx(**how: Any) -> bytes:
    return scan(image("JPEG2000", **how), Filter=Name.JPXDecode)


def _jbig2() -> bytes:
    """One region packed as a fax is (MMR), so that no encoder is needed: a page, the region."""
    rows = _group_4(_negative())  # what JBIG2 calls one is black
    wide, high = picture().size
    page = struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", wide, high, 0, 0, 0) + b"\1" + rows
    data = struct.pack(">IBBBI", 0, 48, 0, 1, len(page)) + page
    data += struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region
    return scan(data, Filter=Name.JBIG2Decode, BitsPerComponent=1)


def _adobe() -> bytes:
    """Four colours for print, inverted, as Photoshop's mark says; /Decode turns them back."""
    data = image("JPEG", picture().convert("RGB").convert("CMYK"), quality=85)
    if b"Adobe" not in data[:64]:
        raise ValueError("the mark is missing")
    return scan(data, ColorSpace=Name.DeviceCMYK, Decode=array(1, 0, 1, 0, 1, 0, 1, 0))


def _stencil() -> bytes:
    """Letters as a mask that black ink is poured through."""
    pdf = pikepdf.new()
    other = picture().point(lambda v: 255 * (v > 140), "1")
    page = add_scan(pdf, _flat(other), Filter=Name.FlateDecode, BitsPerComponent=1, ImageMask=True)
    del page.Resources.XObject.Im["/ColorSpace"]
    page.Contents = pdf.make_stream(b"0 g " + page.Contents.read_bytes())
    return saved(pdf)


def _layers() -> bytes:
    """A background in colour, and over it the letters through a sharp mask ("compact PDF")."""
    pdf = pikepdf.new()
    shown = picture()
    paper = Image.new("RGB", (shown.width // 4, shown.height // 4), (244, 240, 228))
    page = add_scan(pdf, image("JPEG", paper, quality=40), ColorSpace=Name.DeviceRGB,
                    Width=paper.width, Height=paper.height)  # fmt: skip
    letters = pdf.make_stream(_flat(_bits()))
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": shown.width, "ImageMask": True,
        "Height": shown.height, "BitsPerComponent": 1, "Filter": Name.FlateDecode,
    }.items():  # fmt: skip
        letters[f"/{key}"] = value
    page.Resources.XObject.Fg = letters
    whole = page.Contents.read_bytes()
    page.Contents = pdf.make_stream(whole + b" 0 g " + whole.replace(b"/Im", b"/Fg"))
    return saved(pdf)


def _seen_through() -> bytes:
    """A soft mask: the letters are what is opaque of a black picture."""
    pdf = pikepdf.new()
    black = Image.new("L", picture().size, 0)
    page = add_scan(pdf, _flat(black), Filter=Name.FlateDecode)
    mask = pdf.make_stream(_flat(picture().point(lambda v: 255 - v)))
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": black.width,
        "Height": black.height, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray,
        "Filter": Name.FlateDecode,
    }.items():  # fmt: skip
        mask[f"/{key}"] = value
    page.Resources.XObject.Im.SMask = mask
    return saved(pdf)


def _palette() -> bytes:
    made = picture().convert("RGB").quantize(16)
    colours = bytes((made.getpalette() or [])[:48])
    space = Array([Name.Indexed, Name.DeviceRGB, 15, pikepdf.String(colours)])
    return scan(_flat(made), Filter=Name.FlateDecode, ColorSpace=space)


def _inline() -> bytes:
    """The picture stands among the drawing commands (BI … EI)."""
    pdf = pikepdf.new()
    made = _bits(picture(size=24))
    wide, high = (round(72 * n / 200, 2) for n in made.size)
    page = pdf.add_blank_page(page_size=(wide, high))
    data = made.tobytes().hex().encode() + b">"
    head = f"q {wide} 0 0 {high} 0 0 cm BI /W {made.width} /H {made.height} /BPC 1 /CS /G /F /AHx"
    page.Contents = pdf.make_stream(head.encode() + b" ID " + data + b" EI Q")
    return saved(pdf)


def _fine() -> bytes:
    """1,200 dots an inch, one bit each."""
    pdf = pikepdf.new()
    small = picture(size=26)
    made = _bits(small.resize((4 * small.width, 4 * small.height)))
    page = add_scan(pdf, _flat(made), made, Filter=Name.FlateDecode, BitsPerComponent=1)
    wide, high = (round(72 * n / 1200, 2) for n in made.size)
    page.MediaBox = array(0, 0, wide, high)
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode())
    return saved(pdf)


def _moved() -> bytes:
    """A page whose corner lies at -300, -200."""
    pdf = pikepdf.new()
    page = add_scan(pdf)
    wide, high = (float(page.MediaBox[n]) for n in (2, 3))
    page.MediaBox = array(-300, -200, wide - 300, high - 200)
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {high} -300 -200 cm /Im Do Q".encode())
    return saved(pdf)


def _enlarged() -> bytes:
    """UserUnit 2: a point is two, the sheet twice as large as its box says."""
    pdf = pikepdf.new()
    page = add_scan(pdf)
    wide, high = (float(page.MediaBox[n]) / 2 for n in (2, 3))
    page.MediaBox, page.obj.UserUnit = array(0, 0, wide, high), 2
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode())
    return saved(pdf)


def _turned() -> bytes:
    """Scanned lying, and turned back by /Rotate."""
    pdf = pikepdf.new()
    page = add_scan(pdf, made=picture().rotate(90, expand=True))
    page.obj.Rotate = 90
    return saved(pdf)


def _mixed() -> bytes:
    """A letter on A4, its annex across on A3."""
    pdf = pikepdf.new()
    write_page(pdf, LETTER)
    write_page(pdf, SECOND, (1191, 842))
    return saved(pdf)


def _noted_only() -> bytes:
    """Nothing is drawn on the page but an annotation, which has a look of its own."""
    pdf = pikepdf.new()
    source = write_page(pdf, LETTER)
    look = pdf.make_stream(source.Contents.read_bytes())
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, array(0, 0, 595, 842)
    look.Resources = source.Resources
    note = Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=array(0, 0, 595, 842), F=4,
                      AP=Dictionary(N=look))  # fmt: skip
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Annots = Array([pdf.make_indirect(note)])
    del pdf.pages[0]
    return saved(pdf)


def _lost_picture() -> bytes:
    """The page asks for a picture that is not in the file."""
    pdf = pikepdf.new()
    page = add_scan(pdf)
    page.Resources = Dictionary(XObject=Dictionary())
    return saved(pdf)


def _short_picture() -> bytes:
    """Half of the rows are missing: a scanner that ran out of memory."""
    data = image("JPEG", picture(), quality=80)
    return scan(data[: len(data) // 2])


def _box(*numbers: float) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = array(*numbers)

    return letter(change)


good("scan-grey", "ảnh xám nén Flate", "quet.pdf", _grey, reads=True, holds=WORDS)
good("scan-16-bit", "ảnh xám 16 bit", "quet.pdf", _sixteen, reads=True, holds=WORDS)
good("scan-1-bit", "ảnh đen trắng nén Flate", "quet.pdf", _one_bit, reads=True, holds=WORDS)
good("scan-inverted", "ảnh âm bản, /Decode đảo lại", "quet.pdf", _inverted, reads=True,
     holds=WORDS)  # fmt: skip
good("scan-fax", "ảnh CCITT nhóm 4", "quet.pdf", _fax, reads=True, holds=WORDS)
good("scan-jbig2", "ảnh JBIG2", "quet.pdf", _jbig2, reads=True, holds=WORDS)
good("scan-jpx", "ảnh JPEG 2000", "quet.pdf", _jpx, reads=True, holds=WORDS)
good("scan-jpx-lossy", "ảnh JPEG 2000 nén mạnh", "quet.pdf",
     lambda: _jpx(quality_mode="rates", quality_layers=[20]), reads=True, holds=WORDS)  # fmt: skip
good("scan-adobe-cmyk", "JPEG bốn màu đảo, có dấu Adobe", "quet.pdf", _adobe, reads=True,
     holds=WORDS)  # fmt: skip
good("scan-palette", "ảnh bảng màu", "quet.pdf", _palette, reads=True, holds=WORDS)
good("scan-stencil", "chữ là khuôn (ImageMask) đổ mực đen", "quet.pdf", _stencil, reads=True,
     holds=WORDS)  # fmt: skip
good("scan-layers", "PDF nén nhiều lớp của máy photocopy: nền màu, chữ qua khuôn", "quet.pdf",
     _layers, reads=True, holds=WORDS)  # fmt: skip
good("scan-soft-mask", "chữ nằm ở mặt nạ trong suốt (SMask)", "quet.pdf", _seen_through,
     reads=True, holds=WORDS)  # fmt: skip
good("scan-inline", "ảnh nằm ngay trong lệnh vẽ (BI … EI)", "quet.pdf", _inline, reads=True,
     holds=WORDS)  # fmt: skip
good("scan-1200-dpi", "quét 1.200 điểm một inch", "quet.pdf", _fine, reads=True, holds=WORDS)
good("scan-negative-box", "MediaBox bắt đầu ở tọa độ âm", "quet.pdf", _moved, reads=True,
     holds=WORDS)  # fmt: skip
good("scan-user-unit", "UserUnit 2 trên trang quét", "quet.pdf", _enlarged, reads=True,
     holds=WORDS)  # fmt: skip
good("scan-turned", "quét nằm, /Rotate dựng lại", "quet.pdf", _turned, reads=True, holds=WORDS)
good("scan-a4-a3", "thư khổ A4, phụ lục khổ A3 nằm ngang", "bc.pdf", _mixed, holds="Kính gửi")
good("scan-note-only", "trang chỉ có một chú thích mang cả văn bản", "bc.pdf", _noted_only,
     holds=WORDS)  # fmt: skip
partly("scan-lost", "trang gọi một ảnh không có trong tệp", "quet.pdf", _lost_picture, "truncated",
       status="failed")  # fmt: skip
good("scan-half-picture", "ảnh JPEG của trang mất nửa dưới", "quet.pdf", _short_picture,
     reads=True)  # fmt: skip
partly("scan-no-area", "MediaBox không có diện tích", "bc.pdf", lambda: _box(0, 0, 0, 0),
       "page_unreadable", status="failed")  # fmt: skip
partly("scan-negative-area", "MediaBox rộng âm", "bc.pdf", lambda: _box(100, 100, 99, 99),
       "page_unreadable", status="failed")  # fmt: skip
