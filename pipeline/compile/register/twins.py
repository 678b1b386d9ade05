"""Letters that are there twice, and later versions of one report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.compile.collation import sort_key
from pipeline.compile.register.likeness import alike
from pipeline.compile.register.timing import days_of
from pipeline.compile.tables import Published, field_of, value_of
from pipeline.text import fold

How = Literal[
    "bytes", "symbol", "text", "superseded", "latest", "unordered", "wording", "clash"
]  # fmt: skip
DUPLICATES = frozenset(("bytes", "symbol", "text"))
"""The same letter once more: it is not counted again."""
QUESTIONS = frozenset(("unordered", "wording", "clash"))
"""Only a person can say what these are."""


@dataclass(frozen=True, slots=True)
class Twin:
    """What a letter is to another, ``file``; ``likeness`` of their texts where it was measured."""

    how: How
    file: str
    likeness: float | None = None


def twins(documents: Sequence[Published]) -> dict[str, Twin]:
    """The twin of each file that has one. Of copies, the best read one is the letter itself."""
    order = sorted(documents, key=_best_first)
    likeness = alike(order)
    near = _candidates(order, likeness)
    found: dict[str, Twin] = {}
    kept: set[int] = set()
    for b, document in enumerate(order):
        for a in sorted(near[b] & kept):
            share = likeness.get((a, b))
            how = _copy(order[a], document, share)
            if how in DUPLICATES:
                found[_file(document)] = Twin(how, _file(order[a]), share)
                break
            if how is not None:
                found.setdefault(_file(document), Twin(how, _file(order[a]), share))
        else:
            kept.add(b)
    _versions([order[n] for n in sorted(kept)], found)
    return found


def _candidates(
    order: Sequence[Published], likeness: Mapping[tuple[int, int], float]
) -> dict[int, set[int]]:
    """The earlier letters that each may double: those that share bytes, number or text."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in likeness:
        near[b].add(a)
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, document in enumerate(order):
        number = fold(value_of(document, "number_symbol"))
        for key in (("bytes", str(document["sha256"])), ("number", number)):
            if key[1]:
                near[at].update(seen[key])
                seen[key].append(at)
    return near


def _best_first(document: Published) -> tuple[int, bool, bool, int, bool, object]:
    """Read in full before in part, with the day of receipt before without, the copy that the run
    itself took for the first, few doubts before many, on paper before text."""
    state = ("ok", "partial", "failed").index(document["status"])
    second = any(error["code"] == "duplicate" for error in document["errors"])
    doubts = sum(value["review"] for value in document["fields"].values())
    paper = any(v.get("box") for v in document["fields"].values())
    stamped = bool(value_of(document, "incoming_date"))
    return state, not stamped, second, doubts, not paper, sort_key(_file(document))


def _copy(first: Published, second: Published, share: float | None) -> How | None:
    """How ``second`` doubles ``first``, an earlier one; None where it doesn't."""
    if first["sha256"] and first["sha256"] == second["sha256"]:
        return "bytes"
    same_issuer = _same(first, second, "issuer")
    numbers = _same(first, second, "number_symbol")
    days = _same(first, second, "date")
    if same_issuer and numbers and days:
        # No office gives one number to two letters of a day: then one of them is misread.
        return "clash" if share is None and _has_text(first, second) else "symbol"
    if share is None:
        return None
    if same_issuer is False:
        return "wording"
    # Another number or day is another version, however alike they read.
    return None if numbers is False or days is False else "text"


def _versions(letters: Sequence[Published], found: dict[str, Twin]) -> None:
    """Several reports of one body for one campaign, the duplicates left out."""
    groups: dict[tuple[str, str], list[Published]] = defaultdict(list)
    for letter in letters:
        issuer = fold(value_of(letter, "issuer"))
        if letter.get("kind") == "report" and letter["coverage"] and issuer:
            groups[letter["coverage"]["outline"], issuer].append(letter)
    for group in groups.values():
        if len(group) < 2:
            continue
        days = {_file(d): days_of(value_of(d, "date")) for d in group}
        group.sort(key=lambda d: (str(days[_file(d)]), _file(d)))
        last = group[-1]
        begun = days[_file(last)]
        before = [days[_file(d)] for d in group[:-1]]
        clear = begun is not None and all(d is not None and d[1] < begun[0] for d in before)
        for letter in group[:-1]:
            how: How = "superseded" if clear else "unordered"
            found.setdefault(_file(letter), Twin(how, _file(last)))
        how = "latest" if clear else "unordered"
        found.setdefault(_file(last), Twin(how, _file(group[-2])))


def _same(first: Published, second: Published, name: str) -> bool | None:
    """Whether a field says the same in both; None where one of them does not say it surely."""
    a, b = field_of(first, name), field_of(second, name)
    if not a.get("value") or not b.get("value") or a["review"] or b["review"]:
        return None
    return fold(str(a["value"])) == fold(str(b["value"]))


def _has_text(*documents: Published) -> bool:
    return all(sum(map(len, d["text"])) > 400 for d in documents)


def _file(document: Published) -> str:
    return str(document["file"])


def representative(found: dict[str, Twin]) -> Callable[[Published], bool]:
    """Whether a letter counts: it is no duplicate and no superseded version."""
    out = {file for file, twin in found.items() if twin.how in (*DUPLICATES, "superseded")}
    return lambda document: _file(document) not in out
