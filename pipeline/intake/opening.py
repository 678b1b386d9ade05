"""From a path to a ``Source``: safe to open, whole, within limits, hashed."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pipeline.errors import Code, Empty, Encrypted, NotADocument, TooLarge, Unreadable, Unsafe
from pipeline.intake.checks import check_docx, check_image, check_pdf, check_text
from pipeline.intake.find import shown_name
from pipeline.intake.foreign import LOCKED, OLE, inside_ole
from pipeline.intake.notes import signature_notes
from pipeline.intake.sniff import DOCUMENT_SUFFIXES, HEAD, SUFFIXES, sniff, suffix_of
from pipeline.messages import say
from pipeline.records import FileKind, Problem, Signature, Source
from pipeline.settings import Settings

_MEGA = 1024 * 1024


def open_source(path: Path, name: str, settings: Settings) -> Source:
    """The checked input ``path``, called ``name``.

    Raises ``Unsafe`` (a link out of its folder, a pipe, a device, a name that climbs),
    ``Unreadable``, ``Empty``, ``TooLarge``, ``NotADocument``, ``Encrypted``, ``Truncated``,
    ``XfaForm``, ``Portfolio``, ``LegacyEncoding``. What is odd but can be read stands in
    ``notes``, with their page those pages that must not be drawn.
    """
    _check_place(path, name)
    try:
        size = path.stat().st_size
        if size == 0:
            raise Empty()
        if size > settings.max_bytes:
            raise TooLarge(limit=f"{settings.max_bytes // _MEGA} MB", what=f"{size // _MEGA} MB")
        with path.open("rb") as file:
            head = file.read(HEAD)
        if head.startswith(OLE):
            if (what := inside_ole(path)) == LOCKED:
                raise Encrypted()
            raise NotADocument(what=say(f"foreign.{what}"))
        kind = sniff(head, path.name)
        if kind == "pdf":
            checked = check_pdf(path, settings)
        elif kind == "image":
            checked = check_image(path, settings)
        elif kind == "docx":
            checked = check_docx(path, settings)
        else:
            checked = check_text(path)
        digest = _sha256(path)
        signatures: tuple[Signature, ...] = ()
        if checked.signed:
            from pipeline.intake.signatures import check_signatures

            signatures = check_signatures(path, settings)
    except OSError as error:
        raise Unreadable(what=error.strerror or str(error)) from error
    if checked.pages > settings.max_pages:
        raise TooLarge(limit=str(settings.max_pages), what=f"{checked.pages} tr.")
    notes = (*_misnamed(name, kind), *checked.notes, *signature_notes(signatures))
    return Source(path, name, kind, digest, checked.pages, size, signatures, notes, checked.locked)


def _misnamed(name: str, kind: FileKind) -> Iterator[Problem]:
    """A name that promises another kind of file: programs that believe it will fail."""
    suffix = suffix_of(PurePosixPath(name).name)
    if suffix in DOCUMENT_SUFFIXES and suffix not in SUFFIXES[kind]:
        shown = {"image": say("kind_of_file.image"), "text": say("kind_of_file.text")}
        message = say(Code.MISNAMED, suffix=suffix, kind=shown.get(kind, kind.upper()))
        yield Problem(Code.MISNAMED, message)


def _check_place(path: Path, name: str) -> None:
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/") or "\0" in name:
        raise Unsafe(what=repr(name))
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            _check_link(path, parts)
            mode = path.stat().st_mode
    except OSError as error:
        raise Unreadable(what=error.strerror or str(error)) from error
    if stat.S_ISDIR(mode):
        raise NotADocument(what="thư mục / folder")
    if not stat.S_ISREG(mode):
        raise Unsafe(what="thiết bị hoặc ống / a device or a pipe")


def _check_link(path: Path, parts: tuple[str, ...]) -> None:
    """A link may point to a file under the folder it was found in, nowhere else: a shared
    folder must not become a window on the rest of the disk."""
    place = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow the link)
    folders = [shown_name(part) for part in place.parts[-len(parts) : -1]]
    inside = (*folders,) == parts[:-1]
    root = place.parents[len(parts) - 1] if inside else place.parent
    end = Path(os.path.realpath(path))  # resolve() raises where links run in a ring
    if not end.is_relative_to(os.path.realpath(root)):
        raise Unsafe(what=f"liên kết / link → {path.readlink()}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
