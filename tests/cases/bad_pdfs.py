"""PDFs that are damaged, locked, or made to harm."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.cases.paper import (
    LETTER,
    SECOND,
    WORDS,
    add_scan,
    array,
    image,
    letter,
    saved,
    scan,
    write_page,
)
from tests.cases.table import Group

DAMAGED = Group("PDF hỏng, khóa")
BOMBS = Group("Tệp gây hại")
good, bad, partly = DAMAGED.good, DAMAGED.bad, DAMAGED.partly
bomb, trap, survives = BOMBS.bad, BOMBS.partly, BOMBS.good


def _swap(old: bytes, new: bytes, **how: Any) -> Callable[[], bytes]:
    def made() -> bytes:
        data = letter(**how)
        if old not in data:
            raise ValueError(f"{old!r} is not in the file")
        return data.replace(old, new)

    return made


def _without_table() -> bytes:
    data = letter()
    start, end = data.rindex(b"xref\n", 0, data.rindex(b"startxref")), data.rindex(b"trailer")
    return data[:start] + b"0" * (end - start) + data[end:]


def _half() -> bytes:
    """Three pages, cut in the third: what is whole is read."""
    data = letter(pages=(LETTER, SECOND, LETTER), compress_streams=False)
    return data[: int(len(data) * 0.97)]


def _loop(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(pdf.Root.Pages)


def _lying_count(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Count = 99999


def _null_kid(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Kids.append(None)


def _broken_deflate() -> bytes:
    """The drawing commands can't be unpacked: the page draws nothing."""
    pdf = pikepdf.new()
    write_page(pdf, LETTER)
    raw = bytearray(zlib.compress(pdf.pages[0].Contents.read_bytes()))
    raw[2:40] = bytes(255 - b for b in raw[2:40])
    pdf.pages[0].Contents = pikepdf.Stream(pdf, bytes(raw), Filter=Name.FlateDecode)
    return saved(pdf)


def _half_deflate() -> bytes:
    """The drawing commands end in the middle of a packed stream: the page lacks its foot."""
    pdf = pikepdf.new()
    write_page(pdf, LETTER)
    raw = bytearray(zlib.compress(pdf.pages[0].Contents.read_bytes()))
    del raw[-60:]
    pdf.pages[0].Contents = pikepdf.Stream(pdf, bytes(raw), Filter=Name.FlateDecode)
    return saved(pdf)


def _as_text() -> bytes:
    """Sent by FTP as text: line ends doubled in the middle of everything."""
    return letter(compress_streams=False).replace(b"\n", b"\r\n")


def _locked(**how: Any) -> bytes:
    return letter(encryption=pikepdf.Encryption(owner="chu", user="khach", **how))


good("pdf-junk-before", "thư rác của máy chủ mail đứng trước %PDF", "bc.pdf",
     lambda: b"From: van-thu\r\n\r\n" + letter(), holds=WORDS)  # fmt: skip
good("pdf-junk-after", "chân thư đứng sau %%EOF", "bc.pdf",
     lambda: letter() + b"\r\n--\r\nThis mail was scanned.\r\n", holds=WORDS)  # fmt: skip
good("pdf-bom", "dấu BOM trước %PDF", "bc.pdf", lambda: b"\xef\xbb\xbf" + letter(),
     holds=WORDS)  # fmt: skip
good("pdf-padded", "64 kB byte 0 ở cuối (ổ đĩa hỏng)", "bc.pdf",
     lambda: letter() + bytes(1 << 16), "repaired", holds=WORDS)  # fmt: skip
good("pdf-no-eof", "thiếu %%EOF", "bc.pdf", _swap(b"%%EOF", b""), holds=WORDS)
good("pdf-startxref", "startxref sai", "bc.pdf", _swap(b"startxref", b"startxxxx"), "repaired",
     holds=WORDS)  # fmt: skip
good("pdf-no-table", "bảng xref bị ghi đè", "bc.pdf", _without_table, "repaired", holds=WORDS)
good("pdf-sent-as-text", "gửi qua FTP chế độ văn bản, hỏng xuống dòng", "bc.pdf", _as_text,
     "repaired", holds=WORDS)  # fmt: skip
