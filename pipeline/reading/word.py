"""A Word file as a ``Transcript``: paragraphs, header and signature tables, automatic numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import Truncated
from pipeline.reading.numbering import Numbering
from pipeline.records import Line, LineKind, Page, PageStatus, Side, Span, Transcript, Word, join
from pipeline.text import fold, nfc

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LETTER_TABLE = ("cong hoa xa hoi chu nghia", "noi nhan", "dang cong san viet nam")
_PAGE_TWIPS = 11906.0  # width of A4
_WORD = re.compile(r"\S+")
_PAGE = "\f"


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line to be: ``text`` may be ``\\f``, which ends a page."""

    text: str
    bold: float | None = None
    centred: bool | None = None
    indent: float | None = None
    side: Side = "full"
    kind: LineKind = "text"


def read_docx(path: Path) -> Transcript:
    """The transcript of a Word file, pages at its page breaks. Raises ``Truncated``."""
    import docx

    try:
        document = docx.Document(str(path))
        lines = list(_flow(document.element.body, _Styles(document), Numbering(document)))
    except (KeyError, ValueError, AttributeError, SyntaxError) as error:  # broken parts or XML
        raise Truncated(what=f"DOCX: {error}") from error
    pages: list[list[_Printed]] = [[]]
    for line in lines:
        if line.text == _PAGE:
            if pages[-1]:  # Word marks a hard break twice: as typed and as last rendered
                pages.append([])
        else:
            pages[-1].append(line)
    if len(pages) > 1 and not pages[-1]:
        pages.pop()
    return join(_page(n, page) for n, page in enumerate(pages, start=1))


class _Styles:
    """Bold and alignment that paragraphs inherit from their styles."""

    def __init__(self, document: Any) -> None:
        self._bold: dict[str, bool] = {}
        self._centred: dict[str, bool] = {}
        for style in document.styles:
            if getattr(style, "font", None) is None:
                continue
            node, bold, centred = style, None, None
            for _ in range(20):  # a ring of base styles must not hang us
                if node is None:
                    break
                bold = node.font.bold if bold is None else bold
                form = getattr(node, "paragraph_format", None)
                if centred is None and form is not None and form.alignment is not None:
                    centred = int(form.alignment) == 1
                node = node.base_style
            self._bold[style.style_id] = bool(bold)
            self._centred[style.style_id] = bool(centred)

    def bold(self, style: str | None) -> bool:
        return self._bold.get(style or "", False)

    def centred(self, style: str | None) -> bool:
        return self._centred.get(style or "", False)


def _flow(body: Any, styles: _Styles, numbers: Numbering) -> Iterator[_Printed]:
    for block in body:
        if block.tag == _W + "p":
            yield from _paragraph(block, styles, numbers)
        elif block.tag == _W + "tbl":
            yield from _table(block, styles, numbers)
        elif block.tag == _W + "sdt":
            for content in block.iter(_W + "sdtContent"):
                yield from _flow(content, styles, numbers)
                break


def _table(table: Any, styles: _Styles, numbers: Numbering) -> Iterator[_Printed]:
    """The tables that set a letter's head and foot are read column by column, others row by row."""
    rows = [list(row.iterchildren(_W + "tc")) for row in table.iterchildren(_W + "tr")]
    text = fold(" ".join(t.text or "" for t in table.iter(_W + "t")))
    two = max((len(r) for r in rows), default=0) == 2
    if two and any(mark in text for mark in _LETTER_TABLE):
        sides: tuple[tuple[int, Side], ...] = ((0, "left"), (1, "right"))
        for index, side in sides:
            for row in rows:
                if index < len(row):
                    yield from _cell(row[index], styles, numbers, side)
        return
    for row in rows:
        cells = [
            " ".join(line.text for line in _cell(tc, styles, numbers, "full") if line.text != _PAGE)
            for tc in row
        ]
        if any(cells):
            yield _Printed(" | ".join(cells).strip(), kind="table")


