"""What a compressed stream will become, without unpacking it: sizes by its own header, and
inflating that stops at a limit. Dictionaries of PDFs lie; decoders believe the streams."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any

Size = tuple[int, int]
_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # SOF0 to SOF15
_JPEG_ALONE = frozenset((0x01, *range(0xD0, 0xDA)))  # markers without a length
_JBIG2_PAGE = 48
_JBIG2_SEGMENTS = 64  # the page's own comes first or nearly so
_STEP = 1 << 16


def jpeg_size(data: bytes) -> Size | None:
    """Width and height that a JPEG decoder will make room for."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _JPEG_ALONE:
            at += 2
        elif marker in _JPEG_FRAMES:
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return wide, high
        else:
            at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def jpx_size(data: bytes) -> Size | None:
    """The same of a JPEG 2000 codestream, boxed or bare: its SIZ marker."""
    at = data.find(b"\xff\x4f\xff\x51")
    if at < 0 or at + 24 > len(data):
        return None
    x1, y1, x0, y0 = struct.unpack(">IIII", data[at + 8 : at + 24])
    return max(0, x1 - x0), max(0, y1 - y0)


def jbig2_size(data: bytes) -> Size | None:
    """The same of an embedded JBIG2 stream: its page information segment (ITU-T T.88, 7.4.8)."""
    at = 0
    for _ in range(_JBIG2_SEGMENTS):
        if at + 11 > len(data):
            return None
        number, flags, referred = struct.unpack(">IBB", data[at : at + 6])
        count, head = referred >> 5, 6
        if count == 7:
            if at + 9 > len(data):
                return None
            count = struct.unpack(">I", data[at + 5 : at + 9])[0] & 0x1FFFFFFF
            head = 9 + (count + 8) // 8
        head += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
        head += 4 if flags & 0x40 else 1
        if at + head + 4 > len(data):
            return None
        length = struct.unpack(">I", data[at + head : at + head + 4])[0]
        at += head + 4
        if flags & 0x3F == _JBIG2_PAGE:
            if at + 8 > len(data):
                return None
            wide, high = struct.unpack(">II", data[at : at + 8])
            return wide, 0 if high == 0xFFFFFFFF else high  # unknown: as many as the stripes say
        at += length
    return None


def inflated(data: bytes, limit: int, rounds: int = 1) -> tuple[int, bool]:
    """Bytes that a stream deflated ``rounds`` times gives (counting stops above ``limit``), and
    whether it could be unpacked to its end."""
    total = 0
    try:
        for part in _unpack(data, rounds):
            total += len(part)
            if total > limit:
                break
    except zlib.error:
        return total, False
    return total, True


def _unpack(data: bytes, rounds: int) -> Iterator[bytes]:
    if not data:
        return  # an empty page, packed by a program that packs everything
    if rounds == 0:
        for at in range(0, len(data), _STEP):
            yield data[at : at + _STEP]
        return
    machine = zlib.decompressobj()
    for part in _unpack(data, rounds - 1):
        rest = part
        while rest:
            yield machine.decompress(rest, _STEP)
            rest = machine.unconsumed_tail
            if machine.eof:
                return
    if not _ends(machine):
        raise zlib.error("the stream ends too early")


def _ends(machine: Any) -> bool:
    """Whether all data came: sloppy programs leave out the checksum behind it, and no more."""
    try:
        machine.decompress(bytes(4))
    except zlib.error as error:
        return "data check" in str(error)
    return bool(machine.eof)
