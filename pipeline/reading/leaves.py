"""Two pages on one sheet: each is read as a page of its own, the left one first."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records import (
    Box,
    Homography,
    Line,
    Page,
    PageImage,
    PageStatus,
    Transcript,
    Word,
    join,
)


def halves(image: PageImage, gutter: float) -> tuple[PageImage, PageImage]:
    """The two pages of a sheet, parted at ``gutter`` (a fraction of the width). Their boxes are
    fractions of their own half; ``to_paper`` still leads to the whole sheet, which ``paper`` is."""
    width = image.clean.shape[1]
    edge = min(width - 1, max(1, round(gutter * width)))
    return (
        _part(image, 0, edge),
        _part(image, edge, width),
    )


def joined(left: Transcript, right: Transcript, image: PageImage, gutter: float) -> Transcript:
    """One page again: the left half's lines, then the right one's, boxes in fractions of the
    sheet. The last line of a half and the first of the next are different lines."""
    width = image.clean.shape[1]
    edge = min(width - 1, max(1, round(gutter * width))) / width
    parts = (_spread(left, 0.0, edge), _spread(right, edge, 1.0 - edge))
    both = join(parts)
    one, other = both.pages
    letters = [sum(len(w.raw) for w in part.words) for part in parts]
    sure = one.confidence * letters[0] + other.confidence * letters[1]
    page = replace(
        one,
        span=replace(one.span, end=other.span.end),
        status=_status(one, other),
        confidence=round(sure / sum(letters), 4) if sum(letters) else 0.0,
        to_paper=image.to_paper,
        unread=(*one.unread, *other.unread),
        covered=(*one.covered, *other.covered),
        lost=(*one.lost, *other.lost),
    )
    return Transcript(both.text.replace("\f", "\n"), (page,), both.lines, both.words)


def _part(image: PageImage, x0: int, x1: int) -> PageImage:
    width = image.clean.shape[1]
    shift, scale = x0 / width, (x1 - x0) / width
    return replace(
        image,
        clean=image.clean[:, x0:x1].copy(),
        to_paper=_within(image.to_paper, shift, scale),
        gutter=None,
    )


def _within(h: Homography, shift: float, scale: float) -> Homography:
    """``h`` for points given in fractions of a part of the width."""
    a, b, c, d, e, f, g, i, j = h
    return (
        a * scale, b, a * shift + c,
        d * scale, e, d * shift + f,
        g * scale, i, g * shift + j,
    )  # fmt: skip


def _status(one: Page, other: Page) -> PageStatus:
    """A sheet is read where either half is, and blank where both are."""
    states: tuple[PageStatus, ...] = ("read", "unreadable")
    for status in states:
        if status in (one.status, other.status):
            return status
    return "blank"


def _spread(part: Transcript, shift: float, scale: float) -> Transcript:
    """A half's transcript with its boxes in fractions of the sheet."""

    def box(of: Box | None) -> Box | None:
        return None if of is None else _box(of)

    def _box(of: Box) -> Box:
        x0, y0, x1, y1 = of
        return round(shift + x0 * scale, 5), y0, round(shift + x1 * scale, 5), y1

    def line(of: Line) -> Line:
        indent = None if of.indent is None else round(of.indent * scale, 4)
        return replace(of, box=box(of.box), indent=indent)

    def word(of: Word) -> Word:
        return replace(of, box=box(of.box))

    (page,) = part.pages
    page = replace(
        page,
        unread=tuple(map(_box, page.unread)),
        covered=tuple(map(_box, page.covered)),
        lost=tuple(map(_box, page.lost)),
    )
    return Transcript(
        part.text, (page,), tuple(map(line, part.lines)), tuple(map(word, part.words))
    )
