"""What comes by mail instead of a letter, and what its reader should do about it.

A refusal that only names a format leaves a clerk helpless: each says how the letter inside can be
had, in the language in force.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.messages import say

OLE = b"\xd0\xcf\x11\xe0"  # the container of Word 97, of mail, and of every locked Office file
LOCKED = "locked"
_CHUNK = 1 << 20

# Names of streams ([MS-CFB] 2.6), by what only such files hold; a mail may carry any of the others.
_OLE_NAMES = (
    ("__properties_version1.0", "mail"),
    ("EncryptedPackage", LOCKED),
    ("WordDocument", "word97"),
    ("Workbook", "sheet"),
    ("PowerPoint Document", "slides"),
)
# (first bytes, what it is, how it is called)
_MAGIC = (
    (OLE, "word97", ""),
    (b"{\\rtf", "rtf", ""),
    (b"Rar!", "archive", "RAR"),
    (b"PK\x05\x06", "archive", "ZIP"),  # an empty one
    (b"7z\xbc\xaf", "archive", "7-Zip"),
    (b"\x1f\x8b", "archive", "gzip"),
    (b"GIF8", "picture", "GIF"),
    (b"AT&TFORM", "picture", "DjVu"),
    (b"\0\0\0\x0cjP  ", "picture", "JPEG 2000"),
    (b"\xff\x0a", "picture", "JPEG XL"),
    (b"%!PS", "print", "PostScript"),
    (b"\x1b%-12345X", "print", "PJL"),
    (b"MZ", "program", "Windows"),
    (b"\x7fELF", "program", "Linux"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut", ".lnk"),
    (b"[InternetShortcut]", "shortcut", ".url"),
    (b"SQLite format 3", "data", "SQLite"),
)
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), "HEIC"),
    **dict.fromkeys((b"mif1", b"msf1"), "HEIC"),
    **dict.fromkeys((b"avif", b"avis"), "AVIF"),
}
"""Of files in ISO's media format (ISO 14496-12, 4.3); any other brand is a film."""
_MARKUP = (b"<!doctype html", b"<html", b"<?xml", b"<svg")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # its name in ASN.1 (RFC 5652, 5.1)
_MAIL = (b"received:", b"return-path:", b"mime-version:", b"delivered-to:", b"x-mozilla-status:")
_TEXTS = {".eml": "mail", ".url": "shortcut", ".edxml": "exchange"}
_BLANKS = b"\xef\xbb\xbf \t\r\n"


def foreign(head: bytes, suffix: str = "") -> str | None:
    """What is said of a file that begins like something else than a letter; None for others.
    ``suffix`` speaks where such files begin like any text."""
    what, kind = _by_magic(head) or _by_words(head, suffix) or ("", "")
    return say(f"foreign.{what}", kind=kind) if what else None


def is_container(head: bytes) -> bool:
    """Whether a file holds other files, some of which may stand in it as they are."""
    return head.startswith(OLE) or (_by_magic(head) or ("",))[0] == "archive"


def _by_magic(head: bytes) -> tuple[str, str] | None:
    if not head.strip(b"\0"):
        return "zeros", ""
    if head[4:8] == b"ftyp":
        kind = _BRANDS.get(head[8:12], "")
        return "picture" if kind else "film", kind
    if head[:1] == b"\x30" and _SIGNED_DATA in head[:32]:
        return "envelope", ""
    return next(((what, kind) for magic, what, kind in _MAGIC if head.startswith(magic)), None)


def _by_words(head: bytes, suffix: str) -> tuple[str, str] | None:
    """Of files that are text: mail, web pages."""
    if suffix in _TEXTS:
        return _TEXTS[suffix], suffix
    begins = head.lstrip(_BLANKS).lower()
    if begins.startswith(_MARKUP):
        return "markup", ""
    return ("mail", "") if begins.startswith(_MAIL) else None


def inside_ole(path: Path) -> str:
    """What a file that begins with ``OLE`` is, as ``say`` knows it: its directory, which may stand
    anywhere, names what it holds. ``LOCKED`` for a .docx under a password."""
    wanted = [(name.encode("utf-16-le"), what) for name, what in _OLE_NAMES]
    longest = max(len(name) for name, _ in wanted)
    found: set[str] = set()
    with path.open("rb") as file:
        before = b""
        while part := file.read(_CHUNK):
            found |= {what for name, what in wanted if name in before + part}
            before = part[-longest:]
    return next((what for _, what in _OLE_NAMES if what in found), "word97")


def inside_zip(names: set[str], *, locked: bool) -> str:
    """What is said of a ZIP archive of these members that is no Word document."""
    if any(name.startswith("xl/") for name in names):
        return say("foreign.sheet")
    if any(name.startswith("ppt/") for name in names):
        return say("foreign.slides")
    if "content.xml" in names:
        return say("foreign.opendocument")
    if any(name.endswith(".fdseq") for name in names):
        return say("foreign.print", kind="XPS")
    return say("foreign.archive_locked" if locked else "foreign.archive", kind="ZIP")
