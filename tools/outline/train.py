"""Trains the weights of ``models/relevance/words.json``: which words speak of which concept.

    python -m tools.outline.train

The written clauses and the clauses of the labelled reports of ``train`` and ``dev``; never a
report of ``test``. Needs scikit-learn; what uses the weights does not.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from pipeline.files import write_atomically
from pipeline.knowledge.files import models_folder
from pipeline.knowledge.relevance import SCALE, RelevanceWeights
from pipeline.knowledge.wordings import outline_wordings
from pipeline.outline.relevance import features
from tools.outline.examples import Example, labelled, written
from tools.outline.letters import reports, writer

OUTLINES = ("bc-544", "bc-1187")
STRENGTH, WEIGHT_OF_YES = 8.0, 3.0
RAREST = 2
"""A word that fewer examples have is nobody's."""
FEWEST = 5
"""A concept with fewer examples is left to the lexicon."""
SMALLEST = 0.45
"""Weights below are not worth their place in the file."""


def examples() -> list[Example]:
    """All there is to learn from."""
    known = [e for r in reports(("train", "dev")) for e in labelled(r)]
    return [*written(OUTLINES), *known]


def fit(known: Sequence[Example]) -> RelevanceWeights:
    """One logistic regression a concept, against the examples told apart from it."""
    counts = Counter(f for e in known for f in features(e.text))
    column = {f: n for n, f in enumerate(sorted(f for f, n in counts.items() if n >= RAREST))}
    rarity = {f: math.log(len(known) / counts[f]) for f in column}
    x = _matrix(known, column, rarity)
    names = [c.subject[0] for c in outline_wordings().concepts]
    concepts: list[str] = []
    bias: list[float] = []
    words: dict[str, list[tuple[int, float]]] = {}
    for name in names:
        rows = [n for n, e in enumerate(known) if name in e.among]
        y = np.array([name in known[n].concepts for n in rows], dtype=bool)
        if y.sum() < FEWEST:
            continue
        model = LogisticRegression(
            C=STRENGTH, class_weight={True: WEIGHT_OF_YES, False: 1.0}, solver="liblinear",
            random_state=0,
        ).fit(x[rows], y)  # fmt: skip
        bias.append(float(model.intercept_[0]))
        for word, n in column.items():
            weight = float(model.coef_[0, n])
            if abs(weight) >= SMALLEST:
                words.setdefault(word, []).append((len(concepts), weight))
        concepts.append(name)
    # a known word without weight still makes the clause longer
    return RelevanceWeights(
        tuple(concepts), tuple(bias), {w: tuple(words.get(w, ())) for w in column}, rarity
    )


def _matrix(
    known: Sequence[Example], column: Mapping[str, int], rarity: Mapping[str, float]
) -> csr_matrix:
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for n, example in enumerate(known):
        mine = [f for f in features(example.text) if f in column]
        length = math.sqrt(sum(rarity[f] ** 2 for f in mine))
        rows += [n] * len(mine)
        columns += [column[f] for f in mine]
        values += [rarity[f] / length for f in mine]
    return csr_matrix((values, (rows, columns)), shape=(len(known), len(column)))


def as_json(weights: RelevanceWeights) -> str:
    """The weights as a file, one feature a line."""
    lines = ",\n".join(
        f"{json.dumps(word, ensure_ascii=False)}:"
        + json.dumps(_numbers(weights.rarity.get(word, 1.0), row), separators=(",", ":"))
        for word, row in sorted(weights.words.items())
    )
    head = json.dumps(
        {"concepts": weights.concepts, "bias": [round(b * SCALE) for b in weights.bias]},
        ensure_ascii=False,
    )
    return f'{head[:-1]},\n"words": {{\n{lines}\n}}}}\n'


def _numbers(rarity: float, row: Sequence[tuple[int, float]]) -> list[int]:
    return [round(rarity * SCALE), *(v for c, w in row for v in (c, round(w * SCALE)))]


def without(known: Iterable[Example], hand: str) -> list[Example]:
    """The examples that do not come from reports of one writer."""
    return [e for e in known if not e.report or writer(e.source) != hand]


def main() -> None:
    file = models_folder() / "relevance" / "words.json"
    file.parent.mkdir(exist_ok=True)
    text = as_json(fit(examples()))
    write_atomically(file, text.encode())
    print(f"{file}: {len(text.encode()) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
