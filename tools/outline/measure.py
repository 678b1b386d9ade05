"""How well verdicts agree with the labels, with negatives in.

    python -m tools.outline.measure                     # train and dev
    python -m tools.outline.measure --split dev --errors
    python -m tools.outline.measure --split test        # totals alone, never an error

Headings and contents are counted over all items of the whole reports; covered or not over their
leaf items, and of each negative over the one item that was cut out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from pipeline.evaluation.agreement import accuracy, count_sets, kappa
from pipeline.outline import judge
from pipeline.records import Coverage
from tools.outline.letters import Report, negatives, reports, writer
from tools.outline.readings import learned
from tools.outline.train import examples, fit, without


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs of (machine, expert), and what every verdict said of itself."""

    headings: list[tuple[str, str]] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    covered: list[tuple[str, str]] = field(default_factory=list)
    cut: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[float, bool, bool]] = field(default_factory=list)
    """Confidence, whether a person is asked, whether the content was right."""
    errors: list[str] = field(default_factory=list)

    def add(self, report: Report, coverage: Coverage) -> None:
        """Counts one report."""
        parents = {i.parent for i in report.outline.items}
        for verdict in coverage.items:
            if report.cut is not None and verdict.id != report.cut:
                continue
            fair = report.fair(verdict.id)
            wanted = verdict.content if verdict.content in fair else fair[0]
            pair = tuple("covered" if c != "none" else "not" for c in (verdict.content, wanted))
            if report.cut is not None:
                self.cut.append((pair[0], pair[1]))
            else:
                heading = str(report.labels[verdict.id]["heading"])
                self.headings.append((verdict.heading, heading))
                self.contents.append((verdict.content, wanted))
                if verdict.heading != heading:
                    self._err(report, verdict.id, f"heading {verdict.heading} ≠ {heading}")
                if verdict.id not in parents:
                    self.covered.append((pair[0], pair[1]))
            right = verdict.content == wanted
            self.said.append((verdict.confidence, verdict.review, right))
            if not right:
                quote = verdict.evidence[0].quote[:160] if verdict.evidence else ""
                gold = str(report.labels[verdict.id].get("quote"))[:90]
                sign = "review" if verdict.review else f"SURE {verdict.confidence}"
                what = f"content {verdict.content} ≠ {'/'.join(fair)} [{sign}]"
                self._err(report, verdict.id, f"{what}\n      got: {quote}\n      gold: {gold}")

    def _err(self, report: Report, item: str, what: str) -> None:
        cut = " (cut)" if report.cut else ""
        self.errors.append(f"{report.name} {item}{cut}: {what}")

    def __iadd__(self, other: Tally) -> Tally:
        for name in ("headings", "contents", "covered", "cut", "said", "errors"):
            getattr(self, name).extend(getattr(other, name))
        return self

    def table(self) -> Iterator[str]:
        """The figures, one a line."""
        both = self.covered + self.cut
        yield f"heading  {len(self.headings):5d}  agreement {accuracy(self.headings):.3f}" + (
            f"  kappa {kappa(self.headings):.3f}"
        )
        yield f"content  {len(self.contents):5d}  agreement {accuracy(self.contents):.3f}" + (
            f"  kappa {kappa(self.contents):.3f}"
        )
        for name, pairs in (("covered", self.covered), ("with negatives", both)):
            yield f"{name}  {len(pairs)}  F1 {_f1(pairs):.3f}  kappa {kappa(pairs):.3f}"
        for name, pairs in (("heading", self.headings), ("content", self.contents)):
            rows = Counter((b, a) for a, b in pairs)
            wrong = [f"{a}→{b} {n}" for (a, b), n in sorted(rows.items()) if a != b]
            yield f"{name} wrong (label→said): " + ", ".join(wrong)
        rows = Counter(both)
        missed, extra = rows["not", "covered"], rows["covered", "not"]
        found = sum(a == "covered" for a, _ in self.cut)
        cut = f"of these in cut ones {found}/{len(self.cut)}"
        yield f"leaves missed {missed}, found in vain {extra}, {cut}"
        asked = sum(review for _, review, _ in self.said)
        sure = [right for _, review, right in self.said if not review]
        share = sum(sure) / len(sure) if sure else 1.0
        yield f"review {asked}/{len(self.said)}  right where none is asked {share:.3f}"
        yield f"mean confidence {sum(c for c, _, _ in self.said) / max(1, len(self.said)):.3f}" + (
            f"  right {sum(r for _, _, r in self.said) / max(1, len(self.said)):.3f}"
        )


def _f1(pairs: Iterable[tuple[str, str]]) -> float:
    rows = list(enumerate(pairs))
    found = [n for n, (a, _) in rows if a == "covered"]
    wanted = [n for n, (_, b) in rows if b == "covered"]
    return count_sets(found, wanted).f1


def tally(chosen: Iterable[Report], with_negatives: bool = True) -> Tally:
    """Every report judged, and the negatives made from it."""
    result = Tally()
    for report in chosen:
        for one in (report, *(negatives(report) if with_negatives else ())):
            result.add(one, judge(one.transcript, one.letter, one.references, one.outline))
    return result


def left_out(chosen: Iterable[Report], with_negatives: bool = True) -> Tally:
    """The same, each report judged with words that were learned without its writer."""
    known = examples()
    strange = cache(lambda hand: fit(without(known, hand)))
    result = Tally()
    for report in chosen:
        with learned(strange(writer(report.name))):
            part = tally([report], with_negatives)
        result += part
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", action="append", choices=("train", "dev", "test"))
    parser.add_argument("--only", default="", help="reports whose name begins so")
    parser.add_argument("--outline", default="", help="reports held against this outline")
    parser.add_argument("--left-out", action="store_true", help="learn without the writer judged")
    parser.add_argument("--errors", action="store_true", help="print them; never those of test")
    arguments = parser.parse_args()
    splits = arguments.split or ["train", "dev"]
    found = (left_out if arguments.left_out else tally)(
        r for r in reports(splits)
        if r.name.startswith(arguments.only) and arguments.outline in ("", r.outline.name)
    )  # fmt: skip
    print("\n".join(found.table()))
    if arguments.errors and "test" not in splits:
        print("\n".join(found.errors))


if __name__ == "__main__":
    main()
