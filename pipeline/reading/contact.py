"""A contact sheet: one page as it was scanned, beside it what was read of it, under it why.

Each word lies on the colour of its confidence, so that a person sees at a glance where to doubt;
what gave no words, what a seal covers, and lines that are no running text are outlined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.messages import say
from pipeline.reading.certainty import chances
from pipeline.reading.steps import said
from pipeline.records import Box, LineKind, Page, PageImage, Transcript

_PANEL = 880  # pixels: the width of either picture
_GAP, _EDGE = 24, 28
_PAPER, _INK, _FAINT = (255, 255, 255), (34, 34, 34), (110, 110, 110)
_DESK = (240, 240, 238)
SURE, FAIR = 0.9, 0.6
"""Confidence from which a word counts as sure, and as fair."""
# told apart by people who don't see red and green, and in grey
_SURE, _FAIR, _WEAK = (86, 180, 233), (240, 196, 25), (200, 40, 20)
_UNREAD, _COVERED, _APART = (204, 0, 153), (0, 70, 173), (0, 128, 90)
_LOST = (0, 0, 0)
_SHADE = 0.38  # how much of a word's colour is laid over it
_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf",
          "arial.ttf", "segoeui.ttf")  # fmt: skip
_UNMARKED = str.maketrans("đĐ", "dD")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row of the legend: its colour, whether a shade or an outline, and what it means."""

    colour: tuple[int, int, int]
    filled: bool
    words: str


def contact_sheet(image: PageImage, read: Transcript, name: str) -> Any:
    """A ``PIL.Image`` of one page; ``read`` is its transcript, ``name`` the file's."""
    from PIL import Image, ImageDraw

    before, after = _panel(image.paper), _panel(image.clean)
    marks = _marked(after, read)
    left = [said(step) for step in _told(image, read.pages[0])]
    lines = max(len(left), len(marks) + 1)
    tall = max(before.height, after.height)
    top, foot = 92, 34 + 27 * lines
    size = (2 * _PANEL + _GAP + 2 * _EDGE, top + tall + foot + _EDGE)
    sheet = Image.new("RGB", size, _DESK)
    pen = ImageDraw.Draw(sheet)
    write = _Writer(pen)
    second = _EDGE + _PANEL + _GAP
    write(_EDGE, 16, say("inspect.page", file=name, page=image.number), 24)
    write(_EDGE, 58, say("inspect.before"), 17, _FAINT)
    write(second, 58, say("inspect.after") + " · " + _summary(read), 17, _FAINT)
    for x, panel in ((_EDGE, before), (second, after)):
        sheet.paste(panel, (x, top))
        pen.rectangle((x - 1, top - 1, x + panel.width, top + panel.height), outline=_FAINT)
    y = top + tall + 18
    for n, line in enumerate(left):
        write(_EDGE, y + 27 * n, f"{n + 1}.  {line}", 17)
    for n, mark in enumerate(marks):
        at = (second, y + 27 * n + 3, second + 34, y + 27 * n + 19)
        if mark.filled:
            pen.rectangle(at, fill=_shaded(mark.colour))
        else:
            pen.rectangle(at, outline=mark.colour, width=3)
        write(second + 46, y + 27 * n, mark.words, 17)
    return sheet


def _told(image: PageImage, page: Page) -> list[str]:
    return [*(image.steps or page.steps), *(["rough"] if image.rough else [])]


def _summary(read: Transcript) -> str:
    page = read.pages[0]
    if page.status != "read":
        return say(f"inspect.{page.status}")
    return say("inspect.read", words=len(read.words), confidence=page.confidence)


