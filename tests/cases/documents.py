"""Word files and plain text."""

from __future__ import annotations

import unicodedata
import zipfile

from tests.cases.good_pdfs import TCVN3, VNI
from tests.cases.paper import LETTER, WORDS, image, packed, word
from tests.cases.table import Group

DOCUMENTS = Group("Word, văn bản thuần")
good, bad = DOCUMENTS.good, DOCUMENTS.bad

TEXT = "\n".join(LETTER)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '">'
    + "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("bcdefg", "cdefgh", strict=True))
    + "]>"
)  # fmt: skip


def _laughing() -> bytes:
    """Entities within entities: ten to the seventh words from half a kilobyte."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p><w:r><w:t>&h;</w:t></w:r></w:p></w:body>'
    document = f'<?xml version="1.0"?>{_LAUGHS}{body}</w:document>'.encode()
    return word(**{"word/document.xml": document})


def _outside() -> bytes:
    """An entity that asks for a file of this machine."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    rows = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("&f;", *LETTER))
    document = f'{head}<w:document xmlns:w="{space}"><w:body>{rows}</w:body></w:document>'
    return word(**{"word/document.xml": document.encode()})


def _flipped() -> bytes:
    """One byte of the packed text is another."""
    data = bytearray(packed({"word/document.xml": TEXT.encode()}, zipfile.ZIP_STORED))
    data[data.index(TEXT.encode()[:20]) + 5] ^= 0x20
    return bytes(data)


def _tcvn3_bytes() -> bytes:
    return "\n".join(TCVN3).encode("cp1252", "replace")


