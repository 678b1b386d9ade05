"""Page one cut into the halves of its header and what stands under it.

On paper the motto's left edge is the gutter: what is printed left of it belongs to the issuer's
column (zones 2, 3, 5b), the rest to the right one (zones 1, 4). Without paper the words of each
line decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.knowledge.header import header_words
from pipeline.knowledge.types import type_of_title, types_ending
from pipeline.letter.rows import Row, capitals, gather, row_of, row_of_span, segments, widest_gap
from pipeline.records import Page, Span, Transcript, Word
from pipeline.text import bare, fold

_GUTTER = 0.45
_LETTERHEAD = 0.16
"""The header ends this far under the motto (fractions of the page height) if nothing says where."""
_COUNTRY = " viet nam"
_SLACK = 5.0
_COLUMNS = re.compile(r"\t+| {3,}")
DATE = re.compile(r"n[gq]a[yv]|th[a-z]?[ao]n[gq]")
ADDRESSED = re.compile(r"^\W{0,3}k[i1l]nh\s*g[uư][i1l]\b")
VIEW = re.compile(r"^\W{0,3}(?:v\s*[/\\1l|i]\s*v\b|v\s?/|ve\s+vi[eé]c\b)")


@dataclass(frozen=True, slots=True)
class Layout:
    """``left``: rows of the issuer's column; ``right``: motto, creed, place and date; ``title``:
    the row with the type; ``below``: everything under title or header, top to bottom; ``motto``:
    whether it was found. ``pitch``: from one line of the text to the next, page heights."""

    page: Page
    left: tuple[Row, ...]
    right: tuple[Row, ...]
    title: Row | None
    below: tuple[Row, ...]
    motto: Row | None
    pitch: float = 0.0
    middle: float = 0.53

    @property
    def paper(self) -> bool:
        return any(r.box for r in (*self.left, *self.right, *self.below))


def first_page(transcript: Transcript) -> Page | None:
    """The first page with words."""
    with_words = {w.page for w in transcript.words}
    return next((p for p in transcript.pages if p.number in with_words), None)


def lay_out(transcript: Transcript) -> Layout | None:
    """The header of the letter's first page; None of an empty transcript."""
    page = first_page(transcript)
    if page is None:
        return None
    words = [
        w
        for w in transcript.words_in(page.span)
        if w.page == page.number and _tells(transcript.quote(w.span))
    ]
    stamped = {w.span for line in stamp_lines(transcript, page) for w in line.words}
    words = [w for w in words if w.span not in stamped]
    if words and all(w.box is not None for w in words):
        return _on_paper(transcript, page, words)
    return _on_text(transcript, page)


def stamp_lines(transcript: Transcript, page: Page) -> list[Row]:
    """The lines of a page that were stamped on it and are no part of the letter. One that begins
    like the letter's own number is left in its place."""
    lines = [ln for ln in transcript.lines_in(page.span) if ln.kind == "stamp" and ln.box]
    rows = [row_of(transcript, transcript.words_in(ln.span)) for ln in lines]
    return [r for r in rows if not fold(r.text).startswith("so") and "/" not in r.text]


def _tells(text: str) -> bool:
    return any(ch.isalnum() or ch in "/-–—" for ch in text)


# --- paper --------------------------------------------------------------------------------------


