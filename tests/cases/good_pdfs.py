"""PDFs that are odd and can be read."""

from __future__ import annotations

import unicodedata
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.cases.paper import (
    A4,
    LETTER,
    SECOND,
    WORDS,
    add_scan,
    array,
    latin_layer,
    letter,
    picture,
    saved,
    scan,
    write_page,
)
from tests.cases.table import Group

PDFS = Group("PDF hợp lệ")
good, partly = PDFS.good, PDFS.partly


def _set(**entries: Any) -> Any:
    """Entries of the first page; callables are given the PDF."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = value(pdf) if callable(value) else value

    return change


def _root(**entries: Any) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value

    return change


def _without(key: str) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj[key]

    return change


def _nested(pdf: pikepdf.Pdf) -> None:
    """Five knots of the page tree, one in another."""
    top = pdf.Root.Pages
    for _ in range(5):
        knot = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Kids=top.Kids, Count=len(pdf.pages), Parent=top)
        )
        for kid in knot.Kids:
            kid.Parent = knot
        top.Kids = Array([knot])


def _split(pdf: pikepdf.Pdf) -> None:
    """Contents cut between a number and its operator, as some printers do."""
    data = pdf.pages[0].Contents.read_bytes()
    at = data.index(b" Tf")
    pdf.pages[0].Contents = Array([pdf.make_stream(data[:at]), pdf.make_stream(data[at:])])


def _inherited(pdf: pikepdf.Pdf) -> None:
    """Size, turn and fonts stand on the tree, not on the page."""
    page, top = pdf.pages[0].obj, pdf.Root.Pages
    for key in ("/MediaBox", "/Resources"):
        top[key] = pdf.make_indirect(page[key]) if key == "/Resources" else page[key]
        del page[key]
    top.Rotate = 90


def _form(pdf: pikepdf.Pdf) -> Any:
    """A field typed into: the incoming number of a clerk."""
    look = pdf.make_stream(b"BT /F1 11 Tf 2 4 Td <21> Tj ET")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, array(0, 0, 80, 20)
    look.Resources = pdf.pages[0].Resources
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=pikepdf.String("so_den"),
            V=pikepdf.String("15"), Rect=array(400, 760, 480, 780), F=4, AP=Dictionary(N=look),
        )
    )  # fmt: skip
    pdf.pages[0].obj.Annots = Array([field])
    return Dictionary(Fields=Array([field]))


def _xfa(pdf: pikepdf.Pdf) -> Any:
    return Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp:xdp/>"))


def _attach(pdf: pikepdf.Pdf) -> None:
    for name in ("phu-luc-1.xlsx", "phu-luc-2.xlsx"):
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"PK\x03\x04", filename=name)


def _layered(pdf: pikepdf.Pdf) -> Any:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("Nền")))
    return Dictionary(OCGs=Array([group]), D=Dictionary(ON=Array([group])))


def _ring(pdf: pikepdf.Pdf) -> Any:
    """Bookmarks that follow one another for ever."""
    one = pdf.make_indirect(Dictionary(Title=pikepdf.String("I")))
    two = pdf.make_indirect(Dictionary(Title=pikepdf.String("II"), Next=one))
    one.Next = two
    return Dictionary(Type=Name.Outlines, First=one, Last=two, Count=2)


def _script(_pdf: pikepdf.Pdf) -> Any:
    return Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def _launch(_pdf: pikepdf.Pdf) -> Any:
    return Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))


def _link(_pdf: pikepdf.Pdf) -> Any:
    action = Dictionary(S=Name.URI, URI=pikepdf.String("http://example.invalid/x"))
    return Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=array(0, 0, 9, 9), A=action)])


def _blank_back(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=A4)


def _owned(**how: Any) -> bytes:
    lock = pikepdf.Encryption(owner="chu", user="", **how)
    return letter(encryption=lock)


def _layer_over_scan(*lines: str) -> bytes:
    """What scanners with OCR of their own leave: a picture, and unseen words of poor quality."""
    pdf = pikepdf.new()
    page = add_scan(pdf)
    high = float(page.MediaBox[3])
    text = write_page(pdf, lines, (540, high))
    page.Resources.Font = text.Resources.Font
    page.contents_add(b"BT 3 Tr ET " + text.Contents.read_bytes().replace(b"BT", b"BT 3 Tr", 1))
    del pdf.pages[1]
    return saved(pdf)


def _in_inches() -> bytes:
    """A program that took points for inches: the page claims to be 7 by 5 points."""
    pdf = pikepdf.new()
    page = add_scan(pdf)
    wide, high = (float(page.MediaBox[n]) / 72 for n in (2, 3))
    page.MediaBox = array(0, 0, wide, high)
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode())
    return saved(pdf)


def _strips() -> bytes:
    """One page in strips, as multifunction devices send them."""
    pdf = pikepdf.new()
    image = picture()
    half = image.height // 2
    parts = [image.crop((0, 0, image.width, half)), image.crop((0, half, *image.size))]
    wide = 540.0
    highs = [72 * p.height / 200 for p in parts]
    pages = [add_scan(pdf, made=part) for part in parts]
    streams = [page.Resources.XObject.Im for page in pages]
    page = pdf.add_blank_page(page_size=(wide, sum(highs)))
    page.Resources = Dictionary(XObject=Dictionary(A=streams[0], B=streams[1]))
    draw = f"q {wide} 0 0 {highs[0]} 0 {highs[1]} cm /A Do Q q {wide} 0 0 {highs[1]} 0 0 cm /B Do Q"
    page.Contents = pdf.make_stream(draw.encode())
    del pdf.pages[0:2]
    return saved(pdf)


def _stamped() -> bytes:
    """A scan with an office's incoming stamp laid over it as an annotation."""
    pdf = pikepdf.new()
    page = add_scan(pdf)
    look = pdf.make_stream(b"1 0 0 RG 1 1 98 38 re S")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, array(0, 0, 100, 40)
    stamp = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=array(380, 10, 480, 50), F=4,
        AP=Dictionary(N=look),
    )  # fmt: skip
    page.obj.Annots = Array([pdf.make_indirect(stamp)])
    return saved(pdf)


