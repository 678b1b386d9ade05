"""A letter's pages as one line of text, in which headings and quotes can be found again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.compile.tables import Published
from pipeline.text import nfc, squash

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Flow:
    """``text``: all pages, white space squashed, joined by a space. ``starts``: where each page
    begins in it."""

    text: str
    starts: tuple[int, ...]

    def page(self, offset: int) -> int:
        """The page that holds ``offset``, from 1."""
        return max(1, bisect_right(self.starts, offset))

    def find(self, words: str, page: int | None = None) -> int | None:
        """Where ``words`` stand, white space apart: the first place on ``page`` or after it,
        else the first anywhere. None where they don't stand at all."""
        wanted = squash(nfc(words))
        if not wanted:
            return None
        begin = self.starts[min(page, len(self.starts)) - 1] if page and self.starts else 0
        at = self.text.find(wanted, begin)
        if at < 0 and begin:
            at = self.text.find(wanted)
        return None if at < 0 else at

    def find_before(self, words: str, end: int) -> int | None:
        """The last place before ``end`` where ``words`` stand, else the first after it."""
        wanted = squash(nfc(words))
        if not wanted:
            return None
        at = self.text.rfind(wanted, 0, end + len(wanted))
        if at < 0:
            at = self.text.find(wanted, end)
        return None if at < 0 else at


def flow_of(document: Published) -> Flow:
    """The flow of a published letter."""
    pages = [squash(nfc(page)) for page in document["text"]]
    starts, at = [], 0
    for page in pages:
        starts.append(at)
        at += len(page) + 1
    return Flow(" ".join(pages), tuple(starts))


def place_of(flow: Flow, item: Mapping[str, Any]) -> int | None:
    """Where a report answers an item: its printed heading, else its first evidence."""
    evidence = item["evidence"]
    first = flow.find(evidence[0]["quote"], evidence[0]["page"]) if evidence else None
    heading = item["printed_heading"]
    if not heading:
        return first
    end = first if first is not None else 0
    found = flow.find_before(heading, end) if first is not None else flow.find(heading)
    return first if found is None else found


def syllables(text: str) -> list[tuple[str, int, int]]:
    """Lower-case syllables with their place: what counts when wordings are compared."""
    return [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]
