"""Made-up transcripts for the tests of what is written down: words where type would set them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.reading.export.type import advance, reach
from pipeline.records import Box, Line, LineKind, Page, Side, Span, Transcript, Word

WIDTH, HEIGHT = 1000, 1400  # pixels of a page's picture
ASPECT = WIDTH / HEIGHT


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: its text, left end and base line in fractions, size in those of the width."""

    text: str
    x: float
    base: float
    size: float = 0.022
    side: Side = "full"
    kind: LineKind = "text"


HEAD = (
    Row("UBND TỈNH QUẢNG NAM", 0.10, 0.08, side="left"),
    Row("SỞ NỘI VỤ", 0.16, 0.105, side="left"),
    Row("Số: 1245/SNV-TCBC", 0.12, 0.14, side="left"),
    Row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.48, 0.08, side="right"),
    Row("Độc lập - Tự do - Hạnh phúc", 0.55, 0.105, side="right"),
    Row("Quảng Nam, ngày 14 tháng 6 năm 2021", 0.52, 0.14, side="right"),
)
BODY = (
    Row("Thực hiện Quyết định số 733/QĐ-TTg ngày 14/6/2019 của Thủ tướng", 0.12, 0.30),
    Row("Chính phủ, Sở Nội vụ báo cáo kết quả thi đua năm 2021 như sau:", 0.10, 0.325),
    Row("Nghiêm túc, hiệu quả; ưu tiên xử lý hồ sơ trễ hẹn.", 0.12, 0.35),
)


def box_of(word: str, x: float, row: Row) -> Box:
    """The ink of a word of ``row`` that begins at ``x``."""
    high = row.size * ASPECT
    over, under = reach(word) or (0.3, 0.0)
    right = x + advance(word) * row.size
    return (x, row.base - over * high, right, row.base + under * high)


def page_of(rows: Sequence[Row], number: int = 1, **more: Any) -> Transcript:
    """One page that holds ``rows``; ``more`` goes to its ``Page``."""
    text, words, lines = "", [], []
    for row in rows:
        start, x = len(text), row.x
        boxes = []
        for n, word in enumerate(row.text.split(" ")):
            text += " " if n else ""
            box = box_of(word, x, row)
            span = Span(len(text), len(text) + len(word))
            words.append(Word(span, word, number, box, 0.93))
            boxes.append(box)
            text += word
            x = box[2] + advance(" ") * row.size
        around = (
            min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes),
        )  # fmt: skip
        lines.append(Line(Span(start, len(text)), number, around, side=row.side, kind=row.kind))
        text += "\n"
    text = text[:-1]
    page = Page(number, Span(0, len(text)), "read", "ocr", 0.93, width=WIDTH, height=HEIGHT)
    return Transcript(text, (replace(page, **more),), tuple(lines), tuple(words))


def blank(number: int = 1, **more: Any) -> Transcript:
    return page_of((), number, **more)
