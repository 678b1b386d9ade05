"""Whether a text layer says what the page prints, or only looks like text."""

from __future__ import annotations

import unicodedata

from pipeline.text import nfc

LEAST = 40  # letters from which a layer is worth more than the picture
_STRANGE = 0.02  # share of signs that no Vietnamese letter uses
_MARKED = (0.08, 0.60)  # share of letters with marks; Vietnamese prose has about 0.3
_FOREIGN = frozenset("åæçëïîøûüñöäÿšžœß")  # what TCVN3 and VNI leave of Vietnamese letters
_CODES = frozenset("@[]\\^_`{|}<>=~#$")  # letters keep clear of them; an address has one
_ALLOWED = frozenset("“”‘’–—…•·°²³±×÷§®©€₫½⁄−-\u2010\u2011\u200b\u00ad\ufeff")


def is_sane(text: str) -> bool:
    """False for too little, private-use glyphs, and the legacy encodings TCVN3 and VNI, which
    put other letters or bare accents where Vietnamese ones should be."""
    plain = nfc(text)
    letters = letters_of(plain)
    if len(letters) < LEAST or is_strange(plain):
        return False
    if sum(c in _CODES for c in plain) > _STRANGE * 2 * len(plain):
        return False  # the font's own codes, where the table that explains them is lost
    marked = sum(ord(c) > 127 for c in letters) / len(letters)
    return len(letters) < 5 * LEAST or _MARKED[0] <= marked <= _MARKED[1]


def letters_of(text: str) -> list[str]:
    return [c for c in text if c.isalpha()]


def is_strange(text: str) -> bool:
    """Whether too many signs of ``text`` are none that a Vietnamese letter uses."""
    plain = nfc(text)
    return sum(_is_strange(c) for c in plain) > _STRANGE * len(plain)


def _is_strange(c: str) -> bool:
    if c in _ALLOWED or c.isspace() or " " <= c <= "~":
        return False
    if unicodedata.category(c) in ("Co", "Cn", "Cc", "Mn", "Sk", "Sc", "Sm", "So"):
        return True
    if not c.isalpha():
        return False
    return c.lower() in _FOREIGN or not _is_vietnamese(c)


def _is_vietnamese(c: str) -> bool:
    base = unicodedata.normalize("NFD", c.lower())
    return base[0] == "đ" or (
        base[0].isascii()
        and all(m in "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b" for m in base[1:])
    )
