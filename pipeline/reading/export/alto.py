"""ALTO 4 (https://www.loc.gov/standards/alto/): what was read, for libraries and archives."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pipeline
from pipeline.reading.export.sheet import Block, Pixels, Sheet, SheetLine, SheetWord
from pipeline.records import LineKind

_SPACE = "http://www.loc.gov/standards/alto/ns-v4#"
_SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-2.xsd"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="{_SPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="{_SPACE} {_SCHEMA}" SCHEMAVERSION="4.2">
<Description>
<MeasurementUnit>pixel</MeasurementUnit>
"""
_SOFTWARE = """<Processing ID="reading"><processingSoftware><softwareName>vanban</softwareName>\
<softwareVersion>{version}</softwareVersion></processingSoftware></Processing>
</Description>
"""


def alto(sheet: Sheet) -> bytes:
    """One page. The picture is named as seen from the letter's folder."""
    parts = [_HEAD]
    if sheet.picture:
        name = escape(sheet.picture)
        parts.append(
            f"<sourceImageInformation><fileName>{name}</fileName></sourceImageInformation>\n"
        )
    parts.append(_SOFTWARE.format(version=escape(pipeline.__version__)))
    kinds = sorted({block.kind for block in sheet.blocks if block.kind != "text"})
    if kinds:
        tags = "".join(f'<LayoutTag ID="{_tag(k)}" LABEL="{k}"/>' for k in kinds)
        parts.append(f"<Tags>{tags}</Tags>\n")
    whole = _place((0, 0, sheet.width, sheet.height))
    parts.append(
        f'<Layout><Page ID="page_{sheet.number}" PHYSICAL_IMG_NR="{sheet.number}" '
        f'HEIGHT="{sheet.height}" WIDTH="{sheet.width}" PC="{sheet.confidence:.4f}">\n'
        f"<PrintSpace {whole}>\n"
    )
    for n, block in enumerate(sheet.blocks, 1):
        parts += _block(block, f"{sheet.number}_{n}")
    parts.append("</PrintSpace>\n</Page></Layout>\n</alto>\n")
    return "".join(parts).encode("utf-8")


def _block(block: Block, name: str) -> Iterator[str]:
    tags = "" if block.kind == "text" else f' TAGREFS="{_tag(block.kind)}"'
    yield f'<TextBlock ID="block_{name}" {_place(block.box)} LANG="vi"{tags}>\n'
    for n, line in enumerate(block.lines, 1):
        yield f'<TextLine ID="line_{name}_{n}" {_place(line.box)}>'
        yield from _words(line, f"{name}_{n}")
        yield "</TextLine>\n"
    yield "</TextBlock>\n"


def _words(line: SheetLine, name: str) -> Iterator[str]:
    before: SheetWord | None = None
    for n, word in enumerate(line.words, 1):
        if before is not None:
            left = before.box[2]
            wide = max(0, word.box[0] - left)
            yield f'<SP WIDTH="{wide}" VPOS="{before.box[1]}" HPOS="{left}"/>'
        yield (
            f'<String ID="word_{name}_{n}" {_place(word.box)} '
            f'CONTENT="{escape(word.text)}" WC="{word.confidence:.4f}"/>'
        )
        before = word


def _place(box: Pixels) -> str:
    x0, y0, x1, y1 = box
    return f'HEIGHT="{y1 - y0}" WIDTH="{x1 - x0}" VPOS="{y0}" HPOS="{x0}"'


def _tag(kind: LineKind) -> str:
    return f"kind_{kind}"
