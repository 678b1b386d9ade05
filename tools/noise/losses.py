"""What noise takes from references, and at which stage they are lost.

Each labelled text is followed from where it is cited in the clean text to what is left of it in
the noisy copy. Its best mention counts: digits first, then codes, then the type's name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from pipeline.records import Span
from pipeline.text import fold

STAGES = {
    "whole": "nothing is lost",
    "type": "the type's name has three wrong letters or more",
    "codes": "up to a third of the codes' letters is wrong",
    "codes_gone": "more than a third of them",
    "sign": "a sign that is no digit stands in the number",
    "glued": "the number runs into other digits",
    "number": "digits are lost or read as others",
}
"""From the best that can happen to a mention to the worst; from ``sign`` on its number is gone."""
_DEAD = ("sign", "glued", "number")
_LIKE = str.maketrans("OoQIl|]!", "00011111")
_SYMBOL = re.compile(r"[a-z]?[/-][^\s,;)]+")
_FEW = 2


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a labelled text: its ``stage``, and whether its print broke over lines."""

    stage: str
    broken: bool

    @property
    def alive(self) -> bool:
        return self.stage not in _DEAD


def fates(clean: str, noisy: str, places: Mapping[str, Sequence[Span]]) -> dict[str, Fate]:
    """By symbol key; ``places``: where each text is cited in ``clean``."""
    moved = _Moved(clean, noisy)
    order = list(STAGES)
    found = {}
    for key, spans in places.items():
        each = [
            (_stage(clean, noisy, moved, s, key), "\n" in clean[s.start : s.end]) for s in spans
        ]
        each.sort(key=lambda pair: (order.index(pair[0]), pair[1]))
        found[key] = Fate(*each[0]) if each else Fate("number", False)
    return found


class _Moved:
    """Where a place of the clean text lies in the noisy one."""

    def __init__(self, clean: str, noisy: str) -> None:
        self._blocks = list(Levenshtein.opcodes(clean, noisy))
        self._starts = [block.src_start for block in self._blocks]

    def __call__(self, at: int) -> int:
        n = bisect_right(self._starts, at) - 1
        while n + 1 < len(self._blocks) and self._blocks[n].src_end <= at:
            n += 1
        block = self._blocks[n]
        return block.dest_start + min(at - block.src_start, block.dest_end - block.dest_start)


def _stage(clean: str, noisy: str, moved: _Moved, span: Span, key: str) -> str:
    print_ = clean[span.start : span.end]
    number = re.match(r"\d+", key)
    place = re.search(rf"(?<!\d)0*{number[0]}(?!\d)", print_) if number else None
    if number is None or place is None:
        return "whole"  # cited by name
    codes = _SYMBOL.match(print_, place.end())
    end = codes.end() if codes else place.end()
    cuts = [span.start, *(span.start + n for n in (place.start(), place.end(), end))]
    lead, digits, tail = (noisy[moved(a) : moved(b)] for a, b in pairwise(cuts))
    read = re.sub(r"[\s.]", "", digits.translate(_LIKE)).lstrip("0")
    if read != number[0]:
        return "sign" if _torn(read, number[0]) else "number"
    before, after = noisy[moved(cuts[1]) - 1 : moved(cuts[1])], noisy[moved(cuts[2]) :][:1]
    if before.isdigit() or after.isdigit():
        return "glued"
    if codes and (wrong := _wrong(tail, codes.group())):
        return "codes" if wrong <= max(1, len(codes.group()) // 3) else "codes_gone"
    return "type" if _wrong(lead, print_[: place.start()]) > _FEW else "whole"


def _torn(read: str, number: str) -> bool:
    """Whether ``read`` is ``number`` but for signs that are no digits in the place of some."""
    pairs = list(zip(read, number, strict=False))
    whole = len(read) == len(number) and not read.isdigit()
    return whole and all(a == b or not a.isdigit() for a, b in pairs)


def _wrong(read: str, printed: str) -> int:
    one, two = ("".join(fold(text).split()) for text in (read, printed))
    return Levenshtein.distance(one, two)


@dataclass(slots=True)
class Losses:
    """``stages``: (stage, found) → references; ``false``: what is reported and not printed, by
    why; ``broken``: of those missed, how many had their print broken over lines."""

    stages: Counter[tuple[str, bool]] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    broken: int = 0

    def add(self, fate: Mapping[str, Fate], got: set[str]) -> None:
        numbers = {key.partition("/")[0].partition("-")[0] for key in fate}
        for key, one in fate.items():
            self.stages[one.stage, key in got] += 1
            self.broken += one.broken and key not in got
        for key in got - set(fate):
            known = key.partition("/")[0].partition("-")[0] in numbers
            self.false["codes" if known else "number"] += 1

    def rows(self) -> Iterator[str]:
        total = sum(self.stages.values())
        yield f"{total} references"
        for stage, what in STAGES.items():
            hit, missed = self.stages[stage, True], self.stages[stage, False]
            share = 100 * (hit + missed) / max(1, total)
            yield f"{stage:11} {share:5.1f} %  found {hit:5}  missed {missed:5}  {what}"
        yield f"missed with print over two lines: {self.broken}"
        yield f"false: {self.false['number']} numbers, {self.false['codes']} with other codes"