def _on_paper(transcript: Transcript, page: Page, words: list[Word]) -> Layout:
    rows = gather(transcript, words)
    pieces = [s for row in rows for s in segments(transcript, row)]
    motto = _find_motto(transcript, rows)
    top = _top(motto) if motto else 0.0
    gutter = _gutter(transcript, rows, motto)
    under = top + 0.02 if motto else 0.03
    middle = text_middle(rows)
    low = [s for s in pieces if _top(s) > under]
    title = next((s for s in low if _is_title(s, middle)), None)
    title = title or next((s for s in low if _is_half_title(s, page, middle)), None)
    addressed = next((s for s in pieces if _top(s) > under and ADDRESSED.match(fold(s.text))), None)
    body = next((r for r in rows if _top(r) > under and _is_body(r, gutter)), None)
    stops = [_top(r) - 0.002 for r in (title, addressed, body) if r is not None]
    bottom = min(stops, default=top + _LETTERHEAD) if title is None else _top(title) - 0.002
    if title is not None and addressed is not None and _top(addressed) < bottom:
        title, bottom = None, min(stops)  # a heading far below is not the type of this letter
    head = [w for w in words if _y(w) < bottom and _y(w) > top - 0.05]
    across = _across(transcript, head, gutter)
    left = gather(transcript, [w for w in head if _x(w) < gutter and w.span not in across])
    right = gather(transcript, [w for w in head if _x(w) >= gutter or w.span in across])
    titling = {w.span for w in title.words} if title else set()
    below = gather(transcript, [w for w in words if _y(w) >= bottom and w.span not in titling])
    return Layout(page, tuple(left), tuple(right), title, tuple(below), motto, _pitch(rows), middle)


def _find_motto(transcript: Transcript, rows: Sequence[Row]) -> Row | None:
    """The words of the motto, wherever in a row they stand."""
    best: tuple[float, Row] | None = None
    for row in rows:
        if _top(row) > 0.4:
            break
        for motto in header_words().mottoes:
            size = motto.count(" ") + 1
            for width in (size, size - 1, size + 1):
                for i in range(len(row.words) - width + 1):
                    part = row.words[i : i + width]
                    said = " ".join(transcript.quote(w.span) for w in part)
                    score = _like(fold(said), fold(motto))
                    if score >= 78 and (best is None or score > best[0]):
                        best = (score, row_of(transcript, part))
    return best[1] if best else None


def _gutter(transcript: Transcript, rows: Sequence[Row], motto: Row | None) -> float:
    if motto is not None and motto.box is not None:
        return motto.box[0] - 0.005
    creed = [fold(c).split()[0] for c in header_words().creeds]
    for row in rows:
        for word in row.words:
            if word.box and word.box[1] < 0.3 and word.box[0] > 0.4:
                said = fold(transcript.quote(word.span)).strip(",.;: ")
                if said in creed or said == "ngay":
                    return word.box[0] - (0.08 if said in creed else 0.14)
    return _GUTTER


def _across(transcript: Transcript, head: Sequence[Word], gutter: float) -> set[Span]:
    """The words of place and date that stand left of the gutter: the Party's motto is shorter than
    the line under it. A number line that reaches up to the place is left where it is."""
    spans: set[Span] = set()
    for row in gather(transcript, head):
        for part in segments(transcript, row):
            if part.box and part.box[0] < gutter < part.box[2] and _is_dated(fold(part.text)):
                over = [w for w in part.words if _x(w) < gutter]
                if not any("/" in transcript.quote(w.span) for w in over):
                    spans |= {w.span for w in over}
    return spans


