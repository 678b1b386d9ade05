"""What comes by mail instead of a scan: mails, archives, shortcuts, files of other programs. In a
folder of letters none of them may be lost in silence: each is refused, and says what to do."""

from __future__ import annotations

import base64

from tests.cases.documents import TEXT
from tests.cases.paper import WORDS, image, letter, packed, word
from tests.cases.table import Group

MAIL = Group("Gửi thay văn bản quét")
good, bad = MAIL.good, MAIL.bad

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*streams: str) -> bytes:
    """As much of an OLE file as tells what it is: the names in its directory."""
    entries = (name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in streams)
    return _OLE + b"".join(entries) + bytes(256)


def mail() -> bytes:
    """A mail with a letter attached."""
    attached = base64.encodebytes(letter()).decode()
    head = (
        "Received: from mail.example.invalid\r\nFrom: Van thu <vt@example.invalid>\r\n"
        "Subject: =?utf-8?B?QsOhbyBjw6Fv?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
        'Content-Type: application/pdf; name="bc.pdf"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return f"{head}{attached}--x--\r\n".encode()


def locked_zip() -> bytes:
    """Each member says that it is encrypted; no library of ours writes such archives."""
    data = bytearray(packed({"bc.pdf": b"unreadable"}, 0))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data[place] |= 1
    return bytes(data)


def _media(brand: bytes) -> bytes:
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1" + brand + bytes(99)


def _envelope() -> bytes:
    """The outermost of a CMS signed message (RFC 5652): its content type, and a length."""
    return b"\x30\x82\x04\x00" + bytes.fromhex("06092a864886f70d010702") + bytes(400)


def _hidden_pdf() -> bytes:
    """An archive whose first member is a PDF, stored as it is: "%PDF-" stands at its top."""
    return packed({"bc.pdf": letter()}, 0)


# Name of the case, its purpose, the file, its bytes.
refused = (
    ("mail-eml", "thư điện tử có văn bản đính kèm", "thu.eml", mail),
    ("mail-eml-txt", "thư điện tử mang tên .txt", "thu.txt", mail),
    ("mail-msg", "thư Outlook", "thu.msg", lambda: ole("__properties_version1.0", "WordDocument")),
    ("mail-msg-pdf", "thư Outlook mang tên .pdf", "thu.pdf",
     lambda: ole("__properties_version1.0")),
    ("mail-zip", "tệp nén ZIP trong thư mục văn bản: không bỏ qua", "goi.zip",
     lambda: packed({"bc.pdf": letter()})),
    ("mail-zip-locked", "tệp nén ZIP có mật khẩu", "goi.zip", locked_zip),
    ("mail-zip-locked-docx", "ZIP có mật khẩu mang tên .docx", "goi.docx", locked_zip),
    ("mail-zip-empty", "tệp nén ZIP rỗng", "goi.zip", lambda: packed({})),
    ("mail-zip-stored", "ZIP không nén, trong có PDF: không đọc nhầm", "goi.zip", _hidden_pdf),
    ("mail-rar", "tệp nén RAR", "goi.rar", lambda: b"Rar!\x1a\x07\x01\0" + bytes(99)),
    ("mail-7z", "tệp nén 7-Zip", "goi.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99)),
    ("mail-p7m", "phong bì chữ ký số", "ky.p7m", _envelope),
    ("mail-p7m-pdf", "phong bì chữ ký số mang tên .pdf", "ky.pdf", _envelope),
    ("mail-edxml", "gói văn bản liên thông", "goi.edxml",
     lambda: b'<?xml version="1.0"?><edXML:Envelope/>'),
    ("mail-shortcut", "lối tắt Windows: chép nhầm thay cho tệp", "bc.pdf.lnk",
     lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(90)),
    ("mail-shortcut-pdf", "lối tắt Windows mang tên .pdf", "bc.pdf",
     lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(90)),
    ("mail-url", "lối tắt mạng", "bc.url",
     lambda: b"[InternetShortcut]\r\nURL=http://example.invalid/\r\n"),
    ("mail-xls-pdf", "Excel 97 mang tên .pdf", "phu-luc.pdf", lambda: ole("Workbook")),
    ("mail-ppt-pdf", "PowerPoint 97 mang tên .pdf", "trinh-chieu.pdf",
     lambda: ole("PowerPoint Document")),
    ("mail-pptx-pdf", "PowerPoint mang tên .pdf", "trinh-chieu.pdf",
     lambda: packed({"ppt/presentation.xml": b"<x/>"})),
    ("mail-wps", "WPS Writer", "bc.wps", lambda: ole("WordDocument")),
    ("mail-xps", "XPS (lệnh in của Windows)", "bc.xps",
     lambda: packed({"FixedDocSeq.fdseq": b"<x/>"})),
    ("mail-prn", "lệnh in PJL mang tên .pdf", "bc.pdf",
     lambda: b"\x1b%-12345X@PJL ENTER LANGUAGE=PCL\r\n"),
    ("mail-ps", "PostScript mang tên .pdf", "bc.pdf", lambda: b"%!PS-Adobe-3.0\n%%Title: bc\n"),
    ("mail-djvu", "DjVu", "bc.djvu", lambda: b"AT&TFORM\0\0\1\0DJVU" + bytes(40)),
    ("mail-heic", "HEIC của iPhone", "IMG_0415.HEIC", lambda: _media(b"heic")),
    ("mail-heif-burst", "HEIC chụp liên tiếp mang tên .jpg", "IMG_0416.jpg",
     lambda: _media(b"hevc")),
    ("mail-avif", "AVIF", "bc.avif", lambda: _media(b"avif")),
    ("mail-film", "phim quay văn bản mang tên .jpg", "VID_01.jpg", lambda: _media(b"isom")),
    ("mail-gif", "GIF động", "bc.gif", lambda: b"GIF89a" + bytes(60)),
    ("mail-jp2", "JPEG 2000 mang tên .jpg", "bc.jpg", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" * 3),
    ("mail-zeros", "toàn byte 0 vì chép chưa xong", "bc.docx", lambda: bytes(9000)),
    ("mail-program", "mã độc mang tên .pdf", "bao-cao.pdf", lambda: b"MZ\x90\0" + bytes(99)),
)  # fmt: skip

for id, purpose, file, data in refused:
    bad(id, purpose, file, data, "not_a_document")

good("mail-docx-zip", "Word mang tên .zip", "bc.zip", word, "misnamed", holds=WORDS)
good("mail-pdf-eml", "PDF lưu từ thư mang tên .eml", "bc.eml", letter, "misnamed", holds=WORDS)
good("mail-txt", "văn bản nói về «Received:» vẫn là văn bản", "bc.txt",
     f"{TEXT}\nReceived: 20/5".encode, holds=WORDS)  # fmt: skip
MAIL.add(
    "mail-exe", "chương trình mang tên .pdf.exe: không bao giờ mở", "bao-cao.pdf.exe",
    lambda folder: (folder / "bao-cao.pdf.exe").write_bytes(b"MZ\x90\0") and None, "passed over",
)  # fmt: skip
MAIL.add(
    "mail-xlsx", "bảng tính để cạnh văn bản", "phu-luc.xlsx",
    lambda folder: (folder / "phu-luc.xlsx").write_bytes(packed({"xl/workbook.xml": b"<x/>"}))
    and None, "passed over",
)  # fmt: skip
MAIL.add(
    "mail-picture-folder", "ảnh chụp để trong thư mục tên «bc.zip»", "bc.zip/1.png",
    lambda folder: (folder / "bc.zip").mkdir()
    or ((folder / "bc.zip" / "1.png").write_bytes(image("PNG")) and None), "ok", reads=True,
    holds=WORDS,
)  # fmt: skip
