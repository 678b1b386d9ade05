"""hOCR 1.2 (https://kba.github.io/hocr-spec/1.2/): what was read, as a web page with places."""

from __future__ import annotations

from html import escape

import pipeline
from pipeline.reading.export.sheet import Block, Pixels, Sheet, SheetLine, SheetWord

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
<head>
<title>{title}</title>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="ocr-system" content="vanban {version}" />
<meta name="ocr-capabilities" \
content="ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrp_lang ocrp_wconf" />
<meta name="ocr-langs" content="vi" />
<meta name="ocr-scripts" content="Latn" />
<meta name="ocr-number-of-pages" content="1" />
<style type="text/css">.ocr_line {{ display: block }}</style>
</head>
<body>
"""


def hocr(sheet: Sheet, title: str, up: str = "../") -> bytes:
    """One page. ``title`` names the letter; ``up`` leads from where the file will lie to the
    letter's folder, for the way to the page's picture."""
    image = f"image {_quoted(up + sheet.picture)}; " if sheet.picture else ""
    whole = _bbox((0, 0, sheet.width, sheet.height))
    about = escape(f"{image}{whole}; ppageno {sheet.number - 1}")
    parts = [_HEAD.format(title=escape(title), version=pipeline.__version__)]
    parts.append(f'<div class="ocr_page" id="page_{sheet.number}" title="{about}">\n')
    name = f"{sheet.number}"
    parts += [_block(block, f"{name}_{n}") for n, block in enumerate(sheet.blocks, 1)]
    parts.append("</div>\n</body>\n</html>\n")
    return "".join(parts).encode("utf-8")


def _block(block: Block, name: str) -> str:
    box = _bbox(block.box)
    lines = "".join(_line(line, f"{name}_{n}") for n, line in enumerate(block.lines, 1))
    return (
        f'<div class="ocr_carea" id="block_{name}" title="{box}">\n'
        f'<p class="ocr_par" id="par_{name}" lang="vi" title="{box}">\n{lines}</p>\n</div>\n'
    )


def _line(line: SheetLine, name: str) -> str:
    words = " ".join(_word(word, f"{name}_{n}") for n, word in enumerate(line.words, 1))
    return f'<span class="ocr_line" id="line_{name}" title="{_bbox(line.box)}">{words}</span>\n'


def _word(word: SheetWord, name: str) -> str:
    sure = round(100 * word.confidence)
    return (
        f'<span class="ocrx_word" id="word_{name}" title="{_bbox(word.box)}; x_wconf {sure}">'
        f"{escape(word.text)}</span>"
    )


def _bbox(box: Pixels) -> str:
    return "bbox {} {} {} {}".format(*box)


def _quoted(path: str) -> str:
    """A string of hOCR's grammar."""
    return '"' + path.replace("\\", "\\\\").replace('"', '\\"') + '"'
