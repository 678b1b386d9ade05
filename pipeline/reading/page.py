"""A page image is read: engine, layout, doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipeline.reading.again import doubtful, read_again
from pipeline.reading.build import transcript
from pipeline.reading.certainty import with_certainty
from pipeline.reading.closing import look_at_end
from pipeline.reading.doubtful import read_doubtful
from pipeline.reading.engine import Engine, Reading, Token
from pipeline.reading.engines import engine
from pipeline.reading.footnotes import with_footnotes
from pipeline.reading.grid import Grid, faint_ink, grids, without_rules
from pipeline.reading.heading import look_at_head
from pipeline.reading.layout import Row, columns, em_of, rows
from pipeline.reading.leaves import halves, joined
from pipeline.reading.lost import lost_boxes
from pipeline.reading.noise import without_noise
from pipeline.reading.number_line import look_at_number
from pipeline.reading.once import read_once
from pipeline.reading.overlay import Overlay, Typed, laid_over, overlay_of, without
from pipeline.reading.overlooked import in_place_of, read_overlooked
from pipeline.reading.repair import shown
from pipeline.reading.unread import ink_of, unread_boxes
from pipeline.reading.weight import bold
from pipeline.records import PageImage, PageStatus, Transcript
from pipeline.settings import Settings

_SURE_WORD = 0.6
_SURE_SHARE = 0.15  # of a page's words must be sure, or the page is unreadable


def read_page(
    image: PageImage, settings: Settings, by: Engine | None = None, typed: Sequence[Typed] = ()
) -> Transcript:
    """The one-page transcript of ``image``. ``by``: the engine, that of the settings where None.
    ``typed``: words that the file itself holds over the scan, which need no reading.

    Raises ``MissingDependency``, ``TimedOut``, ``EngineFailed``."""
    reader = by or engine(settings)
    if image.gutter is not None:
        left, right = (
            _read(half, Overlay(), reader, repair=settings.repair)
            for half in halves(image, image.gutter)
        )
        return joined(left, right, image, image.gutter)
    overlay = overlay_of(typed, image)
    bare = replace(image, clean=without(image.clean, overlay))
    return _read(bare, overlay, reader, repair=settings.repair)


def legibility(settings: Settings) -> Any:
    """A judge for ``scan.page_image``: how much of a grey page reads as words, 0 to 1."""

    def judge(grey: Any) -> float:
        strip = _fullest(grey)  # enough words to tell, at a third
        reading = engine(settings).read(strip, settings.ocr_dpi, rough=False)
        # Tesseract sets blocks upright by itself; words that it turned stand in tall boxes
        sure = [t for t in reading.tokens if t.confidence >= _SURE_WORD and _is_level(t)]
        return sum(len(t.text) for t in sure) / (100 + sum(len(t.text) for t in reading.tokens))

    return judge


def _fullest(grey: Any) -> Any:
    """The third of a page with the most ink: the last page of a letter may have words at one end
    only. Edges are not looked at, as their shadows are darker than any print."""
    import numpy as np

    height, width = grey.shape
    inner = grey[:, width // 6 : width - width // 6]
    dark = (inner < 0.6 * np.percentile(inner[::8, ::8], 75)).mean(axis=1)
    dark[: height // 20] = dark[height - height // 20 :] = 0.0
    dark[dark > 0.5] = 0.0  # rules and shadows, no type
    total = np.concatenate(([0.0], np.cumsum(dark)))
    tall = height * 3 // 10
    sums = total[tall:] - total[:-tall]
    middle = height * 3 // 10  # as good as any where the page is full
    best = int(np.argmax(sums))
    start = middle if sums[middle] > 0.85 * sums[best] else best
    return grey[start : start + tall]


def _is_level(token: Token) -> bool:
    x0, y0, x1, y1 = token.box
    return len(token.text) > 2 and x1 - x0 > y1 - y0


def _looked_at_twice(
    image: PageImage, tokens: Sequence[Token], tables: Sequence[Grid], by: Engine
) -> list[Token]:
    """The words, those of doubtful columns read half by half."""
    found = list(tokens)
    outside = [t for t in tokens if not any(grid.holds(t) for grid in tables)]
    for band in columns(outside, image.clean.shape[1]):
        if doubtful(outside, band):
            found = read_again(image.clean, image.dpi, found, band, by, image.rough)
    return found


def _words(rows: Sequence[Row]) -> list[Token]:
    return [t for row in rows for t in row.tokens]


def _read(image: PageImage, overlay: Overlay, by: Engine, *, repair: bool) -> Transcript:
    height, width = image.clean.shape
    faint = faint_ink(image.clean)
    tables = grids(faint, image.dpi)
    bare = replace(image, clean=without_rules(image.clean, tables, image.dpi))
    reading = Reading(()) if image.blank else by.read(bare.clean, image.dpi, rough=image.rough)
    ink = ink_of(bare.clean)
    stamped, silent = look_at_head(image, by)
    tokens = _looked_at_twice(bare, reading.tokens, tables, by)
    tokens = look_at_number(image, tokens, by)
    tokens, seals = look_at_end(image, tokens, by)
    tokens = laid_over(read_once(tokens), overlay)
    em = em_of(tokens)
    kept, _ = without_noise(rows(tokens, width, tables), em)
    kept = read_doubtful(bare, kept, by, em)
    unread = unread_boxes(ink, _words(kept), image.dpi)
    if more := read_overlooked(bare, _words(kept), unread, by, em):
        tokens = read_once(in_place_of(_words(kept), more))
        kept, _ = without_noise(rows(tokens, width, tables), em)
        unread = unread_boxes(ink, _words(kept), image.dpi)
    kept = with_footnotes(kept, faint, image.dpi, em)
    kept = [*stamped, *(row for block in overlay.blocks for row in block), *kept]
    words = _words(kept)
    status: PageStatus = "read"
    if image.blank:
        status = "blank"
    elif sum(t.confidence >= _SURE_WORD for t in words) <= _SURE_SHARE * len(words):
        status = "unreadable"
    made = transcript(
        kept,
        texts=shown(kept) if repair else (),
        weights=bold([[t.box for t in row.tokens] for row in kept], ink, em_of(words)),
        number=image.number,
        size=(width, height),
        status=status,
        origin="ocr",
        dpi=image.dpi,
        to_paper=image.to_paper,
        paper_size=(image.paper.shape[1], image.paper.shape[0]),
        steps=image.steps,
        turned=image.turned,
        covered=(*silent, *seals),
        unread=() if image.blank else unread,
        lost=lost_boxes(image, words, (*silent, *seals)),
    )
    return with_certainty(made)
