"""The recogniser: four convolutions, a bidirectional GRU, CTC. About 0.3 million weights."""

from __future__ import annotations

import torch
from torch import Tensor, nn

ALPHABET = "0123456789ab#"
"""``#`` says: no readable number (struck out, overwritten, a signature). Index 0 is CTC's blank."""


def block(inside: int, outside: int, pool: tuple[int, int]) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inside, outside, 3, padding=1, bias=False),
        nn.BatchNorm2d(outside),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(pool),
    )


class Crnn(nn.Module):
    """(batch, 1, 32, width) to log probabilities (batch, width / 2, 1 + letters)."""

    def __init__(self, hidden: int = 96) -> None:
        super().__init__()
        self.look = nn.Sequential(
            block(1, 24, (2, 2)),
            block(24, 48, (2, 1)),
            block(48, 96, (2, 1)),
            block(96, 128, (2, 1)),
        )
        self.squeeze = nn.Conv2d(128, 128, (2, 1))
        self.drop = nn.Dropout(0.15)
        self.turn = nn.GRU(128, hidden, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * hidden, 1 + len(ALPHABET))

    def forward(self, image: Tensor) -> Tensor:
        seen = torch.relu(self.squeeze(self.look(image))).squeeze(2).transpose(1, 2)
        turned, _ = self.turn(self.drop(seen))
        return self.out(self.drop(turned)).log_softmax(-1)
