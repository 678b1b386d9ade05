"""What became of a PDF after it was signed, and where its signatures stand on paper."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import Any

from pipeline.pdf import rotation
from pipeline.records import Box

_DEEP = 16
_LEAST = 1.0  # points; a field without an area is meant not to be seen


def only_annotations(data: bytes, signed: int, word: str | bytes = "") -> bool:
    """Whether the pages draw what they drew in the first ``signed`` bytes: what came after are
    annotations, such as an office's incoming stamp, and nothing else that can be seen. ``word``:
    the password of a locked file."""
    import pikepdf

    before, after = io.BytesIO(data[:signed]), io.BytesIO(data)
    try:
        with (
            pikepdf.open(before, password=word) as then,
            pikepdf.open(after, password=word) as now,
        ):
            return len(then.pages) == len(now.pages) and all(
                _drawn(a) == _drawn(b) for a, b in zip(then.pages, now.pages, strict=True)
            )
    except (pikepdf.PdfError, ValueError, TypeError):
        return False


def _drawn(page: Any) -> str:
    """A hash of all that a page itself draws, its annotations left out."""
    digest = hashlib.sha256()
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"):
        digest.update(key.encode())
        for part in _parts(_inherited(page.obj, key), {}):
            digest.update(part)
    return digest.hexdigest()


def _inherited(node: Any, key: str) -> Any:
    for _ in range(_DEEP):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _parts(thing: Any, seen: dict[tuple[int, int], int]) -> Iterator[bytes]:
    """The bytes of an object and of all that it refers to; numbers of objects don't count."""
    import pikepdf

    if isinstance(thing, pikepdf.Object) and thing.is_indirect:
        if thing.objgen in seen:
            yield b"again %d" % seen[thing.objgen]
            return
        seen[thing.objgen] = len(seen)
    if isinstance(thing, pikepdf.Stream):
        yield b"stream"
        yield thing.read_raw_bytes()
        yield from _entries(thing, seen)
    elif isinstance(thing, pikepdf.Dictionary):
        yield b"dictionary"
        yield from _entries(thing, seen)
    elif isinstance(thing, pikepdf.Array):
        yield b"array %d" % len(thing)
        for item in thing:
            yield from _parts(item, seen)
    else:
        yield repr(thing).encode("utf-8", "replace")


def _entries(thing: Any, seen: dict[tuple[int, int], int]) -> Iterator[bytes]:
    for key in sorted(thing.keys()):
        if key not in ("/Parent", "/Length"):
            yield key.encode("utf-8", "replace")
            yield from _parts(thing[key], seen)


def widgets(data: bytes, word: str | bytes = "") -> dict[str, tuple[int, Box | None]]:
    """Page and box (in fractions of the page as shown) of each signature field that can be seen,
    by its full name. ``word``: the password of a locked file."""
    import pikepdf

    found: dict[str, tuple[int, Box | None]] = {}
    try:
        with pikepdf.open(io.BytesIO(data), password=word) as pdf:
            for number, page in enumerate(pdf.pages, start=1):
                for annotation in page.obj.get("/Annots", ()):
                    if isinstance(annotation, pikepdf.Dictionary) and _is_signature(annotation):
                        box = _box(page, [float(v) for v in annotation.get("/Rect", ())])
                        if box is not None:
                            found[_full_name(annotation)] = (number, box)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError):
        return found
    return found


def _is_signature(field: Any) -> bool:
    return any(node.get("/FT") == "/Sig" for node in _up(field))


def _full_name(field: Any) -> str:
    names = [str(node["/T"]) for node in _up(field) if "/T" in node]
    return ".".join(reversed(names))


def _up(node: Any) -> Iterator[Any]:
    for _ in range(_DEEP):
        yield node
        if "/Parent" not in node:
            return
        node = node["/Parent"]


def _box(page: Any, rect: list[float]) -> Box | None:
    if len(rect) != 4:
        return None
    left, low, right, top = (float(v) for v in page.cropbox)
    wide, high = right - left, top - low
    x0, x1 = sorted((rect[0], rect[2]))
    y0, y1 = sorted((rect[1], rect[3]))
    if min(x1 - x0, y1 - y0) < _LEAST or min(wide, high) <= 0:
        return None
    u0, u1 = ((x - left) / wide for x in (x0, x1))
    v0, v1 = ((top - y) / high for y in (y1, y0))
    turned = {
        0: (u0, v0, u1, v1),
        90: (1 - v1, u0, 1 - v0, u1),
        180: (1 - u1, 1 - v1, 1 - u0, 1 - v0),
        270: (v0, 1 - u1, v1, 1 - u0),
    }[rotation(page)]
    a, b, c, d = (min(1.0, max(0.0, v)) for v in turned)
    return (a, b, c, d) if c > a and d > b else None
