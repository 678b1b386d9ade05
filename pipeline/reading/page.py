"""A page image is read: engine, layout, doubt."""

from __future__ import annotations

from typing import Any

from pipeline.reading.build import transcript
from pipeline.reading.engine import Engine, Reading
from pipeline.reading.grid import grids
from pipeline.reading.layout import em_of, rows
from pipeline.reading.noise import without_noise
from pipeline.reading.tesseract import engine
from pipeline.reading.unread import ink_of, unread_boxes
from pipeline.reading.weight import bold
from pipeline.records import PageImage, PageStatus, Transcript
from pipeline.settings import Settings

_SURE_WORD = 0.6
_SURE_SHARE = 0.15  # of a page's words must be sure, or the page is unreadable


def read_page(image: PageImage, settings: Settings, by: Engine | None = None) -> Transcript:
    """The one-page transcript of ``image``. ``by``: the engine, Tesseract where None.

    Raises ``MissingDependency``, ``TimedOut``, ``EngineFailed``."""
    return _read(image, by or engine(settings), layer=False)[0]


def read_page_with_layer(
    image: PageImage, settings: Settings, by: Engine | None = None
) -> tuple[Transcript, bytes]:
    """As ``read_page``, with the invisible text layer (a one-page PDF) from the same pass."""
    return _read(image, by or engine(settings), layer=True)


def legibility(settings: Settings) -> Any:
    """A judge for ``scan.page_image``: how much of a grey page reads as words, 0 to 1."""

    def judge(grey: Any) -> float:
        reading = engine(settings).read(grey, settings.ocr_dpi, rough=False, layer=False)
        sure = [t for t in reading.tokens if t.confidence >= _SURE_WORD and len(t.text) > 1]
        return sum(len(t.text) for t in sure) / (200 + sum(len(t.text) for t in reading.tokens))

    return judge


def _read(image: PageImage, by: Engine, layer: bool) -> tuple[Transcript, bytes]:
    if image.blank:
        reading = Reading(())
    else:
        reading = by.read(image.clean, image.dpi, rough=image.rough, layer=layer)
    height, width = image.clean.shape
    ink = ink_of(image.clean)
    kept, dropped = without_noise(
        rows(reading.tokens, width, grids(ink, image.dpi)), em_of(reading.tokens)
    )
    words = [t for row in kept for t in row.tokens]
    status: PageStatus = "read"
    if image.blank:
        status = "blank"
    elif sum(t.confidence >= _SURE_WORD for t in words) <= _SURE_SHARE * len(words):
        status = "unreadable"
    made = transcript(
        kept,
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
        unread=() if image.blank else unread_boxes(ink, words, dropped, image.dpi),
    )
    return made, reading.layer
