"""A page of a ``Source`` as pixels: upright, straight, free of seals, stains and shadows."""

from pipeline.scan.page import page_image
from pipeline.scan.picture import picture_bytes

__all__ = ["page_image", "picture_bytes"]
