"""All readers over the same scans, taking turns, scored alike.

They read batch by batch, and another one begins each time: what else the machine does then
falls on all of them, so that the ratios hold even where the seconds do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.evaluation.lines import LineScore, score_lines
from pipeline.evaluation.measure import Cost, middle
from pipeline.evaluation.peers import Reader, Taken
from pipeline.evaluation.sets import Scan, ScanSet
from pipeline.evaluation.texts import NOTHING, TextScore, score_text

BATCH = 40  # pages: enough that a start does not count for much, few enough to take turns
_BAR = re.compile(r"(?<!\S)\|+(?!\S)")
Tell = Callable[[str, str], None]  # which set, which reader


@dataclass(slots=True)
class Row:
    """How one reader did on one set. ``soft``: wrong characters whatever the order of columns;
    ``marks``: letters right, diacritics wrong; ``lines``: each file's lines that are not right.
    ``rounds`` holds one cost a repetition, ``again`` those of doing it once more."""

    name: str
    reader: str
    pages: int = 0
    files: int = 0
    text: TextScore = NOTHING
    soft: int = 0
    marks: int = 0
    lines: list[tuple[str, LineScore]] = field(default_factory=list)
    rounds: list[Cost] = field(default_factory=list)
    again: list[Cost] = field(default_factory=list)
    documents: list[Mapping[str, Any]] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)

    @property
    def cost(self) -> Cost:
        return middle(self.rounds) if self.rounds else Cost()

    def figures(self) -> dict[str, float]:
        """Rates are shares of the printed text; nothing that was not measured."""
        told: dict[str, float] = {}
        if self.text.length:
            told |= {
                "cer": self.text.cer,
                "cer_any_order": self.soft / self.text.length,
                "wer": self.text.wer,
                "word_recall": self.text.word_recall,
                "mark_errors": self.marks / self.text.length,
            }
        cost = self.cost
        if self.pages and cost.wall:
            told |= {
                "pages_a_minute": 60 * self.pages / cost.wall,
                "cpu_seconds_a_page": cost.cpu / self.pages,
            }
        if cost.peak:
            told["peak_mb"] = cost.peak / 1e6
        if self.again and (second := middle(self.again).wall):
            told["second_run_times_faster"] = cost.wall / second
        return told

    def worst(self, count: int) -> list[tuple[str, LineScore]]:
        """The lines with the most wrong characters."""
        return sorted(self.lines, key=lambda row: -row[1].errors)[:count]


@dataclass(slots=True)
class Result:
    """Rows by set and reader, in the order in which they were asked for."""

    rows: dict[tuple[str, str], Row] = field(default_factory=dict)

    def row(self, name: str, reader: str) -> Row:
        return self.rows.setdefault((name, reader), Row(name, reader))

    def total(self, reader: str) -> Row:
        """All sets as one, for speed: texts of clean and bad scans make no common figure."""
        rows = [row for row in self.rows.values() if row.reader == reader and row.rounds]
        together = Row("", reader, sum(r.pages for r in rows), sum(r.files for r in rows))
        together.rounds = _sums([r.rounds for r in rows])
        together.again = _sums([r.again for r in rows])
        return together

    def of(self, name: str) -> list[Row]:
        return [row for row in self.rows.values() if row.name == name]

    def names(self) -> list[str]:
        return list(dict.fromkeys(name for name, _ in self.rows))


def compare(
    sets: Sequence[ScanSet],
    readers: Sequence[Reader],
    work: Path,
    *,
    repeats: int = 1,
    batch: int = BATCH,
    tell: Tell = lambda _set, _reader: None,
) -> Result:
    """The first reader reads everything, the others what has a typed text to compare with.

    Texts are scored in the first round; costs are kept of each."""
    result = Result()
    for one in sets:
        for reader in readers:
            result.row(one.name, reader.name)
    for again in range(repeats):
        turn = again
        for one in sets:
            for scans in batches(one.compared, batch):
                for reader in rotated(readers, turn):
                    tell(one.name, reader.name)
                    place = work / f"{turn}-{reader.name}-{again}"
                    row = result.row(one.name, reader.name)
                    taken = reader.read([s.path for s in scans], _pages(scans), place)
                    _add_cost(row, taken, again)
                    if not again:
                        row.pages += _pages(scans)
                        _add_texts(row, scans, taken)
                turn += 1
    _read_the_rest(sets, readers[0], work, result, tell)
    return result


def _read_the_rest(
    sets: Sequence[ScanSet], reader: Reader, work: Path, result: Result, tell: Tell
) -> None:
    """Files with labels and no typed text: only our own fields are measured on them."""
    for n, one in enumerate(sets):
        rest = [scan for scan in one.scans if not scan.truth]
        if rest:
            tell(one.name, reader.name)
            taken = reader.read([s.path for s in rest], _pages(rest), work / f"rest-{n}")
            row = result.row(one.name, reader.name)
            row.files += len(rest)
            row.documents += taken.documents
            row.trouble += taken.trouble


def printed(text: str) -> str:
    """Without bars that stand alone: a table's rule, or a mark between its cells, is no print."""
    return _BAR.sub(" ", text)


def batches(scans: Sequence[Scan], most: int) -> Iterator[list[Scan]]:
    """Runs of files with at least ``most`` pages each, but for the last."""
    part: list[Scan] = []
    for scan in scans:
        part.append(scan)
        if _pages(part) >= most:
            yield part
            part = []
    if part:
        yield part


def rotated(readers: Sequence[Reader], turn: int) -> list[Reader]:
    """Each turn another one begins."""
    first = turn % len(readers)
    return [*readers[first:], *readers[:first]]


def _pages(scans: Sequence[Scan]) -> int:
    return sum(scan.pages for scan in scans)


def _sums(rounds: Sequence[Sequence[Cost]]) -> list[Cost]:
    """The first rounds of all sets together, then the second ones …"""
    return [sum(costs, Cost()) for costs in zip(*rounds, strict=True)]


def _add_cost(row: Row, taken: Taken, again: int) -> None:
    if len(row.rounds) <= again:
        row.rounds.append(Cost())
    row.rounds[again] += taken.cost
    if taken.again is not None:
        if len(row.again) <= again:
            row.again.append(Cost())
        row.again[again] += taken.again


def _add_texts(row: Row, scans: Sequence[Scan], taken: Taken) -> None:
    """A file that gave nothing counts as read empty: leaving it out would flatter."""
    row.documents += taken.documents
    row.trouble += taken.trouble
    for scan in scans:
        read = [printed(page) for page in taken.pages.get(scan.path, ())[: len(scan.truth)]]
        truth = [printed(page) for page in scan.truth]
        score = score_text(" ".join(read), " ".join(truth))
        lines = score_lines(read, truth)
        row.files += 1
        row.text += score
        # Reading all in order is one of the ways that the count by lines allows.
        row.soft += min(lines.errors, score.errors)
        row.marks += lines.marks
        row.lines += [(scan.path.name, line) for line in lines.lines if line.errors]
