"""How often a word that was read with so much confidence is right: measured, and kept as data.

``models/reading_confidence.yaml`` holds the weights of a logistic regression over what is seen of
a word without its truth; ``tools/reading_confidence`` fits them on our own rendered letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml

FILE = "reading_confidence.yaml"
SIGNS = (
    "doubt", "neighbours", "page", "formed", "figures", "mixed", "no_letter", "odd", "single",
)  # fmt: skip
"""What is asked of a word: the engine's doubt, its neighbours' confidence, the page's share of
doubtful words; whether it is a well-formed syllable, all figures, figures with letters, no letter
nor figure, has a sign that letters are not printed with, is one letter alone."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """The weight of each of ``SIGNS``, in their order, and of nothing at all."""

    bias: float
    weights: tuple[float, ...]


@cache
def word_weights() -> WordWeights | None:
    """None where there is no such file. Raises ``BadKnowledge`` where it is damaged."""
    path = models_folder() / FILE
    return read_weights(path) if path.is_file() else None


def read_weights(path: Path) -> WordWeights:
    content = read_yaml(path)
    try:
        weights = {str(name): float(value) for name, value in content["weights"].items()}
        bias = float(content["bias"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadKnowledge(where=str(path), what=repr(error)) from error
    if set(weights) != set(SIGNS):
        wrong = ", ".join(sorted(set(weights) ^ set(SIGNS)))
        raise BadKnowledge(where=f"{path} @ $.weights", what=wrong)
    return WordWeights(bias, tuple(weights[name] for name in SIGNS))
