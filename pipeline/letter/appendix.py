"""Where the letter proper ends: appendices and what they say of the letter they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.letter.rows import Row, capitals, gather, row_of_span
from pipeline.records import Page, Span, Transcript
from pipeline.text import bare, fold

_ATTACHED = re.compile(
    r"\(?\s*(?:ban hanh\s+)?kem\s+theo\s+(?P<what>[^()]{0,60}?)"
    r"\s*s[o06]\b\s*[:.]?(?P<rest>[^()]{0,160})\)?"
)
_BEGINS = re.compile(r"^\W{0,3}(?:phu\s+luc|bieu\s+mau|mau\s+so|de\s+cuong)\b")


@dataclass(frozen=True, slots=True)
class Attached:
    """``(Kèm theo Hướng dẫn số 544/HD-BTĐKT ngày 23 tháng 3 năm 2022 của …)``."""

    span: Span
    page: int
    rows: tuple[Row, ...]


def page_rows(transcript: Transcript, page: Page) -> list[Row]:
    words = [w for w in transcript.words_in(page.span) if w.page == page.number]
    if words and all(w.box for w in words):
        return gather(transcript, words)
    lines = [ln for ln in transcript.lines_in(page.span) if ln.page == page.number]
    return [row_of_span(transcript, ln.span, ln.page, ln.bold) for ln in lines]


def find_attached(transcript: Transcript, numbers: set[int] | None = None) -> list[Attached]:
    """All captions that hang an appendix on the letter: a row that begins ``(Kèm theo``, and the
    rows until its bracket closes."""
    found = []
    for page in transcript.pages:
        if numbers is not None and page.number not in numbers:
            continue
        rows = page_rows(transcript, page)
        for i, row in enumerate(rows):
            start = bare(row.text).lower().lstrip(" (*_[“\"'")
            if not re.match(r"(?:ban\s+hanh\s+)?kem\s+theo\b", start) or "(" not in row.text[
                :4
            ] + "(" * (row.box is not None):
                continue
            used = [row]
            for more in rows[i + 1 : i + 3]:
                if ")" in used[-1].text:
                    break
                used.append(more)
            text = bare(" ".join(r.text for r in used)).lower()
            if _ATTACHED.search(text):
                first = min(r.span.start for r in used)
                last = max(r.span.end for r in used)
                found.append(Attached(Span(first, last), page.number, tuple(used)))
    return found


def appendix_start(transcript: Transcript, after: int, attached: list[Attached]) -> Span | None:
    """Where the first appendix begins: on a page after the recipients (``after`` is their end),
    at a heading in its first rows, or at the caption's own heading."""
    captions = {a.page for a in attached if a.span.start > after}
    for page in transcript.pages:
        if page.span.start <= after and page.number not in captions:
            continue
        rows = [r for r in page_rows(transcript, page)[:5] if any(c.isalpha() for c in r.text)]
        heads = [
            r
            for r in rows
            if _BEGINS.match(bare(r.text).lower()) or (capitals(r.text) > 0.85 and len(r.text) > 6)
        ]
        if page.number in captions or any(_BEGINS.match(fold(r.text)) for r in heads):
            start = min((r.span.start for r in heads), default=page.span.start)
            return Span(start, len(transcript.text))
        if heads and after and page.span.start > after:
            return Span(min(r.span.start for r in heads), len(transcript.text))
    return None