def _panel(array: Any) -> Any:
    from PIL import Image

    picture = Image.fromarray(array).convert("RGB")
    tall = max(1, round(picture.height * _PANEL / picture.width))
    return picture.resize((_PANEL, tall), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _marked(panel: Any, read: Transcript) -> list[_Mark]:
    """Draws on ``panel`` what was read; the legend of what was drawn."""
    from PIL import Image, ImageDraw

    page = read.pages[0]
    shade = Image.new("RGB", panel.size, _PAPER)
    pen = ImageDraw.Draw(shade)
    counts = {_SURE: 0, _FAIR: 0, _WEAK: 0}
    for word, sure in zip(read.words, _chances(read), strict=True):
        colour = _colour(sure)
        counts[colour] += 1
        if word.box is not None:
            pen.rectangle(_pixels(word.box, panel), fill=_shaded(colour))
    from PIL import ImageChops

    panel.paste(ImageChops.multiply(panel, shade))
    pen = ImageDraw.Draw(panel)
    marks = [
        _Mark(_SURE, True, say("inspect.sure", count=counts[_SURE], least=SURE)),
        _Mark(_FAIR, True, say("inspect.fair", count=counts[_FAIR], least=FAIR, most=SURE)),
        _Mark(_WEAK, True, say("inspect.weak", count=counts[_WEAK], most=FAIR)),
    ]
    apart: dict[LineKind, list[Box]] = {}
    for line in read.lines:
        if line.kind != "text" and line.box is not None:
            apart.setdefault(line.kind, []).append(line.box)
    for boxes, colour, words in (
        (page.unread, _UNREAD, say("inspect.unread", count=len(page.unread))),
        (page.lost, _LOST, say("inspect.lost", count=len(page.lost))),
        (page.covered, _COVERED, say("inspect.covered", count=len(page.covered))),
        (
            [box for _, some in sorted(apart.items()) for box in some], _APART,
            say("inspect.apart", kinds=", ".join(
                f"{say('line.' + kind)} {len(some)}" for kind, some in sorted(apart.items())
            )),
        ),
    ):  # fmt: skip
        if boxes:
            _outline(pen, boxes, colour, panel)
            marks.append(_Mark(colour, False, words))
    return marks


def _chances(read: Transcript) -> list[float]:
    """How sure each word is; of what an engine read, what its confidence was found to mean."""
    said = [w.confidence for w in read.words]
    if read.pages[0].origin != "ocr":
        return said
    return chances([read.quote(w.span) for w in read.words], said)


def _outline(pen: Any, boxes: Sequence[Box], colour: tuple[int, int, int], panel: Any) -> None:
    for box in boxes:
        x0, y0, x1, y1 = _pixels(box, panel)
        pen.rectangle((x0 - 3, y0 - 3, x1 + 3, y1 + 3), outline=colour, width=2)


def _colour(confidence: float) -> tuple[int, int, int]:
    return _SURE if confidence >= SURE else _FAIR if confidence >= FAIR else _WEAK


def _shaded(colour: tuple[int, int, int]) -> tuple[int, ...]:
    return tuple(round(255 - (255 - c) * _SHADE) for c in colour)


def _pixels(box: Box, panel: Any) -> tuple[int, int, int, int]:
    x0, y0, x1, y1 = box
    across, down = panel.width, panel.height
    return round(x0 * across), round(y0 * down), round(x1 * across), round(y1 * down)


class _Writer:
    """Writes lines of text; without Vietnamese marks where no font of the system has them."""

    def __init__(self, pen: Any) -> None:
        self._pen = pen

    def __call__(
        self, x: int, y: int, text: str, size: int, colour: tuple[int, int, int] = _INK
    ) -> None:
        font, full = _font(size)
        self._pen.text((x, y), text if full else unmarked(text), colour, font=font)


def _font(size: int) -> tuple[Any, bool]:
    """(a font, whether it has Vietnamese letters)."""
    from PIL import ImageFont

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size), True
        except OSError:
            continue
    return ImageFont.load_default(size), False


def unmarked(text: str) -> str:
    """Vietnamese without its marks, as old systems print it."""
    import unicodedata

    plain = unicodedata.normalize("NFD", text.translate(_UNMARKED))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("·", "-")
