"""Numbered lines read as a sequence: the order of labels decides, not each label alone.

OCR reads ``III.`` as ``II.``, ``đ)`` as ``d)``, ``5.`` as ``5S.``, and loses dots. A beam search
over all lines finds the cheapest way to read them as one well-numbered list; whatever differs from
the print is a repair that a person can check.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from pipeline.outline.labels import ROMANS, UPPER, Style, printed_label
from pipeline.text import bare

_TOKEN = re.compile(
    r"[\s\W]*?(?:[-–•]\s*)?"
    r"((?i:phần)\s+(?:thứ\s+)?\w+|\d{1,2}(?:\.\d{1,2})+|[IVXLlT1|!]{1,5}|\d{1,2}[A-Za-z]?|[a-zđ]{2}(?=\s?\))|[a-zđ]\d?|[A-ZĐ])"
    rf"(\s?[.,:;)/\]|]+|\s(?=[{UPPER}“\"]))\s*(?=[^\W\d_]|[“\"(])",
)
_BULLET = re.compile(r"\s*[-–+*•]\s*(?=[^\W\d_])")
_USUAL_END = {"roman": ".", "letter": ".", "arabic": ".", "decimal": ".", "alpha": ")", "part": ""}
_LOOKS_LIKE = {
    "roman": str.maketrans("l|!1Tti", "IIIIIII"),
    "arabic": str.maketrans("lI|OoSsBZ", "111005582"),
}
_BEAM = 80
_FIRST = frozenset(("I", "l", "1", "A", "|"))
_IMPOSSIBLE = 9.0
_OUTER_TO_INNER: tuple[Style, ...] = ("part", "letter", "roman", "arabic", "decimal", "alpha")

Stack = tuple[tuple[Style, int], ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of an outline. ``fresh``: 0 to 1, how much it looks like a new paragraph."""

    text: str
    fresh: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that begins an item: where it stands, its label as printed and as it must be (empty
    where it was lost), and where its title begins."""

    line: int
    stack: Stack
    printed: str
    wanted: str
    start: int
    cost: float


@dataclass(frozen=True, slots=True)
class _State:
    cost: float
    stack: Stack
    entries: tuple[Entry, ...]
    dropped: tuple[int, ...]
    open: bool
    """Whether the next line may go on with the last item's title."""


def has_label(text: str) -> bool:
    """Whether a line begins with what may be a label, however damaged."""
    return _TOKEN.match(text) is not None


def may_begin(text: str) -> bool:
    """Whether a line may be an outline's first: its label reads like a first one."""
    match = _TOKEN.match(text)
    return match is not None and match.group(1) in _FIRST


def read_sequence(lines: Sequence[Printed]) -> tuple[tuple[Entry, ...], tuple[int, ...]]:
    """The items among ``lines``, and the numbers of lines that are neither item nor title."""
    beam = [_State(0.0, (), (), (), False)]
    for n, line in enumerate(lines):
        nexts: dict[tuple[Stack, bool], _State] = {}
        for state in beam:
            for option in _options(state, n, line):
                key = (option.stack, option.open)
                known = nexts.get(key)
                if known is None or option.cost < known.cost - 1e-9:
                    nexts[key] = option
        beam = sorted(nexts.values(), key=lambda s: (s.cost, s.stack, not s.open))[:_BEAM]
    best = beam[0]
    return best.entries, best.dropped


