"""What the fuzzers share: of the inputs of texts, half are plain text, half are phrases of the
field, cut up and damaged. Needs atheris, and is imported by nothing that has to do without."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

import atheris


def text_of(data: bytes, phrases: Sequence[str], most: int) -> str:
    """Half the inputs are text as it comes; the others join ``most`` phrases at the most, damaged
    between."""
    if not data or data[0] % 2:
        return data[1:].decode("utf-8", "ignore")
    source = atheris.FuzzedDataProvider(data[1:])
    parts: list[str] = []
    while source.remaining_bytes() > 1 and len(parts) < most:
        phrase = phrases[source.ConsumeIntInRange(0, len(phrases) - 1)]
        kind = source.ConsumeIntInRange(0, 7)
        at = source.ConsumeIntInRange(0, len(phrase))
        if kind == 0:
            phrase = phrase[:at] + source.ConsumeUnicodeNoSurrogates(3) + phrase[at:]
        elif kind == 1:
            phrase = phrase[:at] + phrase[at + 1 :]
        elif kind == 2:
            phrase = phrase[at:]
        parts.append(phrase)
    return "".join(parts)


def fuzz(check: Callable[[bytes], object]) -> None:
    """Runs until the command line's limits are reached, or ``check`` raises."""
    atheris.Setup(sys.argv, lambda data: check(data) and None)
    atheris.Fuzz()
