"""What one task may use, and how that travels with it to whatever worker gets it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits of one task; 0 means none. ``seconds`` by the clock, after which its worker is
    killed; ``cpu_seconds`` of computing, the same on a busy machine; ``memory_bytes`` of its
    process' own memory."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    memory_bytes: int = 0


UNLIMITED = Budget()


@dataclass(frozen=True, slots=True)
class Limited(Generic[T, R]):
    """A function that carries its budget. Any executor can call it; those that can hold it to
    its budget look at ``budget``."""

    function: Callable[[T], R]
    budget: Budget = UNLIMITED

    def __call__(self, task: T) -> R:
        return self.function(task)
