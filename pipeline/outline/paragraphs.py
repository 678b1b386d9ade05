"""Whether a printed line goes on with the paragraph above it.

Rules in order, the first that knows decides. Layout says most (indent, weight, a line that is
full); plain text has none, and there only the words and the length of lines are left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.outline.labels import Label, parse
from pipeline.records import Line, Transcript

_ENDED = re.compile(r"[.:;!?…][”\"')\]]*\s*$")
_LONE_LABEL = re.compile(
    r"(?:(?:ph\wn\s+thứ|phần|chương|mục)\s+\w+|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-ZĐ])\s*[.:)]?",
    re.IGNORECASE,
)
# Words and marks after which no paragraph ends: ``Quyết định số``, ``của``, ``(``.
_BROKEN = re.compile(
    r"(?:[,(\-–]|\b(?:và|của|các|những|cho|với|trong|về|để|(?<!tồn )(?<!hiện )tại|(?<!tự )do"
    r"|(?:định|hoạch|văn|thị|tư|cáo|dẫn|quyết)\s+số))\s*$",
    re.IGNORECASE,
)
_HEAVY, _INDENT, _FAR = 0.35, 0.025, 0.12
_NARROWEST = 60
"""Letters: a page of short lines is a list, not a narrow column."""
_SHORT, _FULL = 0.75, 0.94
"""Shares of the usual line length."""


@dataclass(frozen=True, slots=True)
class _Seam:
    """The place between a paragraph's last line and the next line."""

    transcript: Transcript
    group: Sequence[Line]
    line: Line
    width: float
    said: str
    text: str
    label: Label | None

    @property
    def before(self) -> Line:
        return self.group[-1]

    @property
    def gap(self) -> bool:
        """Whether an empty line stands between the two, on one page."""
        between = self.transcript.text[self.before.span.end : self.line.span.start]
        return self.before.page == self.line.page and "\n\n" in between

    @property
    def full(self) -> bool:
        return is_full(self.transcript, self.before, self.line, self.said, self.text, self.width)

    @property
    def ended(self) -> bool:
        return _ENDED.search(self.said) is not None

    @property
    def broken(self) -> bool:
        return _BROKEN.search(self.said) is not None

    @property
    def first_label(self) -> Label | None:
        return parse(self.transcript.quote(self.group[0].span).strip())


def continues(transcript: Transcript, group: Sequence[Line], line: Line, width: float) -> bool:
    """Whether ``line`` goes on with the paragraph that ``group`` began; ``width``: the usual
    length of a line in letters."""
    text = transcript.quote(line.span).strip()
    said = transcript.quote(group[-1].span).strip()
    seam = _Seam(transcript, group, line, width, said, text, parse(text))
    for rule in _RULES:
        known = rule(seam)
        if known is not None:
            return known
    return seam.full and not (seam.before.centred is False and line.centred)


def _tables(seam: _Seam) -> bool | None:
    return False if "table" in (seam.before.kind, seam.line.kind) else None


def _halves(seam: _Seam) -> bool | None:
    if seam.before.side == seam.line.side:
        return None
    return beside(seam.before, seam.line) and seam.label is None


def _lone_label(seam: _Seam) -> bool | None:
    """A label with a line of its own: the title stands under it."""
    alone = len(seam.group) == 1 and _LONE_LABEL.fullmatch(seam.said)
    return True if alone and seam.label is None else None


def _labels(seam: _Seam) -> bool | None:
    """A number at the start of a line that was broken off is no label."""
    if seam.label is None:
        return None
    return (
        seam.label.style in ("dash", "arabic", "plus", "alpha")
        and seam.full
        and seam.broken
        and not _indented(seam)
    )


def _small_letters(seam: _Seam) -> bool | None:
    if seam.text[:1].islower() or (seam.text[:1] in ",;)" and len(seam.text) > 1):
        return not seam.said.endswith((".", "!", "?")) or not seam.gap
    return None


def _long_lines(seam: _Seam) -> bool | None:
    """Where each line is a whole paragraph, only a broken one goes on."""
    if seam.width != float("inf"):
        return None
    return seam.broken and (seam.before.bold or 0.0) < _HEAVY


