"""Photographs and pictures as phones, scanners and messengers make them: turned, in many layers,
with more in the file than the picture."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np
from PIL import Image

from tests.cases.paper import LETTER, WORDS, image, picture
from tests.cases.table import Group

PHOTOS = Group("Ảnh điện thoại, ảnh lạ")
good, bad, partly = PHOTOS.good, PHOTOS.bad, PHOTOS.partly

# What EXIF calls each way of holding a camera, and how the pixels then lie.
_HELD: dict[int, tuple[Image.Transpose, ...]] = {
    1: (),
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_90,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_270,),
}


def held(tag: int, form: str = "JPEG") -> bytes:
    """The letter held so that a reader who heeds ``tag`` sees it upright."""
    made = picture()
    for turn in _HELD[tag]:
        made = made.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = tag
    return image(form, made, exif=exif)


def _flat(form: str, made: Image.Image, **how: Any) -> bytes:
    return image(form, made, **how)


def _tiles() -> bytes:
    """A TIFF in tiles of 256 by 256, as programs for large drawings save them."""
    page = np.asarray(picture())
    high, wide = page.shape
    side, rows, columns = 256, -(-high // 256), -(-wide // 256)
    whole = np.full((rows * side, columns * side), 255, np.uint8)
    whole[:high, :wide] = page
    tiles = [
        whole[r * side : (r + 1) * side, c * side : (c + 1) * side].tobytes()
        for r in range(rows) for c in range(columns)
    ]  # fmt: skip
    count, size = len(tiles), side * side
    tags = 12
    first = 8 + 2 + 12 * tags + 4
    offsets, sizes = first, first + 4 * count
    dpi = sizes + 4 * count
    start = dpi + 8
    entries = [
        (256, 4, 1, wide), (257, 4, 1, high), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
        (277, 3, 1, 1), (282, 5, 1, dpi), (283, 5, 1, dpi), (322, 3, 1, side), (323, 3, 1, side),
        (324, 4, count, offsets), (325, 4, count, sizes),
    ]  # fmt: skip
    rows_of = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    places = struct.pack(f"<{count}I", *(start + n * size for n in range(count)))
    lengths = struct.pack(f"<{count}I", *[size] * count)
    head = b"II*\0" + struct.pack("<IH", 8, tags) + rows_of + bytes(4)
    return head + places + lengths + struct.pack("<II", 200, 1) + b"".join(tiles)


def _deep_tiff() -> bytes:
    return image("TIFF", Image.fromarray(np.asarray(picture()).astype(np.uint16) * 257))


def _real_tiff() -> bytes:
    """Grey as fractions of one, as programs of laboratories save it."""
    return image("TIFF", Image.fromarray(np.asarray(picture()).astype(np.float32) / 255))


def _preview_first() -> bytes:
    """A small copy before the page itself; its directory says so (NewSubfileType 1)."""
    small = picture().resize((picture().width // 8, picture().height // 8))
    data = bytearray(image("TIFF", small, save_all=True, append_images=[picture().copy()],
                           tiffinfo={254: 1}))  # fmt: skip
    second = _directories(data)[1]
    for at in range(second + 2, second + 2 + 12 * _count(data, second), 12):
        if data[at : at + 2] == struct.pack("<H", 254):
            data[at + 8 : at + 12] = bytes(4)
    return bytes(data)


def _no_size() -> bytes:
    """The directory of its second page says nothing of a width."""
    data = bytearray(image("TIFF", save_all=True, append_images=[picture(LETTER[::-1]).copy()]))
    second = _directories(data)[1]
    data[second + 2 : second + 4] = struct.pack("<H", 65_000)  # no tag that anybody knows
    return bytes(data)


def _count(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", data, at)[0])


def _directories(data: bytes) -> list[int]:
    """Where the directories of a TIFF begin."""
    found, at = [], int(struct.unpack_from("<I", data, 4)[0])
    while at:
        found.append(at)
        at = int(struct.unpack_from("<I", data, at + 2 + 12 * _count(data, at))[0])
    return found


def _two_in_one() -> bytes:
    """Phones put a second picture into a JPEG (MPO): a preview, or what the other lens saw."""
    small = picture().resize((picture().width // 4, picture().height // 4))
    return image("MPO", picture(), save_all=True, append_images=[small])


def _moving(form: str, **how: Any) -> bytes:
    return image(form, picture(), save_all=True, append_images=[picture(LETTER[::-1])], **how)


def _motion() -> bytes:
    """A "living" photograph: a film stands behind the picture."""
    return image("JPEG") + b"\0\0\0\x18ftypmp42" + bytes(60_000)


def _adobe() -> bytes:
    """Four colours, inverted, as Photoshop writes them."""
    made = picture().convert("RGB").convert("CMYK")
    data = image("JPEG", made, quality=90)
    if b"Adobe" not in data[:64]:
        raise ValueError("the mark is missing")
    return data


def _coloured() -> bytes:
    return image("JPEG", picture().convert("RGB"), subsampling=2, quality=70)


def _grey_glass() -> bytes:
    ink = picture().point(lambda v: 255 - v)
    return image("PNG", Image.merge("LA", (Image.new("L", ink.size, 0), ink)))


def _no_end() -> bytes:
    """The mark of its end is missing: whether rows are, too, nobody can tell."""
    return image("JPEG")[:-2]


for tag, words in {
    1: "thẳng", 2: "lật gương", 3: "ngược đầu", 4: "lật ngược", 5: "lật và xoay trái",
    6: "xoay 90 độ", 7: "lật và xoay phải", 8: "xoay 270 độ",
}.items():  # fmt: skip
    good(f"photo-exif-{tag}", f"EXIF {tag}: {words}", "IMG_1.jpg",
         lambda tag=tag: held(tag), reads=True, holds=WORDS)  # type: ignore[misc]  # fmt: skip

good("photo-exif-png", "PNG có EXIF xoay", "bc.png", lambda: held(6, "PNG"), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-exif-webp", "WebP có EXIF xoay", "bc.webp", lambda: held(8, "WEBP"), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-exif-tiff", "TIFF có thẻ xoay", "bc.tif", lambda: held(6, "TIFF"), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-mpo", "JPEG hai ảnh của điện thoại (MPO): đọc ảnh chính", "IMG_2.jpg", _two_in_one,
     reads=True, holds=WORDS)  # fmt: skip
good("photo-motion", "ảnh «sống»: phim nối sau ảnh", "IMG_3.jpg", _motion, reads=True,
     holds=WORDS)  # fmt: skip
good("photo-adobe-cmyk", "JPEG bốn màu của Photoshop", "bc.jpg", _adobe, reads=True, holds=WORDS)
good("photo-colour", "JPEG màu nén 4:2:0", "bc.jpg", _coloured, reads=True, holds=WORDS)
bad("photo-no-end", "JPEG mất hai byte cuối", "bc.jpg", _no_end, "truncated")
good("photo-grey-glass", "PNG xám có độ trong", "bc.png", _grey_glass, reads=True, holds=WORDS)
good("photo-apng", "PNG động: đọc mọi khung", "bc.png", lambda: _moving("PNG"), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-webp-moving", "WebP động: đọc mọi khung", "bc.webp",
     lambda: _moving("WEBP", lossless=True), reads=True, holds=WORDS)  # fmt: skip
good("photo-tiles", "TIFF chia ô", "bc.tif", _tiles, reads=True, holds=WORDS)
good("photo-tiff-16", "TIFF xám 16 bit", "bc.tif", _deep_tiff, reads=True, holds=WORDS)
bad("photo-tiff-real", "TIFF số thực: không biết đâu là trắng", "bc.tif", _real_tiff,
    "not_a_document")  # fmt: skip
good("photo-tiff-cmyk", "TIFF bốn màu", "bc.tif",
     lambda: image("TIFF", picture().convert("RGB").convert("CMYK")), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-tiff-lab", "TIFF màu Lab", "bc.tif", lambda: image("TIFF", _lab()), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-tiff-packbits", "TIFF nén PackBits, byte cao trước", "bc.tif",
     lambda: image("TIFF", picture(), compression="packbits"), reads=True,
     holds=WORDS)  # fmt: skip
good("photo-tiff-preview", "TIFF có ảnh xem trước đứng đầu", "bc.tif", _preview_first, reads=True,
     holds=WORDS)  # fmt: skip
bad("photo-tiff-no-size", "TIFF mà trang hai không ghi khổ", "bc.tif", _no_size, "truncated")
good("photo-1200-dpi", "PNG quét 1.200 điểm một inch", "bc.png",
     lambda: image("PNG", _fine(), dpi=(1200, 1200)), reads=True, holds=WORDS)  # fmt: skip
good("photo-72-dpi", "ảnh ghi 72 điểm một inch, thật ra 200", "bc.jpg",
     lambda: image("JPEG", dpi=(72, 72)), reads=True, holds=WORDS)  # fmt: skip
good("photo-absurd-dpi", "ảnh ghi 65.535 điểm một inch", "bc.jpg",
     lambda: image("JPEG", dpi=(65535, 65535)), reads=True, holds=WORDS)  # fmt: skip


def _lab() -> Image.Image:
    plane = Image.new("L", picture().size, 128)
    return Image.merge("LAB", (picture(), plane, plane))


def _fine() -> Image.Image:
    small = picture(size=26)
    return small.resize((4 * small.width, 4 * small.height)).point(lambda v: 255 * (v > 140), "1")
