"""What is sent instead of a letter: told by its content, and each refusal says what to do."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipeline import messages
from pipeline.errors import Encrypted, NotADocument
from pipeline.intake import find, open_source
from pipeline.intake.foreign import foreign, inside_ole, inside_zip, is_container
from pipeline.intake.sniff import DOCUMENT_SUFFIXES, OTHER_SUFFIXES, sniff, suffix_of
from pipeline.settings import Settings
from tests.cases.mail import MAIL, locked_zip, mail, ole, refused
from tests.cases.paper import letter, packed

S = Settings()


def said(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.write_bytes(data)
    with pytest.raises(NotADocument) as refusal:
        open_source(path, name, S)
    return str(refusal.value)


HELP = [
    # (the case, what its refusal must tell in Vietnamese)
    ("mail-eml", ("thư điện tử", "lưu các tệp đính kèm")),
    ("mail-eml-txt", ("thư điện tử",)),
    ("mail-msg", ("thư điện tử",)),
    ("mail-msg-pdf", ("thư điện tử",)),
    ("mail-zip", ("ZIP", "giải nén")),
    ("mail-zip-stored", ("ZIP", "giải nén")),
    ("mail-zip-locked", ("ZIP", "mật khẩu", "giải nén")),
    ("mail-rar", ("RAR", "giải nén")),
    ("mail-7z", ("7-Zip", "giải nén")),
    ("mail-p7m-pdf", ("phong bì chữ ký số", "phần mềm ký số")),
    ("mail-edxml", ("liên thông", "phần mềm quản lý văn bản")),
    ("mail-shortcut-pdf", ("lối tắt", "chép chính tệp đó")),
    ("mail-url", ("lối tắt",)),
    ("mail-xls-pdf", ("Excel", "lưu thành PDF")),
    ("mail-pptx-pdf", ("PowerPoint", "lưu thành PDF")),
    ("mail-xps", ("XPS", "PDF")),
    ("mail-ps", ("PostScript", "PDF")),
    ("mail-heic", ("HEIC", "JPG")),
    ("mail-film", ("phim", "quét")),
    ("mail-zeros", ("byte 0", "chép lại")),
    ("mail-program", ("chương trình", "đừng mở")),
]


@pytest.mark.parametrize(("case", "words"), HELP, ids=[row[0] for row in HELP])
def test_a_refusal_says_what_to_do(case: str, words: tuple[str, ...], tmp_path: Path) -> None:
    (_, _, name, data) = next(row for row in refused if row[0] == case)
    messages.speak("vi")
    told = said(tmp_path, name, data())
    assert all(word in told for word in words), told
    messages.speak("en")
    try:
        assert said(tmp_path, name, data()) != told
    finally:
        messages.speak("vi")


def test_nothing_that_may_hold_a_letter_is_passed_over_in_silence(tmp_path: Path) -> None:
    names = [name for _, _, name, _ in refused]
    for name in names:
        (tmp_path / name).write_bytes(b"x")
    assert {name for _, name in find([tmp_path])} == {*names}
    assert not DOCUMENT_SUFFIXES & OTHER_SUFFIXES


def test_the_files_of_an_office_that_are_no_letters_are_passed_over(tmp_path: Path) -> None:
    passed = [case for case in MAIL.cases if case.status == "passed over"]
    for case in passed:
        case.make(tmp_path)
    assert passed and find([tmp_path]) == []


OLE_KINDS = [
    (("WordDocument",), "word97"),
    (("Workbook",), "sheet"),
    (("PowerPoint Document",), "slides"),
    (("WordDocument", "Workbook"), "word97"),  # a table of Excel inside a letter
    (("__properties_version1.0", "WordDocument"), "mail"),  # a letter attached to a mail
    (("__properties_version1.0", "EncryptedPackage"), "mail"),
    (("EncryptedPackage", "EncryptionInfo"), "locked"),
    ((), "word97"),
]


@pytest.mark.parametrize(("streams", "kind"), OLE_KINDS)
def test_what_an_old_office_file_holds(streams: tuple[str, ...], kind: str, tmp_path: Path) -> None:
    path = tmp_path / "cu.doc"
    path.write_bytes(ole(*streams))
    assert inside_ole(path) == kind
    with pytest.raises(Encrypted if kind == "locked" else NotADocument):
        open_source(path, path.name, S)


def test_a_name_across_two_reads_is_found(tmp_path: Path) -> None:
    """The directory may stand anywhere: here its name lies half in one megabyte, half in the
    next."""
    path = tmp_path / "thu.msg"
    data = ole("__properties_version1.0")
    at = data.index("__prop".encode("utf-16-le"))
    path.write_bytes(data[:at] + bytes((1 << 20) - at - 11) + data[at:])
    assert inside_ole(path) == "mail"


@pytest.mark.parametrize(
    ("names", "locked", "word"),
    [
        ({"xl/workbook.xml"}, False, "Excel"),
        ({"ppt/slides/1.xml"}, False, "PowerPoint"),
        ({"content.xml", "mimetype"}, False, "OpenDocument"),
        ({"FixedDocSeq.fdseq"}, False, "XPS"),
        ({"a.pdf"}, False, "giải nén rồi"),
        ({"a.pdf"}, True, "bằng mật khẩu"),
        (set(), False, "ZIP"),
    ],
)
def test_what_an_archive_holds(names: set[str], locked: bool, word: str) -> None:
    assert word in inside_zip(names, locked=locked)


def test_the_locked_archive_is_one_that_others_take_for_locked(tmp_path: Path) -> None:
    (tmp_path / "goi.zip").write_bytes(locked_zip())
    with zipfile.ZipFile(tmp_path / "goi.zip") as archive:
        assert archive.infolist()[0].flag_bits & 1
        with pytest.raises(RuntimeError, match="encrypted"):
            archive.read("bc.pdf")


def test_an_archive_is_not_taken_for_the_pdf_at_its_top() -> None:
    """Its other members would be lost in silence."""
    data = packed({"a.pdf": letter(), "b.pdf": letter()}, zipfile.ZIP_STORED)
    assert b"%PDF-" in data[:1024]
    assert sniff(data[:4096], "goi.pdf") == "docx", "which then looks at its directory"
    for before in (b"Rar!\x1a\x07\x01\0", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf"):
        assert is_container(before)
        with pytest.raises(NotADocument):
            sniff(before + b"..%PDF-1.4", "goi.pdf")
    assert sniff(b"From: van-thu\r\n\r\n%PDF-1.4", "a.pdf") == "pdf", "a mail server's junk"


@pytest.mark.parametrize(
    "head",
    [
        "ỦY BAN NHÂN DÂN".encode(), b"Kinh gui: So Noi vu", "BÁO CÁO".encode("utf-16"),
        b"L\xc3\xaa Van Tam", b"[1] Nghi dinh", b"0,5 ty dong", b"Subject: ", b"\xff\xfe\x42\x00",
    ],
)  # fmt: skip
def test_words_of_a_letter_are_nothing_foreign(head: bytes) -> None:
    assert foreign(head) is None


def test_a_mail_is_one_by_its_name_or_its_first_line() -> None:
    assert foreign(mail()[:4096]) == foreign(b"From: a", ".eml") is not None
    assert foreign(b"From: a", ".txt") is None


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("bc.PDF", ".pdf"),
        ("bc.pdf.", ".pdf"),
        ("bc.pdf . ", ".pdf"),
        ("bc.docx\u00a0", ".docx"),
        ("bc.txt\u200b", ".txt"),
        ("bc", ""),
        ("...", ""),
        ("", ""),
        (".pdf", ""),
        ("bao-cao.pdf.exe", ".exe"),
    ],
)
def test_the_ending_of_a_name_as_people_see_it(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
