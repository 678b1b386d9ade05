"""Warnings of qpdf after which nothing is missing: they are no note for people, and call for no
mended copy.

A kind is listed only where what a page draws is the same with and without the oddity, and every
reader of PDF draws it; whatever is not listed counts as damage.
"""

from __future__ import annotations

import re

HARMLESS: tuple[tuple[str, str], ...] = (
    (
        r"dictionary has duplicated key /(Info|ID); last occurrence overrides earlier ones",
        "the trailer's note of who made the file; scanners that add to a file write it again",
    ),
    (
        r"dictionary has duplicated key /(Author|Creator|Producer|Title|Subject|Keywords"
        r"|CreationDate|ModDate); last occurrence overrides earlier ones",
        "within that note: with what program and when; no page draws it",
    ),
)
"""What qpdf says, as a pattern of the whole of it, and why nothing is lost."""
_KINDS = tuple(re.compile(pattern) for pattern, _ in HARMLESS)


def damage_told(warning: object) -> str:
    """What a warning says of damage, without the place; empty where nothing is lost."""
    said = str(warning).rpartition(": ")[2]
    return "" if any(kind.fullmatch(said) for kind in _KINDS) else said
