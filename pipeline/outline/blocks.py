"""Printed lines put back together into the paragraphs they are lines of.

Page numbers, stamps and foot notes between two halves of a paragraph are stepped over; the zones
that are no body (header, recipients, signature, appendix) are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.outline.labels import Label, parse
from pipeline.outline.paragraphs import continues, usual_width
from pipeline.records import Letter, Line, Span, Transcript, ZoneKind

_SKIPPED = frozenset(("page_number", "stamp", "footnote", "noise"))
_ASIDE: frozenset[ZoneKind] = frozenset(
    (
        "motto", "issuer", "number", "place_date", "type", "subject", "addressees", "signature",
        "recipients", "urgency", "secrecy", "incoming", "appendix", "attached_to",
    )
)  # fmt: skip
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_AT_TOP = 12
"""Letters before a line that is the first of its page, blank lines allowed for."""
_RECIPIENTS = re.compile(r"\s*nơi\s+nhận\s*:?", re.IGNORECASE)
_TYPE = re.compile(
    r"BÁO CÁO|KẾ HOẠCH|HƯỚNG DẪN|TỜ TRÌNH|THÔNG BÁO|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|ĐỀ CƯƠNG"
)
_ADDRESSEE = re.compile(r"kính\s+gửi", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``text`` has its lines joined by single blanks; ``starts`` are pairs of an
    offset in ``text`` and the transcript offset it stands for, one a line."""

    text: str
    starts: tuple[tuple[int, int], ...]
    lines: tuple[Line, ...]
    label: Label | None
    bold: float | None
    centred: bool
    table: bool

    @property
    def page(self) -> int:
        return self.lines[0].page

    def at(self, offset: int) -> int:
        """The transcript offset of ``text[offset]``."""
        n = bisect_right(self.starts, (offset, 1 << 60)) - 1
        here, there = self.starts[max(n, 0)]
        return there + offset - here

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The transcript span of ``text[start:end]``; between lines it may hold a page break."""
        end = len(self.text) if end is None else end
        first = self.at(start)
        return Span(first, max(first, self.at(max(start, end - 1)) + (end > start)))


def blocks(transcript: Transcript, letter: Letter | None = None) -> tuple[Block, ...]:
    """The body's paragraphs in reading order."""
    shown = list(body_lines(transcript, letter))
    width = usual_width(transcript, shown)
    groups: list[list[Line]] = []
    for line in shown:
        if groups and continues(transcript, groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_block(transcript, group) for group in groups)


def body_lines(transcript: Transcript, letter: Letter | None) -> Iterator[Line]:
    """The lines of the body. Without zones it begins after the title, and ends at ``Nơi nhận``."""
    aside = [z.span for z in letter.zones if z.kind in _ASIDE] if letter else []
    appendix = [z.span.start for z in letter.zones if z.kind == "appendix"] if letter else []
    end = min(appendix, default=len(transcript.text) + 1)
    body = [z.span.start for z in letter.zones if z.kind == "body"] if letter else []
    start = min(body, default=0)
    first_of_page = {p.number: p.span.start for p in transcript.pages}
    begin = 0 if letter and letter.zones else _after_title(transcript)
    for line in transcript.lines[begin:]:
        text = transcript.quote(line.span)
        if not text.strip() or not start <= line.span.start < end:
            continue
        if stepped_over(transcript, line, first_of_page[line.page]):
            continue
        if any(span.overlaps(line.span) for span in aside):
            continue
        if _RECIPIENTS.match(text):
            return
        yield line


def stepped_over(transcript: Transcript, line: Line, page_start: int) -> bool:
    """Whether a line is none of the text that it stands in: a page number, a stamp, a foot note."""
    if line.kind in _SKIPPED:
        return True
    text = transcript.quote(line.span)
    return bool(_PAGE_NUMBER.fullmatch(text)) and line.span.start - page_start < _AT_TOP


def _after_title(transcript: Transcript) -> int:
    """The number of the first line after the letter's type and subject, where they are found."""
    for n, line in enumerate(transcript.lines[:30]):
        if not _TYPE.fullmatch(transcript.quote(line.span).strip()):
            continue
        for k in range(n + 1, min(n + 9, len(transcript.lines))):
            text = transcript.quote(transcript.lines[k].span).strip()
            label = parse(text)
            if (label and label.style != "dash") or len(text) > 100 or text.endswith((":", ".")):
                return k
            if _ADDRESSEE.match(text):
                return k + 1
            later = transcript.lines[k + 1 : k + 2]
            if later and len(transcript.quote(later[0].span)) > 100:
                return k + 1
        return n + 1
    return 0


def _block(transcript: Transcript, lines: list[Line]) -> Block:
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    offset = 0
    for line in lines:
        raw = transcript.quote(line.span)
        lead = len(raw) - len(raw.lstrip())
        text = raw.strip().replace("\n", " ")
        starts.append((offset, line.span.start + lead))
        parts.append(text)
        offset += len(text) + 1
    text = " ".join(parts)
    weights = [line.bold for line in lines if line.bold is not None]
    return Block(
        text=text,
        starts=tuple(starts),
        lines=tuple(lines),
        label=parse(text),
        bold=sum(weights) / len(weights) if weights else None,
        centred=all(bool(line.centred) for line in lines),
        table=any(line.kind == "table" for line in lines),
    )
