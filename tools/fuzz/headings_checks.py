"""What must hold of the headings found in any text at all; needs no fuzzer."""

from __future__ import annotations

import time
from itertools import pairwise

from pipeline.language import plain_transcript
from pipeline.outline import headings

SECONDS = 1.0
CHARACTERS_A_SECOND = 5_000
"""Far below what is measured, so that a busy machine is no finding."""


def check(text: str) -> int:
    """How many headings there are. Raises ``AssertionError`` for an answer that can't be right."""
    transcript = plain_transcript(text)
    started = time.process_time()
    found = headings(transcript)
    spent = time.process_time() - started
    if spent > SECONDS + len(text) / CHARACTERS_A_SECOND:
        raise AssertionError(f"{spent:.1f} s for {len(text)} characters")
    if found != headings(transcript):
        raise AssertionError("another answer the second time")
    for n, heading in enumerate(found):
        for span in (heading.span, heading.body):
            if not 0 <= span.start <= span.end <= len(transcript.text):
                raise AssertionError(f"{span} of {len(transcript.text)} characters")
        if heading.level < 1 or not 0 <= heading.confidence <= 1:
            raise AssertionError(f"level {heading.level}, confidence {heading.confidence}")
        if heading.parent is not None and not 0 <= heading.parent < n:
            raise AssertionError(f"heading {n} under {heading.parent}")
        if heading.parent is not None and found[heading.parent].level >= heading.level:
            raise AssertionError("a heading is no deeper than the one above it")
    if any(a.span.start > b.span.start for a, b in pairwise(found)):
        raise AssertionError("headings are out of order")
    return len(found)
