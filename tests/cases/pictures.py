"""Pictures: photographs, faxes, what phones and messengers make of letters."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from PIL import Image

from tests.cases.paper import LETTER, SECOND, WORDS, image, picture
from tests.cases.table import Group

PICTURES = Group("Ảnh")
good, bad, partly = PICTURES.good, PICTURES.bad, PICTURES.partly


def _turned(tag: int, degrees: int) -> bytes:
    """Held askew: the pixels are turned, and EXIF says how to turn them back."""
    exif = Image.Exif()
    exif[0x0112] = tag
    return image("JPEG", picture().rotate(degrees, expand=True), exif=exif, quality=85)


def _tiff(*frames: Image.Image, **how: Any) -> bytes:
    made = frames or (picture(), picture(SECOND))
    return image("TIFF", made[0], save_all=True, append_images=list(made[1:]), **how)


def _bilevel() -> list[Image.Image]:
    return [page.point(lambda v: 255 * (v > 140), "1") for page in (picture(), picture(SECOND))]


def _fax() -> bytes:
    """A fax in standard resolution: 204 dots across, 98 down, 1728 pixels a line."""
    page = Image.new("L", (1728, picture().height), 255)
    page.paste(picture(), (100, 0))
    short = page.resize((1728, page.height * 98 // 204))
    two = short.point(lambda v: 255 * (v > 150), "1")
    return _tiff(two, compression="group3", dpi=(204, 98))


def _deep_grey() -> bytes:
    import numpy as np

    return image("PNG", Image.fromarray(np.asarray(picture()).astype(np.uint16) * 257))


def _glass() -> bytes:
    """Black letters on nothing at all: where nothing is, paper is."""
    made = Image.new("RGBA", picture().size, (0, 0, 0, 0))
    made.putalpha(picture().point(lambda v: 255 - v))
    return image("PNG", made)


def _palette() -> bytes:
    return image("PNG", picture().convert("RGB").quantize(16))


def _strip_header() -> bytes:
    """The fax machine's own line over the page, black on white."""
    made = picture(("20/05/2022 09:31  FAX 02573 841 234   SO NOI VU   P.001/001", *LETTER))
    return image("PNG", made)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png_saying(wide: int, high: int) -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + _chunk(b"IDAT", zlib.compress(bytes(99)))
        + _chunk(b"IEND", b"")
    )


def _png_text_bomb() -> bytes:
    data = image("PNG")
    note = b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9)
    return data[:33] + _chunk(b"zTXt", note) + data[33:]


def _broken_crc() -> bytes:
    data = bytearray(image("PNG"))
    at = data.index(b"IDAT")
    data[at + 40] ^= 0xFF
    return bytes(data)


def _tiff_saying(wide: int, high: int) -> bytes:
    entries = [(256, 4, wide), (257, 4, high), (258, 3, 8), (259, 3, 1), (262, 3, 1),
               (273, 4, 8), (277, 3, 1), (278, 4, high), (279, 4, 99)]  # fmt: skip
    rows = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in entries)
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + rows + bytes(4)


def _tiff_ring() -> bytes:
    """The second page's directory points back to the first."""
    data = bytearray(_tiff())
    first = struct.unpack("<I", data[4:8])[0]
    count = struct.unpack("<H", data[first : first + 2])[0]
    second = struct.unpack("<I", data[first + 2 + 12 * count : first + 6 + 12 * count])[0]
    count = struct.unpack("<H", data[second : second + 2])[0]
    end = second + 2 + 12 * count
    data[end : end + 4] = struct.pack("<I", first)
    return bytes(data)


