"""The inks of a page told apart by colour, each as a grey picture of its own.

Cleaning wipes red, as seals are red; but names and offices are rubber-stamped in red too, and so
are the words KHẨN and ĐẾN. Here nothing is thrown away: black print and coloured stamps are two
pictures, and each can be read without the other.
"""

from __future__ import annotations

from typing import Any

from pipeline.geometry import Box, map_point
from pipeline.records import PageImage

_RED = 24  # of 255: red above the other channels from which ink counts as red
_FAINT = 150  # of 255: the darkest of a picture without black print
_PEN = 34  # of 255: blue above red from which ink counts as a pen's


def straight(image: PageImage, box: Box, scale: float = 1.0) -> Any:
    """The RGB pixels of a straight-frame ``box`` (fractions), as ``image.clean`` has them in
    size (times ``scale``) and level, but uncleaned."""
    import cv2
    import numpy as np

    height, width = image.clean.shape
    tall, wide = image.paper.shape[:2]
    x0, y0, x1, y1 = box
    corners = [map_point(image.to_paper, x, y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    paper = np.array([(x * wide, y * tall) for x, y in corners], np.float32)
    size = max(1, round((x1 - x0) * width * scale)), max(1, round((y1 - y0) * height * scale))
    ours = np.array([(0, 0), (size[0], 0), size, (0, size[1])], np.float32)
    matrix = cv2.getPerspectiveTransform(ours, paper)
    return cv2.warpPerspective(
        image.paper, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255),
    )  # fmt: skip


def black(rgb: Any) -> Any:
    """Grey picture of what is dark in every channel: red seals vanish, black type under them
    stays, and pens of a clear blue go as well."""
    import numpy as np

    light = rgb.max(axis=2)
    pen = rgb[..., 2].astype(np.int16) - rgb[..., 0] > _PEN
    return np.where(pen, np.uint8(255), _spread(light))


def red(rgb: Any) -> Any:
    """Grey picture of red ink alone, dark where it is full."""
    import numpy as np

    wide = rgb.astype(np.int16)
    excess = wide[..., 0] - wide[..., 1:].max(axis=2)
    full = float(np.percentile(excess[excess > _RED], 80)) if (excess > _RED).any() else 0.0
    if full <= _RED:
        return np.full(rgb.shape[:2], 255, np.uint8)
    return (255 - np.clip(excess / full, 0.0, 1.0) * 255).astype(np.uint8)


def red_share(rgb: Any) -> float:
    """Share of pixels that are red ink."""
    import numpy as np

    wide = rgb.astype(np.int16)
    return float((wide[..., 0] - wide[..., 1:].max(axis=2) > _RED).mean())


def _spread(grey: Any) -> Any:
    """Levels stretched so that paper is white and print black."""
    import numpy as np

    dark, light = np.percentile(grey, (0.5, 75))
    if light - dark < 40 or dark > _FAINT:
        return grey
    return np.clip((grey.astype(np.float32) - dark) * (255 / (light - dark)), 0, 255).astype(
        np.uint8
    )
