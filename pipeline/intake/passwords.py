"""Locked PDFs, opened with a list of passwords that the user keeps in a file.

What stands in the file goes nowhere: not into messages, not into records, not into keys of the
cache. Every worker reads the file for itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import BadSettings, Encrypted
from pipeline.files import in_one_step
from pipeline.settings import Settings

MARK = "/Unlocked"
"""Entry of the document information of a copy without its lock."""
_SAID = "vanban: opened with a password; the original is locked"
_MOST = 1 << 20  # bytes: a list longer than that is not one that people keep
_OLD = "cp1258"  # passwords of PDF before 2.0 are bytes, and these were Windows' in Vietnam
_LATIN = ("cp1252", "mac-roman")


def read_passwords(settings: Settings) -> tuple[str, ...]:
    """The lines of the password file, in its order; none where no file was given. Spaces count,
    empty lines do not. Raises ``BadSettings``, which shows nothing of it."""
    if not settings.password_file:
        return ()
    path = Path(settings.password_file)
    try:
        if path.stat().st_size > _MOST:
            raise BadSettings(where="password_file", what=f"{path}: > {_MOST >> 20} MB")
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSettings(where="password_file", what=f"{path}: UTF-8?") from error
    except OSError as error:
        what = f"{path}: {error.strerror or error}"
        raise BadSettings(where="password_file", what=what) from error
    return tuple(dict.fromkeys(line for line in text.splitlines() if line))


def open_pdf(path: Path, settings: Settings) -> tuple[Any, bool]:
    """A ``pikepdf.Pdf``, and whether a password was needed. One that only restricts printing or
    copying needs none to be read.

    Raises ``Encrypted`` where no password fits, and pikepdf's own errors."""
    pdf, word = _opened(path, settings)
    return pdf, word is not None


def word_for(path: Path, settings: Settings) -> str | bytes:
    """The password that opens a PDF, empty where it needs none: for libraries that open it for
    themselves. Raises as ``open_pdf``."""
    pdf, word = _opened(path, settings)
    pdf.close()
    return word or ""


def _opened(path: Path, settings: Settings) -> tuple[Any, str | bytes | None]:
    import pikepdf

    try:
        return pikepdf.open(path), None
    except pikepdf.PasswordError as error:
        for word in _forms(read_passwords(settings)):
            try:
                return pikepdf.open(path, password=word), word
            except pikepdf.PasswordError:
                continue
        raise Encrypted() from error


def write_unlocked(path: Path, settings: Settings, target: Path) -> None:
    """A copy of a locked PDF that needs no password, and says so in its document information.
    Same input, same bytes. Raises as ``open_pdf``, and ``OutputUnwritable``."""
    pdf, _ = open_pdf(path, settings)
    with pdf:
        pdf.docinfo[MARK] = _SAID
        with in_one_step(target, durable=True, mode=0o600) as part:
            pdf.save(part, deterministic_id=True, encryption=False)


def _forms(passwords: tuple[str, ...]) -> Iterator[str | bytes]:
    """Each password as it may have been written into a file."""
    for word in passwords:
        yield word
        if not word.isascii():
            try:
                yield word.encode(_OLD)
            except UnicodeEncodeError:
                continue


def spellings(word: str | bytes) -> Iterator[bytes]:
    """The bytes that a password which fitted may have stood for: qpdf tries them by itself."""
    if isinstance(word, bytes):
        yield word
        return
    told: dict[bytes, None] = {}
    for encoding in ("utf-8", *_LATIN):
        try:
            told[word.encode(encoding)] = None
        except UnicodeEncodeError:
            continue
    yield from told