good("pdf-twice", "hai bản PDF nối đuôi nhau", "bc.pdf", lambda: letter(pages=(SECOND,)) + letter(),
     "repaired", holds=WORDS)  # fmt: skip
good("pdf-count-lies", "/Count nói 99999 trang, thật ra một", "bc.pdf",
     lambda: letter(_lying_count), holds=WORDS)  # fmt: skip
good("pdf-null-kid", "cây trang có nút rỗng", "bc.pdf", lambda: letter(_null_kid),
     holds=WORDS)  # fmt: skip
good("pdf-cut-late", "mất phần cuối: còn bao nhiêu trang đọc bấy nhiêu", "bc.pdf", _half,
     "repaired", holds=WORDS)  # fmt: skip
good("pdf-info-twice", "hai khóa /Info ở cuối tệp: không mất gì, không báo", "bc.pdf",
     _swap(b"trailer <<", b"trailer << /Info << /Title (a) >> /Info << /Title (b) >>"),
     holds=WORDS)  # fmt: skip
good("pdf-root-twice", "hai khóa /Root ở cuối tệp: có báo", "bc.pdf",
     _swap(b"trailer <<", b"trailer << /Root null"), "repaired", holds=WORDS)  # fmt: skip
bad("pdf-cut-early", "chỉ còn 60 byte đầu", "bc.pdf", lambda: letter()[:60], "truncated")
bad("pdf-header-only", "chỉ có dòng %PDF", "bc.pdf", lambda: b"%PDF-1.4\n", "truncated")
bad("pdf-page-loop", "cây trang vòng lại chính nó", "bc.pdf", lambda: letter(_loop), "truncated")
bad("pdf-no-pages", "không có trang nào", "bc.pdf", lambda: letter(pages=()), "truncated")
bad("pdf-empty", "0 byte", "bc.pdf", lambda: b"", "empty")
bad("pdf-zeros", "toàn byte 0", "bc.pdf", lambda: bytes(4096), "not_a_document")
bad("pdf-html", "trang báo lỗi đăng nhập lưu thành .pdf", "bc.pdf",
     lambda: b"<!DOCTYPE html><title>502 Bad Gateway</title>", "not_a_document")  # fmt: skip
bad("pdf-text", "văn bản thuần mang tên .pdf", "bc.pdf",
     "Kính gửi: Sở Nội vụ".encode, "not_a_document")  # fmt: skip
bad(
    "pdf-locked",
    "có mật khẩu mở (RC4)",
    "mat.pdf",
    lambda: _locked(R=4, aes=False, metadata=False),
    "encrypted",
)
bad("pdf-locked-aes", "có mật khẩu mở (AES-256)", "mat.pdf", _locked, "encrypted")
partly("pdf-bad-deflate", "lệnh vẽ nén bị hỏng: trang không vẽ được gì", "bc.pdf",
       _broken_deflate, "page_unreadable", status="failed")  # fmt: skip


good("pdf-half-deflate", "luồng nén hỏng ở nửa sau: đọc phần còn lại, có báo", "bc.pdf",
     _half_deflate, "repaired")  # fmt: skip


def _collection(pdf: pikepdf.Pdf) -> None:
    for name in ("bao-cao.pdf", "phu-luc.pdf", "danh-sach.xlsx"):
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"%PDF-1.4", filename=name)
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.D)