def text_middle(rows: Sequence[Row]) -> float:
    """The middle of the text's block: scans are cropped and shifted."""
    full = [r.box for r in rows if r.box and r.box[2] - r.box[0] > 0.55]
    if len(full) < 3:
        return 0.53
    lefts, rights = sorted(b[0] for b in full), sorted(b[2] for b in full)
    return (lefts[len(lefts) // 4] + rights[len(rights) // 2]) / 2


def _is_title(row: Row, middle: float) -> bool:
    """The name of a type in capitals, alone about the middle of the text."""
    text = row.text.strip(" .:*_-–—'`")
    if row.box is None or abs(row.centre - middle) > 0.16 or row.box[1] > 0.6:
        return False
    return len(text) >= 4 and capitals(text) > 0.8 and type_of_title(text) is not None


def _is_half_title(row: Row, page: Page, middle: float) -> bool:
    """The last word of a title, with ink straight before it that gave no word."""
    text = row.text.strip(" .:*_-–—'`")
    if (
        row.box is None
        or abs(row.centre - middle) > 0.12
        or row.box[1] > 0.4
        or capitals(text) < 0.9
    ):
        return False
    x0, y0, _, y1 = row.box
    inked = any(0 <= x0 - b[2] < 0.02 and b[1] < y1 and b[3] > y0 for b in page.unread)
    return inked and len(types_ending(text)) > 0


def _is_body(row: Row, gutter: float) -> bool:
    """A line of text that runs across the gutter from margin to margin."""
    if row.box is None or row.box[0] > 0.32 or row.box[2] < 0.72 or len(row.words) < 6:
        return False
    folded = fold(row.text)
    return widest_gap(row) < 0.06 and capitals(row.text) < 0.6 and not _is_dated(folded)


def _is_dated(folded: str) -> bool:
    return "nam" in folded and len(DATE.findall(folded)) >= 2 and len(folded) < 70


def _pitch(rows: Sequence[Row]) -> float:
    full = [_top(r) for r in rows if r.box and r.box[2] - r.box[0] > 0.5]
    steps = sorted(b - a for a, b in pairwise(full) if 0.008 < b - a < 0.05)
    return steps[len(steps) // 2] if steps else 0.02


def _top(row: Row) -> float:
    """The top of most of the row's words, not of the tallest stroke."""
    tops = sorted(w.box[1] for w in row.words if w.box)
    return tops[len(tops) // 2] if tops else 0.0


def _x(word: Word) -> float:
    return (word.box[0] + word.box[2]) / 2 if word.box else 0.0


def _y(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2 if word.box else 0.0


# --- text ---------------------------------------------------------------------------------------


def _on_text(transcript: Transcript, page: Page) -> Layout:
    rows: list[Row] = []
    for line in transcript.lines_in(page.span):
        if line.kind != "page_number":
            rows += _columns(transcript, line.span, line.page, line.bold)
    left: list[Row] = []
    right: list[Row] = []
    title: Row | None = None
    motto: Row | None = None
    end = len(rows)
    for i, row in enumerate(rows):
        folded = fold(row.text)
        if is_motto(folded):
            motto = motto or row
            right.append(row)
        elif _is_creed(folded) or _is_dated(folded):
            right.append(row)
        elif capitals(row.text) > 0.8 and type_of_title(row.text.strip(" .:*_-–—")):
            title, end = row, i + 1
            break
        elif ADDRESSED.match(folded) or _opens_text(row.text):
            end = i
            break
        else:
            left.append(row)
    return Layout(page, tuple(left), tuple(right), title, tuple(rows[end:]), motto)


def _columns(transcript: Transcript, span: Span, number: int, bold: float | None) -> list[Row]:
    """A line of text cut where a second column was set beside it with blanks."""
    text = transcript.quote(span)
    for gap in _COLUMNS.finditer(text):
        tail = fold(text[gap.end() :])
        if gap.start() and (is_motto(tail) or _is_creed(tail) or _is_dated(tail)):
            cut = span.start + gap.start()
            return [
                row_of_span(transcript, Span(span.start, cut), number, bold),
                row_of_span(transcript, Span(span.start + gap.end(), span.end), number, bold),
            ]
    return [row_of_span(transcript, span, number, bold)]


def is_motto(folded: str) -> bool:
    return any(_like(folded.strip(" .*_-"), fold(m)) >= 80 for m in header_words().mottoes)


def _like(folded: str, motto: str) -> float:
    """0 to 100. What stands before the country's name must be alike too: bodies bear it as well
    (``NÔNG DÂN VIỆT NAM`` under ``HỘI``)."""
    before = fuzz.ratio(folded.removesuffix(_COUNTRY), motto.removesuffix(_COUNTRY))
    return min(fuzz.ratio(folded, motto), before + _SLACK)


def _is_creed(folded: str) -> bool:
    return any(fuzz.ratio(folded.strip(" .*_-"), fold(c)) >= 75 for c in header_words().creeds)


def _opens_text(text: str) -> bool:
    """Whether a line of text can't stand in a header: too long, a numbered heading, an opening."""
    if VIEW.match(fold(text)):
        return False
    if len(text) > 110 or re.match(r"\s*(?:[IVX]{1,5}|\d{1,2})\s*[.)]\s+\S", text):
        return True
    words = bare(text).lower().split()
    if capitals(text) > 0.8 or len(text) < 40:
        return False
    return any(words[: o.count(" ") + 1] == fold(o).split() for o in header_words().openings)
