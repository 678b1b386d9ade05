"""How alike letters read, whatever OCR did to their marks: shared runs of three syllables."""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from pipeline.compile.tables import Published
from pipeline.text import fold

LEAST = 0.5
"""Copies of one letter, scanned or typed, measure .89 to 1 (made-up letters, 200 dpi office
scans against their text); the likest two different ones .22."""
_RUN = 3
_FEWEST = 40  # runs; shorter texts (a stamp, one line) prove nothing
_SKETCH = 256
_FEWEST_MEETINGS = 8  # of the sketches; likeness .5 makes some 128 meet
_MOST_HOMES = 30  # letters with one run; beyond that it is a set phrase and proves nothing
_WORD = re.compile(r"\w+")


def alike(documents: Sequence[Published]) -> dict[tuple[int, int], float]:
    """Pairs of letters, by index, with their likeness (shared runs by all runs), from ``LEAST``
    up. Only pairs whose smallest hashes meet are compared, so that a thousand letters are quick."""
    runs = [_runs(document) for document in documents]
    homes: dict[int, list[int]] = defaultdict(list)
    for at, found in enumerate(runs):
        if len(found) >= _FEWEST:
            for value in sorted(found)[:_SKETCH]:
                homes[value].append(at)
    meet: Counter[tuple[int, int]] = Counter()
    for letters in homes.values():
        if len(letters) <= _MOST_HOMES:
            meet.update(combinations(letters, 2))
    pairs: dict[tuple[int, int], float] = {}
    for a, b in sorted(meet):
        if meet[a, b] >= _FEWEST_MEETINGS:
            share = len(runs[a] & runs[b]) / len(runs[a] | runs[b])
            if share >= LEAST:
                pairs[a, b] = share
    return pairs


def _runs(document: Published) -> set[int]:
    words = _WORD.findall(fold(" ".join(document["text"])))
    told = (" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
    return {zlib.crc32(run.encode()) for run in told}
