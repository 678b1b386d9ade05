"""Scans as PDFs, and what a reader sees and finds in one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from pipeline.intake import open_source
from pipeline.records import Box, Source, Span, Transcript
from pipeline.settings import Settings

S = Settings()
POINTS = (500.0, 700.0)
PLACE_TOL = 0.004  # of the page: two points
HEIGHT_TOL = 0.012  # readers mark lines, not ink
SEEN_TOL = 1.0  # of 255
LEANING = (1.0, 0.02, -0.01, -0.014, 1.0, 0.01, 0.0, 0.0, 1.0)
PHOTO = (1.0, 0.03, 0.0, 0.01, 0.96, 0.01, 0.02, 0.04, 1.0)


def scan(
    path: Path, rotate: int = 0, box: Sequence[float] = (), text: str = "", pages: int = 1
) -> Source:
    """A scanner's PDF: a picture a page, ``text`` beneath it."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=POINTS)
        image = pikepdf.Stream(pdf, bytes(n * 7 % 256 for n in range(50 * 70)))
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = 50, 70, 8
        image.ColorSpace = pikepdf.Name.DeviceGray
        page.obj.Resources = pikepdf.Dictionary(
            XObject=pikepdf.Dictionary(Scan=image), Font=pikepdf.Dictionary(F=font)
        )
        page.obj.Contents = pdf.make_stream(f"q 500 0 0 700 0 0 cm /Scan Do Q {text}".encode())
        if rotate:
            page.obj.Rotate = rotate
        if box:
            page.obj.CropBox = pikepdf.Array(list(box))
    pdf.save(path)
    return open_source(path, path.name, S)


def look(path: Path, number: int = 0) -> Any:
    document = pdfium.PdfDocument(path)
    try:
        return document[number].render(scale=1).to_numpy().astype(int).copy()
    finally:
        document.close()


def text_of(path: Path, number: int = 0) -> str:
    document = pdfium.PdfDocument(path)
    try:
        return str(document[number].get_textpage().get_text_range()).replace("\r\n", "\n")
    finally:
        document.close()


def find(path: Path, what: str, number: int = 0) -> list[Box]:
    """Where ``what`` is marked when it is searched for, in fractions of the page as shown."""
    import ctypes

    document = pdfium.PdfDocument(path)
    try:
        page = document[number]
        text = page.get_textpage()
        searcher = text.search(what, match_case=True)
        size = [round(v * 20) for v in page.get_size()]
        boxes = []
        while (hit := searcher.get_next()) is not None:
            text.count_rects(*hit)
            left, low, right, high = text.get_rect(0)
            shown = []
            for corner in ((left, low), (right, high)):
                x, y = ctypes.c_int(), ctypes.c_int()
                raw.FPDF_PageToDevice(page, 0, 0, *size, 0, *corner, x, y)
                shown.append((x.value / size[0], y.value / size[1]))
            (x0, y0), (x1, y1) = shown
            boxes.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        return boxes
    finally:
        document.close()


def check_stands(found: Box, wanted: Box) -> None:
    assert (found[0], found[2]) == pytest.approx((wanted[0], wanted[2]), abs=PLACE_TOL)
    assert (found[1], found[3]) == pytest.approx((wanted[1], wanted[3]), abs=HEIGHT_TOL)


def box_in(transcript: Transcript, what: str) -> Box:
    start = transcript.text.index(what)
    place = transcript.locate(Span(start, start + len(what)))[0]
    assert place.box is not None
    return place.box
