"""Trains the recogniser: ``train.py POOL.npz HELD.npz OUT.pt --epochs N --seed S``."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from network import ALPHABET, Crnn
from numpy.typing import NDArray
from torch import nn


class Pool:
    def __init__(self, path: Path) -> None:
        data = np.load(path)
        self.columns = data["columns"]
        self.ends = data["ends"]
        self.labels = [str(label) for label in data["labels"]]
        self.kinds = [str(kind) for kind in data["kinds"]]
        self.starts = np.concatenate([[0], self.ends[:-1]])
        self.widths = self.ends - self.starts

    def image(self, i: int) -> NDArray[np.uint8]:
        return np.asarray(self.columns[self.starts[i] : self.ends[i]].T)

    def batches(self, size: int, rng: np.random.Generator | None) -> list[NDArray[np.int64]]:
        """Indices of batches of like width; shuffled if there is a ``rng``."""
        order = np.argsort(self.widths, kind="stable")
        if rng is not None:
            order = np.argsort(self.widths + rng.uniform(0, 12, len(order)), kind="stable")
        parts = [order[i : i + size] for i in range(0, len(order), size)]
        if rng is not None:
            rng.shuffle(parts)
        return parts


def shake(batch: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """Cheap variety on each pass: level, noise, a small vertical shift, a lost patch."""
    n = len(batch)
    batch = batch ** np.exp(rng.normal(0, 0.2, (n, 1, 1, 1))).astype(np.float32)
    batch = np.roll(batch, int(rng.integers(-1, 2)), axis=2)
    batch += rng.normal(0, 0.03, batch.shape).astype(np.float32)
    for i in np.nonzero(rng.random(n) < 0.06)[0]:
        x, y = int(rng.integers(batch.shape[3])), int(rng.integers(26))
        batch[i, 0, y : y + 5, x : x + 4] = float(rng.random() < 0.3)
    return np.clip(batch, 0, 1)


def gather(pool: Pool, indices: NDArray[np.int64]) -> NDArray[np.float32]:
    widest = int(pool.widths[indices].max())
    out = np.zeros((len(indices), 1, 32, widest), np.float32)
    for row, i in enumerate(indices):
        image = pool.image(int(i))
        out[row, 0, :, : image.shape[1]] = image / 255.0
    return out


def greedy(logits: torch.Tensor) -> list[str]:
    out = []
    for row in logits.argmax(-1).tolist():
        kept = [c for c, before in zip(row, [0, *row[:-1]], strict=True) if c and c != before]
        out.append("".join(ALPHABET[c - 1] for c in kept))
    return out


def accuracy(model: Crnn, pool: Pool) -> dict[str, float]:
    model.eval()
    right: dict[str, list[bool]] = {}
    with torch.no_grad():
        for indices in pool.batches(128, None):
            read = greedy(model(torch.from_numpy(gather(pool, indices))))
            for i, text in zip(indices, read, strict=True):
                right.setdefault(pool.kinds[i], []).append(text == pool.labels[i])
    model.train()
    return {kind: float(np.mean(hits)) for kind, hits in sorted(right.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pool", type=Path)
    parser.add_argument("held", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    pool, held = Pool(args.pool), Pool(args.held)
    model = Crnn()
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True))
    print(f"{sum(p.numel() for p in model.parameters())} weights")
    steps = args.epochs * len(pool.batches(args.batch, None))
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, args.rate, steps, pct_start=0.1)
    loss_of = nn.CTCLoss(zero_infinity=True)
    started, done, recent = time.time(), 0, []
    for _ in range(args.epochs):
        for indices in pool.batches(args.batch, rng):
            images = torch.from_numpy(shake(gather(pool, indices), rng))
            labels = [pool.labels[i] for i in indices]
            targets = torch.tensor([ALPHABET.index(c) + 1 for label in labels for c in label])
            sizes = torch.tensor([len(label) for label in labels])
            # All steps count: the padding is paper, and must be read as such.
            spoken = model(images).transpose(0, 1)
            steps_each = torch.full((len(labels),), spoken.shape[0])
            loss = loss_of(spoken, targets, steps_each, sizes)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            recent.append(loss.item())
            done += 1
            if done % 200 == 0:
                now = f"{done}/{steps} loss {np.mean(recent):.3f} {time.time() - started:.0f} s"
                recent = []
                if done % 1000 == 0:
                    now += f" held-out {accuracy(model, held)}"
                    torch.save(model.state_dict(), args.out)
                print(now, flush=True)
    torch.save(model.state_dict(), args.out)
    print(f"held-out {accuracy(model, held)}")


if __name__ == "__main__":
    main()
