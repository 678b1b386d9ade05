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
from pipeline.records import Letter, Line, Span, Transcript, ZoneKind

_SKIPPED = frozenset(("page_number", "stamp", "footnote", "noise"))
_ASIDE: frozenset[ZoneKind] = frozenset(
    (
        "motto", "issuer", "number", "place_date", "type", "subject", "addressees", "signature",
        "recipients", "urgency", "secrecy", "incoming", "appendix", "attached_to",
    )
)  # fmt: skip
_PAGE_NUMBER = re.compile(r"\s*[-–]?\s*\d{1,3}\s*[-–]?\s*")
_ENDED = re.compile(r"[.:;!?…][”\"')\]]*\s*$")
_RECIPIENTS = re.compile(r"\s*nơi\s+nhận\s*:?", re.IGNORECASE)
_TYPE = re.compile(
    r"BÁO CÁO|KẾ HOẠCH|HƯỚNG DẪN|TỜ TRÌNH|THÔNG BÁO|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|ĐỀ ÁN|ĐỀ CƯƠNG"
)
_ADDRESSEE = re.compile(r"kính\s+gửi", re.IGNORECASE)
_LONE_LABEL = re.compile(
    r"(?:(?:phần|chương|mục)\s+(?:thứ\s+)?\w+|[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-ZĐ])\s*[.:)]?",
    re.IGNORECASE,
)
_BROKEN = re.compile(r"(?:[,(\-–]|\b(?:và|của|các|những|cho|với|trong|về|để|tại|số|do))\s*$", re.I)


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
        if groups and _continues(transcript, groups[-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(_block(transcript, group) for group in groups)


def body_lines(transcript: Transcript, letter: Letter | None) -> Iterator[Line]:
    """The lines of the body. Without zones it begins after the title, and ends at ``Nơi nhận``."""
    aside = [z.span for z in letter.zones if z.kind in _ASIDE] if letter else []
    appendix = [z.span.start for z in letter.zones if z.kind == "appendix"] if letter else []
    end = min(appendix, default=len(transcript.text) + 1)
    first_of_page = {p.number: p.span.start for p in transcript.pages}
    begin = 0 if letter and letter.zones else _after_title(transcript)
    for line in transcript.lines[begin:]:
        text = transcript.quote(line.span)
        if line.kind in _SKIPPED or not text.strip() or line.span.start >= end:
            continue
        if _PAGE_NUMBER.fullmatch(text) and line.span.start - first_of_page[line.page] < 12:
            continue
        if any(span.overlaps(line.span) for span in aside):
            continue
        if _RECIPIENTS.match(text):
            return
        yield line


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


def usual_width(transcript: Transcript, lines: list[Line]) -> float:
    """The length of a full line in letters; infinite where each line is a whole paragraph."""
    lengths = sorted(len(transcript.quote(line.span).strip()) for line in lines)
    if not lengths:
        return 0.0
    if lengths[-1] > 200:
        return float("inf")
    return float(lengths[min(len(lengths) - 1, int(len(lengths) * 0.8))])


def _continues(transcript: Transcript, group: list[Line], line: Line, width: float) -> bool:
    """Whether ``line`` goes on with the paragraph that ``group`` began."""
    before = group[-1]
    if "table" in (before.kind, line.kind):
        return False
    if before.side != line.side:
        return beside(before, line) and parse(transcript.quote(line.span).strip()) is None
    said = transcript.quote(before.span).strip()
    text = transcript.quote(line.span).strip()
    if len(group) == 1 and _LONE_LABEL.fullmatch(said) and parse(text) is None:
        return True  # the label has a line of its own, the title stands under it
    full = is_full(transcript, before, line, said, text, width)
    label = parse(text)
    if label is not None:
        # a number at the start of a wrapped line is no label: the line before broke off
        wrapped = full and not _ENDED.search(said) and _not_indented(group, line)
        return wrapped and label.style in ("dash", "arabic", "plus", "alpha") and bool(
            _BROKEN.search(said)
        )
    lower = text[:1].islower() or (text[:1] in ",;)" and len(text) > 1)
    if lower:
        return not said.endswith((".", "!", "?")) or not _gap(transcript, before, line)
    if width == float("inf"):
        return bool(_BROKEN.search(said)) and not _is_bold(before)
    if before.bold is not None and line.bold is not None and abs(before.bold - line.bold) > 0.6:
        return False
    if _shouts(said) != _shouts(text):
        return bool(_BROKEN.search(said)) and full
    if not _not_indented(group, line):
        return False
    if _gap(transcript, before, line) and _ENDED.search(said):
        return False
    if _BROKEN.search(said) and not _gap(transcript, before, line):
        return True
    if parse(transcript.quote(group[0].span).strip()) and bool(before.centred) != bool(line.centred):
        return False
    if _ENDED.search(said) and len(text) < 0.75 * width and text[-1:].isalnum():
        return False  # a short line without a stop under a finished sentence
    running = (label_of := parse(transcript.quote(group[0].span).strip())) is None or (
        label_of.style in ("dash", "plus")
    )
    if running and not _ENDED.search(said) and len(said) > 0.75 * width:
        return True
    return full and not (before.centred is False and line.centred)


def beside(before: Line, line: Line) -> bool:
    """Whether ``line`` is the right half of the line whose left half is ``before``: a wide blank
    in a heading looks like a gutter."""
    if (before.side, line.side) != ("left", "right") or before.box is None or line.box is None:
        return False
    top, bottom = max(before.box[1], line.box[1]), min(before.box[3], line.box[3])
    return bottom - top > 0.5 * (line.box[3] - line.box[1])


def _gap(transcript: Transcript, before: Line, line: Line) -> bool:
    """Whether an empty line stands between two lines of one page."""
    return before.page == line.page and "\n\n" in transcript.text[before.span.end : line.span.start]


def _is_bold(line: Line) -> bool:
    return line.bold is not None and line.bold >= 0.6


def is_full(
    transcript: Transcript, before: Line, line: Line, said: str, text: str, width: float
) -> bool:
    """Whether the first word of ``line`` would not have fitted on the line before."""
    word = len(text.split(" ", 1)[0])
    if before.box is not None and line.box is not None and before.centred is not True:
        right = max((x.box[2] for x in transcript.lines_in(transcript.page_at(line.span.start).span)
                     if x.box is not None and x.side == before.side), default=1.0)  # fmt: skip
        letter = (before.box[2] - before.box[0]) / max(1, len(said))
        return right - before.box[2] < (word + 1.5) * letter
    if before.centred:
        return bool(line.centred)
    return len(said) + 1 + word > width * 0.94


def _not_indented(group: list[Line], line: Line) -> bool:
    """Whether ``line`` has no first-line indent of its own."""
    if line.indent is None or line.box is None or line.centred:
        return True
    rest = [x.indent for x in group[1:] if x.indent is not None]
    usual = min(rest, default=0.0)
    return line.indent - max(usual, 0.0) < 0.025


def _shouts(text: str) -> bool:
    """Whether a line is in capitals."""
    letters = [ch for ch in text if ch.isalpha()]
    return len(letters) >= 4 and sum(ch.isupper() for ch in letters) >= 0.8 * len(letters)


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


def shouts(text: str) -> bool:
    """Whether most letters of ``text`` are capitals."""
    return _shouts(text)
