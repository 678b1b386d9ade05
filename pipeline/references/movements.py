"""Recognises a movement by its name: locally changed, misread, but not a phrase like it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from pipeline.knowledge.decisions import Movement
from pipeline.references.view import View, make_view
from pipeline.text import fold

_LIKE = 90.0
"""Percent: three wrong letters in the thirty or so of a movement's core."""
_WHO_BEFORE = 110
_CALLED_BEFORE = 70
_WINDOW = 900
_CALLED = re.compile(r"phong ?trao(?: thi dua)?[^.;\n]{0,40}$")
_OPENS = re.compile(r'"[^".;]{0,90}$')


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a movement is named, in offsets of the view. ``likeness``: 0 to 1."""

    start: int
    end: int
    likeness: float


def movement_in(view: View, movement: Movement) -> Named | None:
    """The first place that names ``movement``; None if there is none.

    Its core must be there, but for OCR noise, and something that calls it a movement: the words
    for who takes part (a place's name may stand between), "phong trào", or quotation marks. The
    bare topic ("văn hóa công sở") is no movement.
    """
    pattern = _core_pattern(movement.core)
    for match in pattern.finditer(view.low):
        start = _named_from(view, match.start(), movement)
        if start is not None:
            return Named(start, match.end(), 1.0)
    return _fuzzy(view, movement)


def names_movement(text: str, movement: Movement) -> bool:
    """Whether a subject, a title or a quotation names ``movement``."""
    return movement_in(make_view(text), movement) is not None


@cache
def _core_pattern(core: str) -> re.Pattern[str]:
    return re.compile(r"[ ,\n-]{0,3}".join(map(re.escape, fold(core).split())))


def _fuzzy(view: View, movement: Movement) -> Named | None:
    core = fold(movement.core)
    best: Named | None = None
    for base in range(0, max(1, len(view.low)), _WINDOW - 2 * len(core)):
        window = view.low[base : base + _WINDOW]
        found = fuzz.partial_ratio_alignment(core, window, score_cutoff=_LIKE)
        # Of a window shorter than the core, the part that matches says nothing of the rest.
        if found is None or found.dest_end - found.dest_start < 0.85 * len(core):
            continue
        at = base + found.dest_start
        start = _named_from(view, at, movement)
        if start is not None and (best is None or found.score / 100 > best.likeness):
            best = Named(start, base + found.dest_end, found.score / 100)
    return best


def _named_from(view: View, at: int, movement: Movement) -> int | None:
    """Where the name begins whose core is at ``flat[at]``; None if nothing calls it a name."""
    before = view.low[max(0, at - _WHO_BEFORE) : at]
    base = at - len(before)
    who = re.sub(r"[^a-z0-9]+", " ", fold(movement.who)).strip()
    if " " in who and len(who) > 8:
        plain = re.sub(r"[^a-z0-9]", " ", before)
        squashed = re.sub(r" +", " ", plain)
        if fuzz.partial_ratio(who, squashed) >= _LIKE and not re.search(r"[;\n]|\. ", before[-60:]):
            first = before.rfind(who.split()[0] + " " + who.split()[1])
            return base + max(0, first)
    opened = _OPENS.search(before)
    if opened and _near_name(view.low[base + opened.start() + 1 : at], movement):
        return base + opened.start() + 1
    called = _CALLED.search(view.low[max(0, at - _CALLED_BEFORE) : at])
    if called:
        return max(0, at - _CALLED_BEFORE) + called.start()
    return None


def _near_name(between: str, movement: Movement) -> bool:
    """Whether the words between an opening quote and the core are few enough to be who takes
    part: no verb of a clause of its own can be told, so length decides."""
    return len(between.split()) <= len(movement.who.split()) + 8
