"""The agreement of two labellers in figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.evaluation.agreement import accuracy, interval, kappa, varied
from tools.agreement.pairs import QUESTIONS, Answers, Pair
from tools.agreement.rulings import Difference, Ruling

NONE = "–"  # kappa of answers that never vary
_NAME = 32


def letters(pairs: Sequence[Pair]) -> Iterator[str]:
    """Agreement and kappa of each question, a line a letter; sealed ones count in totals alone."""
    yield f"{'letter':{_NAME}} items" + "".join(f"  {q.name:>17}" for q in QUESTIONS)
    for letter, rows in groupby((p for p in pairs if not p.sealed), key=lambda p: p.letter):
        one = list(rows)
        cells = (f"{accuracy(a):.3f} {_kappa(a):>5}" for a in (q.of(one) for q in QUESTIONS))
        yield f"{letter:{_NAME}} {len(one):5d}" + "".join(f"  {cell:>17}" for cell in cells)


def totals(pairs: Sequence[Pair]) -> Iterator[str]:
    """All letters together, as a table for a page of documentation."""
    yield "| question | items | agreement | 95 % | Cohen's kappa |"
    yield "|---|---|---|---|---|"
    for question in QUESTIONS:
        answers = question.of(pairs)
        low, high = interval(sum(a == b for a, b in answers), len(answers))
        yield (
            f"| {question.name} | {len(answers)} | {accuracy(answers):.3f} |"
            f" {low:.3f}–{high:.3f} | {_kappa(answers)} |"
        )


def hard(pairs: Sequence[Pair]) -> str:
    """What both say where the first found several contents fair. Labellers who think for
    themselves split there now and then; if these never do, they are of one mind elsewhere too."""
    open_ = [p for p in pairs if len(p.first.fair) > 1]
    same = sum(p.first.content == p.second.content for p in open_)
    return f"where the first labeller holds several contents fair: {len(open_)}, same one: {same}"


def disagreements(found: Sequence[Difference], rulings: Sequence[Ruling]) -> Iterator[str]:
    """Each with the rule that decides it, or does not."""
    known = {r.key: r for r in rulings}
    for d in found:
        yield f"{d.letter} {d.item} {d.question}: {d.first} ≠ {d.second}"
        if ruling := known.get(d.key):
            yield f"    rule: {ruling.rule or NONE}"
            yield f"    for: {ruling.decides}. {ruling.because}"


def _kappa(answers: Answers) -> str:
    return f"{kappa(answers):.3f}" if varied(answers) else NONE
