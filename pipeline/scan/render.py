"""A PDF page drawn to pixels: pdfium first, poppler (another program) where pdfium fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import PageUnreadable, TimedOut
from pipeline.scan.embedded import to_array
from pipeline.settings import Settings

_A3_LONG_INCHES = 17.0  # a page that says it is larger is an A4 scan with a wrong size
_INVISIBLE, _FEW, _SCANNED = 3, 5, 0.6  # text mode; pieces of text; share of the page


def render(path: Path, number: int, dpi: float, settings: Settings) -> tuple[Any, float, bool]:
    """(array, dpi, whether the page was typeset rather than scanned).

    Annotations and form fields are drawn too, as they carry stamps and typed-in numbers. The
    resolution drops where the page would exceed ``max_pixels``."""
    try:
        return _pdfium(path, number, dpi, settings)
    except Exception as first:  # pdfium raises bare errors for all that ails it
        return _poppler(path, number, dpi, settings, str(first))


def _fitting(dpi: float, width: float, height: float, settings: Settings) -> float:
    """The resolution for a page of ``width`` by ``height`` points."""
    longest = max(width, height) / 72.0
    if longest > _A3_LONG_INCHES:
        dpi *= 11.69 / longest
    pixels = width * height / 72.0**2 * dpi**2
    return float(dpi * min(1.0, (settings.max_pixels / max(1.0, pixels)) ** 0.5))


def _pdfium(path: Path, number: int, dpi: float, settings: Settings) -> tuple[Any, float, bool]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        if document.get_formtype():
            document.init_forms()
        page = document[number - 1]
        wide, high = page.get_size()
        dpi = _fitting(dpi, wide, high, settings)
        bitmap = page.render(scale=dpi / 72.0, may_draw_forms=True, draw_annots=True)
        return to_array(bitmap.to_pil()), dpi, _is_typeset(page)
    finally:
        document.close()


def _is_typeset(page: Any) -> bool:
    """Visible text and no picture over most of the page: nobody laid this sheet on a scanner."""
    from pypdfium2 import raw

    wide, high = page.get_size()
    shown = hidden = 0
    covered = 0.0
    kinds = [raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE]
    for thing in page.get_objects(filter=kinds, max_depth=4):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = thing.get_bounds()
            covered += max(0.0, x1 - x0) * max(0.0, y1 - y0)
        elif raw.FPDFTextObj_GetTextRenderMode(thing) == _INVISIBLE:
            hidden += 1
        else:
            shown += 1
    return shown > max(hidden, _FEW) and covered < _SCANNED * wide * high


def _poppler(
    path: Path, number: int, dpi: float, settings: Settings, why: str
) -> tuple[Any, float, bool]:
    from pdf2image import convert_from_path, pdfinfo_from_path
    from pdf2image.exceptions import (
        PDFInfoNotInstalledError,
        PDFPageCountError,
        PDFPopplerTimeoutError,
        PDFSyntaxError,
    )

    seconds = int(settings.page_seconds) or 1
    try:
        info = pdfinfo_from_path(path, first_page=number, last_page=number, timeout=seconds)
        size = str(info.get(f"Page {number:4d} size", "595 x 842")).split()
        dpi = _fitting(dpi, float(size[0]), float(size[2]), settings)
        images = convert_from_path(
            path, dpi=round(dpi), first_page=number, last_page=number, timeout=seconds
        )
    except PDFPopplerTimeoutError as error:
        raise TimedOut(number, seconds=seconds) from error
    except (PDFInfoNotInstalledError, PDFPageCountError, PDFSyntaxError, OSError) as error:
        raise PageUnreadable(number, what=f"pdfium: {why}; poppler: {error}") from error
    if not images or min(images[0].size) <= 1:  # poppler's silent way to fail
        raise PageUnreadable(number, what=f"pdfium: {why}; poppler: 1×1")
    return to_array(images[0]), float(round(dpi)), False
