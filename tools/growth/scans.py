"""Scans of as many pages as wanted, cheap to read: a few lines on half a sheet."""

from __future__ import annotations

import io
import random
from pathlib import Path

from tools.growth import words

_SIZE, _DOTS = (583, 413), 100  # A6 across, at 100 dots an inch
_POINTS = 72 / _DOTS


def write_scan(path: Path, pages: int) -> None:
    """One PDF whose pages are pictures of print; the same bytes each time."""
    import pikepdf

    path.parent.mkdir(parents=True, exist_ok=True)
    width, height = (side * _POINTS for side in _SIZE)
    drawn = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Scan Do Q".encode()
    with pikepdf.new() as pdf:
        for number in range(pages):
            leaf = pdf.add_blank_page(page_size=(width, height))
            picture = pikepdf.Stream(
                pdf, _picture(number),
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                Width=_SIZE[0], Height=_SIZE[1], BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
            leaf.Contents = pdf.make_stream(drawn)
        pdf.save(path, deterministic_id=True)


def _picture(number: int) -> bytes:
    """A page as JPEG."""
    from matplotlib import get_data_path
    from PIL import Image, ImageDraw, ImageFont

    chance = random.Random(number)
    font = ImageFont.truetype(f"{get_data_path()}/fonts/ttf/DejaVuSerif.ttf", 17)
    image = Image.new("L", _SIZE, 255)
    ink = ImageDraw.Draw(image)
    lines = [f"Trang {number + 1}", *(chance.choice(words.THIN)[:52] for _ in range(4))]
    for row, line in enumerate(lines):
        ink.text((40, 60 + 42 * row), line, font=font, fill=20)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=80)
    return made.getvalue()
