"""What looks like a citation and is none: the letter's own number, stamps, captions, forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.knowledge.citations import citations
from pipeline.records import Letter, Span
from pipeline.references.view import View
from pipeline.text import fold

_OWN_LINE = re.compile(r"^[^\w\n]*[Ss]\w\s*[:;.].{0,60}")
# The label's colon, or the label, may be lost under a pen: only where a motto shows a header.
_WORN_LINE = re.compile(r"^[^\w\n]*S\w\s+(?=\d+\s*/\s*[A-ZĐ]).{0,60}")
_SYMBOL_LINE = re.compile(r"[^\w\n]*\w{1,7}\s?[/\\|]?\s?[A-ZĐ][\w&]*(?:\s?[-–]\s?[\w&]+)+\W*")
_HEADER_LINES = 15
_SYMBOL_LINES = 8
_CAPTION_LINES = 4
_HIDING = frozenset(("number", "incoming", "attached_to"))


def own_numbers(view: View, letter: Letter | None) -> tuple[Span, ...]:
    """Spans of the text whose numbers are the letter's own or a receiving office's."""
    spans = [z.span for z in letter.zones if z.kind in _HIDING] if letter else []
    spans += _header_lines(view.text) + _captions(view.text)
    return tuple(sorted(spans))


def own_symbol(letter: Letter | None) -> str | None:
    """The letter's own number and symbol, folded, if known."""
    value = letter.fields.get("number_symbol") if letter else None
    text = value.value if value else None
    return fold(text).replace(" ", "") if isinstance(text, str) and text[:1].isdigit() else None


def _header_lines(text: str) -> list[Span]:
    """Lines ``Số: …`` near the top of any page: a file may hold several letters."""
    found: list[Span] = []
    offset = 0
    for page in text.split("\f"):
        top: list[tuple[int, str]] = []
        at = offset
        for line in page.split("\n"):
            if line.strip():
                top.append((at, line))
            if len(top) >= _HEADER_LINES:
                break
            at += len(line) + 1
        for n, (start, line) in enumerate(top):
            match = _OWN_LINE.match(line)
            if match is None:
                worn = _WORN_LINE.match(line)
                if worn is None and n < _SYMBOL_LINES:
                    worn = _SYMBOL_LINE.fullmatch(line)
                match = worn if worn and _is_header(top) else None
            if match:
                found.append(Span(start, start + match.end()))
        offset += len(page) + 1
    return found


def _is_header(lines: Sequence[tuple[int, str]]) -> bool:
    text = fold(" ".join(line for _, line in lines))
    return any(motto in text for motto in citations().mottoes)


def _captions(text: str) -> list[Span]:
    """``(Kèm theo Hướng dẫn số …)`` at the start of a line, to its closing bracket."""
    words = "|".join(re.escape(c).replace(r"\ ", r"\s+") for c in citations().captions)
    found = []
    for match in re.finditer(r"^[ \t*_]*\(", text, re.MULTILINE):
        line = match.end()
        head = fold(text[line : line + 40])
        if not re.match(rf"(?:{words})\b", head) or not text[line : line + 1].isupper():
            continue
        ends = [m.start() for m in re.finditer(r"\n", text[line : line + 400])]
        reach = line + (ends[_CAPTION_LINES - 1] if len(ends) >= _CAPTION_LINES else 400)
        close = text.find(")", line, reach)
        end = close + 1 if close >= 0 else min(reach, len(text))
        found.append(Span(match.start(), end))
    return found


class Hidden:
    """Spans that hold no citations; ``covers`` takes the time of a search, not of a walk."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]
        self._ends: list[int] = []  # furthest end so far
        for span in self._spans:
            self._ends.append(max(span.end, self._ends[-1] if self._ends else 0))

    def covers(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1)
        return at > 0 and self._ends[at - 1] > span.start