NFD = [unicodedata.normalize("NFD", line) for line in LETTER]
TCVN3 = (
    "Thùc hiÖn KÕ ho¹ch sè 179/KH-UBND ngµy 02 th¸ng 8 n¨m 2019",
    "c¸c c¬ quan ®· ban hµnh 12 v¨n b¶n vµ tæ chøc 03 ®ît kiÓm tra c«ng vô",
    "®¹t kÕt qu¶ tèt, c¸n bé vµ nh©n d©n ®ång thuËn cao",
)
VNI = (
    "Thöïc hieän Keá hoaïch soá 179/KH-UBND ngaøy 02 thaùng 8 naêm 2019",
    "caùc cô quan ñaõ ban haønh 12 vaên baûn vaø toå chöùc 03 ñôït kieåm tra",
    "ñaït keát quaû toát, caùn boä vaø nhaân daân ñoàng thuaän cao",
)
PRIVATE = ["".join(chr(0xE000 + ord(ch) % 90) for ch in line) for line in LETTER[5:]]

good("pdf-typeset", "văn bản sinh từ máy, có lớp chữ Unicode", "bc.pdf", letter, holds=WORDS)
good("pdf-two-pages", "hai trang", "bc.pdf", lambda: letter(pages=(LETTER, SECOND)), holds=WORDS)
good("pdf-two-letters", "hai văn bản quét chung một tệp: đọc đủ cả hai", "hai.pdf",
     lambda: letter(pages=(LETTER, SECOND)), holds="Kính gửi")  # fmt: skip
good("pdf-blank-back", "mặt sau để trắng: không phải lỗi", "bc.pdf", lambda: letter(_blank_back))
good("pdf-rotate-90", "trang xoay 90 độ bằng /Rotate", "bc.pdf",
     lambda: letter(_set(Rotate=90)), holds=WORDS)  # fmt: skip
