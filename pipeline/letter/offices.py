"""Offices and authorities as printed over a signer's name: which a row is, its text repaired."""

from __future__ import annotations

import re
from functools import cache

from rapidfuzz import fuzz

from pipeline.knowledge.header import header_words
from pipeline.knowledge.issuers import body_named, starts_body
from pipeline.text import bare, fold, squash

_AUTHORITY = re.compile(
    r"^\W{0,3}(?P<mark>T/M|K/T|T/L|(?:TM|T\.M|KT|K\.T|TL|T\.L|TUQ|T\.U\.Q|Q)\s?[.,:])\s*(?=\w)"
)
_LOST_MARK = re.compile(r"^\W{0,3}(?:(?P<tl>T[1lI!|])|\w?T)\s?[.:,]\s*(?=\w)")
"""What OCR leaves of ``TL.`` and ``KT.`` under a seal."""
_SCRAP = re.compile(r"^[\W_]+|[^\w.)]+$")


def has_mark(text: str) -> bool:
    """Whether a row begins with ``TM.``, ``KT.`` and the like."""
    return _AUTHORITY.match(text) is not None


def lost_mark(text: str) -> bool:
    """Whether a row begins with what a seal left of such a mark before an office."""
    mark = _LOST_MARK.match(text)
    return mark is not None and _closest(text[mark.end() :]) is not None


def is_acting(text: str) -> bool:
    """``Q. CHỦ TỊCH``: an office held for the time being, which is the signer's own."""
    mark = _AUTHORITY.match(text)
    return mark is not None and mark["mark"].startswith("Q")


def is_tail(title: str, text: str) -> bool:
    """Whether ``text`` is the end of the office that stands in ``title``: the row of a deputy
    whose beginning lies under the seal."""
    office = closest_title(title)
    solid = fold(" ".join(w for w in text.split() if not is_scrap(w)))
    return office is not None and len(solid) >= 4 and fold(office[0]).endswith(f" {solid}")


@cache
def _titles() -> tuple[tuple[str, str], ...]:
    return tuple((fold(t), t) for t in header_words().titles)


def closest_title(text: str) -> tuple[str, float] | None:
    """The office whose printed name ``text`` begins with or is, and how alike, 0 to 1. Scraps of
    a seal or of a lost ``KT.`` before it are passed over."""
    words = text.split()
    while len(words) > 1 and not words[0].strip(".,:").isalpha():
        words = words[1:]  # before all else, or a scrap passes for a bad PHÓ
    best = _closest(" ".join(words))
    for n in (1, 2):
        if best is not None or len(words) < n + 2 or not all(map(is_scrap, words[:n])):
            break
        best = _closest(" ".join(words[n:]))
    return best


def is_scrap(word: str) -> bool:
    """No word of a title: few letters, a point or colon, or a sign that no title has."""
    letters = sum(c.isalpha() for c in word)
    return letters <= 2 or not word.strip(",").isalpha()


def _closest(text: str) -> tuple[str, float] | None:
    wanted = fold(text)
    best: tuple[str, float] | None = None
    for folded, title in _titles():
        whole = fuzz.ratio(wanted, folded) / 100
        head = (
            fuzz.ratio(wanted[: len(folded)], folded) / 100
            if len(wanted) > len(folded) + 3
            else 0.0
        )
        score = max(whole, 0.97 * head)
        if score >= 0.82 and (
            best is None or score > best[1] or (score == best[1] and len(title) > len(best[0]))
        ):
            best = (title, score)
    return best


def title_text(text: str) -> tuple[str, float]:
    """The title as printed, its letters repaired where it is an office of the table, and how
    sure: 1 for an exact one."""
    trimmed = trim(text)
    if is_acting(trimmed) and (mark := _AUTHORITY.match(trimmed)) is not None:
        office, like = title_text(trimmed[mark.end() :])
        return f"Q. {office}", like
    found = closest_title(trimmed)
    if found is None:
        return trimmed, 0.6
    title, like = found
    kept = trimmed.split()
    while len(kept) > 1 and (found != _closest(" ".join(kept))):
        kept = kept[1:]  # behind scraps
    if len(kept) < len(trimmed.split()) and found == _closest(" ".join(kept)):
        return title_text(" ".join(kept))[0], like * 0.9
    whole = fuzz.ratio(fold(trimmed), fold(title)) / 100
    of_body = _of_body(trimmed, title)
    if whole >= 0.82 and not of_body:
        return title.upper(), whole
    rest = [w for w in trimmed.split()[title.count(" ") + 1 :] if _is_word(w)]
    while rest and not rest[-1].strip(",").isalpha():
        rest = rest[:-1]
    # units have names of more words: the rest of this one is lost
    cut = len(rest) == 1 and not of_body
    like = max(like, 0.97) if of_body else like
    return f"{title.upper()} {_rest(' '.join(rest))}".strip(), like * (0.8 if cut else 1.0)


def _is_word(text: str) -> bool:
    return text in "-–" or (len(text) > 1 and text.strip(",").isalpha())


def _of_body(text: str, title: str) -> bool:
    """Whether a body follows the office (``GIÁM ĐỐC SỞ``), not the office's own word again
    (``VỤ TRƯỞNG VỤ``), which a name must follow."""
    wanted, said = fold(title), fold(text)
    rest = said[len(wanted) + 1 :]
    return said.startswith(f"{wanted} ") and starts_body(rest) and rest not in wanted.split()


def _rest(text: str) -> str:
    """The rest of a long title (``VỤ TRƯỞNG VỤ GIÁO DỤC PHỔ THÔNG``): a body, maybe known."""
    match = body_named(text)
    return match[0].name.upper() if match and match[1] >= 0.95 else text


def authority_text(text: str) -> tuple[str, float]:
    """``TM. ỦY BAN NHÂN DÂN``: one space after the mark, the rest repaired where it is known."""
    trimmed = trim(text)
    mark = _AUTHORITY.match(trimmed)
    if mark is None:
        if (lost := _LOST_MARK.match(trimmed)) is not None:
            whole = "TL" if lost["tl"] else "KT"
            return authority_text(f"{whole}. {trimmed[lost.end() :]}")[0], 0.7
        return trimmed, 0.7
    rest = squash(trimmed[mark.end() :])
    letters = mark["mark"] if "/" in mark["mark"] else re.sub(r"\W", "", mark["mark"]) + "."
    office = closest_title(rest)
    if office is not None and _of_body(rest, office[0]):
        said, like = title_text(rest)
        return f"{letters} {said}", like
    if office is not None and fuzz.ratio(fold(rest), fold(office[0])) >= 82:
        return f"{letters} {office[0].upper()}", office[1]
    body = body_named(rest)
    if body is not None and fold(body[0].name) == fold(rest):
        return f"{letters} {_upper_name(rest, body[0].name)}", 0.98
    return f"{letters} {rest}", 0.85


def _upper_name(printed: str, name: str) -> str:
    return name.upper() if bare(name).upper() == bare(printed).upper() else printed


def trim(text: str) -> str:
    return squash(_SCRAP.sub("", text))
