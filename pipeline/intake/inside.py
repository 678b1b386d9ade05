"""What an opened PDF is made of, looked at before a single page is drawn: forms that are no
pages, bags of files, pages too large to unpack, pages too small to be any."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pipeline.errors import (
    Code,
    PageUnreadable,
    Portfolio,
    TooLarge,
    Truncated,
    VanbanError,
    XfaForm,
)
from pipeline.intake.harmless import damage_told
from pipeline.intake.mending import is_lost
from pipeline.intake.reach import drawn, laid_over, uncalled
from pipeline.intake.streams import Size, inflated, jbig2_size, jpeg_size, jpx_size
from pipeline.messages import say
from pipeline.records import Problem
from pipeline.settings import Settings

_MOST_SIDE = 14_400.0  # points: five metres, the most that readers of PDF take (ISO 32000, C.2)
_LEAST_SIDE = 3.0  # points: a millimetre; poppler draws such pages as one pixel, in silence
_DEFLATE = 1032  # the most that one byte of deflate can become
_MOST_CONTENT = 1 << 26  # bytes of drawing commands: a typeset page has some ten thousand
_DEEP = 6  # forms within forms
_NAMES_SHOWN = 3
_MOST_FIELDS = 10_000  # of a form; one that is a ring has no end
_HEADERS: dict[str, Callable[[bytes], Size | None]] = {
    "/DCTDecode": jpeg_size, "/DCT": jpeg_size,
    "/JPXDecode": jpx_size, "/JBIG2Decode": jbig2_size,
}  # fmt: skip
_INFLATE = frozenset(("/FlateDecode", "/Fl"))


def look_inside(pdf: Any, settings: Settings) -> tuple[Problem, ...]:
    """Notes on a pikepdf document: what was mended, what was not read, and, with their page,
    those pages that must not be drawn. Raises ``XfaForm``, ``Portfolio``, ``TooLarge``."""
    count = len(pdf.pages)
    if count > settings.max_pages:
        raise TooLarge(limit=str(settings.max_pages), what=f"{count} tr.")
    if _is_dynamic_form(pdf):
        raise XfaForm()
    attached = _attached(pdf)
    if "/Collection" in pdf.Root:
        raise Portfolio(count=len(attached))
    damage = [told for warning in pdf.get_warnings() if (told := damage_told(warning))]
    notes = list(_bad_pages(pdf, settings, damaged=bool(damage)))
    if damage:
        notes.append(Problem(Code.REPAIRED, say(Code.REPAIRED, what=damage[0][:120])))
    if attached:
        names = ", ".join(attached[:_NAMES_SHOWN]) + ("…" if len(attached) > _NAMES_SHOWN else "")
        message = say(Code.ATTACHMENTS, count=len(attached), names=names)
        notes.append(Problem(Code.ATTACHMENTS, message))
    return tuple(notes)


def is_signed(pdf: Any) -> bool:
    """Whether a field of the form, however deep, holds a digital signature."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    waiting, seen = [form.get("/Fields")], 0
    while waiting and seen < _MOST_FIELDS:
        fields = waiting.pop()
        for field in fields if isinstance(fields, pikepdf.Array) else ():
            seen += 1
            if isinstance(field, pikepdf.Dictionary):
                if field.get("/FT") == "/Sig" and "/V" in field:
                    return True
                waiting.append(field.get("/Kids"))
    return False


def _is_dynamic_form(pdf: Any) -> bool:
    """A static XFA form has its pages drawn in the file; a dynamic one says "please wait"."""
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    is_form = isinstance(form, pikepdf.Dictionary) and "/XFA" in form
    return is_form and pdf.Root.get("/NeedsRendering") is True


def _attached(pdf: Any) -> list[str]:
    try:
        return sorted(pdf.attachments)
    except (ValueError, TypeError, RuntimeError, KeyError):  # a name tree that is none
        return []


