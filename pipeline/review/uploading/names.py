"""What an uploaded file is called: its own name is text to show, never a path to write to."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_MOST_BYTES = 180
# Separators of any system, and what would break a line, a header or a terminal. Format characters
# turn text around (RIGHT-TO-LEFT OVERRIDE makes `fdp.exe` of `exe.pdf`); surrogates are no text.
_NOT_SHOWN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_UNNAMED = "khong-ten"


def shown_name(given: str) -> str:
    """The last part of what a browser sent as the name: one line of printable text in NFC, no
    longer than a file system takes, its suffix kept."""
    text = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    text = "".join(ch for ch in text if unicodedata.category(ch) not in _NOT_SHOWN)
    text = " ".join(text.split()).lstrip(".~ ")
    suffix = suffix_of(text)
    stem = text[: len(text) - len(suffix)]
    while len((stem + suffix).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem.strip() + suffix if stem.strip() else _UNNAMED + suffix


def suffix_of(name: str) -> str:
    """The suffix where it is a plain one, else nothing. It says only how text files are told from
    others: what a file is, intake finds out by its content."""
    suffix = PurePosixPath(name).suffix
    return suffix if _SUFFIX.fullmatch(suffix) else ""
