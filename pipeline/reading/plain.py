"""Plain text and Markdown transcriptions as transcripts: no boxes, pages at form feeds."""

from __future__ import annotations

import re

from pipeline.records import Line, Page, PageStatus, Span, Transcript, Word, join
from pipeline.text import nfc

_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+")
_STRUCK = re.compile(r"~~.*?~~")
# A star before a space is a bullet, not emphasis.
_MARKS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)")
_WORD = re.compile(r"\S+")


def read_plain(text: str) -> Transcript:
    """The transcript of a text file. Markdown marks are dropped from the text and kept as
    weight (a line that is all bold, or a heading, has ``bold`` 1); struck-out words vanish from
    the text, as they are no longer said, but stay in ``Word.raw`` of the word before."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return join(_read_page(n, page) for n, page in enumerate(text.split("\f"), start=1))


def _read_page(number: int, source: str) -> Transcript:
    texts: list[str] = []
    lines: list[Line] = []
    words: list[Word] = []
    offset = 0
    in_bold = False
    for raw_line in source.strip("\n").split("\n"):
        was_bold = in_bold
        if raw_line.count("**") % 2:
            in_bold = not in_bold
        shown, struck = _without_struck(nfc(_MARKS.sub("", _HEADING.sub("", raw_line))))
        heavy = bool(_HEADING.match(raw_line)) or was_bold or raw_line.strip().startswith("**")
        if shown.strip():
            span = Span(offset, offset + len(shown))
            indent = (len(shown) - len(shown.lstrip())) * 0.01
            lines.append(Line(span, number, indent=indent, bold=1.0 if heavy else None))
            for match in _WORD.finditer(shown):
                at = Span(offset + match.start(), offset + match.end())
                gone = "".join(f" {s}" for end, s in struck if _ends_before(match, shown, end))
                words.append(Word(at, match.group() + gone, number, None, 1.0))
        texts.append(shown)
        offset += len(shown) + 1
    text = "\n".join(texts)
    status: PageStatus = "read" if words else "blank"
    page = Page(number, Span(0, len(text)), status, "plain", 1.0)
    return Transcript(text, (page,), tuple(lines), tuple(words))


def _without_struck(line: str) -> tuple[str, list[tuple[int, str]]]:
    """The line without what is struck out, and each struck part with where it stood."""
    kept = ""
    struck: list[tuple[int, str]] = []
    at = 0
    for match in _STRUCK.finditer(line):
        kept += line[at : match.start()]
        struck.append((len(kept), match.group()))
        at = match.end()
    return (kept + line[at:]).rstrip(), struck


def _ends_before(word: re.Match[str], line: str, at: int) -> bool:
    """Whether ``word`` is the last one of ``line`` that ends at or before ``at``."""
    return word.end() <= at and not line[word.end() : at].strip()