def _options(state: _State, n: int, line: Printed) -> list[_State]:
    match = _TOKEN.match(line.text)
    options: list[_State] = []
    bullet = _BULLET.match(line.text) is not None and (match is None or match.group(1).isalpha())
    if state.open:
        cost = state.cost + line.fresh * (2.5 if match else 1.6)
        options.append(_State(cost, state.stack, state.entries, state.dropped, True))
    elif state.entries and match is None and line.text[:1].islower():
        # a title that a stray mark between two pages interrupted
        options.append(_State(state.cost + 0.3, state.stack, state.entries, state.dropped, True))
    drop = 0.3 if bullet else 0.7 + (1.5 if match else 0.0) + (0.0 if line.fresh > 0.5 else 0.6)
    if not state.entries:
        drop = 0.2 if match is None else 1.5
    options.append(
        _State(state.cost + drop, state.stack, state.entries, (*state.dropped, n), False)
    )
    start = match.end() if match else len(line.text) - len(line.text.lstrip(" -–•.,:;"))
    if match is None and (line.fresh < 0.5 or not line.text[start : start + 1].isupper()):
        return options
    for stack, base in _successors(state.stack):
        cost = base + (_mismatch(match, stack) if match else 1.4)
        if cost > 3.0:
            continue
        entry = Entry(
            line=n,
            stack=stack,
            printed=match.group(1) + match.group(2).strip() if match else "",
            wanted=wanted_label(stack),
            start=start,
            cost=cost,
        )
        options.append(
            _State(
                state.cost + cost + (1 - line.fresh) * 0.8,
                stack,
                (*state.entries, entry),
                state.dropped,
                True,
            )
        )
    return options


def _successors(stack: Stack) -> list[tuple[Stack, float]]:
    """What may come next: a brother at any open level, or a first child in a new style."""
    found: list[tuple[Stack, float]] = []
    for depth in range(len(stack)):
        style, ordinal = stack[depth]
        closed = 0.04 * (len(stack) - depth - 1)
        found.append(((*stack[:depth], (style, ordinal + 1)), closed))
        found.append(((*stack[:depth], (style, ordinal + 2)), closed + 1.1))
    used = {s for s, _ in stack}
    deepest = max((_OUTER_TO_INNER.index(s) for s in used), default=-1)
    for style in _OUTER_TO_INNER:
        inside = _OUTER_TO_INNER.index(style) > deepest
        if style == "decimal" and not (stack and stack[-1][0] in ("arabic", "decimal")):
            continue
        if style == "decimal" or (style not in used and inside):
            found.append(((*stack, (style, 1)), 0.1 if len(stack) < 4 else 1.5))
    return found


def wanted_label(stack: Stack) -> str:
    """The label that belongs to the last level of ``stack``."""
    style, ordinal = stack[-1]
    if style == "decimal":
        path: list[str] = []
        for s, o in reversed(stack):
            path.append(str(o))
            if s == "arabic":
                break
        return ".".join(reversed(path))
    return printed_label(style, ordinal)


def path_of(stack: Stack) -> str:
    """The id: printed labels from the outermost level in."""
    return ".".join(str(o) if s == "decimal" else printed_label(s, o) for s, o in stack)


def _mismatch(match: re.Match[str], stack: Stack) -> float:
    """What it costs to read the printed label as the one that belongs there."""
    style, _ = stack[-1]
    token, end = match.group(1), match.group(2).strip()
    wanted = wanted_label(stack)
    named = token.lower().startswith("phần")
    if wanted == "?" or named != (style == "part"):
        return _IMPOSSIBLE
    if named:
        return 0.0
    cost = 0.0 if end[:1] == _USUAL_END[style] else 0.12 if end else 0.35
    return cost + _misreading(token, wanted, style)


def _misreading(token: str, wanted: str, style: Style) -> float:
    """What it costs to take ``token`` for a misread ``wanted``."""
    table = _LOOKS_LIKE["roman" if style == "roman" else "arabic"]
    numeric = style in ("arabic", "decimal")
    if token == wanted:
        cost = 0.0
    elif style == "alpha" and bare(token).lower() == bare(wanted):
        cost = 0.15
    elif (numeric or style == "roman") and token.translate(table) == wanted:
        cost = 0.3
    elif len(token) == len(wanted) + 1 and token.endswith(wanted):
        cost = 0.6  # a speck read as a letter before the label
    else:
        same_kind = (
            (style == "roman" and token.upper().translate(table) in ROMANS)
            or (numeric and token[:1].isdigit())
            or (style == "alpha" and token.islower())
            or (style == "letter" and token.isupper())
        )
        cost = 0.75 * Levenshtein.distance(token, wanted) + (0.0 if same_kind else 0.9)
    return cost