def _bad_pages(pdf: Any, settings: Settings, *, damaged: bool) -> Iterator[Problem]:
    """Each page that must not be drawn, with the reason why."""
    import pikepdf

    judged: dict[tuple[int, int], VanbanError | None] = {}
    cut: list[int] = []
    for number, page in enumerate(pdf.pages, start=1):
        try:
            _check_size(page)
            if _check_contents(page.obj.get("/Contents")):
                cut.append(number)
            if damaged and is_lost(page):
                raise Truncated(what=f"PDF, tr. {number}")
            _check_things(drawn(page.obj.get("/Resources")), settings, judged, _DEEP)
            _check_things(laid_over(page.obj.get("/Annots")), settings, judged, _DEEP)
            if (lost := uncalled(page)) is not None:
                raise Truncated(what=lost)
        except VanbanError as error:
            yield Problem(error.code, str(error), number)
        except (
            pikepdf.PdfError, pikepdf.DependencyError, ValueError, TypeError, AttributeError,
            KeyError, RuntimeError, OverflowError,
        ):  # fmt: skip
            continue  # odd objects are no bomb; whether the page can be drawn, drawing shows
    if cut:
        what = "zlib, tr. " + ", ".join(map(str, cut[:_NAMES_SHOWN]))
        yield Problem(Code.REPAIRED, say(Code.REPAIRED, what=what))


def _check_size(page: Any) -> None:
    x0, y0, x1, y1 = (float(v) for v in page.cropbox)
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if min(wide, high) < _LEAST_SIDE:
        raise PageUnreadable(what=f"{wide:g}×{high:g} pt")
    if max(wide, high) > _MOST_SIDE:
        raise TooLarge(limit=f"{_MOST_SIDE:g} pt", what=f"{wide:g}×{high:g} pt")


def _check_contents(contents: Any) -> bool:
    """The drawing commands can be unpacked and are of a sane size; whether some are cut off."""
    import pikepdf

    streams = contents if isinstance(contents, pikepdf.Array) else [contents]
    total, cut = 0, False
    for stream in streams:
        if not isinstance(stream, pikepdf.Stream):
            continue
        filters = _filters(stream)
        if not filters or not _INFLATE.issuperset(filters):
            continue
        size, whole = inflated(stream.read_raw_bytes(), _MOST_CONTENT, len(filters))
        total += size
        cut = cut or not whole
        if total > _MOST_CONTENT:
            raise TooLarge(limit=f"{_MOST_CONTENT >> 20} MB", what=f"> {_MOST_CONTENT >> 20} MB")
    if cut and not total:
        raise PageUnreadable(what="zlib")
    return cut


def _check_things(
    things: Iterator[Any],
    settings: Settings,
    judged: dict[tuple[int, int], VanbanError | None],
    deep: int,
) -> None:
    """All pictures and forms that a page may draw; what pages share is looked at once."""
    if deep == 0:
        return
    for thing in things:
        key = thing.objgen
        if key not in judged:
            judged[key] = None  # a form may draw itself
            judged[key] = _trouble(thing, settings, judged, deep)
        if (error := judged[key]) is not None:
            raise error


def _trouble(
    thing: Any, settings: Settings, judged: dict[tuple[int, int], VanbanError | None], deep: int
) -> VanbanError | None:
    try:
        if thing.get("/Subtype") == "/Form" or "/PatternType" in thing:
            _check_contents(thing)
            _check_things(drawn(thing.get("/Resources")), settings, judged, deep - 1)
        elif thing.get("/Subtype") == "/Image":
            _check_picture(thing, settings)
            for mask in (thing.get("/SMask"), thing.get("/Mask")):
                if hasattr(mask, "read_raw_bytes"):
                    _check_picture(mask, settings)
    except VanbanError as error:
        return error
    return None


def _check_picture(picture: Any, settings: Settings) -> None:
    wide, high = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    _check_pixels(wide, high, settings)
    filters = _filters(picture)
    if filters and (header := _HEADERS.get(filters[-1])) and len(filters) == 1:
        real = header(picture.read_raw_bytes())
        if real is not None:
            _check_pixels(*real, settings)
    elif filters and _INFLATE.issuperset(filters):
        # Four colours of 16 bits and a byte a row are the most that the pixels can need.
        room = 8 * wide * high + high + (1 << 24)
        packed = picture.read_raw_bytes()
        if len(packed) * _DEFLATE ** len(filters) > room:
            size, _ = inflated(packed, room, len(filters))
            if size > room:
                raise TooLarge(limit=f"{wide}×{high} px", what=f"> {room >> 20} MB")


def _check_pixels(wide: int, high: int, settings: Settings) -> None:
    if wide * high > settings.max_pixels:
        raise TooLarge(limit=f"{settings.max_pixels} px", what=f"{wide}×{high} px")


def _filters(stream: Any) -> list[str]:
    import pikepdf

    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(f) for f in found] if isinstance(found, pikepdf.Array) else [str(found)]