def _cell(cell: Any, styles: _Styles, numbers: Numbering, side: Side) -> Iterator[_Printed]:
    for block in cell:
        if block.tag == _W + "p":
            yield from _paragraph(block, styles, numbers, side)
        elif block.tag == _W + "tbl":
            yield from _table(block, styles, numbers)


def _paragraph(
    p: Any, styles: _Styles, numbers: Numbering, side: Side = "full"
) -> Iterator[_Printed]:
    properties = p.find(_W + "pPr")
    style = _value(properties, "pStyle")
    align = _value(properties, "jc")
    centred = align == "center" if align else styles.centred(style)
    base_bold = styles.bold(style)
    if properties is not None and _on(properties.find(_W + "pageBreakBefore")):
        yield _Printed(_PAGE)
    label = numbers.label(p, style)
    text = f"{label} " if label else ""
    weights = [(len(label), base_bold)] if label else []
    for piece, bold in _pieces(p, base_bold):
        if piece not in ("\n", _PAGE):
            text += piece
            weights.append((len(piece.strip()), bold))
            continue
        yield from _printed(text, weights, centred, properties, side)
        text, weights = "", []
        if piece == _PAGE:
            yield _Printed(_PAGE)
    yield from _printed(text, weights, centred, properties, side)


def _printed(
    text: str, weights: list[tuple[int, bool]], centred: bool, properties: Any, side: Side
) -> Iterator[_Printed]:
    shown = " ".join(nfc(text).split())
    if not shown:
        return
    total = sum(n for n, _ in weights) or 1
    bold = round(sum(n for n, b in weights if b) / total, 2)
    yield _Printed(shown, bold, centred if side == "full" else None, _indent(properties), side)


def _pieces(p: Any, base_bold: bool) -> Iterator[tuple[str, bool]]:
    """Text of a paragraph with its weight; ``\\n`` and ``\\f`` for breaks. What was struck by
    tracked changes, and text boxes (drawn over the page), are left out."""
    for run in p.iter(_W + "r"):
        if any(a.tag in (_W + "del", _W + "txbxContent") for a in run.iterancestors()):
            continue
        properties = run.find(_W + "rPr")
        mark = properties.find(_W + "b") if properties is not None else None
        bold = base_bold if mark is None else _on(mark)
        for node in run:
            if node.tag == _W + "t":
                yield node.text or "", bold
            elif node.tag == _W + "tab":
                yield " ", bold
            elif node.tag == _W + "noBreakHyphen":
                yield "-", bold
            elif node.tag == _W + "lastRenderedPageBreak":
                yield _PAGE, bold
            elif node.tag == _W + "br":
                yield _PAGE if node.get(_W + "type") == "page" else "\n", bold


def _indent(properties: Any) -> float:
    node = properties.find(_W + "ind") if properties is not None else None
    if node is None:
        return 0.0
    left = float(node.get(_W + "left") or node.get(_W + "start") or 0)
    first = float(node.get(_W + "firstLine") or 0) - float(node.get(_W + "hanging") or 0)
    return round(max(0.0, (left + first) / _PAGE_TWIPS), 4)


def _value(properties: Any, name: str) -> str | None:
    node = properties.find(_W + name) if properties is not None else None
    return None if node is None else node.get(_W + "val")


def _on(mark: Any) -> bool:
    return mark is not None and mark.get(_W + "val") not in ("0", "false", "off", "none")


def _page(number: int, printed: list[_Printed]) -> Transcript:
    lines: list[Line] = []
    words: list[Word] = []
    offset = 0
    for one in printed:
        span = Span(offset, offset + len(one.text))
        lines.append(
            Line(span, number, None, one.side, one.kind, one.indent, one.bold, one.centred)
        )
        for match in _WORD.finditer(one.text):
            at = Span(offset + match.start(), offset + match.end())
            words.append(Word(at, match.group(), number, None, 1.0))
        offset = span.end + 1
    text = "\n".join(one.text for one in printed)
    status: PageStatus = "read" if words else "blank"
    page = Page(number, Span(0, len(text)), status, "plain", 1.0)
    return Transcript(text, (page,), tuple(lines), tuple(words))