good("pdf-rotate-negative", "/Rotate âm", "bc.pdf",
     lambda: letter(_set(Rotate=-90)), holds=WORDS)  # fmt: skip
good("pdf-inherited", "khổ, chiều xoay, phông nằm ở nút cha", "bc.pdf",
     lambda: letter(_inherited), holds=WORDS)  # fmt: skip
good("pdf-nested-tree", "cây trang năm tầng", "bc.pdf", lambda: letter(_nested), holds=WORDS)
good("pdf-crop-box", "CropBox nhỏ hơn MediaBox", "bc.pdf",
     lambda: letter(_set(CropBox=array(20, 20, 575, 822))), holds=WORDS)  # fmt: skip
good("pdf-crop-outside", "CropBox tràn ra ngoài MediaBox", "bc.pdf",
     lambda: letter(_set(CropBox=array(-500, -500, 900, 1200))), holds=WORDS)  # fmt: skip
good("pdf-box-swapped", "MediaBox ghi góc phải trước góc trái", "bc.pdf",
     lambda: letter(_set(MediaBox=array(595, 842, 0, 0))), holds=WORDS)  # fmt: skip
good("pdf-no-media-box", "thiếu MediaBox: dùng khổ mặc định", "bc.pdf",
     lambda: letter(_without("/MediaBox")), "repaired")  # fmt: skip
good("pdf-huge-box", "MediaBox 14400 điểm (5 mét)", "bc.pdf",
     lambda: letter(_set(MediaBox=array(0, 0, 14400, 14400))), holds=WORDS)  # fmt: skip
partly("pdf-absurd-box", "MediaBox một triệu điểm (350 mét)", "bc.pdf",
       lambda: letter(_set(MediaBox=array(0, 0, 1e6, 1e6))), "too_large",
       status="failed")  # fmt: skip
good("pdf-user-unit", "UserUnit phóng 10 lần", "bc.pdf", lambda: letter(_set(UserUnit=10)))
good("pdf-split-contents", "lệnh vẽ bị cắt giữa chừng sang luồng khác", "bc.pdf",
     lambda: letter(_split), holds=WORDS)  # fmt: skip
good("pdf-object-streams", "đối tượng nén (PDF 1.5)", "bc.pdf",
     lambda: letter(object_stream_mode=pikepdf.ObjectStreamMode.generate))  # fmt: skip
good("pdf-linearized", "tối ưu cho web", "bc.pdf",
     lambda: letter(linearize=True), holds=WORDS)  # fmt: skip
good("pdf-1-0", "phiên bản 1.0 ở đầu tệp", "bc.pdf",
     lambda: letter().replace(b"%PDF-1.3", b"%PDF-1.0"), holds=WORDS)  # fmt: skip
good("pdf-2-0", "phiên bản 2.0", "bc.pdf", lambda: letter(force_version="2.0"), holds=WORDS)
good("pdf-version-9", "phiên bản không có thật", "bc.pdf",
     lambda: letter().replace(b"%PDF-1.3", b"%PDF-9.9"), holds=WORDS)  # fmt: skip
good("pdf-owner-password", "chỉ khóa in, sao chép: đọc bình thường", "bc.pdf", _owned, holds=WORDS)
good("pdf-owner-aes", "như trên, AES-256", "bc.pdf", lambda: _owned(R=6, aes=True), holds=WORDS)
good("pdf-form-field", "số đến gõ vào ô biểu mẫu", "bc.pdf", lambda: letter(_root(AcroForm=_form)))
good("pdf-xfa-static", "biểu mẫu XFA tĩnh: trang thật vẫn có", "bc.pdf",
     lambda: letter(_root(AcroForm=_xfa)), holds=WORDS)  # fmt: skip
good("pdf-odd-form", "biểu mẫu chỉ là một con số", "bc.pdf", lambda: letter(_root(AcroForm=7)),
     holds=WORDS)  # fmt: skip
good("pdf-attachments", "có phụ lục Excel đính kèm bên trong: báo là chưa đọc", "bc.pdf",
     lambda: letter(_attach), "attachments", holds=WORDS)  # fmt: skip
