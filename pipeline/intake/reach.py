"""What a page of a PDF can draw: pictures, forms, tiles and masks, however they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_SHORT = 2000  # bytes of drawing commands: a scan takes a line
_CALL = re.compile(rb"(/[^\s/<>\[\](){}%]+)\s+Do\b")
_OTHER_INK = re.compile(rb"\b(?:BT|BI|S|s|sh|B|b|f|F)\b")
_NAMES_SHOWN = 3


def drawn(resources: Any) -> Iterator[Any]:
    """Streams that drawing commands can call: pictures, forms, tiles of patterns, soft masks."""
    import pikepdf

    if not isinstance(resources, pikepdf.Dictionary):
        return
    for key in ("/XObject", "/Pattern"):
        yield from _streams(resources.get(key))
    for state in _values(resources.get("/ExtGState")):
        mask = state.get("/SMask") if isinstance(state, pikepdf.Dictionary) else None
        if isinstance(mask, pikepdf.Dictionary):
            yield from _streams(mask)


def laid_over(annotations: Any) -> Iterator[Any]:
    """The looks of a page's annotations: a form each, or one for each state."""
    import pikepdf

    for note in annotations if isinstance(annotations, pikepdf.Array) else ():
        looks = note.get("/AP") if isinstance(note, pikepdf.Dictionary) else None
        for look in _values(looks):
            if isinstance(look, pikepdf.Stream):
                yield look
            else:
                yield from _streams(look)


def _values(table: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(table, pikepdf.Dictionary):
        yield from table.values()


def _streams(table: Any) -> Iterator[Any]:
    import pikepdf

    return (thing for thing in _values(table) if isinstance(thing, pikepdf.Stream))


def uncalled(page: Any) -> str | None:
    """The pictures that a page asks for and that are not in the file, where it draws nothing
    else: it would show as a blank page. None where all is well, or for long lists of commands."""
    import pikepdf

    contents = page.obj.get("/Contents")
    if not isinstance(contents, pikepdf.Stream) or len(contents.read_raw_bytes()) > _SHORT:
        return None
    commands = contents.read_bytes()
    called = _CALL.findall(commands)
    if not called or _OTHER_INK.search(commands) or b"#" in b"".join(called):
        return None
    things = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject")
    if {*called} & {str(name).encode() for name in (things or {})}:
        return None
    return b", ".join(called[:_NAMES_SHOWN]).decode("latin-1")
