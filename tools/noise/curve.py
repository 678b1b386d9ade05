"""How well references are found in texts of growing noise."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.decisions import load_decisions
from pipeline.language import plain_transcript
from pipeline.records import Letter, Reference, Span, Value
from pipeline.references import find_in
from pipeline.references.citing import is_decision
from pipeline.references.groups import symbol_key
from pipeline.settings import Settings
from tools.noise.losses import fates
from tools.noise.model import damage

_MEASURED = 3  # copies of each letter whose error rate is measured
_OWN = ("issuer", "issuer_parent", "province", "doc_type", "number_symbol", "symbol", "date")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A clean text with its labels. ``references``: symbol key → ISO date or None."""

    name: str
    text: str
    letter: Letter
    references: dict[str, str | None]
    split: str = ""

    def numbers(self) -> dict[str, list[Span]]:
        """Where each labelled text is cited in the clean text."""
        found = find_in(plain_transcript(self.text), self.letter)
        places = {symbol_key(r.symbol): [m.span for m in r.mentions] for r in found if r.symbol}
        return {key: places.get(key, []) for key in self.references}


@dataclass(frozen=True, slots=True)
class Point:
    """Hits, false and missed references at one noise level; ``own``: of the decisions asked
    about; ``dates``: right and all of the hits that are labelled with one. ``cer``: as made.
    ``alive`` and ``own_alive``: references whose digits can still be read somewhere, and all:
    what no grammar can do better than without taking one number for another. ``sure``: reported
    and sent to nobody, right and wrong; and all that is reported."""

    wanted: float
    cer: float
    all: tuple[int, int, int]
    own: tuple[int, int, int]
    dates: tuple[int, int]
    alive: tuple[int, int]
    own_alive: tuple[int, int]
    sure: tuple[int, int, int] = (0, 0, 0)


def f1(counts: Sequence[int]) -> float:
    hit, false, missed = counts
    return 2 * hit / (2 * hit + false + missed) if hit else 0.0


def precision(counts: Sequence[int]) -> float:
    return counts[0] / (counts[0] + counts[1]) if counts[0] else 0.0


def recall(counts: Sequence[int]) -> float:
    return counts[0] / (counts[0] + counts[2]) if counts[0] else 0.0


def labelled(texts: Path, labels: Path) -> list[Labelled]:
    """The texts of a folder that have labels of references, by name. The letter's own fields
    come from the labels: what is measured is this room, not the reading of headers."""
    found = []
    for path in sorted(texts.glob("*.txt")):
        file = labels / f"{path.name.partition('.')[0]}.json"
        gold: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
        if "references" not in gold:
            continue
        fields = {k: Value(v, "read", 1.0) for k in _OWN if isinstance(v := gold.get(k), str)}
        rows = [r if isinstance(r, dict) else {"symbol": r} for r in gold["references"]]
        references = {symbol_key(r["symbol"]): r.get("date") for r in rows if r.get("symbol")}
        text = path.read_text("utf-8")
        letter, split = Letter("other", 1.0, fields, ()), str(gold.get("split", ""))
        found.append(Labelled(path.stem, text, letter, references, split))
    return found


def measure(
    letters: Sequence[Labelled], levels: Sequence[float], seeds: int, *, independent: bool = False
) -> list[Point]:
    """One point a level, over ``seeds`` noisy copies of every letter."""
    jobs = [(letters, level, seeds if level else 1, independent) for level in levels]
    with ProcessPoolExecutor(2) as pool:
        return list(pool.map(_point, jobs))


def _point(job: tuple[Sequence[Labelled], float, int, bool]) -> Point:
    letters, level, seeds, independent = job
    asked = rate_for([x.text for x in letters], level, independent=independent)
    every, own, dates, sure = [0, 0, 0], [0, 0, 0], [0, 0], [0, 0, 0]
    edits = length = 0
    alive, own_alive = [0, 0], [0, 0]
    decided = {symbol_key(d.symbol) for d in load_decisions()}
    numbers = [letter.numbers() for letter in letters]
    for seed in range(seeds):
        for letter, places in zip(letters, numbers, strict=True):
            text = damage(letter.text, asked, seed, like=level, independent=independent)
            for key, fate in fates(letter.text, text, places).items():
                for counts in (alive, own_alive)[: 1 + (key in decided)]:
                    counts[0] += fate.alive
                    counts[1] += 1
            if seed < _MEASURED:
                edits += Levenshtein.distance(letter.text, text)
                length += len(letter.text)
            for row, into in zip(_score(letter, text), (every, own, dates, sure), strict=True):
                for n, value in enumerate(row):
                    into[n] += value
    return Point(
        level,
        edits / length,
        (every[0], every[1], every[2]),
        (own[0], own[1], own[2]),
        (dates[0], dates[1]),
        (alive[0], alive[1]),
        (own_alive[0], own_alive[1]),
        (sure[0], sure[1], sure[2]),
    )


def rate_for(
    texts: Sequence[str], level: float, *, like: float | None = None, independent: bool = False
) -> float:
    """What to ask of ``damage`` so that texts come out with ``level`` errors a character: errors
    in a row cancel out, and bad lines can't get worse than all wrong."""
    low, high = level, 8 * level
    for _ in range(7 if level else 0):
        middle = (low + high) / 2
        made = [
            (Levenshtein.distance(t, noisy), len(t))
            for t in texts
            for n in range(_MEASURED)
            for noisy in (damage(t, middle, n, like=like or level, independent=independent),)
        ]
        if sum(e for e, _ in made) / sum(n for _, n in made) < level:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _score(letter: Labelled, text: str) -> Iterator[tuple[int, ...]]:
    decisions = load_decisions()
    found = find_in(plain_transcript(text), letter.letter)
    got = {symbol_key(r.symbol): r for r in found if r.symbol}
    asked = {symbol_key(d.symbol) for d in decisions}
    wanted = set(letter.references)
    yield _counts(set(got), wanted)
    theirs = {symbol_key(d.symbol) for d in decisions for r in found if is_decision(r, d)}
    yield _counts(theirs, wanted & asked)
    dated = [(k, day) for k, day in letter.references.items() if day and k in got]
    yield sum(got[k].date == day for k, day in dated), len(dated)
    trusted = {k for k, r in got.items() if is_sure(r)}
    yield len(trusted & wanted), len(trusted - wanted), len(got)


def is_sure(reference: Reference) -> bool:
    """Whether a reference goes to nobody for a look."""
    return reference.confidence >= Settings().review_below and not reference.findings


def _counts(got: set[str], wanted: set[str]) -> tuple[int, int, int]:
    return len(got & wanted), len(got - wanted), len(wanted - got)
