"""What of a word may be mended: letters alone, never numbers, symbols, codes or labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.knowledge.phrases import NUMBER, OTHER, sign_of
from pipeline.text import nfc

Case = Literal["small", "title", "capitals", "fixed"]
_WORD = re.compile(r"([^\w]*)([^\W\d_]+)([^\w]*)")
_BREAK = re.compile(r"[.;:!?()\[\]“”\"…/|]")
_ROMAN = re.compile(r"[IVXLC]+")
_CODE = re.compile(r"[@/\\&]|www|https?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as read: ``core`` its letters in lower case, between the signs around it. ``sign``
    stands for it in the model. ``ends``, ``begins``: a breath ends after it, begins before it."""

    left: str
    core: str
    right: str
    case: Case
    sign: str
    begins: bool
    ends: bool

    def text(self, core: str) -> str:
        """The whole word with other letters, in the case that it was read in."""
        if self.case == "capitals":
            core = core.upper()
        elif self.case == "title":
            core = core[0].upper() + core[1:]
        return self.left + core + self.right


@lru_cache(maxsize=20_000)
def piece_of(text: str) -> Piece:
    """``text`` is a word as the engine gave it."""
    text = nfc(text)
    found = _WORD.fullmatch(text)
    if found is None or _CODE.search(text):
        return _fixed(text)
    left, core, right = found.groups()
    small = core.lower()
    if len(small) != len(core):  # lower case of some foreign letters is longer
        return _fixed(text)
    sign = sign_of(small)
    begins, ends = bool(_BREAK.search(left)), bool(_BREAK.search(right))
    return Piece(left, small, right, _case(core), sign, begins, ends)


def _fixed(text: str) -> Piece:
    digit = any(ch.isdigit() for ch in text)
    ends, begins = bool(text) and bool(_BREAK.match(text[-1])), bool(_BREAK.match(text[:1]))
    if not any(ch.isalnum() for ch in text):  # a dash or a bullet: a dash parts no phrase
        return Piece(text, "", "", "fixed", "", begins, ends)
    return Piece(text, "", "", "fixed", NUMBER if digit else OTHER, begins, ends)


def _case(core: str) -> Case:
    if core.islower():
        return "small"
    if len(core) > 1 and core.isupper():
        return "fixed" if _ROMAN.fullmatch(core) else "capitals"
    if core[0].isupper() and (len(core) == 1 or core[1:].islower()):
        return "title" if len(core) > 1 else "fixed"
    return "fixed"


def in_capitals(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word in capitals stands beside another one: in a title, and so is no
    abbreviation."""
    near = [*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2]]
    return any(p.case == "capitals" and p.sign != OTHER for p in near)
