"""A PDF page drawn to pixels: pdfium first, poppler (another program) where pdfium fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.errors import PageUnreadable, TimedOut, Truncated
from pipeline.pdf import is_damaged, stands_typeset
from pipeline.scan.embedded import to_array
from pipeline.settings import Settings

_A3_LONG_INCHES = 17.0  # a page that says it is larger is an A4 scan with a wrong size


def render(path: Path, number: int, dpi: float, settings: Settings) -> tuple[Any, float, bool, int]:
    """(array, dpi, whether the page was typeset rather than scanned, and if so, how many degrees
    clockwise bring its text upright).

    Annotations and form fields are drawn too, as they carry stamps and typed-in numbers. The
    resolution drops where the page would exceed ``max_pixels``."""
    try:
        return _pdfium(path, number, dpi, settings)
    except Exception as first:  # pdfium raises bare errors for all that ails it
        if is_damaged(path):
            # Poppler would draw what is left and leave the rest white: that is no blank page.
            raise Truncated(number, what=str(first)) from first
        return *_poppler(path, number, dpi, settings, str(first)), False, 0


def _fitting(dpi: float, width: float, height: float, settings: Settings) -> float:
    """The resolution for a page of ``width`` by ``height`` points."""
    longest = max(width, height) / 72.0
    if longest > _A3_LONG_INCHES:
        dpi *= 11.69 / longest
    pixels = width * height / 72.0**2 * dpi**2
    return float(dpi * min(1.0, (settings.max_pixels / max(1.0, pixels)) ** 0.5))


def _pdfium(
    path: Path, number: int, dpi: float, settings: Settings
) -> tuple[Any, float, bool, int]:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(path)
    try:
        if document.get_formtype():
            document.init_forms()
        page = document[number - 1]
        wide, high = page.get_size()
        dpi = _fitting(dpi, wide, high, settings)
        bitmap = page.render(scale=dpi / 72.0, may_draw_forms=True, draw_annots=True)
        turn = stands_typeset(page)
        return to_array(bitmap.to_pil()), dpi, turn is not None, turn or 0
    finally:
        document.close()


def _poppler(
    path: Path, number: int, dpi: float, settings: Settings, why: str
) -> tuple[Any, float]:
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
    return to_array(images[0]), float(round(dpi))
