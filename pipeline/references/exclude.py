"""What looks like a citation and is none: the letter's own number, stamps, captions, forms."""

from __future__ import annotations

import re

from pipeline.knowledge.citations import citations
from pipeline.records import Letter, Span
from pipeline.references.view import View
from pipeline.text import fold

_OWN_LINE = re.compile(r"^[\s*|]*(?:S[oốóỐ06][oố]?)\s*[:;.].{0,60}", re.IGNORECASE)
_HEADER_LINES = 15
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
        seen, at = 0, offset
        for line in page.split("\n"):
            if line.strip():
                seen += 1
                # In a header the number ends its line; body text that wraps here goes on.
                match = _OWN_LINE.match(line)
                if match:
                    found.append(Span(at, at + match.end()))
            if seen >= _HEADER_LINES:
                break
            at += len(line) + 1
        offset += len(page) + 1
    return found


def _captions(text: str) -> list[Span]:
    """``(Kèm theo Hướng dẫn số …)`` at the start of a line, to its closing bracket."""
    words = "|".join(
        re.escape(c).replace(r"\ ", r"\s+") for c in citations().captions
    )
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
