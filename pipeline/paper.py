"""Paper and what was read off it: spans of text, words with boxes, pages, transcripts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from pipeline.geometry import IDENTITY, Box, Homography, map_box, union

PageOrigin = Literal["ocr", "text_layer", "plain"]
PageStatus = Literal["read", "blank", "unreadable"]
Side = Literal["full", "left", "right"]
LineKind = Literal["text", "page_number", "stamp", "footnote", "table", "noise"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]`` of a transcript."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span [{self.start}, {self.end}) is not ordered")

    def shifted(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where on paper something stands. ``box`` is None where the input has no paper."""

    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Word:
    """``raw`` is what the engine gave; the transcript's text at ``span`` is its normal form.

    ``box`` is in the *straight* frame of its page; ``Transcript.locate`` maps it to paper.
    """

    span: Span
    raw: str
    page: int
    box: Box | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line, or one half of it where the page has two columns.

    ``indent``: distance of its left edge from the text block's, in fractions of the page width.
    ``bold``, ``capitals``: 0 to 1, None where not known. Boxes are in the straight frame.
    ``confidence``: the share of its words that is expected to be right, None where not known.
    """

    span: Span
    page: int
    box: Box | None = None
    side: Side = "full"
    kind: LineKind = "text"
    indent: float | None = None
    bold: float | None = None
    centred: bool | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a transcript. ``picture`` is the upright page image's path, relative to the
    letter's folder, or None. ``unread`` are straight-frame boxes with ink that gave no words.
    ``covered`` are those where a seal or stamp lay over the page and was taken away. ``lost`` are
    those as large as lines of text where print is hidden: blots, stains, torn parts.
    ``turned``: degrees clockwise by which the stored page was turned to stand upright."""

    number: int
    span: Span
    status: PageStatus
    origin: PageOrigin
    confidence: float
    width: int = 0
    height: int = 0
    dpi: float = 0.0
    picture: str | None = None
    to_paper: Homography = IDENTITY
    steps: tuple[str, ...] = ()
    unread: tuple[Box, ...] = ()
    covered: tuple[Box, ...] = ()
    turned: int = 0
    lost: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was read: lines joined by ``\\n``, pages by ``\\f``, NFC, words in reading order."""

    text: str
    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    words: tuple[Word, ...]

    def quote(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def prose(self) -> tuple[str, ...]:
        """The text of each page as the letter says it: without what was stamped on it, and what
        turned out to be no text at all."""
        apart = [line.span for line in self.lines if line.kind in ("stamp", "noise")]
        pages = []
        for page in self.pages:
            kept, at = [], page.span.start
            for span in apart:
                if page.span.start <= span.start and span.end <= page.span.end:
                    kept.append(self.text[at : span.start])
                    at = min(page.span.end, span.end + 1)  # with the end of its line
            kept.append(self.text[at : page.span.end])
            pages.append("".join(kept).rstrip("\n"))
        return tuple(pages)

    def page_at(self, offset: int) -> Page:
        """The page that holds ``offset``. Raises ``IndexError`` on an empty transcript."""
        starts = [p.span.start for p in self.pages]
        return self.pages[max(0, bisect_right(starts, offset) - 1)]

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """All words that overlap ``span``."""
        first = bisect_right(self.words, span.start, key=lambda w: w.span.end)
        last = bisect_left(self.words, span.end, key=lambda w: w.span.start)
        return self.words[first:last]

    def lines_in(self, span: Span) -> tuple[Line, ...]:
        """All lines that overlap ``span``."""
        first = bisect_right(self.lines, span.start, key=lambda w: w.span.end)
        last = bisect_left(self.lines, span.end, key=lambda w: w.span.start)
        return self.lines[first:last]

    def locate(self, span: Span) -> tuple[Place, ...]:
        """The places of ``span`` on paper, one a page, through its words (boxes of the upright
        page as scanned). Without words, or on paperless input: the page with a null box."""
        found: dict[int, list[Box]] = {}
        for word in self.words_in(span):
            boxes = found.setdefault(word.page, [])
            if word.box is not None:
                boxes.append(word.box)
        if not found:
            return (Place(self.page_at(span.start).number, None),) if self.pages else ()
        by_number = {p.number: p for p in self.pages}
        places = []
        for number, boxes in sorted(found.items()):
            around = union(boxes)
            mapped = map_box(by_number[number].to_paper, around) if around else None
            places.append(Place(number, mapped))
        return tuple(places)

    def confidence(self, span: Span) -> float:
        """Mean word confidence over ``span``, weighted by length; 1.0 where there is no word."""
        words = self.words_in(span)
        total = sum(max(1, w.span.end - w.span.start) for w in words)
        if not total:
            return 1.0
        return sum(w.confidence * max(1, w.span.end - w.span.start) for w in words) / total


def join(parts: Iterable[Transcript]) -> Transcript:
    """One transcript of many: pages are put one after another with ``\\f`` between. ``parts`` are
    drawn one at a time, so that no letter is held twice."""
    given = iter(parts)
    first, second = next(given, None), next(given, None)
    if first is not None and second is None:
        return first
    texts: list[str] = []
    pages: list[Page] = []
    lines: list[Line] = []
    words: list[Word] = []
    offset = 0
    for part in chain((p for p in (first, second) if p), given):
        texts.append(part.text)
        pages += [replace(p, span=p.span.shifted(offset)) for p in part.pages]
        lines += [replace(line, span=line.span.shifted(offset)) for line in part.lines]
        words += [replace(w, span=w.span.shifted(offset)) for w in part.words]
        offset += len(part.text) + 1
    return Transcript("\f".join(texts), tuple(pages), tuple(lines), tuple(words))
