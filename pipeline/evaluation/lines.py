"""Printed lines beside what was read of them, wherever the reader put them.

Counted so, the order in which columns are read costs nothing: a line that is not where it
should be is looked for in what no other line has claimed, first whole, then in pieces, as the
lines of a table's row are read cell by cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from pipeline.text import bare, nfc, squash

_LOST = 0.5  # share of a line's characters that may be wrong before another place is tried
_PIECED = 0.2  # share from which it is tried in pieces
_PIECE = 5  # characters: shorter pieces of a line are found anywhere by chance
_GAP = " … "  # between pieces, where a line is shown


@dataclass(frozen=True, slots=True)
class LineScore:
    """A printed line. ``errors`` in characters; ``marks``: those of them where the letter is
    right and its diacritic is not (``ô`` for ``ơ``, ``d`` for ``đ``). ``page`` counts from 1."""

    page: int
    truth: str
    read: str
    errors: int
    marks: int


@dataclass(frozen=True, slots=True)
class LineScores:
    """``stray``: characters read that belong to no line."""

    lines: tuple[LineScore, ...]
    stray: int

    @property
    def errors(self) -> int:
        return sum(line.errors for line in self.lines) + self.stray

    @property
    def marks(self) -> int:
        return sum(line.marks for line in self.lines)


def score_lines(read: Sequence[str], truth: Sequence[str]) -> LineScores:
    """Page against page where there are as many, else all against all."""
    numbered = [
        [(number, line) for raw in page.splitlines() if (line := squash(nfc(raw)))]
        for number, page in enumerate(truth, 1)
    ]
    if len(read) != len(truth):
        numbered, read = [[row for rows in numbered for row in rows]], ["\n".join(read)]
    parts = [_score_page(text, rows) for text, rows in zip(read, numbered, strict=True)]
    lines = tuple(line for part in parts for line in part.lines)
    return LineScores(lines, sum(part.stray for part in parts))


def count_marks(read: str, truth: str) -> int:
    """Letters that were read right but for their mark."""
    pairs = [
        (truth[op.src_pos], read[op.dest_pos])
        for op in Levenshtein.editops(truth, read)
        if op.tag == "replace"
    ]
    return sum(bare(a) == bare(b) for a, b in pairs)


def _score_page(text: str, rows: Sequence[tuple[int, str]]) -> LineScores:
    read = squash(nfc(text))
    lines = [line for _, line in rows]
    found: dict[int, str] = {}
    claimed: list[tuple[int, int]] = []
    for n, (start, end) in enumerate(_in_order(read, lines)):
        if read[start:end] == lines[n]:
            found[n] = lines[n]
            claimed.append((start, end))
    free = _between(read, claimed)
    pieces: dict[int, list[str]] = {}
    lost = [n for n in range(len(lines)) if n not in found]
    for n in sorted(lost, key=lambda n: -len(lines[n])):  # long lines are the surest
        place = _search(lines[n], free)
        if place is None:
            continue
        if place.errors > _PIECED * len(lines[n]):
            parts, rest = _pieces(lines[n], free)
            if _missing(lines[n], parts) < place.errors:
                pieces[n], free = parts, rest
                continue
        whole = free.pop(place.part)
        found[n] = whole[place.start : place.end]
        free += [whole[: place.start], whole[place.end :]]
    scores = []
    for n, (page, line) in enumerate(rows):
        if n in found:
            scores.append(_score_line(page, line, found[n]))
            continue
        if n not in pieces:
            pieces[n], free = _pieces(line, free)
        missing = _missing(line, pieces[n])
        scores.append(LineScore(page, line, _GAP.join(pieces[n]), missing, 0))
    return LineScores(tuple(scores), sum(len(part.strip()) for part in free))


def _score_line(page: int, truth: str, read: str) -> LineScore:
    read = read.strip()
    errors = Levenshtein.distance(read, truth)
    return LineScore(page, truth, read, errors, count_marks(read, truth) if errors else 0)


def _missing(line: str, pieces: Sequence[str]) -> int:
    """Letters of a line that are in none of its pieces."""
    return len(line.replace(" ", "")) - sum(len(p.replace(" ", "")) for p in pieces)


def _in_order(read: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where each line lies in ``read`` if all keep their order: from its first character's
    partner to its last one's."""
    whole = " ".join(lines)
    starts, ends = [0] * len(whole), [0] * len(whole)
    for op in Levenshtein.opcodes(whole, read):
        for k in range(op.src_end - op.src_start):
            at = op.dest_start + (0 if op.tag == "delete" else k)
            starts[op.src_start + k] = at
            ends[op.src_start + k] = at + (op.tag != "delete")
    places, first = [], 0
    for line in lines:
        places.append((starts[first], ends[first + len(line) - 1]))
        first += len(line) + 1
    return places


def _between(read: str, claimed: Sequence[tuple[int, int]]) -> list[str]:
    """What lies around the claimed parts, in order and without overlap."""
    edges = [0, *(edge for part in claimed for edge in part), len(read)]
    return [read[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@dataclass(frozen=True, slots=True)
class _Place:
    """``free[part][start:end]`` is the line, but for so many errors."""

    errors: int
    part: int
    start: int
    end: int


def _search(line: str, free: Sequence[str]) -> _Place | None:
    """Where the free parts hold ``line`` best; None if they do not."""
    best: _Place | None = None
    for n, part in enumerate(free):
        # A part shorter than half the line can't hold it, whatever it holds of it.
        if len(part) < _LOST * len(line):
            continue
        found = fuzz.partial_ratio_alignment(line, part)
        if found is not None:
            start, end = found.dest_start, found.dest_end
            place = _settled(line, part, _Place(_errors(line, part[start:end]), n, start, end))
            if best is None or place.errors < best.errors:
                best = place
    return best if best is not None and best.errors <= _LOST * len(line) else None


def _settled(line: str, part: str, place: _Place) -> _Place:
    """With its edges moved as long as that mends something: the search looks for a place as long
    as the line, and what was read of it may be longer or shorter. A wrong letter at the edge
    belongs to its word: it is taken in where it costs nothing."""
    while place.errors:
        best = place
        for start, end in (
            (place.start - 1, place.end),
            (place.start, place.end + 1),
            (place.start + 1, place.end),
            (place.start, place.end - 1),
        ):
            if not 0 <= start < end <= len(part):
                continue
            moved = _Place(_errors(line, part[start:end]), place.part, start, end)
            added = part[start : place.start] + part[place.end : end]
            if moved.errors < best.errors or (moved.errors == best.errors and added.strip()):
                best = moved
        if best is place:
            break
        place = best
    return place


def _errors(line: str, read: str) -> int:
    return Levenshtein.distance(line, read)


def _pieces(line: str, free: Sequence[str]) -> tuple[list[str], list[str]]:
    """The pieces of a line that lie about in the free parts, in the line's order; and the free
    parts without them."""
    rest = list(free)
    best, where = None, 0
    for n, part in enumerate(rest if len(line) >= _PIECE else ()):
        match = SequenceMatcher(None, line, part, autojunk=False).find_longest_match()
        if match.size >= _PIECE and (best is None or match.size > best.size):
            best, where = match, n
    if best is None:
        return [], rest
    part = rest.pop(where)
    rest += [part[: best.b], part[best.b + best.size :]]
    left, rest = _pieces(line[: best.a], rest)
    right, rest = _pieces(line[best.a + best.size :], rest)
    return [*left, line[best.a : best.a + best.size].strip(), *right], rest
