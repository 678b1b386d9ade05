"""The arithmetic of CTC against enumeration by hand."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.letter.digits_ctc import candidates, probabilities

EXACT = 1e-9


def spoken(seed: int, views: int, steps: int, symbols: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    raw = rng.random((views, steps, symbols)) + 0.01
    return np.log(raw / raw.sum(axis=-1, keepdims=True))


def by_hand(view: np.ndarray) -> dict[tuple[int, ...], float]:
    """Every alignment, collapsed: the definition of CTC, too slow for more than a few steps."""
    found: dict[tuple[int, ...], float] = {}
    steps, symbols = view.shape
    for path in product(range(symbols), repeat=steps):
        p = float(np.exp(sum(view[t, c] for t, c in enumerate(path))))
        label = tuple(c for c, _ in groupby(path) if c)
        found[label] = found.get(label, 0.0) + p
    return found


@given(st.integers(0, 10_000), st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_probability_of_every_string_is_that_of_its_alignments(seed: int, steps: int) -> None:
    views = spoken(seed, 2, steps, 3)
    truth = [by_hand(view) for view in views]
    labels = sorted(truth[0])
    got = probabilities(views, labels)
    for row, label in zip(got, labels, strict=True):
        assert row == pytest.approx([t[label] for t in truth], abs=EXACT)


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_all_strings_together_are_certain(seed: int) -> None:
    views = spoken(seed, 1, 4, 3)
    assert probabilities(views, sorted(by_hand(views[0]))).sum() == pytest.approx(1.0, abs=EXACT)


def test_a_doubled_symbol_needs_a_blank_between() -> None:
    # Two steps have no room for 1, blank, 1.
    views = spoken(1, 1, 2, 3)
    assert probabilities(views, [(1, 1)])[0, 0] == 0.0
    assert probabilities(spoken(1, 1, 3, 3), [(1, 1)])[0, 0] > 0.0


def test_the_empty_string_is_all_blanks() -> None:
    views = spoken(5, 1, 4, 3)
    assert probabilities(views, [()])[0, 0] == pytest.approx(float(np.exp(views[0, :, 0].sum())))


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_best_candidate_is_the_most_probable_string(seed: int) -> None:
    view = spoken(seed, 1, 4, 3)[0]
    truth = by_hand(view)
    best = candidates(view, width=200, least=0.0)[0]
    assert truth[best] == pytest.approx(max(truth.values()), abs=EXACT)


def test_candidates_are_ordered_and_differ() -> None:
    view = spoken(3, 1, 6, 4)[0]
    assert len(set(candidates(view))) == len(candidates(view)) == 12
    found = candidates(view, width=4000, least=0.0)  # nothing pruned: the scores are exact
    scores = probabilities(view[None], found)[:, 0]
    assert list(scores) == sorted(scores, reverse=True)
