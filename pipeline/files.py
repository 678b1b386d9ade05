"""Writing without ever leaving half a file: ground floor, imports nothing of ours but errors.

All that is kept goes through ``in_one_step``: into a file beside its target, which then takes the
target's place. Whoever is killed leaves the old file or the new one, and a ``.part`` that the next
run sweeps away. ``durable`` waits for the disk before that, so that a power failure can't leave
half either: for what was published, decided, or is trusted without another look. What can be made
again is not waited for, as that would take longer than making it: ``write_remade``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import OutputUnwritable, Unreadable

PART = ".part"
_CHUNK = 1 << 30
_LOSS_SHOWS = os.name != "nt"
"""Whether a file that a power failure took is shorter than it was: file systems that write data
before they lengthen a file. NTFS may give it back at its full length, filled with zeros."""


@contextmanager
def in_one_step(target: Path, *, durable: bool = False, mode: int = 0o644) -> Iterator[Path]:
    """The path of an empty file to fill, which becomes ``target`` when all is well: readers see
    the old file or the new one, memory holds none of it.

    Raises ``OutputUnwritable`` and leaves the old file when it can't."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = _begin(target)
        try:
            yield part
            _settle(part, target, durable=durable, mode=mode)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OutputUnwritable(where=str(target), what=error.strerror or str(error)) from error


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Puts ``data`` at ``path`` in one step. Raises ``OutputUnwritable``, as above."""
    with in_one_step(path, durable=durable) as part:
        part.write_bytes(data)


def write_remade(path: Path, data: bytes) -> None:
    """Puts ``data`` at ``path`` in one step: what can be made again, by who looks at its length or
    checksum before it is trusted. Raises ``OutputUnwritable``."""
    write_atomically(path, data, durable=not _LOSS_SHOWS)


def copy_in_one_step(original: Path, target: Path) -> str:
    """Keeps the bytes that came in, read only, and gives their SHA-256. A copy, no hard link: who
    edits one must not change the other. Where the file system can, both share their blocks until
    then. Raises ``Unreadable``, ``OutputUnwritable``."""
    try:
        source = original.open("rb")
    except OSError as error:
        raise Unreadable(what=error.strerror or str(error)) from error
    with source, in_one_step(target, mode=0o444) as part:
        with part.open("r+b") as copy:
            try:
                while os.copy_file_range(source.fileno(), copy.fileno(), _CHUNK):
                    pass
            except (OSError, AttributeError):  # a device or a system that knows no such call
                copy.truncate(0)
                source.seek(0)
                copy.seek(0)
                shutil.copyfileobj(source, copy)
        with part.open("rb") as copy:
            return hashlib.file_digest(copy, "sha256").hexdigest()


def share(kept: Path, target: Path) -> None:
    """The same bytes at a second place: they cost nothing where the file system has hard links.
    Raises ``OutputUnwritable``."""
    with in_one_step(target) as part:
        part.unlink()
        try:
            os.link(kept, part)
        except OSError:
            shutil.copyfile(kept, part)


def sweep(folder: Path) -> int:
    """Removes what writers that were killed left unfinished under ``folder``; how many files."""
    left = [path for path in folder.rglob(f".*{PART}") if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _begin(target: Path) -> Path:
    """An empty file beside ``target``."""
    prefix = f".{target.name[:40]}."
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=PART, dir=target.parent)
    os.close(handle)
    return Path(name)


def _settle(part: Path, target: Path, *, durable: bool, mode: int) -> None:
    """Puts a finished file in its place."""
    if durable:
        with part.open("rb+") as file:
            os.fsync(file.fileno())
    part.chmod(mode)
    try:
        part.replace(target)
    except PermissionError:  # Windows puts nothing in the place of a file that is read only
        target.chmod(0o644)
        part.replace(target)