def _dynamic(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp:xdp/>"))
    pdf.Root.NeedsRendering = True


bad("pdf-portfolio", "túi hồ sơ (portfolio): văn bản nằm trong các tệp bên trong", "ho-so.pdf",
    lambda: letter(_collection, pages=(["Mở bằng Adobe Reader"],)), "portfolio")  # fmt: skip
bad("pdf-xfa-dynamic", "biểu mẫu XFA động, trang chỉ ghi «Please wait»", "mau.pdf",
    lambda: letter(_dynamic, pages=(["Please wait"],)), "xfa_form")  # fmt: skip


# --- made to harm ---------------------------------------------------------------------------


def _drawn(size: int, rounds: int = 1) -> bytes:
    """A page whose commands unpack to ``size`` blanks."""
    data = b"q Q " + b" " * size
    for _ in range(rounds):
        data = zlib.compress(data, 9)
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    filters = Array([Name.FlateDecode] * rounds)
    page.Contents = pikepdf.Stream(pdf, data, Filter=filters if rounds > 1 else Name.FlateDecode)
    return saved(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def _pictured(**entries: Any) -> Callable[[], bytes]:
    return lambda: scan(**entries)


def _overfull() -> bytes:
    """A picture of 40 by 40 pixels, from whose stream 128 MB come."""
    return scan(zlib.compress(bytes(1 << 27), 9), Width=40, Height=40, Filter=Name.FlateDecode)


def _masked() -> bytes:
    pdf = pikepdf.new()
    page = add_scan(pdf)
    mask = pikepdf.Stream(pdf, b"\0", Width=60000, Height=60000, BitsPerComponent=8)
    mask.Subtype, mask.ColorSpace = Name.Image, Name.DeviceGray
    page.Resources.XObject.Im.SMask = mask
    return saved(pdf)


def _jpx() -> bytes:
    siz = struct.pack(">HHIIIIIIIIH", 41, 0, 90000, 90000, 0, 0, 90000, 90000, 0, 0, 1)
    return scan(b"\xff\x4f\xff\x51" + siz + bytes(64), Width=100, Height=100, Filter=Name.JPXDecode)


def _jbig2() -> bytes:
    segment = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(
        ">IIIIBH", 65000, 65000, 0, 0, 0, 0
    )
    return scan(segment, Width=100, Height=100, Filter=Name.JBIG2Decode)


def _jpeg() -> bytes:
    """A JPEG that says 65,000 by 65,000 in its own header, and 100 by 100 in the PDF."""
    data = bytearray(image("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", 65000, 65000)
    return scan(bytes(data), Width=100, Height=100)


def _hidden_bomb() -> bytes:
    """The large picture lies in a form, in a form."""
    pdf = pikepdf.new()
    page = add_scan(pdf, Width=60000, Height=60000)
    for _ in range(3):
        form = pdf.make_stream(b"/Im Do")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, array(0, 0, 9, 9)
        form.Resources = page.Resources
        page.Resources = Dictionary(XObject=Dictionary(Im=form))
    return saved(pdf)


def _self_drawn() -> bytes:
    """A form that draws itself."""
    pdf = pikepdf.new()
    page = write_page(pdf, LETTER)
    form = pdf.make_stream(b"/Me Do")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, array(0, 0, 9, 9)
    form.Resources = Dictionary(XObject=Dictionary(Me=form))
    page.Resources.XObject = Dictionary(Me=form)
    page.contents_add(b"/Me Do")
    return saved(pdf)


def _vast(pdf: pikepdf.Pdf) -> Any:
    """A form that draws a picture of 60000 by 60000."""
    picture = pdf.make_stream(b"x")
    for key, value in {
        "Type": Name.XObject, "Subtype": Name.Image, "Width": 60000, "Height": 60000,
        "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray,
    }.items():  # fmt: skip
        picture[f"/{key}"] = value
    form = pdf.make_stream(b"q 100 0 0 100 0 0 cm /Im Do Q")
    form.BBox, form.Resources = array(0, 0, 100, 100), Dictionary(XObject=Dictionary(Im=picture))
    return form


def _in_note(pdf: pikepdf.Pdf) -> None:
    look = _vast(pdf)
    look.Type, look.Subtype = Name.XObject, Name.Form
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=array(0, 0, 99, 99), F=4,
                      AP=Dictionary(N=look))  # fmt: skip
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def _in_tile(pdf: pikepdf.Pdf) -> None:
    tile = _vast(pdf)
    for key, value in {
        "Type": Name.Pattern, "PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 100,
        "YStep": 100,
    }.items():  # fmt: skip
        tile[f"/{key}"] = value
    pdf.pages[0].Resources.Pattern = Dictionary(P=tile)


def _in_soft_mask(pdf: pikepdf.Pdf) -> None:
    group = _vast(pdf)
    group.Type, group.Subtype = Name.XObject, Name.Form
    state = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group))
    pdf.pages[0].Resources.ExtGState = Dictionary(G=state)


