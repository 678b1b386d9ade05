"""How well verdicts hold on paper: office-grade scans, read, with negatives and with harm.

    python -m tools.outline.scanned                          # dev
    python -m tools.outline.scanned --split test --negatives 64 --harmed 48

A negative is scanned from pages on which the evidence of one item was never printed. A harmed one
has it blotted, washed out or torn away: it was there, so a sure ``none`` would wrong its author.
Readings are kept under ``--cache``, by letter, page and harm; empty it when reading changes.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.outline import judge
from pipeline.records import ItemVerdict, Transcript
from tools.outline.letters import Report, analysed, cuts, reports
from tools.outline.measure import Tally
from tools.outline.paper import HARMS, Harm, paper_of, read_pages

CACHE = Path("data/processed/outline")


@dataclass(frozen=True, slots=True)
class Harmed:
    """One item whose evidence could not be read, and what was said of it."""

    name: str
    item: str
    harm: Harm
    verdict: ItemVerdict

    @property
    def denied(self) -> bool:
        return self.verdict.content == "none"

    @property
    def surely(self) -> bool:
        return self.denied and not self.verdict.review


Passage = tuple[Report, str, int, int]


def passages(chosen: Iterable[Report], most: int) -> list[Passage]:
    """At most so many passages that hold an item's evidence, spread over reports and items."""
    every = [(r, *cut) for r in chosen for cut in cuts(r)]
    step = max(1.0, len(every) / most) if most else 0.0
    return [every[int(n * step)] for n in range(min(most, len(every)))]


def on_paper(report: Report, transcript: Transcript, cut: str | None = None) -> Report:
    """The report as it was read; ``cut``: the item whose evidence was left out."""
    labels = dict(report.labels)
    if cut is not None:
        labels[cut] = {"heading": "none", "content": "none"}
    return analysed(report.name, report.split, transcript, report.outline, labels, cut)


def whole(chosen: Iterable[Report], cache: Path) -> Tally:
    """Every report scanned, read and judged."""
    result = Tally()
    for report in chosen:
        one = on_paper(report, read_pages(paper_of(report.name), cache))
        result.add(one, judge(one.transcript, one.letter, one.references, one.outline))
    return result


def negatives(chosen: Sequence[Passage], cache: Path) -> Tally:
    """Reports from which one passage was left out, scanned, read and judged."""
    result = Tally()
    for report, item, start, end in chosen:
        transcript = read_pages(paper_of(report.name), cache, "cut", (start, end))
        one = on_paper(report, transcript, item)
        result.add(one, judge(one.transcript, one.letter, one.references, one.outline))
    return result


def harmed(chosen: Sequence[Passage], cache: Path) -> Iterator[Harmed]:
    """What is said of items whose passage could not be read; harms take turns."""
    for n, (report, item, start, end) in enumerate(chosen):
        harm = HARMS[n % len(HARMS)]
        transcript = read_pages(paper_of(report.name), cache, harm, (start, end))
        one = on_paper(report, transcript)
        coverage = judge(one.transcript, one.letter, one.references, one.outline)
        verdict = next(v for v in coverage.items if v.id == item)
        yield Harmed(report.name, item, harm, verdict)


def harm_table(found: Sequence[Harmed]) -> Iterator[str]:
    """Shares of sure and of any ``none``, over all and by harm."""
    for harm in ("all", *HARMS):
        mine = [h for h in found if harm in ("all", h.harm)]
        if mine:
            sure, denied = sum(h.surely for h in mine), sum(h.denied for h in mine)
            yield (
                f"unreadable ({harm}): {len(mine)}  sure none {sure} ({sure / len(mine):.1%})"
                f"  none for a person to check {denied - sure}  still found {len(mine) - denied}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", action="append", choices=("train", "dev", "test"))
    parser.add_argument("--negatives", type=int, default=64, metavar="N")
    parser.add_argument("--harmed", type=int, default=48, metavar="N")
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    parser.add_argument("--errors", action="store_true", help="print them; never those of test")
    asked = parser.parse_args()
    splits = asked.split or ["dev"]
    chosen = list(reports(splits))
    tally = whole(chosen, asked.cache)
    tally += negatives(passages(chosen, asked.negatives), asked.cache)
    print("\n".join(tally.table()))
    found = list(harmed(passages(chosen, asked.harmed), asked.cache))
    print("\n".join(harm_table(found)))
    if asked.errors and "test" not in splits:
        print("\n".join(tally.errors))
        print("\n".join(f"{h.name} {h.item} {h.harm}: sure none" for h in found if h.surely))
        print(Counter(h.verdict.content for h in found))


if __name__ == "__main__":
    main()
