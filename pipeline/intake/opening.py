"""From a path to a ``Source``: safe to open, whole, within limits, hashed."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path, PurePosixPath

from pipeline.errors import Empty, NotADocument, TooLarge, Unreadable, Unsafe
from pipeline.intake.checks import check_docx, check_image, check_pdf, check_text
from pipeline.intake.sniff import HEAD, sniff
from pipeline.records import Source
from pipeline.settings import Settings

_MEGA = 1024 * 1024


def open_source(path: Path, name: str, settings: Settings) -> Source:
    """The checked input ``path``, called ``name``.

    Raises ``Unsafe`` (a link out of its folder, a pipe, a device, a name that climbs),
    ``Unreadable``, ``Empty``, ``TooLarge``, ``NotADocument``, ``Encrypted``, ``Truncated``.
    """
    _check_place(path, name)
    try:
        size = path.stat().st_size
        if size == 0:
            raise Empty()
        if size > settings.max_bytes:
            raise TooLarge(limit=f"{settings.max_bytes // _MEGA} MB", what=f"{size // _MEGA} MB")
        with path.open("rb") as file:
            kind = sniff(file.read(HEAD), path.name)
        if kind == "pdf":
            pages = check_pdf(path)
        elif kind == "image":
            pages = check_image(path, settings)
        elif kind == "docx":
            pages = check_docx(path, settings)
        else:
            pages = check_text(path)
        digest = _sha256(path)
    except OSError as error:
        raise Unreadable(what=error.strerror or str(error)) from error
    if pages > settings.max_pages:
        raise TooLarge(limit=str(settings.max_pages), what=f"{pages} tr.")
    return Source(path, name, kind, digest, pages, size)


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
    inside = place.parts[-len(parts) :] == parts
    root = place.parents[len(parts) - 1] if inside else place.parent
    if not path.resolve().is_relative_to(root.resolve()):
        raise Unsafe(what=f"liên kết / link → {path.readlink()}")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
