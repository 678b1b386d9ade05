"""When a word that was read may be mended: ``models/language/repair.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.errors import BadKnowledge
from pipeline.knowledge.files import models_folder, read_yaml

Kind = Literal["blurred", "marks", "letters"]
_FILE = "language/repair.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """Factors on the odds of an error, for words with a confidence under ``below``."""

    below: float
    blurred: float
    marks: float
    letters: float

    def factor(self, kind: Kind) -> float:
        return {"blurred": self.blurred, "marks": self.marks, "letters": self.letters}[kind]


@dataclass(frozen=True, slots=True)
class RepairRules:
    """``least``, ``least_strange``, ``least_letters``: probability that a mended word must have.
    ``alike``: letters that look like others, both ways."""

    doubt: tuple[Step, ...]
    blurred_from: float
    letter_rate: float
    least: float
    least_strange: float
    least_letters: float
    alike: tuple[tuple[str, str], ...]

    def step(self, confidence: float) -> Step:
        return next((s for s in self.doubt if confidence < s.below), self.doubt[-1])


@cache
def repair_rules() -> RepairRules:
    """Raises ``BadKnowledge`` where a rule is missing or no number."""
    return read_rules(models_folder() / _FILE)


def read_rules(path: Path) -> RepairRules:
    content = read_yaml(path)
    try:
        pairs = [tuple(pair.split()) for pair in content["alike"]]
        rules = RepairRules(
            tuple(Step(**{k: float(v) for k, v in row.items()}) for row in content["doubt"]),
            float(content["blurred_from"]),
            float(content["letter_rate"]),
            float(content["least"]),
            float(content["least_strange"]),
            float(content["least_letters"]),
            tuple((a, b) for a, b in pairs for a, b in ((a, b), (b, a))),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadKnowledge(where=str(path), what=repr(error)) from error
    if [s.below for s in rules.doubt] != sorted(s.below for s in rules.doubt) or not rules.doubt:
        raise BadKnowledge(where=f"{path} @ $.doubt", what="not ascending")
    return rules
