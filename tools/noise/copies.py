"""Simulated copies beside real ones: references by how badly each letter was read.

A letter's error rate is counted the same way on both: over its long lines, aligned one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.compile.contract import read_documents
from pipeline.knowledge.decisions import load_decisions
from pipeline.language import plain_transcript
from pipeline.references import find_in
from pipeline.references.groups import symbol_key
from tools.noise.align import Counts, count_pages
from tools.noise.curve import Labelled, f1, precision, rate_for, recall
from tools.noise.losses import fates
from tools.noise.model import damage

EDGES = (0.0, 0.005, 0.01, 0.02, 0.04, 0.08, 0.5)
"""Errors a character that part good copies from bad ones."""
Copy = tuple[Labelled, str, set[str]]
"""A letter, the text of a copy of it, and the symbol keys found in that."""


@dataclass(slots=True)
class Bin:
    """Letters whose error rate lies between two edges: hits, false and missed references, those
    of the decisions asked about, and references whose digits can still be read."""

    letters: int = 0
    cer: float = 0.0
    all: list[int] = field(default_factory=lambda: [0, 0, 0])
    own: list[int] = field(default_factory=lambda: [0, 0, 0])
    alive: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, cer: float, copy: Copy) -> None:
        letter, text, got = copy
        asked = {symbol_key(d.symbol) for d in load_decisions()}
        wanted = set(letter.references)
        self.letters += 1
        self.cer += cer
        for into, one, two in ((self.all, got, wanted), (self.own, got & asked, wanted & asked)):
            for n, size in enumerate((len(one & two), len(one - two), len(two - one))):
                into[n] += size
        for fate in fates(letter.text, text, letter.numbers()).values():
            self.alive[0] += fate.alive
            self.alive[1] += 1

    def figures(self) -> dict[str, float]:
        return {
            "letters": self.letters,
            "cer": round(self.cer / max(1, self.letters), 4),
            "f1": round(f1(self.all), 4),
            "precision": round(precision(self.all), 4),
            "recall": round(recall(self.all), 4),
            "decision_f1": round(f1(self.own), 4),
            "number_survives": round(self.alive[0] / max(1, self.alive[1]), 4),
        }


def binned(copies: Iterable[Copy]) -> list[dict[str, float]]:
    """Figures of the copies between two edges, the best read first."""
    bins = [Bin() for _ in EDGES[1:]]
    for copy in copies:
        letter, text, _ = copy
        counts = Counts()
        count_pages(counts, letter.text.split("\f"), text.split("\f"))
        if counts.characters:
            cer = counts.errors / counts.characters
            place = next((n for n, high in enumerate(EDGES[1:]) if cer < high), len(bins) - 1)
            bins[place].add(cer, copy)
    return [each.figures() for each in bins if each.letters]


def read_copies(letters: Sequence[Labelled], outs: Sequence[Path]) -> Iterator[Copy]:
    """What runs made of scans of the letters."""
    named = {letter.name: letter for letter in letters}
    for out in outs:
        for document in read_documents(out / "documents.jsonl"):
            letter = named.get(Path(document["file"]).name.partition(".")[0])
            if letter is not None:
                keys = {symbol_key(r["symbol"]) for r in document["references"] if r["symbol"]}
                yield letter, "\f".join(document["text"]), keys


def simulated_copies(
    letters: Sequence[Labelled], levels: Sequence[float], seeds: int, like: float | None = None
) -> Iterator[Copy]:
    """Noisy copies of every level, one after another."""
    for level in levels:
        asked = rate_for([x.text for x in letters], level, like=like)
        for seed in range(seeds):
            for letter in letters:
                text = damage(letter.text, asked, seed, like=like or level)
                found = find_in(plain_transcript(text), letter.letter)
                yield letter, text, {symbol_key(r.symbol) for r in found if r.symbol}
