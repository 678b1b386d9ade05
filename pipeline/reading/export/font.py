"""A font without ink: it gives words their place and their letters, and shows nothing.

Codes are UTF-16 units, so that a page's words need no table of their own. Every code leads to one
empty glyph; widths are those of the type in which letters are printed, so that a part of a word,
too, is marked where it stands.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.reading.export.type import USUAL, width

NAME = "VanbanUnseen"
ASCENT, DESCENT = 750, -220  # thousandths: what readers mark as selected
_WIDTHS = ((0x20, 0x7E), (0xA0, 0x1B0), (0x1EA0, 0x1EF9), (0x2010, 0x2026))
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{ranges}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def encode(text: str) -> bytes:
    """The codes of a text; what lies beyond the first plane of Unicode stands as U+FFFD."""
    return "".join(c if c <= "\uffff" else "\ufffd" for c in text).encode("utf-16-be", "replace")


def register(pdf: Any) -> Any:
    """The font as an object of ``pdf``, for the resources of any of its pages."""
    from pikepdf import Array, Dictionary, Name, String

    program = pdf.make_stream(_program(), Length1=len(_program()))
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + NAME),
        Flags=4,  # symbolic: no encoding but our own
        FontBBox=Array([0, DESCENT, 1000, ASCENT]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=program,
    )
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name("/" + NAME),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=USUAL,
        W=Array(_widths()),
        CIDToGIDMap=pdf.make_stream(b"\x00\x01" * 0x10000),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + NAME),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
            ToUnicode=pdf.make_stream(_to_unicode()),
        )
    )


def _widths() -> Iterator[Any]:
    from pikepdf import Array

    for first, last in _WIDTHS:
        yield first
        yield Array([width(chr(code)) for code in range(first, last + 1)])


@cache
def _to_unicode() -> bytes:
    """Every code is its own letter. A range may not cross a row of 256, a block holds 100."""
    rows = [r for r in range(0x100) if not 0xD8 <= r <= 0xDF]  # surrogates are no letters
    lines = []
    for row in rows:
        first = 1 if row == 0 else 0
        last = 0xFD if row == 0xFF else 0xFF
        lines.append(f"<{row:02X}{first:02X}> <{row:02X}{last:02X}> <{row:02X}{first:02X}>")
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    ranges = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    return _TO_UNICODE.format(ranges=ranges).encode("ascii")


@cache
def _program() -> bytes:
    """A TrueType file. Its glyph is a stroke without width: nothing is drawn even where a reader
    overlooks that the text is invisible, but pdfium (Chrome) measures how high to mark it."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    build = FontBuilder(1000, isTTF=True)
    build.setupGlyphOrder([".notdef", "unseen"])
    build.setupCharacterMap({0x20: "unseen"})
    pen, empty = TTGlyphPen(None), TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((0, ASCENT))
    pen.closePath()
    build.setupGlyf({".notdef": empty.glyph(), "unseen": pen.glyph()})
    build.setupHorizontalMetrics({".notdef": (USUAL, 0), "unseen": (USUAL, 0)})
    build.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    build.setupNameTable({"familyName": NAME, "styleName": "Regular", "psName": NAME})
    build.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT, usWinAscent=ASCENT)
    build.setupPost()
    build.font.recalcTimestamp = False
    head = build.font["head"]
    head.created = head.modified = 0xE0000000  # the same bytes every day
    out = io.BytesIO()
    build.font.save(out)
    return out.getvalue()
