"""Files of a multipart request, streamed to disk as they arrive: memory stays flat, and a file
that grows over the limit is cut off and thrown away at once."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.concurrency import run_in_threadpool

from pipeline.review.failures import Refused
from pipeline.review.limits import Limits

PART = ".part-"
"""Of files that are still arriving; left over only after a crash."""


@dataclass(frozen=True, slots=True)
class Received:
    """One file. ``given`` is the name that was sent with it; ``path`` None: over the limit."""

    given: str
    path: Path | None
    sha256: str
    size: int


async def receive(
    kind: str, body: AsyncIterator[bytes], folder: Path, limits: Limits
) -> list[Received]:
    """The files of a request whose Content-Type is ``kind``; fields that are no files are passed
    over. Whatever goes wrong, nothing is left behind. Raises ``Refused`` (400, 413)."""
    main, options = parse_options_header(kind)
    boundary = options.get(b"boundary", b"")
    if main != b"multipart/form-data" or not 0 < len(boundary) <= 200:
        raise Refused(400, "bad_request")
    folder.mkdir(parents=True, exist_ok=True)
    files = _Files(folder, limits)
    parser = MultipartParser(boundary, files.callbacks())
    try:
        async for chunk in body:
            await run_in_threadpool(parser.write, chunk)
        parser.finalize()
        if not files.ended:
            raise Refused(400, "bad_request")
    except MultipartParseError as error:
        files.discard()
        raise Refused(400, "bad_request") from error
    except BaseException:
        files.discard()
        raise
    return files.done


class _Files:
    """What the parser calls back; holds the one file that is open."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.done: list[Received] = []
        self.ended = False
        self._folder = folder
        self._limits = limits
        self._header: tuple[bytes, bytes] = (b"", b"")
        self._given: str | None = None
        self._file: IO[bytes] | None = None
        self._path = folder
        self._hash = hashlib.sha256()
        self._size = 0

    def callbacks(self) -> Any:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._field,
            "on_header_value": self._value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._open,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def discard(self) -> None:
        """Removes everything that arrived."""
        if self._file is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)
            self._file = None
        for received in self.done:
            if received.path is not None:
                received.path.unlink(missing_ok=True)
        self.done.clear()

    def _begin(self) -> None:
        self._given, self._header = None, (b"", b"")
        self._hash, self._size = hashlib.sha256(), 0

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header[0] + data[start:end], b"")

    def _value(self, data: bytes, start: int, end: int) -> None:
        self._header = (self._header[0], self._header[1] + data[start:end])

    def _header_end(self) -> None:
        name, value = self._header
        if name.lower() == b"content-disposition":
            _, options = parse_options_header(value)
            if b"filename" in options:
                self._given = options[b"filename"].decode("utf-8", "replace")
        self._header = (b"", b"")

    def _open(self) -> None:
        if self._given is None:
            return
        if len(self.done) >= self._limits.upload_files:
            raise Refused(413, "too_much", limit=str(self._limits.upload_files))
        handle, name = tempfile.mkstemp(prefix=PART, dir=self._folder)
        self._file, self._path = os.fdopen(handle, "wb"), Path(name)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._file is None:
            return
        chunk = data[start:end]
        self._size += len(chunk)
        if not self._over():
            self._hash.update(chunk)
            self._file.write(chunk)

    def _end(self) -> None:
        if self._file is None or self._given is None:
            return
        self._file.close()
        self._file = None
        path: Path | None = self._path
        if self._over():
            self._path.unlink(missing_ok=True)
            path = None
        self.done.append(Received(self._given, path, self._hash.hexdigest(), self._size))

    def _over(self) -> bool:
        return self._size > self._limits.upload_bytes

    def _finish(self) -> None:
        self.ended = True
