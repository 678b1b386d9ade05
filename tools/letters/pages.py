"""The text of set pages, as a person would copy it, and where quotes stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text import nfc, squash
from tools.letters.sheet import Printed, Sheet

# Reading order of a page: the halves of the header one after the other, the closing last.
_ORDER = ("page_number", "left", "right", "title", "body", "recipients", "signature", "foot")
_NUMBERS = ("page_number", "foot")


def page_text(sheet: Sheet) -> str:
    """One printed line a text line."""
    return "\n".join(squash(nfc(line.text)) for line in _ordered(sheet))


def letter_text(sheets: Sequence[Sheet]) -> str:
    """All pages, form feeds between them."""
    return "\f".join(map(page_text, sheets)) + "\n"


@dataclass(frozen=True, slots=True)
class Flow:
    """The letter's text as one line without page numbers; ``starts[i]`` is where page i begins.
    A line that ends in the middle of a symbol (``733/QĐ-``) is joined to the next."""

    text: str
    starts: tuple[int, ...]

    def find(self, quote: str, after: int = 0) -> int:
        """Where a quote begins, -1 if nowhere."""
        return self.text.find(squash(nfc(quote)), after)

    def page(self, offset: int) -> int:
        return sum(start <= offset for start in self.starts)

    def pages(self, pattern: re.Pattern[str]) -> list[int]:
        """The page of each place where a pattern is found."""
        return [self.page(match.start()) for match in pattern.finditer(self.text)]


def flow_of(sheets: Sequence[Sheet], zones: Sequence[str] | None = None) -> Flow:
    """The running text of all zones, or of those named."""
    text, starts = "", []
    for sheet in sheets:
        starts.append(len(text))
        for line in _ordered(sheet):
            if line.zone in _NUMBERS or (zones is not None and line.zone not in zones):
                continue
            shown = squash(nfc(line.text))
            split = re.search(r"\w/[^\s]*\w-$", shown)
            text += shown if split else shown + " "
    return Flow(text, tuple(starts))


def _ordered(sheet: Sheet) -> list[Printed]:
    return sorted(sheet.printed, key=lambda line: _ORDER.index(line.zone))
