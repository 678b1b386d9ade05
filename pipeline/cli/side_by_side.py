"""What ``vanban benchmark`` prints: one table a set, a reader a row; then the worst lines and
what changed since an earlier run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.evaluation.benchmark import Result, Row
from pipeline.evaluation.lines import LineScore
from pipeline.evaluation.measure import Cost, middle
from pipeline.evaluation.peers import Reader
from pipeline.evaluation.record import Change
from pipeline.evaluation.sets import ScanSet
from pipeline.messages import say

_SHARES = ("cer", "cer_any_order", "wer", "word_recall", "mark_errors")
_SPEED = {"pages_a_minute": "{:.1f}", "cpu_seconds_a_page": "{:.2f}", "peak_mb": "{:.0f}"}
_FIELDS = (
    "field_number_symbol", "field_date", "field_issuer", "field_subject", "field_signer_name",
    "letters_all_right", "wrong_and_sure", "reference_f1", "cites", "heading_agreement",
    "content_kappa", "covered_kappa", "quantity_f1", "calibration_error",
)  # fmt: skip
_WIDTH_IN_A_PIPE = 120
_TROUBLES = 3  # of each reader; the rest is more of the same


class Printer:
    """Prints on stdout. Text of letters is never taken for markup."""

    def __init__(self, readers: Sequence[Reader], console: Console | None = None) -> None:
        self._out = console or Console(highlight=False)
        if not self._out.is_terminal:
            self._out.width = max(self._out.width, _WIDTH_IN_A_PIPE)
        self._readers = readers

    def sets(
        self, sets: Sequence[ScanSet], result: Result, figures: Mapping[str, Mapping[str, float]]
    ) -> None:
        """Each set, then the speed over all of them."""
        for one in sets:
            rows = result.of(one.name)
            words = say("bench.set", name=one.name, files=rows[0].files, pages=rows[0].pages)
            self._head(words)
            if rows[0].text.length:
                self._out.print(_table(rows, (*_SHARES, *_SPEED)))
            self._again(rows[0])
            self._fields(figures[one.name])
            for row in rows:
                for what in row.trouble[:_TROUBLES]:
                    self._say(say("bench.trouble", reader=row.reader, what=what), "yellow")
        totals = [result.total(reader.name) for reader in self._readers]
        if len(sets) > 1 and totals[0].pages:
            self._head(say("bench.all", pages=totals[0].pages))
            self._out.print(_table(totals, tuple(_SPEED)))
            self._again(totals[0])
        for reader in self._readers:
            self._say(f"{reader.name}: {reader.how}", "dim")

    def worst(self, sets: Sequence[ScanSet], result: Result, count: int) -> None:
        """Printed beside read; a sealed set's lines are shown to nobody."""
        lines: list[tuple[str, str, LineScore]] = []
        for one in sets:
            if not one.sealed:
                row = result.row(one.name, self._readers[0].name)
                lines += [(one.name, file, line) for file, line in row.worst(count)]
        lines.sort(key=lambda found: -found[2].errors)
        if lines[:count]:
            self._head(say("bench.worst"))
        for name, file, line in lines[:count]:
            where = {"name": name, "file": file, "page": line.page, "errors": line.errors}
            self._say(say("bench.line", **where))
            self._say(f"    {say('bench.truth')}  {line.truth}")
            self._say(f"    {say('bench.read')}  {line.read or '–'}")

    def changes(self, changes: Sequence[Change], path: Path) -> None:
        self._head(say("bench.changes" if changes else "bench.no_change", path=path))
        for change in changes:
            word = say("bench.better" if change.better else "bench.worse")
            self._say(
                f"  {word:<8} {change.name} · {change.figure}  {change.before:.4f} →"
                f" {change.now:.4f} ({change.now - change.before:+.4f})",
                "green" if change.better else "red",
            )

    def _again(self, row: Row) -> None:
        told = row.figures()
        if (times := told.get("second_run_times_faster")) is not None:
            second = middle(row.again).wall
            self._say(say("bench.again", times=times, first=row.cost.wall, second=second))

    def _fields(self, figures: Mapping[str, float]) -> None:
        told = [f"{name} {figures[name]:.3f}" for name in _FIELDS if name in figures]
        if told:
            self._say(f"{say('bench.fields')}: {' · '.join(told)}")

    def _head(self, words: str) -> None:
        self._out.print()
        self._say(words, "bold")

    def _say(self, words: str, style: str = "") -> None:
        self._out.print(Text(words, style=style))


def _table(rows: Sequence[Row], figures: Sequence[str]) -> Table:
    table = Table(say("bench.reader"), box=SIMPLE_HEAD, padding=(0, 1))
    for name in figures:
        table.add_column(say(f"bench.{name}"), justify="right")
    if len(rows) > 1:
        for ratio in ("faster", "cheaper"):
            table.add_column(say(f"bench.{ratio}"), justify="right")
    for row in rows:
        told = row.figures()
        cells = [_cell(name, told.get(name)) for name in figures]
        if len(rows) > 1:
            cells += _times(rows[0].cost, row.cost) if row is not rows[0] else ["", ""]
        table.add_row(Text(row.reader), *map(Text, cells))
    return table


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2%}" if name in _SHARES else _SPEED[name].format(value)


def _times(ours: Cost, other: Cost) -> list[str]:
    """How often our time, and our processor time, go into the other's."""
    pairs = ((other.wall, ours.wall), (other.cpu, ours.cpu))
    return [f"{theirs / mine:.2f}×" if mine else "–" for theirs, mine in pairs]
