"""Which syllables a word as read may have been, and how likely the engine makes that mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.knowledge.doubt import Kind, repair_rules
from pipeline.knowledge.misreadings import misreadings, same_base
from pipeline.knowledge.phrases import followers
from pipeline.knowledge.syllables import syllables
from pipeline.text import bare

_MOST_MARKS = 2  # letters whose marks change in one word; more make another word
_COUNTED = 3  # misreadings of a letter that make it no accident


@dataclass(frozen=True, slots=True)
class Guess:
    """``rate``: how often the engine gives the word as read where ``word`` is printed, on
    average."""

    word: str
    rate: float
    kind: Kind


@lru_cache(maxsize=20_000)
def likely(read: str) -> tuple[Guess, ...]:
    """The known syllables that the lower-case word ``read`` may have been with other marks, or
    with one letter that was counted among those taken for one that was read."""
    plain = bare(read)
    found = {g.word: g for g in _with_other_marks(read, plain)}
    for g in _with_counted_letter(read):
        found.setdefault(g.word, g)
    return tuple(found[word] for word in sorted(found))


@lru_cache(maxsize=20_000)
def other_letters(read: str) -> tuple[Guess, ...]:
    """Those beyond ``likely`` that it may have been with one letter, or a pair, of another
    shape, one letter lost or one gained."""
    found = {g.word: g for g in _with_other_letters(read, bare(read))}
    for g in likely(read):
        found.pop(g.word, None)
    return tuple(found[word] for word in sorted(found))


def _with_other_marks(read: str, plain: str) -> Iterator[Guess]:
    for word in _by_letters().get(plain, ()):
        changed = [(a, b) for a, b in zip(word, read, strict=True) if a != b]
        if not changed or len(changed) > _MOST_MARKS:
            continue
        known = misreadings()
        rate = 1.0
        for printed, seen in changed:
            rate *= known.rate(printed, seen)
        blurred = rate >= repair_rules().blurred_from
        yield Guess(word, rate, "blurred" if blurred else "marks")


def _with_counted_letter(read: str) -> Iterator[Guess]:
    known = misreadings()
    for at, letter in enumerate(read):
        for printed in _taken_for().get(letter, ()):
            word = read[:at] + printed + read[at + 1 :]
            if word in _by_letters().get(bare(word), ()):
                yield Guess(word, known.rate(printed, letter), "marks")


def _with_other_letters(read: str, plain: str) -> Iterator[Guess]:
    """Marks elsewhere stay as they were read, for a word with two faults is no longer known."""
    rate = repair_rules().letter_rate
    for other, at, old, new in _edits(plain):
        for word in _by_letters().get(other, ()):
            if word[:at] == read[:at] and word[at + len(new) :] == read[at + len(old) :]:
                yield Guess(word, rate, "letters")


def _edits(plain: str) -> Iterator[tuple[str, int, str, str]]:
    """(other letters, place, what was read there, what may be printed there)."""
    for at in range(len(plain)):
        for old, new in _alike().get(plain[at], ()):
            if plain.startswith(old, at):
                yield plain[:at] + new + plain[at + len(old) :], at, old, new
        if len(plain) > 3:
            yield plain[:at] + plain[at + 1 :], at, plain[at], ""
    if len(plain) > 2:
        for at in range(len(plain) + 1):
            for letter in _LETTERS:
                yield plain[:at] + letter + plain[at:], at, "", letter


_LETTERS = "abcdeghiklmnopqrstuvxy"


@cache
def _taken_for() -> Mapping[str, tuple[str, ...]]:
    """By letter read: letters of another base that were taken for it more than once or twice."""
    found: dict[str, list[str]] = {}
    for (printed, read), n in sorted(misreadings().wrong.items()):
        if n >= _COUNTED and not same_base(printed, read):
            found.setdefault(read, []).append(printed)
    return {read: tuple(printed) for read, printed in found.items()}


@cache
def _alike() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By first letter: what is read, and what may be printed there."""
    found: dict[str, list[tuple[str, str]]] = {}
    for old, new in sorted(set(repair_rules().alike)):
        found.setdefault(old[0], []).append((old, new))
    return {first: tuple(rest) for first, rest in found.items()}


@cache
def _by_letters() -> Mapping[str, tuple[str, ...]]:
    """The syllables that the model knows, by their letters without marks."""
    found: dict[str, list[str]] = {}
    for word in sorted(w for w in followers() if w in syllables()):
        found.setdefault(bare(word), []).append(word)
    return {plain: tuple(words) for plain, words in found.items()}
