"""``vanban benchmark``: what is measured, on what, beside whom."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.parser import BENCHMARK_FILES, BENCHMARK_NUMBERS, BENCHMARK_SWITCHES
from pipeline.errors import ExitCode, NoInput
from pipeline.messages import say, spoken

if TYPE_CHECKING:
    from pipeline.evaluation.benchmark import Result, Row
    from pipeline.evaluation.peers import Reader
    from pipeline.evaluation.sets import ScanSet

QUICK_PAGES = 6  # of each set
_OWN = Path("benchmarks") / "__main__.py"
_TEXT = ("cer", "wer", "word_recall")  # told of those files alone that all readers read


def benchmark(options: Namespace) -> ExitCode:
    """On the user's scans and texts, or in a checkout without any: on ours."""
    if options.scans is None or options.gold is None:
        if options.scans is not None or not _OWN.is_file():
            raise NoInput(what=say("bench.no_scans"))
        words = [sys.executable, "-m", "benchmarks", *_words(options)]
        return ExitCode(subprocess.call(words, env={**os.environ, "VANBAN_LANG": spoken()}))
    from pipeline.evaluation.sets import find_sets, shorten

    sets = find_sets(options.scans, options.gold)
    if options.memory:
        return remember([scan.path for one in sets for scan in one.compared], options)
    if options.quick:
        sets = shorten(sets, QUICK_PAGES)
    return measure(sets, readers(options), options)


def _words(options: Namespace) -> list[str]:
    """What was asked, as it was typed."""
    words = [f"--{name}" for name in BENCHMARK_SWITCHES if getattr(options, name)]
    for name in (*BENCHMARK_NUMBERS, *BENCHMARK_FILES):
        if (value := getattr(options, name)) is not None:
            words += [f"--{name}", str(value)]
    return words


def workers(options: Namespace) -> int:
    return int(options.workers) or os.cpu_count() or 1


def readers(options: Namespace) -> list[Reader]:
    """Ourselves first, then the others that are asked for and installed."""
    from pipeline.evaluation.peers import OcrMyPdf, Ours, Plain

    found: list[Reader] = [Ours(workers(options))]
    others: list[Reader] = [Plain(options.dpi), OcrMyPdf(workers(options))]
    for reader in others if options.peers else ():
        if reader.available():
            found.append(reader)
        else:
            print(say("bench.absent", reader=reader.name), file=sys.stderr)
    return found


def measure(sets: Sequence[ScanSet], readers: Sequence[Reader], options: Namespace) -> ExitCode:
    """Runs, prints, compares with an earlier run and keeps what it was asked to keep."""
    from pipeline.cli.side_by_side import Printer
    from pipeline.evaluation.benchmark import compare
    from pipeline.evaluation.record import changes, load_record, save_record

    before = load_record(options.against) if options.against else {}
    with tempfile.TemporaryDirectory(prefix="vanban-benchmark-") as work:
        result = compare(sets, readers, Path(work), repeats=options.repeats, tell=_tell)
    figures = {one.name: figures_of(one, result, readers[0].name) for one in sets}
    for row in result.rows.values():
        if row.reader != readers[0].name and row.text.length:
            figures[f"{row.name} · {row.reader}"] = row.figures()
    changed = changes(figures, before)
    printer = Printer(readers)
    printer.sets(sets, result, figures)
    printer.worst(sets, result, options.worst)
    if options.against:
        printer.changes(changed, options.against)
    if options.json:
        _write_json(options.json, readers, result, figures)
    if options.record:
        save_record(options.record, figures)
        print(say("bench.recorded", path=options.record))
    ours = [row for row in result.rows.values() if row.reader == readers[0].name]
    return ExitCode.OK if all(map(_read, ours)) else ExitCode.SOME_FAILED


def figures_of(one: ScanSet, result: Result, reader: str) -> dict[str, float]:
    """The text's figures of the files that can be compared, the fields' of all."""
    from pipeline.evaluation import evaluate

    row = result.row(one.name, reader)
    scored: dict[str, float] = {}
    if one.gold is not None and row.documents:
        scored = evaluate(row.documents, one.gold).figures()
    told = {k: v for k, v in scored.items() if k not in _TEXT}
    return {**told, **row.figures(), "letters": float(row.files)}


def remember(files: Sequence[Path], options: Namespace) -> ExitCode:
    """Peak memory over a short and a long file, and the second run over each."""
    from pipeline.evaluation.endurance import endure

    with tempfile.TemporaryDirectory(prefix="vanban-benchmark-") as work:
        rows = endure(files, Path(work), workers(options))
    for row in rows:
        print(
            say(
                "bench.stretch",
                pages=row.pages,
                ppm=60 * row.pages / row.first.wall,
                peak=row.first.peak / 1e6,
                times=row.times_faster,
                first=row.first.wall,
                second=row.again.wall,
            )
        )
        for what in row.trouble:
            print(say("bench.trouble", reader="vanban", what=what), file=sys.stderr)
    short, long = rows[0], rows[-1]
    share = long.first.peak / short.first.peak - 1
    print(say("bench.growth", share=share, short=short.pages, long=long.pages))
    return ExitCode.SOME_FAILED if any(row.trouble for row in rows) else ExitCode.OK


def _read(row: Row) -> bool:
    return bool(row.documents) or not row.files


def _tell(name: str, reader: str) -> None:
    print(say("bench.reading", name=name, reader=reader), file=sys.stderr, flush=True)


def _write_json(
    path: Path,
    readers: Sequence[Reader],
    result: Result,
    figures: Mapping[str, Mapping[str, float]],
) -> None:
    from pipeline.files import write_atomically

    told: dict[str, Any] = {
        "readers": {reader.name: reader.how for reader in readers},
        "speed": {r.name: result.total(r.name).figures() for r in readers},
        "figures": figures,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    write_atomically(path, text.encode("utf-8"))