good("pdf-layers", "lớp (OCG)", "bc.pdf", lambda: letter(_root(OCProperties=_layered)), holds=WORDS)
good("pdf-bookmark-ring", "dấu trang nối vòng", "bc.pdf",
     lambda: letter(_root(Outlines=_ring)), holds=WORDS)  # fmt: skip
good("pdf-javascript", "có JavaScript tự chạy: không bao giờ chạy", "bc.pdf",
     lambda: letter(_root(OpenAction=_script)), holds=WORDS)  # fmt: skip
good("pdf-launch", "đòi mở chương trình khác: không bao giờ mở", "bc.pdf",
     lambda: letter(_root(OpenAction=_launch)), holds=WORDS)  # fmt: skip
good("pdf-links", "liên kết ra mạng: không đi theo", "bc.pdf",
     lambda: letter(_set(Annots=_link)), holds=WORDS)  # fmt: skip
good("pdf-nfd-layer", "lớp chữ NFD: kết quả là NFC", "bc.pdf",
     lambda: letter(pages=(NFD,)), holds="Ủy ban nhân dân tỉnh báo cáo")  # fmt: skip
good("pdf-misnamed-docx", "PDF mang tên .docx", "bc.docx", letter, "misnamed", holds=WORDS)
good("pdf-upper-suffix", "đuôi viết hoa", "BC.PDF", letter, holds=WORDS)
good("pdf-no-suffix", "không có đuôi", "bao-cao", letter, holds=WORDS)
good("pdf-tcvn3-layer", "lớp chữ TCVN3 (.VnTime): không tin, đọc từ hình", "bc.pdf",
     lambda: latin_layer([line.encode("cp1252") for line in TCVN3]), reads=True)  # fmt: skip
good("pdf-vni-layer", "lớp chữ VNI: không tin, đọc từ hình", "bc.pdf",
     lambda: latin_layer([line.encode("cp1252") for line in VNI]), reads=True)  # fmt: skip
good("pdf-private-glyphs", "lớp chữ mã riêng: không tin, đọc từ hình", "bc.pdf",
     lambda: _layer_over_scan(*PRIVATE), reads=True, holds=WORDS)  # fmt: skip
good("pdf-scan", "một trang quét", "quet.pdf", scan, reads=True, holds=WORDS)
good("pdf-scanner-layer", "trang quét có lớp chữ kém của máy quét: đọc lại", "quet.pdf",
     lambda: _layer_over_scan("UY BAN NHAN DAN", "S0: l27/BC-UBND"), reads=True,
     holds=WORDS)  # fmt: skip
good("pdf-in-inches", "khổ trang tính nhầm inch thành điểm", "quet.pdf", _in_inches, reads=True,
     holds=WORDS)  # fmt: skip
good("pdf-strips", "trang quét cắt thành dải", "quet.pdf", _strips, reads=True, holds=WORDS)
good("pdf-stamp-annotation", "dấu đến đặt lên trang quét bằng chú thích", "quet.pdf", _stamped,
     reads=True, holds=WORDS)  # fmt: skip
partly("pdf-all-blank", "mọi trang đều trắng", "trang.pdf",
       lambda: letter(_blank_back, pages=()), "empty", status="failed")  # fmt: skip
partly("pdf-no-contents", "trang không có lệnh vẽ", "trang.pdf",
       lambda: letter(_without("/Contents")), "empty", status="failed")  # fmt: skip
partly("pdf-one-point", "trang 1×1 điểm, poppler vẽ ra 1 điểm ảnh mà không báo", "bc.pdf",
       lambda: letter(_set(MediaBox=array(0, 0, 1, 1))), "page_unreadable",
       status="failed")  # fmt: skip
partly("pdf-one-point-back", "trang hai 1×1 điểm, trang một đọc được", "bc.pdf",
       lambda: letter(lambda pdf: (pdf.add_blank_page(page_size=(3, 3)) and None)
                      or pdf.pages[1].obj.__setitem__("/MediaBox", array(0, 0, 1, 1))),
       "page_unreadable")  # fmt: skip
