"""How often a field was right that was said to be so sure: measured, and kept as data.

``models/calibration.yaml`` holds a rising curve for each header field, fitted by
``tools/calibration`` on our own rendered letters. Where there is none, a confidence is what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml

Curve = tuple[tuple[float, float], ...]
"""Knots (confidence said, share that was right), both rising."""
FILE = "calibration.yaml"


def calibrated(field: str, confidence: float) -> float:
    """The probability that a value of ``field`` is right, given what its finder said. Raises
    ``BadKnowledge`` on a broken file."""
    curve = _curves().get(field)
    return confidence if curve is None else along(curve, confidence)


def known_curves() -> Mapping[str, Curve]:
    """The curve of each field that has one. Raises ``BadKnowledge`` on a broken file."""
    return _curves()


def along(curve: Curve, x: float) -> float:
    """The curve at ``x``: straight between knots, level beyond them."""
    if x <= curve[0][0]:
        return curve[0][1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return curve[-1][1]


@cache
def _curves() -> Mapping[str, Curve]:
    path = models_folder() / FILE
    if not path.is_file():
        return {}
    content = read_yaml(path)
    fields = content.get("fields") if isinstance(content, dict) else None
    if not isinstance(fields, dict):
        raise BadKnowledge(where=f"{path} @ $.fields", what="no table")
    return {str(name): _curve(f"{path} @ $.fields.{name}", rows) for name, rows in fields.items()}


def _curve(where: str, rows: Any) -> Curve:
    try:
        curve = tuple((float(x), float(y)) for x, y in rows)
    except (TypeError, ValueError) as error:
        raise BadKnowledge(where=where, what="no list of [said, right]") from error
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(curve))
    inside = all(0.0 <= v <= 1.0 for knot in curve for v in knot)
    if not curve or not rising or not inside:
        raise BadKnowledge(where=where, what="knots must rise within 0 and 1")
    return curve
