"""Whether memory stays flat however long a file is, and what remembering is worth."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import NoInput
from pipeline.evaluation.measure import Cost
from pipeline.evaluation.peers import Ours

LONG, SHORT = 500, 50  # pages


@dataclass(frozen=True, slots=True)
class Stretch:
    """A file of so many pages, read once and then again."""

    pages: int
    first: Cost
    again: Cost
    trouble: tuple[str, ...] = ()

    @property
    def times_faster(self) -> float:
        return self.first.wall / self.again.wall


def endure(
    files: Sequence[Path], work: Path, workers: int, lengths: Sequence[int] = (SHORT, LONG)
) -> list[Stretch]:
    """Reads files made of the pages of ``files`` over and over, one for each length."""
    found = []
    for length in lengths:
        path = repeat_pages(files, work / f"{length}.pdf", length)
        taken = Ours(workers).read([path], length, work / f"read-{length}")
        trouble = (*taken.trouble, *([] if taken.pages else [f"{path.name}: –"]))
        found.append(Stretch(length, taken.cost, taken.again or Cost(), trouble))
    return found


def repeat_pages(files: Sequence[Path], target: Path, length: int) -> Path:
    """A PDF with ``length`` pages, taken from all ``files`` in turn. Raises ``NoInput``."""
    import pikepdf

    if not files:
        raise NoInput(what="*.pdf")
    target.parent.mkdir(parents=True, exist_ok=True)
    opened = [pikepdf.open(path) for path in files]
    try:
        with pikepdf.new() as long:
            pages = itertools.cycle([page for pdf in opened for page in pdf.pages])
            for page in itertools.islice(pages, length):
                long.pages.append(page)
            long.save(target)
    finally:
        for pdf in opened:
            pdf.close()
    return target
