"""Which frames of a picture file are pages. Ground floor."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BROKEN = (
    OSError, EOFError, SyntaxError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    ArithmeticError, RuntimeError, struct.error,
)  # fmt: skip
"""What Pillow was seen to raise over files that are cut off, damaged, or made to harm."""
_NEW_SUBFILE = 254
_NO_PAGE = 1 | 4  # a smaller copy of another frame, or a mask (TIFF 6.0, NewSubfileType)


@contextmanager
def open_picture(path: Path) -> Iterator[Any]:
    """A Pillow image. By its file and not by its name: Pillow maps plain TIFFs that it knows by
    name into memory, and scrambles those whose tag for the orientation turns them aside."""
    from PIL import Image

    with path.open("rb") as file, Image.open(file) as image:
        yield image


def pages_of(image: Any) -> list[int]:
    """The frames that are pages, in their order. Phones put a preview, or what another lens saw,
    into one JPEG (MPO); programs for pictures put smaller copies and masks into a TIFF."""
    count = int(getattr(image, "n_frames", 1))
    if image.format == "MPO":
        return [0]
    if image.format != "TIFF" or count == 1:
        return list(range(count))
    pages = []
    for number in range(count):
        image.seek(number)
        said = image.tag_v2.get(_NEW_SUBFILE, 0)
        if not (isinstance(said, int) and said & _NO_PAGE):
            pages.append(number)
    image.seek(0)
    return pages or list(range(count))