def _in_table() -> bytes:
    """The whole letter stands in a table, as offices lay out the top of a page."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    cells = "".join(
        f"<w:tr><w:tc><w:p><w:r><w:t>{line}</w:t></w:r></w:p></w:tc></w:tr>" for line in LETTER
    )
    body = f"<w:body><w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl></w:body>"
    document = f'<w:document xmlns:w="{space}">{body}</w:document>'
    return word(**{"word/document.xml": document.encode()})


good("doc-docx", "Word", "bc.docx", word, holds=WORDS)
good("doc-table", "Word: toàn văn nằm trong bảng", "bc.docx", _in_table, holds=WORDS)
good("doc-macro", "Word có macro: không bao giờ chạy", "bc.docx",
     lambda: word(**{"word/vbaProject.bin": _OLE}), holds=WORDS)  # fmt: skip
good("doc-climbing", "Word có mục tên ../../x: không bung ra đĩa", "bc.docx",
     lambda: word(**{"../../../tmp/x": b"x"}), holds=WORDS)  # fmt: skip
bad("doc-outside", "Word đòi chép tệp của máy qua thực thể XML", "bc.docx", _outside,
    "unsafe_file")  # fmt: skip
good("doc-no-suffix", "Word không có đuôi", "bao-cao", word, holds=WORDS)
good("doc-renamed", "Word mang tên .pdf", "bc.pdf", word, "misnamed", holds=WORDS)
bad("doc-laughs", "thực thể XML lồng nhau", "bom.docx", _laughing, "unsafe_file")
bad("doc-bomb", "bung ra 70 MB từ 70 kB", "bom.docx",
    lambda: word(**{"word/media/a.bmp": bytes(70 << 20)}), "too_large")  # fmt: skip
bad("doc-cut", "Word bị cắt", "bc.docx", lambda: word()[:-200], "truncated")
bad("doc-flipped", "Word sai mã kiểm", "bc.docx", _flipped, "truncated")
bad("doc-not-xml", "Word mà ruột không phải XML", "bc.docx",
    lambda: word(**{"word/document.xml": b"\0\1\2"}), "truncated")  # fmt: skip
bad("doc-empty-zip", "ZIP rỗng mang tên .docx", "bc.docx", lambda: packed({}), "not_a_document")
bad("doc-locked", "Word có mật khẩu", "mat.docx",
    lambda: _OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100), "encrypted")  # fmt: skip
bad("doc-97", "Word 97 (.doc)", "cu.doc", lambda: _OLE, "not_a_document")
bad("doc-97-pdf", ".doc đổi tên thành .pdf", "cu.pdf", lambda: _OLE, "not_a_document")
bad("doc-rtf", "RTF mang tên .doc", "cu.doc", lambda: b"{\\rtf1\\ansi Bao cao}", "not_a_document")
bad("doc-excel", "Excel mang tên .docx", "bang.docx",
    lambda: packed({"xl/workbook.xml": b"<x/>"}), "not_a_document")  # fmt: skip
bad("doc-odt", "OpenDocument", "bc.odt",
    lambda: packed({"content.xml": b"<x/>"}), "not_a_document")  # fmt: skip
bad("doc-zip", "ZIP nhiều ảnh mang tên .pdf", "anh.pdf",
    lambda: packed({"1.jpg": image("JPEG")}), "not_a_document")  # fmt: skip
bad("doc-tcvn3", "Word gõ bằng phông .VnTime", "cu.docx", lambda: word(TCVN3), "legacy_encoding")
bad("doc-vni", "Word gõ bằng phông VNI-Times", "cu.docx", lambda: word(VNI), "legacy_encoding")

good("txt-utf8", "bản chép UTF-8", "bc.txt", TEXT.encode, holds=WORDS)
good("txt-bom", "UTF-8 có BOM", "bc.txt", lambda: TEXT.encode("utf-8-sig"), holds=WORDS)
good("txt-utf16", "UTF-16", "bc.txt", lambda: TEXT.encode("utf-16"), holds=WORDS)
good("txt-nfd", "chữ NFD: kết quả là NFC", "bc.txt",
     lambda: unicodedata.normalize("NFD", TEXT).encode(), holds=WORDS)  # fmt: skip
good("txt-crlf", "xuống dòng kiểu Windows", "bc.txt",
     TEXT.replace("\n", "\r\n").encode, holds=WORDS)  # fmt: skip
good("txt-markdown", "Markdown", "bc.md", f"**{LETTER[0]}**\n\n{TEXT}".encode,
     holds=WORDS)  # fmt: skip
good("txt-one-line", "cả văn bản trên một dòng 200 kB", "bc.txt",
     lambda: (TEXT.replace("\n", " ") + " ").encode() * 400, holds=WORDS)  # fmt: skip
good("txt-direction", "có dấu đảo chiều viết", "bc.txt",
     f"\u202e{TEXT}\u202c".encode, holds=WORDS)  # fmt: skip
bad("txt-tcvn3", "TCVN3 (ABC)", "cu.txt", _tcvn3_bytes, "legacy_encoding")
bad("txt-tcvn3-saved", "TCVN3 đã lưu nhầm thành UTF-8", "cu.txt", "\n".join(TCVN3).encode,
    "legacy_encoding")  # fmt: skip
bad("txt-vni", "VNI", "cu.txt", lambda: "\n".join(VNI).encode("cp1252"), "legacy_encoding")
bad("txt-1258", "Windows-1258", "cu.txt",
    lambda: "Kính g\u0309i: S\u01a1\u0309 Nô\u0323i vu\u0323".encode("cp1258", "ignore"),
    "not_a_document")  # fmt: skip
bad("txt-empty", "0 byte", "bc.txt", lambda: b"", "empty")
bad("txt-blank", "chỉ có dấu cách", "bc.txt", lambda: b" \r\n\t\f ", "empty")
bad("txt-binary", "nhị phân mang tên .txt", "bc.txt", lambda: b"B\0\1\2\3", "not_a_document")
bad("txt-html", "HTML mang tên .txt", "bc.txt", lambda: b"<html><p>x", "not_a_document")
bad("txt-program", "chương trình mang tên .txt", "bc.txt", lambda: b"MZ\x90\0", "not_a_document")
bad("txt-pages", "61 trang khi giới hạn là 60", "dai.txt", lambda: b"Trang\f" * 60 + b"x",
    "too_large")  # fmt: skip
bad("txt-huge", "33 MB chữ", "dai.txt", lambda: b"dai dong " * (4 << 20), "too_large")
