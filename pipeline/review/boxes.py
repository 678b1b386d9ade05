"""The words of a page with their boxes, from the ALTO file that a run keeps beside its picture."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

_SPACE = "{http://www.loc.gov/standards/alto/ns-v4#}"
_MOST_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PageWord:
    """``box`` in fractions of the upright page; ``line`` counts the lines of the page from 1."""

    text: str
    box: tuple[float, float, float, float]
    line: int


@dataclass(frozen=True, slots=True)
class PageWords:
    """``width`` and ``height`` in pixels of the picture that was read."""

    width: int
    height: int
    words: tuple[PageWord, ...]


def read_words(path: Path) -> PageWords:
    """Raises ``ValueError`` for a file that is no ALTO page."""
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError(f"{path.name} is too large")
    try:
        # Written by a run; expat itself refuses entities that blow up.
        root = ET.fromstring(path.read_bytes())  # noqa: S314
        page = root.find(f".//{_SPACE}Page")
        if page is None:
            raise ValueError("no page")
        width, height = int(page.attrib["WIDTH"]), int(page.attrib["HEIGHT"])
        if width < 1 or height < 1:
            raise ValueError("no size")
        words: list[PageWord] = []
        for nr, line in enumerate(page.iter(f"{_SPACE}TextLine"), start=1):
            words += [_word(word, nr, width, height) for word in line.iter(f"{_SPACE}String")]
    except (ET.ParseError, KeyError) as error:
        raise ValueError(f"{path.name}: {error}") from error
    return PageWords(width, height, tuple(words))


def _word(word: ET.Element, line: int, width: int, height: int) -> PageWord:
    x, y, w, h = (float(word.attrib[name]) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    box = (x / width, y / height, (x + w) / width, (y + h) / height)
    x0, y0, x1, y1 = (round(min(1.0, max(0.0, side)), 5) for side in box)
    return PageWord(word.attrib["CONTENT"], (x0, y0, x1, y1), line)
