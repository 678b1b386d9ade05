"""Words mended by what official Vietnamese says most likely, where the picture is in doubt.

A noisy channel: the probability of a syllable between its neighbours, times how often the engine
takes it for what was read, times how much it doubts this word. Only a word whose correction is
nearly certain under all three is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge.doubt import Step, repair_rules
from pipeline.knowledge.phrases import EDGE
from pipeline.reading.repair.beliefs import Slot, beliefs
from pipeline.reading.repair.guesses import Guess, likely, other_letters
from pipeline.reading.repair.model import model
from pipeline.reading.repair.people import in_name
from pipeline.reading.repair.words import Piece, in_capitals, piece_of

_LEAST_WEIGHT = 2e-5  # of a guess: less never wins, and takes time
_MARKED = 2  # letters of the shortest word whose marks are mended
_LETTERED = 3  # letters of the shortest word whose letters are
_LONG = 5  # letters in capitals that are a word of a title, and no abbreviation
_FILLED_BY_HAND = frozenset(("số", "ngày", "tháng"))
"""After these a pen writes, and what was read there is often no word at all."""


Weighed = tuple[tuple[Guess, float], ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """``text`` replaces the word; ``chance``: how sure the model is of it."""

    text: str
    chance: float


def mended(words: Sequence[tuple[str, float]]) -> list[Mended | None]:
    """For each (word as read, confidence of the engine), in reading order over all lines of a
    page: what it should read instead, or None where it stays."""
    pieces = [piece_of(text) for text, _ in words]
    guessed = [_guesses(pieces, at, confidence) for at, (_, confidence) in enumerate(words)]
    slots: list[Slot] = []
    places: dict[int, int] = {}
    for at, piece in enumerate(pieces):
        if piece.begins:
            slots.append([(EDGE, 1.0)])
        if piece.sign:
            if guessed[at]:
                places[len(slots)] = at
            as_read = piece.core if guessed[at] else piece.sign
            slots.append([(as_read, 1.0), *((g.word, p) for g, p in guessed[at])])
        if piece.ends:
            slots.append([(EDGE, 1.0)])
    result: list[Mended | None] = [None] * len(words)
    for place, chances in beliefs(slots, model()).items():
        at = places[place]
        best = max(range(len(chances)), key=chances.__getitem__)
        if best and _is_sure(pieces, at, guessed[at][best - 1][0], chances[best]):
            result[at] = Mended(pieces[at].text(slots[place][best][0]), chances[best])
    return result


def _guesses(pieces: Sequence[Piece], at: int, confidence: float) -> Weighed:
    """What a word may have been, each with the weight that the picture gives it; the word as it
    was read weighs 1."""
    piece = pieces[at]
    if piece.case == "fixed" or len(piece.core) < _MARKED:
        return ()
    if piece.case == "capitals" and not in_capitals(pieces, at):
        return ()
    if in_name(pieces, at):
        return ()
    shortest = _LONG if piece.case == "capitals" else _LETTERED
    return _weighed(piece.core, repair_rules().step(confidence), len(piece.core) >= shortest)


@lru_cache(maxsize=20_000)
def _weighed(core: str, step: Step, letters: bool) -> Weighed:
    found = list(likely(core))
    if letters and step.letters:
        found += other_letters(core)
    weighed = ((g, min(1.0, g.rate * step.factor(g.kind))) for g in found)
    return tuple((g, weight) for g, weight in weighed if weight >= _LEAST_WEIGHT)


def _is_sure(pieces: Sequence[Piece], at: int, guess: Guess, chance: float) -> bool:
    """Whether the model's best guess is good enough for a word of this case and place."""
    rules, piece = repair_rules(), pieces[at]
    before = pieces[at - 1] if _go_on(pieces, at - 1) else None
    after = pieces[at + 1] if _go_on(pieces, at) else None
    known = (before is not None and model().pair(before.sign, guess.word) > 0) or (
        after is not None and model().pair(guess.word, after.sign) > 0
    )
    if at and pieces[at - 1].core in _FILLED_BY_HAND and not known:
        return False
    if guess.kind == "letters":
        return known and chance >= rules.least_letters
    named = after is not None and after.case == "title"
    if piece.case == "small" or (piece.case == "title" and before is None and not named):
        rare = piece.sign == piece.core and not model().knows(piece.core) and not known
        return chance >= (rules.least_strange if rare else rules.least)
    return known and chance >= rules.least_strange


def _go_on(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the word at ``at`` and the one after it are said in one breath."""
    inside = 0 <= at < len(pieces) - 1
    return inside and not pieces[at].ends and not pieces[at + 1].begins
