"""What a file is, by its first bytes: names lie, magic numbers seldom do."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import PurePath

from pipeline.errors import Empty, NotADocument
from pipeline.intake.foreign import foreign, is_container
from pipeline.messages import say
from pipeline.records import FileKind

HEAD = 4096
"""Bytes of a file that ``sniff`` looks at."""

# Office folders hold these beside the letters; in a folder they are passed over in silence.
OTHER_SUFFIXES = frozenset((
    ".json", ".jsonl", ".xlsx", ".xls", ".xlsm", ".csv", ".tsv", ".html", ".htm", ".xml", ".css",
    ".js", ".py", ".ipynb", ".yaml", ".yml", ".toml", ".ini", ".cfg", ".log", ".db", ".sqlite",
    ".gz", ".tar", ".exe", ".dll", ".msi", ".bat", ".sh", ".ppt", ".pptx", ".mp3", ".mp4", ".mov",
    ".avi", ".wav", ".bak", ".tmp", ".part", ".partial", ".crdownload", ".download", ".opdownload",
    ".filepart", ".lock", ".pkl", ".npy", ".svg", ".ttf", ".otf",
))  # fmt: skip
TEXT_SUFFIXES = frozenset((".txt", ".md", ".markdown", ".text"))
_READ = (".pdf", ".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".bmp", ".webp")
# Letters all the same, or what letters are sent in: refused aloud, not skipped.
_REFUSED = (
    ".doc", ".rtf", ".odt", ".wps", ".heic", ".heif", ".avif", ".gif", ".djvu", ".xps", ".oxps",
    ".zip", ".rar", ".7z", ".eml", ".msg", ".p7m", ".edxml", ".lnk", ".url",
)  # fmt: skip
DOCUMENT_SUFFIXES = TEXT_SUFFIXES | frozenset((*_READ, ".docx", *_REFUSED))
SUFFIXES: dict[FileKind, frozenset[str]] = {
    "pdf": frozenset((".pdf",)),
    "image": frozenset(_READ[1:]),
    "docx": frozenset((".docx",)),
    "text": TEXT_SUFFIXES,
}
"""What a file of each kind may be called."""

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_UNSEEN_END = ". \t\u00a0\u200b\u200e\u200f\u202c"
_ZIP = b"PK\x03\x04"
_PDF_WITHIN = 1024  # the standard's Annex H lets junk stand before the header


def sniff(head: bytes, name: str) -> FileKind:
    """The kind of the file that begins with ``head``. Raises ``Empty``, ``NotADocument``."""
    if not head:
        raise Empty()
    if _is_pdf(head):
        return "pdf"
    if head.startswith(_IMAGES) or _is_bmp(head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith(_ZIP):
        return "docx"  # which of the zipped formats it is, its directory tells: see ``check_docx``
    suffix = suffix_of(name)
    if (what := foreign(head, suffix)) is not None:
        raise NotADocument(what=what)
    if suffix in OTHER_SUFFIXES:
        raise NotADocument(what=say("foreign.suffix", suffix=suffix))
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    if suffix in DOCUMENT_SUFFIXES - TEXT_SUFFIXES or (b"\0" in head and not utf16):
        raise NotADocument(what=say("foreign.unlike", suffix=suffix or "?"))
    return "text"


def suffix_of(name: str) -> str:
    """The ending of a name, in small letters. Archives and macOS keep dots and blanks after it,
    which nobody sees."""
    return PurePath(name.rstrip(_UNSEEN_END)).suffix.lower()


def is_docx(data: bytes | str) -> bool:
    """Whether a zip archive (its bytes, or its path) holds a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(data) if isinstance(data, bytes) else data) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _is_pdf(head: bytes) -> bool:
    """Junk may stand before its first bytes, but an archive whose first member is a PDF holds
    more than that."""
    if head.startswith(b"%PDF-"):
        return True
    return b"%PDF-" in head[:_PDF_WITHIN] and not (head.startswith(_ZIP) or is_container(head))


def _is_bmp(head: bytes) -> bool:
    return head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"
