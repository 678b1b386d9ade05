"""What the benchmark asks of a reader of scans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from pipeline.evaluation.measure import Cost

ALLOWED = 60.0  # seconds for each page of a batch before a reader is stopped
STARTING = 120.0  # and for starting up


@dataclass(frozen=True, slots=True)
class Taken:
    """``pages``: the text of each page of each file; a file that could not be read is missing.
    ``again``: the cost of doing it once more, of readers that remember. ``documents``: the
    published facts, of readers that publish any. ``trouble``: what went wrong, for people."""

    pages: Mapping[Path, tuple[str, ...]]
    cost: Cost
    again: Cost | None = None
    documents: Sequence[Mapping[str, Any]] = ()
    trouble: Sequence[str] = field(default_factory=tuple)


class Reader(Protocol):
    """``name`` is a short key; ``how`` says how it is called, for people."""

    @property
    def name(self) -> str: ...

    @property
    def how(self) -> str: ...

    def available(self) -> bool:
        """Whether everything that it needs is installed."""
        ...

    def read(self, files: Sequence[Path], pages: int, work: Path) -> Taken:
        """Reads PDF files with ``pages`` pages in all; leaves what it likes under ``work``."""
        ...


def allowed(pages: int) -> float:
    """Seconds after which a reader of so many pages hangs."""
    return STARTING + ALLOWED * pages


def split_pages(text: str) -> tuple[str, ...]:
    """Pages parted by form feeds; one after the last page starts no new one."""
    return tuple(text.removesuffix("\n").removesuffix("\f").split("\f"))
