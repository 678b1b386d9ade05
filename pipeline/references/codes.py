"""The codes of a symbol: which known type, issuer or unit a piece of print stands for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from pipeline.knowledge.citations import Citations, citations
from pipeline.text import bare

_TERM = re.compile(r"((?:ubtv)?qh)([0-9ilo]{2})")
_DIGITS = str.maketrans("ilo", "110")
_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})")


@lru_cache(maxsize=4096)
def key_of(code: str) -> str:
    """A code for looking up: bare, lower case."""
    return bare(code).lower()


def type_code(raw: str, lead: str | None, known: Citations) -> str | None:
    """The type's code that ``raw`` is, mended where the printed type says so."""
    key = key_of(raw)
    same = known.type_codes.get(key, ())
    if raw in same:
        return raw
    term = key.rstrip("0123456789 ")  # QH15, UBTVQH14: the term of the National Assembly
    if term != key and term in known.type_codes and term.endswith("qh"):
        return raw.upper().replace(" ", "")
    if (read := _TERM.fullmatch(key)) and read[1] in known.type_codes:  # QHI5
        return f"{read[1].upper()}{read[2].translate(_DIGITS)}"
    # A Công văn has no type code: what stands there is an issuer's.
    wanted = known.codes_of_type.get(lead or "", ()) if lead != known.untyped else ()
    if same:
        fitting = next((code for code in same if code in wanted), None)
        return fitting or (same[0] if raw[0].isupper() else None)
    if lead is None:  # nothing says the type: only what is listed for one type alone
        listed = [code for code, wrong in known.misread_types.items() if raw in wrong]
        return listed[0] if len(listed) == 1 and len(raw) > 2 else None
    return next((code for code in wanted if _nearly(raw, code, known)), None)


def _nearly(raw: str, code: str, known: Citations) -> bool:
    """Whether ``raw`` may be ``code`` misread: listed as such, or one letter off and no code."""
    if raw in known.misread_types.get(code, ()):
        return True
    key = key_of(raw)
    near = len(code) > 1 and Levenshtein.distance(key, key_of(code)) == 1
    return near and (raw[0].isupper() or raw[-1].isupper()) and key not in known.issuer_codes


def unjoined(raw: str, lead: str | None, known: Citations) -> tuple[str, str] | None:
    """``QĐTTg`` of a Quyết định is ``QĐ-TTg`` whose dash was lost."""
    key = key_of(raw)
    if key in known.issuer_codes or key in known.type_codes:
        return None
    for code in known.codes_of_type.get(lead or "", ()):
        rest = key.removeprefix(key_of(code))
        rest = rest[1:] if rest[:1].isdigit() else rest  # the dash, read as a digit
        if rest != key and len(rest) > 1 and rest in known.issuer_codes:
            return code, known.issuer_codes[rest].code
    return None


def issuer_code(raw: str, known: Citations, *, near: bool = False) -> str | None:
    """The issuer's (or unit's) code that ``raw`` is; unknown ones as read if they look like one.
    ``near``: one letter lost or gained is mended, where only one known code is so near."""
    raw = raw.replace(" ", "").replace("\n", "").replace("\f", "")
    key = key_of(raw)
    if raw in known.misread_issuers:
        return known.misread_issuers[raw]
    code = known.issuer_codes.get(key)
    if code is not None:
        # Same letters: Đ lost or letter case wrong. What is printed with Đ is kept: scanners lose
        # strokes and add none, and another body may have the same letters with it.
        stroked = raw.replace("Đ", "D") == code.code
        return raw if stroked or (bare(raw) == raw and raw in code.code) else code.code
    same = known.type_codes.get(key)  # TT01-style codes inside joint symbols
    if same and raw[0].isupper():
        return same[0] if raw not in same else raw
    if key in known.no_codes:
        return None
    if mended := _worn(raw) or (_nearest(key) if near and _looks_like_code(raw) else None):
        return mended
    return _roman(raw) if _looks_like_code(raw) else _without_speck(raw, known)


@lru_cache(maxsize=4096)
def _worn(raw: str) -> str | None:
    """The one known code that ``raw`` is but for one letter that can't be of a code: one with a
    tone, or a small one among capitals (``UỊND``, ``UvND``)."""
    at = worn_at(raw)
    if at is None:
        return None
    key = key_of(raw)
    found = {
        code.code
        for other, code in citations().issuer_codes.items()
        if len(other) == len(key) and other[:at] + other[at + 1 :] == key[:at] + key[at + 1 :]
    }
    return found.pop() if len(found) == 1 else None


def worn_at(raw: str) -> int | None:
    """Where the one letter of ``raw`` is that can't be of a code; None for none or several."""
    odd = [
        n
        for n, ch in enumerate(raw)
        if (bare(ch) != ch and ch not in "ĐđƯ") or (0 < n < len(raw) - 1 and ch.islower())
    ]
    return odd[0] if len(odd) == 1 and len(raw) > 3 else None


def _without_speck(raw: str, known: Citations) -> str | None:
    """``cUBND`` → ``UBND``: a speck before a known code, read as a small letter."""
    code = known.issuer_codes.get(key_of(raw[1:])) if raw[0].islower() and len(raw) > 3 else None
    return code.code if code and raw[1].isupper() else None


@lru_cache(maxsize=4096)
def _nearest(key: str) -> str | None:
    """The one known code that ``key`` is but for a letter that was lost or gained. Its first
    letter must stand: offices of a district go by the province's code without it."""
    found = {
        code.code
        for other, code in citations().issuer_codes.items()
        if len(other) > 4
        and other[0] == key[:1]
        and abs(len(other) - len(key)) == 1
        and Levenshtein.distance(other, key, score_cutoff=1) == 1
    }
    return found.pop() if len(found) == 1 else None


def _roman(raw: str) -> str:
    """``VHI`` → ``VIII``: units of a body bear Roman numbers, and H is two I's drawn together."""
    if "H" in raw and set(raw) <= set("IVXH"):
        for drawn in ("II", "I"):
            if _ROMAN.fullmatch(raw.replace("H", drawn)):
                return raw.replace("H", drawn)
    return raw


def _looks_like_code(raw: str) -> bool:
    """Capitals with at most single small letters between (``NgV``), no tones but Đ and Ư."""
    toned = any(ch.isalpha() and bare(ch) != ch and ch not in "ĐđƯ" for ch in raw)
    if toned or not raw[0].isupper():
        return False
    letters = [ch for ch in raw if ch.isalpha()]
    small = [a.islower() and b.islower() for a, b in pairwise(raw)]
    upper = sum(ch.isupper() for ch in letters)
    return not any(small) and 2 * upper >= len(letters)


def means(code: str, known: Citations) -> bool:
    """Whether ``code`` is a known one."""
    key = key_of(code)
    return key in known.issuer_codes or key in known.type_codes
