"""How a file is read, page by page, for a person to look at: the same first rooms, no verdicts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import messages
from pipeline.errors import Encrypted, NoInput, NotADocument
from pipeline.records import Source
from pipeline.settings import Settings

_QUALITY = 90
_DPI = 150.0


def open_paper(path: Path, settings: Settings) -> Source:
    """A scan that passes intake. Raises ``NoInput``, what intake refuses, and ``NotADocument``
    for files that never were on paper."""
    from pipeline import intake

    messages.speak(settings.lang)
    if not path.is_file():
        raise NoInput(what=str(path))
    source = intake.open_source(path, path.name, settings)
    if source.locked:  # there is no folder to keep a copy without its lock in
        raise Encrypted()
    if source.kind not in ("pdf", "image"):
        raise NotADocument(what=messages.say("inspect.no_paper", file=path.name))
    return source


def sheets(source: Source, settings: Settings, only: int | None = None) -> Iterator[Any]:
    """A contact sheet (``PIL.Image``) of each page, or of page ``only``."""
    from pipeline import reading, scan
    from pipeline.reading.contact import contact_sheet

    judge = reading.legibility(settings)
    for number in range(1, source.pages + 1) if only is None else (only,):
        image = scan.page_image(source, number, settings, judge)
        read = None
        if source.kind == "pdf":
            read = reading.read_text_layer(source, number, settings)
        yield contact_sheet(image, read or reading.read_page(image, settings), source.name)


def as_png(sheet: Any) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()


def as_pdf(many: Iterator[Any]) -> bytes:
    """One PDF of many sheets, each kept as a JPEG: the same sheets give the same bytes."""
    import pikepdf

    with pikepdf.Pdf.new() as pdf:
        for sheet in many:
            _add(pdf, sheet)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _add(pdf: Any, sheet: Any) -> None:
    import pikepdf

    data = io.BytesIO()
    sheet.save(data, "JPEG", quality=_QUALITY)
    stream = pikepdf.Stream(
        pdf, data.getvalue(),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
        Width=sheet.width, Height=sheet.height, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    wide, tall = (round(n * 72 / _DPI, 2) for n in sheet.size)
    page = pdf.add_blank_page(page_size=(wide, tall))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Sheet=stream))
    page.Contents = pdf.make_stream(f"q {wide} 0 0 {tall} 0 0 cm /Sheet Do Q".encode())
