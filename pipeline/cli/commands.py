"""One function a command; each turns words into one call and the result into words."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pipeline.errors import ExitCode, NoInput
from pipeline.messages import say, spoken


def run(options: Namespace) -> ExitCode:
    """``vanban run``: the summary goes to stderr, the paths of the results to stdout."""
    from pipeline import settings
    from pipeline.cli.progress import Watch
    from pipeline.cli.summary import summarise
    from pipeline.journey import run as journey
    from pipeline.knowledge.decisions import load_decisions

    chosen = settings.load(
        {
            "lang": spoken(),
            "workers": options.workers,
            "scheduler": options.scheduler,
            "outline": str(options.outline) if options.outline else None,
            "decisions": options.decision,
            "tessdata": options.tessdata,
            "engine": options.engine,
            "password_file": options.password_file,
            "database": options.database,
        }
    )
    load_decisions(chosen.decisions)  # what is no symbol is refused before anything is read
    started = time.monotonic()
    with Watch() as watch:
        outcome = journey(options.input, options.out, chosen, watch)
    for line in summarise(outcome, time.monotonic() - started):
        print(line, file=sys.stderr)
    for name, file in (
        ("table", "compliance.xlsx"),
        ("pages", "report.html"),
        ("facts", "documents.jsonl"),
    ):
        print(say(f"summary.{name}", path=options.out / file))
    bad = any(d["status"] != "ok" for d in outcome.documents)
    return ExitCode.SOME_FAILED if bad else ExitCode.OK


def show(options: Namespace) -> ExitCode:
    """``vanban show``: of an earlier run, or of a file read here and now."""
    from pipeline.cli.show import show_document

    document = _find_document(options.file, options.out)
    show_document(document)
    return ExitCode.OK if document["status"] == "ok" else ExitCode.SOME_FAILED


def _find_document(file: Path, out: Path | None) -> dict[str, Any]:
    import json
    import tempfile

    from pipeline import settings
    from pipeline.cli.progress import Watch
    from pipeline.compile.contract import read_results
    from pipeline.journey import run as journey

    if out is not None:
        wanted = {normalize("NFC", name) for name in (file.as_posix(), file.name)}
        for document in read_results(out):
            if document["file"] in wanted:
                return document
        raise NoInput(what=say("show.unknown_file", file=file, out=out))
    if file.name == "findings.json":
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found
    if not file.is_file():
        raise NoInput(what=str(file))
    with tempfile.TemporaryDirectory() as folder, Watch() as watch:
        chosen = settings.load({"lang": spoken()})
        return journey([file], Path(folder), chosen, watch).documents[0]


def evaluate(options: Namespace) -> ExitCode:
    """``vanban evaluate``: figures on stdout."""
    import json

    from pipeline.cli.obvious import kept_or_read
    from pipeline.cli.scores import print_report
    from pipeline.compile.contract import read_results
    from pipeline.evaluation import evaluate as score
    from pipeline.evaluation.beside import score_obvious

    documents = read_results(options.out)
    report = score(documents, options.gold)
    if (beside := kept_or_read(options, documents)) is not None:
        report.obvious = score_obvious(documents, options.gold, beside)
        report.obvious_how = (beside.how, beside.day)
    if options.json:
        print(json.dumps(report.figures(), ensure_ascii=False, indent=1, sort_keys=True))
    else:
        print_report(report, options.worst)
    return ExitCode.OK if report.letters else ExitCode.NO_INPUT


def correct(options: Namespace) -> ExitCode:
    """``vanban correct``: appends one decision to the database of a run."""
    from pipeline import settings, store
    from pipeline.compile.contract import read_results

    for document in read_results(options.out):
        if document["file"] == normalize("NFC", options.file):
            break
    else:
        raise NoInput(what=say("show.unknown_file", file=options.file, out=options.out))
    what = options.what if "." in options.what else f"fields.{options.what}"
    if not what.startswith("fields."):
        what = f"coverage.{what}"
    when = datetime.now(UTC).isoformat(timespec="seconds")
    decision = store.decide(document, what, options.value, options.who, when, options.why)
    database = settings.load({"database": options.database}).database
    base = store.open_store(store.address(options.out, database))
    try:
        base.correct(decision)
    finally:
        base.close()
    print(say("correct.done", **vars(options)), file=sys.stderr)
    return ExitCode.OK


def gold(options: Namespace) -> ExitCode:
    """``vanban gold``: people's decisions as labels."""
    from pipeline.cli import gold as labels

    return labels.gold(options)


def outline(options: Namespace) -> ExitCode:
    """``vanban outline``: drafts an outline file; repairs are told on stderr."""
    from pipeline import settings
    from pipeline.cli.progress import Watch
    from pipeline.files import write_atomically
    from pipeline.journey.drafting import draft_outline
    from pipeline.knowledge.outlines import dump_outline

    with Watch() as watch:
        drafted = draft_outline(options.guideline, settings.load({"lang": spoken()}), watch)
    write_atomically(options.output, dump_outline(drafted).encode("utf-8"))
    if drafted.repairs:
        print(say("outline.repairs"), file=sys.stderr)
        for repair in drafted.repairs:
            print(f"  - {repair}", file=sys.stderr)
    print(say("outline.done", count=len(drafted.items), path=options.output))
    return ExitCode.OK


def synthesis(options: Namespace) -> ExitCode:
    """``vanban synthesis``: one report out of many, as a Word file."""
    from pipeline.cli import synthesis as made

    return made.synthesis(options)


def plots(options: Namespace) -> ExitCode:
    """``vanban plots``: the pictures of a run."""
    from pipeline.cli import synthesis as made

    return made.plots(options)


def inspect(options: Namespace) -> ExitCode:
    """``vanban inspect``: contact sheets of how a file was read."""
    from pipeline.cli import inspect as pictures

    return pictures.inspect(options)


def benchmark(options: Namespace) -> ExitCode:
    """``vanban benchmark``: quality and speed, beside others'."""
    from pipeline.cli import benchmark as measuring

    return measuring.benchmark(options)


def register(options: Namespace) -> ExitCode:
    """``vanban register``: deadlines, duplicates, and who has not reported."""
    from pipeline.cli import register as incoming

    return incoming.register(options)


def serve(options: Namespace) -> ExitCode:
    """``vanban serve``: the review desk."""
    from pipeline.cli import serve as desk

    return desk.serve(options)


def users(options: Namespace) -> ExitCode:
    """``vanban users``: who may use the review desk."""
    from pipeline.cli import users as kept

    return kept.users(options)


def verify(options: Namespace) -> ExitCode:
    """``vanban verify``: whether results are as the run left them."""
    from pipeline.cli import verify as looking

    return looking.verify(options)


def watch(options: Namespace) -> ExitCode:
    """``vanban watch``: reads what comes into a folder."""
    from pipeline.cli import watching

    return watching.watch(options)


def doctor(options: Namespace) -> ExitCode:
    """``vanban doctor``: what is there, what is missing, what mends it."""
    from pipeline.doctor import examine

    findings = examine()
    for finding in findings:
        lacking = "doctor.absent" if finding.needed else "doctor.optional"
        state = say("doctor.found" if finding.found else lacking)
        print(f"{state:<6} {finding.name:<28} {finding.detail}")
    missing = [f for f in findings if f.needed and not f.found]
    if not missing:
        print(say("doctor.ok"))
        return ExitCode.OK
    print(say("doctor.missing"))
    for mend in dict.fromkeys(f.mend for f in missing):
        print(f"  {mend}")
    return ExitCode.MISSING_DEPENDENCY
