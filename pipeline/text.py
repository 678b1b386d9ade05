"""Normal forms of Vietnamese text: one place for what OCR, text layers and people vary.

Ground floor: imports nothing of ours. Every function is pure.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

# U+00D0/U+00F0 (Icelandic eth) and U+0189 look like Đ/đ, and text layers and OCR mix them up.
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u00a0": " "})
_STROKE = str.maketrans({"đ": "d", "Đ": "D"})
_SPACES = re.compile(r"\s+")
_SHORT = 200  # characters: names and lines, which come again and again; whole texts do not


class _Bare(dict[int, str]):
    """The bare form of each sign, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = sign = unicodedata.normalize("NFD", chr(code))[0].translate(_STROKE)
        return sign


_BARE = _Bare()


def nfc(text: str) -> str:
    """NFC, with lookalikes of Đ mended and no-break spaces plain. Keeps line and page breaks."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES)


def squash(text: str) -> str:
    """All white space runs become one space; none at the ends."""
    return _SPACES.sub(" ", text).strip()


def bare(text: str) -> str:
    """Without diacritics and strokes, letter case kept. The length may change on NFD input,
    but not on NFC input, so offsets into an NFC text stay valid."""
    return text if text.isascii() else text.translate(_BARE)


def fold(text: str) -> str:
    """For matching under noise: bare, lower case, white space squashed."""
    return _folded(text) if len(text) <= _SHORT else _fold(text)


def _fold(text: str) -> str:
    return squash(bare(nfc(text)).lower())


_folded = lru_cache(maxsize=1 << 15)(_fold)


def decode(data: bytes) -> str:
    """UTF-8, or UTF-16 with its mark. Raises ``UnicodeDecodeError`` for anything else: the
    legacy Vietnamese encodings look like text and are not, so nothing is guessed."""
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if utf16 else "utf-8-sig")
