"""Words that are none: what an engine makes of signatures, seals, rules and dust."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reading.engine import Token

_LETTERS = re.compile(r"[^\W\d_]")
_SOLID = re.compile(r"[\w]")
_BELIEVED = 0.25


def without_noise(
    tokens: Sequence[Token], dpi: float
) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """(words kept, words dropped). Dropped are words that no reader would miss: signs without a
    letter or digit and little faith in them, and those much taller than any type."""
    kept, dropped = [], []
    for token in tokens:
        tall = token.box[3] - token.box[1] > 0.45 * dpi and token.confidence < 0.85
        solid = bool(_SOLID.search(token.text))
        unbelieved = token.confidence < (_BELIEVED if solid else 0.6)
        (dropped if tall or unbelieved else kept).append(token)
    return tuple(kept), tuple(dropped)
