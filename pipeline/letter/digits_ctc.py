"""What a CTC network says about strings: probable ones, and how probable a given one is.

Graves et al., "Connectionist temporal classification" (ICML 2006). Inputs are natural-log
probabilities; symbol 0 is the blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Symbols = tuple[int, ...]


def probabilities(views: Floats, labels: Sequence[Symbols]) -> Floats:
    """How probable each label is in each view: (views, steps, symbols) to (labels, views).

    The forward algorithm over all alignments, for all labels of one length at once.
    """
    import numpy as np

    out = np.zeros((len(labels), views.shape[0]))
    for length in sorted({len(label) for label in labels}):
        rows = [i for i, label in enumerate(labels) if len(label) == length]
        chosen = np.array([labels[i] for i in rows], dtype=np.int64).reshape(len(rows), length)
        out[rows] = _same_length(np.exp(views), chosen)
    return out


def _same_length(views: Floats, labels: NDArray[np.int64]) -> Floats:
    import numpy as np

    count, length = labels.shape
    path = np.zeros((count, 2 * length + 1), dtype=np.int64)
    path[:, 1::2] = labels
    # A symbol may follow the one two places before it unless they are the same, or blank.
    jump = np.zeros((count, 2 * length + 1))
    jump[:, 3::2] = path[:, 3::2] != path[:, 1:-2:2]
    seen = views[:, :, path]  # (views, steps, labels, path)
    alive = np.zeros((views.shape[0], count, 2 * length + 1))
    alive[..., :2] = seen[:, 0, :, :2]
    for step in range(1, views.shape[1]):
        before = alive.copy()
        before[..., 1:] += alive[..., :-1]
        before[..., 2:] += alive[..., :-2] * jump[:, 2:]
        alive = before * seen[:, step]
    total: Floats = alive[..., -2:].sum(axis=-1).T if length else alive[..., -1].T
    return total


def candidates(view: Floats, width: int = 12, least: float = 1e-3) -> list[Symbols]:
    """The most probable strings of one view (steps, symbols), best first: prefix beam search
    that ignores symbols less probable than ``least`` at a step."""
    import numpy as np

    beams: dict[Symbols, tuple[float, float]] = {(): (1.0, 0.0)}  # ends in blank, in a symbol
    for row in np.exp(view):
        likely = [int(c) for c in np.nonzero(row >= least)[0]]
        after: dict[Symbols, list[float]] = {}
        for prefix, (blank, symbol) in beams.items():
            for c in likely:
                p = float(row[c])
                if c == 0:
                    after.setdefault(prefix, [0.0, 0.0])[0] += (blank + symbol) * p
                elif prefix and prefix[-1] == c:
                    after.setdefault(prefix, [0.0, 0.0])[1] += symbol * p
                    after.setdefault((*prefix, c), [0.0, 0.0])[1] += blank * p
                else:
                    after.setdefault((*prefix, c), [0.0, 0.0])[1] += (blank + symbol) * p
        ranked = sorted(after.items(), key=lambda item: (-sum(item[1]), item[0]))
        beams = {prefix: (p[0], p[1]) for prefix, p in ranked[:width]}
    return list(beams)