def _inherited(pdf: pikepdf.Pdf) -> None:
    things = Dictionary(XObject=_vast(pdf).Resources.XObject)
    pdf.Root.Pages.Resources = pdf.make_indirect(things)
    del pdf.pages[0].obj["/Resources"]


def _one_of_two() -> bytes:
    pdf = pikepdf.new()
    write_page(pdf, LETTER)
    add_scan(pdf, Width=60000, Height=60000)
    return saved(pdf)


def _many(count: int) -> bytes:
    pdf = pikepdf.new()
    for _ in range(count):
        pdf.add_blank_page(page_size=(200, 200))
    return saved(pdf)


def _laughs() -> bytes:
    """A page tree whose knots share their branches: ten to the sixth pages in 2 kB."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    kid: Any = pdf.make_indirect(pdf.pages[0].obj)
    for level in range(6):
        knot = Dictionary(Type=Name.Pages, Kids=Array([kid] * 10), Count=10 ** (level + 1))
        kid = pdf.make_indirect(knot)
    pdf.Root.Pages = kid
    return saved(pdf)


def _deep() -> bytes:
    """Brackets in brackets, to break a parser's stack."""
    return letter().replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + b"[" * 5000 + b"]" * 5000)


trap("bomb-content", "lệnh vẽ nén bung ra 80 MB", "bom.pdf", lambda: _drawn(80 << 20),
     "too_large", status="failed")  # fmt: skip
trap("bomb-content-twice", "nén hai lần: 2 kB bung ra 80 MB", "bom.pdf",
     lambda: _drawn(80 << 20, 2), "too_large", status="failed")  # fmt: skip
trap("bomb-pixels", "ảnh khai 60000×60000", "bom.pdf", _pictured(Width=60000, Height=60000),
     "too_large", status="failed")  # fmt: skip
trap("bomb-overfull", "ảnh 40×40 nhưng dữ liệu bung ra 128 MB", "bom.pdf", _overfull,
     "too_large", status="failed")  # fmt: skip
trap("bomb-mask", "mặt nạ của ảnh 60000×60000", "bom.pdf", _masked, "too_large", status="failed")
trap("bomb-jpx", "JPEG 2000 khai 90000×90000 trong luồng", "bom.pdf", _jpx, "too_large",
     status="failed")  # fmt: skip
trap("bomb-jbig2", "JBIG2 khai 65000×65000 trong luồng", "bom.pdf", _jbig2, "too_large",
     status="failed")  # fmt: skip
trap("bomb-jpeg", "JPEG khai 65000×65000 trong luồng", "bom.pdf", _jpeg, "too_large",
     status="failed")  # fmt: skip
trap("bomb-in-forms", "ảnh quá lớn giấu ba lớp sâu", "bom.pdf", _hidden_bomb, "too_large",
     status="failed")  # fmt: skip
for where, told, change in (
    ("note", "chú thích (dấu đến)", _in_note),
    ("tile", "ô của mẫu tô", _in_tile),
    ("soft-mask", "mặt nạ mềm", _in_soft_mask),
    ("tree", "nút cha của trang", _inherited),
):
    trap(f"bomb-in-{where}", f"ảnh quá lớn giấu trong {told}", "bom.pdf",
         lambda change=change: letter(change), "too_large", status="failed")  # fmt: skip
trap("bomb-one-of-two", "trang hai là bom, trang một vẫn đọc", "bc.pdf", _one_of_two, "too_large")
bomb("bomb-pages", "61 trang khi giới hạn là 60", "dai.pdf", lambda: _many(61), "too_large")
bomb("bomb-page-laughs", "cây trang chung nhánh: triệu trang trong 2 kB", "bom.pdf", _laughs,
     "truncated")  # fmt: skip
bomb("bomb-brackets", "5000 ngoặc lồng nhau trong đối tượng", "bc.pdf", _deep, "truncated")
survives("bomb-self-drawn", "mẫu vẽ tự gọi chính nó", "bc.pdf", _self_drawn, holds=WORDS)
