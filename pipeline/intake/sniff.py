"""What a file is, by its first bytes: names lie, magic numbers seldom do."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path, PurePath

from pipeline.errors import Empty, NotADocument
from pipeline.records import FileKind

HEAD = 4096
"""Bytes of a file that ``sniff`` looks at."""

# Office folders hold these beside the letters; in a folder they are passed over in silence.
OTHER_SUFFIXES = frozenset((
    ".json", ".jsonl", ".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".html", ".htm", ".xml", ".css",
    ".js", ".py", ".ipynb", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".log", ".db", ".sqlite",
    ".zip", ".rar", ".7z", ".gz", ".tar", ".exe", ".dll", ".msi", ".bat", ".sh", ".lnk", ".url",
    ".ppt", ".pptx", ".mp3", ".mp4", ".mov", ".avi", ".wav", ".eml", ".msg", ".bak", ".tmp",
    ".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".lock", ".pkl",
    ".npy", ".svg", ".ttf", ".otf",
))  # fmt: skip
TEXT_SUFFIXES = frozenset((".txt", ".md", ".markdown", ".text"))
_READ = (".pdf", ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".bmp", ".webp")
_REFUSED = (".doc", ".rtf", ".odt", ".heic")  # letters all the same: refused aloud, not skipped
DOCUMENT_SUFFIXES = TEXT_SUFFIXES | frozenset((*_READ, ".docx", *_REFUSED))
SUFFIXES: dict[FileKind, frozenset[str]] = {
    "pdf": frozenset((".pdf",)),
    "image": frozenset(_READ[1:]),
    "docx": frozenset((".docx",)),
    "text": TEXT_SUFFIXES,
}
"""What a file of each kind may be called."""

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PDF_WITHIN = 1024  # the standard's Annex H lets junk stand before the header
OLE = b"\xd0\xcf\x11\xe0"  # the container of Word 97, and of every locked Office file
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (OLE, "Word 97-2003 (.doc) → .docx/.pdf"),
    (b"{\\rtf", "RTF → .docx/.pdf"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"GIF8", "GIF → .png"),
    (b"SQLite format 3", "SQLite"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg")


def sniff(head: bytes, name: str) -> FileKind:
    """The kind of the file that begins with ``head``. Raises ``Empty``, ``NotADocument``."""
    if not head:
        raise Empty()
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if head.startswith(_IMAGES) or _is_bmp(head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith(b"PK\x03\x04"):
        return "docx"  # which of the zipped formats it is, its directory tells: see ``check_docx``
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        raise NotADocument(what="HEIC → .jpg")
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise NotADocument(what=what)
    if head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise NotADocument(what="HTML/XML")
    suffix = PurePath(name).suffix.lower()
    if suffix in OTHER_SUFFIXES:
        raise NotADocument(what=suffix)
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix in DOCUMENT_SUFFIXES - TEXT_SUFFIXES or (b"\0" in head and not utf16):
        raise NotADocument(what=suffix or "?")
    return "text"


def is_docx(data: bytes | str) -> bool:
    """Whether a zip archive (its bytes, or its path) holds a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def is_locked_office(path: Path) -> bool:
    """Whether a file that begins with ``OLE`` is a .docx under a password: its directory, which
    may stand anywhere, names the locked package."""
    with path.open("rb") as file:
        before = b""
        while part := file.read(1 << 20):
            if _LOCKED in before + part:
                return True
            before = part[-len(_LOCKED) :]
    return False


def _is_bmp(head: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"
