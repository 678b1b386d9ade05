"""Who signs (zones 7a to 7c): authority, title, name, at the bottom right of the letter proper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge.issuers import starts_body
from pipeline.letter.lists import Items
from pipeline.letter.names import name_like
from pipeline.letter.offices import (
    closest_title,
    has_mark,
    is_acting,
    is_scrap,
    is_tail,
    lost_mark,
    title_text,
    trim,
)
from pipeline.letter.rows import Row, capitals, gather, row_of_span, segments, widest_gap
from pipeline.records import Page, Transcript

_DEPUTY = "PHÓ"
_COLUMN = 0.36
"""Share of the page width right of which a signer's block stands beside recipients."""
_TO_SIGN = 2.5
"""Line heights between a title and what stands under the signature."""
_LEADING = 1.2
"""Most line heights between the lines of one title."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Rows of each part; empty where there is none. ``post``: the signer's office in their own
    body, which councils print under the signature. ``signers`` counts the names found.
    ``hidden``: ink beside the title gave no words, so an authority may stand there unread.
    ``sealed``: a seal lies over the title's first letters. ``beside``: who signs with them, to
    their right."""

    authority: tuple[Row, ...]
    title: tuple[Row, ...]
    name: Row | None
    signers: int = 1
    hidden: bool = False
    sealed: bool = False
    beside: Signature | None = None
    post: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        name = (self.name,) if self.name else ()
        own = (*self.authority, *self.title, *self.post, *name)
        return (*own, *self.beside.rows) if self.beside else own


def find_signature(
    transcript: Transcript, pages: Sequence[Page], sent: Items | None
) -> Signature | None:
    """The signature block on the page of the recipients, or at the letter's end."""
    if not pages:
        return None
    number = sent.rows[0].page if sent else None
    page = next((p for p in pages if p.number == number), None) or _last_with_words(
        transcript, pages
    )
    if page is None:
        return None
    words = [w for w in transcript.words_in(page.span) if w.page == page.number]
    if not words or not all(w.box for w in words):
        return _parts(_text_rows(transcript, page, sent))
    rows = gather(transcript, words)
    # of their own, as rows of recipients beside them stand on other levels
    right = gather(transcript, [w for w in words if w.box and w.box[0] > _COLUMN]) if sent else rows
    found = _marked_by(page, _parts(_right_rows(transcript, right, sent)))
    if found is None or not found.title:
        first, second = (_marked_by(page, _parts(r)) for r in _above(transcript, rows, sent))
        if first and second and all(p.title or p.name for p in (first, second)):
            return replace(first, beside=second)
        found = found or second or first
    return found


def _marked_by(page: Page, found: Signature | None) -> Signature | None:
    """With what seals and unread ink on the page say of it."""
    if found is None:
        return None
    return replace(found, hidden=_hidden(page, found), sealed=_sealed(page, found))


def _sealed(page: Page, found: Signature) -> bool:
    """Whether a seal reaches over the first letters of the title, or what should precede them."""
    boxes = [r.box for r in found.title if r.box]
    return any(
        seal[0] < box[0] + 0.01 and seal[2] > box[0] - 0.06 and seal[1] < box[3] < seal[3]
        for seal in page.covered
        for box in boxes
    )


def _above(
    transcript: Transcript, rows: Sequence[Row], sent: Items | None
) -> tuple[list[Row], list[Row]]:
    """The rows between text and recipients, left and right: there two bodies sign together."""
    label = sent.rows[0] if sent else None
    if label is None or label.box is None:
        return [], []
    over = [r for r in rows if r.box and r.box[3] <= label.box[1]]
    last = next((i for i in reversed(range(len(over))) if _is_text(over[i])), -1)
    parts = [p for row in over[last + 1 :] for p in segments(transcript, row, 0.03)]
    parts = [p for p in parts if len(p.words) <= 9]
    return [p for p in parts if p.centre < 0.5], [p for p in parts if p.centre >= 0.5]


def _is_text(row: Row) -> bool:
    """A line of the letter's text: small letters, and from the left margin on."""
    small = capitals(row.text) < 0.4 and len(row.words) > 4 and widest_gap(row) < 0.06
    return small and row.box is not None and row.box[0] < 0.3


def _hidden(page: Page, found: Signature) -> bool:
    first = next((r for r in (*found.title, *found.authority) if r.box), None)
    if first is None or first.box is None:
        return page.origin == "ocr"
    x0, y0, x1, y1 = first.box
    tall = y1 - y0
    return any(
        b[2] > x0 - 0.1 and b[0] < x1 and b[3] > y0 - 2 * tall and b[1] < y1 and b[2] - b[0] > 0.012
        for b in page.unread
    )


def _last_with_words(transcript: Transcript, pages: Sequence[Page]) -> Page | None:
    return next((p for p in reversed(pages) if transcript.words_in(p.span)), None)


