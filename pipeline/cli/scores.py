"""What ``vanban evaluate`` prints."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.evaluation import Report
from pipeline.evaluation.agreement import accuracy, kappa
from pipeline.messages import say


def print_report(report: Report, worst: int, console: Console | None = None) -> None:
    """Figures first, then the worst errors: values that are wrong and sure come before doubts."""
    out = console or Console(highlight=False, soft_wrap=True)
    out.print(
        say(
            "scores.letters",
            letters=report.letters,
            unlabelled=len(report.unlabelled),
            missing=len(report.missing),
        )
    )
    if report.texts:
        text = report.text
        out.print(
            say(
                "scores.text",
                cer=text.cer,
                wer=text.wer,
                recall=text.word_recall,
                files=len(report.texts),
            )
        )
    if report.fields:
        out.print(_fields(report))
        out.print(say("scores.all_right", count=report.all_right, letters=report.letters))
    if report.obvious:
        how, day = report.obvious_how
        letters = len({file for file, _ in report.obvious})
        out.print(say("scores.obvious.how", how=how, day=day, letters=letters))
    _print_counts(report, out)
    out.print(Text(say("scores.worst"), style="bold"))
    for line in _errors(report)[:worst]:
        out.print(Text("  " + line))


def _print_counts(report: Report, out: Console) -> None:
    found = report.references
    if found.tp + found.fn:
        out.print(
            say(
                "scores.references",
                p=found.precision,
                r=found.recall,
                f1=found.f1,
                n=found.tp + found.fn,
                dates=accuracy(report.reference_dates),
                m=len(report.reference_dates),
            )
        )
    if report.cites:
        right = sum(a == b for a, b in report.cites)
        out.print(say("scores.cites", right=right, n=len(report.cites)))
    if report.headings:
        out.print(
            say(
                "scores.outline",
                n=len(report.headings),
                heading=accuracy(report.headings),
                hk=kappa(report.headings),
                content=accuracy(report.contents),
                ck=kappa(report.contents),
                kk=kappa(report.covered),
                moved=accuracy(report.moved),
            )
        )
    counts = report.quantities
    if counts.tp + counts.fn + counts.fp:
        out.print(say("scores.quantities", p=counts.precision, r=counts.recall, f1=counts.f1))
    if report.said:
        out.print(say("scores.calibration", ece=report.calibration(), n=len(report.said)))


def _fields(report: Report) -> Table:
    beside = ("obvious",) if report.obvious else ()
    heads = ("count", "right", "asked", "wrong", "state", *beside)
    table = Table(say("show.field"), *(say(f"scores.{h}") for h in heads))
    for name in dict.fromkeys(s.field for _, s in report.fields):
        scores = [s for _, s in report.fields if s.field == name]
        n = len(scores)
        verdicts = [sum(s.verdict == v for s in scores) for v in ("right", "asked", "wrong")]
        states = sum(s.state_right for s in scores)
        cells = (n, f"{verdicts[0]} ({verdicts[0] / n:.0%})", *verdicts[1:], f"{states / n:.0%}")
        cells += tuple(_share(report, name) for _ in beside)
        table.add_row(Text(say(f"field.{name}")), *(Text(str(c)) for c in cells))
    return table


def _share(report: Report, name: str) -> str:
    """How many the obvious approach gets right, of those that it was given."""
    scores = [s for _, s in report.obvious if s.field == name]
    right = sum(s.verdict == "right" for s in scores)
    return f"{right} ({right / len(scores):.0%})" if scores else "–"


def _errors(report: Report) -> list[str]:
    bad = [(f, s) for f, s in report.fields if s.verdict == "wrong"]
    bad.sort(key=lambda row: (-row[1].confidence, row[0]))
    asked = [(f, s) for f, s in report.fields if s.verdict == "asked"]
    lines = [
        f"{mark} {file} · {s.field}: “{s.got[:70]}” ≠ “{s.wanted[:70]}”"
        f" ({s.source} {s.confidence:.2f})"
        for mark, rows in (("!!", bad), ("?", asked))
        for file, s in rows
    ]
    texts = sorted(report.texts, key=lambda row: -row[1].cer)[:5]
    other = [f"{file} · CER {score.cer:.2%}" for file, score in texts if score.errors]
    other += [f"{f} · {what} {detail}" for f, what, detail in report.reference_errors]
    other += [f"{f} · {what} {detail}" for f, what, detail in report.outline_errors]
    # Field errors and the rest in turn, so that a long list of one kind does not hide the other.
    mixed: list[str] = []
    for k in range(max(len(lines), len(other))):
        mixed += lines[k : k + 1] + other[k : k + 1]
    return mixed
