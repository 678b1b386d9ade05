"""What must hold of any bytes that intake is given; needs no fuzzer."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from pipeline.errors import Code, VanbanError
from pipeline.intake import open_source
from pipeline.intake.encodings import legacy
from pipeline.intake.find import shown_name
from pipeline.intake.streams import inflated, jbig2_size, jpeg_size, jpx_size
from pipeline.settings import Settings

SETTINGS = Settings(workers=1, max_pages=50, max_bytes=1 << 24, max_pixels=4_000_000)
SUFFIXES = (".pdf", ".jpg", ".png", ".tif", ".docx", ".txt", "")
SECONDS = 5.0


def check(data: bytes) -> str:
    """The code of the refusal, or the kind of the file. The first byte chooses the name. Raises
    ``AssertionError`` for what can't be right, and whatever intake should not have let out."""
    if not data:
        return ""
    suffix, body = SUFFIXES[data[0] % len(SUFFIXES)], data[1:]
    _check_streams(body)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"f{suffix}"
        path.write_bytes(body)
        started = time.process_time()
        try:
            source = open_source(path, path.name, SETTINGS)
        except VanbanError as error:
            found = str(error.code)
            if found not in {*Code} or not str(error):
                raise AssertionError(f"code {found!r}") from error
        else:
            found = source.kind
            if not 1 <= source.pages <= SETTINGS.max_pages or source.size != len(body):
                raise AssertionError(f"{source.pages} pages, {source.size} bytes")
        if (spent := time.process_time() - started) > SECONDS:
            raise AssertionError(f"{spent:.1f} s for {len(body)} bytes")
        if path.read_bytes() != body:
            raise AssertionError("the file is another")
    return found


def _check_streams(data: bytes) -> None:
    """Headers of pictures and packed streams, read from any bytes."""
    for size in (jpeg_size(data), jpx_size(data), jbig2_size(data)):
        if size is not None and min(size) < 0:
            raise AssertionError(f"size {size}")
    total, _ = inflated(data, 1 << 16)
    if total > (1 << 16) * 2:
        raise AssertionError(f"counted on to {total}")
    legacy(data.decode("latin-1"))
    name = shown_name(data.replace(b"/", b"").decode("utf-8", "surrogateescape"))
    name.encode("utf-8")
