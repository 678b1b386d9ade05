"""How alike letters read, whatever OCR did to their marks: shared runs of three syllables."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

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
_AT_ONCE = 2_000_000  # meetings that are counted together: memory stays flat
_WORD = re.compile(r"\w+")


def alike(documents: Sequence[Published]) -> dict[tuple[int, int], float]:
    """Pairs of letters, by index, with their likeness (shared runs by all runs), from ``LEAST``
    up. Only pairs whose smallest hashes meet are compared, so that ten thousand letters are
    quick."""
    import numpy as np

    runs = [_runs(document) for document in documents]
    pairs: dict[tuple[int, int], float] = {}
    for a, b in _meeting(runs):
        shared = np.intersect1d(runs[a], runs[b], assume_unique=True).size
        share = shared / (runs[a].size + runs[b].size - shared)
        if share >= LEAST:
            pairs[a, b] = share
    return pairs


def _meeting(runs: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Pairs whose sketches share enough, in order. Arrays of plain numbers: a table of who has
    which hash would take a hundred times the room of the texts."""
    import numpy as np

    sketches = [r[:_SKETCH] if r.size >= _FEWEST else r[:0] for r in runs]
    if not any(s.size for s in sketches):
        return
    hashes = np.concatenate(sketches)
    homes = np.repeat(np.arange(len(runs), dtype=np.uint32), [s.size for s in sketches])
    order = np.argsort(hashes, kind="stable")  # in a group of one hash, letters go up
    hashes, homes = hashes[order], homes[order]
    first = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    sizes = np.diff(np.r_[first, hashes.size])
    told = np.repeat((sizes > 1) & (sizes <= _MOST_HOMES), sizes)
    hashes, homes = hashes[told], homes[told]
    for low, high in _blocks(hashes, homes, len(runs)):
        found = [
            homes[:-step][near].astype(np.uint64) * len(runs) + homes[step:][near]
            for step in range(1, min(_MOST_HOMES, hashes.size))
            if (near := (hashes[step:] == hashes[:-step])
                & (homes[:-step] >= low) & (homes[:-step] < high)).any()
        ]  # fmt: skip
        if found:
            keys, counts = np.unique(np.concatenate(found), return_counts=True)
            for key in keys[counts >= _FEWEST_MEETINGS].tolist():
                yield divmod(key, len(runs))


def _blocks(hashes: Any, homes: Any, count: int) -> Iterator[tuple[int, int]]:
    """Stretches of letters that have about ``_AT_ONCE`` meetings with later ones."""
    import numpy as np

    meetings = np.zeros(count, np.int64)
    for step in range(1, min(_MOST_HOMES, hashes.size)):
        np.add.at(meetings, homes[:-step][hashes[step:] == hashes[:-step]], 1)
    low, held = 0, 0
    for at, more in enumerate(meetings.tolist()):
        if held and held + more > _AT_ONCE:
            yield low, at
            low, held = at, 0
        held += more
    yield low, count


def _runs(document: Published) -> Any:
    """The runs of a letter as numbers, each once, the smallest first."""
    import numpy as np

    words = _WORD.findall(fold(" ".join(document["text"])))
    told = (" ".join(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1))
    return np.array(sorted({zlib.crc32(run.encode()) for run in told}), np.uint32)
