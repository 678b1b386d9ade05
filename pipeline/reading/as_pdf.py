"""Pictures as PDF pages, without loss."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import Truncated
from pipeline.records import Source
from pipeline.sheets import BROKEN, open_picture, pages_of

_A4_SHORT = 8.27  # inches
_SANE = (4.0, 12.5)  # inches: a short side beyond these was never measured, only stated
_DEFAULT_DPI = (72, 96)  # what cameras and editors write when they do not know
_EXIF_ORIENTATION = 0x0112
_TURNS = {3: 180, 6: 90, 8: 270}
_COLOURS = {"L": 1, "RGB": 3}
_PNG_COLOURS = {0: 1, 2: 3}  # grey, true colour; others carry palettes or transparency


@dataclass(frozen=True, slots=True)
class Packed:
    """A picture's pixels as PDF takes them. ``colours``: 1 or 3; ``predicted``: rows are written
    as PNG writes them."""

    data: bytes
    method: str
    size: tuple[int, int]
    colours: int
    bits: int
    predicted: bool = False


def image_as_pdf(source: Source) -> Any:
    """A ``pikepdf.Pdf`` with a page for each frame. The bytes of JPEG and of plain PNG are kept;
    others are packed without loss. EXIF's turn becomes the page's /Rotate. Raises
    ``Truncated``."""
    import pikepdf

    pdf = pikepdf.Pdf.new()
    try:
        with open_picture(source.path) as image:
            for frame in pages_of(image):
                image.seek(frame)
                packed, turn = _packed(image, source.path)
                _add_page(pdf, packed, _dpi(image, packed.size), turn)
    except BROKEN as error:
        raise Truncated(what=str(error)) from error
    return pdf


def _packed(image: Any, path: Path) -> tuple[Packed, int]:
    """One frame, and the degrees by which it is to be turned."""
    from PIL import ImageOps

    orientation = image.getexif().get(_EXIF_ORIENTATION, 1)
    turn = _TURNS.get(orientation, 0)
    if image.format == "JPEG" and image.mode in _COLOURS and (turn or orientation == 1):
        image.load()  # cut-off files are found here
        colours = _COLOURS[image.mode]
        return Packed(path.read_bytes(), "/DCTDecode", image.size, colours, 8), turn
    if image.format == "PNG" and orientation == 1:
        image.load()
        pixels = png_pixels(path.read_bytes())
        if pixels is not None:
            return pixels, 0
    picture = _plain(ImageOps.exif_transpose(image) or image)
    bits = 1 if picture.mode == "1" else 8
    data = zlib.compress(picture.tobytes())  # at once: raw frames of a long fax would not fit
    return Packed(data, "/FlateDecode", picture.size, _COLOURS.get(picture.mode, 1), bits), 0


def png_pixels(data: bytes) -> Packed | None:
    """The pixels of a PNG file as they lie in it (PDF's predictors are PNG's filters); None where
    they are interlaced, transparent, of a palette, or of 16 bits."""
    head: tuple[int, ...] = ()
    parts: list[bytes] = []
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", chunk)
        elif kind == b"tRNS":
            return None
        elif kind == b"IDAT":
            parts.append(chunk)
        at += length + 12
    if len(head) != 7 or not parts:
        return None
    width, height, bits, colour, _, _, interlaced = head
    if interlaced or colour not in _PNG_COLOURS or bits > 8:
        return None
    pixels = b"".join(parts)
    return Packed(pixels, "/FlateDecode", (width, height), _PNG_COLOURS[colour], bits, True)


def _plain(image: Any) -> Any:
    if image.mode in ("1", "L", "RGB"):
        return image.copy()
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        from PIL import Image

        rgba = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
    return image.convert("RGB")


def _dpi(image: Any, size: tuple[int, int]) -> float:
    stated = float(image.info.get("dpi", (0, 0))[0] or 0)
    short = float(min(size))
    believed = round(stated) not in _DEFAULT_DPI and stated > 0
    if believed and _SANE[0] <= short / stated <= _SANE[1]:
        return stated
    return short / _A4_SHORT


def _add_page(pdf: Any, picture: Packed, dpi: float, turn: int) -> None:
    import pikepdf

    pixels_wide, pixels_high = picture.size
    width, height = pixels_wide / dpi * 72, pixels_high / dpi * 72
    stream = pikepdf.Stream(pdf, picture.data)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    stream.Width, stream.Height = pixels_wide, pixels_high
    rgb = picture.colours == 3
    stream.ColorSpace = pikepdf.Name.DeviceRGB if rgb else pikepdf.Name.DeviceGray
    stream.BitsPerComponent = picture.bits
    stream.Filter = pikepdf.Name(picture.method)
    if picture.predicted:
        stream.DecodeParms = pikepdf.Dictionary(
            Predictor=15,
            Colors=picture.colours,
            BitsPerComponent=picture.bits,
            Columns=pixels_wide,
        )
    content = f"q {width:.4f} 0 0 {height:.4f} 0 0 cm /Scan Do Q".encode()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 4), round(height, 4)],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=pdf.make_indirect(stream))),
        Contents=pdf.make_stream(content),
        Rotate=turn,
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
