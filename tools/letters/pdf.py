"""Scans as a PDF that holds one picture a page and nothing else, the same bytes every time."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from tools.letters.damage import Grade


def write_pdf(scans: Sequence[Any], grade: Grade, path: Path) -> None:
    """Writes the pages. No dates, no producer, and an id that depends on the content alone."""
    with pikepdf.new() as pdf:
        for scan in scans:
            height, width = scan.shape[:2]
            across, down = grade.dpi, grade.tall_dpi or grade.dpi
            points = width * 72 / across, height * 72 / down
            page = pdf.add_blank_page(page_size=points)
            page.Resources = pikepdf.Dictionary(
                XObject=pikepdf.Dictionary(Scan=pdf.make_indirect(_picture(pdf, scan, grade)))
            )
            page.Contents = pdf.make_stream(
                f"q {points[0]:.3f} 0 0 {points[1]:.3f} 0 0 cm /Scan Do Q".encode()
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        pdf.save(path, deterministic_id=True, linearize=False)


def _picture(pdf: pikepdf.Pdf, scan: Any, grade: Grade) -> pikepdf.Stream:
    height, width = scan.shape[:2]
    data, keys = _encode(scan, grade)
    stream = pikepdf.Stream(pdf, data)
    stream.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        **keys,
    )
    return stream


def _encode(scan: Any, grade: Grade) -> tuple[bytes, dict[str, Any]]:
    name = pikepdf.Name
    if grade.mode == "bilevel":
        height, width = scan.shape
        parameters = pikepdf.Dictionary(K=-1, Columns=width, Rows=height)
        keys = {"ColorSpace": name.DeviceGray, "BitsPerComponent": 1}
        return _group4(scan), {**keys, "Filter": name.CCITTFaxDecode, "DecodeParms": parameters}
    if grade.mode == "grey16":
        levels = scan // 17
        if levels.shape[1] % 2:  # a row ends on a whole byte
            levels = np.pad(levels, ((0, 0), (0, 1)))
        packed = (levels[:, ::2] << 4 | levels[:, 1::2]).astype(np.uint8)
        keys = {"ColorSpace": name.DeviceGray, "BitsPerComponent": 4}
        return zlib.compress(packed.tobytes(), 9), {**keys, "Filter": name.FlateDecode}
    out = io.BytesIO()
    Image.fromarray(scan).save(out, "JPEG", quality=grade.quality)
    space = name.DeviceRGB if scan.ndim == 3 else name.DeviceGray
    keys = {"ColorSpace": space, "BitsPerComponent": 8, "Filter": name.DCTDecode}
    return out.getvalue(), keys


def _group4(scan: Any) -> bytes:
    """CCITT group 4 data of a page whose black is 0: the one strip of a TIFF made of it.

    TIFF writes ones as the black runs of the code, so the page goes in inverted."""
    out = io.BytesIO()
    image = Image.fromarray(255 - scan).convert("1", dither=Image.Dither.NONE)
    image.save(out, "TIFF", compression="group4", tiffinfo={278: scan.shape[0]})
    with Image.open(out) as tiff:
        tags = tiff.tag_v2  # type: ignore[attr-defined]
        (start,), (length,) = tags[273], tags[279]
    return out.getvalue()[start : start + length]
