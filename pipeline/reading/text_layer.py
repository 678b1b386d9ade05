"""The words of a born-digital PDF page, with their boxes, from pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from pipeline.pdf import is_typeset, stands_typeset
from pipeline.reading.annotations import as_shown, parted, places_on, strange_lines
from pipeline.reading.boxes import Pixels, turned
from pipeline.reading.build import transcript
from pipeline.reading.engine import Token
from pipeline.reading.grid import grids
from pipeline.reading.layout import Row, rows
from pipeline.reading.sanity import is_sane
from pipeline.records import IDENTITY, Source, Transcript
from pipeline.settings import Settings

_DPI = 200.0  # frame that boxes are counted in; fractions of the page come out
_SURE = 0.99  # what stands in the file is what was typed, but fonts can lie
_LINE_HYPHENS = (0x2, 0xFFFE)  # pdfium's signs for a hyphen at a line's end
_FORCE_BOLD = 1 << 18


def read_text_layer(source: Source, number: int, settings: Settings) -> Transcript | None:
    """The transcript of page ``number`` from its own text; None when there is none that can be
    trusted: a scanner's layer under a picture, a legacy encoding, hardly any letters."""
    if source.kind != "pdf":
        return None
    import numpy as np
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(source.path)
    except pdfium.PdfiumError:  # what is left of the page may still be taken from the file
        return None
    try:
        document.init_forms()
        bare = document[number - 1]
        turn, places = stands_typeset(bare) or 0, places_on(bare)
        bare.close()
        page = flat_page(document, number - 1)
        if not is_typeset(page):
            return None
        dpi = _fitting(page.get_size(), settings)
        wide, high = page.get_size()
        shown = max(1, round(wide * dpi / 72)), max(1, round(high * dpi / 72))
        words = upright(words_of(page, *shown), shown, turn)
        laid = [turned(as_shown(page, place, *shown), shown, turn) for place in places]
        picture = page.render(scale=dpi / 72, grayscale=True).to_numpy()
    finally:
        document.close()
    tokens = trusted([t for t, _ in words], laid)
    if not tokens or _is_vertical(tokens):
        return None
    bold = {id(t): b for t, b in words}
    ink = np.ascontiguousarray(np.rot90(picture.reshape(picture.shape[:2]) < 160, -turn // 90))
    width, height = shown if turn % 180 == 0 else shown[::-1]
    ordered = rows(tokens, width, grids(ink, dpi))
    return transcript(
        ordered,
        weights=[_weight(row, bold) for row in ordered],
        number=number,
        size=(width, height),
        status="read",
        origin="text_layer",
        dpi=dpi,
        to_paper=IDENTITY,
        paper_size=(width, height),
        steps=("text layer", *([f"turn {turn}"] * bool(turn))),
        turned=turn,
    )


def upright(
    words: Sequence[tuple[Token, bool]], size: tuple[int, int], turn: int
) -> list[tuple[Token, bool]]:
    """The words of a page of ``size`` after it was turned clockwise."""
    return [(replace(token, box=turned(token.box, size, turn)), bold) for token, bold in words]


def trusted(words: Sequence[Token], places: Sequence[Pixels]) -> list[Token]:
    """The words to go by: none where the page's own are no text; of those that lie on ``places``,
    what signing programs garbled is left out."""
    own, laid = parted(words, places)
    strange = strange_lines(laid)
    kept = [t for t in words if id(t) not in strange]
    said = (" ".join(t.text for t in some) for some in (words, own, kept))
    return kept if any(map(is_sane, said)) else []


def _fitting(size: tuple[float, float], settings: Settings) -> float:
    """The frame's resolution, less where the page says that it is larger than any sheet."""
    pixels = size[0] * size[1] * (_DPI / 72) ** 2
    return float(_DPI * min(1.0, (settings.max_pixels / max(1.0, pixels)) ** 0.5))


def flat_page(document: Any, index: int) -> Any:
    """The page with what lies on it as annotations made part of it: offices put the number and
    the day of a typed letter into signature fields. The file itself is not touched."""
    from pypdfium2 import raw

    document.init_forms()
    page = document[index]
    done = raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    if done != raw.FLATTEN_SUCCESS:  # nothing lies on it
        return page
    page.close()
    return document[index]


def words_of(
    page: Any, width: int, height: int, wanted: Callable[[Any, int], bool] | None = None
) -> list[tuple[Token, bool]]:
    """Words between white space, each with whether it is bold; ``line`` counts pdfium's lines.
    ``wanted`` says of a text page and the index of a sign whether it counts."""
    from pypdfium2 import raw

    text = page.get_textpage()
    found: list[tuple[Token, bool]] = []
    letters: list[str] = []
    boxes: list[tuple[int, int, int, int]] = []
    first = line = 0
    for i in range(text.count_chars() + 1):
        code = raw.FPDFText_GetUnicode(text, i) if i < text.count_chars() else 0x20
        if wanted and i < text.count_chars() and not chr(code).isspace() and not wanted(text, i):
            continue
        sign = chr(code) if code else " "
        broken = code in _LINE_HYPHENS
        if not sign.isspace():
            if not letters:
                first = i
            letters.append("-" if broken else sign)
            box = _device_box(page, text, i, width, height)
            if box is not None:
                boxes.append(box)
            if not broken:
                continue
        if letters and boxes:
            around = (
                min(b[0] for b in boxes), min(b[1] for b in boxes),
                max(b[2] for b in boxes), max(b[3] for b in boxes),
            )  # fmt: skip
            token = Token("".join(letters), around, _SURE, (0, 0, line))
            found.append((token, _is_bold(text, first)))
        letters, boxes = [], []
        line += broken or sign == "\n"
    return found


def _device_box(
    page: Any, text: Any, i: int, width: int, height: int
) -> tuple[int, int, int, int] | None:
    x0, y0, x1, y1 = text.get_charbox(i)
    if x1 <= x0 or y1 <= y0:
        return None
    return as_shown(page, (x0, y0, x1, y1), width, height)


def _is_bold(text: Any, i: int) -> bool:
    from pypdfium2 import raw

    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(256)
    raw.FPDFText_GetFontInfo(text, i, buffer, 256, flags)
    name = buffer.value.decode("utf-8", errors="replace").lower()
    heavy = raw.FPDFText_GetFontWeight(text, i) >= 600
    return heavy or "bold" in name or "black" in name or bool(flags.value & _FORCE_BOLD)


def _is_vertical(words: Sequence[Token]) -> bool:
    long = [t.box for t in words if len(t.text) >= 4]
    tall = sum(b[3] - b[1] > b[2] - b[0] for b in long)
    return bool(long) and tall > len(long) / 2


def _weight(row: Row, bold: dict[int, bool]) -> float:
    total = sum(len(t.text) for t in row.tokens)
    return round(sum(len(t.text) for t in row.tokens if bold.get(id(t))) / total, 2)
