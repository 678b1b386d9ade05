"""The page picture that is kept as evidence: the upright page as scanned, in its own colours."""

from __future__ import annotations

from pipeline.errors import PageUnreadable
from pipeline.records import PageImage

_QUALITY = 80  # JPEG; thin pen strokes of a written number survive it


def picture_bytes(image: PageImage) -> bytes:
    """The page as a JPEG."""
    import cv2

    done, data = cv2.imencode(".jpg", image.paper[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not done:
        raise PageUnreadable(image.number, what="JPEG")
    return bytes(data)
