"""What work costs on a machine of any speed: its processor seconds against those of a ruler.

A limit in seconds says how fast the machine must be, which is nobody's fault. The ruler is a fixed
piece of work of the kind that we do (patterns, dictionaries, loops); a limit is in the seconds of
the machine on which the ruler was made, and grows with the ruler on a slower one.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

_RULER = 0.022
"""Processor seconds of the ruler where the limits were set."""
_TRIES = 5
_WORD = re.compile(r"\b(\d{1,4})\s*/\s*([A-ZĐ]{2,6})-([A-ZĐ]{2,6})\b")
_TEXT = "Thực hiện Quyết định số 733/QĐ-TTg và Kế hoạch số 179 / KH-UBND của tỉnh Phú Thọ. " * 300


def _spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _ruler() -> None:
    seen: dict[str, int] = {}
    for _ in range(8):
        for found in _WORD.finditer(_TEXT):
            seen[found[2]] = seen.get(found[2], 0) + int(found[1])
        for word in _TEXT.split():
            seen[word] = seen.get(word, 0) + len(word)
    total = 0
    for n in range(600_000):
        total += n & 7


def least(work: Callable[[], object], limit: float) -> float:
    """The least that ``work`` took in a few tries, each beside a ruler: a busy machine only adds.
    It is tried again only while it is over ``limit``."""
    found = float("inf")
    for _ in range(_TRIES):
        slow = max(1.0, _spent(_ruler) / _RULER)
        found = min(found, _spent(work) / slow)
        if found < limit:
            break
    return found
