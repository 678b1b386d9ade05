"""Python's search for rings of dead objects, at the pace of a batch.

It looks through all that lives each time some hundreds of objects were made, and a letter makes
hundreds of thousands that die by themselves: an eighth of all computing. Rings are still found,
only later.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = (20_000, 50, 100)


def be_seldom() -> None:
    """For the rest of this process: a worker's."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def seldom() -> Iterator[None]:
    """For a while: a caller's process goes on as it was."""
    before = gc.get_threshold()
    be_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
