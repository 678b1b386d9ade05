"""Pages turned, levelled and flattened, each with the way back for fractions of the page."""

from __future__ import annotations

from typing import Any

from pipeline.records import IDENTITY, Homography

_NEAR = 0.05  # share by which a view's resolution may miss

Corners = tuple[tuple[float, float], ...]


def turned(array: Any, degrees: int) -> Any:
    """Clockwise, by a multiple of 90."""
    import cv2

    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    return cv2.rotate(array, codes[degrees % 360]) if degrees % 360 else array


def view(array: Any, dpi: float, target: float) -> Any:
    """``array`` at about ``target`` dots an inch. A whole factor that comes near is taken: it is
    twice as quick."""
    import cv2

    height, width = array.shape[:2]
    factor = dpi / target
    whole = max(1, round(factor))
    if abs(factor / whole - 1) < _NEAR and min(height, width) >= whole:
        size = (width // whole, height // whole)
        array = array[: size[1] * whole, : size[0] * whole]  # a rest would make it slow again
    else:
        size = (max(1, round(width / factor)), max(1, round(height / factor)))
    if size[0] >= width:
        return array
    return cv2.resize(array, size, interpolation=cv2.INTER_AREA)


def levelled(grey: Any, angle: float, smooth: bool = False) -> tuple[Any, Homography]:
    """The page turned counter-clockwise by ``angle`` about its middle. ``smooth`` is quicker and
    blurs a little."""
    import cv2

    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    flags = cv2.INTER_LINEAR if smooth else cv2.INTER_CUBIC
    level = cv2.warpAffine(grey, matrix, (width, height), flags=flags, borderValue=(255,))
    back = cv2.invertAffineTransform(matrix)
    return level, _fractions([*back.tolist(), [0.0, 0.0, 1.0]], (width, height), (width, height))


def flattened(array: Any, corners: Corners, size: tuple[int, int]) -> tuple[Any, Homography]:
    """The sheet whose ``corners`` (top left, clockwise; pixels) are given, as ``size`` (width,
    height), and the way from fractions of it to fractions of ``array``."""
    import cv2
    import numpy as np

    wide, high = size
    ours = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    matrix = cv2.getPerspectiveTransform(ours, np.array(corners, np.float32))
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    flat = cv2.warpPerspective(array, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return flat, _fractions(matrix.tolist(), size, (array.shape[1], array.shape[0]))


def after_turn(way: Homography, degrees: int) -> Homography:
    """``way`` between two frames, once both were turned clockwise."""
    step = (0.0, -1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0)  # (x, y) goes to (1 - y, x)
    back = (0.0, 1.0, 0.0, -1.0, 0.0, 1.0, 0.0, 0.0, 1.0)
    for _ in range(degrees % 360 // 90):
        way = chained(chained(back, way), step)
    return way


def chained(first: Homography, second: Homography) -> Homography:
    """``first``, then ``second``."""
    import numpy as np

    if first == IDENTITY:
        return second
    if second == IDENTITY:
        return first
    product = np.reshape(second, (3, 3)) @ np.reshape(first, (3, 3))
    return _rounded(product)


def _fractions(matrix: Any, source: tuple[int, int], target: tuple[int, int]) -> Homography:
    """A map between pixels of two frames (width, height), for fractions of them."""
    import numpy as np

    from_pixels = np.diag((1.0 / target[0], 1.0 / target[1], 1.0))
    to_pixels = np.diag((float(source[0]), float(source[1]), 1.0))
    return _rounded(from_pixels @ np.array(matrix) @ to_pixels)


def _rounded(matrix: Any) -> Homography:
    flat = (matrix / matrix[2, 2]).ravel()
    return tuple(round(float(v), 9) for v in flat)  # type: ignore[return-value]


def fitted(here: Any, there: Any) -> tuple[Homography, float]:
    """(the plane map nearest to one that takes points ``here`` (n, 2) ``there``, how far it is
    off at worst), all in fractions."""
    import cv2
    import numpy as np

    matrix, _ = cv2.findHomography(here, there, 0)
    if matrix is None:
        return IDENTITY, float(np.abs(here - there).max())
    moved = cv2.perspectiveTransform(here[None], matrix)[0]
    return _rounded(matrix), float(np.abs(moved - there).max())
