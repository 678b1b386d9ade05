"""From a text to the texts it cites: orders the steps of this room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from pipeline.knowledge.decisions import Decision, load_decisions
from pipeline.records import Letter, Mention, Page, Reference, Span, Transcript
from pipeline.references.exclude import Hidden, own_numbers, own_symbol
from pipeline.references.homes import home_of
from pipeline.references.known import known_cites
from pipeline.references.mentions import cites_in
from pipeline.references.resolve import resolve
from pipeline.references.shorts import shorts_in
from pipeline.references.view import view_of
from pipeline.references.wear import wear_of

_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


def find_in(
    transcript: Transcript,
    letter: Letter | None = None,
    decisions: Sequence[Decision] | None = None,
) -> tuple[Reference, ...]:
    """The texts that a letter cites, in the order of their first mention. ``letter`` tells its
    own number (no reference) and its home (what "UBND tỉnh" means). ``decisions``: texts known
    by number and date alone; None takes all of ``models/decisions``.

    A type with codes but no number (``Quyết định số      /QĐ-UBND``, left blank for the pen) is
    not listed: it names no text that anyone could look up.
    """
    view = view_of(transcript)
    known = load_decisions() if decisions is None else tuple(decisions)
    home, own = home_of(letter), own_numbers(view, letter)
    wear = wear_of(transcript)
    cites = cites_in(view, transcript, home, own, own_symbol(letter), wear)
    worn = list(known_cites(view, transcript, known, cites, Hidden(own)))
    cites = [c for c in cites if not any(w.start <= c.at < w.end for w in worn)] + worn
    cites.sort(key=lambda c: (c.start, c.end))
    shorts = shorts_in(view, transcript, home, cites, own)
    return resolve(view, transcript, cites, shorts, known, home.date, wear)


def find(text: str) -> tuple[Reference, ...]:
    """The texts cited in ``text``; spans are offsets into it. Pages count at form feeds."""
    if unicodedata.is_normalized("NFC", text):
        return find_in(_bare_transcript(text))
    composed, home = _composed(text)
    found = find_in(_bare_transcript(composed))
    return tuple(_moved(reference, text, home) for reference in found)


def _bare_transcript(text: str) -> Transcript:
    """Pages only: no words, so that nothing is spent on boxes that plain text has not."""
    pages = []
    offset = 0
    for number, part in enumerate(text.split("\f"), start=1):
        pages.append(Page(number, Span(offset, offset + len(part)), "read", "plain", 1.0))
        offset += len(part) + 1
    return Transcript(text, tuple(pages), (), ())


def _composed(text: str) -> tuple[str, list[int]]:
    """``text`` in NFC, and for each of its characters where it began in ``text``."""
    parts: list[str] = []
    home: list[int] = []
    for match in _CLUSTER.finditer(text):
        part = unicodedata.normalize("NFC", match.group())
        parts.append(part)
        home += [match.start()] * len(part)
    return "".join(parts), [*home, len(text)]


def _moved(reference: Reference, text: str, home: Sequence[int]) -> Reference:
    from dataclasses import replace

    def move(mention: Mention) -> Mention:
        span = Span(home[mention.span.start], home[mention.span.end])
        return replace(mention, span=span, raw=text[span.start : span.end])

    return replace(reference, mentions=tuple(map(move, reference.mentions)))
