"""Measures the shipped reader on held-out scenes, as the product reads them, and fits the
calibration: ``calibrate.py MODEL_FOLDER COUNT SEED [--write]``.

Scenes are made of fonts and digits never trained on; the edges of the gap are put wrong by as
much as letters of unequal width put them wrong; blanks, scribbles and words are among them.
"""

from __future__ import annotations

import argparse
import itertools
import re
from pathlib import Path

import numpy as np
from compose import Scene, patch_of, scene
from sources import Sources, load

from pipeline.letter.digits import Guess, recogniser
from pipeline.letter.handwriting import Ink, read_patch, trust

Row = tuple[Scene, Ink, Guess | None]
REVIEW, PRECISION = 0.85, 0.985
BANDS = (0.0, 0.3, 0.5, 0.7, 0.85, 0.9, 0.95, 0.98, 1.01)


def right(made: Scene, guess: Guess | None) -> bool:
    if guess is None or guess.text is None or not made.label.strip("#"):
        return False
    if made.what == "number":
        return guess.text == made.label
    return guess.text.lstrip("0") == made.label.lstrip("0")


def logit(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def fit(rows: list[Row]) -> tuple[float, float, float]:
    """Slope, offset and weight of agreement: logistic regression by Newton's method, on cuts that
    the reader itself does not doubt."""
    read = [
        (g, right(s, g))
        for s, ink, g in rows
        if g is not None and g.text is not None and trust(ink) == 1.0
    ]
    x = np.array([[1.0, logit(g.raw), g.agreement - 1] for g, _ in read])
    y = np.array([float(ok) for _, ok in read])
    beta = np.zeros(3)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(3)
        beta = beta + np.linalg.solve(hessian, x.T @ (y - p) - 1e-3 * beta)
    # Scenes are harder than letters (gaps wrong by a digit, ink eaten by thresholds): what is right
    # in 98.5 of 100 here is right in more than 99 there. Where the best fit promises that too
    # early, all confidences are lowered until it holds.
    p = 1 / (1 + np.exp(-x @ beta))
    order = np.argsort(-p, kind="stable")
    right_so_far = np.cumsum(y[order]) / np.arange(1, len(y) + 1)
    last = int(np.nonzero(right_so_far >= PRECISION)[0].max())
    lowest = max(REVIEW, float(p[order[last]]))
    return float(beta[1]), float(beta[0]) - logit(lowest) + logit(REVIEW), float(beta[2])


def report(rows: list[Row]) -> None:
    for what in ("number", "day", "month"):
        mine = [
            (s, i, g) for s, i, g in rows if s.what == what and s.kind not in ("struck", "none")
        ]
        hits = [right(s, g) for s, _, g in mine]
        print(f"{what}: {np.mean(hits):.4f} of {len(hits)} right")
    for kind in ("print", "font", "mnist", "strokes"):
        hits = [right(s, g) for s, _, g in rows if s.kind == kind]
        print(f"  {kind}: {np.mean(hits):.4f} of {len(hits)}")
    blanks = [ink.box is None and not ink.traces for s, ink, _ in rows if s.kind == "none"]
    print(f"blank: {np.mean(blanks):.4f} of {len(blanks)} seen as blank")
    missed = [ink.box is None for s, ink, _ in rows if s.kind not in ("none", "struck")]
    false = [i.box is None and not i.traces for s, i, _ in rows if s.kind not in ("none", "struck")]
    print(f"ink not found: {sum(missed)} of {len(missed)}, of these called blank: {sum(false)}")
    struck = [(i, g) for s, i, g in rows if s.kind == "struck"]
    sure = [g is not None and g.confidence * trust(i) >= 0.85 for i, g in struck]
    print(f"struck or words: {np.mean(sure):.4f} of {len(sure)} at 0.85 or more")
    read = [(g.confidence * trust(i), right(s, g)) for s, i, g in rows if g is not None]
    print("| confidence | strings | mean confidence | right |\n|---|---|---|---|")
    for low, high in itertools.pairwise(BANDS):
        band = [(c, ok) for c, ok in read if low <= c < high]
        if band:
            c, ok = np.mean(band, axis=0)
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(band)} | {c:.3f} | {ok:.3f} |")
    over = [ok for c, ok in read if c >= 0.85]
    print(f"at 0.85 or more: {len(over) / len(read):.3f} of strings, {np.mean(over):.4f} right")


def read_scenes(src: Sources, model: Path, count: int, seed: int, hard: float = 0.0) -> list[Row]:
    """Scenes with what the reader made of them. ``hard``: the share of hard ones."""
    rng = np.random.default_rng(seed)
    reader = recogniser(model)
    rows: list[Row] = []
    for _ in range(count):
        made = scene(src, rng, matched=True, hard=hard)
        ink, guess = read_patch(patch_of(made, rng), made.what, reader)
        rows.append((made, ink, guess))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--hard", type=float, default=0.0, help="share of hard scenes")
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--mnist", type=Path, required=True)
    parser.add_argument("--write", action="store_true", help="put the fit into config.yaml")
    args = parser.parse_args()
    src = load(args.fonts, args.mnist, held_out=True)
    rows = read_scenes(src, args.model, args.count, args.seed, args.hard)
    report(rows)
    slope, offset, agreement = fit(rows)
    line = f"calibration: {{slope: {slope:.4f}, offset: {offset:.4f}, agreement: {agreement:.4f}}}"
    print(line)
    if args.write:
        config = args.model / "config.yaml"
        text = config.read_text(encoding="utf-8")
        config.write_text(re.sub(r"(?m)^calibration: .*$", line, text), encoding="utf-8")


if __name__ == "__main__":
    main()
