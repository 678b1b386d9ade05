"""The labelled reports, read as the pipeline reads them, and negatives made from them.

A negative is a report from which the evidence of one covered item was cut: its heading with the
text under it, or, where it has none of its own, the words from the labelled quote on to the next
thing that is labelled, and the clause that the quote stands in, as half a clause still says what it
is about. The item's label is then ``none``; nothing else of it is scored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline import language
from pipeline.knowledge.outlines import all_outlines
from pipeline.outline.blocks import blocks
from pipeline.outline.clauses import clauses
from pipeline.reading.plain import read_plain
from pipeline.records import Letter, Outline, Reference, Transcript

GOLD = Path("data/gold")


@dataclass(frozen=True, slots=True)
class Report:
    """A labelled report. ``cut``: the item whose evidence was cut out, None of a whole one."""

    name: str
    split: str
    transcript: Transcript
    letter: Letter
    references: tuple[Reference, ...]
    outline: Outline
    labels: Mapping[str, Mapping[str, Any]]
    cut: str | None = None

    def fair(self, item: str) -> tuple[str, ...]:
        """The content values that a fair scorer takes, the first choice first."""
        label = self.labels[item]
        first = str(label["content"])
        return (first, *(a for a in label.get("accept") or () if a != first))


def reports(splits: Collection[str], folder: Path = GOLD) -> Iterator[Report]:
    """The reports of these splits, by name."""
    outlines = {o.name: o for o in all_outlines()}
    for file in sorted(folder.glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        if gold["split"] in splits and gold.get("outline"):
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            outline = outlines[gold["outline_name"]]
            yield read(file.stem, gold["split"], text, outline, gold["outline"])


def negatives(report: Report) -> Iterator[Report]:
    """One report less the evidence of each leaf item that it covers and that can be cut."""
    for item, start, end in cuts(report):
        text = report.transcript.text
        # a form feed inside the cut stays: the other pages keep their numbers
        kept = text[:start] + "\f" * text.count("\f", start, end) + text[end:]
        labels = {**report.labels, item: {"heading": "none", "content": "none"}}
        yield read(report.name, report.split, kept, report.outline, labels, item)


def read(
    name: str,
    split: str,
    text: str,
    outline: Outline,
    labels: Mapping[str, Mapping[str, Any]],
    cut: str | None = None,
) -> Report:
    """A report from its text."""
    return analysed(name, split, read_plain(text), outline, labels, cut)


def analysed(
    name: str,
    split: str,
    transcript: Transcript,
    outline: Outline,
    labels: Mapping[str, Mapping[str, Any]],
    cut: str | None = None,
) -> Report:
    """A report from its transcript, its header and references read."""
    doc = _analysis()(language.make_doc(_analysis(), transcript))
    return Report(name, split, transcript, doc._.letter, doc._.references, outline, labels, cut)


def cuts(report: Report) -> Iterator[tuple[str, int, int]]:
    """Items that can be cut out, with the range of the text that goes."""
    text = report.transcript.text
    ids = [i.id for i in report.outline.items]
    parents = {i.parent for i in report.outline.items}
    heads = {i: find(text, report.labels[i].get("printed_heading")) for i in ids}
    quotes = {i: find(text, report.labels[i].get("quote")) for i in ids}
    marks = {p for p in (*heads.values(), *quotes.values()) if p is not None}
    body = blocks(report.transcript, report.letter)
    ends = [b.span().end for b in body]
    begins = [c.span.start for c in clauses(body, ())]
    for item in ids:
        quote, head = quotes[item], heads[item]
        label = report.labels[item]
        if item in parents or label["content"] == "none" or quote is None:
            continue
        if label["heading"] == "merged":
            continue  # the heading that it shares would stay, and promise something of it
        alone = head is not None and list(heads.values()).count(head) == 1
        start = head if alone and head is not None and head <= quote else quote
        others = {p for i in ids for p in (heads[i], quotes[i])
                  if i != item and not item.startswith(i + ".") and p is not None}  # fmt: skip
        if start in others or any(start < p <= quote for p in others):
            continue  # the same words speak for another item
        stop = min((p for p in marks if p > max(start, quote)), default=len(text))
        paragraph = min((e for e in ends if e > quote), default=stop)
        end = stop if start != quote or stop < paragraph else paragraph
        last = max((e for e in ends if e <= end), default=end)
        # under a heading whole paragraphs go; the next label's number stays with its heading
        end = last if start != quote and last > quote else end
        if start == quote != head:
            begin = max((b for b in begins if b <= quote), default=quote)
            start = quote if any(begin <= p < quote for p in marks) else begin
        if end > start:
            yield item, start, end


def writer(name: str) -> str:
    """Who wrote a letter, as its name says (``bc-2a-soc-trang``: ``2a``): letters of one hand
    share turns of phrase, so none of them tells how well another would be judged by a stranger."""
    part = name.split("-")[1:2]
    return part[0] if part and part[0][:1].isdigit() else ""


def find(text: str, quote: str | None) -> int | None:
    """Where ``quote`` stands in ``text``, line breaks and page numbers between its words aside."""
    if not quote:
        return None
    words = [re.escape(w) for w in quote.split()]
    match = re.search(r"\s+(?:\d+\s+)?".join(words), text)
    return match.start() if match else None


@cache
def _analysis() -> Any:
    return language.load(disable=["vanban_outline"])
