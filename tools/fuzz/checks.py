"""What must hold of the references found in any text at all; needs no fuzzer."""

from __future__ import annotations

import time

from pipeline.language import plain_transcript
from pipeline.records import Letter, Span, Value, Zone
from pipeline.references import cites, find, find_in

SECONDS = 1.0
CHARACTERS_A_SECOND = 20_000
"""Far below what is measured, so that a busy machine is no finding."""


def letter_of(text: str) -> Letter:
    """A citing letter, whose own number stands at the top of ``text``."""
    fields = {
        "issuer": Value("Sở Nội vụ tỉnh Sơn La", "read", 1.0),
        "province": Value("Sơn La", "read", 1.0),
        "number_symbol": Value("127/BC-SNV", "read", 1.0),
        "date": Value("2022-05-20", "read", 1.0),
    }
    return Letter("report", 1.0, fields, (Zone("number", Span(0, min(9, len(text)))),))


def check(text: str) -> None:
    """Raises ``AssertionError`` for an answer that can't be right."""
    started = time.process_time()
    found = find(text)
    spent = time.process_time() - started
    if spent >= SECONDS + len(text) / CHARACTERS_A_SECOND:
        raise AssertionError(f"{spent:.1f} s for {len(text)} characters")
    if found != find(text):
        raise AssertionError("another answer the second time")
    for reference in found:
        if not (reference.symbol or reference.name) or not reference.mentions:
            raise AssertionError("no text is named, or nowhere")
        if not 0 <= reference.confidence <= 1:
            raise AssertionError(f"confidence {reference.confidence}")
        for mention in reference.mentions:
            inside = 0 <= mention.span.start < mention.span.end <= len(text)
            if not inside or mention.raw != text[mention.span.start : mention.span.end]:
                raise AssertionError(f"{mention.span} of {len(text)} characters")
    transcript, letter = plain_transcript(text), letter_of(text)
    by_letter = find_in(transcript, letter)
    cites(by_letter, transcript, letter)
