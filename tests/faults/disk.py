"""Writes that fail: the disk is full, or read only, from the k-th one on or at it alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline import files

FULL, READ_ONLY = errno.ENOSPC, errno.EROFS


@contextmanager
def failing(
    k: int, *, code: int = FULL, at: str = "end", for_good: bool = False
) -> Iterator[list[str]]:
    """Makes the ``k``-th write of this process (from 0) fail: ``start``, before there is a file
    to fill, or at its ``end``, when it is to be put in its place. ``for_good``: all later ones
    too. Gives a list that the names of all files written are added to."""
    names: list[str] = []
    name = {"start": "_begin", "end": "_settle"}[at]
    real: Callable[..., Any] = getattr(files, name)

    def fragile(first: Path, *rest: Any, **more: Any) -> Any:
        number = len(names)
        names.append((rest[0] if rest else first).name)
        if number == k or (for_good and number >= k):
            raise OSError(code, os.strerror(code))
        return real(first, *rest, **more)

    setattr(files, name, fragile)
    try:
        yield names
    finally:
        setattr(files, name, real)