def _right_rows(transcript: Transcript, rows: Sequence[Row], sent: Items | None) -> list[Row]:
    """The right-hand rows beside and under the recipients; without those, the rows under the
    last line of text."""
    label = sent.rows[0] if sent else None
    if label is not None and label.box is not None:
        top = label.box[1] - 0.09
        edge = 0.46
    else:
        full = [r for r in rows if r.box and r.box[0] < 0.3 and r.box[2] > 0.5 and len(r.words) > 4]
        top = full[-1].box[3] - 0.002 if full and full[-1].box else 0.0
        edge = 0.42
    found = []
    for row in rows:
        for part in segments(transcript, row, 0.03):
            if part.box is None or part.box[1] < top or part.centre < edge + 0.08:
                continue
            if part.box[0] < edge - 0.04 and not _is_wide(part):
                continue
            if part.box[0] < 0.3 or len(part.words) > 9:
                continue
            found.append(part)
    return found


def _is_wide(part: Row) -> bool:
    """Whether a row that begins left of the signer's column is a long office, set about its
    middle."""
    text = trim(part.text)
    return part.centre > 0.55 and (_is_marked(text) or _is_title(text))


def _text_rows(transcript: Transcript, page: Page, sent: Items | None) -> list[Row]:
    """Without paper: the lines after the recipients; with none there, those before the label;
    without recipients the page's last lines."""
    lines = [ln for ln in transcript.lines_in(page.span) if ln.page == page.number]
    rows = [row_of_span(transcript, ln.span, ln.page, ln.bold) for ln in lines]
    if sent is None:
        return rows[-6:]
    last, first = sent.rows[-1].span.end, sent.rows[0].span.start
    after = [r for r in rows if r.span.start >= last]
    if _parts(after[:8]) is not None:
        return after[:8]
    return [r for r in rows if r.span.end <= first][-6:]


def _parts(rows: Sequence[Row]) -> Signature | None:
    authority: list[Row] = []
    title: list[Row] = []
    names: list[Row] = []
    post: list[Row] = []
    for row in rows:
        text = trim(row.text)
        if not text:
            continue
        under = title and not names and _under_signature(title[-1], row)
        if under and (_is_title(text) or (post and _continues(text))):
            post.append(row)
            continue
        if not names and _is_marked(text):
            if title and title_text(title[-1].text)[0].startswith(_DEPUTY):
                continue  # a new signer's block: keep the first
            authority += [*title, row]  # what stands over it is whom it is signed for
            title = []
        elif not names and _is_title(text):
            title.append(row)
        elif (
            not names
            and not title
            and capitals(text) > 0.85
            and len(text) > 5
            and (authority or row.box is not None)
            and starts_body(text)
        ):
            authority.append(row)
        elif (
            not names
            and title
            and ((_continues(text) and _next(title[-1], row)) or _is_tail(title[-1], row))
        ):
            title.append(row)
        elif name_like(text) >= 0.5:
            names.append(row)
    if not (authority or title or names):
        return None
    if authority and not title and is_acting(trim(authority[-1].text)):
        title = [authority.pop()]
    # The lowest name is the signer's: seals print names too, but above it.
    best = max(names, key=lambda r: (name_like(trim(r.text)), r.span.start), default=None)
    return Signature(tuple(authority), tuple(title), best, max(1, len(names)), post=tuple(post))


def _under_signature(title: Row, row: Row) -> bool:
    """Whether there is room to sign between the title and a row under it."""
    if title.box is None or row.box is None:
        return False
    return row.box[1] - title.box[3] > _TO_SIGN * (title.box[3] - title.box[1])


def _next(title: Row, row: Row) -> bool:
    """Whether a row stands straight under the title: what is further down is a seal's."""
    if title.box is None or row.box is None:
        return True
    return row.box[1] - title.box[3] < _LEADING * (title.box[3] - title.box[1])


def _is_tail(title: Row, row: Row) -> bool:
    """Whether a row is the end of a deputy's office, its beginning under the seal: what is left
    stands right of the middle. The seal's own words (``TRƯỜNG``) stand left of it."""
    if not is_tail(title.text, trim(row.text)):
        return False
    return title.box is None or row.box is None or row.centre > title.centre


def _is_marked(text: str) -> bool:
    """Whether a row begins with ``KT.`` and the like, or with what a seal left of it before an
    office."""
    return capitals(text) > 0.7 if has_mark(text) else lost_mark(text)


def _continues(text: str) -> bool:
    return capitals(text) > 0.85 and sum(c.isalpha() for c in text) > 5 and "." not in text[:4]


def _is_title(text: str) -> bool:
    words = text.split()
    while len(words) > 1 and is_scrap(words[0]):
        words = words[1:]
    return capitals(" ".join(words)) > 0.7 and closest_title(text) is not None
