"""Whole batches of cases through a run, and what is published of each."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.journey import run
from pipeline.journey.entries import Silent
from pipeline.work import inline
from tests.cases.table import SETTINGS, Case


@dataclass(frozen=True, slots=True)
class Result:
    """What was published of a case: its status, and its codes in order. ``text`` is all that was
    read of it."""

    status: str
    codes: tuple[str, ...]
    text: str = ""


def wanted(case: Case) -> Result:
    return Result(case.status, case.codes)


def lay_out(cases: Iterable[Case], root: Path) -> None:
    """A folder for each case."""
    for case in cases:
        folder = root / case.id
        folder.mkdir(parents=True)
        case.make(folder)


def results_of(cases: Sequence[Case], root: Path, out: Path) -> dict[str, Result]:
    """One run over all cases, laid out under ``root``. That a file has the bytes of another, as
    many here have, counts only where the case is about it."""
    outcome = run([root], out, SETTINGS, Silent(), inline)
    published = {d["file"]: d for d in outcome.documents}
    return {case.id: _result(case, published.get(f"{case.id}/{case.file}")) for case in cases}


def _result(case: Case, document: dict[str, Any] | None) -> Result:
    if document is None:
        return Result("passed over", ())
    said = sorted(error["code"] for error in document["errors"])
    codes = tuple(c for c in said if c != "duplicate" or c in case.codes)
    return Result(document["status"], codes, "\n".join(document["text"]))


def shuffled(good: Sequence[bytes], bad: Sequence[Case], root: Path, seed: int) -> dict[str, str]:
    """Good texts and bad cases in one folder, in an order that ``seed`` decides. Returns, of each
    name, the code that is wanted of it, empty for the good."""
    rows: list[tuple[str, bytes | Case]] = [("", data) for data in good]
    rows += [(case.refused, case) for case in bad]
    random.Random(seed).shuffle(rows)  # noqa: S311 (an order, no secret)
    named = {}
    for number, (code, what) in enumerate(rows):
        folder = root / f"{number:03d}"
        folder.mkdir(parents=True)
        if isinstance(what, Case):
            what.make(folder)
            named[f"{folder.name}/{what.file}"] = code
        else:
            (folder / "bc.txt").write_bytes(what)
            named[f"{folder.name}/bc.txt"] = code
    return named


def seconds(case: Case, root: Path) -> tuple[str, float]:
    """The code that intake gives a case alone (empty: taken), and the CPU seconds it took."""
    from pipeline import intake
    from pipeline.errors import VanbanError

    found = {name: path for path, name in intake.find([root / case.id])}
    if case.file not in found:
        return "", 0.0
    started = time.process_time()
    try:
        intake.open_source(found[case.file], case.file, SETTINGS)
    except VanbanError as error:
        return error.code, time.process_time() - started
    return "", time.process_time() - started
