"""Small tasks travel together: the way to a worker and back costs as much as a short letter.

A batch has the budget of one task. One that does not come back is taken apart, and each of its
tasks is tried by itself, as if there had been no batch: a crash still costs one letter.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pipeline.work.budget import Budget, Limited

T = TypeVar("T")
R = TypeVar("R")
Batch = tuple[T, ...]
Small = Callable[[T], bool]
MOST = 8
"""Tasks in a batch."""
_SECONDS = 30.0
"""What small tasks may take together: one that hangs is found sooner."""


@dataclass(frozen=True, slots=True)
class Raised:
    """What a task of a batch raised, in the place of its result."""

    error: Exception


@dataclass(frozen=True, slots=True)
class Each(Generic[T, R]):
    """A function over each task of a batch."""

    function: Callable[[T], R]

    def __call__(self, batch: Batch[T]) -> list[R | Raised]:
        return [self._done(task) for task in batch]

    def _done(self, task: T) -> R | Raised:
        try:
            return self.function(task)
        except MemoryError:  # what this process holds is in pieces
            raise
        except Exception as error:
            return Raised(error)


def over_each(function: Callable[[T], R], budget: Budget) -> Limited[Batch[T], list[R | Raised]]:
    seconds = min(budget.seconds or _SECONDS, _SECONDS)
    return Limited(Each(function), replace(budget, seconds=seconds))


class Waiting(Generic[T]):
    """Tasks that nobody is at: those to come, drawn as they are asked for, and before them those
    that came back."""

    def __init__(self, tasks: Iterable[T], small: Small[T] | None) -> None:
        self._batches = _batches(tasks, small)
        self._again: deque[Batch[T]] = deque()

    def next(self) -> Batch[T] | None:
        return self._again.popleft() if self._again else next(self._batches, None)

    def put_back(self, tasks: Iterable[T]) -> None:
        """Each by itself, before all others, in their order."""
        self._again.extendleft((task,) for task in reversed(tuple(tasks)))


def _batches(tasks: Iterable[T], small: Small[T] | None) -> Iterator[Batch[T]]:
    """Small tasks that follow each other, some together; any other one by itself."""
    held: list[T] = []
    for task in tasks:
        alone = small is None or not small(task)
        if held and (alone or len(held) == MOST):
            yield tuple(held)
            held = []
        if alone:
            yield (task,)
        else:
            held.append(task)
    if held:
        yield tuple(held)