def _weights(seam: _Seam) -> bool | None:
    before, line = seam.before.bold, seam.line.bold
    return (
        False if before is not None and line is not None and abs(before - line) > _HEAVY else None
    )


def _capitals(seam: _Seam) -> bool | None:
    """Capitals go on under a numbered heading in capitals; nothing else goes on in them."""
    if shouts(seam.said) and shouts(seam.text) and seam.first_label is not None and not seam.ended:
        return None if seam.gap else True
    return seam.broken and seam.full if shouts(seam.said) != shouts(seam.text) else None


def _indents(seam: _Seam) -> bool | None:
    return False if _indented(seam) else None


def _flush(seam: _Seam) -> bool | None:
    """Where paragraphs begin indented, a line at the margin begins none."""
    first, line = seam.group[0], seam.line
    if first.indent is None or line.indent is None or line.box is None or line.centred:
        return None
    begun = _INDENT <= first.indent < _FAR
    return True if begun and line.indent <= _INDENT / 2 and not seam.ended else None


def _gaps(seam: _Seam) -> bool | None:
    if seam.gap:
        return False if seam.ended else None
    return True if seam.broken else None


def _centres(seam: _Seam) -> bool | None:
    differ = bool(seam.before.centred) != bool(seam.line.centred)
    return False if differ and seam.first_label is not None else None


def _short_lines(seam: _Seam) -> bool | None:
    """A short line without a stop under a finished sentence is a heading."""
    short = len(seam.text) < _SHORT * seam.width and seam.text[-1:].isalnum()
    return False if seam.ended and short else None


def _running_text(seam: _Seam) -> bool | None:
    label = seam.first_label
    running = label is None or label.style in ("dash", "plus")
    return True if running and not seam.ended and len(seam.said) > _SHORT * seam.width else None


_RULES: tuple[Callable[[_Seam], bool | None], ...] = (
    _tables, _halves, _lone_label, _labels, _small_letters, _long_lines, _weights, _flush,
    _capitals, _indents, _gaps, _centres, _short_lines, _running_text,
)  # fmt: skip


def beside(before: Line, line: Line) -> bool:
    """Whether ``line`` is the right half of the line whose left half is ``before``: a wide blank
    in a heading looks like a gutter."""
    if (before.side, line.side) != ("left", "right") or before.box is None or line.box is None:
        return False
    top, bottom = max(before.box[1], line.box[1]), min(before.box[3], line.box[3])
    return bottom - top > 0.5 * (line.box[3] - line.box[1])


def usual_width(transcript: Transcript, lines: Sequence[Line]) -> float:
    """The length of a full line in letters; infinite where each line is a whole paragraph."""
    lengths = sorted(len(transcript.quote(line.span).strip()) for line in lines)
    if not lengths:
        return 0.0
    if lengths[-1] > 200:
        return float("inf")
    return float(max(_NARROWEST, lengths[min(len(lengths) - 1, int(len(lengths) * 0.8))]))


def is_full(
    transcript: Transcript, before: Line, line: Line, said: str, text: str, width: float
) -> bool:
    """Whether the first word of ``line`` would not have fitted on the line before."""
    word = len(text.split(" ", 1)[0])
    if before.box is not None and line.box is not None and before.centred is not True:
        page = transcript.page_at(line.span.start).span
        edges = (
            other.box[2]
            for other in transcript.lines_in(page)
            if other.box is not None and other.side == before.side
        )
        letter = (before.box[2] - before.box[0]) / max(1, len(said))
        return max(edges, default=1.0) - before.box[2] < (word + 1.5) * letter
    if before.centred:
        return bool(line.centred)
    return len(said) + 1 + word > width * _FULL


def _indented(seam: _Seam) -> bool:
    """Whether the line has a first-line indent of its own."""
    line = seam.line
    if line.indent is None or line.box is None or line.centred:
        return False
    rest = [other.indent for other in seam.group[1:] if other.indent is not None]
    return line.indent - max(min(rest, default=0.0), 0.0) >= _INDENT


def shouts(text: str) -> bool:
    """Whether most letters of ``text`` are capitals."""
    letters = [ch for ch in text if ch.isalpha()]
    capitals = sum(ch.isupper() for ch in letters)
    return capitals == len(letters) > 1 or (len(letters) >= 4 and capitals >= 0.8 * len(letters))
