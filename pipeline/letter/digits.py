"""Reads a short string of digits, written or printed, from pictures of it.

The model (``models/digits``) is a small network whose outputs are symbols in time (CTC). Nothing
here guesses: ``Recogniser.read`` gives the best string that the field allows, with a calibrated
probability that it is right; ``#`` is the model's word for ink that is no readable number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml
from pipeline.letter.digits_ctc import Symbols, candidates, probabilities
from pipeline.letter.witness import DigitField

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEIGHT = 32
"""Rows that the model sees."""
WIDEST = 256
NUMBER = re.compile(r"[1-9]\d{0,4}[ab]?|0[1-9][ab]?")
"""A leading zero stands only in a two-digit number (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

REST = 0.5
"""Weight of all that a field does not allow, beside the weights of what it allows."""


def strip(grey: Any, stretch: float = 1.0) -> NDArray[np.float32]:
    """A grey crop (uint8, dark ink) as the model wants it: ``HEIGHT`` rows, ink 1, paper 0.

    Levels run from the 80th percentile (paper) to the 1.5th (ink); no binarising, which costs
    accuracy. ``stretch`` widens.
    """
    import cv2
    import numpy as np

    paper, ink = np.percentile(grey, (80, 1.5))
    span = max(float(paper - ink), 24.0)  # less contrast than that is paper, not ink
    level = np.clip((float(paper) - grey.astype(np.float32)) / span, 0, 1)
    height, width = level.shape
    across = min(WIDEST, max(8, round(width * HEIGHT / height * stretch)))
    mode = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(level, (across, HEIGHT), interpolation=mode), np.float32)


def allowed(what: DigitField) -> dict[str, float] | None:
    """All strings that a field may hold, with a weight each; None for numbers: too many.

    A day below 10 and the months 1 and 2 take a leading zero; some writers leave it out.
    """
    if what == "day":
        return {f"{d:02d}": 1.0 for d in range(1, 32)} | {str(d): 0.3 for d in range(1, 10)}
    if what == "month":
        return {str(m): 1.0 for m in range(1, 13)} | {f"{m:02d}": 0.7 for m in range(1, 10)}
    if what == "year":
        return {str(y): 1.0 for y in range(2010, 2036)} | {str(y): 0.5 for y in range(10, 36)}
    return None


def likely(number: str) -> float:
    """How common a number of this form is: a letter after it is rare, and b looks like 6."""
    return (0.1 if number[-1].isalpha() else 1.0) * (0.5 if len(number.rstrip("ab")) > 4 else 1.0)


@dataclass(frozen=True, slots=True)
class Guess:
    """The best string allowed, how probable; ``runner_up`` is the next best."""

    text: str | None
    confidence: float
    raw: float
    agreement: float
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic in the model's own log odds and the share of views that agree."""

    slope: float
    offset: float
    agreement: float

    def __call__(self, raw: float, agreement: float) -> float:
        p = min(max(raw, 1e-4), 1 - 1e-4)
        score = self.offset + self.slope * math.log(p / (1 - p)) + self.agreement * (agreement - 1)
        return 1 / (1 + math.exp(-score))


@dataclass(frozen=True)
class Recogniser:
    """The network, run by ONNX Runtime on one thread: same input, same answer."""

    session: Any
    alphabet: str
    calibration: Calibration
    index: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index.update({c: i + 1 for i, c in enumerate(self.alphabet)})

    def see(self, strips: Sequence[Any]) -> NDArray[np.float64]:
        """Log probabilities (views, steps, symbols); narrow strips are filled up with paper."""
        import numpy as np

        widest = max(s.shape[1] for s in strips)
        batch = np.zeros((len(strips), 1, HEIGHT, widest + widest % 2), np.float32)
        for row, image in zip(batch, strips, strict=True):
            row[0, :, : image.shape[1]] = image
        (out,) = self.session.run(None, {"image": batch})
        return np.asarray(out, np.float64)

    def read(self, strips: Sequence[Any], what: DigitField) -> Guess:
        """The string that the views, each a ``strip`` of the same ink, make most probable."""
        import numpy as np

        views = self.see(strips)
        weights = allowed(what)
        if weights is None:
            found: set[Symbols] = set()
            for view in views:
                found.update(candidates(view)[:8])
            texts = [self.spell(f) for f in sorted(found)]
            weights = {t: likely(t) for t in texts if NUMBER.fullmatch(t)}
        if not weights:
            return Guess(None, 0.0, 0.0, 0.0)
        names = sorted(weights)
        each = probabilities(views, [tuple(self.index[c] for c in name) for name in names])
        mean = each.mean(axis=1)
        prior = np.array([weights[name] for name in names])
        # Bayes, over what the field allows and the rest, which is a sign of a bad cut or of ink
        # that is no number: it can't be right, but it counts against the best.
        scored = mean * prior
        scored /= scored.sum() + REST * max(0.0, 1.0 - float(mean.sum()))
        order = sorted(range(len(names)), key=lambda i: (-scored[i], names[i]))
        best = order[0]
        winners = each.argmax(axis=0)
        agreement = float((winners == best).mean())
        raw = float(scored[best])
        return Guess(
            names[best],
            self.calibration(raw, agreement),
            raw,
            agreement,
            names[order[1]] if len(order) > 1 else None,
        )

    def spell(self, symbols: Symbols) -> str:
        return "".join(self.alphabet[s - 1] for s in symbols)


@cache
def recogniser(folder: Path | None = None) -> Recogniser:
    """The model in ``folder`` (default ``models/digits``). Raises ``BadKnowledge`` when it is
    incomplete."""
    folder = folder or models_folder() / "digits"
    config = read_yaml(folder / "config.yaml")
    model = folder / "digits.onnx"
    if not model.is_file():
        raise BadKnowledge(where=str(model), what="not found")
    try:
        fitted = config["calibration"]
        calibration = Calibration(
            float(fitted["slope"]), float(fitted["offset"]), float(fitted["agreement"])
        )
        alphabet, height = str(config["alphabet"]), int(config["height"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadKnowledge(where=str(folder / "config.yaml"), what=repr(error)) from error
    if height != HEIGHT:
        raise BadKnowledge(where=str(folder / "config.yaml"), what=f"height must be {HEIGHT}")
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return Recogniser(session, alphabet, calibration)
