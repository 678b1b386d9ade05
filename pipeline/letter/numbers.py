"""Number, symbol and both together, from the number line."""

from __future__ import annotations

from dataclasses import replace

from pipeline.knowledge.types import LetterType
from pipeline.letter.digit_gaps import number_gap
from pipeline.letter.rows import Row
from pipeline.letter.slots import Reading, decide, slot_of
from pipeline.letter.symbols import NumberLine, expected, mend, near_miss, number_line, sound, typed
from pipeline.letter.values import doubted, place_of, place_of_box, read, without
from pipeline.letter.witness import DigitReader
from pipeline.records import Page, Transcript, Value, ValueSource

_STRUCK = "~~"
_MARGIN = 0.015
"""Nothing is printed so near to the page's left edge: what stands there was cut through."""


def read_number(
    transcript: Transcript, page: Page, row: Row, line: NumberLine, reader: DigitReader | None
) -> tuple[Value, Reading]:
    """The number's digits, and the reading they come from."""
    like = next(
        (
            w.box
            for w, at in zip(row.words, row.starts, strict=True)
            if w.box and at <= line.symbol_start < at + w.span.end - w.span.start
            and at >= line.end
        ),
        None,
    )  # fmt: skip
    gap = number_gap(transcript, page) if page.origin != "plain" else None
    slot = slot_of(page, row, (line.start, line.end), "number", like=like, gap=gap)
    reading = decide(slot, reader)
    struck = any(_STRUCK in w.raw for w in row.words)
    if reading.state == "blank" and (struck or not line.slash) and page.origin == "plain":
        # The printed form has its slash even where the number is left open: without it
        # something was there.
        why = (
            "số bị gạch xóa" if struck else "mất dấu / trước ký hiệu: số bị xóa hoặc không đọc được"
        )
        reading = replace(reading, state="unreadable", confidence=0.8, why=why)
    if reading.text is not None and not reading.text.strip("0"):
        reading = replace(
            reading, state="unreadable", text=None, confidence=0.8, why="không có văn bản số 0"
        )
    where = place_of_box(page, reading.box or row.box)
    if reading.text is None:
        state: ValueSource = "blank" if reading.state == "blank" else "unreadable"
        value = without(
            state, reading.confidence, reading.why, place=where, span=row.span, raw=row.text
        )
        return value, reading
    sure, told = reading.confidence, reading.why
    if page.origin == "ocr" and line.symbol is not None and not (line.slash or reading.slash):
        # The reader had to find the printed slash by its looks: it may have taken a written 1.
        sure = 0.8 * sure
        told = "; ".join(w for w in (told, "dấu / trước ký hiệu không rõ") if w)
    if page.origin == "ocr" and reading.box is not None and reading.box[0] < _MARGIN:
        sure = 0.5 * sure
        told = "; ".join(w for w in (told, "chữ số chạm mép trang: có thể bị cắt") if w)
    value = read(transcript, reading.text, row.span, sure, raw=row.text, why=told)
    return replace(value, place=where), reading


def read_symbol(
    transcript: Transcript,
    row: Row,
    line: NumberLine,
    titled: LetterType | None,
    initials: tuple[str, ...],
) -> Value:
    """The symbol as it should be written; ``raw`` as read, ``why`` lists what was repaired."""
    if line.symbol is None:
        return without(
            "unreadable", 0.7, "không thấy ký hiệu sau chữ Số", span=row.span, raw=row.text
        )
    shaky = row.text[line.symbol_start : line.symbol_start + 1].islower()
    symbol, repairs = mend(line.symbol, titled, initials, shaky=shaky)
    span = row.part(line.symbol_start, line.symbol_end) or row.span
    where = place_of(transcript, span)
    sure = 0.6 + 0.4 * transcript.confidence(span)
    printed = row.text[line.symbol_start : line.symbol_end]
    if printed.replace(" ", "") != line.symbol:
        repairs = (f"{printed} → {line.symbol}", *repairs)
    repairs = (*line.repairs, *repairs)
    for _ in repairs:
        sure *= 0.97
    if expected(symbol, titled, initials):
        sure = max(sure, 0.95)
    elif sound(symbol, initials):
        sure = max(sure, 0.92)
    if printed.strip() != line.symbol == printed.replace(" ", ""):  # no letter was touched
        repairs = (f"bỏ khoảng trắng: {printed.strip()} → {line.symbol}", *repairs)
    why = "; ".join(repairs) or None
    value = replace(read(transcript, symbol, row.span, sure, raw=row.text, why=why), place=where)
    if close := near_miss(symbol, initials):
        return doubted(value, 0.75, f"gần giống {close}, chữ viết tắt tên cơ quan ban hành")
    if titled is not None and titled.kind != "dispatch" and not typed(symbol):
        return doubted(value, 0.75, f"tên loại {titled.name} mà ký hiệu không có mã loại")
    return value


def both(line: NumberLine, number: Value, symbol: Value) -> Value:
    """``number_symbol``: known only where both are."""
    if isinstance(number.value, str) and isinstance(symbol.value, str):
        full = replace(line, symbol=symbol.value).full(number.value)
        why = "; ".join(w for w in (number.why, symbol.why) if w) or None
        return replace(
            number, value=full, confidence=round(number.confidence * symbol.confidence, 4), why=why
        )
    lacking = number if not isinstance(number.value, str) else symbol
    known: tuple[ValueSource, ...] = ("blank", "unreadable", "absent")
    state: ValueSource = lacking.source if lacking.source in known else "unreadable"
    return replace(lacking, value=None, source=state, raw=number.raw or symbol.raw)


def find_number_row(rows: list[Row]) -> tuple[Row, NumberLine] | None:
    """The number line among the rows of the issuer's column: label and symbol before symbol
    alone before label alone; the first of equals."""
    found = [(row, line) for row in rows if (line := number_line(row.text)) is not None]
    if not found:
        return None

    def rank(item: tuple[Row, NumberLine]) -> int:
        line = item[1]
        return (
            2 * (line.symbol is not None) + line.labelled + (line.symbol is not None and line.slash)
        )

    return max(found, key=rank)