def _bmp_saying(wide: int, high: int) -> bytes:
    info = struct.pack("<IiiHHIIiiII", 40, wide, high, 1, 24, 0, 0, 2835, 2835, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + info + bytes(64)


def _frames(count: int) -> bytes:
    return _tiff(*[Image.new("1", (64, 64), 1)] * count, compression="group4")


def _white(size: tuple[int, int] = (900, 600)) -> Image.Image:
    return Image.new("L", size, 255)


def _cut(data: bytes, share: float = 0.6) -> bytes:
    return data[: int(share * len(data))]


good("img-jpeg", "ảnh JPEG", "bc.jpg", lambda: image("JPEG"), reads=True, holds=WORDS)
good("img-progressive", "JPEG lũy tiến", "bc.jpg", lambda: image("JPEG", progressive=True),
     reads=True, holds=WORDS)  # fmt: skip
good("img-cmyk", "JPEG bốn màu in (CMYK)", "bc.jpg",
     lambda: image("JPEG", picture().convert("CMYK")), reads=True, holds=WORDS)  # fmt: skip
good("img-exif-right", "ảnh điện thoại, EXIF xoay 90 độ", "IMG_0412.jpg", lambda: _turned(6, 90),
     reads=True, holds=WORDS)  # fmt: skip
good("img-exif-down", "ảnh điện thoại, EXIF xoay 180 độ", "IMG_0413.jpg", lambda: _turned(3, 180),
     reads=True, holds=WORDS)  # fmt: skip
good("img-zalo", "ảnh Zalo lưu lại: JPEG mang tên .png", "z3421876501234_a1b2c3.png",
     lambda: image("JPEG", quality=60), reads=True, holds=WORDS)  # fmt: skip
good("img-viber", "ảnh Viber đổi tên thành .pdf", "viber_image_2022-05-20.pdf",
     lambda: image("JPEG", quality=60), "misnamed", reads=True, holds=WORDS)  # fmt: skip
good("img-no-suffix", "ảnh không có đuôi", "image", lambda: image("PNG"), reads=True, holds=WORDS)
good("img-png", "PNG xám", "bc.png", lambda: image("PNG"), reads=True, holds=WORDS)
good("img-png-bilevel", "PNG đen trắng 1 bit", "bc.png", lambda: image("PNG", _bilevel()[0]),
     reads=True, holds=WORDS)  # fmt: skip
good("img-png-16-bit", "PNG 16 bit mỗi điểm", "bc.png", _deep_grey, reads=True, holds=WORDS)
good("img-png-glass", "PNG nền trong suốt", "bc.png", _glass, reads=True, holds=WORDS)
good("img-png-palette", "PNG bảng màu", "bc.png", _palette, reads=True, holds=WORDS)
good("img-no-dpi", "ảnh không ghi độ phân giải", "bc.png", lambda: image("PNG", dpi=(1, 1)),
     reads=True, holds=WORDS)  # fmt: skip
good("img-fax-header", "dòng tiêu đề máy fax phía trên trang", "fax.png", _strip_header,
     reads=True, holds=WORDS)  # fmt: skip
good("img-tiff-g4", "TIFF nhiều trang nén G4", "bc.tif",
     lambda: _tiff(*_bilevel(), compression="group4"), reads=True, holds="Kính gửi")  # fmt: skip
good("img-tiff-fax", "fax 204×98 điểm một inch", "fax.tif", _fax, reads=True)
good("img-tiff-lzw", "TIFF nén LZW", "bc.tiff", lambda: _tiff(picture(), compression="tiff_lzw"),
     reads=True, holds=WORDS)  # fmt: skip
good("img-tiff-jpeg", "TIFF nén JPEG", "bc.tif", lambda: _tiff(picture(), compression="jpeg"),
     reads=True, holds=WORDS)  # fmt: skip
good("img-tiff-big", "BigTIFF", "bc.tif", lambda: _tiff(picture(), big_tiff=True), reads=True,
     holds=WORDS)  # fmt: skip
good("img-bmp", "BMP", "bc.bmp", lambda: image("BMP"), reads=True, holds=WORDS)
good("img-webp", "WebP", "bc.webp", lambda: image("WEBP", lossless=True), reads=True, holds=WORDS)
partly("img-white", "ảnh trắng: không phải «không đọc được»", "trang.png",
       lambda: image("PNG", _white()), "empty", status="failed", reads=True)  # fmt: skip
bad("img-one-pixel", "ảnh 1×1", "a.png", lambda: image("PNG", _white((1, 1))), "not_a_document")
bad("img-thin", "vạch 2000×4", "a.png", lambda: image("PNG", _white((2000, 4))), "not_a_document")
bad("img-jpeg-cut", "JPEG bị cắt", "bc.jpg", lambda: _cut(image("JPEG")), "truncated")
bad("img-png-cut", "PNG bị cắt", "bc.png", lambda: _cut(image("PNG")), "truncated")
bad("img-tiff-cut", "TIFF bị cắt", "bc.tif", lambda: _cut(_tiff(picture())), "truncated")
bad("img-png-crc", "PNG sai mã kiểm", "bc.png", _broken_crc, "truncated")
bad("img-gif", "GIF mang tên .png", "a.png", lambda: image("GIF", _white()), "not_a_document")
bad("img-heic", "HEIC của iPhone mang tên .jpg", "IMG_1.jpg",
     lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(99), "not_a_document")  # fmt: skip
bad("img-svg", "SVG mang tên .png", "a.png", lambda: b"<svg xmlns='x'/>", "not_a_document")
bad("img-bomb-png", "PNG khai 60000×60000", "bom.png", lambda: _png_saying(60000, 60000),
    "too_large")  # fmt: skip
bad("img-bomb-text", "chú thích trong PNG bung ra 200 MB", "bom.png", _png_text_bomb, "truncated")
bad("img-bomb-tiff", "TIFF khai 65000×65000", "bom.tif", lambda: _tiff_saying(65000, 65000),
    "too_large")  # fmt: skip
bad("img-bomb-bmp", "BMP khai 60000×60000", "bom.bmp", lambda: _bmp_saying(60000, 60000),
    "too_large")  # fmt: skip
bad("img-tiff-frames", "TIFF 61 trang khi giới hạn là 60", "dai.tif", lambda: _frames(61),
    "too_large")  # fmt: skip
good("img-tiff-ring", "thư mục TIFF vòng lại trang đầu", "bc.tif", _tiff_ring, reads=True,
     holds=WORDS)  # fmt: skip
